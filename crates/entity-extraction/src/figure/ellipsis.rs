//! Numbers whose unit was said before: `7 million subscribers, up from 6 million`, `204 hp, against 212 before`.

use rust_decimal::Decimal;

use super::Tables;
use super::item::{Item, Measured};
use super::rule::Rule;
use crate::findings::FigureKind;
use crate::line::Line;
use crate::words::Class;

/// The rules of this file.
pub(crate) const RULES: [&Rule; 2] = [&SAID, &CONVERTED];

const SAID: Rule = Rule {
    id: "ellipsis",
    reads: "a bare number of the same order as an earlier figure takes its unit",
    yields: &[
        ("It has 7 million subscribers, up from 5.8 million.", "5800000 subscriber"),
        ("The best bid was 84.75 cents, while the lowest is 74.07.", "74.07 cent"),
        ("Some 540 people were hurt, compared with 63 a year ago.", "63 people"),
        ("It lit 6 million homes, including 1.5 million in Oslo.", "1500000 home"),
        ("It has forty boats, 37 of them painted.", "37 boat"),
        ("It had 60 cooks in May; it has at least 210 today.", ">=210 cook"),
        ("Of the 27 cooks who ever joined, 19 are still there.", "19 cook"),
        ("It runs 265 shops and plans as many as 40 more by then.", "<=40 shop"),
    ],
    refuses: &[("It rose 8.15% to 3.65.", "a price is no percentage")],
};
const CONVERTED: Rule = Rule {
    id: "conversion",
    reads: "a conversion in brackets has the bound of what it converts",
    yields: &[
        ("It flies more than 100 kilometres (62 miles).", ">62 mile"),
        ("Trade is worth 9 billion shekels ($2.4 billion) a year.", "9000000000 shekel/year"),
    ],
    refuses: &[("It flies more than 100 kilometres (2 stops).", "no conversion")],
};

/// Words before a number that stands for an amount of the same thing.
const LEADS: [&str; 22] = [
    "including",
    "to",
    "from",
    "of",
    "is",
    "was",
    "were",
    "at",
    "than",
    "with",
    "reach",
    "reached",
    "reaching",
    "against",
    "are",
    "hit",
    "and",
    "has",
    "have",
    "had",
    "employs",
    "only",
];

/// Gives bare numbers the unit of an earlier figure of the line.
pub(crate) fn complete(line: &Line<'_>, items: &mut [Item]) {
    for i in 1..items.len() {
        let (earlier, rest) = items.split_at_mut(i);
        let item = &mut rest[0];
        if !item.is_bare() || item.form == crate::numeral::Form::Fraction || !leads(line, item) {
            continue;
        }
        let said = earlier.iter().rev().take(4).find(|item| {
            matches!(item.kind, FigureKind::Count | FigureKind::Measure)
                || item.kind == FigureKind::Money && !item.marked && item.power == 0
                || item.joined == Some(&SAID)
        });
        let Some(said) = said else { continue };
        if same_order(item, said) && (item.is_whole() || item.power > 0 || !said.is_whole() || is_point(said))
        {
            item.take_unit(said);
            item.unit_span = None;
            item.per.clear();
            item.rule = said.rule;
            item.joined = Some(&SAID);
            item.flag("inferred");
        }
    }
}

/// Is the number led by a word that a figure may follow, or followed by `who`?
fn leads(line: &Line<'_>, item: &Item) -> bool {
    let mut at = item.first;
    while at > 0
        && item.first - at < 4
        && line.any(
            at - 1,
            &[
                "about", "around", "nearly", "almost", "some", "just", "only", "roughly", "less", "more",
                "than", "over", "another", "[", "least", "many", "much", "as", "perhaps", "still",
            ],
        )
    {
        at -= 1;
    }
    let led = at > 0 && line.any(at - 1, &LEADS);
    let and = at > 0 && line.eq(at - 1, "and");
    let who = line.any(item.end, &["who", "whose"]);
    let apart = line.any(item.end, &["for", "in", "a", "the", "over", "last", "before", "earlier", "years"])
        || !line.word_like(item.end);
    // `37 of them`, `perhaps 250 more`
    let of_them =
        line.eq(item.end, "of") && line.any(item.end + 1, &["them", "these", "those", "which", "whom"]);
    let more =
        line.eq(item.end, "more") && (!line.word_like(item.end + 1) || line.is(item.end + 1, Class::STOP));
    // `Of the 27 people who joined, 19 are still there`
    let acts = line.is(item.end, Class::AUXILIARY)
        && item.first.checked_sub(1).is_some_and(|i| line.word(i) == "," || line.any(i, &["and", "but"]));
    if of_them || more || acts {
        return true;
    }
    // `63 during the same period`
    led && (!and || who) && (apart || line.is(item.end, Class::STOP))
        || who
        || led && line.is(item.end, Class::STOP)
}

fn is_point(item: &Item) -> bool {
    matches!(item.measured, Measured::Unit(_))
}

/// Within a factor of a hundred.
fn same_order(a: &Item, b: &Item) -> bool {
    let (a, b) = (a.value.abs(), b.value.abs());
    let hundred = Decimal::from(100);
    let within = |a: Decimal, b: Decimal| a.checked_mul(hundred).is_none_or(|a| a >= b);
    !a.is_zero() && !b.is_zero() && within(a, b) && within(b, a)
}

/// Carries the bound of a figure over to its conversion in brackets, and a denominator behind the brackets back.
pub(crate) fn convert(tables: &Tables, line: &Line<'_>, items: &mut [Item]) {
    for i in 1..items.len() {
        let (earlier, rest) = items.split_at_mut(i);
        let (said, item) = (&mut earlier[i - 1], &mut rest[0]);
        let open = item.first.checked_sub(1);
        // `296 hp (224 kW / 300 PS)`
        let close = line.any(item.end, &[")", "]"]) || line.word(item.end) == "/" && line.digit(item.end + 1);
        let convertible = said.kind == item.kind
            && said.measured != item.measured
            && matches!(item.kind, FigureKind::Money | FigureKind::Measure)
            && said.noun.is_none();
        if !(close
            && convertible
            && open.is_some_and(|open| line.any(open, &["(", "["]) && open.saturating_sub(said.end) <= 4))
        {
            continue;
        }
        if item.bound == crate::findings::Bound::Exactly {
            item.bound = said.bound;
            item.joined = item.joined.or(Some(&CONVERTED));
        }
        if said.per.is_empty()
            && let Some((per, _)) = super::per::after(line, item.end + 1, &tables.units)
        {
            said.per = per;
            said.joined = said.joined.or(Some(&CONVERTED));
        }
    }
}
