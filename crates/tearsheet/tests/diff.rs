//! Two datasets compared as a user would.

mod command;

use std::fs;
use std::path::Path;

use command::{run, shown};

/// Extracts articles, each an id and a text, into the dataset called `name`.
fn dataset(folder: &Path, name: &str, articles: &[(&str, &str)]) {
    let line = |(id, text): &(&str, &str)| serde_json::json!({"id": id, "text": text}).to_string() + "\n";
    let lines: String = articles.iter().map(line).collect();
    fs::write(folder.join("articles.jsonl"), lines).expect("written");
    let made = run(&["extract", "articles.jsonl", "--out", name, "--quiet"], folder);
    assert_eq!(made.status.code(), Some(0), "{}", shown(&made));
}

const YARD: &str = "The yard sold 5 boats in 2019.";
const MILL: &str = "The mill employs 40 people.";

#[test]
fn rows_and_cells_are_told_whatever_the_order_of_articles() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    dataset(at, "old", &[("yard", YARD), ("mill", MILL), ("gone", "It sold 7 cars.")]);
    dataset(at, "moved", &[("gone", "It sold 7 cars."), ("mill", MILL), ("yard", YARD)]);
    let same = run(&["diff", "old", "moved"], at);
    assert_eq!(same.status.code(), Some(0), "{}", shown(&same));
    assert_eq!(shown(&same), "3 articles: 3 same, 0 changed: +0 rows, -0 rows, 0 cells\n");

    // What comes before moves offsets and nothing else; a shrunken figure is the same row.
    let edited = "It rained for 9 days. The yard sold 5 boats in 2019.";
    dataset(at, "new", &[("mill", MILL), ("new", "It hired 3 cooks."), ("yard", edited)]);
    let found = run(&["diff", "old", "new", "--csv", "diff.csv", "--html", "diff.html"], at);
    let told = shown(&found);
    assert_eq!(found.status.code(), Some(1), "{told}");
    assert!(told.starts_with("4 articles: 1 same, 3 changed: +"), "{told}");
    assert!(told.contains("  yard added figures \"9 days\"\n"), "{told}");
    assert!(told.contains("    in: It rained for 9 days.\n    cause: article text\n"), "{told}");
    assert!(
        told.contains("  gone removed figures \"7\"\n") && told.contains("cause: article is gone"),
        "{told}"
    );
    assert!(!told.contains("yard changed") && !told.contains("yard removed"), "{told}");
    let rows: Vec<csv::StringRecord> =
        csv::Reader::from_path(at.join("diff.csv")).expect("a table").records().map(Result::unwrap).collect();
    let of_yard: Vec<&csv::StringRecord> = rows.iter().filter(|row| &row[8] == "yard").collect();
    assert_eq!(of_yard.len(), 1, "{rows:?}");
    assert_eq!((&of_yard[0][0], &of_yard[0][1], &of_yard[0][2]), ("figures", "9 days", "added"));
    let page = fs::read_to_string(at.join("diff.html")).expect("a page");
    assert!(page.contains("9 days") && !page.contains("Save review.csv"));

    let json: serde_json::Value =
        serde_json::from_slice(&run(&["diff", "old", "new", "--json"], at).stdout).expect("JSON");
    assert_eq!(json["changes"].as_array().map(Vec::len), Some(rows.len()));
    assert_eq!(json["counts"]["changed"], 3);
}

#[test]
fn a_changed_cell_is_told_with_then_and_now() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    dataset(at, "old", &[("yard", YARD), ("mill", MILL)]);
    fs::create_dir(at.join("new")).expect("a folder");
    for file in fs::read_dir(at.join("old")).expect("a dataset").flatten() {
        fs::copy(file.path(), at.join("new").join(file.file_name())).expect("copied");
    }
    let figures = fs::read_to_string(at.join("new/figures.csv")).expect("a table");
    let edited = figures.replace(",40,count,40,", ",40,count,'=1+40,").replace(",flag\n", ",flag,note\n");
    // A column that only one of them has is told and not compared.
    let edited = edited.replace("\n", ",\n").replace(",note,\n", ",note\n");
    fs::write(at.join("new/figures.csv"), &edited).expect("written");
    fs::write(at.join("new/skills.csv"), "article_id,text,skill,sentence\n").expect("written");
    let found = run(&["diff", "old", "new", "--csv", "diff.csv", "--excel"], at);
    assert_eq!(found.status.code(), Some(1), "{}", shown(&found));
    let told = shown(&found);
    assert!(
        told.starts_with("2 articles: 1 same, 1 changed: +0 rows, -0 rows, 1 cell (1 value)\n"),
        "{told}"
    );
    assert!(told.contains("    value: \"40\" -> \"=1+40\"\n"), "{told}");
    assert!(told.contains("only one of them has skills.category, skills.version"), "{told}");
    let table = fs::read_to_string(at.join("diff.csv")).expect("a table");
    assert!(
        table.starts_with("\u{feff}table,text,change,column,old,new,") && table.contains("\r\n"),
        "{table}"
    );
    assert!(table.contains(",40,'=1+40,"), "no spreadsheet runs what articles say: {table}");
}

#[test]
fn what_is_no_dataset_or_out_of_order_is_told_with_a_remedy() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    dataset(at, "old", &[("yard", YARD), ("mill", MILL)]);
    let none = run(&["diff", "old", "nothing"], at);
    assert_eq!(none.status.code(), Some(2));
    assert!(shown(&none).contains("nothing: there is no dataset"), "{}", shown(&none));
    let figures = fs::read_to_string(at.join("old/figures.csv")).expect("a table");
    let mut lines: Vec<&str> = figures.lines().collect();
    lines[1..].reverse();
    fs::write(at.join("old/figures.csv"), lines.join("\n") + "\n").expect("written");
    let mixed = run(&["diff", "old", "old"], at);
    assert_eq!(mixed.status.code(), Some(2));
    assert!(
        shown(&mixed).contains("figures.csv line 3: the article \"yard\" is not in articles.csv, or rows"),
        "{}",
        shown(&mixed)
    );
}
