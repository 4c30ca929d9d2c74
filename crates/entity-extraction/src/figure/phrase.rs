//! Noun phrases of a line, read forwards and backwards, and their content words.

use super::concept::{Clause, REACH};
use super::item::Item;
use super::tag::Tag;
use crate::findings::FigureKind;
use crate::words::Class;

/// A noun phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Phrase {
    pub(crate) first: usize,
    pub(crate) end: usize,
}

impl Clause<'_, '_> {
    /// The phrase that starts at token `at`, determiners left out, with what hangs on it by `of`.
    pub(super) fn phrase_from(&self, at: usize) -> Option<Phrase> {
        let mut first = at;
        while first < self.line.len()
            && first - at < 4
            && (matches!(self.tag(first), Tag::Determiner | Tag::Adverb)
                || self.line.any(first, &["total"])
                || self.line.word(first) == "“")
        {
            first += 1;
        }
        // `for an 8.5 kW system`
        if let Some(item) = self.item_at(first)
            && matches!(item.kind, FigureKind::Measure | FigureKind::Duration)
            && self.tag(item.end) == Tag::Noun
        {
            first = item.end;
        }
        let mut end = self.noun_run_end(first);
        if end == first {
            return None;
        }
        // `the total assets of the group`
        while self.line.eq(end, "of") && end - first < REACH {
            let mut next = end + 1;
            while self.tag(next) == Tag::Determiner {
                next += 1;
            }
            let next_end = self.noun_run_end(next);
            if next_end == next {
                break;
            }
            end = next_end;
        }
        Some(Phrase { first, end })
    }

    /// The token after the run of nouns, hyphens and inner marks that starts at token `at`.
    pub(super) fn noun_run_end(&self, at: usize) -> usize {
        let mut end = at;
        while end < self.line.len()
            && end - at < REACH
            && self.item_at(end).is_none_or(|item| item.is_calendar() || item.is_bare())
        {
            let and = self.line.eq(end, "and")
                && end > at
                && self.tag(end + 1) == Tag::Noun
                && self.tag(end - 1) == Tag::Noun
                && self.item_at(end + 1).is_none()
                && !self.line.is(end + 1, Class::VERB);
            let owned = matches!(self.line.word(end), "'" | "’")
                && end > at
                && self.line.glued(end)
                && self.tag(end + 1) == Tag::Noun;
            let joint = self.tag(end) == Tag::Joint && end > at;
            let number = self.tag(end) == Tag::Number
                && end > at
                && self.tag(end - 1) != Tag::Punctuation
                && self.line.capital(end - 1);
            if self.tag(end) == Tag::Noun || joint || and || owned || number {
                end += 1;
            } else {
                break;
            }
        }
        while end > at && matches!(self.tag(end - 1), Tag::Joint) {
            end -= 1;
        }
        end
    }

    /// Whether the noun that a figure counts ends right before token `at`.
    fn counts_up_to(&self, at: usize) -> bool {
        let near = self.items.partition_point(|item| item.end <= at);
        self.items[near.saturating_sub(2)..near]
            .iter()
            .any(|item| item.noun.as_ref().is_some_and(|noun| noun.end == at))
    }

