//! A number with what is written right around it: sign, currency mark, magnitude, unit, denominator.

use tearsheet_ingest::TextSpan;

use super::item::{Item, Measured};
use super::rule::Rule;
use super::{Tables, age, compound, suffix};
use crate::findings::FigureKind;
use crate::line::Line;
use crate::numeral::{self, Numeral};

/// The rules of this file.
pub(crate) const RULES: [&Rule; 6] = [&MARK, &MONEY_WORD, &PERCENT, &DURATION, &MEASURE, &NUMBER];

pub(super) const MARK: Rule = Rule {
    id: "money.mark",
    reads: "an amount of money with a currency mark or code before or after it",
    yields: &[
        ("The yard costs $3.5bn to build.", "3500000000 dollar"),
        ("It paid US$44.10 a share.", "44.1 dollar/share"),
        ("A bill of USD34.6 million was sent.", "34600000 dollar"),
        ("They raised 50 MUSD in March.", "50000000 dollar"),
        ("Sales came to MSEK 45 in May.", "45000000 swedish krona"),
        ("It sold for C$1.3038 per unit.", "1.3038 canadian dollar/unit"),
        ("The rent is 1,200€ now.", "1200 euro"),
        ("The fine was Rs 500 crore.", "5000000000 indian rupee"),
        ("The house cost -$5 million on paper.", "-5000000 dollar"),
        ("Shares closed at 318p in London.", "318 penny"),
        ("The plant cost N45 billion to build.", "45000000000 nigerian naira"),
    ],
    refuses: &[
        ("The A$AP crew came.", "no number"),
        ("Model US5 is out.", "a name"),
        ("Nurses wore N95 masks at 6.5N there.", "a standard, and a place on the map"),
    ],
};
pub(super) const MONEY_WORD: Rule = Rule {
    id: "money.word",
    reads: "an amount of money with the currency's name after it",
    yields: &[
        ("They won 7.4 million kroner.", "7400000 krone"),
        ("It costs 46 pence a minute.", "46 penny/minute"),
        ("A quarter of a billion pounds was lost.", "250000000 pound sterling"),
        ("They sold it for 3 lakh rupees.", "300000 indian rupee"),
        ("The price starts at euro 22.5 million.", "22500000 euro"),
        ("ringgit 42", "42 malaysian ringgit"),
    ],
    refuses: &[("The parcel weighs 12 pounds.", "a mass"), ("It met the euro 12 times.", "a multiple")],
};
pub(super) const PERCENT: Rule = Rule {
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
pub(super) const DURATION: Rule = Rule {
    id: "duration",
    reads: "a length of time",
    yields: &[
        ("It took six weeks.", "6 week"),
        ("A 28-year career ended.", "28 year"),
        ("Over the next two-and-a-half years it grew.", "2.5 year"),
    ],
    refuses: &[("It came second in May.", "a rank")],
};
pub(super) const MEASURE: Rule = Rule {
    id: "measure.unit",
    reads: "a number with a unit of measure",
    yields: &[
        ("The pipe is 2.5 km long.", "2.5 kilometre"),
        ("It has 64GB of memory.", "64 gigabyte"),
        ("Trains run at 300 kilometres an hour.", "300 kilometre per hour/hour"),
        ("It pumps 400,000 bpd.", "400000 barrel per day/day"),
        ("It was minus-40 degrees Celsius.", "-40 celsius"),
        ("They shipped 816 000 t of ore.", "816000 metric ton"),
        ("The cell holds 40 nanofarads, or 40 nF.", "40 nanofarad"),
        ("A dose of 12 microsieverts is small.", "12 microsievert"),
        ("The link runs at 1.4 THz.", "1.4 terahertz"),
        ("The grid has a pitch of 2.1 pm.", "2.1 picometre"),
    ],
    refuses: &[("The 5G network grew.", "a name"), ("He works in 10 in London.", "no inches")],
};
const NUMBER: Rule = Rule {
    id: "number.bare",
    reads: "a number without unit or counted noun",
    yields: &[("The index fell to 7,425.81.", "7425.81")],
    refuses: &[("See page 12 there.", "a label"), ("Chapter 5 ends.", "a label")],
};
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
    let scaled = if mark.is_none() && lead.is_empty() {
        tables.currencies.scaled_before(line, at, floor)
    } else {
        None
    };
    let mark = mark.or(scaled.map(|(id, first, _)| (id, first)));
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
            && numeral.value.fract().is_zero()
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
    if let Some((_, _, power)) = scaled
        && let Some(value) = item.value.checked_mul(numeral::words::ten_to(power)).filter(|_| item.power == 0)
    {
        item.value = value;
        item.power = power;
    }
    sign(line, &mut item, floor, sign_inside && mark.is_some());
    item.span = TextSpan::new(line.tokens[item.first].start, item.span.end);
    if item.marked {
        if !numeral.tail.is_empty() && numeral.tail != "-" {
            return None;
        }
        suffix::settle_mark(tables, line, &mut item);
    } else if !suffix::unit_after(tables, line, &mut item, numeral.tail) {
        return None;
    }
    named_before(tables, line, &mut item, floor);
    compound::and_part(line, &mut item);
    suffix::denominator(tables, line, &mut item);
    age::read(tables, line, &mut item, floor);
    Some(item)
}

/// `ringgit 42`, `rupees 5 lakh`: the name of the currency stands before an amount that nothing else measures.
fn named_before(tables: &Tables, line: &Line<'_>, item: &mut Item, floor: usize) {
    let plain = item.is_bare() && (item.power > 0 || line.len() <= NAMED_ALONE && item.end == line.len());
    if !plain || item.form == numeral::Form::Vague {
        return;
    }
    let firsts =
        (1..=2).rev().filter_map(|back| item.first.checked_sub(back)).filter(|&first| first >= floor);
    for first in firsts {
        if let Some((id, end)) = tables.currencies.in_words(line, first).filter(|&(_, end)| end == item.first)
        {
            item.unit_span = Some(TextSpan::new(line.tokens[first].start, line.tokens[end - 1].end));
            item.first = first;
            item.span = TextSpan::new(line.tokens[first].start, item.span.end);
            set_money(item, id, &MONEY_WORD);
            return;
        }
    }
}

/// How long a line may be, in tokens, that is nothing but a name of a currency and a number.
const NAMED_ALONE: usize = 4;

pub(super) fn set_money(item: &mut Item, id: u16, rule: &'static Rule) {
    item.kind = FigureKind::Money;
    item.measured = Measured::Money(id);
    item.rule = rule;
}

/// `PS5`, `R8`: letters that are a mark only before an amount.
fn is_name_like(tables: &Tables, line: &Line<'_>, numeral: &Numeral<'_>, lead: &str, id: u16) -> bool {
    let letters = !lead.is_empty() && line.glued(numeral.first).eq(&false);
    let small = numeral.value < rust_decimal::Decimal::from(100) && numeral.power == 0;
    let code = tables.currencies.get(id).code;
    // `N95`, `N18.35`: only an amount with its magnitude or groups is sure to be in naira.
    if letters && lead == "N" && numeral.power == 0 && !line.word(numeral.first).contains(',') {
        return true;
    }
    letters
        && small
        && !line.word(numeral.first).contains('.')
        && matches!(code, Some("GBP" | "ZAR" | "JPY" | "PHP"))
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
        let open = before == 0
            || !line.glued(before)
            || matches!(line.word(before - 1), "(" | "[" | "~" | "<" | ">" | "=" | "≤" | "≥");
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
