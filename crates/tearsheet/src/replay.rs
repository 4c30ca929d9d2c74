//! Makes a dataset again from its manifest and compares: the same inputs, lexicons and configuration give the same bytes.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use serde::{Deserialize, Serialize};
use tearsheet_export::Style;
use tearsheet_export::dataset::{Configuration, Input, Lexicon};
use tearsheet_ingest::record::Fields;

use crate::extract::{self, Options};
use crate::{Failure, GENERATOR};

#[derive(Deserialize)]
struct Manifest {
    generator: String,
    configuration: Configuration,
    lexicons: Vec<Lexicon>,
    inputs: Vec<Input>,
    outputs: Vec<Output>,
}

#[derive(Deserialize, PartialEq, Eq)]
struct Output {
    name: String,
    sha256: String,
}

/// Something that is not as the manifest says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// `generator`, `lexicon`, `input` or `output`.
    pub what: &'static str,
    /// Its name.
    pub name: String,
    /// What the manifest says of it; nothing where it does not know it.
    pub was: Option<String>,
    /// What holds now; nothing where it is not there any more.
    pub is: Option<String>,
}

fn manifest(path: &Path) -> Result<Manifest, Failure> {
    let file = File::open(path).map_err(|error| Failure::at(path, "cannot open the manifest", error))?;
    serde_json::from_reader(BufReader::new(file)).map_err(|error| {
        Failure::at(path, "is no manifest of a dataset, or one of an older version: extract again", error)
    })
}

/// Makes the dataset of the manifest at `path` again, in a temporary folder, and tells what differs.
///
/// # Errors
/// If the manifest cannot be read, names standard input, or the dataset cannot be made.
pub fn replay(path: &Path, jobs: usize) -> Result<Vec<Difference>, Failure> {
    let old = manifest(path)?;
    if old.configuration.inputs.iter().any(|input| input == "-") {
        return Err(Failure(format!(
            "{}: the dataset was made of standard input, which cannot be read again; extract from a file",
            path.display()
        )));
    }
    let folder = tempfile::tempdir()
        .map_err(|error| Failure(format!("cannot make a temporary folder to write into: {error}")))?;
    let out = folder.path().join("dataset");
    let lexicon = |kind: &str| {
        old.lexicons.iter().find(|lexicon| lexicon.kind == kind).map(|lexicon| lexicon.path.clone().into())
    };
    let Configuration { inputs, excel, format, texts, text_field, id_field } = old.configuration.clone();
    let options = Options {
        jobs,
        firms: lexicon("firms"),
        skills: lexicon("skills"),
        units: lexicon("units"),
        fields: Fields { text: text_field, id: id_field },
        style: if excel { Style::Excel } else { Style::Plain },
        formats: format,
        texts,
        ..Options::new(inputs.into_iter().map(Into::into).collect(), out.clone())
    };
    extract::extract(&options, &mut |_, _| {})?;
    let new = manifest(&out.join("manifest.json"))?;
    let mut found = Vec::new();
    if old.generator != GENERATOR {
        let (was, is) = (Some(old.generator.clone()), Some(GENERATOR.to_owned()));
        found.push(Difference { what: "generator", name: "tearsheet".to_owned(), was, is });
    }
    let lexicons = |manifest: &Manifest| {
        let pair = |lexicon: &Lexicon| (lexicon.path.clone(), lexicon.sha256.clone());
        manifest.lexicons.iter().map(pair).collect::<Vec<_>>()
    };
    compare("lexicon", &lexicons(&old), &lexicons(&new), &mut found);
    let inputs = |manifest: &Manifest| {
        let pair = |input: &Input| (input.path.clone(), input.sha256.clone());
        manifest.inputs.iter().map(pair).collect::<Vec<_>>()
    };
    compare("input", &inputs(&old), &inputs(&new), &mut found);
    let outputs = |manifest: &Manifest| {
        let pair = |output: &Output| (output.name.clone(), output.sha256.clone());
        manifest.outputs.iter().map(pair).collect::<Vec<_>>()
    };
    compare("output", &outputs(&old), &outputs(&new), &mut found);
    Ok(found)
}

/// Tells which names are in one list only, or have another hash in the other.
fn compare(
    what: &'static str,
    old: &[(String, String)],
    new: &[(String, String)],
    found: &mut Vec<Difference>,
) {
    let hashes =
        |list: &[(String, String)]| list.iter().cloned().collect::<std::collections::BTreeMap<_, _>>();
    let (was, is) = (hashes(old), hashes(new));
    for name in was.keys().chain(is.keys().filter(|name| !was.contains_key(*name))) {
        let (was, is) = (was.get(name).cloned(), is.get(name).cloned());
        if was != is {
            found.push(Difference { what, name: name.clone(), was, is });
        }
    }
}
