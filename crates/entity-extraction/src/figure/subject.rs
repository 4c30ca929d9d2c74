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
        // `the gap hit its highest level, having grown by`
        if self.line.eq(i, "having") {
            return self.earlier_subject(before, floor);
        }
        // `claims of $12m, ranging from $200`
        if self.line.word(before) == "," && self.line.any(i, &["ranging", "costing", "totalling", "totaling"])
        {
            return self.phrase_before(before);
        }
        // `Ford (F), which has`
        let named = match self.tag(before) {
            Tag::Relative => self.skip_comma(before),
            _ => i,
        };
        if let Some(open) = self.bracket_before(named) {
            return self.phrase_before(open);
        }
        match self.tag(before) {
            Tag::Relative => self.phrase_before(self.skip_comma(before)).map(|phrase| self.nearest(phrase)),
            // `the airline said it grounds two jets`, `the yard is full: it holds 40 ships`
            Tag::Pronoun
                if self.line.any(before, &["it", "he", "she"]) && self.stands_for_subject(before) =>
            {
                self.earlier_subject(before, floor)
            }
            Tag::Pronoun => None,
            // `fallers were Unite Group, down 68p`
            Tag::Punctuation
                if self.line.word(before) == ","
                    && self.line.any(i, &["up", "down"])
                    && self.named_before(before).is_some() =>
            {
                self.named_before(before)
            }
            // `..., up 5%`: the subject stands before an earlier verb
            Tag::Punctuation | Tag::Conjunction | Tag::Preposition => {
                let comma = self.line.word(before) == "," || self.tag(before) != Tag::Punctuation;
                if !comma || before <= floor {
                    return None;
                }
                // `while energy, last year's worst sector, fell`
                if let Some(phrase) = self.phrase_before(before)
                    && (phrase.first..phrase.end).any(|i| self.line.word(i) == ",")
                {
                    return Some(phrase);
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
                self.earlier_subject(before, floor).or_else(|| self.phrase_before(before))
            }
            // `people earning between`: the participle hangs on the nearest noun
            _ if self.line.word(i).ends_with("ing") && self.tag(i) == Tag::Verb => {
                self.phrase_before(i).map(|phrase| self.nearest(phrase))
            }
            _ => self.phrase_before(i),
        }
    }

    /// The opening of the short bracket that ends right before token `end`: `(F)`.
    fn bracket_before(&self, end: usize) -> Option<usize> {
        let close = end.checked_sub(1).filter(|&i| self.line.word(i) == ")")?;
        (close.saturating_sub(6)..close).rev().find(|&i| self.line.word(i) == "(")
    }

    /// The subject of the nearest verb before token `at`.
    fn earlier_subject(&self, at: usize, floor: usize) -> Option<Phrase> {
        let verb =
            (floor..at).rev().take(REACH).find(|&i| matches!(self.tag(i), Tag::Verb | Tag::Auxiliary))?;
        self.subject_of(verb, floor)
    }

    /// Whether the pronoun at token `at` opens a clause right behind a verb of speech, a colon or a conjunction.
    fn stands_for_subject(&self, at: usize) -> bool {
        const LEADS: [&str; 14] = [
            "said",
            "says",
            "that",
            "as",
            "because",
            "after",
            "when",
            "while",
            "since",
            "if",
            "and",
            "but",
            "announced",
            "added",
        ];
        at.checked_sub(1).is_some_and(|i| self.line.any(i, &LEADS) || matches!(self.line.word(i), ":" | ";"))
    }

    /// The part of a phrase that a relative clause behind it is said of: `bank stocks` of `a rally in bank stocks`.
    fn nearest(&self, phrase: Phrase) -> Phrase {
        let link = (phrase.first + 1..phrase.end)
            .rev()
            .find(|&i| self.tag(i) == Tag::Preposition && !self.line.any(i, &["of", "including"]));
        // `a budget in line, which`: a bare noun makes an adverb of its preposition
        let thing = |link: usize| {
            link + 2 < phrase.end
                || self.line.capital(link + 1)
                || super::nouns::is_plural(self.line.word(link + 1))
        };
        let first = link.filter(|&link| thing(link)).map_or(phrase.first, |link| link + 1);
        let first = (first..phrase.end).find(|&i| self.tag(i) == Tag::Noun).unwrap_or(phrase.first);
        Phrase { first, ..phrase }
    }

    /// The name right before the comma at `comma`, where it opens a clause or follows a verb.
    fn named_before(&self, comma: usize) -> Option<Phrase> {
        let phrase = self.phrase_before(comma)?;
        let opens = match phrase.first.checked_sub(1) {
            None => true,
            Some(i) => {
                matches!(self.tag(i), Tag::Verb | Tag::Auxiliary | Tag::Conjunction)
                    || matches!(self.line.word(i), "," | ";" | ":")
            }
        };
        (opens && self.line.capital(phrase.first) && self.line.capital(phrase.end - 1)).then_some(phrase)
    }

    pub(super) fn skip_comma(&self, at: usize) -> usize {
        if at > 0 && self.line.word(at - 1) == "," { at - 1 } else { at }
    }
}
