//! Runs of the command, as a user starts them.

use std::path::Path;
use std::process::{Command, Output};

/// Runs the command in `folder`, on a machine that is nobody's CI.
pub(crate) fn run(args: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tearsheet"))
        .args(args)
        .current_dir(folder)
        .env_remove("CI")
        .output()
        .expect("it runs")
}

/// All that a run says.
pub(crate) fn shown(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}
