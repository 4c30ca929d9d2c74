//! `tearsheet report` and `tearsheet plot`.

use std::fs;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use tearsheet::{Failure, report};
use tearsheet_report::{Dataset, Packing, chart::Chart, firms, overview, page, series, sheet};

use super::firms::PageArgs;
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
    /// Print the tear sheet of the firm of this name or alias instead.
    #[arg(long, value_name = "NAME")]
    firm: Option<String>,
    /// Do not compress the data in the page: larger, for browsers from before 2023 and for people who read the file.
    #[arg(long)]
    plain: bool,
    /// Folder of the articles, if it is not where it was.
    #[arg(long)]
    root: Option<PathBuf>,
    #[command(flatten)]
    pages: PageArgs,
}

/// Write the charts of a dataset, or of one firm, as SVG and PNG files.
#[derive(Args)]
#[command(after_help = "Examples:
  tearsheet plot dataset --out charts                           all charts of the overview
  tearsheet plot dataset --out charts --format svg              not as pixels
  tearsheet plot dataset --out charts --firm \"Keelson Labs\"     its headcount and money over time")]
pub(crate) struct PlotArgs {
    /// Folder of the dataset.
    dataset: PathBuf,
    /// Folder of the charts.
    #[arg(short, long)]
    out: PathBuf,
    /// As what the charts are written.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = PlotFormat::ALL)]
    format: Vec<PlotFormat>,
    /// Only what changes with time for the firm of this name or alias.
    #[arg(long, value_name = "NAME")]
    firm: Option<String>,
    /// Folder of the articles, if it is not where it was.
    #[arg(long)]
    root: Option<PathBuf>,
    #[command(flatten)]
    pages: PageArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlotFormat {
    Svg,
    #[cfg(feature = "png")]
    Png,
}

impl PlotFormat {
    #[cfg(feature = "png")]
    const ALL: [Self; 2] = [Self::Svg, Self::Png];
    #[cfg(not(feature = "png"))]
    const ALL: [Self; 1] = [Self::Svg];

    fn file(self, chart: &Chart) -> Result<(String, Vec<u8>), Failure> {
        match self {
            Self::Svg => Ok((format!("{}.svg", chart.name), chart.standalone().into_bytes())),
            #[cfg(feature = "png")]
            Self::Png => {
                let bytes = chart.png().map_err(|error| Failure(format!("chart {}: {error}", chart.name)))?;
                Ok((format!("{}.png", chart.name), bytes))
            }
        }
    }
}

pub(crate) fn run_report(args: &ReportArgs) -> Result<u8, Failure> {
    let dataset = report::load(&args.dataset, args.root.as_deref(), &args.pages.pages(), 0)?;
    if let Some(name) = &args.firm {
        super::print(&sheet::markdown(&dataset, name).ok_or_else(|| unknown(&dataset, name))?)?;
        return Ok(FINE);
    }
    let packing = if args.plain { Packing::Plain } else { Packing::Small };
    let html = page::html(&dataset, packing);
    write_whole(&args.out, html.as_bytes())?;
    let megabytes = html.len() as f64 / 1e6;
    eprintln!("{}: {} articles, {megabytes:.1} MB", args.out.display(), dataset.articles.len());
    Ok(FINE)
}

pub(crate) fn run_plot(args: &PlotArgs) -> Result<u8, Failure> {
    let dataset = report::load(&args.dataset, args.root.as_deref(), &args.pages.pages(), 0)?;
    fs::create_dir_all(&args.out).map_err(|error| Failure::at(&args.out, "cannot make the folder", error))?;
    let groups = firms::groups(&dataset);
    let charts = match &args.firm {
        None => overview::charts(&dataset, &groups),
        Some(name) => {
            let group = firms::find(&dataset, &groups, name).ok_or_else(|| unknown(&dataset, name))?;
            series::charts(&dataset, group, "")
        }
    };
    for chart in &charts {
        for format in &args.format {
            let (name, bytes) = format.file(chart)?;
            write_whole(&args.out.join(name), &bytes)?;
        }
    }
    if charts.is_empty() {
        eprintln!("{}: no two values at different times that compare, so no chart", args.out.display());
    } else {
        eprintln!("{}: {} charts", args.out.display(), charts.len());
    }
    Ok(FINE)
}

/// No firm has the name; those that contain it are told.
fn unknown(dataset: &Dataset, name: &str) -> Failure {
    let wanted = name.to_lowercase();
    let near: Vec<String> = firms::groups(dataset)
        .into_iter()
        .map(|group| group.name)
        .filter(|name| name.to_lowercase().contains(&wanted))
        .take(5)
        .collect();
    let hint = if near.is_empty() {
        "firms.csv and organisations.csv have the names".to_owned()
    } else {
        format!("did you mean {}?", near.join(", "))
    };
    Failure(format!("no firm is called {name:?}; {hint}"))
}
