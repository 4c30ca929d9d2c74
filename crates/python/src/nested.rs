//! One row an article, with its tables as lists: what engines that map batches to batches can carry.

use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::{Array, ArrayRef, ListArray, RecordBatch, StructArray};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{ArrowError, DataType, Field, FieldRef, Schema, SchemaRef};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};
use pyo3_arrow::error::PyArrowResult;
use pyo3_arrow::ffi::{to_array_pycapsules, to_schema_pycapsule};
use rayon::prelude::*;
use tearsheet_export::Rows;
use tearsheet_export::table::{Row as _, TableSchema};
use tearsheet_export::tables::{self, ArticleRow};
use tearsheet_extract::Extractor;

use crate::article::{Given, read_text};
use crate::cells::Cells;
use crate::columns::{self, Columns, Recurring};

/// Rows of articles with lists of firms, mentions, figures, skills and so on.
#[pyclass(frozen, module = "tearsheet._tearsheet")]
pub(crate) struct Nested {
    batch: RecordBatch,
}

#[pymethods]
impl Nested {
    fn __len__(&self) -> usize {
        self.batch.num_rows()
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyArrowResult<Bound<'py, PyCapsule>> {
        to_schema_pycapsule(py, self.batch.schema().as_ref())
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyArrowResult<Bound<'py, PyTuple>> {
        let field = Arc::new(Field::new_struct("", self.batch.schema().fields().clone(), false));
        to_array_pycapsules(py, field, &StructArray::from(self.batch.clone()), requested_schema)
    }
}

/// The item of a list, named as Spark and Parquet name it.
fn item(table: &TableSchema) -> FieldRef {
    let fields = columns::schema(table, Recurring::Plain).fields().clone();
    Arc::new(Field::new("element", DataType::Struct(fields), true))
}

/// The article as a structure, then a list for each other table.
fn schema() -> SchemaRef {
    let article = columns::schema(&ArticleRow::SCHEMA, Recurring::Plain).fields().clone();
    let mut fields = vec![Field::new("article", DataType::Struct(article), true)];
    fields.extend(
        tables::ALL[1..].iter().map(|table| Field::new(table.name, DataType::List(item(table)), true)),
    );
    Arc::new(Schema::new(fields))
}

impl Nested {
    /// The rows of each article of `batch`; `jobs` threads.
    pub(crate) fn new(
        extractor: &Extractor,
        batch: &RecordBatch,
        text: &str,
        id: &str,
        pool: &rayon::ThreadPool,
    ) -> Result<Self, ArrowError> {
        let (texts, ids) = (strings(batch, text)?, strings(batch, id)?);
        let work = |row: usize| {
            // A null text is an article without text, and becomes a problem as such.
            let given = Given {
                id: ids.value(row).unwrap_or_default(),
                text: texts.value(row).unwrap_or_default(),
                title: None,
                date: None,
            };
            match read_text(&given, row) {
                Ok((article, mut problems)) => {
                    let findings = extractor.find(&article);
                    problems.extend(tearsheet::extract::refusals(&article, &findings));
                    Cells::new(&Rows::new(&article, &findings), &problems)
                }
                Err(problem) => {
                    let article = ArticleRow {
                        article_id: given.id.into(),
                        status: "unreadable".into(),
                        ..ArticleRow::default()
                    };
                    Cells::new(&Rows { article, ..Rows::default() }, &[problem])
                }
            }
        };
        let cells: Vec<Cells> = pool.install(|| (0..batch.num_rows()).into_par_iter().map(work).collect());
        Ok(Self { batch: nest(&cells)? })
    }
}

fn nest(cells: &[Cells]) -> Result<RecordBatch, ArrowError> {
    let mut columns: Vec<Columns> =
        tables::ALL.iter().map(|table| Columns::new(table, Recurring::Plain)).collect();
    for cells in cells {
        cells.append_to(&mut columns);
    }
    let mut arrays: Vec<ArrayRef> = vec![Arc::new(StructArray::from(columns[0].finish()?))];
    for (index, table) in tables::ALL.iter().enumerate().skip(1) {
        let rows = StructArray::from(columns[index].finish()?);
        let offsets = OffsetBuffer::from_lengths(cells.iter().map(|cells| cells.counts()[index]));
        arrays.push(Arc::new(ListArray::try_new(item(table), offsets, Arc::new(rows), None)?));
    }
    RecordBatch::try_new(schema(), arrays)
}

/// A column of text, whichever way Arrow keeps it.
enum Strings<'a> {
    Small(&'a arrow_array::StringArray),
    Large(&'a arrow_array::LargeStringArray),
    View(&'a arrow_array::StringViewArray),
}

impl Strings<'_> {
    fn value(&self, row: usize) -> Option<&str> {
        match self {
            Self::Small(array) => array.is_valid(row).then(|| array.value(row)),
            Self::Large(array) => array.is_valid(row).then(|| array.value(row)),
            Self::View(array) => array.is_valid(row).then(|| array.value(row)),
        }
    }
}

fn strings<'a>(batch: &'a RecordBatch, name: &str) -> Result<Strings<'a>, ArrowError> {
    let column = batch.column_by_name(name).ok_or_else(|| {
        let names: Vec<String> = batch.schema().fields().iter().map(|field| field.name().clone()).collect();
        ArrowError::SchemaError(format!("there is no column {name:?}; the batch has {}", names.join(", ")))
    })?;
    match column.data_type() {
        DataType::Utf8 => Ok(Strings::Small(column.as_string())),
        DataType::LargeUtf8 => Ok(Strings::Large(column.as_string())),
        DataType::Utf8View => Ok(Strings::View(column.as_string_view())),
        other => {
            Err(ArrowError::SchemaError(format!("the column {name:?} holds {other}; cast it to text before")))
        }
    }
}
