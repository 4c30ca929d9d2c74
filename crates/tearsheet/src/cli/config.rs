//! `tearsheet config`.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use serde_json::Value;
use tearsheet::Failure;
use tearsheet::settings::{FILE, Found};

use super::{FINE, print, to_json};

/// Show the settings that hold for an input, and where each comes from.
#[derive(Args)]
#[command(
    after_help = "Settings stand in tearsheet.toml, in the folder of the articles or any folder above it.
Paths in it are relative to it; what the command line says outranks it."
)]
pub(crate) struct ConfigArgs {
    /// File or folder of articles.
    #[arg(default_value = ".")]
    input: PathBuf,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run_config(args: &ConfigArgs) -> Result<u8, Failure> {
    let found = Found::above(&args.input)?;
    let settings = serde_json::to_value(&found.settings).map_err(|error| Failure(error.to_string()))?;
    if args.json {
        let report = serde_json::json!({"file": found.file, "stated": found.stated, "settings": settings});
        print(&to_json(&report)?)?;
        return Ok(FINE);
    }
    let from = found.file.as_ref().map_or_else(|| FILE.to_owned(), |file| file.display().to_string());
    let mut text = String::new();
    lines(&settings, "", &mut |name, value| {
        let source = if found.stated.iter().any(|stated| stated == name) { &from } else { "default" };
        let _ = writeln!(text, "{:<40} # {source}", format!("{name} = {value}"));
    });
    print(&text)?;
    if found.file.is_none() {
        eprintln!("no {FILE} in {} or above it", args.input.display());
    }
    Ok(FINE)
}

/// Gives name and value of each setting that has one.
fn lines(value: &Value, name: &str, give: &mut impl FnMut(&str, &Value)) {
    match value {
        Value::Object(inner) => {
            for (key, value) in inner {
                let name = if name.is_empty() { key.clone() } else { format!("{name}.{key}") };
                lines(value, &name, give);
            }
        }
        Value::Null => {}
        _ => give(name, value),
    }
}
