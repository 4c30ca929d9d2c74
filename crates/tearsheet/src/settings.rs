//! What `tearsheet.toml` says.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tearsheet_export::Style;
use tearsheet_ingest::record::Fields;

use crate::Failure;
use crate::extract::Options;

/// Name of the file.
pub const FILE: &str = "tearsheet.toml";

/// The settings of a folder. Paths are relative to it.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Folder of the articles.
    pub articles: PathBuf,
    /// A CSV of skills of one's own, used if it is there.
    pub skills: PathBuf,
    /// A CSV of firms and organisations of one's own, used if it is there.
    pub firms: PathBuf,
    /// A CSV of units of one's own, used if it is there.
    pub units: PathBuf,
    /// Folder of the approved rows.
    pub approved: PathBuf,
    /// Folder of the gold.
    pub gold: PathBuf,
    /// Table of single assertions, used if it is there.
    pub expect: PathBuf,
    /// What scores must reach.
    pub score: Thresholds,
    /// How datasets are made.
    pub extract: Extract,
}

/// How `tearsheet extract` works where the command line does not say.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Extract {
    /// Forms of the tables beside CSV, as `--format` names them.
    pub format: Vec<String>,
    /// Whether CSV is for Excel.
    pub excel: bool,
    /// Whether to write the texts that offsets refer to.
    pub texts: bool,
    /// Threads; 0 for one on each processor.
    pub jobs: usize,
    /// The field of JSON lines or column of CSV that holds the article.
    pub text_field: Option<String>,
    /// The field or column that names the article.
    pub id_field: Option<String>,
}

/// Least scores.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Thresholds {
    /// Least F1 in percent by `table.aspect`, as in `"figures.value" = 80.5`.
    pub least: BTreeMap<String, f64>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            articles: "articles".into(),
            skills: "lexicon/skills.csv".into(),
            firms: "lexicon/firms.csv".into(),
            units: "lexicon/units.csv".into(),
            approved: "approved".into(),
            gold: "gold".into(),
            expect: "tests/expect.csv".into(),
            score: Thresholds::default(),
            extract: Extract::default(),
        }
    }
}

impl Settings {
    /// The settings that rows may depend on, by name. Where lexicons lie is one; what is in them is told line by line.
    pub fn of_extraction(&self) -> BTreeMap<String, String> {
        let path = |path: &Path| Some(path.to_string_lossy().into_owned());
        let Extract { text_field, id_field, .. } = &self.extract;
        [
            ("skills", path(&self.skills)),
            ("firms", path(&self.firms)),
            ("units", path(&self.units)),
            ("extract.text_field", text_field.clone()),
            ("extract.id_field", id_field.clone()),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect()
    }
}

/// Settings, and the file that they come from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// What holds: what the file says, and the defaults for the rest.
    pub settings: Settings,
    /// The file, if there is one.
    pub file: Option<PathBuf>,
    /// Names of the settings that the file makes, as in `extract.jobs`.
    pub stated: Vec<String>,
}

impl Found {
    /// The settings for `input`: those of the nearest folder above it, or of itself, that has any.
    ///
    /// # Errors
    /// If the file cannot be read or says what is not known.
    pub fn above(input: &Path) -> Result<Self, Failure> {
        let Some(file) = nearest(input) else { return Ok(Self::default()) };
        let text = std::fs::read_to_string(&file)
            .map_err(|error| Failure::at(&file, "cannot read the settings", error))?;
        let wrong = |error: toml::de::Error| Failure::at(&file, "cannot use the settings", error);
        let settings = toml::from_str(&text).map_err(wrong)?;
        let mut stated = Vec::new();
        names(&toml::from_str(&text).map_err(wrong)?, "", &mut stated);
        Ok(Self { settings, file: Some(file), stated })
    }

    /// The folder that paths in the settings are relative to, if there are any settings.
    pub fn folder(&self) -> Option<PathBuf> {
        let folder = self.file.as_ref()?.parent()?;
        Some(if folder.as_os_str().is_empty() { ".".into() } else { folder.to_owned() })
    }

    /// Extraction of `inputs` into `out` as the settings say.
    pub fn options(&self, inputs: Vec<PathBuf>, out: PathBuf) -> Options {
        let Settings { skills, firms, units, extract, .. } = &self.settings;
        Options {
            jobs: extract.jobs,
            firms: self.lexicon(firms),
            skills: self.lexicon(skills),
            units: self.lexicon(units),
            fields: Fields { text: extract.text_field.clone(), id: extract.id_field.clone() },
            style: if extract.excel { Style::Excel } else { Style::Plain },
            formats: extract.format.clone(),
            texts: extract.texts,
            ..Options::new(inputs, out)
        }
    }

    /// Where a lexicon lies that the settings name, if it is there. Settings that no file makes name none.
    pub fn lexicon(&self, path: &Path) -> Option<PathBuf> {
        let path = self.file.as_ref()?.with_file_name("").join(path);
        path.exists().then_some(path)
    }
}

/// The settings file nearest to `input`. Its path is as short as that of `input`, where it lies above it by name.
fn nearest(input: &Path) -> Option<PathBuf> {
    let by_name = || input.ancestors().map(|folder| folder.join(FILE)).find(|file| file.is_file());
    let by_place = || {
        let whole = std::fs::canonicalize(input).ok()?;
        whole.ancestors().map(|folder| folder.join(FILE)).find(|file| file.is_file())
    };
    by_name().or_else(by_place)
}

fn names(table: &toml::Table, prefix: &str, found: &mut Vec<String>) {
    for (key, value) in table {
        let name = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        match value {
            toml::Value::Table(inner) => names(inner, &name, found),
            _ => found.push(name),
        }
    }
}
