//! A number with what is written right around it: sign, currency mark, magnitude, unit, denominator.

use tearsheet_ingest::TextSpan;

use super::item::{Item, Measured};
use super::rule::Rule;
use super::{Tables, age, calendar, per, ratio};
use crate::findings::FigureKind;
use crate::line::Line;
use crate::numeral::{self, Form, Numeral};
use crate::words::Class;

/// The rules of this file.
pub(crate) const RULES: [&Rule; 7] = [&MARK, &MONEY_WORD, &PERCENT, &DURATION, &MEASURE, &NUMBER, &ORDINAL];

const MARK: Rule = Rule {
    id: "money.mark",
    reads: "an amount of money with a currency mark or code before or after it",
    yields: &[
        ("The yard costs $3.5bn to build.", "3500000000 dollar"),
        ("It paid US$44.10 a share.", "44.1 dollar/share"),
        ("A bill of USD34.6 million was sent.", "34600000 dollar"),
        ("They raised 50 MUSD in March.", "50000000 dollar"),
        ("It sold for C$1.3038 per unit.", "1.3038 canadian dollar/unit"),
        ("The rent is 1,200€ now.", "1200 euro"),
        ("The fine was Rs 500 crore.", "5000000000 indian rupee"),
        ("The house cost -$5 million on paper.", "-5000000 dollar"),
        ("Shares closed at 318p in London.", "318 penny"),
    ],
    refuses: &[("The A$AP crew came.", "no number"), ("Model US5 is out.", "a name")],
};
const MONEY_WORD: Rule = Rule {
    id: "money.word",
    reads: "an amount of money with the currency's name after it",
    yields: &[
        ("They won 7.4 million kroner.", "7400000 krone"),
        ("It costs 46 pence a minute.", "46 penny/minute"),
        ("A quarter of a billion pounds was lost.", "250000000 pound sterling"),
        ("They sold it for 3 lakh rupees.", "300000 indian rupee"),
    ],
    refuses: &[("The parcel weighs 12 pounds.", "a mass")],
};
const PERCENT: Rule = Rule {
    id: "percent",
    reads: "a percentage, percentage points, basis points",
    yields: &[
        ("Output rose 6.1% in May.", "6.1 percentage"),
        ("Rates went up 25 basis points.", "25 basis point"),
        ("It gained two percentage points.", "2 percentage point"),
        ("Five per cent of them left.", "5 percentage"),
    ],
    refuses: &[("The PC 5 is a computer.", "no percentage")],
};
const DURATION: Rule = Rule {
    id: "duration",
    reads: "a length of time",
    yields: &[("It took six weeks.", "6 week"), ("A 28-year career ended.", "28 year")],
    refuses: &[("It came second in May.", "a rank")],
};
const MEASURE: Rule = Rule {
    id: "measure.unit",
    reads: "a number with a unit of measure",
    yields: &[
        ("The pipe is 2.5 km long.", "2.5 kilometre"),
        ("It has 64GB of memory.", "64 gigabyte"),
        ("Trains run at 300 kilometres an hour.", "300 kilometre per hour/hour"),
        ("It pumps 400,000 bpd.", "400000 barrel per day/day"),
        ("It was minus-40 degrees Celsius.", "-40 celsius"),
        ("They shipped 816 000 t of ore.", "816000 metric ton"),
    ],
    refuses: &[("The 5G network grew.", "a name"), ("He works in 10 in London.", "no inches")],
};
const NUMBER: Rule = Rule {
    id: "number.bare",
    reads: "a number without unit or counted noun",
    yields: &[("The index fell to 7,425.81.", "7425.81")],
    refuses: &[("See page 12 there.", "a label"), ("Chapter 5 ends.", "a label")],
};
const ORDINAL: Rule = Rule {
    id: "ordinal",
    reads: "a rank",
    yields: &[
        ("It is ranked 43rd in the world.", "43 ordinal"),
        ("The third largest bank closed.", "3 ordinal"),
    ],
    refuses: &[("It took a second.", "a length of time")],
};

/// Units of one letter that need no number glued to them.
const SPACED_LETTERS: [&str; 13] = ["C", "F", "K", "W", "V", "t", "m", "l", "L", "g", "b", "h", "R"];

/// The rank at token `at`.
pub(crate) fn rank(line: &Line<'_>, at: usize) -> Option<Item> {
    let (value, end) = calendar::ordinal(line, at)?;
    if line.eq(at, "second")
        && at > 0
        && (line.any(at - 1, &["a", "per", "every", "split", "each"]) || line.is(at - 1, Class::NUMBER))
    {
        return None;
    }
    let numeral = Numeral {
        value: value.into(),
        high: None,
        mantissa: value.into(),
        power: 0,
        first: at,
        end,
        lead: "",
        tail: "",
        form: Form::Words,
        decimal_comma: false,
    };
    Some(Item::new(line, &numeral, FigureKind::Ordinal, &ORDINAL))
}

