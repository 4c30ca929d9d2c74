//! Inputs of every format, read as the command reads them: opened, cut into records, each record read.

#[cfg(feature = "warc")]
mod archives;
#[cfg(feature = "docx")]
mod documents;
#[cfg(feature = "pdf")]
mod loops;
mod opening;
#[cfg(feature = "html")]
mod pages;
#[cfg(feature = "pdf")]
mod pdfs;

use std::path::Path;

#[cfg(any(feature = "docx", feature = "html", feature = "pdf"))]
use tearsheet_ingest::BlockKind;
use tearsheet_ingest::record::Records;
use tearsheet_ingest::{Article, Format, Problem, Remark, read};

/// What became of each record of a file called `name`.
fn read_all(name: &str, bytes: &[u8]) -> Vec<Result<(Article, Vec<Remark>), Problem>> {
    let format = Format::of_name(Path::new(name)).unwrap_or(Format::Text);
    Records::new(name, name, format, bytes)
        .map(|record| {
            let record = record?;
            read(&record).map_err(|why| record.problem(why.problem, why.detail))
        })
        .collect()
}

/// The only article in it.
fn article(name: &str, bytes: &[u8]) -> (Article, Vec<Remark>) {
    let mut all = read_all(name, bytes);
    assert_eq!(all.len(), 1, "one record");
    all.remove(0).expect("it can be read")
}

/// The problem that the only record of it is.
fn problem(name: &str, bytes: &[u8]) -> String {
    let mut all = read_all(name, bytes);
    assert_eq!(all.len(), 1, "one record");
    all.remove(0).expect_err("it must not be readable").problem
}

/// Texts of the blocks of one kind.
#[cfg(any(feature = "docx", feature = "html", feature = "pdf"))]
fn of_kind(article: &Article, kind: BlockKind) -> Vec<&str> {
    article
        .blocks()
        .iter()
        .filter(|block| block.kind == kind)
        .map(|block| article.slice(block.span))
        .collect()
}
