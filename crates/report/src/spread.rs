//! How the figures of each kind are spread: one histogram for what can be compared.

use std::collections::BTreeMap;

use crate::chart::{Chart, Tone, histogram};
use crate::data::Dataset;

/// Fewer values than this are a list, not a distribution.
const LEAST: usize = 8;
/// Kinds that are drawn, with how many units of each, the most frequent first.
const KINDS: [(&str, usize); 7] =
    [("money", 2), ("percent", 1), ("count", 1), ("measure", 2), ("duration", 2), ("age", 1), ("year", 1)];

/// A histogram for each kind and unit with values enough.
pub fn charts(dataset: &Dataset) -> Vec<Chart> {
    let mut values: BTreeMap<(&str, &str), Vec<f64>> = BTreeMap::new();
    for article in &dataset.articles {
        let figures = &article.figures;
        for row in &figures.rows {
            let kind = figures.cell(row, "kind");
            let unit = match kind {
                "money" => figures.cell(row, "currency"),
                // Whatever is counted: how large are the numbers that articles give?
                "count" => "things of all sorts",
                "year" => "year of our era",
                "percent" => "percent",
                _ => figures.cell(row, "unit"),
            };
            // What is said of an hour or a share does not compare with a total.
            if figures.cell(row, "per").is_empty()
                && !unit.is_empty()
                && let Ok(value) = figures.cell(row, "value").parse()
            {
                values.entry((kind, unit)).or_default().push(value);
            }
        }
    }
    let mut charts = Vec::new();
    for (kind, most) in KINDS {
        let mut units: Vec<(&str, &Vec<f64>)> = values
            .iter()
            .filter(|((own, _), values)| *own == kind && values.len() >= LEAST)
            .map(|((_, unit), values)| (*unit, values))
            .collect();
        units.sort_by(|a, b| (b.1.len(), a.0).cmp(&(a.1.len(), b.0)));
        charts.extend(units.into_iter().take(most).map(|(unit, values)| chart(kind, unit, values)));
    }
    charts
}

fn chart(kind: &str, unit: &str, values: &[f64]) -> Chart {
    let by_ratio = matches!(kind, "money" | "count" | "measure" | "duration");
    let (drawn, left_out) = if by_ratio { positive(values) } else { middle(values) };
    let title = match kind {
        "money" => format!("Amounts in {unit}"),
        "percent" => "Percentages".to_owned(),
        "count" => "Counts".to_owned(),
        "duration" => format!("Durations in {unit}s"),
        "age" => "Ages".to_owned(),
        "year" => "Years".to_owned(),
        _ => format!("Measures in {unit}"),
    };
    let mut note = format!("{} figures; of ranges the lower end", values.len());
    if left_out > 0 {
        note +=
            &format!("; {left_out} {} not drawn", if by_ratio { "of nought or less" } else { "far away" });
    }
    let name =
        format!("spread-{kind}-{}", unit.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-"));
    let name = if matches!(kind, "percent" | "count" | "year") { format!("spread-{kind}") } else { name };
    let unit = if kind == "count" { "how many" } else { unit };
    histogram(&name, Tone::Figure, unit, &drawn).titled(title, note)
}

/// Values that stand on a scale of ratios, and how many do not.
fn positive(values: &[f64]) -> (Vec<f64>, usize) {
    let drawn: Vec<f64> = values.iter().copied().filter(|&value| value > 0.0).collect();
    if drawn.len() < LEAST {
        return (values.to_vec(), 0);
    }
    let left_out = values.len() - drawn.len();
    (drawn, left_out)
}

/// Values without the few that are so far away that all others would stand in one class, and how many those are.
fn middle(values: &[f64]) -> (Vec<f64>, usize) {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (low, high) = (sorted[sorted.len() / 25], sorted[sorted.len() - 1 - sorted.len() / 25]);
    let room = (high - low).max(1.0);
    let drawn: Vec<f64> =
        sorted.into_iter().filter(|&value| value >= low - room && value <= high + room).collect();
    let left_out = values.len() - drawn.len();
    (drawn, left_out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{ArticleData, Table};

    #[test]
    fn currencies_stand_apart_and_far_values_are_told() {
        let columns = ["kind", "currency", "unit", "per", "value"].map(str::to_owned).to_vec();
        let row = |kind: &str, currency: &str, value: String| {
            vec![kind.to_owned(), currency.to_owned(), String::new(), String::new(), value]
        };
        let mut rows: Vec<Vec<String>> =
            (1..10).map(|n| row("money", "USD", format!("{}", 10u64.pow(n)))).collect();
        rows.extend((0..9).map(|n| row("money", "EUR", n.to_string())));
        rows.extend((0..60).map(|n| row("percent", "", n.to_string())));
        rows.push(row("percent", "", "40000".to_owned()));
        let figures = Table { columns, rows };
        let dataset = Dataset {
            articles: vec![ArticleData { figures, ..ArticleData::default() }],
            ..Dataset::default()
        };
        let told: Vec<(String, String)> =
            charts(&dataset).into_iter().map(|chart| (chart.title, chart.note)).collect();
        let want = [
            ("Amounts in EUR", "9 figures; of ranges the lower end; 1 of nought or less not drawn"),
            ("Amounts in USD", "9 figures; of ranges the lower end"),
            ("Percentages", "61 figures; of ranges the lower end; 1 far away not drawn"),
        ];
        let told: Vec<(&str, &str)> = told.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(told, want);
    }
}
