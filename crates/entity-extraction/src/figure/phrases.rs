//! Names of several words, looked up by the folded hashes of their tokens.

use rustc_hash::FxHashMap;
use tearsheet_ingest::token::tokenize;

use crate::line::Line;

/// The longest name, in words.
const LONGEST: usize = 6;

/// Names of several words → a number. Hyphens, full stops and case make no difference.
#[derive(Debug, Default)]
pub(crate) struct Phrases {
    by_key: FxHashMap<u64, u16>,
}

fn extend(key: u64, fold: u64) -> u64 {
    (key.rotate_left(5) ^ fold).wrapping_mul(0x517c_c1b7_2722_0a95)
}

impl Phrases {
    /// Adds `phrase`; a phrase that is known already keeps its first meaning.
    pub(crate) fn add(&mut self, phrase: &str, id: u16) {
        let mut tokens = Vec::new();
        tokenize(phrase, 0, &mut tokens);
        let words = tokens.iter().filter(|token| !matches!(token.of(phrase), "-" | "."));
        let key = words.fold(0, |key, token| extend(key, token.fold));
        self.by_key.entry(key).or_insert(id);
    }

    /// The meaning of a single word.
    pub(crate) fn word(&self, word: &str) -> Option<u16> {
        self.by_key.get(&extend(0, tearsheet_ingest::fold_hash(word))).copied()
    }

    /// The longest name that starts at token `at`, and the token after it.
    pub(crate) fn longest(&self, line: &Line<'_>, at: usize) -> Option<(u16, usize)> {
        let (mut key, mut found, mut words) = (0, None, 0);
        let mut i = at;
        while words < LONGEST && i < line.len() {
            if i > at && (line.hyphen(i) && line.glued(i) && line.glued(i + 1) || line.word(i) == ".") {
                i += 1;
                continue;
            }
            if !line.word_like(i) {
                break;
            }
            key = extend(key, line.fold(i));
            words += 1;
            i += 1;
            if let Some(&id) = self.by_key.get(&key) {
                found = Some((id, i));
            }
        }
        found
    }
}

/// The plural of an English noun, by the ordinary rules.
pub(crate) fn plural(noun: &str) -> String {
    match noun {
        _ if noun.ends_with(['s', 'x']) || noun.ends_with("ch") || noun.ends_with("sh") => {
            format!("{noun}es")
        }
        _ if noun.ends_with('y')
            && !noun.ends_with("ay")
            && !noun.ends_with("ey")
            && !noun.ends_with("oy") =>
        {
            format!("{}ies", &noun[..noun.len() - 1])
        }
        _ => format!("{noun}s"),
    }
}
