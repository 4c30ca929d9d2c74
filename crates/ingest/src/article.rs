//! The finished article: clean text, its blocks, sentences and tokens, and the map back to the source.

use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::draft::{Draft, Meta, Piece};
use crate::offsets::{CharIndex, OffsetMap, source_span};
use crate::sentence;
use crate::span::{SourceSpan, TextSpan};
use crate::token::{Token, tokenize};

/// What part of an article a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BlockKind {
    /// The headline.
    Title,
    /// The line under the headline.
    Subtitle,
    /// A heading inside the article.
    Heading,
    /// The rubric above the headline, a running section name.
    SectionLabel,
    /// Who wrote it, where and when.
    Byline,
    /// Running text.
    Paragraph,
    /// A quotation set as a block.
    Quote,
    /// A sentence of the article repeated as an eye-catcher.
    PullQuote,
    /// Text that belongs to a picture, chart or table.
    Caption,
    /// List items, one a line.
    List,
    /// A table: rows by line feed, cells by tab.
    Table,
    /// An entry of a list of references.
    Reference,
    /// A note about the author.
    Bio,
    /// A rights line.
    Copyright,
    /// Page furniture: running heads, page numbers, navigation. Not said by the article: nothing is found in it.
    Boilerplate,
}

impl BlockKind {
    /// The name used in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Subtitle => "subtitle",
            Self::Heading => "heading",
            Self::SectionLabel => "section-label",
            Self::Byline => "byline",
            Self::Paragraph => "paragraph",
            Self::Quote => "quote",
            Self::PullQuote => "pull-quote",
            Self::Caption => "caption",
            Self::List => "list",
            Self::Table => "table",
            Self::Reference => "reference",
            Self::Bio => "bio",
            Self::Copyright => "copyright",
            Self::Boilerplate => "boilerplate",
        }
    }

    /// Whether the article says it. Furniture stays in the text and has its place, but neither sentences nor tokens,
    /// so nothing is found in it.
    pub fn is_said(self) -> bool {
        self != Self::Boilerplate
    }

    /// Whether a line feed in the block's text ends a row or an item.
    pub fn has_lines(self) -> bool {
        matches!(self, Self::List | Self::Table)
    }
}

/// A block of an [`Article`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What part of the article it is.
    pub kind: BlockKind,
    /// Its text.
    pub span: TextSpan,
    /// Its sentences, as indices into [`Article::sentences`].
    pub sentences: Range<u32>,
    /// Its tokens, as indices into [`Article::tokens`].
    pub tokens: Range<u32>,
    /// Where it stood in a format that has places: a tag path, a page number.
    pub origin: Option<String>,
}

/// A sentence, a list item or a table row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its text, white space at both ends left out.
    pub span: TextSpan,
    /// Its block, as an index into [`Article::blocks`].
    pub block: u32,
    /// Its tokens, as indices into [`Article::tokens`].
    pub tokens: Range<u32>,
}

/// One article, ready to be mined. Owns its texts; everything else is spans into them.
#[derive(Clone, Debug)]
pub struct Article {
    id: String,
    source_name: String,
    cluster: String,
    sha256: String,
    meta: Meta,
    source: String,
    char_index: CharIndex,
    text: String,
    map: OffsetMap,
    blocks: Vec<Block>,
    sentences: Vec<Sentence>,
    tokens: Vec<Token>,
}

impl Article {
    /// Builds the article out of a draft: lays out the clean text, cuts sentences and tokens.
    ///
    /// `id` names the article in every table, `source_name` the file it came from.
    ///
    /// # Panics
    /// If a piece of the draft does not lie on character boundaries of its source, or the source is 4 GiB or
    /// more: both are errors of the format reader.
    pub fn build(id: String, source_name: String, draft: Draft) -> Self {
        let Draft { source, blocks: drafts, meta, .. } = draft;
        assert!(u32::try_from(source.len()).is_ok(), "an article must be smaller than 4 GiB");
        let mut text = String::with_capacity(source.len());
        let mut map = OffsetMap::default();
        let mut blocks = Vec::with_capacity(drafts.len());
        let mut sentences = Vec::new();
        let mut tokens = Vec::new();
        for draft in drafts {
            let before = text.len();
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            let start = text.len();
            for piece in draft.pieces {
                match piece {
                    Piece::Keep(range) => {
                        map.keep(text.len() as u32, range.start as u32, range.len() as u32);
                        text.push_str(&source[range]);
                    }
                    Piece::Instead(range, stated) => stand_in(&stated, range, &mut text, &mut map),
                    Piece::Space(range) => stand_in(" ", range, &mut text, &mut map),
                    Piece::Line(range) => stand_in("\n", range, &mut text, &mut map),
                    Piece::Tab(range) => stand_in("\t", range, &mut text, &mut map),
                }
            }
            if text[start..].trim().is_empty() {
                text.truncate(before);
                map.truncate(before as u32);
                continue;
            }
            let (first_token, first_sentence) = (tokens.len() as u32, sentences.len() as u32);
            if draft.kind.is_said() {
                tokenize(&text[start..], start as u32, &mut tokens);
                sentence::split(&text, draft.kind, &tokens, first_token, |range| {
                    let span =
                        TextSpan::new(tokens[range.start as usize].start, tokens[range.end as usize - 1].end);
                    sentences.push(Sentence { span, block: blocks.len() as u32, tokens: range });
                });
            }
            blocks.push(Block {
                kind: draft.kind,
                span: TextSpan::new(start as u32, text.len() as u32),
                sentences: first_sentence..sentences.len() as u32,
                tokens: first_token..tokens.len() as u32,
                origin: draft.origin,
            });
        }
        let sha256 = hex(&Sha256::digest(source.as_bytes()));
        let char_index = CharIndex::new(&source);
        Self {
            id,
            source_name,
            cluster: String::new(),
            sha256,
            meta,
            source,
            char_index,
            text,
            map,
            blocks,
            sentences,
            tokens,
        }
    }

