//! Numbers as they are written: digits, words, fractions, magnitudes, vague plurals.
//!
//! *Takes* a line and the token that may start a number. *Gives* what the number is worth, exactly, and which tokens
//! it takes. *Never* knows units or what a number is said of.

pub(crate) mod digits;
mod fraction;
mod scientific;
mod vague;
pub(crate) mod words;

use rust_decimal::Decimal;

use crate::line::Line;
pub(crate) use fraction::part_after_unit;
use fraction::{and_part, fraction_after, is_denominator, lone_fraction, part_of, vulgar};
use vague::{several, vague_decade, vague_plural};
use words::{Part, ten_to};

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// `3.5`, `10,000`.
    Digits,
    /// `seven`, `two hundred`.
    Words,
    /// `two thirds`, `1/2`, `half`.
    Fraction,
    /// `hundreds`, `several thousand`: a decade, not a number.
    Vague,
}

/// A number read from a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Numeral<'a> {
    /// What it is worth; the lower end of a vague one.
    pub(crate) value: Decimal,
    /// The upper end of a vague one.
    pub(crate) high: Option<Decimal>,
    /// The number before its magnitude word.
    pub(crate) mantissa: Decimal,
    /// The power of ten of the magnitude word, 0 where there is none.
    pub(crate) power: u32,
    /// First token.
    pub(crate) first: usize,
    /// The token after the last one.
    pub(crate) end: usize,
    /// Letters before the digits of the first token: `USD` of `USD5`.
    pub(crate) lead: &'a str,
    /// What follows the number in its last token: `kg` of `5kg`.
    pub(crate) tail: &'a str,
    /// How it is written.
    pub(crate) form: Form,
    /// Whether a comma was taken for a decimal point.
    pub(crate) decimal_comma: bool,
}

impl<'a> Numeral<'a> {
    /// A plain number over the tokens from `first` to the one before `end`.
    pub(crate) fn new(value: Decimal, first: usize, end: usize, form: Form) -> Self {
        Numeral {
            value,
            high: None,
            mantissa: value,
            power: 0,
            first,
            end,
            lead: "",
            tail: "",
            form,
            decimal_comma: false,
        }
    }

    /// The one that an article stands for, over the tokens from `first` to the one before `end`.
    pub(crate) fn one(first: usize, end: usize) -> Self {
        Numeral::new(Decimal::ONE, first, end, Form::Words)
    }

    fn scale(&mut self, power: u32) -> Option<()> {
        self.value = self.value.checked_mul(ten_to(power))?;
        self.high = match self.high {
            Some(high) => Some(high.checked_mul(ten_to(power))?),
            None => None,
        };
        self.power += power;
        Some(())
    }

    fn is_whole(&self) -> bool {
        self.value.fract().is_zero()
    }
}

/// The number that starts at token `at`, which holds a digit or is a number word.
///
/// `floor` is the first token that may be used: an article before a magnitude word (`a million`) is looked for behind
/// `at`. `money` says that a currency mark precedes, so that `m` means million.
pub(crate) fn read<'a>(line: &Line<'a>, at: usize, floor: usize, money: bool) -> Option<Numeral<'a>> {
    let mut numeral = match line.word(at).find(|c: char| c.is_ascii_digit()) {
        Some(lead) => in_digits(line, at, lead)?,
        None if vulgar(line.word(at)).is_some() => {
            Numeral::new(vulgar(line.word(at))?, at, at + 1, Form::Fraction)
        }
        None => return in_words(line, at, floor),
    };
    if !numeral.tail.is_empty() {
        if let Some(power) = suffix_power(line, &numeral, money) {
            numeral.tail = "";
            numeral.scale(power)?;
        }
        if !numeral.tail.is_empty() {
            return Some(numeral);
        }
    }
    magnitudes(line, &mut numeral, money)?;
    Some(numeral)
}

