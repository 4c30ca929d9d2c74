//! What the command line says and how its outcome is told: messages on standard error, data on standard output.
//!
//! Each subcommand has a file: its arguments, then what it does with them.

mod approve;
mod config;
mod diff;
mod explain;
mod extract;
mod firms;
mod help;
mod init;
mod read;
mod replay;
mod report;
mod review;
mod schema;
mod score;
mod test;
mod verify;

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use tearsheet::{Failure, staging};
use tearsheet_ingest::record::Fields;
use tearsheet_ingest::{Format, Problem};

/// Firms, figures and skills from piles of articles, as CSV tables in which every row points at the characters it
/// came from.
#[derive(Parser)]
#[command(
    version,
    after_help = "Exit codes: 0 all was read, 1 some inputs had problems, 2 nothing could be done, 130 interrupted."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Extract(extract::ExtractArgs),
    Read(read::ReadArgs),
    Verify(verify::VerifyArgs),
    Firms(firms::FirmsArgs),
    Explain(explain::ExplainArgs),
    Replay(replay::ReplayArgs),
    Schema(schema::SchemaArgs),
    Config(config::ConfigArgs),
    Report(report::ReportArgs),
    Plot(report::PlotArgs),
    Score(score::ScoreArgs),
    Diff(diff::DiffArgs),
    Completions(help::CompletionsArgs),
    Man(help::ManArgs),
    Init(init::InitArgs),
    Approve(approve::ApproveArgs),
    Test(test::TestArgs),
    Review(review::ReviewArgs),
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum StdinFormat {
    Text,
    Markdown,
    Jsonl,
    Csv,
    Html,
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

/// Names of fields of JSON lines and columns of CSV.
#[derive(Args, Clone)]
pub(crate) struct FieldArgs {
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

/// All was read.
const FINE: u8 = 0;
/// Some inputs had problems.
const PROBLEMS: u8 = 1;
/// Ended by Ctrl-C or a request to end, as shells number it.
const INTERRUPTED: i32 = 130;
/// Nothing could be done.
const FAILED: u8 = 2;

pub(crate) fn run() -> ExitCode {
    // Where no handler can be set, a signal ends the process as it always does; the next run clears what it leaves.
    let _ = ctrlc::set_handler(|| {
        let _held = staging::abandon();
        eprintln!("tearsheet: interrupted; no dataset was changed");
        std::process::exit(INTERRUPTED);
    });
    let outcome = match Cli::parse().command {
        Command::Extract(args) => extract::run_extract(args),
        Command::Read(args) => read::run_read(&args),
        Command::Verify(args) => verify::run_verify(&args),
        Command::Firms(args) => firms::run_firms(&args),
        Command::Explain(args) => explain::run_explain(&args),
        Command::Replay(args) => replay::run_replay(&args),
        Command::Schema(args) => schema::run_schema(&args),
        Command::Config(args) => config::run_config(&args),
        Command::Report(args) => report::run_report(&args),
        Command::Plot(args) => report::run_plot(&args),
        Command::Score(args) => score::run_score(&args),
        Command::Diff(args) => diff::run_diff(&args),
        Command::Completions(args) => help::run_completions(&args),
        Command::Man(args) => help::run_man(&args),
        Command::Init(args) => init::run_init(&args),
        Command::Approve(args) => approve::run_approve(&args),
        Command::Test(args) => test::run_test(&args),
        Command::Review(args) => review::run_review(&args),
    };
    ExitCode::from(outcome.unwrap_or_else(|failure| {
        eprintln!("tearsheet: {failure}");
        FAILED
    }))
}

/// Writes `text` to standard output.
fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    broken_pipe_is_fine(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// A reader of standard output that has seen enough, such as `head`, is no failure.
fn broken_pipe_is_fine(written: io::Result<()>) -> Result<(), Failure> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(|error| Failure(format!("standard output: {error}"))),
    }
}

/// Text of articles that cannot steer the terminal.
fn plain(text: &str) -> String {
    let steers = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if steers(c) { '\u{fffd}' } else { c }).collect()
}

/// `report` as one JSON object, for programs.
fn to_json(report: &impl serde::Serialize) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(report).map_err(|error| Failure(error.to_string()))?;
    Ok(text + "\n")
}

/// Tells `problem` on standard error.
fn tell_problem(problem: &Problem) {
    let place = if problem.record.is_empty() { String::new() } else { format!(" {}", problem.record) };
    eprintln!("{}{place}: {}: {}", problem.source, problem.problem, problem.detail);
}

/// A service that runs tests must not settle by itself what people are to judge.
fn refuse_in_ci(command: &str) -> Result<(), Failure> {
    match std::env::var("CI") {
        Ok(value) if !value.is_empty() && value != "false" => Err(Failure(format!(
            "{command} is for people, and the variable CI is set; run it on your own machine, or unset CI"
        ))),
        _ => Ok(()),
    }
}

/// Writes a file that appears whole or not at all.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut file = Whole::new(path)?;
    file.write_all(bytes).map_err(|error| Failure::at(path, "cannot write", error))?;
    file.finish()
}

/// A file that appears when it is finished.
struct Whole {
    path: PathBuf,
    file: io::BufWriter<tempfile::NamedTempFile>,
}

impl Whole {
    fn new(path: &Path) -> Result<Self, Failure> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = tempfile::NamedTempFile::new_in(folder);
        let file = file.map_err(|error| Failure::at(path, "cannot write", error))?;
        Ok(Self { path: path.to_owned(), file: io::BufWriter::new(file) })
    }

    fn finish(self) -> Result<(), Failure> {
        let Self { path, file } = self;
        let failed = |error| Failure::at(&path, "cannot write", error);
        let file = file.into_inner().map_err(|error| failed(error.into_error()))?;
        open_to_readers(file.path()).map_err(failed)?;
        file.persist(&path).map_err(|error| failed(error.error))?;
        Ok(())
    }
}

impl io::Write for Whole {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
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
