//! Scores a corpus or a dataset against a folder of gold.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use tearsheet_export::Rows;
use tearsheet_export::guard::guard;
use tearsheet_extract::Extractor;
use tearsheet_ingest::record::Fields;
use tearsheet_ingest::{Article, Format};
use tearsheet_regress::rows;
use tearsheet_regress::score::gold::{self, Gold, GoldRow};
use tearsheet_regress::score::{Corrected, Fault, Miss, Score, Tally};

use crate::approval::corrected;
use crate::datasets::Dataset;
use crate::{Failure, inputs, pipeline, verify};

/// Scores `input`, articles or a dataset, against the gold in `gold`: `firms.csv`, `mentions.csv`, `figures.csv` and
/// `skills.csv`, in a folder for each article, called as its id with or without the ending, or for all of them with a
/// column `article`; and `corrected.csv`, single cells that were corrected in review. Articles without gold are not scored.
///
/// # Errors
/// If something cannot be read, or there is gold for an article that is not there.
pub fn score(
    input: &Path,
    gold: &Path,
    extractor: &Extractor,
    fields: &Fields,
    jobs: usize,
) -> Result<Score, Failure> {
    let gold_of = GoldFolder::open(gold)?;
    let mut cells: BTreeMap<String, Vec<Corrected>> = BTreeMap::new();
    for cell in corrected::read(gold)? {
        cells.entry(cell.article.clone()).or_default().push(cell);
    }
    let is_dataset = input.join("manifest.json").is_file();
    let (inputs, ready) = if is_dataset {
        (verify::sources_of(input, None)?, Some(read_dataset(input)?))
    } else {
        let (mut inputs, problems) = inputs::find(&[input.to_owned()], Format::Jsonl);
        if let (true, Some(problem)) = (inputs.is_empty(), problems.first()) {
            return Err(Failure(format!("{}: {}", problem.source, problem.detail)));
        }
        inputs::with_fields(&mut inputs, fields);
        (inputs, None)
    };
    let mut score = Score::default();
    let mut used = BTreeSet::new();
    let work = |article: &Article| -> Result<Option<Scored>, Failure> {
        let found = gold_of.of(article)?;
        let cells = cells.get_key_value(article.id());
        if found.is_none() && cells.is_none() {
            return Ok(None);
        }
        let fresh;
        let rows = match ready.as_ref().map(|ready| ready.get(article.id())) {
            Some(Some(rows)) => rows,
            Some(None) => return Ok(None),
            None => {
                fresh = rows::Article::of_rows(&Rows::new(article, &extractor.find(article)));
                &fresh
            }
        };
        let mut score = match &found {
            Some((_, gold)) => {
                let sentences = Sentences::new(article);
                Score::of(rows, gold, &|start| sentences.at(start))
            }
            None => Score { articles: 1, ..Score::default() },
        };
        if let Some((_, cells)) = cells {
            score.correct(rows, cells);
        }
        let names = found.into_iter().flat_map(|(names, _)| names).chain(cells.map(|(name, _)| name.clone()));
        Ok(Some(Scored { gold: names.collect(), score }))
    };
    pipeline::run(
        &inputs,
        jobs,
        |article, _| work(article),
        |done| {
            for result in done.results {
                if let Some(one) = result? {
                    used.extend(one.gold);
                    score.add(one.score);
                }
            }
            Ok(())
        },
    )?;
    match gold_of.names().chain(cells.keys()).find(|name| !used.contains(*name)) {
        Some(name) => Err(Failure(format!(
            "{}: there is gold for {name:?} and no such article in {}",
            gold.display(),
            input.display()
        ))),
        None => Ok(score),
    }
}

/// The score of one article, and the names of its gold.
struct Scored {
    gold: Vec<String>,
    score: Score,
}

/// The articles of a dataset by their ids.
fn read_dataset(folder: &Path) -> Result<BTreeMap<String, rows::Article>, Failure> {
    let mut dataset = Dataset::open(folder)?;
    let mut articles = BTreeMap::new();
    while let Some(article) = dataset.next_article()? {
        articles.insert(article.id.clone(), article);
    }
    Ok(articles)
}

/// Tables that gold may be of.
const TABLES: [&str; 4] = ["firms", "mentions", "figures", "skills"];

/// A folder of gold: a folder for each article, or tables with a column `article`, or both.
struct GoldFolder {
    path: PathBuf,
    folders: BTreeMap<String, PathBuf>,
    tables: BTreeMap<&'static str, BTreeMap<String, Vec<GoldRow>>>,
}

impl GoldFolder {
    fn open(path: &Path) -> Result<Self, Failure> {
        let failed = |error| Failure::at(path, "cannot read the gold", error);
        let mut folders = BTreeMap::new();
        for entry in fs::read_dir(path).map_err(failed)? {
            let folder = entry.map_err(failed)?.path();
            if folder.is_dir()
                && let Some(name) = folder.file_name()
            {
                folders.insert(name.to_string_lossy().into_owned(), folder);
            }
        }
        let mut tables = BTreeMap::new();
        for table in TABLES {
            let file = path.join(format!("{table}.csv"));
            if let Some(read) = with_file(&file, |csv| gold::by_article(table, csv))? {
                tables.insert(table, read);
            }
        }
        Ok(Self { path: path.to_owned(), folders, tables })
    }

    /// All names of articles.
    fn names(&self) -> impl Iterator<Item = &String> {
        self.folders.keys().chain(self.tables.values().flat_map(BTreeMap::keys))
    }

