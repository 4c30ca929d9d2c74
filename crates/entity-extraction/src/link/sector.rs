//! What line of business a firm is in, from the words that say what it is: `the brewer A`, `A, a software house`,
//! `A is an insurer`. The lines of business and their words are the page `rules/sectors.tsv`.

use std::ops::Range;

use tearsheet_ingest::{Case, TokenKind};

use crate::findings::{EntityId, Evidenced, Relation, RelationKind};
use crate::lexicon::words::WordClass;

use super::attribute::{Said, fill};
use super::cues::Family;
use super::scene::{Actor, Scene, Stage};

/// So many tokens a phrase that says what a firm is may have.
const PHRASE: usize = 9;

/// `the brewer A`, `A, a Swiss software house,`, `A is a maker of ...`.
pub(super) fn sectors(scene: &Scene<'_>, stage: &Stage, said: &mut Said) {
    for actor in stage.actors.iter().filter(|actor| actor.named && actor.is_firm) {
        if said.of(actor.entity).sector.is_some() {
            continue;
        }
        let found = before(scene, stage, actor)
            .map(|it| (it, "sector.descriptor"))
            .or_else(|| behind(scene, stage, actor).map(|it| (it, "sector.apposition")));
        if let Some(((value, tokens), rule)) = found {
            let span = scene.span(tokens);
            fill(
                &mut said.of(actor.entity).sector,
                Evidenced { value: value.into(), span, rule: rule.into() },
            );
        }
    }
}

/// Every sector as a relation, so that its evidence stands in a table.
pub(super) fn relate(said: &mut Said) {
    for index in 0..said.attributes.len() {
        let Some(Evidenced { value, span, rule }) = said.attributes[index].sector.clone() else { continue };
        said.relate(Relation {
            subject: EntityId(index as u32),
            kind: RelationKind::InSector,
            object: None,
            object_text: value,
            span,
            rule,
        });
    }
}

/// The phrase that ends just before the name: `Danish brewer A`, `a Tokyo drug maker, A`.
fn before(scene: &Scene<'_>, stage: &Stage, actor: &Actor) -> Option<(&'static str, Range<usize>)> {
    let mut end = actor.tokens.start;
    let mut first = end.saturating_sub(PHRASE).max(stage.tokens.start);
    if end > first && scene.word(end - 1) == "," {
        // Behind a comma only where an article opens the phrase and the name is closed off as well.
        end -= 1;
        let closed = matches!(scene.word(actor.tokens.end), "," | "." | "(" | "’" | "'" | ";")
            || scene.family(actor.tokens.end).is(Family::OBLIQUE);
        let article =
            (first..end).rev().find(|&at| ["a", "an", "the", "its"].iter().any(|it| scene.is(at, it)))?;
        if !closed
            || (article + 1..end)
                .any(|at| scene.tokens()[at].kind == TokenKind::Punct && scene.word(at) != "-")
        {
            return None;
        }
        first = article + 1;
    }
    // The phrase is of ordinary words up to a verb, mark or preposition.
    let start = (first..end)
        .rev()
        .take_while(|&at| {
            let class = scene.class(at);
            let ordinary = scene.tokens()[at].kind == TokenKind::Word
                && !class.is(WordClass::FUNCTION)
                && !scene.family(at).is(Family::OBLIQUE);
            ordinary || scene.word(at) == "-" || is_hyphened(scene, at)
        })
        .last()?;
    says(scene, start..end)
}

/// The phrase behind the name: `A, a Swiss software house`, `A is a maker of trams`, `A (an insurer)`.
fn behind(scene: &Scene<'_>, stage: &Stage, actor: &Actor) -> Option<(&'static str, Range<usize>)> {
    let start = apposition(scene, stage, actor)?;
    let end = phrase_end(scene, start, stage.tokens.end);
    says(scene, start..end)
}

/// The token behind the article of the noun phrase that says what the firm at `actor` is.
pub(super) fn apposition(scene: &Scene<'_>, stage: &Stage, actor: &Actor) -> Option<usize> {
    let mut at = actor.tokens.end;
    // Past an acronym in brackets.
    if scene.word(at) == "(" && scene.word(at + 2) == ")" {
        at += 3;
    }
    if !matches!(scene.word(at), "," | "is" | "(" | "—" | "–" | "was") || actor.possessive {
        return None;
    }
    at += 1;
    // `, now a`, `is currently the`
    if matches!(scene.word(at), "now" | "still" | "currently" | "itself" | "also") {
        at += 1;
    }
    (at + 1 < stage.tokens.end && matches!(scene.word(at), "a" | "an" | "the")).then_some(at + 1)
}

/// Where the noun phrase from `start` ends: at a mark, a preposition or a clause.
pub(super) fn phrase_end(scene: &Scene<'_>, start: usize, end: usize) -> usize {
    let limit = end.min(start + PHRASE);
    (start..limit)
        .find(|&at| {
            let mark = scene.tokens()[at].kind == TokenKind::Punct && !matches!(scene.word(at), "-" | "&");
            mark || scene.family(at).is(Family::OBLIQUE)
                || (scene.class(at).is(WordClass::FUNCTION)
                    && !scene.is(at, "and")
                    && !is_hyphened(scene, at))
                || matches!(
                    scene.word(at),
                    "which" | "that" | "who" | "whose" | "based" | "owned" | "founded" | "listed"
                ) && !scene.view.glued(at)
        })
        .unwrap_or(limit)
}

/// The line of business that a noun phrase says of whom it describes: its head names one (`brewer`), or words before
/// nouns for firms do (`software services firm`).
fn says(scene: &Scene<'_>, phrase: Range<usize>) -> Option<(&'static str, Range<usize>)> {
    let mut at = phrase.start;
    while at < phrase.end {
        let folds = scene.tokens()[at..phrase.end].iter().map(|token| token.fold);
        let Some((len, sector)) = scene.lexicons.links.sector(folds) else {
            at += 1;
            continue;
        };
        let after = at + len;
        // A capital inside the phrase is part of a name, save of an abbreviation: `AI start-up`.
        let plain = scene.tokens()[at..after].iter().all(|token| token.case != Case::Capital);
        let rest = after..phrase.end;
        let heads = rest.clone().all(|at| scene.word(at) == "-" || is_trade_head(scene, at));
        // `food and drinks group`: what is joined is of one firm; the first is told.
        let joined = !sector.is_head && (scene.is(after, "and") || scene.word(after) == "&");
        let ends_in_head = phrase.end > after && is_trade_head(scene, phrase.end - 1);
        let alone = heads && (sector.is_head || !rest.is_empty());
        if plain && (alone || joined && ends_in_head) {
            return Some((sector.name, at..phrase.end));
        }
        at += 1;
    }
    None
}

/// The `up` of `start-up` is no preposition.
fn is_hyphened(scene: &Scene<'_>, at: usize) -> bool {
    at > 0 && scene.word(at - 1) == "-" && scene.view.glued(at - 1)
}

/// Whether a word ends a phrase that says what a firm is: `house`, `group`, `start-up`.
pub(super) fn is_trade_head(scene: &Scene<'_>, at: usize) -> bool {
    // Words with a hyphen are three tokens.
    let start_up = scene.is(at, "start") && scene.word(at + 1) == "-" && scene.is(at + 2, "up")
        || scene.is(at, "up") && at >= 2 && scene.word(at - 1) == "-" && scene.is(at - 2, "start");
    scene.family(at).is(Family::TRADE_HEAD.or(Family::FIRM_NOUN)) || start_up
}
