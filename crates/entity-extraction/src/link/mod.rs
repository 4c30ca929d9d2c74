//! Links: whose a figure or a skill is, and what is said of a firm. The only room that sees all three.
//!
//! In reading order: [`cues`] holds the words that links are read by, `subject` says whom the article is about, `scene`
//! who is in each sentence and what `it` stands for, `attribute` gathers what is said of firms: `founded` and `founder` how it began, `headcount` who works
//! there, `seat` and `country` where it is, `sector` and `product` what it does, `owner` whose it is and what it buys,
//! `trade` whom it sells to, `row` what tables say. `figure` (in tables `table`) and `skill` find whose the figures and
//! skills are.

mod attribute;
mod country;
pub mod cues;
mod figure;
mod founded;
mod founder;
mod headcount;
mod owner;
mod product;
mod row;
mod scene;
mod seat;
mod sector;
mod skill;
mod subject;
mod table;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod told;
mod trade;

use crate::findings::{Figure, Findings};
use crate::lexicon::Lexicons;
use crate::settle::Settled;
use crate::trace::Step;
use crate::view::View;

/// Puts an article's findings together.
pub fn link(view: &View<'_>, settled: Settled, lexicons: &Lexicons) -> Findings {
    let Settled { mut names, mut figures, mut skills, refusals } = settled;
    let mut relations = Vec::new();
    if !names.entities.is_empty() {
        let scene = scene::Scene::new(view, lexicons, &names.entities, &names.mentions);
        skill::set_holders(view, &names, scene.subject.holder, &mut skills);
        let said = attribute::read(&scene, &mut figures);
        let of = |it: &Figure| it.firm.or_else(|| Some(figure::owner(&scene, it, &figures)?.entity));
        let owners: Vec<_> = figures.iter().map(of).collect();
        for (figure, owner) in figures.iter_mut().zip(owners) {
            figure.firm = owner;
        }
        for (entity, attributes) in names.entities.iter_mut().zip(said.attributes) {
            entity.attributes = attributes;
        }
        relations = said.relations;
        relations.sort_by_key(|relation| {
            (relation.span.start, relation.span.end, relation.subject, relation.kind)
        });
    }
    Findings {
        entities: names.entities,
        mentions: names.mentions,
        figures,
        skills,
        unmatched: Vec::new(),
        relations,
        refusals,
    }
}

/// What says whose `figure` is, if it is anybody's.
pub(crate) fn explain(
    view: &View<'_>,
    lexicons: &Lexicons,
    findings: &Findings,
    figure: &Figure,
) -> Option<Step> {
    let entity = findings.entities.get(figure.firm?.0 as usize)?;
    let said = &entity.attributes;
    let founded = said.founded.as_ref().map(|it| (&it.rule, it.span));
    let staff = said.employees.as_ref().map(|it| (&it.rule, it.span));
    let stated = [founded, staff].into_iter().flatten().find(|(_, span)| span.overlaps(figure.span));
    if let Some((rule, span)) = stated {
        return Some(Step::new("firm", rule.clone(), entity.name.as_str()).at(span));
    }
    let scene = scene::Scene::new(view, lexicons, &findings.entities, &findings.mentions);
    let Some(owner) = figure::owner(&scene, figure, &findings.figures) else {
        return Some(Step::new("firm", "link.attribute", entity.name.as_str()));
    };
    let step = Step::new("firm", owner.rule, entity.name.as_str());
    Some(if owner.evidence.is_empty() { step } else { step.at(scene.span(owner.evidence)) })
}