fn in_digits<'a>(line: &Line<'a>, at: usize, lead: usize) -> Option<Numeral<'a>> {
    let word = line.word(at);
    let digits = digits::parse(&word[lead..])?;
    let mut numeral = Numeral::new(digits.value, at, at + 1, Form::Digits);
    numeral.lead = &word[..lead];
    numeral.tail = &word[lead + digits.len..];
    numeral.decimal_comma = digits.decimal_comma;
    if lead == 0 && line.glued(at) && line.word(at - 1) == "." && (at == 1 || !line.glued(at - 1)) {
        // `.534`
        numeral.value = format!("0.{}", &word[..digits.len]).parse().ok()?;
        numeral.first = at - 1;
    }
    let power = if lead == 0 && numeral.tail.is_empty() { scientific::itself(line, at) } else { None };
    if let Some(power) = power {
        numeral.value = power.factor;
        numeral.end = power.end;
    } else if let Some(power) = scientific::times(line, at, numeral.tail) {
        numeral.value = numeral.value.checked_mul(power.factor)?;
        numeral.end = power.end;
        numeral.tail = "";
    } else if let Some(rest) = numeral.tail.strip_prefix('⁄') {
        let below = digits::parse(rest)?;
        numeral.value = numeral.value.checked_div(below.value)?;
        numeral.tail = &rest[below.len..];
        numeral.form = Form::Fraction;
    } else if let Some(rest) = numeral.tail.strip_prefix(['e', 'E']).filter(|rest| !rest.is_empty()) {
        // 4e14
        if let Some(power) = rest.parse().ok().filter(|&power| power <= 20) {
            numeral.tail = "";
            numeral.value = numeral.value.checked_mul(ten_to(power))?;
        }
    } else if numeral.tail.eq_ignore_ascii_case("e") && line.hyphen(at + 1) && line.glued(at + 2) {
        // 1e-3
        if let Some(power) = line.word(at + 2).parse().ok().filter(|&power| power <= 20) {
            numeral.tail = "";
            numeral.end = at + 3;
            numeral.value = numeral.value.checked_div(ten_to(power))?;
        }
    }
    if numeral.tail.is_empty() && numeral.end == at + 1 {
        spaced_groups(line, &mut numeral, digits.len + lead);
        fraction_after(line, &mut numeral);
        point_in_digits(line, &mut numeral)?;
    }
    numeral.mantissa = numeral.value;
    Some(numeral)
}

/// `816 000`: groups of three digits after a blank, as the SI writes them.
fn spaced_groups(line: &Line<'_>, numeral: &mut Numeral<'_>, len: usize) {
    if !numeral.is_whole() || len > 3 || line.word(numeral.end - 1).contains(['.', ',']) {
        return;
    }
    let group = |at: usize| {
        let word = line.word(at);
        (word.len() == 3 && word.bytes().all(|b| b.is_ascii_digit())).then(|| word.parse().ok()).flatten()
    };
    let (mut value, mut end) = (numeral.value, numeral.end);
    let mut thin = true;
    while let Some(digits) = group(end) {
        let gap = line.gap(end);
        if gap.chars().count() != 1 || end > numeral.end + 4 {
            return;
        }
        thin &= gap != " ";
        let digits: Decimal = digits;
        value = value * ten_to(3) + digits;
        end += 1;
    }
    // With ordinary blanks two numbers may stand side by side; round thousands and longer chains do not.
    if end > numeral.end && (thin || line.word(end - 1) == "000" || end > numeral.end + 1) {
        numeral.value = value;
        numeral.end = end;
    }
}

/// The magnitude that the letters after the digits stand for: 9 for `3.5bn`.
fn suffix_power(line: &Line<'_>, numeral: &Numeral<'_>, money: bool) -> Option<u32> {
    let (tail, end) = (numeral.tail, numeral.end);
    match tail {
        "bn" | "Bn" | "BN" | "bln" | "bil" => return Some(9),
        "mn" | "mln" | "mio" | "mil" | "Mn" | "MM" | "Mio" | "million" => return Some(6),
        "tn" | "trn" | "trln" | "tr" => return Some(12),
        "cr" => return Some(7),
        "k" | "K" => {
            let screen = line.any(end, &["tv", "tvs", "video", "display", "resolution", "screen", "monitor"]);
            return (!screen).then_some(3);
        }
        _ => {}
    }
    if let Some(power) = words::power(tail) {
        return Some(power);
    }
    let currency_after = matches!(line.word(end), "$" | "€" | "£" | "¥" | "₹");
    let thing_after = line.eq(end, "of")
        || (!line.glued(end)
            && line.word(end).len() > 2
            && !line.is(end, crate::words::Class::STOP)
            && line.word_like(end)
            && !line.digit(end));
    match tail {
        "m" | "M" | "mm" if money || currency_after => Some(6),
        "b" | "B" if money || currency_after => Some(9),
        "t" | "T" if money => Some(12),
        // `150M users`, but not `3M` or `221B Baker Street`
        "M" if !numeral.is_whole() || thing_after && !line.capital(end) || line.len() < 4 => Some(6),
        // `40m of cloth` is a length, `40m of its users` are many.
        "m" if line.eq(end, "of") => is_of_many(line, end + 1).then_some(6),
        "m" if thing_after || is_dealt_in(line, numeral.first) => Some(6),
        // `a 1500b packet`: bits
        "b" | "B" if numeral.value >= ten_to(3) => None,
        "b" | "B" if thing_after && !line.capital(end) || tail == "b" && !numeral.is_whole() => Some(9),
        _ => None,
    }
}

