//! `tearsheet score`.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use tearsheet::settings::Settings;
use tearsheet::{Failure, score};
use tearsheet_extract::{Extractor, Lexicons};
use tearsheet_regress::score::Fault;

use super::{FINE, PROBLEMS};

/// Hold what is found against gold.
#[derive(Args)]
#[command(after_help = "Examples:
  tearsheet score corpus --gold corpus/gold                      articles
  tearsheet score dataset --gold gold --misses misses.csv        a dataset, and where it differs

tearsheet.toml in the current folder may set least scores, F1 in percent; exit code 1 says that one is not reached:
  [score.least]
  \"figures.value\" = 80")]
pub(crate) struct ScoreArgs {
    /// Articles or a dataset.
    input: PathBuf,
    /// Folder of the gold: a folder for each article with firms.csv, mentions.csv, figures.csv, skills.csv; corrected.csv of review.
    #[arg(long)]
    gold: PathBuf,
    /// Write what was missed or found otherwise, with sentences, as CSV.
    #[arg(long, value_name = "FILE")]
    misses: Option<PathBuf>,
    /// Write what was found and is not in the gold, with sentences, as CSV.
    #[arg(long, value_name = "FILE")]
    spurious: Option<PathBuf>,
    /// Threads [default: one for each processor].
    #[arg(short, long, default_value_t = 0, hide_default_value = true)]
    jobs: usize,
}

pub(crate) fn run_score(args: &ScoreArgs) -> Result<u8, Failure> {
    let settings = Settings::read(Path::new("."))?;
    let extractor = Extractor::new(Lexicons::built_in());
    let scored = score::score(&args.input, &args.gold, &extractor, args.jobs)?;
    let print = |bytes: &[u8]| std::io::stdout().write_all(bytes);
    print(score::table(&scored).as_bytes()).map_err(|error| Failure(format!("standard output: {error}")))?;
    for (path, faults) in
        [(&args.misses, &[Fault::Missed, Fault::Wrong][..]), (&args.spurious, &[Fault::Spurious][..])]
    {
        if let Some(path) = path {
            fs::write(path, score::list(&scored, faults))
                .map_err(|error| Failure::at(path, "cannot write", error))?;
        }
    }
    let short = score::short_of(&scored, &settings.score.least)?;
    for line in &short {
        eprintln!("{line}");
    }
    Ok(if short.is_empty() { FINE } else { PROBLEMS })
}
