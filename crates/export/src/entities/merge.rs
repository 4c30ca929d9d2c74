//! Joins rows of firms that are one, in the order of how sure it is: the user's word, the registry, the same name with
//! the same legal form, the same name, an acronym whose expansion is known. Rows that contradict one another never join.

use std::collections::{BTreeMap, BTreeSet};

use super::knowledge::{Knowledge, Pair};
use super::name::{Forms, Name};
use super::source::{Class, Source};

/// A row is held against so many groups of its name: more namesakes than that are left apart.
const MOST_COMPARED: usize = 64;

/// Which rows are one firm.
#[derive(Clone, Debug, Default)]
pub struct Merged {
    /// Groups of rows in the order of their first row; rows in order.
    pub groups: Vec<Group>,
    /// Lines of the user's pages that name no row, for people.
    pub notes: Vec<String>,
}

/// Rows that are one firm.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// Indices of the rows, with the evidence that put each there; the first has none.
    pub members: Vec<(usize, String)>,
    /// The line of the registry that names it.
    pub registered: Option<usize>,
    /// Why a person should look: `namesake`, `ambiguous-name`, `ambiguous-acronym`, `ambiguous-registry`, `acronym`.
    pub flags: BTreeSet<&'static str>,
}

/// What is known of a group while it grows.
#[derive(Clone, Debug, Default)]
struct State {
    form: Option<String>,
    facts: [BTreeSet<String>; FACTS.len()],
    listed: BTreeSet<String>,
    registered: Option<usize>,
    /// Lines of `never.csv` and the side that the group is on.
    never: BTreeSet<(usize, bool)>,
    flags: BTreeSet<&'static str>,
}

/// Columns that cannot differ within one firm, then those that speak for one firm where they agree.
const FACTS: [&str; 5] = ["country", "founded", "kind", "headquarters", "sector"];
const DIFFER: usize = 3;

/// Joins `rows`.
///
/// # Errors
/// If a line of `merges.csv` contradicts one of `never.csv`.
pub fn merge(rows: &[Source], knowledge: &Knowledge, forms: &Forms) -> Result<Merged, String> {
    let names: Vec<Name> = rows.iter().map(|row| forms.split(row.get("name"))).collect();
    let mut merger = Merger::new(rows, names, forms);
    merger.never(&knowledge.never);
    merger.user(&knowledge.merges, &knowledge.never)?;
    merger.registry(knowledge);
    merger.same_names();
    merger.acronyms();
    Ok(merger.finish())
}

struct Merger<'a> {
    rows: &'a [Source],
    names: Vec<Name>,
    forms: &'a Forms,
    parent: Vec<usize>,
    states: Vec<State>,
    evidence: Vec<String>,
    /// Rows by id, and by name without case and marks.
    by_name: BTreeMap<String, Vec<usize>>,
    notes: Vec<String>,
}

