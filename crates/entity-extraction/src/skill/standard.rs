//! Standards by pattern: `ISO/IEC 27001:2013`, `ISO9001`, `IEEE 802.11n`, `RFC 7519`, `EN 50128`, `BS EN ISO 14001`.

use tearsheet_ingest::{Case, TextSpan, Token, TokenKind};

use crate::view::View;

/// A standard read at some token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Standard {
    /// Issuer and number: `ISO/IEC 27001`.
    pub(super) name: String,
    /// The year of the edition, if stated.
    pub(super) edition: Option<TextSpan>,
    /// The token after it.
    pub(super) next: usize,
}

/// Issuers, with the fewest digits that their numbers have.
const ISSUERS: [(&str, usize); 21] = [
    ("ISO", 4),
    ("IEC", 4),
    ("IEEE", 3),
    ("RFC", 2),
    ("EN", 3),
    ("BS", 4),
    ("DIN", 3),
    ("ANSI", 3),
    ("FIPS", 3),
    ("ETSI", 4),
    ("OHSAS", 4),
    ("SAE", 4),
    ("AS", 4),
    ("ASTM", 4),
    ("JIS", 4),
    ("ISAE", 4),
    ("SSAE", 2),
    ("TS", 4),
    ("TR", 4),
    ("VDA", 4),
    ("UIC", 3),
];

/// Film speeds, not standards.
const FILM_SPEEDS: [&str; 6] = ["1600", "3200", "6400", "12800", "25600", "51200"];

/// Whether a standard may begin with this token: a cheap look at its shape.
pub(super) fn may_start(token: Token, text: &str) -> bool {
    let length = token.end - token.start;
    matches!(token.case, Case::Upper)
        && (2..=14).contains(&length)
        && matches!(
            text.as_bytes()[token.start as usize],
            b'I' | b'R' | b'E' | b'B' | b'D' | b'A' | b'F' | b'O' | b'S' | b'J' | b'V' | b'U'
        )
}

/// The standard that begins at token `at`, before token `limit`.
pub(super) fn read(view: &View<'_>, at: usize, limit: usize) -> Option<Standard> {
    let mut name = String::new();
    let mut next = at;
    let mut fewest = None;
    loop {
        let token = view.tokens().get(next).filter(|_| next < limit)?;
        let word = view.word(next);
        // `ISO9001` is one token.
        let head = word.find(|c: char| c.is_ascii_digit()).unwrap_or(word.len());
        if let Some(&(issuer, digits)) = ISSUERS.iter().find(|(issuer, _)| *issuer == &word[..head]) {
            name.push_str(issuer);
            fewest = fewest.or(Some(digits));
            if head < word.len() {
                name.push(' ');
                return finish(view, name, &word[head..], next, limit, fewest?);
            }
            next += 1;
            match view.word(next) {
                "/" if view.glued(next - 1) && view.glued(next) => {
                    name.push('/');
                    next += 1;
                }
                "-" | "–"
                    if view.tokens().get(next + 1).is_some_and(|token| token.kind != TokenKind::Word) =>
                {
                    name.push(' ');
                    next += 1;
                }
                _ => name.push(' '),
            }
            continue;
        }
        if !matches!(token.kind, TokenKind::Number | TokenKind::Mixed) {
            return None;
        }
        return finish(view, name, word, next, limit, fewest?);
    }
}

/// Reads parts and edition after `number` at token `at`.
fn finish(
    view: &View<'_>,
    mut name: String,
    number: &str,
    at: usize,
    limit: usize,
    fewest: usize,
) -> Option<Standard> {
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let tail = number[digits..].trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    if digits < fewest || digits > 5 || tail.len() > 2 || (name == "ISO " && FILM_SPEEDS.contains(&number)) {
        return None;
    }
    name.push_str(number);
    let mut next = at + 1;
    let mut edition = None;
    while next + 1 < limit
        && view.glued(next - 1)
        && view.glued(next)
        && view.tokens()[next + 1].kind == TokenKind::Number
    {
        let value = view.word(next + 1);
        match view.word(next) {
            ":" if value.len() == 4 => {
                let token = view.tokens()[next + 1];
                edition = Some(TextSpan::new(token.start, token.end));
                next += 2;
                break;
            }
            "-" if value.len() <= 2 => {
                name.push('-');
                name.push_str(value);
                next += 2;
            }
            "-" if value.len() == 4 => {
                let token = view.tokens()[next + 1];
                edition = Some(TextSpan::new(token.start, token.end));
                next += 2;
                break;
            }
            _ => break,
        }
    }
    Some(Standard { name, edition, next })
}
