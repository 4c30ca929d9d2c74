//! Cells that people corrected, kept as gold: `gold/corrected.csv`, a line a cell.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use tearsheet_export::guard::guard;
use tearsheet_regress::score::corrected::{self, COLUMNS, Corrected};

use super::corpus::write_whole;
use super::outcome::Told;
use crate::Failure;

/// Name of the file in the folder of the gold.
pub const FILE: &str = "corrected.csv";

/// The corrected cells in the folder of the gold; none if there is no such file.
///
/// # Errors
/// If it cannot be read.
pub fn read(gold: &Path) -> Result<Vec<Corrected>, Failure> {
    let path = gold.join(FILE);
    if !path.exists() {
        return Ok(Vec::new());
    }
    let file = File::open(&path).map_err(|error| Failure::at(&path, "cannot read the gold", error))?;
    corrected::read(file).map_err(|error| Failure::at(&path, "cannot use the gold", error))
}

/// Adds what was corrected in these changes; a later correction of the same cell takes the place of an earlier one.
pub(super) fn add(gold: &Path, changes: &[(Told, Vec<(String, String)>)]) -> Result<(), Failure> {
    if changes.is_empty() {
        return Ok(());
    }
    let mut cells: BTreeMap<[String; 5], String> = BTreeMap::new();
    for it in read(gold)? {
        cells.insert([it.article, it.table, it.sentence, it.text, it.column], it.value);
    }
    for (change, corrected) in changes {
        for (column, value) in corrected {
            let place = [&change.article, change.table, &change.sentence, &change.text, column.as_str()];
            cells.insert(place.map(str::to_owned), value.clone());
        }
    }
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    let mut written = writer.write_record(COLUMNS);
    for (place, value) in &cells {
        let line = place.iter().chain([value]).map(|cell| guard(cell).into_owned());
        written = written.and_then(|()| writer.write_record(line));
    }
    debug_assert!(written.is_ok(), "writing to memory cannot fail");
    write_whole(&gold.join(FILE), &writer.into_inner().unwrap_or_default())
}