impl<'a> Merger<'a> {
    fn new(rows: &'a [Source], names: Vec<Name>, forms: &'a Forms) -> Self {
        let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, (row, name)) in rows.iter().zip(&names).enumerate() {
            by_name.entry(row.get("firm_id").to_owned()).or_default().push(index);
            by_name.entry(key(name)).or_default().push(index);
        }
        let states = rows.iter().zip(&names).map(|(row, name)| State::of(row, name)).collect();
        let count = rows.len();
        Self {
            rows,
            names,
            forms,
            parent: (0..count).collect(),
            states,
            evidence: vec![String::new(); count],
            by_name,
            notes: Vec::new(),
        }
    }

    /// The first row of the group of `row`.
    fn root(&mut self, mut row: usize) -> usize {
        while self.parent[row] != row {
            self.parent[row] = self.parent[self.parent[row]];
            row = self.parent[row];
        }
        row
    }

    /// Joins two groups by their first rows. The later one tells why.
    fn join(&mut self, a: usize, b: usize, evidence: &str) {
        let (first, later) = (a.min(b), a.max(b));
        if first == later {
            return;
        }
        self.parent[later] = first;
        evidence.clone_into(&mut self.evidence[later]);
        let state = std::mem::take(&mut self.states[later]);
        self.states[first].add(state);
    }

    fn named(&mut self, pair: &Pair) -> [Vec<usize>; 2] {
        [&pair.name, &pair.other].map(|name| {
            let found = self.by_name.get(name).or_else(|| self.by_name.get(&key(&self.forms.split(name))));
            if found.is_none() {
                self.notes
                    .push(format!("{}: no row is called {name:?}; the line does nothing here", pair.place));
            }
            found.cloned().unwrap_or_default()
        })
    }

    fn never(&mut self, never: &[Pair]) {
        for (line, pair) in never.iter().enumerate() {
            let sides = self.named(pair);
            for (side, rows) in sides.into_iter().enumerate() {
                for row in rows {
                    self.states[row].never.insert((line, side == 1));
                }
            }
        }
    }

    fn user(&mut self, merges: &[Pair], never: &[Pair]) -> Result<(), String> {
        for pair in merges {
            let mut rows = self.named(pair).concat().into_iter();
            let Some(first) = rows.next() else { continue };
            for row in rows {
                let (a, b) = (self.root(first), self.root(row));
                if let Some(line) = self.states[a].forbids(&self.states[b]) {
                    let other = &never[line].place;
                    return Err(format!(
                        "{}: {:?} and {:?} are kept apart by {other}; remove one of the two lines",
                        pair.place, pair.name, pair.other
                    ));
                }
                self.join(a, b, &pair.place);
            }
        }
        Ok(())
    }

    /// Rows whose name stands on one line of the registry.
    fn registry(&mut self, knowledge: &Knowledge) {
        let mut lines: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (line, registered) in knowledge.registry.iter().enumerate() {
            for name in &registered.names {
                lines.entry(key(&self.forms.split(name))).or_default().insert(line);
            }
        }
        let mut first_of: BTreeMap<usize, usize> = BTreeMap::new();
        for row in 0..self.rows.len() {
            let Some(found) = lines.get(&key(&self.names[row])) else { continue };
            let root = self.root(row);
            let (Some(&line), 1) = (found.first(), found.len()) else {
                self.states[root].flags.insert("ambiguous-registry");
                continue;
            };
            if self.states[root].registered.is_some_and(|known| known != line) {
                self.states[root].flags.insert("ambiguous-registry");
                continue;
            }
            self.states[root].registered = Some(line);
            let first = *first_of.entry(line).or_insert(root);
            let first = self.root(first);
            if self.states[first].forbids(&self.states[root]).is_none() {
                self.join(first, root, &knowledge.registry[line].place);
            }
        }
    }

    /// Rows of one name: those with a legal form first, so that the form settles whose the bare name is.
    fn same_names(&mut self) {
        let mut buckets: BTreeMap<(Class, String), Vec<usize>> = BTreeMap::new();
        for (row, name) in self.names.iter().enumerate().filter(|(_, name)| !name.core.is_empty()) {
            buckets.entry((self.rows[row].class, name.core.clone())).or_default().push(row);
        }
        for rows in buckets.into_values().filter(|rows| rows.len() > 1) {
            let (formed, bare): (Vec<usize>, Vec<usize>) =
                rows.into_iter().partition(|&row| self.names[row].form.is_some());
            let mut groups: Vec<usize> = Vec::new();
            for row in formed.into_iter().chain(bare) {
                self.place(row, &mut groups);
            }
            let roots: BTreeSet<usize> = groups.into_iter().map(|row| self.root(row)).collect();
            if roots.len() > 1 {
                for root in roots {
                    self.states[root].flags.insert("namesake");
                }
            }
        }
    }

    /// Puts `row` into the only group that its name and facts fit, or makes it one of its own.
    fn place(&mut self, row: usize, groups: &mut Vec<usize>) {
        let own = self.root(row);
        let mut fitting: Vec<(usize, &'static str)> = Vec::new();
        for index in 0..groups.len().min(MOST_COMPARED) {
            let root = self.root(groups[index]);
            groups[index] = root;
            if root == own {
                return;
            }
            let evidence =
                self.same_name(row, own, root).filter(|_| self.states[root].fits(&self.states[own]));
            fitting.extend(evidence.map(|evidence| (root, evidence)));
        }
        match fitting[..] {
            [(root, evidence)] => self.join(root, own, evidence),
            [] => groups.push(own),
            _ => {
                self.states[own].flags.insert("ambiguous-name");
                groups.push(own);
            }
        }
    }

    /// What says that two groups of one name are one firm. One bare word alone does not.
    fn same_name(&self, row: usize, own: usize, root: usize) -> Option<&'static str> {
        let (a, b) = (&self.states[own], &self.states[root]);
        if a.form.is_some() && a.form == b.form {
            Some("same-name-and-form")
        } else if self.names[row].words > 1 {
            Some("same-name")
        } else if a.listed.intersection(&b.listed).next().is_some() {
            Some("same-line-of-list")
        } else {
            let agree = |index: usize| a.facts[index].intersection(&b.facts[index]).next().is_some();
            [
                (3, "same-name-and-headquarters"),
                (1, "same-name-and-founding"),
                (0, "same-name-and-country"),
                (4, "same-name-and-sector"),
            ]
            .into_iter()
            .find_map(|(index, evidence)| agree(index).then_some(evidence))
        }
    }

    /// A row that is called by an acronym which one group alone expands.
    fn acronyms(&mut self) {
        let mut expanded: BTreeMap<(Class, String), BTreeSet<usize>> = BTreeMap::new();
        for row in 0..self.rows.len() {
            if self.names[row].words < 2 {
                continue;
            }
            let root = self.root(row);
            for alias in self.rows[row].items("aliases").filter(|alias| is_acronym(alias)) {
                expanded.entry((self.rows[row].class, alias.to_owned())).or_default().insert(root);
            }
        }
        for row in 0..self.rows.len() {
            let source = &self.rows[row];
            let name = source.get("name");
            let Some(found) = expanded.get(&(source.class, name.to_owned())).filter(|_| is_acronym(name))
            else {
                continue;
            };
            let own = self.root(row);
            let roots: BTreeSet<usize> = found.iter().map(|&it| self.root(it)).collect();
            match roots.first() {
                Some(&root) if roots.len() == 1 => {
                    if root != own && self.states[root].fits(&self.states[own]) {
                        self.states[own].flags.insert("acronym");
                        self.join(root, own, "acronym");
                    }
                }
                _ => {
                    self.states[own].flags.insert("ambiguous-acronym");
                }
            }
        }
    }

    fn finish(mut self) -> Merged {
        let mut place: BTreeMap<usize, usize> = BTreeMap::new();
        let mut groups: Vec<Group> = Vec::new();
        for row in 0..self.rows.len() {
            let root = self.root(row);
            let index = *place.entry(root).or_insert_with(|| {
                groups.push(Group {
                    members: Vec::new(),
                    registered: self.states[root].registered,
                    flags: self.states[root].flags.clone(),
                });
                groups.len() - 1
            });
            groups[index].members.push((row, std::mem::take(&mut self.evidence[row])));
        }
        Merged { groups, notes: self.notes }
    }
}

