//! What was found in each article, as a file: what lets a run go on where a killed one stopped, and lets a later run
//! read only what is new or changed.
//!
//! The file begins with the configuration; articles follow in the order in which they were finished, each as one
//! checked entry (some are written at once) under the hash of its record. An entry that is not whole ends what is taken from a file. A journal
//! only spares work: without it, or with one of another configuration, a run gives the same dataset.

use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;
use tearsheet_ingest::Record;
use tearsheet_ingest::record::Part;
use xxhash_rust::xxh3::{Xxh3, xxh3_64_with_seed};

use crate::memory::{Kept, Known, Memory, Place};
use crate::stories::Sketch;

/// What a journal begins with; the hash of the configuration follows.
const MAGIC: &[u8; 20] = b"tearsheet journal 1\n";
/// Before each entry: its key, its length, its check.
const HEAD: usize = 16 + 8 + 8;
/// What a loss of power may cost at most.
const UNSAFE_FOR: Duration = Duration::from_secs(2);

/// A result that a journal can keep: as stretches of bytes, and back.
pub trait Stored: Sized {
    /// Gives the stretches that it consists of to `add`.
    fn parts(&self, add: &mut dyn FnMut(&[u8]));

    /// The result that consists of `parts`; nothing if they are not what [`Self::parts`] gives.
    fn from_parts(parts: &[&[u8]]) -> Option<Self>;
}

/// A journal being written, with what older ones know.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    known: Vec<Old>,
    new: Mutex<New>,
    recalled: AtomicU64,
}

/// An older journal, or the part of this one that was there at the beginning.
#[derive(Debug)]
struct Old {
    file: Mutex<File>,
    entries: FxHashMap<u128, Entry>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    at: u64,
    length: u64,
}

