//! How fast the skill stage is beside bare list matching with the same lexicon, in one run.
//!
//! `cargo run --release -p tearsheet-extract --example skill-throughput -- ARTICLES.jsonl ...`

use std::io::BufReader;
use std::time::{Duration, Instant};

use tearsheet_extract::{Lexicons, skill, view::View};
use tearsheet_ingest::{Article, Format, read, record::Records};

/// Each is measured this often; the fastest run counts.
const RUNS: usize = 7;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let started = Instant::now();
    let table = skill::lexicon::SkillLexicon::built_in();
    eprintln!("table of {} surfaces built in {:.1?}", table.len(), started.elapsed());
    let lexicons = Lexicons::built_in();
    let mut articles: Vec<Article> = Vec::new();
    for path in std::env::args().skip(1) {
        let file = BufReader::new(std::fs::File::open(&path)?);
        for record in Records::new(&path, &path, Format::Jsonl, file).flatten() {
            articles.extend(read(&record).map(|(article, _)| article));
        }
    }
    let bytes: usize = articles.iter().map(|article| article.text().len()).sum();
    let fastest = |job: &dyn Fn(&Article) -> usize| -> (Duration, usize) {
        let run = || {
            let started = Instant::now();
            let found = articles.iter().map(job).sum();
            (started.elapsed(), found)
        };
        (0..RUNS).map(|_| run()).min().unwrap_or_default()
    };
    let report = |name: &str, (time, found): (Duration, usize)| {
        eprintln!("{name}: {:.1} MB/s, {found} found", bytes as f64 / 1e6 / time.as_secs_f64());
    };
    report("bare list matching", fastest(&|article| table.matches(&View::new(article))));
    report("skill stage", fastest(&|article| skill::find(&View::new(article), &lexicons).skills.len()));
    Ok(())
}
