//! Ranks: `43rd`, `the third largest`, `two hundred and first`.

use super::item::Item;
use super::rule::Rule;
use crate::findings::FigureKind;
use crate::line::Line;
use crate::numeral::words::{self, ORDINAL_TENS, ORDINAL_WORDS};
use crate::numeral::{Form, Numeral, digits};
use crate::words::Class;

/// The rules of this file.
pub(crate) const RULES: [&Rule; 1] = [&ORDINAL];

const ORDINAL: Rule = Rule {
    id: "ordinal",
    reads: "a rank",
    yields: &[
        ("It is ranked 43rd in the world.", "43 ordinal"),
        ("The third largest bank closed.", "3 ordinal"),
        ("It let its two hundred and first flat.", "201 ordinal"),
        ("Its one thousandth van left the line.", "1000 ordinal"),
        ("It sold its 2,000th bike.", "2000 ordinal"),
    ],
    refuses: &[
        ("It took a second.", "a length of time"),
        ("It is one thousandth of an inch thick.", "a fraction"),
    ],
};

/// Ordinals of magnitudes.
const ORDINAL_POWERS: [(&str, u32); 3] = [("hundredth", 100), ("thousandth", 1000), ("millionth", 1_000_000)];

/// The rank at token `at`.
pub(crate) fn read(line: &Line<'_>, at: usize) -> Option<Item> {
    let (value, end) = ordinal(line, at)?;
    if line.eq(at, "second")
        && at > 0
        && (line.any(at - 1, &["a", "per", "every", "split", "each"]) || line.is(at - 1, Class::NUMBER))
    {
        return None;
    }
    let numeral = Numeral::new(value.into(), at, end, Form::Words);
    Some(Item::new(line, &numeral, FigureKind::Ordinal, &ORDINAL))
}

/// The rank in several words whose first is token `at`: `twenty-fifth`, `one hundred and third`.
pub(crate) fn in_words(line: &Line<'_>, at: usize) -> Option<Item> {
    if !line.is(at, Class::NUMBER) || line.digit(at) {
        return None;
    }
    let whole = words::whole(line, at)?;
    let value: u32 = whole.value.try_into().ok()?;
    let hyphen = line.hyphen(whole.end) && line.glued(whole.end) && line.glued(whole.end + 1);
    let last = whole.end + usize::from(hyphen || line.eq(whole.end, "and") && value.is_multiple_of(100));
    let (unit, end) = ordinal(line, last).filter(|_| !line.digit(last))?;
    let tens = value % 100 >= 20 && value.is_multiple_of(10) && unit < 10;
    let hundreds = value > 0 && value.is_multiple_of(100) && unit < 100;
    // `one thousandth visitor`, but `one thousandth of an inch` is a fraction
    let powers = matches!(unit, 100 | 1000 | 1_000_000) && last == whole.end && !hyphen && value > 0;
    if powers && (line.eq(end, "of") || line.word(last).ends_with('s')) {
        return None;
    }
    // `twenty second delays` are delays of seconds; `two thirds` are a fraction
    if !(tens || hundreds || powers) || !hyphen && line.eq(last, "second") {
        return None;
    }
    let value = if powers { value.checked_mul(unit)? } else { value + unit };
    let numeral = Numeral::new(value.into(), at, end, Form::Words);
    Some(Item::new(line, &numeral, FigureKind::Ordinal, &ORDINAL))
}

/// `3rd`, `twenty-fifth`: the rank at token `at` and the token after it.
pub(crate) fn ordinal(line: &Line<'_>, at: usize) -> Option<(u32, usize)> {
    let word = line.word(at);
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        let digits = digits::parse(word)?;
        let tail = word.get(digits.len..digits.len + 2)?;
        let value = digits.value.try_into().ok()?;
        // `43rdout`: a blank was lost; the rank is read all the same.
        return ["st", "nd", "rd", "th"]
            .iter()
            .any(|end| tail.eq_ignore_ascii_case(end))
            .then_some((value, at + 1));
    }
    let position =
        |list: &[&str]| list.iter().position(|known| word.eq_ignore_ascii_case(known)).map(|n| n as u32);
    let value = position(&ORDINAL_WORDS)
        .or_else(|| position(&ORDINAL_TENS).map(|n| 20 + 10 * n))
        .or_else(|| words::fused(word, &ORDINAL_WORDS[..10]))
        .or_else(|| {
            ORDINAL_POWERS.iter().find(|(known, _)| word.eq_ignore_ascii_case(known)).map(|&(_, n)| n)
        })?;
    Some((value, at + 1))
}
