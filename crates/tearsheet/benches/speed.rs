//! How fast each stage and the whole line are, beside splitting the same bytes at white space and parsing their JSON.
//!
//! `cargo bench -p tearsheet --bench speed -- [MEGABYTES] [ROUNDS]`
//!
//! All stages run in turn, round after round, in CPU time; a ratio is taken within a round, so that what slows the
//! machine slows both sides of it. Shown are medians, and of the ratios the lowest and highest as well. (Usual bench
//! harnesses time each subject by itself, one after the other, and give no ratios.)

#![expect(clippy::print_stdout, reason = "what a bench gives is its table")]

#[path = "../../ingest/benches/clock/mod.rs"]
mod clock;
mod line;

use std::time::Instant;

use clock::{median, spent};
use line::{STAGES, Stages};

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|argument| argument.parse::<usize>().ok());
    let (megabytes, rounds) = (numbers.next().unwrap_or(4), numbers.next().unwrap_or(5).max(1));
    let stages = Stages::new(megabytes * 1_000_000);
    let started = Instant::now();
    // The first round warms up.
    let mut took = vec![Vec::with_capacity(rounds); STAGES.len()];
    let mut passed = [Vec::new(), Vec::new()];
    for round in 0..=rounds {
        for (stage, took) in STAGES.iter().zip(&mut took) {
            let (before, begun) = (spent(started), Instant::now());
            stages.run(stage, 1);
            if round > 0 {
                took.push((spent(started) - before).as_secs_f64());
                if *stage == "whole line" {
                    passed[0].push(begun.elapsed().as_secs_f64());
                    let begun = Instant::now();
                    stages.run(stage, 2);
                    passed[1].push(begun.elapsed().as_secs_f64());
                }
            }
        }
    }
    let bytes = stages.bytes() as f64;
    println!("{:.1} MB, {rounds} rounds", bytes / 1e6);
    println!("{:<18}{:>14}   {:<28}", "stage", "MB per CPU s", "of whitespace split, %");
    for (stage, own) in STAGES.iter().zip(&took) {
        if *stage == "start" {
            println!("{stage:<18}{:>14}   {:.0} ms", "", median(own) * 1e3);
            continue;
        }
        let ratios: Vec<f64> = took[0].iter().zip(own).map(|(split, own)| 100.0 * split / own).collect();
        let (low, high) =
            ratios.iter().fold((f64::MAX, 0_f64), |(low, high), &it| (low.min(it), high.max(it)));
        let speed = bytes / 1e6 / median(own);
        println!("{stage:<18}{speed:>14.1}   {:<8.2} ({low:.2} to {high:.2})", median(&ratios));
    }
    let [one, two] = &passed;
    let gains: Vec<f64> = one.iter().zip(two).map(|(one, two)| one / two).collect();
    println!("two workers are {:.2} times as fast as one", median(&gains));
}