/// Whether what stands at token `at`, behind `of`, can be counted: `its users`, `the 8m voters`, `them`.
fn is_of_many(line: &Line<'_>, at: usize) -> bool {
    const OWNERS: [&str; 9] = ["the", "its", "their", "our", "his", "her", "those", "these", "all"];
    if line.any(at, &["them", "us"]) {
        return true;
    }
    let first = at + usize::from(line.any(at, &OWNERS));
    (first..first + 4)
        .take_while(|&i| (line.word_like(i) || line.digit(i)) && !line.is(i, crate::words::Class::STOP))
        .any(|i| line.digit(i) || counts(line, i))
}

/// Whether the number at token `at` is the object of a verb that takes things by number: `shipped 5m to 6m`.
fn is_dealt_in(line: &Line<'_>, at: usize) -> bool {
    const DEALS: [&str; 26] = [
        "sold",
        "sell",
        "sells",
        "selling",
        "shipped",
        "ship",
        "ships",
        "shipping",
        "produced",
        "produce",
        "produces",
        "producing",
        "bought",
        "buy",
        "buys",
        "buying",
        "attracted",
        "attracts",
        "exported",
        "exports",
        "imported",
        "imports",
        "delivered",
        "delivers",
        "employs",
        "issued",
    ];
    let passes = |i: usize| {
        line.digit(i)
            || line.is(i, crate::words::Class::BOUND)
            || line.any(i, &["to", "and", "or", "between", "as", "many", "at", "up", "only", "just"])
            || matches!(line.word(i), "-" | "–")
    };
    let verb = (at.saturating_sub(6)..at).rev().find(|&i| !passes(i));
    verb.is_some_and(|verb| line.any(verb, &DEALS))
}

/// Magnitude words after a number in digits: `3 million`, `5 hundred thousand`, `$2-billion`.
fn magnitudes(line: &Line<'_>, numeral: &mut Numeral<'_>, money: bool) -> Option<()> {
    loop {
        let at = if line.hyphen(numeral.end) && line.glued(numeral.end) && line.glued(numeral.end + 1) {
            numeral.end + 1
        } else {
            numeral.end
        };
        let word = line.word(at);
        let power = match words::power(word) {
            Some(power) => power,
            None if line.any(at, &["dozen", "dozens"]) && numeral.power == 0 => {
                numeral.value *= Decimal::from(12);
                numeral.end = at + 1;
                return Some(());
            }
            None if money && numeral.power == 0 && at == numeral.end => match word {
                "m" | "M" | "mil" | "MM" | "mln" => 6,
                "b" | "B" | "bil" => 9,
                "k" | "K" => 3,
                "tr" => 12,
                _ => return Some(()),
            },
            // `8 B people`
            None if numeral.power == 0
                && at == numeral.end
                && matches!(word, "B" | "M")
                && counts(line, at + 1) =>
            {
                if word == "B" {
                    9
                } else {
                    6
                }
            }
            None => return lower_magnitudes(line, numeral),
        };
        numeral.scale(power)?;
        numeral.end = at + 1;
        if numeral.power > 18 {
            return None;
        }
    }
}

/// Is token `at` an ordinary word in the plural?
fn counts(line: &Line<'_>, at: usize) -> bool {
    let word = line.word(at);
    let plural = word.ends_with('s') || line.eq(at, "people");
    word.len() > 3
        && plural
        && word.bytes().all(|b| b.is_ascii_lowercase())
        && !line.is(at, crate::words::Class::STOP)
}

/// Numbers in digits with ever lower magnitudes: `2 crore 50 lakh`, `4 thousand 3 hundred and 21`.
fn lower_magnitudes(line: &Line<'_>, numeral: &mut Numeral<'_>) -> Option<()> {
    if numeral.form != Form::Digits || numeral.high.is_some() {
        return Some(());
    }
    let mut ceiling = numeral.power;
    while ceiling >= 2 {
        let and = line.eq(numeral.end, "and");
        let at = numeral.end + usize::from(and);
        let Some(part) = line.word(at).parse::<u32>().ok().map(Decimal::from) else { break };
        let power = words::power(line.word(at + 1)).unwrap_or(0);
        // `5 million and 21 ships` are two amounts, `5 hundred and 21` is one.
        let fits = power < ceiling && part * ten_to(power) < ten_to(ceiling);
        if !fits || and && (power > 0 || ceiling > 2) || power == 0 && ceiling > 3 {
            break;
        }
        // A number right after another is a part of it only where a magnitude or the end follows.
        if power == 0 && !and {
            break;
        }
        numeral.value += part * ten_to(power);
        numeral.mantissa = numeral.value;
        numeral.power = 0;
        numeral.end = at + 1 + usize::from(power > 0);
        ceiling = power;
    }
    Some(())
}

