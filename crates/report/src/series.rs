//! What changes with time for one firm: its headcount and sums of money, each only beside what it compares with.

use std::collections::BTreeMap;

use crate::chart::{Chart, Point, Shape, Tone, timeline};
use crate::data::{ArticleData, Dataset, Table};
use crate::firms::Group;
use crate::period::years;

/// Words for all who work at a firm; other measures of people (engineers, pilots) are counts of some of them.
const HEADCOUNT: [&str; 6] = ["employees", "headcount", "personnel", "staff", "workforce", "workers"];
/// Charts of a tear sheet at most; the figures are all listed below them.
const MOST: usize = 8;

/// A chart for each series of two times and more; `prefix` keeps names of charts apart within a page.
pub fn charts(dataset: &Dataset, group: &Group, prefix: &str) -> Vec<Chart> {
    let mut series: BTreeMap<(bool, String, String), Vec<Point>> = BTreeMap::new();
    for &(article, _) in &group.rows {
        let article = &dataset.articles[article];
        let figures = &article.figures;
        for row in figures.rows.iter().filter(|row| group.has(figures.cell(row, "firm_id"))) {
            if let (Some(key), Some(point)) = (compares_with(figures, row), point(article, row)) {
                let points = series.entry(key).or_default();
                if !points.contains(&point) {
                    points.push(point);
                }
            }
        }
    }
    let mut drawn: Vec<_> = series.into_iter().filter(|(_, points)| has_two_times(points)).collect();
    // Headcount first, then what most is said of.
    drawn.sort_by(|a, b| (a.0.0, b.1.len(), &a.0).cmp(&(b.0.0, a.1.len(), &b.0)));
    drawn.truncate(MOST);
    let mut charts = Vec::new();
    for (index, ((is_money, measure, unit), mut points)) in drawn.into_iter().enumerate() {
        points.sort_by(|a, b| {
            a.from.total_cmp(&b.from).then(a.low.total_cmp(&b.low)).then_with(|| a.said.cmp(&b.said))
        });
        let tone = if is_money { Tone::Figure } else { Tone::Firm };
        let note =
            "disc: as stated; ring: about; triangle up: at least; triangle down: at most; bar: a range";
        let chart = timeline(&format!("{prefix}{index}-{}", slug(&measure)), tone, &unit, &points);
        charts.push(chart.titled(format!("{} over time", capital(&measure)), format!("In {unit}; {note}")));
    }
    charts
}

/// What a figure may be drawn with: whether it is money, its measure, and its unit with the denominator.
fn compares_with(figures: &Table, row: &[String]) -> Option<(bool, String, String)> {
    let cell = |name| figures.cell(row, name);
    let measure = cell("measure").to_lowercase();
    // A change is no level, and where a change began is rarely dated.
    if measure.is_empty() || cell("movement") == "by" || cell("movement") == "from" && cell("time").is_empty()
    {
        return None;
    }
    let per = |unit: &str| {
        if cell("per").is_empty() { unit.to_owned() } else { format!("{unit} per {}", cell("per")) }
    };
    match cell("kind") {
        "money" => Some((true, measure, per(cell("currency")))),
        "count" if HEADCOUNT.contains(&measure.as_str()) && cell("per").is_empty() => {
            Some((false, "headcount".to_owned(), "people".to_owned()))
        }
        _ => None,
    }
}

/// The figure at its own time, else at the date of its article.
fn point(article: &ArticleData, row: &[String]) -> Option<Point> {
    let cell = |name| article.figures.cell(row, name);
    let (time, dated) = match cell("time") {
        "" => (article.published.as_str(), "by its article of "),
        time => (time, "in "),
    };
    let (from, to) = years(time)?;
    let low: f64 = cell("value").parse().ok()?;
    let high: f64 = cell("value_high").parse().unwrap_or(low);
    let shape = match cell("bound") {
        "=" => Shape::Exact,
        ">" | ">=" => Shape::AtLeast,
        "<" | "<=" => Shape::AtMost,
        _ => Shape::About,
    };
    let bound = match cell("bound") {
        ">" => "more than ",
        ">=" => "at least ",
        "<" => "less than ",
        "<=" => "at most ",
        "~" => "about ",
        _ => "",
    };
    let said = format!("{bound}{} {dated}{time}", cell("text"));
    Some(Point { from, to, low: low.min(high), high: high.max(low), shape, said })
}

fn has_two_times(points: &[Point]) -> bool {
    points.iter().any(|point| (point.from - points[0].from).abs() > 0.01)
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn slug(text: &str) -> String {
    let safe = text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' });
    safe.take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dataset(rows: &[[&str; 9]]) -> (Dataset, Group) {
        let columns =
            ["kind", "text", "value", "value_high", "bound", "currency", "measure", "movement", "time"];
        let mut columns = columns.map(str::to_owned).to_vec();
        columns.push("firm_id".to_owned());
        let rows = rows
            .iter()
            .map(|row| row.iter().chain(["f1"].iter()).map(|&cell| cell.to_owned()).collect())
            .collect();
        let figures = Table { columns, rows };
        let articles =
            vec![ArticleData { published: "2024-06-30".to_owned(), figures, ..ArticleData::default() }];
        let group =
            Group { ids: vec!["f1".to_owned()], rows: vec![(0, 0)], is_firm: true, ..Group::default() };
        (Dataset { articles, ..Dataset::default() }, group)
    }

    #[test]
    fn only_what_compares_is_drawn_together() {
        let (dataset, group) = dataset(&[
            ["count", "1,200", "1200", "", ">", "", "employees", "", "2019"],
            ["count", "1,500", "1500", "", "=", "", "staff", "", ""],
            ["count", "300", "300", "", "=", "", "employees", "by", "2020"],
            ["count", "80", "80", "", "=", "", "engineers", "", "2020"],
            ["money", "£5m", "5000000", "", "=", "GBP", "revenue", "", "2019"],
            ["money", "$9m", "9000000", "", "=", "USD", "revenue", "", "2020"],
        ]);
        let charts = charts(&dataset, &group, "a");
        let told: Vec<(&str, &str)> =
            charts.iter().map(|chart| (chart.title.as_str(), chart.description.as_str())).collect();
        let said = "more than 1,200 in 2019; 1,500 by its article of 2024-06-30.";
        assert_eq!(told, [("Headcount over time", said)]);
    }
}
