//! What the articles say of a firm: each attribute with every value that is stated, and where.

use crate::chart::scale::grouped;
use crate::data::{ArticleData, Dataset, Table};
use crate::firms::Group;

/// An attribute and its values, those of most articles first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The attribute: `Founded`.
    pub label: &'static str,
    /// Its values with their evidence.
    pub values: Vec<(String, Vec<Evidence>)>,
}

/// Where something is stated.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// Index of the article.
    pub article: usize,
    /// First code point in its source.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The sentence, as a reader would say it.
    pub sentence: String,
}

/// Columns of a firm's row, the words for them, and the relations that are evidence of them.
const COLUMNS: [(&str, &str, &[&str]); 11] = [
    ("kind", "Kind", &[]),
    ("sector", "Sector", &["in-sector"]),
    ("founded", "Founded", &["founded-in"]),
    ("headquarters", "Headquarters", &["headquartered-in"]),
    ("country", "Country", &["of-country"]),
    ("ownership", "Ownership", &[]),
    ("employees", "Employees", &[]),
    ("parent", "Parent", &["parent-of"]),
    ("partners", "Partners", &["partner-of"]),
    ("products", "Products", &["makes", "product-of"]),
    ("aliases", "Also called", &[]),
];

/// Relations that are no column, as a firm's own and as the other's.
const RELATIONS: [(&str, &str, &str); 9] = [
    ("acquires", "Acquires", "Acquired by"),
    ("client-of", "Client of", "Clients"),
    ("supplier-of", "Supplier of", "Suppliers"),
    ("invests-in", "Invests in", "Investors"),
    ("founded-by", "Founded by", "Founder of"),
    ("spun-off-from", "Spun off from", "Spin-offs"),
    ("parent-of", "Subsidiaries", ""),
    ("merges-with", "Merges with", "Merges with"),
    ("competitor-of", "Competitor of", "Competitors"),
];

/// All that is stated of `group`; an attribute nobody states is missing.
pub fn facts(dataset: &Dataset, group: &Group) -> Vec<Fact> {
    let mut facts = Vec::new();
    for (column, label, relations) in COLUMNS {
        let mut fact = Fact { label, values: Vec::new() };
        for (&(index, row), id) in group.rows.iter().zip(&group.ids) {
            let article = &dataset.articles[index];
            let table = group.table(article);
            let row = &table.rows[row];
            for value in values(table, row, column) {
                let stated = evidence(article, index, id, column, relations, value);
                if column == "employees" && !value.is_empty() {
                    fact.add(&headcount(table, row), stated);
                } else {
                    fact.add(value, stated);
                }
            }
        }
        facts.push(fact);
    }
    for (relation, own, other) in RELATIONS {
        let (mut as_subject, mut as_object) =
            (Fact { label: own, values: Vec::new() }, Fact { label: other, values: Vec::new() });
        for (&(index, _), id) in group.rows.iter().zip(&group.ids) {
            let article = &dataset.articles[index];
            let table = &article.relations;
            for row in table.rows.iter().filter(|row| table.cell(row, "relation") == relation) {
                let stated = vec![stated(table, row, index)];
                if table.cell(row, "subject_id") == id {
                    as_subject.add(table.cell(row, "object_text"), stated);
                } else if table.cell(row, "object_id") == id && !other.is_empty() {
                    as_object.add(name_of(article, table.cell(row, "subject_id")), stated);
                }
            }
        }
        facts.extend([as_subject, as_object]);
    }
    facts.retain(|fact| !fact.values.is_empty());
    for fact in &mut facts {
        fact.values.sort_by_key(|(_, evidence)| usize::MAX - evidence.len());
    }
    facts
}

impl Fact {
    fn add(&mut self, value: &str, evidence: Vec<Evidence>) {
        if value.is_empty() {
            return;
        }
        match self.values.iter_mut().find(|(known, _)| known == value) {
            Some((_, known)) => known.extend(evidence),
            None => self.values.push((value.to_owned(), evidence)),
        }
    }
}

/// Values of a column; those that list several give each.
fn values<'a>(table: &'a Table, row: &'a [String], column: &str) -> Vec<&'a str> {
    let cell = table.cell(row, column);
    if matches!(column, "partners" | "products" | "aliases") {
        cell.split("; ").collect()
    } else {
        vec![cell]
    }
}

