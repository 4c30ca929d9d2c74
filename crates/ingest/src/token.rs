//! Words: UAX #29 word boundaries with an ASCII fast path that gives the same result.

use std::ops::Range;

use encoding_rs::Encoding;
use unicode_segmentation::UnicodeSegmentation as _;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, possibly with marks or an apostrophe inside.
    Word,
    /// Digits, possibly with separators inside (`10,000`, `3.5`).
    Number,
    /// Letters and digits (`3.5bn`, `HTML5`).
    Mixed,
    /// Anything else.
    Punct,
}

/// How a token's letters are cased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// No cased letter.
    None,
    /// `word`
    Lower,
    /// `Word`; one capital alone (`A`) counts as this.
    Capital,
    /// `WORD`, two letters or more.
    Upper,
    /// `iPhone`, `McDonald`, `eBay`.
    Mixed,
}

/// One word, number or mark of an article's clean text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte in the clean text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// [`fold_hash`] of the token: equal for tokens that differ in case only.
    pub fold: u64,
    /// What it is made of.
    pub kind: TokenKind,
    /// How it is cased.
    pub case: Case,
}

impl Token {
    /// The token's text in `text`, the clean text of its article.
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }
}

/// A 64-bit FNV-1a hash of the lower-cased form, `’` counted as `'`: the key of every lexicon lookup. The same on
/// every machine.
pub fn fold_hash(word: &str) -> u64 {
    let mut hash = FNV_START;
    if word.is_ascii() {
        for byte in word.bytes() {
            hash = fnv(hash, byte.to_ascii_lowercase());
        }
        return hash;
    }
    let straight = |c| if c == '\u{2019}' { '\'' } else { c };
    word.chars().map(straight).flat_map(char::to_lowercase).fold(hash, fnv_char)
}

/// The [`fold_hash`] of each run of letters and digits in `text`, without a look at what joins them.
pub(crate) fn folded_words(text: &str) -> impl Iterator<Item = u64> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let (mut hash, start) = (FNV_START, at);
        let mut is_word = false;
        while let Some(&byte) = bytes.get(at) {
            if byte.is_ascii() {
                at += 1;
                if byte.is_ascii_alphanumeric() {
                    hash = fnv(hash, byte.to_ascii_lowercase());
                    is_word = true;
                } else if is_word {
                    return Some(hash);
                }
                continue;
            }
            let c = text[at..].chars().next()?;
            at += c.len_utf8();
            if c.is_alphanumeric() {
                hash = c.to_lowercase().fold(hash, fnv_char);
                is_word = true;
            } else if is_word {
                return Some(hash);
            }
        }
        (is_word && start < at).then_some(hash)
    })
}

/// The fold of a word that ends in `ending` with this fold, without that ending. Both are ASCII.
pub fn fold_without(fold: u64, ending: &str) -> u64 {
    ending
        .bytes()
        .rev()
        .fold(fold, |hash, byte| hash.wrapping_mul(FNV_PRIME_INVERSE) ^ u64::from(byte.to_ascii_lowercase()))
}

/// The fold of a word with this fold and `ending` after it. Both are ASCII.
pub fn fold_with(fold: u64, ending: &str) -> u64 {
    ending.bytes().fold(fold, |hash, byte| fnv(hash, byte.to_ascii_lowercase()))
}

const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0000_0100_0000_01b3;
/// The prime is odd, so that multiplying by it can be undone.
const FNV_PRIME_INVERSE: u64 = {
    let (mut inverse, mut bits) = (FNV_PRIME, 3);
    while bits < 64 {
        inverse = inverse.wrapping_mul(2_u64.wrapping_sub(FNV_PRIME.wrapping_mul(inverse)));
        bits *= 2;
    }
    inverse
};

fn fnv(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(FNV_PRIME)
}

fn fnv_char(hash: u64, c: char) -> u64 {
    c.encode_utf8(&mut [0; 4]).bytes().fold(hash, fnv)
}

