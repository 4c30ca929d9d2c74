//! Where a name ends that was read too far: at the possessive of its owner, before the office of a person, before a
//! joint that joins nothing.

use std::ops::Range;

use crate::firm::found::{Finder, Found};
use crate::firm::rules::Context;
use crate::lexicon::words::WordClass;

/// Names of the tagger and of head nouns, cut where they were read too far.
pub fn mend(context: &Context<'_>, found: Vec<Found>) -> Vec<Found> {
    let mut mended = Vec::with_capacity(found.len());
    for name in found {
        if !matches!(name.finder, Finder::Tagger | Finder::HeadNoun) {
            mended.push(name);
            continue;
        }
        let Some(owner) = owner(context, &name.cells) else {
            let cells = without_office(context, name.cells.clone());
            mended.push(Found { cells, ..name });
            continue;
        };
        let rest = without_office(context, owner.end..name.cells.end);
        let named =
            context.scan.cells[owner.start].place.is_some_and(|cover| usize::from(cover.len) == owner.len());
        if !named {
            mended.push(Found::new(without_office(context, owner), name.finder));
        }
        // `Ford's North American operations` is not a name of its own, `Disney's Hollywood Studios` holds one.
        let words = rest.clone().filter(|&at| context.is_name_word(at)).count();
        let heads = rest.clone().any(|at| context.class(at).is(WordClass::STRONG_HEAD));
        if words >= 2 && heads {
            mended.push(Found { cells: rest, ..name });
        }
    }
    mended
}

/// The cells up to a possessive inside a name, where they name somebody: `Credit Suisse's Hsu`, but not
/// `People's Bank`, `King's College`, `Lloyd's Register`.
fn owner(context: &Context<'_>, cells: &Range<usize>) -> Option<Range<usize>> {
    let possessive = |&at: &usize| context.token(at).end > context.scan.cells[at].end;
    let last = (cells.start..cells.end - 1).find(possessive)?;
    let owner = cells.start..last + 1;
    let class = context.class(last);
    let listed = context.scan.cells[owner.start]
        .organisation
        .is_some_and(|cover| cover.at == 0 && usize::from(cover.len) == owner.len());
    let place =
        context.scan.cells[owner.start].place.is_some_and(|cover| usize::from(cover.len) == owner.len());
    // `UN Children's Fund`, `Native Women's Association`
    let people = ["children", "women", "men", "people", "farmers", "workers"];
    if people.iter().any(|plural| context.word(last).eq_ignore_ascii_case(plural)) {
        return None;
    }
    let common = WordClass::ORDINARY.or(WordClass::FIRST_NAME).or(WordClass::LAST_NAME);
    let plain = class.is(common) && context.token(last).case != tearsheet_ingest::Case::Upper;
    let form_behind = context.class(last + 1).is(WordClass::FORM);
    let head = context.class(last).is(WordClass::HEAD);
    (!form_behind && (listed || place || head || !plain)).then_some(owner)
}

/// The name without the office, and the person, behind it: `Zambia Chamber of Mines President Jackson Sikamo`.
fn without_office(context: &Context<'_>, cells: Range<usize>) -> Range<usize> {
    let mut end = cells.end;
    let office = (cells.start + 1..cells.end).find(|&at| {
        let class = context.class(at);
        class.is(WordClass::TITLE)
            && !class.is(WordClass::HEAD)
            && context.is_name_word(at - 1)
            && !(at + 1..cells.end).any(|behind| context.class(behind).is(WordClass::HEAD))
            && context.word(at).len() > 3
            && (at + 1 >= cells.end || context.is_name_word(at + 1))
    });
    if let Some(at) = office {
        end = at;
    }
    while end > cells.start + 1
        && matches!(context.word(end - 1), "and" | "of" | "for" | "the" | "in" | "&" | ",")
    {
        end -= 1;
    }
    cells.start..without_seat(context, cells.start..end)
}

/// Where the name ends without the place behind it: `Tillwright Systems of Waterloo`, `Fudan University in Shanghai`,
/// but not `Bank of Norland`, `University of Technology`.
fn without_seat(context: &Context<'_>, cells: Range<usize>) -> usize {
    let joint = (cells.start + 2..cells.end).rev().find(|&at| matches!(context.word(at), "of" | "in"));
    let Some(joint) = joint.filter(|&joint| joint + 1 < cells.end) else { return cells.end };
    let seat = context.scan.cells[joint + 1]
        .place
        .is_some_and(|cover| cover.at == 0 && usize::from(cover.len) == cells.end - joint - 1);
    let words = (cells.start..joint).filter(|&at| context.is_name_word(at)).count();
    let head = context.lexicons.heads.get([context.scan.cells[joint - 1].fold]);
    let body = context.class(joint - 1).is(WordClass::HEAD) && head.is_none_or(|&kind| kind != "company");
    let cut = seat && words >= 2 && (context.word(joint) == "in" || !body);
    if cut { joint } else { cells.end }
}
