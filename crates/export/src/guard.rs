//! Keeps spreadsheets from running text as formulas.
//!
//! A text cell that starts with `=`, `+`, `-`, `@`, a tab or a carriage return is written with an apostrophe before
//! it; so is one that already starts with apostrophes before such a character, which makes the guard reversible.
//! One such sign alone, as in the column `bound`, runs nothing and is left. Numbers and dates are never guarded. [`unguard`] undoes it.

use std::borrow::Cow;

fn is_risky(text: &str) -> bool {
    // Nearly all cells start with a letter or digit.
    if !matches!(text.as_bytes().first(), Some(b'\'' | b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r')) {
        return false;
    }
    matches!(text.trim_start_matches('\'').as_bytes(), [b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r', _, ..])
}

/// The cell as it is written.
///
/// ```
/// use tearsheet_export::guard::{guard, unguard};
/// assert_eq!(guard("=1+1"), "'=1+1");
/// assert_eq!(guard("="), "=");
/// assert_eq!(guard("Salt & Sail"), "Salt & Sail");
/// assert_eq!(unguard(&guard("'=x")), "'=x");
/// ```
pub fn guard(text: &str) -> Cow<'_, str> {
    if is_risky(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text that was written as `cell`.
pub fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_risky(text) => text,
        _ => cell,
    }
}
