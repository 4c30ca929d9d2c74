//! Tables as JSON lines: an object a row, its keys in the order of the columns.
//!
//! A finished CSV table is read row by row, so memory does not depend on the number of rows. Numbers are written with
//! the digits that they have; empty cells are `null`; guards against spreadsheets are taken off.

use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use super::{Form, Rows};
use crate::table::{ColumnType, TableSchema};

/// JSON lines, a file a table.
pub(super) struct JsonLines;

impl Form for JsonLines {
    fn write(&self, folder: &Path, tables: &[TableSchema]) -> io::Result<Vec<String>> {
        tables.iter().map(|schema| write(folder, schema)).collect()
    }
}

fn write(folder: &Path, schema: &TableSchema) -> io::Result<String> {
    let name = format!("{}.jsonl", schema.name);
    let mut out = BufWriter::with_capacity(1 << 18, File::create(folder.join(&name))?);
    Rows::open(folder, schema)?.each(|cells| {
        for (at, (column, cell)) in schema.columns.iter().zip(cells).enumerate() {
            out.write_all(if at == 0 { b"{" } else { b"," })?;
            serde_json::to_writer(&mut out, column.name)?;
            out.write_all(b":")?;
            match column.kind {
                _ if cell.is_empty() => out.write_all(b"null")?,
                ColumnType::Integer | ColumnType::Number | ColumnType::WideNumber => {
                    out.write_all(cell.as_bytes())?
                }
                ColumnType::String | ColumnType::NumberOrDate | ColumnType::Date => {
                    serde_json::to_writer(&mut out, cell)?;
                }
            }
        }
        out.write_all(b"}\n")
    })?;
    out.flush()?;
    Ok(name)
}
