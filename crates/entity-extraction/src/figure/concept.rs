//! What a figure is said of: the noun phrase it is a part of, the thing behind `of`, or the subject of its clause.

use super::item::Item;
use super::tag::Tag;
use crate::findings::FigureKind;
use crate::line::Line;
use crate::words::Class;

/// How far a phrase or a verb is looked for, in tokens: a sentence's longest subjects are shorter.
pub(crate) const REACH: usize = 40;

/// Nouns of change: what changed stands behind `in` or `of`.
const CHANGES: [&str; 34] = [
    "rise",
    "increase",
    "jump",
    "gain",
    "surge",
    "rally",
    "climb",
    "rebound",
    "leap",
    "growth",
    "fall",
    "drop",
    "decline",
    "decrease",
    "plunge",
    "slump",
    "slide",
    "dip",
    "loss",
    "cut",
    "reduction",
    "boost",
    "improvement",
    "stake",
    "share",
    "majority",
    "interest",
    "holding",
    "average",
    "total",
    "value",
    "amount",
    "excess",
    "maximum",
];

/// Nouns before `of` that name no thing themselves.
const GENERIC: [&str; 6] = ["average", "total", "excess", "maximum", "minimum", "amount"];

/// A line with the parts of its tokens.
pub(crate) struct Clause<'l, 'a> {
    pub(crate) line: &'l Line<'a>,
    pub(crate) tags: &'l [Tag],
    /// The figures of the line, by first token.
    pub(crate) items: &'l [Item],
}

/// A noun phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Phrase {
    pub(crate) first: usize,
    pub(crate) end: usize,
}

impl Clause<'_, '_> {
    pub(crate) fn tag(&self, at: usize) -> Tag {
        self.tags.get(at).copied().unwrap_or(Tag::Punctuation)
    }

    /// The figure that covers token `at`.
    pub(crate) fn item_at(&self, at: usize) -> Option<&Item> {
        let after = self.items.partition_point(|item| item.first <= at);
        let end = |item: &Item| match &item.noun {
            // `45-storey` is one word.
            Some(noun) if self.line.hyphen(item.end) => noun.end,
            _ => item.end,
        };
        after.checked_sub(1).map(|i| &self.items[i]).filter(|item| at < end(item))
    }

    /// What the figure is said of, nearest first: one phrase or two.
    pub(crate) fn of(&self, item: &Item) -> Vec<Phrase> {
        let end = item.noun.as_ref().map_or(item.end, |noun| noun.end);
        let counted = item.noun.is_some();
        if item.kind == FigureKind::Age {
            return self.aged(item).into_iter().collect();
        }
        if let Some(phrase) = self.before_of(item) {
            return vec![phrase];
        }
        let mut found = Vec::new();
        let mut owned = true;
        // `FTSE -0.6%`
        if item.kind == FigureKind::Percent
            && item.value.is_sign_negative()
            && item.first > 0
            && self.tag(item.first - 1) == Tag::Noun
        {
            return self.phrase_before(item.first).into_iter().collect();
        }
        if let Some(phrase) = self.behind_of(item, end) {
            // `60% of its revenue` is said of the subject too, `13% of the economy` is not.
            owned = item.kind != FigureKind::Percent
                || self.line.any(phrase.first - 1, &["its", "their", "his", "her", "our"]);
            found.push(phrase);
        } else if let Some(phrases) = self.around(item).filter(|_| !counted) {
            found.extend(phrases);
        } else if let Some(generic) = self.generic_before(item) {
            // `a total of £5m for flights`, `an average of 50%`
            if self.line.eq(generic, "average") {
                found.push(Phrase { first: generic, end: generic + 1 });
            } else {
                found.extend(self.behind(end));
            }
        } else if let Some(object) = self.object(item).filter(|_| !counted) {
            found.push(object);
        }
        if owned
            && let Some(subject) = self.subject(item.first)
            && found.iter().all(|phrase| phrase.end <= subject.first || subject.end <= phrase.first)
        {
            found.push(subject);
            // `a maker fell, with its shares down 12%`
            if subject.first > 0
                && self.line.any(subject.first - 1, &["its", "their", "his", "her"])
                && let Some(owner) = self.subject(subject.first - 1)
            {
                found.push(owner);
            }
        }
        if found.is_empty() && !counted {
            found.extend(self.behind(end).or_else(|| self.right_before(item)));
        }
        found
    }

