//! How well one word goes on after another: the evidence for joining text that was cut.

use super::words::{self, Class, Parts};

/// The likelihood that a sentence cut after `before` goes on with `after`, from -3 (no English) to 3.
pub(super) fn score(before: &str, after: &str) -> i32 {
    let first = after
        .trim_start_matches(|c: char| !c.is_alphanumeric() && c != '$' && c != '€' && c != '£')
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '.' | ':' | '—' | '”'))
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let mut tail = before.trim_end().rsplit(|c: char| c.is_whitespace() || matches!(c, '—' | '–'));
    let last = tail.next().unwrap_or_default();
    if last.ends_with([',', ')', '”', '"']) {
        return 1;
    }
    let clean = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let last = clean(last);
    let previous = tail.next().map(clean).unwrap_or_default();
    // A possessive asks for a noun after it, but is itself what a noun would be.
    let next = words::class(first.trim_end_matches("'s").trim_end_matches("’s"));
    match words::class(&last) {
        Class::Determiner => after_determiner(next),
        Class::Quantifier if first == "of" => 3,
        Class::Quantifier => after_determiner(next).max(1),
        Class::Preposition => after_preposition(&last, next),
        Class::Conjunction | Class::Pronoun => match next {
            _ if first == "of" => -3,
            Class::Conjunction => -1,
            _ => 2,
        },
        Class::Auxiliary => match next {
            _ if first == "of" => -3,
            Class::Conjunction => -1,
            _ => 2,
        },
        Class::Degree if first == "than" => 3,
        Class::Degree => match next {
            Class::Content(_) | Class::Number => 2,
            Class::Auxiliary | Class::Preposition | Class::Conjunction => -2,
            _ => 0,
        },
        Class::Number => match next {
            _ if first == "of" => 3,
            Class::Content(_) | Class::Preposition | Class::Conjunction | Class::Number => 2,
            Class::Determiner | Class::Pronoun => -1,
            _ => 1,
        },
        Class::Content(parts) => after_content(parts, reading(&previous, parts), next),
    }
}

/// Whether a text that ends in `before` must go on: its last word cannot end a sentence.
pub(super) fn must_go_on(before: &str) -> bool {
    let before = before.trim_end();
    if before.ends_with([',', '-', '\u{2010}']) {
        return true;
    }
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default().to_lowercase();
    matches!(words::class(&last), Class::Determiner | Class::Preposition | Class::Conjunction)
        || matches!(last.as_str(), "is" | "are" | "was" | "were" | "has" | "have" | "had" | "will" | "be")
}

/// What the word before the last makes of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// `a seeming`: what describes the noun that must still come.
    Describing,
    /// `a difficult mix`, `the mix`: a noun.
    Noun,
    /// Cannot be told.
    Open,
}

fn reading(previous: &str, parts: Option<Parts>) -> Reading {
    let Some(parts) = parts else { return Reading::Open };
    let (noun, describing) = (parts.has(Parts::NOUN), parts.has(Parts::ADJECTIVE));
    match words::class(previous) {
        Class::Determiner if (describing || parts.has(Parts::ADVERB)) && !noun => Reading::Describing,
        Class::Determiner if noun && !describing => Reading::Noun,
        Class::Content(Some(before)) if before.has(Parts::ADJECTIVE) && noun && !describing => Reading::Noun,
        _ => Reading::Open,
    }
}

fn after_determiner(next: Class) -> i32 {
    match next {
        Class::Content(Some(parts)) if parts.has(Parts::NOUN) || parts.has(Parts::ADJECTIVE) => 3,
        Class::Content(_) | Class::Number | Class::Degree => 2,
        Class::Quantifier => 0,
        _ => -3,
    }
}

fn after_preposition(last: &str, next: Class) -> i32 {
    match next {
        Class::Determiner | Class::Quantifier | Class::Number | Class::Pronoun => 3,
        Class::Content(_) => 3,
        Class::Degree => 2,
        Class::Conjunction => {
            if matches!(last, "of" | "in" | "to" | "for" | "with" | "by" | "on" | "about") {
                0
            } else {
                -1
            }
        }
        Class::Auxiliary => {
            if last == "to" {
                2
            } else {
                -3
            }
        }
        Class::Preposition => -2,
    }
}

fn after_content(parts: Option<Parts>, reading: Reading, next: Class) -> i32 {
    let Some(parts) = parts else {
        // A name, mostly.
        return if matches!(next, Class::Pronoun) { 0 } else { 1 };
    };
    let can = |part: Parts| parts.has(part) && (reading == Reading::Open || part == Parts::NOUN);
    match (reading, next) {
        (Reading::Describing, Class::Content(_) | Class::Number) => 3,
        (Reading::Describing, Class::Conjunction) => 0,
        (Reading::Describing, _) => -3,
        (_, Class::Preposition | Class::Conjunction) => 3,
        (_, Class::Auxiliary) => {
            if can(Parts::NOUN) {
                3
            } else {
                -1
            }
        }
        (_, Class::Determiner | Class::Quantifier | Class::Pronoun | Class::Number | Class::Degree) => {
            if can(Parts::VERB) { 2 } else { 0 }
        }
        (Reading::Noun, Class::Content(Some(after))) => {
            if after.has(Parts::NOUN) || after.has(Parts::ADVERB) { 1 } else { -1 }
        }
        (_, Class::Content(_)) => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grammar_speaks_for_the_right_partner() {
        let better = [
            ("faces a rather strange mix", "of pride and fear", "obscure place for work"),
            ("which was a surprising", "remote valley", "of pride and fear"),
            ("and it has become better", "dressed than before", "of the money was paid"),
            ("about 30 percent", "of the money was paid", "the dressed"),
            ("it works for the", "larger banks", "of banks"),
            ("and there are", "always some", "of them"),
        ];
        for (before, right, wrong) in better {
            assert!(score(before, right) > score(before, wrong), "{before} | {right} | {wrong}");
            assert!(score(before, right) > 0, "{before} | {right}");
        }
    }

    #[test]
    fn some_words_cannot_end_a_sentence() {
        for text in ["according to", "and Japan,", "the", "to help cir-", "which has"] {
            assert!(must_go_on(text), "{text}");
        }
        for text in ["Key figures", "a staff of 40", "North Korea"] {
            assert!(!must_go_on(text), "{text}");
        }
    }
}
