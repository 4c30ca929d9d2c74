//! The charts of a dataset.

use std::collections::BTreeMap;

use crate::chart::{Bar, Chart, Dot, Edge, Tone, bars, columns, dots, graph, matrix};
use crate::data::{ArticleData, Dataset, Table};
use crate::facts::headcount;
use crate::firms::{Group, by_id};
use crate::spread;

/// Items in a chart at most.
const MOST: usize = 20;
/// Relations in the graph at most: more cannot be told apart.
const MOST_RELATIONS: usize = 40;

/// All charts of the overview: firms and articles, figures, skills; those without data are left out.
pub fn charts(dataset: &Dataset, groups: &[Group]) -> Vec<Chart> {
    let firms: Vec<&Group> = groups.iter().filter(|group| group.is_firm).collect();
    let mut charts = vec![
        mentions(&firms),
        headcounts(dataset, &firms),
        relations(dataset, groups),
        over_time(dataset),
        figures_by_kind(dataset),
    ];
    charts.extend(spread::charts(dataset).into_iter().map(Some));
    charts.extend([skills_by_category(dataset), skills_by_frequency(dataset), firm_skills(dataset, groups)]);
    charts.into_iter().flatten().collect()
}

fn mentions(firms: &[&Group]) -> Option<Chart> {
    let articles = |n: usize| format!("in {n} article{}", if n == 1 { "" } else { "s" });
    let bar = |group: &&Group| Bar {
        label: group.name.clone(),
        value: group.mentions,
        more: articles(group.articles()),
    };
    let items: Vec<Bar> = firms.iter().take(MOST).map(bar).collect();
    let note = format!("Mentions, short forms included; the first {} of {} firms", items.len(), firms.len());
    (!items.is_empty())
        .then(|| bars("firms-by-mentions", Tone::Firm, "mentions", &items).titled("Firms by mentions", note))
}

/// Cells of all rows of a table under one column.
fn cells<'a>(
    dataset: &'a Dataset,
    table: impl Fn(&'a ArticleData) -> &'a Table + 'a,
    column: &'a str,
) -> impl Iterator<Item = &'a str> {
    dataset.articles.iter().flat_map(move |article| {
        let table = table(article);
        table.rows.iter().map(move |row| table.cell(row, column))
    })
}

/// The most frequent first, equals by name; empty ones do not count.
fn counted<'a>(items: impl Iterator<Item = &'a str>) -> Vec<(&'a str, u64)> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for item in items.filter(|item| !item.is_empty()) {
        *counts.entry(item).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|a, b| (b.1, a.0).cmp(&(a.1, b.0)));
    counts
}

fn figures_by_kind(dataset: &Dataset) -> Option<Chart> {
    let counts = counted(cells(dataset, |article| &article.figures, "kind"));
    let items: Vec<Bar> = counts
        .iter()
        .map(|&(kind, value)| Bar { label: kind.to_owned(), value, more: String::new() })
        .collect();
    (!items.is_empty()).then(|| {
        bars("figures-by-kind", Tone::Figure, "figures", &items)
            .titled("Figures by kind", "Number of figures of each kind in all articles")
    })
}

fn skills_by_category(dataset: &Dataset) -> Option<Chart> {
    let mut kinds: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for article in &dataset.articles {
        for row in &article.skills.rows {
            let known = kinds.entry(article.skills.cell(row, "category")).or_default();
            known.push(article.skills.cell(row, "skill"));
        }
    }
    let mut items: Vec<Bar> = kinds
        .into_iter()
        .map(|(category, mut skills)| {
            let value = skills.len() as u64;
            skills.sort_unstable();
            skills.dedup();
            let more = format!("of {} skill{}", skills.len(), if skills.len() == 1 { "" } else { "s" });
            Bar { label: category.to_owned(), value, more }
        })
        .collect();
    items.sort_by(|a, b| (b.value, &a.label).cmp(&(a.value, &b.label)));
    (!items.is_empty()).then(|| {
        bars("skills-by-category", Tone::Skill, "mentions", &items)
            .titled("Skills by category", "Mentions of skills, and how many different skills they are")
    })
}

