//! What a format reader gives: blocks made of source spans, before the article is built.

use std::ops::Range;

use crate::article::BlockKind;

/// An article as a format reader understood it.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The text that every offset refers to: the decoded file or field, or, where the format has no plain text
    /// of its own (HTML, PDF, DOCX), the canonical text that the reader made.
    pub source: String,
    /// Blocks in reading order.
    pub blocks: Vec<DraftBlock>,
    /// What the source says of itself.
    pub meta: Meta,
    /// What was repaired or lost on the way.
    pub remarks: Vec<Remark>,
}

/// One block of a [`Draft`].
#[derive(Clone, Debug)]
pub struct DraftBlock {
    /// What part of the article it is.
    pub kind: BlockKind,
    /// The source spans that make up its text, in reading order.
    pub pieces: Vec<Piece>,
    /// Where it stood in a format that has places: a tag path, a page number.
    pub origin: Option<String>,
}

/// A part of a block's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// These source bytes as they stand.
    Keep(Range<usize>),
    /// One blank that stands for these source bytes: a line break, a column break.
    Space(Range<usize>),
    /// One line feed that stands for these source bytes: the end of a row or an item.
    Line(Range<usize>),
    /// This text in the place of these source bytes: a character for its entity.
    Instead(Range<usize>, String),
    /// One tab that stands for these source bytes: the border of two cells.
    Tab(Range<usize>),
}

impl Piece {
    /// The source bytes that it is or stands for.
    pub fn bytes(&self) -> Range<usize> {
        match self {
            Self::Keep(range) | Self::Space(range) | Self::Line(range) => range.clone(),
            Self::Instead(range, _) | Self::Tab(range) => range.clone(),
        }
    }
}

impl DraftBlock {
    /// A block of running text out of one stretch of source: each run of white space that holds a line break
    /// becomes one blank, white space at both ends is left out.
    pub fn flow(kind: BlockKind, source: &str, range: Range<usize>) -> Self {
        let mut pieces = Vec::new();
        flow(source, range, &mut pieces);
        Self { kind, pieces, origin: None }
    }

    /// A block that keeps its stretch of source as it stands, line breaks and tabs included.
    pub fn verbatim(kind: BlockKind, source: &str, range: Range<usize>) -> Self {
        let slice = &source[range.clone()];
        let start = range.start + (slice.len() - slice.trim_start().len());
        let end = start + slice.trim().len();
        Self { kind, pieces: vec![Piece::Keep(start..end)], origin: None }
    }
}

/// Appends the stretch `range` of `source` as running text: line breaks become blanks.
pub fn flow(source: &str, range: Range<usize>, pieces: &mut Vec<Piece>) {
    let slice = &source[range.clone()];
    let trimmed = slice.trim();
    let mut at = range.start + (slice.len() - slice.trim_start().len());
    let end = at + trimmed.len();
    let bytes = source.as_bytes();
    while at < end {
        let Some(offset) = bytes[at..end].iter().position(|&byte| byte == b'\n' || byte == b'\r') else {
            pieces.push(Piece::Keep(at..end));
            return;
        };
        let line_end = at + offset;
        let kept = at + source[at..line_end].trim_end().len();
        let next = end - source[line_end..end].trim_start().len();
        if kept > at {
            pieces.push(Piece::Keep(at..kept));
        }
        pieces.push(Piece::Space(kept..next));
        at = next;
    }
}

/// What an article says of itself; empty where it does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// The headline.
    pub title: Option<String>,
    /// The line under the headline.
    pub subtitle: Option<String>,
    /// Names of the authors, in order.
    pub authors: Vec<String>,
    /// The paper, magazine, agency or site.
    pub publisher: Option<String>,
    /// Date of publication, ISO 8601, cut to what is stated (`2024-05`, `2024-05-02`).
    pub published: Option<String>,
    /// The section of the paper.
    pub section: Option<String>,
    /// Language, ISO 639-1.
    pub language: Option<String>,
    /// Address the article was found at.
    pub url: Option<String>,
}

impl Meta {
    /// What `self` states, filled up from `other` where it is silent.
    pub fn or(self, other: Self) -> Self {
        Self {
            title: self.title.or(other.title),
            subtitle: self.subtitle.or(other.subtitle),
            authors: if self.authors.is_empty() { other.authors } else { self.authors },
            publisher: self.publisher.or(other.publisher),
            published: self.published.or(other.published),
            section: self.section.or(other.section),
            language: self.language.or(other.language),
            url: self.url.or(other.url),
        }
    }
}

/// Something a person may want to know about how an article was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// The layout was repaired: which rule did what, at which source bytes.
    Repaired {
        /// The repair's id, e.g. `join.column-break`.
        rule: &'static str,
        /// Source bytes concerned.
        at: Range<usize>,
        /// What was done, in words.
        detail: String,
    },
    /// Something could not be read as it should be; the article stands without it.
    Lost {
        /// A short stable name, e.g. `undecodable-bytes`.
        problem: &'static str,
        /// What and where, in words.
        detail: String,
    },
}
