//! What users do, driven as they would: in a terminal, in a spreadsheet, in a browser.

mod browser;
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
use std::process::{Command, Output};

/// Runs the command in `folder`, on a machine that is nobody's CI.
fn run(args: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tearsheet"))
        .args(args)
        .current_dir(folder)
        .env_remove("CI")
        .output()
        .expect("it runs")
}

/// All that a run says.
fn shown(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Runs the command, asks for an exit code, and gives all that it says.
#[cfg(unix)]
fn said(args: &[&str], folder: &Path, code: i32) -> String {
    let output = run(args, folder);
    assert_eq!(output.status.code(), Some(code), "{args:?}: {}", shown(&output));
    shown(&output)
}
