//! English nouns: which words are plurals, and what their singular is.

/// Plurals that no rule gives, with their singular.
const IRREGULAR: [(&str, &str); 26] = [
    ("people", "people"),
    ("men", "man"),
    ("women", "woman"),
    ("children", "child"),
    ("feet", "foot"),
    ("teeth", "tooth"),
    ("mice", "mouse"),
    ("lives", "life"),
    ("wives", "wife"),
    ("knives", "knife"),
    ("halves", "half"),
    ("leaves", "leaf"),
    ("criteria", "criterion"),
    ("staff", "staff"),
    ("crew", "crew"),
    ("aircraft", "aircraft"),
    ("spacecraft", "spacecraft"),
    ("personnel", "personnel"),
    ("police", "police"),
    ("cattle", "cattle"),
    ("sheep", "sheep"),
    ("fish", "fish"),
    ("series", "series"),
    ("species", "species"),
    ("headquarters", "headquarters"),
    ("movies", "movie"),
];

/// Words that end like a plural and are none.
const NOT_PLURAL: [&str; 24] = [
    "previous",
    "various",
    "serious",
    "gas",
    "bus",
    "plus",
    "news",
    "its",
    "his",
    "this",
    "us",
    "is",
    "was",
    "has",
    "as",
    "yes",
    "less",
    "across",
    "lens",
    "always",
    "perhaps",
    "besides",
    "sometimes",
    "overseas",
];

/// Is the word a noun in the plural, by its form?
pub(crate) fn is_plural(word: &str) -> bool {
    if let Some(stem) = word.strip_suffix("men").or_else(|| word.strip_suffix("MEN")) {
        return stem.is_ascii() && !stem.eq_ignore_ascii_case("speci") && !stem.eq_ignore_ascii_case("a");
    }
    if IRREGULAR.iter().any(|(plural, _)| word.eq_ignore_ascii_case(plural)) {
        return true;
    }
    let ends = |end: &str| {
        word.len() > end.len()
            && word.as_bytes()[word.len() - end.len()..].eq_ignore_ascii_case(end.as_bytes())
    };
    word.len() > 2
        && ends("s")
        && !ends("ss")
        && !ends("us")
        && !ends("is")
        && !ends("'s")
        && !ends("’s")
        && !NOT_PLURAL.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// The singular of a noun, its case kept.
pub(crate) fn singular(word: &str) -> String {
    if let Some((_, one)) = IRREGULAR.iter().find(|(plural, _)| word.eq_ignore_ascii_case(plural)) {
        return (*one).to_owned();
    }
    if let Some(stem) =
        word.strip_suffix("men").filter(|stem| stem.is_ascii() && is_plural(word) && !stem.is_empty())
    {
        return format!("{stem}man");
    }
    if !is_plural(word) {
        return word.to_owned();
    }
    let cut = |n: usize| word[..word.len() - n].to_owned();
    match word {
        _ if word.ends_with("ies") && word.len() > 4 => cut(3) + "y",
        _ if ["ches", "shes", "xes", "sses", "zzes"].iter().any(|end| word.ends_with(end)) => cut(2),
        _ if word.ends_with(['s', 'S']) => cut(1),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_plural, singular};

    #[test]
    fn tells_one_from_many() {
        for (many, one) in [
            ("bosses", "boss"),
            ("properties", "property"),
            ("fishermen", "fisherman"),
            ("boxes", "box"),
            ("employees", "employee"),
            ("Americans", "American"),
            ("people", "people"),
        ] {
            assert!(is_plural(many), "{many}");
            assert_eq!(singular(many), one);
        }
        for one in ["previous", "business", "analysis", "campus", "company's", "specimen"] {
            assert!(!is_plural(one), "{one}");
        }
    }
}
