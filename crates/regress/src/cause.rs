//! Why a row changed.

use std::collections::{BTreeMap, BTreeSet};

use crate::diff::Change;

/// Lines of the user's lexicons that came, went or changed, each by what rows show of it, with a name for people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edits {
    /// By surface of a firm or skill, in lower case.
    pub surfaces: BTreeMap<String, String>,
    /// By name, word or symbol of a unit, in lower case.
    pub units: BTreeMap<String, String>,
    /// By the rule that rows of then name.
    pub then: BTreeMap<String, String>,
    /// By the rule that rows of now name.
    pub now: BTreeMap<String, String>,
}

/// What is known to differ between then and now.
#[derive(Clone, Debug, Default)]
pub struct Since {
    /// What was edited in the user's lexicons.
    pub lexicon: Edits,
    /// Rules that found something then, if that is known.
    pub rules: Option<BTreeSet<String>>,
    /// Rules of those that are not what they were then, each with how people are told.
    pub changed: BTreeMap<String, String>,
    /// Settings that differ, for people; empty if none does.
    pub configuration: String,
    /// Whether the program is the same, to the last line of its code.
    pub is_same_program: bool,
}

impl Since {
    /// Whether nothing but lines of lexicons can be behind a change in an article that was not edited.
    fn is_lexicon_alone(&self) -> bool {
        self.is_same_program && self.configuration.is_empty() && self.lexicon != Edits::default()
    }
}

/// What happened to an article as a whole; it outranks all that may have happened to its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// It has no approved rows yet.
    New,
    /// It is gone, and its approved rows are not.
    Gone,
    /// Its text is another one.
    Edited,
}

impl Whole {
    /// How people are told.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new article",
            Self::Gone => "article is gone",
            Self::Edited => "article text",
        }
    }
}

/// The cause of each of the `changes` of one article, as people are told; equal causes are one cause.
pub fn causes(changes: &[Change<'_>], whole: Option<Whole>, since: &Since) -> Vec<String> {
    if let Some(whole) = whole.filter(|it| *it != Whole::Edited) {
        return vec![whole.name().to_owned(); changes.len()];
    }
    let lines = Lines::of(changes, since);
    let mut firms: BTreeMap<&str, String> = BTreeMap::new();
    for (change, name) in changes.iter().flat_map(|change| named(change).map(move |name| (change, name))) {
        firms.entry(name).or_insert_with(|| of_row(change, since));
    }
    let cause = |(change, line): (&Change<'_>, &Option<&String>)| {
        let by_firm = || holders(change).find_map(|name| firms.get(name).cloned());
        match line {
            Some(line) => (*line).clone(),
            None if whole.is_some() => Whole::Edited.name().to_owned(),
            None if since.is_lexicon_alone() => lines.behind(change, since),
            None => by_firm().unwrap_or_else(|| of_row(change, since)),
        }
    };
    changes.iter().zip(&lines.direct).map(cause).collect()
}

/// Edited lines of lexicons in one article.
struct Lines<'c> {
    /// For each change the line that its row shows, if any.
    direct: Vec<Option<&'c String>>,
    by_sentence: BTreeMap<&'c str, &'c String>,
    all: BTreeSet<&'c String>,
}

impl<'c> Lines<'c> {
    fn of(changes: &'c [Change<'_>], since: &'c Since) -> Self {
        let edits = &since.lexicon;
        let mut firms: BTreeMap<&str, &String> = BTreeMap::new();
        for (change, name) in changes.iter().flat_map(|change| named(change).map(move |name| (change, name)))
        {
            firms.extend(edited(change, edits).map(|line| (name, line)));
        }
        let of_firm = |change: &Change<'_>| holders(change).find_map(|name| firms.get(name).copied());
        let direct: Vec<Option<&String>> =
            changes.iter().map(|change| edited(change, edits).or_else(|| of_firm(change))).collect();
        let mut by_sentence = BTreeMap::new();
        for (change, line) in changes.iter().zip(&direct) {
            let sentence = change.row().map_or("", |row| row.get("sentence"));
            by_sentence.extend(line.filter(|_| !sentence.is_empty()).map(|line| (sentence, line)));
        }
        let all = direct.iter().flatten().copied().collect();
        Self { direct, by_sentence, all }
    }

    /// The line behind a row that does not show it: a new skill makes an article technical, and other words in it
    /// skills too.
    fn behind(&self, change: &Change<'_>, since: &Since) -> String {
        if let Some(line) = change.row().and_then(|row| self.by_sentence.get(row.get("sentence"))) {
            return (*line).clone();
        }
        let edits = &since.lexicon;
        let any = || edits.surfaces.values().chain(edits.units.values()).collect();
        let lines: BTreeSet<&String> = if self.all.is_empty() { any() } else { self.all.clone() };
        const TOLD: usize = 3;
        match lines.len() {
            count if count > TOLD => format!("one of {count} edited lines of lexicons"),
            _ => lines.into_iter().cloned().collect::<Vec<_>>().join(" or "),
        }
    }
}

