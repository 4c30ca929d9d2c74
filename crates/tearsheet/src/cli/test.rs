//! `tearsheet test`.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use tearsheet::Failure;
use tearsheet::approval::{self, Outcome, junit, markdown};

use super::{FINE, PROBLEMS};

/// Tell what changed since the rows were approved, and why.
///
/// The corpus is left as it is. Exit code 1 says that something changed, or that an assertion does not hold.
#[derive(Args)]
#[command(after_help = "Examples:
  tearsheet test mycorpus
  tearsheet test mycorpus --json                     one JSON object, for programs
  tearsheet test mycorpus --junit tests.xml --markdown summary.md")]
pub(crate) struct TestArgs {
    /// Folder of the corpus.
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
    /// Write the outcome as JUnit XML too.
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    /// Write the outcome as Markdown too; $GITHUB_STEP_SUMMARY is such a file.
    #[arg(long, value_name = "FILE")]
    markdown: Option<PathBuf>,
}

pub(crate) fn run_test(args: &TestArgs) -> Result<u8, Failure> {
    let outcome = approval::test(&args.folder)?;
    let text = if args.json {
        serde_json::to_string_pretty(&outcome).map_err(|error| Failure(error.to_string()))? + "\n"
    } else {
        told(&outcome)
    };
    if let Some(path) = &args.junit {
        let written = junit::xml(&outcome).and_then(|xml| fs::write(path, xml));
        written.map_err(|error| Failure::at(path, "cannot write", error))?;
    }
    if let Some(path) = &args.markdown {
        fs::write(path, markdown::summary(&outcome))
            .map_err(|error| Failure::at(path, "cannot write", error))?;
    }
    let printed = std::io::stdout().write_all(text.as_bytes());
    printed.map_err(|error| Failure(format!("standard output: {error}")))?;
    Ok(if outcome.is_good() { FINE } else { PROBLEMS })
}

fn told(outcome: &Outcome) -> String {
    let mut out = outcome.line() + "\n";
    if let Some(version) = &outcome.approved_with {
        let _ = writeln!(out, "approved with {version}, this is {}", tearsheet::GENERATOR);
    }
    list(&mut out, "changed since approval", &outcome.since);
    for (cause, changes) in outcome.by_cause() {
        let _ = writeln!(out, "\n{cause}: {} changes", changes.len());
        for change in changes {
            let _ =
                writeln!(out, "  {} {} {} {:?}", change.article, change.change, change.table, change.text);
            for (column, old, new) in &change.cells {
                let _ = writeln!(out, "    {column}: {old:?} -> {new:?}");
            }
            for (sign, row) in [("-", &change.old), ("+", &change.new)] {
                if !row.is_empty() {
                    let _ = writeln!(out, "    {sign} {row}");
                }
            }
            if !change.sentence.is_empty() {
                let _ = writeln!(out, "    in: {}", change.sentence);
            }
        }
    }
    list(&mut out, "assertions that do not hold", &outcome.broken);
    list(&mut out, "inputs not read, or read with loss", &outcome.problems);
    let failing = |rows: &[approval::outcome::Failing]| -> Vec<String> {
        rows.iter().map(|it| format!("{} {} {} {:?}", it.article, it.verdict, it.table, it.text)).collect()
    };
    list(&mut out, "known failures", &failing(&outcome.known));
    list(
        &mut out,
        "known failures that are gone (tearsheet approve strikes them out)",
        &failing(&outcome.fixed),
    );
    out
}

fn list(out: &mut String, title: &str, lines: &[String]) {
    if !lines.is_empty() {
        let _ = writeln!(out, "\n{title}:");
        for line in lines {
            let _ = writeln!(out, "  {line}");
        }
    }
}
