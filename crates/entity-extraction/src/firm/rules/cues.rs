//! Names that what stands beside them gives away: nouns before, appositions behind, lists.

use std::ops::Range;

use tearsheet_ingest::{Case, TokenKind};

use super::{Context, WINDOW};
use crate::firm::found::{Finder, Found};
use crate::firm::scan::{LineCase, Run, right_of};
use crate::lexicon::names::{Kind, Listed};
use crate::lexicon::words::WordClass;

/// `tyre maker Michelin`, `mobile operator X`, `a startup called X`: the noun before says what the name is.
pub(super) fn trade_nouns(context: &Context<'_>, run: &Run, found: &mut Vec<Found>) {
    let Some(mut noun) = context.before(run) else { return };
    if matches!(context.view.word(noun), "called" | "named" | "dubbed") && noun > 0 {
        noun -= 1;
    }
    if run.line == LineCase::Text
        && is_trade(context, noun)
        && !context.view.word(noun).ends_with('s')
        && let Some(cells) = unknown_name(context, run)
    {
        found.push(Found::new(cells, Finder::TradeNoun).of_kind(trade_kind(context, noun)));
    }
}

/// The kind that a noun says, with the word before it.
fn trade_kind(context: &Context<'_>, noun: usize) -> Option<Kind> {
    let before = noun.checked_sub(1).map_or("", |at| context.view.word(at));
    let word = context.view.word(noun);
    Some(match (before, word.strip_suffix('s').unwrap_or(word)) {
        ("joint", "venture") => "joint-venture",
        ("state" | "owned" | "government", "company" | "corporation" | "enterprise" | "firm") => {
            "state-enterprise"
        }
        (_, "bank" | "lender") => "bank",
        (_, "startup") | ("-", "up") => "start-up",
        (_, "consultancy" | "consultancie") => "consultancy",
        (_, "fund" | "investor") => "fund",
        (_, "newspaper" | "daily" | "magazine" | "broadcaster") => "media",
        (_, "ministry" | "department") => "government",
        (_, "regulator" | "watchdog") => "regulator",
        (_, "university" | "college") => "university",
        (_, "institute") | ("think", "tank") => "institute",
        (_, "charity") => "charity",
        (_, "party") => "party",
        (_, "association" | "union") => "association",
        (_, "club" | "team") => "club",
        _ => return None,
    })
}

/// Whether a token says what a firm is. At the start of a sentence it has a capital: `Jeweller X`.
fn is_trade(context: &Context<'_>, token: usize) -> bool {
    context.view.tokens()[token].case == Case::Lower && context.class_at(token).is(WordClass::TRADE)
}

/// The name that a run opens with, where nothing says that it is a person or a place and it is no ordinary word.
fn unknown_name(context: &Context<'_>, run: &Run) -> Option<Range<usize>> {
    let first = run.cells.start;
    let mut end = first;
    while end < run.cells.end
        && (context.is_name_word(end)
            || context.token(end).kind == TokenKind::Number
            || end > first
                && matches!(
                    context.word(end),
                    "&" | "-" | "+" | "du" | "de" | "des" | "del" | "della" | "di" | "da" | "do"
                )
                && end + 1 < run.cells.end)
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
    let cell = context.scan.cells[first];
    let listed = cell.place.is_some() || cell.thing.is_some();
    if class.is(known) || listed || context.is_person_or_place(first..end) && end - first > 1 {
        return None;
    }
    let ordinary = (first..end).all(|at| context.class(at).is(WordClass::ORDINARY));
    (!ordinary && end - first <= 5).then_some(first..end)
}

