//! Who buys from whom: `A's clients include B and C`, `A buys its cells from B`, `B, a client of A`, `B supplies A`.

use crate::findings::RelationKind;

use super::attribute::{Said, between, just_before};
use super::cues::Family;
use super::scene::{Actor, Scene, Stage};

/// So far behind a word of trade the other firm may stand, in tokens.
const REACH: usize = 7;
/// What is bought once and makes nobody a client.
const NO_WARES: [&str; 14] = [
    "stake", "stakes", "shares", "share", "unit", "division", "business", "rights", "land", "building",
    "site", "brand", "assets", "plant",
];

/// Reads who buys from whom in a sentence.
pub(super) fn trades(scene: &Scene<'_>, stage: &Stage, said: &mut Said) {
    if stage.actors.len() < 2 {
        return;
    }
    for at in stage.tokens.clone() {
        if scene.family(at).is(Family::CLIENT) {
            clients(scene, stage, at, said);
            continue;
        }
        match scene.word(at) {
            "buys" | "sources" | "orders" | "gets" | "procures" | "bought" | "buy" | "ordered" => {
                bought_from(scene, stage, at, said);
            }
            "supplies" | "supplied" => supplies(scene, stage, at, said),
            "supplier" | "suppliers" => supplier(scene, stage, at, said),
            "contract" | "order" | "contracts" => contract(scene, stage, at, said),
            _ => {}
        }
    }
}

fn acting(stage: &Stage, at: usize) -> Option<&Actor> {
    let before =
        stage.actors.iter().rev().filter(|actor| actor.tokens.end <= at && at - actor.tokens.end <= 12);
    before.into_iter().find(|actor| !actor.oblique || actor.possessive).filter(|actor| actor.is_firm)
}

/// The named actors from token `at` on, joined by commas and `and`.
fn series<'s>(scene: &Scene<'_>, stage: &'s Stage, at: usize) -> Vec<&'s Actor> {
    let mut found: Vec<&Actor> = Vec::new();
    for actor in stage.actors.iter().filter(|actor| actor.named && actor.tokens.start >= at) {
        let from = found.last().map_or(at, |last| last.tokens.end);
        let gap = from..actor.tokens.start;
        let joined = gap.len() <= REACH
            && gap.clone().all(|index| {
                !matches!(
                    scene.word(index),
                    "." | ";" | "(" | "which" | "that" | "who" | "but" | "while" | "says"
                )
            })
            && (found.is_empty() || gap.clone().any(|index| matches!(scene.word(index), "," | "and" | "or")));
        if !joined {
            break;
        }
        found.push(actor);
    }
    found
}

/// `A's clients include B`, `clients such as B`, `its biggest client, B,`; `B, a client of A`.
fn clients(scene: &Scene<'_>, stage: &Stage, at: usize, said: &mut Said) {
    if scene.is(at + 1, "of") {
        let seller =
            stage.actors.iter().find(|actor| actor.tokens.start > at + 1 && actor.tokens.start - at <= 4);
        let buyer = just_before(scene, stage, at, 6);
        if let (Some(buyer), Some(seller)) = (buyer, seller)
            && buyer.entity != seller.entity
            && seller.is_firm
            && matches!(scene.word(buyer.tokens.end), "," | "is" | "was" | "(" | "remains" | "became")
        {
            said.relate(between(scene, buyer, RelationKind::ClientOf, seller, "client.of"));
        }
        return;
    }
    let opens = match scene.word(at + 1) {
        "include" | "included" | "including" | "are" | "like" => at + 2,
        "such" if scene.is(at + 2, "as") => at + 3,
        "," if matches!(scene.word(at), "client" | "customer") => at + 2,
        "," if matches!(scene.word(at + 2), "including" | "notably") => at + 3,
        "," if scene.is(at + 2, "among") || scene.is(at + 2, "such") => at + 4,
        _ => return,
    };
    let Some(seller) = acting(stage, at).filter(|actor| {
        actor.possessive || scene.family(at - 1).is(Family::WE) || {
            let gap = actor.tokens.end..at;
            gap.clone().any(|index| {
                matches!(scene.word(index), "has" | "counts" | "serves" | "for" | "with" | "whose")
            })
        }
    }) else {
        return;
    };
    for buyer in series(scene, stage, opens) {
        if buyer.entity != seller.entity {
            said.relate(between(scene, buyer, RelationKind::ClientOf, seller, "client.list"));
        }
    }
}

