//! Tells the library which sources it was built of, so that a journal of another build is not taken for its own.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash as _, Hasher as _};
use std::path::Path;

/// What decides the rows, beside the version: these folders of these crates, and the versions of all dependencies.
const CRATES: [&str; 4] = ["ingest", "entity-extraction", "export", "tearsheet"];
const FOLDERS: [&str; 3] = ["src", "data", "rules"];
const LOCK: &str = "../../Cargo.lock";

fn main() {
    let mut hash = DefaultHasher::new();
    // A crate that was packed alone has no neighbours; its version says which they are.
    for room in CRATES {
        for folder in FOLDERS {
            add(&Path::new("..").join(room).join(folder), &mut hash);
        }
    }
    add(Path::new(LOCK), &mut hash);
    println!("cargo::rustc-env=TEARSHEET_BUILD={:016x}", hash.finish());
}

fn add(path: &Path, hash: &mut DefaultHasher) {
    if path.is_dir() {
        let Ok(entries) = fs::read_dir(path) else { return };
        let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            add(&path, hash);
        }
    } else if let Ok(bytes) = fs::read(path) {
        println!("cargo::rerun-if-changed={}", path.display());
        path.hash(hash);
        bytes.hash(hash);
    }
}