/// `X, a Swiss joint venture,`, `X—a maker of pumps—`, `X (a joint venture with Y)`.
pub(super) fn appositions(context: &Context<'_>, run: &Run, found: &mut Vec<Found>) {
    let Some(mark) = context.after(run, run.cells.end - 1) else { return };
    let article = mark + 1;
    if !matches!(context.view.word(mark), "," | "—" | "–" | "(" | "-")
        || !matches!(context.view.word(article), "a" | "an" | "the")
    {
        return;
    }
    let end = context.sentence(run).end;
    let mut head = None;
    for at in article + 1..end.min(article + WINDOW / 2 + 1) {
        let token = context.view.tokens()[at];
        if token.kind == TokenKind::Punct && !matches!(context.view.word(at), "-" | "’" | "'") {
            break;
        }
        let class = context.class_at(at);
        if token.case == Case::Lower && class.is(WordClass::FUNCTION.or(WordClass::JOINER)) {
            break;
        }
        if token.case == Case::Lower {
            head = Some((class, at));
        }
    }
    if let Some((class, noun)) = head
        && class.is(WordClass::TRADE)
        && let Some(cells) = unknown_name(context, run)
        && cells.end == run.cells.end
    {
        found.push(Found::new(cells, Finder::Apposition).of_kind(trade_kind(context, noun)));
    }
}

/// `X is a software firm`, `X was a Danish maker of pumps`: a predicate that only a firm can have.
pub(super) fn copulas(context: &Context<'_>, found: &mut Vec<Found>) {
    for run in &context.scan.runs {
        let Some(verb) = context.after(run, run.cells.end - 1) else { continue };
        if !matches!(context.view.word(verb), "is" | "was")
            || !matches!(context.view.word(verb + 1), "a" | "an")
        {
            continue;
        }
        let end = context.sentence(run).end.min(verb + 2 + WINDOW / 2 + 2);
        let says_firm = (verb + 2..end)
            .take_while(|&at| {
                let other = context.class_at(at).is(WordClass::FUNCTION.or(WordClass::JOINER));
                !other && (context.view.tokens()[at].kind != TokenKind::Punct || context.view.word(at) == "-")
            })
            .any(|at| FIRM_PREDICATES.contains(&context.view.word(at)));
        if says_firm
            && let Some(cells) = unknown_name(context, run)
            && cells.end == run.cells.end
        {
            found.push(Found::new(cells, Finder::Apposition));
        }
    }
}

/// `Nordfels Industries AG, better known as Zentriq`: another name of the firm before it.
pub(super) fn other_names(context: &Context<'_>, found: &mut Vec<Found>) {
    let mut firms: Vec<usize> = Vec::new();
    firms.extend(
        found
            .iter()
            .filter(|name| matches!(name.finder, Finder::LegalForm | Finder::HeadNoun | Finder::List(_)))
            .map(|name| context.scan.cells[name.cells.end - 1].token as usize),
    );
    firms.sort_unstable();
    for run in &context.scan.runs {
        let Some(as_) = context.before(run).filter(|&at| at > 0 && context.view.word(at) == "as") else {
            continue;
        };
        let known = ["know", "known", "trades", "trading"].contains(&context.view.word(as_ - 1));
        let last = firms.partition_point(|&end| end < as_);
        let near =
            last > 0 && as_ - firms[last - 1] <= WINDOW / 2 && firms[last - 1] >= context.sentence(run).start;
        if known
            && near
            && let Some(cells) = unknown_name(context, run)
        {
            found.push(Found::new(cells, Finder::Apposition));
        }
    }
}

/// What a firm is and no person, product or place.
const FIRM_PREDICATES: [&str; 10] = [
    "firm",
    "company",
    "startup",
    "consultancy",
    "corporation",
    "conglomerate",
    "manufacturer",
    "wholesaler",
    "subsidiary",
    "brewery",
];

/// Lists of names: behind a word for firms (`firms such as X, Y and Z`, `competitors include X`) all are firms;
/// otherwise all are what most of them are.
pub(super) fn series(context: &Context<'_>, found: &mut Vec<Found>) {
    let runs = &context.scan.runs;
    let mut first = 0;
    while first < runs.len() {
        let mut last = first;
        while last + 1 < runs.len()
            && runs[last + 1].sentence == runs[first].sentence
            && follows(context, &runs[last], &runs[last + 1])
        {
            last += 1;
        }
        let opened = opens_series(context, &runs[first]);
        let items: Vec<Range<usize>> =
            runs[first..=last].iter().flat_map(|run| items(context, run)).collect();
        if runs[first].line == LineCase::Text
            && (opened || items.len() >= 3 && mostly_organisations(context, &items))
        {
            for cells in items {
                if may_be_organisation(context, &cells) {
                    found.push(Found::new(cells, Finder::Series));
                }
            }
        }
        first = last + 1;
    }
}

