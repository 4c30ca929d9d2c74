//! Measures what the parts of the firm stage contribute, and how fast it is.
//!
//!     cargo run --release -p tearsheet-extract --example measure-firms -- DATA...
//!
//! Each DATA is a path `P` for which `P.articles.jsonl` (`id`, `text`) and `P.gold.jsonl` (`id`, `start`, `end` of each
//! organisation, in code points) exist.
//! Prints a table in Markdown: F1 of exact spans for each set and each choice of parts, then megabytes of text a
//! second of one thread for the whole stage with and without the tagger.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::Write as _;
use std::process::ExitCode;
use std::time::Instant;

use tearsheet_extract::Lexicons;
use tearsheet_extract::firm::{Parts, find_with};
use tearsheet_extract::view::View;
use tearsheet_ingest::{Article, Format, Record};

/// A set of articles with the spans of organisations, in code points.
struct Set {
    name: String,
    articles: Vec<Article>,
    gold: HashMap<String, HashSet<(u64, u64)>>,
}

const CHOICES: [(&str, Parts); 8] = [
    ("all", Parts::ALL),
    ("without lists", Parts { lists: false, ..Parts::ALL }),
    ("without cues", Parts { cues: false, ..Parts::ALL }),
    ("without carry", Parts { carry: false, ..Parts::ALL }),
    ("without tagger", Parts { tagger: false, ..Parts::ALL }),
    ("tagger alone", Parts { lists: false, cues: false, carry: false, tagger: true }),
    ("lists alone", Parts { lists: true, cues: false, carry: false, tagger: false }),
    ("cues alone", Parts { lists: false, cues: true, carry: false, tagger: false }),
];

impl Set {
    fn read(path: &str) -> Result<Self, String> {
        let text = |name: String| fs::read_to_string(&name).map_err(|error| format!("{name}: {error}"));
        let mut articles = Vec::new();
        for line in text(format!("{path}.articles.jsonl"))?.lines().filter(|line| !line.trim().is_empty()) {
            let bytes = line.as_bytes().to_vec();
            let record = Record::new(path, Format::Jsonl, bytes);
            articles.push(tearsheet_ingest::read(&record).map_err(|error| error.detail)?.0);
        }
        let mut gold: HashMap<String, HashSet<(u64, u64)>> = HashMap::new();
        for line in text(format!("{path}.gold.jsonl"))?.lines().filter(|line| !line.trim().is_empty()) {
            let row: serde_json::Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
            if let (Some(id), Some(start), Some(end)) =
                (row["id"].as_str(), row["start"].as_u64(), row["end"].as_u64())
            {
                gold.entry(id.to_owned()).or_default().insert((start, end));
            }
        }
        let name = path.rsplit('/').next().unwrap_or(path).to_owned();
        Ok(Self { name, articles, gold })
    }

    /// F1 of exact spans, in percent.
    fn f1(&self, lexicons: &Lexicons, parts: Parts) -> f64 {
        let (mut right, mut found) = (0, 0);
        for article in &self.articles {
            let names = find_with(&View::new(article), lexicons, parts);
            let gold = self.gold.get(article.id());
            for mention in names.mentions {
                let place = article.locate(mention.span);
                let span = (u64::from(place.start_char), u64::from(place.end_char));
                found += 1;
                right += usize::from(gold.is_some_and(|gold| gold.contains(&span)));
            }
        }
        let gold: usize = self.gold.values().map(HashSet::len).sum();
        200.0 * right as f64 / (found + gold).max(1) as f64
    }

    /// Megabytes a second, the best of five passes.
    fn speed(&self, lexicons: &Lexicons, parts: Parts) -> f64 {
        let bytes: usize = self.articles.iter().map(|article| article.text().len()).sum();
        let pass = || {
            let start = Instant::now();
            for article in &self.articles {
                std::hint::black_box(find_with(&View::new(article), lexicons, parts));
            }
            start.elapsed().as_secs_f64()
        };
        let best = (0..5).map(|_| pass()).fold(f64::INFINITY, f64::min);
        bytes as f64 / best / 1e6
    }
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("measure-firms: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let start = Instant::now();
    let lexicons = Lexicons::built_in();
    let built = start.elapsed();
    let sets: Vec<Set> = std::env::args().skip(1).map(|path| Set::read(&path)).collect::<Result<_, _>>()?;
    let mut out = String::from("| parts |");
    for set in &sets {
        out += &format!(" {} |", set.name);
    }
    out += &format!("\n|---|{}\n", "---:|".repeat(sets.len()));
    for (name, parts) in CHOICES {
        out += &format!("| {name} |");
        for set in &sets {
            out += &format!(" {:.1} |", set.f1(&lexicons, parts));
        }
        out += "\n";
    }
    for (name, parts) in
        [("MB/s", Parts::ALL), ("MB/s without tagger", Parts { tagger: false, ..Parts::ALL })]
    {
        out += &format!("| {name} |");
        for set in &sets {
            out += &format!(" {:.1} |", set.speed(&lexicons, parts));
        }
        out += "\n";
    }
    out += &format!("\nLists and model are built in {} ms.\n", built.as_millis());
    std::io::stdout().write_all(out.as_bytes()).map_err(|error| error.to_string())
}
