//! Whether a hyphen at the end of a line belongs to the word.

use rustc_hash::FxHashSet;

use super::words::{self, Parts};
use crate::token::fold_hash;

/// What becomes of a hyphen at a line's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hyphen {
    /// It only marked the break: `loca-` `tions`.
    Drop,
    /// It is part of the word, which goes on: `state-` `owned`.
    Keep,
    /// It is part of a word that ends here: `small-` `and medium-sized`.
    Suspended,
}

/// Decides on hyphens with the document itself as first witness.
#[derive(Default)]
pub(crate) struct Hyphens<'a> {
    source: &'a str,
    /// Folded hashes of all words and hyphenated compounds of the document, gathered at the first question.
    seen: Option<FxHashSet<u64>>,
}

impl<'a> Hyphens<'a> {
    pub(crate) fn new(source: &'a str) -> Self {
        Self { source, seen: None }
    }

    /// The word cut at a hyphen, if `before` ends in one and `after` may go on with it.
    ///
    /// A hyphen after white space or another hyphen is a dash.
    pub(crate) fn at_break(&mut self, before: &str, after: &str) -> Option<Hyphen> {
        let head = before.strip_suffix(['-', '\u{2010}', '\u{ad}'])?;
        let first =
            &head[head.trim_end_matches(|c: char| c.is_alphanumeric() || c == '\'' || c == '’').len()..];
        let second = &after[..after.len() - after.trim_start_matches(char::is_alphanumeric).len()];
        if first.is_empty() || second.is_empty() {
            return None;
        }
        if before.ends_with('\u{ad}') {
            return Some(Hyphen::Drop);
        }
        if matches!(second, "and" | "or" | "to" | "nor") {
            return Some(Hyphen::Suspended);
        }
        let in_compound = head[..head.len() - first.len()].ends_with('-');
        let goes_on = after[second.len()..].starts_with('-');
        Some(self.decide(first, second, in_compound, goes_on))
    }

    fn decide(&mut self, first: &str, second: &str, in_compound: bool, goes_on: bool) -> Hyphen {
        let starts_lower = second.starts_with(char::is_lowercase);
        let is_plain = first.chars().all(char::is_alphabetic) && second.chars().all(char::is_alphabetic);
        if !starts_lower || !is_plain || (first.len() > 1 && first.chars().all(char::is_uppercase)) {
            // `2018-` `19`, `Bosch-` `Rexroth`, `UK-` `based`.
            return Hyphen::Keep;
        }
        let joined = format!("{first}{second}");
        let compound = format!("{first}-{second}");
        if self.has_seen(&compound) {
            return Hyphen::Keep;
        }
        if self.has_seen(&joined) {
            return Hyphen::Drop;
        }
        let (joined, compound) = (joined.to_lowercase(), compound.to_lowercase());
        let (low, second) = (first.to_lowercase(), second.to_lowercase());
        if words::parts(&compound).is_some() || is_compound_number(&low, &second) {
            return Hyphen::Keep;
        }
        if words::parts(&joined).is_some() {
            return Hyphen::Drop;
        }
        let is_word = |word: &str| word.len() > 2 && is_known(word);
        let keeps = if first.starts_with(char::is_uppercase) && !is_known(&low) {
            // A name: `Asia-` `based`, but `Frank-` `furt`.
            is_compound_second(&second)
        } else {
            (is_word(&low) || is_prefix(&low)) && (is_word(&second) || is_compound_second(&second))
                // `state-of-the-` `art`: the rest of a longer compound.
                || in_compound || goes_on && is_known(&low)
        };
        // `Ridge-` `water`: capitalised inside a sentence it is likelier a name than a compound.
        let is_name = first.starts_with(char::is_uppercase) && !is_compound_second(&second);
        if keeps && !is_name { Hyphen::Keep } else { Hyphen::Drop }
    }

    fn has_seen(&mut self, word: &str) -> bool {
        let source = self.source;
        let seen = self.seen.get_or_insert_with(|| gather(source));
        seen.contains(&fold_hash(word))
    }
}