/// Whether `next` is the next item of a list that `run` is in: only commas, `and`, `or` and brackets stand between.
fn follows(context: &Context<'_>, run: &Run, next: &Run) -> bool {
    let end = context.scan.cells[next.cells.start].token as usize;
    let mut at = context.scan.cells[run.cells.end - 1].token as usize;
    let mut parted = false;
    for _ in 0..WINDOW {
        match right_of(context.view, at, end) {
            None => return parted,
            Some(token) => {
                match context.view.word(token) {
                    "," | ";" | "and" | "or" | "&" => parted = true,
                    "the" | "\"" | "“" | "”" | "." if parted => {}
                    "(" => {
                        let close = (token..end.min(token + WINDOW)).find(|&at| context.view.word(at) == ")");
                        let Some(close) = close else { return false };
                        at = close;
                        continue;
                    }
                    _ => return false,
                }
                at = token;
            }
        }
    }
    false
}

/// The names of a run that `and`, `or` and commas part.
fn items(context: &Context<'_>, run: &Run) -> Vec<Range<usize>> {
    let mut items = Vec::new();
    let mut start = run.cells.start;
    for at in run.cells.clone().chain([run.cells.end]) {
        let comma =
            at + 1 < run.cells.end && context.word(at) == "," && !context.class(at + 1).is(WordClass::FORM);
        let parts = at == run.cells.end || matches!(context.word(at), "and" | "or") || comma;
        if parts && at > start {
            items.push(context.trim_front(run, start..at));
        }
        if parts {
            start = at + 1;
        }
    }
    items
}

fn opens_series(context: &Context<'_>, run: &Run) -> bool {
    let Some(mut cue) = context.before(run) else { return false };
    if context.view.word(cue) == "the" && cue > 0 {
        cue -= 1;
    }
    match context.view.word(cue) {
        "as" => cue > 1 && context.view.word(cue - 1) == "such" && is_plural_trade(context, cue - 2),
        "including" | "like" | "include" | "are" | ":" => {
            cue > 1
                && (is_plural_trade(context, cue - 1)
                    || matches!(context.view.word(cue - 1), "," | "include")
                        && is_plural_trade(context, cue - 2))
        }
        _ => false,
    }
}

fn is_plural_trade(context: &Context<'_>, token: usize) -> bool {
    let word = context.view.word(token);
    word.ends_with('s') && context.class_at(token).is(WordClass::TRADE)
}

/// Whether the tagger or a list takes half of the items, and two of them, for organisations, and none for a person.
fn mostly_organisations(context: &Context<'_>, items: &[Range<usize>]) -> bool {
    let known = |cells: &&Range<usize>| {
        let cell = context.scan.cells[cells.start];
        let listed = cell.organisation.is_some_and(|cover| {
            usize::from(cover.len) == cells.len()
                && matches!(cover.entry.listed, Listed::Organisation { sure: true, .. })
        });
        listed || context.labels[(*cells).clone()].iter().all(|label| label.is_organisation())
    };
    let person = |cells: &Range<usize>| cells.len() > 1 && context.is_person_or_place(cells.clone());
    let count = items.iter().filter(known).count();
    count >= 2 && count * 2 >= items.len() && !items.iter().any(person)
}

fn may_be_organisation(context: &Context<'_>, cells: &Range<usize>) -> bool {
    let cell = context.scan.cells[cells.start];
    let class = context.class(cells.start);
    !cells.is_empty()
        && context.is_name_word(cells.start)
        && cells.len() <= 8
        && !(cell.place.is_some() && cell.organisation.is_none() && cells.len() == 1)
        && cell.thing.is_none()
        && !class.is(WordClass::DEMONYM.or(WordClass::DATE).or(WordClass::TITLE))
        && !(cells.len() > 1 && context.is_person_or_place(cells.clone()))
}
