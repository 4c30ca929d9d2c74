//! Numbers in words: `twenty-eight thousand six hundred forty-two`, `two and a half million`, `half a dozen`.

use rust_decimal::Decimal;

use crate::line::Line;

/// What one word contributes to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// 0 to 19.
    Small(u32),
    /// 20, 30 ... 90.
    Tens(u32),
    /// Ten to the power of this: hundred, thousand, lakh, million ...
    Power(u32),
    /// Twelve of them.
    Dozen,
    /// A plural that names a decade: hundreds, thousands.
    Vague(u32),
}

pub(crate) const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
/// Ordinals up to the nineteenth, by their number.
pub(crate) const ORDINAL_WORDS: [&str; 20] = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];
/// Ordinals of tens from the twentieth.
pub(crate) const ORDINAL_TENS: [&str; 8] =
    ["twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth"];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const POWERS: [(&str, u32); 22] = [
    ("hundred", 2),
    ("thousand", 3),
    ("lakh", 5),
    ("lakhs", 5),
    ("lac", 5),
    ("lacs", 5),
    ("million", 6),
    ("mn", 6),
    ("mln", 6),
    ("mio", 6),
    ("crore", 7),
    ("crores", 7),
    ("cr", 7),
    ("billion", 9),
    ("bn", 9),
    ("bln", 9),
    ("trillion", 12),
    ("tn", 12),
    ("trn", 12),
    ("tln", 12),
    ("milliard", 9),
    ("quadrillion", 15),
];
const VAGUE: [(&str, u32); 6] =
    [("tens", 1), ("hundreds", 2), ("thousands", 3), ("millions", 6), ("billions", 9), ("trillions", 12)];
/// Denominators of fractions in words.
const PARTS: [(&str, u32); 42] = [
    ("half", 2),
    ("halves", 2),
    ("third", 3),
    ("thirds", 3),
    ("quarter", 4),
    ("quarters", 4),
    ("fourth", 4),
    ("fourths", 4),
    ("fifth", 5),
    ("fifths", 5),
    ("sixth", 6),
    ("sixths", 6),
    ("seventh", 7),
    ("sevenths", 7),
    ("eighth", 8),
    ("eighths", 8),
    ("ninth", 9),
    ("ninths", 9),
    ("tenth", 10),
    ("tenths", 10),
    ("eleventh", 11),
    ("elevenths", 11),
    ("twelfth", 12),
    ("twelfths", 12),
    ("fifteenth", 15),
    ("fifteenths", 15),
    ("sixteenth", 16),
    ("sixteenths", 16),
    ("twentieth", 20),
    ("twentieths", 20),
    ("thirtieth", 30),
    ("thirtieths", 30),
    ("fortieth", 40),
    ("fortieths", 40),
    ("fiftieth", 50),
    ("fiftieths", 50),
    ("thousandth", 1000),
    ("thousandths", 1000),
    ("millionth", 1_000_000),
    ("millionths", 1_000_000),
    ("hundredth", 100),
    ("hundredths", 100),
];

fn find(list: &[(&str, u32)], word: &str) -> Option<u32> {
    list.iter().find(|(known, _)| word.eq_ignore_ascii_case(known)).map(|&(_, value)| value)
}

/// What `word` contributes, if it is a number word.
pub(crate) fn part(word: &str) -> Option<Part> {
    let at = |list: &[&str]| list.iter().position(|known| word.eq_ignore_ascii_case(known));
    if let Some(n) = at(&SMALL) {
        return Some(Part::Small(n as u32));
    }
    if let Some(n) = at(&TENS) {
        return Some(Part::Tens(20 + 10 * n as u32));
    }
    if word.eq_ignore_ascii_case("fourty") {
        return Some(Part::Tens(40));
    }
    if word.eq_ignore_ascii_case("dozen") {
        return Some(Part::Dozen);
    }
    find(&POWERS, word)
        .map(Part::Power)
        .or_else(|| find(&VAGUE, word).map(Part::Vague))
        .or_else(|| fused(word, &SMALL[..10]).map(Part::Tens))
}

/// The number of a word that lost its hyphen: 42 for `fortytwo`, and for `fortysecond` with ordinals in `units`.
pub(crate) fn fused(word: &str, units: &[&str]) -> Option<u32> {
    if word.len() < 8 {
        return None;
    }
    TENS.iter().zip(2u32..).find_map(|(tens, n)| {
        let start = word.get(..tens.len()).filter(|start| start.eq_ignore_ascii_case(tens))?;
        let unit = &word[start.len()..];
        let unit = units.iter().position(|known| unit.eq_ignore_ascii_case(known)).filter(|&n| n > 0)?;
        Some(10 * n + unit as u32)
    })
}

/// All numbers from 21 to 99 as words that lost their hyphen, and their ordinals.
pub(crate) fn fused_words(units: &'static [&'static str]) -> impl Iterator<Item = String> {
    let joined =
        move |tens: &'static &'static str| units[1..10].iter().map(move |unit| format!("{tens}{unit}"));
    TENS.iter().flat_map(joined)
}

