//! When a figure holds: the year, date or period that stands with it, in EDTF.

use super::item::Item;
use crate::findings::FigureKind;
use crate::line::Line;

/// How far behind a figure its time may stand, and how far before it, in tokens.
const BEHIND: usize = 8;
const BEFORE: usize = 40;

/// Words that put a figure at a time.
const LINKS: [&str; 16] = [
    "in", "for", "since", "by", "during", "on", "of", "until", "from", "year", "fiscal", "before", "after",
    "late", "early", "mid",
];

/// The time of each figure of a line; empty where none is stated. `published` is the year of the article.
pub(crate) fn read(line: &Line<'_>, items: &[Item], published: Option<i32>) -> Vec<String> {
    let mut times: Vec<String> = Vec::with_capacity(items.len());
    for i in 0..items.len() {
        let time = if items[i].is_calendar() { String::new() } else { of(line, items, i, &times, published) };
        times.push(time);
    }
    for i in (1..items.len()).rev() {
        if is_same(line, &items[i - 1], &items[i]) && !times[i].is_empty() {
            times[i - 1] = times[i].clone();
        }
    }
    for at in 0..line.len() {
        if line.eq(at, "respectively") {
            distribute(line, items, at, &mut times);
        }
    }
    times
}

/// Whether the second figure says the first in other terms, so that the time behind it is that of both: `400 t valued at
/// $9m in 2017`, `$48 million, or $0.48 per share, in 2019`, `DKK 198m (€26m) in 2024`.
fn is_same(line: &Line<'_>, first: &Item, second: &Item) -> bool {
    let end = first.noun.as_ref().map_or(first.end, |noun| noun.end);
    let words = ["valued", "worth", "at", "or"];
    let joins = |i: usize| matches!(line.word(i), "(" | ",") || line.any(i, &words);
    let said = |i: usize| line.word(i) == "(" || line.any(i, &words[..2]) || line.eq(i, "or");
    let between = end..second.first;
    !first.is_calendar()
        && !second.is_calendar()
        && (1..=3).contains(&between.len())
        && between.clone().all(joins)
        && between.clone().any(said)
}

/// `€12m and €9m in 2018 and 2017 respectively`: each figure has its own of the dates before token `at`.
fn distribute(line: &Line<'_>, items: &[Item], at: usize, times: &mut [String]) {
    let listed = |from: usize, to: usize| (from..to).all(|i| line.word(i) == "," || line.eq(i, "and"));
    let close = at - usize::from(at > 0 && line.word(at - 1) == ",");
    let last = items.partition_point(|item| item.first < close);
    let run = |end: usize, calendar: bool| {
        let mut first = end;
        while first > 0
            && items[first - 1].is_calendar() == calendar
            && (first == end || listed(items[first - 1].end, items[first].first))
        {
            first -= 1;
        }
        first
    };
    let dates = run(last, true);
    let figures = run(dates, false);
    let ends = last > dates && items[last - 1].end == close;
    if !ends || last - dates < 2 || dates - figures != last - dates {
        return;
    }
    for (figure, dated) in (figures..dates).zip(dates..last) {
        times[figure] = edtf(line, &items[dated]);
    }
}

fn of(line: &Line<'_>, items: &[Item], i: usize, earlier: &[String], published: Option<i32>) -> String {
    let item = &items[i];
    let end = item.noun.as_ref().map_or(item.end, |noun| noun.end);
    // Behind the figure, up to the next one; a period that ends at a date (`for the six months ended 30 June`) is no figure in between.
    let period = |next: &Item| {
        next.kind == FigureKind::Duration && line.any(next.end, &["ended", "ending", "through"])
    };
    let next = items[i + 1..]
        .iter()
        .take(BEHIND)
        .find(|next| !next.is_calendar() && !period(next))
        .map_or(line.len(), |next| next.first);
    let limit = next.min(end + BEHIND).min(line.len());
    for at in end..limit {
        if matches!(line.word(at), ";" | "." | "?" | "!") && !line.glued(at + 1) {
            break;
        }
        if let Some(dated) =
            items[i + 1..].iter().take(BEHIND).find(|dated| dated.first == at && dated.is_calendar())
        {
            if is_linked(line, dated) {
                return edtf(line, dated);
            }
        } else if let Some(time) = relative(line, at, earlier, published) {
            return time;
        }
    }
    // Before the figure, the nearest; another figure between shares it.
    let before = items[..i]
        .iter()
        .rev()
        .take(BEHIND)
        .take_while(|dated| !(dated.end..item.first).any(|at| line.word(at) == ";"))
        .find(|dated| dated.is_calendar() && is_linked(line, dated) && !is_aside(line, items, dated, item));
    match before.filter(|dated| item.first - dated.end.min(item.first) <= BEFORE) {
        Some(dated) => edtf(line, dated),
        None => (item.first.saturating_sub(BEFORE)..item.first)
            .rev()
            .take_while(|&at| !matches!(line.word(at), ";"))
            .find_map(|at| relative(line, at, &[], published))
            .unwrap_or_default(),
    }
}

