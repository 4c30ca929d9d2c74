//! Who began a firm: `founded by P`, `A's founder, P`, `P, who founded A in 1990`.

use std::ops::Range;

use tearsheet_ingest::{Case, TokenKind};

use crate::findings::{EntityId, Relation, RelationKind};
use crate::lexicon::words::WordClass;

use super::attribute::Said;
use super::cues::Family;
use super::founded::founded_whom;
use super::scene::{Scene, Stage};

/// So many words a name of a person has at most.
const NAME: usize = 4;
/// So many words `two brothers with a borrowed server` is cut to.
const DESCRIBED: usize = 8;

/// A sentence without any of these words names no founder.
pub(super) const CUES: Family = Family::FOUNDER.or(Family::FOUND);

/// Reads the founders that a sentence names.
pub(super) fn founders(scene: &Scene<'_>, stage: &Stage, said: &mut Said) {
    for at in stage.tokens.clone() {
        if scene.family(at).is(Family::FOUNDER) {
            noun(scene, stage, at, said);
        } else if scene.family(at).is(Family::FOUND) {
            passive(scene, stage, at, said);
            active(scene, stage, at, said);
        }
    }
}

/// `founded in 2006 by two brothers`, `set up by P and Q`.
fn passive(scene: &Scene<'_>, stage: &Stage, cue: usize, said: &mut Said) {
    let end = stage.tokens.end;
    // A date may stand before `by`.
    let Some(by) = (cue + 1..end.min(cue + 8)).find(|&at| scene.is(at, "by")) else { return };
    let dated = (cue + 1..by).all(|at| {
        scene.tokens()[at].kind == TokenKind::Number
            || scene.class(at).is(WordClass::DATE)
            || matches!(
                scene.word(at),
                "in" | "up"
                    | "on"
                    | "early"
                    | "late"
                    | "the"
                    | "of"
                    | "spring"
                    | "autumn"
                    | "summer"
                    | "jointly"
                    | "together"
                    | "as"
                    | "a"
                    | "company"
            )
    });
    if !dated
        || matches!(scene.word(cue), "opened" | "started" | "begun" | "launched" | "born" | "registered")
    {
        return;
    }
    let Some((firm, _)) = founded_whom(scene, stage, cue, by) else { return };
    people(scene, stage, firm, by + 1, "founder.by", said);
}

/// `P, who founded A`, `P founded A in 1990`: the words just before the verb.
fn active(scene: &Scene<'_>, stage: &Stage, cue: usize, said: &mut Said) {
    if !matches!(scene.word(cue), "founded" | "co-founded" | "started") {
        return;
    }
    let object = stage.actors.iter().find(|actor| {
        actor.tokens.start > cue
            && actor.tokens.start - cue <= 3
            && actor.is_firm
            && (actor.named || actor.tokens.len() == 2)
    });
    let clean = |from: usize, to: usize| {
        (from..to).all(|at| scene.tokens()[at].case == Case::Lower && !scene.family(at).is(Family::OBLIQUE))
    };
    let Some(object) = object.filter(|actor| clean(cue + 1, actor.tokens.start)) else { return };
    let mut end = cue;
    if end > stage.tokens.start && scene.is(end - 1, "who") {
        end -= 1;
        // `P, 51, who founded A`
        while end > stage.tokens.start
            && matches!(scene.tokens()[end - 1].kind, TokenKind::Punct | TokenKind::Number)
        {
            end -= 1;
        }
    }
    let start = (stage.tokens.start.max(end.saturating_sub(NAME))..end)
        .rev()
        .take_while(|&at| is_name(scene, at))
        .last();
    if let Some(start) = start.filter(|&start| end - start >= 2 && is_person(scene, start..end)) {
        relate(scene, stage, object.entity, start..end, "founder.active", said);
    }
}

/// `A's founder, P`, `A founder P`, `P, the founder of A`, `P, founder and head of A`.
fn noun(scene: &Scene<'_>, stage: &Stage, at: usize, said: &mut Said) {
    let before = stage.actors.iter().rev().find(|actor| actor.tokens.end <= at && at - actor.tokens.end <= 2);
    let tied = before.filter(|actor| actor.is_firm && (actor.possessive || actor.tokens.end == at));
    if let Some(firm) = tied {
        let next = if scene.word(at + 1) == "," { at + 2 } else { at + 1 };
        people(scene, stage, firm.entity, next, "founder.noun", said);
        return;
    }
    let of = (at + 1..stage.tokens.end.min(at + 6)).find(|&index| scene.is(index, "of"));
    let firm = of.and_then(|of| {
        let gap = (at + 1..of).all(|index| scene.tokens()[index].case == Case::Lower);
        stage.actors.iter().find(|actor| {
            gap && actor.is_firm && actor.named && actor.tokens.start > of && actor.tokens.start - of <= 2
        })
    });
    let Some(firm) = firm else { return };
    // `P, the co-founder of A`: the name before the comma.
    let mut end = at;
    while end > stage.tokens.start
        && (matches!(scene.word(end - 1), "," | "the" | "a" | "co" | "-" | "is" | "was" | "its")
            || scene.tokens()[end - 1].kind == TokenKind::Number)
    {
        end -= 1;
    }
    let start = (stage.tokens.start.max(end.saturating_sub(NAME))..end)
        .rev()
        .take_while(|&at| is_name(scene, at))
        .last();
    if let Some(start) = start.filter(|&start| end < at && end - start >= 2 && is_person(scene, start..end)) {
        relate(scene, stage, firm.entity, start..end, "founder.of", said);
    }
}

