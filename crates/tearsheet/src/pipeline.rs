//! Runs records through the whole line: read in one thread, worked on in many, given on in order.
//!
//! Records travel in chunks of bounded size, so memory does not depend on the number of articles, and the order of
//! what comes out is the order of what went in at any number of threads.

use std::fs::File;
use std::io::{self, Read};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use sha2::{Digest, Sha256};
use tearsheet_export::dataset;
use tearsheet_export::ids::content_id;
use tearsheet_ingest::article::hex;
use tearsheet_ingest::record::Records;
use tearsheet_ingest::{Article, Problem, Record, Remark, fold_hash, read};

use crate::Failure;
use crate::inputs::Input;
use crate::stories::{Sketch, Stories};

/// A chunk is full at this many bytes of records.
const CHUNK_BYTES: usize = 4 << 20;
/// A chunk is full at this many records.
const CHUNK_RECORDS: usize = 4096;

/// What the reader hands on.
enum Cut {
    Record(Record),
    Problem(Problem),
    /// The current input has ended.
    End(dataset::Input),
}

/// What one chunk gave, in order.
#[derive(Debug)]
pub struct Done<T> {
    /// What `work` made of each article.
    pub results: Vec<T>,
    /// What could not be read, or was read with loss.
    pub problems: Vec<Problem>,
    /// Inputs that ended in this chunk.
    pub inputs: Vec<dataset::Input>,
    /// Bytes of records in the chunk.
    pub bytes: u64,
    /// Articles in the chunk.
    pub articles: u64,
}

/// Reads `inputs` and gives what `work` makes of each article to `take`, chunk by chunk in order.
///
/// `work` runs on `jobs` threads (0: one for each processor).
///
/// # Errors
/// If `take` fails, its error; reading stops then.
pub fn run<T: Send>(
    inputs: &[Input],
    jobs: usize,
    work: impl Fn(&Article, &[Remark]) -> T + Sync,
    mut take: impl FnMut(Done<T>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs)
        .build()
        .map_err(|error| Failure(format!("cannot start {jobs} threads: {error}")))?;
    let mut seen = Seen::default();
    thread::scope(|scope| {
        let (send, receive) = sync_channel::<Vec<Cut>>(2);
        scope.spawn(move || cut(inputs, &send));
        for chunk in receive {
            take(chunk_done(chunk, &pool, &mut seen, &work))?;
        }
        Ok(())
    })
}

/// What is known of the articles before.
#[derive(Default)]
struct Seen {
    names: Names,
    stories: Stories,
}

/// Ids that were given so far, as hashes: an id that comes again is told apart.
#[derive(Default)]
struct Names {
    seen: FxHashSet<u64>,
}

impl Names {
    /// A name that has not been given before: `id`, or `id` with `~2` and so on.
    fn unique(&mut self, id: &str) -> Option<String> {
        if self.seen.insert(fold_hash_exact(id)) {
            return None;
        }
        (2u32..).map(|n| format!("{id}~{n}")).find(|name| self.seen.insert(fold_hash_exact(name)))
    }
}

/// Article ids differ in case on file systems that tell case apart, so the plain text is hashed, not the folded one.
fn fold_hash_exact(id: &str) -> u64 {
    use std::hash::Hasher as _;
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(id.as_bytes());
    hasher.finish() ^ fold_hash(id).rotate_left(32)
}

