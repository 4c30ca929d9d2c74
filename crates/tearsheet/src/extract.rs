//! The main job: articles in, a dataset out, whole or not at all.

use std::path::PathBuf;

use sha2::{Digest as _, Sha256};
use tearsheet_export::dataset::{Configuration, Lexicon};
use tearsheet_export::table::Row as _;
use tearsheet_export::tables::{self, ProblemRow};
use tearsheet_export::{DatasetWriter, Encoded, Metadata, Rows, Style};
use tearsheet_extract::{Extractor, Findings, Lexicons};
use tearsheet_ingest::record::Fields;
use tearsheet_ingest::{Article, Format, Problem};

use crate::journal::{Journal, Stored};
use crate::staging::{Leave, Staging};
use crate::{BUILD, Failure, GENERATOR, inputs, lexicons, pipeline, texts};

/// What to extract and where to put it.
#[derive(Clone, Debug)]
pub struct Options {
    /// Files and folders; `-` for standard input.
    pub inputs: Vec<PathBuf>,
    /// Folder of the dataset.
    pub out: PathBuf,
    /// Threads; 0 for one on each processor.
    pub jobs: usize,
    /// How to read standard input.
    pub stdin_format: Format,
    /// A CSV of the user's own firms, if any.
    pub firms: Option<PathBuf>,
    /// A CSV of surfaces of skills to add to the built-in ones or to put in their place.
    pub skills: Option<PathBuf>,
    /// Names of fields of JSON lines and columns of CSV, where they are not the usual ones.
    pub fields: Fields,
    /// A CSV of units of measure to add to the built-in ones.
    pub units: Option<PathBuf>,
    /// Who is to open the CSV tables.
    pub style: Style,
    /// Forms of the tables beside CSV, as [`tearsheet_export::form::ALL`] names them.
    pub formats: Vec<String>,
    /// Whether to write the text that offsets refer to, a file an article, into the folder `texts` of the dataset.
    pub texts: bool,
    /// What is not read again.
    pub reuse: Reuse,
}

/// What a run takes over from earlier ones into the same dataset. The rows are the same whatever it takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reuse {
    /// Nothing.
    #[default]
    Nothing,
    /// What a run found that did not finish; an interruption leaves it for the next one.
    Unfinished,
    /// That, and what the last finished run found and kept; this run keeps what it finds.
    Finished,
}

impl Options {
    /// Extraction of `inputs` into `out` with everything else as it is by default.
    pub fn new(inputs: Vec<PathBuf>, out: PathBuf) -> Self {
        Self {
            inputs,
            out,
            jobs: 0,
            stdin_format: Format::Jsonl,
            firms: None,
            skills: None,
            units: None,
            fields: Fields::default(),
            style: Style::Plain,
            formats: Vec::new(),
            texts: false,
            reuse: Reuse::Nothing,
        }
    }
}

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles read.
    pub articles: u64,
    /// Rows of each table, in the order of [`tables::ALL`].
    pub rows: Vec<u64>,
    /// Bytes of records read.
    pub bytes: u64,
    /// Articles that were not read again, since an earlier run left what it found in them.
    pub known: u64,
    /// Inputs and records that could not be read, or were read with loss.
    pub problems: Vec<Problem>,
}

impl Summary {
    /// Rows of the table called `name`.
    pub fn rows_of(&self, name: &str) -> u64 {
        let index = tables::ALL.iter().position(|table| table.name == name);
        index.and_then(|index| self.rows.get(index)).copied().unwrap_or_default()
    }
}

/// At most this many problems are kept in the summary; all of them are in the table.
const SHOWN: usize = 1000;

/// Extracts a dataset. `progress` is told the number of bytes done and, at first, of all that is known.
///
/// # Errors
/// If the dataset cannot be written; an older dataset in its place is left as it was then.
pub fn extract(options: &Options, progress: &mut dyn FnMut(u64, u64)) -> Result<Summary, Failure> {
    let leave = if options.reuse == Reuse::Nothing { Leave::Nothing } else { Leave::Journal };
    let staging = Staging::new(&options.out, leave)?;
    let (mut inputs, mut problems) = inputs::find(&options.inputs, options.stdin_format);
    inputs::with_fields(&mut inputs, &options.fields);
    let total = inputs.iter().map(|input| input.size).sum();
    let (lexicons, hashed) = self::lexicons(options)?;
    let extractor = Extractor::new(lexicons);
    let broken = |error| Failure::at(&options.out, "cannot write the dataset", error);
    let mut writer =
        DatasetWriter::create(staging.path(), options.style).map_err(broken)?.with_forms(&options.formats);
    let older = (options.reuse == Reuse::Finished).then(|| staging.kept_journal());
    let journal = Journal::open(&staging.journal(), older.as_deref(), &journal_hash(options, &hashed));
    let journal = journal.map_err(broken)?;
    let mut summary = Summary::default();
    let mut read = Vec::new();
    let mut encoded = Encoded::new(options.style);
    push_problems(&mut encoded, &problems);
    writer.write(&encoded).map_err(broken)?;
    progress(0, total);
    pipeline::run_remembering(
        &inputs,
        options.jobs,
        &journal,
        |article, _| {
            let findings = extractor.find(article);
            let mut encoded = Encoded::new(options.style);
            encoded.push(&Rows::new(article, &findings));
            push_problems(&mut encoded, &refusals(article, &findings));
            let text = options.texts.then(|| (texts::path_of(article.id()), article.source().to_owned()));
            Found { encoded, text }
        },
        |done| {
            journal.sync();
            for Found { encoded, text } in &done.results {
                writer.write(encoded).map_err(broken)?;
                if let Some((path, text)) = text {
                    texts::write(&staging.path().join(path), text).map_err(broken)?;
                }
            }
            let mut encoded = Encoded::new(options.style);
            push_problems(&mut encoded, &done.problems);
            writer.write(&encoded).map_err(broken)?;
            let room = SHOWN.saturating_sub(problems.len());
            problems.extend(done.problems.into_iter().take(room));
            read.extend(done.inputs);
            summary.articles += done.articles;
            summary.bytes += done.bytes;
            progress(summary.bytes, total);
            Ok(())
        },
    )?;
    let metadata = Metadata {
        generator: GENERATOR.to_owned(),
        configuration: configuration(options),
        lexicons: hashed,
        inputs: read,
    };
    summary.rows = writer.finish(&metadata).map_err(broken)?;
    summary.problems = problems;
    summary.known = journal.recalled();
    // Closed before it is moved.
    drop(journal);
    staging.publish(options.reuse == Reuse::Finished)?;
    Ok(summary)
}

