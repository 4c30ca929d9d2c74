//! Who owns a firm, with whom it is a joint venture, what it buys and whom it backs.

use std::ops::Range;

use tearsheet_ingest::TokenKind;

use crate::findings::{EntityId, Evidenced, RelationKind};

use super::attribute::{Said, between, fill, just_before};
use super::cues::Family;
use super::scene::{Actor, Scene, Stage};

/// A sentence without any of these words says nothing of owners.
pub(super) const OF_OWNERSHIP: Family =
    Family::OWNED.or(Family::UNIT).or(Family::STATE).or(Family::LISTED).or(Family::BELONG);
/// A sentence without any of these words says nothing of joint ventures.
pub(super) const OF_VENTURES: Family = Family::VENTURE.or(Family::SET_UP);
/// A sentence without any of these words says nothing of deals.
pub(super) const OF_DEALS: Family = Family::BUY.or(Family::INVEST).or(Family::SPIN).or(Family::SPLIT);

/// `state-owned A`, `A, a subsidiary of B`, `B-owned A`.
pub(super) fn ownership(scene: &Scene<'_>, stage: &Stage, said: &mut Said) {
    for at in stage.tokens.clone() {
        let family = scene.family(at);
        if !family.is(OF_OWNERSHIP) {
            continue;
        }
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
                && matches!(
                    scene.word(child.tokens.end),
                    "," | "(" | "—" | "–" | "is" | "was" | "became" | "remains"
                )
            {
                set_parent(scene, child, parent, "parent.unit-of", said);
            }
        } else if scene.is(at, "belongs") && scene.is(at + 1, "to")
            || scene.is(at, "part") && scene.is(at + 1, "of") && scene.word(at.wrapping_sub(1)) == ","
        {
            belongs(scene, stage, at, said);
        } else if family.is(Family::UNIT) {
            arm(scene, stage, at, said);
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

/// `A, which belongs to B`, `A, part of B`, `A belongs to the Lyon-based B`.
fn belongs(scene: &Scene<'_>, stage: &Stage, at: usize, said: &mut Said) {
    let child = just_before(scene, stage, at, 3).filter(|actor| actor.is_firm && !actor.possessive);
    let parent = stage.actors.iter().find(|actor| {
        actor.named
            && actor.tokens.start > at + 1
            && actor.tokens.start - at <= 9
            && plain(scene, at + 2..actor.tokens.start)
    });
    if let (Some(child), Some(parent)) = (child, parent)
        && child.entity != parent.entity
    {
        set_parent(scene, child, parent, "parent.belongs-to", said);
    }
}

/// `the bank's venture arm, A`, `its leasing arm A`, `A, the bank's investment arm`, `B's subsidiary A`.
fn arm(scene: &Scene<'_>, stage: &Stage, at: usize, said: &mut Said) {
    let owner = stage.actors.iter().rev().find(|actor| actor.tokens.end <= at && at - actor.tokens.end <= 4);
    let Some(owner) =
        owner.filter(|actor| actor.possessive && actor.is_firm && plain(scene, actor.tokens.end..at))
    else {
        return;
    };
    let next = if scene.word(at + 1) == "," { at + 2 } else { at + 1 };
    let behind = stage.actors.iter().find(|actor| actor.named && actor.tokens.start == next);
    let closed = |actor: &&Actor| next == at + 1 || matches!(scene.word(actor.tokens.end), "," | "." | ";");
    let before = || {
        let comma = owner.tokens.start.checked_sub(1).filter(|&index| scene.word(index) == ",")?;
        stage.actors.iter().find(|actor| actor.named && actor.tokens.end == comma)
    };
    let Some(child) = behind.filter(closed).or_else(before) else { return };
    if child.is_firm && child.entity != owner.entity {
        set_parent(scene, child, owner, "parent.arm", said);
    }
}

/// Whether no mark, `and` or relative stands between.
fn plain(scene: &Scene<'_>, mut between: Range<usize>) -> bool {
    between.all(|at| {
        !matches!(scene.word(at), "," | "." | ";" | ":" | "(" | "and" | "or" | "which" | "that" | "who")
    })
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
    if shared(scene, stage, at, said) {
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

/// `A, owned 51 percent by B and 49 percent by C`: its owners are partners.
fn shared(scene: &Scene<'_>, stage: &Stage, at: usize, said: &mut Said) -> bool {
    if !scene.is(at, "owned") {
        return false;
    }
    let Some(child) = just_before(scene, stage, at, 3).filter(|actor| actor.is_firm && actor.named) else {
        return false;
    };
    let mut owners: Vec<&Actor> = Vec::new();
    let mut from = at + 1;
    while owners.len() < 4 {
        // A share of numbers, `%` and `percent`, then `by`.
        let Some(by) = (from..stage.tokens.end.min(from + 6)).find(|&index| scene.is(index, "by")) else {
            break;
        };
        let share = (from..by).any(|index| scene.tokens()[index].kind == TokenKind::Number);
        let next = stage
            .actors
            .iter()
            .find(|actor| actor.named && actor.tokens.start > by && actor.tokens.start - by <= 6);
        let Some(owner) = next.filter(|actor| share && plain(scene, by + 1..actor.tokens.start)) else {
            break;
        };
        owners.push(owner);
        // Past `of Bremen` to the next share.
        let Some(next) = (owner.tokens.end..stage.tokens.end.min(owner.tokens.end + 5))
            .find(|&index| matches!(scene.word(index), "and" | ","))
        else {
            break;
        };
        from = next + 1;
    }
    if owners.len() < 2 {
        return false;
    }
    for owner in owners {
        add_partner(scene, owner, child, "partner.shares", said);
    }
    let evidence = Evidenced {
        value: "joint-venture".to_owned(),
        span: scene.span(at..at + 1),
        rule: "ownership.shares".into(),
    };
    fill(&mut said.of(child.entity).ownership, evidence);
    true
}

/// A partner of a joint venture, in its row and as a relation.
fn add_partner(scene: &Scene<'_>, partner: &Actor, venture: &Actor, rule: &'static str, said: &mut Said) {
    let name = scene.entities[partner.entity.0 as usize].name.clone();
    let span = scene.span(partner.tokens.clone());
    let partners = &mut said.of(venture.entity).partners;
    if partners.iter().all(|known| known.value != name) {
        partners.push(Evidenced { value: name, span, rule: rule.into() });
    }
    said.relate(between(scene, partner, RelationKind::PartnerOf, venture, rule));
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
        if !family.is(OF_VENTURES) {
            continue;
        }
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
                add_partner(scene, actor, firm, "partner.joint-venture", said);
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

/// `spin-off`, `spun out`, `split off`, `hived off`.
fn is_spin_off(scene: &Scene<'_>, at: usize) -> bool {
    let next = if scene.word(at + 1) == "-" { at + 2 } else { at + 1 };
    scene.family(at).is(Family::SPIN) && !matches!(scene.word(at), "spun")
        || matches!(scene.word(at), "spin" | "spun" | "split" | "hived")
            && matches!(scene.word(next), "off" | "out")
}

/// `A acquired B`, `A has agreed to buy B`, `A bought by B`, `A invested in B`, `B, a spin-off of A`.
pub(super) fn deals(scene: &Scene<'_>, stage: &Stage, said: &mut Said) {
    for at in stage.tokens.clone() {
        let family = scene.family(at);
        if !family.is(OF_DEALS) {
            continue;
        }
        // `Meghna Spun` is a name.
        if stage.actors.iter().any(|actor| actor.named && actor.tokens.contains(&at)) {
            continue;
        }
        let (kind, rule) = if family.is(Family::BUY) {
            (RelationKind::Acquires, "acquires.verb")
        } else if family.is(Family::INVEST) {
            (RelationKind::InvestsIn, "invests.verb")
        } else if is_spin_off(scene, at) {
            (RelationKind::SpunOffFrom, "spun-off")
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
        let spins = kind == RelationKind::SpunOffFrom;
        if gap.clone().any(|index| {
            matches!(scene.word(index), "." | ";" | "that" | "which" | "said")
                || scene.is(index, "from") && !spins
        }) {
            continue;
        }
        let passive = scene.is(at + 1, "by");
        let into = gap.clone().any(|index| matches!(scene.word(index), "in" | "into"));
        let of = gap.clone().any(|index| matches!(scene.word(index), "of" | "from"));
        // `sold its stake in B` ends it; `bought the contracts of B` buys no firm.
        let sells = (at.saturating_sub(8).max(stage.tokens.start)..at).any(|index| {
            matches!(
                scene.word(index),
                "sell" | "sells" | "sold" | "selling" | "sale" | "divest" | "rejected" | "denied" | "not"
            )
        });
        let parts = gap.clone().any(|index| {
            scene.tokens()[index].kind == TokenKind::Number
                || matches!(
                    scene.word(index),
                    "control"
                        | "all"
                        | "rest"
                        | "half"
                        | "third"
                        | "quarter"
                        | "fifth"
                        | "part"
                        | "percent"
                        | "majority"
                        | "share"
                )
        });
        let noun = matches!(scene.word(at), "takeover" | "acquisition" | "purchase" | "stake" | "investment");
        let fits = match kind {
            RelationKind::InvestsIn => into && !passive,
            RelationKind::SpunOffFrom => of,
            _ => !into && if of { noun || parts } else { !noun },
        };
        if !fits || sells || left.entity == right.entity {
            continue;
        }
        let (subject, object) = if passive { (right, left) } else { (left, right) };
        said.relate(between(scene, subject, kind, object, rule));
    }
}
