//! Which firm a figure is about.
//!
//! In order: `9.5% at B` behind the figure; who acts before it in the sentence, named or stood for; who acts behind it
//! where it opens the sentence; the topic of the paragraph where the sentence speaks of sales, shares or staff
//! without saying whose. A figure of the market, of a country or of another body is nobody's.

use crate::findings::{EntityId, Figure, FigureKind};
use crate::lexicon::words::WordClass;

use super::cues::Family;
use super::scene::{Actor, Scene, Stage};

/// So far behind a figure `at B` may begin, in tokens.
const REACH: usize = 9;
/// So long a descriptor may stand between a preposition and the name: `at young women's clothing retailer B`.
const DESCRIPTOR: usize = 6;

/// The firm that `figure` is about, where the text says so.
pub(crate) fn owner(scene: &Scene<'_>, figure: &Figure, all: &[Figure]) -> Option<EntityId> {
    let stage = &scene.stages[scene.stage_at(figure.span.start)?];
    let tokens = scene.tokens_in(figure.span);
    match figure.kind {
        FigureKind::Year => return since(scene, stage, tokens.start, tokens.end),
        FigureKind::Date | FigureKind::Ordinal | FigureKind::Score => return None,
        FigureKind::Duration | FigureKind::Age => {
            // `Pixar's 28-year history`; other spans of time are of events.
            let near = |actor: &&Actor| {
                actor.possessive && actor.tokens.end <= tokens.start && tokens.start - actor.tokens.end <= 3
            };
            return stage.actors.iter().rev().find(near).filter(|it| it.is_firm).map(|it| it.entity);
        }
        _ => {}
    }
    if let Some(found) = respective(scene, stage, figure, all) {
        return Some(found);
    }
    if let Some(found) = behind(scene, stage, tokens.end, all) {
        return found;
    }
    before(scene, stage, tokens.start).unwrap_or_else(|| {
        if let Some(found) = opening(scene, stage, tokens.start) {
            return found;
        }
        carried(scene, stage)
    })
}

/// `Since 1999, A has ...`: a year in the life of the firm.
fn since(scene: &Scene<'_>, stage: &Stage, start: usize, end: usize) -> Option<EntityId> {
    let opens = start == stage.tokens.start + 1 && scene.is(stage.tokens.start, "since");
    let next = if scene.word(end) == "," { end + 1 } else { end };
    stage.actors.iter().find(|actor| opens && actor.tokens.start == next && !actor.possessive).and_then(firm)
}

/// `28% at clothing retailer A`, `51.4% of B`: the name that a preposition ties to the figure.
fn behind(scene: &Scene<'_>, stage: &Stage, from: usize, all: &[Figure]) -> Option<Option<EntityId>> {
    let stop = (from + REACH).min(stage.tokens.end);
    let next_figure = all.partition_point(|figure| (figure.span.start as usize) < byte_at(scene, from));
    let next_figure = all.get(next_figure).map_or(usize::MAX, |figure| scene.token_at(figure.span.start));
    for at in from..stop.min(next_figure) {
        let word = scene.word(at);
        if matches!(word, "." | ";" | ":" | "," | "and" | "but" | "while" | "—" | "–") {
            return None;
        }
        let ties = scene.is(at, "at") || (word == "of" && at == from);
        if !ties {
            continue;
        }
        let actor = stage.actors.iter().find(|actor| actor.tokens.start > at)?;
        let gap = at + 1..actor.tokens.start;
        let plain = gap.len() <= DESCRIPTOR
            && actor.named
            && !actor.possessive
            && gap.clone().all(|index| scene.word(index) != "," && !scene.family(index).is(Family::OBLIQUE))
            && gap.end <= next_figure;
        return plain.then(|| firm(actor));
    }
    None
}

fn byte_at(scene: &Scene<'_>, token: usize) -> usize {
    scene.tokens().get(token).map_or(usize::MAX, |token| token.start as usize)
}

/// Who acts before the figure. The inner option is empty where that is no firm.
fn before(scene: &Scene<'_>, stage: &Stage, at: usize) -> Option<Option<EntityId>> {
    let mut earlier = stage.actors.iter().rev().filter(|actor| actor.tokens.end <= at);
    let acting =
        earlier.find(|actor| !actor.oblique || actor.possessive || has_asset(scene, stage, actor))?;
    // `the FTSE 100's 0.3% decline` is of the index, whatever the sentence is about.
    let of_another = (acting.tokens.end + 1..at).rev().take(4).any(|index| {
        let word = scene.word(index);
        let mark = matches!(word, "'" | "’") && scene.is(index + 1, "s") && scene.view.glued(index);
        (mark || word.ends_with("'s") || word.ends_with("’s")) && !acting.tokens.contains(&index)
    });
    if of_another || of_the_world(scene, acting.tokens.end..at) {
        return Some(None);
    }
    Some(firm(acting))
}

