//! What is said of firms: the reading of all attributes in one pass over the sentences, and the first statement of
//! each kept with its evidence.

use rustc_hash::FxHashSet;
use tearsheet_ingest::fold_hash;

use crate::findings::{Attributes, EntityId, Evidenced, Figure, Relation, RelationKind};

use super::cues::Family;
use super::scene::{Actor, Scene, Stage};
use super::{country, founded, founder, headcount, owner, product, row, seat, sector, trade};

/// Everything that is said of the entities of an article, and the relations that say it.
pub(crate) struct Said {
    /// One for each entity.
    pub(crate) attributes: Vec<Attributes>,
    /// By position.
    pub(crate) relations: Vec<Relation>,
    /// What is related already: a statement is told once.
    known: FxHashSet<(EntityId, RelationKind, Option<EntityId>, u64)>,
}

/// Reads the attributes of all entities. Figures that say one get their firm.
pub(crate) fn read(scene: &Scene<'_>, figures: &mut [Figure]) -> Said {
    let mut said = Said {
        attributes: vec![Attributes::default(); scene.entities.len()],
        relations: Vec::new(),
        known: FxHashSet::default(),
    };
    for figure in figures.iter_mut() {
        founded::founded(scene, figure, &mut said);
        headcount::employees(scene, figure, &mut said);
    }
    for index in 0..scene.stages.len() {
        let stage = &scene.stages[index];
        if stage.actors.is_empty() {
            continue;
        }
        if stage.cues.is(Family::SEAT) {
            seat::seats(scene, stage, &mut said);
        }
        seat::towns(scene, stage, &mut said);
        country::origins(scene, stage, &mut said);
        sector::sectors(scene, stage, &mut said);
        product::products(scene, stage, &mut said);
        if stage.cues.is(founder::CUES) {
            founder::founders(scene, stage, &mut said);
        }
        trade::trades(scene, stage, &mut said);
        if stage.cues.is(owner::OF_OWNERSHIP) {
            owner::ownership(scene, stage, &mut said);
        }
        if stage.cues.is(owner::OF_VENTURES) {
            owner::ventures(scene, stage, &mut said);
        }
        if stage.cues.is(owner::OF_DEALS) {
            owner::deals(scene, stage, &mut said);
        }
    }
    row::rows(scene, figures, &mut said);
    country::of_seats(scene, &mut said);
    country::relate(&mut said);
    sector::relate(&mut said);
    said
}

impl Said {
    pub(super) fn relate(&mut self, relation: Relation) {
        let Relation { subject, kind, object, object_text, .. } = &relation;
        if self.known.insert((*subject, *kind, *object, fold_hash(object_text))) {
            self.relations.push(relation);
        }
    }

    pub(super) fn of(&mut self, entity: EntityId) -> &mut Attributes {
        &mut self.attributes[entity.0 as usize]
    }
}

/// What a sentence says of two of its actors.
pub(super) fn between(
    scene: &Scene<'_>,
    subject: &Actor,
    kind: RelationKind,
    object: &Actor,
    rule: &'static str,
) -> Relation {
    let tokens = subject.tokens.start.min(object.tokens.start)..subject.tokens.end.max(object.tokens.end);
    Relation {
        subject: subject.entity,
        kind,
        object: Some(object.entity),
        object_text: scene.entities[object.entity.0 as usize].name.clone(),
        span: scene.span(tokens),
        rule: rule.into(),
    }
}

pub(super) fn fill<T>(place: &mut Option<Evidenced<T>>, evidence: Evidenced<T>) {
    // The first statement stands: later ones are mostly of the past or of plans.
    place.get_or_insert(evidence);
}

/// The nearest actor that ends before `at`, with nothing but a comma, `was` and the like in between.
pub(super) fn just_before<'s>(
    scene: &Scene<'_>,
    stage: &'s Stage,
    at: usize,
    reach: usize,
) -> Option<&'s Actor> {
    let actor =
        stage.actors.iter().rev().find(|actor| actor.tokens.end <= at && at - actor.tokens.end <= reach)?;
    let gap = actor.tokens.end..at;
    let broken = gap.clone().any(|index| matches!(scene.word(index), ";" | "." | "and" | "but"));
    (!broken).then_some(actor)
}
