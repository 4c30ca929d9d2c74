//! Names that their own words give away: listed names, legal forms, head nouns, tickers, acronyms.

use std::ops::Range;

use tearsheet_ingest::{Case, TokenKind};

use super::{Context, WINDOW, head_kind, is_form, kind_of};
use crate::firm::found::{Finder, Found};
use crate::firm::scan::{LineCase, Run};
use crate::firm::tagger::Label;
use crate::lexicon::names::Listed;
use crate::lexicon::user::LIST;
use crate::lexicon::words::WordClass;

/// `(NYSE: ABC)`, `[NASDAQ:XYZ]`: the exchange and the ticker are names of their own.
pub(super) fn tickers(context: &Context<'_>, run: &Run, found: &mut Vec<Found>) {
    for cell in run.cells.clone() {
        let Some(cover) = context.scan.cells[cell].organisation else { continue };
        let Listed::Organisation { kind: "exchange", .. } = cover.entry.listed else { continue };
        if cover.at != 0 {
            continue;
        }
        let last = cell + cover.len as usize - 1;
        let cells = &context.scan.cells;
        if cells.get(last + 1).is_some_and(|next| next.token == cells[last].token) {
            found.push(Found::new(cell..last + 1, Finder::Ticker).of_kind(Some("exchange")));
            found.push(Found::new(last + 1..last + 2, Finder::Ticker));
            continue;
        }
        let colon = cells[last].token as usize + 1;
        let ticker = colon + 1;
        if ticker >= context.sentence(run).end {
            continue;
        }
        let token = context.view.tokens()[ticker];
        if context.view.word(colon) != ":"
            || token.end - token.start > 6
            || token.case == Case::Lower
            || token.kind == TokenKind::Punct
        {
            continue;
        }
        found.push(Found::new(cell..last + 1, Finder::Ticker).of_kind(Some("exchange")));
        if let Ok(at) = context.scan.cells.binary_search_by_key(&(ticker as u32), |cell| cell.token) {
            let mut end = at + 1;
            // `BRK.B`, `LGF-A`
            while end + 1 < context.scan.cells.len()
                && context.view.glued(context.scan.cells[end - 1].token as usize)
                && context.scan.cells[end].token == context.scan.cells[end - 1].token + 1
                && matches!(context.word(end), "." | "-" | "/")
                && context.token(end + 1).end - context.token(end + 1).start == 1
            {
                end += 2;
            }
            found.push(Found::new(at..end, Finder::Ticker));
        }
    }
}

/// `Korea Computer Center (KCC)`, `KCC (Korea Computer Center)`: the letters are the first letters of the words.
pub(super) fn acronyms(context: &Context<'_>, run: &Run, found: &mut Vec<Found>) {
    let last = run.cells.end - 1;
    let Some(bracket) = context.after(run, last) else { return };
    let inner = bracket + 1;
    if context.view.word(bracket) != "(" {
        return;
    }
    let cells = &context.scan.cells;
    let Ok(second) = cells.binary_search_by_key(&(inner as u32), |cell| cell.token) else { return };
    let second_end = (second..cells.len().min(second + WINDOW))
        .find(|&at| context.view.word(cells[at].token as usize + 1) == ")")
        .map(|at| at + 1);
    let Some(second_end) = second_end else { return };
    let acronym_inside = second_end == second + 1 && context.is_acronym(second);
    let (full, acronym) = if acronym_inside {
        (run.cells.clone(), second)
    } else if context.is_acronym(last) {
        (second..second_end, last)
    } else {
        return;
    };
    let Some(full) = context.spelt_out(full, acronym) else { return };
    // `GDP` is known to be no organisation, and so is what it is short for.
    if cells[acronym].thing.is_some() || cells[full.start].thing.is_some_and(|cover| cover.at == 0) {
        return;
    }
    let organisation = |cells: Range<usize>| {
        context.labels[cells]
            .iter()
            .any(|&label| matches!(label, Label::OpensOrganisation | Label::InOrganisation))
    };
    let head = head_kind(context, full.clone()).is_some();
    if head || organisation(full.clone()) || organisation(acronym..acronym + 1) {
        let kind = kind_of(context, full.clone());
        found.push(Found::new(full, Finder::Acronym).of_kind(kind));
        found.push(Found::new(acronym..acronym + 1, Finder::Acronym).of_kind(kind));
    }
}

