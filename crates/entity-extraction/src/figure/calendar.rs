//! Years, decades, dates; clock times, which are recognised so that they are no figures.

use rust_decimal::Decimal;
use tearsheet_ingest::TextSpan;

use super::item::Item;
use super::rule::Rule;
use crate::findings::FigureKind;
use crate::line::Line;
use crate::numeral::{Form, Numeral};
use crate::words::Class;

/// The rules of this file.
pub(crate) const RULES: [&Rule; 5] = [&YEAR, &DECADE, &SPAN, &DATE, &NUMERIC];

const YEAR: Rule = Rule {
    id: "year.plain",
    reads: "a year",
    yields: &[("The yard was founded in 1957.", "1957 year"), ("The 2018 results were poor.", "2018 year")],
    refuses: &[
        ("It sold 2000 cars in May.", "a count"),
        ("The lake holds 1900 cubic metres.", "a measure"),
        ("They paid $2019 for it.", "money"),
        ("They paid 2019 EUR for it.", "money"),
        ("It gives 2000 MW of power.", "a measure"),
    ],
};
const DECADE: Rule = Rule {
    id: "year.decade",
    reads: "a decade",
    yields: &[("The plant dates from the 1980s.", "1980..1989 year")],
    refuses: &[("She was in her 30s.", "an age")],
};
const SPAN: Rule = Rule {
    id: "year.span",
    reads: "two years joined by a dash or a slash",
    yields: &[("Output fell in 2012-13.", "2012..2013 year")],
    refuses: &[("Dial 2010-4455 now.", "a telephone number")],
};
const DATE: Rule = Rule {
    id: "date.month",
    reads: "a day and month, a month and year, or all three",
    yields: &[
        ("It opens on March 29.", "--03-29"),
        ("It opened on 1 April 2005.", "2005-04-01"),
        ("It closed on Aug. 14, 2018, at noon.", "2018-08-14"),
        ("It was bought in April 2005.", "2005-04"),
    ],
    refuses: &[("It may 5 times be tried.", "a verb")],
};
const NUMERIC: Rule = Rule {
    id: "date.numeric",
    reads: "a date in numbers",
    yields: &[("Signed on 2021-11-05 in Oslo.", "2021-11-05"), ("Signed on 25/12/1994 there.", "1994-12-25")],
    refuses: &[("Call 555-123-4567 now.", "a telephone number")],
};

/// What stands at a token that holds a digit.
pub(crate) enum Reading {
    /// A year or date.
    Figure(Box<Item>),
    /// A time of day or a lap time, up to this token: no figure.
    Clock(usize),
}

/// Reads a year, a date or a time of day at token `at`. Nothing before token `floor` is used.
pub(crate) fn read(line: &Line<'_>, at: usize, floor: usize) -> Option<Reading> {
    if let Some(end) = clock(line, at) {
        return Some(Reading::Clock(end));
    }
    numeric(line, at)
        .or_else(|| month_between(line, at))
        .or_else(|| day_and_month(line, at, floor))
        .or_else(|| decade(line, at))
        .or_else(|| years(line, at, floor))
        .map(|item| Reading::Figure(Box::new(item)))
}

fn clock(line: &Line<'_>, at: usize) -> Option<usize> {
    let word = line.word(at);
    let tail = word.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ':');
    let is_half = |w: &str| ["am", "pm", "a.m", "p.m"].iter().any(|half| w.eq_ignore_ascii_case(half));
    if is_half(tail) {
        return Some(at + 1);
    }
    let mut end = at + 1;
    if line.word(end) == ":"
        && line.glued(end)
        && line.glued(end + 1)
        && line.digit(end + 1)
        && !word.contains(['.', ','])
    {
        end += 2;
        while line.word(end) == ":" && line.glued(end) && line.digit(end + 1) {
            end += 2;
        }
        return Some(end + usize::from(is_half(line.word(end))));
    }
    // `2.1 pm` are picometres
    let minutes = word.split_once('.').is_none_or(|(_, minutes)| minutes.len() == 2);
    if tail.is_empty()
        && minutes
        && is_half(line.word(end))
        && line.word(end).len() > 1
        && !line.any(end, &["am"])
    {
        return Some(end + 1);
    }
    if tail.is_empty() && line.eq(end, "am") && word.len() <= 5 {
        return Some(end + 1);
    }
    (line.eq(end, "o'clock") || line.eq(end, "o’clock")).then_some(end + 1)
}

