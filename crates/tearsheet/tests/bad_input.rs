//! Bad input is told with file and line, and the rest of the batch is done.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

const STORY: &str = "Keelson Yards employs 1,200 people and sold 14 ferries for $35 million in 2019.";

fn extract(folder: &Path, inputs: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tearsheet"))
        .arg("extract")
        .args(inputs)
        .args(["--out", "out"])
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("a run")
}

/// The rows of a table of the dataset.
fn rows(folder: &Path, table: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(folder.join("out").join(table)).expect("a table");
    reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

/// Source, record and name of each problem.
fn problems(folder: &Path) -> Vec<[String; 3]> {
    rows(folder, "problems.csv")
        .into_iter()
        .map(|row| [row[0].clone(), row[1].clone(), row[2].clone()])
        .collect()
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

#[test]
fn every_line_of_a_file_is_an_article_or_a_problem() {
    let folder = folder();
    let lines = [
        format!("{{\"id\": \"a\", \"text\": {STORY:?}}}"),
        "{\"id\": \"broken\", \"text\": ".to_owned(),
        "{\"id\": \"no text\"}".to_owned(),
        "{\"id\": \"empty\", \"text\": \"\"}".to_owned(),
        format!("{{\"id\": \"a\", \"text\": {STORY:?}}}"),
        format!("{{\"id\": \"b\", \"text\": {STORY:?}}}"),
    ];
    fs::write(folder.path().join("in.jsonl"), lines.join("\n")).expect("a file");
    let run = extract(folder.path(), &["in.jsonl"]);
    assert_eq!(run.status.code(), Some(1));
    let articles = rows(folder.path(), "articles.csv");
    let ids: Vec<&str> = articles.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(ids, ["a", "a~2", "b"], "the second article of a name gets a name of its own");
    let problems = problems(folder.path());
    let unread = problems.iter().filter(|problem| problem[2] != "duplicate-id").count();
    assert_eq!(articles.len() + unread, lines.len(), "{problems:?}");
    assert!(problems.iter().any(|problem| problem[2] == "duplicate-id"), "{problems:?}");
    let told = String::from_utf8_lossy(&run.stderr).into_owned();
    for line in 2..=4 {
        assert!(told.contains(&format!("in.jsonl line {line}")), "{told}");
    }
}

#[test]
fn other_bytes_than_text_and_empty_files_are_told_and_the_rest_is_read() {
    let folder = folder();
    let inside = folder.path().join("in");
    fs::create_dir(&inside).expect("a folder");
    fs::write(inside.join("a.txt"), STORY).expect("an article");
    fs::write(inside.join("empty.txt"), "").expect("a file");
    fs::write(inside.join("binary.txt"), [0u8, 159, 146, 150, 0, 1, 2, 3, 0, 0, 7]).expect("a file");
    fs::write(inside.join("latin.txt"), b"The caf\xe9 M\xfcller sold 30 tables for $500 in 2019.")
        .expect("a file");
    let run = extract(folder.path(), &["in", "missing.txt"]);
    assert_eq!(run.status.code(), Some(1));
    let articles = rows(folder.path(), "articles.csv");
    let ids: Vec<&str> = articles.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(ids, ["a.txt", "latin.txt"]);
    let sources: Vec<String> = problems(folder.path()).into_iter().map(|[source, ..]| source).collect();
    for source in ["binary.txt", "empty.txt", "missing.txt"] {
        assert!(sources.iter().any(|told| told == source), "{source} is not among {sources:?}");
    }
}

#[test]
fn a_folder_without_articles_is_a_problem() {
    let folder = folder();
    fs::create_dir(folder.path().join("in")).expect("a folder");
    let run = extract(folder.path(), &["in"]);
    assert_eq!(run.status.code(), Some(1));
    assert_eq!(problems(folder.path()), [["in".to_owned(), String::new(), "no-articles".to_owned()]]);
}

#[test]
fn a_line_of_200_megabytes_stops_nothing() {
    let folder = folder();
    let mut file = BufWriter::new(File::create(folder.path().join("in.jsonl")).expect("a file"));
    let blanks = vec![b'x'; 1 << 20];
    file.write_all(b"{\"id\": \"long\", \"text\": \"").expect("room");
    for _ in 0..200 {
        file.write_all(&blanks).expect("room");
    }
    writeln!(file, "\"}}\n{{\"id\": \"a\", \"text\": {STORY:?}}}").expect("room");
    file.flush().expect("room");
    extract(folder.path(), &["in.jsonl"]);
    let articles = rows(folder.path(), "articles.csv");
    assert_eq!(articles.len(), 1, "the line after it is read");
    assert_eq!(articles[0][0], "a");
    assert_eq!(problems(folder.path()), [["in.jsonl", "line 1", "too-large"].map(str::to_owned)]);
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_a_problem() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = folder();
    let inside = folder.path().join("in");
    fs::create_dir(&inside).expect("a folder");
    fs::write(inside.join("a.txt"), STORY).expect("an article");
    fs::write(inside.join("secret.txt"), STORY).expect("an article");
    fs::set_permissions(inside.join("secret.txt"), fs::Permissions::from_mode(0o000)).expect("own file");
    symlink("nowhere", inside.join("vanished.txt")).expect("a link");
    symlink(".", inside.join("circle")).expect("a link");
    // Root reads everything; what then is left to be told is the link that leads nowhere.
    let unreadable = File::open(inside.join("secret.txt")).is_err();
    let run = extract(folder.path(), &["in"]);
    assert_eq!(run.status.code(), Some(1));
    let mut sources: Vec<String> = problems(folder.path()).into_iter().map(|[source, ..]| source).collect();
    sources.sort();
    if unreadable {
        assert_eq!(sources, ["secret.txt", "vanished.txt"]);
    } else {
        assert_eq!(sources, ["vanished.txt"]);
    }
}

/// Problems of articles that were read all the same.
const WITH_LOSS: [&str; 7] = [
    "damaged-pages",
    "duplicate-id",
    "figure-not-read",
    "nested-too-deep",
    "too-many-pages",
    "undecodable-bytes",
    "unread-date",
];

#[test]
fn every_record_of_a_mixed_folder_is_an_article_or_a_problem() {
    let folder = folder();
    let inside = folder.path().join("in");
    fs::create_dir_all(inside.join("deep/er")).expect("a folder");
    let write = |name: &str, bytes: &[u8]| fs::write(inside.join(name), bytes).expect("a file");
    write("a.txt", STORY.as_bytes());
    write("deep/er/b.md", STORY.as_bytes());
    write("empty.txt", b"");
    write("blank.md", b" \n\n ");
    write("binary.txt", &[0, 159, 146, 150, 0, 1, 2, 3, 0, 0, 7]);
    write("picture.txt", b"\x89PNG\r\n\x1a\n");
    write("latin.txt", b"The caf\xe9 sold 30 tables.");
    write(
        "lines.jsonl",
        format!(
            "{{\"text\": {STORY:?}}}\n\n{{\n[]\n{{\"text\": 5}}\n{{\"text\": {STORY:?}, \"id\": \"x\"}}\n"
        )
        .as_bytes(),
    );
    write("page.html", format!("<html><body><article><p>{STORY}</p></article></body></html>").as_bytes());
    write("broken.pdf", b"%PDF-1.7 broken");
    write("broken.docx", b"PK\x03\x04broken");
    write("broken.warc", b"WARC/1.0\r\nbroken\r\n\r\n");
    write("broken.txt.gz", b"\x1f\x8b\x08broken");
    write("broken.txt.zst", b"\x28\xb5\x2f\xfdbroken");
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt as _;
        fs::write(inside.join(std::ffi::OsStr::from_bytes(b"caf\xe9.txt")), STORY).expect("a file");
        std::os::unix::fs::symlink("circle.txt", inside.join("circle.txt")).expect("a link");
        std::os::unix::fs::symlink("..", inside.join("up")).expect("a link");
    }
    let run = extract(folder.path(), &["in"]);
    assert_eq!(run.status.code(), Some(1), "{}", String::from_utf8_lossy(&run.stderr));
    let manifest = fs::read_to_string(folder.path().join("out/manifest.json")).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
    let inputs = manifest["inputs"].as_array().expect("inputs");
    let records: u64 = inputs.iter().map(|input| input["records"].as_u64().expect("a number")).sum();
    let read: Vec<&str> = inputs.iter().filter_map(|input| input["path"].as_str()).collect();
    let articles = rows(folder.path(), "articles.csv").len() as u64;
    let problems = problems(folder.path());
    // A file that could not be opened at all is no input.
    let unread = problems.iter().filter(|[source, _, problem]| {
        read.contains(&source.as_str()) && !WITH_LOSS.contains(&problem.as_str())
    });
    assert_eq!(articles + unread.count() as u64, records, "{problems:?}");
    assert!(articles >= 6, "{articles} articles");
    for name in ["empty.txt", "broken.pdf", "broken.docx", "broken.warc", "broken.txt.gz", "broken.txt.zst"] {
        assert!(problems.iter().any(|[source, ..]| source == name), "{name} is not told: {problems:?}");
    }
    // Names that are not UTF-8 are found again.
    let verify = Command::new(env!("CARGO_BIN_EXE_tearsheet"))
        .args(["verify", "out"])
        .current_dir(folder.path())
        .output()
        .expect("a run");
    assert_eq!(verify.status.code(), Some(0), "{}", String::from_utf8_lossy(&verify.stderr));
}
