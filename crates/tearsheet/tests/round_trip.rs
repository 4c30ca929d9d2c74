//! A law: an article written in any format gives rows that `verify` proves.

mod written;

use std::fs;
use std::path::{Path, PathBuf};

use tearsheet::extract::{Options, extract};
use tearsheet::{inputs, pipeline, verify};
use tearsheet_ingest::{Article, Format, TextSpan};
use written::{NAVIGATION, blocks, stories, written};

/// Every article in every format: files in `folder`, and for each the paragraphs that it was made of.
fn write_all(folder: &Path) -> Vec<(PathBuf, Vec<String>)> {
    let mut files = Vec::new();
    for (name, paragraphs) in stories() {
        for (ending, bytes) in written(&paragraphs) {
            let path = folder.join(format!("{name}.{ending}"));
            fs::write(&path, bytes).expect("a file");
            files.push((path, paragraphs.clone()));
        }
    }
    files
}

/// The files alone. A folder of articles may hold tables, so that CSV is read only where it is named.
fn paths(files: &[(PathBuf, Vec<String>)]) -> Vec<PathBuf> {
    files.iter().map(|(path, _)| path.clone()).collect()
}

#[test]
fn every_row_of_every_format_is_proved() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = paths(&write_all(folder.path()));
    let (count, dataset) = (files.len() as u64, folder.path().join("dataset"));
    let summary = extract(&Options::new(files, dataset.clone()), &mut |_, _| {}).expect("a dataset");
    assert_eq!(summary.articles, count, "{:?}", summary.problems);
    let proof = verify::verify(&dataset, None, 0).expect("every row is proved");
    assert_eq!(proof.articles, count);
    assert!(proof.rows > 10 * count, "{} rows", proof.rows);
}

/// Calls `check` with each article, and gives what it has to say.
fn complaints(files: &[PathBuf], check: impl Fn(&Article) -> Option<String> + Sync) -> Vec<String> {
    let (inputs, problems) = inputs::find(files, Format::Text);
    assert_eq!(problems, []);
    let mut all = Vec::new();
    pipeline::run(
        &inputs,
        0,
        |article, _: &[_]| check(article),
        |done| {
            assert_eq!(done.problems, []);
            all.extend(done.results.into_iter().flatten());
            Ok(())
        },
    )
    .expect("nothing fails in memory");
    all
}

#[test]
fn every_token_of_every_format_stands_in_its_source() {
    let folder = tempfile::tempdir().expect("a folder");
    let wrong = complaints(&paths(&write_all(folder.path())), |article| {
        article.tokens().iter().find_map(|token| {
            let span = TextSpan::new(token.start, token.end);
            let at = article.locate(span);
            let proved = article.proves(at.start_byte as usize..at.end_byte as usize, article.slice(span));
            (!proved).then(|| format!("{}: {:?} at {at:?}", article.source_name(), article.slice(span)))
        })
    });
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_format_gives_the_same_clean_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = write_all(folder.path());
    let wrong = complaints(&paths(&files), |article| {
        let (path, paragraphs) = files.iter().find(|(path, _)| path.ends_with(article.source_name()))?;
        // The page's navigation alone is not the article's.
        let got = folded(&blocks(article, |block| article.slice(block.span) != NAVIGATION));
        let wanted = folded(paragraphs);
        // Columns cannot be told from tables and lists in all places, so that blocks may change their order; but
        // nothing is lost.
        let is_pdf = path.extension().is_some_and(|ending| ending == "pdf");
        let differs = if is_pdf { letters(&got) != letters(&wanted) } else { got != wanted };
        let at = got.chars().zip(wanted.chars()).take_while(|(got, wanted)| got == wanted).count();
        let around = |text: &str| text.chars().skip(at.saturating_sub(20)).take(60).collect::<String>();
        differs.then(|| format!("{path:?}: {:?} for {:?}", around(&got), around(&wanted)))
    });
    assert_eq!(wrong, Vec::<String>::new(), "{}", wrong.len());
}

/// The words of an article, single blanks between them.
fn folded(blocks: &[String]) -> String {
    blocks.iter().flat_map(|block| block.split_whitespace()).collect::<Vec<_>>().join(" ")
}

/// The letters and digits of a text, sorted.
fn letters(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    letters.sort_unstable();
    letters
}