    /// The gold of an article, which may be called without the ending of its file, and the names that it has there.
    fn of(&self, article: &Article) -> Result<Option<(Vec<String>, Gold)>, Failure> {
        let id = article.id();
        let stem = id.rsplit_once('.').map_or(id, |(stem, _)| stem);
        let (mut names, mut gold) = (Vec::new(), Gold::default());
        let folder = self.folders.get_key_value(id).or_else(|| self.folders.get_key_value(stem));
        if let Some((name, folder)) = folder {
            names.push(name.clone());
            for table in TABLES {
                with_file(&folder.join(format!("{table}.csv")), |csv| gold.read(table, csv))?;
            }
        }
        for (table, articles) in &self.tables {
            if let Some((name, rows)) = articles.get_key_value(id).or_else(|| articles.get_key_value(stem)) {
                names.push(name.clone());
                gold.add(table, rows);
            }
        }
        if names.is_empty() {
            return Ok(None);
        }
        let located = gold.locate(article.source());
        located.map_err(|error| Failure::at(&self.path, &format!("the gold of {id:?}"), error))?;
        Ok(Some((names, gold)))
    }
}

/// Reads a table of gold, if there is one.
fn with_file<T>(path: &Path, read: impl FnOnce(File) -> Result<T, String>) -> Result<Option<T>, Failure> {
    if !path.is_file() {
        return Ok(None);
    }
    let file = File::open(path).map_err(|error| Failure::at(path, "cannot open the gold", error))?;
    read(file).map(Some).map_err(|error| Failure::at(path, "cannot use the gold", error))
}

/// Where the sentences of an article stand in its source, to be looked up by code point.
struct Sentences<'a> {
    article: &'a Article,
    /// First code point of each stretch, one past its last, number of the sentence.
    pieces: Vec<(u32, u32, usize)>,
}

impl<'a> Sentences<'a> {
    fn new(article: &'a Article) -> Self {
        let mut pieces = Vec::new();
        for (number, sentence) in article.sentences().iter().enumerate() {
            let own = article.pieces(sentence.span);
            pieces.extend(own.iter().map(|piece| (piece.start_char, piece.end_char, number)));
        }
        pieces.sort_unstable();
        Self { article, pieces }
    }

    fn at(&self, start: u32) -> String {
        let after = self.pieces.partition_point(|piece| piece.0 <= start);
        let piece = after.checked_sub(1).map(|at| self.pieces[at]).filter(|piece| start < piece.1);
        let sentence = piece.map(|(.., number)| self.article.sentences()[number].span);
        let text = sentence.map_or("", |span| self.article.slice(span));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// The scores as a Markdown table, which is also legible as it stands.
pub fn table(score: &Score) -> String {
    let mut out = format!("{} articles with gold\n\n", score.articles);
    out += "| table.aspect | found | wrong | missed | spurious | precision % (95 %) | recall % (95 %) | F1 % | counts as found |\n";
    out += "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |\n";
    for (table, aspect, what, tally) in score.lines() {
        let Tally { found, wrong, missed, spurious } = tally;
        let _ = writeln!(
            out,
            "| {table}.{aspect} | {found} | {wrong} | {missed} | {spurious} | {} | {} | {:.1} | {what} |",
            part(tally.precision()),
            part(tally.recall()),
            100.0 * tally.f1()
        );
    }
    out
}

fn part(part: tearsheet_regress::score::Part) -> String {
    match part.value().zip(part.interval()) {
        None => "-".to_owned(),
        Some((value, (low, high))) => {
            format!("{:.1} ({:.1} to {:.1})", 100.0 * value, 100.0 * low, 100.0 * high)
        }
    }
}

/// The differences as CSV, those whose fault is among `faults`.
pub fn list(score: &Score, faults: &[Fault]) -> String {
    let mut out = "article,table,aspect,fault,start_char,text,gold,found,rule,sentence\n".to_owned();
    let mut writer =
        ::csv::WriterBuilder::new().terminator(::csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    for miss in score.misses.iter().filter(|miss| faults.contains(&miss.fault)) {
        let Miss { article, aspect, fault, text, gold, found, start, sentence, rule } = miss;
        let start = start.map_or(String::new(), |start| start.to_string());
        let cells = [article, aspect.0, aspect.1, fault.name(), &start, text, gold, found, rule, sentence];
        let written = writer.write_record(cells.map(|cell| guard(cell).into_owned()));
        debug_assert!(written.is_ok(), "writing to memory cannot fail");
    }
    out += &String::from_utf8_lossy(&writer.into_inner().unwrap_or_default());
    out
}

/// What falls short of the least scores, a line each, for people.
///
/// # Errors
/// If a threshold is set for what is not scored.
pub fn short_of(score: &Score, least: &BTreeMap<String, f64>) -> Result<Vec<String>, Failure> {
    let reached: BTreeMap<String, f64> = score
        .lines()
        .map(|(table, aspect, _, tally)| (format!("{table}.{aspect}"), 100.0 * tally.f1()))
        .collect();
    let mut short = Vec::new();
    for (name, least) in least {
        let reached = reached.get(name).ok_or_else(|| {
            Failure(format!(
                "tearsheet.toml: score.least: {name:?} is not scored; names are those of the first column"
            ))
        })?;
        // As they are printed: who copies the score of today as the least one must not fall short of it.
        let tenths = |percent: f64| (percent * 10.0).round();
        if tenths(*reached) < tenths(*least) {
            short.push(format!("{name}: F1 is {reached:.1} %, at least {least} % is asked for"));
        }
    }
    Ok(short)
}
