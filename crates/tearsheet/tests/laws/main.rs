//! Laws of the whole line: whatever the text, every row gives back its text; however many threads, the same bytes.

// The fuzz targets, which are crates of their own, use it too.
#[allow(unreachable_pub)]
mod check;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use proptest::prelude::*;
use tearsheet::extract::{Options, extract};
use tearsheet_export::Style;
use tearsheet_extract::{Extractor, Lexicons};
use tearsheet_ingest::record::Part;
use tearsheet_ingest::{Format, Problem, Record, read};

fn extractor() -> &'static Extractor {
    static EXTRACTOR: OnceLock<Extractor> = OnceLock::new();
    EXTRACTOR.get_or_init(|| Extractor::new(Lexicons::built_in()))
}

/// Pieces that rules look for, and that break what is careless.
const PIECES: [&str; 40] = [
    "Acme Corp. ",
    "IBM",
    " (KCC) ",
    "Salt & Sail plc",
    "’s ",
    "the ",
    "The company ",
    "it ",
    "said ",
    "bought ",
    "$3.5bn ",
    "US$",
    "€40 to €55 ",
    "between 5 and 6 kg ",
    "12%",
    " per ",
    "more than ",
    "hundreds of ",
    "1,000 ",
    "12-15 ",
    "2009",
    "Q4 ",
    "in ",
    "founded in ",
    "employees ",
    "based in Leeds ",
    "Java 8, ",
    "C/C++ ",
    "PHP4/5 ",
    "Skills\t",
    "\n",
    "\n\n",
    "loca-\n\ntions ",
    "“quote” ",
    "…",
    "\u{a0}",
    "ﬁ",
    "３",
    "𝔘",
    ". ",
];

fn articles() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select(PIECES.to_vec()).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
        1 => "[ -~\\n\\t]{0,12}",
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn every_row_gives_back_its_text(text in articles(), format in proptest::sample::select(vec![Format::Text, Format::Markdown])) {
        let record = Record {
            source: "law.txt".into(),
            name: "law.txt".to_owned(),
            part: Part::Whole,
            address: None,
            format,
            fields: Default::default(),
            bytes: text.into_bytes(),
        };
        if let Ok((article, _)) = read(&record) {
            check::article(&article);
            check::findings(&article, &extractor().find(&article));
        }
    }

    #[test]
    fn every_table_reads_back_whatever_is_in_it(cells in proptest::collection::vec("[\\PC\"',;=+@\t\r\n\\-]{0,12}", 0..12)) {
        let problems: Vec<Problem> = cells.chunks_exact(4).map(|cells| Problem {
            source: cells[0].clone(), record: cells[1].clone(), problem: cells[2].clone(), detail: cells[3].clone(),
        }).collect();
        for style in [Style::Plain, Style::Excel] {
            check::problems(&problems, style);
        }
    }

    #[test]
    fn every_input_is_articles_or_problems(
        bytes in prop_oneof![articles().prop_map(String::into_bytes), proptest::collection::vec(any::<u8>(), 0..300)],
        format in proptest::sample::select(vec![Format::Text, Format::Markdown, Format::Html, Format::Jsonl, Format::Csv, Format::Pdf, Format::Docx, Format::Warc]),
    ) {
        check::input("law", format, &bytes);
    }

    #[test]
    fn settings_and_lexicons_are_taken_or_refused_with_reason(text in "(name|surface|kind|unit|text_field|least|[a-z_]{1,8}|[,;=\\[\\]\"'\n\\.]|\\PC){0,40}") {
        check::configuration(&text);
        check::lexicon(&text);
    }
}

fn bytes_of(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("the dataset").map(|entry| entry.expect("an entry").path());
    let name = |path: &PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
    entries.map(|path| (name(&path), fs::read(&path).expect("a file"))).collect()
}

#[test]
fn the_same_bytes_at_any_number_of_threads() {
    let out = tempfile::tempdir().unwrap();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let dataset = |jobs: usize| {
        let folder = out.path().join(jobs.to_string());
        let options = Options { jobs, ..Options::new(vec![corpus.clone()], folder.clone()) };
        extract(&options, &mut |_, _| {}).unwrap();
        bytes_of(&folder)
    };
    let one = dataset(1);
    assert!(one.len() >= 10, "tables and metadata");
    assert_eq!(dataset(2), one);
    assert_eq!(dataset(7), one);
}

/// Copies the corpus, file by file in another order than that of its names.
fn shuffled_corpus(folder: &Path) -> Vec<PathBuf> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let entries = fs::read_dir(corpus).expect("the corpus").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.is_file()).collect();
    files.sort_by_key(|path| {
        // Any order that is not that of the names.
        path.file_name()
            .expect("a name")
            .to_string_lossy()
            .bytes()
            .rev()
            .map(|byte| byte ^ 0x15)
            .collect::<Vec<u8>>()
    });
    let copy = |path: &PathBuf| {
        let copied = folder.join(path.file_name().expect("a name"));
        fs::copy(path, &copied).expect("a copy");
        copied
    };
    files.iter().map(copy).collect()
}

#[test]
fn the_same_rows_in_whatever_order_files_come() {
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().join("articles");
    fs::create_dir(&folder).unwrap();
    let files = shuffled_corpus(&folder);
    let tables = |inputs: Vec<PathBuf>, name: &str| {
        let target = out.path().join(name);
        extract(&Options::new(inputs, target.clone()), &mut |_, _| {}).unwrap();
        let mut tables = bytes_of(&target);
        tables.retain(|name, _| name.ends_with(".csv"));
        tables
    };
    // A folder is read in the order of its names, however its files got there.
    let whole = tables(vec![folder], "whole");
    let original = tables(vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus")], "original");
    assert_eq!(whole, original);
    // Named one by one they come in that order; which rows there are does not depend on it.
    let sorted = |tables: BTreeMap<String, Vec<u8>>| -> BTreeMap<String, Vec<Vec<String>>> {
        let rows = |bytes: Vec<u8>| {
            let mut reader = csv::Reader::from_reader(bytes.as_slice());
            let mut rows: Vec<Vec<String>> =
                reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
            rows.sort();
            rows
        };
        tables.into_iter().map(|(name, bytes)| (name, rows(bytes))).collect()
    };
    assert_eq!(sorted(tables(files, "named")), sorted(whole));
}
