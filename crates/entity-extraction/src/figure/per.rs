//! Denominators: `per hour`, `a barrel`, `an hour`, `/month`, `each year`, `-a-share`.

use super::Tables;
use super::item::{Item, Measured};
use super::rule::Rule;
use super::unit::Units;
use crate::findings::FigureKind;
use crate::line::Line;
use crate::words::Class;

/// The rules of this file.
pub(crate) const RULES: [&Rule; 1] = [&HANGS];

const HANGS: Rule = Rule {
    id: "per.noun",
    reads: "a denominator behind the noun that is counted or behind what is measured",
    yields: &[
        ("It carries 95 million passengers a year.", "95000000 passenger/year"),
        ("The school turns out 400 graduates in law each year.", "400 graduate/year"),
        ("The mill grinds 400 tonnes of maize an hour.", "400 metric ton/hour"),
        ("It has annual revenues of about $44bn.", "~44000000000 dollar/year"),
        ("It pays €900 monthly.", "900 euro/month"),
    ],
    refuses: &[
        ("They lost three senior editors in a week.", "a span of time"),
        ("It hired 40 cooks a year ago.", "a date"),
        ("They gave 12 shows every other week.", "every second one"),
        ("The annual meeting drew 40 guests.", "a meeting"),
    ],
};

/// How far behind a counted noun its denominator may stand, in tokens.
const REACH: usize = 6;

/// Nouns that `a` makes a denominator of, besides units of time and measure.
const EACH: [&str; 26] = [
    "share", "piece", "head", "person", "ticket", "copy", "bottle", "unit", "game", "dozen", "pop", "couple",
    "seat", "plate", "word", "page", "vote", "bag", "box", "pack", "litre", "call", "trip", "month", "side",
    "vial",
];

/// Words that belong to the noun after them in a denominator.
const ADJECTIVES: [&str; 20] = [
    "diluted",
    "basic",
    "ordinary",
    "common",
    "full",
    "calendar",
    "fiscal",
    "working",
    "average",
    "single",
    "new",
    "preferred",
    "trading",
    "school",
    "medical",
    "american",
    "active",
    "adult",
    "paying",
    "married",
];

/// Reads the denominators of counts, whose noun stands before them, and of what hangs on a measure: `95 million
/// passengers a year`, `400 graduates in law each year`, `400 tonnes of maize an hour`.
pub(crate) fn of_counts(tables: &Tables, line: &Line<'_>, items: &mut [Item]) {
    let firsts: Vec<usize> = items.iter().map(|item| item.first).skip(1).chain([line.len()]).collect();
    for (item, next) in items.iter_mut().zip(firsts) {
        let counted = matches!(item.kind, FigureKind::Count | FigureKind::Measure | FigureKind::Money);
        if !counted || !item.per.is_empty() || item.measured == Measured::Times {
            continue;
        }
        let end = item.noun.as_ref().map_or(item.end, |noun| noun.end);
        if let Some(per) = every(line, item, end) {
            item.per = per.to_owned();
            item.joined = item.joined.or(Some(&HANGS));
            continue;
        }
        let reach = (end + REACH).min(next);
        // Only what hangs on the noun may stand between: `of maize`, `in informatics`, `across the country`.
        let hangs = |i: usize| {
            if i == end {
                return line.any(i, &["of", "in", "across", "at", "to", "from", "for"]);
            }
            line.word_like(i)
                && (!line.is(i, Class::STOP) || line.any(i, &["of", "the"]))
                && !line.is(i, Class::VERB.and(Class::TIME))
        };
        for at in end..reach {
            if line.any(at, &["a", "an", "per", "each", "every"]) && line.is(at + 1, Class::TIME) {
                // `three editors in a week`, `$5m for an hour`
                let apart =
                    at > end && (line.is(at - 1, Class::PREPOSITION) || item.kind == FigureKind::Money);
                let read = after(line, at, &tables.units).filter(|&(_, after)| {
                    !line.hyphen(after) && !line.any(after, &["before", "after", "long", "old", "time"])
                });
                if let Some((per, _)) = read.filter(|_| !apart || line.any(at, &["each", "every"])) {
                    item.per = per;
                    item.joined = item.joined.or(Some(&HANGS));
                }
                break;
            }
            if !hangs(at) {
                break;
            }
        }
    }
}

