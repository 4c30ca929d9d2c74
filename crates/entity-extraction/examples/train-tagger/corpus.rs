//! Annotated articles as runs of cells with the labels that they may have.

use std::collections::{HashMap, HashSet};
use std::fs;

use serde_json::Value;
use tearsheet_extract::Lexicons;
use tearsheet_extract::firm::scan::scan;
use tearsheet_extract::firm::tagger::{LABELS, Label, features_of};
use tearsheet_extract::view::View;
use tearsheet_ingest::{Article, Format, Record, TextSpan};

use crate::crf::Random;
use crate::made;

/// One run.
pub(crate) struct Example {
    /// Number of its article.
    pub(crate) article: usize,
    /// Features of each cell.
    pub(crate) cells: Vec<Vec<u64>>,
    /// Labels that each cell may have, as bits.
    pub(crate) allowed: Vec<u16>,
    /// First and last cell of each organisation whose borders are cells' borders.
    pub(crate) organisations: Vec<(usize, usize)>,
}

/// A set of annotated articles.
#[derive(Default)]
pub(crate) struct Corpus {
    /// How many articles.
    pub(crate) articles: usize,
    /// The articles of files with the spans of their organisations in code points, by number.
    pub(crate) read: Vec<(Article, HashSet<(u32, u32)>)>,
    /// Their runs.
    pub(crate) examples: Vec<Example>,
    /// How many organisations are annotated, in runs or not.
    pub(crate) gold: usize,
}

/// A marked name, in code points.
pub(crate) struct Entity {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) sort: Sort,
}

/// What a name names.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    Organisation,
    Person,
    Place,
    Other,
    /// An organisation or something else.
    Unclear,
}

/// What a label of the sources means; sets differ in what they call an organisation.
fn sort_of(label: &str) -> Option<Sort> {
    Some(match label {
        "ORG" | "organisation" | "politicalparty" | "university" => Sort::Organisation,
        "PER" | "person" | "politician" | "writer" | "musicalartist" | "scientist" => Sort::Person,
        "LOC" | "location" | "country" => Sort::Place,
        "band" | "magazine" | "academicjournal" => Sort::Unclear,
        "Date" | "Money" => return None,
        _ => Sort::Other,
    })
}

const fn bit(label: Label) -> u16 {
    1 << label as u16
}

impl Corpus {
    /// Reads `path.articles.jsonl` and `path.entities.jsonl`.
    pub(crate) fn read(path: &str, lexicons: &Lexicons) -> Result<Self, String> {
        let text = |name: String| fs::read_to_string(&name).map_err(|error| format!("{name}: {error}"));
        let articles = text(format!("{path}.articles.jsonl"))?;
        let mut entities: HashMap<String, Vec<Entity>> = HashMap::new();
        let (mut gold, mut has_other) = (0, false);
        for line in text(format!("{path}.entities.jsonl"))?.lines().filter(|line| !line.trim().is_empty()) {
            let row: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
            let number = |name: &str| row[name].as_u64().map(|number| number as u32);
            let (Some(id), Some(start), Some(end), Some(label)) =
                (row["id"].as_str(), number("start"), number("end"), row["label"].as_str())
            else {
                return Err(format!("{path}: a row lacks id, start, end or label: {line}"));
            };
            let Some(sort) = sort_of(label) else { continue };
            gold += usize::from(sort == Sort::Organisation);
            has_other |= sort == Sort::Other;
            entities.entry(id.to_owned()).or_default().push(Entity { start, end, sort });
        }
        let mut corpus = Self { gold, ..Self::default() };
        for line in articles.lines().filter(|line| !line.trim().is_empty()) {
            let record = Record::new(path, Format::Jsonl, line.as_bytes().to_vec());
            let (article, _) = tearsheet_ingest::read(&record).map_err(|error| error.detail)?;
            let own = entities.remove(article.id()).unwrap_or_default();
            let unmarked = if has_other { Unmarked::Nothing } else { Unmarked::Other };
            corpus.add(&article, &own, unmarked, lexicons);
            let organisations = own.iter().filter(|entity| entity.sort == Sort::Organisation);
            let spans = organisations.map(|entity| (entity.start, entity.end)).collect();
            corpus.read.push((article, spans));
        }
        Ok(corpus)
    }

