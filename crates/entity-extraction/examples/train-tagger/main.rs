//! Trains the tagger of names on annotated articles and writes its model.
//!
//!     cargo run --release -p tearsheet-extract --example train-tagger -- --out MODEL DATA... [--measure DATA...]
//!
//! Each DATA is a path `P` for which `P.articles.jsonl` (`id`, `text`) and `P.entities.jsonl` (`id`, `start`, `end`,
//! `label`; offsets in code points) exist. The model is a conditional random field trained by AdaGrad with a fixed
//! seed, its weights rounded to bytes. What it was trained on decides its licence: see `data/README.md`.

mod corpus;
mod crf;
mod made;

use std::collections::{HashMap, HashSet};
use std::process::ExitCode;

use corpus::{Corpus, Example};
use tearsheet_extract::Lexicons;
use tearsheet_extract::findings::Mention;
use tearsheet_extract::firm::find;
use tearsheet_extract::firm::tagger::{LABELS, Label, Model};
use tearsheet_extract::view::View;
use tearsheet_ingest::Article;

struct Options {
    out: Option<String>,
    train: Vec<String>,
    measure: Vec<String>,
    folds: Option<String>,
    crf: crf::Options,
    bits: u32,
    made: usize,
    corpus: Option<String>,
    bias: Vec<f32>,
    errors: bool,
}

fn options() -> Result<Options, String> {
    let mut options = Options {
        out: None,
        train: Vec::new(),
        measure: Vec::new(),
        folds: None,
        crf: crf::Options::default(),
        bits: 17,
        made: 0,
        corpus: None,
        bias: vec![0.0],
        errors: false,
    };
    let mut measuring = false;
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or(format!("{word} needs a value"));
        fn number<T: std::str::FromStr>(text: String) -> Result<T, String> {
            text.parse().map_err(|_| format!("{text} is not a number"))
        }
        match word.as_str() {
            "--out" => options.out = Some(value()?),
            "--measure" => measuring = true,
            "--errors" => options.errors = true,
            "--folds" => options.folds = Some(value()?),
            "--epochs" => options.crf.epochs = number(value()?)?,
            "--rate" => options.crf.rate = number(value()?)?,
            "--decay" => options.crf.decay = number(value()?)?,
            "--dropout" => options.crf.dropout = number(value()?)?,
            "--least" => options.crf.least = number(value()?)?,
            "--corpus" => options.corpus = Some(value()?),
            "--made" => options.made = number(value()?)?,
            "--bits" => options.bits = number(value()?)?,
            "--bias" => {
                options.bias =
                    value()?.split(',').map(|one| number(one.to_owned())).collect::<Result<_, _>>()?;
            }
            _ if measuring => options.measure.push(word),
            _ => options.train.push(word),
        }
    }
    if options.train.is_empty() { Err("no DATA to train on".to_owned()) } else { Ok(options) }
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("train-tagger: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let options = options()?;
    let lexicons = Lexicons::built_in();
    let mut train = Vec::new();
    for path in &options.train {
        let corpus = Corpus::read(path, &lexicons)?;
        eprintln!("{path}: {} articles, {} runs", corpus.articles, corpus.examples.len());
        train.extend(corpus.examples);
    }
    if let Some(folder) = &options.corpus {
        let corpus = Corpus::of_folder(folder, &lexicons)?;
        eprintln!("{folder}: {} articles, {} runs", corpus.articles, corpus.examples.len());
        train.extend(corpus.examples);
    }
    train.extend(Corpus::made(options.made, &lexicons).examples);
    if let Some(path) = &options.folds {
        let corpus = Corpus::read(path, &lexicons)?;
        cross_validate(&options, &train, &corpus, lexicons);
        return Ok(());
    }
    let weights = crf::train(&train.iter().collect::<Vec<_>>(), &options.crf);
    for path in &options.measure {
        let corpus = Corpus::read(path, &lexicons)?;
        for &bias in &options.bias {
            let model = weights.to_model(options.bits, bias);
            let examples: Vec<&Example> = corpus.examples.iter().collect();
            report(path, bias, corpus.gold, &measure(&model, &examples));
        }
    }
    if let Some(out) = &options.out {
        let model = weights.to_model(options.bits, options.bias[0]);
        std::fs::write(out, model.to_bytes()).map_err(|error| format!("{out}: {error}"))?;
    }
    Ok(())
}

