//! Where sentences end, told from the tokens of a block.

use std::ops::Range;

use crate::article::BlockKind;
use crate::token::{Case, Token, TokenKind};

/// Calls `give` with the token range of each sentence of the block whose tokens start at index `first`.
///
/// A sentence ends at `.`, `!`, `?` or `…` with its closing quotes and brackets, where white space and a beginning
/// follow, save after abbreviations and initials. In lists and tables each line is one.
pub(crate) fn split(
    text: &str,
    kind: BlockKind,
    tokens: &[Token],
    first: u32,
    mut give: impl FnMut(Range<u32>),
) {
    let count = tokens.len() as u32;
    let mut start = first;
    let mut at = first;
    while at < count {
        let end = if kind.has_lines() {
            (line_ends(text, tokens, at as usize)).then_some(at + 1)
        } else {
            sentence_end(text, &tokens[..count as usize], start as usize, at as usize).map(|end| end as u32)
        };
        match end {
            Some(end) => {
                give(start..end);
                start = end;
                at = end;
            }
            None => at += 1,
        }
    }
    if start < count {
        give(start..count);
    }
}

fn line_ends(text: &str, tokens: &[Token], at: usize) -> bool {
    tokens
        .get(at + 1)
        .is_some_and(|next| text.as_bytes()[tokens[at].end as usize..next.start as usize].contains(&b'\n'))
}

/// One past the last token of the sentence, if the token at `at` ends it.
fn sentence_end(text: &str, tokens: &[Token], start: usize, at: usize) -> Option<usize> {
    let mark = tokens[at].of(text);
    if !matches!(mark, "." | "!" | "?" | "…") {
        return None;
    }
    let mut end = at + 1;
    while let Some(token) = tokens.get(end)
        && token.start == tokens[end - 1].end
        && matches!(token.of(text), "." | "!" | "?" | "…" | "\"" | "'" | "”" | "’" | ")" | "]" | "»" | "*")
    {
        end += 1;
    }
    let next = tokens.get(end)?;
    if next.start == tokens[end - 1].end {
        return None;
    }
    let begins = match next.kind {
        TokenKind::Word | TokenKind::Mixed => next.case != Case::Lower,
        TokenKind::Number => true,
        TokenKind::Punct => !matches!(next.of(text), "," | ";" | ":" | ")" | "%" | "/"),
    };
    let goes_on = mark == "."
        && end == at + 1
        && (is_abbreviation(text, tokens, start, at) || opens_number(text, tokens, start, at));
    (begins && !goes_on).then_some(end)
}

/// Abbreviations that a number follows: `Aug. 14`, `No. 5`, `Rs. 500`.
const BEFORE_NUMBERS: [&str; 27] = [
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "rs", "approx",
    "ca", "vol", "pp", "p", "fig", "sec", "ch", "art", "sq", "cu", "est", "max", "min",
];

/// Whether the abbreviation before the full stop at token `at` belongs to the number or amount after it.
fn opens_number(text: &str, tokens: &[Token], start: usize, at: usize) -> bool {
    let (Some(word), Some(next)) = (tokens[start..at].last(), tokens.get(at + 1)) else { return false };
    if word.end != tokens[at].start || word.kind != TokenKind::Word {
        return false;
    }
    let word = word.of(text);
    match next.kind {
        TokenKind::Number | TokenKind::Mixed => {
            BEFORE_NUMBERS.iter().any(|known| word.eq_ignore_ascii_case(known))
        }
        // `U.S. $10`
        TokenKind::Punct => word.contains('.') && matches!(next.of(text), "$" | "\\"),
        TokenKind::Word => false,
    }
}

/// Titles and the like, always followed by a name.
const BEFORE_NAMES: [&str; 27] = [
    "mr", "mrs", "ms", "dr", "prof", "st", "mt", "gen", "col", "sgt", "lt", "capt", "rev", "hon", "sen",
    "rep", "gov", "pres", "fr", "sr", "jr", "messrs", "vs", "no", "nos", "eds", "ed",
];

fn is_abbreviation(text: &str, tokens: &[Token], start: usize, at: usize) -> bool {
    if at == start {
        return false;
    }
    let word = tokens[at - 1];
    if word.end != tokens[at].start || word.kind != TokenKind::Word {
        return false;
    }
    let word = word.of(text);
    // An initial: `J. Smith`, but not `Plan B. The next`, which no rule can tell.
    if word.len() == 1 && word.as_bytes()[0].is_ascii_uppercase() {
        return true;
    }
    BEFORE_NAMES.iter().any(|name| word.eq_ignore_ascii_case(name))
}
