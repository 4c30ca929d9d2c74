//! Regression tests of a user's own corpus: a folder with articles, a lexicon, and the rows that were approved.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tearsheet_export::Rows;
use tearsheet_extract::{Extractor, Lexicons};
use tearsheet_ingest::Format;
use tearsheet_regress::cause::{Since, causes};
use tearsheet_regress::{Article, approved, changes};

use crate::settings::{self, Settings};
use crate::{Failure, GENERATOR, inputs, pipeline, texts};

/// Files of a new corpus: path and content.
const NEW: [(&str, &str); 2] = [
    (
        settings::FILE,
        "# Paths are relative to this file.\narticles = \"articles\"\nskills = \"lexicon/skills.csv\"\napproved = \"approved\"\ngold = \"gold\"\n\n# Least F1 in percent that `tearsheet score` asks for, by the names in its first column.\n[score.least]\n# \"figures.value\" = 80\n",
    ),
    ("lexicon/skills.csv", "surface,canonical,category,case,needs\n"),
];

/// Makes a corpus in `folder`. Files that are there already are left as they are.
///
/// # Errors
/// If a file or folder cannot be made.
pub fn init(folder: &Path) -> Result<(), Failure> {
    for name in ["articles", "lexicon", "approved", "gold"] {
        let path = folder.join(name);
        fs::create_dir_all(&path).map_err(|error| Failure::at(&path, "cannot make the folder", error))?;
    }
    for (name, content) in NEW {
        let path = folder.join(name);
        if !path.exists() {
            fs::write(&path, content).map_err(|error| Failure::at(&path, "cannot write", error))?;
        }
    }
    Ok(())
}

/// What the approved rows were made with.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
struct Manifest {
    /// Name and version of the program.
    generator: String,
    /// Rules that found something.
    rules: BTreeSet<String>,
}

/// The name of the manifest, and of the copy of the lexicon beside it. Articles' files end in `.csv` too, but lie in
/// a folder of their own.
const MANIFEST: &str = "manifest.json";
const LEXICON: &str = "skills-lexicon.csv";

struct Corpus {
    folder: PathBuf,
    settings: Settings,
    extractor: Extractor,
    lexicon: String,
}

impl Corpus {
    fn open(folder: &Path) -> Result<Self, Failure> {
        let settings = Settings::read(folder)?;
        let path = folder.join(&settings.skills);
        let lexicon = read_if_there(&path)?;
        let mut lexicons = Lexicons::built_in();
        if !lexicon.is_empty() {
            let name = settings.skills.to_string_lossy();
            lexicons
                .skills
                .add_csv(&name, &lexicon)
                .map_err(|error| Failure::at(&path, "cannot use the lexicon", error))?;
        }
        Ok(Self { folder: folder.to_owned(), settings, extractor: Extractor::new(lexicons), lexicon })
    }

    fn approved(&self) -> PathBuf {
        self.folder.join(&self.settings.approved)
    }

    fn file_of(&self, id: &str) -> PathBuf {
        let mut path = self.approved().join(texts::path_of(id)).into_os_string();
        path.push(".csv");
        path.into()
    }

    /// Extracts all articles and gives what `work` makes of each.
    fn each<T: Send>(
        &self,
        work: impl Fn(Article) -> T + Sync,
        mut take: impl FnMut(T),
    ) -> Result<(), Failure> {
        let (inputs, problems) = inputs::find(&[self.folder.join(&self.settings.articles)], Format::Jsonl);
        if let Some(problem) = problems.first() {
            return Err(Failure(format!("{}: {}", problem.source, problem.detail)));
        }
        pipeline::run(
            &inputs,
            0,
            |article, _| work(Article::of_rows(&Rows::new(article, &self.extractor.find(article)))),
            |done| {
                done.results.into_iter().for_each(&mut take);
                match done.problems.first() {
                    Some(problem) => Err(Failure(format!("{}: {}", problem.source, problem.detail))),
                    None => Ok(()),
                }
            },
        )
    }
}

fn read_if_there(path: &Path) -> Result<String, Failure> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(Failure::at(path, "cannot read", error)),
    }
}

