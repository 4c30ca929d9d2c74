//! The page: one HTML file with its style, its script and the data in it, and no way out to a network.

use std::fmt::Write as _;

use base64::Engine as _;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::chart::escape;
use crate::data::{ArticleData, Dataset, Table};
use crate::firms::groups;
use crate::overview;

const STYLE: &str = include_str!("assets/report.css");
const SCRIPT: &str = include_str!("assets/report.js");

/// Columns that the page does without: they follow from others.
const LEFT_OUT: [&str; 6] = ["article_id", "start_byte", "end_byte", "text", "sentence", "first_start_char"];

/// The whole page.
pub fn html(dataset: &Dataset) -> String {
    let groups = groups(dataset);
    let mut charts = String::new();
    for chart in overview::charts(dataset, &groups) {
        let _ = write!(
            charts,
            "<figure><figcaption>{}</figcaption>{}</figure>",
            escape(&chart.title),
            chart.inline()
        );
    }
    let firms: Vec<Value> = groups
        .iter()
        .map(|group| {
            json!({"name": group.name, "firm": group.is_firm, "mentions": group.mentions, "rows": group.rows, "ids": group.ids})
        })
        .collect();
    let articles: Vec<Value> = dataset.articles.iter().map(article).collect();
    let data = in_script(&json!({"columns": columns(dataset), "articles": articles, "firms": firms}));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'sha256-{}'; \
         style-src 'sha256-{}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>tearsheet report</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n{}\n<script type=\"application/json\" id=\"data\">{data}</script>\n\
         <script>{SCRIPT}</script>\n</body>\n</html>\n",
        hash(SCRIPT),
        hash(STYLE),
        include_str!("assets/body.html").replace("<!-- charts -->", &charts),
    )
}

pub(crate) fn hash(text: &str) -> String {
    base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text.as_bytes()))
}

/// JSON that cannot end the script element that it stands in.
pub(crate) fn in_script(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c").replace("\u{2028}", "\\u2028").replace("\u{2029}", "\\u2029")
}

fn tables(article: &ArticleData) -> [(&'static str, &Table); 6] {
    [
        ("firms", &article.firms),
        ("organisations", &article.organisations),
        ("mentions", &article.mentions),
        ("figures", &article.figures),
        ("skills", &article.skills),
        ("relations", &article.relations),
    ]
}

fn shown(table: &Table) -> Vec<usize> {
    let is_shown = |&at: &usize| !LEFT_OUT.contains(&table.columns[at].as_str());
    (0..table.columns.len()).filter(is_shown).collect()
}

fn columns(dataset: &Dataset) -> Value {
    let mut columns = json!({});
    if let Some(first) = dataset.articles.first() {
        for (name, table) in tables(first) {
            let names: Vec<&str> = shown(table).into_iter().map(|at| table.columns[at].as_str()).collect();
            columns[name] = json!(names);
        }
    }
    columns
}

fn article(article: &ArticleData) -> Value {
    let units = Utf16::new(&article.source);
    let blocks: Vec<Value> = article
        .blocks
        .iter()
        .map(|block| {
            let ends = block.pieces.iter().flat_map(|&(start, end)| [units.at(start), units.at(end)]);
            json!([block.kind, ends.collect::<Vec<_>>()])
        })
        .collect();
    let mut value = json!({
        "id": article.id,
        "source": article.source_name,
        "title": article.title,
        "published": article.published,
        "status": article.status,
        "text": article.source,
        "blocks": blocks,
    });
    for (name, table) in tables(article) {
        let at = shown(table);
        let rows: Vec<Value> = table
            .rows
            .iter()
            .map(|row| {
                let cells = at.iter().map(|&column| {
                    let cell = &row[column];
                    match table.columns[column].as_str() {
                        // The page indexes strings as JavaScript does.
                        "start_char" | "end_char" => {
                            json!(units.at(cell.parse().unwrap_or_default()))
                        }
                        _ => json!(cell),
                    }
                });
                cells.collect()
            })
            .collect();
        value[name] = rows.into();
    }
    value
}

/// Positions in UTF-16 code units of positions in code points.
struct Utf16 {
    /// Code points that take two units, by position; empty for most texts.
    wide: Vec<u32>,
}

impl Utf16 {
    fn new(text: &str) -> Self {
        let wide =
            text.chars().enumerate().filter(|(_, c)| c.len_utf16() == 2).map(|(at, _)| at as u32).collect();
        Self { wide }
    }

    fn at(&self, code_point: u32) -> u32 {
        code_point + self.wide.partition_point(|&wide| wide < code_point) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::BlockData;

    fn hostile() -> Dataset {
        let text = "</script><script>alert(1)</script> \" onload=\"x </style> \u{202e}abc 😀 ends";
        let columns = ["start_char", "end_char", "kind", "rule"].map(str::to_owned).to_vec();
        Dataset {
            articles: vec![ArticleData {
                id: "</title><img src=x onerror=alert(1)>".to_owned(),
                title: text.to_owned(),
                source: text.to_owned(),
                blocks: vec![BlockData { kind: "paragraph".to_owned(), pieces: vec![(0, 40)] }],
                figures: Table {
                    columns,
                    rows: vec![["70", "74", "</script>", "<b>"].map(str::to_owned).to_vec()],
                },
                ..ArticleData::default()
            }],
        }
    }

    #[test]
    fn text_of_articles_cannot_become_markup() {
        let page = html(&hostile());
        let data = page.split("id=\"data\">").nth(1).and_then(|rest| rest.split("</script>").next());
        let data: Value = serde_json::from_str(data.unwrap()).unwrap();
        assert_eq!(data["articles"][0]["text"], hostile().articles[0].source);
        assert_eq!(page.matches("<script").count(), 2);
        assert!(!page.contains("<img"));
    }

    #[test]
    fn positions_are_those_of_javascript() {
        let units = Utf16::new("a😀b");
        assert_eq!([0, 1, 2, 3].map(|at| units.at(at)), [0, 1, 3, 4]);
    }
}
