//! Firms across articles, from articles to `entities.csv`, by the command.

use std::fs;
use std::process::Command;

#[test]
fn firms_of_several_articles_are_one_where_the_text_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir(root.join("in")).unwrap();
    fs::write(root.join("in/a.txt"), "Harrow Castings Ltd, based in Leeds, employs 340 people.\n").unwrap();
    fs::write(root.join("in/b.txt"), "Harrow Castings Limited makes anchors. It employs 410 people.\n")
        .unwrap();
    fs::write(root.join("in/c.txt"), "Harrow Castings Energy Ltd makes nothing.\n").unwrap();
    let run = |args: &[&str]| {
        let out =
            Command::new(env!("CARGO_BIN_EXE_tearsheet")).current_dir(root).args(args).output().unwrap();
        (out.status.code(), String::from_utf8(out.stdout).unwrap(), String::from_utf8(out.stderr).unwrap())
    };
    assert_eq!(run(&["extract", "in", "--out", "dataset", "-q"]).0, Some(0));
    let (code, entities, said) = run(&["firms", "dataset"]);
    assert_eq!(code, Some(0), "{said}");
    let lines: Vec<&str> = entities.lines().collect();
    assert_eq!(lines.len(), 3, "{entities}");
    assert!(lines[1].contains("340 | 410") && lines[1].contains("Leeds"), "{entities}");
    // The user's word holds, over runs.
    fs::write(root.join("never.csv"), "name,other\nHarrow Castings Ltd,Harrow Castings Energy Ltd\n")
        .unwrap();
    fs::write(root.join("merges.csv"), "name,other\nHarrow Castings Ltd,Harrow Castings Energy Ltd\n")
        .unwrap();
    let (code, _, said) = run(&["firms", "dataset"]);
    assert!(code == Some(2) && said.contains("merges.csv:2") && said.contains("never.csv:2"), "{said}");
    fs::remove_file(root.join("never.csv")).unwrap();
    let (_, entities, said) = run(&["firms", "dataset", "--out", "firms"]);
    assert!(entities.is_empty(), "{said}");
    let members = fs::read_to_string(root.join("firms/entity-members.csv")).unwrap();
    assert_eq!(members.matches("merges.csv:2").count(), 2, "{members}");
}