fn chunk_done<T: Send>(
    chunk: Vec<Cut>,
    pool: &rayon::ThreadPool,
    seen: &mut Seen,
    work: &(impl Fn(&Article, &[Remark]) -> T + Sync),
) -> Done<T> {
    let mut done =
        Done { results: Vec::new(), problems: Vec::new(), inputs: Vec::new(), bytes: 0, articles: 0 };
    let mut records = Vec::new();
    for cut in chunk {
        match cut {
            Cut::Record(record) => records.push(record),
            Cut::Problem(problem) => done.problems.push(problem),
            Cut::End(input) => done.inputs.push(input),
        }
    }
    done.bytes = records.iter().map(|record| record.bytes.len() as u64).sum();
    let read: Vec<_> = pool.install(|| records.into_par_iter().map(read_record).collect());
    let mut articles = Vec::with_capacity(read.len());
    for outcome in read {
        match outcome {
            Ok(ReadOut { mut article, remarks, place, sketch }) => {
                let own = content_id("c", &[article.sha256()], 0);
                article.set_cluster(seen.stories.cluster(sketch.as_ref(), own));
                if let Some(name) = seen.names.unique(article.id()) {
                    done.problems.push(Problem {
                        source: article.source_name().to_owned(),
                        record: place,
                        problem: "duplicate-id".to_owned(),
                        detail: format!(
                            "the id {:?} was given before; this article is called {name:?}",
                            article.id()
                        ),
                    });
                    article.rename(name);
                }
                for remark in &remarks {
                    if let Remark::Lost { problem, detail } = remark {
                        done.problems.push(Problem {
                            source: article.source_name().to_owned(),
                            record: article.id().to_owned(),
                            problem: (*problem).to_owned(),
                            detail: detail.clone(),
                        });
                    }
                }
                articles.push((article, remarks));
            }
            Err(problem) => done.problems.push(problem),
        }
    }
    done.articles = articles.len() as u64;
    done.results = pool
        .install(|| articles.into_par_iter().map(|(article, remarks)| work(&article, &remarks)).collect());
    done
}

struct ReadOut {
    article: Article,
    remarks: Vec<Remark>,
    place: String,
    sketch: Option<Sketch>,
}

fn read_record(record: Record) -> Result<ReadOut, Problem> {
    match read(&record) {
        Ok((article, remarks)) => {
            let sketch = Sketch::of(&article);
            Ok(ReadOut { article, remarks, place: record.place(), sketch })
        }
        Err(unreadable) => Err(record.problem(unreadable.problem, unreadable.detail)),
    }
}

/// Cuts all inputs into records and sends them in chunks, until the other side hangs up.
fn cut(inputs: &[Input], send: &SyncSender<Vec<Cut>>) {
    let mut chunk = Vec::new();
    let mut bytes = 0;
    for input in inputs {
        let mut hash = Hashing { inner: open(input), hash: Sha256::new(), bytes: 0 };
        let mut count = 0;
        let records = Records::new(&input.name, &input.name, input.format, &mut hash);
        for record in records.with_fields(input.fields.clone()) {
            count += 1;
            chunk.push(match record {
                Ok(record) => {
                    bytes += record.bytes.len();
                    Cut::Record(record)
                }
                Err(problem) => Cut::Problem(problem),
            });
            if bytes >= CHUNK_BYTES || chunk.len() >= CHUNK_RECORDS {
                bytes = 0;
                if send.send(std::mem::take(&mut chunk)).is_err() {
                    return;
                }
            }
        }
        // What was not read, after an error, belongs to the hash of the file all the same; reading it again may fail
        // again, and that has been told.
        let _ = io::copy(&mut hash, &mut io::sink());
        chunk.push(Cut::End(dataset::Input {
            root: input.root.clone(),
            path: input.name.clone(),
            sha256: hex(&hash.hash.finalize()),
            bytes: hash.bytes,
            records: count,
            text_field: input.fields.text.clone(),
            id_field: input.fields.id.clone(),
        }));
    }
    // Nobody listens any more if the other side failed; it has told why.
    let _ = send.send(chunk);
}

fn open(input: &Input) -> Box<dyn Read> {
    match &input.path {
        None => Box::new(io::stdin().lock()),
        Some(path) => match File::open(path) {
            Ok(file) => Box::new(file),
            Err(error) => Box::new(Broken(Some(error))),
        },
    }
}

/// A file that could not be opened: reading it gives the error, where a message is made of it.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

struct Hashing {
    inner: Box<dyn Read>,
    hash: Sha256,
    bytes: u64,
}

impl Read for Hashing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.hash.update(&buffer[..count]);
        self.bytes += count as u64;
        Ok(count)
    }
}
