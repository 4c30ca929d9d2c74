//! Ids that come from content, never from arrival: the same on every machine and run.

use xxhash_rust::xxh3::xxh3_128;

/// An id of the parts' content: `prefix` and 20 hexadecimal digits (80 bits of XXH3).
pub fn content_id(prefix: &str, parts: &[&str], ordinal: u32) -> String {
    // The hash takes one stretch of bytes several times faster than pieces.
    let mut content = Vec::with_capacity(parts.iter().map(|part| 8 + part.len()).sum::<usize>() + 4);
    for part in parts {
        content.extend_from_slice(&(part.len() as u64).to_le_bytes());
        content.extend_from_slice(part.as_bytes());
    }
    content.extend_from_slice(&ordinal.to_le_bytes());
    let hash = xxh3_128(&content);
    let mut id = String::with_capacity(prefix.len() + DIGITS);
    id.push_str(prefix);
    let digits = (0..DIGITS).rev().map(|digit| (hash >> (48 + 4 * digit)) as usize & 15);
    id.extend(digits.map(|digit| char::from(b"0123456789abcdef"[digit])));
    id
}

/// Hexadecimal digits of an id.
const DIGITS: usize = 20;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use xxhash_rust::xxh3::Xxh3;

    use super::content_id;

    proptest! {
        /// Ids are a contract with those who keep datasets: this is how the first ones were made.
        #[test]
        fn an_id_is_the_hash_of_lengths_parts_and_ordinal(
            parts in prop::collection::vec("\\PC{0,90}", 0..5), ordinal in any::<u32>()
        ) {
            let mut hash = Xxh3::new();
            for part in &parts {
                hash.update(&(part.len() as u64).to_le_bytes());
                hash.update(part.as_bytes());
            }
            hash.update(&ordinal.to_le_bytes());
            let expected = format!("q{:020x}", hash.digest128() >> 48);
            let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            prop_assert_eq!(content_id("q", &parts, ordinal), expected);
        }
    }
}
