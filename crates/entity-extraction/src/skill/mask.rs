//! Stretches that name no skill whatever they spell: addresses, paths, code.

/// How far from a match the chunk around it is looked at, in bytes: keeps the work linear on texts without blanks.
const REACH: usize = 96;

/// Whether the chunk between blanks that holds `start..end` is an address, a path or code.
///
/// yields: `http://java.sun.com/docs`, `/usr/lib/python`, `C:\Ruby\bin`, `me@rails.org`, `std::sort()`, `$.ajax`
/// refuses: `C/C++`, `HTTP/HTTPS`, `(Java,`, `JavaScript/jQuery.`
pub(super) fn is_masked(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let from = start.saturating_sub(REACH);
    let to = (end + REACH).min(bytes.len());
    // Square and angle brackets close an address in: `[Slack](https://...)`.
    let ends_chunk = |byte: &u8| byte.is_ascii_whitespace() || b"[]<>".contains(byte);
    let left = bytes[from..start].iter().rposition(ends_chunk).map_or(from, |at| from + at + 1);
    let right = bytes[end..to].iter().position(ends_chunk).map_or(to, |at| end + at);
    let chunk = &bytes[left..right];
    if chunk.len() == end - start {
        return false;
    }
    let before = &bytes[left..start];
    let after = &bytes[end..right];
    let has = |needle: &[u8]| chunk.windows(needle.len()).any(|window| window == needle);
    if has(b"://") || has(b"\\") || has(b"::") || has(b"->") || has(b"()") || has(b"=\"") || has(b"='") {
        return true;
    }
    let opened: &[u8] = before.strip_prefix(b"(").or_else(|| before.strip_prefix(b"\"")).unwrap_or(before);
    let first_is = |marks: &[u8]| opened.first().is_some_and(|byte| marks.contains(byte));
    let in_address =
        chunk.iter().position(|&byte| byte == b'@').is_some_and(|at| chunk[at..].contains(&b'.'));
    let path = opened.starts_with(b"www.") || first_is(b"/~$") || opened.starts_with(b"./");
    let slashes = chunk.iter().filter(|&&byte| byte == b'/').count();
    // `lib/jquery.js`, `and/or/java`: slashes between lower-case parts, one of them a file.
    let file =
        slashes > 0 && after.first() == Some(&b'.') && after.get(1).is_some_and(u8::is_ascii_lowercase);
    let deep = slashes > 2 && !chunk.iter().any(u8::is_ascii_uppercase);
    let code = before.last().is_some_and(|byte| b"_$@".contains(byte))
        || after.first().is_some_and(|byte| b"_={".contains(byte) && after.len() > 1)
        || (before.last() == Some(&b'.')
            && before.len() > 1
            && before[before.len() - 2].is_ascii_alphanumeric());
    in_address || path || file || deep || code
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str, name: &str) -> bool {
        let start = text.find(name).expect("the name is in the text");
        is_masked(text, start, start + name.len())
    }

    #[test]
    fn masks_addresses_paths_and_code() {
        for (text, name) in [
            ("see http://java.sun.com/docs for", "java"),
            ("in /usr/lib/python now", "python"),
            (r"C:\Ruby\bin", "Ruby"),
            ("me@rails.org", "rails"),
            ("call $.ajax first", "ajax"),
            ("load lib/jquery.js here", "jquery"),
        ] {
            assert!(masked(text, name), "{text}");
        }
    }

    #[test]
    fn leaves_slashed_pairs_and_brackets() {
        for (text, name) in [
            ("in C/C++, and", "C++"),
            ("HTTP/HTTPS.", "HTTPS"),
            ("(Java, Ruby)", "Java"),
            ("JavaScript/jQuery.", "jQuery"),
            ("Python.", "Python"),
            ("like [Slack](https://slack.com/), and", "Slack"),
        ] {
            assert!(!masked(text, name), "{text}");
        }
    }
}
