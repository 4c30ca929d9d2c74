//! One quantity in two units: `6 feet 2 inches`, `an hour and 30 minutes`, `12 dollars and 40 cents`; in a unit and a
//! part of it: `an hour and a half`; in words and digits: `thirty (30) days`.

use rust_decimal::Decimal;

use super::item::{Item, Measured};
use super::rule::Rule;
use super::{Tables, suffix};
use crate::findings::{Bound, FigureKind};
use crate::line::Line;
use crate::numeral::{Form, Numeral, part_after_unit};
use crate::words::Class;

/// The rules of this file.
pub(crate) const RULES: [&Rule; 5] = [&PARTS, &CHANGE, &HALF, &BELOW, &TWICE];

const PARTS: Rule = Rule {
    id: "compound.parts",
    reads: "a quantity in two or three units, the larger first, told in the smallest",
    yields: &[
        ("The door is 6 feet 2 inches high.", "74 inch"),
        ("The race took two hours and 30 minutes.", "150 minute"),
        ("A term of 3 years, 6 months was served.", "42 month"),
        ("The crossing takes an hour and 20 minutes.", "80 minute"),
        ("The film runs 2 hours ten.", "130 minute"),
        ("The rope is 2 yards, 7 feet long.", "13 foot"),
        ("The lease ran 2 years and 20 days.", "~750 day"),
        ("The beam is 6'4\" long.", "76 inch"),
        ("The lease ran 1 year 1 month 21 days.", "~416 day"),
    ],
    refuses: &[("It is 3 miles long and 20 feet wide.", "two quantities")],
};
const CHANGE: Rule = Rule {
    id: "compound.change",
    reads: "an amount of money in a currency and its hundredths",
    yields: &[
        ("It costs 12 dollars and 40 cents.", "12.4 dollar"),
        ("It costs £3 and 50 pence.", "3.5 pound sterling"),
        ("It costs a dollar and 15 cents.", "1.15 dollar"),
        ("It costs 3 hryvnias 40 kopiykas.", "3.4 ukrainian hryvnia"),
        ("The sum was 2 million dollars and 10 cents.", "2000000.1 dollar"),
        ("A coffee is 3€20 there.", "3.2 euro"),
        ("A coffee is 3 dollars 20.", "3.2 dollar"),
    ],
    refuses: &[
        ("It costs 12 dollars or 40 cents.", "two prices"),
        ("It sold for 12 dollars and 40 cooks came.", "a count"),
        ("It costs between $12 and 40.", "a range"),
    ],
};
const HALF: Rule = Rule {
    id: "compound.half",
    reads: "a unit and a half, a third or a quarter of it",
    yields: &[
        ("Loading took an hour and a half.", "1.5 hour"),
        ("The pier is two miles and a quarter long.", "2.25 mile"),
        ("It sells for a dollar and a half.", "1.5 dollar"),
        ("They waited one year and three quarters.", "1.75 year"),
    ],
    refuses: &[
        ("It took an hour and a half-dozen men.", "a dozen"),
        ("He ran a mile and a half marathon.", "a race"),
    ],
};
const BELOW: Rule = Rule {
    id: "temperature.below",
    reads: "degrees below zero",
    yields: &[
        ("It was 12 degrees below zero.", "-12 degree"),
        ("The lab works at 80 °C below zero.", "-80 celsius"),
    ],
    refuses: &[("It was 12 degrees below the mean.", "a difference")],
};
const TWICE: Rule = Rule {
    id: "number.twice",
    reads: "a number in words and again in digits",
    yields: &[("Notice of thirty (30) days is due.", "30 day"), ("It owns 12 (twelve) ships.", "12 ship")],
    refuses: &[("It owns twelve (14) ships.", "two numbers")],
};

/// What a month of a term told in months and days is taken for; a year is 365 days.
const DAYS_OF_MONTH: u32 = 30;

