//! Firms and other organisations: their mentions, and which mentions name the same one.
//!
//! In reading order: [`scan`] finds runs of capitalised words, [`tagger`] reads them with a linear model, [`rules`]
//! find names by what stands in and around them and by the lists, [`carry`] finds a certain name everywhere in the
//! article, [`identity`] says which names are one entity. Rules and lists outrank the tagger.

pub mod borders;
pub mod carry;
#[cfg(test)]
mod examples;
pub mod found;
pub mod identity;
pub mod refuse;
pub mod rules;
pub mod scan;
pub mod tagger;
pub mod tail;

use tearsheet_ingest::Case;

use crate::findings::{Entity, Mention};
use crate::lexicon::Lexicons;
use crate::lexicon::words::WordClass;
use crate::view::View;

use found::{Finder, Found, without_overlaps};
use rules::Context;
use tagger::Label;

/// What the firm stage gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Entities in the order of their first mention, without attributes yet.
    pub entities: Vec<Entity>,
    /// Their mentions by position.
    pub mentions: Vec<Mention>,
}

/// What takes part in finding names; all of it, save when the parts are measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Names that are sure by a list alone.
    pub lists: bool,
    /// Rules on the shape of names and on what stands beside them.
    pub cues: bool,
    /// Names found again elsewhere in the article.
    pub carry: bool,
    /// The tagger.
    pub tagger: bool,
}

impl Parts {
    /// Everything.
    pub const ALL: Self = Self { lists: true, cues: true, carry: true, tagger: true };
}

/// Firms and organisations of an article.
pub fn find(view: &View<'_>, lexicons: &Lexicons) -> Names {
    find_with(view, lexicons, Parts::ALL)
}

/// Firms and organisations of an article, by some of the parts.
pub fn find_with(view: &View<'_>, lexicons: &Lexicons, parts: Parts) -> Names {
    let scan = scan::scan(view, lexicons);
    let labels = if parts.tagger {
        lexicons.tagger.tag(view, lexicons, &scan)
    } else {
        vec![Label::Outside; scan.cells.len()]
    };
    let context = Context { view, lexicons, scan: &scan, labels: &labels };
    let mut found = rules::find(&context);
    found.retain(|name| if matches!(name.finder, Finder::List(_)) { parts.lists } else { parts.cues });
    found.extend(tagged(&context));
    let mut found = borders::mend(&context, found);
    let persons = refuse::persons(&context, &found);
    found.retain(|name| !refuse::refused(&context, name, &persons));
    let mut found = without_overlaps(found, scan.cells.len());
    if parts.carry {
        found = carry::carry(&context, found);
        found.retain(|name| name.finder != Finder::Carry || !refuse::refused(&context, name, &persons));
    }
    let things = refuse::things(&context, &found);
    found.retain(|name| !refuse::is_thing(&context, name, &things));
    without_parts_of_forms(&context, &mut found);
    identity::group(&context, &found)
}

/// Drops names that stand inside the legal form of the name before: `KG` of `Velden GmbH & Co. KG`.
fn without_parts_of_forms(context: &Context<'_>, found: &mut Vec<Found>) {
    let mut end = 0;
    found.retain(|name| {
        let span = name.span(context.view, context.scan);
        let free = span.start >= end;
        end = end.max(span.end);
        free
    });
}

/// The organisations of the tagger, a leading article left out.
fn tagged(context: &Context<'_>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for run in &context.scan.runs {
        for cell in run.cells.clone() {
            match context.labels[cell] {
                Label::OpensOrganisation => found.push(Found::new(cell..cell + 1, Finder::Tagger)),
                Label::InOrganisation => {
                    if let Some(name) = found.last_mut().filter(|name| name.cells.end == cell) {
                        name.cells.end = cell + 1;
                    }
                }
                _ => {}
            }
        }
    }
    for name in &mut found {
        while name.cells.len() > 1 && context.word(name.cells.start).eq_ignore_ascii_case("the") {
            name.cells.start += 1;
        }
        // `Zuri sold Sahelia 1,900 masts`: what is counted follows the number.
        let last = name.cells.end - 1;
        let counts = context.word(last).contains(',')
            && context
                .view
                .tokens()
                .get(context.scan.cells[last].token as usize + 1)
                .is_some_and(|next| next.case == Case::Lower);
        name.cells.end -= usize::from(name.cells.len() > 1 && counts);
        // `Tata Chemicals MD`, `Unity Party MP`
        while name.cells.len() > 1
            && context.class(name.cells.end - 1).is(WordClass::TITLE)
            && !context.class(name.cells.end - 1).is(WordClass::HEAD)
        {
            name.cells.end -= 1;
        }
        while name.cells.len() > 1
            && !context.is_name_word(name.cells.end - 1)
            && context.token(name.cells.end - 1).kind != tearsheet_ingest::TokenKind::Number
        {
            name.cells.end -= 1;
        }
    }
    found
}
