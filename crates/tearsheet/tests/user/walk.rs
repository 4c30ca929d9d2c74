//! The whole walk of a user with a corpus of their own, from an empty folder to the comparison of two datasets.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::review::fill;
use crate::terminal::Terminal;
use crate::{said, shown};

const ARTICLES: [(&str, &str); 3] = [
    ("bank", "Bank notes\n\nIts clerks use Quuxwright for all of their letters.\n"),
    ("mill", "Mill notes\n\nThe mill employs 40 people. Its cooks use Quuxwright.\n"),
    ("yard", "Harbour news\n\nThe yard sold 5 boats. Its engineers work with Quuxwright every day.\n"),
];

fn write(path: &Path, text: &str) {
    fs::write(path, text).expect("written");
}

fn edit(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).expect("there");
    assert!(text.contains(from), "{from:?} is not in {text:?}");
    write(path, &text.replace(from, to));
}

/// Cells of a table, whatever saved it.
fn rows(table: &str, delimiter: u8) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .delimiter(delimiter)
        .from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    reader.records().map(|it| it.expect("a line").iter().map(str::to_owned).collect()).collect()
}

/// The table as a spreadsheet of a country with decimal commas saves it: with mark, semicolons and CRLF.
fn saved_by_excel(rows: &[Vec<String>]) -> String {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    rows.iter().for_each(|row| writer.write_record(row).expect("a line"));
    String::from_utf8(writer.into_inner().expect("a table")).expect("UTF-8")
}

/// Paths and bytes of all files under a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.insert(path.display().to_string(), fs::read(&path).expect("a file"));
        }
    }
    found
}

