//! The table of changes that people fill in with a spreadsheet: `review.csv`.
//!
//! A row that came or went is a line; a row that says something else has a line for each cell. `verdict` is for
//! `accept`, `reject` or `skip`; a value in `correct` says what the cell should be instead. Spreadsheets change commas,
//! marks and line ends of what they save: all that is read again. What a line means hangs on `id` and `column` alone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use tearsheet_export::guard::{guard, unguard};
use tearsheet_export::saved;
use tearsheet_regress::Verdict;
use tearsheet_regress::rows::layout_of;

use super::outcome::Told;
use super::session::Session;
use crate::Failure;

/// The columns, in order.
pub const COLUMNS: [&str; 12] = [
    "verdict", "correct", "table", "text", "change", "column", "old", "new", "sentence", "cause", "article",
    "id",
];

/// A line of the table, in the order of [`COLUMNS`].
pub fn lines(change: &Told) -> Vec<[String; 12]> {
    let line = |column: &str, old: &str, new: &str| {
        let Told { table, text, change: name, sentence, cause, article, id, .. } = change;
        ["", "", table, text, name, column, old, new, sentence, cause, article, id].map(str::to_owned)
    };
    if change.cells.is_empty() {
        return vec![line("", &change.old, &change.new)];
    }
    change.cells.iter().map(|(column, old, new)| line(column, old, new)).collect()
}

/// The table of these changes, for people to fill in. It starts with a byte order mark, without which Excel does not
/// take it for UTF-8.
pub fn write(changes: &[Told]) -> Vec<u8> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer("\u{feff}".into());
    let mut written = writer.write_record(COLUMNS);
    for line in changes.iter().flat_map(lines) {
        written =
            written.and_then(|()| writer.write_record(line.each_ref().map(|cell| guard(cell).into_owned())));
    }
    debug_assert!(written.is_ok(), "writing to memory cannot fail");
    writer.into_inner().unwrap_or_default()
}

/// What a filled table did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Rows that are right as they are now.
    pub accepted: u64,
    /// Rows that were right as they were.
    pub rejected: u64,
    /// Cells that were corrected.
    pub corrected: u64,
    /// Changes of the table that nobody judged, or not in all of their cells.
    pub open: u64,
    /// Lines with verdicts on what is no change any more: settled before, or overtaken by the corpus.
    pub stale: Vec<u64>,
}

