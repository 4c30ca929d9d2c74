//! Items of lists of skills that no entry knows: what a user may add to the lexicon.

use std::ops::Range;

use tearsheet_ingest::{TextSpan, Token, TokenKind};

use super::lexicon::{Class, SkillLexicon};
use super::list::is_cell_border;
use crate::findings::{Skill, Unmatched};
use crate::view::View;

/// Longest item, in tokens: a longer one is a sentence.
const LONGEST_ITEM: usize = 5;

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
    if !named || tokens.len() > LONGEST_ITEM || skills.iter().any(|skill| skill.span.overlaps(span)) {
        return;
    }
    let text = view.slice(span);
    match found.iter_mut().find(|known| view.slice(known.span).eq_ignore_ascii_case(text)) {
        Some(known) => known.count += 1,
        None => found.push(Unmatched { span, count: 1 }),
    }
}
