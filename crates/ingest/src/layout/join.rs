//! Joins text that a column or page break cut to the place where it goes on.
//!
//! An *open end* is running text that stops without a stop; a *loose start* is running text that begins in lower
//! case. Neighbours are joined first, over captions, tables and the like that interrupt them; what is left is paired
//! by how well the words fit, also over any distance and backwards. Each end and each start is used once.

use super::body::LONGEST_FLOAT;
use super::hyphen::{Hyphen, Hyphens};
use super::lines::Form;
use super::{Page, plausible, shape, words};
use crate::article::BlockKind;

/// What goes on where.
pub(super) struct Links {
    /// For each unit the unit that its text goes on in.
    pub(super) next: Vec<Option<usize>>,
    /// Whether a unit is the continuation of another.
    pub(super) is_target: Vec<bool>,
    /// For the first unit of a text that was joined its last one, and the other way round; any unit is its own at first.
    other_end: Vec<usize>,
}

impl Links {
    /// Whether a unit is part of text that was joined.
    pub(super) fn joins(&self, unit: usize) -> bool {
        self.next[unit].is_some() || self.is_target[unit]
    }

    fn set(&mut self, end: usize, start: usize) {
        self.next[end] = Some(start);
        self.is_target[start] = true;
        let (first, last) = (self.other_end[end], self.other_end[start]);
        self.other_end[first] = last;
        self.other_end[last] = first;
    }

    /// Whether the text that begins with `start` leads to `end`, which ends one, so that linking them would close a ring.
    fn leads_to(&self, start: usize, end: usize) -> bool {
        self.other_end[start] == end
    }
}

/// Units between an end and its continuation that may interrupt them.
const MOST_BETWEEN: usize = 6;
/// How many open ends and loose starts are paired with one another at once.
const WINDOW: usize = 24;
/// The fit at which neighbours are joined without a look at anything else.
const SURE: i32 = 2;

/// Finds the links, and lifts what interrupts the text out of it.
pub(super) fn link(page: &mut Page<'_>) -> Links {
    let count = page.units.len();
    let mut links =
        Links { next: vec![None; count], is_target: vec![false; count], other_end: (0..count).collect() };
    let body = page.first_body..count;
    quotations_in_two(page, &mut links);
    let ends: Vec<usize> =
        body.clone().filter(|&unit| is_open_end(page, unit) && !links.joins(unit)).collect();
    if ends.is_empty() {
        return links;
    }
    let mut hyphens = Hyphens::new(page.source);
    for &end in &ends {
        if let Some(start) = neighbour(page, &links, end)
            && fits(page, &mut hyphens, end, start) >= SURE
        {
            set(page, &mut links, end, start);
        }
    }
    let ends: Vec<usize> = ends.into_iter().filter(|&end| links.next[end].is_none()).collect();
    let starts: Vec<usize> =
        body.filter(|&unit| is_loose_start(page, unit) && !links.is_target[unit]).collect();
    for (end, start) in pairs(page, &links, &mut hyphens, &ends, &starts) {
        if links.next[end].is_none() && !links.is_target[start] && !links.leads_to(start, end) {
            set(page, &mut links, end, start);
        }
    }
    pointed(page, &mut links);
    for end in ends {
        if links.next[end].is_none()
            && let Some(start) = capital_neighbour(page, &links, end)
        {
            links.set(end, start);
            remark(page, "join.break", end, start);
        }
    }
    links
}

/// Joins an eye-catcher that stands in two parts: the first opens a quotation, the second closes it.
fn quotations_in_two(page: &mut Page<'_>, links: &mut Links) {
    for first in page.first_body..page.units.len().saturating_sub(1) {
        let second = first + 1;
        let (open, close) = (page.text(first), page.text(second));
        let is_short = |text: &str| shape::has_at_most(text, 25);
        if page.units[first].is_text()
            && page.units[second].is_text()
            && open.starts_with(['“', '"'])
            && is_short(open)
            && is_short(close)
            && shape::has_open_quote(open)
            && close.ends_with(['”', '"'])
            && !close.trim_end_matches(['”', '"']).contains(['“', '”', '"'])
        {
            page.lift(first, BlockKind::PullQuote);
            page.decide(second, BlockKind::PullQuote);
            links.set(first, second);
        }
    }
}

