//! What the command line says and how its outcome is told: messages on standard error, data on standard output.
//!
//! Each subcommand has a file: its arguments, then what it does with them.

mod approval;
mod extract;
mod read;
mod report;
mod score;
mod verify;

use std::io;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use tearsheet::staging;
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
    Report(report::ReportArgs),
    Plot(report::PlotArgs),
    Score(score::ScoreArgs),
    Init(approval::InitArgs),
    Approve(approval::ApproveArgs),
    Test(approval::TestArgs),
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
        Command::Report(args) => report::run_report(&args),
        Command::Plot(args) => report::run_plot(&args),
        Command::Score(args) => score::run_score(&args),
        Command::Init(args) => approval::run_init(&args),
        Command::Approve(args) => approval::run_approve(&args),
        Command::Test(args) => approval::run_test(&args),
    };
    ExitCode::from(outcome.unwrap_or_else(|failure| {
        eprintln!("tearsheet: {failure}");
        FAILED
    }))
}

/// Tells `problem` on standard error.
fn tell_problem(problem: &Problem) {
    let place = if problem.record.is_empty() { String::new() } else { format!(" {}", problem.record) };
    eprintln!("{}{place}: {}: {}", problem.source, problem.problem, problem.detail);
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
