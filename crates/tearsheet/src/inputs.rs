//! Finds the files to read: what was named, and what lies in the folders that were named, sorted.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tearsheet_ingest::record::Fields;
use tearsheet_ingest::{Format, Problem};

/// A file or stream to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The file or folder as it was named, or `-`.
    pub root: String,
    /// Path relative to it, with `/` between its parts: the name in tables and messages.
    pub name: String,
    /// Where to open it; nothing for standard input.
    pub path: Option<PathBuf>,
    /// What it holds, where that lies in memory already.
    pub memory: Option<Arc<[u8]>>,
    /// How to read it.
    pub format: Format,
    /// Names of fields, where they are not the usual ones.
    pub fields: Fields,
    /// Size in bytes where it is known.
    pub size: u64,
}

impl Input {
    fn new(root: String, name: String, path: Option<PathBuf>, format: Format, size: u64) -> Self {
        Self { root, name, path, memory: None, format, fields: Fields::default(), size }
    }

    /// What lies in memory, under a name for messages.
    pub fn memory(name: &str, format: Format, bytes: Vec<u8>) -> Self {
        let size = bytes.len() as u64;
        Self { memory: Some(bytes.into()), ..Self::new(name.to_owned(), name.to_owned(), None, format, size) }
    }
}

/// Gives all inputs the names of fields that the user stated.
pub fn with_fields(inputs: &mut [Input], fields: &Fields) {
    for input in inputs {
        input.fields = fields.clone();
    }
}

/// Finds inputs under `named`, in the order named, each folder sorted by path. What cannot be read becomes a problem.
pub fn find(named: &[PathBuf], stdin_format: Format) -> (Vec<Input>, Vec<Problem>) {
    let mut found = Found::default();
    for path in named {
        let root = path.to_string_lossy().into_owned();
        if root == "-" {
            let (name, path) = ("stdin".to_owned(), None);
            found.inputs.push(Input::new(root, name, path, stdin_format, 0));
            continue;
        }
        match fs::metadata(path) {
            Err(error) => found.problem(&root, "unreadable", error.to_string()),
            Ok(meta) if meta.is_dir() => {
                let before = found.inputs.len();
                found.folder(&root, path, "");
                if found.inputs.len() == before {
                    found.problem(&root, "no-articles", EXPECTED);
                }
            }
            Ok(meta) => {
                let name =
                    path.file_name().map_or_else(|| root.clone(), |name| name.to_string_lossy().into_owned());
                // What is named is read, whatever its name; its content then has to be an article's.
                let format = Format::of_name(path).unwrap_or(Format::Text);
                let path = Some(path.clone());
                found.inputs.push(Input::new(root, name, path, format, meta.len()));
            }
        }
    }
    (found.inputs, found.problems)
}

const EXPECTED: &str = "expected articles as .txt, .md, .html, .pdf, .docx, .jsonl or .warc, plain or compressed \
                        (.gz, .zst); .csv has to be named itself";

#[derive(Default)]
struct Found {
    inputs: Vec<Input>,
    problems: Vec<Problem>,
}

impl Found {
    fn problem(&mut self, source: &str, problem: &str, detail: impl Into<String>) {
        self.problems.push(Problem::with_source(source, problem, detail));
    }

    fn folder(&mut self, root: &str, folder: &Path, prefix: &str) {
        let entries = match fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>) {
            Ok(entries) => entries,
            Err(error) => {
                let source = if prefix.is_empty() { root } else { prefix };
                return self.problem(source, "unreadable", error.to_string());
            }
        };
        let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            let Some(own_name) = path.file_name().map(|name| name.to_string_lossy().into_owned()) else {
                continue;
            };
            if own_name.starts_with('.') {
                continue;
            }
            let name = if prefix.is_empty() { own_name } else { format!("{prefix}/{own_name}") };
            match fs::metadata(&path) {
                Err(error) => self.problem(&name, "unreadable", error.to_string()),
                // A link to a folder may lead in a circle; its files can be named themselves.
                Ok(meta) if meta.is_dir() => {
                    if !path.is_symlink() {
                        self.folder(root, &path, &name);
                    }
                }
                Ok(meta) => {
                    // Tables lie beside articles more often than they hold them, so CSV has to be named.
                    let format = Format::of_name(&path).filter(|format| *format != Format::Csv);
                    if let Some(format) = format {
                        let root = root.to_owned();
                        self.inputs.push(Input::new(root, name, Some(path), format, meta.len()));
                    }
                }
            }
        }
    }
}
