//! The folder of a corpus: its settings, its lexicons, its files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tearsheet_export::Rows;
use tearsheet_extract::Extractor;
use tearsheet_ingest::Problem;
use tearsheet_regress::{Approved, Article, approved};

use crate::extract::Options;
use crate::lexicons::{self, Own};
use crate::settings::{self, Found, Settings};
use crate::{Failure, inputs, pipeline, texts};

/// Folders of a new corpus.
const FOLDERS: [&str; 5] = ["articles", "lexicon", "approved", "gold", "tests"];

/// Files of a new corpus: path and content.
const FILES: [(&str, &str); 7] = [
    (settings::FILE, include_str!("new.toml")),
    ("lexicon/skills.csv", "surface,canonical,category,case,needs\n"),
    ("lexicon/firms.csv", "name,aliases,kind\n"),
    ("lexicon/units.csv", "name,dimension,ucum,words,symbols\n"),
    ("gold/figures.csv", "article,surface,value,value_high,unit,start_char,end_char\n"),
    ("gold/skills.csv", "article,surface,skill,start_char,end_char\n"),
    ("tests/expect.csv", "article,table,where,column,op,value\n"),
];

/// Makes a corpus in `folder` and gives the files that were made. Those that are there already are left as they are.
///
/// # Errors
/// If a file or folder cannot be made.
pub fn init(folder: &Path) -> Result<Vec<&'static str>, Failure> {
    let mut made = Vec::new();
    for name in FOLDERS {
        let path = folder.join(name);
        fs::create_dir_all(&path).map_err(|error| Failure::at(&path, "cannot make the folder", error))?;
    }
    for (name, content) in FILES {
        let path = folder.join(name);
        if !path.exists() {
            fs::write(&path, content).map_err(|error| Failure::at(&path, "cannot write", error))?;
            made.push(name);
        }
    }
    Ok(made)
}

/// A corpus, ready to be read.
pub(super) struct Corpus {
    pub(super) folder: PathBuf,
    pub(super) settings: Settings,
    /// The user's own lexicons, each with its path as the settings have it.
    pub(super) lexicons: BTreeMap<String, Own>,
    options: Options,
    extractor: Extractor,
}

impl Corpus {
    /// Opens the corpus that `folder` is, or lies in.
    pub(super) fn open(folder: &Path) -> Result<Self, Failure> {
        let at = folder.display();
        if !folder.is_dir() {
            return Err(Failure(format!(
                "{at}: there is no such folder; tearsheet init {at} makes a corpus there"
            )));
        }
        let found = Found::above(folder)?;
        let root = found.folder().ok_or_else(|| {
            let file = settings::FILE;
            Failure(format!(
                "{at}: there is no {file} in it or above it; tearsheet init {at} makes it a corpus"
            ))
        })?;
        // What is extracted, and how, is what tearsheet extract would do with the same folder.
        let options = found.options(vec![root.join(&found.settings.articles)], PathBuf::new());
        let own = lexicons::read(&options)?;
        let extractor = Extractor::new(lexicons::with(&own)?);
        let name = |it: &Own| it.path.strip_prefix(&root).unwrap_or(&it.path).to_string_lossy().into_owned();
        let lexicons = own.into_iter().map(|it| (name(&it), it)).collect();
        Ok(Self { folder: root, settings: found.settings, lexicons, options, extractor })
    }

    /// The folder of the approved rows.
    pub(super) fn approved(&self) -> PathBuf {
        self.folder.join(&self.settings.approved)
    }

    /// The file of the approved rows of an article.
    pub(super) fn file_of(&self, id: &str) -> PathBuf {
        self.approved().join(texts::file_of(id, ENDING))
    }

    /// All files of approved rows, each with its article.
    pub(super) fn files(&self) -> Result<BTreeMap<PathBuf, String>, Failure> {
        let mut files = BTreeMap::new();
        let root = self.approved();
        collect(&root, &root, &mut files)?;
        Ok(files)
    }

    /// What is settled of an article; nothing if it is new.
    pub(super) fn read_approved(&self, path: &Path) -> Result<Option<Approved>, Failure> {
        let Some(text) = read_if_there(path)? else { return Ok(None) };
        approved::read(text.as_bytes())
            .map(Some)
            .map_err(|error| Failure::at(path, "cannot read the approved rows", error))
    }

    /// Extracts all articles and gives what `work` makes of each; what could not be read is a problem and stops
    /// nothing.
    pub(super) fn each<T: Send>(
        &self,
        work: impl Fn(Article) -> T + Sync,
        mut take: impl FnMut(T) -> Result<(), Failure>,
    ) -> Result<Vec<Problem>, Failure> {
        let (mut inputs, mut problems) = inputs::find(&self.options.inputs, self.options.stdin_format);
        inputs::with_fields(&mut inputs, &self.options.fields);
        pipeline::run(
            &inputs,
            self.options.jobs,
            |article, _| work(Article::of_rows(&Rows::new(article, &self.extractor.find(article)))),
            |done| {
                problems.extend(done.problems);
                done.results.into_iter().try_for_each(&mut take)
            },
        )?;
        Ok(problems)
    }
}

/// Ending of a file of approved rows.
const ENDING: &str = ".csv";

/// The file's text; nothing if there is no such file.
pub(super) fn read_if_there(path: &Path) -> Result<Option<String>, Failure> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::at(path, "cannot read", error)),
    }
}

/// Writes a file that appears whole or not at all, and the folders that it lies in.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let unfinished = path.with_extension("unfinished");
    texts::write_bytes(&unfinished, bytes)
        .and_then(|()| fs::rename(&unfinished, path))
        .map_err(|error| Failure::at(path, "cannot write", error))
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<PathBuf, String>) -> Result<(), Failure> {
    let failed = |error| Failure::at(folder, "cannot read the folder", error);
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if let Some(id) = path.strip_prefix(root).ok().and_then(Path::to_str).and_then(id_of) {
            files.insert(path, id);
        }
    }
    Ok(())
}

/// The article that a file of approved rows belongs to, by its path within the folder.
fn id_of(path: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = path.strip_suffix(ENDING)?.as_bytes();
    while let [first, more @ ..] = rest {
        let escaped = (*first == b'%').then(|| more.get(..2)).flatten();
        let escaped = escaped.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        bytes.push(escaped.unwrap_or(if *first == b'\\' { b'/' } else { *first }));
        rest = if escaped.is_some() { &more[2..] } else { more };
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_knows_its_article() {
        for id in ["a.txt", "news/a 1.txt", "../b", "Žižkov", "100%41"] {
            let path = texts::file_of(id, ENDING);
            assert_eq!(id_of(path.to_str().unwrap()).as_deref(), Some(id));
        }
        assert_eq!(id_of("manifest.json"), None);
    }
}