/// Approves the present rows of the corpus in `folder`; gives the numbers of articles and rows.
///
/// # Errors
/// If an article cannot be read, or a file not be written.
pub fn approve(folder: &Path) -> Result<(u64, u64), Failure> {
    let corpus = Corpus::open(folder)?;
    let target = corpus.approved();
    let write = |path: &Path, bytes: &[u8]| {
        texts::write_bytes(path, bytes).map_err(|error| Failure::at(path, "cannot write", error))
    };
    let (mut articles, mut rows, mut rules) = (0, 0, BTreeSet::new());
    let mut failure = None;
    let mut files = BTreeSet::new();
    corpus.each(
        |article| (approved::write(&article), article),
        |(bytes, article)| {
            articles += 1;
            rows += article.rows.len() as u64;
            rules.extend(article.rows.iter().map(|row| row.get("rule").to_owned()));
            let path = corpus.file_of(&article.id);
            if let Err(error) = write(&path, &bytes) {
                failure.get_or_insert(error);
            }
            files.insert(path);
        },
    )?;
    if let Some(failure) = failure {
        return Err(failure);
    }
    // What is left of articles that are gone would be told as vanished for ever.
    for path in files_in(&target.join("texts"))? {
        if !files.contains(&path) {
            fs::remove_file(&path).map_err(|error| Failure::at(&path, "cannot remove", error))?;
        }
    }
    rules.remove("");
    let manifest = Manifest { generator: GENERATOR.to_owned(), rules };
    let json = serde_json::to_vec_pretty(&manifest).map_err(|error| Failure(error.to_string()))?;
    write(&target.join(MANIFEST), &json)?;
    write(&target.join(LEXICON), corpus.lexicon.as_bytes())?;
    Ok((articles, rows))
}