/// The span of time that an adjective before the figure or an adverb behind it, at token `end`, makes its denominator:
/// `annual sales of $4m`, `$4m annually`.
fn every(line: &Line<'_>, item: &Item, end: usize) -> Option<&'static str> {
    const SPANS: [(&str, &str, &str); 6] = [
        ("annual", "annually", "year"),
        ("yearly", "yearly", "year"),
        ("monthly", "monthly", "month"),
        ("weekly", "weekly", "week"),
        ("daily", "daily", "day"),
        ("hourly", "hourly", "hour"),
    ];
    let of = (item.first.saturating_sub(4)..item.first).rev().find(|&i| line.eq(i, "of"));
    let of = of.filter(|&of| {
        (of + 1..item.first)
            .all(|i| line.is(i, Class::BOUND.and(Class::STOP)) || line.any(i, &["more", "up"]))
    });
    let before = of.map_or(0..0, |of| of.saturating_sub(3)..of);
    SPANS.into_iter().find_map(|(adjective, adverb, span)| {
        let said = before.clone().any(|i| line.eq(i, adjective)) || line.eq(end, adverb);
        said.then_some(span)
    })
}

/// The denominator that starts at token `at`, and the token after it.
pub(crate) fn after(line: &Line<'_>, at: usize, units: &Units) -> Option<(String, usize)> {
    let hyphen = line.hyphen(at) && line.glued(at + 1);
    let word = at + usize::from(hyphen);
    let thing = |from: usize| {
        if hyphen && line.hyphen(from) { from + 1 } else { from }
    };
    if line.eq(word, "per") {
        return named(line, thing(word + 1), units, true);
    }
    if line.word(at) == "/" && line.glued(at) && line.glued(at + 1) {
        if let Some(unit) = units.in_symbols(line, at + 1, line.tokens[at + 1].start) {
            return Some((units.get(unit.id).name.clone(), unit.end));
        }
        return named(line, at + 1, units, true);
    }
    let ago = ["earlier", "later", "ago", "before", "after", "prior", "previously", "old"];
    if line.any(word, &["a", "an"]) && !line.capital(word) && !line.any(word + 2, &ago) {
        return named(line, thing(word + 1), units, false);
    }
    if line.any(word, &["each", "every"]) && line.is(word + 1, Class::TIME) {
        return named(line, word + 1, units, false);
    }
    if line.eq(at, "p.a") {
        return Some(("year".to_owned(), at + 1));
    }
    None
}

/// The thing at token `at`, singular. `any` noun will do after `per`, after `a` only what is usual.
fn named(line: &Line<'_>, at: usize, units: &Units, any: bool) -> Option<(String, usize)> {
    if let Some(unit) = units.in_words(line, at) {
        let plural = line.word(unit.end - 1).ends_with('s') && !line.word(unit.end - 1).ends_with("ss");
        // `a pound`, but not `a day trader`, whose day is no denominator
        let goes_on = !any
            && line.word_like(unit.end)
            && !line.is(unit.end, Class::STOP)
            && line.is(at, Class::TIME)
            && super::nouns::is_plural(line.word(unit.end));
        return (any || !plural && !goes_on).then(|| (units.get(unit.id).name.clone(), unit.end));
    }
    if any
        && line.word_like(at)
        && let Some(unit) = units.in_symbols(line, at, line.tokens[at].start)
    {
        return Some((units.get(unit.id).name.clone(), unit.end));
    }
    if !line.word_like(at) || line.is(at, Class::STOP) {
        return None;
    }
    if line.is(at, Class::TIME) || line.any(at, &EACH) {
        return Some((line.word(at).to_lowercase(), at + 1));
    }
    if !any {
        return None;
    }
    let mut end = at;
    while line.any(end, &ADJECTIVES) && line.word_like(end + 1) && !line.is(end + 1, Class::STOP) {
        end += 1;
    }
    let head = super::nouns::singular(line.word(end));
    let name = if end > at { format!("{} {head}", line.slice(at, end)) } else { head };
    Some((name.to_lowercase(), end + 1))
}
