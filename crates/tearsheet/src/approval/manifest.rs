//! What rows were approved with, and what has changed since.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tearsheet_extract::{fingerprint, has_line};
use tearsheet_regress::cause::Since;

use super::corpus::{Corpus, read_if_there, write_whole};
use super::edited;
use crate::lexicons::Own;
use crate::{BUILD, Failure, GENERATOR};

/// Name of the file; articles' files end in `.csv`.
const FILE: &str = "manifest.json";

/// What the approved rows were made with.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(default)]
pub(super) struct Manifest {
    /// Name and version of the program.
    pub(super) generator: String,
    /// A hash of the code of the program.
    build: String,
    /// Settings that rows may depend on.
    configuration: BTreeMap<String, String>,
    /// The user's lexicons, line by line.
    lexicons: BTreeMap<String, Vec<String>>,
    /// Rules that found something, each with its fingerprint: a hash of its code, or the line of its list.
    pub(super) rules: BTreeMap<String, String>,
    /// Inputs that could not be read, or were read with loss.
    pub(super) problems: Vec<String>,
}

impl Manifest {
    /// What rows of `corpus` are made with now, if these rules found something.
    pub(super) fn now(corpus: &Corpus, rules: &BTreeSet<String>, problems: Vec<String>) -> Self {
        // Lines of the user's lexicons are compared as they stand there.
        let lists: Vec<String> = corpus.lexicons.values().filter_map(Own::rule).collect();
        let prints = rules.iter().filter(|rule| !lists.iter().any(|list| rule.starts_with(list)));
        Self {
            generator: GENERATOR.to_owned(),
            build: BUILD.to_owned(),
            configuration: corpus.settings.of_extraction(),
            lexicons: corpus
                .lexicons
                .iter()
                .map(|(name, own)| (name.clone(), own.text.lines().map(str::to_owned).collect()))
                .collect(),
            rules: prints.map(|rule| (rule.clone(), fingerprint(rule).unwrap_or_default())).collect(),
            problems,
        }
    }

    /// The manifest of the approved rows in `folder`.
    ///
    /// # Errors
    /// If there is none, or it is broken.
    pub(super) fn read(corpus: &Corpus) -> Result<Self, Failure> {
        let path = path(corpus);
        let text = read_if_there(&path)?.ok_or_else(|| {
            Failure(format!(
                "{}: nothing was approved yet; run tearsheet approve {}",
                path.display(),
                corpus.folder.display()
            ))
        })?;
        serde_json::from_str(&text).map_err(|error| {
            Failure::at(
                &path,
                "is not a manifest; take it out of version control again, or approve anew",
                error,
            )
        })
    }

    /// Writes it beside the approved rows.
    pub(super) fn write(&self, corpus: &Corpus) -> Result<(), Failure> {
        let json = serde_json::to_string_pretty(self).map_err(|error| Failure(error.to_string()))? + "\n";
        write_whole(&path(corpus), json.as_bytes())
    }

    /// What differs now.
    pub(super) fn since(&self, corpus: &Corpus) -> Since {
        let now = &Self::now(corpus, &BTreeSet::new(), Vec::new());
        let mut since = Since {
            rules: Some(self.rules.keys().cloned().collect()),
            is_same_program: self.build == now.build,
            ..Since::default()
        };
        for name in self.lexicons.keys().chain(now.lexicons.keys()).collect::<BTreeSet<_>>() {
            let lines = |manifest: &'_ Self| manifest.lexicons.get(name).cloned().unwrap_or_default();
            let rule = corpus.lexicons.get(name).and_then(Own::rule);
            edited::tell(name, rule.as_deref(), &lines(self), &lines(now), &mut since.lexicon);
        }
        for (rule, then) in &self.rules {
            let print = fingerprint(rule).unwrap_or_default();
            if *then == print || has_line(rule, then) {
                continue;
            }
            let by = match print.as_str() {
                "" => "gone",
                _ => "changed",
            };
            since.changed.insert(rule.clone(), format!("rule {rule} ({by} since {})", self.version()));
        }
        let keys: BTreeSet<&String> = self.configuration.keys().chain(now.configuration.keys()).collect();
        let value = |manifest: &Self, key: &str| manifest.configuration.get(key).cloned().unwrap_or_default();
        let differing: Vec<String> = keys
            .into_iter()
            .filter(|key| value(self, key) != value(now, key))
            .map(|key| format!("{key}: {:?} -> {:?}", value(self, key), value(now, key)))
            .collect();
        since.configuration = differing.join(", ");
        since
    }

    /// The version, without the name of the program where it is this program.
    fn version(&self) -> &str {
        if self.generator == GENERATOR { "approval" } else { &self.generator }
    }
}

fn path(corpus: &Corpus) -> PathBuf {
    corpus.approved().join(Path::new(FILE))
}
