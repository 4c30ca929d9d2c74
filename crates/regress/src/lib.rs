//! Rows compared with rows: what changed, why, and how much of the gold is found.
//!
//! *Takes* rows of the tables: fresh ones, those of a dataset, approved ones, gold. *Gives* changes with their
//! causes, verdicts, scores. *Never* knows a rule, how anything was found, or where files lie.
//!
//! In reading order: [`rows`] holds the rows of an article without what an edit elsewhere would move, [`diff`] tells
//! what changed, [`cause`] why, [`approved`] keeps rows as files with what people said of them, [`known`] holds rows
//! against those and applies verdicts, [`expect`] asserts single things, [`score`] compares them with gold.

pub mod approved;
pub mod cause;
pub mod diff;
pub mod expect;
pub mod known;
pub mod rows;
pub mod score;

pub use approved::{Approved, Standing};
pub use diff::{Change, changes};
pub use known::{Comparison, Verdict, compare, settle};
pub use rows::{Article, Row};
