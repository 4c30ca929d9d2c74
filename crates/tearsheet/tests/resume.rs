//! A run that goes on where another stopped, or reads only what is new, gives the bytes of a whole run.

#![cfg(unix)]

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// A story of its own for each number; every seventh is a copy of the one before.
fn story(number: usize) -> String {
    let seed = if number % 7 == 6 { number - 1 } else { number };
    let mut text = String::new();
    for line in 0..4 {
        let _ = write!(
            text,
            "Keelson Yard {} employs {} people at quay {line} and sold {} ferries for ${} million in {}. ",
            seed * 13 % 997,
            1000 + seed * 7,
            14 + line,
            35 + seed,
            1990 + seed % 30
        );
    }
    text
}

/// `count` articles in two files and a folder, among them a broken line, an id given twice and a date that is none.
fn articles(folder: &Path, count: usize) {
    fs::create_dir(folder.join("in")).expect("a folder");
    let mut lines = [String::new(), String::new()];
    for number in 0..count {
        let text = story(number);
        match number % 4 {
            0 => fs::write(folder.join(format!("in/{number:04}.txt")), text).expect("a file"),
            file => {
                let _ = writeln!(
                    lines[file / 3],
                    "{{\"id\": \"{}\", \"published\": \"soon\", \"text\": {text:?}}}",
                    number / 2 * 2
                );
            }
        }
    }
    for (name, lines) in ["in/a.jsonl", "in/b.jsonl"].into_iter().zip(lines) {
        fs::write(folder.join(name), lines + "{\"text\": \n").expect("a file");
    }
}

fn run(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tearsheet"));
    command.args(["extract", "in", "--out"]).args(arguments).current_dir(folder);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

fn finish(folder: &Path, arguments: &[&str]) -> Output {
    let output = run(folder, arguments).output().expect("a run");
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    output
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// How many articles the run says it did not have to read.
fn known(output: &Output) -> usize {
    let said = said(output);
    let line = said.lines().find_map(|line| line.strip_suffix(" articles were known from an earlier run"));
    line.map_or(0, |number| number.parse().expect("a number"))
}

fn assert_same(one: &Path, other: &Path) {
    let names = |folder: &Path| {
        let mut names: Vec<_> = fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names(one), names(other));
    for name in names(one) {
        let same = fs::read(one.join(&name)).expect("a file") == fs::read(other.join(&name)).expect("a file");
        assert!(same, "{} differs", name.display());
    }
}

fn kill_after(mut run: Child, moment: Duration) {
    std::thread::sleep(moment);
    // It may have ended before.
    let _ = run.kill();
    run.wait().expect("an end");
}

#[test]
fn a_run_killed_at_twenty_moments_goes_on_to_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    articles(folder, 2000);
    let started = Instant::now();
    finish(folder, &["whole"]);
    let whole = started.elapsed();
    let mut spared = 0;
    for moment in 0..20 {
        // Twice, so that runs that go on are killed too.
        kill_after(run(folder, &["out"]).spawn().expect("a run"), whole * (2 * moment + 1) / 40);
        kill_after(run(folder, &["out", "--resume"]).spawn().expect("a run"), whole * (moment * 7 % 20) / 40);
        spared += known(&finish(folder, &["out", "--resume"]));
        assert_same(&folder.join("whole"), &folder.join("out"));
        assert!(!folder.join(".out.tearsheet").exists());
        fs::remove_dir_all(folder.join("out")).expect("own folder");
    }
    assert!(spared > 0, "no run found anything to go on with");
}

#[test]
fn an_update_reads_only_what_changed_and_gives_the_bytes_of_a_whole_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    articles(folder, 60);
    assert_eq!(known(&finish(folder, &["out", "--update"])), 0);
    finish(folder, &["whole"]);
    assert_same(&folder.join("whole"), &folder.join("out"));

    // One is new, one changed, one gone: the first copy of a story, whose other copy now is the first.
    fs::write(folder.join("in/0000-new.txt"), story(500)).expect("a file");
    fs::write(folder.join("in/0012.txt"), story(501)).expect("a file");
    fs::remove_file(folder.join("in/0040.txt")).expect("own file");
    let mut file = fs::OpenOptions::new().append(true).open(folder.join("in/a.jsonl")).expect("a file");
    writeln!(file, "{{\"id\": \"late\", \"text\": {:?}}}", story(502)).expect("room");
    drop(file);
    let updated = finish(folder, &["out", "--update"]);
    assert_eq!(known(&updated), 58);
    finish(folder, &["whole"]);
    assert_same(&folder.join("whole"), &folder.join("out"));

    // What is gone is not kept for ever.
    assert_eq!(known(&finish(folder, &["out", "--update"])), 61);
    // Another configuration has nothing to take over.
    assert_eq!(known(&finish(folder, &["out", "--update", "--excel"])), 0);
    // A whole run takes over nothing.
    assert_eq!(known(&finish(folder, &["out"])), 0);
}

#[test]
fn an_interrupted_run_leaves_its_journal_if_it_was_to_go_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    articles(folder, 8);
    let fifo = folder.join("in/zz.jsonl");
    assert!(Command::new("mkfifo").arg(&fifo).status().expect("mkfifo").success());
    let run = run(folder, &["out", "--resume"]).spawn().expect("a run");
    // The reader waits here for a writer; it stays.
    let held = fs::OpenOptions::new().write(true).open(&fifo).expect("a reader");
    let sent = Command::new("kill").args(["-s", "INT", &run.id().to_string()]).status().expect("kill");
    assert!(sent.success());
    let ended = run.wait_with_output().expect("an end");
    drop(held);
    assert_eq!(ended.status.code(), Some(130));
    let left: Vec<_> = fs::read_dir(folder.join(".out.tearsheet"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    assert_eq!(left, [".journal"]);
}
