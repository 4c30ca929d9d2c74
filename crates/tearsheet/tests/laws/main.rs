//! Laws of the whole line: whatever the text, every row gives back its text; however many threads, the same bytes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use proptest::prelude::*;
use tearsheet::extract::{Options, extract};
use tearsheet_export::Rows;
use tearsheet_extract::{Extractor, Lexicons};
use tearsheet_ingest::record::Part;
use tearsheet_ingest::{Format, Record, read};

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
        let Ok((article, _)) = read(&record) else { return Ok(()) };
        let findings = extractor().find(&article);
        let rows = Rows::new(&article, &findings);
        let spans = rows.mentions.iter().map(|row| (row.start_byte, row.end_byte, &row.text, &row.sentence))
            .chain(rows.figures.iter().map(|row| (row.start_byte, row.end_byte, &row.text, &row.sentence)))
            .chain(rows.skills.iter().map(|row| (row.start_byte, row.end_byte, &row.text, &row.sentence)));
        for (start, end, text, sentence) in spans {
            prop_assert!(start < end, "an empty span");
            prop_assert!(article.proves(start as usize..end as usize, text), "{text:?} at {start}..{end}");
            prop_assert!(article.has_sentence(sentence), "{sentence:?}");
        }
        // What belongs to somebody belongs to somebody who is there.
        let known: Vec<&str> =
            rows.firms.iter().chain(&rows.organisations).map(|row| row.firm_id.as_ref()).collect();
        let used = rows.mentions.iter().map(|row| &row.firm_id)
            .chain(rows.figures.iter().map(|row| &row.firm_id))
            .chain(rows.skills.iter().map(|row| &row.firm_id))
            .chain(rows.relations.iter().flat_map(|row| [&row.subject_id, &row.object_id]));
        for id in used.filter(|id| !id.is_empty()) {
            prop_assert!(known.contains(&id.as_ref()), "no firm has the id {id}");
        }
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
