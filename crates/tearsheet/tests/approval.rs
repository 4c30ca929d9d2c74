//! A corpus tested as a user would: make it, approve its rows, edit, ask what changed.

mod command;

use std::fs;
use std::path::Path;
use std::process::Command;

use command::{run, shown};

#[test]
fn what_a_lexicon_line_and_an_edit_change_is_told_with_its_cause() {
    let temporary = tempfile::tempdir().expect("a folder");
    let at = temporary.path();
    assert_eq!(run(&["init", "mine"], at).status.code(), Some(0));
    for index in 0..30 {
        let tool = if index < 20 { "Quuxwright" } else { "patience" };
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
    assert!(shown(&same).starts_with("30 articles: 30 same, 0 changed"), "{}", shown(&same));

    let lexicon = at.join("mine/lexicon/skills.csv");
    let header = fs::read_to_string(&lexicon).expect("init made it");
    fs::write(&lexicon, format!("{header}Quuxwright,Quuxwright,tool,free,\n")).expect("written");
    let before = fs::read(at.join("mine/approved/000.txt.csv")).expect("a file an article");
    let edited = run(&["test", "mine"], at);
    let told = shown(&edited);
    assert_eq!(edited.status.code(), Some(1));
    assert!(told.starts_with("30 articles: 10 same, 20 changed: +20 rows, -0 rows, 0 cells"), "{told}");
    assert!(told.contains("\nlexicon/skills.csv:2: 20 changes\n"), "{told}");
    assert_eq!(before, fs::read(at.join("mine/approved/000.txt.csv")).expect("still there"));
    assert_eq!(run(&["approve", "mine"], at).status.code(), Some(0));
    assert_eq!(run(&["test", "mine"], at).status.code(), Some(0));

    // A sentence before all others moves every offset and changes no other row.
    let path = at.join("mine/articles/025.txt");
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

/// A corpus with one approved article, whose rows then change.
fn changed(at: &Path) {
    assert_eq!(run(&["init", "mine"], at).status.code(), Some(0));
    let article = at.join("mine/articles/a.txt");
    fs::write(&article, "Harbour news\n\nThe yard sold 5 boats in 2019. It hired 7 welders.\n")
        .expect("written");
    assert_eq!(run(&["approve", "mine"], at).status.code(), Some(0));
    fs::write(&article, "Harbour news\n\nThe yard sold 50 boats in 2019. It hired 7 welders.\n")
        .expect("written");
}

fn lines_of(path: &Path) -> Vec<Vec<String>> {
    let text = fs::read_to_string(path).expect("a table");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.records().map(|it| it.expect("a line").iter().map(str::to_owned).collect()).collect()
}

fn save(path: &Path, lines: &[Vec<String>]) {
    let mut writer = csv::Writer::from_path(path).expect("a file");
    lines.iter().for_each(|line| writer.write_record(line).expect("a line"));
    writer.flush().expect("written");
}

#[test]
fn rejected_changes_are_known_failures_until_they_are_fixed() {
    let temporary = tempfile::tempdir().expect("a folder");
    let at = temporary.path();
    changed(at);
    assert_eq!(run(&["review", "mine", "--csv", "review.csv"], at).status.code(), Some(0));
    let mut lines = lines_of(&at.join("review.csv"));
    assert_eq!(lines[0][..2], ["verdict", "correct"]);
    assert!(lines.len() > 1);
    lines[1..].iter_mut().for_each(|line| line[0] = "reject".to_owned());
    save(&at.join("review.csv"), &lines);
    let twice = run(&["review", "mine", "--csv", "review.csv"], at);
    assert_eq!(twice.status.code(), Some(2), "verdicts are not written over: {}", shown(&twice));
    assert!(
        shown(&twice).contains("apply them with tearsheet approve mine --from review.csv"),
        "{}",
        shown(&twice)
    );
    let applied = run(&["approve", "mine", "--from", "review.csv"], at);
    assert_eq!(applied.status.code(), Some(0), "{}", shown(&applied));
    let test = run(&["test", "mine"], at);
    assert_eq!(test.status.code(), Some(0), "{}", shown(&test));
    assert!(
        shown(&test).contains("1 same, 0 changed") && shown(&test).contains(" known failure"),
        "{}",
        shown(&test)
    );
    // Applied once more, the table finds nothing left to settle.
    let again = run(&["approve", "mine", "--from", "review.csv"], at);
    assert!(
        shown(&again).contains("0 rejected") && shown(&again).contains("no change any more"),
        "{}",
        shown(&again)
    );

    let article = at.join("mine/articles/a.txt");
    let text = fs::read_to_string(&article).expect("there").replace("50", "5");
    fs::write(&article, text).expect("written");
    let fixed = run(&["test", "mine"], at);
    assert_eq!(fixed.status.code(), Some(0), "{}", shown(&fixed));
    assert!(shown(&fixed).contains("fixed failure"), "{}", shown(&fixed));
    assert_eq!(run(&["approve", "mine"], at).status.code(), Some(0));
    assert!(!shown(&run(&["test", "mine"], at)).contains("known"));
}

#[test]
fn a_corrected_cell_becomes_gold() {
    let temporary = tempfile::tempdir().expect("a folder");
    let at = temporary.path();
    changed(at);
    assert_eq!(run(&["review", "mine", "--csv", "review.csv"], at).status.code(), Some(0));
    let mut lines = lines_of(&at.join("review.csv"));
    for line in &mut lines[1..] {
        // Columns: verdict, correct, table, text, change, column, ...
        if line[3] == "50" && (line[5] == "value" || line[4] == "added") {
            (line[1], line[5]) = ("55".to_owned(), "value".to_owned());
        } else {
            line[0] = "accept".to_owned();
        }
    }
    save(&at.join("review.csv"), &lines);
    let applied = run(&["approve", "mine", "--from", "review.csv"], at);
    assert!(shown(&applied).contains("1 cell corrected; 0 changes left open"), "{}", shown(&applied));
    let gold = fs::read_to_string(at.join("mine/gold/corrected.csv")).expect("gold");
    assert!(gold.contains("a.txt,figures,The yard sold 50 boats in 2019.,50,value,55"), "{gold}");
    let approved = fs::read_to_string(at.join("mine/approved/a.txt.csv")).expect("rows");
    assert!(approved.contains(",50,missing,") && approved.contains(",50,wrong,"), "{approved}");
    assert_eq!(run(&["test", "mine"], at).status.code(), Some(0));
    // The cell is gold from now on, and still wrong.
    let scored = shown(&run(&["score", "mine", "--misses", "misses.csv"], at));
    assert!(scored.contains("| corrected.cell | 0 | 1 | 0 | 0 |"), "{scored}");
    let misses = fs::read_to_string(at.join("misses.csv")).expect("misses");
    assert!(misses.contains("a.txt,corrected,cell,wrong,28,50: value,55,50,"), "{misses}");
}

#[test]
fn errors_name_file_line_and_remedy() {
    let temporary = tempfile::tempdir().expect("a folder");
    let at = temporary.path();
    changed(at);
    assert_eq!(run(&["review", "mine", "--csv", "review.csv"], at).status.code(), Some(0));
    let mut lines = lines_of(&at.join("review.csv"));
    lines[1][0] = "perhaps".to_owned();
    save(&at.join("review.csv"), &lines);
    let before = fs::read(at.join("mine/approved/a.txt.csv")).expect("rows");
    let refused = run(&["approve", "mine", "--from", "review.csv"], at);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        shown(&refused).contains("review.csv: line 2: \"perhaps\" is no verdict; write accept"),
        "{}",
        shown(&refused)
    );
    assert_eq!(before, fs::read(at.join("mine/approved/a.txt.csv")).expect("rows"), "nothing is applied");
    let blind = run(&["review", "mine"], at);
    assert_eq!(blind.status.code(), Some(2));
    assert!(shown(&blind).contains("tearsheet review mine --csv review.csv"), "{}", shown(&blind));
    for command in ["approve", "review"] {
        let output = Command::new(env!("CARGO_BIN_EXE_tearsheet"))
            .args([command, "mine"])
            .current_dir(at)
            .env("CI", "true")
            .output()
            .expect("it runs");
        assert_eq!(output.status.code(), Some(2));
        assert!(shown(&output).contains("unset CI"), "{}", shown(&output));
    }
}

#[test]
fn an_article_that_cannot_be_read_stops_nothing_and_is_told_once() {
    let temporary = tempfile::tempdir().expect("a folder");
    let at = temporary.path();
    assert_eq!(run(&["init", "mine"], at).status.code(), Some(0));
    let none = run(&["approve", "mine"], at);
    assert_eq!(none.status.code(), Some(2));
    assert!(
        shown(&none).contains("mine/articles: there is nothing to approve; expected"),
        "{}",
        shown(&none)
    );
    fs::write(at.join("mine/articles/a.txt"), "The yard sold 5 boats.\n").expect("written");
    fs::write(at.join("mine/articles/b.txt"), "{\\rtf1 The yard sold 6 boats.}").expect("written");
    let approved = run(&["approve", "mine"], at);
    assert_eq!(approved.status.code(), Some(1), "{}", shown(&approved));
    assert!(shown(&approved).starts_with("b.txt: ") && shown(&approved).contains("1 article are approved"));
    let test = run(&["test", "mine"], at);
    assert_eq!(test.status.code(), Some(0), "what was known at approval is no news: {}", shown(&test));
    fs::write(at.join("mine/articles/c.txt"), "{\\rtf1 The yard sold 7 boats.}").expect("written");
    let test = run(&["test", "mine"], at);
    assert_eq!(test.status.code(), Some(1));
    assert!(shown(&test).contains("; 1 problem\n") && shown(&test).contains("  c.txt: "), "{}", shown(&test));
    assert!(!shown(&test).contains("b.txt"), "{}", shown(&test));
}

#[test]
fn an_interrupted_review_keeps_what_was_said() {
    use tearsheet::approval::Session;
    use tearsheet_regress::Verdict;
    let temporary = tempfile::tempdir().expect("a folder");
    let at = temporary.path();
    assert_eq!(run(&["init", "mine"], at).status.code(), Some(0));
    let article = at.join("mine/articles/a.txt");
    fs::write(&article, "The yard sold 14 boats in 2019 for 3 million euros.\n").expect("written");
    assert_eq!(run(&["approve", "mine"], at).status.code(), Some(0));
    fs::write(&article, "The yard sold 15 boats in 2018 for 4 million euros.\n").expect("written");
    let mut session = Session::open(&at.join("mine")).expect("a review");
    let open: Vec<String> = session.outcome().changes.iter().map(|change| change.id.clone()).collect();
    assert!(open.len() >= 2, "{open:?}");
    session.say([(open[0].clone(), Some(Verdict::Accept))]).expect("kept");
    // The terminal is closed here: nothing is told to the session any more.
    std::mem::forget(session);
    let again = Session::open(&at.join("mine")).expect("a review");
    let left = again.outcome().changes.len();
    assert_eq!(left, open.len() - 1, "one change was settled");
    assert!(again.change(&open[0]).is_none(), "what was accepted does not come again");
}
