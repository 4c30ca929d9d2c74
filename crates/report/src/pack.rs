//! The data of the page, small: strings once, columns instead of rows, distances instead of positions.
//!
//! The page's script (`assets/report/data.js`) undoes what is done here, article by article as they are looked at.

use std::collections::{BTreeMap, HashMap};
use std::io::Write as _;

use base64::Engine as _;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use serde_json::{Value, json};

use crate::data::{ArticleData, Dataset, Table};
use crate::facts::{Evidence, facts};
use crate::firms::{Group, by_id};
use crate::series;

/// Tables whose rows stand in the text, with the columns that the page shows of them.
const TABLES: [(&str, &[&str]); 3] = [
    ("mentions", &["kind", "flag", "rule"]),
    (
        "figures",
        &[
            "kind",
            "flag",
            "rule",
            "value",
            "value_high",
            "bound",
            "unit",
            "currency",
            "measure",
            "concepts",
            "per",
            "direction",
            "movement",
            "time",
        ],
    ),
    ("skills", &["category", "flag", "rule", "skill", "version"]),
];

/// Data below this many bytes are not compressed: people can read them, and so can every browser.
const SMALL: usize = 200_000;

/// How the data stand in the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Packing {
    /// Compressed where that saves much; browsers can undo it since 2023.
    #[default]
    Small,
    /// As they are.
    Plain,
}

/// The element that carries the data.
pub(crate) fn element(dataset: &Dataset, groups: &[Group], packing: Packing) -> String {
    let json = data(dataset, groups).to_string();
    if packing == Packing::Small && json.len() > SMALL {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        if let Ok(packed) = encoder.write_all(json.as_bytes()).and_then(|()| encoder.finish()) {
            let text = base64::engine::general_purpose::STANDARD.encode(packed);
            return format!("<script type=\"application/octet-stream\" id=\"data\">{text}</script>");
        }
    }
    format!("<script type=\"application/json\" id=\"data\">{}</script>", crate::page::inert(&json))
}

fn data(dataset: &Dataset, groups: &[Group]) -> Value {
    let mut strings = Strings::default();
    let group_of = by_id(groups);
    let articles: Vec<Value> =
        dataset.articles.iter().map(|article| pack_article(article, &group_of, &mut strings)).collect();
    let units: Vec<Utf16> = dataset.articles.iter().map(|article| Utf16::new(&article.source)).collect();
    let firms: Vec<Value> = groups
        .iter()
        .enumerate()
        .map(|(index, group)| pack_firm(dataset, group, index, &units, &mut strings))
        .collect();
    let tables: BTreeMap<&str, &[&str]> = TABLES.into_iter().collect();
    json!({
        "tool": concat!("tearsheet ", env!("CARGO_PKG_VERSION")),
        "tables": tables,
        "strings": strings.all,
        "articles": articles,
        "firms": firms,
        "relations": dataset.articles.iter().map(|article| article.relations.rows.len()).sum::<usize>(),
    })
}

fn pack_article(article: &ArticleData, group_of: &BTreeMap<&str, usize>, strings: &mut Strings) -> Value {
    let units = Utf16::new(&article.source);
    let blocks: Vec<Value> = article
        .blocks
        .iter()
        .map(|block| json!([strings.index(&block.kind), distances(&block.pieces, &units)]))
        .collect();
    let tables: Vec<Value> = [&article.mentions, &article.figures, &article.skills]
        .into_iter()
        .zip(TABLES)
        .map(|(table, (_, columns))| pack_table(table, columns, &units, group_of, strings))
        .collect();
    let mut about = [&article.id, &article.source_name, &article.title, &article.published, &article.status]
        .map(|text| json!(text))
        .to_vec();
    about.extend([
        json!(article.source),
        json!(blocks),
        json!(distances(&article.sentences, &units)),
        json!(tables),
    ]);
    about.into()
}

