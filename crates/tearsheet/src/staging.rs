//! Puts a folder in its place whole or not at all.
//!
//! A dataset is written into `.NAME.tearsheet` beside the folder NAME that it will be, and takes its place in one step
//! when it is finished. The lock on that folder keeps two runs from writing one dataset, and goes with the process
//! that holds it: what a killed run left is taken over by the next one, which clears it, or goes on with its journal.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::Failure;

/// The journal of a run, in its folder.
const JOURNAL: &str = ".journal";

/// Unfinished folders of this process, and whether their journals outlive a failure.
static UNFINISHED: Mutex<Vec<(PathBuf, Leave)>> = Mutex::new(Vec::new());

/// What an unfinished run leaves when it ends by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leave {
    /// Nothing; nor does it take anything over.
    Nothing,
    /// Its journal, for a run that goes on with it, as this one does.
    Journal,
}

fn unfinished() -> MutexGuard<'static, Vec<(PathBuf, Leave)>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A folder that takes the place of another when all is done, and goes away otherwise.
#[derive(Debug)]
pub struct Staging {
    target: PathBuf,
    folder: PathBuf,
    /// Held, not read: the lock ends with it.
    _lock: Option<File>,
}

impl Staging {
    /// A new folder for what will be at `target`.
    ///
    /// # Errors
    /// If something else than a dataset is at `target`, if another run writes there, or if the folder cannot be made.
    pub fn new(target: &Path, leave: Leave) -> Result<Self, Failure> {
        // Where the name is a link, the dataset that it leads to is replaced, not the link.
        let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
        let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let parent = match target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        fs::create_dir_all(&parent).map_err(|error| Failure::at(&parent, "cannot make the folder", error))?;
        let folder = parent.join(format!(".{name}.tearsheet"));
        let lock = take(&folder, &target)?;
        let staging = Self { target, folder, _lock: lock };
        unfinished().push((staging.folder.clone(), leave));
        let cannot = |error| Failure::at(&staging.folder, "cannot write in the folder", error);
        empty(&staging.folder, leave).map_err(cannot)?;
        let old = staging.old();
        if old.exists() && !staging.target.exists() {
            // A run was killed between the two renames of `put`.
            fs::rename(&old, &staging.target).map_err(cannot)?;
        }
        if staging.target.exists() && !is_replaceable(&staging.target) {
            return Err(Failure(format!(
                "{}: it exists and is not a dataset of tearsheet; name a new folder with --out, or remove it",
                staging.target.display()
            )));
        }
        Ok(staging)
    }

    /// The folder to write into.
    pub fn path(&self) -> &Path {
        &self.folder
    }

    /// The journal of this run.
    pub fn journal(&self) -> PathBuf {
        self.folder.join(JOURNAL)
    }

    /// The journal that the last finished run kept, beside the dataset.
    pub fn kept_journal(&self) -> PathBuf {
        self.folder.with_extension("tearsheet-journal")
    }

    /// Puts the folder in its place, and the journal of this run beside it if it is to be kept.
    ///
    /// # Errors
    /// If it cannot be renamed; what was there before is left then.
    pub fn publish(self, keep_journal: bool) -> Result<(), Failure> {
        let journal = self.journal();
        if journal.exists() {
            let moved = if keep_journal {
                fs::rename(&journal, self.kept_journal())
            } else {
                fs::remove_file(&journal)
            };
            moved.map_err(|error| Failure::at(&journal, "cannot move or remove the journal", error))?;
        }
        // Held over the rename, so that `abandon` comes before it or after it.
        let mut unfinished = unfinished();
        self.put()
            .map_err(|error| Failure::at(&self.target, "cannot put the dataset in its place", error))?;
        unfinished.retain(|(folder, _)| *folder != self.folder);
        drop(unfinished);
        for old in [&self.folder, &self.old()] {
            if old.exists() {
                fs::remove_dir_all(old)
                    .map_err(|error| Failure::at(old, "cannot remove the old dataset", error))?;
            }
        }
        Ok(())
    }

