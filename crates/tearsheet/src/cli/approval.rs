//! `tearsheet init`, `tearsheet approve` and `tearsheet test`.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use tearsheet::Failure;
use tearsheet::approval::{self, Outcome};

use super::{FINE, PROBLEMS};

/// Make a corpus of one's own: folders for articles, lexicon, approved rows and gold.
#[derive(Args)]
pub(crate) struct InitArgs {
    /// Folder to make it in.
    folder: PathBuf,
}

/// Approve the present rows of a corpus: one plain file an article, for later tests.
#[derive(Args)]
pub(crate) struct ApproveArgs {
    /// Folder of the corpus.
    #[arg(default_value = ".")]
    folder: PathBuf,
}

/// Tell what changed since the rows were approved, and why. Writes nothing; exit code 1 says that something changed.
#[derive(Args)]
#[command(after_help = "Examples:
  tearsheet test mycorpus
  tearsheet test mycorpus --json                     one JSON object, for programs")]
pub(crate) struct TestArgs {
    /// Folder of the corpus.
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run_init(args: &InitArgs) -> Result<u8, Failure> {
    approval::init(&args.folder)?;
    let folder = args.folder.display();
    eprintln!("{folder}: put articles into {folder}/articles, then run tearsheet approve {folder}");
    Ok(FINE)
}

pub(crate) fn run_approve(args: &ApproveArgs) -> Result<u8, Failure> {
    let (articles, rows) = approval::approve(&args.folder)?;
    eprintln!("{rows} rows of {articles} articles are approved");
    Ok(FINE)
}

pub(crate) fn run_test(args: &TestArgs) -> Result<u8, Failure> {
    let outcome = approval::test(&args.folder)?;
    let text = if args.json {
        serde_json::to_string_pretty(&outcome).map_err(|error| Failure(error.to_string()))? + "\n"
    } else {
        told(&outcome)
    };
    let printed = std::io::stdout().write_all(text.as_bytes());
    printed.map_err(|error| Failure(format!("standard output: {error}")))?;
    Ok(if outcome.changes.is_empty() { FINE } else { PROBLEMS })
}

fn told(outcome: &Outcome) -> String {
    let mut out = outcome.line() + "\n";
    if let Some(version) = &outcome.approved_with {
        let _ = writeln!(out, "approved with {version}, this is {}", tearsheet::GENERATOR);
    }
    for (cause, changes) in outcome.by_cause() {
        let _ = writeln!(out, "\n{cause}: {} changes", changes.len());
        for change in changes {
            let _ =
                writeln!(out, "  {} {} {} {:?}", change.article, change.change, change.table, change.text);
            for (column, old, new) in &change.cells {
                let _ = writeln!(out, "    {column}: {old:?} -> {new:?}");
            }
            if !change.sentence.is_empty() {
                let _ = writeln!(out, "    in: {}", change.sentence);
            }
        }
    }
    out
}
