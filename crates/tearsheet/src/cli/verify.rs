//! `tearsheet verify`.

use std::path::PathBuf;

use clap::Args;
use tearsheet::{Failure, verify};

use super::{FINE, print, to_json};

/// Prove a dataset: read every row again from its source.
#[derive(Args)]
#[command(after_help = "Examples:
  tearsheet verify dataset
  tearsheet verify dataset --root ../articles        the articles have moved")]
pub(crate) struct VerifyArgs {
    /// Folder of the dataset.
    dataset: PathBuf,
    /// Folder of the articles, if it is not where it was.
    #[arg(long)]
    root: Option<PathBuf>,
    /// Threads [default: one for each processor].
    #[arg(short, long, default_value_t = 0, hide_default_value = true)]
    jobs: usize,
    /// Print what was proved as one JSON object.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run_verify(args: &VerifyArgs) -> Result<u8, Failure> {
    let proof = verify::verify(&args.dataset, args.root.as_deref(), args.jobs)?;
    if args.json {
        print(&to_json(&serde_json::json!({"rows": proof.rows, "articles": proof.articles}))?)?;
        return Ok(FINE);
    }
    eprintln!("{} rows of {} articles give back their text", proof.rows, proof.articles);
    Ok(FINE)
}