/// Larger unit, smaller unit, how many of the smaller make the larger.
const FACTORS: [(&str, &str, u32); 15] = [
    ("yard", "foot", 3),
    ("foot", "inch", 12),
    ("mile", "yard", 1760),
    ("stone", "pound-mass", 14),
    ("pound-mass", "ounce", 16),
    ("kilometre", "metre", 1000),
    ("metre", "centimetre", 100),
    ("centimetre", "millimetre", 10),
    ("kilogram", "gram", 1000),
    ("year", "month", 12),
    ("month", "day", DAYS_OF_MONTH),
    ("week", "day", 7),
    ("day", "hour", 24),
    ("hour", "minute", 60),
    ("minute", "second", 60),
];

/// Joins the parts of quantities.
pub(crate) fn join(tables: &Tables, line: &Line<'_>, items: &mut Vec<Item>) {
    let mut floor = 0;
    for item in items.iter_mut() {
        let first = item.first.checked_sub(1).filter(|&and| line.eq(and, "and"));
        if let Some(mut first) = first.and_then(|end| with_article(tables, line, end, floor))
            && unite(tables, line, &mut first, item)
        {
            *item = first;
        }
        floor = item.end;
    }
    super::fold(items, |first, second| {
        twice(tables, line, first, second)
            || below_zero(tables, line, first, second)
            || unite(tables, line, first, second)
            || unite_bare(tables, line, first, second)
    });
}

/// The figure `an hour`, `a dollar` that ends before token `end`.
fn with_article(tables: &Tables, line: &Line<'_>, end: usize, floor: usize) -> Option<Item> {
    for start in [end.checked_sub(1)?, end.saturating_sub(2)] {
        let Some(article) = start.checked_sub(1).filter(|&i| i >= floor && line.any(i, &["a", "an"])) else {
            continue;
        };
        // `$20 an hour`: a denominator
        if article == floor && floor > 0 {
            return None;
        }
        let unit = tables.units.in_words(line, start).filter(|unit| unit.end == end);
        let money = tables.currencies.in_words(line, start).filter(|&(_, after)| after == end);
        if unit.is_none() && money.is_none() {
            continue;
        }
        let numeral = Numeral::one(article, end);
        let mut item = Item::new(line, &numeral, FigureKind::Number, &HALF);
        item.end = start;
        suffix::unit_after(tables, line, &mut item, "");
        let whole = item.end == end && !item.is_bare() && item.kind != FigureKind::Percent;
        return whole.then_some(item);
    }
    None
}

/// The quantity of a line that is nothing but an article and a unit: `an hour`, `a kg`, `a dollar`.
pub(crate) fn alone(tables: &Tables, line: &Line<'_>) -> Option<Item> {
    let end = line.len() - usize::from(line.word(line.len() - 1) == ".");
    with_article(tables, line, end, 0).filter(|item| item.first == 0)
}

/// The quantity whose part is told at token `at`: `half` of `an hour and a half`.
pub(crate) fn with_part(tables: &Tables, line: &Line<'_>, at: usize, floor: usize) -> Option<Item> {
    let and = at.checked_sub(1 + usize::from(line.any(at - usize::from(at > 0), &["a", "an"])))?;
    if and < floor || !line.eq(and, "and") {
        return None;
    }
    let mut item = with_article(tables, line, and, floor)?;
    and_part(line, &mut item).then_some(item)
}

/// Adds the part of the unit after a quantity: `two miles and a half`. Gives whether there is one.
pub(crate) fn and_part(line: &Line<'_>, item: &mut Item) -> bool {
    let fits = item.is_whole()
        && item.form != Form::Vague
        && item.high.is_none()
        && item.per.is_empty()
        && matches!(item.kind, FigureKind::Duration | FigureKind::Measure | FigureKind::Money);
    if !fits || !line.eq(item.end, "and") {
        return false;
    }
    let Some((part, end)) = part_after_unit(line, item.end) else { return false };
    let goes_on = line.hyphen(end) && line.glued(end)
        || line.is(end, Class::UNIT.and(Class::NUMBER)) && !line.eq(end, "long")
        || line.any(end, &["marathon", "marathons", "million", "brother", "sister", "size", "of"]);
    if goes_on {
        return false;
    }
    item.value += part;
    item.mantissa = item.value;
    item.power = 0;
    item.end = end;
    item.span.end = line.tokens[end - 1].end;
    item.joined = Some(&HALF);
    true
}

