//! Firms over all articles: rows that are one firm are shown together.

use std::collections::BTreeMap;

use crate::data::{ArticleData, Dataset, Table};

/// A firm or organisation over all articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// The name, in the spelling that has the most mentions.
    pub name: String,
    /// Whether it is a firm; otherwise another organisation.
    pub is_firm: bool,
    /// Mentions in all articles.
    pub mentions: u64,
    /// Its rows: article, row in that article's table of firms or organisations.
    pub rows: Vec<(usize, usize)>,
    /// Its ids in the tables, one an article.
    pub ids: Vec<String>,
}

impl Group {
    /// The table of `article` that its row there stands in.
    pub fn table<'a>(&self, article: &'a ArticleData) -> &'a Table {
        if self.is_firm { &article.firms } else { &article.organisations }
    }

    /// Articles that it occurs in.
    pub fn articles(&self) -> usize {
        let mut articles: Vec<usize> = self.rows.iter().map(|&(article, _)| article).collect();
        articles.dedup();
        articles.len()
    }

    /// Whether a row with this `firm_id` is about it.
    pub fn has(&self, id: &str) -> bool {
        self.ids.iter().any(|own| own == id)
    }
}

/// All groups: firms first, then by mentions, then by name.
///
/// Rows go together as the dataset's merge of firms says ([`Dataset::merged`]); those it does not know, by name.
pub fn groups(dataset: &Dataset) -> Vec<Group> {
    let mut by_key: BTreeMap<(bool, String), (Group, BTreeMap<String, u64>)> = BTreeMap::new();
    for (index, article) in dataset.articles.iter().enumerate() {
        for (table, is_firm) in [(&article.firms, true), (&article.organisations, false)] {
            for (row_index, row) in table.rows.iter().enumerate() {
                let (name, id) = (table.cell(row, "name"), table.cell(row, "firm_id"));
                let key = dataset
                    .merged
                    .get(id)
                    .cloned()
                    .unwrap_or_else(|| format!("name {}", name.to_lowercase()));
                let (group, names) = by_key.entry((!is_firm, key)).or_default();
                let mentions = table.cell(row, "mentions").parse::<u64>().unwrap_or_default();
                group.is_firm = is_firm;
                group.mentions += mentions;
                group.rows.push((index, row_index));
                group.ids.push(id.to_owned());
                *names.entry(name.to_owned()).or_default() += mentions;
            }
        }
    }
    let mut groups: Vec<Group> = by_key
        .into_values()
        .map(|(group, names)| {
            let name = names.into_iter().max_by(|a, b| (a.1, &b.0).cmp(&(b.1, &a.0)));
            Group { name: name.map(|(name, _)| name).unwrap_or_default(), ..group }
        })
        .collect();
    groups.sort_by(|a, b| {
        (!a.is_firm, b.mentions, &a.name, &a.rows).cmp(&(!b.is_firm, a.mentions, &b.name, &b.rows))
    });
    groups
}

/// Which group has a row with an id, by id.
pub fn by_id(groups: &[Group]) -> BTreeMap<&str, usize> {
    groups
        .iter()
        .enumerate()
        .flat_map(|(index, group)| group.ids.iter().map(move |id| (id.as_str(), index)))
        .collect()
}

/// The group of this name or alias, whatever its case; the one with the most mentions if several have it.
pub fn find<'a>(dataset: &Dataset, groups: &'a [Group], name: &str) -> Option<&'a Group> {
    let wanted = name.to_lowercase();
    let named = |cell: &str| cell.split("; ").any(|name| name.to_lowercase() == wanted);
    groups.iter().find(|group| group.name.to_lowercase() == wanted).or_else(|| {
        groups.iter().find(|group| {
            group.rows.iter().any(|&(article, row)| {
                let table = group.table(&dataset.articles[article]);
                let row = &table.rows[row];
                named(table.cell(row, "name")) || named(table.cell(row, "aliases"))
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn firm(article: &str, id: &str, name: &str, mentions: &str) -> ArticleData {
        let columns = ["firm_id", "name", "mentions", "aliases"].map(str::to_owned).to_vec();
        let row = [id, name, mentions, "The Works; DW"].map(str::to_owned).to_vec();
        ArticleData {
            id: article.to_owned(),
            firms: Table { columns, rows: vec![row] },
            ..ArticleData::default()
        }
    }

    #[test]
    fn merged_rows_are_one_group_under_the_name_used_most() {
        let mut dataset = Dataset {
            articles: vec![
                firm("a", "f1", "Dakor", "1"),
                firm("b", "f2", "Dakor Works plc", "4"),
                firm("c", "f3", "dakor", "2"),
            ],
            ..Dataset::default()
        };
        assert_eq!(groups(&dataset).len(), 2, "by name alone");
        for id in ["f1", "f2", "f3"] {
            dataset.merged.insert(id.to_owned(), "one".to_owned());
        }
        let groups = groups(&dataset);
        assert_eq!(groups.len(), 1);
        assert_eq!(
            (groups[0].name.as_str(), groups[0].mentions, groups[0].articles()),
            ("Dakor Works plc", 7, 3)
        );
        assert_eq!(find(&dataset, &groups, "dw"), Some(&groups[0]));
        assert_eq!(find(&dataset, &groups, "Unha"), None);
    }
}