/// Appends the tokens of `text`, whose first byte is byte `offset` of the clean text.
///
/// ASCII is cut in one pass over its bytes. A chunk between two blanks that holds anything else goes the way of the
/// standard: no word boundary rule looks across a blank, save that marks and joiners attach to a blank before them,
/// which [`push_unicode`] takes along.
pub fn tokenize(text: &str, offset: u32, tokens: &mut Vec<Token>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let ascii = at + Encoding::ascii_valid_up_to(&bytes[at..]);
        if ascii == bytes.len() {
            push_ascii(bytes, at..ascii, offset, tokens);
            return;
        }
        let chunk =
            bytes[at..ascii].iter().rposition(|&byte| is_blank(byte)).map_or(at, |last| at + last + 1);
        push_ascii(bytes, at..chunk, offset, tokens);
        let end =
            bytes[ascii..].iter().position(|&byte| is_blank(byte)).map_or(bytes.len(), |len| ascii + len);
        let from = bytes[..chunk].iter().rposition(|&byte| !is_blank(byte)).map_or(0, |last| last + 1);
        push_unicode(&text[from..end], offset + from as u32, tokens);
        at = end;
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r')
}

fn push_unicode(chunk: &str, offset: u32, tokens: &mut Vec<Token>) {
    for (at, word) in chunk.split_word_bound_indices() {
        if word.chars().all(char::is_whitespace) {
            continue;
        }
        let (kind, case) = classify(word);
        let start = offset + at as u32;
        tokens.push(Token { start, end: start + word.len() as u32, fold: fold_hash(word), kind, case });
    }
}

fn classify(word: &str) -> (TokenKind, Case) {
    let (mut letters, mut digits, mut upper, mut lower, mut first_upper) = (0u32, 0u32, 0u32, 0u32, false);
    for c in word.chars() {
        if c.is_alphabetic() {
            if c.is_uppercase() {
                first_upper |= letters == 0;
                upper += 1;
            } else if c.is_lowercase() {
                lower += 1;
            }
            letters += 1;
        } else if c.is_numeric() {
            digits += 1;
        }
    }
    (kind_of(letters, digits), case_of(upper, lower, first_upper))
}

fn kind_of(letters: u32, digits: u32) -> TokenKind {
    match (letters > 0, digits > 0) {
        (true, true) => TokenKind::Mixed,
        (true, false) => TokenKind::Word,
        (false, true) => TokenKind::Number,
        (false, false) => TokenKind::Punct,
    }
}

fn case_of(upper: u32, lower: u32, first_upper: bool) -> Case {
    match (upper, lower) {
        (0, 0) => Case::None,
        (0, _) => Case::Lower,
        (1, _) if first_upper => Case::Capital,
        (_, 0) if upper > 1 => Case::Upper,
        _ => Case::Mixed,
    }
}

/// The classes that UAX #29 gives to ASCII, as far as they matter to word boundaries.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ascii {
    Letter,
    Digit,
    /// `_`: joins letters and digits.
    Connector,
    /// `.` and `'`: joins two letters or two digits.
    MidBoth,
    /// `:`: joins two letters.
    MidLetter,
    /// `,` and `;`: joins two digits.
    MidDigit,
    /// Between tokens.
    Blank,
    Other,
}

const fn ascii_class(byte: u8) -> Ascii {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' => Ascii::Letter,
        b'0'..=b'9' => Ascii::Digit,
        b'_' => Ascii::Connector,
        b'.' | b'\'' => Ascii::MidBoth,
        b':' => Ascii::MidLetter,
        b',' | b';' => Ascii::MidDigit,
        b' ' | b'\n' | b'\t' | b'\r' => Ascii::Blank,
        _ => Ascii::Other,
    }
}

/// Classes of all bytes; those of longer characters are never asked for.
static ASCII_CLASS: [Ascii; 256] = {
    let mut classes = [Ascii::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = ascii_class(byte as u8);
        byte += 1;
    }
    classes
};

/// A token on its way: what has been seen of it.
#[derive(Default)]
struct Seen {
    hash: u64,
    letters: u32,
    digits: u32,
    upper: u32,
    first_upper: bool,
}

impl Seen {
    fn letter(&mut self, byte: u8) {
        let is_upper = byte & 0x20 == 0;
        self.first_upper |= is_upper && self.letters == 0;
        self.upper += u32::from(is_upper);
        self.letters += 1;
        self.hash = fnv(self.hash, byte | 0x20);
    }
}

