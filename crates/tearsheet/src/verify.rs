//! Proves a dataset: every row's span, read again from its source, gives back the row's text; its sentence
//! stands in the article, and the firms that it names are rows of the article.

use std::fs::File;
use std::iter::Peekable;
use std::path::Path;

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use serde::Deserialize;
use tearsheet_export::dataset;
use tearsheet_export::guard::unguard;
use tearsheet_ingest::Article;
use tearsheet_ingest::record::Fields;

use crate::inputs::{self, Input};
use crate::tables::TableReader;
use crate::{Failure, pipeline};

/// What was proved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// Articles read again.
    pub articles: u64,
    /// Rows whose span was proved.
    pub rows: u64,
}

#[derive(Deserialize)]
pub(crate) struct Manifest {
    pub(crate) inputs: Vec<dataset::Input>,
    #[serde(default)]
    pub(crate) lexicons: Vec<dataset::Lexicon>,
}

/// Reads every row of the dataset in `folder` against its source; `root` replaces the folder that the manifest names.
///
/// # Errors
/// At the first row that is not proved, or if dataset or sources cannot be read.
pub fn verify(folder: &Path, root: Option<&Path>, jobs: usize) -> Result<Proof, Failure> {
    let manifest = manifest(folder)?;
    let inputs = sources(&manifest.inputs, root)?;
    let mut tables = Vec::new();
    for name in ["mentions", "figures", "skills", "relations"] {
        tables.push(Table::open(folder, name)?);
    }
    let mut named = [TableReader::open(folder, "firms")?, TableReader::open(folder, "organisations")?];
    let mut proof = Proof::default();
    let mut seen = 0;
    pipeline::run(
        &inputs,
        jobs,
        |article, _| article.clone(),
        |done| {
            for input in &done.inputs {
                let expected = &manifest.inputs[seen];
                if input.sha256 != expected.sha256 {
                    return Err(Failure(format!(
                        "{}: it has changed since the dataset was made; extract again",
                        input.path
                    )));
                }
                seen += 1;
            }
            let mut known = Vec::with_capacity(done.results.len());
            for article in &done.results {
                let ids = ids_of(article, &mut named)?;
                known.push(Known { ids, sentences: sentences_of(article) });
            }
            proof.articles += done.results.len() as u64;
            // The tables do not depend on one another; the failure that is told is that of the first one all the same.
            let proved: Vec<Result<u64, Failure>> = tables
                .par_iter_mut()
                .map(|table| done.results.iter().zip(&known).map(|(it, known)| table.check(it, known)).sum())
                .collect();
            for rows in proved {
                proof.rows += rows?;
            }
            Ok(())
        },
    )?;
    for table in &mut tables {
        table.end()?;
    }
    Ok(proof)
}

/// The inputs that the dataset in `folder` was made of, to be read again.
///
/// # Errors
/// If the manifest or a source cannot be read.
pub fn sources_of(folder: &Path, root: Option<&Path>) -> Result<Vec<Input>, Failure> {
    sources(&manifest(folder)?.inputs, root)
}

/// What rows of one article may say.
struct Known {
    /// Ids of its firms and organisations.
    ids: FxHashSet<String>,
    /// Its sentences, white space folded.
    sentences: FxHashSet<String>,
}

fn sentences_of(article: &Article) -> FxHashSet<String> {
    article.sentences().iter().map(|sentence| folded(article.slice(sentence.span))).collect()
}

/// The words of a text with one blank between them.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

/// Ids of the firms and organisations of `article`, whose rows are the next ones.
fn ids_of(article: &Article, named: &mut [TableReader; 2]) -> Result<FxHashSet<String>, Failure> {
    let mut ids = FxHashSet::default();
    for table in named {
        for row in table.rows_of(article.id())? {
            ids.extend(row.into_iter().next());
        }
    }
    Ok(ids)
}

pub(crate) fn manifest(folder: &Path) -> Result<Manifest, Failure> {
    let path = folder.join("manifest.json");
    let file = File::open(&path)
        .map_err(|error| Failure::at(&path, "cannot open the manifest of the dataset", error))?;
    serde_json::from_reader(std::io::BufReader::new(file))
        .map_err(|error| Failure::at(&path, "is not a manifest", error))
}

pub(crate) fn sources(read: &[dataset::Input], root: Option<&Path>) -> Result<Vec<Input>, Failure> {
    let mut found = Vec::new();
    for input in read {
        if input.root == "-" {
            return Err(Failure(
                "the dataset was made of standard input, which cannot be read again; extract from a file"
                    .to_owned(),
            ));
        }
        let base = root.unwrap_or(Path::new(&input.root));
        let path = if base.is_dir() { base.join(&input.path) } else { base.to_owned() };
        let (mut inputs, problems) =
            inputs::find(std::slice::from_ref(&path), tearsheet_ingest::Format::Text);
        if inputs.is_empty() && base.is_dir() {
            // A name that is not UTF-8 stands in the manifest as well as it can be shown.
            let (all, _) = inputs::find(&[base.to_owned()], tearsheet_ingest::Format::Text);
            inputs.extend(all.into_iter().find(|found| found.name == input.path));
        }
        match (inputs.pop(), problems.first()) {
            (Some(one), _) => {
                let fields = Fields { text: input.text_field.clone(), id: input.id_field.clone() };
                found.push(Input { name: input.path.clone(), fields, ..one });
            }
            (None, problem) => {
                return Err(Failure(format!(
                    "{}: cannot read the source again: {}; run from the folder where the dataset was made, or name \
                     the folder of the articles with --root",
                    path.display(),
                    problem.map_or("not found", |problem| problem.detail.as_str())
                )));
            }
        }
    }
    Ok(found)
}

