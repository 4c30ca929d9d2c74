//! Where a sentence names something the lexicon or a pattern knows: candidates, before any context is weighed.

use tearsheet_ingest::{Sentence, TextSpan, Token, TokenKind, fold_hash};

use super::lexicon::{Class, Entry, First, Need, SkillLexicon};
use super::mask::is_masked;
use super::trie::Node;
use super::version::{self, Version};
use super::{standard, standard::Standard};
use crate::findings::SkillCategory;
use crate::lexicon::Lexicons;
use crate::lexicon::words::{WordClass, Words};
use crate::view::View;

/// How a match is written, held against its surface in the lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// With capitals where the lexicon has them, or the lexicon has none.
    Named,
    /// With a capital that a beginning of a sentence or a headline gives to any word.
    Opening,
    /// In lower case where the lexicon has capitals.
    Lower,
    /// In lower case, which is an everyday word.
    Everyday,
}

/// What a candidate names.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// An entry of the lexicon.
    Entry(u32),
    /// A standard read by pattern.
    Standard(Standard),
}

/// A place that may name a skill.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// First token.
    pub(super) first: usize,
    /// One past the last token of name and version.
    pub(super) next: usize,
    /// The name with its version.
    pub(super) span: TextSpan,
    pub(super) what: What,
    pub(super) version: Option<Version>,
    pub(super) written: Written,
    pub(super) need: Need,
    pub(super) category: SkillCategory,
    /// Number of tokens of the name alone.
    pub(super) words: usize,
    /// Index of its sentence.
    pub(super) sentence: u32,
}

impl Candidate {
    /// Whether it is written with a capital.
    pub(super) fn is_capital(&self) -> bool {
        matches!(self.written, Written::Named | Written::Opening)
    }
}

/// How many words of a sentence say what sort of text it is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tone {
    /// All tokens.
    pub(super) tokens: u32,
    /// Words of programmers and administrators.
    pub(super) technical: u32,
    /// Words of job advertisements.
    pub(super) advert: u32,
}

/// What one sentence holds: its candidates are appended to `found`.
pub(super) fn scan(
    view: &View<'_>,
    lexicons: &Lexicons,
    index: u32,
    sentence: &Sentence,
    found: &mut Vec<Candidate>,
) -> Tone {
    let (start, end) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
    let lexicon = &lexicons.skills;
    let tokens = view.tokens();
    let mut tone = Tone { tokens: sentence.tokens.len() as u32, ..Tone::default() };
    let mut at = start;
    while at < end {
        let token = tokens[at];
        let first = lexicon.probe(token.fold);
        if let Some(First { class, .. }) = first {
            tone.technical += u32::from(class.has(Class::TECHNICAL));
            tone.advert += u32::from(class.has(Class::ADVERT));
        }
        let scan = Scan { view, lexicon, words: &lexicons.words, start, end, sentence: index };
        let next = scan.at(at, first.and_then(|first| first.node), found);
        at = next.max(at + 1);
    }
    tone
}

struct Scan<'a> {
    view: &'a View<'a>,
    lexicon: &'a SkillLexicon,
    words: &'a Words,
    start: usize,
    end: usize,
    sentence: u32,
}

