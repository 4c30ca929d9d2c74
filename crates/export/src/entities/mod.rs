//! Firms across articles: which rows of `firms.csv` and `organisations.csv` are one firm, and by what evidence.
//!
//! *Takes* the rows of a dataset and what a user knows. *Gives* a row for each distinct firm and a row for each member
//! with the evidence that put it there. What is in doubt stays apart and is flagged.
//!
//! In reading order: [`source`] reads the rows back, [`name`] takes names apart, [`knowledge`] reads the user's
//! pages (merges, never, registry), [`merge`](mod@merge) joins rows, [`rows`] makes the two tables.

pub mod knowledge;
pub mod merge;
pub mod name;
pub mod rows;
pub mod source;
#[cfg(test)]
mod tests;

pub use knowledge::{Knowledge, Pair, Registered};
pub use merge::{Merged, merge};
pub use rows::{EntityRow, MemberRow, tables};
pub use source::{Class, Source};
