//! A corpus tested as a user would: make it, approve its rows, edit, ask what changed.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn run(args: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tearsheet")).args(args).current_dir(folder).output().expect("it runs")
}

fn shown(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn what_a_lexicon_line_and_an_edit_change_is_told_with_its_cause() {
    let temporary = tempfile::tempdir().expect("a folder");
    let at = temporary.path();
    assert_eq!(run(&["init", "mine"], at).status.code(), Some(0));
    for index in 0..300 {
        let tool = if index < 200 { "Quuxwright" } else { "patience" };
        let text = format!(
            "Harbour news {index}\n\nThe yard sold {} boats in 2019 for 3 million euros. Its engineers work with {tool} every day.\n",
            index + 2
        );
        fs::write(at.join(format!("mine/articles/{index:03}.txt")), text).expect("written");
    }
    let early = run(&["test", "mine"], at);
    assert_eq!(early.status.code(), Some(2), "nothing was approved: {}", shown(&early));
    assert_eq!(run(&["approve", "mine"], at).status.code(), Some(0));
    let same = run(&["test", "mine"], at);
    assert_eq!(same.status.code(), Some(0), "{}", shown(&same));
    assert!(shown(&same).starts_with("300 articles: 300 same, 0 changed"), "{}", shown(&same));

    let lexicon = at.join("mine/lexicon/skills.csv");
    let header = fs::read_to_string(&lexicon).expect("init made it");
    fs::write(&lexicon, format!("{header}Quuxwright,Quuxwright,tool,free,\n")).expect("written");
    let before = fs::read(at.join("mine/approved/texts/000.txt.txt.csv")).expect("a file an article");
    let edited = run(&["test", "mine"], at);
    let told = shown(&edited);
    assert_eq!(edited.status.code(), Some(1));
    assert!(told.starts_with("300 articles: 100 same, 200 changed: +200 rows, -0 rows, 0 cells"), "{told}");
    assert!(told.contains("\nlexicon/skills.csv:2: 200 changes\n"), "{told}");
    assert_eq!(before, fs::read(at.join("mine/approved/texts/000.txt.txt.csv")).expect("still there"));
    assert_eq!(run(&["approve", "mine"], at).status.code(), Some(0));
    assert_eq!(run(&["test", "mine"], at).status.code(), Some(0));

    // A sentence before all others moves every offset and changes no other row.
    let path = at.join("mine/articles/250.txt");
    let text =
        fs::read_to_string(&path).expect("there").replace("The yard", "It rained for 9 days. The yard");
    fs::write(&path, text).expect("written");
    let moved = run(&["test", "mine", "--json"], at);
    let json: serde_json::Value = serde_json::from_slice(&moved.stdout).expect("JSON");
    let changes = json["changes"].as_array().expect("changes");
    assert_eq!(moved.status.code(), Some(1));
    assert!(!changes.is_empty());
    for change in changes {
        assert_eq!(change["cause"], "article text");
        assert_eq!(change["sentence"], "It rained for 9 days.", "{change}");
    }
}
