//! Whose the figures of a table are: the firm of the row, of the column's head, or of the article.

use tearsheet_ingest::{BlockKind, TextSpan};

use crate::findings::{EntityId, Figure, FigureKind};

use super::figure::Owner;
use super::scene::{Actor, Scene, Stage};

/// The firm that a figure in a row of a table is about.
pub(crate) fn owner(scene: &Scene<'_>, row: &Stage, figure: &Figure) -> Option<Owner> {
    let owned = |actor: &Actor, rule| Owner { entity: actor.entity, rule, evidence: actor.tokens.clone() };
    if let Some(first) = row.actors.first() {
        let only = row
            .actors
            .iter()
            .all(|actor| actor.entity == first.entity || actor.tokens.start > first.tokens.end);
        return (only && first.is_firm).then(|| owned(first, "link.row"));
    }
    if matches!(figure.kind, FigureKind::Year | FigureKind::Date | FigureKind::Ordinal) {
        return None;
    }
    let block = &scene.view.article().blocks()[row.block];
    let head = scene.stages.get(block.sentences.start as usize)?;
    let column = cell(scene, row, figure.span);
    let column_of = |actor: &Actor| cell(scene, head, scene.span(actor.tokens.clone()));
    // Actors are in order of position, so their columns rise.
    let at = head.actors.partition_point(|actor| column_of(actor) < column);
    if let Some(actor) = head.actors.get(at).filter(|actor| column_of(actor) == column) {
        return actor.is_firm.then(|| owned(actor, "link.column"));
    }
    // A table with firms in other rows compares them; one without is about the firm of the article.
    let compares = scene.peopled[row.block];
    let entity = scene.subject.main.or_else(|| captioned(scene, row.block)).filter(|_| !compares)?;
    Some(Owner { entity, rule: "link.table", evidence: 0..0 })
}

/// The only firm named in the caption or heading next to the table.
fn captioned(scene: &Scene<'_>, block: usize) -> Option<EntityId> {
    let blocks = scene.view.article().blocks();
    let beside = [block.checked_sub(1), Some(block + 1)];
    beside.into_iter().flatten().filter_map(|index| blocks.get(index)).find_map(|block| {
        let source = scene.word(block.tokens.start as usize).starts_with("Source");
        let names = matches!(block.kind, BlockKind::Caption | BlockKind::Heading) && !source;
        let stages = &scene.stages[block.sentences.start as usize..block.sentences.end as usize];
        let mut firms = stages.iter().flat_map(|stage| &stage.actors).filter(|actor| actor.is_firm);
        let first = firms.next().filter(|_| names)?;
        firms.all(|actor| actor.entity == first.entity).then_some(first.entity)
    })
}

/// The number of the cell that holds a span of a row.
fn cell(scene: &Scene<'_>, row: &Stage, span: TextSpan) -> usize {
    let start = scene.tokens()[row.tokens.start].start as usize;
    scene.view.text()[start..span.start as usize].matches('\t').count()
}
