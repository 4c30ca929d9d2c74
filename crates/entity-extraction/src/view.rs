//! The article as rules see it: tokens with their text, sentence by sentence.

use tearsheet_ingest::{Article, Block, Sentence, TextSpan, Token};

/// A borrowed look at one article that all stages share.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    article: &'a Article,
    text: &'a str,
    tokens: &'a [Token],
}

impl<'a> View<'a> {
    /// A look at `article`.
    pub fn new(article: &'a Article) -> Self {
        Self { article, text: article.text(), tokens: article.tokens() }
    }

    /// The article itself.
    pub fn article(&self) -> &'a Article {
        self.article
    }

    /// The clean text.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// All tokens.
    pub fn tokens(&self) -> &'a [Token] {
        self.tokens
    }

    /// All sentences.
    pub fn sentences(&self) -> &'a [Sentence] {
        self.article.sentences()
    }

    /// The block of a sentence.
    pub fn block_of(&self, sentence: &Sentence) -> &'a Block {
        &self.article.blocks()[sentence.block as usize]
    }

    /// The tokens of a sentence.
    pub fn tokens_of(&self, sentence: &Sentence) -> &'a [Token] {
        &self.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize]
    }

    /// The text of token `index`, empty past the ends.
    pub fn word(&self, index: usize) -> &'a str {
        self.tokens.get(index).map_or("", |token| token.of(self.text))
    }

    /// Whether tokens `index` and `index + 1` touch.
    pub fn glued(&self, index: usize) -> bool {
        matches!((self.tokens.get(index), self.tokens.get(index + 1)), (Some(a), Some(b)) if a.end == b.start)
    }

    /// The text of a span.
    pub fn slice(&self, span: TextSpan) -> &'a str {
        self.article.slice(span)
    }
}
