//! One reader a format: bytes of a record in, a [`Draft`] out.

pub(crate) mod charset;
pub(crate) mod csv;
#[cfg(feature = "docx")]
mod docx;
mod front_matter;
#[cfg(feature = "html")]
mod html;
mod jsonl;
mod markdown;
#[cfg(any(feature = "html", feature = "docx"))]
mod names;
#[cfg(feature = "pdf")]
mod pdf;
mod text;

use std::path::Path;

use crate::draft::Draft;
use crate::record::{Fields, Unreadable};

/// A format that records come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Plain text, possibly copied out of a PDF.
    Text,
    /// Markdown, with or without front matter.
    Markdown,
    /// One JSON object a line, with `text` and mostly `id`.
    Jsonl,
    /// Comma-separated values (or semicolons, or tabs), one article a row, columns named as the fields of JSON lines.
    Csv,
    /// A web page.
    Html,
    /// A PDF with text in it.
    Pdf,
    /// A Word document.
    Docx,
    /// A web archive.
    Warc,
}

impl Format {
    /// The format that a file's name says, if it says one that can be read. Endings of compression are looked
    /// through; a name of nothing else counts as text until its content says more.
    pub fn of_name(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "txt" | "text" => Some(Self::Text),
            "md" | "markdown" => Some(Self::Markdown),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "csv" | "tsv" => Some(Self::Csv),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "pdf" => Some(Self::Pdf),
            "docx" => Some(Self::Docx),
            "warc" => Some(Self::Warc),
            "gz" | "gzip" | "zst" | "zstd" => {
                Some(Self::of_name(Path::new(path.file_stem()?)).unwrap_or(Self::Text))
            }
            _ => None,
        }
    }

    /// What the format is called in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "Markdown",
            Self::Jsonl => "JSON lines",
            Self::Csv => "CSV",
            Self::Html => "HTML",
            Self::Docx => "DOCX",
            Self::Pdf => "PDF",
            Self::Warc => "WARC",
        }
    }

    /// Whether a file of this format holds one record a line.
    pub fn has_records(self) -> bool {
        matches!(self, Self::Jsonl | Self::Csv)
    }

    /// Reads one record's bytes. The second value is the id that the record itself states.
    pub(crate) fn draft(self, bytes: &[u8], fields: &Fields) -> Result<(Draft, Option<String>), Unreadable> {
        match self {
            // The pages of an archive were taken out of it before.
            Self::Html | Self::Warc => return page(bytes).map(|draft| (draft, None)),
            Self::Pdf => return pages(bytes).map(|draft| (draft, None)),
            Self::Docx => return document(bytes).map(|draft| (draft, None)),
            Self::Text | Self::Markdown | Self::Jsonl | Self::Csv => {}
        }
        let decoded = charset::decode(bytes, None);
        let text = decoded.text.as_ref();
        let (mut draft, id) = match self {
            Self::Jsonl => jsonl::draft(text, fields)?,
            // Columns got their usual names when the row was cut.
            Self::Csv => jsonl::draft(text, &Fields::default())?,
            Self::Markdown => (markdown::draft(text.as_bytes())?, None),
            _ => (text::draft(text.as_bytes())?, None),
        };
        draft.remarks.extend(decoded.remark);
        Ok((draft, id))
    }
}

#[cfg(feature = "html")]
use html::draft as page;

#[cfg(not(feature = "html"))]
fn page(_: &[u8]) -> Result<Draft, Unreadable> {
    Err(left_out("html"))
}

#[cfg(feature = "docx")]
use docx::draft as document;

#[cfg(not(feature = "docx"))]
fn document(_: &[u8]) -> Result<Draft, Unreadable> {
    Err(left_out("docx"))
}

#[cfg(feature = "pdf")]
use pdf::draft as pages;

#[cfg(not(feature = "pdf"))]
fn pages(_: &[u8]) -> Result<Draft, Unreadable> {
    Err(left_out("pdf"))
}

/// The input needs a part that this build was made without.
#[cfg(not(all(feature = "docx", feature = "html", feature = "pdf", feature = "warc", feature = "zstd")))]
pub(crate) fn left_out(feature: &str) -> Unreadable {
    Unreadable {
        problem: "left-out",
        detail: format!("this build was made without it; build again with --features {feature}"),
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
