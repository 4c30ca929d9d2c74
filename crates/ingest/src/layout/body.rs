//! What stands between the paragraphs of an article: headings, captions, running heads, pull quotes.

use rustc_hash::{FxHashMap, FxHashSet};

use super::join::Links;
use super::lines::Form;
use super::{Page, shape, tail};
use crate::article::BlockKind;
use crate::token::{fold_hash, folded_words};

/// Longest text, in words, that a caption or pull quote may have.
pub(super) const LONGEST_FLOAT: usize = 60;

/// Decides what each unit of the body is by its shape and its place.
pub(super) fn read(page: &mut Page<'_>) {
    furniture(page);
    around_tables(page);
    captions(page);
    headings(page);
}

/// Page numbers and running heads, which name a page or come again and again.
fn furniture(page: &mut Page<'_>) {
    let mut seen: FxHashMap<u64, u32> = FxHashMap::default();
    let key = |text: &str| {
        if text.len() > 90 || shape::is_finished(text) {
            return None;
        }
        let bare: String = text.chars().filter(|c| c.is_alphabetic()).collect();
        (bare.len() >= 6).then(|| fold_hash(&bare))
    };
    for unit in 0..page.units.len() {
        if page.units[unit].form == Form::Flow
            && page.units[unit].lines.len() == 1
            && let Some(key) = key(page.text(unit))
        {
            *seen.entry(key).or_default() += 1;
        }
    }
    for unit in page.first_body..page.units.len() {
        if !page.units[unit].is_text() || page.units[unit].lines.len() != 1 {
            continue;
        }
        let text = page.text(unit);
        let comes_again = key(text).and_then(|key| seen.get(&key)).is_some_and(|&count| count > 1);
        if page.meta.published.is_none() && shape::is_furniture(text) {
            page.meta.published = shape::fields_of(text).find_map(crate::date::parse);
        }
        let is_running_head =
            comes_again && text.bytes().any(|byte| byte.is_ascii_digit()) && !shape::starts_lower(text);
        if shape::is_furniture(text) || is_running_head || is_beside_page_number(page, unit) {
            page.lift(unit, BlockKind::Boilerplate);
        } else if tail::is_credit(text) {
            page.decide(unit, BlockKind::Byline);
        }
    }
}

/// Whether a short line with a date in it stands right before or after a page number.
fn is_beside_page_number(page: &Page<'_>, unit: usize) -> bool {
    let text = page.text(unit);
    text.len() <= 100
        && shape::is_heading_like(text)
        && crate::date::parse(text).is_some()
        && [unit.checked_sub(1), Some(unit + 1)]
            .into_iter()
            .flatten()
            .any(|other| other < page.units.len() && shape::is_page_number(page.text(other)))
}

/// The line above a table and the notes under it.
fn around_tables(page: &mut Page<'_>) {
    for table in page.first_body..page.units.len() {
        if page.units[table].form != Form::Rows {
            continue;
        }
        let is_note = |page: &Page<'_>, unit: usize, words: usize| {
            page.units[unit].is_text()
                && shape::has_at_most(page.text(unit), words)
                && !shape::starts_lower(page.text(unit))
                && page.units[unit].lines.len() <= 2
        };
        if table > page.first_body && page.units[table].gap <= 1 && is_note(page, table - 1, 20) {
            let text = page.text(table - 1);
            if shape::is_finished(text) || shape::is_heading_like(text) || shape::is_caption_mark(text) {
                page.lift(table - 1, BlockKind::Caption);
            }
        }
        if table + 1 < page.units.len() {
            let touches = page.units[table + 1].gap == 0;
            let is_marked = shape::is_caption_mark(page.text(table + 1));
            let is_short_sentence = is_note(page, table + 1, 40) && shape::is_finished(page.text(table + 1));
            if page.units[table + 1].is_text() && (is_marked || touches && is_short_sentence) {
                page.lift(table + 1, BlockKind::Caption);
            }
        }
    }
}

