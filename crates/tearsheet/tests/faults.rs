//! What goes wrong around a run leaves the old dataset as it was, and nothing beside it.

#![cfg(unix)]

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

const STORY: &str = "Keelson Yards employs 1,200 people and sold 14 ferries for $35 million in 2019. ";

fn tearsheet(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tearsheet"));
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A folder with an article and a dataset of it.
fn folder_with_dataset() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    make_dataset(folder.path());
    folder
}

fn make_dataset(folder: &Path) {
    fs::write(folder.join("a.txt"), STORY).expect("an article");
    let made = tearsheet(&["extract", "a.txt", "--out", "out"]).current_dir(folder).output().expect("a run");
    assert_eq!(made.status.code(), Some(0), "{}", said(&made));
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n")
}

fn wait_for(what: &str, mut is_so: impl FnMut() -> bool) {
    let started = Instant::now();
    while !is_so() {
        assert!(started.elapsed() < Duration::from_secs(60), "{what} did not happen");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// A run that has begun to write and waits for its input.
fn waiting_run(folder: &Path) -> std::process::Child {
    let run = tearsheet(&["extract", "-", "--out", "out"])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .spawn()
        .expect("a run");
    let begun = folder.join(".out.tearsheet/articles.csv");
    wait_for("the beginning of the run", || begun.exists());
    run
}

#[test]
fn a_second_writer_is_refused_and_the_first_one_finishes() {
    let folder = folder_with_dataset();
    let mut first = waiting_run(folder.path());
    let second =
        tearsheet(&["extract", "a.txt", "--out", "out"]).current_dir(folder.path()).output().expect("a run");
    assert_eq!(second.status.code(), Some(2));
    assert!(said(&second).contains("another run of tearsheet is writing there"), "{}", said(&second));
    let mut input = first.stdin.take().expect("a pipe");
    writeln!(input, "{{\"id\": \"one\", \"text\": {STORY:?}}}").expect("a reader");
    drop(input);
    let first = first.wait_with_output().expect("an end");
    assert_eq!(first.status.code(), Some(0), "{}", said(&first));
    let articles = fs::read_to_string(folder.path().join("out/articles.csv")).expect("a table");
    assert!(articles.contains("\none,"), "{articles}");
    assert_eq!(names(folder.path()), ["a.txt", "out"]);
}

#[test]
fn an_interrupted_run_leaves_the_old_dataset_and_nothing_else() {
    for signal in ["INT", "TERM"] {
        let folder = folder_with_dataset();
        let mut run = waiting_run(folder.path());
        // Held open: the end of the input would be the end of the run.
        let input = run.stdin.take();
        let sent = Command::new("kill").args(["-s", signal, &run.id().to_string()]).status().expect("kill");
        assert!(sent.success());
        let ended = run.wait_with_output().expect("an end");
        drop(input);
        assert_eq!(ended.status.code(), Some(130));
        assert!(said(&ended).contains("interrupted"), "{}", said(&ended));
        assert_eq!(names(folder.path()), ["a.txt", "out"]);
        let proved = tearsheet(&["verify", "out"]).current_dir(folder.path()).output().expect("a run");
        assert_eq!(proved.status.code(), Some(0), "{}", said(&proved));
    }
}

#[test]
fn what_a_killed_run_left_is_taken_over_by_the_next() {
    let folder = folder_with_dataset();
    let mut run = waiting_run(folder.path());
    run.kill().expect("a running process");
    run.wait().expect("an end");
    assert_eq!(names(folder.path()), [".out.tearsheet", "a.txt", "out"]);
    let proved = tearsheet(&["verify", "out"]).current_dir(folder.path()).output().expect("a run");
    assert_eq!(proved.status.code(), Some(0), "{}", said(&proved));
    make_dataset(folder.path());
    assert_eq!(names(folder.path()), ["a.txt", "out"]);
}

/// Writes a file until the disk has no room for another byte of it.
fn fill(file: &Path) {
    let mut file = File::create(file).expect("a file");
    let block = vec![0; 1 << 16];
    while file.write_all(&block).is_ok() {}
    while file.write_all(&[0]).is_ok() {}
}

#[test]
fn a_disk_that_is_full_or_filled_by_others_leaves_the_old_dataset_valid() {
    on_a_small_disk("size=2m", |_| {});
    on_a_small_disk("size=50m", |folder| fill(&folder.join("others")));
}

/// Extracts more than fits, after `meanwhile` was done in mid-run.
fn on_a_small_disk(size: &str, meanwhile: impl Fn(&Path) + std::panic::RefUnwindSafe) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mount = |arguments: &[&str]| {
        let done = Command::new(arguments[0]).args(&arguments[1..]).arg(folder.path()).output();
        done.is_ok_and(|output| output.status.success())
    };
    if !is_root() || !mount(&["mount", "-t", "tmpfs", "-o", size, "tmpfs"]) {
        eprintln!("skipped: a small disk can only be mounted by root");
        return;
    }
    let outcome = std::panic::catch_unwind(|| {
        make_dataset(folder.path());
        let mut run = waiting_run(folder.path());
        let mut input = run.stdin.take().expect("a pipe");
        for number in 0..20_000 {
            if number == 100 {
                meanwhile(folder.path());
            }
            // The run may end before it has read everything.
            if writeln!(input, "{{\"id\": \"{number}\", \"text\": {STORY:?}}}").is_err() {
                break;
            }
        }
        drop(input);
        let ended = run.wait_with_output().expect("an end");
        assert_eq!(ended.status.code(), Some(2));
        assert!(said(&ended).contains("No space left on device"), "{}", said(&ended));
        let others = folder.path().join("others");
        if others.exists() {
            fs::remove_file(others).expect("own file");
        }
        assert_eq!(names(folder.path()), ["a.txt", "out"]);
        let proved = tearsheet(&["verify", "out"]).current_dir(folder.path()).output().expect("a run");
        assert_eq!(proved.status.code(), Some(0), "{}", said(&proved));
    });
    assert!(mount(&["umount", "-l"]), "the disk can be unmounted");
    if let Err(panic) = outcome {
        std::panic::resume_unwind(panic);
    }
}

#[test]
fn no_right_to_write_is_told_and_nothing_changes() {
    let folder = folder_with_dataset();
    let mut command = if is_root() {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--clear-groups", env!("CARGO_BIN_EXE_tearsheet")]);
        command
    } else {
        fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o555))
            .expect("own folder");
        Command::new(env!("CARGO_BIN_EXE_tearsheet"))
    };
    if is_root() {
        fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755))
            .expect("own folder");
    }
    let run = command.args(["extract", "a.txt", "--out", "out"]).current_dir(folder.path()).output();
    let Ok(run) = run.inspect_err(|_| eprintln!("skipped: no setpriv to give up the rights of root")) else {
        return;
    };
    if said(&run).starts_with("setpriv:") {
        eprintln!("skipped: setpriv cannot run the command: {}", said(&run));
        return;
    }
    assert_eq!(run.status.code(), Some(2), "{}", said(&run));
    assert!(said(&run).contains("Permission denied"), "{}", said(&run));
    assert_eq!(names(folder.path()), ["a.txt", "out"]);
    fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755))
        .expect("own folder");
}

