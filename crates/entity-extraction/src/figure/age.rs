//! Ages: `50-year-old`, `aged 18 to 34`, `Marsh, 65,`.

use super::item::{Item, Measured};
use super::rule::Rule;
use crate::findings::FigureKind;
use crate::line::Line;
use crate::numeral::Form;
use rust_decimal::Decimal;

/// The rules of this file.
pub(crate) const RULES: [&Rule; 2] = [&OLD, &BARE];

const OLD: Rule = Rule {
    id: "age.old",
    reads: "a length of time with `old`, or `years of age`",
    yields: &[
        ("A 50-year-old man was held.", "50 year"),
        ("The bridge is 120 years old.", "120 year"),
        ("A six month old puppy slept.", "6 month"),
    ],
    refuses: &[("For 50 years old habits held.", "a length of time")],
};
const BARE: Rule = Rule {
    id: "age.bare",
    reads: "a number after `aged`, `age`, or between commas after a name",
    yields: &[
        ("Nadia Brandt, 65, now leads the board.", "65 year"),
        ("Workers aged 18 gain most.", "18 year"),
        ("She was 35 when the yard closed.", "35 year"),
        ("Ada Lind-Holt, 44, keeps the books.", "44 year"),
        ("Mrs Ada Lind, now 66, is a chemist.", "66 year"),
        ("Her son Tom, 38, makes lemonade.", "38 year"),
        ("Ms Lind, who is 47 and came in May, left.", "47 year"),
    ],
    refuses: &[
        ("In Bonn, 65, not 70, came.", "a count of something else"),
        ("She was 35 minutes late.", "a length of time"),
    ],
};

/// Nouns before a first name alone: `her son Tom, 38,`.
const KIN: [&str; 14] = [
    "son", "daughter", "wife", "husband", "brother", "sister", "mother", "father", "founder", "owner",
    "widow", "cousin", "partner", "mr",
];

/// Turns a time or a bare number into an age where the words around it say so.
pub(crate) fn read(tables: &super::Tables, line: &Line<'_>, item: &mut Item, floor: usize) {
    match item.kind {
        FigureKind::Duration => old(line, item),
        FigureKind::Number => bare(tables, line, item, floor),
        _ => {}
    }
}

fn old(line: &Line<'_>, item: &mut Item) {
    let hyphen = usize::from(line.hyphen(item.end));
    let at = item.end + hyphen;
    let noun_follows = hyphen == 0
        && line.any(at, &["old"])
        && !item.hyphen
        && super::nouns::is_plural(line.word(at + 1))
        && line.word(item.end - 1).ends_with('s');
    if line.any(at, &["old", "olds"]) && !noun_follows {
        item.kind = FigureKind::Age;
        item.rule = &OLD;
        item.end = at + 1;
        item.span.end = line.tokens[at].end;
    } else if line.starts_with(item.end, "of age").is_some() {
        item.kind = FigureKind::Age;
        item.rule = &OLD;
        item.end += 2;
        item.span.end = line.tokens[item.end - 1].end;
    }
    let before = |n: usize| item.first.checked_sub(n);
    if before(1).is_some_and(|i| line.any(i, &["aged"]))
        || before(2).is_some_and(|i| line.starts_with(i, "age of").is_some())
    {
        item.kind = FigureKind::Age;
        item.rule = &OLD;
    }
}

fn bare(tables: &super::Tables, line: &Line<'_>, item: &mut Item, floor: usize) {
    let whole =
        item.is_whole() && item.value > Decimal::ZERO && item.value < Decimal::from(120) && item.power == 0;
    if !whole || item.form == Form::Fraction {
        return;
    }
    let Some(before) = item.first.checked_sub(1).filter(|&i| i >= floor) else { return };
    let yo = line.any(item.end, &["yo", "y/o"]);
    let aged = line.any(before, &["aged", "age", "ages"]) && !line.hyphen(item.end)
        || before > 0
            && line.any(before, &["of", "than", "over", "under", "below"])
            && line.any(before - 1, &["age", "aged", "ages"]);
    // `she was 35 when`, `he will be 40 by then`
    let verb = line.any(before, &["is", "was", "be", "turned", "turns"]);
    let subject = before.saturating_sub(if line.eq(before, "be") { 2 } else { 1 });
    let person = verb && subject < before && line.any(subject, &["he", "she", "who"]);
    let apart = matches!(line.word(item.end), "" | "." | ",")
        || line.any(item.end, &["when", "and", "by", "at", "now"]);
    let told = person && apart && item.form == Form::Digits && item.value >= Decimal::TEN;
    // `Nadia Brandt, 65, now leads`: a person's name has two capitals, a place in a list has one.
    let after = line.word(item.end);
    // `Mrs Lind, now 66, is`
    let comma = if line.eq(before, "now") { before.wrapping_sub(1) } else { before };
    let between = line.word(comma) == ","
        && matches!(after, "," | ".")
        && item.form == Form::Digits
        && comma >= 1
        && line.capital(comma - 1)
        && line.word_like(comma - 1)
        && (comma >= 2 && line.capital(comma - 2) && !line.is(comma - 2, crate::words::Class::STOP)
            || comma == 1
            // `Ada Lind-Holt, 44.`, `her son Tom, 38,`
            || comma >= 4 && line.hyphen(comma - 2) && line.glued(comma - 1) && line.capital(comma - 3) && line.capital(comma - 4)
            || comma >= 2 && line.any(comma - 2, &KIN))
        && item.value >= Decimal::from(10)
        && !line.digit(item.end + 1);
    if yo || aged || between || told {
        item.kind = FigureKind::Age;
        item.rule = &BARE;
        item.measured = tables.units.named("year").map_or(Measured::Nothing, Measured::Unit);
        if yo {
            item.end += 1;
            item.span.end = line.tokens[item.end - 1].end;
        }
    }
}
