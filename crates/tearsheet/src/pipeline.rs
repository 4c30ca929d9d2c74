//! Runs records through the whole line: cut in one thread, read and worked on in many, given on in order.
//!
//! Records travel in chunks of bounded size, and only so much of them is under way at once, so memory does not depend
//! on the number of articles. What depends on the articles before (names, copies of a story) is settled by one thread
//! at a time in the order of the chunks; what comes out is in the order of what went in, at any number of threads.

mod flow;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use flow::{Budget, OnPanic, Turns};
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

/// A chunk is full at this many bytes of records: small enough that its articles stay in the cache.
const CHUNK_BYTES: usize = 1 << 18;
/// A chunk is full at this many records.
const CHUNK_RECORDS: usize = 1024;
/// So many bytes of what was found are remembered at once: what a killed run may lose for each worker.
const KEPT_AT_ONCE: usize = 1 << 14;
/// Chunks for each worker that may be under way.
const CHUNKS_AHEAD: usize = 8;

/// What the reader hands on.
enum Cut {
    Record(Record),
    Problem(Problem),
    /// The current input has ended.
    End(dataset::Input),
}

/// Records on their way to a worker.
struct Chunk {
    /// Place in the order of chunks, from 0.
    number: usize,
    /// What it takes of the budget.
    cost: usize,
    cuts: Vec<Cut>,
}

/// What a worker tells the thread that gives on.
enum Told<T> {
    Done { number: usize, cost: usize, done: Done<T> },
    Panicked,
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
    take: impl FnMut(Done<T>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let jobs = match jobs {
        0 => thread::available_parallelism().map_or(1, NonZero::get),
        jobs => jobs,
    };
    let budget = Budget::new(jobs * CHUNKS_AHEAD * CHUNK_BYTES);
    let turns = Turns::default();
    let (chunks, waiting) = channel();
    let waiting = Mutex::new(waiting);
    let (tell, told) = channel();
    thread::scope(|scope| {
        let cutter = Cutter { budget: &budget, chunks, number: 0, bytes: 0, cuts: Vec::new() };
        scope.spawn(move || cutter.run(inputs));
        for _ in 0..jobs {
            let tell = tell.clone();
            scope.spawn({
                let (waiting, turns, work) = (&waiting, &turns, &work);
                move || worker(waiting, turns, memory, work, &tell)
            });
        }
        drop(tell);
        in_order(told, &budget, take)
    })
}

/// Works on chunks until there are no more, or nobody wants what they give.
fn worker<T: Send, M: Memory<T>>(
    waiting: &Mutex<Receiver<Chunk>>,
    turns: &Turns<Seen>,
    memory: &M,
    work: &(impl Fn(&Article, &[Remark]) -> T + Sync),
    tell: &Sender<Told<T>>,
) {
    let _guard = OnPanic(|| _ = tell.send(Told::Panicked));
    let mut entries = Vec::new();
    loop {
        let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Chunk { number, cost, cuts }) = next else { return };
        let ticket = turns.ticket(number);
        let (mut done, met) = read_chunk(cuts, memory);
        let placed = ticket.with(|seen| seen.settle(met, &mut done.problems));
        entries.clear();
        done.results.reserve_exact(placed.len());
        for (place, met) in placed {
            match met.finish(place, memory, &mut entries, work) {
                Ok(result) => done.results.push(result),
                Err(problem) => done.problems.push(problem),
            }
            if entries.len() >= KEPT_AT_ONCE {
                memory.keep(&entries);
                entries.clear();
            }
        }
        memory.keep(&entries);
        done.articles = done.results.len() as u64;
        if tell.send(Told::Done { number, cost, done }).is_err() {
            return;
        }
    }
}

