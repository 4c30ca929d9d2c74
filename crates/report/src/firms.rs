//! Firms over all articles: rows of the same name are shown together.

use std::collections::BTreeMap;

use crate::data::Dataset;

/// A firm or organisation over all articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// The name, in the spelling of its first article.
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

/// All groups: firms first, then by mentions, then by name.
pub fn groups(dataset: &Dataset) -> Vec<Group> {
    let mut by_name: BTreeMap<(bool, String), Group> = BTreeMap::new();
    for (index, article) in dataset.articles.iter().enumerate() {
        for (table, is_firm) in [(&article.firms, true), (&article.organisations, false)] {
            for (row_index, row) in table.rows.iter().enumerate() {
                let name = table.cell(row, "name");
                let group = by_name.entry((!is_firm, name.to_lowercase())).or_insert_with(|| Group {
                    name: name.to_owned(),
                    is_firm,
                    ..Group::default()
                });
                group.mentions += table.cell(row, "mentions").parse::<u64>().unwrap_or_default();
                group.rows.push((index, row_index));
                group.ids.push(table.cell(row, "firm_id").to_owned());
            }
        }
    }
    let mut groups: Vec<Group> = by_name.into_values().collect();
    groups.sort_by(|a, b| (!a.is_firm, b.mentions, &a.name).cmp(&(!b.is_firm, a.mentions, &b.name)));
    groups
}
