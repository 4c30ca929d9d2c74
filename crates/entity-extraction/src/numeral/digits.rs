//! Numbers in digits, in every grouping that newspapers use.
//!
//! | written | value |
//! |---|---|
//! | `10,000` `10'000` `10.000.000` | grouped by thousands |
//! | `12,34,567` | grouped the Indian way |
//! | `3.5` `1,234.56` `1.234,56` `3,5` | decimals, the comma where nothing else fits |
//! | `1.2.3` `1,23,4` | no number |

use rust_decimal::Decimal;

/// A number read from the beginning of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Digits {
    /// What it is worth.
    pub(crate) value: Decimal,
    /// How many bytes of the token it takes.
    pub(crate) len: usize,
    /// Whether a comma was taken for a decimal point.
    pub(crate) decimal_comma: bool,
}

/// The number that `text` starts with; `None` where its separators make no sense or it is too large.
pub(crate) fn parse(text: &str) -> Option<Digits> {
    let run = text
        .char_indices()
        .find(|&(_, c)| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '’')))
        .map_or(text.len(), |(at, _)| at);
    let run = text[..run].trim_end_matches(['.', ',', '\'', '’']);
    if !run.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (plain, decimal_comma) = plain_form(run)?;
    // 28 digits are what an exact decimal holds.
    if plain.len() > 27 {
        return None;
    }
    Some(Digits { value: plain.parse().ok()?, len: run.len(), decimal_comma })
}

/// The number with a point before its decimals and no other separator, and whether that point was a comma.
fn plain_form(run: &str) -> Option<(String, bool)> {
    let commas = run.matches(',').count();
    let dots = run.matches('.').count();
    let quotes = run.matches(['\'', '’']).count();
    let strip = |s: &str| s.chars().filter(char::is_ascii_digit).collect::<String>();
    if quotes > 0 {
        let (whole, decimals) = run.rsplit_once('.').map_or((run, None), |(w, d)| (w, Some(d)));
        return (commas == 0 && dots <= 1 && by_thousands(whole, &['\'', '’']))
            .then(|| (join(&strip(whole), decimals), false));
    }
    match (commas, dots) {
        (0, 0 | 1) => Some((run.to_owned(), false)),
        (0, _) => by_thousands(run, &['.']).then(|| (strip(run), false)),
        (_, 0) if by_thousands(run, &[',']) || by_lakhs(run) => Some((strip(run), false)),
        (1, 0) => Some((run.replace(',', "."), true)),
        (_, 1) => {
            let (whole, decimals) = run.split_once('.')?;
            if decimals.contains(',') {
                // European: one point for thousands, the comma for decimals.
                let (whole, decimals) = run.split_once(',')?;
                return (commas == 1 && by_thousands(whole, &['.']))
                    .then(|| (join(&strip(whole), Some(decimals)), true));
            }
            (by_thousands(whole, &[',']) || by_lakhs(whole))
                .then(|| (join(&strip(whole), Some(decimals)), false))
        }
        (1, _) => {
            let (whole, decimals) = run.split_once(',')?;
            (!decimals.contains('.') && by_thousands(whole, &['.']))
                .then(|| (join(&strip(whole), Some(decimals)), true))
        }
        _ => None,
    }
}

fn join(whole: &str, decimals: Option<&str>) -> String {
    decimals.map_or_else(|| whole.to_owned(), |decimals| format!("{whole}.{decimals}"))
}

/// Groups of three after a first group of one to three.
fn by_thousands(run: &str, separators: &[char]) -> bool {
    let mut groups = run.split(separators);
    let first = groups.next().unwrap_or_default();
    // `0,001` is a decimal, not a thousand.
    (1..=3).contains(&first.len()) && first != "0" && groups.all(|group| group.len() == 3)
}

/// Groups of two before a last group of three: 12,34,567.
fn by_lakhs(run: &str) -> bool {
    let groups: Vec<&str> = run.split(',').collect();
    let [first, middle @ .., last] = groups.as_slice() else { return false };
    (1..=2).contains(&first.len())
        && !middle.is_empty()
        && middle.iter().all(|group| group.len() == 2)
        && last.len() == 3
}

#[cfg(test)]
mod tests {
    use super::parse;

    fn value(text: &str) -> String {
        parse(text).map_or("none".to_owned(), |digits| digits.value.to_string())
    }

    #[test]
    fn reads_every_grouping() {
        for (written, meant) in [
            ("7", "7"),
            ("10,000", "10000"),
            ("1,234,567.89", "1234567.89"),
            ("12,34,567", "1234567"),
            ("1.234.567", "1234567"),
            ("1.234,56", "1234.56"),
            ("3,5", "3.5"),
            ("0,001", "0.001"),
            ("10'000.5", "10000.5"),
            ("2.40bn", "2.40"),
            ("5,", "5"),
        ] {
            assert_eq!(value(written), meant, "{written}");
        }
    }

    #[test]
    fn refuses_what_is_no_number() {
        for written in ["1.2.3", "1,23,4", "10,00,00", "x1", "12345678901234567890123456789"] {
            assert_eq!(value(written), "none", "{written}");
        }
    }
}
