//! Extracts a corpus and holds its rows against what is settled.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::PathBuf;

use tearsheet_regress::cause::{Since, Whole, causes, parts};
use tearsheet_regress::expect::{self, Expectation};
use tearsheet_regress::{Approved, Article, compare};

use super::corpus::Corpus;
use super::manifest::Manifest;
use super::outcome::{Failing, Outcome, Told};
use super::session::told;
use crate::{Failure, GENERATOR};

/// An article about which there is something to say.
pub(super) struct Open {
    /// The file of its approved rows.
    pub(super) path: PathBuf,
    /// What is settled of it.
    pub(super) approved: Approved,
    /// Its rows of now.
    pub(super) now: Article,
    /// Its changes, in the order of [`compare`].
    pub(super) changes: Vec<Told>,
    known: Vec<Failing>,
    fixed: Vec<Failing>,
}

/// What came of comparing a corpus.
pub(super) struct Run {
    pub(super) outcome: Outcome,
    /// Articles with changes, and with known failures that are gone.
    pub(super) open: Vec<Open>,
    /// What the rows of now were made with.
    pub(super) now: Manifest,
}

/// What one article gave.
struct Seen {
    path: PathBuf,
    rules: BTreeSet<String>,
    counts: Vec<(usize, u64)>,
    open: Result<Open, Failure>,
}

/// Compares all articles of a corpus.
///
/// # Errors
/// If nothing was approved and nothing is asserted, or a file of the corpus cannot be read.
pub(super) fn run(corpus: &Corpus) -> Result<Run, Failure> {
    let expectations = expectations(corpus)?;
    let then = match Manifest::read(corpus) {
        Err(_) if !expectations.is_empty() && corpus.files()?.is_empty() => None,
        read => Some(read?),
    };
    let since = then.as_ref().map_or_else(Since::default, |then| then.since(corpus));
    let mut outcome = Outcome {
        approved_with: then.as_ref().map(|it| it.generator.clone()).filter(|it| it != GENERATOR),
        since: since.changed.values().cloned().collect(),
        assertions: expectations.len() as u64,
        ..Outcome::default()
    };
    let mut counts: Vec<Option<u64>> = vec![None; expectations.len()];
    let (mut open, mut rules, mut files) = (Vec::new(), BTreeSet::new(), corpus.files()?);
    let mut take = |outcome: &mut Outcome, mut it: Open| {
        outcome.counts.add(&it.changes);
        outcome.changes.extend(it.changes.iter().cloned());
        outcome.known.append(&mut it.known);
        let is_open = !it.changes.is_empty() || !it.fixed.is_empty();
        outcome.fixed.append(&mut it.fixed);
        if is_open {
            open.push(it);
        }
    };
    let problems = corpus.each(
        |article| Seen {
            path: corpus.file_of(&article.id),
            rules: rules_of(&article),
            counts: counts_of(&expectations, &article),
            open: if then.is_some() {
                compared(corpus, article, &since)
            } else {
                Ok(Open::same(corpus, article))
            },
        },
        |seen| {
            rules.extend(seen.rules);
            files.remove(&seen.path);
            for (at, count) in seen.counts {
                *counts[at].get_or_insert(0) += count;
            }
            take(&mut outcome, seen.open?);
            Ok(())
        },
    )?;
    let problems: Vec<String> = problems.iter().map(told).collect();
    let known = then.map_or_else(Vec::new, |then| then.problems);
    outcome.problems = problems.into_iter().filter(|it| !known.contains(it)).collect();
    // An article that could not be read is no article that is gone.
    if outcome.problems.is_empty() {
        for (_, id) in files {
            take(&mut outcome, compared(corpus, Article { id, rows: Vec::new() }, &since)?);
        }
    }
    outcome.broken = broken(corpus, &expectations, &counts);
    Ok(Run { outcome, open, now: Manifest::now(corpus, &rules, known) })
}

/// The rules that found something in an article.
pub(super) fn rules_of(article: &Article) -> BTreeSet<String> {
    article.rows.iter().flat_map(|row| parts(row.get("rule"))).map(str::to_owned).collect()
}

impl Open {
    /// An article of which nothing is to be compared.
    fn same(corpus: &Corpus, now: Article) -> Self {
        let path = corpus.file_of(&now.id);
        let (changes, known, fixed) = (Vec::new(), Vec::new(), Vec::new());
        Self { path, approved: Approved::default(), now, changes, known, fixed }
    }
}

fn compared(corpus: &Corpus, now: Article, since: &Since) -> Result<Open, Failure> {
    let path = corpus.file_of(&now.id);
    let read = corpus.read_approved(&path)?;
    let whole = match &read {
        None => Some(Whole::New),
        Some(_) if now.rows.is_empty() => Some(Whole::Gone),
        Some(approved) if approved.sha256() != now.sha256() => Some(Whole::Edited),
        Some(_) => None,
    };
    let approved = read.unwrap_or_default();
    let comparison = compare(&approved, &now);
    let mut seen = BTreeMap::new();
    let changes = comparison
        .changes
        .iter()
        .zip(causes(&comparison.changes, whole, since))
        .filter_map(|(change, cause)| Told::of(&now.id, change, cause, &mut seen))
        .collect();
    let known = comparison.known().map(|row| Failing::of(&now.id, row)).collect();
    let fixed = comparison.fixed().map(|row| Failing::of(&now.id, row)).collect();
    Ok(Open { path, approved, now, changes, known, fixed })
}

fn expectations(corpus: &Corpus) -> Result<Vec<Expectation>, Failure> {
    let path = corpus.folder.join(&corpus.settings.expect);
    if !path.exists() {
        return Ok(Vec::new());
    }
    let file = File::open(&path).map_err(|error| Failure::at(&path, "cannot read the assertions", error))?;
    expect::read(file).map_err(|error| Failure::at(&path, "cannot use the assertions", error))
}

/// For each assertion that concerns the article, its place and how many rows it speaks of.
fn counts_of(expectations: &[Expectation], article: &Article) -> Vec<(usize, u64)> {
    let concerned = expectations.iter().enumerate().filter(|(_, it)| it.concerns(&article.id));
    concerned.map(|(at, it)| (at, it.count(article))).collect()
}

fn broken(corpus: &Corpus, expectations: &[Expectation], counts: &[Option<u64>]) -> Vec<String> {
    let path = corpus.settings.expect.display();
    let fault = |(it, count): (&Expectation, &Option<u64>)| {
        let fault = match count {
            None => Some(format!(
                "there is no article {:?} in {}",
                it.article,
                corpus.settings.articles.display()
            )),
            Some(count) => it.fault(*count),
        };
        fault.map(|fault| format!("{path}:{}: {fault}", it.line))
    };
    expectations.iter().zip(counts).filter_map(fault).collect()
}
