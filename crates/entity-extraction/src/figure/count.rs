//! Counts: the noun phrase after a number is what it counts.

use super::item::{Item, Noun};
use super::nouns::{is_plural, singular};
use super::rule::Rule;
use crate::findings::FigureKind;
use crate::line::Line;
use crate::numeral::Form;
use crate::words::Class;

/// The rules of this file.
pub(crate) const RULES: [&Rule; 2] = [&NOUN, &ONE];

const NOUN: Rule = Rule {
    id: "count.noun",
    reads: "a number and the noun phrase it counts",
    yields: &[
        ("The mill hired 340 seasonal workers last spring.", "340 seasonal worker"),
        ("Nearly 2,500 public charging points were built.", "~2500 public charging point"),
        ("They lost three senior editors in a week.", "3 senior editor"),
        ("Hundreds of passengers were stranded.", "~100..1000 passenger"),
        ("A crew of 40 or more divers is needed.", ">=40 diver"),
        ("They filled nine million 330ml cans.", "9000000 can"),
        ("Three former Baltic Airlines pilots set it up.", "3 former Baltic Airlines pilot"),
        ("Six Brands & Holt shops closed.", "6 Brands Holt shop"),
        ("The council will cut 260 of its 5,300 jobs.", "260 job"),
        ("It signalled two more cuts.", "2 cut"),
    ],
    refuses: &[
        ("It fell to 7,425 in Paris.", "nothing is counted"),
        ("The firm moved to 12 Harbour Road.", "a street number"),
        ("The Airbus 320 landed.", "a type"),
    ],
};

const ONE: Rule = Rule {
    id: "count.one",
    reads: "`one` before a noun, or `one of the` before a plural",
    yields: &[("The plan has one serious flaw.", "1 serious flaw")],
    refuses: &[
        ("No one knew the one that left.", "pronouns"),
        ("At one point the two traded places one by one.", "no count"),
    ],
};

/// Units that are nouns by form: they are no part of a phrase that is counted.
const AFTER_NOUN: [&str; 14] = [
    "sales",
    "sports",
    "news",
    "arms",
    "goods",
    "systems",
    "savings",
    "operations",
    "jobs",
    "games",
    "communications",
    "customs",
    "electronics",
    "public",
];

/// Words that `one` before them counts nothing of.
const ONE_IS_NO_COUNT: [&str; 22] = [
    "another", "day", "point", "by", "thing", "way", "hand", "time", "to", "off", "side", "more", "else",
    "year", "morning", "night", "way", "or", "and", "is", "that", "who",
];

/// Names the nouns that bare numbers of a line count.
pub(crate) fn name(line: &Line<'_>, items: &mut Vec<Item>) {
    let mut kept = Vec::with_capacity(items.len());
    let mut inside = 0;
    for mut item in items.drain(..) {
        // A number inside the phrase that is counted (`two new 737 Max jets`) is part of it.
        if item.end <= inside || !name_one(line, &mut item) {
            continue;
        }
        inside = inside.max(item.noun.as_ref().map_or(0, |noun| noun.end));
        kept.push(item);
    }
    *items = kept;
}

/// `45 and 50 cases`: the first number counts cases too.
pub(crate) fn share(line: &Line<'_>, items: &mut [Item]) {
    for i in (0..items.len().saturating_sub(1)).rev() {
        let (left, right) = items.split_at_mut(i + 1);
        let (first, second) = (&mut left[i], &right[0]);
        let between = first.end..second.first.max(first.end);
        let listed = !between.is_empty()
            && between.len() <= 3
            && between.clone().all(|i| line.hyphen(i) || line.word(i) == "," || line.any(i, &["and", "or"]))
            && (between.clone().any(|i| line.any(i, &["and", "or"])) || line.hyphen(between.start));
        if first.is_bare() && first.form == second.form && second.kind == FigureKind::Count && listed {
            first.noun.clone_from(&second.noun);
            first.kind = FigureKind::Count;
            first.rule = second.rule;
        }
    }
}

