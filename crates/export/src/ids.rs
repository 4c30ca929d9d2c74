//! Ids that come from content, never from arrival: the same on every machine and run.

use xxhash_rust::xxh3::Xxh3;

/// An id of the parts' content: `prefix` and 20 hexadecimal digits (80 bits of XXH3).
pub fn content_id(prefix: &str, parts: &[&str], ordinal: u32) -> String {
    let mut hash = Xxh3::new();
    for part in parts {
        hash.update(&(part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.update(&ordinal.to_le_bytes());
    format!("{prefix}{:020x}", hash.digest128() >> 48)
}
