//! Rules that find names by what stands in and around them. Each looks at one run and its neighbourhood.

use std::ops::Range;

use tearsheet_ingest::{Case, TokenKind};

use crate::firm::found::{Finder, Found};
use crate::firm::scan::{LineCase, Run, Scan};
use crate::firm::tagger::Label;
use crate::lexicon::Lexicons;
use crate::lexicon::names::{Kind, Listed};
use crate::lexicon::words::WordClass;
use crate::view::View;

/// How many tokens a look to the side takes in at most.
const WINDOW: usize = 12;

/// What rules look at.
pub struct Context<'a> {
    /// The article.
    pub view: &'a View<'a>,
    /// What is known of words and names.
    pub lexicons: &'a Lexicons,
    /// Its runs.
    pub scan: &'a Scan,
    /// The tagger's opinion of each cell.
    pub labels: &'a [Label],
}

/// Everything that rules find, in order of rank.
pub fn find(context: &Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for rule in [tickers, acronyms, listed, legal_forms, heads, trade_nouns, appositions, series] {
        for run in &context.scan.runs {
            rule(context, run, &mut found);
        }
    }
    found
}

impl Context<'_> {
    pub(super) fn class(&self, cell: usize) -> WordClass {
        self.scan.cells[cell].class
    }

    pub(super) fn token(&self, cell: usize) -> tearsheet_ingest::Token {
        self.view.tokens()[self.scan.cells[cell].token as usize]
    }

    pub(super) fn word(&self, cell: usize) -> &str {
        self.scan.word(self.view, cell)
    }

    /// Whether a cell is a capitalised word, not a joint.
    pub(super) fn is_name_word(&self, cell: usize) -> bool {
        let token = self.token(cell);
        token.kind != TokenKind::Punct && !matches!(token.case, Case::Lower | Case::None)
    }

    /// The text of the token `by` places before the run.
    fn before(&self, run: &Run, by: usize) -> Option<usize> {
        let first = self.scan.cells[run.cells.start].token as usize;
        let sentence = &self.view.sentences()[run.sentence as usize];
        first.checked_sub(by).filter(|&at| at >= sentence.tokens.start as usize)
    }

    /// The token `by` places after the cell, in its sentence.
    fn after(&self, run: &Run, cell: usize, by: usize) -> Option<usize> {
        let at = self.scan.cells[cell].token as usize + by;
        let sentence = &self.view.sentences()[run.sentence as usize];
        (at < sentence.tokens.end as usize).then_some(at)
    }

    fn class_at(&self, token: usize) -> WordClass {
        let token = self.view.tokens()[token];
        self.lexicons.words.of_form(token.of(self.view.text()), token.fold)
    }

    /// Leaves out words at the front of a name that are not part of it: articles, titles, what opens a sentence.
    fn trim_front(&self, run: &Run, mut cells: Range<usize>) -> Range<usize> {
        while cells.len() > 1 {
            let class = self.class(cells.start);
            let opens_sentence = run.opens && cells.start == run.cells.start;
            let drops = !self.is_name_word(cells.start)
                || class.is(WordClass::FUNCTION) && !self.is_upper(cells.start)
                || class.is(WordClass::DATE)
                || opens_sentence
                    && run.line == LineCase::Text
                    && class.is(WordClass::ADVERB)
                    && !class.is(WordClass::NOUN);
            if !drops {
                break;
            }
            cells.start += 1;
        }
        cells
    }

    fn is_upper(&self, cell: usize) -> bool {
        self.token(cell).case == Case::Upper
    }

    /// Whether the tagger takes all of `cells` for persons, places or other names.
    pub(super) fn is_other_name(&self, cells: Range<usize>) -> bool {
        self.labels[cells].iter().all(|label| label.is_other())
    }

    fn is_person_or_place(&self, cells: Range<usize>) -> bool {
        let inside =
            |label: Label| (Label::OpensPerson as u8..=Label::InPlace as u8).contains(&(label as u8));
        self.labels[cells].iter().all(|&label| inside(label))
    }
}

