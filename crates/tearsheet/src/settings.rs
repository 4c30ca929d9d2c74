//! What `tearsheet.toml` says.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::Failure;

/// Name of the file.
pub const FILE: &str = "tearsheet.toml";

/// The settings of a folder. Paths are relative to it.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Folder of the articles.
    pub articles: PathBuf,
    /// A CSV of skills of one's own, used if it is there.
    pub skills: PathBuf,
    /// Folder of the approved rows.
    pub approved: PathBuf,
    /// Folder of the gold.
    pub gold: PathBuf,
    /// Table of single assertions, used if it is there.
    pub expect: PathBuf,
    /// What scores must reach.
    pub score: Thresholds,
}

/// Least scores.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(default, deny_unknown_fields)]
pub struct Thresholds {
    /// Least F1 in percent by `table.aspect`, as in `"figures.value" = 80`.
    pub least: BTreeMap<String, u32>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            articles: "articles".into(),
            skills: "lexicon/skills.csv".into(),
            approved: "approved".into(),
            gold: "gold".into(),
            expect: "tests/expect.csv".into(),
            score: Thresholds::default(),
        }
    }
}

impl Settings {
    /// Reads the settings of `folder`; the defaults if it has none.
    ///
    /// # Errors
    /// If the file cannot be read or says what is not known.
    pub fn read(folder: &Path) -> Result<Self, Failure> {
        let path = folder.join(FILE);
        if !path.exists() {
            return Ok(Self::default());
        }
        let text = std::fs::read_to_string(&path)
            .map_err(|error| Failure::at(&path, "cannot read the settings", error))?;
        toml::from_str(&text).map_err(|error| Failure::at(&path, "cannot use the settings", error))
    }
}