/// Names of firms that a changed mention is of.
fn named<'c>(change: &Change<'c>) -> impl Iterator<Item = &'c str> + use<'c> {
    let rows = [change.old, change.new].into_iter().flatten().filter(|row| row.layout.table == "mentions");
    rows.flat_map(|row| [row.get("firm"), row.get("text")]).filter(|name| !name.is_empty())
}

/// Names of firms that a changed row hangs on.
fn holders<'c>(change: &Change<'c>) -> impl Iterator<Item = &'c str> + use<'c> {
    let is_new_or_gone = change.columns.is_empty();
    let names: &[&str] = match change.row().map_or("", |row| row.layout.table) {
        "firms" | "organisations" => &["name"],
        "relations" if is_new_or_gone => &["subject", "object"],
        "figures" | "skills"
            if change.columns.contains(&"firm")
                && change.columns.iter().all(|it| ["firm", "concepts", "measure"].contains(it)) =>
        {
            &["firm"]
        }
        _ => &[],
    };
    let rows = [change.new, change.old].into_iter().flatten();
    rows.flat_map(|row| names.iter().map(|name| row.get(name))).filter(|name| !name.is_empty())
}

fn of_row(change: &Change<'_>, since: &Since) -> String {
    if let Some(line) = edited(change, &since.lexicon) {
        return line.clone();
    }
    let [new, old] = [change.new, change.old].map(|row| row.map_or("", |row| row.get("rule")));
    if let Some(told) = [new, old].into_iter().find_map(|rule| changed(rule, since)) {
        return told;
    }
    if !since.configuration.is_empty() {
        return format!("configuration: {}", since.configuration);
    }
    match (old, new) {
        ("", "") => format!("attributes of {}", change.row().map_or("rows", |row| row.layout.table)),
        (old, "") => format!("rule {old}"),
        ("", new)
            if since.rules.as_ref().is_some_and(|rules| !parts(new).all(|part| rules.contains(part))) =>
        {
            format!("rule {new} (new since approval)")
        }
        ("", new) => format!("rule {new}"),
        (old, new) if old == new => format!("rule {new}"),
        (old, new) => format!("rule {old} -> {new}"),
    }
}

/// The edited line of a lexicon that a row shows.
fn edited<'e>(change: &Change<'_>, edits: &'e Edits) -> Option<&'e String> {
    [(change.new, &edits.now), (change.old, &edits.then)].into_iter().find_map(|(row, lines)| {
        let row = row?;
        let text = row.get("text").to_lowercase();
        let unit = || {
            let word =
                text.rsplit(|c: char| c.is_whitespace() || c.is_ascii_digit()).next().unwrap_or_default();
            let singular = word.strip_suffix('s').unwrap_or(word);
            let unit = row.get("unit").to_lowercase();
            [unit.as_str(), word, singular].iter().find_map(|it| edits.units.get(*it))
        };
        let by_rule = || parts(row.get("rule")).find_map(|rule| lines.get(rule));
        edits.surfaces.get(&text).or_else(by_rule).or_else(|| (row.layout.table == "figures").then(unit)?)
    })
}

fn changed(rule: &str, since: &Since) -> Option<String> {
    parts(rule).find_map(|part| since.changed.get(part)).cloned()
}

