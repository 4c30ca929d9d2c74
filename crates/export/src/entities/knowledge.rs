//! What a user knows: pairs of names that are one firm or never are, and a registry of ids.

use std::collections::BTreeMap;
use std::io::Read;

/// The columns of `merges.csv` and `never.csv`.
const PAIR: [&str; 2] = ["name", "other"];

/// A line of `merges.csv` or `never.csv`: two names, or ids of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// File and line.
    pub place: String,
    /// One of them.
    pub name: String,
    /// The other.
    pub other: String,
}

/// A line of the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    /// File and line.
    pub place: String,
    /// Its name and other names.
    pub names: Vec<String>,
    /// Legal Entity Identifier, ISO 17442; may be empty.
    pub lei: String,
    /// Wikidata item; may be empty.
    pub qid: String,
}

/// All that a user knows of firms.
#[derive(Clone, Debug, Default)]
pub struct Knowledge {
    /// Pairs that are one firm.
    pub merges: Vec<Pair>,
    /// Pairs that never are.
    pub never: Vec<Pair>,
    /// Ids by name.
    pub registry: Vec<Registered>,
}

/// Reads `merges.csv` or `never.csv`: columns `name` and `other`; more columns are notes.
///
/// # Errors
/// Names file and line, what was expected and what to do.
pub fn read_pairs(file: &str, csv: impl Read) -> Result<Vec<Pair>, String> {
    let mut pairs = Vec::new();
    each(file, csv, &PAIR, |place, cells| {
        let [name, other] = PAIR.map(|column| cells.get(column).map_or("", String::as_str).trim());
        if name.is_empty() || other.is_empty() {
            let empty = if name.is_empty() { PAIR[0] } else { PAIR[1] };
            return Err(format!(
                "{place}: the cell {empty} is empty; write a name or firm_id, or remove the line"
            ));
        }
        if name == other {
            return Err(format!(
                "{place}: {name:?} stands on both sides; name another firm or remove the line"
            ));
        }
        pairs.push(Pair { place: place.to_owned(), name: name.to_owned(), other: other.to_owned() });
        Ok(())
    })?;
    Ok(pairs)
}

/// Reads a registry: columns `name` and `lei` or `qid`, and `aliases` joined by semicolons.
///
/// # Errors
/// Names file and line, what was expected and what to do.
pub fn read_registry(file: &str, csv: impl Read) -> Result<Vec<Registered>, String> {
    let mut registry = Vec::new();
    each(file, csv, &["name"], |place, cells| {
        let cell = |column: &str| cells.get(column).map_or("", String::as_str).trim().to_owned();
        let (name, lei, qid) = (cell("name"), cell("lei"), cell("qid"));
        if name.is_empty() {
            return Err(format!("{place}: the cell name is empty; write the firm's name or remove the line"));
        }
        if lei.is_empty() && qid.is_empty() {
            return Err(format!(
                "{place}: {name:?} has neither lei nor qid; write one of them or remove the line"
            ));
        }
        if !lei.is_empty() && !is_lei(&lei) {
            return Err(format!(
                "{place}: {lei:?} is no LEI; expected are 20 letters and digits whose check digits fit (ISO 17442)"
            ));
        }
        let digits = qid.strip_prefix('Q').unwrap_or_default();
        if !qid.is_empty() && (digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit())) {
            return Err(format!(
                "{place}: {qid:?} is no Wikidata item; expected is Q and a number, as in Q42"
            ));
        }
        let aliases = cell("aliases");
        let others = aliases.split(';').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned);
        let names = std::iter::once(name).chain(others).collect();
        registry.push(Registered { place: place.to_owned(), names, lei, qid });
        Ok(())
    })?;
    Ok(registry)
}

/// Runs over the lines of a page of data with their places.
fn each(
    file: &str,
    csv: impl Read,
    needed: &[&str],
    mut line: impl FnMut(&str, &BTreeMap<String, String>) -> Result<(), String>,
) -> Result<(), String> {
    let mut reader = ::csv::ReaderBuilder::new().flexible(true).from_reader(csv);
    let header = reader.headers().map_err(|error| format!("{file}:1: {error}; save it as CSV in UTF-8"))?;
    let header: Vec<String> =
        header.iter().map(|column| column.trim_start_matches('\u{feff}').trim().to_owned()).collect();
    if let Some(missing) = needed.iter().find(|column| !header.iter().any(|known| known == *column)) {
        return Err(format!(
            "{file}:1: the column {missing} is missing; the first line must name it: {}",
            needed.join(",")
        ));
    }
    for record in reader.records() {
        let record = record.map_err(|error| {
            let at = error.position().map_or(0, ::csv::Position::line);
            format!("{file}:{at}: {error}; save it as CSV in UTF-8")
        })?;
        let place = format!("{file}:{}", record.position().map_or(0, ::csv::Position::line));
        let cells = header.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
        line(&place, &cells)?;
    }
    Ok(())
}

/// Whether 20 letters and digits leave 1 when divided by 97, letters counting 10 to 35 (ISO 7064).
fn is_lei(text: &str) -> bool {
    let digit = |c: char| c.to_digit(36).filter(|_| c.is_ascii_digit() || c.is_ascii_uppercase());
    let rest = text.chars().try_fold(0u32, |rest, c| {
        let value = digit(c)?;
        Some((rest * if value > 9 { 100 } else { 10 } + value) % 97)
    });
    text.len() == 20 && rest == Some(1)
}