/// A number in ordinary digits without separators.
fn plain(line: &Line<'_>, at: usize) -> Option<u32> {
    let word = line.word(at);
    (word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit())).then(|| word.parse().ok()).flatten()
}

fn year_at(line: &Line<'_>, at: usize) -> Option<u32> {
    plain(line, at).filter(|year| line.word(at).len() == 4 && (1500..=2100).contains(year))
}

/// A day of the month: `4`, `4th`.
fn day_at(line: &Line<'_>, at: usize) -> Option<u32> {
    let word = line.word(at);
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let day: u32 = word[..digits].parse().ok().filter(|day| (1..=31).contains(day) && digits <= 2)?;
    ["", "st", "nd", "rd", "th"].iter().any(|tail| word[digits..].eq_ignore_ascii_case(tail)).then_some(day)
}

fn month_of(word: &str) -> Option<u32> {
    const NAMES: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = word.get(..3)?;
    NAMES.iter().position(|name| start.eq_ignore_ascii_case(name)).map(|month| month as u32 + 1)
}

fn month_at(line: &Line<'_>, at: usize) -> Option<u32> {
    let month = month_of(line.word(at)).filter(|_| line.is(at, Class::MONTH))?;
    // `may 5` is a verb.
    (month != 5 || line.capital(at)).then_some(month)
}

/// The token of the month that ends right before token `at`, a full stop passed over.
fn month_before(line: &Line<'_>, at: usize, floor: usize) -> Option<(u32, usize)> {
    let mut i = at.checked_sub(1)?;
    if line.word(i) == "." && line.glued(i) {
        i = i.checked_sub(1)?;
    }
    (i >= floor).then(|| month_at(line, i).map(|month| (month, i))).flatten()
}

fn item(
    line: &Line<'_>,
    first: usize,
    end: usize,
    value: u32,
    kind: FigureKind,
    rule: &'static Rule,
) -> Item {
    let numeral = Numeral {
        value: Decimal::from(value),
        high: None,
        mantissa: Decimal::from(value),
        power: 0,
        first,
        end,
        lead: "",
        tail: "",
        form: Form::Digits,
        decimal_comma: false,
    };
    let mut item = Item::new(line, &numeral, kind, rule);
    item.span = TextSpan::new(line.tokens[first].start, line.tokens[end - 1].end);
    item
}

fn date(line: &Line<'_>, first: usize, end: usize, iso: String, rule: &'static Rule) -> Item {
    let mut item = item(line, first, end, 0, FigureKind::Date, rule);
    item.date = Some(iso);
    item
}

fn iso(year: Option<u32>, month: u32, day: Option<u32>) -> String {
    let year = year.map_or_else(|| "-".to_owned(), |year| format!("{year:04}"));
    day.map_or_else(|| format!("{year}-{month:02}"), |day| format!("{year}-{month:02}-{day:02}"))
}

fn day_and_month(line: &Line<'_>, at: usize, floor: usize) -> Option<Item> {
    if let Some((month, first)) = month_before(line, at, floor) {
        if let Some(year) = year_at(line, at) {
            return Some(date(line, first, at + 1, iso(Some(year), month, None), &DATE));
        }
        let day = day_at(line, at)?;
        let mut end = at + 1;
        // `Oct. 18-22`
        if line.hyphen(end) && day_at(line, end + 1).is_some() {
            end += 2;
        }
        let comma = usize::from(line.word(end) == ",");
        let year = year_at(line, end + comma);
        if year.is_some() {
            end += comma + 1;
        }
        return Some(date(line, first, end, iso(year, month, Some(day)), &DATE));
    }
    let day = day_at(line, at)?;
    let mut end = at + 1 + usize::from(line.eq(at + 1, "of"));
    let month = month_at(line, end)?;
    end += 1;
    let dot = usize::from(line.word(end) == "." && line.glued(end) && year_at(line, end + 1).is_some());
    let comma =
        dot + usize::from(line.any(end + dot, &[",", "in", "of"]) && year_at(line, end + dot + 1).is_some());
    let year = year_at(line, end + comma);
    if year.is_some() {
        end += comma + 1;
    }
    Some(date(line, at, end, iso(year, month, Some(day)), &DATE))
}

