//! Ranges: two figures that are the ends of one, with unit and magnitude shared; and units shared over lists.

use rust_decimal::Decimal;

use super::item::{Item, Measured};
use super::rule::Rule;
use super::{Tables, ratio};
use crate::findings::{Bound, FigureKind};
use crate::line::Line;
use crate::numeral::words::ten_to;
use crate::words::Class;

/// The rules of this file.
pub(crate) const RULES: [&Rule; 6] = [&DASH, &TO, &BETWEEN, &BOUNDS, &TOLERANCE, &SCORE];

const DASH: Rule = Rule {
    id: "range.dash",
    reads: "two ends joined by a dash",
    yields: &[
        ("The lamp draws 5-10W at night.", "5..10 watt"),
        ("They asked £20-35 million for it.", "20000000..35000000 pound sterling"),
        ("A 3-5% rise is likely.", "3..5 percentage"),
    ],
    refuses: &[("They bought 5 - and sold 6 km away.", "a dash in the sentence")],
};
const TOLERANCE: Rule = Rule {
    id: "range.tolerance",
    reads: "an amount and how far it may be off",
    yields: &[("It weighs 12.5 ± 0.2 kg.", "~12.5 kilogram"), ("It weighs 7±1 tonnes.", "~7 metric ton")],
    refuses: &[("It weighs 7 kg and 1 kg.", "two amounts")],
};
const BOUNDS: Rule = Rule {
    id: "range.bounds",
    reads: "a lower and an upper bound of one number",
    yields: &[
        ("Yards with more than 10 and fewer than 40 berths pay less.", "10..40 berth"),
        ("It must weigh at least 3 kg but less than 5 kg.", "3..5 kilogram"),
    ],
    refuses: &[
        ("More than 40 left and fewer than 50 came.", "two events"),
        ("It takes more than 40 and less than 10.", "no number lies between"),
    ],
};
const SCORE: Rule = Rule {
    id: "score",
    reads: "two whole numbers with a dash in a sentence on a match or a vote",
    yields: &[("The match ended 2-1 after a late win.", "2..1"), ("The panel voted 5-4 for it.", "5..4")],
    refuses: &[("It employs 40-50 people.", "a range")],
};
const TO: Rule = Rule {
    id: "range.to",
    reads: "two ends joined by `to`",
    yields: &[
        ("Meals cost €40 to €55 there.", "40..55 euro"),
        ("Fines run from $800,000 to $3 million.", "800000..3000000 dollar"),
        ("It lasts six to nine weeks.", "6..9 week"),
    ],
    refuses: &[
        ("Exits grew from 12 to 31 last year.", "two values of one thing"),
        ("Debt increased by $4 million to $60 million.", "a step and a level"),
        ("The bank cut its loans to the yards in Oslo from €31m to €17m.", "two values of one thing"),
        ("The price went from $21 to $63 in a day.", "two values of one thing"),
        ("The fare goes up 2 pence to 60 pence.", "a step and a level"),
    ],
};
const BETWEEN: Rule = Rule {
    id: "range.between",
    reads: "`between` one end `and` the other",
    yields: &[
        ("It weighs between 5 and 6 kg.", "5..6 kilogram"),
        ("It holds between 2 and about 7 litres.", "2..7 litre"),
    ],
    refuses: &[("They bought 5 and 6 kg.", "two figures")],
};

/// Joins the ends of ranges, tightest first.
pub(crate) fn join(tables: &Tables, line: &Line<'_>, items: &mut Vec<Item>) {
    pass(tables, line, items, &DASH);
    pass(tables, line, items, &TO);
}

/// `2,000.45±0.01 pounds`: the first is the amount, the second says how sure it is.
fn tolerance(line: &Line<'_>, first: &mut Item, second: &Item) -> bool {
    let sign = second.first.checked_sub(1).is_some_and(|i| i >= first.end && line.word(i) == "±");
    let plus_minus = second.first == first.end + 3
        && line.word(first.end) == "+"
        && line.word(first.end + 1) == "/"
        && line.hyphen(first.end + 2);
    let apart = second.first.saturating_sub(first.end);
    if !(sign && apart == 1 || plus_minus || apart == 2 && sign)
        || first.high.is_some()
        || second.high.is_some()
    {
        return false;
    }
    if first.is_bare() && !second.is_bare() {
        first.take_unit(second);
        first.rule = second.rule;
    }
    first.bound = Bound::About;
    first.end = second.end;
    first.span.end = second.span.end;
    first.joined = Some(&TOLERANCE);
    true
}

