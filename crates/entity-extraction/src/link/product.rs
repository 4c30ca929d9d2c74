//! What a firm makes: `A, a maker of trams`, `the tyre maker A`, `A brews lagers and stouts`.

use std::ops::Range;

use tearsheet_ingest::{Case, TokenKind};

use crate::findings::{EntityId, Evidenced, Relation, RelationKind};
use crate::lexicon::words::WordClass;

use super::attribute::Said;
use super::cues::Family;
use super::scene::{Actor, Scene, Stage};
use super::sector::{apposition, phrase_end};

/// So many tokens a product may have.
const PRODUCT: usize = 5;
/// So many products of one statement are told.
const MOST: usize = 5;

/// Reads the products of the firms of a sentence.
pub(super) fn products(scene: &Scene<'_>, stage: &Stage, said: &mut Said) {
    for actor in stage.actors.iter().filter(|actor| actor.is_firm) {
        if actor.named {
            trade(scene, stage, actor, said);
            if let Some(start) = apposition(scene, stage, actor) {
                let end = phrase_end(scene, start, stage.tokens.end);
                if end > start && is_maker(scene, end - 1) && scene.is(end, "of") {
                    list(scene, actor.entity, end + 1, stage.tokens.end, "product.maker-of", said);
                }
            }
        }
        // `A makes`, `A, which makes`, `A also makes`
        let mut at = actor.tokens.end;
        if scene.word(at) == "," && matches!(scene.word(at + 1), "which" | "that") {
            at += 2;
        }
        if matches!(scene.word(at), "also" | "now" | "still" | "mainly" | "only") {
            at += 1;
        }
        let acts = !actor.possessive && (!actor.oblique || at > actor.tokens.end + 1);
        if acts && at < stage.tokens.end && scene.family(at).is(Family::MAKES) {
            list(scene, actor.entity, at + 1, stage.tokens.end, "product.verb", said);
        }
    }
}

fn is_maker(scene: &Scene<'_>, at: usize) -> bool {
    matches!(scene.word(at), "maker" | "manufacturer" | "producer" | "builder" | "supplier")
}

/// `the tyre maker A`: the words between a country or article and the maker.
fn trade(scene: &Scene<'_>, stage: &Stage, actor: &Actor, said: &mut Said) {
    let Some(maker) = actor.tokens.start.checked_sub(1).filter(|&at| {
        at > stage.tokens.start && matches!(scene.word(at), "maker" | "manufacturer" | "producer")
    }) else {
        return;
    };
    let start = (maker.saturating_sub(PRODUCT).max(stage.tokens.start)..maker)
        .rev()
        .take_while(|&at| {
            let token = &scene.tokens()[at];
            let plain = token.kind == TokenKind::Word && token.case == Case::Lower;
            (plain
                && !scene.class(at).is(WordClass::FUNCTION)
                && !scene.family(at).is(Family::OBLIQUE)
                && scene.class(at).is(WordClass::NOUN))
                || scene.word(at) == "-"
        })
        .last();
    if let Some(start) = start.filter(|&start| scene.word(start) != "-" && maker - start <= 4) {
        add(scene, actor.entity, start..maker, "product.trade", said);
    }
}

/// The products from token `at`: `trams, buses and rail signals`.
fn list(scene: &Scene<'_>, entity: EntityId, at: usize, end: usize, rule: &'static str, said: &mut Said) {
    let mut start = at;
    let mut items: Vec<Range<usize>> = Vec::new();
    for index in at..end.min(at + MOST * (PRODUCT + 1)) {
        let word = scene.word(index);
        let token = &scene.tokens()[index];
        let divides = matches!(word, "," | "and" | "or");
        let stops = !divides
            && ((token.kind == TokenKind::Punct && word != "-")
                || scene.class(index).is(WordClass::FUNCTION)
                || scene.family(index).is(Family::OBLIQUE));
        if divides || stops {
            if start < index {
                if !is_product(scene, start..index) {
                    break;
                }
                items.push(start..index);
            }
            // A clause behind the comma: `, and has ...`, `, its biggest`.
            if stops || items.is_empty() || items.len() == MOST {
                break;
            }
            start = index + 1;
        }
    }
    for tokens in items {
        add(scene, entity, tokens, rule, said);
    }
}

/// Whether these words name a thing that is made: some ordinary words with a plural or a mass noun at the end.
fn is_product(scene: &Scene<'_>, tokens: Range<usize>) -> bool {
    let last = scene.word(tokens.end - 1).to_ascii_lowercase();
    let plural = last.len() > 3 && last.ends_with('s') && !last.ends_with("ss") && !last.ends_with("us");
    let plain = tokens.clone().all(|at| {
        let token = &scene.tokens()[at];
        token.kind == TokenKind::Word && token.case != Case::Capital || scene.word(at) == "-"
    });
    tokens.len() <= PRODUCT
        && plain
        && (plural
            && scene.lexicons.words.of_form(&last, scene.tokens()[tokens.end - 1].fold).is(WordClass::NOUN)
            || scene.family(tokens.end - 1).is(Family::MASS))
        && !scene.family(tokens.end - 1).is(Family::NO_PRODUCT)
}

fn add(scene: &Scene<'_>, entity: EntityId, tokens: Range<usize>, rule: &'static str, said: &mut Said) {
    let span = scene.span(tokens);
    let value = scene.view.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
    let products = &mut said.of(entity).products;
    if products.len() >= 3 * MOST || products.iter().any(|known| known.value == value) {
        return;
    }
    products.push(Evidenced { value: value.clone(), span, rule: rule.into() });
    said.relate(Relation {
        subject: entity,
        kind: RelationKind::Makes,
        object: None,
        object_text: value,
        span,
        rule: rule.into(),
    });
}
