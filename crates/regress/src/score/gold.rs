//! What people say should be found.

use std::collections::BTreeMap;
use std::io::Read;

use tearsheet_export::guard::unguard;
use tearsheet_export::saved;

/// A line of gold, by column.
pub type Line = BTreeMap<String, String>;

/// The gold of an article, a list of lines for each table. A table without gold is not scored.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    tables: BTreeMap<String, Vec<GoldRow>>,
}

/// One line of gold.
#[derive(Clone, Debug)]
pub struct GoldRow {
    line: Line,
    /// Code points that it stands at; firms have none.
    pub span: Option<(u32, u32)>,
    /// Whether it counts on neither side: found or not, both are right.
    pub optional: bool,
}

impl GoldRow {
    /// The cell of a column; empty if there is none.
    pub fn get(&self, column: &str) -> &str {
        self.line.get(column).map_or("", String::as_str)
    }

    /// What a reader calls it.
    pub fn title(&self) -> &str {
        ["surface", "text", "name"]
            .into_iter()
            .map(|column| self.get(column))
            .find(|it| !it.is_empty())
            .unwrap_or_default()
    }
}

impl Gold {
    /// Reads the gold of the table called `name`: CSV with `surface`, and `start_char` and `end_char` where they are
    /// known (firms: `name`).
    ///
    /// # Errors
    /// If it is no such CSV; the message names the line.
    pub fn read(&mut self, name: &str, csv: impl Read) -> Result<(), String> {
        let rows = rows(name, csv)?;
        self.tables.insert(name.to_owned(), rows);
        Ok(())
    }

    /// Gives rows without a place that of their surface in `source`: rows with one surface stand at one occurrence
    /// after the other.
    ///
    /// # Errors
    /// If a surface does not occur, or not often enough.
    pub fn locate(&mut self, source: &str) -> Result<(), String> {
        for (table, rows) in self.tables.iter_mut().filter(|(table, _)| *table != "firms") {
            let mut after: BTreeMap<String, usize> = BTreeMap::new();
            for row in rows.iter_mut().filter(|row| row.span.is_none()) {
                let surface = row.title().to_owned();
                let from = after.get(&surface).copied().unwrap_or_default();
                let start = source[from..].find(&surface).filter(|_| !surface.is_empty()).map(|at| from + at);
                let start = start.ok_or_else(|| {
                    format!("{table}.csv: {surface:?} does not stand in the article; write it as it stands there, or start_char and end_char")
                })?;
                let before = source[..start].chars().count() as u32;
                row.span = Some((before, before + surface.chars().count() as u32));
                after.insert(surface.clone(), start + surface.len());
            }
        }
        Ok(())
    }

    /// Whether the gold of a table has a column.
    pub fn has(&self, table: &str, column: &str) -> bool {
        self.table(table).and_then(<[GoldRow]>::first).is_some_and(|row| row.line.contains_key(column))
    }

    /// Adds rows to the gold of a table.
    pub fn add(&mut self, table: &str, rows: &[GoldRow]) {
        self.tables.entry(table.to_owned()).or_default().extend_from_slice(rows);
    }

    /// The lines of a table, if it has gold.
    pub fn table(&self, name: &str) -> Option<&[GoldRow]> {
        self.tables.get(name).map(Vec::as_slice)
    }
}

/// Reads the gold of many articles from one table, which has a column `article` beside those of [`Gold::read`]; gives
/// it by article.
///
/// # Errors
/// If it is no such CSV; the message names the line.
pub fn by_article(name: &str, csv: impl Read) -> Result<BTreeMap<String, Vec<GoldRow>>, String> {
    let mut articles: BTreeMap<String, Vec<GoldRow>> = BTreeMap::new();
    for row in rows(name, csv)? {
        let article = [row.get("article"), row.get("article_id")].into_iter().find(|it| !it.is_empty());
        let article = article.ok_or_else(|| {
            format!("{:?} has no article; there must be a column of that name", row.title())
        })?;
        articles.entry(article.to_owned()).or_default().push(row);
    }
    Ok(articles)
}

fn rows(name: &str, csv: impl Read) -> Result<Vec<GoldRow>, String> {
    let mut reader = saved::reader(csv, false)?;
    let header = reader.headers().map_err(|error| error.to_string())?.clone();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        let at = record.position().map_or(0, csv::Position::line);
        let cells = header.iter().zip(&record);
        let line: Line =
            cells.map(|(name, cell)| (name.trim().to_owned(), unguard(cell).to_owned())).collect();
        if line.values().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let number = |column: &str| line.get(column).and_then(|cell| cell.trim().parse().ok());
        let span = number("start_char").zip(number("end_char"));
        let is_told =
            ["start_char", "end_char"].iter().any(|it| line.get(*it).is_some_and(|cell| !cell.is_empty()));
        if span.is_none() && is_told {
            return Err(format!("line {at}: start_char and end_char are not whole numbers"));
        }
        let optional = line.get("optional").is_some_and(|cell| !cell.is_empty() && cell != "no");
        let row = GoldRow { line, span, optional };
        if row.title().is_empty() {
            let column = if name == "firms" { "name" } else { "surface" };
            return Err(format!("line {at}: the cell {column:?} is empty"));
        }
        rows.push(row);
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_without_a_place_stand_where_their_surface_does() {
        let mut gold = Gold::default();
        let csv = "surface;value;start_char;end_char\r\n5 boats;5;;\r\n5 boats;5;;\r\né 7;7;0;3\r\n";
        gold.read("figures", csv.as_bytes()).expect("gold");
        gold.locate("é 7, 5 boats, 5 boats").expect("they stand there");
        let spans: Vec<_> = gold.table("figures").expect("a table").iter().map(|row| row.span).collect();
        assert_eq!(spans, [Some((5, 12)), Some((14, 21)), Some((0, 3))]);
        let mut other = Gold::default();
        other.read("figures", "surface\n6 boats\n".as_bytes()).expect("gold");
        assert!(other.locate("5 boats").is_err_and(|error| error.contains("write it as it stands there")));
    }

    #[test]
    fn one_table_may_hold_the_gold_of_many_articles() {
        let csv = "article,surface,value\na.txt,5,5\nb.txt,6,6\na.txt,7,7\n";
        let gold = by_article("figures", csv.as_bytes()).expect("gold");
        assert_eq!(gold["a.txt"].len(), 2);
        assert!(by_article("figures", "surface\n5\n".as_bytes()).is_err());
        assert!(
            by_article("figures", "article,surface\na,\n".as_bytes())
                .is_err_and(|error| error.starts_with("line 2"))
        );
    }
}