/// What a line says.
struct Said {
    line: u64,
    column: String,
    word: Word,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Word {
    Nothing,
    Accept,
    Reject,
    Correct(String),
}

/// Applies the verdicts of the table in the file `path`; corrected cells become gold.
///
/// # Errors
/// If the file is no such table, or a line cannot be understood: nothing is applied then.
pub fn apply(session: &mut Session, path: &Path) -> Result<Applied, Failure> {
    let failed = |error: String| Failure(format!("{}: {error}", path.display()));
    let bytes = std::fs::read(path).map_err(|error| Failure::at(path, "cannot read the review", error))?;
    let mut applied = Applied::default();
    let mut verdicts = Vec::new();
    let mut gold = Vec::new();
    for (id, said) in read(&bytes).map_err(failed)? {
        let Some(change) = session.change(&id) else {
            applied.stale.extend(said.iter().filter(|it| it.word != Word::Nothing).map(|it| it.line));
            continue;
        };
        let verdict = verdict(change, &said).map_err(failed)?;
        match &verdict {
            None => applied.open += 1,
            Some(Verdict::Accept) => applied.accepted += 1,
            Some(Verdict::Reject) => applied.rejected += 1,
            Some(Verdict::Correct(_)) => {
                let corrected: Vec<_> = said
                    .iter()
                    .filter_map(|it| match &it.word {
                        Word::Correct(value) => Some((it.column.clone(), value.clone())),
                        _ => None,
                    })
                    .collect();
                applied.corrected += corrected.len() as u64;
                gold.push((change.clone(), corrected));
            }
        }
        verdicts.extend(verdict.map(|verdict| (id, Some(verdict))));
    }
    super::corrected::add(&session.gold(), &gold)?;
    session.say(verdicts)?;
    applied.stale.sort_unstable();
    Ok(applied)
}

/// The number of verdicts in the file `path` on changes that are still open; none where there is no such table.
pub fn unapplied(session: &Session, path: &Path) -> usize {
    let read = std::fs::read(path).ok().and_then(|bytes| read(&bytes).ok()).unwrap_or_default();
    let open = read.iter().filter(|(id, _)| session.change(id).is_some());
    open.flat_map(|(_, said)| said).filter(|it| it.word != Word::Nothing).count()
}

/// What all lines say of one change; nothing if some of its cells are not judged.
fn verdict(change: &Told, said: &[Said]) -> Result<Option<Verdict>, String> {
    let layout = layout_of(change.table);
    let mut cells: Vec<(&'static str, String)> = Vec::new();
    let mut words: BTreeMap<&str, &Word> = BTreeMap::new();
    for it in said {
        if let Word::Correct(value) = &it.word {
            let line = it.line;
            if change.change == "removed" {
                return Err(format!(
                    "line {line}: the row is gone, so no cell of it can be corrected; accept or reject"
                ));
            }
            let columns = layout.map_or(&[][..], |layout| &layout.columns);
            let column = columns.iter().find(|column| **column == it.column).ok_or_else(|| {
                format!(
                    "line {line}: {} has no column {:?}; write into \"column\" which cell is corrected: {}",
                    change.table,
                    it.column,
                    columns.join(", ")
                )
            })?;
            let is_comma = value.contains(',') && value.replace(',', ".").parse::<f64>().is_ok();
            if is_comma && ["value", "value_high", "employees", "employees_high"].contains(column) {
                let point = value.replace(',', ".");
                return Err(format!(
                    "line {line}: {value:?} is no number of this table; write {point:?}, without marks of thousands"
                ));
            }
            cells.push((column, value.clone()));
        }
        words.insert(&it.column, &it.word);
    }
    let asked: Vec<&str> = match change.cells.as_slice() {
        [] => vec![""],
        cells => cells.iter().map(|(column, ..)| *column).collect(),
    };
    let answers: Vec<Option<&Word>> = asked
        .iter()
        .map(|column| words.get(column).copied().filter(|word| **word != Word::Nothing))
        .collect();
    if cells.is_empty() || change.change == "changed" {
        if answers.iter().any(Option::is_none) {
            return Ok(None);
        }
        let all = |wanted: Word| answers.iter().all(|word| *word == Some(&wanted));
        if all(Word::Accept) {
            return Ok(Some(Verdict::Accept));
        }
        if all(Word::Reject) {
            return Ok(Some(Verdict::Reject));
        }
    }
    for ((column, old, _), word) in change.cells.iter().zip(&answers) {
        if *word == Some(&Word::Reject) {
            cells.push((column, old.clone()));
        }
    }
    Ok(Some(Verdict::Correct(cells)))
}

/// The lines by the changes that they speak of.
fn read(table: &[u8]) -> Result<BTreeMap<String, Vec<Said>>, String> {
    let mut reader = saved::reader(table, false)?;
    let header = reader.headers().map_err(|error| error.to_string())?.clone();
    let mut places = [0; 4];
    for (place, name) in places.iter_mut().zip(["verdict", "correct", "column", "id"]) {
        *place = header.iter().position(|it| it.trim() == name).ok_or_else(|| {
            format!("line 1: there is no column {name:?}; make the table anew with tearsheet review --csv")
        })?;
    }
    let mut changes: BTreeMap<String, Vec<Said>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        let line = record.position().map_or(0, csv::Position::line);
        let [verdict, correct, column, id] = places.map(|at| record.get(at).unwrap_or_default().trim());
        if id.is_empty() {
            if verdict.is_empty() && correct.is_empty() {
                continue;
            }
            return Err(format!(
                "line {line}: the cell \"id\" is empty; copy it from the table as it was made"
            ));
        }
        let word = word(verdict, unguard(correct)).map_err(|error| format!("line {line}: {error}"))?;
        if word != Word::Nothing && !seen.insert((id.to_owned(), column.to_owned())) {
            return Err(format!("line {line}: there is a verdict on this cell before; leave one of them"));
        }
        changes.entry(id.to_owned()).or_default().push(Said { line, column: column.to_owned(), word });
    }
    Ok(changes)
}

fn word(verdict: &str, correct: &str) -> Result<Word, String> {
    let word = match verdict.to_lowercase().as_str() {
        "accept" | "a" | "ok" | "yes" => Word::Accept,
        "reject" | "r" | "wrong" | "no" => Word::Reject,
        "" | "skip" | "s" | "correct" | "c" if !correct.is_empty() => Word::Correct(correct.to_owned()),
        "" | "skip" | "s" => Word::Nothing,
        "correct" | "c" => {
            return Err(
                "the verdict is correct, but the cell \"correct\" is empty; write the right value there"
                    .to_owned(),
            );
        }
        other => return Err(format!("{other:?} is no verdict; write accept, reject, correct or skip")),
    };
    if matches!(word, Word::Accept | Word::Reject) && !correct.is_empty() {
        return Err(format!(
            "the verdict is {verdict}, and {correct:?} stands in \"correct\"; leave one of them"
        ));
    }
    Ok(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(change: &'static str, cells: &[&'static str]) -> Told {
        let cell = |column: &&'static str| (*column, "5".to_owned(), "50".to_owned());
        Told {
            id: "change-1".to_owned(),
            article: "a.txt".to_owned(),
            table: "figures",
            text: "5; boats".to_owned(),
            change,
            old: String::new(),
            new: String::new(),
            cells: cells.iter().map(cell).collect(),
            sentence: "=It sold \"5; boats\".".to_owned(),
            cause: "rule count.noun".to_owned(),
        }
    }

    fn judged(change: &Told, filled: &[(&str, &str, &str)]) -> Result<Option<Verdict>, String> {
        let mut table = "id,column,verdict,correct\n".to_owned();
        for (column, verdict, correct) in filled {
            table += &format!("change-1,{column},{verdict},{correct}\n");
        }
        verdict(change, read(table.as_bytes())?.get("change-1").map_or(&[][..], Vec::as_slice))
    }

    #[test]
    fn a_row_is_settled_when_all_its_cells_are() {
        let row = told("changed", &["value", "unit"]);
        assert_eq!(judged(&row, &[("value", "accept", "")]), Ok(None));
        assert_eq!(judged(&row, &[("value", "A", ""), ("unit", "ok", "")]), Ok(Some(Verdict::Accept)));
        assert_eq!(judged(&row, &[("value", "reject", ""), ("unit", "no", "")]), Ok(Some(Verdict::Reject)));
        let mixed = judged(&row, &[("value", "", "15"), ("unit", "reject", "")]);
        let cells = vec![("value", "15".to_owned()), ("unit", "5".to_owned())];
        assert_eq!(mixed, Ok(Some(Verdict::Correct(cells))));
    }

    #[test]
    fn a_cell_of_a_new_row_can_be_corrected() {
        let row = told("added", &[]);
        let fifteen = Verdict::Correct(vec![("value", "15".to_owned())]);
        assert_eq!(judged(&row, &[("value", "correct", "15")]), Ok(Some(fifteen)));
        let error = judged(&row, &[("", "", "15")]).unwrap_err();
        assert!(error.starts_with("line 2: figures has no column \"\"; write into \"column\""), "{error}");
        let error = judged(&row, &[("value", "", "\"1,5\"")]).unwrap_err();
        assert!(error.contains("write \"1.5\""), "{error}");
        assert!(
            judged(&told("removed", &[]), &[("value", "", "15")]).unwrap_err().contains("accept or reject")
        );
    }

    #[test]
    fn what_a_spreadsheet_saves_is_read() {
        let written = String::from_utf8(write(&[told("changed", &["value"])])).expect("it is UTF-8");
        assert!(written.contains("'=It sold"), "what a spreadsheet would run is guarded: {written}");
        let excel = "\u{feff}verdict;correct;column;text;id\r\naccept;;value;\"5; boats\";change-1\r\n";
        let read = read(excel.as_bytes()).expect("a table");
        assert_eq!(read["change-1"][0].word, Word::Accept);
    }

    #[test]
    fn what_cannot_be_understood_is_told_with_its_line() {
        let error = |line: &str| match read(format!("id,column,verdict,correct\n{line}\n").as_bytes()) {
            Ok(_) => String::new(),
            Err(error) => error,
        };
        assert_eq!(
            error("change-1,,maybe,"),
            "line 2: \"maybe\" is no verdict; write accept, reject, correct or skip"
        );
        assert!(error("change-1,value,accept,7").contains("leave one of them"));
        assert!(error("change-1,value,correct,").contains("write the right value there"));
        assert!(error(",value,accept,").contains("copy it from the table"));
        assert!(error("change-1,,accept,\nchange-1,,reject,").starts_with("line 3: there is a verdict"));
        assert!(read(b"verdict,id\n").is_err_and(|error| error.contains("tearsheet review --csv")));
    }
}