#[test]
fn another_folder_is_never_replaced() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("a.txt"), STORY).expect("an article");
    fs::create_dir(folder.path().join("out")).expect("a folder");
    File::create(folder.path().join("out/letters")).expect("a file");
    let run =
        tearsheet(&["extract", "a.txt", "--out", "out"]).current_dir(folder.path()).output().expect("a run");
    assert_eq!(run.status.code(), Some(2));
    assert!(said(&run).contains("is not a dataset of tearsheet"), "{}", said(&run));
    assert_eq!(names(folder.path()), ["a.txt", "out"]);
    assert_eq!(names(&folder.path().join("out")), ["letters"]);
}

#[test]
fn a_full_standard_output_is_told() {
    let folder = folder_with_dataset();
    let Ok(full) = File::options().write(true).open("/dev/full") else {
        eprintln!("skipped: no /dev/full on this system");
        return;
    };
    for arguments in [&["schema"][..], &["read", "a.txt"], &["config"], &["man"], &["completions", "bash"]] {
        let mut command = tearsheet(arguments);
        command.current_dir(folder.path()).stdout(full.try_clone().expect("a handle"));
        let run = command.output().expect("a run");
        assert_eq!(run.status.code(), Some(2), "{arguments:?}: {}", said(&run));
        assert!(said(&run).contains("No space left on device"), "{arguments:?}: {}", said(&run));
        assert!(!said(&run).contains("panicked"), "{arguments:?}: {}", said(&run));
    }
}

#[test]
fn a_file_that_vanishes_before_it_is_read_is_a_problem() {
    let folder = folder_with_dataset();
    let inside = folder.path().join("in");
    fs::create_dir(&inside).expect("a folder");
    // A pipe holds the run up until the files behind it are gone.
    let made = Command::new("mkfifo").arg(inside.join("a.jsonl")).status();
    if !made.is_ok_and(|status| status.success()) {
        eprintln!("skipped: no named pipes on this system");
        return;
    }
    fs::write(inside.join("b.txt"), STORY).expect("an article");
    fs::write(inside.join("c.txt"), STORY).expect("an article");
    let run =
        tearsheet(&["extract", "in", "--out", "out"]).current_dir(folder.path()).spawn().expect("a run");
    let begun = folder.path().join(".out.tearsheet/articles.csv");
    wait_for("the beginning of the run", || begun.exists());
    fs::remove_file(inside.join("b.txt")).expect("own file");
    fs::write(inside.join("a.jsonl"), format!("{{\"id\": \"one\", \"text\": {STORY:?}}}\n"))
        .expect("a reader");
    let ended = run.wait_with_output().expect("an end");
    assert_eq!(ended.status.code(), Some(1), "{}", said(&ended));
    assert!(said(&ended).contains("b.txt: unreadable"), "{}", said(&ended));
    let articles = fs::read_to_string(folder.path().join("out/articles.csv")).expect("a table");
    assert!(articles.contains("\none,") && articles.contains("\nc.txt,"), "{articles}");
}
