//! Tables as one SQLite database, `dataset.sqlite`, with keys, ready to be joined.
//!
//! Empty cells are `NULL`. SQLite's numbers are binary: decimals that they would round, and dates that are none in
//! full, stand in a column beside ([`typed`](super::typed)).

use std::io;
use std::path::Path;

use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, Error, Statement};

use super::float::exact;
use super::typed::{self, Kind, Typed};
use super::{Form, Rows};
use crate::table::TableSchema;

/// One database with a table a table.
pub(super) struct Sqlite;

const FILE: &str = "dataset.sqlite";

impl Form for Sqlite {
    fn write(&self, folder: &Path, tables: &[TableSchema]) -> io::Result<Vec<String>> {
        let mut database = Connection::open(folder.join(FILE)).map_err(told)?;
        // The folder takes its place whole or not at all, so the database needs no journal of its own.
        let settings = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;";
        database.execute_batch(settings).map_err(told)?;
        let transaction = database.transaction().map_err(told)?;
        for schema in tables {
            let columns = typed::columns(schema);
            transaction.execute_batch(&create(schema, &columns)).map_err(told)?;
            let marks = vec!["?"; columns.len()].join(", ");
            let insert = format!("INSERT INTO \"{}\" VALUES ({marks})", schema.name);
            let mut insert = transaction.prepare(&insert).map_err(told)?;
            Rows::open(folder, schema)?.each(|cells| add(&mut insert, &columns, cells).map_err(told))?;
        }
        transaction.commit().map_err(told)?;
        database.close().map_err(|(_, error)| told(error))?;
        Ok(vec![FILE.to_owned()])
    }
}

/// A full disk is told as such, whoever found it.
fn told(error: Error) -> io::Error {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DiskFull) => io::Error::new(io::ErrorKind::StorageFull, error),
        _ => io::Error::other(error),
    }
}

fn add(insert: &mut Statement<'_>, columns: &[Typed], cells: &[&str]) -> Result<(), Error> {
    for (at, column) in columns.iter().enumerate() {
        insert.raw_bind_parameter(at + 1, value(column.kind, cells[column.cell]))?;
    }
    insert.raw_execute().map(|_| ())
}

fn value(kind: Kind, cell: &str) -> ToSqlOutput<'_> {
    let number = || cell.parse::<i64>().map(Into::into).ok().or_else(|| exact(cell).map(Into::into));
    let text = || ToSqlOutput::from(cell);
    let value = match kind {
        _ if cell.is_empty() => None,
        Kind::Text => Some(text()),
        Kind::Integer | Kind::Decimal => number(),
        Kind::NoDecimal => number().is_none().then(text),
        Kind::Date => typed::days(cell).map(|_| text()),
        Kind::NoDate => typed::days(cell).is_none().then(text),
    };
    value.unwrap_or(ToSqlOutput::Owned(rusqlite::types::Value::Null))
}

fn create(schema: &TableSchema, columns: &[Typed]) -> String {
    let column = |column: &Typed| {
        let affinity = match column.kind {
            Kind::Integer => "INTEGER",
            Kind::Decimal => "NUMERIC",
            Kind::Text | Kind::Date | Kind::NoDecimal | Kind::NoDate => "TEXT",
        };
        format!("\"{}\" {affinity}", column.name)
    };
    let mut parts: Vec<String> = columns.iter().map(column).collect();
    if !schema.primary_key.is_empty() {
        parts.push(format!("PRIMARY KEY (\"{}\")", schema.primary_key.join("\", \"")));
    }
    for (from, table, to) in schema.foreign_keys {
        parts.push(format!("FOREIGN KEY (\"{from}\") REFERENCES \"{table}\" (\"{to}\")"));
    }
    format!("CREATE TABLE \"{}\" (\n  {}\n);", schema.name, parts.join(",\n  "))
}
