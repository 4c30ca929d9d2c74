//! `tearsheet completions` and `tearsheet man`.

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;
use tearsheet::Failure;

use super::{Cli, FINE, print};

/// Print completions for a shell.
#[derive(Args)]
#[command(after_help = "Example:
  tearsheet completions bash > ~/.local/share/bash-completion/completions/tearsheet")]
pub(crate) struct CompletionsArgs {
    /// The shell.
    shell: Shell,
}

/// Print the manual page of tearsheet or of one of its commands.
#[derive(Args)]
#[command(after_help = "Example:
  tearsheet man extract | man -l -")]
pub(crate) struct ManArgs {
    /// The command.
    command: Option<String>,
}

pub(crate) fn run_completions(args: &CompletionsArgs) -> Result<u8, Failure> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "tearsheet", &mut text);
    print(&String::from_utf8_lossy(&text))?;
    Ok(FINE)
}

pub(crate) fn run_man(args: &ManArgs) -> Result<u8, Failure> {
    let mut command = Cli::command();
    // Names of commands are made whole.
    command.build();
    if let Some(name) = &args.command {
        let Some(found) = command.find_subcommand(name) else {
            return Err(Failure(format!("there is no command {name:?}; tearsheet --help lists them")));
        };
        command = found.clone();
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command)
        .render(&mut page)
        .map_err(|error| Failure(format!("cannot make the page: {error}")))?;
    print(&String::from_utf8_lossy(&page))?;
    Ok(FINE)
}