/// Trains five times on four fifths of `corpus` besides `train`, and measures on the fifth that was left out: the
/// tagger alone for each bias, and the whole stage with the first.
fn cross_validate(options: &Options, train: &[Example], corpus: &Corpus, mut lexicons: Lexicons) {
    let mut totals = vec![Counts::default(); options.bias.len()];
    let mut stage = Counts::default();
    for fold in 0..5 {
        let seen = corpus.examples.iter().filter(|example| example.article % 5 != fold);
        let weights = crf::train(&train.iter().chain(seen).collect::<Vec<_>>(), &options.crf);
        let unseen: Vec<&Example> =
            corpus.examples.iter().filter(|example| example.article % 5 == fold).collect();
        for (total, &bias) in totals.iter_mut().zip(&options.bias) {
            let counts = measure(&weights.to_model(options.bits, bias), &unseen);
            total.right += counts.right;
            total.found += counts.found;
        }
        lexicons.tagger = weights.to_model(options.bits, options.bias[0]);
        let unseen = corpus.read.iter().enumerate().filter(|(article, _)| article % 5 == fold);
        for (_, (article, gold)) in unseen {
            let counts = measure_stage(&lexicons, article, gold, options.errors);
            stage.right += counts.right;
            stage.found += counts.found;
        }
    }
    report("whole stage, folds", options.bias[0], corpus.gold, &stage);
    for (counts, &bias) in totals.iter().zip(&options.bias) {
        report("folds", bias, corpus.gold, counts);
    }
}

/// Spans of organisations.
#[derive(Clone, Default)]
struct Counts {
    right: usize,
    found: usize,
}

/// What the whole stage finds in an article; with `errors` it prints what is wrong and what is missing.
fn measure_stage(lexicons: &Lexicons, article: &Article, gold: &HashSet<(u32, u32)>, errors: bool) -> Counts {
    let mentions = find(&View::new(article), lexicons).mentions;
    let place = |span| article.locate(span);
    let found: HashMap<(u32, u32), &Mention> = mentions
        .iter()
        .map(|mention| (place(mention.span), mention))
        .map(|(place, mention)| ((place.start_char, place.end_char), mention))
        .collect();
    if errors {
        let (text, mut wrong): (Vec<char>, Vec<_>) = (article.text().chars().collect(), Vec::new());
        let extra = found.iter().filter(|(span, _)| !gold.contains(span));
        wrong.extend(extra.map(|(&span, mention)| (span, mention.rule.to_string())));
        wrong.extend(
            gold.iter().filter(|span| !found.contains_key(span)).map(|&it| (it, "missing".to_owned())),
        );
        wrong.sort();
        for ((start, end), rule) in wrong {
            let slice = |from: usize, to: usize| -> String {
                text[from.min(text.len())..to.min(text.len())].iter().collect::<String>().replace('\n', " ")
            };
            let (start, end) = (start as usize, end as usize);
            eprintln!(
                "{rule:16}\t{}\t...{}[[]]{}...",
                slice(start, end),
                slice(start.saturating_sub(30), start),
                slice(end, end + 30)
            );
        }
    }
    Counts { right: gold.iter().filter(|span| found.contains_key(span)).count(), found: found.len() }
}

fn measure(model: &Model, examples: &[&Example]) -> Counts {
    let mut counts = Counts::default();
    for example in examples {
        let found = spans(&model.label(&example.cells));
        counts.found += found.len();
        counts.right += found.iter().filter(|span| example.organisations.contains(span)).count();
    }
    counts
}

/// First and last cell of each organisation.
fn spans(labels: &[Label]) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let mut start = None;
    for (at, &label) in labels.iter().chain([&Label::Outside]).enumerate() {
        if label != Label::InOrganisation
            && let Some(first) = start.take()
        {
            spans.push((first, at - 1));
        }
        if label == Label::OpensOrganisation {
            start = Some(at);
        }
    }
    spans
}

fn report(name: &str, bias: f32, gold: usize, counts: &Counts) {
    let share = |part: usize, whole: usize| if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 };
    let (precision, recall) = (share(counts.right, counts.found), share(counts.right, gold));
    let f1 = share(2 * counts.right, counts.found + gold);
    let name = name.rsplit('/').next().unwrap_or(name);
    eprintln!("{name:24} bias {bias:4.1}  P {precision:5.1}  R {recall:5.1}  F1 {f1:5.1}");
}

const _: () = assert!(LABELS == Label::ALL.len());