/// `260 of its 5,300 jobs`: a part of a count counts the same.
pub(crate) fn part_of(line: &Line<'_>, items: &mut [Item]) {
    for i in 1..items.len() {
        let (left, right) = items.split_at_mut(i);
        let (part, whole) = (&mut left[i - 1], &right[0]);
        let of = line.eq(part.end, "of")
            && (whole.first == part.end + 1
                || whole.first == part.end + 2 && line.is(part.end + 1, Class::DETERMINER));
        if of
            && part.is_bare()
            && part.form != Form::Fraction
            && whole.kind == FigureKind::Count
            && part.value < whole.value
        {
            part.noun.clone_from(&whole.noun);
            part.kind = FigureKind::Count;
            part.rule = &NOUN;
        }
    }
}

/// `eight million 250ml bottles`: between a number and what it counts stands a measure of that.
pub(crate) fn over_measure(line: &Line<'_>, items: &mut [Item]) {
    for i in 1..items.len() {
        let (left, right) = items.split_at_mut(i);
        let (counted, size) = (&mut left[i - 1], &right[0]);
        let measure = matches!(size.kind, FigureKind::Measure | FigureKind::Duration | FigureKind::Money);
        if !counted.is_bare() || !measure || size.first != counted.end || counted.form == Form::Fraction {
            continue;
        }
        let start = size.end + usize::from(line.hyphen(size.end) && line.glued(size.end + 1));
        if let Some(noun) = phrase(line, start, false).filter(|noun| is_plural(line.word(noun.end - 1))) {
            counted.noun = Some(noun);
            counted.kind = FigureKind::Count;
            counted.rule = &NOUN;
        }
    }
}

/// Whether the item stays a figure.
fn name_one(line: &Line<'_>, item: &mut Item) -> bool {
    if !item.is_bare() {
        return true;
    }
    let one = item.form == Form::Words && line.eq(item.first, "one") && item.end == item.first + 1;
    // `production-four-door`: a part of a word
    let inside = item.first > 0
        && line.hyphen(item.first - 1)
        && line.glued(item.first)
        && line.glued(item.first - 1)
        && item.form == Form::Words
        && !line.any(item.first.wrapping_sub(2), &["sub", "minus", "to"]);
    if inside && line.word_like(item.first.wrapping_sub(2)) {
        return false;
    }
    if one {
        return name_of_one(line, item);
    }
    let plus = if line.word(item.end) == "+" || line.eq(item.end, "plus") {
        1
    } else {
        2 * usize::from(line.hyphen(item.end) && line.any(item.end + 1, &["plus", "odd"]))
    };
    let end = super::bound::after_number(line, item.end + plus);
    // `two more cuts`
    let end =
        end + usize::from(line.eq(end, "more") && line.word_like(end + 1) && is_plural(line.word(end + 1)));
    let of = usize::from(
        line.eq(end, "of") && (item.form == Form::Vague || item.power > 0 || line.eq(end + 1, "its")),
    );
    let start = end + of;
    let start = if of > 0 && line.any(start, &["the", "its", "their", "our", "these", "those", "his"]) {
        start + 1
    } else {
        start
    };
    // `two of Marsh's deputies`, `three of the five yards`
    let start = after_owner(line, item, end).unwrap_or(start);
    let single = item.value == rust_decimal::Decimal::ONE && item.form == Form::Digits;
    if let Some(noun) = phrase(line, start, single) {
        item.noun = Some(noun);
        if item.form != Form::Fraction {
            item.kind = FigureKind::Count;
            item.rule = &NOUN;
        }
    }
    true
}

/// The token after `of the`, `of its` or `of Marsh's` behind a small number.
fn after_owner(line: &Line<'_>, item: &Item, end: usize) -> Option<usize> {
    if item.form != Form::Words || item.power > 0 || !line.eq(end, "of") {
        return None;
    }
    if line.any(end + 1, &["the", "its", "their", "his", "her", "our", "those", "these"]) {
        return Some(end + 2);
    }
    let owner = line.word(end + 1);
    (owner.ends_with("'s") || owner.ends_with("’s")).then_some(end + 2)
}

