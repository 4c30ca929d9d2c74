//! What people say should be found.

use std::collections::BTreeMap;
use std::io::Read;

use tearsheet_export::saved;

/// A line of gold, by column.
pub type Line = BTreeMap<String, String>;

/// The gold of an article, a list of lines for each table. A table without gold is not scored.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    tables: BTreeMap<String, Vec<GoldRow>>,
}

/// One line of gold.
#[derive(Clone, Debug)]
pub struct GoldRow {
    line: Line,
    /// Code points that it stands at; firms have none.
    pub span: Option<(u32, u32)>,
    /// Whether it counts on neither side: found or not, both are right.
    pub optional: bool,
}

impl GoldRow {
    /// The cell of a column; empty if there is none.
    pub fn get(&self, column: &str) -> &str {
        self.line.get(column).map_or("", String::as_str)
    }

    /// What a reader calls it.
    pub fn title(&self) -> &str {
        if self.line.contains_key("surface") { self.get("surface") } else { self.get("name") }
    }
}

impl Gold {
    /// Reads the gold of the table called `name`: CSV with `start_char`, `end_char` and `surface` (firms: `name`).
    ///
    /// # Errors
    /// If it is no CSV, or a line of a table with places has none.
    pub fn read(&mut self, name: &str, csv: impl Read) -> Result<(), String> {
        let mut reader = saved::reader(csv, false)?;
        let header = reader.headers().map_err(|error| error.to_string())?.clone();
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| error.to_string())?;
            let line: Line =
                header.iter().zip(&record).map(|(name, cell)| (name.to_owned(), cell.to_owned())).collect();
            let number = |column: &str| line.get(column).and_then(|cell| cell.parse().ok());
            let span = number("start_char").zip(number("end_char"));
            if span.is_none() && name != "firms" {
                let at = record.position().map_or(0, csv::Position::line);
                return Err(format!("line {at}: start_char and end_char are not whole numbers"));
            }
            let optional = line.get("optional").is_some_and(|cell| !cell.is_empty() && cell != "no");
            rows.push(GoldRow { line, span, optional });
        }
        self.tables.insert(name.to_owned(), rows);
        Ok(())
    }

    /// Whether the gold of a table has a column.
    pub fn has(&self, table: &str, column: &str) -> bool {
        self.table(table).and_then(<[GoldRow]>::first).is_some_and(|row| row.line.contains_key(column))
    }

    /// The lines of a table, if it has gold.
    pub fn table(&self, name: &str) -> Option<&[GoldRow]> {
        self.tables.get(name).map(Vec::as_slice)
    }
}