/// What is found in one article: its rows, and the path and content of its text if that is written.
#[derive(Debug, PartialEq, Eq)]
struct Found {
    encoded: Encoded,
    text: Option<(PathBuf, String)>,
}

/// Bytes of the lengths and counts of an article's tables in the journal.
const NUMBERS: usize = 2 * 8 * tables::ALL.len();

impl Stored for Found {
    fn parts(&self, add: &mut dyn FnMut(&[u8])) {
        let Encoded { bytes, lengths, counts, .. } = &self.encoded;
        let mut numbers = [0; NUMBERS];
        for (place, number) in numbers.chunks_exact_mut(8).zip(lengths.iter().chain(counts)) {
            place.copy_from_slice(&number.to_le_bytes());
        }
        add(&numbers);
        add(bytes);
        if let Some((path, text)) = &self.text {
            add(path.to_string_lossy().as_bytes());
            add(text.as_bytes());
        }
    }

    fn from_parts(parts: &[&[u8]]) -> Option<Self> {
        let (&[numbers, bytes], text) = parts.split_first_chunk()?;
        let numbers: &[u8; NUMBERS] = numbers.try_into().ok()?;
        let (mut lengths, mut counts) = ([0; tables::ALL.len()], [0; tables::ALL.len()]);
        for (place, number) in lengths.iter_mut().chain(&mut counts).zip(numbers.chunks_exact(8)) {
            *place = u64::from_le_bytes(number.try_into().ok()?);
        }
        let encoded = Encoded::of_parts(bytes.to_vec(), lengths, counts)?;
        let owned = |part: &[u8]| String::from_utf8(part.to_vec()).ok();
        let text = match text {
            [] => None,
            [path, text] => Some((owned(path)?.into(), owned(text)?)),
            _ => return None,
        };
        Some(Self { encoded, text })
    }
}

/// What `options` say, as the manifest keeps it.
fn configuration(options: &Options) -> Configuration {
    Configuration {
        inputs: options.inputs.iter().map(|input| input.to_string_lossy().into_owned()).collect(),
        excel: options.style == Style::Excel,
        format: options.formats.clone(),
        texts: options.texts,
        text_field: options.fields.text.clone(),
        id_field: options.fields.id.clone(),
    }
}

/// The hash of everything beside the articles that decides what is found in them and how it is kept.
fn journal_hash(options: &Options, lexicons: &[Lexicon]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(format!("{GENERATOR} {BUILD} {} {:?}\n", tables::SCHEMA_VERSION, options.style));
    hash.update(format!("{}\n", options.texts));
    for Lexicon { kind, path, sha256 } in lexicons {
        // Rules are named after the file.
        hash.update(format!("{kind} {sha256} {path}\n"));
    }
    hash.finalize().into()
}

/// The built-in lexicons with the user's own, and the hashes of the latter.
///
/// # Errors
/// If a file of the user's cannot be read, or holds what no lexicon holds: with file, line and remedy.
pub fn lexicons(options: &Options) -> Result<(Lexicons, Vec<Lexicon>), Failure> {
    let own = lexicons::read(options)?;
    Ok((lexicons::with(&own)?, lexicons::hashes(&own)))
}

/// Figures that could not be read are told, with the place where they stand; the inputs are sound all the same.
pub fn refusals(article: &Article, findings: &Findings) -> Vec<Problem> {
    let told = findings.refusals.iter().map(|refusal| {
        let start = article.locate(refusal.span).start_char;
        Problem {
            source: article.source_name().to_owned(),
            record: article.id().to_owned(),
            problem: "figure-not-read".to_owned(),
            detail: format!("“{}” at character {start}: {}", article.slice(refusal.span), refusal.reason),
        }
    });
    told.collect()
}

fn push_problems(encoded: &mut Encoded, problems: &[Problem]) {
    let rows: Vec<ProblemRow<'_>> = problems.iter().map(ProblemRow::from).collect();
    encoded.table(&ProblemRow::SCHEMA, &rows);
}
