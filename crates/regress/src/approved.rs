//! Approved rows as a plain file: one CSV for an article, a line a row, without offsets, so that it merges in git and
//! opens in a spreadsheet.

use std::io::Read;

use tearsheet_export::guard::{guard, unguard};

use crate::rows::{Article, Row, layout_of, layouts};

/// All columns of the file: `table`, then those of all tables.
fn columns() -> Vec<&'static str> {
    let mut columns = vec!["table", "sentence", "text"];
    for column in layouts().iter().flat_map(|layout| &layout.columns) {
        if !columns.contains(column) {
            columns.push(column);
        }
    }
    columns
}

/// The rows as CSV.
pub fn write(article: &Article) -> Vec<u8> {
    let columns = columns();
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    let mut written = writer.write_record(&columns);
    for row in &article.rows {
        let cell = |name: &&str| if *name == "table" { row.layout.table } else { row.get(name) };
        written = written
            .and_then(|()| writer.write_record(columns.iter().map(cell).map(|it| guard(it).into_owned())));
    }
    debug_assert!(written.is_ok(), "writing to memory cannot fail");
    writer.into_inner().unwrap_or_default()
}

/// The rows of the article called `id`, as they were approved.
///
/// # Errors
/// If it is no such CSV.
pub fn read(id: &str, csv: impl Read) -> Result<Article, String> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(csv);
    let header = reader.headers().map_err(|error| error.to_string())?.clone();
    let place = |name: &str| header.iter().position(|column| column == name);
    let table = place("table").ok_or("there is no column \"table\"")?;
    let places: Vec<Vec<Option<usize>>> =
        layouts().iter().map(|layout| layout.columns.iter().map(|name| place(name)).collect()).collect();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        let name = record.get(table).unwrap_or_default();
        let layout = layout_of(name).ok_or_else(|| format!("there is no table {name:?}"))?;
        let cell = |place: &Option<usize>| {
            unguard(place.and_then(|place| record.get(place)).unwrap_or_default()).to_owned()
        };
        rows.push(Row { layout, cells: places[layout.order].iter().map(cell).collect(), span: None });
    }
    Ok(Article { id: id.to_owned(), rows })
}
