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
use tearsheet_ingest::record::{Records, Unreadable};
use tearsheet_ingest::{Article, Problem, Record, Remark, fold_hash, read};

use crate::Failure;
use crate::inputs::Input;
use crate::memory::{Kept, Known, Memory, Nothing, Place};
use crate::stories::Stories;

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
    take: impl FnMut(Done<T>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    run_remembering(inputs, jobs, &Nothing, work, take)
}

/// As [`run`]; articles that `memory` knows are not read and worked on again, and the others are given to it.
///
/// # Errors
/// If `take` fails, its error; reading stops then.
pub fn run_remembering<T: Send, M: Memory<T>>(
    inputs: &[Input],
    jobs: usize,
    memory: &M,
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
            take(chunk_done(chunk, &pool, &mut seen, memory, &work))?;
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

impl Seen {
    /// Tells an article from those before; what there is to say of it goes to `problems`. `line` is its place in its
    /// source.
    fn place(&mut self, known: &Known, line: String, problems: &mut Vec<Problem>) -> Place {
        let own = content_id("c", &[&known.sha256], 0);
        let cluster = self.stories.cluster(known.sketch.as_ref(), own);
        let mut problem = |record, problem: &str, detail: String| {
            let (source, problem) = (known.source.clone(), problem.to_owned());
            problems.push(Problem { source, record, problem, detail });
        };
        let name = match self.names.unique(&known.id) {
            None => known.id.clone(),
            Some(name) => {
                let detail =
                    format!("the id {:?} was given before; this article is called {name:?}", known.id);
                problem(line, "duplicate-id", detail);
                name
            }
        };
        for (lost, detail) in &known.lost {
            problem(name.clone(), lost, detail.clone());
        }
        Place { name, cluster }
    }
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

fn chunk_done<T: Send, M: Memory<T>>(
    chunk: Vec<Cut>,
    pool: &rayon::ThreadPool,
    seen: &mut Seen,
    memory: &M,
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
    let met: Vec<_> =
        pool.install(|| records.into_par_iter().map(|record| Met::with(record, memory)).collect());
    let mut placed = Vec::with_capacity(met.len());
    for outcome in met {
        match outcome {
            Ok(met) => placed.push((seen.place(met.known(), met.line(), &mut done.problems), met)),
            Err(problem) => done.problems.push(problem),
        }
    }
    let results: Vec<_> =
        pool.install(|| placed.into_par_iter().map(|(place, met)| met.finish(place, memory, work)).collect());
    for result in results {
        match result {
            Ok(result) => done.results.push(result),
            Err(problem) => done.problems.push(problem),
        }
    }
    done.articles = done.results.len() as u64;
    done
}

/// A record after it was read, or recognised as one that an earlier run has worked on.
enum Met<T> {
    Read { key: u128, known: Known, article: Box<Article>, remarks: Vec<Remark>, line: String },
    Recalled { key: u128, kept: Kept<T>, record: Record },
}

impl<T> Met<T> {
    fn with<M: Memory<T>>(record: Record, memory: &M) -> Result<Self, Problem> {
        let key = memory.key(&record);
        if let Some(kept) = memory.recall(key) {
            return Ok(Self::Recalled { key, kept, record });
        }
        match read(&record) {
            Ok((article, remarks)) => {
                let known = Known::of(&article, &remarks);
                let (article, line) = (Box::new(article), record.place());
                Ok(Self::Read { key, known, article, remarks, line })
            }
            Err(unreadable) => Err(problem_with(&record, unreadable)),
        }
    }

    fn known(&self) -> &Known {
        match self {
            Self::Read { known, .. } => known,
            Self::Recalled { kept, .. } => &kept.known,
        }
    }

    /// Where the record lies in its source.
    fn line(&self) -> String {
        match self {
            Self::Read { line, .. } => line.clone(),
            Self::Recalled { record, .. } => record.place(),
        }
    }

    /// What `work` makes of the article at `place`. A recalled record is read again where it stands among others
    /// than before.
    fn finish<M: Memory<T>>(
        self,
        place: Place,
        memory: &M,
        work: &impl Fn(&Article, &[Remark]) -> T,
    ) -> Result<T, Problem> {
        let (key, known, mut article, remarks) = match self {
            Self::Read { key, known, article, remarks, .. } => (key, known, *article, remarks),
            Self::Recalled { key, kept, .. } if kept.place == place => {
                memory.keep(key, &kept.known, &kept.place, &kept.result);
                return Ok(kept.result);
            }
            Self::Recalled { key, kept, record } => {
                let (article, remarks) =
                    read(&record).map_err(|unreadable| problem_with(&record, unreadable))?;
                (key, kept.known, article, remarks)
            }
        };
        article.set_cluster(place.cluster.clone());
        article.rename(place.name.clone());
        let result = work(&article, &remarks);
        memory.keep(key, &known, &place, &result);
        Ok(result)
    }
}

fn problem_with(record: &Record, unreadable: Unreadable) -> Problem {
    record.problem(unreadable.problem, unreadable.detail)
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
    if let Some(bytes) = &input.memory {
        return Box::new(io::Cursor::new(bytes.clone()));
    }
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