/// The people named or described from token `at`, joined by commas and `and`.
fn people(
    scene: &Scene<'_>,
    stage: &Stage,
    firm: EntityId,
    mut at: usize,
    rule: &'static str,
    said: &mut Said,
) {
    let end = stage.tokens.end;
    let mut any = false;
    while at < end {
        if stage.actors.iter().any(|actor| actor.entity == firm && actor.tokens.contains(&at)) {
            return;
        }
        let body = stage.actors.iter().find(|actor| actor.named && actor.tokens.start == at);
        let stop = match body {
            Some(actor) => actor.tokens.end,
            None => {
                (at..end.min(at + NAME)).find(|&index| !is_name(scene, index)).unwrap_or(end.min(at + NAME))
            }
        };
        let named = body.is_some() || stop - at >= 2 && is_person(scene, at..stop);
        if named {
            relate(scene, stage, firm, at..stop, rule, said);
            any = true;
            let joint = if scene.word(stop) == "," && scene.is(stop + 1, "and") { 2 } else { 1 };
            if !matches!(scene.word(stop), "," | "and") {
                return;
            }
            at = stop + joint;
            continue;
        }
        if !any && rule == "founder.by" {
            described(scene, stage, firm, at, said);
        }
        return;
    }
}

/// `by two brothers`, `by wool merchants`, `by a former airline clerk`: as written, to the end of the noun phrase.
fn described(scene: &Scene<'_>, stage: &Stage, firm: EntityId, at: usize, said: &mut Said) {
    let limit = stage.tokens.end.min(at + DESCRIBED);
    let stop = (at..limit)
        .find(|&index| {
            (scene.tokens()[index].kind == TokenKind::Punct && scene.word(index) != "-")
                || scene.family(index).is(Family::OBLIQUE)
                || (index > at && scene.class(index).is(WordClass::FUNCTION))
        })
        .unwrap_or(limit);
    let start = if matches!(scene.word(at), "a" | "an" | "the") { at + 1 } else { at };
    if stop > start
        && scene.tokens()[stop - 1].case == Case::Lower
        && scene.class(stop - 1) != WordClass::default()
    {
        relate(scene, stage, firm, start..stop, "founder.described", said);
    }
}

fn is_name(scene: &Scene<'_>, at: usize) -> bool {
    let token = &scene.tokens()[at];
    token.kind == TokenKind::Word
        && matches!(token.case, Case::Capital | Case::Mixed)
        && !scene.class(at).is(WordClass::DATE.or(WordClass::FUNCTION))
        || matches!(scene.word(at), "de" | "van" | "von" | "-" | "al" | "bin")
        || (scene.word(at) == "." && at > 0 && scene.word(at - 1).len() == 1)
        || token.kind == TokenKind::Word && token.case == Case::Upper && scene.word(at).len() == 1
}

/// Whether a run of capitalised words is a person: a first or last name that is known is among them, and no mark ends it.
fn is_person(scene: &Scene<'_>, tokens: Range<usize>) -> bool {
    let last = tokens.end - 1;
    tokens.clone().any(|at| scene.class(at).is(WordClass::FIRST_NAME.or(WordClass::LAST_NAME)))
        && scene.tokens()[last].kind == TokenKind::Word
        && matches!(scene.tokens()[tokens.start].case, Case::Capital | Case::Mixed | Case::Upper)
        && !scene.class(tokens.start).is(WordClass::PLACE.or(WordClass::DEMONYM))
}

fn relate(
    scene: &Scene<'_>,
    stage: &Stage,
    firm: EntityId,
    tokens: Range<usize>,
    rule: &'static str,
    said: &mut Said,
) {
    let body =
        stage.actors.iter().find(|actor| actor.named && actor.tokens == tokens).map(|actor| actor.entity);
    if body == Some(firm) {
        return;
    }
    let span = scene.span(tokens);
    let text = match body {
        Some(entity) => scene.entities[entity.0 as usize].name.clone(),
        None => scene.view.slice(span).split_whitespace().collect::<Vec<_>>().join(" "),
    };
    said.relate(Relation {
        subject: firm,
        kind: RelationKind::FoundedBy,
        object: body,
        object_text: text,
        span,
        rule: rule.into(),
    });
}
