//! Tables as JSON lines: an object a row, its keys in the order of the columns.
//!
//! A finished CSV table is read row by row, so memory does not depend on the number of rows. Numbers are written with
//! the digits that they have; empty cells are `null`; guards against spreadsheets are taken off.

use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use crate::dataset::file_name;
use crate::guard::unguard;
use crate::table::{ColumnType, TableSchema};

/// Writes the table `schema` of the dataset in `folder` once more as JSON lines; gives the name of the file.
///
/// # Errors
/// If the table cannot be read or the file cannot be written.
pub fn write(folder: &Path, schema: &TableSchema) -> io::Result<String> {
    let name = format!("{}.jsonl", schema.name);
    let mut rows = ::csv::Reader::from_path(folder.join(file_name(schema)))?;
    let mut out = BufWriter::with_capacity(1 << 18, File::create(folder.join(&name))?);
    let mut row = ::csv::StringRecord::new();
    while rows.read_record(&mut row)? {
        for (at, (column, cell)) in schema.columns.iter().zip(&row).enumerate() {
            out.write_all(if at == 0 { b"{" } else { b"," })?;
            serde_json::to_writer(&mut out, column.name)?;
            out.write_all(b":")?;
            match column.kind {
                _ if cell.is_empty() => out.write_all(b"null")?,
                ColumnType::Integer | ColumnType::Number => out.write_all(cell.as_bytes())?,
                ColumnType::String => serde_json::to_writer(&mut out, unguard(cell))?,
                ColumnType::NumberOrDate | ColumnType::Date => serde_json::to_writer(&mut out, cell)?,
            }
        }
        out.write_all(b"}\n")?;
    }
    out.flush()?;
    Ok(name)
}