/// The rank in several words whose first is token `at`: `twenty-fifth`, `one hundred and third`.
pub(crate) fn compound_rank(line: &Line<'_>, at: usize) -> Option<Item> {
    if !line.is(at, Class::NUMBER) || line.digit(at) {
        return None;
    }
    let whole = numeral::words::whole(line, at)?;
    let value: u32 = whole.value.try_into().ok()?;
    let hyphen = line.hyphen(whole.end) && line.glued(whole.end) && line.glued(whole.end + 1);
    let last = whole.end + usize::from(hyphen || line.eq(whole.end, "and") && value.is_multiple_of(100));
    let (unit, end) = calendar::ordinal(line, last).filter(|_| !line.digit(last))?;
    let tens = value % 100 >= 20 && value.is_multiple_of(10) && unit < 10;
    let hundreds = value > 0 && value.is_multiple_of(100) && unit < 100;
    // `twenty second delays` are delays of seconds; `two thirds` are a fraction
    if !(tens || hundreds) || !hyphen && line.eq(last, "second") {
        return None;
    }
    let value = (value + unit).into();
    let numeral = Numeral {
        value,
        high: None,
        mantissa: value,
        power: 0,
        first: at,
        end,
        lead: "",
        tail: "",
        form: Form::Words,
        decimal_comma: false,
    };
    Some(Item::new(line, &numeral, FigureKind::Ordinal, &ORDINAL))
}

/// The quantity whose number starts at token `at`; nothing before token `floor` is used.
pub(crate) fn read(tables: &Tables, line: &Line<'_>, at: usize, floor: usize) -> Option<Item> {
    let word = line.word(at);
    let lead_len = word.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let lead = &word[..lead_len];
    // `PLX-R18`: a part of a name
    if !lead.is_empty() && line.glued(at) && (line.hyphen(at - 1) || line.word(at - 1) == ".") {
        return None;
    }
    let point = line.glued(at)
        && at > floor
        && line.word(at - 1) == "."
        && (at == floor + 1 || !line.glued(at - 1) || !line.word_like(at - 2));
    let number_first = if point && lead.is_empty() { at - 1 } else { at };
    let sign_inside = number_first > floor && is_minus(line, number_first - 1) && line.glued(number_first);
    let mark_end = if sign_inside { number_first - 1 } else { number_first };
    let mark = tables.currencies.before(line, mark_end, floor, lead);
    if !lead.is_empty() && mark.is_none() {
        return None;
    }
    let numeral = numeral::read(line, at, floor, mark.is_some())?;
    let doubtful = mark.is_some_and(|(_, first)| {
        // `ALL 5 answers`, `TRY 3 times`
        line.any(
            first,
            &[
                "all", "try", "mad", "top", "cup", "pen", "bob", "gel", "mop", "ron", "sos", "ron", "php",
                "cop", "lei", "cad",
            ],
        ) && first < at
            && !line.glued(at)
            && numeral.power == 0
            && !line.word(at).contains(',')
            && numeral.value < rust_decimal::Decimal::from(100)
    });
    if mark.is_some_and(|(id, _)| is_name_like(tables, line, &numeral, lead, id)) {
        return None;
    }
    let mut item = Item::new(line, &numeral, FigureKind::Number, &NUMBER);
    if let Some((id, first)) = mark.filter(|_| !doubtful) {
        item.first = first;
        item.marked = true;
        set_money(&mut item, id, &MARK);
        item.unit_span = Some(TextSpan::new(
            line.tokens[first].start,
            line.tokens[at].start + if lead.is_empty() { 0 } else { lead_len as u32 },
        ));
    }
    sign(line, &mut item, floor, sign_inside && mark.is_some());
    item.span = TextSpan::new(line.tokens[item.first].start, item.span.end);
    if item.marked {
        if !numeral.tail.is_empty() && numeral.tail != "-" {
            return None;
        }
        settle_mark(tables, line, &mut item);
    } else if !unit_after(tables, line, &mut item, &numeral) {
        return None;
    }
    denominator(tables, line, &mut item);
    age::read(tables, line, &mut item, floor);
    Some(item)
}

fn set_money(item: &mut Item, id: u16, rule: &'static Rule) {
    item.kind = FigureKind::Money;
    item.measured = Measured::Money(id);
    item.rule = rule;
}

/// `PS5`, `R8`: letters that are a mark only before an amount.
fn is_name_like(tables: &Tables, line: &Line<'_>, numeral: &Numeral<'_>, lead: &str, id: u16) -> bool {
    let letters = !lead.is_empty() && line.glued(numeral.first).eq(&false);
    let small = numeral.value < rust_decimal::Decimal::from(100) && numeral.power == 0;
    letters
        && small
        && !line.word(numeral.first).contains('.')
        && matches!(tables.currencies.get(id).code, Some("GBP" | "ZAR" | "JPY" | "PHP"))
}

