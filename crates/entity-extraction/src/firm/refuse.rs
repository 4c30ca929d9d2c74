//! What is no name of an organisation, whatever the tagger thinks.

use rustc_hash::FxHashSet;
use tearsheet_ingest::{BlockKind, Case};

use crate::firm::found::{Finder, Found};
use crate::firm::rules::Context;
use crate::firm::scan::breaks_line;
use crate::firm::tagger::Label;
use crate::lexicon::words::WordClass;

/// What the article says of persons: the words of names of two words and more that the tagger takes for persons, save
/// what begins like a firm of the article and not like a person: `Brennock Calder` beside `Brennock Bank plc`.
pub fn persons(context: &Context<'_>, found: &[Found]) -> FxHashSet<u64> {
    let certain = |name: &&Found| {
        matches!(name.finder, Finder::LegalForm | Finder::HeadNoun | Finder::Acronym) && name.cells.len() > 1
    };
    let fold = |cell: usize| context.scan.cells[cell].fold;
    let firms: FxHashSet<u64> = found.iter().filter(certain).map(|name| fold(name.cells.start)).collect();
    let mut persons = FxHashSet::default();
    let labels = context.labels;
    for run in &context.scan.runs {
        let mut is_firm = false;
        for cell in run.cells.clone() {
            if labels[cell] == Label::OpensPerson {
                is_firm = firms.contains(&fold(cell))
                    && !context.class(cell).is(WordClass::FIRST_NAME.or(WordClass::TITLE));
            }
            if is_firm {
                continue;
            }
            let goes_on = cell + 1 < run.cells.end && labels[cell + 1] == Label::InPerson;
            let inside = labels[cell] == Label::InPerson || labels[cell] == Label::OpensPerson && goes_on;
            if inside && context.is_name_word(cell) {
                persons.insert(context.scan.cells[cell].fold);
            }
        }
    }
    persons
}

/// Names that the word before them calls something else, by their first word and how many cells they have: `the ferry
/// Skagen Star`, `a field robot, FieldMouse,`, `revenue per available room, or RevPAR,`.
pub fn things(context: &Context<'_>, found: &[Found]) -> FxHashSet<(u64, usize)> {
    let of_guess = |name: &&Found| matches!(name.finder, Finder::Tagger | Finder::Carry);
    let called = |name: &&Found| is_called_a_thing(context, name);
    let things = found.iter().filter(of_guess).filter(called);
    things.map(|name| (context.scan.cells[name.cells.start].fold, name.cells.len())).collect()
}

/// Whether the tagger's `name` is one of `things`.
pub fn is_thing(context: &Context<'_>, name: &Found, things: &FxHashSet<(u64, usize)>) -> bool {
    matches!(name.finder, Finder::Tagger | Finder::Carry)
        && things.contains(&(context.scan.cells[name.cells.start].fold, name.cells.len()))
}

fn is_called_a_thing(context: &Context<'_>, name: &Found) -> bool {
    let token = |cell: usize| context.scan.cells[cell].token as usize;
    let (first, last) = (token(name.cells.start), token(name.cells.end - 1));
    let word = |at: usize| context.view.word(at);
    let amount = name.cells.len() == 1
        && word(first).len() == 3
        && context.token(name.cells.start).case == Case::Upper
        && matches!(word(last + 2), "million" | "billion" | "trillion" | "m" | "bn");
    if first < 3 || amount {
        return amount;
    }
    let apposed = word(first - 1) == "," && matches!(word(last + 1), "," | ".");
    let noun = if apposed { first - 2 } else { first - 1 };
    let term = word(first - 1) == "or"
        && word(first - 2) == ","
        && word(last + 1) == ","
        && context.view.tokens()[first - 3].case == Case::Lower;
    let street = name.cells.len() > 1
        && ["Street", "Road", "Avenue", "Boulevard", "Lane", "Highway", "River"].contains(&word(last))
        && name.finder == Finder::Tagger;
    term || street || THINGS.contains(&word(noun))
}

