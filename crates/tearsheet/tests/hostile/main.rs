//! Inputs that were made to harm are read in bounded time and memory, or told; what stands beside them is read.

mod texts;
mod timing;

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;

use tearsheet::extract::{Options, Summary, extract};
use tearsheet_ingest::Format;
use tearsheet_ingest::record::LARGEST_TEXT;
use texts::{ALL, Hostile, USUAL, mixture};

const STORY: &str = "Keelson Yards employs 1,200 people and sold 14 ferries for $35 million in 2019.";

/// Large enough for a cost that grows with the square to be far above any other.
const SIZE: usize = 48 << 10;
/// A text that costs this many times the usual is slow. The benchmark (`--example hostile`) asks for five times on a
/// quiet machine and an optimised build; where every second byte is a figure, a row for each is most of the cost.
const MOST_TIMES: u128 = 30;
/// A text that costs this many times the usual is slow if four times as much of it ...
const SUSPECT_TIMES: u128 = 5;
/// ... costs more than this many times as much: four where the cost is linear, sixteen where it is a square.
const MOST_GROWTH: u128 = 9;
/// Times are taken anew before a text counts as slow: others may crowd the machine.
const TRIES: usize = 3;

fn cost(hostile: &Hostile, format: Format, size: usize) -> u128 {
    timing::cost(format, &hostile.text(size)).whole().as_nanos()
}

/// What makes the text slow, if it is.
fn slowness(hostile: &Hostile, format: Format, usual: u128) -> Option<String> {
    let once = || {
        let whole = cost(hostile, format, SIZE);
        let times = whole / usual;
        let growth = if times > SUSPECT_TIMES { whole / cost(hostile, format, SIZE / 4).max(1) } else { 0 };
        let slow = times > MOST_TIMES || growth > MOST_GROWTH;
        slow.then(|| format!("{}: {times} times the usual, growth {growth}", hostile.name))
    };
    // Slow once may be an accident.
    let mut last = None;
    for _ in 0..TRIES {
        last = Some(once()?);
    }
    last
}

#[test]
fn no_text_takes_much_longer_than_the_usual_one() {
    for format in [Format::Text, Format::Markdown] {
        let usual = (0..=TRIES).map(|_| cost(&USUAL, format, SIZE)).min().unwrap_or_default().max(1);
        let mixtures: Vec<Hostile> = (0..100).map(mixture).collect();
        let slow: Vec<String> =
            ALL.iter().chain(&mixtures).filter_map(|hostile| slowness(hostile, format, usual)).collect();
        assert_eq!(slow, Vec::<String>::new(), "as {}", format.name());
    }
}

fn made(inputs: &[&str], folder: &Path) -> Summary {
    let inputs = inputs.iter().map(|input| folder.join(input)).collect();
    extract(&Options::new(inputs, folder.join("out")), &mut |_, _| {}).expect("a dataset")
}

/// Source, record and name of each problem.
fn problems(summary: &Summary) -> Vec<(&str, &str, &str)> {
    let told = summary.problems.iter();
    told.map(|it| (it.source.as_str(), it.record.as_str(), it.problem.as_str())).collect()
}

#[test]
fn what_is_larger_than_any_article_is_a_problem_and_the_rest_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, start: &str, end: &str| {
        let mut file = BufWriter::new(File::create(folder.path().join(name)).expect("a file"));
        file.write_all(start.as_bytes()).expect("room");
        let block = "word ".repeat(1 << 18);
        for _ in 0..=LARGEST_TEXT / block.len() {
            file.write_all(block.as_bytes()).expect("room");
        }
        file.write_all(end.as_bytes()).expect("room");
    };
    write("a.txt", "", "");
    write("b.jsonl", "{\"text\": \"", &format!("\"}}\n{{\"text\": {STORY:?}}}\n"));
    // A quotation mark that is never closed makes one cell of the rest of the file.
    write("c.csv", &format!("id,text\none,{STORY:?}\ntwo,\""), "\n");
    let summary = made(&["a.txt", "b.jsonl", "c.csv"], folder.path());
    assert_eq!(
        problems(&summary),
        [("a.txt", "", "too-large"), ("b.jsonl", "line 1", "too-large"), ("c.csv", "line 3", "too-large")]
    );
    assert_eq!(summary.articles, 2);
}

