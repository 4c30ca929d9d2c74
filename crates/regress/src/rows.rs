//! The rows of an article as they are compared: without ids and counts, firms by their names, places kept apart.
//!
//! An edit elsewhere in an article moves offsets and nothing else, so offsets are no part of what is compared.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use tearsheet_export::table::{Cell, Row as ExportRow, TableSchema};
use tearsheet_export::{Rows, tables};

/// Tables that are compared, in order.
pub const TABLES: [&str; 7] =
    ["articles", "firms", "organisations", "mentions", "figures", "skills", "relations"];

/// Columns that say where something stands, how much there is of it, or what it is called inside a dataset.
const LEFT_OUT: [&str; 13] = [
    "article_id",
    "figure_id",
    "start_char",
    "end_char",
    "start_byte",
    "end_byte",
    "first_start_char",
    "first_end_char",
    "mentions",
    "words",
    "sentences",
    "source",
    "cluster_id",
];

/// The compared columns of a table.
#[derive(Debug)]
pub struct Layout {
    /// Name of the table.
    pub table: &'static str,
    /// Place of the table among [`TABLES`].
    pub order: usize,
    /// Names of the columns.
    pub columns: Vec<&'static str>,
    schema: TableSchema,
    /// Where each column stands in the table, and whether it holds the id of a firm.
    from: Vec<(usize, bool)>,
}

impl Layout {
    /// For each column of the table's schema its place in `header`, if it is there.
    pub fn places(&self, header: &[String]) -> Vec<Option<usize>> {
        self.names().map(|name| header.iter().position(|it| it == name)).collect()
    }

    /// Whether the column at this place of the table's schema is compared.
    pub fn compares(&self, place: usize) -> bool {
        self.from.iter().any(|(at, _)| *at == place)
    }

    /// Names of all columns of the table's schema, also of those that are not compared.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.schema.columns.iter().map(|column| column.name)
    }
}

static LAYOUTS: LazyLock<Vec<Layout>> = LazyLock::new(|| {
    let named = |name: &str| tables::ALL.into_iter().find(|schema| schema.name == name);
    TABLES
        .iter()
        .filter_map(|name| named(name))
        .enumerate()
        .map(|(order, schema)| layout(order, schema))
        .collect()
});

fn layout(order: usize, schema: TableSchema) -> Layout {
    let (mut columns, mut from) = (Vec::new(), Vec::new());
    for (index, column) in schema.columns.iter().enumerate() {
        let own_id = schema.primary_key == [column.name];
        let counted = schema.name == "articles" && ["firms", "figures", "skills"].contains(&column.name);
        if own_id || counted || LEFT_OUT.contains(&column.name) {
            continue;
        }
        let (name, is_firm) = match column.name {
            "firm_id" => ("firm", true),
            "subject_id" => ("subject", true),
            "object_id" => ("object", true),
            name => (name, false),
        };
        columns.push(name);
        from.push((index, is_firm));
    }
    Layout { table: schema.name, order, columns, schema, from }
}

/// The layout of the table called `name`, if it is one that is compared.
pub fn layout_of(name: &str) -> Option<&'static Layout> {
    LAYOUTS.iter().find(|layout| layout.table == name)
}

/// All layouts, in the order of [`TABLES`].
pub fn layouts() -> &'static [Layout] {
    &LAYOUTS
}

/// One row.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its table and columns.
    pub layout: &'static Layout,
    /// Its cells, in the order of the layout's columns.
    pub cells: Vec<String>,
    /// Code points that it stands at, where that is known.
    pub span: Option<(u32, u32)>,
}

impl Row {
    /// The cell of a column; empty if the table has no such column.
    pub fn get(&self, column: &str) -> &str {
        self.index(column).map_or("", |index| self.cells[index].as_str())
    }

    /// Puts `value` into a column, if the table has it.
    pub fn set(&mut self, column: &str, value: &str) {
        if let Some(index) = self.index(column) {
            value.clone_into(&mut self.cells[index]);
        }
    }

    fn index(&self, column: &str) -> Option<usize> {
        self.layout.columns.iter().position(|name| *name == column)
    }

    /// What the row says beside its text, as `column: cell` joined by `; `.
    pub fn summary(&self) -> String {
        let told = self.layout.columns.iter().zip(&self.cells).filter(|(name, cell)| {
            !cell.is_empty() && !["text", "sentence", "rule", "sha256"].contains(name)
        });
        told.map(|(name, cell)| format!("{name}: {cell}")).collect::<Vec<_>>().join("; ")
    }

