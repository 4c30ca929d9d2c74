//! Reads the tables of a dataset back, article by article, in the order in which they were written.

use std::fs::File;
use std::iter::Peekable;
use std::path::Path;

use tearsheet_export::guard::unguard;

use crate::Failure;

/// A table of a dataset, read once from its beginning.
pub struct TableReader {
    name: String,
    columns: Vec<String>,
    article: usize,
    rows: Peekable<csv::StringRecordsIntoIter<File>>,
}

impl TableReader {
    /// Opens the table called `name` of the dataset in `folder`.
    ///
    /// # Errors
    /// If it cannot be read, or has no column `article_id`.
    pub fn open(folder: &Path, name: &str) -> Result<Self, Failure> {
        let path = folder.join(format!("{name}.csv"));
        let mut reader = csv::Reader::from_path(&path)
            .map_err(|error| Failure::at(&path, "cannot open the table", error))?;
        let header = reader.headers().map_err(|error| Failure::at(&path, "cannot read the header", error))?;
        // A byte order mark belongs to the file, not to the first column's name.
        let columns: Vec<String> =
            header.iter().map(|column| column.trim_start_matches('\u{feff}').to_owned()).collect();
        let article = columns
            .iter()
            .position(|column| column == "article_id")
            .ok_or_else(|| Failure(format!("{}: the column article_id is missing", path.display())))?;
        Ok(Self { name: format!("{name}.csv"), columns, article, rows: reader.into_records().peekable() })
    }

    /// Names of the columns.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The rows of `article`, if they are the next ones; guards against formulas are taken off.
    ///
    /// # Errors
    /// If a row cannot be read.
    pub fn rows_of(&mut self, article: &str) -> Result<Vec<Vec<String>>, Failure> {
        let column = self.article;
        let mut rows = Vec::new();
        while let Some(row) = self
            .rows
            .next_if(|row| row.as_ref().map_or(true, |row| row.get(column).map(unguard) == Some(article)))
        {
            let row = row.map_err(|error| Failure(format!("{}: {error}", self.name)))?;
            rows.push(row.iter().map(|cell| unguard(cell).to_owned()).collect());
        }
        Ok(rows)
    }
}
