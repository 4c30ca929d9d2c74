//! One quantity in two units: `6 feet 2 inches`, `two hours and 30 minutes`, `12 dollars and 40 cents`.

use rust_decimal::Decimal;

use super::Tables;
use super::item::{Item, Measured};
use super::rule::Rule;
use crate::line::Line;

/// The rules of this file.
pub(crate) const RULES: [&Rule; 2] = [&PARTS, &CHANGE];

const PARTS: Rule = Rule {
    id: "compound.parts",
    reads: "a quantity in two or three units, the larger first, told in the smallest",
    yields: &[
        ("The door is 6 feet 2 inches high.", "74 inch"),
        ("The race took two hours and 30 minutes.", "150 minute"),
        ("A term of 3 years, 6 months was served.", "42 month"),
    ],
    refuses: &[("It is 3 miles long and 20 feet wide.", "two quantities")],
};
const CHANGE: Rule = Rule {
    id: "compound.change",
    reads: "an amount of money in a currency and its hundredths",
    yields: &[
        ("It costs 12 dollars and 40 cents.", "12.4 dollar"),
        ("It costs £3 and 50 pence.", "3.5 pound sterling"),
    ],
    refuses: &[("It costs 12 dollars or 40 cents.", "two prices")],
};

/// Larger unit, smaller unit, how many of the smaller make the larger.
const FACTORS: [(&str, &str, u32); 14] = [
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
    ("week", "day", 7),
    ("day", "hour", 24),
    ("hour", "minute", 60),
    ("minute", "second", 60),
];

/// Joins the parts of quantities.
pub(crate) fn join(tables: &Tables, line: &Line<'_>, items: &mut Vec<Item>) {
    super::fold(items, |first, second| unite(tables, line, first, second));
}

fn unite(tables: &Tables, line: &Line<'_>, first: &mut Item, second: &Item) -> bool {
    let alone =
        |item: &Item| item.high.is_none() && item.per.is_empty() && item.power == 0 && item.noun.is_none();
    let between = first.end..second.first.max(first.end);
    let direct = between.is_empty() && line.glued(second.first).eq(&false);
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
        (Measured::Unit(large), Measured::Unit(small)) if first.kind == second.kind => {
            let (large, small_unit) = (tables.units.get(large), tables.units.get(small));
            let Some(factor) = factor(&large.name, &small_unit.name).filter(|&factor| second.value < factor)
            else {
                return false;
            };
            let Some(value) = first.value.abs().checked_mul(factor).map(|value| value + second.value) else {
                return false;
            };
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
    let step = |from: &str| FACTORS.iter().find(|(unit, _, _)| *unit == from);
    let (mut unit, mut factor) = (large, Decimal::ONE);
    for _ in 0..4 {
        let &(_, next, n) = step(unit)?;
        factor *= Decimal::from(n);
        if next == small {
            return Some(factor);
        }
        unit = next;
    }
    None
}