    /// `Nadia Brandt, 65, leads`, `children under the age of 5`, `a 50-year-old man`
    fn aged(&self, item: &Item) -> Option<Phrase> {
        let mut at = item.first;
        while at > 0
            && item.first - at < 6
            && (self.line.any(at - 1, &["aged", "age", "of", "the", "under", "over", "at", ",", "(", "ages"])
                || self.line.word(at - 1) == ",")
        {
            at -= 1;
        }
        let behind = || self.around(item).and_then(|phrases| phrases.last().copied());
        behind()
            .or_else(|| if at < item.first { self.phrase_before(at) } else { None })
            .or_else(|| self.subject(item.first))
    }

    /// `broke a record with 63,000 cars`: what stands between the verb and the preposition before the figure.
    fn object(&self, item: &Item) -> Option<Phrase> {
        let mut at = item.first;
        let passes = |i: usize| {
            matches!(self.tag(i), Tag::Adverb | Tag::Determiner)
                || self.line.any(i, &["about", "around", "than", "over", "some"])
        };
        while at > 0 && item.first - at < 4 && passes(at - 1) {
            at -= 1;
        }
        let preposition = at.checked_sub(1)?;
        if !self.line.any(preposition, &["for", "at", "with", "by", "from", "between", "like", "worth"]) {
            return None;
        }
        // `budgets, like $75 million`, `stocks worth $3m`
        let said = if self.line.any(preposition, &["like", "worth"]) {
            self.skip_comma(preposition)
        } else {
            preposition
        };
        let phrase = self.phrase_before(said)?;
        if self.line.any(preposition, &["like", "worth"]) {
            return Some(phrase);
        }
        let verb = phrase.first.checked_sub(1)?;
        let before = if self.tag(verb) == Tag::Determiner { verb.checked_sub(1)? } else { verb };
        let governed = matches!(self.tag(before), Tag::Verb | Tag::Auxiliary | Tag::Preposition);
        (governed || self.item_at(before).is_some()).then_some(phrase)
    }

    /// `60% of its revenue`
    fn behind_of(&self, item: &Item, end: usize) -> Option<Phrase> {
        let of = self.line.eq(end, "of");
        let worth = item.kind == FigureKind::Money && self.line.starts_with(end, "worth of").is_some();
        // `$1bn in gains`, but not `$1bn in the north` or `in May`
        let inside = item.kind == FigureKind::Money
            && self.line.eq(end, "in")
            && self.tag(end + 1) == Tag::Noun
            && !self.line.capital(end + 1)
            && !self.line.any(end + 1, &["cash", "exchange", "return", "addition", "total"]);
        if inside {
            return self.phrase_from(end + 1);
        }
        if !of && !worth {
            return None;
        }
        self.phrase_from(if of { end + 1 } else { end + 2 })
    }

    /// `floor area: 32 m2`, where there is no verb.
    fn right_before(&self, item: &Item) -> Option<Phrase> {
        let mut at = item.first;
        while at > 0
            && item.first - at < 4
            && (matches!(self.line.word(at - 1), "≈" | "=" | ":" | "~" | "(")
                || self.line.any(at - 1, &["about", "around", "nearly", "some", "to"]))
        {
            at -= 1;
        }
        // `a tower, 180 metres tall,`
        let sized =
            self.line.any(item.end, &["tall", "long", "wide", "high", "deep", "thick", "old", "away"]);
        if sized && at > 0 && self.line.word(at - 1) == "," {
            at -= 1;
        }
        self.phrase_before(at)
    }

    /// `in gains`, `for a new roof`
    fn behind(&self, end: usize) -> Option<Phrase> {
        self.line.any(end, &["in", "for", "on", "worth", "from"]).then(|| self.phrase_from(end + 1)).flatten()
    }