fn numeric(line: &Line<'_>, at: usize) -> Option<Item> {
    let parts: Vec<&str> = if line.word(at).matches('.').count() == 2 {
        line.word(at).split('.').collect()
    } else {
        let mark = line.word(at + 1);
        let joined = matches!(mark, "-" | "/" | "‑")
            && line.word(at + 3) == mark
            && line.glued(at + 1)
            && line.glued(at + 2)
            && line.glued(at + 3)
            && line.glued(at + 4);
        if !joined {
            return None;
        }
        vec![line.word(at), line.word(at + 2), line.word(at + 4)]
    };
    let end = if line.word(at).contains('.') { at + 1 } else { at + 5 };
    // A chain that goes on is no date.
    if line.glued(end) && line.hyphen(end) || at > 0 && line.glued(at) && line.hyphen(at - 1) {
        return None;
    }
    let number = |i: usize| parts[i].parse::<u32>().ok();
    let (a, b, c) = (number(0)?, number(1)?, number(2)?);
    let (year, month, day, doubtful) = if parts[0].len() == 4 {
        (a, b, c, false)
    } else if parts[2].len() == 4 {
        match (a, b) {
            (13.., _) => (c, b, a, false),
            (_, 13..) => (c, a, b, false),
            // The two customs differ: month first in America, day first elsewhere and with points.
            _ if line.word(at).contains('.') => (c, b, a, false),
            _ => (c, a, b, a != b),
        }
    } else {
        return None;
    };
    if !(1500..=2100).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let mut item = date(line, at, end, iso(Some(year), month, Some(day)), &NUMERIC);
    if doubtful {
        item.flag("ambiguous-date");
    }
    Some(item)
}

/// `23/Sep/2020`, `2020-Sep-23`
fn month_between(line: &Line<'_>, at: usize) -> Option<Item> {
    let joint = |i: usize| matches!(line.word(i), "/" | "-") && line.glued(i) && line.glued(i + 1);
    if !joint(at + 1) || !joint(at + 3) {
        return None;
    }
    let month = line.is(at + 2, Class::MONTH).then(|| month_of(line.word(at + 2))).flatten()?;
    let (year, day) = match year_at(line, at) {
        Some(year) => (year, day_at(line, at + 4)?),
        None => (year_at(line, at + 4)?, day_at(line, at)?),
    };
    Some(date(line, at, at + 5, iso(Some(year), month, Some(day)), &NUMERIC))
}

fn decade(line: &Line<'_>, at: usize) -> Option<Item> {
    let word = line.word(at);
    let digits = word.trim_end_matches(['s', 'S']).trim_end_matches(['\'', '’']);
    if digits.len() == word.len() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut start: u32 = digits.parse().ok().filter(|year| year % 10 == 0)?;
    let mut first = at;
    match digits.len() {
        4 if (1500..=2100).contains(&start) => {}
        // `'80s`
        2 if at > 0 && matches!(line.word(at - 1), "'" | "’" | "‘") && line.glued(at) => {
            start += if start < 30 { 2000 } else { 1900 };
            first -= 1;
        }
        _ => return None,
    }
    let mut item = item(line, first, at + 1, start, FigureKind::Year, &DECADE);
    item.high = Some(Decimal::from(start + if start.is_multiple_of(100) && word.len() > 5 { 99 } else { 9 }));
    Some(item)
}