fn is_minus(line: &Line<'_>, at: usize) -> bool {
    matches!(line.word(at), "-" | "−" | "–" | "‑")
}

/// A minus sign or `minus` before the number or its mark.
fn sign(line: &Line<'_>, item: &mut Item, floor: usize, inside: bool) {
    let negative = |item: &mut Item, first: usize| {
        item.value = -item.value;
        item.mantissa = -item.mantissa;
        item.first = first;
    };
    if inside {
        // `$-5`
        item.value = -item.value;
        item.mantissa = -item.mantissa;
        return;
    }
    let Some(before) = item.first.checked_sub(1).filter(|&i| i >= floor) else { return };
    if is_minus(line, before) && line.glued(item.first) {
        let open = before == 0 || !line.glued(before) || matches!(line.word(before - 1), "(" | "[" | "~");
        if open {
            return negative(item, before);
        }
        if before > floor && line.any(before - 1, &["minus", "negative"]) {
            return negative(item, before - 1);
        }
    }
    if line.any(before, &["minus", "negative"]) {
        negative(item, before);
    }
}

/// What follows an amount with its mark before it: `$31.20 US`, `$5 million Canadian`, `US$5 dollars`.
fn settle_mark(tables: &Tables, line: &Line<'_>, item: &mut Item) {
    let Measured::Money(id) = item.measured else { return };
    let currency = tables.currencies.get(id);
    if let Some((again, end)) = tables.currencies.in_words(line, item.end)
        && tables.currencies.get(again).code == currency.code
    {
        item.end = end;
    }
    if currency.name == "dollar" && line.word(item.first) == "$" {
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
        } else if line.word(item.first) == "$" && !item.flags.contains(&"ambiguous-currency") {
            item.flag("ambiguous-currency");
        }
    }
    item.span.end = line.tokens[item.end - 1].end;
}

/// The unit, currency or ending after the number. Gives false where the letters after it make the whole a name.
fn unit_after(tables: &Tables, line: &Line<'_>, item: &mut Item, numeral: &Numeral<'_>) -> bool {
    let in_token = !numeral.tail.is_empty();
    let mut at = if in_token { item.end - 1 } else { item.end };
    let mut from = line.tokens[item.end - 1].end - numeral.tail.len() as u32;
    if !in_token {
        if line.hyphen(at) && line.glued(at) && line.glued(at + 1) && line.word_like(at + 1) {
            at += 1;
            item.hyphen = true;
        }
        from = line.tokens.get(at).map_or(from, |token| token.start);
    }
    let close = in_token || line.glued(at) || line.gap(at).chars().count() == 1;
    if let Some(found) = ratio::times(line, item, at, in_token.then_some(numeral.tail)) {
        item.end = found;
        item.span.end = line.tokens[found - 1].end;
        return true;
    }
    let words = if in_token {
        tables.units.in_token(line, at, from, numeral.tail)
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
    if line.any(at, &BEFORE_TIME) && line.is(at + 1, Class::TIME.and(Class::UNIT)) && !item.hyphen {
        return find(at + 1).filter(|found| tables.units.get(found.id).kind() == FigureKind::Duration);
    }
    // `1/16 of a US pint`, `one US gallon`
    let mut thing = at;
    // `hundreds of miles`
    if item.form == Form::Vague && line.eq(at, "of") {
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
        let doubtful =
            line.any(at, &["won"]) && item.power == 0 && item.value < rust_decimal::Decimal::from(100)
                || line.any(at, &["us", "u.s"]) && end == at + 1;
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
        "p" | "c" => item.form == Form::Digits && (glued || text == "p"),
        "RM" => in_token,
        "R" | "Rs" | "PS" | "S" | "Fr" | "LE" | "K" | "US" | "Ft" | "SR" => false,
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

/// Words that are a unit only sometimes.
fn word_allowed(line: &Line<'_>, item: &Item, at: usize, end: usize) -> bool {
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
fn symbol_allowed(line: &Line<'_>, item: &Item, at: usize, from: u32, to: u32, in_token: bool) -> bool {
    let text = &line.text[from as usize..to as usize];
    let glued = in_token || line.glued(at);
    let next = at + 1;
    if item.form != Form::Digits && item.form != Form::Fraction {
        return text.len() > 2 || text == "%" || text == "km" || text == "kg";
    }
    match text {
        "in" | "ins" => {
            glued && !line.is(next, Class::DETERMINER)
                || line.any(next, &["wide", "tall", "long", "x", "by", "high", "deep"])
        }
        "'" | "’" | "\"" | "″" | "′" => {
            let quoted = (0..item.first).any(|i| matches!(line.word(i), "'" | "‘" | "\"" | "“"));
            glued && !line.glued(next) && !quoted
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
fn is_sterling(line: &Line<'_>, item: &Item, end: usize) -> bool {
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

/// The denominator after the unit.
fn denominator(tables: &Tables, line: &Line<'_>, item: &mut Item) {
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
