//! Cuts an input into records and reads each of them on its own.
//!
//! Cutting is cheap and sequential; reading a record ([`read`]) is the work, and independent of all others.

use std::io::{self, BufRead, Read};
use std::sync::Arc;

use crate::article::Article;
use crate::date;
use crate::draft::Remark;
use crate::format::Format;
use crate::format::csv::Rows;
use crate::language;
use crate::open::{self, Opened};

/// The largest record of text that is read, in bytes. A larger one becomes a [`Problem`]: the longest novels have five
/// million, so a single "article" of this size is a dump under a wrong name; it takes some 30 times its size in memory.
pub const LARGEST_TEXT: usize = 32 << 20;
/// The largest document that may hold pictures beside its text, in bytes.
pub const LARGEST_DOCUMENT: usize = 512 << 20;

/// The largest record of a format that is read, in bytes.
fn largest(format: Format) -> usize {
    match format {
        Format::Pdf | Format::Docx => LARGEST_DOCUMENT,
        _ => LARGEST_TEXT,
    }
}

/// One article's bytes and where they come from.
#[derive(Clone, Debug)]
pub struct Record {
    /// The file or stream, as messages should name it.
    pub source: Arc<str>,
    /// What the article is called unless the record itself says: a path relative to the input, with the line
    /// number where a file holds many.
    pub name: String,
    /// Which part of the file it is.
    pub part: Part,
    /// Where it was fetched, as an archive says.
    pub address: Option<String>,
    /// How to read the bytes.
    pub format: Format,
    /// Names of fields, where they are not the usual ones.
    pub fields: Arc<Fields>,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Names of fields of JSON lines and columns of CSV, where they are not the usual ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// The field that holds the article, instead of `text`.
    pub text: Option<String>,
    /// The field that names it, instead of `id`.
    pub id: Option<String>,
}

/// Which part of a file a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// The line with this number, from 1, or the row that begins there.
    Line(u64),
    /// The record of an archive with this number, from 1.
    Entry(u64),
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
    /// A record that is all of `source`.
    pub fn new(source: &str, format: Format, bytes: Vec<u8>) -> Self {
        let name = source.to_owned();
        let fields = Arc::default();
        Self { source: source.into(), name, part: Part::Whole, address: None, format, fields, bytes }
    }

    /// The place of the record inside its source, for messages.
    pub fn place(&self) -> String {
        match self.part {
            Part::Whole => String::new(),
            Part::Line(line) => format!("line {line}"),
            Part::Entry(number) => format!("record {number}"),
        }
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
    let (mut draft, id) = record.format.draft(&record.bytes, &record.fields)?;
    if draft.source.trim().is_empty() {
        return Err(Unreadable { problem: "empty", detail: "there is no text in it".to_owned() });
    }
    draft.spell_out();
    let mut remarks = std::mem::take(&mut draft.remarks);
    if let Some(published) = draft.meta.published.take() {
        draft.meta.published = date::parse(&published);
        if draft.meta.published.is_none() {
            let detail = format!("{published:?} is no date with a single reading; write it as 2024-05-31");
            remarks.push(Remark::Lost { problem: "unread-date", detail });
        }
    }
    draft.meta.url = draft.meta.url.or_else(|| record.address.clone());
    let id = id.unwrap_or_else(|| record.name.clone());
    let mut article = Article::build(id, record.source.to_string(), draft);
    if let Some(language) = language::detect(&article) {
        article.set_language(language);
    }
    Ok((article, remarks))
}

/// Cuts one input into records.
pub struct Records<'a> {
    source: Arc<str>,
    name: String,
    fields: Arc<Fields>,
    state: State<'a>,
}

enum State<'a> {
    /// Not looked at yet, with the format that the name says.
    Closed(Format, Box<dyn Read + 'a>),
    /// One record.
    Whole(Format, Box<dyn BufRead + 'a>),
    /// One record a line, and the number of the last line.
    Lines(Format, Box<dyn BufRead + 'a>, u64),
    /// One record a row.
    Rows(Box<Rows<'a>>),
    /// One record a page.
    #[cfg(feature = "warc")]
    Archive(crate::warc::Archive<'a>),
    Done,
}

#[cfg(feature = "warc")]
fn archive<'a>(reader: Box<dyn BufRead + 'a>) -> Result<State<'a>, Unreadable> {
    Ok(State::Archive(crate::warc::Archive::new(reader)))
}

#[cfg(not(feature = "warc"))]
fn archive<'a>(_: Box<dyn BufRead + 'a>) -> Result<State<'a>, Unreadable> {
    Err(crate::format::left_out("warc"))
}

