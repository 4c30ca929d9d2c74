//! What is no name of an organisation, whatever the tagger thinks.

use rustc_hash::FxHashSet;

use crate::firm::found::{Finder, Found};
use crate::firm::rules::Context;
use crate::firm::tagger::Label;
use crate::lexicon::words::WordClass;

/// What the article says of persons: the words of names of two words and more that the tagger takes for persons.
pub fn persons(context: &Context<'_>) -> FxHashSet<u64> {
    let mut persons = FxHashSet::default();
    let labels = context.labels;
    for run in &context.scan.runs {
        for cell in run.cells.clone() {
            let goes_on = cell + 1 < run.cells.end && labels[cell + 1] == Label::InPerson;
            let inside = labels[cell] == Label::InPerson || labels[cell] == Label::OpensPerson && goes_on;
            if inside && context.is_name_word(cell) {
                persons.insert(context.scan.cells[cell].fold);
            }
        }
    }
    persons
}

/// Whether `name` cannot be an organisation. Rules on legal forms and brackets, and lists, are believed.
pub fn refused(context: &Context<'_>, name: &Found, persons: &FxHashSet<u64>) -> bool {
    if !matches!(name.finder, Finder::Tagger | Finder::Carry | Finder::HeadNoun) {
        return false;
    }
    let cells = name.cells.clone();
    let first = cells.start;
    let scan = context.scan;
    let words = || cells.clone().filter(|&at| context.is_name_word(at));
    // `Minister of Health`, `Director for Planning`
    let office = context.class(first).is(WordClass::TITLE)
        && cells.len() > 1
        && matches!(context.word(first + 1), "of" | "for");
    if office || words().next().is_none() {
        return true;
    }
    let thing =
        scan.cells[first].thing.is_some_and(|cover| usize::from(cover.len) >= cells.len() || cover.at > 0);
    if thing && name.finder != Finder::HeadNoun {
        return true;
    }
    let nothing = WordClass::DATE.or(WordClass::DEMONYM).or(WordClass::TITLE);
    if words().all(|at| context.class(at).is(nothing)) && scan.cells[first].organisation.is_none() {
        return true;
    }
    if words().count() == 1 && persons.contains(&scan.cells[first].fold) {
        return true;
    }
    let place =
        scan.cells[first].place.is_some_and(|cover| cover.at == 0 && usize::from(cover.len) == cells.len());
    place && scan.cells[first].organisation.is_none()
}