/// `6'2"`: the apostrophe joins the digits in one token.
pub(crate) fn feet_and_inches(tables: &Tables, line: &Line<'_>, at: usize) -> Option<Item> {
    let (feet, inches) = line.word(at).split_once(['\'', '’'])?;
    let mark = line.glued(at + 1) && matches!(line.word(at + 1), "\"" | "”" | "″");
    let (feet, inches): (u32, u32) = (feet.parse().ok()?, inches.parse().ok()?);
    if !mark || feet > 99 || inches >= 12 {
        return None;
    }
    let mut item = Item::new(line, &Numeral::one(at, at + 1), FigureKind::Measure, &PARTS);
    item.value = Decimal::from(feet * 12 + inches);
    item.mantissa = item.value;
    item.form = Form::Digits;
    item.measured = Measured::Unit(tables.units.named("inch")?);
    item.end = at + 2;
    item.span.end = line.tokens[at + 1].end;
    item.unit_span = Some(item.span);
    Some(item)
}

/// `thirty (30) days`: the unit stands behind the brackets.
fn twice(tables: &Tables, line: &Line<'_>, first: &mut Item, second: &Item) -> bool {
    let forms =
        matches!((first.form, second.form), (Form::Words, Form::Digits) | (Form::Digits, Form::Words));
    let again = forms && first.is_bare() && second.is_bare() && first.value == second.value;
    let brackets =
        second.first == first.end + 1 && line.word(first.end) == "(" && line.word(second.end) == ")";
    if !again || !brackets || first.high.is_some() || second.high.is_some() {
        return false;
    }
    first.end = second.end + 1;
    first.span.end = line.tokens[second.end].end;
    suffix::unit_after(tables, line, first, "");
    suffix::denominator(tables, line, first);
    first.joined = Some(&TWICE);
    true
}

/// `12 degrees below zero`
fn below_zero(tables: &Tables, line: &Line<'_>, first: &mut Item, second: &Item) -> bool {
    let Measured::Unit(unit) = first.measured else { return false };
    let degrees = matches!(tables.units.get(unit).name.as_str(), "degree" | "celsius" | "fahrenheit");
    let below = second.first == first.end + 1 && line.eq(first.end, "below");
    if !degrees || !below || !second.value.is_zero() || !second.is_bare() || first.value <= Decimal::ZERO {
        return false;
    }
    first.value = -first.value;
    first.high = first.high.map(|high| -high);
    first.mantissa = first.value;
    first.end = second.end;
    first.span.end = second.span.end;
    first.joined = Some(&BELOW);
    true
}

/// The smaller unit may be left out at the end of a clause: `2 hours ten`, `15 dollars 50`, `10€50`.
fn unite_bare(tables: &Tables, line: &Line<'_>, first: &mut Item, second: &Item) -> bool {
    let direct = second.first == first.end;
    let and = second.first == first.end + 1 && line.eq(first.end, "and");
    let between = first.first.checked_sub(1).is_some_and(|i| line.any(i, &["between", "from"]));
    let whole = second.is_bare() && second.is_whole() && second.high.is_none() && second.power == 0;
    let glued = direct && line.glued(second.first);
    let two_digits = second.form == Form::Digits && line.word(second.first).len() == 2;
    let ends = matches!(line.word(second.end), "" | "." | "," | ";" | "?" | "!" | ")");
    if !whole || between || !(direct || and) || !(ends && !glued || glued && two_digits) {
        return false;
    }
    let mut part = second.clone();
    part.first = second.first;
    let limit = match first.measured {
        Measured::Unit(hour) if tables.units.get(hour).name == "hour" && !glued => {
            let Some(minute) = tables.units.named("minute") else { return false };
            part.measured = Measured::Unit(minute);
            part.kind = first.kind;
            60
        }
        Measured::Money(major) if first.is_whole() && first.power == 0 => {
            let major = tables.currencies.get(major);
            if major.minor || !(two_digits || second.form == Form::Words) || glued && first.marked {
                return false;
            }
            part.value /= Decimal::from(100);
            100
        }
        _ => return false,
    };
    if first.high.is_some()
        || !first.per.is_empty()
        || second.value < Decimal::TEN
        || second.value >= limit.into()
    {
        return false;
    }
    if matches!(first.measured, Measured::Unit(_)) {
        return unite(tables, line, first, &part);
    }
    first.value += part.value;
    first.mantissa = first.value;
    first.end = second.end;
    first.span.end = second.span.end;
    first.joined = Some(&CHANGE);
    first.flag("inferred");
    true
}