fn pass(tables: &Tables, line: &Line<'_>, items: &mut Vec<Item>, rule: &'static Rule) {
    super::fold(items, |first, second| {
        if second.first - first.end.min(second.first) > 6 {
            return false;
        }
        if tolerance(line, first, second) || ratio::join(line, first, second) {
            return true;
        }
        match connection(line, first, second) {
            Some(found)
                if (rule == &DASH) == (found == &DASH) && fits(tables, line, first, second, found) =>
            {
                unite(line, first, second, found);
                true
            }
            _ => false,
        }
    });
}

/// What joins the two, if it is what joins the ends of a range.
fn connection(line: &Line<'_>, first: &Item, second: &Item) -> Option<&'static Rule> {
    if first.high.is_some() || second.high.is_some() || first.is_calendar() || second.is_calendar() {
        return None;
    }
    // A minus read before the second end may be the dash.
    let mut from = first.end;
    // `between 2 and about 7 litres`
    let hedged = second.first.checked_sub(1).is_some_and(|i| i > first.end && is_hedge(line, i));
    let until = second.first - usize::from(hedged);
    // `5- to 10-year`, `0-to-60`
    while line.hyphen(from) && from < until && until > from + 1 {
        from += 1;
    }
    // `2 -7`: the dash was taken for a sign
    if until == first.end
        && until < line.len()
        && line.hyphen(until)
        && first.is_bare()
        && second.value < Decimal::ZERO
    {
        return Some(&DASH);
    }
    let between =
        |word: &str| line.eq(from, word) && (until == from + 1 || until == from + 2 && line.hyphen(from + 1));
    if from + 1 == until && line.hyphen(from) {
        return Some(&DASH);
    }
    // `20~100`
    if from + 1 == second.first && line.word(from) == "~" && line.glued(from) && line.glued(from + 1) {
        return Some(&DASH);
    }
    if from + 1 == until && line.word(from) == "/" && first.marked && second.marked {
        return Some(&DASH);
    }
    if between("to") || between("till") || between("until") {
        return Some(&TO);
    }
    let opened = first
        .first
        .checked_sub(1)
        .is_some_and(|i| line.eq(i, "between") || i > 0 && line.eq(i - 1, "between") && !line.digit(i));
    (opened && (between("and") || between("to"))).then_some(&BETWEEN)
}

fn fits(tables: &Tables, line: &Line<'_>, first: &Item, second: &Item, rule: &'static Rule) -> bool {
    let both_own = !first.is_bare() && !second.is_bare();
    if both_own && !same_unit(tables, first, second) {
        return false;
    }
    // `costs $5 to 10 people`: a noun after the second end that is not the unit of the first
    let age = first.kind == FigureKind::Age && first.rule.id == "age.bare";
    if second.is_bare() && !first.is_bare() && !first.marked && !age && rule == &TO && second.power == 0 {
        return false;
    }
    if rule == &TO && both_own && steps_to(line, first, second) {
        return false;
    }
    if rule == &TO && moves_before(line, first) && !line.eq(second.end, "to") {
        return false;
    }
    true
}

/// A word or sign before the second end that makes it an estimate.
fn is_hedge(line: &Line<'_>, i: usize) -> bool {
    line.word(i) == "~" || line.any(i, &["about", "around", "roughly", "approximately", "nearly", "almost"])
}

/// `more than 10 and less than 40 ships`: two bounds of one number are the ends of a range. Runs when bounds are read.
pub(crate) fn join_bounds(line: &Line<'_>, items: &mut Vec<Item>) {
    super::fold(items, |first, second| {
        let lower = |item: &Item| matches!(item.bound, Bound::MoreThan | Bound::AtLeast);
        let upper = |item: &Item| matches!(item.bound, Bound::LessThan | Bound::AtMost);
        let from = first.noun.as_ref().map_or(first.end, |noun| noun.end);
        let joined =
            line.any(from, &["and", "but"]) || line.word(from) == "," && line.any(from + 1, &["and", "but"]);
        let near = second.first > from && second.first - from <= 7;
        let words = near && (from..second.first).all(|i| is_bound_word(line, i));
        let one = first.is_bare() || first.measured == second.measured && first.kind == second.kind;
        if !joined || !words || !one || first.high.is_some() || second.high.is_some() || first.is_calendar() {
            return false;
        }
        let (low, high) = match () {
            () if lower(first) && upper(second) => (first.value, second.value),
            () if upper(first) && lower(second) => (second.value, first.value),
            () => return false,
        };
        if low >= high {
            return false;
        }
        if first.is_bare() {
            first.take_unit(second);
            first.rule = second.rule;
        }
        (first.value, first.high, first.bound) = (low, Some(high), Bound::Exactly);
        first.end = second.end;
        first.span.end = second.span.end;
        first.joined = Some(&BOUNDS);
        true
    });
}

/// A word of `and not more than`, `but less than or equal to`.
fn is_bound_word(line: &Line<'_>, i: usize) -> bool {
    line.word(i) == ","
        || line.is(i, Class::BOUND)
        || line.any(
            i,
            &[
                "and", "but", "more", "less", "fewer", "greater", "smaller", "larger", "higher", "lower",
                "not", "no", "at", "or", "equal", "up", "is", "also", "than",
            ],
        )
}

/// `increased by $43.6 billion to $419.2 billion`, `goes up 3 cents to 60 cents`: a step and the level it led to.
fn steps_to(line: &Line<'_>, first: &Item, second: &Item) -> bool {
    let Some(before) = first.first.checked_sub(1) else { return false };
    let by = line.eq(before, "by");
    let moved = line.is(before, Class::RISE.and(Class::FALL))
        || by && (before.saturating_sub(3)..before).any(|i| line.is(i, Class::RISE.and(Class::FALL)));
    let far = first.value.checked_mul(Decimal::from(3)).is_some_and(|thrice| second.value > thrice);
    moved && far
}

/// How far before `from` the verb of a change may stand, in tokens.
const VERB_REACH: usize = 14;

/// Verbs of change that are neither rises nor falls, or that say so only with an object.
const CHANGES: [&str; 22] = [
    "went",
    "goes",
    "gone",
    "go",
    "going",
    "moved",
    "moves",
    "changed",
    "changes",
    "cut",
    "cuts",
    "cutting",
    "lifted",
    "lifts",
    "lowered",
    "lowers",
    "narrowed",
    "narrows",
    "widened",
    "widens",
    "quadrupled",
    "halved",
];

/// `grew from 12 to 31`, `cut its exposure to the yards from €3bn to €2bn`: the two are values of one thing at two times.
pub(crate) fn moves_before(line: &Line<'_>, first: &Item) -> bool {
    let Some(from) = first.first.checked_sub(1) else { return false };
    if !line.eq(from, "from") {
        return false;
    }
    let clause = (from.saturating_sub(VERB_REACH)..from)
        .rev()
        .take_while(|&i| !matches!(line.word(i), "," | ";" | ":"));
    let mut clause = clause.enumerate();
    clause.any(|(back, i)| {
        line.is(i, Class::RISE.and(Class::FALL))
            && (back < 6 || !line.any(i, &["up", "down", "higher", "lower"]))
            || line.any(i, &CHANGES)
    })
}

/// Two whole numbers with a dash in a sentence on a match.
pub(crate) fn is_score(line: &Line<'_>, first: &Item, second: &Item) -> bool {
    const GAMES: [&str; 26] = [
        "beat",
        "won",
        "win",
        "wins",
        "lost",
        "lose",
        "draw",
        "drew",
        "tied",
        "ended",
        "lead",
        "led",
        "victory",
        "defeat",
        "defeated",
        "score",
        "scored",
        "game",
        "match",
        "record",
        "vote",
        "voted",
        "half",
        "against",
        "aggregate",
        "final",
    ];
    let small = first.is_whole() && second.is_whole() && first.value < ten_to(3) && second.value < ten_to(3);
    small && (first.first.saturating_sub(12)..(second.end + 6).min(line.len())).any(|i| line.any(i, &GAMES))
}

fn same_unit(tables: &Tables, first: &Item, second: &Item) -> bool {
    match (first.measured, second.measured) {
        (Measured::Money(a), Measured::Money(b)) => {
            let dollar = |id| tables.currencies.get(id).name.ends_with("dollar");
            a == b || dollar(a) && dollar(b) && second.marked && first.marked
        }
        (a, b) => {
            a == b
                && first.noun.is_none()
                && (first.per.is_empty() || second.per.is_empty() || first.per == second.per)
        }
    }
}

/// Makes one figure of two.
fn unite(line: &Line<'_>, first: &mut Item, second: &Item, rule: &'static Rule) {
    if rule == &DASH && first.is_bare() && second.is_bare() && first.is_whole() && second.is_whole() {
        let high = second.value.abs();
        if high <= first.value && high < ten_to(3) || is_score(line, first, second) {
            first.kind = FigureKind::Score;
            first.rule = &SCORE;
        }
    }
    share_magnitude(first, second);
    let mut high = second.value;
    if second.is_bare()
        && !first.is_bare()
        && second.power == 0
        && first.power > 0
        && second.value < ten_to(3)
    {
        high = high.checked_mul(ten_to(first.power)).unwrap_or(high);
    }
    // `2 -7`: the dash was taken for a sign.
    let dash = second.first < line.len()
        && line.hyphen(second.first)
        && high < Decimal::ZERO
        && first.value >= Decimal::ZERO;
    first.high = Some(if dash { -high } else { high });
    if (first.is_bare() || first.per.is_empty()) && !second.is_bare() {
        let unit = first.unit_span;
        first.take_unit(second);
        first.rule = second.rule;
        first.unit_span = unit.or(second.unit_span);
    }
    if first.form != second.form && second.form == crate::numeral::Form::Vague {
        first.form = second.form;
    }
    if first.kind != FigureKind::Score {
        first.joined = Some(rule);
    }
    first.end = second.end;
    first.span.end = second.span.end;
    first.hyphen = second.hyphen;
    second.flags.iter().for_each(|flag| first.flag(flag));
}

/// `£20-35 million`: the first end takes the magnitude of the second, but `$800,000 to $3 million` does not.
fn share_magnitude(first: &mut Item, second: &Item) {
    if first.power != 0 || second.power == 0 {
        return;
    }
    let ascending = first.value < second.mantissa;
    let bare = first.is_bare() && first.value < ten_to(3);
    if (ascending || bare)
        && let Some(value) = first.value.checked_mul(ten_to(second.power))
    {
        first.value = value;
        first.power = second.power;
    }
}

/// Gives bare numbers of a list the unit at its end: `7- or 8-inch`, `44 and 50 mg`, `from 4.8 to 4.7 percent`.
pub(crate) fn share_units(tables: &Tables, line: &Line<'_>, items: &mut [Item]) {
    for i in (0..items.len().saturating_sub(1)).rev() {
        let (left, right) = items.split_at_mut(i + 1);
        let (first, second) = (&mut left[i], &right[0]);
        if first.is_bare()
            && !second.is_bare()
            && !second.is_calendar()
            && !second.marked
            && matches!(
                second.kind,
                FigureKind::Money
                    | FigureKind::Percent
                    | FigureKind::Measure
                    | FigureKind::Duration
                    | FigureKind::Age
            )
            && listed(line, first.end, second.first)
        {
            share_magnitude(first, second);
            first.take_unit(second);
            first.rule = second.rule;
        }
        if is_metres_for_millions(tables, line, first, second) && listed(line, first.end, second.first) {
            first.value *= ten_to(6);
            first.power = 6;
            first.take_unit(second);
            first.rule = second.rule;
        }
    }
    for i in 1..items.len() {
        let (left, right) = items.split_at_mut(i);
        let (first, second) = (&left[i - 1], &mut right[0]);
        // `from $12 to 31`
        if second.is_bare()
            && first.kind == FigureKind::Money
            && moves_before(line, first)
            && line.eq(first.end, "to")
            && second.first == first.end + 1
        {
            second.take_unit(first);
            second.rule = first.rule;
        }
    }
}

/// `from 40m to 200m birr`: what was read as metres beside an amount in millions.
fn is_metres_for_millions(tables: &Tables, line: &Line<'_>, first: &Item, second: &Item) -> bool {
    let metres = matches!(first.measured, Measured::Unit(id) if tables.units.get(id).name == "metre");
    let letter = first.unit_span.is_some_and(|span| line.text.get(span.range()) == Some("m"));
    metres && letter && second.power == 6 && (second.kind == FigureKind::Money || second.is_bare())
}

/// Only commas, hyphens, `and`, `or`, `to` stand between.
fn listed(line: &Line<'_>, from: usize, to: usize) -> bool {
    from < to
        && to - from <= 4
        && (from..to).all(|i| line.hyphen(i) || line.word(i) == "," || line.any(i, &["and", "or", "to"]))
        && !(to - from == 1 && line.word(from) == ",")
}
