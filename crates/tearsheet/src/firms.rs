//! Firms across the articles of a dataset.

use std::fs::File;
use std::path::{Path, PathBuf};

use tearsheet_export::entities::knowledge::{read_pairs, read_registry};
use tearsheet_export::entities::name::Forms;
use tearsheet_export::entities::source::{read, set_listed};
use tearsheet_export::entities::{Class, Knowledge, merge, tables};

use crate::Failure;

/// Where the user's pages lie.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// Pairs of names that are one firm.
    pub merges: Option<PathBuf>,
    /// Pairs of names that never are.
    pub never: Option<PathBuf>,
    /// Ids by name.
    pub registry: Option<PathBuf>,
}

/// Firms across articles.
#[derive(Clone, Debug)]
pub struct Firms {
    /// `entities.csv`.
    pub entities: Vec<u8>,
    /// `entity-members.csv`.
    pub members: Vec<u8>,
    /// Number of firms and organisations across articles.
    pub count: usize,
    /// Number of rows that they are made of.
    pub rows: usize,
    /// What a user should know of the own pages.
    pub notes: Vec<String>,
}

/// Merges the firms and organisations of the dataset in `folder`.
///
/// # Errors
/// If a table or page cannot be read, or pages contradict one another.
pub fn firms(folder: &Path, pages: &Pages) -> Result<Firms, Failure> {
    let open = |path: &Path| File::open(path).map_err(|error| Failure::at(path, "cannot open", error));
    let mut rows = Vec::new();
    for (class, table) in [(Class::Firm, "firms.csv"), (Class::Organisation, "organisations.csv")] {
        let path = folder.join(table);
        let own =
            read(class, open(&path)?).map_err(|error| Failure::at(&path, "cannot read the table", error))?;
        rows.extend(own);
    }
    let path = folder.join("mentions.csv");
    set_listed(&mut rows, open(&path)?)
        .map_err(|error| Failure::at(&path, "cannot read the table", error))?;
    let name = |path: &Path| path.display().to_string();
    let mut knowledge = Knowledge::default();
    if let Some(path) = &pages.merges {
        knowledge.merges = read_pairs(&name(path), open(path)?).map_err(Failure)?;
    }
    if let Some(path) = &pages.never {
        knowledge.never = read_pairs(&name(path), open(path)?).map_err(Failure)?;
    }
    if let Some(path) = &pages.registry {
        knowledge.registry = read_registry(&name(path), open(path)?).map_err(Failure)?;
    }
    let forms = Forms::default();
    let merged = merge(&rows, &knowledge, &forms).map_err(Failure)?;
    let [entities, members] = tables(&rows, &merged, &knowledge, &forms);
    Ok(Firms { entities, members, count: merged.groups.len(), rows: rows.len(), notes: merged.notes })
}
