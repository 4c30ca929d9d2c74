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

impl Draft {
    /// Puts plain characters where the source has forms of them that only look otherwise: full-width digits, letters
    /// and signs, and ligatures. What looks for `12.5` or `office` finds `１２．５` and `oﬃce`, too.
    pub(crate) fn spell_out(&mut self) {
        let Self { source, blocks, remarks, .. } = self;
        let Some((first, _)) = odd_forms(source, 0..source.len()).next() else { return };
        let mut count = 0;
        for block in blocks {
            let pieces = std::mem::take(&mut block.pieces);
            for piece in pieces {
                let Piece::Keep(range) = piece else {
                    block.pieces.push(piece);
                    continue;
                };
                let mut at = range.start;
                for (form, plain) in odd_forms(source, range.clone()) {
                    if at < form.start {
                        block.pieces.push(Piece::Keep(at..form.start));
                    }
                    at = form.end;
                    block.pieces.push(Piece::Instead(form, plain));
                    count += 1;
                }
                if at < range.end {
                    block.pieces.push(Piece::Keep(at..range.end));
                }
            }
        }
        if count > 0 {
            let detail = format!("spelled out {count} full-width characters or ligatures");
            remarks.push(Remark::Repaired { rule: "spell-out", at: first, detail });
        }
    }
}

/// Full-width forms and ligatures in a stretch of source, each with what it stands for.
fn odd_forms(source: &str, range: Range<usize>) -> impl Iterator<Item = (Range<usize>, String)> {
    // All of them are written in UTF-8 as three bytes, of which the first is this; no other byte of a character is.
    memchr::memchr_iter(0xef, &source.as_bytes()[range.clone()]).filter_map(move |hit| {
        let at = range.start + hit;
        let form = source[at..].chars().next()?;
        Some((at..at + form.len_utf8(), plain_form(form)?))
    })
}

/// What a full-width form or a ligature stands for.
fn plain_form(form: char) -> Option<String> {
    let plain = match form {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        '￠' => "¢",
        '￡' => "£",
        '￥' => "¥",
        '￦' => "₩",
        '！'..='～' => return char::from_u32(u32::from(form) - 0xfee0).map(String::from),
        _ => return None,
    };
    Some(plain.to_owned())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::span::TextSpan;

    #[test]
    fn full_width_forms_and_ligatures_are_spelled_out_and_stay_traceable() {
        let source = "Ａｋａｎｅ’s oﬃce paid ￡１２．５ million, 日本 “and” ﬂed.";
        let blocks = vec![DraftBlock::flow(BlockKind::Paragraph, source, 0..source.len())];
        let mut draft = Draft { source: source.to_owned(), blocks, ..Draft::default() };
        draft.spell_out();
        assert!(
            matches!(&draft.remarks[..], [Remark::Repaired { rule: "spell-out", .. }]),
            "{:?}",
            draft.remarks
        );
        let article = Article::build(String::new(), String::new(), draft);
        assert_eq!(article.text(), "Akane’s office paid £12.5 million, 日本 “and” fled.");
        let at = article.text().find("12.5").expect("it is spelled out") as u32;
        let span = article.locate(TextSpan::new(at, at + 4));
        let bytes = span.start_byte as usize..span.end_byte as usize;
        assert_eq!(&source[bytes.clone()], "１２．５");
        assert!(article.proves(bytes, "12.5"));
    }

    #[test]
    fn plain_text_is_left_as_it_is() {
        let source = "The ﹩ and the \u{feff} stay, and so does 日本。";
        let blocks = vec![DraftBlock::flow(BlockKind::Paragraph, source, 0..source.len())];
        let mut draft = Draft { source: source.to_owned(), blocks: blocks.clone(), ..Draft::default() };
        draft.spell_out();
        assert_eq!((draft.blocks[0].pieces.clone(), draft.remarks), (blocks[0].pieces.clone(), vec![]));
    }
}
