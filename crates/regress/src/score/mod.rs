//! Rows against gold, for each table and column.

pub mod agree;
mod align;
pub mod corrected;
pub mod gold;
pub mod tally;

use std::collections::BTreeMap;

pub use corrected::Corrected;
pub use gold::{Gold, GoldRow};
pub use tally::{Part, Tally};

use crate::rows::{Article, Row};

/// What is scored, in the order in which it is told: table, aspect, what the aspect is. Aspects that are called like a
/// column count its cells where the gold has the column.
pub const ASPECTS: &[(&str, &str, &str)] = &[
    ("mentions", "exact", "same span"),
    ("mentions", "overlap", "overlapping span"),
    ("mentions", "firm", "firm that it names, of those found"),
    ("firms", "name", "distinct firms and organisations"),
    ("firms", "class", "firm or other organisation, of those found"),
    ("firms", "founded", "year of foundation"),
    ("firms", "employees", "headcount with its range"),
    ("firms", "headquarters", "seat"),
    ("firms", "country", "country"),
    ("figures", "exact", "same span"),
    ("figures", "overlap", "overlapping span"),
    ("figures", "value", "overlap, same value and range"),
    ("figures", "value+unit", "and same unit, currency and bound"),
    ("figures", "value+unit+measure", "and same thing measured, where the gold names one"),
    ("figures", "kind", "kind, of those found"),
    ("figures", "bound", "bound, of those found"),
    ("figures", "unit", "unit or thing counted, of those found"),
    ("figures", "currency", "currency, of those found"),
    ("figures", "measure", "what is measured, where the gold names it, of those found"),
    ("figures", "per", "denominator, of those found"),
    ("figures", "firm", "firm that it is about, of those found"),
    ("figures", "time", "when it holds, of those found"),
    ("figures", "direction", "rise or fall, of those found"),
    ("figures", "movement", "step or level, of those found"),
    ("skills", "exact", "same span"),
    ("skills", "overlap", "overlapping span"),
    ("skills", "skill", "overlap, same canonical name"),
    ("skills", "category", "category, of those found"),
    ("skills", "version", "version, of those found"),
    ("skills", "firm", "who has it, of those found"),
    ("corrected", "cell", "cells that were corrected in review"),
];

/// How a row or cell differs from gold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// In the gold alone.
    Missed,
    /// Found otherwise.
    Wrong,
    /// Found alone.
    Spurious,
}

impl Fault {
    /// Its name in lists.
    pub fn name(self) -> &'static str {
        match self {
            Self::Missed => "missed",
            Self::Wrong => "wrong",
            Self::Spurious => "spurious",
        }
    }
}

/// One difference from gold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// The article.
    pub article: String,
    /// Table and aspect.
    pub aspect: (&'static str, &'static str),
    /// How it differs.
    pub fault: Fault,
    /// The row, as a reader would call it.
    pub text: String,
    /// What the gold says.
    pub gold: String,
    /// What was found.
    pub found: String,
    /// First code point, where it has a place.
    pub start: Option<u32>,
    /// Sentence that it stands in, where it is known.
    pub sentence: String,
    /// Rule that found it.
    pub rule: String,
}

/// Scores and differences of one article or of many.
#[derive(Clone, Debug, Default)]
pub struct Score {
    /// A tally for each table and aspect that has gold.
    pub tallies: BTreeMap<(&'static str, &'static str), Tally>,
    /// The differences, article by article.
    pub misses: Vec<Miss>,
    /// Articles that were scored.
    pub articles: u64,
}

impl Score {
    /// Scores the rows of one article. `sentence_at` gives the sentence at a code point.
    pub fn of(article: &Article, gold: &Gold, sentence_at: &dyn Fn(u32) -> String) -> Self {
        let mut scorer =
            Scorer { article, gold, sentence_at, score: Self { articles: 1, ..Self::default() } };
        scorer.mentions();
        scorer.firms();
        scorer.figures();
        scorer.skills();
        scorer.score
    }

