//! Comma-separated values, also with semicolons or tabs: each row is an article, the header names the columns as JSON lines name fields.
//!
//! A row travels on as the JSON object it stands for, so that columns mean what fields of JSON lines mean.

use std::io::BufRead;

use super::charset;
use crate::open::{Meter, Metered};
use crate::record::{Fields, LARGEST_TEXT, Unreadable};

/// Names of the column that holds the article, the most telling first.
const TEXT: &[&str] =
    &["text", "body", "article_body", "articlebody", "content", "article", "full_text", "fulltext", "story"];

/// Rows of a file, as JSON objects.
pub(crate) struct Rows<'a> {
    reader: ::csv::Reader<Metered<Box<dyn BufRead + 'a>>>,
    /// A quotation mark that is never closed makes a row of the whole file.
    meter: Meter,
    /// Field name of each column.
    names: Vec<String>,
    row: ::csv::ByteRecord,
}

impl<'a> Rows<'a> {
    /// Reads the header.
    ///
    /// # Errors
    /// If no column holds the article, or one that is asked for is missing.
    pub(crate) fn new(mut reader: Box<dyn BufRead + 'a>, fields: &Fields) -> Result<Self, Unreadable> {
        let head = reader.fill_buf().map_err(|error| crate::open::unreadable(&error))?;
        let delimiter = delimiter(head);
        let (meter, reader) = Meter::new(reader, LARGEST_TEXT);
        let mut reader = ::csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(reader);
        let header = reader.byte_headers().map_err(|error| bad(&error))?;
        let mut names: Vec<String> = header
            .iter()
            .map(|name| charset::decode(name, None).text.trim().to_lowercase().replace(' ', "_"))
            .collect();
        let place = |wanted: &str| {
            names.iter().position(|name| *name == wanted.trim().to_lowercase().replace(' ', "_"))
        };
        let text = match &fields.text {
            Some(wanted) => place(wanted),
            None => TEXT.iter().find_map(|text| place(text)),
        };
        let id = fields.id.as_deref().map(place);
        let missing = |wanted: &str| Unreadable {
            problem: "no-text",
            detail: format!("no column is called {wanted}; found: {}", names.join(", ")),
        };
        let Some(text) = text else {
            return Err(missing(fields.text.as_deref().unwrap_or(&TEXT.join(", "))));
        };
        if id == Some(None) {
            return Err(missing(fields.id.as_deref().unwrap_or_default()));
        }
        for (column, usual) in [(Some(text), "text"), (id.flatten(), "id")] {
            if let Some(column) = column {
                // Another column may have the usual name; it is not the one that was asked for.
                names.iter_mut().filter(|name| *name == usual).for_each(|name| name.insert(0, '_'));
                usual.clone_into(&mut names[column]);
            }
        }
        Ok(Self { reader, meter, names, row: ::csv::ByteRecord::new() })
    }

    /// The next row: the line it starts on and its object.
    pub(crate) fn next(&mut self) -> Option<(u64, Result<Vec<u8>, Unreadable>)> {
        self.meter.start();
        match self.reader.read_byte_record(&mut self.row) {
            Ok(false) => None,
            Ok(true) => {
                let line = self.row.position().map_or(0, ::csv::Position::line);
                let fields = self.names.iter().zip(self.row.iter()).filter(|(_, value)| !value.is_empty());
                let object: serde_json::Map<String, serde_json::Value> = fields
                    .map(|(name, value)| (name.clone(), charset::decode(value, None).text.into()))
                    .collect();
                Some((line, Ok(serde_json::Value::Object(object).to_string().into_bytes())))
            }
            Err(error) => {
                let start = self.reader.position().line();
                let line = error.position().map_or(start, ::csv::Position::line);
                Some((line, Err(bad(&error))))
            }
        }
    }
}

/// What stands between the columns of a header: a comma, or what spreadsheets of other countries put there.
fn delimiter(head: &[u8]) -> u8 {
    let header = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |mark: u8| memchr::memchr_iter(mark, header).count();
    // The last of equals, a comma where there is one column.
    [b'\t', b';', b','].into_iter().max_by_key(|mark| count(*mark)).unwrap_or(b',')
}

fn bad(error: &::csv::Error) -> Unreadable {
    match error.kind() {
        ::csv::ErrorKind::Io(io) => crate::open::unreadable(io),
        _ => Unreadable { problem: "bad-csv", detail: error.to_string() },
    }
}
