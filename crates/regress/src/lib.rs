//! Rows compared with rows: what changed, why, and how much of the gold is found.
//!
//! *Takes* rows of the tables: fresh ones, those of a dataset, approved ones, gold. *Gives* changes with their
//! causes, verdicts, scores. *Never* knows a rule, how anything was found, or where files lie.
//!
//! In reading order: [`rows`] holds the rows of an article without what an edit elsewhere would move, [`score`]
//! compares them with gold.

pub mod rows;
pub mod score;

pub use rows::{Article, Row};