/// A digit as it is spoken after `point`.
pub(crate) fn spoken_digit(word: &str) -> Option<u32> {
    if ["nought", "naught", "oh"].iter().any(|zero| word.eq_ignore_ascii_case(zero)) {
        return Some(0);
    }
    match part(word) {
        Some(Part::Small(n @ 0..10)) => Some(n),
        _ => None,
    }
}

/// The power of ten that a magnitude word stands for.
pub(crate) fn power(word: &str) -> Option<u32> {
    find(&POWERS, word)
}

/// The decade that a vague plural stands for: 2 for `hundreds`.
pub(crate) fn vague(word: &str) -> Option<u32> {
    find(&VAGUE, word)
}

/// The denominator that a word names: 3 for `thirds`.
pub(crate) fn denominator(word: &str) -> Option<u32> {
    find(&PARTS, word)
}

pub(crate) fn ten_to(power: u32) -> Decimal {
    (0..power).fold(Decimal::ONE, |value, _| value * Decimal::TEN)
}

/// A whole number in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Whole {
    pub(crate) value: Decimal,
    /// The number before its last magnitude word, if that is what it ends in: 5 of `five million`.
    pub(crate) mantissa: Decimal,
    /// Ten to the power of this is what that word is worth.
    pub(crate) power: u32,
    pub(crate) end: usize,
}

/// The whole number whose first word is token `first`.
pub(crate) fn whole(line: &Line<'_>, first: usize) -> Option<Whole> {
    let (mut total, mut current) = (Decimal::ZERO, 0u32);
    let (mut ceiling, mut any, mut end) = (u32::MAX, false, first);
    let (mut mantissa, mut last_power) = (Decimal::ZERO, 0);
    let mut at = first;
    // `between one hundred and two thousand`: the word joins two numbers
    let opened = first.checked_sub(1).is_some_and(|before| line.eq(before, "between"));
    // Longer numbers are not written in words; the cap keeps this linear.
    while at < first + 24 {
        let Some(part) = part(line.word(at)) else { break };
        match part {
            Part::Small(n) if !any || fits(current, n) => {
                current += n;
                last_power = 0;
            }
            Part::Tens(n) if !any || current % 100 == 0 => {
                current += n;
                last_power = 0;
            }
            Part::Power(2) if any && (1..100).contains(&current) => {
                mantissa = Decimal::from(current);
                last_power = 2;
                current *= 100;
            }
            Part::Power(power) if power > 2 && any && (current > 0 || last_power > 2) && power < ceiling => {
                if current == 0 {
                    // `two hundred thousand million`: the second magnitude multiplies.
                    total = total.checked_mul(ten_to(power))?;
                } else {
                    mantissa = Decimal::from(current);
                    total += mantissa * ten_to(power);
                    current = 0;
                }
                ceiling = if power == 3 { 3 } else { power };
                last_power = power;
            }
            Part::Dozen if any && (1..100).contains(&current) => {
                current *= 12;
                last_power = 0;
                end = at + 1;
                break;
            }
            _ => break,
        }
        any = true;
        end = at + 1;
        at = next_word(line, at, current, last_power, opened);
        if at == end && line.hyphen(at) {
            break;
        }
    }
    let value = total + Decimal::from(current);
    let scaled = last_power > 0 && total + Decimal::from(current) == mantissa * ten_to(last_power);
    any.then_some(Whole {
        value,
        mantissa: if scaled { mantissa } else { value },
        power: if scaled { last_power } else { 0 },
        end,
    })
}

/// May a number from 1 to 19 follow what is read so far?
fn fits(current: u32, n: u32) -> bool {
    n > 0
        && ((current > 0 && current.is_multiple_of(100))
            || (n < 10 && current % 100 >= 20 && current.is_multiple_of(10)))
        || (current == 0 && n > 0)
}

/// The token where the number would go on: over a hyphen, or over `and` after a hundred or a thousand.
fn next_word(line: &Line<'_>, at: usize, current: u32, last_power: u32, opened: bool) -> usize {
    let next = at + 1;
    if line.hyphen(next) && part(line.word(next + 1)).is_some() {
        return next + 1;
    }
    let after_and = line.eq(next, "and") && (last_power >= 2 || (current > 0 && current.is_multiple_of(100)));
    let small = matches!(part(line.word(next + 1)), Some(Part::Small(n)) if n > 0)
        || matches!(part(line.word(next + 1)), Some(Part::Tens(_)));
    // `one million and two million` are two numbers; `one thousand and two` and `two hundred and two thousand` are one.
    let joins = match part(line.word(next + 2)) {
        Some(Part::Power(3)) => current >= 100 && !opened,
        // `one thousand and five hundred`, but `one hundred and two hundred` are two
        Some(Part::Power(2)) => current == 0 && !opened,
        Some(Part::Power(_)) => false,
        _ => !super::fraction::is_denominator(line, next + 2),
    };
    if after_and && small && joins { next + 1 } else { next }
}
