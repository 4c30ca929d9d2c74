//! What decides a dataset beside its articles: settings, the manifest that repeats it, and the help that tells of it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const STORY: &str = "Keelson Yards employs 1,200 people and sold 14 ferries for $35 million in 2019.";

fn tearsheet(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tearsheet"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("a run")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn printed(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", said(output));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).expect("one JSON value")
}

/// A folder with settings, a lexicon of units and an article two folders below.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    fs::create_dir_all(path.join("articles/2019")).expect("a folder");
    fs::create_dir(path.join("lexicon")).expect("a folder");
    fs::write(path.join("articles/2019/a.txt"), STORY).expect("a file");
    fs::write(path.join("lexicon/firms.csv"), "name,aliases,kind\nKeelson Yards Ltd,Keelson Yards,company\n")
        .expect("a file");
    let settings = "[extract]\nformat = [\"jsonl\"]\ntexts = true\n";
    fs::write(path.join("tearsheet.toml"), settings).expect("a file");
    folder
}

#[test]
fn settings_are_found_above_the_articles_and_outranked_by_the_command_line() {
    let folder = folder();
    let folder = folder.path();
    printed(&tearsheet(folder, &["extract", "articles/2019", "--out", "out", "--quiet"]));
    assert!(folder.join("out/figures.jsonl").is_file());
    assert!(folder.join("out/texts/a.txt.txt").is_file());
    let firms = fs::read_to_string(folder.join("out/firms.csv")).expect("a table");
    assert!(firms.contains("Keelson Yards Ltd"), "the firms of the settings are known: {firms}");
    printed(&tearsheet(folder, &["extract", "articles", "--out", "csv", "--format", "csv", "--quiet"]));
    assert!(!folder.join("csv/figures.jsonl").exists());
}

#[test]
fn settings_are_shown_with_where_they_come_from() {
    let folder = folder();
    let shown = printed(&tearsheet(folder.path(), &["config", "articles/2019"]));
    let line = |name: &str| shown.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    assert!(line("extract.texts = true").ends_with("# tearsheet.toml"), "{shown}");
    assert!(line("extract.jobs = 0").ends_with("# default"), "{shown}");
    let report = json(&tearsheet(folder.path(), &["config", "articles/2019", "--json"]));
    assert_eq!(report["settings"]["extract"]["texts"], true);
}

#[test]
fn an_unknown_setting_is_told_with_file_line_and_what_there_is() {
    let folder = folder();
    fs::write(folder.path().join("tearsheet.toml"), "[extract]\ntexts = true\nthreads = 4\n")
        .expect("a file");
    let run = tearsheet(folder.path(), &["extract", "articles", "--out", "out"]);
    assert_eq!(run.status.code(), Some(2));
    let told = said(&run);
    for part in ["tearsheet.toml", "line 3", "threads", "jobs"] {
        assert!(told.contains(part), "{part} is not in: {told}");
    }
    fs::write(folder.path().join("tearsheet.toml"), "[extract]\nformat = [\"xml\"]\n").expect("a file");
    let run = tearsheet(folder.path(), &["extract", "articles", "--out", "out"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(said(&run).contains("\"xml\"") && said(&run).contains("jsonl"), "{}", said(&run));
    assert!(!folder.path().join("out").exists());
}

#[test]
fn replay_gives_the_same_bytes_and_tells_what_changed() {
    let folder = folder();
    let folder = folder.path();
    printed(&tearsheet(folder, &["extract", "articles", "--out", "out", "--quiet"]));
    assert_eq!(printed(&tearsheet(folder, &["replay", "out/manifest.json"])), "");

    fs::write(folder.join("articles/2019/a.txt"), STORY.replace("14", "15")).expect("a file");
    let replayed = tearsheet(folder, &["replay", "out/manifest.json", "--json"]);
    assert_eq!(replayed.status.code(), Some(1), "{}", said(&replayed));
    let differences = json(&replayed);
    let names: Vec<&str> =
        differences.as_array().expect("a list").iter().flat_map(|it| it["name"].as_str()).collect();
    for name in ["2019/a.txt", "articles.csv", "figures.csv", "figures.jsonl"] {
        assert!(names.contains(&name), "{name} is not in {names:?}");
    }
    assert!(!names.contains(&"problems.csv"), "{names:?}");
}

#[test]
fn the_schema_is_that_of_the_dataset() {
    let folder = folder();
    let folder = folder.path();
    printed(&tearsheet(folder, &["extract", "articles", "--out", "out", "--quiet"]));
    let package = fs::read_to_string(folder.join("out/datapackage.json")).expect("a package");
    let package: serde_json::Value = serde_json::from_str(&package).expect("JSON");
    let schemas = json(&tearsheet(folder, &["schema", "--json"]));
    for resource in package["resources"].as_array().expect("a list") {
        let name = resource["name"].as_str().expect("a name");
        assert_eq!(schemas[name], resource["schema"], "{name}");
    }
    let shown = printed(&tearsheet(folder, &["schema", "figures"]));
    assert!(shown.contains("value_high") && !shown.contains("cluster_id"), "{shown}");
}

#[test]
fn reports_are_json_on_request() {
    let folder = folder();
    let folder = folder.path();
    let made = tearsheet(folder, &["extract", "articles", "--out", "out", "--json"]);
    assert_eq!(said(&made), "");
    let made = json(&made);
    assert_eq!(made["articles"], 1);
    let proof = json(&tearsheet(folder, &["verify", "out", "--json"]));
    assert_eq!(proof["articles"], 1);
    let proved = ["mentions", "figures", "skills", "relations"];
    let rows: u64 = proved.iter().filter_map(|table| made["rows"][table].as_u64()).sum();
    assert_eq!(proof["rows"], rows);
}

#[test]
fn completions_and_manual_pages_know_every_command() {
    let folder = tempfile::tempdir().expect("a folder");
    let help = printed(&tearsheet(folder.path(), &["--help"]));
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|line| !line.starts_with("Commands:"))
        .skip(1)
        .take_while(|line| line.starts_with("  "))
        .filter(|line| !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(commands.contains(&"extract") && commands.contains(&"replay"), "{commands:?}");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = printed(&tearsheet(folder.path(), &["completions", shell]));
        for command in &commands {
            assert!(script.contains(command), "{shell} does not know {command}");
        }
    }
    assert!(printed(&tearsheet(folder.path(), &["man"])).starts_with(".ie"));
    for command in commands.iter().filter(|command| **command != "help") {
        let page = printed(&tearsheet(folder.path(), &["man", command]));
        assert!(page.contains(".SH SYNOPSIS"), "{command}: {page}");
    }
}
