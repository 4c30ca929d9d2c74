//! What is written after a number: its unit, its currency, its denominator.

use tearsheet_ingest::TextSpan;

use super::doubt::{is_sterling, symbol_allowed, word_allowed};
use super::item::{Item, Measured};
use super::quantity::{DURATION, MARK, MEASURE, MONEY_WORD, PERCENT, set_money};
use super::rule::Rule;
use super::{Tables, per, ratio};
use crate::findings::FigureKind;
use crate::line::Line;
use crate::numeral::{self, Form};
use crate::words::Class;

/// What follows an amount with its mark before it: `$31.20 US`, `$5 million Canadian`, `US$5 dollars`.
pub(super) fn settle_mark(tables: &Tables, line: &Line<'_>, item: &mut Item) {
    let Measured::Money(id) = item.measured else { return };
    let currency = tables.currencies.get(id);
    if let Some((again, end)) = tables.currencies.in_words(line, item.end)
        && tables.currencies.get(again).code == currency.code
    {
        item.end = end;
    }
    let bare = item.unit_span.is_some_and(|mark| line.text.get(mark.range()) == Some("$"));
    if currency.name == "dollar" && bare {
        let country = match line.word(item.end) {
            "US" | "USD" => "dollar",
            "U.S" => "dollar",
            "Canadian" | "CAD" | "Cdn" => "canadian dollar",
            "Australian" | "AUD" => "australian dollar",
            "NZD" => "new zealand dollar",
            "HKD" => "hong kong dollar",
            "SGD" => "singaporean dollar",
            _ => "",
        };
        if let Some(settled) = tables.currencies.named(country) {
            item.measured = Measured::Money(settled);
            item.end += 1;
        } else if !item.flags.contains(&"ambiguous-currency") {
            item.flag("ambiguous-currency");
        }
    }
    item.span.end = line.tokens[item.end - 1].end;
}

/// The unit, currency or ending after the number. Gives false where the letters after it make the whole a name.
///
/// `tail` are the letters after the digits in the number's own token.
pub(super) fn unit_after(tables: &Tables, line: &Line<'_>, item: &mut Item, tail: &str) -> bool {
    let in_token = !tail.is_empty();
    let mut at = if in_token { item.end - 1 } else { item.end };
    let mut from = line.tokens[item.end - 1].end - tail.len() as u32;
    if !in_token {
        if line.hyphen(at) && line.glued(at) && line.glued(at + 1) && line.word_like(at + 1) {
            at += 1;
            item.hyphen = true;
        }
        from = line.tokens.get(at).map_or(from, |token| token.start);
    }
    let close = in_token || line.glued(at) || line.gap(at).chars().count() == 1;
    if let Some(found) = ratio::times(line, item, at, in_token.then_some(tail)) {
        item.end = found;
        item.span.end = line.tokens[found - 1].end;
        return true;
    }
    let words = if in_token {
        tables.units.in_token(line, at, from, tail)
    } else {
        unit_in_words(tables, line, item, at)
    };
    let symbols = if close && at < line.len() {
        tables
            .units
            .in_symbols(line, at, from)
            .filter(|found| symbol_allowed(line, item, at, from, found.end_byte, in_token))
    } else {
        None
    };
    let unit = match (words, symbols) {
        (Some(words), Some(symbols)) if symbols.end > words.end => Some(symbols),
        (words, symbols) => words.or(symbols),
    };
    let money = money_after(tables, line, item, at, from, in_token, close);
    match (unit, money) {
        (Some(unit), Some((_, end, _))) if unit.end > end => {
            set_unit(tables, line, item, unit.id, unit.end, unit.end_byte, from)
        }
        (Some(unit), Some((id, end, _))) if line.any(at, &["pound", "pounds"]) => {
            if is_sterling(line, item, end) {
                set_money_after(line, item, id, end, from, &MONEY_WORD);
            } else {
                set_unit(tables, line, item, unit.id, unit.end, unit.end_byte, from);
            }
        }
        (_, Some((id, end, word))) => {
            set_money_after(line, item, id, end, from, if word { &MONEY_WORD } else { &MARK })
        }
        (Some(unit), None) => set_unit(tables, line, item, unit.id, unit.end, unit.end_byte, from),
        (None, None) => {
            item.hyphen = false;
            // `5G`, `3D`: a name; `0-to-60`: the number stands
            return !in_token;
        }
    }
    true
}

