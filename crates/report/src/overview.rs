//! The charts of a dataset.

use std::collections::BTreeMap;

use crate::chart::{Chart, bars, graph, matrix};
use crate::data::Dataset;
use crate::firms::Group;

/// Items in a chart of bars at the most.
const MOST: usize = 20;

/// All charts of the overview, in order.
pub fn charts(dataset: &Dataset, groups: &[Group]) -> Vec<Chart> {
    let firms: Vec<&Group> = groups.iter().filter(|group| group.is_firm).collect();
    vec![
        bars(
            "firms-by-mentions",
            "Firms by mentions",
            "mentions",
            &firms.iter().take(MOST).map(|group| (group.name.clone(), group.mentions)).collect::<Vec<_>>(),
        ),
        bars("firms-by-headcount", "Firms by headcount", "employees", &headcounts(dataset, &firms)),
        bars(
            "figures-by-kind",
            "Figures by kind",
            "figures",
            &counted(dataset.articles.iter().flat_map(|article| {
                article.figures.rows.iter().map(|row| article.figures.cell(row, "kind").to_owned())
            })),
        ),
        bars("money-by-size", "Amounts of money by order of size", "figures", &money_sizes(dataset)),
        bars(
            "skills-by-category",
            "Skills by category",
            "mentions",
            &counted(dataset.articles.iter().flat_map(|article| {
                article.skills.rows.iter().map(|row| article.skills.cell(row, "category").to_owned())
            })),
        ),
        bars(
            "skills-by-frequency",
            "Skills by frequency",
            "mentions",
            &counted(dataset.articles.iter().flat_map(|article| {
                article.skills.rows.iter().map(|row| article.skills.cell(row, "skill").to_owned())
            })),
        ),
        relations(dataset, groups),
        firm_skills(dataset, groups),
        over_time(dataset),
    ]
}

/// The most frequent first, equals by name.
fn counted(items: impl Iterator<Item = String>) -> Vec<(String, u64)> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for item in items.filter(|item| !item.is_empty()) {
        *counts.entry(item).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    counts.truncate(MOST);
    counts
}

fn headcounts(dataset: &Dataset, firms: &[&Group]) -> Vec<(String, u64)> {
    let mut items: Vec<(String, u64)> = firms
        .iter()
        .filter_map(|group| {
            let most = group
                .rows
                .iter()
                .filter_map(|&(article, row)| {
                    let table = &dataset.articles[article].firms;
                    let cell = table.cell(&table.rows[row], "employees");
                    cell.split('.').next().and_then(|whole| whole.parse::<u64>().ok())
                })
                .max()?;
            Some((group.name.clone(), most))
        })
        .collect();
    items.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    items.truncate(MOST);
    items
}

fn money_sizes(dataset: &Dataset) -> Vec<(String, u64)> {
    const SIZES: [(&str, usize); 6] = [
        ("below a thousand", 3),
        ("thousands", 6),
        ("millions", 9),
        ("billions", 12),
        ("trillions", 15),
        ("more", usize::MAX),
    ];
    let mut counts = [0u64; SIZES.len()];
    for article in &dataset.articles {
        for row in &article.figures.rows {
            if article.figures.cell(row, "kind") == "money" {
                let value = article.figures.cell(row, "value");
                let digits = value.trim_start_matches('-').split('.').next().unwrap_or_default().len();
                if let Some(size) = SIZES.iter().position(|&(_, most)| digits <= most) {
                    counts[size] += 1;
                }
            }
        }
    }
    SIZES.iter().zip(counts).filter(|&(_, count)| count > 0).map(|(size, n)| (size.0.to_owned(), n)).collect()
}

fn group_of_id(groups: &[Group]) -> BTreeMap<&str, usize> {
    groups
        .iter()
        .enumerate()
        .flat_map(|(index, group)| group.ids.iter().map(move |id| (id.as_str(), index)))
        .collect()
}

fn relations(dataset: &Dataset, groups: &[Group]) -> Chart {
    let by_id = group_of_id(groups);
    let mut edges: BTreeMap<(usize, usize, String), u64> = BTreeMap::new();
    for article in &dataset.articles {
        for row in &article.relations.rows {
            let table = &article.relations;
            if let (Some(&from), Some(&to)) =
                (by_id.get(table.cell(row, "subject_id")), by_id.get(table.cell(row, "object_id")))
            {
                *edges.entry((from, to, table.cell(row, "relation").to_owned())).or_default() += 1;
            }
        }
    }
    let mut edges: Vec<_> = edges.into_iter().collect();
    edges.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    edges.truncate(2 * MOST);
    let mut nodes: Vec<usize> = edges.iter().flat_map(|((from, to, _), _)| [*from, *to]).collect();
    nodes.sort_unstable();
    nodes.dedup();
    let at = |group: usize| nodes.binary_search(&group).unwrap_or_default();
    let lines: Vec<_> =
        edges.iter().map(|((from, to, what), _)| (at(*from), at(*to), what.clone())).collect();
    let names: Vec<String> = nodes.iter().map(|&group| groups[group].name.clone()).collect();
    graph("relations", "Relations between firms", &names, &lines)
}

fn firm_skills(dataset: &Dataset, groups: &[Group]) -> Chart {
    let by_id = group_of_id(groups);
    let mut counts: BTreeMap<(usize, &str), u64> = BTreeMap::new();
    for article in &dataset.articles {
        for row in &article.skills.rows {
            if let Some(&group) = by_id.get(article.skills.cell(row, "firm_id")) {
                *counts.entry((group, article.skills.cell(row, "skill"))).or_default() += 1;
            }
        }
    }
    let top = |totals: BTreeMap<String, u64>| {
        let mut totals: Vec<_> = totals.into_iter().collect();
        totals.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
        totals.into_iter().take(MOST).map(|(name, _)| name).collect::<Vec<_>>()
    };
    let (mut by_firm, mut by_skill) = (BTreeMap::new(), BTreeMap::new());
    for (&(group, skill), &count) in &counts {
        *by_firm.entry(groups[group].name.clone()).or_default() += count;
        *by_skill.entry(skill.to_owned()).or_default() += count;
    }
    let (rows, columns) = (top(by_firm), top(by_skill));
    let mut cells = vec![vec![0; columns.len()]; rows.len()];
    for (&(group, skill), &count) in &counts {
        let row = rows.iter().position(|name| *name == groups[group].name);
        let column = columns.iter().position(|name| name == skill);
        if let (Some(row), Some(column)) = (row, column) {
            cells[row][column] += count;
        }
    }
    matrix("firms-and-skills", "Firms and their skills", &rows, &columns, &cells)
}

fn over_time(dataset: &Dataset) -> Chart {
    let mut months: BTreeMap<String, u64> = BTreeMap::new();
    for article in &dataset.articles {
        let date: String = article.published.chars().take(7).collect();
        if !date.is_empty() {
            *months.entry(date).or_default() += 1;
        }
    }
    // Years, where months would be too many to draw.
    if months.len() > 3 * MOST {
        let mut years: BTreeMap<String, u64> = BTreeMap::new();
        for (month, count) in months {
            *years.entry(month.chars().take(4).collect()).or_default() += count;
        }
        months = years;
    }
    bars("articles-over-time", "Articles over time", "articles", &months.into_iter().collect::<Vec<_>>())
}
