//! `tearsheet firms`.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use tearsheet::Failure;
use tearsheet::firms::{Pages, firms};

use super::FINE;

/// Merge the firms of a dataset across its articles.
#[derive(Args)]
#[command(after_help = "Examples:
  tearsheet firms dataset > entities.csv                       firms across articles
  tearsheet firms dataset --out firms                          with entity-members.csv: the evidence for each row
  tearsheet firms dataset --registry own.csv                   name, aliases, lei, qid: the only source of ids

merges.csv and never.csv hold pairs, `name,other`, of names or firm_ids that are one firm, or never are. Firms of one
name stay apart and are flagged where nothing but the name speaks for one firm.")]
pub(crate) struct FirmsArgs {
    /// Folder of the dataset.
    dataset: PathBuf,
    /// Folder for entities.csv and entity-members.csv [default: entities.csv on standard output].
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    #[command(flatten)]
    pages: PageArgs,
}

/// The user's own pages on which firms are one.
#[derive(Args)]
pub(crate) struct PageArgs {
    /// Pairs that are one firm [default: merges.csv of the current folder, if it is there].
    #[arg(long, value_name = "FILE")]
    merges: Option<PathBuf>,
    /// Pairs that never are one firm [default: never.csv of the current folder, if it is there].
    #[arg(long, value_name = "FILE")]
    never: Option<PathBuf>,
    /// A CSV of ids: name, aliases, lei, qid.
    #[arg(long, value_name = "FILE")]
    registry: Option<PathBuf>,
}

impl PageArgs {
    /// The pages that are named, else those of the current folder.
    pub(crate) fn pages(&self) -> Pages {
        let page = |given: &Option<PathBuf>, name: &str| {
            given.clone().or_else(|| Some(PathBuf::from(name)).filter(|path| path.exists()))
        };
        Pages {
            merges: page(&self.merges, "merges.csv"),
            never: page(&self.never, "never.csv"),
            registry: self.registry.clone(),
        }
    }
}

pub(crate) fn run_firms(args: &FirmsArgs) -> Result<u8, Failure> {
    let found = firms(&args.dataset, &args.pages.pages())?;
    for note in &found.notes {
        eprintln!("{note}");
    }
    match &args.out {
        None => std::io::stdout()
            .write_all(&found.entities)
            .map_err(|error| Failure(format!("standard output: {error}")))?,
        Some(folder) => {
            fs::create_dir_all(folder)
                .map_err(|error| Failure::at(folder, "cannot make the folder", error))?;
            let write = |path: &Path, bytes: &[u8]| {
                fs::write(path, bytes).map_err(|error| Failure::at(path, "cannot write", error))
            };
            write(&folder.join("entities.csv"), &found.entities)?;
            write(&folder.join("entity-members.csv"), &found.members)?;
        }
    }
    eprintln!("{} rows are {} firms and organisations", found.rows, found.count);
    Ok(FINE)
}
