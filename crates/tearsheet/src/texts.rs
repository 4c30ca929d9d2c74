//! The texts that offsets refer to, a file an article: `texts/<article_id>.txt` beside the tables.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A part of a path longer than this is cut; file systems allow 255 bytes.
const LONGEST: usize = 180;

/// Path of the text of the article called `id`, relative to the dataset.
///
/// Letters, digits, `.`, `-`, `_` and the slashes between folders stay as they are. Any other byte becomes `%` and two
/// hexadecimal digits, so no name can lead out of the folder and no two names meet.
///
/// ```
/// use tearsheet::texts::path_of;
/// assert_eq!(path_of("news/a 1.txt").to_str(), Some("texts/news/a%201.txt.txt"));
/// assert_eq!(path_of("../b").to_str(), Some("texts/%2E%2E/b.txt"));
/// ```
pub fn path_of(id: &str) -> PathBuf {
    Path::new("texts").join(file_of(id, ".txt"))
}

/// Path of a file for the article called `id`, with an ending of its own, made by the same rules.
pub fn file_of(id: &str, ending: &str) -> PathBuf {
    let mut path = PathBuf::new();
    let mut parts = id.split('/').map(safe).peekable();
    while let Some(part) = parts.next() {
        path.push(if parts.peek().is_some() { part } else { part + ending });
    }
    path
}

fn safe(part: &str) -> String {
    use std::fmt::Write as _;
    let dots_only = part.bytes().all(|byte| byte == b'.');
    let mut out = String::with_capacity(part.len());
    for byte in part.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_".contains(&byte) || (byte == b'.' && !dots_only) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    if out.is_empty() {
        out.push('%');
    }
    if out.len() > LONGEST {
        out.truncate(LONGEST);
        let _ = write!(out, "%{:016x}", tearsheet_ingest::fold_hash(part));
    }
    out
}

/// Writes one text.
///
/// # Errors
/// If the file or its folder cannot be made.
pub fn write(path: &Path, text: &str) -> io::Result<()> {
    write_bytes(path, text.as_bytes())
}

/// Writes a file, and the folders that it lies in.
///
/// # Errors
/// If the file or its folder cannot be made.
pub fn write_bytes(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes)
}