    /// The phrase that ends right before token `end`, with what it hangs on: `the price of oil in May`.
    pub(super) fn phrase_before(&self, end: usize) -> Option<Phrase> {
        // `MacBook Pro 16 inch is`
        if let Some(item) = end.checked_sub(1).and_then(|last| self.item_at(last))
            && item.kind == FigureKind::Measure
            && item.first > 0
            && self.tag(item.first - 1) == Tag::Noun
        {
            return self.phrase_before(item.first);
        }
        let mut first = end;
        let floor = end.saturating_sub(REACH);
        while first > floor {
            let at = first - 1;
            let inside = match self.tag(at) {
                Tag::Noun | Tag::Determiner | Tag::Joint => true,
                Tag::Preposition => {
                    first < end
                        && !self.line.any(
                            at,
                            &[
                                "with", "by", "as", "than", "about", "before", "after", "until", "since",
                                "like", "to",
                            ],
                        )
                        && !matches!(self.tag(first), Tag::Verb)
                }
                Tag::Conjunction => {
                    self.line.any(at, &["and"])
                        && first < end
                        && at > floor
                        && self.tag(at - 1) == Tag::Noun
                        && self.item_at(at - 1).is_none()
                        // `38 employees and a turnover of`: what a figure counts is none of the phrase
                        && !self.counts_up_to(at)
                        // `$5 a barrel and the price of`
                        && !(at > 1 && self.line.any(at - 2, &["per", "a", "an", "each"]))
                }
                Tag::Number => {
                    self.item_at(at).is_none_or(|item| item.is_bare() || item.is_calendar())
                        && at > floor
                        && matches!(self.tag(at - 1), Tag::Noun | Tag::Joint)
                }
                Tag::Punctuation => {
                    matches!(self.line.word(at), "(" | ")" | "'" | "’" | "“" | "”")
                        && first < end
                        && !(self.line.word(at) == "(" && first == end)
                }
                Tag::Adverb => false,
                _ => false,
            };
            if !inside || self.item_at(at).is_some_and(|item| !item.is_bare() && !item.is_calendar()) {
                break;
            }
            first = at;
        }
        // `Healthcare, last year's best sector, fell`
        if first > floor + 1
            && self.line.word(first - 1) == ","
            && self.line.word(end) == ","
            && self.tag(first - 2) == Tag::Noun
            && let Some(named) = self.phrase_before(first - 1)
        {
            return Some(Phrase { first: named.first, end });
        }
        // `Marsh Energy — Shares of the producer fell`
        if first > 1
            && matches!(self.line.word(first - 1), "—" | "–")
            && self.tag(first - 2) == Tag::Noun
            && first <= 6
            && (0..first - 1).all(|i| matches!(self.tag(i), Tag::Noun | Tag::Joint))
        {
            return Some(Phrase { first: 0, end });
        }
        first = self.after_introduction(first, end);
        while first < end && !matches!(self.tag(first), Tag::Noun | Tag::Number) {
            first += 1;
        }
        (first < end && (first..end).any(|i| self.tag(i) == Tag::Noun)).then_some(Phrase { first, end })
    }

    /// The token behind the time that opens a clause: `In the last quarter sales`, `Since the start of the season Marsh`.
    fn after_introduction(&self, first: usize, end: usize) -> usize {
        let link = first.checked_sub(1).filter(|&i| self.tag(i) == Tag::Preposition).unwrap_or(first);
        let opens = link == 0 || self.tag(link - 1) == Tag::Punctuation;
        if !opens || self.tag(link) != Tag::Preposition {
            return first;
        }
        let time = |i: usize| {
            self.line.is(i, Class::TIME.and(Class::MONTH).and(Class::WEEKDAY))
                || self.item_at(i).is_some_and(Item::is_calendar)
        };
        let ends = (first + 1..end.saturating_sub(1)).rev().find(|&i| {
            time(i)
                && !time(i + 1)
                && matches!(self.tag(i + 1), Tag::Noun | Tag::Determiner)
                && !self.line.hyphen(i + 1)
        });
        ends.map_or(first, |i| i + 1)
    }

    /// Content words of phrases, separated by blanks.
    pub(crate) fn words(&self, phrases: &[Phrase]) -> String {
        let mut out = String::new();
        for phrase in phrases {
            let mut i = phrase.first;
            while i < phrase.end {
                let start = i;
                i += 1;
                // A word with hyphens or other marks inside is one.
                while i < phrase.end
                    && self.line.glued(i)
                    && (self.tag(i) == Tag::Joint || self.tag(i - 1) == Tag::Joint)
                {
                    i += 1;
                }
                let total = self.line.any(start, &["total", "totals"]);
                let time = self.line.is(start, Class::TIME.and(Class::MONTH).and(Class::WEEKDAY))
                    && start > 0
                    && (self.line.any(start - 1, &["in", "this", "last", "next", "during", "on"])
                        || start > 1
                            && self.line.eq(start - 1, "the")
                            && self.line.any(start - 2, &["in", "during", "for"]));
                let far = self.line.any(start, &["far"])
                    || self.line.any(start, &["last", "next", "previous"])
                        && (self.line.is(start + 1, Class::TIME)
                            || self.line.word(start + 1).starts_with("year"));
                if total || time || far {
                    continue;
                }
                if matches!(self.tag(start), Tag::Noun | Tag::Number | Tag::Verb)
                    && self.line.kind(start) != tearsheet_ingest::TokenKind::Punct
                {
                    let word = self.line.slice(start, i);
                    if word == "s" && start > 0 && matches!(self.line.word(start - 1), "'" | "’") {
                        continue;
                    }
                    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
                    if !out.is_empty() {
                        out.push(' ');
                    }
                    out.push_str(word);
                }
            }
        }
        out
    }
}
