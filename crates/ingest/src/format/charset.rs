//! Any encoding to UTF-8: by mark, by what a page declares, else by the look of the bytes.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

use crate::draft::Remark;
use crate::open::utf16_of;

/// Text, and what there is to say of how it was decoded.
pub(crate) struct Decoded<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) remark: Option<Remark>,
}

/// Decodes `bytes`; `declared` is the encoding that the record states, believed where the bytes are not UTF-8.
pub(crate) fn decode<'a>(bytes: &'a [u8], declared: Option<&'static Encoding>) -> Decoded<'a> {
    let wide = utf16_of(bytes);
    let unmarked = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if wide.is_none()
        && let Ok(text) = std::str::from_utf8(unmarked)
    {
        return Decoded { text: Cow::Borrowed(text), remark: None };
    }
    let encoding = wide
        .or_else(|| nearly_utf8(unmarked).then_some(UTF_8))
        .or(declared.filter(|encoding| *encoding != UTF_8))
        .unwrap_or_else(|| guess(unmarked));
    let (text, _, lossy) = encoding.decode(unmarked);
    let remark = if lossy {
        let bad = text.matches('\u{fffd}').count();
        Remark::Lost {
            problem: "undecodable-bytes",
            detail: format!("read as {}; {bad} places are not and became U+FFFD", encoding.name()),
        }
    } else {
        Remark::Repaired {
            rule: "encoding",
            at: 0..text.len(),
            detail: format!("read as {}, not UTF-8", encoding.name()),
        }
    };
    Decoded { text, remark: Some(remark) }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // A language shows within this many bytes.
    detector.feed(&bytes[..bytes.len().min(1 << 17)], true);
    detector.guess(None, Utf8Detection::Deny)
}

/// UTF-8 that was damaged in a few places: other encodings hardly ever form its longer sequences by chance.
fn nearly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes[..bytes.len().min(1 << 17)].utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad * 3
}
