//! Rows as CSV: RFC 4180, UTF-8, quotes only where needed; without a mark and with LF, or as [`Style::Excel`] likes it.

use ::csv::{Terminator, Writer, WriterBuilder};

use crate::guard::guard;
use crate::rows::Rows;
use crate::table::{Cell, Row, TableSchema};
use crate::tables::{self, ArticleRow, FirmRow};

/// Who is to open the files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Everyone: UTF-8 without a mark, lines end with LF.
    #[default]
    Plain,
    /// Excel, which takes a file for UTF-8 only if it starts with a byte order mark: with one, lines end with CRLF.
    Excel,
}

impl Style {
    /// What ends a line.
    pub fn line_end(self) -> &'static str {
        match self {
            Self::Plain => "\n",
            Self::Excel => "\r\n",
        }
    }

    fn mark(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Excel => "\u{feff}",
        }
    }

    fn terminator(self) -> Terminator {
        match self {
            Self::Plain => Terminator::Any(b'\n'),
            Self::Excel => Terminator::CRLF,
        }
    }
}

/// Encoded rows of one article or several, one buffer a table in the order of [`tables::ALL`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Encoded {
    /// CSV bytes without headers.
    pub tables: [Vec<u8>; tables::ALL.len()],
    /// Number of rows in each.
    pub counts: [u64; tables::ALL.len()],
    style: Style,
}

impl Encoded {
    /// No rows yet.
    pub fn new(style: Style) -> Self {
        Self { style, ..Self::default() }
    }

    /// Appends the rows of one article.
    pub fn push(&mut self, rows: &Rows<'_>) {
        let Rows { article, firms, organisations, mentions, figures, skills, unmatched, relations } = rows;
        self.table(&ArticleRow::SCHEMA, std::slice::from_ref(article));
        self.table(&FirmRow::FIRMS, firms);
        self.table(&FirmRow::ORGANISATIONS, organisations);
        self.table(&crate::tables::MentionRow::SCHEMA, mentions);
        self.table(&crate::tables::FigureRow::SCHEMA, figures);
        self.table(&crate::tables::SkillRow::SCHEMA, skills);
        self.table(&crate::tables::UnmatchedRow::SCHEMA, unmatched);
        self.table(&crate::tables::RelationRow::SCHEMA, relations);
    }

    /// Appends rows of the table `schema`.
    pub fn table<R: Row>(&mut self, schema: &TableSchema, rows: &[R]) {
        if rows.is_empty() {
            return;
        }
        let Some(index) = tables::ALL.iter().position(|known| known.name == schema.name) else { return };
        self.counts[index] += rows.len() as u64;
        let buffer = std::mem::take(&mut self.tables[index]);
        self.tables[index] = encode(rows, buffer, self.style);
    }
}

/// The header line of a table.
pub fn header(schema: &TableSchema, style: Style) -> String {
    let names: Vec<&str> = schema.columns.iter().map(|column| column.name).collect();
    format!("{}{}{}", style.mark(), names.join(","), style.line_end())
}

/// Appends rows to `buffer` as CSV.
pub(crate) fn encode<R: Row>(rows: &[R], buffer: Vec<u8>, style: Style) -> Vec<u8> {
    // The usual buffer is larger than all rows of most articles, and is made anew for each.
    let mut builder = WriterBuilder::new();
    let builder = builder.terminator(style.terminator()).buffer_capacity(1 << 10);
    let mut writer: Writer<Vec<u8>> = builder.from_writer(buffer);
    for row in rows {
        row.cells(&mut |cell| {
            let written = match cell {
                Cell::Text(text) => writer.write_field(guard(text).as_bytes()),
                Cell::Plain(text) => writer.write_field(text),
                Cell::Integer(number) => writer.write_field(number.to_string()),
            };
            debug_assert!(written.is_ok(), "writing to memory cannot fail");
        });
        let ended = writer.write_record(None::<&[u8]>);
        debug_assert!(ended.is_ok(), "all rows of a table have the same number of cells");
    }
    writer.into_inner().unwrap_or_default()
}
