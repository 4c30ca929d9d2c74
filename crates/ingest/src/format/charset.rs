//! Any encoding to UTF-8: by mark, by what a page declares, else by the look of the bytes.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

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
    let guessed = detector.guess(None, Utf8Detection::Deny);
    if guessed.is_single_byte() && is_western(bytes) { WINDOWS_1252 } else { guessed }
}

/// Letters of ASCII to one other byte, from which on a text is in a language that gets by with ASCII, as English does;
/// Polish or Turkish has ten to twenty.
const RARE: usize = 50;

/// Whether windows-1252, by far the most common, fits a text whose few other bytes tell no language: the `£` of a
/// price is not the `Ł` of windows-1250, which a guess by frequencies may take it for.
fn is_western(bytes: &[u8]) -> bool {
    let bytes = &bytes[..bytes.len().min(1 << 17)];
    let letters = bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    let others = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let is_letter = |at: Option<&u8>| at.is_some_and(u8::is_ascii_alphabetic);
    let speaks_against = |at: usize| match bytes[at] {
        0x81 | 0x8d | 0x8f | 0x90 | 0x9d => true,
        // Signs, which stand in no word; in other encodings these are letters.
        0xa1..=0xbf | 0xd7 | 0xf7 => is_letter(bytes.get(at.wrapping_sub(1))) && is_letter(bytes.get(at + 1)),
        _ => false,
    };
    letters > others * RARE && !(0..bytes.len()).any(speaks_against)
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

#[cfg(test)]
mod tests {
    use encoding_rs::{WINDOWS_1250, WINDOWS_1251, WINDOWS_1254};

    use super::*;

    #[test]
    fn a_text_is_read_in_the_encoding_that_it_was_written_in() {
        let english =
            "The ferry line paid for its new ships in cash, which few of its rivals on that coast can do. ";
        let mixed = |sentence: &str| format!("{}{sentence}{}", english.repeat(3), english.repeat(3));
        for (encoding, text) in [
            (WINDOWS_1252, mixed("It cost £23m, or ¥4.4bn, and 30° of frost delayed it. ")),
            (WINDOWS_1252, mixed("It sails from Bodø to Tromsø, said Søren Ås. ")),
            (
                WINDOWS_1252,
                "Der Umsatz stieg um 4 % auf 12 Mio. €, sagte der Geschäftsführer in Köln.".to_owned(),
            ),
            (WINDOWS_1250, mixed("It sails from Gdańsk, where Stocznia Motława built it. ")),
            (
                WINDOWS_1250,
                "Spółka z Łodzi sprzedała młyn za dwanaście milionów złotych, podał zarząd.".to_owned(),
            ),
            (WINDOWS_1251, "Завод продал мельницу за двенадцать миллионов, сообщила компания.".to_owned()),
            (
                WINDOWS_1254,
                "Şirket geçen yıl İzmir’deki değirmeni on iki milyon liraya sattığını açıkladı.".to_owned(),
            ),
        ] {
            assert_eq!(decode(&encoding.encode(&text).0, None).text, text, "{}", encoding.name());
        }
    }
}
