//! What changed between the rows of an article then and now.

use std::collections::HashMap;

use crate::rows::{Article, Row};

/// Columns whose change alone changes nothing that a row says.
const SILENT: [&str; 2] = ["rule", "sha256"];

/// A row that appeared, vanished, or says something else.
#[derive(Clone, Debug)]
pub struct Change<'a> {
    /// The row then.
    pub old: Option<&'a Row>,
    /// The row now.
    pub new: Option<&'a Row>,
    /// Columns that differ, where the row was there then and now.
    pub columns: Vec<&'static str>,
}

impl<'a> Change<'a> {
    /// The row now, or then if it has vanished.
    pub fn row(&self) -> Option<&'a Row> {
        self.new.or(self.old)
    }
}

/// Changes from `old` to `new`, table by table in the order of the rows.
pub fn changes<'a>(old: &'a Article, new: &'a Article) -> Vec<Change<'a>> {
    let mut answers = vec![None; old.rows.len()];
    let mut taken = vec![false; new.rows.len()];
    // A row is first known by its sentence, text and order; then one whose span grew or shrank in the sentence is
    // still itself; then one whose sentence was edited.
    for key in [by_place, by_sentence, by_text] {
        let mut waiting: HashMap<Vec<&str>, Vec<usize>> = HashMap::new();
        for (index, row) in new.rows.iter().enumerate().rev().filter(|(index, _)| !taken[*index]) {
            if let Some(key) = key(row) {
                waiting.entry(key).or_default().push(index);
            }
        }
        for (index, row) in old.rows.iter().enumerate() {
            if answers[index].is_some() {
                continue;
            }
            let Some(found) = key(row).and_then(|key| waiting.get_mut(&key)) else { continue };
            if let Some(&next) = found.last()
                && akin(row, &new.rows[next])
            {
                found.pop();
                answers[index] = Some(next);
                taken[next] = true;
            }
        }
    }
    let mut changes = Vec::new();
    for (index, row) in old.rows.iter().enumerate() {
        match answers[index] {
            None => changes
                .push(((row.layout.order, index), Change { old: Some(row), new: None, columns: Vec::new() })),
            Some(at) => {
                let columns = differing(row, &new.rows[at]);
                if !columns.is_empty() {
                    let change = Change { old: Some(row), new: Some(&new.rows[at]), columns };
                    changes.push(((row.layout.order, index), change));
                }
            }
        }
    }
    for (index, row) in new.rows.iter().enumerate().filter(|(index, _)| !taken[*index]) {
        changes.push(((row.layout.order, index), Change { old: None, new: Some(row), columns: Vec::new() }));
    }
    changes.sort_by_key(|(place, _)| *place);
    changes.into_iter().map(|(_, change)| change).collect()
}

fn by_place(row: &Row) -> Option<Vec<&str>> {
    let table = row.layout.table;
    Some(match table {
        "articles" => vec![table],
        "firms" | "organisations" => vec![table, row.get("name")],
        "relations" => {
            vec![table, row.get("sentence"), row.get("subject"), row.get("relation"), row.get("object_text")]
        }
        _ => vec![table, row.get("sentence"), row.get("text")],
    })
}

fn by_sentence(row: &Row) -> Option<Vec<&str>> {
    has_place(row).then(|| vec![row.layout.table, row.get("sentence")])
}

fn by_text(row: &Row) -> Option<Vec<&str>> {
    has_place(row).then(|| vec![row.layout.table, row.get("text")])
}

fn has_place(row: &Row) -> bool {
    matches!(row.layout.table, "mentions" | "figures" | "skills")
}

/// Whether two rows can be one: the text of one is in that of the other.
fn akin(old: &Row, new: &Row) -> bool {
    !has_place(old) || old.get("text").contains(new.get("text")) || new.get("text").contains(old.get("text"))
}

fn differing(old: &Row, new: &Row) -> Vec<&'static str> {
    let columns = old.layout.columns.iter().zip(old.cells.iter().zip(&new.cells));
    columns.filter(|(name, (old, new))| old != new && !SILENT.contains(name)).map(|(name, _)| *name).collect()
}