impl State {
    fn of(row: &Source, name: &Name) -> Self {
        let fact = |column: &str| {
            // `company` says nothing; a place is known by its first part.
            let value = row.get(column);
            let value =
                if column == "headquarters" { value.split(',').next().unwrap_or_default() } else { value };
            Some(value.to_lowercase())
                .filter(|value| !value.is_empty() && value != "company")
                .into_iter()
                .collect()
        };
        Self {
            form: name.form.clone(),
            facts: FACTS.map(fact),
            listed: row.listed.iter().cloned().collect(),
            ..Self::default()
        }
    }

    fn add(&mut self, other: Self) {
        self.form = self.form.take().or(other.form);
        for (own, more) in self.facts.iter_mut().zip(other.facts) {
            own.extend(more);
        }
        self.listed.extend(other.listed);
        self.registered = self.registered.or(other.registered);
        self.never.extend(other.never);
        self.flags.extend(other.flags);
    }

    /// The line of `never.csv` that keeps the two apart.
    fn forbids(&self, other: &Self) -> Option<usize> {
        self.never.iter().find(|(line, side)| other.never.contains(&(*line, !side))).map(|&(line, _)| line)
    }

    /// Whether nothing that is said of the two differs.
    fn fits(&self, other: &Self) -> bool {
        let differ = |a: &BTreeSet<String>, b: &BTreeSet<String>| {
            !a.is_empty() && !b.is_empty() && a.intersection(b).next().is_none()
        };
        let forms = self.form.is_none() || other.form.is_none() || self.form == other.form;
        let ids =
            self.registered.is_none() || other.registered.is_none() || self.registered == other.registered;
        let facts = self.facts.iter().zip(&other.facts).take(DIFFER).all(|(a, b)| !differ(a, b));
        forms && ids && facts && self.forbids(other).is_none()
    }
}

/// A name with its form, by which lines and rows find one another.
fn key(name: &Name) -> String {
    format!("{}|{}", name.core, name.form.as_deref().unwrap_or_default())
}

fn is_acronym(name: &str) -> bool {
    (2..=6).contains(&name.chars().count()) && name.chars().all(char::is_uppercase)
}