/// Appends the tokens of the ASCII bytes `range`, which ends at the end of `bytes` or behind a blank.
fn push_ascii(bytes: &[u8], range: Range<usize>, offset: u32, tokens: &mut Vec<Token>) {
    use Ascii::{Blank, Connector, Digit, Letter, MidBoth, MidDigit, MidLetter, Other};
    let bytes = &bytes[..range.end];
    let class = |at: usize| bytes.get(at).map_or(Blank, |&byte| ASCII_CLASS[usize::from(byte)]);
    let mut start = range.start;
    while start < bytes.len() {
        if class(start) == Blank {
            start += 1;
            continue;
        }
        let mut seen = Seen { hash: FNV_START, ..Seen::default() };
        let mut end = start;
        let mut last = Other;
        loop {
            // Nearly all tokens are letters and nothing else.
            let mut this = class(end);
            while this == Letter && matches!(last, Letter | Digit | Connector | Other) {
                seen.letter(bytes[end]);
                end += 1;
                last = Letter;
                this = class(end);
            }
            let joins = match this {
                Digit | Connector => end == start || last != Other,
                MidBoth => matches!((last, class(end + 1)), (Letter, Letter) | (Digit, Digit)),
                MidLetter => last == Letter && class(end + 1) == Letter,
                MidDigit => last == Digit && class(end + 1) == Digit,
                Letter | Blank | Other => false,
            };
            if !joins {
                break;
            }
            // A mark in the middle is passed over: what follows was looked at already and joins.
            seen.digits += u32::from(this == Digit);
            last = if matches!(this, Digit | Connector) { this } else { last };
            seen.hash = fnv(seen.hash, bytes[end]);
            end += 1;
        }
        if end == start {
            seen.hash = fnv(seen.hash, bytes[start]);
            end = start + 1;
        }
        tokens.push(Token {
            start: offset + start as u32,
            end: offset + end as u32,
            fold: seen.hash,
            kind: kind_of(seen.letters, seen.digits),
            case: case_of(seen.upper, seen.letters - seen.upper, seen.first_upper),
        });
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        tokenize(text, 0, &mut tokens);
        tokens.into_iter().map(|token| token.of(text)).collect()
    }

    #[test]
    fn cuts_as_the_standard_says() {
        assert_eq!(words("U.S. $3.5bn, can't"), ["U.S", ".", "$", "3.5bn", ",", "can't"]);
        assert_eq!(words("VC++6 (C#) AT&T"), ["VC", "+", "+", "6", "(", "C", "#", ")", "AT", "&", "T"]);
        assert_eq!(words("1,000\u{a0}km e-mail"), ["1,000", "km", "e", "-", "mail"]);
    }

    #[test]
    fn tells_kind_and_case() {
        let mut tokens = Vec::new();
        tokenize("iPhone IBM Dell x A 3G 10,000 - Ærø", 0, &mut tokens);
        use {Case::*, TokenKind::*};
        let seen: Vec<_> = tokens.iter().map(|token| (token.kind, token.case)).collect();
        assert_eq!(
            seen,
            [
                (Word, Case::Mixed),
                (Word, Upper),
                (Word, Capital),
                (Word, Lower),
                (Word, Capital),
                (TokenKind::Mixed, Capital),
                (Number, None),
                (Punct, None),
                (Word, Capital)
            ]
        );
    }

    proptest! {
        /// The fast path is an optimisation, not another rule.
        #[test]
        fn same_as_unicode_segmentation(text in "[ -~\\n\\t]{0,60}|\\PC{0,60}|[a-zA-Z0-9 .,;:'_é\u{301}\u{200d}’“”\u{a0}-]{0,60}") {
            let expected: Vec<&str> =
                text.split_word_bounds().filter(|word| !word.chars().all(char::is_whitespace)).collect();
            prop_assert_eq!(words(&text), expected);
        }

        #[test]
        fn words_are_hashed_as_they_would_be_alone(text in "[ -~]{0,60}|\\PC{0,60}|[a-zA-Z0-9 .'_éÉßİ’—-]{0,60}") {
            let alone = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(fold_hash);
            prop_assert_eq!(folded_words(&text).collect::<Vec<_>>(), alone.collect::<Vec<_>>());
        }

        #[test]
        fn endings_come_off_and_on(stem in "[a-zA-Z']{0,12}", ending in "[a-zA-Z]{0,4}") {
            let whole = fold_hash(&format!("{stem}{ending}"));
            prop_assert_eq!(fold_without(whole, &ending), fold_hash(&stem));
            prop_assert_eq!(fold_with(fold_hash(&stem), &ending), whole);
        }

        #[test]
        fn fold_is_the_hash_of_the_folded_word(text in "[ -~]{0,40}") {
            let mut tokens = Vec::new();
            tokenize(&text, 0, &mut tokens);
            for token in tokens {
                prop_assert_eq!(token.fold, fold_hash(&token.of(&text).to_lowercase()));
            }
        }
    }
}
