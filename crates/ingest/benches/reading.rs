//! How fast articles are read and cut into sentences and words, beside a bare check of their UTF-8 and a split at white
//! space.
//!
//! `cargo bench -p tearsheet-ingest -- [MEGABYTES] [ROUNDS]`
//!
//! All stages run in turn on one thread, round after round, in CPU time. A ratio is taken within a round, so that what
//! slows the machine slows both sides of it; shown are medians, and of the ratios the lowest and highest as well.

mod clock;

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use clock::{median, spent};
use tearsheet_ingest::record::Records;
use tearsheet_ingest::{Article, BlockKind, Draft, DraftBlock, Format, Record, read};

/// The same articles in every shape that a stage takes.
struct Articles {
    /// As they lie in the corpus, with their layout.
    texts: Vec<String>,
    /// As JSON lines.
    lines: String,
    /// As web pages.
    pages: Vec<String>,
    /// Their paragraphs, ready to be built into articles.
    drafts: Vec<Draft>,
}

impl Articles {
    /// The plain texts of the project's corpus, over and over, about `bytes` bytes of them.
    fn new(bytes: usize) -> Self {
        let corpus = corpus();
        let mut articles = Self { texts: vec![], lines: String::new(), pages: vec![], drafts: vec![] };
        let mut count = 0;
        for (number, text) in corpus.iter().cycle().enumerate() {
            if count >= bytes {
                break;
            }
            count += text.len();
            let object = serde_json::json!({ "id": number.to_string(), "text": text });
            articles.lines.push_str(&format!("{object}\n"));
            articles.pages.push(page(text));
            articles.drafts.push(draft(text));
            articles.texts.push(text.clone());
        }
        articles
    }

    fn bytes(&self) -> usize {
        self.texts.iter().map(String::len).sum()
    }
}

fn corpus() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let entries = std::fs::read_dir(&folder).expect("the corpus stands beside the crates");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    paths.sort();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.iter().map(|path| std::fs::read_to_string(path).expect("a text of the corpus")).collect()
}

fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty())
}

fn page(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let body: String = paragraphs(&escaped).map(|paragraph| format!("<p>{paragraph}</p>\n")).collect();
    format!("<!DOCTYPE html><html lang=\"en\"><body><article>{body}</article></body></html>")
}

fn draft(text: &str) -> Draft {
    let start = |part: &str| part.as_ptr() as usize - text.as_ptr() as usize;
    let block =
        |part: &str| DraftBlock::flow(BlockKind::Paragraph, text, start(part)..start(part) + part.len());
    Draft { source: text.to_owned(), blocks: paragraphs(text).map(block).collect(), ..Draft::default() }
}

/// A stage: its name, and what it does with all articles; the number keeps the work from being optimised away.
type Stage = (&'static str, fn(&Articles) -> usize);

const STAGES: &[Stage] = &[
    ("UTF-8 check", |articles| {
        articles.texts.iter().filter(|text| std::str::from_utf8(black_box(text.as_bytes())).is_ok()).count()
    }),
    ("whitespace split", |articles| articles.texts.iter().map(|text| text.split_whitespace().count()).sum()),
    ("words, sentences", |articles| {
        let build = |draft: &Draft| Article::build(String::new(), String::new(), draft.clone());
        articles.drafts.iter().map(|draft| build(draft).sentences().len()).sum()
    }),
    ("text", |articles| articles.texts.iter().map(|text| whole(Format::Text, text)).sum()),
    ("JSON lines", |articles| {
        let records = Records::new("a.jsonl", "a.jsonl", Format::Jsonl, articles.lines.as_bytes());
        records.map(|record| sentences(&record.expect("a line is a record"))).sum()
    }),
    #[cfg(feature = "html")]
    ("HTML", |articles| articles.pages.iter().map(|page| whole(Format::Html, page)).sum()),
];

fn whole(format: Format, text: &str) -> usize {
    sentences(&Record::new("article", format, text.as_bytes().to_vec()))
}

fn sentences(record: &Record) -> usize {
    read(record).expect("the corpus is readable").0.sentences().len()
}

#[expect(clippy::print_stdout, reason = "the figures are what a bench is run for")]
fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|argument| argument.parse::<usize>().ok());
    let (megabytes, rounds) = (numbers.next().unwrap_or(4), numbers.next().unwrap_or(5).max(1));
    let articles = Articles::new(megabytes * 1_000_000);
    let started = Instant::now();
    let mut took = vec![Vec::with_capacity(rounds); STAGES.len()];
    for round in 0..=rounds {
        for ((_, run), took) in STAGES.iter().zip(&mut took) {
            let before = spent(started);
            black_box(run(&articles));
            // The first round warms up.
            if round > 0 {
                took.push((spent(started) - before).as_secs_f64());
            }
        }
    }
    let megabytes = articles.bytes() as f64 / 1e6;
    println!("{} articles, {megabytes:.1} MB, {rounds} rounds", articles.texts.len());
    println!(
        "{:<18}{:>14}   {:<34}{:<10}",
        "stage", "MB per CPU s", "whitespace splits in the time", "UTF-8 checks"
    );
    for ((name, _), own) in STAGES.iter().zip(&took) {
        let times =
            |base: &[f64]| -> Vec<f64> { own.iter().zip(base).map(|(own, base)| own / base).collect() };
        let (checks, splits) = (times(&took[0]), times(&took[1]));
        let (low, high) =
            splits.iter().fold((f64::MAX, 0_f64), |(low, high), &it| (low.min(it), high.max(it)));
        let range = format!("{:.2} ({low:.2} to {high:.2})", median(&splits));
        println!("{name:<18}{:>14.1}   {range:<34}{:.1}", megabytes / median(own), median(&checks));
    }
}
