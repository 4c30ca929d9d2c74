//! Why rows changed: the cause that is told is the thing that was changed, and nothing else.

mod command;

use std::fs;
use std::path::Path;

use command::{run, shown};
use serde_json::Value;

fn said(args: &[&str], folder: &Path, code: i32) -> String {
    let output = run(args, folder);
    let said = shown(&output);
    assert_eq!(output.status.code(), Some(code), "{args:?}: {said}");
    said
}

/// Text of each changed row, and its cause.
fn causes(folder: &Path) -> Vec<(String, String)> {
    let output = run(&["test", "mine", "--json"], folder);
    let json: Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
    let text = |change: &Value, name: &str| change[name].as_str().unwrap_or_default().to_owned();
    let changes = json["changes"].as_array().expect("changes");
    changes.iter().map(|change| (text(change, "text"), text(change, "cause"))).collect()
}

fn corpus(folder: &Path, article: &str) {
    said(&["init", "mine"], folder, 0);
    fs::write(folder.join("mine/articles/a.txt"), article).expect("written");
    said(&["approve", "mine"], folder, 0);
}

fn edit(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).expect("there");
    assert!(text.contains(from), "{from:?} is not in {text}");
    fs::write(path, text.replace(from, to)).expect("written");
}

/// As if an older version had approved the rows, in which one rule and one line of a list were others.
#[test]
fn after_an_upgrade_a_change_is_attributed_to_the_rule_that_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    corpus(
        at,
        "Yard news\n\nProfit rose 12% last year. The yard sold 5 boats. Its tools are written in Java.\n",
    );
    let path = at.join("mine/approved/manifest.json");
    let mut manifest: Value =
        serde_json::from_str(&fs::read_to_string(&path).expect("a manifest")).expect("JSON");
    manifest["generator"] = "tearsheet 0.0.9".into();
    let rules = manifest["rules"].as_object_mut().expect("rules");
    let line = rules.iter().find(|(_, it)| it.as_str().is_some_and(|it| it.starts_with("Java,")));
    let line = line.expect("the line of Java is known").0.clone();
    rules.insert("percent".to_owned(), "0123456789abcdef".into());
    rules.insert(line.clone(), "Java,JAVA,language".into());
    assert!(rules.contains_key("count.noun"), "{rules:?}");
    fs::write(&path, manifest.to_string()).expect("written");
    let approved = at.join("mine/approved/a.txt.csv");
    edit(&approved, ",percent,percent,,12,", ",percent,percent,,120,");
    edit(&approved, ",count,count.noun,,5,", ",count,count.noun,,50,");
    edit(&approved, ",Java,language,", ",JAVA,language,");

    let told = said(&["test", "mine"], at, 1);
    assert!(told.contains("approved with tearsheet 0.0.9, this is tearsheet "), "{told}");
    let percent = "rule percent (changed since tearsheet 0.0.9)".to_owned();
    let java = format!("rule {line} (changed since tearsheet 0.0.9)");
    assert!(told.contains(&format!("\nchanged since approval:\n  {java}\n  {percent}\n")), "{told}");
    let mut found = causes(at);
    found.sort();
    let wanted = [("12%", percent.as_str()), ("5", "rule count.noun"), ("Java", java.as_str())];
    assert_eq!(found, wanted.map(|(text, cause)| (text.to_owned(), cause.to_owned())));

    // Approved anew, the rows are those of this version.
    said(&["approve", "mine"], at, 0);
    let told = said(&["test", "mine"], at, 0);
    assert!(!told.contains("0.0.9"), "{told}");
}

#[test]
fn lines_of_all_lexicons_and_settings_are_causes() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    corpus(at, "Yard news\n\nThe mast is 7 smoots high. Blatherwick hired 3 cooks. They use Quuxwright.\n");
    let append = |name: &str, line: &str| {
        let path = at.join("mine/lexicon").join(name);
        let header = fs::read_to_string(&path).expect("init made it");
        fs::write(&path, header + line).expect("written");
    };
    append("units.csv", "smoot,length,,smoot,sm\n");
    append("firms.csv", "Blatherwick,,company\n");
    append("skills.csv", "Quuxwright,Quuxwright,tool,free,\n");
    let found = causes(at);
    let of = |part: &str| -> Vec<&str> {
        found.iter().filter(|(text, _)| text.contains(part)).map(|(_, cause)| cause.as_str()).collect()
    };
    for (part, cause) in [
        ("7", "lexicon/units.csv:2"),
        ("Blatherwick", "lexicon/firms.csv:2"),
        ("Quuxwright", "lexicon/skills.csv:2"),
    ] {
        assert!(!of(part).is_empty() && of(part).iter().all(|it| *it == cause), "{part}: {found:?}");
    }
    said(&["approve", "mine"], at, 0);
    // What a line brought goes with it.
    let path = at.join("mine/lexicon/skills.csv");
    edit(&path, "Quuxwright,Quuxwright,tool,free,\n", "");
    let cause = "lexicon/skills.csv: the line \"Quuxwright,Quuxwright,tool,free,\" went";
    assert_eq!(causes(at), [("Quuxwright".to_owned(), cause.to_owned())]);
    // Where the settings lead elsewhere, they are the cause.
    edit(&at.join("mine/tearsheet.toml"), "lexicon/firms.csv", "lexicon/none.csv");
    let told = said(&["test", "mine"], at, 1);
    assert!(told.contains("the line \"Blatherwick,,company\" went"), "{told}");
}

