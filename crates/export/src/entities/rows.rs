//! The two tables: firms across articles, and what put each row there.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::csv::{Style, encode, header};
use crate::ids::content_id;
use crate::table;
use crate::table::{Row, TableSchema};

use super::knowledge::Knowledge;
use super::merge::{Group, Merged};
use super::name::Forms;
use super::source::Source;

type Text<'a> = Cow<'a, str>;

/// Between values that contradict one another.
const OR: &str = " | ";

table! {
    /// One row for each firm or other organisation of a dataset, whatever the number of articles.
    EntityRow = "entities", key ["entity_id"], refers [] {
        /// Derived from name and class; from the first article too where namesakes are left apart.
        entity_id: Text<'a> = String,
        /// Fullest form in any article.
        name: Text<'a> = String,
        /// Other forms, joined by semicolons.
        aliases: Text<'a> = String,
        /// firm or organisation.
        class: Text<'a> = String,
        /// Kinds as in firms.csv; several that differ are parted by a bar, here and in the columns below.
        kind: Text<'a> = String,
        /// Legal Entity Identifier, from the user's registry alone.
        lei: Text<'a> = String,
        /// Wikidata item, from the user's registry alone.
        qid: Text<'a> = String,
        /// Number of articles.
        articles: u32 = Integer,
        /// Number of mentions.
        mentions: u32 = Integer,
        /// Year of foundation.
        founded: Text<'a> = String,
        /// Headcount with its bound, a range as low-high.
        employees: Text<'a> = String,
        /// Seat.
        headquarters: Text<'a> = String,
        /// Country.
        country: Text<'a> = String,
        /// Ownership.
        ownership: Text<'a> = String,
        /// Parent firm.
        parent: Text<'a> = String,
        /// Partners, joined by semicolons.
        partners: Text<'a> = String,
        /// Line of business.
        sector: Text<'a> = String,
        /// Products, joined by semicolons.
        products: Text<'a> = String,
        /// Columns in which articles differ, joined by semicolons.
        conflicts: Text<'a> = String,
        /// Why a person should look: namesake, ambiguous-name, ambiguous-acronym, ambiguous-registry, acronym.
        flag: Text<'a> = String,
    }
}

table! {
    /// One row for each row of firms.csv or organisations.csv: which firm across articles it is, and why.
    MemberRow = "entity-members", key ["firm_id"], refers [("entity_id", "entities", "entity_id")] {
        /// The firm across articles.
        entity_id: Text<'a> = String,
        /// The article.
        article_id: Text<'a> = String,
        /// The row of firms.csv or organisations.csv.
        firm_id: Text<'a> = String,
        /// Its name there.
        name: Text<'a> = String,
        /// same-name-and-form, same-name, same-name-and-headquarters, acronym, file and line of the user's page; empty for the first.
        evidence: Text<'a> = String,
    }
}

/// Both tables as CSV with headers.
pub fn tables(rows: &[Source], merged: &Merged, knowledge: &Knowledge, forms: &Forms) -> [Vec<u8>; 2] {
    let (mut entities, mut members) = (Vec::new(), Vec::new());
    let mut taken = BTreeSet::new();
    for group in &merged.groups {
        let Some(entity) = entity(rows, group, knowledge, forms, &mut taken) else { continue };
        for (row, evidence) in &group.members {
            members.push(MemberRow {
                entity_id: entity.entity_id.clone(),
                article_id: rows[*row].get("article_id").into(),
                firm_id: rows[*row].get("firm_id").into(),
                name: rows[*row].get("name").into(),
                evidence: evidence.as_str().into(),
            });
        }
        entities.push(entity);
    }
    [csv_of(&EntityRow::SCHEMA, &entities), csv_of(&MemberRow::SCHEMA, &members)]
}

/// A whole table as CSV.
fn csv_of<R: Row>(schema: &TableSchema, rows: &[R]) -> Vec<u8> {
    let mut bytes = header(schema, Style::Plain).into_bytes();
    encode(rows, &mut bytes, Style::Plain);
    bytes
}

