//! What differs between two datasets, row by row and cell by cell.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use tearsheet_regress::cause::{Since, Whole, causes};
use tearsheet_regress::{Article, changes};

use crate::Failure;
use crate::approval::{Counts, Told};
use crate::datasets::Dataset;

/// What came of comparing two datasets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// How much differs.
    pub counts: Counts,
    /// What differs in how they were made, and columns that only one of them has, which are not compared.
    pub notes: Vec<String>,
}

/// Gives the changes from the dataset in `old` to that in `new` to `give`, article by article in the order of `new`,
/// then those that are gone. Articles are known by their ids and may stand in any order; rows are known by sentence and
/// text, so that an edit elsewhere in an article moves nothing.
///
/// # Errors
/// If a table cannot be read, or `give` fails.
pub fn difference(
    old: &Path,
    new: &Path,
    give: &mut dyn FnMut(&[Told]) -> Result<(), Failure>,
) -> Result<Difference, Failure> {
    let (mut before, mut now) = (Dataset::open(old)?, Dataset::open(new)?);
    let mut found = Difference { notes: made_otherwise(old, new), ..Difference::default() };
    let alone = before.align(&mut now);
    if !alone.is_empty() {
        found.notes.push(format!("only one of them has {}: not compared", alone.join(", ")));
    }
    let mut index = before.index()?;
    let mut compare = |then: &Article, now: &Article, whole: Option<Whole>| {
        let told = told(then, now, whole);
        found.counts.add(&told);
        give(&told)
    };
    while let Some(article) = now.next_article()? {
        let then = before.take(&article.id, &mut index)?;
        let whole = match &then {
            None => Some(Whole::New),
            Some(then) if then.sha256() != article.sha256() => Some(Whole::Edited),
            Some(_) => None,
        };
        compare(&then.unwrap_or_default(), &article, whole)?;
    }
    before.rest(index, |then| {
        let gone = Article { id: then.id.clone(), rows: Vec::new() };
        compare(&then, &gone, Some(Whole::Gone))
    })?;
    Ok(found)
}

fn told(then: &Article, now: &Article, whole: Option<Whole>) -> Vec<Told> {
    let (old, new) = (then.all(), now.all());
    let found = changes(&old, &new);
    let mut seen = BTreeMap::new();
    let causes = causes(&found, whole, &Since::default());
    let told = found.iter().zip(causes);
    told.filter_map(|(change, cause)| Told::of(&now.id, change, cause, &mut seen)).collect()
}

/// What the manifests say that differs beside the inputs; nothing of a dataset that has none.
fn made_otherwise(old: &Path, new: &Path) -> Vec<String> {
    let manifest = |folder: &Path| -> Value {
        let text = std::fs::read_to_string(folder.join("manifest.json")).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    };
    let (old, new) = (manifest(old), manifest(new));
    let mut notes = Vec::new();
    let generator = |it: &Value| it["generator"].as_str().unwrap_or("an unknown version").to_owned();
    if old["generator"] != new["generator"] {
        notes.push(format!("made by {} and by {}", generator(&old), generator(&new)));
    }
    for kind in ["firms", "skills", "units"] {
        let hash = |it: &Value| {
            let lexicons = it["lexicons"].as_array().into_iter().flatten();
            lexicons.filter(|lexicon| lexicon["kind"] == kind).map(|it| it["sha256"].clone()).next()
        };
        if hash(&old) != hash(&new) {
            notes.push(format!("made with other {kind} of the user's own"));
        }
    }
    notes
}