/// Whether the date belongs to an aside that is closed before the figure: `The mill, sold in 2015, employs 90`. A date
/// that fills its commas (`The mill, in 2015, employed 90`) is the sentence's own. An aside may open the sentence:
/// `Founded in 2015, the mill employs 90`.
fn is_aside(line: &Line<'_>, items: &[Item], dated: &Item, item: &Item) -> bool {
    let comma = |at: &usize| line.word(*at) == ",";
    if !(dated.end..item.first).take(BEFORE).any(|at| comma(&at)) {
        return false;
    }
    let open = (dated.first.saturating_sub(BEFORE)..dated.first).rev().find(comma);
    let Some(open) = open else {
        // The participle alone stands before the date: `By the end of 2015, it employed 90` is none.
        let participle =
            line.word(0).ends_with("ed") || line.any(0, &["set", "built", "born", "bought", "begun"]);
        return participle && dated.first <= 4;
    };
    let told =
        |at: usize| !LINKS.iter().any(|link| line.eq(at, link)) && line.word_like(at) && !line.eq(at, "the");
    let figures =
        items.iter().any(|other| !other.is_calendar() && open < other.first && other.first < dated.first);
    open > 0 && !figures && (open + 1..dated.first).any(told)
}

fn is_linked(line: &Line<'_>, dated: &Item) -> bool {
    match dated.kind {
        FigureKind::Ordinal => false,
        FigureKind::Date => true,
        _ => {
            let quarter = line.word(dated.first.wrapping_sub(1));
            let links =
                |i: usize| line.any(i, &LINKS) || line.any(i, &["the"]) && i > 0 && line.any(i - 1, &LINKS);
            dated.first > 0 && (links(dated.first - 1) || is_quarter(quarter))
        }
    }
}

fn is_quarter(word: &str) -> bool {
    matches!(word, "Q1" | "Q2" | "Q3" | "Q4")
}

/// The time of a year or date, in the Extended Date/Time Format.
fn edtf(line: &Line<'_>, dated: &Item) -> String {
    if let Some(date) = &dated.date {
        return date.strip_prefix("--").map_or_else(|| date.clone(), |day| format!("XXXX-{day}"));
    }
    let year = dated.value;
    match dated.high {
        // Level 2 numbers the quarters from 33.
        None if dated.first > 0 && is_quarter(line.word(dated.first - 1)) => {
            let quarter = line.word(dated.first - 1).as_bytes()[1] - b'0';
            format!("{year}-{}", 32 + quarter)
        }
        None => year.to_string(),
        Some(high) if dated.rule.id == "year.decade" && high - year == 9.into() => {
            format!("{}X", (year / rust_decimal::Decimal::TEN).trunc())
        }
        Some(high) => format!("{year}/{high}"),
    }
}

/// Words for the year before the time of the figure before. Where that is not known, neither is this.
const PRIOR: [&str; 6] = [
    "a year earlier",
    "a year before",
    "the year before",
    "the previous year",
    "the prior year",
    "the preceding year",
];

/// The same time, a year before: `2021-12-31` for `2022-12-31`, `2021/2022` for `2022/2023`. `None` for anything but a
/// year, two years, a date or a quarter.
fn year_before(time: &str) -> Option<String> {
    let year: i32 = time.get(..4)?.parse().ok()?;
    let rest = &time[4..];
    if let Some(second) = rest.strip_prefix('/').and_then(|second| second.parse::<i32>().ok()) {
        return Some(format!("{}/{}", year - 1, second - 1));
    }
    (!rest.contains(['/', '.']) && !rest.starts_with("-02-29")).then(|| format!("{}{rest}", year - 1))
}

/// `last year`, `this year`, `a year ago`, `a year earlier`, counted from the article's year or the figure before.
fn relative(line: &Line<'_>, at: usize, earlier: &[String], published: Option<i32>) -> Option<String> {
    // The second or third word of each.
    if !line.eq(at + 1, "year") && !line.eq(at + 2, "year") {
        return None;
    }
    let offset = match () {
        () if line.starts_with(at, "last year").is_some() => -1,
        () if line.starts_with(at, "a year ago").is_some() => -1,
        () if line.starts_with(at, "this year").is_some() => 0,
        () if line.starts_with(at, "next year").is_some() => 1,
        () if PRIOR.iter().any(|prior| line.starts_with(at, prior).is_some()) => {
            let said = earlier.iter().rev().find(|time| !time.is_empty());
            return Some(said.and_then(|time| year_before(time)).unwrap_or_default());
        }
        () => return None,
    };
    // `earlier this year`, `the end of last year` still lie in that year.
    Some((published? + offset).to_string())
}
