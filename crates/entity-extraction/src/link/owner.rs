//! Who owns a firm, with whom it is a joint venture, what it buys and whom it backs.

use std::ops::Range;

use crate::findings::{EntityId, Evidenced, RelationKind};

use super::attribute::{Said, between, fill, just_before};
use super::cues::Family;
use super::scene::{Actor, Scene, Stage};

/// `state-owned A`, `A, a subsidiary of B`, `B-owned A`.
pub(super) fn ownership(scene: &Scene<'_>, stage: &Stage, said: &mut Said) {
    for at in stage.tokens.clone() {
        let family = scene.family(at);
        if family.is(Family::OWNED) {
            owned(scene, stage, at, said);
        } else if family.is(Family::UNIT) && scene.is(at + 1, "of") {
            let child = just_before(scene, stage, at, 6);
            let parent = stage
                .actors
                .iter()
                .find(|actor| actor.named && actor.tokens.start > at + 1 && actor.tokens.start - at <= 6);
            if let (Some(child), Some(parent)) = (child, parent)
                && child.entity != parent.entity
            {
                set_parent(scene, child, parent, "parent.unit-of", said);
            }
        } else if family.is(Family::STATE) && scene.is(at + 1, "corporation") || is_listing(scene, at) {
            let state = family.is(Family::STATE);
            let near =
                stage.actors.iter().find(|actor| actor.tokens.start > at && actor.tokens.start - at <= 3);
            if let Some(actor) = near.filter(|actor| actor.is_firm && actor.named) {
                let (value, rule) = if state {
                    ("state", "ownership.state-corporation")
                } else {
                    ("listed", "ownership.listed")
                };
                let evidence =
                    Evidenced { value: value.to_owned(), span: scene.span(at..at + 2), rule: rule.into() };
                fill(&mut said.of(actor.entity).ownership, evidence);
            }
        }
    }
}

/// `listed retailer A`, `publicly traded A`.
pub(super) fn is_listing(scene: &Scene<'_>, at: usize) -> bool {
    matches!(scene.word(at), "listed" | "traded" | "quoted")
        && at > 0
        && matches!(scene.word(at - 1), "-" | "publicly" | "the" | "a")
}

pub(super) fn owned(scene: &Scene<'_>, stage: &Stage, at: usize, said: &mut Said) {
    let hyphened = at >= 2 && scene.word(at - 1) == "-" && scene.view.glued(at - 1);
    let before = if hyphened { at - 2 } else { at.saturating_sub(1) };
    let family = scene.family(before);
    let kind = if family.is(Family::STATE) {
        Some("state")
    } else if family.is(Family::FAMILY) {
        Some("family")
    } else if family.is(Family::PRIVATE) {
        Some("private")
    } else if scene.is(before, "foreign") {
        Some("foreign")
    } else {
        None
    };
    if let Some(kind) = kind {
        let after = stage.actors.iter().find(|actor| {
            actor.named
                && actor.tokens.start > at
                && actor.tokens.start - at <= 5
                && !(at + 1..actor.tokens.start)
                    .any(|index| matches!(scene.word(index), "," | "." | "by" | "and"))
        });
        let actor = after.or_else(|| just_before(scene, stage, before, 6));
        if let Some(actor) = actor.filter(|actor| actor.is_firm) {
            let evidence = Evidenced {
                value: kind.to_owned(),
                span: scene.span(before..at + 1),
                rule: "ownership.owned".into(),
            };
            fill(&mut said.of(actor.entity).ownership, evidence);
        }
        return;
    }
    // `A, owned by B`; `B-owned A`
    if scene.is(at + 1, "by") {
        let child = just_before(scene, stage, at, 5);
        let parent = stage
            .actors
            .iter()
            .find(|actor| actor.named && actor.tokens.start > at + 1 && actor.tokens.start - at <= 6);
        if let (Some(child), Some(parent)) = (child, parent)
            && scene.is(at, "owned")
            && child.entity != parent.entity
        {
            set_parent(scene, child, parent, "parent.owned-by", said);
        }
    } else if hyphened {
        let parent = stage.actors.iter().find(|actor| actor.named && actor.tokens.end == at - 1);
        let child = stage
            .actors
            .iter()
            .find(|actor| actor.named && actor.tokens.start > at && actor.tokens.start - at <= 5);
        if let (Some(child), Some(parent)) = (child, parent) {
            set_parent(scene, child, parent, "parent.owned", said);
        }
    }
}

pub(super) fn set_parent(
    scene: &Scene<'_>,
    child: &Actor,
    parent: &Actor,
    rule: &'static str,
    said: &mut Said,
) {
    let span = scene.span(parent.tokens.clone());
    let name = scene.entities[parent.entity.0 as usize].name.clone();
    if child.is_firm {
        fill(&mut said.of(child.entity).parent, Evidenced { value: name, span, rule: rule.into() });
    }
    said.relate(between(scene, parent, RelationKind::ParentOf, child, rule));
}