/// Adjectives that may stand between a number and a unit of time: `50 previous years`.
const BEFORE_TIME: [&str; 14] = [
    "previous",
    "more",
    "extra",
    "additional",
    "full",
    "straight",
    "consecutive",
    "whole",
    "long",
    "further",
    "other",
    "successive",
    "short",
    "solid",
];

fn unit_in_words(tables: &Tables, line: &Line<'_>, item: &Item, at: usize) -> Option<super::unit::Found> {
    let find = |at| tables.units.in_words(line, at).filter(|found| word_allowed(line, item, at, found.end));
    if let Some(found) = find(at) {
        return Some(found);
    }
    // `15 or more years`
    let bounded = super::bound::after_number(line, at);
    if bounded > at && line.is(bounded, Class::TIME) {
        return find(bounded);
    }
    if line.any(at, &BEFORE_TIME) && line.is(at + 1, Class::TIME.and(Class::UNIT)) && !item.hyphen {
        return find(at + 1).filter(|found| tables.units.get(found.id).kind() == FigureKind::Duration);
    }
    // `1/16 of a US pint`, `one US gallon`
    let mut thing = at;
    // `hundreds of miles`, `two and a quarter of hours`
    let part = item.form == Form::Fraction || !item.is_whole() && item.form == Form::Words;
    if (item.form == Form::Vague || part && !line.any(at + 1, &["a", "an"])) && line.eq(at, "of") {
        return find(at + 1);
    }
    if item.form == Form::Fraction && line.eq(thing, "of") && line.any(thing + 1, &["a", "an"]) {
        thing += 2;
    }
    thing += usize::from(line.any(thing, &["US", "imperial", "British"]) && line.is(thing + 1, Class::UNIT));
    if thing > at { find(thing) } else { None }
}

fn money_after(
    tables: &Tables,
    line: &Line<'_>,
    item: &Item,
    at: usize,
    from: u32,
    in_token: bool,
    close: bool,
) -> Option<(u16, usize, bool)> {
    // `tens of millions of dollars`
    let vague_of = item.form == Form::Vague && line.eq(at, "of");
    if !in_token && let Some((id, end)) = tables.currencies.in_words(line, at + usize::from(vague_of)) {
        // `won` is more often a verb
        let doubtful = line.any(at, &["won"]) && item.power == 0 && item.value < rust_decimal::Decimal::from(100)
                || line.any(at, &["us", "u.s"]) && end == at + 1
                // `three crowns` are worn
                || line.any(at, &["crown", "crowns"])
                    && (line.capital(at) || item.power == 0 && item.is_whole() && item.value < rust_decimal::Decimal::from(20));
        return (!doubtful).then_some((id, end, true));
    }
    if !close || at >= line.len() {
        return None;
    }
    let (id, end) = tables.currencies.after(line, at, from).or_else(|| {
        // `50 MUSD`, `3 kEUR`
        let word = line.text.get(from as usize..line.tokens[at].end as usize)?;
        let code = word.strip_prefix(['M', 'm', 'k', 'K', 'B', 'b']).filter(|code| code.len() == 3)?;
        Some((tables.currencies.coded(code)?, at + 1))
    })?;
    let text = &line.text[from as usize..line.tokens[end - 1].end as usize];
    let glued = in_token || line.glued(at);
    let letters = text.chars().all(|c| c.is_ascii_alphabetic());
    // Letters that are a mark only before a number, and signs that open the next amount.
    let fits = match text {
        // `10 c`: nothing but an amount
        "p" | "c" => item.form == Form::Digits && (glued || text == "p" || line.len() == 2),
        "RM" => in_token || end == line.len(),
        "R" | "N" | "Rs" | "PS" | "S" | "Fr" | "LE" | "K" | "US" | "Ft" | "SR" => false,
        _ if letters && text.len() <= 2 => text.starts_with('k') || glued,
        _ if !letters => glued || !line.digit(end) || line.gap(end).is_empty().eq(&false),
        _ => true,
    };
    let opens_next = !letters && !glued && line.glued(end) && line.digit(end);
    let video = text == "p"
        && matches!(line.word(at).trim_end_matches('p'), "480" | "720" | "1080" | "1440" | "2160");
    (fits && !opens_next && !video).then_some((id, end, false))
}

