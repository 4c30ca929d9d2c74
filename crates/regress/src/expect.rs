//! Single assertions: what people want to be found, or not, in an article or in all of them.
//!
//! | article | table | where | column | op | value |
//! |---|---|---|---|---|---|
//! | 001.txt | figures | text=5 boats | value | must | 5 |
//! | * | firms | name~Gazette | | must_not | |
//! | 001.txt | skills | category=language | | at_least | 3 |
//!
//! `where` holds conditions joined by `;`: `column=cell`, or `column~part` for a cell with a part in it, whatever the
//! case. With a column, `at_least` asks for a row whose number there is not less than the value; without one, for as many
//! rows.

use std::io::Read;

use rust_decimal::Decimal;
use tearsheet_export::guard::unguard;
use tearsheet_export::saved;

use crate::rows::{Article, Layout, Row, TABLES, layout_of};
use crate::score::agree;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Op {
    Must,
    MustNot,
    AtLeast,
}

/// A condition of `where`.
#[derive(Clone, Debug)]
struct Condition {
    column: String,
    is_part: bool,
    cell: String,
}

/// A line of the table of assertions.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// Line in its file.
    pub line: u64,
    /// The article, or `*` for all.
    pub article: String,
    layout: &'static Layout,
    conditions: Vec<Condition>,
    column: String,
    op: Op,
    value: String,
    asked: String,
}

/// Reads assertions.
///
/// # Errors
/// If a line cannot be understood; the message names the line and what to do.
pub fn read(csv: impl Read) -> Result<Vec<Expectation>, String> {
    let mut reader = saved::reader(csv, true)?;
    let header = reader.headers().map_err(|error| error.to_string())?.clone();
    let mut places = [0; 6];
    for (place, name) in places.iter_mut().zip(["article", "table", "where", "column", "op", "value"]) {
        *place = header
            .iter()
            .position(|it| it.trim() == name)
            .ok_or_else(|| format!("line 1: there is no column {name:?}; the columns are article, table, where, column, op, value"))?;
    }
    let mut expectations = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        let cells = places.map(|at| unguard(record.get(at).unwrap_or_default()).trim());
        if cells.iter().any(|cell| !cell.is_empty()) {
            let line = record.position().map_or(0, csv::Position::line);
            expectations.push(expectation(line, cells).map_err(|error| format!("line {line}: {error}"))?);
        }
    }
    Ok(expectations)
}

fn expectation(line: u64, cells: [&str; 6]) -> Result<Expectation, String> {
    let [article, table, conditions, column, op, value] = cells;
    let layout = layout_of(table)
        .ok_or_else(|| format!("there is no table {table:?}; tables are {}", TABLES.join(", ")))?;
    let known = |column: &str| {
        if layout.columns.contains(&column) {
            return Ok(column.to_owned());
        }
        Err(format!("{table} has no column {column:?}; columns are {}", layout.columns.join(", ")))
    };
    let op = match op {
        "must" => Op::Must,
        "must_not" => Op::MustNot,
        "at_least" => Op::AtLeast,
        other => return Err(format!("{other:?} is no op; write must, must_not or at_least")),
    };
    if op == Op::AtLeast && value.parse::<Decimal>().is_err() {
        return Err(format!("at_least asks for a number as value, not {value:?}"));
    }
    if article.is_empty() {
        return Err("name an article, or * for all".to_owned());
    }
    let mut read = Vec::new();
    for condition in conditions.split(';').map(str::trim).filter(|it| !it.is_empty()) {
        let at = condition
            .find(['=', '~'])
            .ok_or_else(|| format!("{condition:?} is no condition; write column=cell or column~part"))?;
        read.push(Condition {
            column: known(condition[..at].trim())?,
            is_part: condition.as_bytes()[at] == b'~',
            cell: condition[at + 1..].trim().to_owned(),
        });
    }
    Ok(Expectation {
        line,
        article: article.to_owned(),
        layout,
        conditions: read,
        column: if column.is_empty() { String::new() } else { known(column)? },
        op,
        value: value.to_owned(),
        asked: cells[1..].iter().filter(|cell| !cell.is_empty()).copied().collect::<Vec<_>>().join(" "),
    })
}

