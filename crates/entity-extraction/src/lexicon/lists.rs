//! The built-in lists whose lines are rules of rows, as they stand in `data/`.

/// Firms.
pub static FIRMS: &str = include_str!("../../data/firms.tsv");
/// Other organisations.
pub static ORGANISATIONS: &str = include_str!("../../data/organisations.tsv");
/// Universities.
pub static UNIVERSITIES: &str = include_str!("../../data/universities.txt");
/// Skills.
pub static SKILLS: &str = include_str!("../../data/skills.csv");

/// The list of this file name.
pub fn named(name: &str) -> Option<&'static str> {
    match name {
        "firms.tsv" => Some(FIRMS),
        "organisations.tsv" => Some(ORGANISATIONS),
        "universities.txt" => Some(UNIVERSITIES),
        "skills.csv" => Some(SKILLS),
        _ => None,
    }
}