#[derive(Debug)]
struct New {
    /// Nothing once it could not be written.
    file: Option<File>,
    synced: Instant,
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Journal {
    /// Goes on with the journal at `path`, or begins it, for runs with `configuration` (a hash); what the journal at
    /// `older` knows is known too.
    ///
    /// # Errors
    /// If the file cannot be made.
    pub fn open(path: &Path, older: Option<&Path>, configuration: &[u8; 32]) -> io::Result<Self> {
        let mut known = Vec::new();
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        let (entries, end) = scan(&file, configuration)?;
        file.set_len(end)?;
        file.seek(SeekFrom::Start(end))?;
        if end == 0 {
            file.write_all(MAGIC)?;
            file.write_all(configuration)?;
        }
        known.push(Old { file: Mutex::new(File::open(path)?), entries });
        // An older journal that cannot be read spares nothing, which is no failure.
        if let Some(older) = older
            && let Ok(file) = File::open(older)
            && let Ok((entries, _)) = scan(&file, configuration)
        {
            known.push(Old { file: Mutex::new(file), entries });
        }
        let new = Mutex::new(New { file: Some(file), synced: Instant::now() });
        Ok(Self { path: path.to_owned(), known, new, recalled: AtomicU64::new(0) })
    }

    /// Number of articles known at the beginning.
    pub fn len(&self) -> usize {
        self.known.iter().map(|old| old.entries.len()).sum()
    }

    /// Whether nothing was known at the beginning.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of articles that were asked for and known.
    pub fn recalled(&self) -> u64 {
        self.recalled.load(Ordering::Relaxed)
    }

    /// Sees to it that even a loss of power leaves what was kept until a moment ago.
    pub fn sync(&self) {
        let mut new = held(&self.new);
        if new.synced.elapsed() > UNSAFE_FOR {
            let synced = new.file.as_ref().map_or(Ok(()), File::sync_data);
            self.give_way(&mut new, synced);
            new.synced = Instant::now();
        }
    }

    /// Where a journal cannot be written, a disk is full more often than not: the room is the dataset's.
    fn give_way(&self, new: &mut New, written: io::Result<()>) {
        if written.is_err() {
            new.file = None;
            // Nothing more can be done about a file that will not go.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// The entries of a journal with `configuration`, and where the last whole one ends: 0 in any other file.
fn scan(file: &File, configuration: &[u8; 32]) -> io::Result<(FxHashMap<u128, Entry>, u64)> {
    let mut entries = FxHashMap::default();
    let size = file.metadata()?.len();
    let mut file = BufReader::with_capacity(1 << 18, file);
    let mut begin = [0; MAGIC.len() + 32];
    if file.read_exact(&mut begin).is_err()
        || begin[..MAGIC.len()] != *MAGIC
        || begin[MAGIC.len()..] != *configuration
    {
        return Ok((entries, 0));
    }
    let mut at = begin.len() as u64;
    let (mut head, mut payload) = ([0; HEAD], Vec::new());
    while file.read_exact(&mut head).is_ok() {
        let key = u128::from_le_bytes(head[..16].try_into().unwrap_or_default());
        let length = u64::from_le_bytes(head[16..24].try_into().unwrap_or_default());
        let check = u64::from_le_bytes(head[24..].try_into().unwrap_or_default());
        let start = at + HEAD as u64;
        if length > size.saturating_sub(start) {
            break;
        }
        payload.resize(length as usize, 0);
        if file.read_exact(&mut payload).is_err() || check_of(key, &payload) != check {
            break;
        }
        entries.insert(key, Entry { at: start, length });
        at = start + length;
    }
    Ok((entries, at))
}

fn check_of(key: u128, payload: &[u8]) -> u64 {
    xxh3_64_with_seed(payload, key as u64 ^ (key >> 64) as u64)
}

impl<T: Stored> Memory<T> for Journal {
    fn key(&self, record: &Record) -> u128 {
        let mut hash = Xxh3::new();
        let (part, number) = match record.part {
            Part::Whole => ("whole", 0),
            Part::Line(number) => ("line", number),
            Part::Entry(number) => ("entry", number),
        };
        let fields = [record.fields.text.as_deref(), record.fields.id.as_deref(), record.address.as_deref()];
        let format = record.format as u8;
        for part in [record.source.as_bytes(), record.name.as_bytes(), part.as_bytes(), &[format]] {
            hash.update(&(part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        hash.update(&number.to_le_bytes());
        for field in fields {
            hash.update(&field.map_or(u64::MAX, |field| field.len() as u64).to_le_bytes());
            hash.update(field.unwrap_or_default().as_bytes());
        }
        hash.update(&record.bytes);
        hash.digest128()
    }

    fn recall(&self, key: u128) -> Option<Kept<T>> {
        let payload = self.known.iter().find_map(|old| {
            let entry = *old.entries.get(&key)?;
            let mut payload = vec![0; usize::try_from(entry.length).ok()?];
            let mut file = held(&old.file);
            file.seek(SeekFrom::Start(entry.at)).ok()?;
            file.read_exact(&mut payload).ok()?;
            Some(payload)
        })?;
        let kept = kept(&payload)?;
        self.recalled.fetch_add(1, Ordering::Relaxed);
        Some(kept)
    }

    fn note(&self, entries: &mut Vec<u8>, key: u128, known: &Known, place: &Place, result: &T) {
        if self.known.first().is_some_and(|own| own.entries.contains_key(&key)) {
            return;
        }
        let head = entries.len();
        entries.extend_from_slice(&[0; HEAD]);
        push_payload(entries, known, place, result);
        let payload = &entries[head + HEAD..];
        let (length, check) = (payload.len() as u64, check_of(key, payload));
        let head = &mut entries[head..head + HEAD];
        head[..16].copy_from_slice(&key.to_le_bytes());
        head[16..24].copy_from_slice(&length.to_le_bytes());
        head[24..].copy_from_slice(&check.to_le_bytes());
    }

    fn keep(&self, entries: &[u8]) {
        let mut new = held(&self.new);
        let written = new.file.as_mut().map_or(Ok(()), |file| file.write_all(entries));
        self.give_way(&mut new, written);
    }
}

fn push_payload<T: Stored>(bytes: &mut Vec<u8>, known: &Known, place: &Place, result: &T) {
    let mut add = |part: &[u8]| {
        bytes.extend_from_slice(&(part.len() as u64).to_le_bytes());
        bytes.extend_from_slice(part);
    };
    let sketch = known.sketch.as_ref().map(Sketch::to_bytes).unwrap_or_default();
    for part in [&known.id, &known.source, &known.sha256, &place.name, &place.cluster] {
        add(part.as_bytes());
    }
    add(&sketch);
    add(&(known.lost.len() as u64).to_le_bytes());
    for (problem, detail) in &known.lost {
        add(problem.as_bytes());
        add(detail.as_bytes());
    }
    result.parts(&mut add);
}

fn kept<T: Stored>(payload: &[u8]) -> Option<Kept<T>> {
    let mut rest = payload;
    let mut parts = Vec::new();
    while let Some((length, more)) = rest.split_first_chunk() {
        let (part, more) = more.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
        parts.push(part);
        rest = more;
    }
    let (&[id, source, sha256, name, cluster, sketch, losses], mut parts) = parts.split_first_chunk()?;
    let text = |part: &[u8]| String::from_utf8(part.to_vec()).ok();
    let mut lost = Vec::new();
    for _ in 0..u64::from_le_bytes(losses.try_into().ok()?) {
        let (&[problem, detail], more) = parts.split_first_chunk()?;
        lost.push((text(problem)?, text(detail)?));
        parts = more;
    }
    let sketch = if sketch.is_empty() { None } else { Some(Sketch::from_bytes(sketch)?) };
    Some(Kept {
        known: Known { id: text(id)?, source: text(source)?, sha256: text(sha256)?, sketch, lost },
        place: Place { name: text(name)?, cluster: text(cluster)? },
        result: T::from_parts(parts)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Eq)]
    struct Word(String);

    impl Stored for Word {
        fn parts(&self, add: &mut dyn FnMut(&[u8])) {
            add(self.0.as_bytes());
        }

        fn from_parts(parts: &[&[u8]]) -> Option<Self> {
            let [part] = parts else { return None };
            Some(Self(String::from_utf8(part.to_vec()).ok()?))
        }
    }

    fn known(id: &str) -> (Known, Place) {
        let known = Known {
            id: id.to_owned(),
            source: "in.jsonl".to_owned(),
            sha256: "00".to_owned(),
            sketch: None,
            lost: vec![("unread-date".to_owned(), "“soon”".to_owned())],
        };
        (known, Place { name: format!("{id}~2"), cluster: "c1".to_owned() })
    }

    fn write(path: &Path, keys: std::ops::Range<u128>) {
        let journal = Journal::open(path, None, &[1; 32]).unwrap();
        let mut entries = Vec::new();
        for key in keys {
            let (known, place) = known(&key.to_string());
            journal.note(&mut entries, key, &known, &place, &Word(format!("word {key}")));
        }
        Memory::<Word>::keep(&journal, &entries);
    }

    fn recalled(journal: &Journal, key: u128) -> Option<Kept<Word>> {
        journal.recall(key)
    }

    #[test]
    fn what_is_kept_is_recalled_by_the_next_journal() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal");
        write(&path, 0..3);
        write(&path, 3..5);
        let journal = Journal::open(&path, None, &[1; 32]).unwrap();
        assert_eq!(journal.len(), 5);
        let (known, place) = known("4");
        assert_eq!(recalled(&journal, 4), Some(Kept { known, place, result: Word("word 4".to_owned()) }));
        assert_eq!(recalled(&journal, 5), None);
    }

    #[test]
    fn a_cut_or_changed_entry_and_all_behind_it_are_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal");
        write(&path, 0..3);
        let whole = std::fs::read(&path).unwrap();
        for length in MAGIC.len() + 32..whole.len() {
            std::fs::write(&path, &whole[..length]).unwrap();
            let journal = Journal::open(&path, None, &[1; 32]).unwrap();
            assert!(journal.len() < 3);
            assert!((0..journal.len()).all(|key| recalled(&journal, key as u128).is_some()));
        }
        let mut changed = whole.clone();
        *changed.last_mut().unwrap() ^= 1;
        std::fs::write(&path, changed).unwrap();
        assert_eq!(Journal::open(&path, None, &[1; 32]).unwrap().len(), 2);
    }

    #[test]
    fn another_configuration_begins_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal");
        write(&path, 0..3);
        assert!(Journal::open(&path, None, &[2; 32]).unwrap().is_empty());
        assert!(Journal::open(&path, None, &[1; 32]).unwrap().is_empty());
    }
}