/// Joins what the page itself points at: `continued on page 30`, `continued from page 12`.
fn pointed(page: &mut Page<'_>, links: &mut Links) {
    let count = page.units.len();
    let mut froms = (page.first_body..count)
        .filter(|&unit| shape::is_continued_from(page.text(unit)))
        .filter_map(|unit| (unit + 1..count).find(|&next| page.units[next].is_text()))
        .collect::<Vec<_>>()
        .into_iter();
    let ons: Vec<usize> =
        (page.first_body..count).filter(|&unit| shape::is_continued_on(page.text(unit))).collect();
    for on in ons {
        let end = (page.first_body..on).rev().take(MOST_BETWEEN).find(|&unit| !page.units[unit].is_float());
        let Some(start) = froms.find(|&start| start > on) else { return };
        if let Some(end) = end
            && is_open_end(page, end)
            && links.next[end].is_none()
            && !links.is_target[start]
        {
            links.set(end, start);
            remark(page, "join.pointer", end, start);
        }
    }
}

fn is_open_end(page: &Page<'_>, unit: usize) -> bool {
    let text = page.text(unit);
    if !page.units[unit].is_text() || shape::is_finished(text) {
        return false;
    }
    let is_long = !shape::has_at_most(text, 7) || page.units[unit].lines.len() > 1;
    is_long || plausible::must_go_on(text) || shape::starts_lower(text)
}

fn is_loose_start(page: &Page<'_>, unit: usize) -> bool {
    page.units[unit].is_text() && shape::starts_lower(page.text(unit))
}

/// Whether a unit may stand between the two parts of a sentence.
fn may_interrupt(page: &Page<'_>, unit: usize) -> bool {
    let text = page.text(unit);
    let is_heading = page.units[unit].kind == Some(BlockKind::Heading);
    page.units[unit].is_float()
        || (page.units[unit].is_text() || is_heading)
            && shape::has_at_most(text, LONGEST_FLOAT)
            && !shape::starts_lower(text)
            && (shape::is_finished(text) || shape::is_heading_like(text) || shape::is_quotation(text))
}

/// The loose start right after `end`, but for what may interrupt.
fn neighbour(page: &Page<'_>, links: &Links, end: usize) -> Option<usize> {
    let mut unknown = 0;
    for unit in (end + 1..page.units.len()).take(MOST_BETWEEN) {
        if is_loose_start(page, unit) {
            return (!links.is_target[unit]).then_some(unit);
        }
        if !may_interrupt(page, unit) {
            return None;
        }
        unknown += usize::from(!page.units[unit].is_float());
        if unknown > 2 {
            return None;
        }
    }
    None
}

/// The text after `end` that begins with a capital, where `end` cannot be the end of a sentence.
fn capital_neighbour(page: &Page<'_>, links: &Links, end: usize) -> Option<usize> {
    let text = page.text(end);
    let mut crossed = false;
    for unit in (end + 1..page.units.len()).take(MOST_BETWEEN) {
        if page.units[unit].is_float() || shape::is_quotation(page.text(unit)) && page.units[unit].is_text() {
            crossed = true;
            continue;
        }
        let is_column = page.setting.is_full(page.last_line(end))
            && page.setting.is_full(&page.lines[page.units[unit].lines.start]);
        let is_long = !shape::has_at_most(text, 11);
        let is_cut = is_column || crossed && is_long && page.units[end].lines.len() > 1;
        let goes_on = plausible::must_go_on(text) || is_cut && !is_made_of_figures(text);
        let is_free = page.units[unit].is_text()
            && !links.is_target[unit]
            && shape::item_mark(page.text(unit)).is_none()
            && !shape::has_at_most(page.text(unit), 3);
        return (is_long && goes_on && is_free).then_some(unit);
    }
    None
}