fn entity<'a>(
    rows: &'a [Source],
    group: &Group,
    knowledge: &'a Knowledge,
    forms: &Forms,
    taken: &mut BTreeSet<String>,
) -> Option<EntityRow<'a>> {
    let members: Vec<&Source> = group.members.iter().map(|(row, _)| &rows[*row]).collect();
    let first = *members.first()?;
    // The fullest form: with a legal form, then the longest, then the first.
    let fullest = |it: &&&Source| {
        let name = forms.split(it.get("name"));
        (name.form.is_some(), name.words, it.get("name").len())
    };
    let name = members.iter().rev().max_by_key(fullest)?.get("name");
    let mut id = content_id("e", &[first.class.name(), name], 0);
    if group.flags.contains("namesake") || !taken.insert(id.clone()) {
        let article = members.iter().map(|it| it.get("article_id")).min().unwrap_or_default();
        id = content_id("e", &[first.class.name(), name, article, first.get("firm_id")], 0);
        taken.insert(id.clone());
    }
    let mut conflicts: Vec<&str> = Vec::new();
    let mut told = |column: &'static str| {
        let values = distinct(members.iter().map(|it| value(it, column)));
        if values.len() > 1 {
            conflicts.push(column);
        }
        Cow::Owned(values.join(OR))
    };
    let [founded, employees, headquarters, country, ownership, parent, sector] =
        ["founded", "employees", "headquarters", "country", "ownership", "parent", "sector"].map(&mut told);
    let all =
        |column: &'static str| distinct(members.iter().flat_map(|it| it.items(column).map(Cow::Borrowed)));
    let aliases = distinct(
        members
            .iter()
            .flat_map(|it| std::iter::once(it.get("name")).chain(it.items("aliases")).map(Cow::Borrowed)),
    );
    let kinds =
        distinct(members.iter().map(|it| Cow::Borrowed(it.get("kind"))).filter(|kind| kind != "company"));
    let registered = group.registered.map(|line| &knowledge.registry[line]);
    let articles: BTreeSet<&str> = members.iter().map(|it| it.get("article_id")).collect();
    Some(EntityRow {
        entity_id: id.into(),
        name: name.into(),
        aliases: aliases.into_iter().filter(|alias| alias != name).collect::<Vec<_>>().join("; ").into(),
        class: first.class.name().into(),
        kind: if kinds.is_empty() { first.get("kind").into() } else { kinds.join(OR).into() },
        lei: registered.map_or("", |it| it.lei.as_str()).into(),
        qid: registered.map_or("", |it| it.qid.as_str()).into(),
        articles: articles.len() as u32,
        mentions: members.iter().map(|it| it.mentions).sum(),
        founded,
        employees,
        headquarters,
        country,
        ownership,
        parent,
        partners: all("partners").join("; ").into(),
        sector,
        products: all("products").join("; ").into(),
        conflicts: conflicts.join("; ").into(),
        flag: group.flags.iter().copied().collect::<Vec<_>>().join("; ").into(),
    })
}

/// What a row says in a column; a headcount with bound and range.
fn value<'a>(row: &'a Source, column: &str) -> Text<'a> {
    let value = row.get(column);
    if column != "employees" || value.is_empty() {
        return value.into();
    }
    // `=` goes without saying; `>=` is kept whole.
    let bound = Some(row.get("employees_bound")).filter(|bound| *bound != "=").unwrap_or_default();
    match row.get("employees_high") {
        "" => format!("{bound}{value}").into(),
        high => format!("{bound}{value}-{high}").into(),
    }
}

/// The values that are not empty, each once, in the order in which they come.
fn distinct<'a>(values: impl Iterator<Item = Text<'a>>) -> Vec<Text<'a>> {
    let mut seen = BTreeSet::new();
    values.filter(|value| !value.is_empty() && seen.insert(value.clone())).collect()
}
