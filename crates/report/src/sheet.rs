//! A tear sheet: what all articles say of one firm, as Markdown.

use std::fmt::Write as _;

use crate::data::{ArticleData, Dataset, Table};
use crate::firms::{Group, groups};

/// Columns of a firm's row that are attributes, with the words for them.
const ATTRIBUTES: [(&str, &str); 10] = [
    ("kind", "Kind"),
    ("founded", "Founded"),
    ("employees", "Employees"),
    ("headquarters", "Headquarters"),
    ("country", "Country"),
    ("ownership", "Ownership"),
    ("parent", "Parent"),
    ("partners", "Partners"),
    ("sector", "Sector"),
    ("products", "Products"),
];

/// The tear sheet of the firm whose name or alias is `name`, whatever its case; nothing if no row has it.
pub fn markdown(dataset: &Dataset, name: &str) -> Option<String> {
    let groups = groups(dataset);
    let wanted = name.to_lowercase();
    let group = groups.iter().find(|group| group.name.to_lowercase() == wanted).or_else(|| {
        groups.iter().find(|group| {
            group.rows.iter().any(|&(article, row)| {
                let table = table_of(&dataset.articles[article], group);
                table
                    .cell(&table.rows[row], "aliases")
                    .split("; ")
                    .any(|alias| alias.to_lowercase() == wanted)
            })
        })
    })?;
    Some(render(dataset, group))
}

fn table_of<'a>(article: &'a ArticleData, group: &Group) -> &'a Table {
    if group.is_firm { &article.firms } else { &article.organisations }
}

fn render(dataset: &Dataset, group: &Group) -> String {
    let mut out = format!("# {}\n\n", one_line(&group.name));
    let _ = writeln!(out, "{} mentions in {} articles.\n", group.mentions, group.rows.len());
    for (column, label) in ATTRIBUTES {
        let mut said: Vec<String> = Vec::new();
        for &(article, row) in &group.rows {
            let table = table_of(&dataset.articles[article], group);
            let row = &table.rows[row];
            let mut value = table.cell(row, column).to_owned();
            if value.is_empty() {
                continue;
            }
            if column == "employees" {
                let (high, bound) = (table.cell(row, "employees_high"), table.cell(row, "employees_bound"));
                if !high.is_empty() {
                    value = format!("{value} to {high}");
                }
                if bound != "=" {
                    value = format!("{bound} {value}");
                }
            }
            let cited = format!("{} ({})", one_line(&value), one_line(&dataset.articles[article].id));
            if !said.contains(&cited) {
                said.push(cited);
            }
        }
        if !said.is_empty() {
            let _ = writeln!(out, "- **{label}**: {}", said.join("; "));
        }
    }
    section(
        dataset,
        group,
        &mut out,
        "Figures",
        |article| &article.figures,
        |table, row| {
            let mut text = table.cell(row, "text").to_owned();
            let measure = table.cell(row, "measure");
            if !measure.is_empty() {
                let _ = write!(text, " — {measure}");
            }
            let time = table.cell(row, "time");
            if !time.is_empty() {
                let _ = write!(text, " ({time})");
            }
            text
        },
    );
    section(
        dataset,
        group,
        &mut out,
        "Skills",
        |article| &article.skills,
        |table, row| {
            let version = table.cell(row, "version");
            let blank = if version.is_empty() { "" } else { " " };
            format!("{}{blank}{version} ({})", table.cell(row, "skill"), table.cell(row, "category"))
        },
    );
    out
}

fn section(
    dataset: &Dataset,
    group: &Group,
    out: &mut String,
    title: &str,
    table_of: impl Fn(&ArticleData) -> &Table,
    say: impl Fn(&Table, &[String]) -> String,
) {
    let mut lines = Vec::new();
    for &(article, _) in &group.rows {
        let article = &dataset.articles[article];
        let table = table_of(article);
        for row in &table.rows {
            if group.ids.iter().any(|id| id == table.cell(row, "firm_id")) {
                let sentence = table.cell(row, "sentence");
                lines.push(format!(
                    "- {} — “{}” [{}, characters {}–{}]",
                    one_line(&say(table, row)),
                    one_line(sentence),
                    one_line(&article.id),
                    table.cell(row, "start_char"),
                    table.cell(row, "end_char")
                ));
            }
        }
    }
    if !lines.is_empty() {
        let _ = writeln!(out, "\n## {title}\n\n{}", lines.join("\n"));
    }
}

/// Text that stays on its line and within its place in Markdown.
fn one_line(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace(['<', '>'], " ")
        .replace('*', "\\*")
        .replace('_', "\\_")
        .replace('[', "\\[")
}