fn name_of_one(line: &Line<'_>, item: &mut Item) -> bool {
    let before = item.first.checked_sub(1);
    let pronoun = before.is_some_and(|i| {
        line.any(
            i,
            &[
                "no", "each", "this", "that", "the", "any", "every", "another", "which", "every", "only",
                "number",
            ],
        ) || line.hyphen(i)
    });
    if pronoun
        || line.any(item.end, &ONE_IS_NO_COUNT)
        || line.hyphen(item.end) && line.eq(item.end + 1, "off")
    {
        return false;
    }
    let (start, of) =
        if line.eq(item.end, "of") && line.any(item.end + 1, &["the", "its", "their", "his", "her", "our"]) {
            (item.end + 2, true)
        } else {
            (item.end, false)
        };
    let name_before = of && line.word(item.end + 1).is_empty();
    // `one of the best speakers`: the superlative is no part of what is counted
    let start = if of { after_superlative(line, start) } else { start };
    if line.len() == 1 {
        return true;
    }
    match phrase(line, start, !of) {
        Some(noun) if !name_before && (!of || is_plural(line.word(noun.end - 1))) => {
            item.noun = Some(noun);
            item.kind = FigureKind::Count;
            item.rule = &ONE;
            true
        }
        _ => false,
    }
}

fn after_superlative(line: &Line<'_>, at: usize) -> usize {
    if line.any(at, &["most", "least"]) {
        return at + 2;
    }
    let word = line.word(at);
    let superlative =
        word.len() > 4 && word.ends_with("est") && !line.any(at, &["forest", "interest", "request", "guest"]);
    at + usize::from(superlative || line.any(at, &["best", "worst"]))
}

