//! Bounds: the words before and after a figure that say how the true value lies to it.

use std::ops::Range;

use super::item::Item;
use super::rule::Rule;
use crate::findings::{Bound, FigureKind};
use crate::line::Line;
use crate::words::Class;

/// The rules of this file.
pub(crate) const RULES: [&Rule; 1] = [&BOUND];

const BOUND: Rule = Rule {
    id: "bound",
    reads: "words and signs before or after a figure that make it a bound",
    yields: &[
        ("Nearly 3% of the shops closed.", "~3 percentage"),
        ("It spent no more than $40 on it.", "<=40 dollar"),
        ("It needs at least six engineers.", ">=6 engineer"),
        ("It made 900-plus loans.", ">900 loan"),
        ("Some 12 km or so remain.", "~12 kilometre"),
        ("It asks for 15 or more years in the trade.", ">=15 year"),
        ("A sub-7 nanometre chip shipped.", "<7 nanometre"),
        ("They waited for over two hours.", ">2 hour"),
        ("The repair takes 20 minutes at most, they say.", "<=20 minute"),
    ],
    refuses: &[
        ("That is slower than the 6.1% growth of the year before.", "a comparison of two figures"),
        ("It bought three more ships.", "more of them, not more than three"),
        ("Over 10 years they talked.", "a span of time"),
        ("The mill turned over €31m last year.", "the particle of a verb"),
        ("It sold 40 boats, at least on paper.", "said of what follows"),
    ],
};

use Bound::{About, AtLeast, AtMost, LessThan, MoreThan};

/// Phrases before a figure; a longer one stands before a shorter one that it ends in.
const BEFORE: [(&str, Bound); 118] = [
    ("no more than", AtMost),
    ("not more than", AtMost),
    ("no fewer than", AtLeast),
    ("no less than", AtLeast),
    ("not less than", AtLeast),
    ("no lower than", AtLeast),
    ("no higher than", AtMost),
    ("no greater than", AtMost),
    ("little more than", MoreThan),
    ("just over", MoreThan),
    ("just under", LessThan),
    ("just below", LessThan),
    ("just above", MoreThan),
    ("just shy of", About),
    ("just short of", About),
    ("well over", MoreThan),
    ("well above", MoreThan),
    ("well below", LessThan),
    ("more than", MoreThan),
    ("over than", MoreThan),
    ("greater than or equal to", AtLeast),
    ("greater or equal to", AtLeast),
    ("greater or equal than", AtLeast),
    ("larger or equal than", AtLeast),
    ("more or equal than", AtLeast),
    ("less or equal to", AtMost),
    ("less or equal than", AtMost),
    ("smaller or equal to", AtMost),
    ("smaller or equal than", AtMost),
    ("less than or equal to", AtMost),
    ("bigger or equal than", AtLeast),
    ("equal to or more than", AtLeast),
    ("equal to or greater than", AtLeast),
    ("equal to or less than", AtMost),
    ("greater than", MoreThan),
    ("higher than", MoreThan),
    ("bigger than", MoreThan),
    ("larger than", MoreThan),
    ("longer than", MoreThan),
    ("older than", MoreThan),
    ("better than", MoreThan),
    ("taller than", MoreThan),
    ("wider than", MoreThan),
    ("faster than", MoreThan),
    ("upwards of", MoreThan),
    ("upward of", MoreThan),
    ("north of", MoreThan),
    ("in excess of", MoreThan),
    ("exceeding", MoreThan),
    ("exceeded", MoreThan),
    ("exceeds", MoreThan),
    ("exceed", MoreThan),
    ("surpassing", MoreThan),
    ("surpassed", MoreThan),
    ("topping", MoreThan),
    ("topped", MoreThan),
    ("beyond", MoreThan),
    ("over", MoreThan),
    ("above", MoreThan),
    ("at least", AtLeast),
    ("at the very least", AtLeast),
    ("a minimum of", AtLeast),
    ("minimum of", AtLeast),
    ("as few as", AtLeast),
    ("as little as", AtLeast),
    ("up to", AtMost),
    ("as many as", AtMost),
    ("as much as", AtMost),
    ("as high as", AtMost),
    ("as long as", AtMost),
    ("as low as", AtLeast),
    ("at most", AtMost),
    ("a maximum of", AtMost),
    ("maximum of", AtMost),
    ("less than", LessThan),
    ("fewer than", LessThan),
    ("lower than", LessThan),
    ("smaller than", LessThan),
    ("shorter than", LessThan),
    ("younger than", LessThan),
    ("cheaper than", LessThan),
    ("south of", LessThan),
    ("shy of", LessThan),
    ("short of", LessThan),
    ("under", LessThan),
    ("below", LessThan),
    ("sub", LessThan),
    ("in the region of", About),
    ("in the order of", About),
    ("on the order of", About),
    ("somewhere around", About),
    ("close to", About),
    ("closer to", About),
    ("nearer to", About),
    ("perhaps", About),
    ("no later than", AtMost),
    ("not exceeding", AtMost),
    ("capped at", AtMost),
    ("a ceiling of", AtMost),
    ("ceiling of", AtMost),
    ("an estimated", About),
    ("estimated", About),
    ("approximately", About),
    ("approximates", About),
    ("approx", About),
    ("around", About),
    ("roughly", About),
    ("nearly", About),
    ("almost", About),
    ("nearing", About),
    ("approaching", About),
    ("about", About),
    ("circa", About),
    ("ca", About),
    ("near", About),
    ("some", About),
    ("averaged", About),
    ("averaging", About),
];

