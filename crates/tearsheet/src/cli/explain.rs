//! `tearsheet explain`.

use std::path::PathBuf;

use clap::Args;
use tearsheet::{Failure, explain};

use super::{FINE, print, to_json};

/// Tell how a row came about: what was read, by which rules, and on which words it rests.
#[derive(Args)]
#[command(after_help = "Examples:
  tearsheet explain dataset q0123456789abcdef0123    a figure
  tearsheet explain dataset f0123456789abcdef0123    a firm: its mentions and what is said of it
  tearsheet explain dataset news/a.txt:1042          the figure, skill or mention at a character of an article")]
pub(crate) struct ExplainArgs {
    /// Folder of the dataset.
    dataset: PathBuf,
    /// A figure_id, a firm_id, or ARTICLE_ID:START_CHAR.
    id: String,
    /// Print one JSON object instead.
    #[arg(long)]
    json: bool,
    /// Folder of the articles, if it is not where it was.
    #[arg(long)]
    root: Option<PathBuf>,
}

pub(crate) fn run_explain(args: &ExplainArgs) -> Result<u8, Failure> {
    let told = explain::explain(&args.dataset, &args.id, args.root.as_deref())?;
    print(&if args.json { to_json(&told)? } else { told.to_text() })?;
    Ok(FINE)
}
