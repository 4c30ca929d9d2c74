//! Marks that are no part of the text: emphasis stars, escapes and soft hyphens in plain text.

use std::ops::Range;

/// Whether `source` holds any byte that could be such a mark.
pub(crate) fn may_hold_marks(source: &str) -> bool {
    memchr::memchr3(b'*', b'\\', 0xad, source.as_bytes()).is_some()
}

/// The bytes within `range` that the clean text leaves out, in order.
///
/// A run of one to three stars that opens before a word and the like run that closes after one are emphasis; a
/// backslash before a mark that Markdown escapes is an escape.
pub(crate) fn skips(source: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let bytes = source.as_bytes();
    let mut skips = Vec::new();
    let mut open: Option<Range<usize>> = None;
    let mut at = range.start;
    while at < range.end {
        match bytes[at] {
            b'\\' if at + 1 < range.end && is_escapable(bytes[at + 1]) => {
                skips.push(at..at + 1);
                at += 2;
            }
            b'*' => {
                let end = at + bytes[at..range.end].iter().take_while(|&&byte| byte == b'*').count();
                let before = source[range.start..at].chars().next_back();
                let after = source[end..range.end].chars().next();
                let opens =
                    after.is_some_and(|c| !c.is_whitespace()) && before.is_none_or(|c| !c.is_alphanumeric());
                let closes =
                    before.is_some_and(|c| !c.is_whitespace()) && after.is_none_or(|c| !c.is_alphanumeric());
                if end - at <= 3 {
                    if let Some(start) = open.take_if(|start| closes && start.len() == end - at) {
                        skips.push(start);
                        skips.push(at..end);
                    } else if opens {
                        open = Some(at..end);
                    }
                }
                at = end;
            }
            0xc2 if bytes.get(at + 1) == Some(&0xad) => {
                skips.push(at..at + 2);
                at += 2;
            }
            _ => at += 1,
        }
    }
    // An opening run is noted when its partner is found, after marks between the two.
    skips.sort_unstable_by_key(|skip| skip.start);
    skips
}

fn is_escapable(byte: u8) -> bool {
    matches!(byte, b'$' | b'*' | b'_' | b'#' | b'[' | b']' | b'&' | b'~' | b'`' | b'<' | b'>' | b'|')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn clean(text: &str) -> String {
        let mut out = String::new();
        let mut at = 0;
        for skip in skips(text, 0..text.len()) {
            out.push_str(&text[at..skip.start]);
            at = skip.end;
        }
        out + &text[at..]
    }

    #[test]
    fn emphasis_escapes_and_soft_hyphens_are_left_out() {
        assert_eq!(clean(r"the film *Team* and **more** for \$10"), "the film Team and more for $10");
        assert_eq!(clean("soft\u{ad}ware"), "software");
    }

    #[test]
    fn other_stars_and_strokes_stay() {
        for text in ["5 * 3 * 2", "a footnote*", r"C:\temp", "* note", "rated ***** by", "2*3*4"] {
            assert_eq!(clean(text), text);
        }
    }

    proptest! {
        #[test]
        fn skips_are_in_order_and_on_boundaries(text in "[a* \\\\$é\u{ad}.]{0,40}") {
            let mut at = 0;
            for skip in skips(&text, 0..text.len()) {
                prop_assert!(at <= skip.start && skip.start < skip.end);
                prop_assert!(text.is_char_boundary(skip.start) && text.is_char_boundary(skip.end));
                at = skip.end;
            }
        }
    }
}