    /// Scores the cells of one article that people corrected.
    pub fn correct(&mut self, article: &Article, corrected: &[Corrected]) {
        let aspect = ("corrected", "cell");
        for cell in corrected {
            let tally = self.tallies.entry(aspect).or_default();
            let row = cell.row(article);
            let fault = match row {
                Some(row) if cell.is_found(row) => {
                    tally.found += 1;
                    continue;
                }
                Some(_) => {
                    tally.wrong += 1;
                    Fault::Wrong
                }
                None => {
                    tally.missed += 1;
                    Fault::Missed
                }
            };
            let said = |column: &str| row.map_or("", |row| row.get(column)).to_owned();
            self.misses.push(Miss {
                article: article.id.clone(),
                aspect,
                fault,
                text: format!("{}: {}", cell.text, cell.column),
                gold: cell.value.clone(),
                found: said(&cell.column),
                start: row.and_then(|row| row.span).map(|(start, _)| start),
                sentence: cell.sentence.clone(),
                rule: said("rule"),
            });
        }
    }

    /// Adds the score of another article.
    pub fn add(&mut self, other: Self) {
        for (aspect, tally) in other.tallies {
            self.tallies.entry(aspect).or_default().add(tally);
        }
        self.misses.extend(other.misses);
        self.articles += other.articles;
    }

    /// The tallies in the order in which they are told.
    pub fn lines(&self) -> impl Iterator<Item = (&'static str, &'static str, &'static str, Tally)> {
        ASPECTS.iter().filter_map(|&(table, aspect, what)| {
            self.tallies.get(&(table, aspect)).map(|tally| (table, aspect, what, *tally))
        })
    }
}

struct Scorer<'a> {
    article: &'a Article,
    gold: &'a Gold,
    sentence_at: &'a dyn Fn(u32) -> String,
    score: Score,
}

/// A gold row with what answers it, or what nothing asked for.
#[derive(Clone, Copy)]
struct Pair<'a> {
    gold: Option<&'a GoldRow>,
    found: Option<&'a Row>,
}

impl<'a> Scorer<'a> {
    fn mentions(&mut self) {
        let Some(gold) = self.gold.table("mentions") else { return };
        for pair in self.pairs("mentions", gold, |_, _| 0) {
            self.rung("mentions", "exact", pair, |g, f| g.span == f.span);
            self.rung("mentions", "overlap", pair, |_, _| true);
            self.firm_cell("mentions", pair);
        }
    }

    fn figures(&mut self) {
        let Some(gold) = self.gold.table("figures") else { return };
        let value = |g: &GoldRow, f: &Row| {
            agree::number(g.get("value"), f.get("value"))
                && agree::number(g.get("value_high"), f.get("value_high"))
        };
        // What is counted may stand in the gold as the unit or as the measure.
        let counted =
            |g: &GoldRow, f: &Row| g.get("kind") == "count" && agree::phrase(g.get("measure"), f.get("unit"));
        let unit = |g: &GoldRow, f: &Row| {
            (counted(g, f) || agree::phrase(g.get("unit"), f.get("unit")))
                && g.get("currency") == f.get("currency")
                && bound(g.get("bound")) == bound(f.get("bound"))
        };
        // A gold row without a measure does not ask for one.
        let measure = |g: &GoldRow, f: &Row| {
            g.get("measure").is_empty() || agree::phrase(g.get("measure"), f.get("measure"))
        };
        for pair in self.pairs("figures", gold, |g, f| u32::from(value(g, f))) {
            self.rung("figures", "exact", pair, |g, f| g.span == f.span);
            self.rung("figures", "overlap", pair, |_, _| true);
            self.rung("figures", "value", pair, value);
            self.rung("figures", "value+unit", pair, |g, f| value(g, f) && unit(g, f));
            self.rung("figures", "value+unit+measure", pair, |g, f| {
                value(g, f) && unit(g, f) && measure(g, f)
            });
            for column in ["kind", "currency", "time", "direction", "movement"] {
                self.cell("figures", column, pair, &[column], |g, f| g == f);
            }
            let whole = pair.gold.zip(pair.found);
            let is_counted = whole.is_some_and(|(g, f)| counted(g, f));
            self.cell("figures", "unit", pair, &["unit"], |g, f| is_counted || agree::phrase(g, f));
            self.cell("figures", "bound", pair, &["bound"], |g, f| bound(g) == bound(f));
            self.cell("figures", "per", pair, &["per"], agree::phrase);
            if pair.gold.is_some_and(|g| !g.get("measure").is_empty()) {
                self.cell("figures", "measure", pair, &["measure"], agree::phrase);
            }
            self.firm_cell("figures", pair);
        }
    }