/// The noun phrase that starts at token `start`: adjectives and nouns up to the first plural, or, where `singular_ok`,
/// up to the first word that cannot be part of it.
pub(crate) fn phrase(line: &Line<'_>, start: usize, singular_ok: bool) -> Option<Noun> {
    let first = start + usize::from(line.hyphen(start) && line.glued(start) && line.glued(start + 1));
    let hyphened = first > start;
    if hyphened {
        // `six-cylinder engines` counts cylinders
        let mut end = first + 1;
        while line.hyphen(end) && line.glued(end) && line.glued(end + 1) && line.word_like(end + 1) {
            end += 2;
        }
        let noun = !line.any(first, &["ish", "odd", "plus", "fold", "some"])
            && !line.is(first, Class::STOP)
            && !line.is(first, Class::NUMBER)
            && line.word_like(first)
            && !line.digit(first)
            && !line.capital(first);
        return noun.then(|| Noun { first, end, name: phrase_name(line, first, end) });
    }
    let mut i = first;
    let mut plural_end = None;
    let mut lower = false;
    while i < line.len().min(first + 8) {
        let joined = i > first && line.glued(i) && line.hyphen(i - 1);
        if line.hyphen(i) && i > first && line.glued(i) && line.glued(i + 1) && line.word_like(i + 1) {
            i += 1;
            continue;
        }
        if line.digit(i) && i > first && (line.capital(i + 1) || line.capital(i - 1) && line.word_like(i + 1))
        {
            i += 1;
            continue;
        }
        if matches!(line.word(i), "“" | "”" | "\"") && i > first && line.word_like(i + 1) {
            i += 1;
            continue;
        }
        if line.eq(i, "and")
            && i > first
            && line.capital(i - 1)
            && line.capital(i + 1)
            && !is_plural(line.word(i - 1))
        {
            i += 1;
            continue;
        }
        if matches!(line.word(i), "“" | "\"" | "”" | "‘" | "&")
            && i > first
            && line.word_like(i + 1)
            && line.word(i) == "&"
        {
            i += 1;
            continue;
        }
        if !line.word_like(i) || (line.digit(i) && !line.capital(i - 1)) {
            break;
        }
        // `IT firms`, `US banks` are no pronouns
        let acronym = line.case(i) == tearsheet_ingest::Case::Upper && line.any(i, &["it", "us", "who"]);
        if !joined && !acronym && line.is(i, Class::STOP) {
            break;
        }
        if !joined && (line.is(i, Class::MONTH) || line.is(i, Class::WEEKDAY)) && line.capital(i) && i > first
        {
            break;
        }
        if line.is(i, Class::NUMBER) && !joined {
            break;
        }
        // `6m last year`: when, not what
        let time = Class::TIME.and(Class::MONTH).and(Class::WEEKDAY);
        if line.any(i, &["last", "next", "past"]) && line.is(i + 1, time) && !is_plural(line.word(i + 1)) {
            break;
        }
        let participle =
            !joined && i > first && !line.capital(i) && !is_plural(line.word(i)) && verb_like(line, i);
        // `job cuts`, `three shows`: after a number other than one a verb has no s
        let verb = line.is(i, Class::VERB) && !joined && !line.capital(i) && !is_plural(line.word(i));
        if participle || verb && (i > first || !is_plural(line.word(i + 1))) {
            break;
        }
        // `13 people Monday`, `200 workers Ford laid off`
        if line.capital(i) && lower && !joined && !is_plural(line.word(i)) && !line.word_like(i + 1) {
            break;
        }
        lower |= !line.capital(i);
        i += 1;
        if is_plural(line.word(i - 1)) {
            let goes_on = line.word_like(i)
                && is_plural(line.word(i))
                && line.any(i - 1, &AFTER_NOUN)
                && !line.is(i, Class::STOP)
                && !line.is(i, Class::VERB);
            // `three Baltic Airlines pilots`: the plural belongs to a name
            let named = i > first + 1
                && line.capital(i - 1)
                && line.capital(i - 2)
                && line.word_like(i)
                && !line.capital(i)
                && is_plural(line.word(i))
                && !line.is(i, Class::STOP)
                && !line.is(i, Class::VERB);
            // `six Brands & Holt shops`
            let paired = line.word(i) == "&" && line.capital(i - 1) && line.capital(i + 1);
            let goes_on = goes_on || named || paired;
            let hyphen = line.hyphen(i) && line.glued(i);
            if !goes_on && !hyphen {
                plural_end = Some(i);
                break;
            }
        }
    }
    let end = plural_end.or_else(|| {
        let lower_singular = i > first && lower;
        let many_words = i > first + 1 && lower;
        (lower_singular && singular_ok || many_words && !line.capital(i - 1)).then_some(i)
    })?;
    let mut end = end;
    while plural_end.is_none() && end > first && line.hyphen(end - 1) {
        end -= 1;
    }
    (end > first).then(|| Noun { first, end, name: phrase_name(line, first, end) })
}

/// A participle or an adverb after the noun: `people living`, `jobs lost`, `widely`.
fn verb_like(line: &Line<'_>, i: usize) -> bool {
    let word = line.word(i);
    let next_is_noun = line.word_like(i + 1) && !line.is(i + 1, Class::STOP);
    !next_is_noun && ["ing", "ed", "ly"].iter().any(|end| word.ends_with(end))
}

/// The phrase as a unit: marks left out, the head in the singular, ordinary words in lower case.
fn phrase_name(line: &Line<'_>, first: usize, end: usize) -> String {
    let mut name = String::new();
    for i in first..end {
        let word = line.word(i);
        if line.hyphen(i) || (i > first && line.glued(i) && line.hyphen(i - 1)) {
            name.push_str(if line.hyphen(i) { "-" } else { word });
            continue;
        }
        if line.eq(i, "and") || matches!(word, "&" | "“" | "”" | "\"") {
            continue;
        }
        if !name.is_empty() {
            name.push(' ');
        }
        if i + 1 == end {
            name.push_str(&singular(word));
        } else {
            name.push_str(word);
        }
    }
    name
}
