//! What a report shows: tables as they stand in the dataset, and the articles' blocks.

use std::collections::BTreeMap;

/// A whole dataset, in the order of its articles.
#[derive(Clone, Debug, Default)]
pub struct Dataset {
    /// The articles with their rows.
    pub articles: Vec<ArticleData>,
    /// By `firm_id`: the firm over all articles that the row belongs to. Rows that it lacks go together by name.
    pub merged: BTreeMap<String, String>,
}

/// One article and its rows.
#[derive(Clone, Debug, Default)]
pub struct ArticleData {
    /// Name in the tables.
    pub id: String,
    /// File that it came from.
    pub source_name: String,
    /// Headline, empty where there is none.
    pub title: String,
    /// Date of publication, empty where unknown.
    pub published: String,
    /// What a person should know of it; `ok` mostly.
    pub status: String,
    /// The text to which all offsets refer.
    pub source: String,
    /// Its blocks in reading order.
    pub blocks: Vec<BlockData>,
    /// Its sentences in reading order: first code point in the source, and one past the last.
    pub sentences: Vec<(u32, u32)>,
    /// Rows of `firms.csv` and `organisations.csv` of this article.
    pub firms: Table,
    /// Rows of `organisations.csv` of this article.
    pub organisations: Table,
    /// Rows of `mentions.csv` of this article.
    pub mentions: Table,
    /// Rows of `figures.csv` of this article.
    pub figures: Table,
    /// Rows of `skills.csv` of this article.
    pub skills: Table,
    /// Rows of `relations.csv` of this article.
    pub relations: Table,
}

/// A block of an article.
#[derive(Clone, Debug, Default)]
pub struct BlockData {
    /// Its kind: `paragraph`, `heading` and so on.
    pub kind: String,
    /// The source spans that make it up, in code points, in reading order.
    pub pieces: Vec<(u32, u32)>,
}

/// Rows of a table, cells by the names of their columns.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Rows, a cell for each column.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// Which column is called `name`.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    /// The cell of `row` under `name`; empty where there is none.
    pub fn cell<'a>(&self, row: &'a [String], name: &str) -> &'a str {
        self.column(name).and_then(|at| row.get(at)).map_or("", String::as_str)
    }
}
