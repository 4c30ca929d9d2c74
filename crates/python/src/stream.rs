//! The line running in threads of its own, giving tables chunk by chunk with bounded memory.

use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use arrow_schema::ArrowError;
use pyo3::prelude::*;
use tearsheet::inputs::Input;
use tearsheet::{Failure, extract, pipeline};
use tearsheet_export::{Rows, tables};
use tearsheet_ingest::Problem;

use crate::cells::Cells;
use crate::columns::{Columns, Recurring};
use crate::table::Table;

type Message = Result<Vec<Table>, Failure>;

/// Chunks of a dataset that is being made: each a list of tables in the order of the dataset.
#[pyclass(frozen, module = "tearsheet._tearsheet")]
pub(crate) struct Stream {
    receive: Mutex<Option<Receiver<Message>>>,
}

/// How long to wait for a chunk before asking Python whether the user wants to stop.
const PATIENCE: Duration = Duration::from_millis(100);

impl Stream {
    /// Starts the line over `inputs` on `jobs` threads; `problems` were met before.
    pub(crate) fn start(
        extractor: Arc<tearsheet_extract::Extractor>,
        inputs: Vec<Input>,
        problems: Vec<Problem>,
        jobs: usize,
    ) -> Self {
        let (send, receive) = sync_channel(1);
        thread::spawn(move || {
            if let Err(failure) = run(&extractor, &inputs, &problems, jobs, &send) {
                // If nobody listens any more there is nobody to tell.
                let _ = send.send(Err(failure));
            }
        });
        Self { receive: Mutex::new(Some(receive)) }
    }
}

fn run(
    extractor: &tearsheet_extract::Extractor,
    inputs: &[Input],
    problems: &[Problem],
    jobs: usize,
    send: &SyncSender<Message>,
) -> Result<(), Failure> {
    let give = |cells: &[Cells]| {
        let tables =
            tables_of(cells).map_err(|error| Failure(format!("cannot make Arrow tables: {error}")))?;
        send.send(Ok(tables)).map_err(|_| Failure("nobody reads the tables any more".to_owned()))
    };
    // Always one chunk, so that a dataset without rows has its tables all the same.
    give(&[Cells::of_problems(problems)])?;
    pipeline::run(
        inputs,
        jobs,
        |article, _| {
            let findings = extractor.find(article);
            Cells::new(&Rows::new(article, &findings), &extract::refusals(article, &findings))
        },
        |done| {
            let mut cells = done.results;
            cells.push(Cells::of_problems(&done.problems));
            give(&cells)
        },
    )
}

fn tables_of(cells: &[Cells]) -> Result<Vec<Table>, ArrowError> {
    let mut columns: Vec<Columns> =
        tables::ALL.iter().map(|table| Columns::new(table, Recurring::Dictionary)).collect();
    for cells in cells {
        cells.append_to(&mut columns);
    }
    tables::ALL
        .iter()
        .zip(&mut columns)
        .map(|(table, columns)| {
            let batch = columns.finish()?;
            Ok(Table { name: table.name, schema: batch.schema(), batches: vec![batch] })
        })
        .collect()
}

#[pymethods]
impl Stream {
    fn __iter__(stream: PyRef<'_, Self>) -> PyRef<'_, Self> {
        stream
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Vec<Table>>> {
        loop {
            let message = py.detach(|| {
                let receive = self.receive.lock().unwrap_or_else(PoisonError::into_inner);
                receive.as_ref().map(|receive| receive.recv_timeout(PATIENCE))
            });
            match message {
                Some(Ok(Ok(tables))) => return Ok(Some(tables)),
                Some(Ok(Err(failure))) => return Err(crate::raise(failure)),
                Some(Err(RecvTimeoutError::Timeout)) => {
                    if let Err(stop) = py.check_signals() {
                        self.close();
                        return Err(stop);
                    }
                }
                Some(Err(RecvTimeoutError::Disconnected)) | None => return Ok(None),
            }
        }
    }

    /// Stops the line: no chunk comes after those that were taken.
    fn close(&self) {
        self.receive.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}
