//! What people say of changes, kept at once: every verdict is written into the approved rows before the next is asked
//! for, so nothing is lost when a review is interrupted.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use tearsheet_ingest::Problem;
use tearsheet_regress::{Approved, Verdict, approved, settle};

use super::corpus::{Corpus, write_whole};
use super::manifest::Manifest;
use super::outcome::{Outcome, Told};
use super::run::{Run, rules_of, run};
use crate::Failure;

/// What was approved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Approval {
    /// Articles.
    pub articles: u64,
    /// Rows of them, right, wrong or missing.
    pub rows: u64,
    /// Inputs that could not be read, or were read with loss: a test does not tell them again.
    pub problems: Vec<String>,
}

/// Approves the present rows of the corpus in `folder`. Rows that are known to be wrong or missing stay so.
///
/// # Errors
/// If no article can be read, or a file not be written.
pub fn approve(folder: &Path) -> Result<Approval, Failure> {
    let corpus = Corpus::open(folder)?;
    let (mut articles, mut rows, mut rules) = (0, 0, BTreeSet::new());
    let mut files = corpus.files()?;
    let problems = corpus.each(
        |article| {
            let path = corpus.file_of(&article.id);
            let rules = rules_of(&article);
            let settled = corpus.read_approved(&path).map(|old| match old {
                None => Approved::of(article),
                Some(old) => settle(&old, &article, |_| Some(Verdict::Accept)),
            });
            settled.map(|settled| (path, rules, settled.rows.len() as u64, approved::write(&settled)))
        },
        |settled| {
            let (path, found, count, bytes) = settled?;
            articles += 1;
            rows += count;
            rules.extend(found);
            files.remove(&path);
            write_whole(&path, &bytes)
        },
    )?;
    let told: Vec<String> = problems.iter().map(told).collect();
    match problems.first() {
        Some(problem) if articles == 0 => {
            let Problem { source, detail, .. } = problem;
            return Err(Failure(format!("{source}: there is nothing to approve; {detail}")));
        }
        // An article that could not be read is no article that is gone.
        Some(_) => {}
        // What is left of articles that are gone would be told as vanished for ever.
        None => files.keys().try_for_each(|path| remove(path))?,
    }
    Manifest::now(&corpus, &rules, told.clone()).write(&corpus)?;
    Ok(Approval { articles, rows, problems: told })
}

/// A problem in one line.
pub(super) fn told(problem: &Problem) -> String {
    let Problem { source, record, problem, detail } = problem;
    let place = if record.is_empty() { String::new() } else { format!(" {record}") };
    format!("{source}{place}: {problem}: {detail}")
}

fn remove(path: &Path) -> Result<(), Failure> {
    fs::remove_file(path).map_err(|error| Failure::at(path, "cannot remove", error))
}

/// A review: the open changes of a corpus and what was said of them.
pub struct Session {
    corpus: Corpus,
    run: Run,
    /// Article and place of each change, by its name.
    places: BTreeMap<String, (usize, usize)>,
    verdicts: BTreeMap<String, Verdict>,
}

impl Session {
    /// Compares the corpus in `folder`.
    ///
    /// # Errors
    /// If nothing was approved yet, or something cannot be read.
    pub fn open(folder: &Path) -> Result<Self, Failure> {
        let corpus = Corpus::open(folder)?;
        Manifest::read(&corpus)?;
        let run = run(&corpus)?;
        let mut places = BTreeMap::new();
        for (at, open) in run.open.iter().enumerate() {
            let changes = open.changes.iter().enumerate();
            places.extend(changes.map(|(index, change)| (change.id.clone(), (at, index))));
        }
        Ok(Self { corpus, run, places, verdicts: BTreeMap::new() })
    }

    /// What was found, as it was before any verdict.
    pub fn outcome(&self) -> &Outcome {
        &self.run.outcome
    }

    /// The change of this name.
    pub fn change(&self, id: &str) -> Option<&Told> {
        let (at, index) = self.places.get(id)?;
        self.run.open[*at].changes.get(*index)
    }

    /// What was said of a change.
    pub fn verdict(&self, id: &str) -> Option<&Verdict> {
        self.verdicts.get(id)
    }

    /// Folder of the gold.
    pub fn gold(&self) -> std::path::PathBuf {
        self.corpus.folder.join(&self.corpus.settings.gold)
    }

    /// Keeps verdicts, each with the name of its change; nothing instead of a verdict takes it back.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn say(
        &mut self,
        verdicts: impl IntoIterator<Item = (String, Option<Verdict>)>,
    ) -> Result<(), Failure> {
        let mut touched = BTreeSet::new();
        for (id, verdict) in verdicts {
            let Some(&(at, _)) = self.places.get(&id) else { continue };
            touched.insert(at);
            match verdict {
                Some(verdict) => self.verdicts.insert(id, verdict),
                None => self.verdicts.remove(&id),
            };
        }
        for at in touched {
            self.write(at)?;
        }
        // Causes are told against what the rows were approved with, so that stays as long as a change is open.
        if self.places.keys().all(|id| self.verdicts.contains_key(id)) {
            self.run.now.write(&self.corpus)?;
        }
        Ok(())
    }

    fn write(&self, at: usize) -> Result<(), Failure> {
        let open = &self.run.open[at];
        let mut next = open.changes.iter();
        let settled = settle(&open.approved, &open.now, |_| {
            next.next().and_then(|told| self.verdicts.get(&told.id)).cloned()
        });
        if settled.rows.is_empty() {
            return if open.path.exists() { remove(&open.path) } else { Ok(()) };
        }
        if open.approved.rows.is_empty() && open.changes.iter().all(|it| !self.verdicts.contains_key(&it.id))
        {
            return Ok(());
        }
        write_whole(&open.path, &approved::write(&settled))
    }
}
