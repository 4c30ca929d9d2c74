//! The door: everything that extraction knows, loaded once, and the ways to use it.

use std::path::PathBuf;
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyDict;
use pyo3_arrow::PyRecordBatch;
use tearsheet::extract::{self, Options};
use tearsheet::inputs::{self, Input};
use tearsheet_ingest::Format;
use tearsheet_ingest::record::Fields;

use crate::TearsheetError;
use crate::article::{self, Given};
use crate::nested::Nested;
use crate::raise;
use crate::stream::Stream;

/// The lexicons and rules, with the user's own files if any.
#[pyclass(frozen, module = "tearsheet._tearsheet")]
pub(crate) struct Extractor {
    inner: Arc<tearsheet_extract::Extractor>,
}

#[pymethods]
impl Extractor {
    #[new]
    #[pyo3(signature = (firms=None, skills=None, units=None))]
    fn new(
        py: Python<'_>,
        firms: Option<PathBuf>,
        skills: Option<PathBuf>,
        units: Option<PathBuf>,
    ) -> PyResult<Self> {
        py.detach(|| {
            let options = Options { firms, skills, units, ..Options::new(Vec::new(), PathBuf::new()) };
            let (lexicons, _) = extract::lexicons(&options)?;
            Ok(Self { inner: Arc::new(tearsheet_extract::Extractor::new(lexicons)) })
        })
        .map_err(raise)
    }

    /// Chunks of the dataset of files and folders.
    #[pyo3(signature = (paths, jobs=0, text_field=None, id_field=None))]
    fn stream_paths(
        &self,
        paths: Vec<PathBuf>,
        jobs: usize,
        text_field: Option<String>,
        id_field: Option<String>,
    ) -> Stream {
        let (mut found, problems) = inputs::find(&paths, Format::Jsonl);
        inputs::with_fields(&mut found, &Fields { text: text_field, id: id_field });
        Stream::start(self.inner.clone(), found, problems, jobs)
    }

    /// Chunks of the dataset of texts. All lists are as long as `texts`.
    #[pyo3(signature = (texts, ids, titles=None, dates=None, jobs=0))]
    fn stream_texts(
        &self,
        texts: Vec<String>,
        ids: Vec<String>,
        titles: Option<Vec<Option<String>>>,
        dates: Option<Vec<Option<String>>>,
        jobs: usize,
    ) -> PyResult<Stream> {
        let lengths = [
            ids.len(),
            titles.as_ref().map_or(texts.len(), Vec::len),
            dates.as_ref().map_or(texts.len(), Vec::len),
        ];
        if let Some(length) = lengths.iter().find(|length| **length != texts.len()) {
            let message = format!("expected ids, titles and dates for {} texts, found {length}", texts.len());
            return Err(TearsheetError::new_err(message));
        }
        let mut lines = String::with_capacity(texts.iter().map(|text| text.len() + 64).sum());
        for (row, (text, id)) in texts.iter().zip(&ids).enumerate() {
            let at = |list: &Option<Vec<Option<String>>>| list.as_ref().and_then(|list| list[row].clone());
            let (title, date) = (at(&titles), at(&dates));
            lines.push_str(&Given { id, text, title: title.as_deref(), date: date.as_deref() }.line());
            lines.push('\n');
        }
        let input = Input::memory("texts", Format::Jsonl, lines.into_bytes());
        Ok(Stream::start(self.inner.clone(), vec![input], Vec::new(), jobs))
    }

    /// One row an article of `batch`, with its tables as lists.
    #[pyo3(signature = (batch, text="text", id="id", jobs=1))]
    fn nested(
        &self,
        py: Python<'_>,
        batch: PyRecordBatch,
        text: &str,
        id: &str,
        jobs: usize,
    ) -> PyResult<Nested> {
        let batch = batch.into_inner();
        py.detach(|| {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(jobs)
                .build()
                .map_err(|error| TearsheetError::new_err(format!("cannot start {jobs} threads: {error}")))?;
            Nested::new(&self.inner, &batch, text, id, &pool)
                .map_err(|error| TearsheetError::new_err(error.to_string()))
        })
    }

    /// Everything about one article.
    #[pyo3(signature = (text, id="text", title=None, date=None))]
    fn article<'py>(
        &self,
        py: Python<'py>,
        text: &str,
        id: &str,
        title: Option<&str>,
        date: Option<&str>,
    ) -> PyResult<Bound<'py, PyDict>> {
        article::show(py, &self.inner, &Given { id, text, title, date })
    }
}
