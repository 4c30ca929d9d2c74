//! Holds the instructions that each stage takes against `instructions.tsv`: a guard that no noise of the machine moves.
//!
//! `cargo bench -p tearsheet --bench instructions` compares, `-- --accept` writes the table anew. Counts are those of
//! valgrind's callgrind, which has to be installed; without it nothing is measured, and this says so. They belong to
//! one compiler and one kind of processor: accept them once on another machine before comparing.

#![expect(clippy::print_stdout, reason = "what a bench gives is its table")]

mod line;

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, ExitCode};

use line::{STAGES, Stages};

/// Bytes of text: enough for every rule to have met something.
const BYTES: usize = 100_000;
/// So much more than accepted a stage may take, in hundredths.
const TOLERANCE: f64 = 3.0;
/// Says that this is the run to be counted.
const COUNTED: &str = "--counted";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [counted, stage, times, ..] = &arguments[..]
        && counted == COUNTED
    {
        let stages = Stages::new(BYTES);
        assert!(stages.bytes() >= BYTES, "the corpus gives too little text");
        (0..times.parse().unwrap_or(0)).for_each(|_| stages.run(stage, 1));
        return ExitCode::SUCCESS;
    }
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("valgrind is not installed: no instructions are counted");
        return ExitCode::SUCCESS;
    }
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/instructions.tsv");
    let accepted = std::fs::read_to_string(&page).unwrap_or_default();
    let mut counted =
        String::from("# Stage, instructions a byte of text (of start: thousands in all), by callgrind\n");
    let mut worse = false;
    for stage in STAGES {
        // What surrounds the stage is the same in both runs.
        let (one, three) = (instructions(stage, 1), instructions(stage, 3));
        let per = if stage == "start" { 1000.0 } else { BYTES as f64 };
        let own = (three - one) as f64 / 2.0 / per;
        let before = accepted.lines().find_map(|line| line.strip_prefix(stage)?.trim().parse::<f64>().ok());
        let change = before.map(|before| 100.0 * (own / before - 1.0));
        let shown = change.map_or_else(|| "new".to_owned(), |change| format!("{change:+.1} %"));
        println!("{stage:<18}{own:>12.1}  {shown}");
        worse |= change.is_some_and(|change| change > TOLERANCE);
        let _ = writeln!(counted, "{stage}\t{own:.1}");
    }
    if arguments.iter().any(|argument| argument == "--accept") {
        std::fs::write(&page, counted).expect("the table is written");
    } else if worse {
        println!(
            "a stage takes over {TOLERANCE} % more than {} says; if that is meant, add `-- --accept`",
            page.display()
        );
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// The instructions of a run of this program in which `stage` is run so many times.
fn instructions(stage: &str, times: u32) -> u64 {
    let own = std::env::current_exe().expect("the path of this program");
    let mut run = Command::new("valgrind");
    run.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(own);
    let output = run.args([COUNTED, stage, &times.to_string()]).output().expect("valgrind runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "valgrind failed: {said}");
    let count = said.lines().find_map(|line| line.split_once("Collected :")?.1.trim().parse().ok());
    count.expect("callgrind tells how many instructions it collected")
}
