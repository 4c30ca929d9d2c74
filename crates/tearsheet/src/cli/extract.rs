//! `tearsheet extract`.

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use clap::builder::PossibleValuesParser;
use indicatif::{ProgressBar, ProgressStyle};
use tearsheet::Failure;
use tearsheet::extract::{Options, Reuse, Summary, extract};
use tearsheet::settings::{self, Found};
use tearsheet_export::{Style, form, tables};
use tearsheet_ingest::record::Fields;

use super::{FINE, FieldArgs, PROBLEMS, StdinFormat, print, tell_problem, to_json};

/// Make a dataset of articles.
#[derive(Args)]
#[command(after_help = "Examples:
  tearsheet extract articles/ --out dataset          a folder, with all folders in it
  tearsheet extract news.jsonl notes.md --out out    files, one after the other
  zcat dump.jsonl.gz | tearsheet extract - --out out standard input, one JSON object a line
  tearsheet extract articles/ --out dataset --resume go on where a run was killed
  tearsheet extract articles/ --out dataset --update read only what is new or changed")]
pub(crate) struct ExtractArgs {
    /// Files and folders of articles (.txt, .md, .html, .pdf, .docx, .jsonl, .csv, .warc, also as .gz or .zst); - for standard input.
    #[arg(required = true)]
    inputs: Vec<PathBuf>,
    /// Folder of the dataset; an older dataset there is replaced when the new one is finished.
    #[arg(short, long)]
    out: PathBuf,
    /// Threads [default: one for each processor]. The dataset is the same at any number.
    #[arg(short, long)]
    jobs: Option<usize>,
    /// How to read standard input.
    #[arg(long, value_enum, default_value_t = StdinFormat::Jsonl)]
    stdin_format: StdinFormat,
    /// A CSV of firms and organisations of your own: name, aliases (separated by semicolons), kind.
    #[arg(long, value_name = "FILE")]
    firms: Option<PathBuf>,
    /// A CSV of skills of your own: surface, canonical, category, case (free, cased, context or never), needs.
    #[arg(long, value_name = "FILE")]
    skills: Option<PathBuf>,
    #[command(flatten)]
    fields: FieldArgs,
    /// A CSV of units of your own: name, dimension, ucum, words, symbols; words and symbols separated by semicolons.
    #[arg(long, value_name = "FILE")]
    units: Option<PathBuf>,
    /// Forms of the tables, separated by commas. CSV is always written: it is what verify and report read.
    #[arg(long, value_delimiter = ',', value_parser = PossibleValuesParser::new(form::ALL))]
    format: Vec<String>,
    /// Write CSV for Excel: with a byte order mark, and lines that end with CRLF.
    #[arg(long)]
    excel: bool,
    /// Write the text that offsets refer to, texts/<article_id>.txt for each article, beside the tables.
    #[arg(long)]
    texts: bool,
    /// Go on where a run into the same dataset was killed or interrupted. The dataset is the same as that of a whole run.
    #[arg(long)]
    resume: bool,
    /// Read only what is new or changed since the last run with --update, which keeps what it finds in a hidden file
    /// beside the dataset. The dataset is the same as that of a whole run.
    #[arg(long)]
    update: bool,
    /// Print a summary as one JSON object.
    #[arg(long)]
    json: bool,
    /// Say nothing but errors.
    #[arg(short, long)]
    quiet: bool,
}

/// What `args` say, and for the rest the settings above the first input.
fn options(args: ExtractArgs) -> Result<Options, Failure> {
    let first = args.inputs.first().map_or(Path::new("."), |input| input);
    let found = Found::above(first)?;
    let fields = Fields::from(args.fields);
    let stated = found.options(args.inputs, args.out);
    let formats = if args.format.is_empty() { stated.formats } else { args.format };
    if let Some(unknown) = formats.iter().find(|name| !form::ALL.contains(&name.as_str())) {
        let known = form::ALL.join(", ");
        return Err(Failure(format!("{}: no format {unknown:?}; there are {known}", settings::FILE)));
    }
    Ok(Options {
        jobs: args.jobs.unwrap_or(stated.jobs),
        stdin_format: args.stdin_format.into(),
        firms: args.firms.or(stated.firms),
        skills: args.skills.or(stated.skills),
        units: args.units.or(stated.units),
        fields: Fields { text: fields.text.or(stated.fields.text), id: fields.id.or(stated.fields.id) },
        style: if args.excel { Style::Excel } else { stated.style },
        formats: formats.into_iter().filter(|name| name != "csv").collect(),
        texts: args.texts || stated.texts,
        reuse: match (args.update, args.resume) {
            (true, _) => Reuse::Finished,
            (false, true) => Reuse::Unfinished,
            (false, false) => Reuse::Nothing,
        },
        ..stated
    })
}

pub(crate) fn run_extract(args: ExtractArgs) -> Result<u8, Failure> {
    let started = Instant::now();
    let (quiet, json) = (args.quiet, args.json);
    let bar = progress_bar(quiet || json);
    let options = options(args)?;
    let summary = extract(&options, &mut |done, total| {
        if bar.length() != Some(total) {
            bar.set_length(total);
        }
        bar.set_position(done);
    })?;
    bar.finish_and_clear();
    if json {
        print(&as_json(&summary)?)?;
    } else if !quiet {
        tell(&summary, started.elapsed().as_secs_f64());
    }
    // A number that was refused is told in problems.csv, but the batch was read in full.
    Ok(if summary.problems.is_empty() { FINE } else { PROBLEMS })
}

fn as_json(summary: &Summary) -> Result<String, Failure> {
    let rows: serde_json::Map<_, _> =
        tables::ALL.iter().map(|table| (table.name.to_owned(), summary.rows_of(table.name).into())).collect();
    to_json(&serde_json::json!({
        "articles": summary.articles,
        "known": summary.known,
        "bytes": summary.bytes,
        "rows": rows,
    }))
}

fn progress_bar(quiet: bool) -> ProgressBar {
    if quiet || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {percent}% {bytes} of {total_bytes}, {eta} left")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(0).with_style(style)
}

/// Problems told one by one; the table has all.
const TOLD: usize = 10;

fn tell(summary: &Summary, seconds: f64) {
    for problem in summary.problems.iter().take(TOLD) {
        tell_problem(problem);
    }
    let problems = summary.rows_of("problems");
    if problems > TOLD as u64 {
        eprintln!("... and {} more in problems.csv", problems - TOLD as u64);
    }
    if summary.known > 0 {
        eprintln!("{} articles were known from an earlier run", summary.known);
    }
    let speed = summary.bytes as f64 / 1e6 / seconds.max(1e-9);
    eprintln!(
        "{} articles: {} firms, {} organisations, {} figures, {} skills; {problems} problems; {seconds:.1} s, {speed:.1} MB/s",
        summary.articles,
        summary.rows_of("firms"),
        summary.rows_of("organisations"),
        summary.rows_of("figures"),
        summary.rows_of("skills"),
    );
}
