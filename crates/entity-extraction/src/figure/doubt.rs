//! Words and signs that are a unit only sometimes: what stands around them decides.

use super::item::Item;
use crate::line::Line;
use crate::numeral::Form;
use crate::words::Class;

/// Units of one letter that need no number glued to them.
const SPACED_LETTERS: [&str; 13] = ["C", "F", "K", "W", "V", "t", "m", "l", "L", "g", "b", "h", "R"];

/// Words that are a unit only sometimes.
pub(super) fn word_allowed(line: &Line<'_>, item: &Item, at: usize, end: usize) -> bool {
    let next_noun =
        line.word_like(end) && !line.is(end, Class::STOP) && super::nouns::is_plural(line.word(end));
    if end == at + 1
        && line.any(
            at,
            &[
                "second", "quarter", "horses", "cup", "cups", "turn", "turns", "yard", "stone", "stones",
                "bar", "bars", "point", "grain", "degree", "degrees", "rad",
            ],
        )
    {
        let many = super::nouns::is_plural(line.word(at));
        return match line.word(at).to_ascii_lowercase().as_str() {
            "second" | "quarter" => {
                item.hyphen
                    || item.form != Form::Words
                    || line.eq(item.first, "one")
                    || item.form == Form::Fraction
            }
            // `at one point last year`
            "point" => {
                !(line.eq(item.first, "one") && line.any(item.first.wrapping_sub(1), &["at", "from", "to"]))
            }
            "turns" | "bars" | "stones" | "cups" => !next_noun,
            "cup" | "turn" | "stone" => {
                !line.capital(at)
                    && (item.form == Form::Fraction || item.form == Form::Digits || line.eq(end, "of"))
            }
            "degrees" if line.any(end, &["in", "of"]) && many => {
                line.any(end + 1, &["heat", "freedom"]) || line.eq(end, "in") && !line.capital(end + 1)
            }
            _ => true,
        };
    }
    // `2 Td`: a unit in words is never an abbreviation with a capital inside
    true
}

/// Symbols that are a unit only when nothing better fits.
pub(super) fn symbol_allowed(
    line: &Line<'_>,
    item: &Item,
    at: usize,
    from: u32,
    to: u32,
    in_token: bool,
) -> bool {
    let text = &line.text[from as usize..to as usize];
    let glued = in_token || line.glued(at);
    let next = at + 1;
    if item.form != Form::Digits && item.form != Form::Fraction {
        let usual = [
            "%", "km", "kg", "cm", "mm", "mg", "ml", "ft", "lb", "oz", "kb", "kB", "KB", "MB", "GB", "TB",
            "kW", "MW", "GW", "Hz",
        ];
        return text.len() > 2 || usual.contains(&text);
    }
    match text {
        "in" | "ins" => {
            let feet = item.first.checked_sub(1).is_some_and(|i| line.any(i, &["ft", "feet", "foot"]));
            let ends = matches!(line.word(next), "" | "," | ";" | ")") && item.first + 4 > at;
            (glued || feet || ends && !line.capital(at)) && !line.is(next, Class::DETERMINER)
                || line.any(next, &["wide", "tall", "long", "thick", "x", "by", "high", "deep", "diameter"])
        }
        "'" | "’" | "\"" | "″" | "′" => {
            // `6'2"`
            let mark = |i: usize| matches!(line.word(i), "'" | "’" | "′");
            let inches = mark(at)
                && line.digit(next)
                && line.glued(next)
                && matches!(line.word(next + 1), "\"" | "″" | "”");
            let feet = item.first >= 2
                && line.glued(item.first)
                && mark(item.first - 1)
                && line.digit(item.first - 2);
            let before = if feet { item.first - 1 } else { item.first };
            let quoted = (0..before).any(|i| matches!(line.word(i), "'" | "‘" | "\"" | "“"));
            let spaced = matches!(line.word(at), "\"" | "″")
                && line.any(next, &["long", "wide", "tall", "thick", "deep", "high"]);
            (glued || spaced)
                && (inches || !line.glued(next) || matches!(line.word(next), "." | "," | ")"))
                && !quoted
        }
        "s" | "S" => {
            // `in his 30s` is an age, `30s` a time
            let decade = item.value % rust_decimal::Decimal::TEN == rust_decimal::Decimal::ZERO;
            let named =
                item.first > 0 && (line.is(item.first - 1, Class::LABEL) || line.capital(item.first - 1));
            let over = item.first > 0 && line.hyphen(item.first - 1) && line.glued(item.first);
            let aged = decade
                && item.first > 0
                && line.any(
                    item.first - 1,
                    &["his", "her", "their", "the", "early", "mid", "late", "my", "our", "-"],
                );
            glued && !named && !over && !aged
        }
        "A" | "J" => glued || line.word(next) == "/" && line.glued(next),
        "N" | "B" | "M" | "E" | "G" | "H" | "D" | "d" => false,
        _ if text.len() == 1 && text.is_ascii() && !glued && text != "%" => {
            SPACED_LETTERS.contains(&text) && !line.hyphen(next) && !(line.capital(next) && line.capital(at))
        }
        "min" | "sec" | "mo" | "mi" | "ha" | "pt" | "oz" | "bar" | "cup" | "ms" | "pa" | "mb" | "as" => {
            glued || !line.capital(at)
        }
        _ => true,
    }
}

/// Pounds: money or mass?
pub(super) fn is_sterling(line: &Line<'_>, item: &Item, end: usize) -> bool {
    if line.any(end, &["sterling"]) || item.power >= 6 {
        return true;
    }
    if line.any(end, &["of", "per"]) || line.any(end, &["heavier", "lighter", "overweight"]) {
        return false;
    }
    const MONEY: [&str; 28] = [
        "cost", "costs", "paid", "pay", "pays", "price", "priced", "worth", "fine", "fined", "spent",
        "spend", "earn", "earned", "debt", "budget", "savings", "save", "sold", "bought", "bill", "wage",
        "rent", "loan", "fee", "tax", "donated", "salary",
    ];
    let window = item.first.saturating_sub(8)..(end + 6).min(line.len());
    window.into_iter().any(|i| line.any(i, &MONEY))
}