/// `1 point 5 million`: a decimal point that is spoken.
fn point_in_digits(line: &Line<'_>, numeral: &mut Numeral<'_>) -> Option<()> {
    let decimals = line.word(numeral.end + 1);
    let digits = (1..=6).contains(&decimals.len()) && decimals.bytes().all(|b| b.is_ascii_digit());
    if numeral.form == Form::Digits && numeral.is_whole() && line.eq(numeral.end, "point") && digits {
        let decimals: Decimal = format!("0.{decimals}").parse().ok()?;
        numeral.value += decimals;
        numeral.end += 2;
    }
    Some(())
}

fn in_words<'a>(line: &Line<'a>, at: usize, floor: usize) -> Option<Numeral<'a>> {
    let word = line.word(at);
    if words::vague(word).is_some() {
        return vague_plural(line, at);
    }
    let back = |n: usize| at.checked_sub(n).filter(|&i| i >= floor);
    if let Some(multi) = word.get(..5).filter(|start| start.eq_ignore_ascii_case("multi")) {
        let power = words::power(&word[multi.len()..])?;
        return vague_decade(at, at + 1, power);
    }
    match words::part(word) {
        Some(Part::Power(power)) => {
            let before = back(1)?;
            if let Some(first) = fraction::couple(line, before, floor) {
                let mut numeral = Numeral::new(Decimal::TWO, first, at + 1, Form::Vague);
                numeral.scale(power)?;
                return Some(numeral);
            }
            if line.any(before, &["several", "few", "many"]) {
                return several(line, before, at, power);
            }
            if line.hyphen(before) && before > floor && line.eq(before - 1, "multi") {
                return vague_decade(before - 1, at + 1, power);
            }
            // `hundred dollars`, `hundred percent` need no article
            let alone = power <= 3
                && !line.is(before, crate::words::Class::NUMBER)
                && !line.hyphen(before)
                && (line.is(at + 1, crate::words::Class::CURRENCY) || line.eq(at + 1, "percent"));
            if !line.any(before, &["a", "per", "every"]) && !alone {
                return None;
            }
            let first = if line.eq(before, "a") { before } else { at };
            let mut numeral = Numeral::new(Decimal::ONE, first, at + 1, Form::Words);
            numeral.scale(power)?;
            // `a hundred and twenty`, `a hundred thousand`
            let and = line.eq(at + 1, "and") && line.ends_with(before, "between").is_none();
            let rest = words::whole(line, at + 1 + usize::from(and));
            let rest =
                rest.filter(|rest| rest.value < numeral.value && !(and && is_denominator(line, rest.end)));
            if let Some(rest) = rest {
                numeral.value += rest.value;
                numeral.end = rest.end;
                numeral.mantissa = numeral.value;
                numeral.power = 0;
            }
            magnitudes(line, &mut numeral, false)?;
            and_part(line, &mut numeral)?;
            Some(numeral)
        }
        Some(Part::Dozen) => {
            let first = back(1).filter(|&before| line.eq(before, "a"))?;
            Some(Numeral::new(Decimal::from(12), first, at + 1, Form::Words))
        }
        Some(_) => {
            let whole = words::whole(line, at)?;
            let mut numeral = Numeral::new(whole.value, at, whole.end, Form::Words);
            numeral.mantissa = whole.mantissa;
            numeral.power = whole.power;
            // `three billions`
            if let Some(power) = words::vague(line.word(numeral.end)).filter(|&power| power >= 3)
                && !line.eq(numeral.end + 1, "of")
            {
                numeral.scale(power)?;
                numeral.end += 1;
            }
            point(line, &mut numeral)?;
            part_of(line, &mut numeral)?;
            and_part(line, &mut numeral)?;
            Some(numeral)
        }
        None if line.eq(at, "couple") => {
            // `a couple of weeks`: two of them, more or less
            let first = back(1).filter(|&before| line.eq(before, "a"))?;
            let thing = at + 1 + usize::from(line.eq(at + 1, "of"));
            let unit = line.is(thing, crate::words::Class::UNIT);
            unit.then(|| Numeral::new(Decimal::TWO, first, thing, Form::Vague))
        }
        None => lone_fraction(line, at, floor),
    }
}

/// `two point five`
fn point(line: &Line<'_>, numeral: &mut Numeral<'_>) -> Option<()> {
    if !line.eq(numeral.end, "point") {
        return Some(());
    }
    let mut decimals = String::from("0.");
    let mut at = numeral.end + 1;
    while let Some(n @ 0..10) = words::spoken_digit(line.word(at)) {
        if decimals.len() > 12 {
            break;
        }
        decimals.push(char::from(b'0' + n as u8));
        at += 1;
    }
    if at > numeral.end + 1 {
        numeral.value += decimals.parse::<Decimal>().ok()?;
        numeral.mantissa = numeral.value;
        numeral.end = at;
        magnitudes(line, numeral, false)?;
    }
    Some(())
}