/// Gives what the workers tell to `take`, in the order of the chunks.
fn in_order<T>(
    told: Receiver<Told<T>>,
    budget: &Budget,
    mut take: impl FnMut(Done<T>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    // Reading stops when this ends, however it ends.
    let _closes = budget.closes();
    let mut early = BTreeMap::new();
    let mut next = 0;
    for told in told {
        // The end of the scope brings the panic of the worker to light.
        let Told::Done { number, cost, done } = told else { return Ok(()) };
        early.insert(number, (cost, done));
        while let Some((cost, done)) = early.remove(&next) {
            take(done)?;
            budget.give_back(cost);
            next += 1;
        }
    }
    Ok(())
}

/// What is known of the articles before.
#[derive(Default)]
struct Seen {
    names: Names,
    stories: Stories,
}

impl Seen {
    /// Places the articles of a chunk, whose turn has come.
    fn settle<T>(
        &mut self,
        met: Vec<Result<Met<T>, Problem>>,
        problems: &mut Vec<Problem>,
    ) -> Vec<(Place, Met<T>)> {
        let mut placed = Vec::with_capacity(met.len());
        for outcome in met {
            match outcome {
                Ok(met) => placed.push((self.place(met.known(), met.line(), problems), met)),
                Err(problem) => problems.push(problem),
            }
        }
        placed
    }

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

/// Reads the records of a chunk; what has no article is put down at once.
fn read_chunk<T, M: Memory<T>>(cuts: Vec<Cut>, memory: &M) -> (Done<T>, Vec<Result<Met<T>, Problem>>) {
    let mut done =
        Done { results: Vec::new(), problems: Vec::new(), inputs: Vec::new(), bytes: 0, articles: 0 };
    let mut met = Vec::with_capacity(cuts.len());
    for cut in cuts {
        match cut {
            Cut::Record(record) => {
                done.bytes += record.bytes.len() as u64;
                met.push(Met::with(record, memory));
            }
            Cut::Problem(problem) => done.problems.push(problem),
            Cut::End(input) => done.inputs.push(input),
        }
    }
    (done, met)
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

    /// What `work` makes of the article at `place`, noted in `entries`. A recalled record is read again where it
    /// stands among others than before.
    fn finish<M: Memory<T>>(
        self,
        place: Place,
        memory: &M,
        entries: &mut Vec<u8>,
        work: &impl Fn(&Article, &[Remark]) -> T,
    ) -> Result<T, Problem> {
        let (key, known, mut article, remarks) = match self {
            Self::Read { key, known, article, remarks, .. } => (key, known, *article, remarks),
            Self::Recalled { key, kept, .. } if kept.place == place => {
                memory.note(entries, key, &kept.known, &kept.place, &kept.result);
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
        memory.note(entries, key, &known, &place, &result);
        Ok(result)
    }
}

fn problem_with(record: &Record, unreadable: Unreadable) -> Problem {
    record.problem(unreadable.problem, unreadable.detail)
}

/// Cuts inputs into records and sends them in chunks.
struct Cutter<'a> {
    budget: &'a Budget,
    chunks: Sender<Chunk>,
    /// Chunks sent.
    number: usize,
    /// Bytes of the records in `cuts`.
    bytes: usize,
    cuts: Vec<Cut>,
}

impl Cutter<'_> {
    /// Cuts all inputs, until the other side wants no more.
    fn run(mut self, inputs: &[Input]) {
        for input in inputs {
            let mut hash = Hashing { inner: open(input), hash: Sha256::new(), bytes: 0 };
            let mut count = 0;
            let records = Records::new(&input.name, &input.name, input.format, &mut hash);
            for record in records.with_fields(input.fields.clone()) {
                count += 1;
                self.cuts.push(match record {
                    Ok(record) => {
                        self.bytes += record.bytes.len();
                        Cut::Record(record)
                    }
                    Err(problem) => Cut::Problem(problem),
                });
                let is_full = self.bytes >= CHUNK_BYTES || self.cuts.len() >= CHUNK_RECORDS;
                if is_full && !self.send() {
                    return;
                }
            }
            // What was not read, after an error, belongs to the hash of the file all the same; reading it again may
            // fail again, and that has been told.
            let _ = io::copy(&mut hash, &mut io::sink());
            self.cuts.push(Cut::End(dataset::Input {
                root: input.root.clone(),
                path: input.name.clone(),
                sha256: hex(&hash.hash.finalize()),
                bytes: hash.bytes,
                records: count,
                text_field: input.fields.text.clone(),
                id_field: input.fields.id.clone(),
            }));
        }
        self.send();
    }

    /// Sends what has gathered, as soon as there is room for it. Says whether anybody still wants more.
    fn send(&mut self) -> bool {
        let cost = self.bytes + self.cuts.len() * size_of::<Cut>();
        self.bytes = 0;
        let chunk = Chunk { number: self.number, cost, cuts: std::mem::take(&mut self.cuts) };
        self.number += 1;
        self.budget.take(cost) && self.chunks.send(chunk).is_ok()
    }
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