/// `Shares in A fell 2.9%`, `Revenue at retailer A rose`: what the sentence opens with is the firm's.
fn has_asset(scene: &Scene<'_>, stage: &Stage, actor: &Actor) -> bool {
    let from = actor.tokens.start.saturating_sub(DESCRIPTOR).max(stage.tokens.start);
    let tie = (from..actor.tokens.start).rev().find(|&at| scene.family(at).is(Family::OBLIQUE));
    tie.is_some_and(|tie| {
        tie <= stage.tokens.start + 4
            && tie > stage.tokens.start
            && matches!(scene.word(tie), "of" | "in" | "at")
            && scene.family(tie - 1).is(Family::ASSET)
    })
}

/// `A and B put on 3.1% and 2.7% respectively`: the figure's place in its list is the firm's in the other.
fn respective(scene: &Scene<'_>, stage: &Stage, figure: &Figure, all: &[Figure]) -> Option<EntityId> {
    let tokens = scene.tokens_in(figure.span);
    let word = (tokens.end..stage.tokens.end.min(tokens.end + 3 * REACH))
        .find(|&at| scene.is(at, "respectively"))?;
    let end = all.partition_point(|other| scene.token_at(other.span.start) < word);
    let mut first = end.checked_sub(1)?;
    while first > 0 {
        let (left, right) = (scene.tokens_in(all[first - 1].span), scene.tokens_in(all[first].span));
        let near = right.start - left.end.min(right.start) <= 4 && left.start >= stage.tokens.start;
        if !near || all[first - 1].kind != figure.kind {
            break;
        }
        first -= 1;
    }
    let list = &all[first..end];
    let place = list.iter().position(|other| other.span == figure.span)?;
    let opens = scene.token_at(list.first()?.span.start);
    let before: Vec<&Actor> =
        stage.actors.iter().filter(|actor| actor.named && actor.tokens.end <= opens).collect();
    let named = before.get(before.len().checked_sub(list.len())?..)?;
    let joined = named.windows(2).all(|pair| {
        let gap = pair[0].tokens.end..pair[1].tokens.start;
        gap.len() <= REACH && gap.clone().any(|at| matches!(scene.word(at), "," | "and"))
    });
    (list.len() > 1 && joined).then(|| firm(named[place])).flatten()
}

/// Where nobody stands before the figure and the sentence opens with it: `With 300 people, A is ...`.
fn opening(scene: &Scene<'_>, stage: &Stage, at: usize) -> Option<Option<EntityId>> {
    let later = stage.actors.iter().find(|actor| actor.tokens.start > at && !actor.oblique)?;
    let comma = (at..later.tokens.start).any(|index| scene.word(index) == ",");
    let none_before = stage.actors.iter().all(|actor| actor.tokens.start > at);
    (comma && none_before && later.tokens.start - at <= 16).then(|| firm(later))
}

/// The topic of the paragraph, where the sentence names nobody and speaks of what only a firm has; the firm of the
/// article where the paragraph has no topic yet.
fn carried(scene: &Scene<'_>, stage: &Stage) -> Option<EntityId> {
    if stage.actors.iter().any(|actor| !actor.oblique || actor.possessive) {
        return None;
    }
    let opening = stage.tokens.start..stage.tokens.end.min(stage.tokens.start + 6);
    let head = opening.clone().any(|at| scene.family(at).is(Family::ASSET));
    if !head || of_the_world(scene, opening.clone()) {
        return None;
    }
    let of_others = |at: usize| {
        scene.family(at).is(Family::WORLD) || scene.class(at).is(WordClass::DEMONYM.or(WordClass::REGION))
    };
    stage.topic.or(scene.main.filter(|_| stage.actors.is_empty() && !opening.into_iter().any(of_others)))
}

fn of_the_world(scene: &Scene<'_>, tokens: impl IntoIterator<Item = usize>) -> bool {
    let mut reported = false;
    for at in tokens {
        let family = scene.family(at);
        reported |= family.is(Family::REPORT);
        if reported && family.is(Family::WORLD) {
            return true;
        }
    }
    false
}

fn firm(actor: &Actor) -> Option<EntityId> {
    actor.is_firm.then_some(actor.entity)
}
