//! A new table of objects for documents whose own is lost: cut off with the end of the file, or wrong since a transfer
//! moved the bytes. (The library behind it gives such documents up.)
//!
//! An object begins with its number, its generation and `obj`; where each stands is all that the table tells. The
//! catalogue is what the last `/Root` names, or the last object of that type.

use std::collections::BTreeMap;
use std::io::Write as _;

use memchr::memmem;

/// The highest number that an object may have; a higher one is a chance find in a picture.
const MOST_OBJECTS: u32 = 8_388_607;

/// Where objects stand, by number: generation and first byte. Of two with one number the later one holds.
type Objects = BTreeMap<u32, (u32, usize)>;

/// The document with a table made anew; nothing if it has no catalogue, or is locked.
pub(super) fn with_new_table(bytes: &[u8]) -> Option<Vec<u8>> {
    let bytes = &bytes[memmem::find(bytes, b"%PDF-")?..];
    if memmem::find(bytes, b"/Encrypt").is_some() {
        return None;
    }
    let objects = objects(bytes);
    let (root, generation) = catalogue(bytes, &objects)?;
    let mut out = bytes.to_vec();
    out.push(b'\n');
    let table = out.len();
    let size = objects.keys().next_back()? + 1;
    out.extend_from_slice(b"xref\n0 1\n0000000000 65535 f \n");
    for (number, (generation, at)) in &objects {
        write!(out, "{number} 1\n{at:010} {generation:05} n \n").ok()?;
    }
    let trailer = format!("trailer<</Size {size}/Root {root} {generation} R>>\nstartxref\n{table}\n%%EOF\n");
    out.extend_from_slice(trailer.as_bytes());
    Some(out)
}

fn objects(bytes: &[u8]) -> Objects {
    let mut objects = Objects::new();
    for at in memmem::find_iter(bytes, b"obj") {
        let Some((generation, start)) = number_before(bytes, at) else { continue };
        let Some((number, start)) = number_before(bytes, start) else { continue };
        if (1..=MOST_OBJECTS).contains(&number) && generation <= 65535 {
            objects.insert(number, (generation, start));
        }
    }
    objects
}

/// The number that ends before `end`, blanks between, and where it begins.
fn number_before(bytes: &[u8], end: usize) -> Option<(u32, usize)> {
    let head = &bytes[end.saturating_sub(24)..end];
    let digits = head.trim_ascii_end();
    let count = digits.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let number = std::str::from_utf8(&digits[digits.len() - count..]).ok()?.parse().ok()?;
    (digits.len() < head.len()).then(|| (number, end - (head.len() - digits.len()) - count))
}

/// Number and generation of the catalogue.
fn catalogue(bytes: &[u8], objects: &Objects) -> Option<(u32, u32)> {
    let named = memmem::rfind_iter(bytes, b"/Root").find_map(|at| reference(&bytes[at + b"/Root".len()..]));
    named.or_else(|| {
        let at = memmem::rfind(bytes, b"/Catalog")?;
        let holder =
            objects.iter().filter(|(_, (_, start))| *start < at).max_by_key(|(_, (_, start))| *start);
        holder.map(|(number, (generation, _))| (*number, *generation))
    })
}

/// Number and generation in a reference: `12 0 R`.
fn reference(bytes: &[u8]) -> Option<(u32, u32)> {
    let text =
        std::str::from_utf8(bytes[..bytes.len().min(24)].split(|byte| !byte.is_ascii()).next()?).ok()?;
    let mut words = text.split_ascii_whitespace();
    let (number, generation) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    words.next()?.starts_with('R').then_some((number, generation))
}
