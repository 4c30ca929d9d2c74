//! What each figure of a line measures and what it is said of, told from the phrases that [`super::concept`] finds.

use super::concept::{Clause, REACH};
use super::item::Item;
use super::phrase::Phrase;
use super::tag::Tag;
use crate::findings::FigureKind;
use crate::numeral::Form;
use crate::words::Class;

/// What a figure is said of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Said {
    /// What is counted or measured, head noun first.
    pub(crate) measure: String,
    /// Content words of what it is said of.
    pub(crate) concepts: String,
    /// What a bare number counts, where the phrase that it is said of names many things.
    pub(crate) counted: Option<String>,
}

/// What all figures of a line are said of: a figure that shares its clause with an earlier one shares its subject.
pub(crate) fn read(clause: &Clause<'_, '_>) -> Vec<Said> {
    let mut told: Vec<Said> = Vec::with_capacity(clause.items.len());
    for (i, item) in clause.items.iter().enumerate() {
        let said = if item.is_calendar() { Said::default() } else { clause.said(i, item, &told) };
        told.push(said);
    }
    super::respective::distribute(clause, &mut told);
    told
}

impl Clause<'_, '_> {
    fn said(&self, i: usize, item: &Item, told: &[Said]) -> Said {
        let recent = i.saturating_sub(8)..i;
        let previous = recent.rev().find(|&p| !self.items[p].is_calendar());
        if let Some(p) = previous {
            let earlier = &self.items[p];
            // A conversion in brackets is said of the same.
            let converted = earlier.end + 1 == item.first
                && self.line.any(item.first - 1, &["(", "["])
                && earlier.kind == item.kind;
            if converted {
                return told[p].clone();
            }
        }
        let mut phrases = self.of(item);
        phrases.dedup();
        // What a bare number is a number of is not known.
        let share = item.kind == FigureKind::Ratio
            && item.form == Form::Fraction
            && self.line.eq(item.end, "of")
            && !self.line.any(item.end + 1, &["those", "them", "these", "it", "us"]);
        let unknown =
            matches!(item.kind, FigureKind::Number | FigureKind::Ratio | FigureKind::Score) && !share;
        let near = previous.filter(|&p| item.first.saturating_sub(self.items[p].end) < 12);
        let mut said = match near {
            Some(p) if phrases.is_empty() && item.form != Form::Vague => Said {
                counted: told[p].counted.clone().filter(|_| item.kind == FigureKind::Number),
                // The noun that a count counts is its own.
                measure: if self.items[p].noun.is_some() { String::new() } else { told[p].measure.clone() },
                concepts: told[p].concepts.clone(),
            },
            _ => Said {
                measure: self.deed(item, &phrases).unwrap_or_else(|| {
                    phrases.first().map(|&phrase| self.measure(phrase)).unwrap_or_default()
                }),
                concepts: self.words(&phrases),
                counted: phrases.first().and_then(|&phrase| self.counted(item, phrase)),
            },
        };
        if let Some(noun) = &item.noun {
            said.measure = self.measure(Phrase { first: noun.first, end: noun.end });
            said.counted = None;
        } else if unknown && said.counted.is_none() {
            said.measure = String::new();
        }
        said
    }

    /// `customers grew by 2 million`, `a team of 1,300`: what a bare number counts.
    fn counted(&self, item: &Item, phrase: Phrase) -> Option<String> {
        const GROUPS: [&str; 12] = [
            "team",
            "staff",
            "workforce",
            "crowd",
            "population",
            "fleet",
            "audience",
            "headcount",
            "payroll",
            "membership",
            "capacity",
            "circulation",
        ];
        const AMOUNTS: [&str; 20] = [
            "shares", "stocks", "prices", "sales", "profits", "revenues", "earnings", "costs", "losses",
            "futures", "rates", "yields", "points", "index", "funds", "bonds", "scores", "results", "values",
            "levels",
        ];
        let changes = item.movement.is_some() || self.before_of(item).is_some();
        if item.kind != FigureKind::Number || item.form == Form::Fraction || !changes || !(item.is_whole()) {
            return None;
        }
        let head_end =
            (phrase.first + 1..phrase.end).find(|&i| self.tag(i) == Tag::Preposition).unwrap_or(phrase.end);
        let head = head_end - 1;
        if self.line.any(head, &GROUPS) {
            return Some(String::new());
        }
        let many = super::nouns::is_plural(self.line.word(head)) && !self.line.any(head, &AMOUNTS);
        // `exit numbers` are numbers of exits
        if many && self.line.any(head, &["numbers", "figures"]) && head > phrase.first {
            return Some(self.line.word(head - 1).to_lowercase());
        }
        many.then(|| super::nouns::singular(self.line.word(head)))
    }

    /// What was done with money, where nothing but the doer is named: `raises` of `Makers raises $30m`.
    fn deed(&self, item: &Item, phrases: &[Phrase]) -> Option<String> {
        let by_subject = phrases.is_empty() || phrases.first().copied() == self.subject(item.first);
        if item.kind != FigureKind::Money || !by_subject || item.movement.is_some() {
            return None;
        }
        const STATES: [&str; 28] = [
            "cost",
            "costs",
            "costing",
            "totalled",
            "totaled",
            "totalling",
            "reached",
            "reaches",
            "hit",
            "hits",
            "stood",
            "stands",
            "amounted",
            "amounts",
            "hover",
            "hovers",
            "hovered",
            "reach",
            "surpassing",
            "topped",
            "averaged",
            "averages",
            "remains",
            "remained",
            "starts",
            "starting",
            "exceeded",
            "ranges",
        ];
        let floor = item.first.saturating_sub(REACH);
        let verb = (floor..item.first).rev().find(|&i| matches!(self.tag(i), Tag::Verb | Tag::Auxiliary))?;
        // Verbs of movement that take money as their object.
        const MOVES: [&str; 16] = [
            "raised", "raises", "raising", "raise", "lost", "loses", "losing", "lose", "cut", "cuts",
            "cutting", "added", "adds", "adding", "reduced", "shed",
        ];
        let moves = self.line.is(verb, Class::RISE.and(Class::FALL)) && !self.line.any(verb, &MOVES);
        let does = self.tag(verb) == Tag::Verb && !moves && !self.line.any(verb, &STATES);
        does.then(|| self.line.word(verb).to_owned())
    }

    /// The head noun of a phrase first, then what stands before it.
    pub(crate) fn measure(&self, phrase: Phrase) -> String {
        // The head stands before the first preposition.
        let mut head_end = phrase.end;
        for i in phrase.first + 1..phrase.end {
            if self.tag(i) == Tag::Preposition || matches!(self.line.word(i), "(" | ",") {
                head_end = i;
                break;
            }
        }
        let head = (phrase.first..head_end).rev().find(|&i| self.tag(i) == Tag::Noun);
        let Some(mut head) = head else { return self.line.slice(phrase.first, phrase.end).to_owned() };
        let end = head + 1;
        while head > phrase.first && self.line.glued(head) && self.tag(head - 1) == Tag::Joint && head >= 2 {
            head -= 2;
        }
        let head = head.max(phrase.first);
        let name = self.line.slice(head, end);
        let name = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name);
        let rest = self.line.slice(phrase.first, head);
        if rest.is_empty() { name.to_owned() } else { format!("{name}, {}", rest.trim()) }
    }
}