fn skills_by_frequency(dataset: &Dataset) -> Option<Chart> {
    let mut categories: BTreeMap<&str, &str> = BTreeMap::new();
    for article in &dataset.articles {
        for row in &article.skills.rows {
            categories
                .entry(article.skills.cell(row, "skill"))
                .or_insert(article.skills.cell(row, "category"));
        }
    }
    let counts = counted(cells(dataset, |article| &article.skills, "skill"));
    let bar = |&(skill, value): &(&str, u64)| Bar {
        label: skill.to_owned(),
        value,
        more: categories.get(skill).copied().unwrap_or_default().to_owned(),
    };
    let items: Vec<Bar> = counts.iter().take(MOST).map(bar).collect();
    let note = format!("Mentions; the first {} of {} skills, with their category", items.len(), counts.len());
    (!items.is_empty()).then(|| {
        bars("skills-by-frequency", Tone::Skill, "mentions", &items).titled("Skills by frequency", note)
    })
}

/// The largest headcount that an article states of each firm.
fn headcounts(dataset: &Dataset, firms: &[&Group]) -> Option<Chart> {
    let mut items: Vec<Dot> = firms
        .iter()
        .filter_map(|group| {
            let stated = group.rows.iter().filter_map(|&(article, row)| {
                let table = &dataset.articles[article].firms;
                let row = &table.rows[row];
                let low: f64 = table.cell(row, "employees").parse().ok()?;
                let high = table.cell(row, "employees_high").parse().unwrap_or(low);
                let loose = table.cell(row, "employees_bound") != "=";
                let said = headcount(table, row);
                (low > 0.0).then(|| Dot { label: group.name.clone(), low, high: high.max(low), loose, said })
            });
            stated.max_by(|a, b| a.high.total_cmp(&b.high))
        })
        .collect();
    items.sort_by(|a, b| b.high.total_cmp(&a.high).then_with(|| a.label.cmp(&b.label)));
    let all = items.len();
    items.truncate(MOST);
    let chart = dots("firms-by-headcount", Tone::Firm, "employees", &items);
    let note =
        format!("Largest number stated; ring: about, or a bound; the first {} of {all} firms", items.len());
    (!items.is_empty()).then(|| chart.titled("Firms by headcount", note))
}

