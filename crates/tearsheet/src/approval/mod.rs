//! Regression tests of a user's own corpus: a folder with articles, lexicons, and the rows that people approved.
//!
//! In reading order: [`corpus`] is the folder, [`manifest`] what its rows were approved with, [`edited`] which lines of
//! lexicons are no longer so, [`run`] holds the rows of
//! now against them, [`outcome`] is what people are told of that, [`junit`] and [`markdown`] tell it to machines that
//! run tests, [`session`] keeps what people say of changes, [`sheet`] is the table that they may say it in.

mod corpus;
pub mod corrected;
mod edited;
pub mod junit;
mod manifest;
pub mod markdown;
pub mod outcome;
mod run;
pub mod session;
pub mod sheet;

use std::path::Path;

pub use corpus::init;
pub use outcome::{Counts, Outcome, Told};
pub use session::{Approval, Session, approve};

use crate::Failure;

/// Compares the present rows of the corpus in `folder` with the approved ones, and asks its assertions. Writes nothing.
///
/// # Errors
/// If nothing was approved yet and nothing is asserted, or something cannot be read.
pub fn test(folder: &Path) -> Result<Outcome, Failure> {
    run::run(&corpus::Corpus::open(folder)?).map(|run| run.outcome)
}