#[test]
fn from_an_empty_folder_to_the_difference_of_two_datasets() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let mine = at.join("mine");

    // 1. A corpus, whose tables open in a spreadsheet.
    said(&["init", "mine"], at, 0);
    for name in ["articles", "lexicon", "approved", "gold", "tests", "tearsheet.toml"] {
        assert!(mine.join(name).exists(), "{name}");
    }
    for (path, bytes) in files(&mine) {
        if path.ends_with(".csv") {
            let table = rows(std::str::from_utf8(&bytes).expect("UTF-8"), b',');
            assert!(table.len() == 1 && table[0].len() > 2, "{path} has its columns: {table:?}");
        }
    }
    for (name, text) in ARTICLES {
        write(&mine.join(format!("articles/{name}.txt")), text);
    }

    // 2. The present rows are approved, a small plain file an article.
    said(&["approve", "mine"], at, 0);
    for (name, _) in ARTICLES {
        let approved = fs::read_to_string(mine.join(format!("approved/{name}.txt.csv"))).expect("a file");
        assert!(approved.starts_with("table,place,text,verdict,"), "{approved}");
    }
    said(&["extract", "mine/articles", "--out", "old", "--quiet"], at, 0);
    said(&["test", "mine"], at, 0);

    // 3. A lexicon line and two edits; the test tells which is which, and writes nothing, also in CI.
    let skills = mine.join("lexicon/skills.csv");
    write(&skills, "surface;canonical;category;case;needs\r\nQuuxwright;Quuxwright;tool;free;\r\n");
    edit(&mine.join("articles/yard.txt"), "5 boats", "50 boats");
    edit(&mine.join("articles/mill.txt"), "40 people", "44 people");
    let before = files(&mine);
    let tested = Command::new(env!("CARGO_BIN_EXE_tearsheet"))
        .args(["test", "mine", "--junit", "tests.xml", "--markdown", "summary.md"])
        .current_dir(at)
        .env("CI", "true")
        .output()
        .expect("it runs");
    let told = shown(&tested);
    assert_eq!(tested.status.code(), Some(1), "{told}");
    assert!(told.starts_with("3 articles: 0 same, 3 changed: +"), "{told}");
    assert!(
        told.contains("\nlexicon/skills.csv:2: 3 changes\n") && told.contains("\narticle text: "),
        "{told}"
    );
    assert_eq!(files(&mine), before, "a test writes nothing into the corpus");
    let junit = fs::read_to_string(at.join("tests.xml")).expect("a file");
    assert!(junit.contains("<testsuite name=\"tearsheet\"") && junit.contains("failures=\"3\""), "{junit}");
    assert!(junit.contains("cause: lexicon/skills.csv:2"), "{junit}");
    let summary = fs::read_to_string(at.join("summary.md")).expect("a file");
    assert!(summary.starts_with("### tearsheet test failed\n"), "{summary}");
    assert!(summary.contains("#### lexicon/skills.csv:2 (3 changes)"), "{summary}");
    let json: serde_json::Value =
        serde_json::from_slice(&crate::run(&["test", "mine", "--json"], at).stdout).expect("one JSON object");
    let open = json["changes"].as_array().expect("changes").len();
    assert!(open >= 6, "{json}");

    // 4. A review in the terminal. It ends as a broken connection ends, and nothing that was said is lost.
    let mut terminal = Terminal::start(&["review", "mine"], at);
    terminal.wait_for(&format!("[1 of {open}]"));
    terminal.press("a");
    terminal.wait_for(&format!("[2 of {open}]"));
    terminal.press("u");
    terminal.wait_for(&format!("[1 of {open}]"));
    terminal.press("r");
    terminal.wait_for(&format!("[2 of {open}]"));
    terminal.press("x");
    terminal.press("s");
    terminal.wait_for(&format!("[3 of {open}]"));
    terminal.kill();
    let told = said(&["test", "mine"], at, 1);
    assert!(told.contains("1 known failure"), "{told}");
    let mut terminal = Terminal::start(&["review", "mine"], at);
    terminal.wait_for(&format!("[1 of {}]", open - 1));
    // All that is left in the edited articles but what the lexicon did in them.
    terminal.press("a");
    terminal.wait_for(&format!("[2 of {}]", open - 1));
    terminal.press("q");
    terminal.wait_for("1 accepted, 0 rejected");
    assert!(terminal.end().success());

    // The rest in a spreadsheet, but for what is judged on the page.
    said(&["review", "mine", "--csv", "review.csv", "--html", "review.html"], at, 0);
    let mut table = rows(&fs::read_to_string(at.join("review.csv")).expect("a table"), b',');
    assert_eq!(table[0][..6], ["verdict", "correct", "table", "text", "change", "column"]);
    let is_of_page = |row: &[String]| row[3] == "Quuxwright" && row[10] == "bank.txt";
    for row in table[1..].iter_mut().filter(|row| !is_of_page(row)) {
        if row[3] == "Quuxwright" && row[10] == "mill.txt" {
            // A cell that is right neither then nor now.
            (row[1], row[5]) = ("Quuxwright Pro".to_owned(), "skill".to_owned());
        } else {
            row[0] = "Accept".to_owned();
        }
    }
    write(&at.join("review.csv"), &saved_by_excel(&table));
    let told = said(&["approve", "mine", "--from", "review.csv"], at, 0);
    assert!(told.contains(" 1 cell corrected; 1 change left open"), "{told}");
    fs::remove_file(at.join("review.csv")).expect("there");
    said(&["review", "mine", "--html", "review.html"], at, 0);
    let filled = fill(&at.join("review.html"), at, |browser| browser.press("r"));
    if filled.is_none() {
        // Without a browser the spreadsheet does it.
        said(&["review", "mine", "--csv", "review.csv"], at, 0);
        edit(&at.join("review.csv"), "\n,", "\nreject,");
    }
    let told = said(&["approve", "mine", "--from", "review.csv"], at, 0);
    assert!(told.contains("0 changes accepted, 1 rejected"), "{told}");

    // 5. Verdicts are kept: what was rejected is known, what was corrected is gold.
    let told = said(&["test", "mine"], at, 0);
    assert!(
        told.starts_with("3 articles: 3 same, 0 changed") && told.contains("known failures:\n"),
        "{told}"
    );
    assert!(told.contains("  bank.txt wrong skills \"Quuxwright\"\n"), "{told}");
    let corrected = fs::read_to_string(mine.join("gold/corrected.csv")).expect("gold");
    assert!(corrected.contains("mill.txt,skills,Its cooks use Quuxwright.,Quuxwright,skill,Quuxwright Pro"));

    // 6. Scores against gold, with a least score that is not reached and then is.
    let gold = mine.join("gold/figures.csv");
    let header = fs::read_to_string(&gold).expect("init made it");
    write(&gold, &(header + "yard,50 boats,51,,boat,,\n"));
    edit(&mine.join("tearsheet.toml"), "# \"figures.value\" = 80", "\"figures.value\" = 99.5");
    let told = said(&["score", "mine"], at, 1);
    assert!(
        told.contains("| figures.overlap | 1 | 0 | 0 | 0 |")
            && told.contains("| figures.value | 0 | 1 | 0 | 0 |"),
        "{told}"
    );
    assert!(told.contains("| corrected.cell | 0 | 1 | 0 | 0 |"), "{told}");
    assert!(told.contains("figures.value: F1 is 0.0 %, at least 99.5 % is asked for"), "{told}");
    let misses = fs::read_to_string(mine.join("misses.csv")).expect("a table");
    assert!(misses.contains("yard.txt,figures,value,wrong,28,50 boats,51,50,"), "{misses}");
    assert!(misses.contains("The yard sold 50 boats."), "{misses}");
    assert!(mine.join("spurious.csv").is_file());
    edit(&gold, "boats,51", "boats,50");
    let json: serde_json::Value =
        serde_json::from_slice(&crate::run(&["score", "mine", "--json"], at).stdout)
            .expect("one JSON object");
    assert_eq!(json["short"], serde_json::json!([]));
    said(&["score", "mine"], at, 0);

    // 7. Single assertions.
    let expect = mine.join("tests/expect.csv");
    let header = fs::read_to_string(&expect).expect("init made it");
    let lines =
        "yard,figures,text~50,value,must,50\n*,firms,name~Quuxwright,,must_not,\n*,figures,,,at_least,2\n";
    write(&expect, &format!("{header}{lines}mill,figures,value=44,unit,must,robot\n"));
    let told = said(&["test", "mine"], at, 1);
    assert!(
        told.contains("tests/expect.csv:5: mill: figures value=44 unit must robot: found 0 such rows"),
        "{told}"
    );
    write(&expect, &format!("{header}{lines}"));
    said(&["test", "mine"], at, 0);

    // 8. What all this changed in the dataset.
    said(&["extract", "mine/articles", "--out", "new", "--quiet"], at, 0);
    let told = said(&["diff", "old", "new", "--csv", "diff.csv", "--html", "diff.html"], at, 1);
    assert!(told.starts_with("3 articles: 0 same, 3 changed: +"), "{told}");
    assert!(told.contains("made with other skills of the user's own"), "{told}");
    let table = rows(&fs::read_to_string(at.join("diff.csv")).expect("a table"), b',');
    let added = |row: &&Vec<String>| row[..3] == ["skills", "Quuxwright", "added"];
    assert_eq!(table.iter().filter(added).count(), 3, "{table:?}");
    assert!(fs::read_to_string(at.join("diff.html")).expect("a page").contains("Quuxwright"));
    said(&["diff", "new", "new"], at, 0);
}

