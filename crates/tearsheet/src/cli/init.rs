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
    let made = approval::init(&args.folder)?;
    let folder = args.folder.display();
    if made.is_empty() {
        eprintln!("{folder} is a corpus already; nothing was changed");
        return Ok(FINE);
    }
    eprintln!("{folder}: made articles, approved, {}", made.join(", "));
    eprintln!("put articles into {folder}/articles, then run tearsheet approve {folder}");
    Ok(FINE)
}