/// `A buys its cells from B`, with no firm between: that would be a takeover.
fn bought_from(scene: &Scene<'_>, stage: &Stage, at: usize, said: &mut Said) {
    let past = matches!(scene.word(at), "bought" | "ordered");
    let Some(from) = (at + 1..stage.tokens.end.min(at + 8)).find(|&index| scene.is(index, "from")) else {
        return;
    };
    let gap = at + 1..from;
    let wares = gap.clone().all(|index| {
        !NO_WARES.contains(&scene.word(index))
            && !matches!(scene.word(index), "," | "." | ";" | "back" | "out" | "it")
    });
    let crowded = stage.actors.iter().any(|actor| actor.named && gap.contains(&actor.tokens.start));
    if gap.is_empty()
        || !wares
        || crowded
        || past && !gap.clone().any(|index| scene.word(index).ends_with('s'))
    {
        return;
    }
    let Some(buyer) = acting(stage, at) else { return };
    if let Some(seller) =
        series(scene, stage, from + 1).into_iter().find(|it| it.is_firm && it.entity != buyer.entity)
    {
        said.relate(between(scene, buyer, RelationKind::ClientOf, seller, "client.buys"));
    }
}

/// `A supplies B with seats`, `A supplies seats to B`, `seats supplied by A` of `B`.
fn supplies(scene: &Scene<'_>, stage: &Stage, at: usize, said: &mut Said) {
    if scene.is(at + 1, "by") || !(scene.is(at, "supplies") || scene.is(at, "supplied")) {
        return;
    }
    let Some(seller) = acting(stage, at) else { return };
    let limit = stage.tokens.end.min(at + REACH + 3);
    let to = (at + 1..limit).find(|&index| scene.is(index, "to"));
    let direct = stage
        .actors
        .iter()
        .find(|actor| actor.named && actor.tokens.start > at && actor.tokens.start - at <= 4);
    let start = match (direct, to) {
        (Some(actor), _)
            if (actor.tokens.end..limit.max(actor.tokens.end)).any(|index| scene.is(index, "with")) =>
        {
            at + 1
        }
        (_, Some(to)) => to + 1,
        _ => return,
    };
    for buyer in series(scene, stage, start) {
        if buyer.entity != seller.entity {
            said.relate(between(scene, seller, RelationKind::SupplierOf, buyer, "supplier.verb"));
        }
    }
}

/// `A, a supplier to B`, `B's supplier A`.
fn supplier(scene: &Scene<'_>, stage: &Stage, at: usize, said: &mut Said) {
    if !scene.is(at + 1, "to") {
        return;
    }
    let Some(seller) = just_before(scene, stage, at, 7).filter(|actor| {
        actor.is_firm && actor.named && matches!(scene.word(actor.tokens.end), "," | "is" | "(" | "was")
    }) else {
        return;
    };
    for buyer in series(scene, stage, at + 2) {
        if buyer.entity != seller.entity {
            said.relate(between(scene, seller, RelationKind::SupplierOf, buyer, "supplier.noun"));
        }
    }
}

/// `A won an order from B`, `A has a contract with B`.
fn contract(scene: &Scene<'_>, stage: &Stage, at: usize, said: &mut Said) {
    let Some(verb) = (at.saturating_sub(9).max(stage.tokens.start)..at).rev().find(|&index| {
        matches!(
            scene.word(index),
            "won" | "wins" | "win" | "received" | "landed" | "secured" | "got" | "winning"
        )
    }) else {
        return;
    };
    let Some(from) = (at + 1..stage.tokens.end.min(at + REACH)).find(|&index| scene.is(index, "from")) else {
        return;
    };
    let Some(seller) = acting(stage, verb) else { return };
    if let Some(buyer) = series(scene, stage, from + 1).first().filter(|it| it.entity != seller.entity) {
        said.relate(between(scene, buyer, RelationKind::ClientOf, seller, "client.order"));
    }
}