fn unite(tables: &Tables, line: &Line<'_>, first: &mut Item, second: &Item) -> bool {
    let alone = |item: &Item| item.high.is_none() && item.per.is_empty() && item.noun.is_none();
    let between = first.end..second.first.max(first.end);
    let feet = second.first.checked_sub(1).is_some_and(|i| matches!(line.word(i), "'" | "’" | "′"));
    let direct = between.is_empty() && (!line.glued(second.first) || feet);
    let comma = between.len() == 1 && line.word(between.start) == ",";
    let and = between.len() == 1 && line.eq(between.start, "and")
        || between.len() == 2 && line.eq(between.end - 1, "and") && line.word(between.start) == ",";
    if !alone(first)
        || !alone(second)
        || !first.is_whole()
        || !(direct || comma || and)
        || second.value <= Decimal::ZERO
    {
        return false;
    }
    match (first.measured, second.measured) {
        (Measured::Unit(large), Measured::Unit(small))
            if first.kind == second.kind && first.power == 0 && second.power == 0 =>
        {
            let (large, small_unit) = (tables.units.get(large), tables.units.get(small));
            let Some(factor) = factor(&large.name, &small_unit.name) else { return false };
            // `2 yards, 7 feet`: small factors are overrun where a comma or nothing stands between
            let overrun = direct || comma && factor < Decimal::TEN;
            if second.value >= factor && !overrun {
                return false;
            }
            // Neither a year nor a month is a fixed number of days.
            let calendar = matches!(large.name.as_str(), "year" | "month") && small_unit.name != "month";
            if calendar {
                first.flag("inferred");
                first.bound = Bound::About;
            }
            let Some(value) = first.value.abs().checked_mul(factor).map(|value| value + second.value) else {
                return false;
            };
            // The years among the months have five days more than twelve times thirty.
            let years = if large.name == "month" && first.joined == Some(&PARTS) && small_unit.name != "month"
            {
                (first.value.abs() / Decimal::from(12)).trunc() * Decimal::from(365 - 12 * DAYS_OF_MONTH)
            } else {
                Decimal::ZERO
            };
            let day = if small_unit.name == "day" {
                Some(Decimal::ONE)
            } else {
                factor_of("day", &small_unit.name)
            };
            let value = value + years * day.unwrap_or_default();
            first.value = if first.value.is_sign_negative() { -value } else { value };
            first.measured = second.measured;
            first.unit_span = second.unit_span;
            first.joined = Some(&PARTS);
        }
        (Measured::Money(major), Measured::Money(minor)) if and || direct => {
            let (major, minor) = (tables.currencies.get(major), tables.currencies.get(minor));
            let dollars = major.name.ends_with("dollar") || major.name == "euro";
            let same = major.code == minor.code || dollars && minor.name == "cent";
            if !same || !minor.minor || major.minor || second.value >= Decimal::from(100) {
                return false;
            }
            first.value += second.value / Decimal::from(100);
            first.joined = Some(&CHANGE);
        }
        _ => return false,
    }
    first.mantissa = first.value;
    first.end = second.end;
    first.span.end = second.span.end;
    true
}

/// How many `small` make one `large`, over the units between if need be.
fn factor(large: &str, small: &str) -> Option<Decimal> {
    if large == "year" && small != "month" {
        return Some(
            Decimal::from(365) * if small == "day" { Decimal::ONE } else { factor_of("day", small)? },
        );
    }
    factor_of(large, small)
}

/// The factor over the steps of the table.
fn factor_of(large: &str, small: &str) -> Option<Decimal> {
    let step = |from: &str| FACTORS.iter().find(|(unit, _, _)| *unit == from);
    let (mut unit, mut factor) = (large, Decimal::ONE);
    for _ in 0..5 {
        let &(_, next, n) = step(unit)?;
        factor *= Decimal::from(n);
        if next == small {
            return Some(factor);
        }
        unit = next;
    }
    None
}