/// Whether every third word of a text has a digit: a table whose rows were flattened, which needs no stop.
fn is_made_of_figures(text: &str) -> bool {
    let (mut words, mut figures) = (0, 0);
    for word in text.split_whitespace().rev().take(60) {
        words += 1;
        figures += usize::from(word.bytes().any(|byte| byte.is_ascii_digit()));
    }
    figures * 3 > words
}

/// How well `start` goes on after `end`.
fn fits(page: &Page<'_>, hyphens: &mut Hyphens<'_>, end: usize, start: usize) -> i32 {
    let (before, after) = (page.text(end), page.text(start));
    match hyphens.at_break(before, after) {
        None => plausible::score(before, after),
        Some(Hyphen::Suspended) => 2,
        Some(Hyphen::Keep) => 1,
        Some(Hyphen::Drop) => {
            let first = before.rsplit(|c: char| !c.is_alphabetic()).nth(1).unwrap_or_default();
            let second = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            let joined = format!("{first}{second}").to_lowercase();
            // A word that nobody knows may still be a name: `Ridge-` `water`.
            if words::parts(&joined).is_some() { 3 } else { 0 }
        }
    }
}

/// Ends and starts that may belong together: the best fit first, the nearer of equals.
///
/// Neighbours need no more than that nothing speaks against them; the farther ones need words that fit.
fn pairs(
    page: &Page<'_>,
    links: &Links,
    hyphens: &mut Hyphens<'_>,
    ends: &[usize],
    starts: &[usize],
) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(i32, usize, usize)> = Vec::new();
    for &end in ends {
        let beside = neighbour(page, links, end);
        let near = starts.partition_point(|&start| start < end);
        for &start in &starts[near.saturating_sub(WINDOW / 2)..starts.len().min(near + WINDOW / 2)] {
            if start == end {
                continue;
            }
            let score = fits(page, hyphens, end, start);
            if Some(start) == beside {
                let bonus = if start == end + 1 { 2 } else { 1 };
                if score >= 0 {
                    pairs.push((score + bonus, end, start));
                }
            } else if score >= SURE && !shape::has_at_most(page.text(end), 7) {
                pairs.push((score, end, start));
            }
        }
    }
    pairs.sort_by_key(|&(score, end, start)| (-score, end.abs_diff(start), end));
    pairs.into_iter().map(|(_, end, start)| (end, start)).collect()
}

/// Links two parts, and lifts what stands between neighbours.
fn set(page: &mut Page<'_>, links: &mut Links, end: usize, start: usize) {
    let is_beside = neighbour(page, links, end) == Some(start);
    if is_beside {
        lift_between(page, end, start);
    }
    links.set(end, start);
    remark(page, if is_beside { "join.break" } else { "join.far" }, end, start);
}

/// Names what stands between the two parts of a sentence.
fn lift_between(page: &mut Page<'_>, end: usize, start: usize) {
    for unit in end + 1..start {
        if page.units[unit].is_float() || page.units[unit].form != Form::Flow {
            continue;
        }
        let kind =
            if shape::is_quotation(page.text(unit)) { BlockKind::PullQuote } else { BlockKind::Caption };
        page.lift(unit, kind);
    }
}

fn remark(page: &mut Page<'_>, rule: &'static str, end: usize, start: usize) {
    let tail: Vec<char> = page.text(end).chars().rev().take(30).collect();
    let tail: String = tail.into_iter().rev().collect();
    let head: String = page.text(start).chars().take(30).collect();
    let at = page.units[start].range.clone();
    page.remark(rule, at, format!("joined \"…{tail}\" to \"{head}…\""));
}