#[test]
fn what_two_people_approve_merges_in_git() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let git = |args: &[&str]| {
        let given = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"];
        Command::new("git").args(given).args(args).current_dir(at).output()
    };
    if git(&["--version"]).is_err() {
        eprintln!("skipped: git is not installed");
        return;
    }
    let git = |args: &[&str]| {
        let output = git(args).expect("it runs");
        assert!(output.status.success(), "{args:?}: {}", shown(&output));
    };
    said(&["init", "."], at, 0);
    let text = "Harbour news\n\nIt sold 5 boats.\n\nIts engineers work with Quuxwright every day.\n\nThe mast is 7 smoots high.\n";
    write(&at.join("articles/yard.txt"), text);
    said(&["approve"], at, 0);
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "approved"]);
    for (branch, lexicon, line) in [
        ("skills", "lexicon/skills.csv", "Quuxwright,Quuxwright,tool,free,\n"),
        ("units", "lexicon/units.csv", "smoot,length,,smoot,sm\n"),
    ] {
        git(&["checkout", "-qb", branch, "main"]);
        let header = fs::read_to_string(at.join(lexicon)).expect("init made it");
        write(&at.join(lexicon), &(header + line));
        let told = said(&["test"], at, 1);
        assert!(told.contains(&format!("\n{lexicon}:2: ")), "{told}");
        // Any folder of the corpus will do.
        said(&["approve"], &at.join("articles"), 0);
        git(&["commit", "-qam", branch]);
    }
    git(&["merge", "-q", "skills", "-m", "both"]);
    let told = said(&["test"], at, 0);
    assert!(told.starts_with("1 article: 1 same, 0 changed"), "{told}");
}