/// `A (a joint venture with B from Egypt)`, `A, a joint venture of B and C`, `A (set up with a German entrepreneur)`.
pub(super) fn ventures(scene: &Scene<'_>, stage: &Stage, said: &mut Said) {
    for at in stage.tokens.clone() {
        let family = scene.family(at);
        let venture =
            family.is(Family::VENTURE) && (scene.is(at, "jv") || scene.is(at.saturating_sub(1), "joint"));
        let set_up = scene.is(at, "set") && scene.is(at + 1, "up") && scene.is(at + 2, "with");
        let involves = scene.is(at, "involves") || scene.is(at, "involving");
        if !(venture || set_up || involves) {
            continue;
        }
        let Some(firm) = just_before(scene, stage, at, 7).filter(|actor| actor.is_firm && actor.named) else {
            continue;
        };
        let next = at + if set_up { 2 } else { 1 };
        if venture {
            let evidence = Evidenced {
                value: "joint-venture".to_owned(),
                span: scene.span(at.saturating_sub(1)..at + 1),
                rule: "ownership.joint-venture".into(),
            };
            fill(&mut said.of(firm.entity).ownership, evidence);
            // `a Swiss joint venture`
            if let Some(adjective) = at.checked_sub(2).filter(|&index| index >= firm.tokens.end) {
                let folds = scene.tokens()[adjective..at].iter().map(|token| token.fold);
                if let Some((len, country)) =
                    scene.lexicons.links.country(folds).filter(|(_, it)| it.is_demonym)
                {
                    partner(scene, firm.entity, adjective..adjective + len, country.name, said);
                }
            }
        }
        if !involves && !matches!(scene.word(next), "with" | "of" | "between") {
            continue;
        }
        let from = if involves { next } else { next + 1 };
        let mut named =
            stage.actors.iter().filter(|actor| actor.named && actor.tokens.start >= from).peekable();
        let mut reached = from;
        let mut any = false;
        while let Some(actor) = named.next_if(|actor| actor.tokens.start <= reached + 6) {
            let clean = (reached..actor.tokens.start)
                .all(|index| !matches!(scene.word(index), ")" | "." | ";" | "which" | "that" | "has"));
            if !clean {
                break;
            }
            if actor.entity != firm.entity {
                let name = scene.entities[actor.entity.0 as usize].name.clone();
                let span = scene.span(actor.tokens.clone());
                let partners = &mut said.of(firm.entity).partners;
                if partners.iter().all(|known| known.value != name) {
                    partners.push(Evidenced {
                        value: name.clone(),
                        span,
                        rule: "partner.joint-venture".into(),
                    });
                }
                said.relate(between(scene, actor, RelationKind::PartnerOf, firm, "partner.joint-venture"));
                any = true;
            }
            reached = actor.tokens.end;
        }
        if !any {
            // `with a German entrepreneur`, `U.K. investment`
            let start = if matches!(scene.word(from), "a" | "an" | "the") { from + 1 } else { from };
            let end = (start..stage.tokens.end.min(start + 4))
                .find(|&index| {
                    matches!(scene.word(index), ")" | "," | ";" | "—" | "and")
                        || (scene.word(index) == "." && !scene.view.glued(index.saturating_sub(1)))
                })
                .unwrap_or(stage.tokens.end.min(start + 4));
            let folds = scene.tokens()[start.min(end)..end].iter().map(|token| token.fold);
            if end > start && scene.lexicons.links.country(folds).is_some() {
                let text = scene.view.slice(scene.span(start..end)).to_owned();
                partner(scene, firm.entity, start..end, &text, said);
            }
        }
    }
}

pub(super) fn partner(
    scene: &Scene<'_>,
    entity: EntityId,
    tokens: Range<usize>,
    name: &str,
    said: &mut Said,
) {
    let partners = &mut said.of(entity).partners;
    if partners.iter().all(|known| known.value != name) {
        let span = scene.span(tokens);
        partners.push(Evidenced { value: name.to_owned(), span, rule: "partner.nationality".into() });
    }
}

/// `A acquired B`, `A has agreed to buy B`, `A bought by B`, `A invested in B`, `B, a spin-off of A`.
pub(super) fn deals(scene: &Scene<'_>, stage: &Stage, said: &mut Said) {
    for at in stage.tokens.clone() {
        let family = scene.family(at);
        let (kind, rule) = if family.is(Family::BUY) {
            (RelationKind::Acquires, "acquires.verb")
        } else if family.is(Family::INVEST) {
            (RelationKind::InvestsIn, "invests.verb")
        } else if family.is(Family::SPIN) {
            (RelationKind::SpunOffFrom, "spun-off.noun")
        } else {
            continue;
        };
        let before = stage.actors.iter().rev().find(|actor| {
            actor.tokens.end <= at && at - actor.tokens.end <= 12 && (!actor.oblique || actor.possessive)
        });
        let after = stage
            .actors
            .iter()
            .find(|actor| actor.named && actor.tokens.start > at && actor.tokens.start - at <= 7);
        let (Some(left), Some(right)) = (before, after) else { continue };
        let gap = at + 1..right.tokens.start;
        if gap
            .clone()
            .any(|index| matches!(scene.word(index), "." | ";" | "that" | "which" | "from" | "said"))
        {
            continue;
        }
        let passive = scene.is(at + 1, "by");
        let into = gap.clone().any(|index| matches!(scene.word(index), "in" | "into"));
        let of = gap.clone().any(|index| matches!(scene.word(index), "of" | "from"));
        let noun = matches!(scene.word(at), "takeover" | "acquisition" | "purchase" | "stake" | "investment");
        let fits = match kind {
            RelationKind::InvestsIn => into && !passive,
            RelationKind::SpunOffFrom => of || scene.is(at + 1, "from"),
            _ => !into && (!noun || of),
        };
        if !fits || left.entity == right.entity {
            continue;
        }
        let (subject, object) = if passive { (right, left) } else { (left, right) };
        said.relate(between(scene, subject, kind, object, rule));
    }
}