/// Starts, lengths, firms, then the other columns; nought for a column without a value.
fn pack_table(
    table: &Table,
    columns: &[&str],
    units: &Utf16,
    group_of: &BTreeMap<&str, usize>,
    strings: &mut Strings,
) -> Value {
    let position = |row: &[String], name| units.at(table.cell(row, name).parse().unwrap_or_default());
    let spans: Vec<(u32, u32)> =
        table.rows.iter().map(|row| (position(row, "start_char"), position(row, "end_char"))).collect();
    let mut before = 0;
    let starts: Vec<i64> = spans
        .iter()
        .map(|&(start, _)| {
            let distance = i64::from(start) - before;
            before = i64::from(start);
            distance
        })
        .collect();
    let lengths: Vec<i64> = spans.iter().map(|&(start, end)| i64::from(end) - i64::from(start)).collect();
    let firms: Vec<i64> = table
        .rows
        .iter()
        .map(|row| group_of.get(table.cell(row, "firm_id")).map_or(-1, |&group| group as i64))
        .collect();
    let mut packed = vec![json!(starts), json!(lengths), json!(firms)];
    for column in columns {
        let at = table.column(column);
        let cells: Vec<usize> = table
            .rows
            .iter()
            .map(|row| strings.index(at.and_then(|at| row.get(at)).map_or("", String::as_str)))
            .collect();
        packed.push(if cells.iter().all(|&cell| cell == 0) { json!(0) } else { json!(cells) });
    }
    packed.into()
}

fn pack_firm(
    dataset: &Dataset,
    group: &Group,
    index: usize,
    units: &[Utf16],
    strings: &mut Strings,
) -> Value {
    let mut articles: Vec<usize> = group.rows.iter().map(|&(article, _)| article).collect();
    articles.dedup();
    let place = |Evidence { article, start, end, .. }: &Evidence| {
        json!([article, units[*article].at(*start), units[*article].at(*end)])
    };
    let facts: Vec<Value> = facts(dataset, group)
        .into_iter()
        .map(|fact| {
            let values: Vec<Value> = fact
                .values
                .iter()
                .map(|(value, evidence)| json!([value, evidence.iter().map(place).collect::<Vec<_>>()]))
                .collect();
            json!([strings.index(fact.label), values])
        })
        .collect();
    let charts: Vec<Value> = series::charts(dataset, group, &format!("s{index}-"))
        .iter()
        .map(|chart| json!([chart.title, chart.note, chart.inline()]))
        .collect();
    json!([group.name, u8::from(group.is_firm), group.mentions, articles, facts, charts])
}

/// Pairs of positions as distances from one to the next.
fn distances(pairs: &[(u32, u32)], units: &Utf16) -> Vec<i64> {
    let mut before = 0;
    pairs
        .iter()
        .flat_map(|&(start, end)| [start, end])
        .map(|at| {
            let at = i64::from(units.at(at));
            let distance = at - before;
            before = at;
            distance
        })
        .collect()
}

/// Each string once; the empty one is the first.
struct Strings {
    all: Vec<String>,
    index: HashMap<String, usize>,
}

impl Default for Strings {
    fn default() -> Self {
        Self { all: vec![String::new()], index: HashMap::from([(String::new(), 0)]) }
    }
}

impl Strings {
    fn index(&mut self, text: &str) -> usize {
        if let Some(&index) = self.index.get(text) {
            return index;
        }
        self.index.insert(text.to_owned(), self.all.len());
        self.all.push(text.to_owned());
        self.all.len() - 1
    }
}

/// Positions in UTF-16 code units, as JavaScript counts, of positions in code points.
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
    use std::io::Read as _;

    use super::*;

    #[test]
    fn positions_are_those_of_javascript() {
        let units = Utf16::new("a😀b");
        assert_eq!([0, 1, 2, 3].map(|at| units.at(at)), [0, 1, 3, 4]);
        assert_eq!(distances(&[(0, 1), (2, 3)], &units), [0, 1, 2, 1]);
    }

    #[test]
    fn much_data_is_compressed_and_comes_back() {
        let article =
            ArticleData { source: "Dakor employs 40 people. ".repeat(20_000), ..ArticleData::default() };
        let dataset = Dataset { articles: vec![article], ..Dataset::default() };
        let plain = element(&dataset, &[], Packing::Plain);
        let small = element(&dataset, &[], Packing::Small);
        assert!(plain.contains("application/json") && small.len() * 10 < plain.len());
        let text = small.split(['>', '<']).nth(2).unwrap();
        let bytes = base64::engine::general_purpose::STANDARD.decode(text).unwrap();
        let mut json = String::new();
        flate2::read::DeflateDecoder::new(&bytes[..]).read_to_string(&mut json).unwrap();
        assert_eq!(json, data(&dataset, &[]).to_string());
    }
}
