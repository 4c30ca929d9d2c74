//! What the command line says and how its outcome is told: messages on standard error, data on standard output.

use std::io::{self, IsTerminal as _, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

mod report;

use clap::{Args, Parser, Subcommand, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use tearsheet::extract::{Options, Summary, extract};
use tearsheet::{Failure, blocks, inputs, pipeline, verify};
use tearsheet_ingest::Format;
use tearsheet_ingest::record::Fields;

use report::{PlotArgs, ReportArgs};

/// Firms, figures and skills from piles of articles, as CSV tables in which every row points at the characters it
/// came from.
#[derive(Parser)]
#[command(
    version,
    after_help = "Exit codes: 0 all was read, 1 some inputs had problems, 2 nothing could be done."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Extract(ExtractArgs),
    Read(ReadArgs),
    Verify(VerifyArgs),
    Report(ReportArgs),
    Plot(PlotArgs),
}

/// Make a dataset of articles.
#[derive(Args)]
#[command(after_help = "Examples:
  tearsheet extract articles/ --out dataset          a folder, with all folders in it
  tearsheet extract news.jsonl notes.md --out out    files, one after the other
  zcat dump.jsonl.gz | tearsheet extract - --out out standard input, one JSON object a line")]
struct ExtractArgs {
    /// Files and folders of articles (.txt, .md, .html, .pdf, .docx, .jsonl, .csv, .warc, also as .gz or .zst); - for standard input.
    #[arg(required = true)]
    inputs: Vec<PathBuf>,
    /// Folder of the dataset; an older dataset there is replaced when the new one is finished.
    #[arg(short, long)]
    out: PathBuf,
    /// Threads [default: one for each processor]. The dataset is the same at any number.
    #[arg(short, long, default_value_t = 0, hide_default_value = true)]
    jobs: usize,
    /// How to read standard input.
    #[arg(long, value_enum, default_value_t = StdinFormat::Jsonl)]
    stdin_format: StdinFormat,
    /// A CSV of skills of your own: surface, canonical, category, case (free, cased, context or never), needs.
    #[arg(long, value_name = "FILE")]
    skills: Option<PathBuf>,
    #[command(flatten)]
    fields: FieldArgs,
    /// A CSV of units of your own: name, dimension, ucum, words, symbols; words and symbols separated by semicolons.
    #[arg(long, value_name = "FILE")]
    units: Option<PathBuf>,
    /// Write the text that offsets refer to, texts/<article_id>.txt for each article, beside the tables.
    #[arg(long)]
    texts: bool,
    /// Say nothing but errors.
    #[arg(short, long)]
    quiet: bool,
}

/// Names of fields of JSON lines and columns of CSV.
#[derive(Args, Clone)]
struct FieldArgs {
    /// The field of JSON lines or column of CSV that holds the article, if it is not `text` (CSV: or `body`, `content`).
    #[arg(long, value_name = "NAME")]
    text_field: Option<String>,
    /// The field or column that names the article, if it is not `id`.
    #[arg(long, value_name = "NAME")]
    id_field: Option<String>,
}

impl From<FieldArgs> for Fields {
    fn from(args: FieldArgs) -> Self {
        Self { text: args.text_field, id: args.id_field }
    }
}

/// Show how articles are read: their blocks in reading order.
#[derive(Args)]
#[command(after_help = "Examples:
  tearsheet read article.txt                         blocks for reading
  tearsheet read article.txt --format jsonl          one JSON object a block
  tearsheet read article.txt --explain               what was repaired, and where")]
struct ReadArgs {
    /// Files and folders of articles; - for standard input.
    #[arg(required = true)]
    inputs: Vec<PathBuf>,
    /// How to print the blocks.
    #[arg(long, value_enum, default_value_t = BlockFormat::Text)]
    format: BlockFormat,
    /// Print what was repaired or lost in reading instead.
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    fields: FieldArgs,
    /// How to read standard input.
    #[arg(long, value_enum, default_value_t = StdinFormat::Text)]
    stdin_format: StdinFormat,
}

/// Prove a dataset: read every row again from its source.
#[derive(Args)]
#[command(after_help = "Examples:
  tearsheet verify dataset
  tearsheet verify dataset --root ../articles        the articles have moved")]
struct VerifyArgs {
    /// Folder of the dataset.
    dataset: PathBuf,
    /// Folder of the articles, if it is not where it was.
    #[arg(long)]
    root: Option<PathBuf>,
    /// Threads [default: one for each processor].
    #[arg(short, long, default_value_t = 0, hide_default_value = true)]
    jobs: usize,
}

#[derive(Clone, Copy, ValueEnum)]
enum StdinFormat {
    Text,
    Markdown,
    Jsonl,
    Csv,
    Html,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum BlockFormat {
    Text,
    Jsonl,
}

impl From<StdinFormat> for Format {
    fn from(format: StdinFormat) -> Self {
        match format {
            StdinFormat::Text => Self::Text,
            StdinFormat::Markdown => Self::Markdown,
            StdinFormat::Jsonl => Self::Jsonl,
            StdinFormat::Csv => Self::Csv,
            StdinFormat::Html => Self::Html,
        }
    }
}

/// All was read.
const FINE: u8 = 0;
/// Some inputs had problems.
const PROBLEMS: u8 = 1;
/// Nothing could be done.
const FAILED: u8 = 2;

pub(crate) fn run() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Extract(args) => run_extract(args),
        Command::Read(args) => run_read(&args),
        Command::Verify(args) => run_verify(&args),
        Command::Report(args) => report::run_report(&args),
        Command::Plot(args) => report::run_plot(&args),
    };
    ExitCode::from(outcome.unwrap_or_else(|failure| {
        eprintln!("tearsheet: {failure}");
        FAILED
    }))
}

