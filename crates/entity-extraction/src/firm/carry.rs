//! A name once found is found everywhere in the article: in full, and shortened to its first words or its initials.

use std::ops::Range;

use rustc_hash::FxHashMap;
use tearsheet_ingest::Case;

use crate::firm::found::{Finder, Found};
use crate::firm::rules::Context;
use crate::firm::scan::LineCase;
use crate::firm::tagger::Label;
use crate::lexicon::names::Kind;
use crate::lexicon::trie::Trie;
use crate::lexicon::words::WordClass;

/// What the article says in all of one name's places.
#[derive(Clone, Copy, Debug, Default)]
struct Vote {
    /// Places where it is found as an organisation.
    organisation: u32,
    /// Places where the tagger takes exactly it for a person, a place, another name.
    others: [u32; 3],
    /// Whether a rule or list found it somewhere.
    certain: bool,
    kind: Option<Kind>,
}

/// A form of a name that is looked for.
#[derive(Clone, Copy, Debug)]
struct Form {
    kind: Option<Kind>,
    /// The form as it was found; otherwise it is a shortened one.
    whole: bool,
    /// Initials, which count in capitals only.
    initials: bool,
}

/// Adds the places where names of `found` stand again, and takes away those that the rest of the article speaks
/// against. `found` is sorted and without overlaps; so is what comes out.
pub fn carry(context: &Context<'_>, found: Vec<Found>) -> Vec<Found> {
    let scan = context.scan;
    let key = |found: &Found| -> Vec<u64> {
        scan.cells[found.cells.clone()].iter().map(|cell| cell.fold).collect()
    };
    let mut votes: FxHashMap<Vec<u64>, Vote> = FxHashMap::default();
    for name in &found {
        let vote = votes.entry(key(name)).or_default();
        vote.organisation += 1;
        vote.certain |= name.finder != Finder::Tagger;
        vote.kind = vote.kind.or(name.kind);
    }
    for (sort, cells) in other_names(context) {
        let folds: Vec<u64> = scan.cells[cells].iter().map(|cell| cell.fold).collect();
        if let Some(vote) = votes.get_mut(&folds) {
            vote.others[sort] += 1;
        }
    }
    let loses = |vote: &Vote| !vote.certain && vote.others.iter().any(|&other| other > vote.organisation);
    let mut forms = Trie::with_capacity(found.len() * 2);
    for name in &found {
        let vote = votes[&key(name)];
        if !loses(&vote) {
            forms.insert_folds(key(name), Form { kind: vote.kind, whole: true, initials: false });
        }
    }
    for name in &found {
        let vote = votes[&key(name)];
        if !loses(&vote) {
            shorten(context, name, vote, &mut forms);
        }
    }
    let mut taken = vec![false; scan.cells.len()];
    let mut kept: Vec<Found> = found.into_iter().filter(|name| !loses(&votes[&key(name)])).collect();
    for name in &kept {
        taken[name.cells.clone()].fill(true);
    }
    for run in &scan.runs {
        let mut at = run.cells.start;
        while at < run.cells.end {
            let free = || (at..run.cells.end).take_while(|&cell| !taken[cell]);
            let token = context.token(at);
            let hit = forms.longest(free().map(|cell| scan.cells[cell].fold), |_, form| {
                !form.initials || token.case == Case::Upper
            });
            let Some((len, form)) = hit else {
                at += 1;
                continue;
            };
            let cells = at..at + len;
            if context.is_name_word(at) && stands_alone(context, run.line, &cells, form) {
                taken[cells.clone()].fill(true);
                kept.push(Found::new(cells, Finder::Carry).of_kind(form.kind));
            }
            at += len;
        }
    }
    kept.sort_by_key(|name| name.cells.start);
    kept
}