/// Where the article says that the firm with this id has this value.
fn evidence(
    article: &ArticleData,
    index: usize,
    id: &str,
    column: &str,
    relations: &[&str],
    value: &str,
) -> Vec<Evidence> {
    if value.is_empty() {
        return Vec::new();
    }
    if column == "employees" {
        let table = &article.figures;
        let says = |row: &&Vec<String>| {
            table.cell(row, "firm_id") == id
                && matches!(table.cell(row, "kind"), "count" | "number")
                && table.cell(row, "value") == value
        };
        return table.rows.iter().filter(says).map(|row| stated(table, row, index)).collect();
    }
    let table = &article.relations;
    let about: Vec<&Vec<String>> = table
        .rows
        .iter()
        .filter(|row| relations.contains(&table.cell(row, "relation")))
        .filter(|row| table.cell(row, "subject_id") == id || table.cell(row, "object_id") == id)
        .collect();
    let names = |row: &&&Vec<String>| {
        table.cell(row, "object_text").contains(value)
            || name_of(article, table.cell(row, "subject_id")) == value
    };
    let exact: Vec<Evidence> = about.iter().filter(names).map(|row| stated(table, row, index)).collect();
    let found =
        if exact.is_empty() { about.iter().map(|row| stated(table, row, index)).collect() } else { exact };
    if !found.is_empty() {
        return found;
    }
    // What has no statement of its own follows from how the firm is mentioned.
    let table = &article.mentions;
    let mentions = || table.rows.iter().filter(|row| table.cell(row, "firm_id") == id);
    let named = mentions().find(|row| table.cell(row, "text") == value).or_else(|| mentions().next());
    named.map(|row| stated(table, row, index)).into_iter().collect()
}

fn stated(table: &Table, row: &[String], article: usize) -> Evidence {
    Evidence {
        article,
        start: table.cell(row, "start_char").parse().unwrap_or_default(),
        end: table.cell(row, "end_char").parse().unwrap_or_default(),
        sentence: table.cell(row, "sentence").to_owned(),
    }
}

fn name_of<'a>(article: &'a ArticleData, id: &str) -> &'a str {
    [&article.firms, &article.organisations]
        .into_iter()
        .find_map(|table| {
            table.rows.iter().find(|row| table.cell(row, "firm_id") == id).map(|row| table.cell(row, "name"))
        })
        .unwrap_or_default()
}

/// A headcount with its bound, as it is said.
pub fn headcount(table: &Table, row: &[String]) -> String {
    let people = |column| {
        let cell = table.cell(row, column);
        cell.parse().map_or_else(|_| cell.to_owned(), grouped)
    };
    let (low, high) = (people("employees"), people("employees_high"));
    let bound = bound_in_words(table.cell(row, "employees_bound"));
    let range = if high.is_empty() { String::new() } else { format!(" to {high}") };
    format!("{bound}{low}{range}")
}

/// A bound before its value: `more than `; nothing where the value is as stated.
pub fn bound_in_words(bound: &str) -> &'static str {
    match bound {
        ">" => "more than ",
        ">=" => "at least ",
        "<" => "less than ",
        "<=" => "at most ",
        "~" => "about ",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(columns: &[&str], rows: &[&[&str]]) -> Table {
        let own = |cells: &[&str]| cells.iter().map(|&cell| cell.to_owned()).collect::<Vec<_>>();
        Table { columns: own(columns), rows: rows.iter().map(|row| own(row)).collect() }
    }

    #[test]
    fn each_value_has_the_sentence_that_states_it() {
        let article = ArticleData {
            firms: table(
                &["firm_id", "name", "founded", "partners", "employees"],
                &[&["f1", "Dakor", "1988", "Unha; Vekta", "40"], &["f2", "Unha", "", "", ""]],
            ),
            relations: table(
                &["subject_id", "relation", "object_id", "object_text", "start_char", "end_char", "sentence"],
                &[
                    &["f1", "founded-in", "", "1988", "10", "14", "Dakor began in 1988."],
                    &["f1", "partner-of", "f2", "Unha", "30", "34", "Dakor works with Unha."],
                    &["f2", "client-of", "f1", "Dakor", "50", "55", "Unha buys from Dakor."],
                ],
            ),
            ..ArticleData::default()
        };
        let dataset = Dataset { articles: vec![article], ..Dataset::default() };
        let group =
            Group { is_firm: true, ids: vec!["f1".to_owned()], rows: vec![(0, 0)], ..Group::default() };
        let told: Vec<String> = facts(&dataset, &group)
            .into_iter()
            .flat_map(|fact| {
                fact.values.into_iter().map(move |(value, evidence)| {
                    let sentences: Vec<String> = evidence.into_iter().map(|it| it.sentence).collect();
                    format!("{}: {value}: {}", fact.label, sentences.join("|"))
                })
            })
            .collect();
        assert_eq!(
            told,
            [
                "Founded: 1988: Dakor began in 1988.",
                "Employees: 40: ",
                "Partners: Unha: Dakor works with Unha.",
                "Partners: Vekta: Dakor works with Unha.",
                "Clients: Unha: Unha buys from Dakor.",
            ]
        );
    }
}
