//! What a figure is said of: the noun phrase it is a part of, the thing behind `of`, or the subject of its clause.

use super::item::Item;
use super::phrase::Phrase;
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

/// Verbs of trade in shares: `bought 13% of Marsh` is said of the buyer too.
const TRADES: [&str; 14] = [
    "bought", "buys", "buy", "acquired", "acquires", "acquire", "sold", "sells", "sell", "owns", "owned",
    "holds", "held", "took",
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
            return self.with_doer(item, phrase);
        }
        let mut found = Vec::new();
        let mut owned = true;
        // `FTSE -0.6%`, `S&P 500 +0.3%`
        if let Some(sign) = self.sign(item)
            && let Some(phrase) = self.phrase_before(sign)
        {
            return vec![phrase];
        }
        if let Some(phrase) = self.listed(item) {
            return vec![phrase];
        }
        if let Some(whole) = self.taken_from(item, end) {
            return vec![whole];
        }
        if let Some(phrase) = self.behind_of(item, end) {
            // `60% of its revenue` is said of the subject too, `13% of the economy` is not.
            let acted = (item.first.saturating_sub(3)..item.first).any(|i| self.line.any(i, &TRADES));
            owned = item.kind != FigureKind::Percent
                || acted
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

    /// `pledged a cut of 4%`, `the purchase of a 51% stake`: what stands before `of`, what the figure is a part of, and
    /// the subject where the phrase is an object.
    fn with_doer(&self, item: &Item, phrase: Phrase) -> Vec<Phrase> {
        let mut found = vec![phrase];
        let share = self.line.any(item.end, &["stake", "share", "interest", "holding"]);
        if item.kind == FigureKind::Percent && share {
            found.extend(self.around(item).into_iter().flatten());
        }
        let mut before = phrase.first;
        while before > 0
            && phrase.first - before < 3
            && matches!(self.tag(before - 1), Tag::Determiner | Tag::Adverb)
        {
            before -= 1;
        }
        if let Some(verb) = before.checked_sub(1).filter(|&i| self.tag(i) == Tag::Verb)
            && let Some(subject) = self.subject(verb + 1)
            && subject.end <= phrase.first
        {
            found.push(subject);
        }
        found
    }

    /// The token of the sign of a percentage that stands right behind a name: `FTSE -0.6%`, `Dow +0.2%`.
    fn sign(&self, item: &Item) -> Option<usize> {
        let plus =
            item.first.checked_sub(1).filter(|&i| self.line.word(i) == "+" && self.line.glued(item.first));
        let sign = plus.or_else(|| item.value.is_sign_negative().then_some(item.first))?;
        let name = sign.checked_sub(1)?;
        let named = self.tag(name) == Tag::Noun
            || self.tag(name) == Tag::Number
                && name > 0
                && self.line.capital(name - 1)
                && self.item_at(name).is_none();
        (item.kind == FigureKind::Percent && named).then_some(sign)
    }

    /// `wiped £2bn off its value`, `adding $5m to the bill`: what grew or shrank stands behind.
    fn taken_from(&self, item: &Item, end: usize) -> Option<Phrase> {
        const TAKES: [&str; 24] = [
            "wipe", "wipes", "wiped", "wiping", "knock", "knocks", "knocked", "knocking", "slash", "slashed",
            "slashing", "shave", "shaved", "shaving", "erase", "erased", "erasing", "add", "adds", "added",
            "adding", "took", "taking", "strips",
        ];
        if item.kind != FigureKind::Money
            || !self.line.any(end, &["from", "off", "to"])
            || self.item_at(end + 1).is_some()
        {
            return None;
        }
        let takes = (item.first.saturating_sub(5)..item.first).any(|i| self.line.any(i, &TAKES));
        if takes { self.phrase_from(end + 1) } else { None }
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
        if self.line.eq(before, "as") {
            return None;
        }
        let governed = matches!(self.tag(before), Tag::Verb | Tag::Auxiliary | Tag::Preposition);
        (governed || self.item_at(before).is_some()).then_some(phrase)
    }

    /// `dairy between 4% and 5% and oils between 6% and 7%`: a pair further on in a list.
    fn listed(&self, item: &Item) -> Option<Phrase> {
        let link = item.first.checked_sub(1).filter(|&i| self.line.any(i, &["between", "by", "at"]))?;
        let phrase = self.phrase_before(link)?;
        let and = phrase.first.checked_sub(1).filter(|&i| self.line.eq(i, "and"))?;
        let other = self.item_at(and.checked_sub(1)?)?;
        (other.kind == item.kind).then_some(phrase)
    }

    /// `60% of its revenue`
    fn behind_of(&self, item: &Item, end: usize) -> Option<Phrase> {
        // `450 Nm (332 lb-ft) of torque`
        let converted = self.line.word(end) == "(" && item.noun.is_none();
        let close = (end..end + 8).find(|&i| converted && self.line.word(i) == ")");
        let end = close.filter(|&close| self.line.eq(close + 1, "of")).map_or(end, |close| close + 1);
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
        let each = self.line.any(end + 1, &["every", "each"]);
        (self.line.any(end, &["in", "for", "on", "worth", "from"]) && !each)
            .then(|| self.phrase_from(end + 1))
            .flatten()
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
        // `made €31m last year`: when, not what
        let when =
            self.line.any(at, &["last", "this", "next", "past", "previous", "early", "late", "earlier"]);
        let when = at + usize::from(when);
        let when = when + usize::from(when > at && self.line.any(when, &["fiscal", "financial", "calendar"]));
        let time = Class::TIME.and(Class::MONTH).and(Class::WEEKDAY);
        if when > at && self.line.is(when, time) || self.line.capital(at) && self.line.is(at, Class::WEEKDAY)
        {
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
}
