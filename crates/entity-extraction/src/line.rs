//! A sentence's tokens with the word class of each: what the rules on figures look at.
//!
//! All questions are safe for any index: a token outside of the line is an empty word without class.

use crate::words::Class;
use tearsheet_ingest::{Case, Token, TokenKind};

/// One sentence: the article's text, its tokens, and their classes (parallel slices).
#[derive(Clone, Copy)]
pub(crate) struct Line<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a [Token],
    pub(crate) classes: &'a [Class],
}

impl<'a> Line<'a> {
    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The token's characters as written.
    pub(crate) fn word(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |t| &self.text[t.start as usize..t.end as usize])
    }

    /// The text from the start of token `first` to the end of the token before `end`.
    pub(crate) fn slice(&self, first: usize, end: usize) -> &'a str {
        if first >= end || end > self.len() {
            return "";
        }
        &self.text[self.tokens[first].start as usize..self.tokens[end - 1].end as usize]
    }

    pub(crate) fn fold(&self, i: usize) -> u64 {
        self.tokens.get(i).map_or(0, |t| t.fold)
    }

    pub(crate) fn kind(&self, i: usize) -> TokenKind {
        self.tokens.get(i).map_or(TokenKind::Punct, |t| t.kind)
    }

    pub(crate) fn case(&self, i: usize) -> Case {
        self.tokens.get(i).map_or(Case::None, |t| t.case)
    }

    /// Does the token start with a capital letter?
    pub(crate) fn capital(&self, i: usize) -> bool {
        matches!(self.case(i), Case::Capital | Case::Upper)
            || (self.case(i) == Case::Mixed && self.word(i).starts_with(|c: char| c.is_uppercase()))
    }

    pub(crate) fn is(&self, i: usize, class: Class) -> bool {
        self.classes.get(i).is_some_and(|c| c.has(class))
    }

    /// Is the token this word, whatever its case?
    pub(crate) fn eq(&self, i: usize, word: &str) -> bool {
        self.word(i).eq_ignore_ascii_case(word)
    }

    pub(crate) fn any(&self, i: usize, words: &[&str]) -> bool {
        let w = self.word(i);
        !w.is_empty() && words.iter().any(|x| w.eq_ignore_ascii_case(x))
    }

    /// Does the token touch the one before it?
    pub(crate) fn glued(&self, i: usize) -> bool {
        i > 0 && i < self.len() && self.tokens[i].start == self.tokens[i - 1].end
    }

    /// White space between the token and the one before it.
    pub(crate) fn gap(&self, i: usize) -> &'a str {
        if i == 0 || i >= self.len() {
            return "";
        }
        &self.text[self.tokens[i - 1].end as usize..self.tokens[i].start as usize]
    }

    pub(crate) fn hyphen(&self, i: usize) -> bool {
        matches!(self.word(i), "-" | "‐" | "‑" | "–" | "—" | "−")
    }

    pub(crate) fn digit(&self, i: usize) -> bool {
        self.word(i).starts_with(|c: char| c.is_ascii_digit())
    }

    pub(crate) fn word_like(&self, i: usize) -> bool {
        matches!(self.kind(i), TokenKind::Word | TokenKind::Mixed)
    }

    /// The first token of `phrase` when its words stand right before token `i`.
    pub(crate) fn ends_with(&self, i: usize, phrase: &str) -> Option<usize> {
        // Most phrases fail at their last word; comparing bytes is cheaper than cutting words.
        let last = self.word(i.checked_sub(1)?);
        let tail = phrase.as_bytes().get(phrase.len().checked_sub(last.len())?..)?;
        if !tail.eq_ignore_ascii_case(last.as_bytes()) {
            return None;
        }
        let mut at = i;
        for word in phrase.rsplit(' ') {
            at = at.checked_sub(1)?;
            if !self.eq(at, word) {
                return None;
            }
        }
        Some(at)
    }

    /// The token after `phrase` when its words start at token `i`.
    pub(crate) fn starts_with(&self, i: usize, phrase: &str) -> Option<usize> {
        let first = self.word(i);
        if !phrase.as_bytes().get(..first.len())?.eq_ignore_ascii_case(first.as_bytes()) {
            return None;
        }
        let mut at = i;
        for word in phrase.split(' ') {
            if !self.eq(at, word) {
                return None;
            }
            at += 1;
        }
        Some(at)
    }
}
