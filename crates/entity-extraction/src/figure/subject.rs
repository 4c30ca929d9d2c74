//! The subject of the clause that a token stands in.

use super::concept::{Clause, REACH};
use super::phrase::Phrase;
use super::tag::Tag;

impl Clause<'_, '_> {
    /// The subject of the clause that holds token `at`.
    pub(crate) fn subject(&self, at: usize) -> Option<Phrase> {
        let floor = at.saturating_sub(REACH);
        let mut i = at;
        // The nearest verb to the left, over objects and other figures.
        while i > floor {
            i -= 1;
            match self.tag(i) {
                Tag::Verb | Tag::Auxiliary => return self.subject_of(i, floor),
                Tag::Punctuation if matches!(self.line.word(i), ";" | "?" | "!" | "—") => break,
                _ => {}
            }
        }
        None
    }

    fn subject_of(&self, verb: usize, floor: usize) -> Option<Phrase> {
        let mut i = verb;
        while i > floor {
            let at = i - 1;
            match self.tag(at) {
                Tag::Verb | Tag::Auxiliary | Tag::Adverb => i = at,
                _ if self.line.any(at, &["to", "not", "also", "and"])
                    && i > floor + 1
                    && matches!(self.tag(at - 1), Tag::Verb | Tag::Auxiliary | Tag::Noun)
                    && !self.line.eq(at, "and") =>
                {
                    // `is expected to rise`
                    if matches!(self.tag(at - 1), Tag::Verb | Tag::Auxiliary) { i = at } else { break }
                }
                _ => break,
            }
        }
        let before = i.checked_sub(1)?;
        match self.tag(before) {
            Tag::Relative => self.phrase_before(self.skip_comma(before)),
            Tag::Pronoun => None,
            Tag::Punctuation if self.line.word(before) == ")" => self.phrase_before(i),
            // `..., up 5%`: the subject stands before an earlier verb
            Tag::Punctuation | Tag::Conjunction | Tag::Preposition => {
                let comma = self.line.word(before) == "," || self.tag(before) != Tag::Punctuation;
                if !comma || before <= floor {
                    return None;
                }
                // A noun phrase right before the comma that is itself no object is the subject: `Unite Group, down 68p`.
                // `the strike, now in its 12th day, has cost`
                if self.line.word(before) == ","
                    && let Some(open) =
                        (before.saturating_sub(12)..before).rev().find(|&i| self.line.word(i) == ",")
                    && open > 0
                    && self.tag(open - 1) == Tag::Noun
                    && matches!(self.tag(open + 1), Tag::Preposition | Tag::Adverb | Tag::Verb)
                    && !(open + 2..before).any(|i| self.tag(i) == Tag::Auxiliary)
                {
                    return self.phrase_before(open);
                }
                let earlier = (floor..before)
                    .rev()
                    .take(REACH)
                    .find(|&i| matches!(self.tag(i), Tag::Verb | Tag::Auxiliary));
                match earlier {
                    Some(verb) => self.subject_of(verb, floor),
                    None => self.phrase_before(before),
                }
            }
            _ => self.phrase_before(i),
        }
    }

    pub(super) fn skip_comma(&self, at: usize) -> usize {
        if at > 0 && self.line.word(at - 1) == "," { at - 1 } else { at }
    }
}
