//! What changed between the rows of an article then and now.

use std::collections::HashMap;

use crate::rows::Row;

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

    /// `added`, `removed` or `changed`.
    pub fn name(&self) -> &'static str {
        match (self.old, self.new) {
            (None, _) => "added",
            (_, None) => "removed",
            _ => "changed",
        }
    }
}

/// For each old row the place of the new row that answers it.
pub fn pairs(old: &[&Row], new: &[&Row]) -> Vec<Option<usize>> {
    let mut answers = vec![None; old.len()];
    let mut taken = vec![false; new.len()];
    // A row is first known by its sentence, text and order; then one whose span grew or shrank in the sentence is
    // still itself; then one whose sentence was edited.
    for key in [by_place, by_sentence, by_text] {
        let mut waiting: HashMap<Vec<&str>, Vec<usize>> = HashMap::new();
        for (index, row) in new.iter().enumerate().rev().filter(|(index, _)| !taken[*index]) {
            if let Some(key) = key(row) {
                waiting.entry(key).or_default().push(index);
            }
        }
        for (index, row) in old.iter().enumerate() {
            if answers[index].is_some() {
                continue;
            }
            let Some(found) = key(row).and_then(|key| waiting.get_mut(&key)) else { continue };
            if let Some(&next) = found.last()
                && akin(row, new[next])
            {
                found.pop();
                answers[index] = Some(next);
                taken[next] = true;
            }
        }
    }
    answers
}

/// Changes from `old` to `new`, in reading order: what vanished stands where it stood.
pub fn changes<'a>(old: &[&'a Row], new: &[&'a Row]) -> Vec<Change<'a>> {
    let answers = pairs(old, new);
    let mut taken = vec![false; new.len()];
    let mut changes = Vec::new();
    // The place of a vanished row is behind what stood before it.
    let mut place = 0;
    for (row, answer) in old.iter().zip(&answers) {
        match *answer {
            None => changes.push(((place, 0), Change { old: Some(row), new: None, columns: Vec::new() })),
            Some(at) => {
                taken[at] = true;
                place = at + 1;
                let columns = differing(row, new[at]);
                if !columns.is_empty() {
                    changes.push(((at, 1), Change { old: Some(row), new: Some(new[at]), columns }));
                }
            }
        }
    }
    for (index, row) in new.iter().enumerate().filter(|(index, _)| !taken[*index]) {
        changes.push(((index, 1), Change { old: None, new: Some(row), columns: Vec::new() }));
    }
    changes.sort_by_key(|(place, _)| *place);
    changes.into_iter().map(|(_, change)| change).collect()
}

/// Columns in which two rows of one table say different things.
pub fn differing(old: &Row, new: &Row) -> Vec<&'static str> {
    let columns = old.layout.columns.iter().zip(old.cells.iter().zip(&new.cells));
    columns.filter(|(name, (old, new))| old != new && !SILENT.contains(name)).map(|(name, _)| *name).collect()
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
