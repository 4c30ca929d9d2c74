//! Figures in the cells of tables: each cell is a line of its own, measured by the head of its column.

use std::ops::Range;

use tearsheet_ingest::{Sentence, TextSpan, Token};

use crate::findings::{Figure, FigureKind};

/// The ranges of tokens that lie between tabs.
pub(crate) fn cells(text: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let mut start = 0;
    for i in 1..tokens.len() {
        if text[tokens[i - 1].end as usize..tokens[i].start as usize].contains('\t') {
            cells.push(start..i);
            start = i;
        }
    }
    cells.push(start..tokens.len());
    cells
}

/// The text of cell `column` of a row.
fn cell<'a>(text: &'a str, row: &Sentence, column: usize) -> &'a str {
    text[row.span.range()].split('\t').nth(column).unwrap_or_default().trim()
}

/// The column of a span in its row.
fn column(text: &str, row: &Sentence, span: TextSpan) -> usize {
    text[row.span.start as usize..span.start as usize].matches('\t').count()
}

/// Gives the figures of a row the head of their column as measure, and the first cell of the row as concept. Where the
/// head is a year, it is the time, and the first cell of the row is what is measured.
pub(crate) fn head(text: &str, header: &Sentence, row: &Sentence, figures: &mut [Figure]) {
    let is_words = |text: &str| text.chars().any(char::is_alphabetic);
    let label = cell(text, row, 0);
    for figure in figures {
        let column = column(text, row, figure.span);
        let head = cell(text, header, column);
        let calendar = matches!(figure.kind, FigureKind::Year | FigureKind::Date | FigureKind::Ordinal);
        if column == 0 || calendar {
            continue;
        }
        if is_year(head) && is_words(label) {
            if figure.time.is_empty() {
                head.clone_into(&mut figure.time);
            }
            if figure.measure.is_empty() {
                label.clone_into(&mut figure.measure);
            }
        } else if is_words(head) {
            if figure.measure.is_empty() {
                head.clone_into(&mut figure.measure);
            }
        } else {
            continue;
        }
        if figure.concepts.is_empty() && is_words(label) {
            label.clone_into(&mut figure.concepts);
        }
    }
}

fn is_year(head: &str) -> bool {
    head.len() == 4
        && head.bytes().all(|b| b.is_ascii_digit())
        && (head.starts_with("19") || head.starts_with("20"))
}