impl Scan<'_> {
    /// Reads what begins at token `at`; gives the token after it, or `at`.
    fn at(&self, at: usize, node: Option<Node>, found: &mut Vec<Candidate>) -> usize {
        let token = self.view.tokens()[at];
        if standard::may_start(token, self.view.text())
            && let Some(standard) = standard::read(self.view, at, self.end)
        {
            let next = standard.next;
            let span = TextSpan::new(token.start, self.view.tokens()[next - 1].end);
            found.push(Candidate {
                first: at,
                next,
                span,
                what: What::Standard(standard),
                version: None,
                written: Written::Named,
                need: Need::Free,
                category: SkillCategory::Standard,
                words: next - at,
                sentence: self.sentence,
            });
            return next;
        }
        if let Some((next, node)) = node.and_then(|node| self.longest(at, node)) {
            return self.push(at, next, node, None, found).unwrap_or(at);
        }
        self.inside(at, token, found).unwrap_or(at)
    }

    /// The longest surface that begins at token `at`, whose first step led to `node`.
    fn longest(&self, at: usize, node: Node) -> Option<(usize, Node)> {
        let tokens = self.view.tokens();
        let (mut node, mut next) = (node, at + 1);
        let ends_at = |next: usize, node: Node| {
            !self.lexicon.ends(node).is_empty() && {
                let name = TextSpan::new(tokens[at].start, tokens[next - 1].end);
                self.lexicon.best(node, self.view.slice(name)).is_some()
            }
        };
        let mut best = ends_at(next, node).then_some((next, node));
        while next < self.end {
            let step = self.lexicon.step(node, tokens[next].fold);
            // `e-commerce` is listed so; `machine-learning` is `machine learning` joined.
            let joined = || {
                let hyphen =
                    self.view.word(next) == "-" && self.view.glued(next - 1) && self.view.glued(next);
                (hyphen && next + 1 < self.end)
                    .then(|| self.lexicon.step(node, tokens[next + 1].fold).map(|node| (node, next + 2)))
                    .flatten()
            };
            match step.map(|node| (node, next + 1)).or_else(joined) {
                Some((onward, after)) => (node, next) = (onward, after),
                None => break,
            }
            if ends_at(next, node) {
                best = Some((next, node));
            }
        }
        best
    }

    /// A name inside one token: with a glued version (`VB6`) or a possessive (`Linux's`).
    fn inside(&self, at: usize, token: Token, found: &mut Vec<Candidate>) -> Option<usize> {
        // A possessive ends in `s`.
        let last = self.view.text().as_bytes()[token.end as usize - 1];
        if token.kind != TokenKind::Mixed && last != b's' {
            return None;
        }
        let word = token.of(self.view.text());
        let head = match token.kind {
            TokenKind::Mixed => version::glued_head(word)?,
            TokenKind::Word if word.ends_with("'s") => word.len() - 2,
            TokenKind::Word if word.ends_with("’s") => word.len() - "’s".len(),
            _ => return None,
        };
        let node = self.lexicon.probe(fold_hash(&word[..head]))?.node?;
        let id = self.lexicon.best(node, &word[..head])?;
        // `Ksh38` is money, not `ksh`.
        let small = |text: &str| text.starts_with(char::is_lowercase);
        if token.kind == TokenKind::Mixed && small(&self.lexicon.entry(id).surface) && !small(word) {
            return None;
        }
        self.push(at, at + 1, node, Some(head as u32), found)
    }

    /// Adds the name of `node` at tokens `at..next`, or in the first `head` bytes of token `at`.
    fn push(
        &self,
        at: usize,
        next: usize,
        node: Node,
        head: Option<u32>,
        found: &mut Vec<Candidate>,
    ) -> Option<usize> {
        let tokens = self.view.tokens();
        let (name_start, name_end) =
            (tokens[at].start, head.map_or(tokens[next - 1].end, |head| tokens[at].start + head));
        let name = TextSpan::new(name_start, name_end);
        let text = self.view.slice(name);
        let id = self.lexicon.best(node, text)?;
        let entry = self.lexicon.entry(id);
        if is_masked(self.view.text(), name.start as usize, name.end as usize)
            || self.is_part_of_a_word(at, next, entry)
        {
            return Some(next);
        }
        let mut candidate = Candidate {
            first: at,
            next,
            span: name,
            what: What::Entry(id),
            version: None,
            written: self.written(at, text, entry),
            need: entry.need,
            category: entry.category,
            words: next - at,
            sentence: self.sentence,
        };
        if let Some(head) = head
            && tokens[at].kind == TokenKind::Mixed
        {
            // The digits of `PHP4/5` and `HTML4.01` are in the same token as the name.
            let span = TextSpan::new(tokens[at].start + head, tokens[at].end);
            let mut version = Version { span, second: None, next };
            if next + 1 < self.end
                && self.view.word(next) == "/"
                && self.view.glued(at)
                && self.view.glued(next)
                && version::is_version(self.view.word(next + 1), false, true)
            {
                let token = tokens[next + 1];
                version.second = Some(TextSpan::new(token.start, token.end));
                version.next = next + 2;
            }
            candidate.version = Some(version);
        } else if entry.version.is_empty() {
            candidate.version = version::read(self.view, self.lexicon, next, self.end, entry.category);
        }
        if let Some(version) = candidate.version {
            candidate.next = version.next;
            candidate.span.end = version.end();
        }
        let next = candidate.next;
        found.push(candidate);
        Some(next)
    }

    /// Whether hyphens or other marks make the match a part of another word: `R&D`, `C-suite`, `go-to`, `in-Access`.
    fn is_part_of_a_word(&self, at: usize, next: usize, entry: &Entry) -> bool {
        let glued_before = at > self.start && self.view.glued(at - 1);
        let glued_after = next < self.end && self.view.glued(next - 1);
        if glued_before && matches!(self.view.word(at - 1), "&" | "@" | "#" | "$" | "_" | "\\") {
            return true;
        }
        if glued_after && matches!(self.view.word(next), "&" | "@" | "$" | "_" | "%" | "\\") {
            return true;
        }
        if entry.need < Need::Capital {
            return false;
        }
        let word_before = glued_before
            && matches!(self.view.word(at - 1), "-" | "–" | "'" | "’")
            && at - 1 > self.start
            && self.view.glued(at - 2);
        let after = self.view.word(next + 1).to_ascii_lowercase();
        let word_after = glued_after
            && self.view.word(next) == "-"
            && self.view.glued(next)
            && !matches!(
                after.as_str(),
                "based"
                    | "like"
                    | "compatible"
                    | "powered"
                    | "style"
                    | "only"
                    | "enabled"
                    | "driven"
                    | "side"
            );
        word_before || word_after
    }

    fn written(&self, at: usize, text: &str, entry: &Entry) -> Written {
        let capitals = |text: &str| text.chars().any(char::is_uppercase);
        if !capitals(&entry.surface) {
            return Written::Named;
        }
        if !capitals(text) {
            return Written::Lower;
        }
        let one_capital = text.chars().skip(1).all(|c| !c.is_uppercase());
        // `Seo` is not `SEO`.
        let small = |text: &str| text.chars().any(char::is_lowercase);
        if small(text) && !small(&entry.surface) && text.len() > 2 {
            return Written::Lower;
        }
        // `Erwin` is not `ERwin`: where capitals decide, others than the lexicon's are no evidence.
        if entry.need == Need::Cased && *entry.surface != *text && small(text) {
            return Written::Opening;
        }
        let opens = self.view.tokens()[self.start..at].iter().all(|token| token.kind == TokenKind::Punct);
        let token = self.view.tokens()[at];
        let ordinary = || self.words.of_form(token.of(self.view.text()), token.fold).is(WordClass::ORDINARY);
        if opens && one_capital && !text.contains(' ') && ordinary() {
            Written::Opening
        } else {
            Written::Named
        }
    }
}
