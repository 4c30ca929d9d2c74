//! `tearsheet approve`.

use std::path::PathBuf;

use clap::Args;
use tearsheet::approval::outcome::number;
use tearsheet::approval::{self, Approval, Session, sheet};
use tearsheet::{Failure, approval::sheet::Applied};

use super::{FINE, PROBLEMS, refuse_in_ci};

/// Approve the present rows of a corpus, or those that a filled review says.
///
/// The rows of an article are one plain file, a CSV for spreadsheets and version control. Known failures stay known.
#[derive(Args)]
#[command(after_help = "Examples:
  tearsheet approve mycorpus                         all rows are right as they are now
  tearsheet approve mycorpus --from review.csv       what the column verdict says")]
pub(crate) struct ApproveArgs {
    /// Folder of the corpus.
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// The table that tearsheet review wrote, with the column verdict filled in.
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
}

pub(crate) fn run_approve(args: &ApproveArgs) -> Result<u8, Failure> {
    refuse_in_ci("approve")?;
    if let Some(path) = &args.from {
        let mut session = Session::open(&args.folder)?;
        let applied = sheet::apply(&mut session, path)?;
        eprintln!("{}", told(&applied));
        return Ok(FINE);
    }
    let Approval { articles, rows, problems } = approval::approve(&args.folder)?;
    problems.iter().for_each(|problem| eprintln!("{problem}"));
    eprintln!("{} of {} are approved", number(rows, "row"), number(articles, "article"));
    Ok(if problems.is_empty() { FINE } else { PROBLEMS })
}

fn told(applied: &Applied) -> String {
    let Applied { accepted, rejected, corrected, open, stale } = applied;
    let mut line = format!(
        "{} accepted, {rejected} rejected, {} corrected; {} left open",
        number(*accepted, "change"),
        number(*corrected, "cell"),
        number(*open, "change")
    );
    if let Some(first) = stale.first() {
        let count = number(stale.len() as u64, "verdict");
        line += &format!(
            "; {count} (the first in line {first}) on what is no change any more: settled before, or the corpus has moved on"
        );
    }
    line
}
