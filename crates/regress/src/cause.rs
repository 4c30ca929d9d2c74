//! Why a row changed.

use std::collections::{BTreeMap, BTreeSet};

use crate::diff::Change;

/// What is known to differ between then and now.
#[derive(Clone, Debug, Default)]
pub struct Since {
    /// Surfaces, in lower case, whose lines in the user's lexicon came, went or changed, each with a name for people.
    pub lexicon: BTreeMap<String, String>,
    /// Rules that found something then.
    pub rules: BTreeSet<String>,
}

/// The cause of each of the `changes` of one article, as people are told; equal causes are one cause.
pub fn causes(changes: &[Change<'_>], is_text_changed: bool, since: &Since) -> Vec<String> {
    let mut firms: BTreeMap<&str, String> = BTreeMap::new();
    if !is_text_changed {
        for change in changes {
            let Some(row) = change.row().filter(|row| row.layout.table == "mentions") else { continue };
            for row in [change.old, change.new].into_iter().flatten() {
                firms.entry(row.get("firm")).or_insert_with(|| of_row(change, since));
            }
            firms.entry(row.get("text")).or_insert_with(|| of_row(change, since));
        }
    }
    let cause = |change: &Change<'_>| {
        if is_text_changed {
            return "article text".to_owned();
        }
        let names: &[&str] = match change.row().map_or("", |row| row.layout.table) {
            "firms" | "organisations" => &["name"],
            _ if change.columns == ["firm"] => &["firm"],
            _ => &[],
        };
        let by_firm = names.iter().find_map(|name| {
            [change.new, change.old].into_iter().flatten().find_map(|row| firms.get(row.get(name)).cloned())
        });
        by_firm.unwrap_or_else(|| of_row(change, since))
    };
    changes.iter().map(cause).collect()
}

fn of_row(change: &Change<'_>, since: &Since) -> String {
    let rows = [change.new, change.old];
    let edited =
        rows.into_iter().flatten().find_map(|row| since.lexicon.get(&row.get("text").to_lowercase()));
    if let Some(line) = edited {
        return line.clone();
    }
    let rule = |index: usize| rows[index].map_or("", |row| row.get("rule"));
    match (rule(1), rule(0)) {
        ("", "") => format!("attributes of {}", change.row().map_or("rows", |row| row.layout.table)),
        (old, "") => format!("rule {old}"),
        ("", new) if !since.rules.contains(new) => format!("rule {new} (new since approval)"),
        ("", new) => format!("rule {new}"),
        (old, new) if old == new => format!("rule {new}"),
        (old, new) => format!("rule {old} -> {new}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, approved, changes};

    fn article(value: &str, rule: &str) -> Article {
        let csv = format!(
            "table,sentence,text,value,rule\nfigures,It sold 5 boats.,5,{value},{rule}\nfigures,It sold 6 cars.,6,6,count.noun\n"
        );
        approved::read("a.txt", csv.as_bytes()).expect("these are rows")
    }

    #[test]
    fn a_change_in_one_rule_is_attributed_to_it() {
        let since = Since { rules: ["count.noun".to_owned()].into(), ..Since::default() };
        let (old, same) = (article("5", "count.noun"), article("50", "count.noun"));
        let found = changes(&old, &same);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].columns, ["value"]);
        assert_eq!(causes(&found, false, &since), ["rule count.noun"]);
        assert_eq!(causes(&found, true, &since), ["article text"]);
        let other = article("50", "number.bare");
        assert_eq!(causes(&changes(&old, &other), false, &since), ["rule count.noun -> number.bare"]);
        let moved = article("5", "number.bare");
        assert!(changes(&old, &moved).is_empty(), "the rule alone changes nothing that a row says");
    }

    #[test]
    fn a_vanished_row_is_attributed_to_the_rule_that_found_it() {
        let old = article("5", "count.noun");
        let mut new = old.clone();
        new.rows.remove(0);
        let found = changes(&old, &new);
        assert_eq!(causes(&found, false, &Since::default()), ["rule count.noun"]);
    }
}