/// Names that the tagger takes for no organisation: 0 a person, 1 a place, 2 another name.
fn other_names(context: &Context<'_>) -> Vec<(usize, Range<usize>)> {
    let mut names: Vec<(usize, Range<usize>)> = Vec::new();
    for run in &context.scan.runs {
        for cell in run.cells.clone() {
            match context.labels[cell] {
                Label::OpensPerson => names.push((0, cell..cell + 1)),
                Label::OpensPlace => names.push((1, cell..cell + 1)),
                Label::OpensOther => names.push((2, cell..cell + 1)),
                Label::InPerson | Label::InPlace | Label::InOther => {
                    if let Some((_, name)) = names.last_mut().filter(|(_, name)| name.end == cell) {
                        name.end = cell + 1;
                    }
                }
                _ => {}
            }
        }
    }
    names
}

/// Adds the short forms of a name: without its legal form, its first word, its initials.
fn shorten(context: &Context<'_>, name: &Found, vote: Vote, forms: &mut Trie<Form>) {
    let folds = |end: usize| context.scan.cells[name.cells.start..end].iter().map(|cell| cell.fold);
    let short = Form { kind: vote.kind, whole: false, initials: false };
    let mut end = name.cells.end;
    while end > name.cells.start + 1 {
        let class = context.class(end - 1);
        let tail = class.is(WordClass::FORM) || !context.is_name_word(end - 1);
        if !tail {
            break;
        }
        end -= 1;
    }
    if end < name.cells.end && is_distinct(context, name.cells.start, end) {
        forms.insert_folds(folds(end), short);
    }
    // `Bessemer` for `Bessemer Venture Partners`, where what follows are nouns of organisations.
    if end - name.cells.start > 1 {
        let tail_is_generic = (name.cells.start + 1..end).filter(|&at| context.is_name_word(at)).all(|at| {
            context
                .class(at)
                .is(WordClass::HEAD.or(WordClass::FORM).or(WordClass::REGION).or(WordClass::ORDINARY))
        });
        let first = name.cells.start;
        if tail_is_generic
            && is_distinct(context, first, first + 1)
            && context.class(first).bits() & (WordClass::FIRST_NAME.bits() | WordClass::TITLE.bits()) == 0
        {
            forms.insert_folds(folds(first + 1), short);
        }
        let initials: String = (name.cells.start..end)
            .filter(|&at| context.is_name_word(at))
            .filter_map(|at| context.word(at).chars().next())
            .collect();
        if initials.chars().count() >= 3 {
            forms.insert_folds([tearsheet_ingest::fold_hash(&initials)], Form { initials: true, ..short });
        }
    }
}

/// Whether some word of these cells is more than an ordinary word, a place or a person.
fn is_distinct(context: &Context<'_>, start: usize, end: usize) -> bool {
    let common = WordClass::ORDINARY
        .or(WordClass::PLACE)
        .or(WordClass::DEMONYM)
        .or(WordClass::FUNCTION)
        .or(WordClass::DATE)
        .or(WordClass::HEAD)
        .or(WordClass::TITLE);
    let words = || (start..end).filter(|&at| context.is_name_word(at));
    words().any(|at| !context.class(at).is(common) && context.scan.cells[at].place.is_none())
        || words().count() > 1
}

/// Whether a word before the cell says that a place follows.
fn is_in(context: &Context<'_>, cell: usize) -> bool {
    let token = context.scan.cells[cell].token as usize;
    token > 0
        && matches!(context.view.word(token - 1), "in" | "at" | "near" | "from" | "to" | "outside" | "around")
}

/// Whether a form found again is not part of a longer name of another sort.
fn stands_alone(context: &Context<'_>, line: LineCase, cells: &Range<usize>, form: &Form) -> bool {
    let labels = context.labels;
    // The tagger sees a longer name that starts before, or goes on behind.
    let starts_before = labels[cells.start].is_inner();
    let goes_on =
        labels.get(cells.end).is_some_and(|label| label.is_inner()) && labels[cells.end - 1].is_other();
    if starts_before && labels[cells.start].is_other() || goes_on {
        return false;
    }
    let lone_place = matches!(labels[cells.start], Label::OpensPlace | Label::InPlace)
        && !form.whole
        && (context.scan.cells[cells.start].place.is_some() || is_in(context, cells.start));
    let ordinary = cells
        .clone()
        .all(|at| context.class(at).is(WordClass::ORDINARY) && context.scan.usage_of(at).lower > 0);
    !(lone_place || ordinary && line != LineCase::Text)
}