#[test]
fn a_hundred_thousand_tiny_articles_are_a_hundred_thousand_rows() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut file = BufWriter::new(File::create(folder.path().join("in.jsonl")).expect("a file"));
    for number in 0..100_000 {
        writeln!(file, "{{\"id\": \"{number}\", \"text\": \"Sold {number}.\"}}").expect("room");
    }
    drop(file);
    let summary = made(&["in.jsonl"], folder.path());
    assert_eq!((summary.articles, summary.problems.len()), (100_000, 0));
}

#[test]
fn ids_that_climb_stay_inside_the_dataset() {
    let folder = tempfile::tempdir().expect("a folder");
    let ids = [
        "../../evil",
        "/etc/evil",
        "a/../../../evil",
        "..",
        ".",
        "",
        "a\\..\\evil",
        "a\u{0}b",
        "~/evil",
        "con",
        "a//b",
        "\u{202e}",
    ];
    let lines: Vec<String> =
        ids.iter().map(|id| serde_json::json!({"id": id, "text": STORY}).to_string()).collect();
    fs::create_dir(folder.path().join("inner")).expect("a folder");
    fs::write(folder.path().join("inner/in.jsonl"), lines.join("\n")).expect("a file");
    let mut options =
        Options::new(vec![folder.path().join("inner/in.jsonl")], folder.path().join("inner/out"));
    options.texts = true;
    let summary = extract(&options, &mut |_, _| {}).expect("a dataset");
    assert_eq!(summary.articles, ids.len() as u64);
    let mut names: Vec<_> = fs::read_dir(folder.path())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    names.extend(
        fs::read_dir(folder.path().join("inner"))
            .expect("a folder")
            .map(|e| e.expect("an entry").file_name()),
    );
    names.sort();
    assert_eq!(names, ["in.jsonl", "inner", "out"]);
    let mut texts = 0;
    let mut open = vec![folder.path().join("inner/out/texts")];
    while let Some(path) = open.pop() {
        for entry in fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() { open.push(entry) } else { texts += 1 }
        }
    }
    assert_eq!(texts, ids.len(), "a text for each article");
}

/// Whether a cell that runs when a spreadsheet opens it stands in a table.
#[test]
fn no_cell_is_a_formula() {
    let folder = tempfile::tempdir().expect("a folder");
    let hostile = [
        "=HYPERLINK(\"http://evil\",\"Keelson Ltd\")",
        "+cmd|' /C calc'!A0",
        "@SUM(1+1)",
        "-2+3",
        "\t=1+1",
        "'=1",
    ];
    let lines: Vec<String> = hostile
        .iter()
        .map(|it| {
            let text = format!("{it} Ltd bought {it} for $5 million.\n\n{it}");
            serde_json::json!({"id": it, "title": it, "author": it, "publisher": it, "section": it, "text": text}).to_string()
        })
        .collect();
    fs::write(folder.path().join("=a.jsonl"), lines.join("\n")).expect("a file");
    let summary = made(&["=a.jsonl"], folder.path());
    assert_eq!(summary.articles, hostile.len() as u64);
    let mut seen = 0;
    for entry in fs::read_dir(folder.path().join("out")).expect("a dataset") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|extension| extension == "csv") {
            let mut reader = csv::Reader::from_path(&path).expect("a table");
            for row in reader.records() {
                for cell in row.expect("a row").iter() {
                    let runs = matches!(cell.as_bytes(), [b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r', _, ..]);
                    // Numbers may be negative; nothing else begins with a sign.
                    assert!(!runs || cell.parse::<f64>().is_ok(), "{}: {cell:?}", path.display());
                    seen += usize::from(cell.starts_with("'"));
                }
            }
        }
    }
    assert!(seen >= hostile.len(), "{seen} guarded cells");
}