fn years(line: &Line<'_>, at: usize, floor: usize) -> Option<Item> {
    let fiscal = line.word(at).strip_prefix("FY").and_then(|rest| rest.parse::<u32>().ok());
    if let Some(year) = fiscal.filter(|year| (2000..=2100).contains(year) || (10..=60).contains(year)) {
        return Some(item(
            line,
            at,
            at + 1,
            if year < 100 { 2000 + year } else { year },
            FigureKind::Year,
            &YEAR,
        ));
    }
    let year = year_at(line, at).or_else(|| {
        // `2022′s`, `2017's`
        let word = line.word(at).trim_end_matches(['s', '\'', '’', '′']);
        let possessive = word.len() == 4 && word.len() < line.word(at).len();
        possessive.then(|| word.parse().ok()).flatten().filter(|year| (1500..=2100).contains(year))
    })?;
    let end = at + 1;
    let before = at.checked_sub(1).filter(|&i| i >= floor);
    let glued_mark = before.is_some_and(|i| {
        line.glued(at)
            && !matches!(line.word(i), "(" | "[" | "“" | "\"" | "'" | "‘" | "-" | "–" | "—" | "/" | "|")
    });
    if glued_mark {
        return None;
    }
    let in_name = before.is_some_and(|i| {
        line.hyphen(i)
            && line.glued(at)
            && i > 0
            && line.glued(i)
            && !line.any(i - 1, &["mid", "pre", "post", "early", "late", "since", "fiscal"])
            && !line.digit(i - 1)
    });
    if in_name {
        return None;
    }
    let joined = (line.hyphen(end) || line.word(end) == "/") && line.glued(end) && line.glued(end + 1);
    if joined
        && let Some(second) = plain(line, end + 1)
        && !line.hyphen(end + 2)
    {
        let short = line.word(end + 1).len() == 2;
        let second = if short { year / 100 * 100 + second } else { second };
        let sensible = second > year && second <= year + if short { 15 } else { 150 };
        if (short || line.word(end + 1).len() == 4) && sensible {
            let mut item = item(line, at, end + 2, year, FigureKind::Year, &SPAN);
            item.high = Some(Decimal::from(second));
            return Some(item);
        }
        return None;
    }
    if !reads_as_year(line, at, before, year) {
        return None;
    }
    Some(item(line, at, end, year, FigureKind::Year, &YEAR))
}

/// Symbols of units that no name begins with: `2000 MW`.
const MEASURES: [&str; 22] = [
    "kWh", "MWh", "GWh", "TWh", "kW", "MW", "GW", "km", "kg", "cm", "mm", "mg", "ml", "mph", "rpm", "hp",
    "bhp", "MHz", "GHz", "bpd", "sqm", "ft",
];

/// A number from 1500 to 2100 is a year unless it counts or measures what follows.
fn reads_as_year(line: &Line<'_>, at: usize, before: Option<usize>, year: u32) -> bool {
    let next = at + 1;
    if line.is(next, Class::UNIT)
        && !line.any(next, &["points", "point", "second", "quarter", "season", "cup"])
        || line.is(next, Class::CURRENCY)
        || matches!(line.word(next), "%" | "°" | "€" | "$" | "+")
        || MEASURES.contains(&line.word(next))
        || line.is(next, Class::NUMBER) && !line.any(next, &["third", "half", "quarter"])
    {
        return false;
    }
    let Some(before) = before else { return true };
    // `an average of 1500`
    let amount = before > 0
        && line.eq(before, "of")
        && line.any(
            before - 1,
            &[
                "average",
                "total",
                "team",
                "sum",
                "maximum",
                "minimum",
                "population",
                "number",
                "crowd",
                "staff",
            ],
        );
    if amount {
        return false;
    }
    let bounded = line.any(
        before,
        &[
            "than",
            "least",
            "about",
            "around",
            "nearly",
            "over",
            "some",
            "roughly",
            "approximately",
            "almost",
            "only",
            "another",
            "estimated",
        ],
    );
    let round = year.is_multiple_of(100);
    let Some(noun) = super::count::phrase(line, next, false) else { return !bounded || !round };
    let counted =
        noun.end > noun.first && super::nouns::is_plural(line.word(noun.end - 1)) && !line.glued(next);
    if !counted {
        return !bounded || !round;
    }
    let dated = line.any(
        before,
        &[
            "in", "since", "until", "during", "the", "its", "their", "his", "our", "for", "from", "by",
            "fiscal", "early", "late", "to", "and",
        ],
    ) || line.word(before).ends_with("'s")
        || line.word(before).ends_with("’s")
        || line.is(before, Class::MONTH);
    !bounded
        && (dated
            || (line.any(before, &["of", "("]) && !round)
            || (!round
                && !line.is(before, Class::VERB)
                && !line.is(before, Class::AUXILIARY)
                && !line.is(before, Class::PREPOSITION)))
}
