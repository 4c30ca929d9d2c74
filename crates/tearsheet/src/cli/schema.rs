//! `tearsheet schema`.

use std::fmt::Write as _;

use clap::Args;
use clap::builder::PossibleValuesParser;
use tearsheet::Failure;
use tearsheet_export::dataset::table_schema;
use tearsheet_export::{TableSchema, tables};

use super::{FINE, print, to_json};

/// Show the tables of a dataset: their columns, with types and meaning.
#[derive(Args)]
#[command(after_help = "Examples:
  tearsheet schema                                   all tables
  tearsheet schema figures --json                    one, as a Frictionless Table Schema")]
pub(crate) struct SchemaArgs {
    /// Only these tables.
    #[arg(value_parser = PossibleValuesParser::new(tables::ALL.map(|table| table.name)))]
    tables: Vec<String>,
    /// Print an object of Table Schemas.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run_schema(args: &SchemaArgs) -> Result<u8, Failure> {
    let asked =
        |table: &&TableSchema| args.tables.is_empty() || args.tables.iter().any(|name| name == table.name);
    let chosen: Vec<&TableSchema> = tables::ALL.iter().filter(asked).collect();
    if args.json {
        let schemas: serde_json::Map<_, _> =
            chosen.iter().map(|table| (table.name.to_owned(), table_schema(table))).collect();
        print(&to_json(&schemas)?)?;
    } else {
        print(&chosen.iter().map(|table| shown(table)).collect::<Vec<_>>().join("\n"))?;
    }
    Ok(FINE)
}

fn shown(table: &TableSchema) -> String {
    let mut text = format!("{}: {}\n", table.name, table.description);
    for column in table.columns {
        let _ = writeln!(text, "  {:<18} {:<8} {}", column.name, column.kind.name(), column.description);
    }
    text
}