    fn skills(&mut self) {
        let Some(gold) = self.gold.table("skills") else { return };
        let skill = |g: &GoldRow, f: &Row| agree::name(g.get("skill"), f.get("skill"));
        for pair in self.pairs("skills", gold, |g, f| u32::from(skill(g, f))) {
            self.rung("skills", "exact", pair, |g, f| g.span == f.span);
            self.rung("skills", "overlap", pair, |_, _| true);
            self.rung("skills", "skill", pair, skill);
            self.cell("skills", "category", pair, &["category"], |g, f| g == f);
            self.cell("skills", "version", pair, &["version"], |g, f| g == f);
            self.firm_cell("skills", pair);
        }
    }

    fn firms(&mut self) {
        let Some(gold) = self.gold.table("firms") else { return };
        let rows: Vec<&Row> =
            self.article.table("firms").chain(self.article.table("organisations")).collect();
        let mut used = vec![false; rows.len()];
        let mut pairs = Vec::new();
        for g in gold {
            let hit = rows.iter().enumerate().position(|(index, row)| !used[index] && same_firm(g, row));
            if let Some(hit) = hit {
                used[hit] = true;
            }
            pairs.push(Pair { gold: Some(g), found: hit.map(|hit| rows[hit]) });
        }
        let rest = rows.iter().zip(&used).filter(|(_, used)| !**used);
        pairs.extend(rest.map(|(row, _)| Pair { gold: None, found: Some(row) }));
        for pair in pairs {
            self.rung("firms", "name", pair, |_, _| true);
            if let (Some(g), Some(f)) = (pair.gold, pair.found)
                && !g.optional
            {
                let found = if f.layout.table == "firms" { "firm" } else { "organisation" };
                let fault = (g.get("class") != found).then_some(Fault::Wrong);
                self.count(("firms", "class"), pair, fault, g.get("class"), found);
            }
            self.cell("firms", "founded", pair, &["founded"], agree::number);
            self.cell("firms", "employees", pair, &["employees", "employees_high"], agree::number);
            self.cell("firms", "headquarters", pair, &["headquarters"], agree::phrase);
            self.cell("firms", "country", pair, &["country"], agree::phrase);
        }
    }