    /// The name of the article in every table.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The file or stream that it came from.
    pub fn source_name(&self) -> &str {
        &self.source_name
    }

    /// Calls the article by another name, where two have the same.
    pub fn rename(&mut self, id: String) {
        self.id = id;
    }

    /// The story that it is a copy of, the same for all copies; empty where nobody has compared it with others.
    pub fn cluster(&self) -> &str {
        &self.cluster
    }

    /// States the story that it is a copy of.
    pub fn set_cluster(&mut self, cluster: String) {
        self.cluster = cluster;
    }

    /// States the language, ISO 639-1.
    pub(crate) fn set_language(&mut self, language: &str) {
        self.meta.language = Some(language.to_owned());
    }

    /// SHA-256 of the source text, in hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// What the source says of itself.
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// The text that offsets in the tables refer to.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The clean text: the blocks in reading order, an empty line between them.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The blocks in reading order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The sentences in reading order.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The tokens in reading order.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The clean text of a span.
    pub fn slice(&self, span: TextSpan) -> &str {
        &self.text[span.range()]
    }

    /// The sentence that holds byte `at` of the clean text, or the last one that starts before it.
    pub fn sentence_at(&self, at: u32) -> Option<&Sentence> {
        let after = self.sentences.partition_point(|sentence| sentence.span.start <= at);
        after.checked_sub(1).map(|index| &self.sentences[index])
    }

    /// The smallest stretch of the source that holds all of `span`.
    pub fn locate(&self, span: TextSpan) -> SourceSpan {
        source_span(&self.source, &self.char_index, self.map.source_bytes(span))
    }

    /// The stretches of the source that make up `span`, in reading order.
    pub fn pieces(&self, span: TextSpan) -> Vec<SourceSpan> {
        let pieces = self.map.source_pieces(span);
        pieces.into_iter().map(|bytes| source_span(&self.source, &self.char_index, bytes)).collect()
    }

    /// The source bytes of a range of code points; nothing if the source is shorter.
    pub fn bytes_of_chars(&self, chars: Range<usize>) -> Option<Range<usize>> {
        let start = self.char_index.byte_at(&self.source, chars.start)?;
        let end = self.char_index.byte_at(&self.source, chars.end)?;
        (start <= end).then_some(start..end)
    }

    /// Whether a sentence of the clean text reads `said`, white space folded.
    pub fn has_sentence(&self, said: &str) -> bool {
        let same = |sentence: &Sentence| {
            let text = self.slice(sentence.span);
            text == said || text.split_whitespace().eq(said.split_whitespace())
        };
        self.sentences.iter().any(same)
    }

    /// Whether the source bytes `bytes` give back `text`: whether some span of the clean text reads `text`, white
    /// space folded, and comes from exactly there. This is the proof that `verify` asks for.
    pub fn proves(&self, bytes: Range<usize>, text: &str) -> bool {
        if self.source.get(bytes.clone()) == Some(text) {
            return true;
        }
        let Some(first) = text.split_whitespace().next() else { return false };
        let wanted = (bytes.start as u32, bytes.end as u32);
        let comes_from_there = |start: usize| {
            self.end_of(text, start)
                .is_some_and(|end| self.map.source_bytes(TextSpan::new(start as u32, end as u32)) == wanted)
        };
        // Usually the first byte is copied; text that was moved to before its beginning needs the search.
        self.map.text_at(wanted.0).is_some_and(|at| comes_from_there(at as usize))
            || self.text.match_indices(first).any(|(at, _)| comes_from_there(at))
    }

    /// Where `said` ends in the clean text, if it is what stands at byte `start`; any white space stands for any.
    fn end_of(&self, said: &str, start: usize) -> Option<usize> {
        let mut at = start;
        for (index, word) in said.split_whitespace().enumerate() {
            let rest = self.text.get(at..)?;
            let blank = rest.len() - rest.trim_start().len();
            if (index > 0) != (blank > 0) || !rest[blank..].starts_with(word) {
                return None;
            }
            at += blank + word.len();
        }
        Some(at)
    }
}

/// Puts `stated` where the source has the bytes of `range`.
fn stand_in(stated: &str, range: Range<usize>, text: &mut String, map: &mut OffsetMap) {
    map.stand_in(text.len() as u32, stated.len() as u32, range.start as u32, range.len() as u32);
    text.push_str(stated);
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let halves = |byte: &u8| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]];
    bytes.iter().flat_map(halves).collect()
}
