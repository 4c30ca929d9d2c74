//! One article: given as a text, read as a line of JSON would be, shown with everything that was found in it.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use tearsheet::extract;
use tearsheet_export::Rows;
use tearsheet_export::ids::content_id;
use tearsheet_export::table::{Cell, ColumnType, Row};
use tearsheet_extract::Extractor;
use tearsheet_ingest::record::Part;
use tearsheet_ingest::{Article, Format, Problem, Record, Remark, read};

/// What is given of an article.
pub(crate) struct Given<'a> {
    pub(crate) id: &'a str,
    pub(crate) text: &'a str,
    pub(crate) title: Option<&'a str>,
    pub(crate) date: Option<&'a str>,
}

impl Given<'_> {
    /// The article as a line of JSON, which is how the command reads texts: so the rows are the same.
    pub(crate) fn line(&self) -> String {
        let mut line = serde_json::json!({"id": self.id, "text": self.text});
        for (name, value) in [("title", self.title), ("date", self.date)] {
            if let Some(value) = value {
                line[name] = value.into();
            }
        }
        line.to_string()
    }
}

/// Reads a text that is row `row` of its batch, with what was lost in reading.
pub(crate) fn read_text(given: &Given<'_>, row: usize) -> Result<(Article, Vec<Problem>), Problem> {
    let mut record = Record::new("texts", Format::Jsonl, given.line().into_bytes());
    given.id.clone_into(&mut record.name);
    record.part = Part::Line(row as u64 + 1);
    match read(&record) {
        Err(unreadable) => Err(record.problem(unreadable.problem, unreadable.detail)),
        Ok((mut article, remarks)) => {
            article.set_cluster(content_id("c", &[article.sha256()], 0));
            let lost = remarks.into_iter().filter_map(|remark| match remark {
                Remark::Lost { problem, detail } => Some(record.problem(problem, detail)),
                Remark::Repaired { .. } => None,
            });
            let lost = lost.collect();
            Ok((article, lost))
        }
    }
}

/// Everything about one article, as plain objects of Python. Offsets count code points of `text`, as Python does.
pub(crate) fn show<'py>(
    py: Python<'py>,
    extractor: &Extractor,
    given: &Given<'_>,
) -> PyResult<Bound<'py, PyDict>> {
    let (article, problems) = py.detach(|| read_text(given, 0)).map_err(|problem| {
        crate::TearsheetError::new_err(format!("{}: {}: {}", given.id, problem.problem, problem.detail))
    })?;
    let findings = py.detach(|| extractor.find(&article));
    let rows = Rows::new(&article, &findings);
    let shown = PyDict::new(py);
    shown.set_item("id", article.id())?;
    shown.set_item("text", article.source())?;
    let blocks = PyList::empty(py);
    for block in article.blocks() {
        let entry = PyDict::new(py);
        entry.set_item("kind", block.kind.name())?;
        entry.set_item("text", article.slice(block.span))?;
        let spans: Vec<(u32, u32)> =
            article.pieces(block.span).iter().map(|span| (span.start_char, span.end_char)).collect();
        entry.set_item("spans", spans)?;
        blocks.append(entry)?;
    }
    shown.set_item("blocks", blocks)?;
    let sentences: Vec<(u32, u32, &str)> = article
        .sentences()
        .iter()
        .map(|sentence| {
            let span = article.locate(sentence.span);
            (span.start_char, span.end_char, article.slice(sentence.span))
        })
        .collect();
    shown.set_item("sentences", sentences)?;
    shown.set_item("article", table(py, std::slice::from_ref(&rows.article))?.get_item(0)?)?;
    shown.set_item("firms", table(py, &rows.firms)?)?;
    shown.set_item("organisations", table(py, &rows.organisations)?)?;
    shown.set_item("mentions", table(py, &rows.mentions)?)?;
    shown.set_item("figures", table(py, &rows.figures)?)?;
    shown.set_item("skills", table(py, &rows.skills)?)?;
    shown.set_item("relations", table(py, &rows.relations)?)?;
    let problems: Vec<(String, String)> = problems
        .into_iter()
        .chain(extract::refusals(&article, &findings))
        .map(|problem| (problem.problem, problem.detail))
        .collect();
    shown.set_item("problems", problems)?;
    Ok(shown)
}

/// Rows as dictionaries: whole numbers as `int`, exact ones as `decimal.Decimal`, an empty cell as `None`.
fn table<'py, R: Row>(py: Python<'py>, rows: &[R]) -> PyResult<Bound<'py, PyList>> {
    let decimal = py.import("decimal")?.getattr("Decimal")?;
    let list = PyList::empty(py);
    for row in rows {
        let entry = PyDict::new(py);
        let mut columns = R::SCHEMA.columns.iter();
        let mut outcome = Ok(());
        row.cells(&mut |cell| {
            let Some(column) = columns.next() else { return };
            let set = match cell {
                Cell::Integer(number) => entry.set_item(column.name, number),
                Cell::Text("") | Cell::Plain("") => entry.set_item(column.name, py.None()),
                Cell::Plain(text)
                    if matches!(column.kind, ColumnType::Number | ColumnType::WideNumber)
                        || column.kind == ColumnType::NumberOrDate
                            && rust_decimal::Decimal::from_str_exact(text).is_ok() =>
                {
                    decimal.call1((text,)).and_then(|number| entry.set_item(column.name, number))
                }
                Cell::Text(text) | Cell::Plain(text) => entry.set_item(column.name, text),
            };
            if set.is_err() {
                outcome = set;
            }
        });
        outcome?;
        list.append(entry)?;
    }
    Ok(list)
}