/// Folded hashes of the words of `source` and of its compounds with one hyphen inside a line.
fn gather(source: &str) -> FxHashSet<u64> {
    let mut seen = FxHashSet::default();
    for chunk in source.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '\u{2010}')) {
        if chunk.is_empty() {
            continue;
        }
        let mut last = "";
        for part in chunk.split(['-', '\u{2010}']) {
            if part.is_empty() {
                // A chunk that ends in a hyphen is the case in question, not a witness.
                last = "";
                continue;
            }
            if !last.is_empty() {
                seen.insert(fold_hash(&format!("{last}-{part}")));
            }
            last = part;
        }
        if !chunk.contains(['-', '\u{2010}']) {
            seen.insert(fold_hash(chunk));
        }
    }
    seen
}

fn is_known(word: &str) -> bool {
    !matches!(words::class(word), words::Class::Content(None))
}

/// Words that stand second in compounds that no dictionary lists.
fn is_compound_second(word: &str) -> bool {
    const SECONDS: &[&str] = &[
        "based",
        "owned",
        "led",
        "run",
        "backed",
        "funded",
        "born",
        "built",
        "made",
        "listed",
        "controlled",
        "related",
        "style",
        "wide",
        "free",
        "like",
        "friendly",
        "sized",
        "speaking",
        "trained",
        "educated",
        "held",
        "linked",
        "old",
        "year",
        "week",
        "day",
        "month",
        "hour",
        "minute",
        "strong",
        "plus",
        "odd",
        "long",
        "term",
        "level",
        "class",
        "quarter",
        "third",
        "thirds",
        "fifths",
        "quarters",
        "off",
        "up",
        "out",
        "in",
        "to",
        "by",
    ];
    SECONDS.contains(&word)
}

/// What forms compounds with any word.
fn is_prefix(word: &str) -> bool {
    matches!(word, "self" | "non" | "ex" | "co" | "semi" | "quasi" | "anti" | "pro" | "vice" | "mid" | "e")
}

fn is_compound_number(first: &str, second: &str) -> bool {
    const TENS: &[&str] = &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    const UNITS: &[&str] = &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    TENS.contains(&first)
        && (UNITS.contains(&second) || matches!(words::parts(second), Some(p) if p.has(Parts::NOUN)))
        || UNITS.contains(&first) && words::parts(second).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided(before: &str, after: &str) -> Option<Hyphen> {
        Hyphens::new("Nothing else is said here.").at_break(before, after)
    }

    #[test]
    fn a_hyphen_that_only_marks_the_break_is_dropped() {
        let cases = [
            ("foreign soft-", "ware houses"),
            ("the manage-", "ment"),
            ("to-", "gether they"),
            ("$25 bil-", "lion for"),
            ("a third in of-", "fice"),
            ("in Lon-", "don"),
            ("from Frank-", "furt"),
            ("called Ridge-", "water Capital"),
            ("three part-", "ners left"),
            ("was al-", "lowed"),
            ("and man-", "ages it"),
            ("higher ex-", "ports"),
            ("the neigh-", "bours do"),
            ("their Genossen-", "schaft"),
            ("To-", "gether they earned"),
        ];
        for (before, after) in cases {
            assert_eq!(decided(before, after), Some(Hyphen::Drop), "{before} {after}");
        }
    }

    #[test]
    fn a_hyphen_of_the_word_is_kept() {
        let cases = [
            ("the state-", "owned bank"),
            ("a Hamburg-", "based firm"),
            ("in 2018-", "19"),
            ("Bosch-", "Rexroth"),
            ("a long-", "term plan"),
            ("the UK-", "listed group"),
            ("twenty-", "seven of"),
            ("two-", "thirds of"),
            ("of cost-", "cutting and"),
            ("a self-", "employed"),
            ("a state-of-the-", "art hall"),
            ("ten-", "year bonds"),
        ];
        for (before, after) in cases {
            assert_eq!(decided(before, after), Some(Hyphen::Keep), "{before} {after}");
        }
    }

    #[test]
    fn a_suspended_hyphen_keeps_its_blank_and_a_dash_is_none() {
        assert_eq!(decided("for small-", "and medium-sized firms"), Some(Hyphen::Suspended));
        assert_eq!(decided("it came -", "late"), None);
        assert_eq!(decided("it came--", "late"), None);
    }

    #[test]
    fn the_document_is_the_first_witness() {
        let source = "The Ridge-Water fund is not the seawall. The sea-wall stood.";
        assert_eq!(Hyphens::new(source).at_break("a sea-", "wall of"), Some(Hyphen::Keep));
        assert_eq!(Hyphens::new("a lay-off, many layoffs").at_break("the lay-", "offs"), Some(Hyphen::Drop));
    }
}