    fn pairs(
        &self,
        table: &'static str,
        gold: &'a [GoldRow],
        likes: impl Fn(&GoldRow, &Row) -> u32,
    ) -> Vec<Pair<'a>> {
        let rows: Vec<&'a Row> = self.article.rows.iter().filter(|row| row.layout.table == table).collect();
        let spans = |span: Option<(u32, u32)>| span.unwrap_or_default();
        let gold_spans: Vec<_> = gold.iter().map(|row| spans(row.span)).collect();
        let found_spans: Vec<_> = rows.iter().map(|row| spans(row.span)).collect();
        let answers = align::spans(&gold_spans, &found_spans, |g, f| likes(&gold[g], rows[f]));
        let mut used = vec![false; rows.len()];
        let mut pairs: Vec<Pair<'a>> = Vec::new();
        for (row, answer) in gold.iter().zip(&answers) {
            if let Some(answer) = *answer {
                used[answer] = true;
            }
            pairs.push(Pair { gold: Some(row), found: answer.map(|index| rows[index]) });
        }
        let optional: Vec<_> =
            gold.iter().zip(&gold_spans).filter(|(row, _)| row.optional).map(|(_, span)| *span).collect();
        let allowed = |span: (u32, u32)| optional.iter().any(|g| g.0 < span.1 && span.0 < g.1);
        for (index, row) in rows.iter().enumerate() {
            if !used[index] && !allowed(found_spans[index]) {
                pairs.push(Pair { gold: None, found: Some(row) });
            }
        }
        pairs
    }

    /// Counts whether a row is found and, if so, whether it is `right`.
    fn rung(
        &mut self,
        table: &'static str,
        aspect: &'static str,
        pair: Pair<'_>,
        right: impl Fn(&GoldRow, &Row) -> bool,
    ) {
        let fault = match (pair.gold, pair.found) {
            (Some(g), _) if g.optional => return,
            (Some(g), Some(f)) if right(g, f) => None,
            (Some(_), Some(_)) => Some(Fault::Wrong),
            (Some(_), None) => Some(Fault::Missed),
            (None, _) => Some(Fault::Spurious),
        };
        let gold = pair.gold.map_or(String::new(), |row| said(aspect, |column| row.get(column), row.title()));
        let found =
            pair.found.map_or(String::new(), |row| said(aspect, |column| row.get(column), row.title()));
        self.count((table, aspect), pair, fault, &gold, &found);
    }

    /// Counts cells that may be empty; of firms that are missing too, of other rows only where both are there.
    fn cell(
        &mut self,
        table: &'static str,
        aspect: &'static str,
        pair: Pair<'_>,
        columns: &[&str],
        same: impl Fn(&str, &str) -> bool,
    ) {
        let is_asked = columns.first().is_some_and(|column| self.gold.has(table, column));
        if !is_asked || pair.gold.is_some_and(|row| row.optional) || (table != "firms" && !pair.is_whole()) {
            return;
        }
        let gold: Vec<&str> = columns.iter().map(|name| pair.gold.map_or("", |row| row.get(name))).collect();
        let found: Vec<&str> =
            columns.iter().map(|name| pair.found.map_or("", |row| row.get(name))).collect();
        let equal = gold.iter().zip(&found).all(|(g, f)| (g.is_empty() && f.is_empty()) || same(g, f));
        let shown =
            |cells: &[&str]| cells.iter().filter(|it| !it.is_empty()).copied().collect::<Vec<_>>().join("..");
        self.compared((table, aspect), pair, &shown(&gold), &shown(&found), equal);
    }

    /// Counts the firm of a figure or skill.
    fn firm_cell(&mut self, table: &'static str, pair: Pair<'_>) {
        let (Some(g), Some(f)) = (pair.gold, pair.found) else { return };
        if !g.optional && self.gold.has(table, "firm") {
            let equal = self.is_same_firm(g.get("firm"), f.get("firm"));
            self.compared((table, "firm"), pair, g.get("firm"), f.get("firm"), equal);
        }
    }

    fn compared(
        &mut self,
        aspect: (&'static str, &'static str),
        pair: Pair<'_>,
        gold: &str,
        found: &str,
        equal: bool,
    ) {
        let fault = match (gold.is_empty(), found.is_empty()) {
            (true, true) => return,
            (false, true) => Some(Fault::Missed),
            (true, false) => Some(Fault::Spurious),
            (false, false) => (!equal).then_some(Fault::Wrong),
        };
        self.count(aspect, pair, fault, gold, found);
    }

    /// Whether two names, one of the gold and one that was found, are names of one firm.
    fn is_same_firm(&self, gold: &str, found: &str) -> bool {
        if agree::name(gold, found) {
            return true;
        }
        let row =
            self.article.rows.iter().find(|row| {
                matches!(row.layout.table, "firms" | "organisations") && row.get("name") == found
            });
        let asked = self.gold.table("firms").and_then(|rows| rows.iter().find(|row| row.get("name") == gold));
        match (asked, row) {
            (Some(asked), Some(row)) => same_firm(asked, row),
            (None, Some(row)) => names(row.get("name"), row.get("aliases")).any(|it| agree::name(gold, it)),
            _ => false,
        }
    }

    fn count(
        &mut self,
        aspect: (&'static str, &'static str),
        pair: Pair<'_>,
        fault: Option<Fault>,
        gold: &str,
        found: &str,
    ) {
        let tally = self.score.tallies.entry(aspect).or_default();
        match fault {
            None => tally.found += 1,
            Some(Fault::Wrong) => tally.wrong += 1,
            Some(Fault::Missed) => tally.missed += 1,
            Some(Fault::Spurious) => tally.spurious += 1,
        }
        let Some(fault) = fault else { return };
        let start = self.start_of(pair);
        let known = pair.found.map_or("", |row| row.get("sentence"));
        let sentence = match start {
            Some(start) if known.is_empty() => (self.sentence_at)(start),
            _ => known.to_owned(),
        };
        self.score.misses.push(Miss {
            article: self.article.id.clone(),
            aspect,
            fault,
            text: pair.gold.map(GoldRow::title).or(pair.found.map(Row::title)).unwrap_or_default().to_owned(),
            gold: gold.to_owned(),
            found: found.to_owned(),
            start,
            sentence,
            rule: pair.found.map_or("", |row| row.get("rule")).to_owned(),
        });
    }
}