/// Captions that name themselves, and short sentences set apart by more than the usual space.
fn captions(page: &mut Page<'_>) {
    let mut gaps: Vec<usize> = page.units[page.first_body..].iter().map(|unit| unit.gap).collect();
    gaps.sort_unstable();
    let usual = gaps.get(gaps.len() / 2).copied().unwrap_or(0);
    for unit in page.first_body..page.units.len() {
        if !page.units[unit].is_text() {
            continue;
        }
        let text = page.text(unit);
        let is_apart = usual == 1
            && page.units[unit].gap >= 3
            && unit + 1 < page.units.len()
            && text.len() <= 220
            && shape::has_at_most(text, 30)
            && text.ends_with('.')
            && !text.contains(['“', '"'])
            && page.units[unit].lines.len() == 1
            && !shape::starts_lower(text);
        let is_marked = shape::is_caption_mark(text) || shape::has_credit(text);
        if is_marked && shape::has_at_most(text, LONGEST_FLOAT) || is_apart {
            page.lift(unit, BlockKind::Caption);
            // `Photo: A. Lee` right under a line makes that a caption too.
            let above =
                unit.checked_sub(1).filter(|&above| above >= page.first_body && page.units[unit].gap == 0);
            if let Some(above) = above
                && page.units[above].is_text()
                && shape::has_at_most(page.text(above), 30)
                && shape::has_at_most(text, 8)
            {
                page.lift(above, BlockKind::Caption);
            }
        }
    }
}

/// Short lines without a stop, right above running text.
fn headings(page: &mut Page<'_>) {
    let mut short_before = 0;
    for unit in page.first_body..page.units.len() {
        let text = page.text(unit);
        if page.units[unit].is_float() {
            continue;
        }
        if !page.units[unit].is_text() || !shape::is_heading_like(text) || shape::is_quotation(text) {
            short_before = 0;
            continue;
        }
        short_before += 1;
        let is_full = page.setting.is_full(page.last_line(unit)) && !shape::has_at_most(text, 7);
        let is_one =
            page.units[unit].lines.len() == 1 || page.setting.wrap.is_some() && shape::has_at_most(text, 12);
        let below = (unit + 1..page.units.len()).find(|&next| !page.units[next].is_float());
        let heads = below.is_some_and(|below| {
            let text = page.text(below);
            page.units[below].form == Form::Items
                || page.units[below].is_text()
                    && !shape::starts_lower(text)
                    && (shape::is_finished(text) || !shape::has_at_most(text, 14))
        });
        let asks = text.ends_with(['?', '!']);
        // The last of many short lines is one of a list.
        if is_one && !is_full && heads && short_before < 3 && (!asks || shape::has_at_most(text, 8)) {
            page.decide(unit, BlockKind::Heading);
        }
    }
}

/// Lifts sentences that stand in the article twice: once in the running text, once as an eye-catcher.
///
/// Looked for only where the text shows that it was copied from pages; `links` tells what was cut there.
pub(super) fn lift_repeats(page: &mut Page<'_>, links: &Links) {
    let has_floats =
        page.units[page.first_body..].iter().any(|unit| unit.is_float() && unit.form == Form::Flow);
    let is_from_pages = has_floats || links.next.iter().any(Option::is_some);
    if !is_from_pages {
        return;
    }
    let candidates: Vec<usize> = (page.first_body..page.units.len())
        .filter(|&unit| {
            let text = page.text(unit);
            (page.units[unit].is_text() && !links.joins(unit)
                || page.units[unit].kind == Some(BlockKind::Caption))
                && !shape::has_at_most(text, 5)
                && shape::has_at_most(text, LONGEST_FLOAT)
        })
        .collect();
    if candidates.is_empty() {
        return;
    }
    let wanted: FxHashSet<u64> = candidates.iter().flat_map(|&unit| shingles(page.text(unit))).collect();
    let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
    for unit in page.first_body..page.units.len() {
        if page.units[unit].is_text() || page.units[unit].kind == Some(BlockKind::Caption) {
            for shingle in shingles(page.text(unit)).filter(|shingle| wanted.contains(shingle)) {
                *counts.entry(shingle).or_default() += 1;
            }
        }
    }
    for unit in candidates {
        let (mut all, mut again) = (0, 0);
        for shingle in shingles(page.text(unit)) {
            all += 1;
            again += u32::from(counts.get(&shingle).is_some_and(|&count| count > 1));
        }
        let repeats = all > 0 && again * 10 >= all * 6;
        let stands_alone = shape::is_quotation(page.text(unit)) && page.units[unit].kind.is_none();
        if repeats || stands_alone {
            page.lift(unit, BlockKind::PullQuote);
        }
    }
}

/// Hashes of all runs of four words.
fn shingles(text: &str) -> impl Iterator<Item = u64> {
    let mut last = [0u64; 4];
    let mut count = 0usize;
    folded_words(text).filter_map(move |word| {
        last[count % 4] = word;
        count += 1;
        (count >= 4).then(|| {
            (0..4u32).fold(0u64, |sum, back| {
                let word = last[(count - 1 - back as usize) % 4];
                sum.rotate_left(17) ^ word.wrapping_mul(0x9e37_79b9_7f4a_7c15)
            })
        })
    })
}
