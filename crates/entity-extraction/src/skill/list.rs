//! Lists of skills: what is joined by commas, slashes and bullets, and what stands after a label.

use tearsheet_ingest::{BlockKind, Case, Sentence, TokenKind};

use super::candidate::Candidate;
use super::lexicon::{Class, SkillLexicon};
use crate::view::View;

/// Tokens between two items of one list.
const WIDEST_GAP: usize = 3;
/// Words of an unknown item that a list may run over.
const LONGEST_UNKNOWN: usize = 4;
/// An item of a list under a heading has at most this many tokens, else it is a sentence.
const LONGEST_ITEM: usize = 6;
/// A label of a list has at most this many tokens.
const LONGEST_LABEL: usize = 6;

/// Whether `left` and `right`, neighbours in one sentence, are items of one list.
pub(super) fn are_joined(
    view: &View<'_>,
    lexicon: &SkillLexicon,
    left: &Candidate,
    right: &Candidate,
) -> bool {
    let gap = left.next..right.first;
    if gap.is_empty() {
        // `VB6 VC++.NET` in a table that lost its commas, but not `iPhone sales`.
        let sentence = &view.sentences()[left.sentence as usize];
        return view.block_of(sentence).kind.has_lines() || view.tokens()[right.first].case != Case::Lower;
    }
    let joins = |at: usize| lexicon.class(view.tokens()[at]).has(Class::JOINER);
    if gap.len() <= WIDEST_GAP && gap.clone().all(joins) {
        return true;
    }
    // An item that no entry knows: `iPhone SDK, Foo Bar, Symbian`.
    let separates = |at: usize| matches!(view.word(at), "," | ";" | "•" | "|");
    let unknown = gap.len() - 2.min(gap.len());
    gap.len() >= 3
        && unknown <= LONGEST_UNKNOWN
        && separates(gap.start)
        && (separates(gap.end - 1) || view.word(gap.end - 1).eq_ignore_ascii_case("and"))
        && (gap.start + 1..gap.end - 1).all(|at| view.tokens()[at].kind != TokenKind::Punct || joins(at))
}

/// From which token on a sentence is a list under a label of skills, if it is: `Databases: Oracle, MySQL`, a table
/// row whose first cell says `Skills`.
pub(super) fn labelled_from(view: &View<'_>, lexicon: &SkillLexicon, sentence: &Sentence) -> Option<usize> {
    let (start, end) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
    if is_item_under_label(view, lexicon, sentence) {
        return Some(start);
    }
    let mut said = false;
    for at in start..end.min(start + LONGEST_LABEL + 1) {
        let token = view.tokens()[at];
        if view.word(at) == ":" && at > start {
            return said.then_some(at + 1);
        }
        if at > start && is_cell_border(view, at) && (said || is_table_row(view, sentence)) {
            return Some(at);
        }
        said |= lexicon.class(token).has(Class::LABEL);
    }
    None
}

/// Whether a short item stands in a list under a heading that is a label: `Technology expertise`.
fn is_item_under_label(view: &View<'_>, lexicon: &SkillLexicon, sentence: &Sentence) -> bool {
    if sentence.tokens.len() > LONGEST_ITEM || view.block_of(sentence).kind != BlockKind::List {
        return false;
    }
    let Some(before) = sentence.block.checked_sub(1) else { return false };
    let before = &view.article().blocks()[before as usize];
    before.tokens.len() <= LONGEST_LABEL + 2
        && before.tokens.clone().any(|at| lexicon.class(view.tokens()[at as usize]).has(Class::LABEL))
}

fn is_table_row(view: &View<'_>, sentence: &Sentence) -> bool {
    view.block_of(sentence).kind == BlockKind::Table
}

/// Whether a new cell begins at token `at`: a tab or a wide gap before it.
pub(super) fn is_cell_border(view: &View<'_>, at: usize) -> bool {
    let before = view.tokens()[at - 1].end as usize;
    let gap = &view.text().as_bytes()[before..view.tokens()[at].start as usize];
    gap.contains(&b'\t') || gap.len() > 1
}
