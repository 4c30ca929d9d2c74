//! `tearsheet init`.

use std::path::PathBuf;

use clap::Args;
use tearsheet::{Failure, approval};

use super::FINE;

/// Make a corpus of one's own: folders for articles, lexicon, approved rows, gold and assertions.
#[derive(Args)]
pub(crate) struct InitArgs {
    /// Folder to make it in.
    folder: PathBuf,
}

pub(crate) fn run_init(args: &InitArgs) -> Result<u8, Failure> {
    approval::init(&args.folder)?;
    let folder = args.folder.display();
    eprintln!("{folder}: put articles into {folder}/articles, then run tearsheet approve {folder}");
    Ok(FINE)
}