/// The rules that a row names: `money.mark+range.to` names two.
pub fn parts(rule: &str) -> impl Iterator<Item = &str> {
    // A line of a list is one thing, whatever the file is called.
    let is_line = rule.contains(':');
    rule.split(move |c| c == '+' && !is_line).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, approved, changes};

    fn article(value: &str, rule: &str) -> Article {
        let csv = format!(
            "table,place,text,value,rule\nsentence,s1,It sold 5 boats.,,\nfigures,s1,5,{value},{rule}\nfigures,s2,6,6,count.noun\n"
        );
        let approved = approved::read(csv.as_bytes()).expect("these are rows");
        Article { id: "a.txt".to_owned(), rows: approved.rows.into_iter().map(|(_, row)| row).collect() }
    }

    #[test]
    fn a_change_in_one_rule_is_attributed_to_it() {
        let mut since = Since { rules: Some(["count.noun".to_owned()].into()), ..Since::default() };
        let (old, same) = (article("5", "count.noun"), article("50", "count.noun"));
        let (before, now) = (old.all(), same.all());
        let found = changes(&before, &now);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].columns, ["value"]);
        assert_eq!(causes(&found, None, &since), ["rule count.noun"]);
        assert_eq!(causes(&found, Some(Whole::Edited), &since), ["article text"]);
        since.configuration = "skills: a.csv -> b.csv".to_owned();
        assert_eq!(causes(&found, None, &since), ["configuration: skills: a.csv -> b.csv"]);
        since.changed.insert("count.noun".to_owned(), "rule count.noun (changed since 0.0.9)".to_owned());
        assert_eq!(causes(&found, None, &since), ["rule count.noun (changed since 0.0.9)"]);
        since.lexicon.surfaces.insert("5".to_owned(), "lexicon/units.csv:3".to_owned());
        assert_eq!(causes(&found, None, &since), ["lexicon/units.csv:3"]);

        let other = article("50", "number.bare");
        assert_eq!(
            causes(&changes(&before, &other.all()), None, &Since::default()),
            ["rule count.noun -> number.bare"]
        );
        let moved = article("5", "number.bare");
        assert!(changes(&before, &moved.all()).is_empty(), "the rule alone changes nothing that a row says");
    }

    #[test]
    fn a_line_of_a_lexicon_is_known_by_surface_rule_or_unit() {
        let (old, new) = (article("5", "count.noun"), article("50", "lexicon/user/units.csv:2"));
        let (before, now) = (old.all(), new.all());
        let found = changes(&before, &now);
        let mut since = Since::default();
        assert_eq!(causes(&found, None, &since), ["rule count.noun -> lexicon/user/units.csv:2"]);
        since.lexicon.now.insert("lexicon/user/units.csv:2".to_owned(), "lexicon/units.csv:2".to_owned());
        assert_eq!(causes(&found, None, &since), ["lexicon/units.csv:2"]);
    }

    #[test]
    fn where_nothing_else_differs_a_line_is_behind_all_changes() {
        let (old, new) = (article("5", "count.noun"), article("50", "count.noun"));
        let (before, now) = (old.all(), new.all());
        let found = changes(&before, &now);
        let mut since = Since { is_same_program: true, ..Since::default() };
        assert_eq!(causes(&found, None, &since), ["rule count.noun"]);
        since.lexicon.surfaces.insert("quuxwright".to_owned(), "lexicon/skills.csv:2".to_owned());
        assert_eq!(causes(&found, None, &since), ["lexicon/skills.csv:2"]);
        since.lexicon.units.insert("smoot".to_owned(), "lexicon/units.csv:7".to_owned());
        assert_eq!(causes(&found, None, &since), ["lexicon/skills.csv:2 or lexicon/units.csv:7"]);
        assert_eq!(causes(&found, Some(Whole::Edited), &since), ["article text"]);
        since.is_same_program = false;
        assert_eq!(causes(&found, None, &since), ["rule count.noun"]);
    }

    #[test]
    fn a_vanished_row_is_attributed_to_the_rule_that_found_it() {
        let old = article("5", "count.noun+range.to");
        let mut new = old.clone();
        new.rows.remove(0);
        let (before, now) = (old.all(), new.all());
        let found = changes(&before, &now);
        assert_eq!(causes(&found, None, &Since::default()), ["rule count.noun+range.to"]);
        let told = "rule range.to (changed since 0.0.9)";
        let since = Since { changed: [("range.to".to_owned(), told.to_owned())].into(), ..Since::default() };
        assert_eq!(causes(&found, None, &since), [told]);
    }
}
