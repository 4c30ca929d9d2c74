//! The line from article to tables, for Python.
//!
//! *Takes* paths or texts. *Gives* Arrow tables, whole or in a stream, or one article to look at. *Never* knows a rule.
//!
//! In reading order: [`cells`] keeps the rows of an article past its life, [`columns`] makes Arrow columns of them,
//! [`table`] hands these to Python, [`stream`] runs the line in threads of its own, [`nested`] makes one row an
//! article of a batch, [`article`] shows one article, [`extractor`] is the door.

mod article;
mod cells;
mod columns;
mod extractor;
mod nested;
mod stream;
mod table;

use pyo3::prelude::*;

pyo3::create_exception!(
    _tearsheet,
    TearsheetError,
    pyo3::exceptions::PyValueError,
    "What was asked for cannot be done; the message names file and place, what was expected and what to do."
);

/// A failure of the line as an exception.
fn raise(failure: tearsheet::Failure) -> PyErr {
    TearsheetError::new_err(failure.0)
}

/// The compiled part of `tearsheet`; import `tearsheet` instead.
#[pymodule]
fn _tearsheet(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("TearsheetError", module.py().get_type::<TearsheetError>())?;
    module.add_class::<extractor::Extractor>()?;
    module.add_class::<stream::Stream>()?;
    module.add_class::<table::Table>()?;
    module.add_class::<nested::Nested>()?;
    Ok(())
}