/// The last words of the phrases before a figure.
pub(crate) fn last_words() -> impl Iterator<Item = &'static str> {
    BEFORE.iter().filter_map(|(phrase, _)| phrase.rsplit(' ').next())
}

/// Phrases after a figure.
const AFTER: [(&str, Bound); 24] = [
    ("or more", AtLeast),
    ("and more", AtLeast),
    ("or above", AtLeast),
    ("and above", AtLeast),
    ("or over", AtLeast),
    ("and over", AtLeast),
    ("or older", AtLeast),
    ("and older", AtLeast),
    ("or higher", AtLeast),
    ("or greater", AtLeast),
    ("or longer", AtLeast),
    ("and up", AtLeast),
    ("or less", AtMost),
    ("or fewer", AtMost),
    ("or below", AtMost),
    ("or under", AtMost),
    ("and under", AtMost),
    ("and younger", AtMost),
    ("or younger", AtMost),
    ("or lower", AtMost),
    ("or so", About),
    ("or thereabouts", About),
    ("give or take", About),
    ("more or less", About),
];

/// Phrases after a figure that bound it where the clause ends with them; elsewhere they may be said of the next one.
const CLOSING: [(&str, Bound); 9] = [
    ("at most", AtMost),
    ("at the most", AtMost),
    ("at best", AtMost),
    ("tops", AtMost),
    ("maximum", AtMost),
    ("at least", AtLeast),
    ("at the least", AtLeast),
    ("at the very least", AtLeast),
    ("minimum", AtLeast),
];

/// Whether a clause ends before token `at`, and no list goes on.
fn closes(line: &Line<'_>, at: usize) -> bool {
    matches!(line.word(at), "" | "." | ";" | ")" | "?" | "!" | ":" | "”" | "\"")
        || line.word(at) == "," && !line.digit(at + 1)
}

/// Reads the bound of each figure.
pub(crate) fn read(line: &Line<'_>, items: &mut [Item]) {
    let mut floor = 0;
    for item in items {
        if (!item.is_calendar() || item.kind == FigureKind::Year)
            && let Some((bound, cue)) = before(line, item, floor).or_else(|| after(line, item))
        {
            item.bound = bound;
            item.cue = Some(cue);
        }
        floor = item.end;
    }
}

/// The token after a bound that stands between a number and the noun it counts: `300 or more cooks`.
pub(crate) fn after_number(line: &Line<'_>, end: usize) -> usize {
    if !line.any(end, &["or", "and"]) {
        return end;
    }
    let short = AFTER.iter().filter(|(phrase, _)| !phrase.ends_with("under") && !phrase.ends_with("over"));
    short.filter_map(|(phrase, _)| line.starts_with(end, phrase)).max().unwrap_or(end)
}