fn files_in(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return Ok(files) };
    for entry in entries {
        let path = entry.map_err(|error| Failure::at(folder, "cannot read the folder", error))?.path();
        if path.is_dir() {
            files.extend(files_in(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

/// A changed row, ready to be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The article.
    pub article: String,
    /// The table.
    pub table: &'static str,
    /// What a reader calls the row.
    pub text: String,
    /// `added`, `removed` or `changed`.
    pub change: &'static str,
    /// Changed cells: column, then, now.
    pub cells: Vec<(&'static str, String, String)>,
    /// Sentence that the row stands in.
    pub sentence: String,
    /// Why, as far as it can be told.
    pub cause: String,
}

/// What a test found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// Articles compared.
    pub articles: u64,
    /// Those with changes.
    pub changed: u64,
    /// The changes, article by article.
    pub changes: Vec<Told>,
    /// The version that the rows were approved with, if it is not this one.
    pub approved_with: Option<String>,
}

impl Outcome {
    /// The one line for people.
    pub fn line(&self) -> String {
        let count = |what: &str| self.changes.iter().filter(|change| change.change == what).count();
        let mut columns: BTreeMap<&str, u64> = BTreeMap::new();
        for (column, _, _) in self.changes.iter().flat_map(|change| &change.cells) {
            *columns.entry(column).or_default() += 1;
        }
        let cells: u64 = columns.values().sum();
        let each: Vec<String> = columns.iter().map(|(column, count)| format!("{count} {column}")).collect();
        let each = if each.is_empty() { String::new() } else { format!(" ({})", each.join(", ")) };
        format!(
            "{} articles: {} same, {} changed: +{} rows, -{} rows, {cells} cells{each}",
            self.articles,
            self.articles - self.changed,
            self.changed,
            count("added"),
            count("removed"),
        )
    }

    /// The changes under their causes, the cause with most changes first.
    pub fn by_cause(&self) -> Vec<(&str, Vec<&Told>)> {
        let mut groups: BTreeMap<&str, Vec<&Told>> = BTreeMap::new();
        for change in &self.changes {
            groups.entry(&change.cause).or_default().push(change);
        }
        let mut groups: Vec<_> = groups.into_iter().collect();
        groups.sort_by_key(|(_, changes)| std::cmp::Reverse(changes.len()));
        groups
    }
}

/// Compares the present rows of the corpus in `folder` with the approved ones. Writes nothing.
///
/// # Errors
/// If nothing was approved yet, or something cannot be read.
pub fn test(folder: &Path) -> Result<Outcome, Failure> {
    let corpus = Corpus::open(folder)?;
    let path = corpus.approved().join(MANIFEST);
    let manifest = fs::read_to_string(&path).map_err(|_| {
        Failure(format!(
            "{}: nothing was approved yet; run tearsheet approve {}",
            path.display(),
            folder.display()
        ))
    })?;
    let manifest: Manifest =
        serde_json::from_str(&manifest).map_err(|error| Failure::at(&path, "is not a manifest", error))?;
    let before = read_if_there(&corpus.approved().join(LEXICON))?;
    let name = corpus.settings.skills.to_string_lossy();
    let since = Since { lexicon: edited(&name, &before, &corpus.lexicon), rules: manifest.rules };
    let approved_with = Some(manifest.generator).filter(|generator| generator != GENERATOR);
    let mut outcome = Outcome { approved_with, ..Outcome::default() };
    let mut failure = None;
    let mut seen = BTreeSet::new();
    corpus.each(
        |new| {
            let path = corpus.file_of(&new.id);
            let told = read_approved(&new.id, &path).map(|old| told(&old, &new, &since));
            (path, told)
        },
        |(path, told)| {
            outcome.articles += 1;
            seen.insert(path);
            match told {
                Ok(changes) => {
                    outcome.changed += u64::from(!changes.is_empty());
                    outcome.changes.extend(changes);
                }
                Err(error) => {
                    failure.get_or_insert(error);
                }
            }
        },
    )?;
    for path in files_in(&corpus.approved().join("texts"))? {
        if !seen.contains(&path) {
            let id = path.file_name().unwrap_or_default().to_string_lossy();
            let id = id.trim_end_matches(".txt.csv").to_owned();
            let old = read_approved(&id, &path)?;
            outcome.articles += 1;
            outcome.changed += 1;
            outcome.changes.extend(told(&old, &Article { id, rows: Vec::new() }, &since));
        }
    }
    failure.map_or(Ok(outcome), Err)
}

/// The approved rows of an article; none if it is new.
fn read_approved(id: &str, path: &Path) -> Result<Article, Failure> {
    let text = read_if_there(path)?;
    if text.is_empty() {
        return Ok(Article { id: id.to_owned(), rows: Vec::new() });
    }
    approved::read(id, text.as_bytes()).map_err(|error| Failure::at(path, "cannot read approved rows", error))
}

fn told(old: &Article, new: &Article, since: &Since) -> Vec<Told> {
    let changes = changes(old, new);
    let causes = causes(&changes, old.sha256() != new.sha256(), since);
    let cell = |row: Option<&tearsheet_regress::Row>, column| {
        row.map_or(String::new(), |row| row.get(column).to_owned())
    };
    changes
        .iter()
        .zip(causes)
        .filter_map(|(change, cause)| {
            let row = change.row()?;
            Some(Told {
                article: new.id.clone(),
                table: row.layout.table,
                text: row.title().to_owned(),
                change: match (change.old, change.new) {
                    (None, _) => "added",
                    (_, None) => "removed",
                    _ => "changed",
                },
                cells: change
                    .columns
                    .iter()
                    .map(|column| (*column, cell(change.old, column), cell(change.new, column)))
                    .collect(),
                sentence: row.get("sentence").to_owned(),
                cause,
            })
        })
        .collect()
}

/// The surfaces whose lines differ between two lexicons, each with its line's name.
fn edited(name: &str, before: &str, now: &str) -> BTreeMap<String, String> {
    let (old, new): (BTreeSet<&str>, BTreeSet<&str>) = (before.lines().collect(), now.lines().collect());
    let surface = |line: &str| line.split(',').next().unwrap_or_default().trim_matches('"').to_lowercase();
    let gone = before.lines().filter(|line| !new.contains(line));
    let mut edited: BTreeMap<String, String> =
        gone.map(|line| (surface(line), format!("{name}: the line {line:?} went"))).collect();
    for (index, line) in now.lines().enumerate().filter(|(_, line)| !old.contains(line)) {
        edited.insert(surface(line), format!("{name}:{}", index + 1));
    }
    edited
}