impl<'a> Records<'a> {
    /// Records of `reader`; `source` names it in messages, `name` in article ids. `format` is what the name says:
    /// compression is taken off, and content of another format is read as what it is.
    pub fn new(source: &str, name: &str, format: Format, reader: impl Read + 'a) -> Self {
        let state = State::Closed(format, Box::new(reader));
        Self { source: source.into(), name: name.to_owned(), fields: Arc::default(), state }
    }

    /// The same records, with other names of fields.
    pub fn with_fields(self, fields: Fields) -> Self {
        Self { fields: fields.into(), ..self }
    }

    fn record(&self, format: Format, part: Part, bytes: Vec<u8>) -> Record {
        let name = match part {
            Part::Whole => self.name.clone(),
            Part::Line(number) | Part::Entry(number) => format!("{}#{number}", self.name),
        };
        let (source, fields) = (self.source.clone(), self.fields.clone());
        Record { source, name, part, address: None, format, fields, bytes }
    }

    fn problem(&self, part: Part, why: Unreadable) -> Problem {
        self.record(Format::Text, part, Vec::new()).problem(why.problem, why.detail)
    }

    fn open(&mut self, said: Format, reader: Box<dyn Read + 'a>) -> Result<(), Unreadable> {
        let Opened { format, reader } = open::open(said, reader)?;
        self.state = match format {
            Format::Csv => State::Rows(Box::new(Rows::new(reader, &self.fields)?)),
            Format::Jsonl => State::Lines(format, reader, 0),
            Format::Warc => archive(reader)?,
            _ => State::Whole(format, reader),
        };
        Ok(())
    }

    fn whole(&self, format: Format, reader: Box<dyn BufRead + 'a>) -> Result<Record, Problem> {
        let mut bytes = Vec::new();
        let read = reader.take(largest(format) as u64 + 1).read_to_end(&mut bytes);
        let record = self.record(format, Part::Whole, bytes);
        match read {
            Err(error) => Err(self.problem(Part::Whole, open::unreadable(&error))),
            Ok(_) if record.bytes.len() > largest(format) => Err(too_large(&record)),
            Ok(_) => Ok(record),
        }
    }

    /// The next line that is not empty; the state goes on unless the input has ended.
    fn line(
        &mut self,
        format: Format,
        mut reader: Box<dyn BufRead + 'a>,
        mut line: u64,
    ) -> Option<Result<Record, Problem>> {
        loop {
            line += 1;
            let mut bytes = Vec::new();
            let read = reader.by_ref().take(largest(format) as u64 + 1).read_until(b'\n', &mut bytes);
            let too_long = bytes.len() > largest(format);
            if matches!(read, Ok(1..)) && !too_long && bytes.trim_ascii().is_empty() {
                continue;
            }
            let skipped = if too_long { skip_line(&mut reader) } else { Ok(()) };
            if let Err(error) = read.and_then(|count| skipped.map(|()| count)) {
                return Some(Err(self.problem(Part::Line(line), open::unreadable(&error))));
            }
            if bytes.is_empty() {
                return None;
            }
            let record = self.record(format, Part::Line(line), bytes);
            self.state = State::Lines(format, reader, line);
            return Some(if too_long { Err(too_large(&record)) } else { Ok(record) });
        }
    }
}

fn too_large(record: &Record) -> Problem {
    let Unreadable { problem, detail } = open::too_large(largest(record.format));
    record.problem(problem, detail)
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

impl Iterator for Records<'_> {
    type Item = Result<Record, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        if let State::Closed(..) = self.state
            && let State::Closed(said, reader) = std::mem::replace(&mut self.state, State::Done)
            && let Err(why) = self.open(said, reader)
        {
            return Some(Err(self.problem(Part::Whole, why)));
        }
        match std::mem::replace(&mut self.state, State::Done) {
            State::Whole(format, reader) => Some(self.whole(format, reader)),
            State::Lines(format, reader, line) => self.line(format, reader, line),
            State::Rows(mut rows) => {
                let (line, row) = rows.next()?;
                // After an error nothing tells where the next row begins.
                let bytes = match row {
                    Ok(bytes) => bytes,
                    Err(why) => return Some(Err(self.problem(Part::Line(line), why))),
                };
                self.state = State::Rows(rows);
                Some(Ok(self.record(Format::Csv, Part::Line(line), bytes)))
            }
            #[cfg(feature = "warc")]
            State::Archive(mut archive) => {
                // After an error nothing tells where the next page begins.
                let page = match archive.next()? {
                    Ok(page) => page,
                    Err((number, why)) => return Some(Err(self.problem(Part::Entry(number), why))),
                };
                self.state = State::Archive(archive);
                let record = self.record(page.format, Part::Entry(page.number), page.bytes);
                Some(Ok(Record { address: page.address, ..record }))
            }
            State::Closed(..) | State::Done => None,
        }
    }
}
