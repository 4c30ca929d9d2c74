//! The version after a name: `VB6`, `PHP4/5`, `Java 8`, `Django 4.x`, `Oracle 11g`, `SQL Server 2005`, `CMMI Level 5`.

use tearsheet_ingest::{TextSpan, TokenKind};

use super::lexicon::{Class, SkillLexicon};
use crate::findings::SkillCategory;
use crate::view::View;

/// A version read after a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Version {
    /// As written.
    pub(super) span: TextSpan,
    /// The second of two versions joined by a slash: `PHP4/5`.
    pub(super) second: Option<TextSpan>,
    /// The token after the version.
    pub(super) next: usize,
}

impl Version {
    /// The last byte of all that was read.
    pub(super) fn end(self) -> u32 {
        self.second.unwrap_or(self.span).end
    }
}

/// The version that starts at token `at`, before token `limit`, after the name of a `category` thing. `glued` says
/// that it touches the name.
pub(super) fn read(
    view: &View<'_>,
    lexicon: &SkillLexicon,
    at: usize,
    limit: usize,
    category: SkillCategory,
) -> Option<Version> {
    if at >= limit
        || matches!(category, SkillCategory::Domain | SkillCategory::HumanLanguage | SkillCategory::Soft)
    {
        return None;
    }
    let token = view.tokens()[at];
    let glued = at > 0 && view.tokens()[at - 1].end == token.start;
    let word = view.word(at);
    // `v2`, `version 2`, `ver. 2`, `Level 5`
    let lower = word.len() <= 7
        && matches!(word.to_ascii_lowercase().as_str(), "version" | "level" | "release" | "ver" | "v");
    if lower && !glued {
        let dot = usize::from(view.word(at + 1) == ".");
        let number = at + 1 + dot;
        if number < limit && is_version(view.word(number), false, true) {
            let span = TextSpan::new(view.tokens()[number].start, view.tokens()[number].end);
            return Some(Version { span, second: None, next: number + 1 });
        }
        return None;
    }
    if !matches!(token.kind, TokenKind::Number | TokenKind::Mixed) {
        return None;
    }
    let years = matches!(
        category,
        SkillCategory::Tool
            | SkillCategory::Database
            | SkillCategory::Platform
            | SkillCategory::OperatingSystem
            | SkillCategory::Standard
    );
    if !is_version(word, years, glued) {
        return None;
    }
    let mut next = at + 1;
    // Not `Java 8 years`, `Linux 40%`, `Excel 10 times`.
    if !glued {
        let mut after = next;
        while matches!(view.word(after), "+" | "-") && after < limit {
            after += 1;
        }
        if view
            .tokens()
            .get(after)
            .is_some_and(|token| after < limit && lexicon.class(*token).has(Class::UNIT))
        {
            return None;
        }
        // A number that goes on: `Windows 7 million`, `Java 1,000`.
        if view.tokens().get(next).is_some_and(|token| next < limit && token.kind == TokenKind::Number) {
            return None;
        }
    }
    let mut span = TextSpan::new(token.start, token.end);
    // `4.x` is `4`, `.`, `x` or one token.
    if view.glued(at)
        && view.word(next) == "."
        && view.glued(next)
        && view.word(next + 1).eq_ignore_ascii_case("x")
    {
        span.end = view.tokens()[next + 1].end;
        next += 2;
    }
    let mut second = None;
    if next + 1 < limit
        && view.word(next) == "/"
        && view.glued(next - 1)
        && view.glued(next)
        && is_version(view.word(next + 1), years, true)
        && rises(word, view.word(next + 1))
    {
        let token = view.tokens()[next + 1];
        second = Some(TextSpan::new(token.start, token.end));
        next += 2;
    }
    Some(Version { span, second, next })
}

/// Whether `second` is a later version than `first`: `4/5`, not the odds `20/1`.
pub(super) fn rises(first: &str, second: &str) -> bool {
    let number = |word: &str| {
        let start = word.find(|c: char| c.is_ascii_digit()).unwrap_or(word.len());
        word[start..]
            .split(|c: char| !c.is_ascii_digit())
            .next()
            .and_then(|digits| digits.parse::<u32>().ok())
    };
    matches!((number(first), number(second)), (Some(first), Some(second)) if first <= second)
}

/// Whether `word` looks like a version: up to four numbers joined by dots, perhaps a letter at the end; a year only
/// where things are named by years.
pub(super) fn is_version(word: &str, years: bool, glued: bool) -> bool {
    let digits = word.strip_prefix(['v', 'V']).unwrap_or(word);
    let Some(first) = digits.bytes().next() else { return false };
    if !first.is_ascii_digit() || digits.len() > 10 {
        return false;
    }
    let tail = digits.find(|c: char| !c.is_ascii_digit() && c != '.').map_or("", |at| &digits[at..]);
    if !matches!(
        tail,
        "" | "x" | "X" | "c" | "g" | "i" | "a" | "b" | "R2" | "beta" | "rc1" | "n" | "ac" | "ai"
    ) {
        return false;
    }
    let numbers = &digits[..digits.len() - tail.len()];
    let mut parts = 0;
    for part in numbers.trim_end_matches('.').split('.') {
        parts += 1;
        if part.is_empty() || part.len() > 4 {
            return false;
        }
    }
    if parts > 4 {
        return false;
    }
    if parts == 1 && tail.is_empty() {
        let Ok(number) = numbers.parse::<u32>() else { return false };
        return match number {
            0 => false,
            1..=39 => true,
            // `Windows95`, `Fortran 77`, `PHP53`, but not `Mada24`
            40..=99 => glued,
            1985..=2039 => years || glued,
            _ => glued && number < 700,
        };
    }
    true
}

/// Where the head of a token like `VB6`, `HTML4.01`, `CSS3` ends: the byte of its first digit, if what follows is a
/// version and what precedes is letters.
pub(super) fn glued_head(word: &str) -> Option<usize> {
    let at = word.bytes().position(|byte| byte.is_ascii_digit())?;
    (at > 1
        && word.as_bytes()[..at].iter().all(u8::is_ascii_alphabetic)
        && is_version(&word[at..], true, true))
    .then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_versions_from_quantities() {
        for (word, years, glued) in [
            ("6", false, false),
            ("4.01", false, false),
            ("11g", false, false),
            ("2005", true, false),
            ("4.x", false, false),
            ("52", false, true),
        ] {
            assert!(is_version(word, years, glued), "{word}");
        }
        for word in ["0", "2005", "1000", "60", "3rd", "5m", "1.2.3.4.5"] {
            assert!(!is_version(word, false, false), "{word}");
        }
    }

    #[test]
    fn cuts_a_glued_version_off() {
        assert_eq!(glued_head("VB6"), Some(2));
        assert_eq!(glued_head("HTML4.01"), Some(4));
        assert_eq!(glued_head("MP3s"), None);
        assert_eq!(glued_head("6VB"), None);
        assert_eq!(glued_head("R50"), None);
    }
}
