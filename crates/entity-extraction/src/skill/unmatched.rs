//! Items of lists of skills that no entry knows: what a user may add to the lexicon.

use std::ops::Range;

use tearsheet_ingest::{TextSpan, Token, TokenKind};

use super::lexicon::{Class, SkillLexicon};
use super::list::is_cell_border;
use crate::findings::{Skill, Unmatched};
use crate::view::View;

/// Longest item, in tokens: a longer one is a sentence.
const LONGEST_ITEM: usize = 5;
/// Most items of one article: more are no list of skills.
const MOST: usize = 500;

/// Appends the items of the list at tokens `list` that none of `skills`, those of its sentence, reaches into.
pub(super) fn collect(
    view: &View<'_>,
    lexicon: &SkillLexicon,
    list: Range<usize>,
    skills: &[Skill],
    found: &mut Vec<Unmatched>,
) {
    let mut start = list.start;
    for at in list.clone() {
        let class = lexicon.class(view.tokens()[at]);
        let opens_cell = at > list.start && is_cell_border(view, at);
        if class.has(Class::JOINER) || opens_cell {
            push(view, start..at, skills, found);
            start = if opens_cell && !class.has(Class::JOINER) { at } else { at + 1 };
        }
    }
    push(view, start..list.end, skills, found);
}

/// Whether one of `skills`, which are ordered by position, reaches into `span`.
fn is_known(skills: &[Skill], span: TextSpan) -> bool {
    let first = skills.partition_point(|skill| skill.span.end <= span.start);
    skills.get(first).is_some_and(|skill| skill.span.overlaps(span))
}

fn push(view: &View<'_>, item: Range<usize>, skills: &[Skill], found: &mut Vec<Unmatched>) {
    // Brackets and full stops around an item are not part of it.
    let is_word = |token: &Token| token.kind != TokenKind::Punct;
    let all = &view.tokens()[item];
    let tokens = match (all.iter().position(is_word), all.iter().rposition(is_word)) {
        (Some(first), Some(last)) => &all[first..=last],
        _ => return,
    };
    let named = tokens.iter().any(|token| matches!(token.kind, TokenKind::Word | TokenKind::Mixed));
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return };
    let span = TextSpan::new(first.start, last.end);
    if !named || tokens.len() > LONGEST_ITEM || is_known(skills, span) {
        return;
    }
    let text = view.slice(span);
    let room = found.len() < MOST;
    match found.iter_mut().find(|known| view.slice(known.span).eq_ignore_ascii_case(text)) {
        Some(known) => known.count += 1,
        None if room => found.push(Unmatched { span, count: 1 }),
        None => {}
    }
}
