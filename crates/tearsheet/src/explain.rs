//! How a row came about: the article is read again, and the steps that made the row are told.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::Serialize;
use tearsheet_export::Rows;
use tearsheet_extract::trace::Step;
use tearsheet_extract::{EntityId, Extractor, Findings, Lexicons};
use tearsheet_ingest::Article;

use crate::extract::{self, Options};
use crate::{Failure, pipeline, verify};

/// One step, in the coordinates of the source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// What was done.
    pub stage: &'static str,
    /// The rule that did it; empty where none has a name.
    pub rule: String,
    /// What came of it.
    pub says: String,
    /// First code point of the evidence in the article's source.
    pub start_char: Option<u32>,
    /// One past its last code point.
    pub end_char: Option<u32>,
    /// The evidence as it reads.
    pub evidence: String,
}

/// A row and the steps that made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The id that was asked for.
    pub id: String,
    /// The article that the row is of.
    pub article_id: String,
    /// The sentence of the figure or skill, empty for firms.
    pub sentence: String,
    /// The steps in their order.
    pub steps: Vec<Line>,
}

impl Explanation {
    fn new(id: &str, article: &Article, at: Option<u32>, steps: Vec<Step>) -> Self {
        let sentence = at.and_then(|at| article.sentence_at(at)).map_or("", |it| article.slice(it.span));
        let lines = steps.into_iter().map(|step| {
            let place = step.evidence.map(|span| article.locate(span));
            Line {
                stage: step.stage,
                rule: step.rule.into_owned(),
                says: step.says,
                start_char: place.map(|it| it.start_char),
                end_char: place.map(|it| it.end_char),
                evidence: step.evidence.map_or(String::new(), |span| article.slice(span).to_owned()),
            }
        });
        Self {
            id: id.to_owned(),
            article_id: article.id().to_owned(),
            sentence: sentence.to_owned(),
            steps: lines.collect(),
        }
    }

    /// For reading: a line a step.
    pub fn to_text(&self) -> String {
        let mut out = format!("{} of {}\n", self.id, self.article_id);
        if !self.sentence.is_empty() {
            let _ = writeln!(out, "  {:<12} {}", "sentence", self.sentence);
        }
        for line in &self.steps {
            let _ = write!(out, "  {:<12} {}", line.stage, line.says);
            if !line.rule.is_empty() {
                let _ = write!(out, "  [{}]", line.rule);
            }
            if let (Some(start), Some(end)) = (line.start_char, line.end_char) {
                let _ = write!(out, "  “{}” {start}..{end}", line.evidence);
            }
            out.push('\n');
        }
        out
    }
}

/// Explains the row of the dataset in `folder` called `id`: a `figure_id`, a `firm_id`, or for rows without an id
/// `ARTICLE_ID:START_CHAR`. `root` replaces the folder of the articles that the manifest names.
///
/// # Errors
/// If the dataset or its sources cannot be read, or the articles, read again, give no such row.
pub fn explain(folder: &Path, id: &str, root: Option<&Path>) -> Result<Explanation, Failure> {
    let manifest = verify::manifest(folder)?;
    let inputs = verify::sources(&manifest.inputs, root)?;
    let extractor = &Extractor::new(lexicons(&manifest)?);
    let mut found = None;
    pipeline::run(
        &inputs,
        0,
        |article, _| in_article(article, id, extractor),
        |done| {
            if found.is_none() {
                found = done.results.into_iter().flatten().next();
            }
            Ok(())
        },
    )?;
    found.ok_or_else(|| {
        Failure(format!(
            "{id}: the sources of {} give no row of this id; name a figure_id, a firm_id or ARTICLE_ID:START_CHAR, and \
             extract again if the dataset is of another version",
            folder.display()
        ))
    })
}

/// The lexicons that the dataset was made with.
fn lexicons(manifest: &verify::Manifest) -> Result<Lexicons, Failure> {
    let path = |kind: &str| {
        let used = manifest.lexicons.iter().find(|lexicon| lexicon.kind == kind);
        used.map(|lexicon| PathBuf::from(&lexicon.path))
    };
    let options = Options {
        firms: path("firms"),
        skills: path("skills"),
        units: path("units"),
        ..Options::new(Vec::new(), PathBuf::new())
    };
    Ok(extract::lexicons(&options)?.0)
}

fn in_article(article: &Article, id: &str, extractor: &Extractor) -> Option<Explanation> {
    let place = id.rsplit_once(':').and_then(|(of, at)| (of == article.id()).then(|| at.parse().ok())?);
    if place.is_none() && id.contains(':') {
        return None;
    }
    let findings = extractor.find(article);
    if let Some(at) = place {
        return at_place(article, &findings, id, at, extractor);
    }
    let rows = Rows::new(article, &findings);
    if let Some(index) = rows.figures.iter().position(|row| row.figure_id == id) {
        let figure = findings.figures.get(index)?;
        let steps = extractor.explain_figure(article, &findings, figure);
        return Some(Explanation::new(id, article, Some(figure.span.start), steps));
    }
    let entity = rows.mentions.iter().position(|row| row.firm_id == id)?;
    let entity = findings.mentions.get(entity)?.entity;
    Some(of_entity(article, &findings, id, entity, extractor))
}

fn of_entity(
    article: &Article,
    findings: &Findings,
    id: &str,
    entity: EntityId,
    extractor: &Extractor,
) -> Explanation {
    Explanation::new(id, article, None, extractor.explain_entity(findings, entity))
}

/// The figure, skill or mention that starts at a code point of the source.
fn at_place(
    article: &Article,
    findings: &Findings,
    id: &str,
    at: u32,
    extractor: &Extractor,
) -> Option<Explanation> {
    let starts = |span| article.locate(span).start_char == at;
    if let Some(figure) = findings.figures.iter().find(|figure| starts(figure.span)) {
        let steps = extractor.explain_figure(article, findings, figure);
        return Some(Explanation::new(id, article, Some(figure.span.start), steps));
    }
    if let Some(skill) = findings.skills.iter().find(|skill| starts(skill.span)) {
        let steps = extractor.explain_skill(findings, skill);
        return Some(Explanation::new(id, article, Some(skill.span.start), steps));
    }
    let mention = findings.mentions.iter().find(|mention| starts(mention.span))?;
    Some(of_entity(article, findings, id, mention.entity, extractor))
}