impl Scorer<'_> {
    /// First code point of a pair; of a firm, which has no place itself, that of its first mention.
    fn start_of(&self, pair: Pair<'_>) -> Option<u32> {
        let own = pair.gold.and_then(|row| row.span).or_else(|| pair.found.and_then(|row| row.span));
        let in_gold = || {
            let name = pair.gold?.get("name");
            let mentions = self.gold.table("mentions")?.iter();
            mentions.filter(|it| it.get("firm") == name && !name.is_empty()).find_map(|it| it.span)
        };
        let in_rows = || {
            let name = pair.found?.get("name");
            self.article.table("mentions").filter(|it| it.get("firm") == name).find_map(|it| it.span)
        };
        own.or_else(in_gold).or_else(in_rows).map(|span| span.0)
    }
}

impl Pair<'_> {
    fn is_whole(self) -> bool {
        self.gold.is_some() && self.found.is_some()
    }
}

/// What a row says for an aspect, for people.
fn said<'r>(aspect: &str, get: impl Fn(&'r str) -> &'r str, title: &str) -> String {
    let columns: &[&str] = match aspect {
        "value" => &["value", "value_high"],
        "value+unit" => &["bound", "value", "value_high", "unit", "currency"],
        "value+unit+measure" => &["measure"],
        "skill" => &["skill"],
        _ => return title.to_owned(),
    };
    let cells: Vec<&str> = columns.iter().map(|column| get(column)).filter(|cell| !cell.is_empty()).collect();
    cells.join(" ")
}

/// No bound and = are the same.
fn bound(sign: &str) -> &str {
    if sign.is_empty() { "=" } else { sign }
}

fn names<'r>(name: &'r str, aliases: &'r str) -> impl Iterator<Item = &'r str> {
    std::iter::once(name).chain(aliases.split(';').map(str::trim)).filter(|name| !name.is_empty())
}

fn same_firm(gold: &GoldRow, row: &Row) -> bool {
    names(gold.get("name"), gold.get("aliases"))
        .any(|g| names(row.get("name"), row.get("aliases")).any(|f| agree::name(g, f)))
}