    fn put(&self) -> io::Result<()> {
        if !self.target.exists() {
            return fs::rename(&self.folder, &self.target);
        }
        if exchange(&self.folder, &self.target).is_ok() {
            return Ok(());
        }
        let old = self.old();
        fs::rename(&self.target, &old)?;
        fs::rename(&self.folder, &self.target).inspect_err(|_| {
            // The old dataset goes back where it was; the first error is the one to tell.
            let _ = fs::rename(&old, &self.target);
        })
    }

    fn old(&self) -> PathBuf {
        self.folder.with_extension("tearsheet-old")
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        let mut unfinished = unfinished();
        if let Some(at) = unfinished.iter().position(|(folder, _)| *folder == self.folder) {
            let (folder, leave) = unfinished.swap_remove(at);
            // Nothing more can be done about a folder that will not go.
            let _ = give_up(&folder, leave);
        }
    }
}

/// Removes all unfinished folders of this process, for a process that is about to end. While the guard lives, nothing
/// is published and no run ends.
pub fn abandon() -> impl Sized {
    let unfinished = unfinished();
    for (folder, leave) in unfinished.iter() {
        // Other threads may still be adding files.
        let gone = (0..20).any(|_| give_up(folder, *leave).is_ok() || !folder.exists());
        debug_assert!(gone || folder.exists(), "what is not gone is there");
    }
    unfinished
}

/// Removes an unfinished folder, or all of it but its journal.
fn give_up(folder: &Path, leave: Leave) -> io::Result<()> {
    if leave == Leave::Journal && folder.join(JOURNAL).exists() {
        empty(folder, leave)
    } else {
        fs::remove_dir_all(folder)
    }
}

/// Makes `folder` and locks it, or takes over one that nobody has locked.
fn take(folder: &Path, target: &Path) -> Result<Option<File>, Failure> {
    let cannot = |error| Failure::at(folder, "cannot make the folder", error);
    loop {
        fs::create_dir_all(folder).map_err(cannot)?;
        let Some(lock) = open_folder(folder).map_err(cannot)? else { return Ok(None) };
        match lock.try_lock() {
            Ok(()) if is_same(&lock, folder) => return Ok(Some(lock)),
            // The one who had it has finished in between.
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => {
                return Err(Failure(format!(
                    "{}: another run of tearsheet is writing there; wait for its end, or name another folder with --out",
                    target.display()
                )));
            }
            // Some network file systems know no locks; one writer at a time is then the user's to see to.
            Err(fs::TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                return Ok(None);
            }
            Err(fs::TryLockError::Error(error)) => return Err(cannot(error)),
        }
    }
}

#[cfg(unix)]
fn open_folder(folder: &Path) -> io::Result<Option<File>> {
    match File::open(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            File::open(folder).map(Some)
        }
        opened => opened.map(Some),
    }
}

/// Other systems cannot open folders as files, nor rename open ones.
#[cfg(not(unix))]
fn open_folder(_: &Path) -> io::Result<Option<File>> {
    Ok(None)
}

#[cfg(unix)]
fn is_same(lock: &File, folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let id = |meta: fs::Metadata| (meta.dev(), meta.ino());
    matches!((lock.metadata().map(id), fs::metadata(folder).map(id)), (Ok(one), Ok(other)) if one == other)
}

#[cfg(not(unix))]
fn is_same(_: &File, _: &Path) -> bool {
    true
}

/// Lets two folders change places in one step, where the system can.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

fn empty(folder: &Path, leave: Leave) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if leave == Leave::Journal && entry.file_name() == JOURNAL {
            continue;
        }
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn is_replaceable(target: &Path) -> bool {
    target.join("datapackage.json").is_file() && target.join("manifest.json").is_file()
        || fs::read_dir(target).is_ok_and(|mut entries| entries.next().is_none())
}
