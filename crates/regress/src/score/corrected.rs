//! Single cells that people corrected: gold for these cells and for nothing else.

use std::io::Read;

use tearsheet_export::guard::unguard;
use tearsheet_export::saved;

use super::agree;
use crate::rows::{Article, Row};

/// The columns of the file, in order.
pub const COLUMNS: [&str; 6] = ["article", "table", "sentence", "text", "column", "value"];

/// A cell, and what it should say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corrected {
    /// The article.
    pub article: String,
    /// The table.
    pub table: String,
    /// Sentence of the row; empty for rows that stand in none.
    pub sentence: String,
    /// What a reader calls the row.
    pub text: String,
    /// The column.
    pub column: String,
    /// What the cell should say.
    pub value: String,
}

/// Reads corrected cells.
///
/// # Errors
/// If it is no such CSV.
pub fn read(csv: impl Read) -> Result<Vec<Corrected>, String> {
    let mut reader = saved::reader(csv, false)?;
    let header = reader.headers().map_err(|error| error.to_string())?.clone();
    let mut places = [0; COLUMNS.len()];
    for (place, name) in places.iter_mut().zip(COLUMNS) {
        *place = header
            .iter()
            .position(|it| it == name)
            .ok_or_else(|| format!("line 1: there is no column {name:?}"))?;
    }
    let mut cells = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        let [article, table, sentence, text, column, value] =
            places.map(|at| unguard(record.get(at).unwrap_or_default()).to_owned());
        cells.push(Corrected { article, table, sentence, text, column, value });
    }
    Ok(cells)
}

impl Corrected {
    /// The row that it speaks of, if it is found.
    pub fn row<'a>(&self, article: &'a Article) -> Option<&'a Row> {
        article.rows.iter().find(|row| {
            row.layout.table == self.table && row.get("sentence") == self.sentence && row.title() == self.text
        })
    }

    /// Whether the row says what it should.
    pub fn is_found(&self, row: &Row) -> bool {
        agree::number(&self.value, row.get(&self.column))
    }
}