impl Context<'_> {
    fn is_acronym(&self, cell: usize) -> bool {
        let token = self.token(cell);
        token.kind == TokenKind::Word && token.case == Case::Upper && (2..=8).contains(&self.word(cell).len())
    }

    /// The last cells of `full` whose capitals spell the acronym, in order.
    fn spelt_out(&self, full: Range<usize>, acronym: usize) -> Option<Range<usize>> {
        let mut letters: Vec<char> = self.word(acronym).chars().collect();
        let mut start = full.end;
        for at in full.clone().rev() {
            let Some(&wanted) = letters.last() else { break };
            if !self.is_name_word(at) {
                continue;
            }
            let word = self.word(at);
            start = at;
            if word.starts_with(wanted) {
                letters.pop();
            } else if self.class(at).is(WordClass::FORM) {
                continue;
            } else {
                return None;
            }
        }
        (letters.is_empty() && start + 1 < full.end).then_some(start..full.end)
    }
}

/// Names that the user lists: nothing outranks them.
pub(super) fn users(context: &Context<'_>, run: &Run, found: &mut Vec<Found>) {
    for cell in run.cells.clone() {
        if let Some(cover) = context.scan.cells[cell].organisation
            && let Listed::Organisation { kind, .. } = cover.entry.listed
            && cover.at == 0
            && cover.entry.list == LIST
        {
            let cells = cell..cell + usize::from(cover.len);
            found.push(Found::new(cells, Finder::List(cover.entry)).of_kind(Some(kind)));
        }
    }
}

/// Names that are sure by a list alone.
pub(super) fn listed(context: &Context<'_>, run: &Run, found: &mut Vec<Found>) {
    for cell in run.cells.clone() {
        let Some(cover) = context.scan.cells[cell].organisation.filter(|cover| cover.at == 0) else {
            continue;
        };
        let Listed::Organisation { kind, sure, .. } = cover.entry.listed else { continue };
        let cells = cell..cell + cover.len as usize;
        if !sure || context.is_other_name(cells.clone()) {
            continue;
        }
        // A longer name around it is the tagger's to say.
        let whole = context.widened(run, cells.clone());
        if whole == cells || !context.is_organisation(whole.clone()) {
            found.push(Found::new(cells, Finder::List(cover.entry)).of_kind(Some(kind)));
        }
    }
}

impl Context<'_> {
    /// The tagged name that holds `cells`, or `cells` themselves.
    fn widened(&self, run: &Run, cells: Range<usize>) -> Range<usize> {
        let mut whole = cells;
        while whole.start > run.cells.start && self.labels[whole.start].is_inner() {
            whole.start -= 1;
        }
        while whole.end < run.cells.end && self.labels[whole.end].is_inner() {
            whole.end += 1;
        }
        whole
    }

    fn is_organisation(&self, cells: Range<usize>) -> bool {
        self.labels[cells.start].is_organisation()
    }
}

/// Names that end in a legal form: `Halvorsen Inc.`, `Brown Brothers & Co`, `Salt & Sail, LLC`.
pub(super) fn legal_forms(context: &Context<'_>, run: &Run, found: &mut Vec<Found>) {
    let mut start = run.cells.start;
    let mut cell = run.cells.start;
    while cell < run.cells.end {
        if !is_form(context, cell) || cell == start {
            cell += 1;
            continue;
        }
        let mut end = cell + 1;
        while end < run.cells.end
            && (is_form(context, end)
                || matches!(context.word(end), "," | "." | "&")
                    && end + 1 < run.cells.end
                    && is_form(context, end + 1))
        {
            end += 1;
        }
        let opening =
            context.labels[start..cell].iter().rposition(|&label| label == Label::OpensOrganisation);
        let joined = opening.is_some_and(|at| {
            context.labels[start + at + 1..cell].iter().all(|&label| label == Label::InOrganisation)
        });
        let from = match opening {
            Some(at) if joined => context.with_words_before(run, start, start + at),
            _ => back_to_start(context, start, cell),
        };
        let cells = context.trim_front(run, from..end);
        if cells.len() > end - cell {
            found.push(Found::new(cells, Finder::LegalForm));
        }
        start = end;
        cell = end;
    }
}

impl Context<'_> {
    /// `from`, or the capitalised words right before it: with a legal form behind, they are part of the name unless
    /// they open the sentence or are no part of names.
    fn with_words_before(&self, run: &Run, start: usize, from: usize) -> usize {
        let other = WordClass::DATE.or(WordClass::TITLE).or(WordClass::FUNCTION).or(WordClass::DEMONYM);
        let part = |at: usize| {
            let opener = WordClass::ADVERB.or(WordClass::TRADE).or(WordClass::ASSET);
            let opens = run.opens
                && at == run.cells.start
                && (self.class(at).is(opener) || self.scan.usage_of(at).lower > 0);
            self.is_name_word(at)
                && self.token(at).end == self.scan.cells[at].end
                && !self.class(at).is(other)
                && !opens
        };
        (start..from).rev().take_while(|&at| part(at)).last().unwrap_or(from)
    }
}

