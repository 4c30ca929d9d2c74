//! What users do, driven as they would: in a terminal, in a spreadsheet, in a browser.

mod browser;
#[path = "../command/mod.rs"]
mod command;
#[cfg(unix)]
mod lexicon;
#[cfg(unix)]
mod readme;
mod report;
mod review;
#[cfg(unix)]
mod terminal;
#[cfg(unix)]
mod walk;

use std::path::Path;

use command::{run, shown};

/// Runs the command, asks for an exit code, and gives all that it says.
#[cfg(unix)]
fn said(args: &[&str], folder: &Path, code: i32) -> String {
    let output = run(args, folder);
    assert_eq!(output.status.code(), Some(code), "{args:?}: {}", shown(&output));
    shown(&output)
}