/// What a name behind it is the name of.
const THINGS: [&str; 40] = [
    "ferry",
    "ship",
    "vessel",
    "tanker",
    "yacht",
    "trawler",
    "cruiser",
    "liner",
    "frigate",
    "submarine",
    "freighter",
    "barge",
    "boat",
    "film",
    "movie",
    "novel",
    "album",
    "song",
    "single",
    "musical",
    "opera",
    "sitcom",
    "series",
    "robot",
    "scanner",
    "drug",
    "vaccine",
    "molecule",
    "aircraft",
    "jet",
    "helicopter",
    "rocket",
    "satellite",
    "spacecraft",
    "locomotive",
    "telescope",
    "hurricane",
    "typhoon",
    "horse",
    "painting",
];

/// Whether `name` cannot be an organisation. Rules on legal forms and brackets, and lists, are believed.
pub fn refused(context: &Context<'_>, name: &Found, persons: &FxHashSet<u64>) -> bool {
    if name.finder != Finder::Carry && is_quoted(context, name) {
        return true;
    }
    if matches!(name.finder, Finder::Tagger | Finder::Series) && out_of_place(context, name) {
        return true;
    }
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
    if cells.len() == 1 && is_amount(context.word(first)) {
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
    let usage = scan.usage_of(first);
    let ordinary = context.class(first).is(WordClass::ORDINARY) && scan.cells[first].organisation.is_none();
    if cells.len() == 1 && ordinary && usage.lower > 0 && usage.capital == 0 {
        return true;
    }
    if words().count() == 1 && persons.contains(&scan.cells[first].fold) {
        return true;
    }
    let place =
        scan.cells[first].place.is_some_and(|cover| cover.at == 0 && usize::from(cover.len) == cells.len());
    place && scan.cells[first].organisation.is_none()
}

/// `N18.35`, `6.1bn`: digits with a point or comma, with or without a mark before and a magnitude after them.
fn is_amount(word: &str) -> bool {
    let digits = word.trim_matches(|c: char| c.is_alphabetic());
    let letters = word.len() - digits.len();
    letters <= 5
        && digits.contains(['.', ','])
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',')
}

/// Whether the name alone fills quotation marks or italics, as titles of works do. A list knows better.
fn is_quoted(context: &Context<'_>, name: &Found) -> bool {
    if matches!(name.finder, Finder::List(_)) {
        return false;
    }
    let scan = context.scan;
    let first = scan.cells[name.cells.start].token as usize;
    let last = scan.cells[name.cells.end - 1].token as usize;
    let Some(before) = first.checked_sub(1).filter(|&before| context.view.glued(before)) else {
        return false;
    };
    let close = match context.view.word(before) {
        "“" => "”",
        "\"" => "\"",
        "‘" => "’",
        "*" => "*",
        "_" => "_",
        _ => return false,
    };
    (last + 1..last + 4)
        .take_while(|&at| context.view.glued(at - 1))
        .find(|&at| !matches!(context.view.word(at), "." | ","))
        .is_some_and(|at| context.view.word(at) == close)
}

/// `Cambridge University Press, 2009.`: in a reference the publisher stands before the year or at the end.
fn is_publisher(context: &Context<'_>, name: &Found) -> bool {
    let last = context.scan.cells[name.cells.end - 1].token as usize;
    let ends = matches!(context.view.word(last + 1), "," | "." | ";" | ")");
    ends && name.cells.clone().any(|cell| PUBLISHERS.contains(&context.word(cell)))
}

/// Nouns in the names of publishers.
const PUBLISHERS: [&str; 10] = [
    "Press",
    "Presses",
    "Publishing",
    "Publishers",
    "Publications",
    "Verlag",
    "Books",
    "Éditions",
    "Editions",
    "Editorial",
];

/// Whether the name stands where the tagger knows little: it fills no cell of its table, or is in a reference.
fn out_of_place(context: &Context<'_>, name: &Found) -> bool {
    let scan = context.scan;
    let first = scan.cells[name.cells.start].token as usize;
    let last = scan.cells[name.cells.end - 1].token as usize;
    let span = name.span(context.view, scan);
    let Some(sentence) = context.view.article().sentence_at(span.start) else { return false };
    match context.view.block_of(sentence).kind {
        BlockKind::Reference => !is_publisher(context, name),
        BlockKind::Table => {
            let ends = |at: usize| at >= sentence.tokens.end as usize || breaks_line(context.view, at);
            let opens = first == sentence.tokens.start as usize || breaks_line(context.view, first);
            !(opens && (ends(last + 1) || span.end > context.view.tokens()[last].end && ends(last + 2)))
        }
        _ => false,
    }
}
