//! `tearsheet test`.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use tearsheet::Failure;
use tearsheet::approval::outcome::number;
use tearsheet::approval::{self, Outcome, Told, junit, markdown};

use super::{FINE, PROBLEMS, plain, print, to_json, write_whole};

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
    /// Add the outcome as Markdown to a file, as $GITHUB_STEP_SUMMARY is one.
    #[arg(long, value_name = "FILE")]
    markdown: Option<PathBuf>,
}

pub(crate) fn run_test(args: &TestArgs) -> Result<u8, Failure> {
    let outcome = approval::test(&args.folder)?;
    let text = if args.json { to_json(&outcome)? } else { told(&outcome) };
    if let Some(path) = &args.junit {
        let xml = junit::xml(&outcome).map_err(|error| Failure::at(path, "cannot write", error))?;
        write_whole(path, xml.as_bytes())?;
    }
    if let Some(path) = &args.markdown {
        // Services that run tests show what stands in one file, to which each step adds.
        append(path, &markdown::summary(&outcome))?;
    }
    print(&text)?;
    Ok(if outcome.is_good() { FINE } else { PROBLEMS })
}

/// Adds text at the end of a file.
fn append(path: &Path, text: &str) -> Result<(), Failure> {
    let file = File::options().create(true).append(true).open(path);
    let written = file.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| Failure::at(path, "cannot write", error))
}

fn told(outcome: &Outcome) -> String {
    let mut out = outcome.line() + "\n";
    if let Some(version) = &outcome.approved_with {
        let _ = writeln!(out, "approved with {version}, this is {}", tearsheet::GENERATOR);
    }
    list(&mut out, "changed since approval", &outcome.since);
    for (cause, changes) in outcome.by_cause() {
        let _ = writeln!(out, "\n{}: {}", plain(cause), number(changes.len() as u64, "change"));
        changes.into_iter().for_each(|change| out += &lines_of(change, false));
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

/// A change as it is told in a terminal.
pub(super) fn lines_of(change: &Told, with_cause: bool) -> String {
    let Told { article, change: name, table, text, cells, old, new, sentence, cause, .. } = change;
    let mut out = format!("  {} {name} {table} {text:?}\n", plain(article));
    for (column, old, new) in cells {
        let _ = writeln!(out, "    {column}: {old:?} -> {new:?}");
    }
    for (sign, row) in [("-", old), ("+", new)].into_iter().filter(|(_, row)| !row.is_empty()) {
        let _ = writeln!(out, "    {sign} {}", plain(row));
    }
    if !sentence.is_empty() && cells.iter().all(|(column, ..)| *column != "sentence") {
        let _ = writeln!(out, "    in: {}", plain(sentence));
    }
    if with_cause {
        let _ = writeln!(out, "    cause: {}", plain(cause));
    }
    out
}

fn list(out: &mut String, title: &str, lines: &[String]) {
    if !lines.is_empty() {
        let _ = writeln!(out, "\n{title}:");
        for line in lines {
            let _ = writeln!(out, "  {}", plain(line));
        }
    }
}