fn run_extract(args: ExtractArgs) -> Result<u8, Failure> {
    let started = Instant::now();
    let bar = progress_bar(args.quiet);
    let options = Options {
        jobs: args.jobs,
        stdin_format: args.stdin_format.into(),
        skills: args.skills,
        fields: args.fields.into(),
        units: args.units,
        texts: args.texts,
        ..Options::new(args.inputs, args.out)
    };
    let summary = extract(&options, &mut |done, total| {
        if bar.length() != Some(total) {
            bar.set_length(total);
        }
        bar.set_position(done);
    })?;
    bar.finish_and_clear();
    if !args.quiet {
        tell(&summary, started.elapsed().as_secs_f64());
    }
    Ok(if summary.rows_of("problems") == 0 { FINE } else { PROBLEMS })
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
        let place = if problem.record.is_empty() { String::new() } else { format!(" {}", problem.record) };
        eprintln!("{}{place}: {}: {}", problem.source, problem.problem, problem.detail);
    }
    let problems = summary.rows_of("problems");
    if problems > TOLD as u64 {
        eprintln!("... and {} more in problems.csv", problems - TOLD as u64);
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

fn run_read(args: &ReadArgs) -> Result<u8, Failure> {
    let (mut inputs, mut problems) = inputs::find(&args.inputs, args.stdin_format.into());
    inputs::with_fields(&mut inputs, &args.fields.clone().into());
    let mut out = io::BufWriter::new(io::stdout().lock());
    let printed = pipeline::run(
        &inputs,
        0,
        |article, remarks| {
            let mut bytes = Vec::new();
            let written = if args.explain {
                blocks::remarks(remarks, &mut bytes)
            } else if args.format == BlockFormat::Jsonl {
                blocks::jsonl(article, &mut bytes)
            } else {
                blocks::text(article, &mut bytes)
            };
            debug_assert!(written.is_ok(), "writing to memory cannot fail");
            bytes
        },
        |done| {
            problems.extend(done.problems);
            for bytes in done.results {
                out.write_all(&bytes).map_err(|error| Failure(format!("standard output: {error}")))?;
            }
            Ok(())
        },
    );
    printed?;
    out.flush().map_err(|error| Failure(format!("standard output: {error}")))?;
    for problem in &problems {
        let place = if problem.record.is_empty() { String::new() } else { format!(" {}", problem.record) };
        eprintln!("{}{place}: {}: {}", problem.source, problem.problem, problem.detail);
    }
    Ok(if problems.is_empty() { FINE } else { PROBLEMS })
}

fn run_verify(args: &VerifyArgs) -> Result<u8, Failure> {
    let proof = verify::verify(&args.dataset, args.root.as_deref(), args.jobs)?;
    eprintln!("{} rows of {} articles give back their text", proof.rows, proof.articles);
    Ok(FINE)
}

/// Temporary files are private; what the user asked for has the rights of any file that the user makes.
#[cfg(unix)]
fn open_to_readers(file: &std::path::Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn open_to_readers(_: &std::path::Path) -> io::Result<()> {
    Ok(())
}
