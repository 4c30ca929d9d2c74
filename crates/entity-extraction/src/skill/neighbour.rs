//! Names that no entry knows, between names that are known: `Trello, Jira, Pivotal Tracker and Trackive`.
//!
//! They are given with the flag `unlisted`, in the category that most of their neighbours have.

use tearsheet_ingest::{Case, TextSpan, TokenKind};

use super::candidate::Candidate;
use crate::findings::{Skill, SkillCategory};
use crate::lexicon::Lexicons;
use crate::lexicon::words::WordClass;
use crate::view::View;

/// How many skills a list must have before it vouches for an item.
const VOUCHING: usize = 3;
/// Longest item in tokens.
const LONGEST: usize = 2;

/// Appends the unknown names that stand between or after the skills of `list`, items of one list by position.
/// `free` says whether a token belongs to no candidate.
pub(super) fn infer(
    view: &View<'_>,
    lexicons: &Lexicons,
    list: &[&Candidate],
    limit: usize,
    free: impl Fn(usize) -> bool,
    skills: &mut Vec<Skill>,
) {
    if list.iter().filter(|item| is_technology(item.category)).count() < VOUCHING {
        return;
    }
    let Some(category) = most_common(list) else { return };
    let gaps = list.iter().enumerate().map(|(index, item)| {
        let after = list.get(index + 1).map_or(limit, |next| next.first);
        (item.next, after, index + 1 == list.len())
    });
    for (start, end, last) in gaps {
        let Some(start) = after_separators(view, start, end) else { continue };
        let mut next = start;
        while next < end && next - start < LONGEST && free(next) && is_name(view, lexicons, next) {
            next += 1;
        }
        let closed = next == end && !last || is_end(view, next, limit);
        if next > start && closed {
            let span = TextSpan::new(view.tokens()[start].start, view.tokens()[next - 1].end);
            skills.push(Skill {
                span,
                name: view.slice(span).to_owned(),
                category,
                version: String::new(),
                firm: None,
                rule: "skill.list-neighbour".into(),
                flag: Some("unlisted".into()),
            });
        }
    }
}

fn is_technology(category: SkillCategory) -> bool {
    use SkillCategory::{Database, Framework, Language, Library, OperatingSystem, Platform, Tool};
    matches!(category, Language | Framework | Library | Database | Tool | Platform | OperatingSystem)
}

fn most_common(list: &[&Candidate]) -> Option<SkillCategory> {
    let count = |category| list.iter().filter(|item| item.category == category).count();
    let named = SkillCategory::NAMES.iter().map(|&(category, _)| category).filter(|&c| is_technology(c));
    named.rev().max_by_key(|&category| count(category))
}

/// The token after `,`, `and` and the like at `at`, if there is one before `end`.
fn after_separators(view: &View<'_>, at: usize, end: usize) -> Option<usize> {
    let separates =
        |at: usize| matches!(view.word(at), "," | ";" | "/" | "|" | "•" | "·" | "and" | "or" | "&");
    let start = (at..end).find(|&at| !separates(at))?;
    (start > at).then_some(start)
}

fn is_end(view: &View<'_>, at: usize, limit: usize) -> bool {
    at >= limit || matches!(view.word(at), "," | ";" | "/" | "|" | "•" | "·" | "and" | "or" | "&" | "." | ")")
}

/// Whether a token looks like the name of a product: capitals or digits in it, no ordinary word, person, place
/// or firm.
fn is_name(view: &View<'_>, lexicons: &Lexicons, at: usize) -> bool {
    let token = view.tokens()[at];
    let other = WordClass::ORDINARY
        .or(WordClass::FIRST_NAME)
        .or(WordClass::LAST_NAME)
        .or(WordClass::PLACE)
        .or(WordClass::DEMONYM)
        .or(WordClass::DATE)
        .or(WordClass::FUNCTION);
    let shaped = match token.kind {
        TokenKind::Word => matches!(token.case, Case::Capital | Case::Mixed | Case::Upper),
        TokenKind::Mixed => token.case != Case::Lower,
        _ => false,
    };
    let text = token.of(view.text());
    shaped
        && text.len() > 2
        && !lexicons.words.of_form(text, token.fold).is(other)
        && lexicons.names.get([token.fold]).is_none()
        && !lexicons.skills.is_dropped(token.fold)
}
