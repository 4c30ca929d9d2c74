//! Other forms of the tables, made of the finished CSV row by row, so that memory does not depend on their number.
//!
//! A form is a [`Form`] in a file of its own; [`ALL`] lists those that this build has (`parquet`, `sqlite` and `xlsx` are
//! features). None of them holds a clock's time: the same rows give the same bytes.

#[cfg(any(feature = "sqlite", feature = "xlsx"))]
mod float;
mod jsonl;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "sqlite")]
mod sqlite;
#[cfg(any(feature = "parquet", feature = "sqlite"))]
mod typed;
#[cfg(feature = "xlsx")]
mod xlsx;

use std::fs::File;
use std::io;
use std::path::Path;

use crate::dataset::file_name;
use crate::guard::unguard;
use crate::table::{ColumnType, TableSchema};

/// A form of the tables beside CSV.
trait Form {
    /// Writes `tables` of the dataset in `folder`, whose CSV is finished; gives the names of the files made.
    fn write(&self, folder: &Path, tables: &[TableSchema]) -> io::Result<Vec<String>>;
}

/// Names of all forms that can be asked for, CSV first, which every dataset has.
pub const ALL: &[&str] = &[
    "csv",
    "jsonl",
    #[cfg(feature = "parquet")]
    "parquet",
    #[cfg(feature = "sqlite")]
    "sqlite",
    #[cfg(feature = "xlsx")]
    "xlsx",
];

/// Writes the tables of the dataset in `folder` in the form called `name`; gives the names of the files made.
///
/// # Errors
/// If a table cannot be read, a file cannot be written, or there is no such form.
pub fn write(name: &str, folder: &Path, tables: &[TableSchema]) -> io::Result<Vec<String>> {
    match name {
        "csv" => Ok(Vec::new()),
        "jsonl" => jsonl::JsonLines.write(folder, tables),
        #[cfg(feature = "parquet")]
        "parquet" => parquet::Parquet.write(folder, tables),
        #[cfg(feature = "sqlite")]
        "sqlite" => sqlite::Sqlite.write(folder, tables),
        #[cfg(feature = "xlsx")]
        "xlsx" => xlsx::Workbooks.write(folder, tables),
        other => {
            let known = ALL.join(", ");
            Err(io::Error::new(io::ErrorKind::InvalidInput, format!("no form {other:?}: there are {known}")))
        }
    }
}

/// The rows of a finished table.
struct Rows<'a> {
    reader: ::csv::Reader<File>,
    schema: &'a TableSchema,
}

impl<'a> Rows<'a> {
    fn open(folder: &Path, schema: &'a TableSchema) -> io::Result<Self> {
        Ok(Self { reader: ::csv::Reader::from_path(folder.join(file_name(schema)))?, schema })
    }

    /// Gives the cells of each row; guards against spreadsheets are taken off.
    fn each(mut self, mut take: impl FnMut(&[&str]) -> io::Result<()>) -> io::Result<()> {
        let mut row = ::csv::StringRecord::new();
        while self.reader.read_record(&mut row)? {
            let cells = self.schema.columns.iter().zip(&row).map(|(column, cell)| match column.kind {
                ColumnType::String => unguard(cell),
                _ => cell,
            });
            take(&cells.collect::<Vec<_>>())?;
        }
        Ok(())
    }
}
