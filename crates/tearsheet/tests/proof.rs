//! `verify` finds what does not follow from the source.

use std::fs;
use std::path::Path;

use tearsheet::extract::{Options, extract};
use tearsheet::verify;

const STORY: &str =
    "Keelson Yards Ltd employs 1,200 people. Keelson Yards Ltd sold 14 ferries for $35 million in 2019.";

/// Why the dataset is not proved after `old` has become `new` in a table.
fn refused(table: &str, old: &str, new: &str) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let article = folder.path().join("a.txt");
    fs::write(&article, STORY).expect("an article");
    let out = folder.path().join("out");
    extract(&Options::new(vec![article], out.clone()), &mut |_, _| ()).expect("a dataset");
    verify::verify(&out, None, 1).expect("a dataset is proved as it was made");
    let path: &Path = &out.join(table);
    let rows = fs::read_to_string(path).expect("a table");
    assert!(rows.contains(old), "{table} has no {old:?}: {rows}");
    fs::write(path, rows.replacen(old, new, 1)).expect("a table");
    verify::verify(&out, None, 1).expect_err("a changed row is not proved").0
}

#[test]
fn changed_rows_are_told_with_table_and_line() {
    let why = refused("figures.csv", "$35 million,money", "$36 million,money");
    assert!(why.starts_with("figures.csv line ") && why.contains("do not read"), "{why}");
    let why = refused("figures.csv", "employs 1,200", "employed 1,200");
    assert!(why.contains("no sentence reads"), "{why}");
    let why = refused("mentions.csv", "a.txt,f", "a.txt,e");
    assert!(why.contains("is no firm or organisation of the article"), "{why}");
}