    /// The articles of a folder with `gold/NAME/mentions.csv` (`start_char`, `end_char`, ..., `optional`) inside,
    /// in which organisations alone are marked.
    pub(crate) fn of_folder(folder: &str, lexicons: &Lexicons) -> Result<Self, String> {
        let mut corpus = Self::default();
        let files = fs::read_dir(folder).map_err(|error| format!("{folder}: {error}"))?;
        let mut files: Vec<_> = files.filter_map(|file| file.ok().map(|file| file.path())).collect();
        files.sort();
        for file in files {
            let (Some(format), Some(name)) =
                (Format::of_name(&file), file.file_stem().and_then(|name| name.to_str()))
            else {
                continue;
            };
            let Ok(gold) = fs::read_to_string(format!("{folder}/gold/{name}/mentions.csv")) else { continue };
            let entities: Vec<Entity> = gold.lines().skip(1).filter_map(marked).collect();
            corpus.gold += entities.iter().filter(|entity| entity.sort == Sort::Organisation).count();
            let bytes = fs::read(&file).map_err(|error| error.to_string())?;
            let record = Record { name: name.to_owned(), ..Record::new(folder, format, bytes) };
            let (article, _) = tearsheet_ingest::read(&record).map_err(|error| error.detail)?;
            corpus.add(&article, &entities, Unmarked::AllButOrganisations, lexicons);
        }
        Ok(corpus)
    }

    /// Articles made of sentences with slots.
    pub(crate) fn made(count: usize, lexicons: &Lexicons) -> Self {
        let mut corpus = Self::default();
        let (names, lines, mut random) = (made::Names::new(), made::lines(), Random::new(7));
        for _ in 0..count {
            let (text, entities) = made::article(&mut random, &lines, &names);
            let record = Record::new("made", Format::Text, text.into_bytes());
            if let Ok((article, _)) = tearsheet_ingest::read(&record) {
                corpus.add(&article, &entities, Unmarked::Nothing, lexicons);
            }
        }
        corpus
    }

    fn add(&mut self, article: &Article, entities: &[Entity], unmarked: Unmarked, lexicons: &Lexicons) {
        let view = View::new(article);
        let scan = scan(&view, lexicons);
        for run in &scan.runs {
            let spans: Vec<(u32, u32)> = scan.cells[run.cells.clone()]
                .iter()
                .map(|cell| {
                    let start = cell.start;
                    let place = article.locate(TextSpan::new(start, cell.end));
                    (place.start_char, place.end_char)
                })
                .collect();
            let (allowed, organisations) = labels(&spans, entities, unmarked);
            self.examples.push(Example {
                article: self.articles,
                cells: features_of(&view, lexicons, &scan, run),
                allowed,
                organisations,
            });
        }
        self.articles += 1;
    }
}

/// The name that a line of `mentions.csv` marks.
fn marked(line: &str) -> Option<Entity> {
    let mut cells = line.split(',');
    let (start, end) = (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
    let sort = if line.ends_with(",yes") { Sort::Unclear } else { Sort::Organisation };
    Some(Entity { start, end, sort })
}

/// What names a set leaves unmarked.
#[derive(Clone, Copy)]
enum Unmarked {
    Nothing,
    /// Those that are no organisations, persons or places.
    Other,
    /// Persons and places too.
    AllButOrganisations,
}

/// The labels that cells may have, and the organisations that begin and end with a cell.
fn labels(cells: &[(u32, u32)], entities: &[Entity], unmarked: Unmarked) -> (Vec<u16>, Vec<(usize, usize)>) {
    // Where a source marks no other names, what it leaves unmarked may be one.
    let unmarked = match unmarked {
        Unmarked::Nothing => bit(Label::Outside),
        Unmarked::Other => bit(Label::Outside) | bit(Label::OpensOther) | bit(Label::InOther),
        Unmarked::AllButOrganisations => {
            ((1 << LABELS) - 1) & !(bit(Label::OpensOrganisation) | bit(Label::InOrganisation))
        }
    };
    let mut allowed = vec![unmarked; cells.len()];
    let mut organisations = Vec::new();
    for entity in entities {
        let inside: Vec<usize> =
            (0..cells.len()).filter(|&at| cells[at].0 < entity.end && entity.start < cells[at].1).collect();
        let (Some(&first), Some(&last)) = (inside.first(), inside.last()) else { continue };
        for &at in &inside {
            let (opens, inner) = match entity.sort {
                Sort::Organisation => (Label::OpensOrganisation, Label::InOrganisation),
                Sort::Person => (Label::OpensPerson, Label::InPerson),
                Sort::Place => (Label::OpensPlace, Label::InPlace),
                Sort::Other => (Label::OpensOther, Label::InOther),
                Sort::Unclear => {
                    allowed[at] = if at == first {
                        bit(Label::OpensOrganisation) | bit(Label::OpensOther)
                    } else {
                        bit(Label::InOrganisation) | bit(Label::InOther)
                    };
                    continue;
                }
            };
            allowed[at] = bit(if at == first { opens } else { inner });
        }
        if entity.sort == Sort::Organisation && cells[first].0 == entity.start && cells[last].1 == entity.end
        {
            organisations.push((first, last));
        }
    }
    for set in &allowed {
        assert!(u32::from(*set) < 1 << LABELS);
    }
    (allowed, organisations)
}
