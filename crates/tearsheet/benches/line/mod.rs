//! The text that the benches run over, and the stages of the line that they measure one by one.

use std::borrow::Cow;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tearsheet::extract::{Options, extract};
use tearsheet::{inputs, pipeline};
use tearsheet_export::{Encoded, Rows, Style};
use tearsheet_extract::{Extractor, Findings, Lexicons};
use tearsheet_ingest::record::Records;
use tearsheet_ingest::{Article, BlockKind, Format, Record, read};

/// Sentences in a made-up article, and in a paragraph of it: about 3 kB, as news has it.
const SENTENCES: usize = 24;
const PARAGRAPH: usize = 3;

/// A line of the text.
#[derive(Deserialize, Serialize)]
struct Line<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    title: Cow<'a, str>,
    #[serde(borrow)]
    text: Cow<'a, str>,
}

/// About `bytes` bytes of articles as JSON lines, made of the sentences of the project's corpus in another order. The
/// same on every machine.
pub(crate) fn text(bytes: usize) -> String {
    let sentences = sentences();
    let mut chosen = Chosen(0x9e37_79b9_7f4a_7c15);
    let mut next = || sentences[chosen.below(sentences.len())].as_str();
    let mut text = String::with_capacity(bytes + (8 << 10));
    while text.len() < bytes {
        let title = next();
        let mut body = String::new();
        for sentence in 0..SENTENCES {
            match sentence % PARAGRAPH {
                0 if sentence > 0 => body.push_str("\n\n"),
                0 => {}
                _ => body.push(' '),
            }
            body.push_str(next());
        }
        let id = format!("shuffled-{}", text.len());
        let line = Line { id: id.into(), title: title.into(), text: body.into() };
        text.push_str(&serde_json::to_string(&line).expect("text is JSON"));
        text.push('\n');
    }
    text
}

/// The sentences of the running text of `corpus/`.
fn sentences() -> Vec<String> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let (inputs, problems) = inputs::find(&[corpus], Format::Text);
    assert!(problems.is_empty(), "the corpus cannot be read: {problems:?}");
    let mut all = Vec::new();
    let said = |article: &Article, _: &[_]| -> Vec<String> {
        let blocks = article.blocks();
        let running =
            article.sentences().iter().filter(|it| blocks[it.block as usize].kind == BlockKind::Paragraph);
        running.map(|it| article.slice(it.span).replace(['\n', '\t'], " ")).collect()
    };
    let taken = pipeline::run(&inputs, 1, said, |done| {
        all.extend(done.results.into_iter().flatten());
        Ok(())
    });
    taken.expect("the corpus is read");
    all
}

/// Numbers that look as if drawn by lot (xorshift).
struct Chosen(u64);

impl Chosen {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

/// The line taken apart: what each stage takes is at hand, so that each can run alone.
pub(crate) struct Stages {
    text: String,
    records: Vec<Record>,
    articles: Vec<Article>,
    findings: Vec<Findings>,
    extractor: Extractor,
    file: PathBuf,
    folder: tempfile::TempDir,
}

/// What can be measured, in the order of the line.
pub(crate) const STAGES: [&str; 9] = [
    "whitespace split",
    "JSON parse",
    "cut records",
    "read articles",
    "find",
    "rows",
    "CSV",
    "whole line",
    "start",
];

impl Stages {
    /// Makes `bytes` bytes of text and all that the stages take.
    pub(crate) fn new(bytes: usize) -> Self {
        let text = text(bytes);
        let folder = tempfile::tempdir().expect("room for a folder");
        let file = folder.path().join("news.jsonl");
        std::fs::write(&file, &text).expect("room for the text");
        let extractor = Extractor::new(Lexicons::built_in());
        let mut stages = Self {
            text,
            records: Vec::new(),
            articles: Vec::new(),
            findings: Vec::new(),
            extractor,
            file,
            folder,
        };
        stages.records = stages.cut().collect();
        stages.articles = stages.records.iter().map(article).collect();
        stages.findings = stages.articles.iter().map(|article| stages.extractor.find(article)).collect();
        stages
    }

    /// Bytes of the text.
    pub(crate) fn bytes(&self) -> usize {
        self.text.len()
    }

    /// Runs a stage once over the whole text, with `jobs` threads where it has any.
    ///
    /// # Panics
    /// If there is no such stage.
    pub(crate) fn run(&self, stage: &str, jobs: usize) {
        let all = || self.articles.iter().zip(&self.findings);
        match stage {
            "whitespace split" => {
                _ = black_box(self.text.split_ascii_whitespace().map(str::len).fold(0, usize::max))
            }
            "JSON parse" => {
                let parsed =
                    self.text.lines().map(|line| serde_json::from_str::<Line<'_>>(line).expect("own JSON"));
                black_box(
                    parsed.map(|line| line.id.len() + line.title.len() + line.text.len()).sum::<usize>(),
                );
            }
            "cut records" => _ = black_box(self.cut().count()),
            "read articles" => self.records.iter().for_each(|record| _ = black_box(article(record))),
            "find" => self.articles.iter().for_each(|article| _ = black_box(self.extractor.find(article))),
            "rows" => all().for_each(|(article, findings)| _ = black_box(Rows::new(article, findings))),
            "CSV" => all().for_each(|(article, findings)| {
                let mut encoded = Encoded::new(Style::Plain);
                encoded.push(&Rows::new(article, findings));
                black_box(encoded);
            }),
            "whole line" => {
                let out = self.folder.path().join("dataset");
                let options = Options { jobs, ..Options::new(vec![self.file.clone()], out) };
                let done = extract(&options, &mut |_, _| {}).expect("a dataset");
                assert_eq!(done.articles, self.records.len() as u64, "an article is lost");
            }
            "start" => _ = black_box(Lexicons::built_in()),
            _ => panic!("no stage {stage:?}; there are {STAGES:?}"),
        }
    }

    fn cut(&self) -> impl Iterator<Item = Record> {
        let records = Records::new("news.jsonl", "news.jsonl", Format::Jsonl, self.text.as_bytes());
        records.map(|record| record.expect("own JSON"))
    }
}

fn article(record: &Record) -> Article {
    read(record).expect("own JSON").0
}
