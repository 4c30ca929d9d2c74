//! A table in Python's hands: read by whatever knows the Arrow PyCapsule interface.

use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, StructArray};
use arrow_schema::{Field, SchemaRef};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use pyo3_arrow::error::PyArrowResult;
use pyo3_arrow::ffi::{ArrayIterator, to_schema_pycapsule, to_stream_pycapsule};

/// Rows of one table of a dataset.
#[pyclass(frozen, module = "tearsheet._tearsheet")]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) schema: SchemaRef,
    pub(crate) batches: Vec<RecordBatch>,
}

#[pymethods]
impl Table {
    /// Name of the table.
    #[getter]
    fn name(&self) -> &'static str {
        self.name
    }

    /// Names of its columns.
    #[getter]
    fn columns(&self) -> Vec<String> {
        self.schema.fields().iter().map(|field| field.name().clone()).collect()
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// All rows of this table and then those of the `others`, which are of the same table.
    fn with_rows_of(&self, others: Vec<PyRef<'_, Self>>) -> PyResult<Self> {
        let mut batches = self.batches.clone();
        for other in others {
            if other.name != self.name {
                let message = format!("expected rows of {}, not of {}", self.name, other.name);
                return Err(crate::TearsheetError::new_err(message));
            }
            batches.extend(other.batches.iter().cloned());
        }
        Ok(Self { name: self.name, schema: self.schema.clone(), batches })
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyArrowResult<Bound<'py, PyCapsule>> {
        to_schema_pycapsule(py, self.schema.as_ref())
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyArrowResult<Bound<'py, PyCapsule>> {
        let field = Arc::new(Field::new_struct("", self.schema.fields().clone(), false));
        let arrays: Vec<_> = self
            .batches
            .iter()
            .filter(|batch| batch.num_rows() > 0)
            .map(|batch| Ok(Arc::new(StructArray::from(batch.clone())) as ArrayRef))
            .collect();
        to_stream_pycapsule(py, Box::new(ArrayIterator::new(arrays, field)), requested_schema)
    }
}
