//! What people are told of a test.

use std::collections::BTreeMap;

use serde::Serialize;
use tearsheet_export::ids::content_id;
use tearsheet_regress::{Change, Row, Standing};

/// A changed row, ready to be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    /// Name of the change: the same as long as it is the same change.
    pub id: String,
    /// The article.
    pub article: String,
    /// The table.
    pub table: &'static str,
    /// What a reader calls the row.
    pub text: String,
    /// `added`, `removed` or `changed`.
    pub change: &'static str,
    /// What the row said, if it is gone.
    pub old: String,
    /// What the row says, if it is new.
    pub new: String,
    /// Changed cells: column, then, now.
    pub cells: Vec<(&'static str, String, String)>,
    /// Sentence that the row stands in.
    pub sentence: String,
    /// Why, as far as it can be told.
    pub cause: String,
}

impl Told {
    /// The change of a row of `article`; `seen` counts changes that say the same.
    pub(crate) fn of(
        article: &str,
        change: &Change<'_>,
        cause: String,
        seen: &mut BTreeMap<String, u32>,
    ) -> Option<Self> {
        let row = change.row()?;
        let cell =
            |row: Option<&Row>, column: &str| row.map_or(String::new(), |row| row.get(column).to_owned());
        let told = |row: Option<&Row>, other: Option<&Row>| match (row, other) {
            (Some(row), None) => row.summary(),
            _ => String::new(),
        };
        let cells: Vec<_> = change
            .columns
            .iter()
            .map(|column| (*column, cell(change.old, column), cell(change.new, column)))
            .collect();
        let mut told = Self {
            id: String::new(),
            article: article.to_owned(),
            table: row.layout.table,
            text: row.title().to_owned(),
            change: change.name(),
            old: told(change.old, change.new),
            new: told(change.new, change.old),
            cells,
            sentence: row.get("sentence").to_owned(),
            cause,
        };
        let mut parts =
            vec![article, told.table, &told.text, told.change, &told.old, &told.new, &told.sentence];
        parts.extend(told.cells.iter().flat_map(|(column, old, new)| [column, old.as_str(), new]));
        let content = content_id("", &parts, 0);
        let ordinal = seen.entry(content).or_default();
        // Long enough for millions of changes, and never a number, which a spreadsheet would write in its own way.
        let id = content_id("change-", &parts, *ordinal);
        *ordinal += 1;
        told.id = id.get(.."change-".len() + 14).unwrap_or(&id).to_owned();
        Some(told)
    }
}

/// A row that is known to be found or missing wrongly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failing {
    /// The article.
    pub article: String,
    /// The table.
    pub table: &'static str,
    /// What a reader calls the row.
    pub text: String,
    /// `missing` or `wrong`.
    pub verdict: &'static str,
    /// What the row says beside.
    pub row: String,
    /// Sentence that it stands in.
    pub sentence: String,
}

impl Failing {
    pub(super) fn of(article: &str, (standing, row): &(Standing, Row)) -> Self {
        Self {
            article: article.to_owned(),
            table: row.layout.table,
            text: row.title().to_owned(),
            verdict: standing.word(),
            row: row.summary(),
            sentence: row.get("sentence").to_owned(),
        }
    }
}

/// How much changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Articles compared.
    pub articles: u64,
    /// Those with changes.
    pub changed: u64,
    /// Rows that came.
    pub added: u64,
    /// Rows that went.
    pub removed: u64,
    /// Cells that say something else, by column.
    pub cells: BTreeMap<&'static str, u64>,
}

impl Counts {
    /// Counts an article with its changes.
    pub fn add(&mut self, changes: &[Told]) {
        self.articles += 1;
        self.changed += u64::from(!changes.is_empty());
        for change in changes {
            self.added += u64::from(change.change == "added");
            self.removed += u64::from(change.change == "removed");
            for (column, ..) in &change.cells {
                *self.cells.entry(column).or_default() += 1;
            }
        }
    }

    /// The one line for people.
    ///
    /// ```
    /// use tearsheet::approval::Counts;
    /// let cells = [("value", 3), ("firm", 2)].into();
    /// let counts = Counts { articles: 412, changed: 7, added: 6, removed: 2, cells };
    /// let line = "412 articles: 405 same, 7 changed: +6 rows, -2 rows, 5 cells (2 firms, 3 values)";
    /// assert_eq!(counts.line(), line);
    /// ```
    pub fn line(&self) -> String {
        let Self { articles, changed, added, removed, cells } = self;
        let each: Vec<String> = cells.iter().map(|(column, count)| number(*count, column)).collect();
        let each = if each.is_empty() { String::new() } else { format!(" ({})", each.join(", ")) };
        format!(
            "{}: {} same, {changed} changed: +{}, -{}, {}{each}",
            number(*articles, "article"),
            articles - changed,
            number(*added, "row"),
            number(*removed, "row"),
            number(cells.values().sum(), "cell"),
        )
    }
}

/// A count and what is counted, as in `2 firms`.
pub fn number(count: u64, what: &str) -> String {
    let stem = what.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    match stem {
        _ if count == 1 || what.ends_with('s') => format!("{count} {what}"),
        Some(stem) => format!("{count} {stem}ies"),
        None => format!("{count} {what}s"),
    }
}

/// What a test found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// How many articles, rows and cells.
    #[serde(flatten)]
    pub counts: Counts,
    /// The changes, article by article.
    pub changes: Vec<Told>,
    /// Known failures that are still there.
    pub known: Vec<Failing>,
    /// Known failures that are gone.
    pub fixed: Vec<Failing>,
    /// Number of assertions.
    pub assertions: u64,
    /// Assertions that do not hold: where they stand, and what was found.
    pub broken: Vec<String>,
    /// The version that the rows were approved with, if it is not this one.
    pub approved_with: Option<String>,
    /// Rules and lines of lists that found something then and are not what they were.
    pub since: Vec<String>,
    /// Inputs that could not be read, or were read with loss.
    pub problems: Vec<String>,
}

impl Outcome {
    /// Whether all is as it was approved and asserted.
    pub fn is_good(&self) -> bool {
        self.changes.is_empty() && self.broken.is_empty() && self.problems.is_empty()
    }

    /// The one line for people.
    pub fn line(&self) -> String {
        let mut line = self.counts.line();
        for (count, what) in [
            (self.known.len(), "known failure"),
            (self.fixed.len(), "fixed failure"),
            (self.broken.len(), "broken assertion"),
            (self.problems.len(), "problem"),
        ] {
            if count > 0 {
                line += &format!("; {}", number(count as u64, what));
            }
        }
        line
    }

    /// The changes under their causes, the cause with most changes first.
    pub fn by_cause(&self) -> Vec<(&str, Vec<&Told>)> {
        let mut groups: BTreeMap<&str, Vec<&Told>> = BTreeMap::new();
        for change in &self.changes {
            groups.entry(&change.cause).or_default().push(change);
        }
        let mut groups: Vec<_> = groups.into_iter().collect();
        groups.sort_by_key(|(_, changes)| std::cmp::Reverse(changes.len()));
        groups
    }
}
