//! Tables as one workbook: `dataset.xlsx`, a sheet a table.
//!
//! Text is stored as text, which no spreadsheet runs, so nothing is guarded. A number that a spreadsheet's own numbers
//! would round is stored as text too. A table with more rows than a sheet holds goes on in the next sheet.

use std::io;
use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::float::exact;
use super::{Form, Rows};
use crate::table::{ColumnType, TableSchema};

/// One workbook with a sheet a table.
pub(super) struct Workbooks;

const FILE: &str = "dataset.xlsx";
/// Rows of a sheet, with its header.
const SHEET_ROWS: u32 = 1 << 20;
/// Characters of a cell, as UTF-16 counts them.
const CELL: usize = 32_767;

impl Form for Workbooks {
    fn write(&self, folder: &Path, tables: &[TableSchema]) -> io::Result<Vec<String>> {
        let mut workbook = Workbook::new();
        workbook.set_tempdir(folder).map_err(io::Error::other)?;
        // The time of writing is no part of the data: the same rows give the same bytes.
        let fixed = ExcelDateTime::from_ymd(2000, 1, 1).map_err(io::Error::other)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&fixed));
        for schema in tables {
            let (mut number, mut row) = (1, 1);
            let mut sheet = begin(&mut workbook, schema, number).map_err(io::Error::other)?;
            Rows::open(folder, schema)?.each(|cells| {
                if row == SHEET_ROWS {
                    (number, row) = (number + 1, 1);
                    sheet = begin(&mut workbook, schema, number).map_err(io::Error::other)?;
                }
                let sheet = workbook.worksheet_from_index(sheet).map_err(io::Error::other)?;
                write(sheet, schema, row, cells).map_err(io::Error::other)?;
                row += 1;
                Ok(())
            })?;
        }
        workbook.save(folder.join(FILE)).map_err(io::Error::other)?;
        Ok(vec![FILE.to_owned()])
    }
}

/// Begins a sheet with its header; gives its index.
fn begin(workbook: &mut Workbook, schema: &TableSchema, number: usize) -> Result<usize, XlsxError> {
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    let name = if number == 1 { schema.name.to_owned() } else { format!("{} {number}", schema.name) };
    sheet.set_name(name)?.set_freeze_panes(1, 0)?;
    for (at, column) in (0u16..).zip(schema.columns) {
        sheet.write_string(0, at, column.name)?;
    }
    Ok(workbook.worksheets().len() - 1)
}

fn write(sheet: &mut Worksheet, schema: &TableSchema, row: u32, cells: &[&str]) -> Result<(), XlsxError> {
    for (at, (column, cell)) in (0u16..).zip(schema.columns.iter().zip(cells)) {
        let number = match column.kind {
            ColumnType::String | ColumnType::Date => None,
            _ => exact(cell),
        };
        match number {
            Some(number) => sheet.write_number(row, at, number)?,
            None if cell.is_empty() => continue,
            None => sheet.write_string(row, at, cut(cell))?,
        };
    }
    Ok(())
}

/// As much of `cell` as fits.
fn cut(cell: &str) -> &str {
    let mut length = 0;
    let end = cell.char_indices().find(|(_, char)| {
        length += char.len_utf16();
        length > CELL
    });
    end.map_or(cell, |(at, _)| &cell[..at])
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn long_cells_are_cut_where_a_sheet_ends_them() {
        assert_eq!(cut("short"), "short");
        assert_eq!(cut(&"é".repeat(40_000)).chars().count(), 32_767);
        assert_eq!(cut(&"😀".repeat(40_000)).chars().count(), 16_383);
    }
}
