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
    /// Places of the two rows among those that were compared.
    pub at: (Option<usize>, Option<usize>),
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

/// Rows of one sentence that are looked at for one that grew or shrank; more would make long lists slow.
const WINDOW: usize = 16;

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
            // They wait in reverse, the first one last.
            let near = found.iter().rev().take(WINDOW).position(|&next| akin(row, new[next]));
            if let Some(near) = near {
                let next = found.remove(found.len() - 1 - near);
                answers[index] = Some(next);
                taken[next] = true;
            }
        }
    }
    answers
}

/// Changes from `old` to `new`, in reading order: what vanished stands where it stood.
pub fn changes<'a>(old: &[&'a Row], new: &[&'a Row]) -> Vec<Change<'a>> {
    let mut taken = vec![false; new.len()];
    let mut changes = Vec::new();
    // The place of a vanished row is behind what stood before it.
    let mut place = 0;
    for (index, answer) in pairs(old, new).into_iter().enumerate() {
        let (row, answering) = (old[index], answer.map(|at| new[at]));
        let columns = answering.map_or_else(Vec::new, |new| differing(row, new));
        let rank = answer.map_or((place, 0), |at| (at, 1));
        if let Some(at) = answer {
            taken[at] = true;
            place = at + 1;
        }
        if answer.is_none() || !columns.is_empty() {
            let at = (Some(index), answer);
            changes.push((rank, Change { old: Some(row), new: answering, columns, at }));
        }
    }
    for (index, row) in new.iter().enumerate().filter(|(index, _)| !taken[*index]) {
        let at = (None, Some(index));
        changes.push(((index, 1), Change { old: None, new: Some(row), columns: Vec::new(), at }));
    }
    changes.sort_by_key(|(rank, _)| *rank);
    changes.into_iter().map(|(_, change)| change).collect()
}

/// What a row says: its cells without those whose change alone changes nothing.
pub(crate) fn said(row: &Row) -> (usize, Vec<&str>) {
    let cells = row.layout.columns.iter().zip(&row.cells).filter(|(name, _)| !SILENT.contains(name));
    (row.layout.order, cells.map(|(_, cell)| cell.as_str()).collect())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::approved;

    fn rows(lines: &str) -> Vec<Row> {
        let csv = format!("table,place,text,value\nsentence,s1,It sold 5 boats and 6 cars.,\n{lines}");
        approved::read(csv.as_bytes()).expect("these are rows").rows.into_iter().map(|(_, row)| row).collect()
    }

    #[test]
    fn a_row_that_grew_is_found_behind_a_new_one() {
        let (old, new) =
            (rows("figures,s1,6 cars,6\n"), rows("figures,s1,5 boats,5\nfigures,s1,6 cars.,6\n"));
        let (old, new): (Vec<&Row>, Vec<&Row>) = (old.iter().collect(), new.iter().collect());
        let found = changes(&old, &new);
        assert_eq!(found.iter().map(Change::name).collect::<Vec<_>>(), ["added", "changed"]);
        assert_eq!(found[1].columns, ["text"]);
        assert_eq!(found[1].at, (Some(0), Some(1)));
    }
}
