//! `tearsheet read`.

use std::io::{self, Write as _};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use tearsheet::{Failure, blocks, inputs, pipeline};

use super::{FINE, FieldArgs, PROBLEMS, StdinFormat, tell_problem};

/// Show how articles are read: their blocks in reading order.
#[derive(Args)]
#[command(after_help = "Examples:
  tearsheet read article.txt                         blocks for reading
  tearsheet read article.txt --format jsonl          one JSON object a block
  tearsheet read article.txt --explain               what was repaired, and where")]
pub(crate) struct ReadArgs {
    /// Files and folders of articles; - for standard input.
    #[arg(required = true)]
    inputs: Vec<PathBuf>,
    /// How to print the blocks.
    #[arg(long, value_enum, default_value_t = BlockFormat::Text)]
    format: BlockFormat,
    /// Print what was repaired or lost in reading instead.
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    fields: FieldArgs,
    /// How to read standard input.
    #[arg(long, value_enum, default_value_t = StdinFormat::Text)]
    stdin_format: StdinFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum BlockFormat {
    Text,
    Jsonl,
}

pub(crate) fn run_read(args: &ReadArgs) -> Result<u8, Failure> {
    let (mut inputs, mut problems) = inputs::find(&args.inputs, args.stdin_format.into());
    inputs::with_fields(&mut inputs, &args.fields.clone().into());
    let mut out = io::BufWriter::new(io::stdout().lock());
    let printed = pipeline::run(
        &inputs,
        0,
        |article, remarks| {
            let mut bytes = Vec::new();
            let written = if args.explain {
                blocks::remarks(remarks, &mut bytes)
            } else if args.format == BlockFormat::Jsonl {
                blocks::jsonl(article, &mut bytes)
            } else {
                blocks::text(article, &mut bytes)
            };
            debug_assert!(written.is_ok(), "writing to memory cannot fail");
            bytes
        },
        |done| {
            problems.extend(done.problems);
            for bytes in done.results {
                out.write_all(&bytes).map_err(|error| Failure(format!("standard output: {error}")))?;
            }
            Ok(())
        },
    );
    printed?;
    out.flush().map_err(|error| Failure(format!("standard output: {error}")))?;
    for problem in &problems {
        tell_problem(problem);
    }
    Ok(if problems.is_empty() { FINE } else { PROBLEMS })
}
