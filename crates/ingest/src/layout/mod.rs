//! Repairs the layout of plain text, above all of text that was copied out of PDFs.
//!
//! The steps, in order: [`lines`] cuts the source into lines and groups of lines; [`head`] finds what stands above
//! the article, [`tail`] what stands below it, [`body`] the headings, captions, running heads and pull quotes
//! between; [`join`] links text that was cut at a column or page to where it goes on; [`compose`] writes the blocks
//! in reading order. Nothing is guessed from one sign alone: a text in order passes through as it is.

mod body;
mod compose;
mod head;
mod hyphen;
mod join;
mod lines;
mod marks;
mod plausible;
mod shape;
mod tail;
mod words;

use std::ops::Range;

use crate::article::BlockKind;
use crate::draft::{Draft, DraftBlock, Meta, Piece, Remark};
use lines::{Form, Line, Setting};

/// A plain text after repair.
#[derive(Clone, Debug, Default)]
pub struct Plain {
    /// Blocks in reading order.
    pub blocks: Vec<DraftBlock>,
    /// What the head of the text says of the article.
    pub meta: Meta,
    /// The repairs.
    pub remarks: Vec<Remark>,
}

impl Plain {
    /// The draft of an article that is this text and nothing else.
    pub fn into_draft(self, source: String) -> Draft {
        Draft { source, blocks: self.blocks, meta: self.meta, remarks: self.remarks }
    }
}

/// Reads `source` as the plain text of one article.
pub fn plain(source: &str) -> Plain {
    let trimmed = source.trim();
    if !trimmed.contains(['\n', '\x0c', '\r']) {
        return single(source, trimmed);
    }
    let mut page = Page::new(source);
    head::read(&mut page);
    tail::read(&mut page);
    body::read(&mut page);
    let links = join::link(&mut page);
    body::lift_repeats(&mut page, &links);
    compose::write(page, &links)
}

/// Whether a line could be the title of an article.
pub(crate) fn is_title(text: &str) -> bool {
    shape::has_at_most(text, 20)
        && text.len() <= 160
        && !text.ends_with(['.', ',', ';', ':'])
        && !text.contains("://")
}

/// What a line says of itself that it is: a caption, a rights line.
pub(crate) fn kind_of_line(text: &str) -> Option<BlockKind> {
    if shape::is_copyright(text) {
        Some(BlockKind::Copyright)
    } else if shape::has_at_most(text, body::LONGEST_FLOAT)
        && (shape::is_caption_mark(text) || shape::has_credit(text))
    {
        Some(BlockKind::Caption)
    } else {
        None
    }
}

/// The names in a line like `By Jane Doe and John Roe`, if it is one.
pub(crate) fn byline(text: &str) -> Option<Vec<String>> {
    head::byline(text)
}

/// A text of one line is one paragraph: the usual case of JSON lines, at next to no cost.
fn single(source: &str, trimmed: &str) -> Plain {
    if trimmed.is_empty() {
        return Plain::default();
    }
    let start = trimmed.as_ptr() as usize - source.as_ptr() as usize;
    let mut pieces = Vec::new();
    keep(source, start..start + trimmed.len(), marks::may_hold_marks(trimmed), &mut pieces);
    let blocks = vec![DraftBlock { kind: BlockKind::Paragraph, pieces, origin: None }];
    Plain { blocks, ..Plain::default() }
}

/// Appends the source bytes of `range`, marks left out.
fn keep(source: &str, range: Range<usize>, has_marks: bool, pieces: &mut Vec<Piece>) {
    let mut at = range.start;
    if has_marks {
        for skip in marks::skips(source, range.clone()) {
            if at < skip.start {
                pieces.push(Piece::Keep(at..skip.start));
            }
            at = skip.end;
        }
    }
    if at < range.end {
        pieces.push(Piece::Keep(at..range.end));
    }
}

/// Lines that form one block, with what has been decided about them.
#[derive(Clone, Debug)]
struct Unit {
    /// What it is; `None` until a rule says so, a paragraph in the end.
    kind: Option<BlockKind>,
    form: Form,
    /// Indices of its lines.
    lines: Range<usize>,
    /// Its bytes, from the first character to the last.
    range: Range<usize>,
    /// Blank lines before it.
    gap: usize,
    /// Whether it is the second part of the block before it: a title after the author of a reference.
    continues: bool,
}

impl Unit {
    /// Whether it stands beside the running text and may interrupt it.
    fn is_float(&self) -> bool {
        use BlockKind::{Boilerplate, Caption, PullQuote, Table};
        matches!(self.kind, Some(Caption | PullQuote | Table | Boilerplate))
    }

    /// Whether it is, or may still turn out to be, running text.
    fn is_text(&self) -> bool {
        self.form == Form::Flow && matches!(self.kind, None | Some(BlockKind::Paragraph))
    }
}

/// A text on its way through the steps.
struct Page<'a> {
    source: &'a str,
    lines: Vec<Line>,
    setting: Setting,
    units: Vec<Unit>,
    /// Index of the first unit after the head.
    first_body: usize,
    meta: Meta,
    remarks: Vec<Remark>,
}

impl<'a> Page<'a> {
    fn new(source: &'a str) -> Self {
        let lines = lines::lines(source);
        let setting = Setting::of(source, &lines);
        let units = lines::groups(source, &lines, setting)
            .into_iter()
            .map(|group| Unit {
                kind: match group.form {
                    Form::Rows => Some(BlockKind::Table),
                    Form::Items => Some(BlockKind::List),
                    Form::Flow => None,
                },
                form: group.form,
                range: lines[group.lines.start].range.start..lines[group.lines.end - 1].range.end,
                lines: group.lines,
                gap: group.gap,
                continues: false,
            })
            .collect();
        Self { source, lines, setting, units, first_body: 0, meta: Meta::default(), remarks: Vec::new() }
    }

    fn text(&self, unit: usize) -> &'a str {
        &self.source[self.units[unit].range.clone()]
    }

    fn last_line(&self, unit: usize) -> &Line {
        &self.lines[self.units[unit].lines.end - 1]
    }

    fn decide(&mut self, unit: usize, kind: BlockKind) {
        self.units[unit].kind = Some(kind);
    }

    /// Takes a unit out of the running text, and says so.
    fn lift(&mut self, unit: usize, kind: BlockKind) {
        let rule = match kind {
            BlockKind::PullQuote => "lift.pull-quote",
            BlockKind::Caption => "lift.caption",
            BlockKind::Boilerplate => "lift.running-head",
            BlockKind::Bio => "lift.bio",
            BlockKind::Copyright => "lift.copyright",
            _ => "lift",
        };
        self.decide(unit, kind);
        let words: Vec<&str> = self.text(unit).split_whitespace().take(9).collect();
        let detail = format!("took \"{}\" out of the running text", words.join(" "));
        self.remark(rule, self.units[unit].range.clone(), detail);
    }

    fn remark(&mut self, rule: &'static str, at: Range<usize>, detail: String) {
        self.remarks.push(Remark::Repaired { rule, at, detail });
    }
}

#[cfg(test)]
mod tests;