/// The bound that the words or signs before a figure say, and their tokens.
fn before(line: &Line<'_>, item: &Item, floor: usize) -> Option<(Bound, Range<usize>)> {
    let mut at = item.first;
    let word = |back: usize| item.first.checked_sub(back).filter(|&i| i >= floor);
    let sign = word(1).map_or("", |i| line.word(i));
    let two_back = word(2).map_or("", |i| line.word(i));
    let signed = match sign {
        "~" | "≈" | "∼" => Some((About, 1)),
        "≥" => Some((AtLeast, 1)),
        "≤" => Some((AtMost, 1)),
        "=" if two_back == ">" => Some((AtLeast, 2)),
        "=" if two_back == "<" => Some((AtMost, 2)),
        "=" => return None,
        ">" if two_back != "=" => Some((MoreThan, 1)),
        "<" if two_back != "=" => Some((LessThan, 1)),
        _ => None,
    };
    if let Some((bound, length)) = signed {
        return Some((bound, item.first - length..item.first));
    }
    // Quotation marks and links may stand between: `nearly [$1.5 billion`, `about “3,000”`.
    while at > floor && matches!(line.word(at - 1), "“" | "\"" | "[" | "‘" | "'") {
        at -= 1;
    }
    // `under the age of 5`
    for age in ["the age of", "age of", "age", "ages"] {
        if item.kind == FigureKind::Age
            && let Some(first) = line.ends_with(at, age)
        {
            at = first;
            break;
        }
    }
    let article = at > floor && line.any(at - 1, &["a", "an", "another", "only", "just"]);
    // `sub-500`, `about-10`
    let hyphen = at > floor && line.hyphen(at - 1) && line.glued(at);
    let end = at - usize::from(article || hyphen);
    if end <= floor && end == 0 {
        return None;
    }
    if !line.is(end.wrapping_sub(1), Class::BOUND) {
        return None;
    }
    for (phrase, bound) in BEFORE {
        let Some(first) = line.ends_with(end, phrase) else { continue };
        if first < floor {
            continue;
        }
        if article && bound != About && !line.any(at - 1, &["another"]) && !phrase.ends_with("than") {
            return None;
        }
        if hyphen && phrase != "sub" {
            return None;
        }
        return allowed(line, item, phrase, first, floor).then_some((bound, first..end));
    }
    None
}

/// Words that bound a figure only sometimes.
fn allowed(line: &Line<'_>, item: &Item, phrase: &str, first: usize, floor: usize) -> bool {
    let before = first.checked_sub(1);
    let is = |words: &[&str]| before.is_some_and(|i| line.any(i, words));
    match phrase {
        // `over 10 years` spans them, `for over 10 years` exceeds them.
        "over" if item.kind == FigureKind::Duration => {
            is(&[
                "for", "in", "after", "with", "took", "take", "takes", "lasted", "of", "is", "was", "are",
                "were", "been", "has", "have", "had", "by", "from", "than", "spent", "to", "at", "within",
                "every", "last", "a", "since", "and",
            ]) || item.hyphen
        }
        // `turned over €3m`: the verb's own particle
        "over" if is(&["turn", "turned", "turning", "turns", "handed", "handing", "hands"]) => false,
        "over" | "above" | "under" | "below" => {
            !is(&["hand", "took", "taken"]) || item.kind != FigureKind::Count
        }
        "near" => item.kind != FigureKind::Count,
        "some" => item.kind != FigureKind::Year,
        "as long as" => item.kind == FigureKind::Duration,
        "about" => !is(&["talk", "talked", "think", "worried", "learn", "what", "how"]),
        "around" => !is(&["turn", "turned"]),
        "estimated" => !is(&["has", "have", "had"]) || floor > 0 || item.power > 0 || item.is_whole(),
        "up to" => !is(&["back"]) && before.is_none_or(|i| !line.is(i, Class::RISE)),
        "beyond" => item.kind != FigureKind::Year,
        _ => true,
    }
}

/// The bound that the words or signs behind a figure say, and their tokens.
fn after(line: &Line<'_>, item: &Item) -> Option<(Bound, Range<usize>)> {
    // `15 or more years`: the bound stands before the unit
    let inside = (item.first + 1..item.end).take(8).find(|&i| line.any(i, &["or", "and"]));
    let inside = inside.filter(|&i| after_number(line, i) > i).unwrap_or(item.end);
    let ends = [inside, item.end, item.noun.as_ref().map_or(item.end, |noun| noun.end)];
    for end in ends {
        if line.word(end) == "+" && line.glued(end) {
            return Some((MoreThan, end..end + 1));
        }
        let hyphen = usize::from(line.hyphen(end) && line.glued(end));
        if line.eq(end + hyphen, "plus")
            && (hyphen == 1
                || !line.is(end + 1, Class::DETERMINER)
                    && !line.word_like(end + 1)
                    && !matches!(line.word(end + 1), "$" | "£" | "€"))
        {
            return Some((MoreThan, end..end + hyphen + 1));
        }
        if hyphen == 1 && line.any(end + 1, &["odd", "ish"]) {
            return Some((About, end..end + 2));
        }
        if let Some((phrase_end, bound)) = CLOSING
            .iter()
            .find_map(|(phrase, bound)| line.starts_with(end, phrase).map(|after| (after, *bound)))
            && closes(line, phrase_end)
        {
            return Some((bound, end..phrase_end));
        }
        if !line.any(end, &["or", "and", "give", "more"]) {
            continue;
        }
        let said =
            AFTER.iter().find_map(|&(phrase, bound)| Some((bound, end..line.starts_with(end, phrase)?)));
        if said.is_some() {
            return said;
        }
    }
    None
}
