//! How many work at a firm now.

use std::ops::Range;

use tearsheet_ingest::{BlockKind, TokenKind};

use crate::findings::{EntityId, Evidenced, Figure, FigureKind, Movement};

use super::attribute::{Said, fill};
use super::cues::Family;
use super::scene::{Actor, Scene, Stage};

pub(super) fn is_staff(scene: &Scene<'_>, text: &str) -> bool {
    text.split([' ', '-']).any(|word| {
        let singular = word.strip_suffix('s').unwrap_or(word);
        let of = |word: &str| scene.lexicons.links.of(tearsheet_ingest::fold_hash(word));
        of(word).is(Family::STAFF) || of(singular).is(Family::STAFF)
    })
}

/// `has more than 1,000 employees`, `a staff of about 640`, a heading about size over a bare `60-75`.
pub(super) fn employees(scene: &Scene<'_>, figure: &mut Figure, said: &mut Said) {
    if !matches!(figure.kind, FigureKind::Count | FigureKind::Number) {
        return;
    }
    let Some(index) = scene.stage_at(figure.span.start) else { return };
    let stage = &scene.stages[index];
    // Tables have columns of years, read as a whole.
    if scene.block_kind(stage) == BlockKind::Table {
        return;
    }
    let tokens = scene.tokens_in(figure.span);
    let quantity = figure.quantity.clone();
    if let Some(entity) = under_size_heading(scene, stage, &tokens) {
        let evidence = Evidenced { value: quantity, span: figure.span, rule: "employees.heading".into() };
        fill(&mut said.of(entity).employees, evidence);
        figure.firm = Some(entity);
        return;
    }
    if matches!(figure.movement, Some(Movement::From | Movement::By)) {
        return;
    }
    let counted = is_staff(scene, &figure.unit.name) || is_staff(scene, &figure.measure);
    let Some((at, rule)) = headcount_cue(scene, stage, &tokens, counted, figure.kind) else { return };
    let owners = match rule {
        // `A, a boutique of 22 people`: the apposition's name, whatever its part in the sentence.
        "employees.apposition" => stage
            .actors
            .iter()
            .rev()
            .find(|actor| actor.tokens.end <= at)
            .filter(|it| it.is_firm)
            .map(|it| it.entity)
            .into_iter()
            .collect(),
        "employees.at" => stage
            .actors
            .iter()
            .find(|actor| actor.tokens.start >= tokens.end)
            .filter(|it| it.is_firm)
            .map(|it| it.entity)
            .into_iter()
            .collect(),
        _ => subjects(scene, stage, at),
    };
    for entity in owners {
        let evidence = Evidenced { value: quantity.clone(), span: figure.span, rule: rule.into() };
        fill(&mut said.of(entity).employees, evidence);
        figure.firm.get_or_insert(entity);
    }
}

