//! Rows as CSV: RFC 4180, UTF-8, quotes only where needed; without a mark and with LF, or as [`Style::Excel`] likes it.

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
}

/// Encoded rows of one article or several: one buffer, the tables behind one another in the order of [`tables::ALL`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Encoded {
    /// CSV bytes of all tables, without headers.
    pub bytes: Vec<u8>,
    /// How many bytes each table has.
    pub lengths: [u64; tables::ALL.len()],
    /// How many rows each table has.
    pub counts: [u64; tables::ALL.len()],
    style: Style,
}

impl Encoded {
    /// No rows yet.
    pub fn new(style: Style) -> Self {
        Self { style, ..Self::default() }
    }

    /// Rows that were encoded before; nothing if the tables' lengths are not those of `bytes`.
    pub fn of_parts(
        bytes: Vec<u8>,
        lengths: [u64; tables::ALL.len()],
        counts: [u64; tables::ALL.len()],
    ) -> Option<Self> {
        let whole = lengths.iter().try_fold(0_u64, |sum, &length| sum.checked_add(length))?;
        (whole == bytes.len() as u64).then_some(Self { bytes, lengths, counts, style: Style::default() })
    }

    /// Bytes and number of rows of each table in the order of [`tables::ALL`].
    pub fn tables(&self) -> impl Iterator<Item = (&[u8], u64)> {
        let mut rest = self.bytes.as_slice();
        self.lengths.iter().zip(self.counts).map(move |(&length, count)| {
            let (own, others) = rest.split_at(rest.len().min(length as usize));
            rest = others;
            (own, count)
        })
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

    /// Appends rows of the table `schema`: at the least cost if the tables come in their order.
    pub fn table<R: Row>(&mut self, schema: &TableSchema, rows: &[R]) {
        if rows.is_empty() {
            return;
        }
        let Some(index) = tables::ALL.iter().position(|known| known.name == schema.name) else { return };
        let before = self.bytes.len();
        self.bytes.reserve(rows.len() * USUAL_ROW);
        encode(rows, &mut self.bytes, self.style);
        let added = self.bytes.len() - before;
        let later: u64 = self.lengths[index + 1..].iter().sum();
        if later > 0 {
            self.bytes[before - later as usize..].rotate_right(added);
        }
        self.lengths[index] += added as u64;
        self.counts[index] += rows.len() as u64;
    }
}

/// So many bytes a row mostly needs at least.
const USUAL_ROW: usize = 160;

/// The header line of a table.
pub fn header(schema: &TableSchema, style: Style) -> String {
    let names: Vec<&str> = schema.columns.iter().map(|column| column.name).collect();
    format!("{}{}{}", style.mark(), names.join(","), style.line_end())
}

/// Appends rows to `out` as CSV.
pub(crate) fn encode<R: Row>(rows: &[R], out: &mut Vec<u8>, style: Style) {
    for row in rows {
        let start = out.len();
        row.cells(&mut |cell| {
            match cell {
                Cell::Text(text) => push_field(guard(text).as_bytes(), out),
                Cell::Plain(text) => push_field(text.as_bytes(), out),
                Cell::Integer(number) => push_integer(number, out),
            }
            out.push(b',');
        });
        out.pop();
        // A line with nothing on it would be no row.
        if out.len() == start {
            out.extend_from_slice(b"\"\"");
        }
        out.extend_from_slice(style.line_end().as_bytes());
    }
}

/// The bytes because of which a field is quoted.
static NEEDS_QUOTES: [bool; 256] = {
    let mut needs = [false; 256];
    needs[b',' as usize] = true;
    needs[b'"' as usize] = true;
    needs[b'\n' as usize] = true;
    needs[b'\r' as usize] = true;
    needs
};

/// Appends one field. The rows of a dataset are mostly sentences, one for each row: they are looked through once, and
/// copied whole save where they hold quotes.
fn push_field(field: &[u8], out: &mut Vec<u8>) {
    if !field.iter().any(|&byte| NEEDS_QUOTES[usize::from(byte)]) {
        out.extend_from_slice(field);
        return;
    }
    out.push(b'"');
    for (index, part) in field.split(|&byte| byte == b'"').enumerate() {
        if index > 0 {
            out.extend_from_slice(b"\"\"");
        }
        out.extend_from_slice(part);
    }
    out.push(b'"');
}

fn push_integer(number: i64, out: &mut Vec<u8>) {
    let mut digits = [0; 20];
    let (mut rest, mut at) = (number.unsigned_abs(), digits.len());
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if number < 0 {
        out.push(b'-');
    }
    out.extend_from_slice(&digits[at..]);
}

#[cfg(test)]
mod tests {
    use ::csv::{Terminator, WriterBuilder};
    use proptest::prelude::*;

    use super::{Encoded, Style, encode};
    use crate::table::Row as _;
    use crate::tables::{ProblemRow, UnmatchedRow};

    proptest! {
        #[test]
        fn fields_are_written_as_the_csv_crate_writes_them(
            cells in prop::collection::vec(("[a-z,\"\r\n é'=]{0,9}", any::<u32>()), 0..5), excel in any::<bool>()
        ) {
            let style = if excel { Style::Excel } else { Style::Plain };
            let end = if excel { Terminator::CRLF } else { Terminator::Any(b'\n') };
            let rows: Vec<_> = cells
                .iter()
                .map(|(text, number)| UnmatchedRow { sentence: text.as_str().into(), count: *number, ..Default::default() })
                .collect();
            let mut writer = WriterBuilder::new().terminator(end).from_writer(Vec::new());
            for row in &rows {
                let mut record = vec![row.article_id.to_string()];
                record.extend([row.start_char, row.end_char, row.start_byte, row.end_byte].map(|it| it.to_string()));
                record.extend([row.text.to_string(), row.count.to_string()]);
                record.push(crate::guard::guard(&row.sentence).into_owned());
                writer.write_record(record).unwrap();
            }
            let mut out = Vec::new();
            encode(&rows, &mut out, style);
            prop_assert_eq!(String::from_utf8(out), String::from_utf8(writer.into_inner().unwrap()));
        }
    }

    #[test]
    fn tables_stand_in_their_order_however_they_come() {
        let problem = ProblemRow { detail: "d".into(), ..Default::default() };
        let unmatched = UnmatchedRow { text: "u".into(), ..Default::default() };
        let mut encoded = Encoded::new(Style::Plain);
        encoded.table(&ProblemRow::SCHEMA, std::slice::from_ref(&problem));
        encoded.table(&UnmatchedRow::SCHEMA, std::slice::from_ref(&unmatched));
        encoded.table(&ProblemRow::SCHEMA, &[problem]);
        encoded.table(&UnmatchedRow::SCHEMA, &[unmatched]);
        let tables: Vec<_> =
            encoded.tables().map(|(bytes, rows)| (String::from_utf8_lossy(bytes), rows)).collect();
        assert_eq!(tables[6], (",0,0,0,0,u,0,\n".repeat(2).into(), 2));
        assert_eq!(tables[8], (",,,d\n".repeat(2).into(), 2));
        assert!(tables.iter().enumerate().all(|(index, (_, rows))| *rows == 0 || matches!(index, 6 | 8)));
    }
}