/// Texts, values and rules of the figures and skills of a dataset.
fn of_dataset(folder: &Path) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for (table, columns) in
        [("figures", ["text", "value", "unit", "rule"]), ("skills", ["text", "skill", "category", "rule"])]
    {
        let mut reader = csv::Reader::from_path(folder.join(format!("{table}.csv"))).expect("a table");
        let header = reader.headers().expect("a header").clone();
        let at = columns.map(|name| header.iter().position(|it| it == name).expect("a column"));
        found.extend(reader.records().map(|row| {
            let row = row.expect("a row");
            at.map(|at| row[at].to_owned()).to_vec()
        }));
    }
    found.sort();
    found
}

#[test]
fn approve_and_extract_see_the_same_rows() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    said(&["init", "mine"], at, 0);
    let record = |id: &str, text: &str| serde_json::json!({"key": id, "story": text}).to_string() + "\n";
    let lines =
        record("a", "The mast is 7 smoots high. They use Quuxwright.") + &record("b", "It sold 5 boats.");
    fs::write(at.join("mine/articles/news.jsonl"), lines).expect("written");
    fs::write(
        at.join("mine/lexicon/units.csv"),
        "name,dimension,ucum,words,symbols\nsmoot,length,,smoot,sm\n",
    )
    .expect("written");
    fs::write(
        at.join("mine/lexicon/skills.csv"),
        "surface,canonical,category,case,needs\nQuuxwright,Quuxwright,tool,free,\n",
    )
    .expect("written");
    let settings = at.join("mine/tearsheet.toml");
    let text = fs::read_to_string(&settings).expect("init made it");
    fs::write(&settings, text + "\n[extract]\ntext_field = \"story\"\nid_field = \"key\"\n")
        .expect("written");
    said(&["approve", "mine"], at, 0);
    said(&["extract", "mine/articles", "--out", "dataset", "--quiet"], at, 0);
    let dataset = of_dataset(&at.join("dataset"));
    assert!(dataset.iter().any(|row| row[2] == "smoot") && dataset.iter().any(|row| row[1] == "Quuxwright"));
    let mut approved = Vec::new();
    for id in ["a", "b"] {
        let mut reader =
            csv::Reader::from_path(at.join(format!("mine/approved/{id}.csv"))).expect("approved rows");
        let header = reader.headers().expect("a header").clone();
        for row in reader.records().map(|row| row.expect("a row")) {
            let cell = |name: &str| row[header.iter().position(|it| it == name).expect(name)].to_owned();
            let columns = match &row[0] {
                "figures" => ["text", "value", "unit", "rule"],
                "skills" => ["text", "skill", "category", "rule"],
                _ => continue,
            };
            approved.push(columns.map(cell).to_vec());
        }
    }
    approved.sort();
    assert_eq!(approved, dataset);
    // A field of another name is another text.
    edit(&settings, "\"story\"", "\"body\"");
    let told = said(&["test", "mine"], at, 1);
    assert!(told.contains("extract.text_field") || told.contains("problem"), "{told}");
}

#[test]
fn junit_is_well_formed_whatever_articles_are_called() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    said(&["init", "mine"], at, 0);
    let record =
        |text: &str| serde_json::json!({"id": "a <b> & \"c\"\u{1}", "text": text}).to_string() + "\n";
    let path = at.join("mine/articles/news.jsonl");
    fs::write(&path, record("The yard <sold> 5 boats & 6 cars.")).expect("written");
    said(&["approve", "mine"], at, 0);
    fs::write(&path, record("The yard <sold> 50 boats & 6 cars.")).expect("written");
    said(&["test", "mine", "--junit", "tests.xml"], at, 1);
    let xml = fs::read_to_string(at.join("tests.xml")).expect("a file");
    let mut reader = quick_xml::Reader::from_str(&xml);
    let (mut cases, mut failures) = (0, 0);
    loop {
        match reader.read_event().expect("it is well-formed") {
            quick_xml::events::Event::Start(it) | quick_xml::events::Event::Empty(it) => {
                assert!(it.attributes().all(|it| it.is_ok()), "{xml}");
                cases += u32::from(it.name().as_ref() == "testcase");
                failures += u32::from(it.name().as_ref() == "failure");
            }
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!((cases, failures), (2, 1), "{xml}");
    assert!(!xml.contains('\u{1}') && xml.contains("tests=\"2\" failures=\"1\""), "{xml}");
}
