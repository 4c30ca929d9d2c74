//! The rows of one article as owned cells: rows borrow from the article, and outlive it only in this form.

use tearsheet_export::Rows;
use tearsheet_export::table::{Cell, Row, TableSchema};
use tearsheet_export::tables::{self, ArticleRow, FirmRow, ProblemRow};
use tearsheet_ingest::Problem;

use crate::columns::Columns;

/// Number of tables in a dataset.
pub(crate) const TABLES: usize = tables::ALL.len();

#[derive(Clone, Copy)]
enum Owned {
    /// Text up to this byte of the arena, from where the text before it ended.
    Text(usize),
    Integer(i64),
}

/// Cells of all tables, one table after the other in the order of [`tables::ALL`].
#[derive(Default)]
pub(crate) struct Cells {
    text: String,
    cells: Vec<Owned>,
    counts: [usize; TABLES],
}

impl Cells {
    /// The rows of one article, with what was lost in reading it.
    pub(crate) fn new(rows: &Rows<'_>, problems: &[Problem]) -> Self {
        let Rows { article, firms, organisations, mentions, figures, skills, unmatched, relations } = rows;
        let mut cells = Self::default();
        cells.push(&ArticleRow::SCHEMA, std::slice::from_ref(article));
        cells.push(&FirmRow::FIRMS, firms);
        cells.push(&FirmRow::ORGANISATIONS, organisations);
        cells.push(&tables::MentionRow::SCHEMA, mentions);
        cells.push(&tables::FigureRow::SCHEMA, figures);
        cells.push(&tables::SkillRow::SCHEMA, skills);
        cells.push(&tables::UnmatchedRow::SCHEMA, unmatched);
        cells.push(&tables::RelationRow::SCHEMA, relations);
        cells.problems(problems);
        cells
    }

    /// Nothing but problems.
    pub(crate) fn of_problems(problems: &[Problem]) -> Self {
        let mut cells = Self::default();
        cells.problems(problems);
        cells
    }

    fn problems(&mut self, problems: &[Problem]) {
        let rows: Vec<ProblemRow<'_>> = problems.iter().map(ProblemRow::from).collect();
        self.push(&ProblemRow::SCHEMA, &rows);
    }

    fn push<R: Row>(&mut self, schema: &TableSchema, rows: &[R]) {
        let Some(index) = tables::ALL.iter().position(|known| known.name == schema.name) else { return };
        self.counts[index] += rows.len();
        for row in rows {
            row.cells(&mut |cell| match cell {
                Cell::Text(text) | Cell::Plain(text) => {
                    self.text.push_str(text);
                    self.cells.push(Owned::Text(self.text.len()));
                }
                Cell::Integer(number) => self.cells.push(Owned::Integer(number)),
            });
        }
    }

    /// Number of rows of each table.
    pub(crate) fn counts(&self) -> &[usize; TABLES] {
        &self.counts
    }

    /// Appends all rows to the columns of their tables.
    pub(crate) fn append_to(&self, columns: &mut [Columns]) {
        let (mut start, mut cells) = (0, self.cells.iter());
        for (columns, count) in columns.iter_mut().zip(self.counts) {
            for _ in 0..count {
                columns.row(|width| {
                    cells.by_ref().take(width).map(|cell| match *cell {
                        Owned::Integer(number) => Cell::Integer(number),
                        Owned::Text(end) => {
                            let text = &self.text[start..end];
                            start = end;
                            Cell::Plain(text)
                        }
                    })
                });
            }
        }
    }
}
