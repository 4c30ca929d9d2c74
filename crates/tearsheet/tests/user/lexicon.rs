//! A line of a lexicon in a corpus of three hundred articles: what it changes is told with one cause and settled by
//! one key.

use std::fs;
use std::path::Path;

use crate::said;
use crate::terminal::Terminal;

/// Paragraphs of the project's own corpus.
fn paragraphs() -> Vec<String> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let mut files: Vec<_> = fs::read_dir(corpus).expect("the corpus").flatten().map(|it| it.path()).collect();
    files.sort();
    let texts = files.iter().filter(|path| path.extension().is_some_and(|it| it == "txt"));
    let texts = texts.map(|path| fs::read_to_string(path).expect("an article"));
    let is_prose = |it: &str| it.len() > 200 && it.ends_with('.') && !it.contains('\n');
    texts
        .flat_map(|text| text.split("\n\n").map(|it| it.trim().to_owned()).collect::<Vec<_>>())
        .filter(|it| is_prose(it))
        .collect()
}

#[test]
fn two_hundred_rows_of_one_line_are_settled_by_one_key() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    said(&["init", "mine"], at, 0);
    let paragraphs = paragraphs();
    assert!(paragraphs.len() > 100, "{} paragraphs", paragraphs.len());
    for index in 0..300 {
        // Each article has other paragraphs; two thirds of them name the tool.
        let prose: Vec<&str> =
            (0..4).map(|n| paragraphs[(index * 7 + n * 31) % paragraphs.len()].as_str()).collect();
        let tool = if index % 3 < 2 { "Quuxwright" } else { "patience" };
        let own = format!("Visitors to yard {index} say that its engineers work with {tool} every day.");
        let text = format!("Notes from yard {index}\n\n{}\n\n{own}\n", prose.join("\n\n"));
        fs::write(at.join(format!("mine/articles/{index:03}.txt")), text).expect("written");
    }
    said(&["approve", "mine"], at, 0);
    let lexicon = at.join("mine/lexicon/skills.csv");
    let header = fs::read_to_string(&lexicon).expect("init made it");
    fs::write(&lexicon, format!("{header}Quuxwright,Quuxwright,tool,free,\n")).expect("written");
    let told = said(&["test", "mine"], at, 1);
    assert!(told.starts_with("300 articles: 100 same, 200 changed: +"), "{told}");
    // A skill makes an article technical, and other words in it skills too: the line is behind them as well.
    let changes = told.matches("\n    in: ").count();
    assert!(told.matches("added skills \"Quuxwright\"").count() == 200 && changes >= 200, "{told}");
    let causes: Vec<&str> = told
        .split("\n\n")
        .skip(1)
        .filter_map(|group| group.split_once('\n'))
        .map(|(cause, _)| cause)
        .collect();
    let [cause] = causes.as_slice() else { panic!("more than one cause: {causes:?}") };
    let count = cause.strip_prefix("lexicon/skills.csv:2: ").and_then(|it| it.strip_suffix(" changes"));
    let count = count.unwrap_or_else(|| panic!("another cause: {cause}"));

    let mut terminal = Terminal::start(&["review", "mine"], at);
    terminal.wait_for(&format!("[1 of {count}]"));
    terminal.wait_for(&format!("{count} open with this cause"));
    terminal.press("A");
    terminal.wait_for(&format!("{count} accepted, 0 rejected, 0 open"));
    assert!(terminal.end().success());
    let told = said(&["test", "mine"], at, 0);
    assert!(told.starts_with("300 articles: 300 same, 0 changed"), "{told}");
}