fn set_money_after(line: &Line<'_>, item: &mut Item, id: u16, end: usize, from: u32, rule: &'static Rule) {
    set_money(item, id, rule);
    let text = &line.text[from as usize..line.tokens[end - 1].end as usize];
    if text.len() == 4 && text.is_ascii() && text[1..].bytes().all(|b| b.is_ascii_uppercase()) {
        let power = match &text[..1] {
            "M" | "m" => 6,
            "B" | "b" => 9,
            _ => 3,
        };
        if let Some(value) = item.value.checked_mul(numeral::words::ten_to(power)) {
            item.value = value;
            item.power = power;
        }
    }
    // `75 USD million`
    let mut end = end;
    let unit_end = line.tokens[end - 1].end;
    if item.power == 0
        && let Some(power) = numeral::words::power(line.word(end))
        && let Some(value) = item.value.checked_mul(numeral::words::ten_to(power))
    {
        item.value = value;
        item.power = power;
        end += 1;
    }
    item.end = end;
    item.span.end = line.tokens[end - 1].end;
    item.unit_span = Some(TextSpan::new(from, unit_end));
}

fn set_unit(
    tables: &Tables,
    line: &Line<'_>,
    item: &mut Item,
    id: u16,
    end: usize,
    end_byte: u32,
    from: u32,
) {
    let (mut id, mut end, mut end_byte) = (id, end, end_byte);
    // `20 ° C`, `98 degrees F`
    if tables.units.get(id).name == "degree" {
        let scale = match line.word(end) {
            "C" | "c" | "Celsius" | "celsius" => "celsius",
            "F" | "f" | "Fahrenheit" | "fahrenheit" => "fahrenheit",
            _ => "",
        };
        if let Some(settled) = tables.units.named(scale) {
            id = settled;
            end_byte = line.tokens[end].end;
            end += 1;
        }
    }
    // `4 km squared`, `3 metres cubed`
    let raised = match line.word(end) {
        "squared" => tables.units.named(&format!("square {}", tables.units.get(id).name)),
        "cubed" => tables.units.named(&format!("cubic {}", tables.units.get(id).name)),
        _ => None,
    };
    if let Some(raised) = raised {
        id = raised;
        end_byte = line.tokens[end].end;
        end += 1;
    }
    let unit = tables.units.get(id);
    item.measured = Measured::Unit(id);
    item.kind = unit.kind();
    item.rule = match item.kind {
        FigureKind::Percent => &PERCENT,
        FigureKind::Duration => &DURATION,
        _ => &MEASURE,
    };
    item.per.clone_from(&unit.per);
    item.end = end;
    item.span.end = end_byte;
    item.unit_span = Some(TextSpan::new(from, end_byte));
}

/// The denominator after the unit.
pub(super) fn denominator(tables: &Tables, line: &Line<'_>, item: &mut Item) {
    if item.is_bare() || item.kind == FigureKind::Ratio && !item.per.is_empty() {
        return;
    }
    let Some((per, end)) = per::after(line, item.end, &tables.units) else { return };
    if let Measured::Unit(id) = item.measured {
        if let Some(compound) = tables.units.compound(id, &per) {
            item.measured = Measured::Unit(compound);
        }
        // The unit of a rate in words ends with its denominator.
        if item.kind == FigureKind::Measure {
            item.span.end = line.tokens[end - 1].end;
            item.end = end;
            if let Some(span) = &mut item.unit_span {
                span.end = item.span.end;
            }
        }
    }
    if item.per.is_empty() {
        item.per = per;
    }
}