struct Table {
    name: String,
    rows: Peekable<::csv::StringRecordsIntoIter<File>>,
    columns: Columns,
}

struct Columns {
    article: usize,
    start_char: usize,
    end_char: usize,
    bytes: Option<(usize, usize)>,
    text: Option<usize>,
    sentence: usize,
    /// Columns that name firms or organisations.
    firms: Vec<usize>,
}

impl Table {
    fn open(folder: &Path, name: &str) -> Result<Self, Failure> {
        let path = folder.join(format!("{name}.csv"));
        let mut reader = ::csv::ReaderBuilder::new()
            .from_path(&path)
            .map_err(|error| Failure::at(&path, "cannot open the table", error))?;
        let header =
            reader.headers().map_err(|error| Failure::at(&path, "cannot read the header", error))?.clone();
        let at = |name: &str| header.iter().position(|column| column == name);
        let need = |name: &str| {
            at(name).ok_or_else(|| Failure(format!("{}: the column {name} is missing", path.display())))
        };
        let columns = Columns {
            article: need("article_id")?,
            start_char: need("start_char")?,
            end_char: need("end_char")?,
            bytes: at("start_byte").zip(at("end_byte")),
            text: at("text"),
            sentence: need("sentence")?,
            firms: ["firm_id", "subject_id", "object_id"].into_iter().filter_map(at).collect(),
        };
        Ok(Self { name: format!("{name}.csv"), rows: reader.into_records().peekable(), columns })
    }

    /// Proves the rows of `article`, which are the next ones; gives their number.
    fn check(&mut self, article: &Article, known: &Known) -> Result<u64, Failure> {
        let mut count = 0;
        loop {
            let column = self.columns.article;
            let own = |row: &Result<::csv::StringRecord, ::csv::Error>| {
                row.as_ref().map_or(true, |row| row.get(column).map(unguard) == Some(article.id()))
            };
            let Some(row) = self.rows.next_if(own) else { return Ok(count) };
            let row = row.map_err(|error| Failure(format!("{}: {error}", self.name)))?;
            self.prove(article, known, &row).map_err(|why| {
                let line = row.position().map_or(0, ::csv::Position::line);
                Failure(format!("{} line {line}, article {}: {why}", self.name, article.id()))
            })?;
            count += 1;
        }
    }

    fn prove(&self, article: &Article, known: &Known, row: &::csv::StringRecord) -> Result<(), String> {
        let number = |column: usize| {
            let cell = row.get(column).unwrap_or_default();
            cell.parse::<usize>().map_err(|_| format!("{cell:?} is not an offset"))
        };
        let sentence = unguard(row.get(self.columns.sentence).unwrap_or_default());
        let chars = number(self.columns.start_char)?..number(self.columns.end_char)?;
        let bytes = article
            .bytes_of_chars(chars.clone())
            .ok_or_else(|| format!("characters {}..{} do not exist", chars.start, chars.end))?;
        if let Some((start, end)) = self.columns.bytes
            && (number(start)?..number(end)?) != bytes
        {
            return Err(format!(
                "bytes {}..{} are not characters {}..{}",
                number(start)?,
                number(end)?,
                chars.start,
                chars.end
            ));
        }
        if let Some(text) = self.columns.text {
            let text = unguard(row.get(text).unwrap_or_default());
            if !article.proves(bytes, text) {
                return Err(format!("characters {}..{} do not read {text:?}", chars.start, chars.end));
            }
        }
        if !sentence.is_empty() && !known.sentences.contains(&folded(sentence)) {
            return Err(format!("no sentence reads {sentence:?}"));
        }
        for &column in &self.columns.firms {
            let id = row.get(column).unwrap_or_default();
            if !id.is_empty() && !known.ids.contains(id) {
                return Err(format!("{id} is no firm or organisation of the article"));
            }
        }
        Ok(())
    }

    /// Fails if rows are left that belong to no article.
    fn end(&mut self) -> Result<(), Failure> {
        match self.rows.next() {
            None => Ok(()),
            Some(Ok(row)) => Err(Failure(format!(
                "{} line {}: the article {:?} is not among the sources, or its rows are out of order",
                self.name,
                row.position().map_or(0, ::csv::Position::line),
                row.get(self.columns.article).unwrap_or_default()
            ))),
            Some(Err(error)) => Err(Failure(format!("{}: {error}", self.name))),
        }
    }
}