/// The token that makes a count of people a present headcount, and the rule.
pub(super) fn headcount_cue(
    scene: &Scene<'_>,
    stage: &Stage,
    tokens: &Range<usize>,
    counted: bool,
    kind: FigureKind,
) -> Option<(usize, &'static str)> {
    let first = tokens.start.saturating_sub(9).max(stage.tokens.start);
    // What stands before the figure, fillers left out.
    let cue =
        (first..tokens.start).rev().find(|&at| !scene.family(at).is(Family::FILLER) || scene.is(at, "with"));
    // `expects to employ 45,000 people by 2030`
    let by_year = (tokens.end..(tokens.end + 6).min(stage.tokens.end)).any(|index| {
        scene.is(index, "by")
            && scene.tokens().get(index + 1).is_some_and(|next| next.kind == TokenKind::Number)
    });
    let past = |at: usize| {
        by_year
            || (at.saturating_sub(2).max(stage.tokens.start)..tokens.start)
                .any(|index| scene.family(index).is(Family::NOT_PRESENT))
            || (tokens.end..(tokens.end + 3).min(stage.tokens.end))
                .any(|index| matches!(scene.word(index), "jobs" | "layoffs" | "posts"))
    };
    // `a staff of 640`, `Pixar's team of 1,300`, `a payroll of just over 190`
    let noun = (first..tokens.start).rev().find(|&at| scene.family(at).is(Family::STAFF_NOUN));
    if let Some(noun) = noun
        && (noun + 1..tokens.start).all(|at| scene.family(at).is(Family::FILLER) || scene.is(at, "numbers"))
        && (noun + 1..tokens.start).any(|at| matches!(scene.word(at), "of" | "numbers"))
    {
        let owner = noun.checked_sub(2).filter(|&at| {
            stage
                .actors
                .iter()
                .any(|actor| actor.possessive && actor.tokens.end > at && actor.tokens.end <= noun)
        });
        let of_a_person = noun > 0 && ["his", "her", "their"].iter().any(|word| scene.is(noun - 1, word));
        if !of_a_person && (owner.is_some() || !past(noun)) {
            return Some((noun, "employees.staff-of"));
        }
    }
    // `300-strong`, `some 5,400 strong`
    if scene.is(tokens.end, "strong") || (scene.word(tokens.end) == "-" && scene.is(tokens.end + 1, "strong"))
    {
        return (!past(tokens.start)).then_some((tokens.start, "employees.strong"));
    }
    let cue = cue?;
    let word = scene.word(cue).to_ascii_lowercase();
    let employs =
        word.starts_with("employ") && (counted || kind == FigureKind::Count || kind == FigureKind::Number);
    if employs || (counted && matches!(word.as_str(), "has" | "have" | "boasts" | "having")) {
        return (!past(cue)).then_some((cue, "employees.has"));
    }
    if !counted {
        return None;
    }
    // `A, a studio in Leipzig with 26 employees`, `A, a boutique of 22 people`
    let last_filler_of = (cue + 1..tokens.start).any(|at| scene.is(at, "of"));
    if word == "with" || last_filler_of {
        let apposed = stage.actors.iter().rev().find(|actor| actor.tokens.end <= cue).filter(|actor| {
            matches!(scene.word(actor.tokens.end), "," | "(" | "—" | "–")
                && matches!(scene.word(actor.tokens.end + 1), "a" | "an" | "the")
                && !(actor.tokens.end + 1..cue)
                    .any(|at| matches!(scene.word(at), "," | ";" | "which" | "that"))
        });
        if let Some(actor) = apposed {
            return Some((actor.tokens.end, "employees.apposition"));
        }
    }
    // `has assets of £8.9bn and about 2,300 staff`
    if word == "and"
        && (first.saturating_sub(4).max(stage.tokens.start)..cue)
            .any(|at| matches!(scene.word(at), "has" | "have"))
    {
        return (!past(first)).then_some((first, "employees.has"));
    }
    // `KCC's 300 employees`, `told its 1,350 workers`
    let possessed = stage.actors.iter().rev().find(|actor| {
        actor.possessive
            && actor.tokens.end <= tokens.start
            && (actor.tokens.end..tokens.start)
                .all(|at| scene.family(at).is(Family::FILLER) || matches!(scene.word(at), "'s" | "’s"))
    });
    if possessed.is_some() {
        return Some((tokens.start, "employees.possessed"));
    }
    // `one of 312 people at A`
    let after = (tokens.end..(tokens.end + 4).min(stage.tokens.end)).find(|&at| scene.is(at, "at"));
    let named =
        after.filter(|&at| stage.actors.iter().any(|actor| actor.named && actor.tokens.start == at + 1));
    (named.is_some() && scene.is(tokens.start.wrapping_sub(1), "of"))
        .then_some((tokens.start, "employees.at"))
}

/// Who acts before token `at`: the nearest, and those joined to it by `and`.
pub(super) fn subjects(scene: &Scene<'_>, stage: &Stage, at: usize) -> Vec<EntityId> {
    let mut found: Vec<EntityId> = Vec::new();
    let mut right: Option<&Actor> = None;
    for actor in stage.actors.iter().rev().filter(|actor| actor.tokens.end <= at) {
        match right {
            None if actor.oblique && !actor.possessive => {}
            None => {
                if !actor.is_firm {
                    return found;
                }
                found.push(actor.entity);
                right = Some(actor);
            }
            Some(nearest) => {
                let gap = actor.tokens.end..nearest.tokens.start;
                let joined = !gap.is_empty()
                    && gap.len() <= 3
                    && gap.clone().all(|index| matches!(scene.word(index), "," | "and" | "the" | "&"));
                if !joined || !actor.is_firm {
                    return found;
                }
                found.push(actor.entity);
                right = Some(actor);
            }
        }
    }
    if found.is_empty() {
        // `employs 300 people` under a subject that the sentence does not repeat.
        found.extend(
            stage
                .topic
                .filter(|_| stage.actors.is_empty())
                .or(scene.subject.firm.filter(|_| stage.actors.is_empty())),
        );
    }
    found
}

/// A figure that is a block of its own under a heading such as `Company size`.
pub(super) fn under_size_heading(
    scene: &Scene<'_>,
    stage: &Stage,
    tokens: &Range<usize>,
) -> Option<EntityId> {
    if tokens.start > stage.tokens.start + 2 || stage.tokens.end > tokens.end + 2 || stage.block == 0 {
        return None;
    }
    let above = &scene.view.article().blocks()[stage.block - 1];
    let sized = matches!(above.kind, BlockKind::Heading | BlockKind::SectionLabel)
        && (above.tokens.start..above.tokens.end).len() <= 5
        && (above.tokens.start..above.tokens.end)
            .any(|at| scene.family(at as usize).is(Family::SIZE_HEADING));
    if sized {
        scene.subject.firm.or_else(|| scene.stages.iter().find_map(|stage| stage.topic))
    } else {
        None
    }
}