fn relations(dataset: &Dataset, groups: &[Group]) -> Option<Chart> {
    let by_id = by_id(groups);
    let mut counts: BTreeMap<(usize, usize, &str), u64> = BTreeMap::new();
    for article in &dataset.articles {
        let table = &article.relations;
        for row in &table.rows {
            if let (Some(&from), Some(&to)) =
                (by_id.get(table.cell(row, "subject_id")), by_id.get(table.cell(row, "object_id")))
                && from != to
            {
                *counts.entry((from, to, table.cell(row, "relation"))).or_default() += 1;
            }
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    // Stated often first, then those of the firms with the most mentions.
    counts.sort_by(|a, b| (b.1, a.0).cmp(&(a.1, b.0)));
    let all = counts.len();
    counts.truncate(MOST_RELATIONS);
    let mut nodes: Vec<usize> = counts.iter().flat_map(|((from, to, _), _)| [*from, *to]).collect();
    nodes.sort_unstable();
    nodes.dedup();
    let at = |group: usize| nodes.binary_search(&group).unwrap_or_default();
    let edge = |&((from, to, what), times): &((usize, usize, &str), u64)| Edge {
        from: at(from),
        to: at(to),
        what: what.to_owned(),
        times,
    };
    let edges: Vec<Edge> = counts.iter().map(edge).collect();
    let names: Vec<String> = nodes.iter().map(|&group| groups[group].name.clone()).collect();
    let note = format!(
        "An arrow leads from the firm to the other: A parent of B; {} of {all} relations",
        edges.len()
    );
    (!edges.is_empty())
        .then(|| graph("relations", Tone::Firm, &names, &edges).titled("Relations between firms", note))
}

fn firm_skills(dataset: &Dataset, groups: &[Group]) -> Option<Chart> {
    let by_id = by_id(groups);
    let mut counts: BTreeMap<(usize, &str), u64> = BTreeMap::new();
    for article in &dataset.articles {
        for row in &article.skills.rows {
            if let Some(&group) = by_id.get(article.skills.cell(row, "firm_id")) {
                *counts.entry((group, article.skills.cell(row, "skill"))).or_default() += 1;
            }
        }
    }
    let mut by_skill = BTreeMap::<&str, u64>::new();
    for (&(_, skill), &count) in &counts {
        *by_skill.entry(skill).or_default() += count;
    }
    fn top<T: Ord + Copy>(totals: BTreeMap<T, u64>) -> Vec<T> {
        let mut totals: Vec<_> = totals.into_iter().collect();
        totals.sort_by(|a, b| (b.1, a.0).cmp(&(a.1, b.0)));
        totals.into_iter().take(MOST).map(|(name, _)| name).collect()
    }
    let columns = top(by_skill);
    // Of the firms those that have most of these skills: no row is empty.
    let mut by_firm = BTreeMap::<usize, u64>::new();
    for (&(group, _), &count) in counts.iter().filter(|((_, skill), _)| columns.contains(skill)) {
        *by_firm.entry(group).or_default() += count;
    }
    let rows = top(by_firm);
    let cells: Vec<Vec<u64>> = rows
        .iter()
        .map(|&group| {
            columns.iter().map(|&skill| counts.get(&(group, skill)).copied().unwrap_or(0)).collect()
        })
        .collect();
    let names: Vec<String> = rows.iter().map(|&group| groups[group].name.clone()).collect();
    let skills: Vec<String> = columns.iter().map(|&skill| skill.to_owned()).collect();
    (!rows.is_empty()).then(|| {
        matrix("firms-and-skills", Tone::Skill, &names, &skills, &cells).titled(
            "Firms and their skills",
            "How often the text says that a firm has a skill; the larger, the more often",
        )
    })
}

/// Articles by day, month or year, whichever gives not too many columns.
fn over_time(dataset: &Dataset) -> Option<Chart> {
    let dates: Vec<&str> = dataset.articles.iter().map(|article| article.published.as_str()).collect();
    let dated: Vec<(i32, u32)> = dates.iter().filter_map(|date| year_and_month(date)).collect();
    let (&first, &last) = (dated.iter().min()?, dated.iter().max()?);
    let index = |(year, month): (i32, u32)| year * 12 + month as i32 - 1;
    let by_month = index(last) - index(first) < 3 * MOST as i32;
    let (from, to) = if by_month { (index(first), index(last)) } else { (first.0, last.0) };
    let mut items: Vec<(String, u64)> = (from..=to)
        .map(|at| {
            (
                if by_month {
                    format!("{}-{:02}", at.div_euclid(12), at.rem_euclid(12) + 1)
                } else {
                    at.to_string()
                },
                0,
            )
        })
        .collect();
    for date in &dated {
        items[(if by_month { index(*date) } else { date.0 } - from) as usize].1 += 1;
    }
    let by = if by_month { "month" } else { "year" };
    let note = format!(
        "Articles by {by} of publication; {} of {} have no date",
        dates.len() - dated.len(),
        dates.len()
    );
    Some(columns("articles-over-time", Tone::Firm, "articles", &items).titled("Articles over time", note))
}

fn year_and_month(date: &str) -> Option<(i32, u32)> {
    let year = date.get(..4)?.parse().ok()?;
    let month = date.get(5..7).and_then(|month| month.parse().ok()).unwrap_or(1);
    (1..=12).contains(&month).then_some((year, month))
}
