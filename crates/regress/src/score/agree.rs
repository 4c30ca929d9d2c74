//! When two cells say the same.

use rust_decimal::Decimal;

/// Numbers agree at this many significant digits: gold writes one third as 0.333333.
const DIGITS: u32 = 5;

/// Whether two numbers are the same; texts that are no numbers must be equal.
pub fn number(gold: &str, found: &str) -> bool {
    match (gold.parse::<Decimal>(), found.parse::<Decimal>()) {
        (Ok(a), Ok(b)) => a == b || a.round_sf(DIGITS).is_some_and(|a| Some(a) == b.round_sf(DIGITS)),
        _ => gold == found,
    }
}

/// Whether two names are the same but for case, spaces and full stops.
pub fn name(gold: &str, found: &str) -> bool {
    let plain = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric() || "+#&".contains(*c))
            .flat_map(char::to_lowercase)
            .collect()
    };
    !gold.is_empty() && plain(gold) == plain(found)
}

/// Whether two noun phrases name the same: the content words of one are among those of the other, number aside.
pub fn phrase(gold: &str, found: &str) -> bool {
    let (gold, found) = (words(gold), words(found));
    if gold.is_empty() || found.is_empty() {
        return gold.is_empty() && found.is_empty();
    }
    gold.iter().all(|word| found.contains(word)) || found.iter().all(|word| gold.contains(word))
}

const EMPTY_WORDS: [&str; 12] =
    ["a", "an", "the", "of", "in", "on", "at", "for", "to", "and", "its", "their"];

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .filter(|word| !EMPTY_WORDS.contains(&word.as_str()))
        .map(|word| singular(&word))
        .collect()
}

fn singular(word: &str) -> String {
    match word {
        "people" => return "person".to_owned(),
        "men" => return "man".to_owned(),
        "women" => return "woman".to_owned(),
        "metres" | "meters" | "meter" => return "metre".to_owned(),
        _ => {}
    }
    let stem = |end: &str| word.strip_suffix(end).filter(|stem| stem.len() > 2);
    if let Some(stem) = stem("ies") {
        return format!("{stem}y");
    }
    if let Some(stem) =
        ["sses", "shes", "ches", "xes"].iter().find_map(|end| stem(end).map(|_| &word[..word.len() - 2]))
    {
        return stem.to_owned();
    }
    match stem("s") {
        Some(stem) if !stem.ends_with('s') => stem.to_owned(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_agree_by_meaning() {
        assert!(number("60000000", "60000000.00"));
        assert!(number("0.333333", "0.3333333333333333"));
        assert!(!number("60", "61"));
        assert!(number("2017-03", "2017-03"));
        assert!(name("Hrubý a.s.", "HRUBÝ AS"));
        assert!(!name("C", "C++"));
        assert!(phrase("people on the payroll", "person"));
        assert!(phrase("breweries", "brewery"));
        assert!(!phrase("bottles", ""));
        assert!(!phrase("bottles", "cans"));
    }
}