impl Expectation {
    /// Whether it says something of the article called `id`; the ending of a file may be left out.
    pub fn concerns(&self, id: &str) -> bool {
        let stem = id.rsplit_once('.').map_or(id, |(stem, _)| stem);
        [id, stem, "*"].contains(&self.article.as_str())
    }

    /// The number of rows that it speaks of in `article`.
    pub fn count(&self, article: &Article) -> u64 {
        article.rows.iter().filter(|row| self.holds(row)).count() as u64
    }

    fn holds(&self, row: &Row) -> bool {
        row.layout.order == self.layout.order
            && self.conditions.iter().all(|it| {
                let cell = row.get(&it.column);
                if it.is_part {
                    cell.to_lowercase().contains(&it.cell.to_lowercase())
                } else {
                    agree::number(&it.cell, cell)
                }
            })
            && (self.column.is_empty() || self.says(row.get(&self.column)))
    }

    fn says(&self, cell: &str) -> bool {
        match (self.op, cell.parse::<Decimal>(), self.value.parse::<Decimal>()) {
            (Op::AtLeast, Ok(cell), Ok(least)) => cell >= least,
            (Op::AtLeast, ..) => false,
            _ => agree::number(&self.value, cell),
        }
    }

    /// What is wrong, if `count` rows were found in all articles that it concerns; nothing if it holds.
    pub fn fault(&self, count: u64) -> Option<String> {
        let wanted = match (self.op, self.column.is_empty()) {
            (Op::AtLeast, true) => self.value.parse::<Decimal>().unwrap_or_default(),
            _ => Decimal::ONE,
        };
        let holds = match self.op {
            Op::Must | Op::AtLeast => Decimal::from(count) >= wanted,
            Op::MustNot => count == 0,
        };
        (!holds).then(|| format!("{}: {}: found {count} such rows", self.article, self.asked))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::approved;

    fn article() -> Article {
        let csv = "table,place,text,value,unit\nfigures,s1,5 boats,5,boat\nfigures,s1,60 boats,60,boat\n";
        let rows = approved::read(csv.as_bytes()).expect("these are rows").rows;
        Article { id: "a.txt".to_owned(), rows: rows.into_iter().map(|(_, row)| row).collect() }
    }

    fn fault(line: &str) -> Option<String> {
        let csv = format!("article,table,where,column,op,value\n{line}\n");
        let read = read(csv.as_bytes()).expect("this is an assertion");
        assert!(read[0].concerns("a.txt"));
        read[0].fault(read[0].count(&article()))
    }

    #[test]
    fn assertions_hold_or_say_what_was_found() {
        for line in [
            "a.txt,figures,text=5 boats,value,must,5.0",
            "a,figures,text~BOATS,,at_least,2",
            "*,figures,unit=boat,value,at_least,60",
            "*,figures,text~cars,,must_not,",
            "a,figures,text=5 boats; unit=boat,value,must_not,50",
        ] {
            assert_eq!(fault(line), None, "{line}");
        }
        assert_eq!(
            fault("a,figures,unit=boat,value,must,7").as_deref(),
            Some("a: figures unit=boat value must 7: found 0 such rows")
        );
        assert!(fault("a,figures,unit=boat,value,at_least,61").is_some());
        assert!(fault("a,figures,unit=boat,,at_least,3").is_some());
        assert!(fault("a,figures,unit=boat,,must_not,").is_some());
    }

    #[test]
    fn what_cannot_be_understood_is_told_with_its_line() {
        let error = |line: &str| {
            read(format!("article,table,where,column,op,value\n{line}\n").as_bytes()).unwrap_err()
        };
        assert!(error("a,figure,,,must,").starts_with("line 2: there is no table \"figure\"; tables are"));
        assert!(error("a,figures,,worth,must,").contains("no column \"worth\""));
        assert!(error("a,figures,five,,must,").contains("write column=cell or column~part"));
        assert!(error("a,figures,,,should,").contains("write must, must_not or at_least"));
        assert!(error("a,figures,,,at_least,many").contains("asks for a number"));
    }
}
