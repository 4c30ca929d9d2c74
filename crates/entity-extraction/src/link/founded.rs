//! When a firm was founded.

use tearsheet_ingest::BlockKind;

use crate::findings::{Amount, EntityId, Evidenced, Figure, FigureKind, Relation, RelationKind};

use super::attribute::{Said, fill, just_before};
use super::cues::Family;
use super::scene::{Actor, Scene, Stage};

pub(super) fn year_of(figure: &Figure) -> Option<i32> {
    match (&figure.kind, &figure.quantity.amount) {
        (FigureKind::Year, Amount::One(value)) => value.to_string().parse().ok(),
        (FigureKind::Date, Amount::Date(date)) => date.get(..4)?.parse().ok(),
        (FigureKind::Year, Amount::Date(date)) => date.get(..4)?.parse().ok(),
        _ => None,
    }
    .filter(|year| (1200..=2100).contains(year))
}

/// `established in 1990`, `opened its doors in the spring of 1988`, `who started A in 2011`.
pub(super) fn founded(scene: &Scene<'_>, figure: &mut Figure, said: &mut Said) {
    let Some(year) = year_of(figure) else { return };
    let Some(index) = scene.stage_at(figure.span.start) else { return };
    let stage = &scene.stages[index];
    if matches!(scene.block_kind(stage), BlockKind::Reference | BlockKind::Copyright | BlockKind::Boilerplate)
    {
        return;
    }
    let tokens = scene.tokens_in(figure.span);
    let from = tokens.start.saturating_sub(14).max(stage.tokens.start);
    // The year must hang on `in`, `since`, `from` or the like, or on a month before it.
    let hung = (tokens.start.saturating_sub(4)..tokens.start).any(|at| {
        matches!(scene.word(at), "in" | "In" | "since" | "from" | "of" | "to" | "during" | "early" | "late")
    });
    if !hung {
        return;
    }
    let Some(cue) = (from..tokens.start).rev().find(|&at| {
        let family = scene.family(at);
        family.is(Family::FOUND) || family.is(Family::BEGIN_NOUN) || is_dating(scene, at)
    }) else {
        return;
    };
    // Another time or verb in between takes the year: `founded by X, which sold it in 1999`.
    if (cue + 1..tokens.start)
        .any(|at| matches!(scene.word(at), ";" | "—" | "but" | "which" | "who" | "when"))
    {
        return;
    }
    let Some((entity, rule)) = founded_whom(scene, stage, cue, tokens.start) else { return };
    let span = scene.span(cue..tokens.end);
    fill(&mut said.of(entity).founded, Evidenced { value: year, span, rule: rule.into() });
    figure.firm = Some(entity);
    said.relate(Relation {
        subject: entity,
        kind: RelationKind::FoundedIn,
        object: None,
        object_text: year.to_string(),
        span,
        rule: rule.into(),
    });
}

/// `dates from 1922`, `dates back to 1922`.
pub(super) fn is_dating(scene: &Scene<'_>, at: usize) -> bool {
    matches!(scene.word(at), "dates" | "dating") && matches!(scene.word(at + 1), "from" | "back" | "to")
}

pub(super) fn founded_whom(
    scene: &Scene<'_>,
    stage: &Stage,
    cue: usize,
    year: usize,
) -> Option<(EntityId, &'static str)> {
    let family = scene.family(cue);
    let word = scene.word(cue);
    // `set up` and `opened its doors` only; `set` and `opened` alone begin other things.
    if word.eq_ignore_ascii_case("set") && !scene.is(cue + 1, "up") {
        return None;
    }
    if word.eq_ignore_ascii_case("opened") {
        let doors = scene.is(cue + 1, "its") && (scene.is(cue + 2, "doors") || scene.is(cue + 3, "doors"));
        // `A, a bank that opened in 2014`
        let clause = matches!(scene.word(cue + 1), "in" | "for")
            && cue > stage.tokens.start + 1
            && matches!(scene.word(cue - 1), "that" | "which")
            && (scene.family(cue - 2).is(Family::FIRM_NOUN) || scene.word(cue - 2) == ",");
        if !(doors || scene.is(cue + 1, "for") || clause) {
            return None;
        }
    }
    if word.eq_ignore_ascii_case("born") && !scene.is(cue.saturating_sub(1), "was") {
        return None;
    }
    let passive = cue > stage.tokens.start
        && matches!(
            scene.word(cue - 1),
            "was" | "were" | "been" | "is" | "," | "(" | "—" | "–" | "first" | "and"
        );
    let opens = cue == stage.tokens.start;
    // `founded A in 2011`, `started the company in 2011`
    if family.is(Family::FOUND_ACTIVE) && !passive && !opens {
        let object = stage.actors.iter().find(|actor| actor.tokens.start > cue && actor.tokens.end <= year);
        return object
            .filter(|actor| {
                actor.tokens.start - cue <= 5 && actor.is_firm && (actor.named || actor.tokens.len() == 2)
            })
            .map(|actor| (actor.entity, "founded.object"))
            .or_else(|| {
                // `A, founded in 1990` without its comma, `a firm founded in 1990`
                let direct = matches!(scene.word(cue + 1), "in" | "by" | "as");
                just_before(scene, stage, cue, 6)
                    .filter(|actor| direct && actor.is_firm)
                    .map(|actor| (actor.entity, "founded.participle"))
            });
    }
    if opens {
        // `Established in 1990, it has ...`
        let later =
            stage.actors.iter().find(|actor| actor.tokens.start > year && actor.is_firm && !actor.oblique);
        return later.map(|actor| actor.entity).or(stage.topic).map(|entity| (entity, "founded.opening"));
    }
    let mut before = stage.actors.iter().rev().filter(|actor| actor.tokens.end <= cue);
    let acting = before.clone().find(|actor| actor.is_firm && (!actor.oblique || actor.possessive));
    let nearest = before.next();
    // An apposition belongs to the name just before it, even behind a preposition: `for A, founded in 1990,`
    // A verb in the gap has the acting firm as its subject: `A, owned by B, was founded`.
    let finite = |actor: &Actor| (actor.tokens.end..cue).any(|at| matches!(scene.word(at), "was" | "were"));
    let subject = nearest
        .filter(|actor| {
            // `employed by A, which was founded`
            let at = actor.tokens.end;
            let clause = scene.word(at) == "," && scene.is(at + 1, "which") && cue == at + 3;
            actor.is_firm && (clause || (at..cue).len() <= 2 && !(actor.oblique && finite(actor)))
        })
        .or(acting)
        .map(|actor| actor.entity);
    subject
        .or_else(|| scene.family(cue).is(Family::FOUND).then_some(stage.topic).flatten().filter(|_| passive))
        .map(|entity| (entity, "founded.subject"))
}