/// Where a name that ends before `end` starts at the earliest: behind a joint that parts names, a possessive, or an
/// office (`Director of`).
fn back_to_start(context: &Context<'_>, start: usize, end: usize) -> usize {
    let mut from = end;
    while from > start {
        let at = from - 1;
        let word = context.word(at);
        let parts = matches!(
            word,
            "and" | "," | "for" | "to" | "in" | "at" | "on" | "with" | "the" | "/" | "–" | "’"
        ) && !(word == "," && from == end)
            && !(word == "’" && at > start && context.word(at - 1).ends_with('s'));
        let possessive =
            context.token(at).end != context.scan.cells[at].end && context.scan.cells[at].place.is_some();
        let office = word == "of" && at > start && context.class(at - 1).is(WordClass::TITLE);
        if parts || possessive || office {
            break;
        }
        from = at;
    }
    from
}

impl Context<'_> {
    /// `cells` with the borders that the tagger sees, where it sees an organisation there.
    fn aligned(&self, run: &Run, cells: Range<usize>) -> Range<usize> {
        let Some(seed) = cells.clone().rev().find(|&at| self.labels[at].is_organisation()) else {
            return cells;
        };
        let tagged = self.widened(run, seed..seed + 1);
        // `A University and B University` are two.
        let two = (tagged.start..cells.start).any(|at| self.class(at).is(WordClass::STRONG_HEAD));
        let start = if two { cells.start } else { tagged.start };
        let end = tagged.end.max(cells.end);
        // `Ministry of Health and Energy` is one, `Velden Centre and Brakel Energy` are two.
        let spans_and = cells.clone().any(|at| self.word(at) == "of");
        let other_head = if spans_and { WordClass::STRONG_HEAD } else { WordClass::HEAD };
        let another = matches!(self.word(cells.end.min(run.cells.end - 1)), "and" | ",")
            && (cells.end..end).any(|at| self.class(at).is(other_head));
        start..if another { cells.end } else { end }
    }
}

/// Names that end in a head noun (`Kim Chaek University of Technology`, `Nautilus Institute`) or open with one
/// (`Ministry of Finance`, `Bank of Norland`).
pub(super) fn heads(context: &Context<'_>, run: &Run, found: &mut Vec<Found>) {
    if run.line != LineCase::Text {
        return;
    }
    for cell in run.cells.clone() {
        if !context.class(cell).is(WordClass::STRONG_HEAD) || !context.is_name_word(cell) {
            continue;
        }
        // `Building Society` is a bank, `Society` an association.
        let fold = |at: usize| context.scan.cells[at].fold;
        let of_two = || context.lexicons.heads.get([fold(cell - 1), fold(cell)]);
        let of_two = (cell > run.cells.start).then(of_two).flatten();
        let Some(&kind) = of_two.or_else(|| context.lexicons.heads.get([fold(cell)])) else { continue };
        let next_is_name = cell + 1 < run.cells.end && context.is_name_word(cell + 1);
        let of = cell + 2 < run.cells.end && matches!(context.word(cell + 1), "of" | "for");
        let start = back_to_start(context, run.cells.start, cell);
        let opening = !(run.cells.start..cell).any(|at| context.is_name_word(at)) || start == cell;
        if opening
            && !(of
                && matches!(
                    kind,
                    "university"
                        | "government"
                        | "central-bank"
                        | "bank"
                        | "institute"
                        | "association"
                        | "court"
                        | "party"
                ))
        {
            continue;
        }
        if next_is_name {
            continue;
        }
        let mut end = cell + 1;
        if of {
            end = names_end(context, run, cell + 2);
        }
        // `Centre for Water Studies`, `Ministry of Trade and Industry`.
        if end + 1 < run.cells.end && context.word(end) == "for" && context.is_name_word(end + 1) {
            end = names_end(context, run, end + 1);
        }
        if of
            && matches!(kind, "government")
            && end + 1 < run.cells.end
            && matches!(context.word(end), "and" | "&")
        {
            end = names_end(context, run, end + 1);
        }
        let cells = context.trim_front(run, context.aligned(run, start..end));
        // An initial is no word: `S.-J. Software`.
        let name_words =
            cells.clone().filter(|&at| context.is_name_word(at) && context.word(at).len() > 1).count();
        let ordinary = |at: usize| {
            context.class(at).is(WordClass::ORDINARY) || context.class(at).is(WordClass::FUNCTION)
        };
        if name_words < 2
            || context.is_other_name(cells.clone())
                && cells.clone().filter(|&at| context.is_name_word(at)).all(ordinary)
        {
            continue;
        }
        found.push(Found::new(cells, Finder::HeadNoun).of_kind(Some(kind).filter(|kind| !kind.is_empty())));
    }
}

/// Where the capitalised words from `at` on end.
fn names_end(context: &Context<'_>, run: &Run, at: usize) -> usize {
    (at..run.cells.end).find(|&at| !context.is_name_word(at)).unwrap_or(run.cells.end)
}
