//! The round trip of CSV, whatever the cells hold; cells are separated by NUL.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tearsheet_export::Style;
use tearsheet_fuzz::check;
use tearsheet_ingest::Problem;

fuzz_target!(|text: &str| {
    let cells: Vec<&str> = text.split('\0').collect();
    let cell = |row: &[&str], at: usize| row.get(at).copied().unwrap_or_default().to_owned();
    let problems: Vec<Problem> = cells
        .chunks(4)
        .map(|row| Problem {
            source: cell(row, 0),
            record: cell(row, 1),
            problem: cell(row, 2),
            detail: cell(row, 3),
        })
        .collect();
    for style in [Style::Plain, Style::Excel] {
        check::problems(&problems, style);
    }
});
