//! `tearsheet score`.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};
use tearsheet::approval::outcome::number;
use tearsheet::extract;
use tearsheet::settings::Found;
use tearsheet::{Failure, score};
use tearsheet_extract::Extractor;
use tearsheet_regress::score::{Fault, Part, Score};

use super::{FINE, PROBLEMS, print, to_json, write_whole};

/// Hold what is found against gold: what people say should be found.
///
/// What was missed or found otherwise is written to misses.csv, what was found and is not in the gold to spurious.csv,
/// each with its sentence: into the folder of the corpus, or into the current one where there is no tearsheet.toml.
#[derive(Args)]
#[command(after_help = "Examples:
  tearsheet score mycorpus                           articles and gold of a corpus
  tearsheet score dataset --gold mycorpus/gold       a dataset

tearsheet.toml may set least scores, F1 in percent; exit code 1 says that one is not reached:
  [score.least]
  \"figures.value\" = 80.5")]
pub(crate) struct ScoreArgs {
    /// Folder of a corpus, articles, or a dataset.
    #[arg(default_value = ".")]
    input: PathBuf,
    /// Folder of the gold, if it is not that of the corpus: firms.csv, mentions.csv, figures.csv, skills.csv with a column
    /// article, or in a folder for each article; and corrected.csv, which review writes.
    #[arg(long)]
    gold: Option<PathBuf>,
    /// File of what was missed or found otherwise [default: misses.csv].
    #[arg(long, value_name = "FILE")]
    misses: Option<PathBuf>,
    /// File of what was found and is not in the gold [default: spurious.csv].
    #[arg(long, value_name = "FILE")]
    spurious: Option<PathBuf>,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
    /// Threads [default: one for each processor].
    #[arg(short, long, default_value_t = 0, hide_default_value = true)]
    jobs: usize,
}

pub(crate) fn run_score(args: &ScoreArgs) -> Result<u8, Failure> {
    let found = settings(args)?;
    let corpus = found.folder();
    let gold = match (&args.gold, &corpus) {
        (Some(gold), _) => gold.clone(),
        (None, Some(corpus)) => corpus.join(&found.settings.gold),
        (None, None) => {
            return Err(Failure(
                "there is no tearsheet.toml that says where the gold is; use --gold".to_owned(),
            ));
        }
    };
    // The folder of a corpus stands for its articles.
    let is_corpus = corpus.as_ref().is_some_and(|corpus| is_same(corpus, &args.input));
    let input = if is_corpus { args.input.join(&found.settings.articles) } else { args.input.clone() };
    let options = found.options(vec![input.clone()], PathBuf::new());
    let extractor = Extractor::new(extract::lexicons(&options)?.0);
    let scored = score::score(&input, &gold, &extractor, &options.fields, args.jobs)?;
    let beside = corpus.unwrap_or_default();
    let lists = [
        (&args.misses, "misses.csv", &[Fault::Missed, Fault::Wrong][..]),
        (&args.spurious, "spurious.csv", &[Fault::Spurious][..]),
    ];
    for (path, name, faults) in lists {
        let path = path.clone().unwrap_or_else(|| beside.join(name));
        write_whole(&path, score::list(&scored, faults).as_bytes())?;
        let count = scored.misses.iter().filter(|miss| faults.contains(&miss.fault)).count();
        eprintln!("{}: {}", path.display(), number(count as u64, "row"));
    }
    let short = score::short_of(&scored, &found.settings.score.least)?;
    print(&if args.json { to_json(&as_json(&scored, &short))? } else { score::table(&scored) })?;
    for line in &short {
        eprintln!("{line}");
    }
    Ok(if short.is_empty() { FINE } else { PROBLEMS })
}

/// The settings above the input, or above the gold where it has none.
fn settings(args: &ScoreArgs) -> Result<Found, Failure> {
    let found = Found::above(&args.input)?;
    match (&found.file, &args.gold) {
        (None, Some(gold)) => Found::above(gold),
        _ => Ok(found),
    }
}

fn is_same(one: &std::path::Path, other: &std::path::Path) -> bool {
    let whole = |path: &std::path::Path| path.canonicalize().ok();
    one == other || (whole(one).is_some() && whole(one) == whole(other))
}

fn as_json(scored: &Score, short: &[String]) -> Value {
    let part = |part: Part| {
        let interval = part.interval().map(|(low, high)| [low, high]);
        json!({"value": part.value(), "interval": interval})
    };
    let lines = scored.lines().map(|(table, aspect, what, tally)| {
        json!({"table": table, "aspect": aspect, "what": what, "found": tally.found, "wrong": tally.wrong,
            "missed": tally.missed, "spurious": tally.spurious, "precision": part(tally.precision()),
            "recall": part(tally.recall()), "f1": tally.f1()})
    });
    json!({"articles": scored.articles, "scores": lines.collect::<Vec<_>>(), "short": short})
}
