//! Reads the tables of a dataset back, article by article, in the order in which they were written.

use std::fs::File;
use std::path::Path;

use tearsheet_export::guard::unguard;

use crate::Failure;

/// A table of a dataset.
pub struct TableReader {
    name: String,
    columns: Vec<String>,
    article: usize,
    reader: csv::Reader<File>,
    /// The next row, if `is_ahead`.
    row: csv::StringRecord,
    is_ahead: bool,
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
        let name = format!("{name}.csv");
        Ok(Self { name, columns, article, reader, row: csv::StringRecord::new(), is_ahead: false })
    }

    /// Names of the columns.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The article of the next row; nothing at the end.
    ///
    /// # Errors
    /// If the row cannot be read.
    pub fn next_article(&mut self) -> Result<Option<&str>, Failure> {
        if !self.is_ahead {
            let read = self.reader.read_record(&mut self.row);
            self.is_ahead = read.map_err(|error| Failure(format!("{}: {error}", self.name)))?;
        }
        let article = self.row.get(self.article).map(unguard).unwrap_or_default();
        Ok(self.is_ahead.then_some(article))
    }

    /// The rows of `article`, if they are the next ones; guards against formulas are taken off.
    ///
    /// # Errors
    /// If a row cannot be read.
    pub fn rows_of(&mut self, article: &str) -> Result<Vec<Vec<String>>, Failure> {
        let mut rows = Vec::new();
        while self.next_article()? == Some(article) {
            rows.push(self.row.iter().map(|cell| unguard(cell).to_owned()).collect());
            self.is_ahead = false;
        }
        Ok(rows)
    }

    /// Leaves the rows of `article` out, if they are the next ones.
    ///
    /// # Errors
    /// If a row cannot be read.
    pub fn skip(&mut self, article: &str) -> Result<(), Failure> {
        while self.next_article()? == Some(article) {
            self.is_ahead = false;
        }
        Ok(())
    }

    /// The byte at which the next row starts.
    pub fn place(&self) -> u64 {
        let ahead = self.row.position().filter(|_| self.is_ahead);
        ahead.unwrap_or(self.reader.position()).byte()
    }

    /// Goes to the row that starts at a byte.
    ///
    /// # Errors
    /// If the file cannot be read there.
    pub fn seek(&mut self, byte: u64) -> Result<(), Failure> {
        if self.place() == byte {
            return Ok(());
        }
        let mut position = csv::Position::new();
        position.set_byte(byte);
        self.is_ahead = false;
        self.reader.seek(position).map_err(|error| Failure(format!("{}: {error}", self.name)))
    }

    /// Fails if rows are left, which then belong to no article.
    ///
    /// # Errors
    /// If rows are left, or the next one cannot be read.
    pub fn end(&mut self) -> Result<(), Failure> {
        let name = self.name.clone();
        match self.next_article()?.map(str::to_owned) {
            None => Ok(()),
            Some(article) => {
                let line = self.row.position().map_or(0, csv::Position::line);
                Err(Failure(format!(
                    "{name} line {line}: the article {article:?} is not in articles.csv, or rows are out of order; \
                     extract again"
                )))
            }
        }
    }
}