/// `(NYSE: ABC)`, `[NASDAQ:XYZ]`: the exchange and the ticker are names of their own.
fn tickers(context: &Context<'_>, run: &Run, found: &mut Vec<Found>) {
    for cell in run.cells.clone() {
        let Some(cover) = context.scan.cells[cell].organisation else { continue };
        let Listed::Organisation { kind: "exchange", .. } = cover.entry.listed else { continue };
        if cover.at != 0 {
            continue;
        }
        let last = cell + cover.len as usize - 1;
        let (Some(colon), Some(ticker)) = (context.after(run, last, 1), context.after(run, last, 2)) else {
            continue;
        };
        let token = context.view.tokens()[ticker];
        if context.view.word(colon) != ":" || token.end - token.start > 6 || token.case == Case::Lower {
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
fn acronyms(context: &Context<'_>, run: &Run, found: &mut Vec<Found>) {
    let last = run.cells.end - 1;
    let (Some(bracket), Some(inner)) = (context.after(run, last, 1), context.after(run, last, 2)) else {
        return;
    };
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
    let organisation = |cells: Range<usize>| {
        context.labels[cells]
            .iter()
            .any(|&label| matches!(label, Label::OpensOrganisation | Label::InOrganisation))
    };
    let head = kind_of(context, full.clone()).is_some();
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

/// Names that are sure by a list alone.
fn listed(context: &Context<'_>, run: &Run, found: &mut Vec<Found>) {
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
fn legal_forms(context: &Context<'_>, run: &Run, found: &mut Vec<Found>) {
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
            Some(at) if joined => start + at,
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
        ) && !(word == "," && from == end);
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
        tagged.start..tagged.end.max(cells.end)
    }
}

fn is_form(context: &Context<'_>, cell: usize) -> bool {
    let class = context.class(cell);
    if !class.is(WordClass::FORM) {
        return false;
    }
    let token = context.token(cell);
    let word = context.word(cell);
    // `as`, `se` and the like are forms in capitals only; `company` and `limited` with a capital.
    match word.len() {
        1..=2 => token.case == Case::Upper || matches!(word, "Co" | "Oy"),
        _ => token.case != Case::Lower || matches!(word, "plc" | "gmbh" | "d.o.o" | "s.r.o" | "a.s"),
    }
}

/// Names that end in a head noun (`Kim Chaek University of Technology`, `Nautilus Institute`) or open with one
/// (`Ministry of Finance`, `Bank of Norland`).
fn heads(context: &Context<'_>, run: &Run, found: &mut Vec<Found>) {
    if run.line != LineCase::Text {
        return;
    }
    for cell in run.cells.clone() {
        if !context.class(cell).is(WordClass::STRONG_HEAD) || !context.is_name_word(cell) {
            continue;
        }
        let Some(&kind) = context.lexicons.heads.get([context.scan.cells[cell].fold]) else { continue };
        let next_is_name = cell + 1 < run.cells.end && context.is_name_word(cell + 1);
        let of = cell + 2 < run.cells.end && context.word(cell + 1) == "of";
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
        let name_words = cells.clone().filter(|&at| context.is_name_word(at)).count();
        let ordinary = |at: usize| {
            context.class(at).is(WordClass::ORDINARY) || context.class(at).is(WordClass::FUNCTION)
        };
        if name_words < 2
            || context.is_other_name(cells.clone())
                && cells.clone().filter(|&at| context.is_name_word(at)).all(ordinary)
        {
            continue;
        }
        found.push(Found::new(cells, Finder::HeadNoun).of_kind(Some(kind)));
    }
}

/// Where the capitalised words from `at` on end.
fn names_end(context: &Context<'_>, run: &Run, at: usize) -> usize {
    (at..run.cells.end).find(|&at| !context.is_name_word(at)).unwrap_or(run.cells.end)
}

/// `tyre maker Michelin`, `mobile operator X`: the noun right before says what the name is.
fn trade_nouns(context: &Context<'_>, run: &Run, found: &mut Vec<Found>) {
    let Some(noun) = context.before(run, 1) else { return };
    let token = context.view.tokens()[noun];
    let class = context.class_at(noun);
    if token.case != Case::Lower
        || !class.is(WordClass::TRADE)
        || context.view.word(noun).ends_with('s')
        || run.line != LineCase::Text
    {
        return;
    }
    if let Some(cells) = unknown_name(context, run) {
        found.push(Found::new(cells, Finder::TradeNoun));
    }
}

/// The name that a run opens with, where nothing says that it is a person or a place and it is no ordinary word.
fn unknown_name(context: &Context<'_>, run: &Run) -> Option<Range<usize>> {
    let first = run.cells.start;
    let mut end = first;
    while end < run.cells.end
        && (context.is_name_word(end)
            || end > first && matches!(context.word(end), "&" | "-" | "+") && end + 1 < run.cells.end)
    {
        end += 1;
    }
    if end == first {
        return None;
    }
    let class = context.class(first);
    let known = WordClass::FIRST_NAME
        .or(WordClass::PLACE)
        .or(WordClass::DEMONYM)
        .or(WordClass::DATE)
        .or(WordClass::TITLE)
        .or(WordClass::FUNCTION);
    let place = context.scan.cells[first].place.is_some();
    if class.is(known) || place || context.is_person_or_place(first..end) {
        return None;
    }
    let ordinary = (first..end).all(|at| context.class(at).is(WordClass::ORDINARY));
    (!ordinary && end - first <= 5).then_some(first..end)
}

/// `X, a Swiss joint venture,`, `X—a maker of pumps—`, `X (a joint venture with Y)`.
fn appositions(context: &Context<'_>, run: &Run, found: &mut Vec<Found>) {
    let last = run.cells.end - 1;
    let (Some(mark), Some(article)) = (context.after(run, last, 1), context.after(run, last, 2)) else {
        return;
    };
    if !matches!(context.view.word(mark), "," | "—" | "–" | "(" | "-")
        || !matches!(context.view.word(article), "a" | "an" | "the")
    {
        return;
    }
    let end = context.view.sentences()[run.sentence as usize].tokens.end as usize;
    let mut at = article + 1;
    let mut head = None;
    while at < end.min(article + WINDOW / 2 + 1) {
        let token = context.view.tokens()[at];
        if token.kind == TokenKind::Punct && !matches!(context.view.word(at), "-" | "’" | "'") {
            break;
        }
        let class = context.class_at(at);
        if token.case == Case::Lower && class.is(WordClass::FUNCTION.or(WordClass::JOINER)) {
            break;
        }
        if token.case == Case::Lower {
            head = Some(class);
        }
        at += 1;
    }
    if head.is_some_and(|class| class.is(WordClass::TRADE))
        && let Some(cells) = unknown_name(context, run)
        && cells.end == run.cells.end
    {
        found.push(Found::new(cells, Finder::Apposition));
    }
}

/// `firms such as X, Y and Z`, `corporations including X`, `ventures include X (…) and Y`.
fn series(context: &Context<'_>, run: &Run, found: &mut Vec<Found>) {
    let Some(cue) = context.before(run, 1) else { return };
    let mut cue = cue;
    if context.view.word(cue) == "the" && cue > 0 {
        cue -= 1;
    }
    let opens = match context.view.word(cue) {
        "as" => cue > 1 && context.view.word(cue - 1) == "such" && is_plural_trade(context, cue - 2),
        "including" | "like" | "include" => {
            cue > 1
                && (is_plural_trade(context, cue - 1)
                    || context.view.word(cue - 1) == "," && is_plural_trade(context, cue - 2))
        }
        _ => false,
    };
    if opens && run.line == LineCase::Text {
        let mut start = run.cells.start;
        for at in run.cells.clone().chain([run.cells.end]) {
            let parts = at == run.cells.end || matches!(context.word(at), "and" | "or" | ",");
            if parts && at > start {
                let cells = context.trim_front(run, start..at);
                if !cells.is_empty()
                    && !context.is_person_or_place(cells.clone())
                    && context.is_name_word(cells.start)
                    && !context.class(cells.start).is(WordClass::DEMONYM)
                {
                    found.push(Found::new(cells, Finder::Series));
                }
            }
            if parts {
                start = at + 1;
            }
        }
    }
}

fn is_plural_trade(context: &Context<'_>, token: usize) -> bool {
    let word = context.view.word(token);
    word.ends_with('s') && context.class_at(token).is(WordClass::TRADE)
}

/// Kind by the head noun of a name: its last two words, its last, or the word before `of`.
pub fn kind_of(context: &Context<'_>, cells: Range<usize>) -> Option<Kind> {
    let mut words: Vec<usize> = cells.filter(|&at| context.token(at).kind != TokenKind::Punct).collect();
    while words.len() > 1 && words.last().is_some_and(|&at| is_form(context, at)) {
        words.pop();
    }
    let fold = |at: usize| context.scan.cells[at].fold;
    let heads = &context.lexicons.heads;
    if let [.., first, second] = words[..]
        && let Some(&kind) = heads.get([fold(first), fold(second)])
    {
        return Some(kind);
    }
    if let Some(of) = words.iter().position(|&at| context.word(at) == "of" || context.word(at) == "for")
        && of > 0
        && let Some(&kind) = heads.get([fold(words[of - 1])])
    {
        return Some(kind);
    }
    if words.len() < 2 {
        return None;
    }
    words.last().and_then(|&last| heads.get([fold(last)])).copied()
}
