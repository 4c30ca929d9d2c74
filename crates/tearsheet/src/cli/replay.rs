//! `tearsheet replay`.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use tearsheet::{Failure, replay};

use super::{FINE, PROBLEMS, print, to_json};

/// Make a dataset again from its manifest, elsewhere, and tell what differs. Exit code 1 says that something does.
#[derive(Args)]
#[command(after_help = "Example:
  tearsheet replay dataset/manifest.json             run it in the folder where the dataset was made")]
pub(crate) struct ReplayArgs {
    /// The manifest of a dataset.
    manifest: PathBuf,
    /// Threads [default: one for each processor].
    #[arg(short, long, default_value_t = 0, hide_default_value = true)]
    jobs: usize,
    /// Print the differences as JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run_replay(args: &ReplayArgs) -> Result<u8, Failure> {
    let differences = replay::replay(&args.manifest, args.jobs)?;
    if args.json {
        print(&to_json(&differences)?)?;
    } else {
        let mut text = String::new();
        for difference in &differences {
            let was = difference.was.as_deref().unwrap_or("nothing");
            let is = difference.is.as_deref().unwrap_or("nothing");
            let _ = writeln!(text, "{} {}: was {was}, is {is}", difference.what, difference.name);
        }
        print(&text)?;
        if differences.is_empty() {
            eprintln!("the same inputs gave the same bytes");
        }
    }
    Ok(if differences.is_empty() { FINE } else { PROBLEMS })
}