    /// `the best $200 smartphones`, `a 3% rise in sales`, `a 12-inch display`
    fn around(&self, item: &Item) -> Option<Vec<Phrase>> {
        let mut at = item.end + usize::from(self.line.hyphen(item.end) && self.line.glued(item.end + 1));
        // `a 2.4-litre four-cylinder engine`
        if let Some(next) = self.item_at(at).filter(|next| next.hyphen || next.noun.is_some()) {
            at = next.noun.as_ref().map_or(next.end, |noun| noun.end);
        }
        if self
            .line
            .any(at, &["higher", "lower", "more", "less", "larger", "smaller", "worth", "next", "ago"])
        {
            return None;
        }
        if self.tag(at) != Tag::Noun || !item.per.is_empty() && item.kind == FigureKind::Money {
            return None;
        }
        let end = self.noun_run_end(at);
        if end == at {
            return None;
        }
        let change = self.line.any(end - 1, &CHANGES);
        if change
            && self.line.any(end, &["in", "of", "for", "on"])
            && let Some(what) = self.phrase_from(end + 1)
        {
            return Some(vec![what]);
        }
        let mut first = item.first;
        // `sub-7 nm chips`
        let prefixed = first > 0 && self.line.hyphen(first - 1) && self.line.glued(first);
        while first > 0
            && !prefixed
            && (matches!(self.tag(first - 1), Tag::Noun | Tag::Joint)
                || self.tag(first - 1) == Tag::Number && first > 1 && self.line.capital(first - 2))
            && item.first - first < 6
            && self.item_at(first - 1).is_none()
        {
            first -= 1;
        }
        let mut phrases = vec![Phrase { first: at, end }];
        if first < item.first {
            phrases.insert(0, Phrase { first, end: item.first });
        }
        Some(phrases)
    }

    /// `the price of $5`, `a fine of up to €3m`
    pub(crate) fn before_of(&self, item: &Item) -> Option<Phrase> {
        let mut at = item.first;
        while at > 0
            && item.first - at < 5
            && (!self.line.any(at - 1, &["of", "at", "to"])
                || at > 1 && self.line.eq(at - 1, "to") && self.line.any(at - 2, &["up", "close"]))
            && (matches!(self.tag(at - 1), Tag::Adverb | Tag::Determiner | Tag::Preposition)
                || self
                    .line
                    .any(at - 1, &["estimated", "record", "total", "than", "more", "less", "least", "just"]))
        {
            at -= 1;
        }
        let of = at.checked_sub(1).filter(|&i| self.line.eq(i, "of"))?;
        let phrase = self.phrase_before(of)?;
        // `an average of`, `a total of` name nothing
        (!self.line.any(phrase.end - 1, &GENERIC) || phrase.end - phrase.first > 2).then_some(phrase)
    }

    /// The token of a noun that names no thing, right before `of` and the figure: `a total of`.
    fn generic_before(&self, item: &Item) -> Option<usize> {
        let of = item.first.checked_sub(1).filter(|&i| self.line.eq(i, "of"))?;
        let noun = of.checked_sub(1)?;
        self.line.any(noun, &GENERIC).then_some(noun)
    }

    /// The phrase that starts at token `at`, determiners left out, with what hangs on it by `of`.
    fn phrase_from(&self, at: usize) -> Option<Phrase> {
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
    fn noun_run_end(&self, at: usize) -> usize {
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

    /// The phrase that ends right before token `end`, with what it hangs on: `the price of oil in May`.
    fn phrase_before(&self, end: usize) -> Option<Phrase> {
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
        while first < end && !matches!(self.tag(first), Tag::Noun | Tag::Number) {
            first += 1;
        }
        (first < end && (first..end).any(|i| self.tag(i) == Tag::Noun)).then_some(Phrase { first, end })
    }

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

    fn skip_comma(&self, at: usize) -> usize {
        if at > 0 && self.line.word(at - 1) == "," { at - 1 } else { at }
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
                let far = self.line.any(start, &["far"]);
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
