//! What tables say of firms: a row for each firm under a header (`Yard | Orders | Staff`), or a row for each fact of the
//! article's firm (`Employees | 4,310 | 4,780 | 4,905` under years, of which the latest counts).

use std::ops::Range;

use tearsheet_ingest::{Block, BlockKind, TokenKind};

use crate::findings::{EntityId, Evidenced, Figure, FigureKind, Relation, RelationKind};

use super::attribute::{Said, fill};
use super::cues::Family;
use super::founded::year_of;
use super::scene::Scene;
use super::seat::{city, settle_in};

/// So many words the label of a column or row has at most.
const LABEL: usize = 5;

/// What a column or row of a table tells of a firm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fact {
    Staff,
    Founded,
    Seat,
}

/// The cells of a row as tokens, empty ones included.
type Cells = Vec<Range<usize>>;

/// Reads the tables of an article.
pub(super) fn rows(scene: &Scene<'_>, figures: &mut [Figure], said: &mut Said) {
    for block in scene.view.article().blocks().iter().filter(|block| block.kind == BlockKind::Table) {
        let rows = cells(scene, block);
        let Some(header) = rows.first() else { continue };
        let facts: Vec<Option<Fact>> = header.iter().map(|cell| fact(scene, cell)).collect();
        for row in &rows[1..] {
            let Some(firm) = row.first().and_then(|cell| firm_in(scene, cell)) else { continue };
            for (cell, fact) in row.iter().zip(&facts).skip(1) {
                if let Some(fact) = *fact {
                    tell(scene, firm, fact, cell, figures, said);
                }
            }
        }
        // A table of one firm: its facts are the rows, its columns the years.
        let named = rows.iter().flatten().any(|cell| firm_in(scene, cell).is_some());
        let Some(firm) = scene.subject.firm.or(scene.subject.main).filter(|_| !named) else { continue };
        for row in &rows {
            let Some(fact) = row.first().and_then(|cell| fact(scene, cell)) else { continue };
            if let Some(column) = latest(scene, header, row.len()) {
                tell(scene, firm, fact, &row[column], figures, said);
            }
        }
    }
}

/// Rows and cells of a table: a line each, parted by tabs.
fn cells(scene: &Scene<'_>, block: &Block) -> Vec<Cells> {
    let text = scene.view.text();
    let tokens = block.tokens.start as usize..block.tokens.end as usize;
    let mut rows: Vec<Cells> = vec![Vec::new()];
    let (mut start, mut from) = (tokens.start, block.span.start as usize);
    let mut close = |marks: &str, start: &mut usize, at: usize| {
        for mark in marks.bytes().filter(|mark| matches!(mark, b'\t' | b'\n')) {
            if let Some(row) = rows.last_mut() {
                row.push(*start..at);
            }
            *start = at;
            if mark == b'\n' {
                rows.push(Vec::new());
            }
        }
    };
    for at in tokens.clone() {
        let token = &scene.tokens()[at];
        close(text.get(from..token.start as usize).unwrap_or_default(), &mut start, at);
        from = token.end as usize;
    }
    close("\n", &mut start, tokens.end);
    rows.pop();
    rows
}

fn fact(scene: &Scene<'_>, cell: &Range<usize>) -> Option<Fact> {
    if cell.is_empty() || cell.len() > LABEL {
        return None;
    }
    let has = |family: Family| cell.clone().any(|at| scene.family(at).is(family));
    let is = |words: &[&str]| cell.clone().any(|at| words.iter().any(|word| scene.is(at, word)));
    // `Staff costs`, `Sales per employee` are other things.
    if is(&["per", "cost", "costs", "turnover", "share", "new", "change", "expenses", "women", "trained"]) {
        return None;
    }
    if has(Family::STAFF_NOUN) || is(&["employees", "headcount"]) {
        Some(Fact::Staff)
    } else if is(&["founded", "established", "foundation"]) {
        Some(Fact::Founded)
    } else if is(&["headquarters", "seat", "hq", "base", "headquartered"]) || is(&["head"]) && is(&["office"])
    {
        Some(Fact::Seat)
    } else {
        None
    }
}

/// The only firm that a cell names.
fn firm_in(scene: &Scene<'_>, cell: &Range<usize>) -> Option<EntityId> {
    let first = scene.tokens().get(cell.start).filter(|_| !cell.is_empty())?;
    let stage = &scene.stages[scene.stage_at(first.start)?];
    let mut named = stage.actors.iter().filter(|actor| actor.named && cell.contains(&actor.tokens.start));
    let firm = named.next().filter(|actor| actor.is_firm)?;
    named.next().is_none().then_some(firm.entity)
}

/// The column of the latest year of the header; the only column where there is but one.
fn latest(scene: &Scene<'_>, header: &Cells, columns: usize) -> Option<usize> {
    if columns == 2 {
        return Some(1);
    }
    let year = |cell: &Range<usize>| {
        let years = cell.clone().filter(|&at| scene.tokens()[at].kind == TokenKind::Number);
        years.filter_map(|at| scene.word(at).parse::<u32>().ok()).find(|year| (1900..=2100).contains(year))
    };
    let years: Vec<(u32, usize)> = (1..columns.min(header.len()))
        .filter_map(|column| year(&header[column]).map(|year| (year, column)))
        .collect();
    let (most, _) = *years.iter().max()?;
    years.iter().find(|(year, _)| *year == most).map(|&(_, column)| column)
}

fn tell(
    scene: &Scene<'_>,
    firm: EntityId,
    fact: Fact,
    cell: &Range<usize>,
    figures: &mut [Figure],
    said: &mut Said,
) {
    if cell.is_empty() {
        return;
    }
    let span = scene.span(cell.clone());
    if fact == Fact::Seat {
        if let Some(tokens) = city(scene, cell.start, cell.end) {
            settle_in(scene, firm, tokens, "headquarters.table", said);
        }
        return;
    }
    let first = figures.partition_point(|figure| figure.span.end <= span.start);
    let Some(figure) = figures.get_mut(first).filter(|figure| figure.span.start < span.end) else { return };
    match fact {
        Fact::Staff if matches!(figure.kind, FigureKind::Count | FigureKind::Number) => {
            let value = figure.quantity.clone();
            let evidence = Evidenced { value, span: figure.span, rule: "employees.table".into() };
            fill(&mut said.of(firm).employees, evidence);
            figure.firm.get_or_insert(firm);
        }
        Fact::Founded => {
            let Some(year) = year_of(figure) else { return };
            figure.firm.get_or_insert(firm);
            let span = figure.span;
            fill(&mut said.of(firm).founded, Evidenced { value: year, span, rule: "founded.table".into() });
            said.relate(Relation {
                subject: firm,
                kind: RelationKind::FoundedIn,
                object: None,
                object_text: year.to_string(),
                span,
                rule: "founded.table".into(),
            });
        }
        _ => {}
    }
}
