//! What a run remembers of articles that an earlier run has worked on.
//!
//! What is found in an article depends on its own bytes and on the configuration; the articles before it decide only
//! its name and its cluster. So a run that remembers an article by its bytes need not read it again, and gives the
//! same rows as one that does.

use tearsheet_ingest::{Article, Record, Remark};

use crate::stories::Sketch;

/// What reading a record says of it, whatever the other articles are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The id that the record gives itself.
    pub id: String,
    /// The file or stream that it came from.
    pub source: String,
    /// SHA-256 of its source text.
    pub sha256: String,
    /// What its text looks like, to tell copies.
    pub sketch: Option<Sketch>,
    /// What was lost in reading: name and detail of each problem.
    pub lost: Vec<(String, String)>,
}

impl Known {
    /// What is known of `article`, which was read with `remarks`.
    pub(crate) fn of(article: &Article, remarks: &[Remark]) -> Self {
        let lost = remarks.iter().filter_map(|remark| match remark {
            Remark::Lost { problem, detail } => Some(((*problem).to_owned(), detail.clone())),
            Remark::Repaired { .. } => None,
        });
        Self {
            id: article.id().to_owned(),
            source: article.source_name().to_owned(),
            sha256: article.sha256().to_owned(),
            sketch: Sketch::of(article),
            lost: lost.collect(),
        }
    }
}

/// How an article was told from the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its id in the tables.
    pub name: String,
    /// The story that it is a copy of.
    pub cluster: String,
}

/// An article that was worked on: what is known of it, where it stood among others, and what was made of it there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept<T> {
    /// What reading says.
    pub known: Known,
    /// How it was told from the others.
    pub place: Place,
    /// What was made of it.
    pub result: T,
}

/// Remembers articles.
pub trait Memory<T>: Sync {
    /// The key by which `record` is remembered: the same for the same bytes under the same name.
    fn key(&self, record: &Record) -> u128;

    /// What is remembered of the record with `key`.
    fn recall(&self, key: u128) -> Option<Kept<T>>;

    /// Puts what is to be remembered of the record with `key` behind `entries`.
    fn note(&self, entries: &mut Vec<u8>, key: u128, known: &Known, place: &Place, result: &T);

    /// Remembers what was [noted](Self::note).
    fn keep(&self, entries: &[u8]);
}

/// Remembers nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nothing;

impl<T> Memory<T> for Nothing {
    fn key(&self, _: &Record) -> u128 {
        0
    }

    fn recall(&self, _: u128) -> Option<Kept<T>> {
        None
    }

    fn note(&self, _: &mut Vec<u8>, _: u128, _: &Known, _: &Place, _: &T) {}

    fn keep(&self, _: &[u8]) {}
}
