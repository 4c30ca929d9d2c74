//! One reader a format: bytes of a record in, a [`Draft`](crate::Draft) out.

mod jsonl;
mod markdown;
mod text;

use std::path::Path;

use crate::draft::Draft;
use crate::record::Unreadable;

/// A format that records come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Plain text, possibly copied out of a PDF.
    Text,
    /// Markdown, with or without front matter.
    Markdown,
    /// One JSON object a line, with `text` and mostly `id`.
    Jsonl,
}

impl Format {
    /// The format that a file's name says, if it says one that can be read.
    pub fn of_name(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "txt" | "text" => Some(Self::Text),
            "md" | "markdown" => Some(Self::Markdown),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            _ => None,
        }
    }

    /// Whether a file of this format holds one record a line.
    pub fn has_records(self) -> bool {
        matches!(self, Self::Jsonl)
    }

    /// Reads one record's bytes. The second value is the id that the record itself states.
    pub(crate) fn draft(self, bytes: &[u8]) -> Result<(Draft, Option<String>), Unreadable> {
        match self {
            Self::Text => text::draft(bytes).map(|draft| (draft, None)),
            Self::Markdown => markdown::draft(bytes).map(|draft| (draft, None)),
            Self::Jsonl => jsonl::draft(bytes),
        }
    }
}

/// The text of `bytes`, a byte order mark left out.
pub(crate) fn decode(bytes: &[u8]) -> Result<&str, Unreadable> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| Unreadable {
        problem: "not-utf8",
        detail: format!(
            "byte {} is not valid UTF-8 (found 0x{:02x}); convert the file to UTF-8",
            error.valid_up_to(),
            bytes.get(error.valid_up_to()).copied().unwrap_or_default()
        ),
    })
}
