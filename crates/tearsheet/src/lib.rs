//! The whole line from article to dataset, as a library: what the command `tearsheet` does.
//!
//! *Takes* paths and options. *Gives* files and a summary. *Never* knows a rule or a column.
//!
//! In reading order: [`inputs`] finds what to read, [`pipeline`] runs records through extraction in parallel and in
//! order ([`memory`] says which of them were worked on before, [`journal`] keeps that in a file), [`extract`] makes a dataset of them ([`lexicons`] reads those of the user), [`staging`] puts it in its place whole or not at all, [`verify`] proves one, [`firms`] merges its firms across articles, [`replay`] makes one again and compares, [`blocks`] shows how an article was read, [`report`] loads a dataset to be looked at,
//! [`datasets`] reads one back, [`difference`] compares two,
//! [`score`] holds rows against gold, [`settings`] reads `tearsheet.toml`,
//! [`approval`] tests a corpus against rows that were approved.

pub mod approval;
pub mod blocks;
pub mod datasets;
pub mod difference;
pub mod explain;
pub mod extract;
pub mod firms;
pub mod inputs;
pub mod journal;
pub mod lexicons;
pub mod memory;
pub mod pipeline;
pub mod replay;
pub mod report;
pub mod score;
pub mod settings;
pub mod staging;
pub mod stories;
pub mod tables;
pub mod texts;
pub mod verify;

/// Name and version, as they stand in every manifest.
pub const GENERATOR: &str = concat!("tearsheet ", env!("CARGO_PKG_VERSION"));

/// A hash of the sources that this was built of: builds that may give other rows have another one.
pub const BUILD: &str = env!("TEARSHEET_BUILD");

/// Why a command could not do its work at all.
#[derive(Debug)]
pub struct Failure(pub String);

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

impl Failure {
    /// A failure of `action` on `path`.
    pub fn at(path: &std::path::Path, action: &str, error: impl std::fmt::Display) -> Self {
        Self(format!("{}: {action}: {error}", path.display()))
    }
}