    /// What a reader calls the row: its text, name or title.
    pub fn title(&self) -> &str {
        match self.layout.table {
            "firms" | "organisations" => self.get("name"),
            "articles" => self.get("title"),
            "relations" => self.get("object_text"),
            _ => self.get("text"),
        }
    }
}

/// All rows of an article, in the order in which it is read.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// The article's id.
    pub id: String,
    /// Its rows.
    pub rows: Vec<Row>,
}

impl Article {
    /// The rows that were just made.
    pub fn of_rows(rows: &Rows<'_>) -> Self {
        let mut raw = Vec::new();
        take(&tables::ArticleRow::SCHEMA, std::slice::from_ref(&rows.article), &mut raw);
        take(&tables::FirmRow::FIRMS, &rows.firms, &mut raw);
        take(&tables::FirmRow::ORGANISATIONS, &rows.organisations, &mut raw);
        take(&tables::MentionRow::SCHEMA, &rows.mentions, &mut raw);
        take(&tables::FigureRow::SCHEMA, &rows.figures, &mut raw);
        take(&tables::SkillRow::SCHEMA, &rows.skills, &mut raw);
        take(&tables::RelationRow::SCHEMA, &rows.relations, &mut raw);
        Self::of_raw(rows.article.article_id.to_string(), raw)
    }

    /// The rows of the article called `id` as they stand in the tables of a dataset.
    pub fn of_cells<'t>(id: String, tables: impl IntoIterator<Item = Cells<'t>>) -> Self {
        let mut raw = Vec::new();
        for Cells { layout, places, rows } in tables {
            for mut row in rows {
                let mut cell = |place: &Option<usize>| {
                    place.and_then(|at| row.get_mut(at)).map(std::mem::take).unwrap_or_default()
                };
                raw.push(Raw { layout, cells: places.iter().map(&mut cell).collect() });
            }
        }
        Self::of_raw(id, raw)
    }

    /// The rows of one table.
    pub fn table<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Row> {
        self.rows.iter().filter(move |row| row.layout.table == name)
    }

    /// SHA-256 of the article's text.
    pub fn sha256(&self) -> &str {
        self.table("articles").next().map_or("", |row| row.get("sha256"))
    }

    /// References to all rows.
    pub fn all(&self) -> Vec<&Row> {
        self.rows.iter().collect()
    }

    fn of_raw(id: String, raw: Vec<Raw>) -> Self {
        let mut names = BTreeMap::new();
        for row in &raw {
            if let ("firms" | "organisations", [id, ..]) = (row.layout.table, row.cells.as_slice()) {
                let name = row.layout.schema.columns.iter().position(|column| column.name == "name");
                names.insert(id.clone(), name.map_or(String::new(), |name| row.cells[name].clone()));
            }
        }
        let mut rows: Vec<Row> = raw.into_iter().map(|row| row.compared(&names)).collect();
        // As an article is read: what is said of the whole first, then one sentence after the other.
        rows.sort_by_key(|row| (row.span.map(|(start, _)| start), row.layout.order));
        Self { id, rows }
    }
}

/// The rows of an article in one table of a dataset.
#[derive(Debug)]
pub struct Cells<'t> {
    /// The table.
    pub layout: &'static Layout,
    /// Where the dataset has each column of the table's schema, if it does: see [`Layout::places`].
    pub places: &'t [Option<usize>],
    /// The cells, as the dataset has them, guards taken off.
    pub rows: Vec<Vec<String>>,
}

/// A row with all cells of its table.
struct Raw {
    layout: &'static Layout,
    cells: Vec<String>,
}

impl Raw {
    fn compared(mut self, names: &BTreeMap<String, String>) -> Row {
        let number = |name: &str| {
            let index = self.layout.schema.columns.iter().position(|column| column.name == name)?;
            self.cells[index].parse().ok()
        };
        let span = number("start_char").zip(number("end_char"));
        let cells = self
            .layout
            .from
            .iter()
            .map(|&(index, is_firm)| {
                let cell = std::mem::take(&mut self.cells[index]);
                if is_firm { names.get(&cell).cloned().unwrap_or(cell) } else { cell }
            })
            .collect();
        Row { layout: self.layout, cells, span }
    }
}

fn take<R: ExportRow>(schema: &TableSchema, rows: &[R], raw: &mut Vec<Raw>) {
    let Some(layout) = layout_of(schema.name) else { return };
    for row in rows {
        let mut cells = Vec::with_capacity(schema.columns.len());
        row.cells(&mut |cell| {
            cells.push(match cell {
                Cell::Text(text) | Cell::Plain(text) => text.to_owned(),
                Cell::Integer(number) => number.to_string(),
            });
        });
        raw.push(Raw { layout, cells });
    }
}
