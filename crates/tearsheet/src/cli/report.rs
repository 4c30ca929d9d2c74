//! `tearsheet report` and `tearsheet plot`.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use tearsheet::{Failure, report};
use tearsheet_report::{firms, overview, page, sheet};

use super::{FINE, write_whole};

/// Look at a dataset: one page with every row in its text, or the tear sheet of a firm.
#[derive(Args)]
#[command(after_help = "Examples:
  tearsheet report dataset                           report.html, to open in any browser
  tearsheet report dataset --firm \"Keelson Labs\"     what the articles say of one firm, as Markdown")]
pub(crate) struct ReportArgs {
    /// Folder of the dataset.
    dataset: PathBuf,
    /// File of the page.
    #[arg(short, long, default_value = "report.html")]
    out: PathBuf,
    /// Print the tear sheet of the firm of this name instead.
    #[arg(long)]
    firm: Option<String>,
    /// Folder of the articles, if it is not where it was.
    #[arg(long)]
    root: Option<PathBuf>,
}

/// Write the charts of a dataset as SVG files.
#[derive(Args)]
#[command(after_help = "Example:
  tearsheet plot dataset --out charts")]
pub(crate) struct PlotArgs {
    /// Folder of the dataset.
    dataset: PathBuf,
    /// Folder of the charts.
    #[arg(short, long)]
    out: PathBuf,
    /// Folder of the articles, if it is not where it was.
    #[arg(long)]
    root: Option<PathBuf>,
}

pub(crate) fn run_report(args: &ReportArgs) -> Result<u8, Failure> {
    let dataset = report::load(&args.dataset, args.root.as_deref(), 0)?;
    if let Some(name) = &args.firm {
        let sheet = sheet::markdown(&dataset, name).ok_or_else(|| {
            Failure(format!("no firm is called {name:?}; firms.csv and organisations.csv have the names"))
        })?;
        return std::io::stdout()
            .write_all(sheet.as_bytes())
            .map(|()| FINE)
            .map_err(|error| Failure(format!("standard output: {error}")));
    }
    write_whole(&args.out, page::html(&dataset).as_bytes())?;
    eprintln!("{}: {} articles", args.out.display(), dataset.articles.len());
    Ok(FINE)
}

pub(crate) fn run_plot(args: &PlotArgs) -> Result<u8, Failure> {
    let dataset = report::load(&args.dataset, args.root.as_deref(), 0)?;
    fs::create_dir_all(&args.out).map_err(|error| Failure::at(&args.out, "cannot make the folder", error))?;
    let charts = overview::charts(&dataset, &firms::groups(&dataset));
    for chart in &charts {
        write_whole(&args.out.join(format!("{}.svg", chart.name)), chart.standalone().as_bytes())?;
    }
    eprintln!("{}: {} charts", args.out.display(), charts.len());
    Ok(FINE)
}
