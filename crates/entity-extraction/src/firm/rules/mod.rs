//! Rules that find names by what stands in and around them. Each looks at one run and its neighbourhood.
//!
//! `shapes` go by the name itself, `cues` by what stands beside it.

mod cues;
mod shapes;

use std::ops::Range;

use tearsheet_ingest::{Case, TokenKind};

use crate::firm::found::Found;
use crate::firm::scan::{LineCase, Run, Scan, left_of, right_of};
use crate::firm::tagger::Label;
use crate::lexicon::Lexicons;
use crate::lexicon::names::Kind;
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

type Rule = fn(&Context<'_>, &Run, &mut Vec<Found>);

/// The rules in order of rank.
const RULES: [Rule; 8] = [
    shapes::users,
    shapes::tickers,
    shapes::acronyms,
    shapes::listed,
    shapes::legal_forms,
    shapes::heads,
    cues::trade_nouns,
    cues::appositions,
];

/// Everything that rules find, in order of rank.
pub fn find(context: &Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for rule in RULES {
        for run in &context.scan.runs {
            rule(context, run, &mut found);
        }
    }
    cues::copulas(context, &mut found);
    cues::other_names(context, &mut found);
    cues::series(context, &mut found);
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

    /// The token before the run, in its sentence; marks of markup are passed over.
    fn before(&self, run: &Run) -> Option<usize> {
        left_of(self.view, self.scan.cells[run.cells.start].token as usize, self.sentence(run).start)
    }

    /// The token behind a cell, in its sentence; marks of markup are passed over.
    fn after(&self, run: &Run, cell: usize) -> Option<usize> {
        right_of(self.view, self.scan.cells[cell].token as usize, self.sentence(run).end)
    }

    /// The tokens of the run's sentence.
    fn sentence(&self, run: &Run) -> Range<usize> {
        let sentence = &self.view.sentences()[run.sentence as usize];
        sentence.tokens.start as usize..sentence.tokens.end as usize
    }

    fn class_at(&self, token: usize) -> WordClass {
        let token = self.view.tokens()[token];
        self.lexicons.words.of_form(token.of(self.view.text()), token.fold)
    }

    /// Leaves out words at the front of a name that are not part of it: articles, dates, what opens a sentence.
    fn trim_front(&self, run: &Run, mut cells: Range<usize>) -> Range<usize> {
        while cells.len() > 1 {
            let class = self.class(cells.start);
            let opens = run.opens && cells.start == run.cells.start && run.line == LineCase::Text;
            let article =
                ["the", "a", "an"].iter().any(|word| self.word(cells.start).eq_ignore_ascii_case(word));
            let drops = !self.is_name_word(cells.start)
                || article
                || class.is(WordClass::DATE)
                || opens && class.is(WordClass::FUNCTION) && !self.is_upper(cells.start)
                || opens && class.is(WordClass::ADVERB) && !class.is(WordClass::NOUN);
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

/// Whether a cell is a legal form that ends a name.
pub(super) fn is_form(context: &Context<'_>, cell: usize) -> bool {
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

/// Kind by the head noun of a name: its last two words, its last, or the word before `of`.
pub fn kind_of(context: &Context<'_>, cells: Range<usize>) -> Option<Kind> {
    let kind = head_kind(context, cells.clone()).filter(|kind| !kind.is_empty())?;
    Some(if kind == "company" && is_public_agency(context, cells) { "government" } else { kind })
}

/// `National Agency for Water`, `Danish Space Agency`: an agency of a country is no firm.
fn is_public_agency(context: &Context<'_>, cells: Range<usize>) -> bool {
    let is = |at: usize, words: &[&str]| words.iter().any(|word| context.word(at).eq_ignore_ascii_case(word));
    let first = cells.start;
    let public = context.class(first).is(WordClass::DEMONYM)
        || is(first, &["national", "federal", "state", "european", "regional", "central", "government"]);
    let mut agency = cells.clone().filter(|&at| is(at, &["agency"]));
    agency.next().is_some_and(|at| public || at + 1 < cells.end && is(at + 1, &["for", "of"]))
}

/// The same; an empty kind where a head noun of organisations says no kind.
fn head_kind(context: &Context<'_>, cells: Range<usize>) -> Option<Kind> {
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
