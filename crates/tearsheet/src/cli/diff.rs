//! `tearsheet diff`.

use std::fs::File;
use std::io::{self, BufWriter, Seek as _, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use tearsheet::Failure;
use tearsheet::approval::{Told, sheet};
use tearsheet::difference::{Difference, difference};
use tearsheet_export::guard::guard;
use tearsheet_report::changes;

use super::{FINE, PROBLEMS, Whole, broken_pipe_is_fine, review, test, to_json};

/// Tell what differs between two datasets, row by row and cell by cell.
///
/// Rows are known by their article, sentence and text; offsets, ids, counts and the column rule are not compared. Exit
/// code 1 says that something differs.
#[derive(Args)]
#[command(after_help = "Examples:
  tearsheet diff old new                             rows and cells, with their sentences
  tearsheet diff old new --csv diff.csv --html diff.html
  tearsheet diff old new --json                      one JSON object, for programs")]
pub(crate) struct DiffArgs {
    /// Folder of the old dataset.
    old: PathBuf,
    /// Folder of the new dataset.
    new: PathBuf,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
    /// Write the differences as a table too, a line a row or cell.
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Write the table for Excel: with a byte order mark, and lines that end with CRLF.
    #[arg(long, requires = "csv")]
    excel: bool,
    /// Write the differences as a page too; it shows the first 5,000 rows.
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

/// Rows on the page: more make browsers slow.
const SHOWN: usize = 5000;

/// Columns of the table of a review that people fill in.
const FILLED: usize = 2;

pub(crate) fn run_diff(args: &DiffArgs) -> Result<u8, Failure> {
    let mut csv = args.csv.as_deref().map(|path| writer(path, args.excel)).transpose()?;
    if let Some(csv) = &mut csv {
        csv.write_record(&sheet::COLUMNS[FILLED..]).map_err(unwritten)?;
    }
    let page = args.html.as_deref().map(Whole::new).transpose()?;
    let mut shown = Vec::new();
    // The line for people comes first and is known last; what follows it may be longer than memory.
    let mut spool = BufWriter::new(tempfile::tempfile().map_err(unspooled)?);
    let mut count = 0;
    let found = difference(&args.old, &args.new, &mut |changes| {
        for change in changes {
            if let Some(csv) = &mut csv {
                for line in sheet::lines(change) {
                    let cells = line[FILLED..].iter().map(|cell| guard(cell).into_owned());
                    csv.write_record(cells).map_err(unwritten)?;
                }
            }
            if page.is_some() && shown.len() < SHOWN {
                shown.push(change.clone());
            }
            spooled(&mut spool, change, args.json, count == 0).map_err(unspooled)?;
            count += 1;
        }
        Ok(())
    })?;
    if let Some(csv) = csv {
        let table = csv.into_inner().map_err(|error| unwritten(error.error()))?;
        table.finish()?;
    }
    if let Some(mut page) = page {
        let html = changes::difference(&title(&found, count), &review::shown(&shown), &sheet::COLUMNS);
        page.write_all(html.as_bytes()).map_err(unwritten)?;
        page.finish()?;
    }
    let spool = spool.into_inner().map_err(|error| unspooled(error.into_error()))?;
    told(&found, spool, args.json)?;
    Ok(if count == 0 { FINE } else { PROBLEMS })
}

fn writer(path: &Path, excel: bool) -> Result<csv::Writer<Whole>, Failure> {
    let mut file = Whole::new(path)?;
    if excel {
        file.write_all("\u{feff}".as_bytes()).map_err(unwritten)?;
    }
    let end = if excel { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
    Ok(csv::WriterBuilder::new().terminator(end).from_writer(file))
}

fn unwritten(error: impl std::fmt::Display) -> Failure {
    Failure(format!("cannot write the differences: {error}"))
}

fn unspooled(error: io::Error) -> Failure {
    Failure(format!("cannot write into the folder for temporary files: {error}"))
}

fn spooled(spool: &mut impl Write, change: &Told, json: bool, is_first: bool) -> io::Result<()> {
    if !json {
        return spool.write_all(test::lines_of(change, true).as_bytes());
    }
    spool.write_all(if is_first { b"\n    " } else { b",\n    " })?;
    serde_json::to_writer(spool, change).map_err(Into::into)
}

fn title(found: &Difference, count: usize) -> String {
    let line = found.counts.line();
    if count > SHOWN { format!("{line} (the first {SHOWN} of {count} rows are shown)") } else { line }
}

/// Prints what was found, and then what was spooled.
fn told(found: &Difference, mut spool: File, json: bool) -> Result<(), Failure> {
    let mut head = found.counts.line() + "\n";
    found.notes.iter().for_each(|note| head += &format!("{note}\n"));
    let mut tail = String::new();
    if json {
        head = to_json(&serde_json::json!({"counts": found.counts, "notes": found.notes}))?;
        head = head.trim_end_matches("\n}\n").to_owned() + ",\n  \"changes\": [";
        tail = "\n  ]\n}\n".to_owned();
    }
    let mut out = io::stdout().lock();
    broken_pipe_is_fine(
        spool
            .rewind()
            .and_then(|()| out.write_all(head.as_bytes()))
            .and_then(|()| io::copy(&mut spool, &mut out))
            .and_then(|_| out.write_all(tail.as_bytes()))
            .and_then(|()| out.flush()),
    )
}
