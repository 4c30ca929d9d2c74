//! A tear sheet: what all articles say of one firm, as Markdown.

use std::fmt::Write as _;

use crate::data::{ArticleData, Dataset, Table};
use crate::facts::{bound_in_words, facts};
use crate::firms::{Group, find, groups};
use crate::series;

/// Mentions that are listed; their number stands in the heading.
const MENTIONS: usize = 10;

/// The tear sheet of the firm whose name or alias is `name`, whatever its case; nothing if no row has it.
pub fn markdown(dataset: &Dataset, name: &str) -> Option<String> {
    let groups = groups(dataset);
    let group = find(dataset, &groups, name)?;
    let mut out = format!("# {}\n\n", one_line(&group.name));
    let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    let _ = writeln!(
        out,
        "{}, {} in {}.\n",
        if group.is_firm { "Firm" } else { "Organisation" },
        count(group.mentions as usize, "mention"),
        count(group.articles(), "article")
    );
    for fact in facts(dataset, group) {
        let _ = writeln!(out, "- **{}**", fact.label);
        for (value, evidence) in &fact.values {
            let cited = evidence.first().map(|first| {
                let more = if evidence.len() > 1 {
                    format!(", and {} more", evidence.len() - 1)
                } else {
                    String::new()
                };
                let id = one_line(&dataset.articles[first.article].id);
                format!(
                    ": “{}” [{id}, characters {}–{}{more}]",
                    one_line(&first.sentence),
                    first.start,
                    first.end
                )
            });
            let _ = writeln!(out, "  - {}{}", one_line(value), cited.unwrap_or_default());
        }
    }
    for chart in series::charts(dataset, group, "") {
        let _ = writeln!(out, "\n## {}\n\n{}", one_line(&chart.title), one_line(&chart.note));
        let mut said: Vec<&str> = Vec::new();
        for point in chart.description.trim_end_matches('.').split("; ") {
            if !said.contains(&point) {
                said.push(point);
            }
        }
        for point in said {
            let _ = write!(out, "\n- {}", one_line(point));
        }
        out.push('\n');
    }
    section(dataset, group, &mut out, "Figures", usize::MAX, |article| &article.figures, figure);
    section(dataset, group, &mut out, "Skills", usize::MAX, |article| &article.skills, skill);
    section(
        dataset,
        group,
        &mut out,
        "Mentions",
        MENTIONS,
        |article| &article.mentions,
        |table, row| table.cell(row, "text").to_owned(),
    );
    out.push_str("\nMade by tearsheet.\n");
    Some(out)
}

fn figure(table: &Table, row: &[String]) -> String {
    let mut text = format!("{}{}", bound_in_words(table.cell(row, "bound")), table.cell(row, "text"));
    for (name, before, after) in [("measure", " — ", ""), ("per", " per ", ""), ("time", " (", ")")] {
        let cell = table.cell(row, name);
        if !cell.is_empty() {
            let _ = write!(text, "{before}{cell}{after}");
        }
    }
    text
}

fn skill(table: &Table, row: &[String]) -> String {
    let version = table.cell(row, "version");
    let blank = if version.is_empty() { "" } else { " " };
    format!("{}{blank}{version} ({})", table.cell(row, "skill"), table.cell(row, "category"))
}

fn section(
    dataset: &Dataset,
    group: &Group,
    out: &mut String,
    title: &str,
    most: usize,
    table_of: impl Fn(&ArticleData) -> &Table,
    say: impl Fn(&Table, &[String]) -> String,
) {
    let mut lines = Vec::new();
    let mut last = usize::MAX;
    for &(index, _) in &group.rows {
        // Two rows of one article may be one firm.
        if std::mem::replace(&mut last, index) == index {
            continue;
        }
        let article = &dataset.articles[index];
        let table = table_of(article);
        for row in table.rows.iter().filter(|row| group.has(table.cell(row, "firm_id"))) {
            lines.push(format!(
                "- {}: “{}” [{}, characters {}–{}]",
                one_line(&say(table, row)),
                one_line(table.cell(row, "sentence")),
                one_line(&article.id),
                table.cell(row, "start_char"),
                table.cell(row, "end_char")
            ));
        }
    }
    if lines.is_empty() {
        return;
    }
    let more = lines.len().saturating_sub(most);
    lines.truncate(most);
    let _ = writeln!(out, "\n## {title} ({})\n\n{}", lines.len() + more, lines.join("\n"));
    if more > 0 {
        let _ = writeln!(out, "- and {more} more");
    }
}

/// Text that stays on its line and within its place in Markdown.
fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, word) in text.split_whitespace().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        for c in word.chars() {
            match c {
                '<' => out.push_str("&lt;"),
                '*' | '_' | '[' | '`' | '\\' => out.extend(['\\', c]),
                c if c.is_control()
                    || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') =>
                    {}
                c => out.push(c),
            }
        }
    }
    out
}
