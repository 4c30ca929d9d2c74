//! Prints what a megabyte of each hostile text costs, beside the usual text, and how the cost grows with its size.
//!
//! ```text
//! cargo run --release -p tearsheet --example hostile [-- [--kilobytes N] [--mixtures N] [PART OF A NAME]]
//! ```
//!
//! `--mixtures` tries that many texts instead that repeat a few pieces of others, to find what nobody thought of.
//! Each text is read as plain text and as Markdown at sizes that double, and the processor time of the thread is
//! taken. `per MB` at the largest size is held against the usual article at the same size (`times`); `growth` is what
//! doubling adds, 2 where the cost is linear. Ends with 1 if a text costs more than five times the usual.

#![expect(clippy::print_stdout, reason = "what a bench gives is its table")]

#[path = "../tests/hostile/texts.rs"]
mod texts;
#[path = "../tests/hostile/timing.rs"]
mod timing;

use std::process::ExitCode;
use std::time::Duration;

use tearsheet_ingest::Format;
use texts::{ALL, Hostile, USUAL};

/// A text that is this slow is not doubled any more.
const PATIENCE: Duration = Duration::from_secs(4);
const LARGEST_FACTOR: f64 = 5.0;

/// Times at sizes that double, as far as patience goes.
fn costs(hostile: &Hostile, format: Format, largest: usize) -> Vec<(usize, timing::Cost)> {
    let mut costs = Vec::new();
    let mut size = largest / 16;
    while size <= largest {
        let cost = timing::cost(format, &hostile.text(size));
        costs.push((size, cost));
        if cost.whole() > PATIENCE {
            break;
        }
        size *= 2;
    }
    costs
}

fn per_mb(size: usize, cost: Duration) -> f64 {
    cost.as_secs_f64() * 1000.0 * (1 << 20) as f64 / size as f64
}

/// Prints the row of a text; whether it is too slow.
fn row(hostile: &Hostile, format: Format, largest: usize, usual: f64, slow_only: bool) -> bool {
    let costs = costs(hostile, format, largest);
    let (size, last) = costs[costs.len() - 1];
    let times = per_mb(size, last.whole()) / usual;
    let growth = costs
        .len()
        .checked_sub(2)
        .map_or(0.0, |before| last.whole().as_secs_f64() / costs[before].1.whole().as_secs_f64());
    let slow = times > LARGEST_FACTOR;
    if slow || !slow_only {
        println!(
            "{:>40} {:>8} {:>8} {:>8} {times:>7.1} {growth:>7.1} {}",
            hostile.name,
            size >> 10,
            last.read.as_millis(),
            last.find.as_millis(),
            if slow { "SLOW" } else { "" },
        );
    }
    slow
}

fn main() -> ExitCode {
    let (mut kilobytes, mut mixtures, mut wanted) = (1024, 0, String::new());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut number = |default| arguments.next().and_then(|number| number.parse().ok()).unwrap_or(default);
        match argument.as_str() {
            "--kilobytes" => kilobytes = number(kilobytes),
            "--mixtures" => mixtures = number(1000),
            _ => wanted = argument,
        }
    }
    let largest = kilobytes << 10;
    // Tables are built once.
    timing::cost(Format::Text, &USUAL.text(1 << 16));
    let mut slow = 0;
    for format in [Format::Text, Format::Markdown] {
        let (size, usual) = costs(&USUAL, format, largest).pop().expect("one size at least");
        let usual = per_mb(size, usual.whole());
        println!("{}: the usual article takes {usual:.0} ms per MB", format.name());
        println!(
            "{:>40} {:>8} {:>8} {:>8} {:>7} {:>7}",
            "text", "KB", "read ms", "find ms", "times", "growth"
        );
        let mut show =
            |hostile: &Hostile| slow += usize::from(row(hostile, format, largest, usual, mixtures > 0));
        if mixtures > 0 {
            (0..mixtures as u64).for_each(|seed| show(&texts::mixture(seed)));
        } else {
            ALL.iter().filter(|hostile| hostile.name.contains(&wanted)).for_each(show);
        }
    }
    println!("{slow} slower than {LARGEST_FACTOR} times the usual");
    if slow == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
