//! Rises and falls: whether a figure is the size of a change, the value after it or the value before it.

use super::item::{Item, Measured};
use crate::findings::{Direction, FigureKind, Movement};
use crate::line::Line;
use crate::words::Class;

/// How far before a figure its verb of movement may stand, in tokens.
const REACH: usize = 5;

/// Tells direction and movement of each figure.
pub(crate) fn read(line: &Line<'_>, items: &mut [Item]) {
    for i in 0..items.len() {
        if items[i].is_calendar()
            || matches!(items[i].kind, FigureKind::Duration | FigureKind::Age | FigureKind::Score)
        {
            continue;
        }
        let (earlier, rest) = items.split_at_mut(i);
        let item = &mut rest[0];
        let previous = earlier.iter().rev().take(8).find(|item| !item.is_calendar());
        let (movement, direction) = told(line, item, previous).unzip();
        item.movement = movement;
        item.direction = direction.flatten();
    }
}

fn told(line: &Line<'_>, item: &Item, previous: Option<&Item>) -> Option<(Movement, Option<Direction>)> {
    if let Some(direction) = noun_after(line, item).or_else(|| compared(line, item)) {
        return Some((Movement::By, Some(direction)));
    }
    // `FTSE -0.6%`, `Dow +0.2%`
    if item.kind == FigureKind::Percent && item.high.is_none() {
        if item.value.is_sign_negative() {
            return Some((Movement::By, Some(Direction::Down)));
        }
        let plus = item.first.checked_sub(1).is_some_and(|i| line.word(i) == "+" && line.glued(item.first));
        if plus {
            return Some((Movement::By, Some(Direction::Up)));
        }
    }
    let mut at = item.first;
    // Over the words of the bound and an article.
    while at > 0
        && !line.is(at - 1, Class::RISE.and(Class::FALL))
        && (line.any(
            at - 1,
            &[
                "about",
                "around",
                "nearly",
                "almost",
                "roughly",
                "some",
                "than",
                "more",
                "less",
                "over",
                "as",
                "much",
                "many",
                "approximately",
                "at",
                "least",
                "up",
                "to",
                "by",
                "from",
                "a",
                "an",
                "another",
                "only",
                "just",
                "further",
                "additional",
                "sharply",
                "slightly",
                "well",
                "under",
                "below",
                "estimated",
                "high",
                "low",
                "record",
            ],
        ) || line.word(at - 1) == "["
            || line.word(at - 1).ends_with("ly"))
        && item.first - at < REACH
    {
        at -= 1;
    }
    let between = at..item.first;
    let has = |word: &str| {
        between
            .clone()
            .any(|i| line.eq(i, word) && !(word == "to" && i > 0 && line.any(i - 1, &["up", "close"])))
    };
    let verb = at.checked_sub(1)?;
    if let Some(direction) = direction(line, verb) {
        let particle = line.any(verb, &["up", "down"]) && line.starts_with(verb, "up to").is_some();
        // `up 12` and `down 12` may be the particle of another verb: `set up 12 shops`.
        let counts = item.kind == FigureKind::Count
            && line.any(verb, &["up", "down", "added", "adding", "lost", "raised", "raising", "cut"]);
        if particle || counts || noun_use(line, verb) {
            return None;
        }
        let movement = match () {
            () if has("to") || has("at") => Movement::To,
            () if has("from") => Movement::From,
            () => Movement::By,
        };
        // `lost $5m`, `added $2`: a change of the subject only where it is one of points, prices or shares
        let owned = line.any(
            verb,
            &[
                "lost", "loses", "losing", "raised", "raising", "raises", "added", "adding", "reduced",
                "improved",
            ],
        ) && item.kind == FigureKind::Money
            && movement == Movement::By
            && !is_minor(item);
        return (!owned).then_some((movement, Some(direction).filter(|_| movement == Movement::By)));
    }
    // `rose 8% to 99`, `fell by $3m, or 2%, to $5m`
    let previous = previous?;
    let moved = previous.movement?;
    let gap = previous.noun.as_ref().map_or(previous.end, |noun| noun.end)..item.first;
    if gap.len() > 12 {
        return None;
    }
    let near = |word: &str| {
        item.first > 0 && (line.eq(item.first - 1, word) || at < item.first && line.eq(at, word))
    };
    if near("to") {
        return Some((Movement::To, None));
    }
    if near("from") {
        return Some((Movement::From, None));
    }
    let or =
        gap.clone().all(|i| line.any(i, &["or", "and", "("]) || line.word(i) == "," || line.word(i) == "(");
    (or && moved == Movement::By && !gap.clone().any(|i| line.word(i) == ","))
        .then_some((Movement::By, previous.direction))
}

/// `38% more than in 2023`, `3% fewer`: a comparison with another time or thing.
fn compared(line: &Line<'_>, item: &Item) -> Option<Direction> {
    let than = line.eq(item.end + 1, "than");
    match () {
        () if item.kind != FigureKind::Percent || !than => None,
        () if line.any(item.end, &["more"]) => Some(Direction::Up),
        () if line.any(item.end, &["less", "fewer"]) => Some(Direction::Down),
        () => None,
    }
}

/// `a 3% rise`, `5% higher`
fn noun_after(line: &Line<'_>, item: &Item) -> Option<Direction> {
    let at = item.end + usize::from(line.hyphen(item.end));
    if matches!(item.kind, FigureKind::Count)
        || line.any(at, &["up", "down", "lower", "higher"]) && item.kind != FigureKind::Percent
    {
        return None;
    }
    const UP: [&str; 10] =
        ["rise", "increase", "jump", "gain", "surge", "rally", "climb", "rebound", "leap", "upswing"];
    const DOWN: [&str; 9] =
        ["fall", "drop", "decline", "decrease", "plunge", "slump", "slide", "dip", "loss"];
    match () {
        () if line.any(at, &UP) => Some(Direction::Up),
        () if line.any(at, &DOWN) => Some(Direction::Down),
        () => None,
    }
}

fn direction(line: &Line<'_>, at: usize) -> Option<Direction> {
    // `edged higher`, `inched down`: the word after the verb tells
    match () {
        () if line.is(at, Class::FALL) => Some(Direction::Down),
        () if line.is(at, Class::RISE) => Some(Direction::Up),
        () => None,
    }
}

/// `an increase of`, `a drop to`: the noun, not the verb.
fn noun_use(line: &Line<'_>, at: usize) -> bool {
    at > 0 && (line.any(at - 1, &["a", "an", "the", "of", "its", "this", "per"]))
}

fn is_minor(item: &Item) -> bool {
    matches!(item.measured, Measured::Money(_))
        && item.power == 0
        && item.value < rust_decimal::Decimal::from(1000)
}
