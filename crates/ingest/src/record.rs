//! Cuts an input into records and reads each of them on its own.
//!
//! Cutting is cheap and sequential; reading a record ([`read`]) is the work, and independent of all others.

use std::io::{self, BufRead, Read as _};
use std::sync::Arc;

use crate::article::Article;
use crate::draft::Remark;
use crate::format::Format;

/// The largest record that is read, in bytes. A larger one becomes a [`Problem`]: positions are 32 bits wide, and
/// a single "article" of this size is a dump under a wrong name.
pub const LARGEST_RECORD: usize = 2 << 30;

/// One article's bytes and where they come from.
#[derive(Clone, Debug)]
pub struct Record {
    /// The file or stream, as messages should name it.
    pub source: Arc<str>,
    /// What the article is called unless the record itself says: a path relative to the input, with the line
    /// number where a file holds many.
    pub name: String,
    /// Line in the file, from 1, where a file holds many records.
    pub line: Option<u64>,
    /// How to read the bytes.
    pub format: Format,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Why a record could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// A short stable name, e.g. `not-utf8`.
    pub problem: &'static str,
    /// What was expected, what was found and what to do.
    pub detail: String,
}

/// An input or record that could not be read, or was read with loss: a row of `problems.csv`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file or stream.
    pub source: String,
    /// The line or the id of the record, empty where the whole input is concerned.
    pub record: String,
    /// A short stable name.
    pub problem: String,
    /// What was expected, what was found and what to do.
    pub detail: String,
}

impl Problem {
    /// A problem with the whole of `source`.
    pub fn with_source(source: &str, problem: &str, detail: impl Into<String>) -> Self {
        Self {
            source: source.to_owned(),
            record: String::new(),
            problem: problem.to_owned(),
            detail: detail.into(),
        }
    }
}

impl Record {
    /// The place of the record inside its source, for messages.
    pub fn place(&self) -> String {
        self.line.map_or_else(String::new, |line| format!("line {line}"))
    }

    /// A problem with this record.
    pub fn problem(&self, problem: &str, detail: impl Into<String>) -> Problem {
        Problem {
            source: self.source.to_string(),
            record: self.place(),
            problem: problem.to_owned(),
            detail: detail.into(),
        }
    }
}

/// Reads a record into an article.
///
/// # Errors
/// If the bytes are not what their format says, or hold no text.
pub fn read(record: &Record) -> Result<(Article, Vec<Remark>), Unreadable> {
    let (mut draft, id) = record.format.draft(&record.bytes)?;
    if draft.source.trim().is_empty() {
        return Err(Unreadable { problem: "empty", detail: "there is no text in it".to_owned() });
    }
    let remarks = std::mem::take(&mut draft.remarks);
    let id = id.unwrap_or_else(|| record.name.clone());
    Ok((Article::build(id, record.source.to_string(), draft), remarks))
}

/// Cuts one input into records.
pub struct Records<R> {
    source: Arc<str>,
    name: String,
    format: Format,
    reader: R,
    line: u64,
    done: bool,
}

impl<R: BufRead> Records<R> {
    /// Records of `reader`; `source` names it in messages, `name` in article ids.
    pub fn new(source: &str, name: &str, format: Format, reader: R) -> Self {
        Self { source: source.into(), name: name.to_owned(), format, reader, line: 0, done: false }
    }

    fn whole(&mut self) -> Result<Record, Problem> {
        self.done = true;
        let mut bytes = Vec::new();
        let limit = LARGEST_RECORD as u64 + 1;
        let read = self.reader.by_ref().take(limit).read_to_end(&mut bytes);
        let record = Record {
            source: self.source.clone(),
            name: self.name.clone(),
            line: None,
            format: self.format,
            bytes,
        };
        match read {
            Err(error) => Err(record.problem("unreadable", error.to_string())),
            Ok(_) if record.bytes.len() > LARGEST_RECORD => Err(too_large(&record)),
            Ok(_) => Ok(record),
        }
    }

    fn next_line(&mut self) -> Option<Result<Record, Problem>> {
        loop {
            self.line += 1;
            let mut bytes = Vec::new();
            let limit = LARGEST_RECORD as u64 + 1;
            let read = self.reader.by_ref().take(limit).read_until(b'\n', &mut bytes);
            let record = Record {
                source: self.source.clone(),
                name: format!("{}#{}", self.name, self.line),
                line: Some(self.line),
                format: self.format,
                bytes,
            };
            match read {
                Ok(0) => return None,
                Err(error) => {
                    self.done = true;
                    return Some(Err(record.problem("unreadable", error.to_string())));
                }
                Ok(_) if record.bytes.len() > LARGEST_RECORD => {
                    if let Err(error) = skip_line(&mut self.reader) {
                        self.done = true;
                        return Some(Err(record.problem("unreadable", error.to_string())));
                    }
                    return Some(Err(too_large(&record)));
                }
                Ok(_) if record.bytes.trim_ascii().is_empty() => {}
                Ok(_) => return Some(Ok(record)),
            }
        }
    }
}

fn too_large(record: &Record) -> Problem {
    record.problem("too-large", format!("it is larger than {LARGEST_RECORD} bytes; split it into articles"))
}

fn skip_line(reader: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let end = buffer.iter().position(|&byte| byte == b'\n').map(|at| at + 1);
        let used = end.unwrap_or(buffer.len());
        reader.consume(used);
        if end.is_some() {
            return Ok(());
        }
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Result<Record, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        if self.format.has_records() {
            let next = self.next_line();
            self.done |= next.is_none();
            return next;
        }
        Some(self.whole())
    }
}
