//! The command line of tearsheet.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
