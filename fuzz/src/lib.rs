//! What the fuzz targets share: the laws, and containers whose checksums a fuzzer would never guess.

use std::io::{Cursor, Write as _};
use std::sync::LazyLock;

use tearsheet_extract::{Extractor, Lexicons};

#[path = "../../crates/tearsheet/tests/laws/check.rs"]
pub mod check;

/// An extractor as the program has it.
pub static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new(Lexicons::built_in()));

/// A Word document whose text is `document`, notes and styles `more`.
pub fn word(document: &[u8], more: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let parts = [
        ("word/document.xml", document),
        ("word/styles.xml", more),
        ("word/footnotes.xml", more),
        ("docProps/core.xml", more),
    ];
    for (name, bytes) in parts {
        archive.start_file(name, stored).expect("memory can be written");
        archive.write_all(bytes).expect("memory can be written");
    }
    archive.finish().expect("memory can be written").into_inner()
}

/// `bytes` compressed with gzip.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(bytes).expect("memory can be written");
    writer.finish().expect("memory can be written")
}

/// Input before and after its first NUL.
pub fn halves(bytes: &[u8]) -> (&[u8], &[u8]) {
    let at = bytes.iter().position(|&byte| byte == 0).unwrap_or(bytes.len());
    (&bytes[..at], bytes.get(at + 1..).unwrap_or_default())
}
