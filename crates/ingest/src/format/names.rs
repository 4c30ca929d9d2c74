//! Names in bylines.
//!
//! ```text
//! By Ann Lee and Bo Chu            Ann Lee · Bo Chu
//! ANN LEE, Harbour correspondent   ANN LEE
//! By Ann Lee | 2 May 2024          Ann Lee
//! ```

/// Words before the names.
const OPENINGS: &[&str] =
    &["by:", "by", "written by", "story by", "posted by", "words by", "words:", "text:", "author:", "from"];
/// Last words of what is a role, not a name.
const ROLES: &[&str] = &[
    "admin",
    "columnist",
    "contributor",
    "correspondent",
    "editor",
    "journalist",
    "opens",
    "producer",
    "reporter",
    "writer",
];
/// Words that are in no name.
const NEVER: &[&str] = &["admin", "published", "updated", "posted", "minutes", "read"];

/// What a byline names, without the opening word, roles, addresses and dates.
pub(crate) fn split(byline: &str) -> Vec<String> {
    let byline = without_opening(byline.trim());
    if byline.contains("://") || byline.starts_with('@') || byline.starts_with("www.") {
        return Vec::new();
    }
    let mut names: Vec<String> = Vec::new();
    let mut rest = byline;
    while !rest.is_empty() {
        let (name, after) = cut(rest);
        rest = after;
        let name = name.split(" @").next().unwrap_or(name);
        let name = name.trim_matches(|c: char| c.is_whitespace() || "().:-–\"".contains(c));
        if is_name(name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// The names after "By" at the start of a line that is no sentence.
pub(crate) fn after_by(line: &str) -> Option<&str> {
    let rest = ["By: ", "By ", "BY ", "by "].iter().find_map(|by| line.strip_prefix(by))?;
    (rest.starts_with(char::is_uppercase) && rest.split_whitespace().count() <= 14).then_some(rest)
}

fn without_opening(byline: &str) -> &str {
    let fits = |opening: &&&str| {
        byline.get(..opening.len()).is_some_and(|start| start.eq_ignore_ascii_case(opening))
            && byline[opening.len()..].starts_with(char::is_whitespace)
    };
    OPENINGS.iter().find(fits).map_or(byline, |opening| byline[opening.len()..].trim_start())
}

/// The part before the first comma, "and" or other sign between names, and the part after it.
fn cut(names: &str) -> (&str, &str) {
    for (at, c) in names.char_indices() {
        if ",;|•·/\n".contains(c) {
            return (&names[..at], &names[at + c.len_utf8()..]);
        }
        if c == ' ' {
            let rest = &names[at + 1..];
            let word = rest.split(' ').next().unwrap_or_default();
            if word == "&" || word.eq_ignore_ascii_case("and") {
                return (&names[..at], &rest[word.len()..]);
            }
        }
    }
    (names, "")
}

fn is_name(name: &str) -> bool {
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    let is_role = words.len() <= 3
        && words.last().is_some_and(|last| ROLES.contains(&last.as_str()))
        && !words.iter().any(|word| word == "staff");
    !words.is_empty()
        && words.len() <= 6
        && !is_role
        && !name.contains('@')
        && !name.chars().any(|c| c.is_ascii_digit())
        && name.chars().any(char::is_alphabetic)
        && !words.iter().any(|word| NEVER.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn names_are_cut_apart() {
        assert_eq!(split("By Ann Lee and Bo Chu"), ["Ann Lee", "Bo Chu"]);
        assert_eq!(split("ANN LEE, BO CHU AND CY DEE"), ["ANN LEE", "BO CHU", "CY DEE"]);
        assert_eq!(split("Written by Ann Lee, Harbour correspondent"), ["Ann Lee"]);
        assert_eq!(split("By Ann Lee | 2 May 2024"), ["Ann Lee"]);
        assert_eq!(split("The Associated Press"), ["The Associated Press"]);
        assert_eq!(split("Guardian staff reporter"), ["Guardian staff reporter"]);
        assert_eq!(split("Andy Sandberg"), ["Andy Sandberg"]);
    }

    #[test]
    fn what_is_no_name_is_left_out() {
        for text in [
            "https://example.org/ann",
            "@annlee",
            "admin",
            "Senior Reporter",
            "2 May 2024",
            "",
            "ann@example.org",
        ] {
            assert_eq!(split(text), Vec::<String>::new(), "{text}");
        }
    }
}
