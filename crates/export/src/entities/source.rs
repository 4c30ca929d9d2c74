//! The rows of a dataset as they are merged.

use std::collections::BTreeMap;
use std::io::Read;

use crate::guard::unguard;

/// Firm or other organisation: the table that the row stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A row of `firms.csv`.
    Firm,
    /// A row of `organisations.csv`.
    Organisation,
}

impl Class {
    /// The name used in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Firm => "firm",
            Self::Organisation => "organisation",
        }
    }
}

/// A firm of one article.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its table.
    pub class: Class,
    /// Number of mentions in the article.
    pub mentions: u32,
    /// The line of the built-in or own list that knows its name, as the `rule` of a mention.
    pub listed: Option<String>,
    cells: BTreeMap<String, String>,
}

impl Source {
    /// The cell of a column; empty if there is none.
    pub fn get(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// The items of a cell that joins several.
    pub fn items(&self, column: &str) -> impl Iterator<Item = &str> {
        self.get(column).split("; ").filter(|item| !item.is_empty())
    }

    /// A row with these cells.
    pub fn new(class: Class, cells: BTreeMap<String, String>) -> Self {
        let mentions = cells.get("mentions").and_then(|cell| cell.parse().ok()).unwrap_or(0);
        Self { class, mentions, listed: None, cells }
    }
}

/// Reads a table of firms or organisations.
///
/// # Errors
/// If it is no CSV, or a column is missing.
pub fn read(class: Class, csv: impl Read) -> Result<Vec<Source>, String> {
    let mut reader = ::csv::Reader::from_reader(csv);
    let header = header(&mut reader)?;
    for needed in ["firm_id", "article_id", "name"] {
        if !header.iter().any(|column| column == needed) {
            return Err(format!(
                "the column {needed} is missing; make the dataset anew with tearsheet extract"
            ));
        }
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        let cells = header.iter().cloned().zip(record.iter().map(|cell| unguard(cell).to_owned()));
        rows.push(Source::new(class, cells.collect()));
    }
    Ok(rows)
}

/// Sets what list knows the name of each row, from the table of mentions.
///
/// # Errors
/// If it is no CSV, or a column is missing.
pub fn set_listed(rows: &mut [Source], mentions: impl Read) -> Result<(), String> {
    let mut reader = ::csv::Reader::from_reader(mentions);
    let header = header(&mut reader)?;
    let place = |name: &str| {
        header.iter().position(|column| column == name).ok_or_else(|| format!("the column {name} is missing"))
    };
    let (id, text, rule) = (place("firm_id")?, place("text")?, place("rule")?);
    let mut by_id: BTreeMap<String, usize> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        by_id.insert(row.get("firm_id").to_owned(), index);
    }
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        let (Some(rule), Some(&index)) = (record.get(rule), record.get(id).and_then(|id| by_id.get(id)))
        else {
            continue;
        };
        let row = &mut rows[index];
        if rule.starts_with("lexicon/")
            && row.listed.is_none()
            && record.get(text).map(unguard) == Some(row.get("name"))
        {
            row.listed = Some(rule.to_owned());
        }
    }
    Ok(())
}

fn header(reader: &mut ::csv::Reader<impl Read>) -> Result<Vec<String>, String> {
    let header = reader.headers().map_err(|error| error.to_string())?;
    // A byte order mark belongs to the file, not to the first column's name.
    Ok(header.iter().map(|column| column.trim_start_matches('\u{feff}').to_owned()).collect())
}
