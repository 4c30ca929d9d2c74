//! The lexicon of skills: `data/skills.csv`, and what users add to it.
//!
//! A line is `surface,canonical,category,case,needs,lower,version,source,onet`; an empty canonical is the surface
//! itself; `word` in `lower` says that its lower case is an everyday word.
//!
//! | case | a match counts |
//! |---|---|
//! | `free` | however it is written |
//! | `cased` | as written in the lexicon; in lower case only where the text is technical |
//! | `context` | with the evidence that `needs` asks for: `technical` text, a `neighbour` skill or cue (or a `capital` among technicians), a job
//! `advert`, or a `list` |

use rustc_hash::{FxHashMap, FxHashSet};
use tearsheet_ingest::token::tokenize;
use tearsheet_ingest::{Token, fold_hash};

use super::trie::{Node, Trie};
use crate::findings::SkillCategory;
use crate::lexicon::lists;
use crate::view::View;

/// How much evidence a surface needs before it counts as a skill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// None: nothing else is written so.
    Free,
    /// Its capitals, or technical text.
    Cased,
    /// Technical text.
    Technical,
    /// A neighbouring skill or a cue; among technicians its capital is enough.
    Capital,
    /// A neighbouring skill or a cue.
    Neighbour,
    /// A job advertisement, or a place in a list of skills.
    Advert,
    /// A place in a list of skills.
    List,
}

/// One surface of the lexicon.
#[derive(Clone, Debug)]
pub struct Entry {
    /// As written.
    pub surface: Box<str>,
    /// The usual full name.
    pub canonical: Box<str>,
    /// What sort of skill it is.
    pub category: SkillCategory,
    /// How much evidence it needs.
    pub need: Need,
    /// Its lower case is an everyday word: `spring`, `go`.
    pub everyday: bool,
    /// The version that the surface itself states (`AS3`), mostly empty.
    pub version: Box<str>,
    /// `skills.csv:14`: the line that says so.
    pub line: Box<str>,
}

/// A line of a lexicon that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LexiconError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub detail: String,
}

impl std::fmt::Display for LexiconError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.detail)
    }
}

impl std::error::Error for LexiconError {}

/// What one probe tells of a token: where surfaces that begin with it continue, and what sort of word it is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct First {
    /// The node of the surfaces that begin with the token.
    pub(super) node: Option<Node>,
    /// What the word says of the text around it.
    pub(super) class: Class,
}

/// What a word says of the text around it, as a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Class(u16);

impl Class {
    /// A word of programmers and administrators: it makes a text technical.
    pub(super) const TECHNICAL: Self = Self(1);
    /// A verb before a tool: `using`, `knows`, `implements`.
    pub(super) const USES: Self = Self(1 << 1);
    /// A participle or noun before `in`, `with`, `of`, `on`: `written`, `proficient`, `knowledge`.
    pub(super) const MADE: Self = Self(1 << 2);
    /// A preposition between such a word and the tool.
    pub(super) const LINK: Self = Self(1 << 3);
    /// A noun after a tool: `developer`, `framework`, `code`.
    pub(super) const NOUN_AFTER: Self = Self(1 << 4);
    /// A label of a list of skills: `skills`, `technologies`, `databases`.
    pub(super) const LABEL: Self = Self(1 << 5);
    /// A word that says that a human language is a competence: `fluent`, `speaks`.
    pub(super) const SPEECH: Self = Self(1 << 6);
    /// A unit that follows a number: after it the number is no version.
    pub(super) const UNIT: Self = Self(1 << 7);
    /// Joins the items of a list.
    pub(super) const JOINER: Self = Self(1 << 8);
    /// A word of job advertisements.
    pub(super) const ADVERT: Self = Self(1 << 9);

    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn of_name(name: &str) -> Option<Self> {
        Some(match name {
            "technical" => Self::TECHNICAL,
            "uses" => Self::USES,
            "made" => Self::MADE,
            "link" => Self::LINK,
            "noun-after" => Self::NOUN_AFTER,
            "label" => Self::LABEL,
            "speech" => Self::SPEECH,
            "unit" => Self::UNIT,
            "joiner" => Self::JOINER,
            "advert" => Self::ADVERT,
            _ => return None,
        })
    }
}

/// Surfaces of skills, and the words that tell how technical a text is.
#[derive(Debug, Default)]
pub struct SkillLexicon {
    entries: Vec<Entry>,
    trie: Trie,
    firsts: FxHashMap<u64, First>,
    /// A bit for each possible upper part of a fold: most words of a text fail here.
    gate: Vec<u64>,
    /// First tokens of surfaces that a user has dropped.
    dropped: FxHashSet<u64>,
}

const GATE_BITS: u32 = 17;

impl SkillLexicon {
    /// The lexicon that comes with the program.
    pub fn built_in() -> Self {
        let mut lexicon = Self {
            entries: Vec::with_capacity(13_000),
            trie: Trie::with_capacity(16_000),
            firsts: FxHashMap::default(),
            gate: Vec::new(),
            dropped: FxHashSet::default(),
        };
        lexicon.firsts.reserve(12_000);
        let built_in = lexicon.add_csv("skills.csv", lists::SKILLS);
        debug_assert_eq!(built_in, Ok(()), "data/skills.csv");
        for line in include_str!("../../data/skill-words.txt").lines() {
            let Some((class, words)) = line.split_once(':') else { continue };
            let class = Class::of_name(class).unwrap_or_default();
            for word in words.split_whitespace() {
                lexicon.first(fold_hash(word)).class.0 |= class.0;
            }
        }
        lexicon
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many surfaces stand in a text, the longest first, whatever the context: bare list matching, to measure the
    /// stage against.
    pub fn matches(&self, view: &View<'_>) -> usize {
        let tokens = view.tokens();
        let (mut at, mut found) = (0, 0);
        while at < tokens.len() {
            let mut node = self.probe(tokens[at].fold).and_then(|first| first.node);
            let (mut next, mut longest) = (at + 1, None);
            while let Some(here) = node {
                longest = if self.ends(here).is_empty() { longest } else { Some(next) };
                node = tokens.get(next).and_then(|token| self.step(here, token.fold));
                next += 1;
            }
            found += usize::from(longest.is_some());
            at = longest.unwrap_or(at + 1);
        }
        found
    }

    /// Adds the surfaces of `csv`; a surface that is known already gets the new meaning, and none at all where `case`
    /// is `never`. `name` stands in rule ids.
    ///
    /// The first line names the columns; `surface` is required, the others may be missing: `canonical` (default:
    /// the surface), `category` (default: `tool`), `case` (default: `free`), `needs`, `lower`, `version`.
    ///
    /// # Errors
    /// If the header or a line cannot be used. Lines before it have been added.
    pub fn add_csv(&mut self, name: &str, csv: &str) -> Result<(), LexiconError> {
        let mut lines = csv.trim_start_matches('\u{feff}').lines().enumerate();
        let Some((_, header)) = lines.next() else { return Ok(()) };
        let header = fields(header);
        let column = |wanted: &str| header.iter().position(|field| field.trim() == wanted);
        let Some(surface) = column("surface") else {
            return Err(LexiconError { line: 1, detail: "there is no column \"surface\"".to_owned() });
        };
        let columns = ["canonical", "category", "case", "needs", "lower", "version"].map(column);
        let mut tokens = Vec::new();
        for (index, line) in lines {
            let values = fields(line);
            let value =
                |column: Option<usize>| column.and_then(|column| values.get(column)).map_or("", |v| v.trim());
            let surface = value(Some(surface));
            if surface.is_empty() {
                continue;
            }
            let error = |detail: String| LexiconError { line: index + 1, detail };
            let [canonical, category, case, needs, lower, version] = columns.map(value);
            tokens.clear();
            tokenize(surface, 0, &mut tokens);
            if case == "never" {
                self.drop(surface, &tokens);
                continue;
            }
            let category = match category {
                "" => SkillCategory::Tool,
                other => {
                    SkillCategory::of_name(other).ok_or_else(|| error(format!("no category {other:?}")))?
                }
            };
            let need =
                need(case, needs).ok_or_else(|| error(format!("no case policy {case:?} {needs:?}")))?;
            let canonical = if canonical.is_empty() { surface } else { canonical };
            let entry = Entry {
                surface: surface.into(),
                canonical: canonical.into(),
                category,
                need,
                everyday: lower == "word",
                version: version.into(),
                line: format!("{name}:{}", index + 1).into(),
            };
            self.add(entry, &tokens);
        }
        Ok(())
    }

    fn add(&mut self, entry: Entry, tokens: &[Token]) {
        let Some((first, rest)) = tokens.split_first() else { return };
        if let Some(known) = self.known(&entry.surface, tokens) {
            self.entries[known as usize] = entry;
            return;
        }
        let id = self.entries.len() as u32;
        self.trie.insert(tokens.iter().map(|token| token.fold), id);
        // `REST APIs`, `support vector machines`: what is counted has a plural.
        let counted = matches!(
            entry.category,
            SkillCategory::Domain | SkillCategory::Method | SkillCategory::Protocol | SkillCategory::Web
        );
        let last = tokens.last().map_or("", |token| token.of(&entry.surface));
        if counted
            && last.len() > 2
            && !last.ends_with('s')
            && last.bytes().all(|byte| byte.is_ascii_alphabetic())
        {
            let plural = fold_hash(&format!("{last}s"));
            let stem = tokens.len() - 1;
            self.trie.insert(tokens[..stem].iter().map(|token| token.fold).chain([plural]), id);
            if rest.is_empty() {
                self.open(plural);
            }
        }
        self.open(first.fold);
        self.entries.push(entry);
    }

    /// The entry that is written exactly as `surface`, whose tokens are `tokens`.
    fn known(&self, surface: &str, tokens: &[Token]) -> Option<u32> {
        let node = tokens.iter().try_fold(Trie::ROOT, |node, token| self.trie.step(node, token.fold))?;
        self.trie.entries(node).iter().copied().find(|&id| *self.entry(id).surface == *surface)
    }

    /// Takes every entry away that differs from `surface` in case at most.
    fn drop(&mut self, surface: &str, tokens: &[Token]) {
        self.dropped.extend(tokens.first().map(|token| token.fold));
        let node = tokens.iter().try_fold(Trie::ROOT, |node, token| self.trie.step(node, token.fold));
        let Some(node) = node else { return };
        let entries = &self.entries;
        let same = |id: &u32| entries[*id as usize].surface.to_lowercase() == surface.to_lowercase();
        self.trie.entries_mut(node).retain(|id| !same(id));
    }

    /// Whether a user has dropped a surface that begins with this token.
    pub(super) fn is_dropped(&self, fold: u64) -> bool {
        self.dropped.contains(&fold)
    }

    /// Makes the surfaces that begin with `fold` reachable.
    fn open(&mut self, fold: u64) {
        let node = self.trie.step(Trie::ROOT, fold);
        self.first(fold).node = node;
    }

    fn first(&mut self, fold: u64) -> &mut First {
        let bit = fold >> (64 - GATE_BITS);
        self.gate.resize(1 << (GATE_BITS - 6), 0);
        self.gate[(bit >> 6) as usize] |= 1 << (bit & 63);
        self.firsts.entry(fold).or_default()
    }

    /// What is known of a token by its fold.
    pub(super) fn probe(&self, fold: u64) -> Option<First> {
        let bit = fold >> (64 - GATE_BITS);
        if self.gate.get((bit >> 6) as usize)? >> (bit & 63) & 1 == 0 {
            return None;
        }
        self.firsts.get(&fold).copied()
    }

    /// What sort of word a token is.
    pub(super) fn class(&self, token: Token) -> Class {
        self.probe(token.fold).map_or(Class::default(), |first| first.class)
    }

    pub(super) fn step(&self, from: Node, fold: u64) -> Option<Node> {
        self.trie.step(from, fold)
    }

    /// The entries whose surface ends at `node`.
    pub(super) fn ends(&self, node: Node) -> &[u32] {
        self.trie.entries(node)
    }

    /// Of the entries that end at `node`, the one that is written exactly as `text`, else the newest of those that
    /// need least. A surface without a blank is not matched across one: `.NET` is not `profit. Net income`.
    pub(super) fn best(&self, node: Node, text: &str) -> Option<u32> {
        let ids = self.trie.entries(node);
        if let Some(exact) = ids.iter().rev().find(|&&id| *self.entry(id).surface == *text) {
            return Some(*exact);
        }
        let spaced = text.contains(char::is_whitespace);
        let fits = |id: &&u32| !spaced || self.entry(**id).surface.contains(' ');
        ids.iter().rev().filter(fits).min_by_key(|&&id| self.entry(id).need).copied()
    }

    pub(super) fn entry(&self, id: u32) -> &Entry {
        &self.entries[id as usize]
    }
}

fn need(case: &str, needs: &str) -> Option<Need> {
    Some(match (case, needs) {
        ("" | "free", _) => Need::Free,
        ("cased", _) => Need::Cased,
        ("context", "technical") => Need::Technical,
        ("context", "" | "neighbour") => Need::Neighbour,
        ("context", "capital") => Need::Capital,
        ("context", "advert") => Need::Advert,
        ("context", "list") => Need::List,
        _ => return None,
    })
}

/// So many columns the built-in list has.
const COLUMNS: usize = 9;

/// The fields of one line of CSV; a doubled quote inside quotes is a quote.
pub(crate) fn fields(line: &str) -> Vec<std::borrow::Cow<'_, str>> {
    if !line.bytes().any(|byte| byte == b'"') {
        // Fields are short: a search made for long texts would take longer.
        let (mut fields, mut start) = (Vec::with_capacity(COLUMNS), 0);
        for (at, _) in line.bytes().enumerate().filter(|(_, byte)| *byte == b',') {
            fields.push(line[start..at].into());
            start = at + 1;
        }
        fields.push(line[start..].into());
        return fields;
    }
    let mut fields = vec![String::new()];
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                fields.last_mut().expect("there is a first field").push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            c => fields.last_mut().expect("there is a first field").push(c),
        }
    }
    fields.into_iter().map(Into::into).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_built_in_table_is_in_order() {
        let table = lists::SKILLS;
        let mut lexicon = SkillLexicon::default();
        assert_eq!(lexicon.add_csv("skills.csv", table), Ok(()));
        let surfaces: Vec<_> = table.lines().skip(1).map(|line| fields(line)[0].to_string()).collect();
        assert_eq!(lexicon.len(), surfaces.len(), "a surface stands twice");
        let key = |surface: &String| (surface.to_lowercase(), surface.clone());
        for (line, pair) in surfaces.windows(2).enumerate() {
            assert!(key(&pair[0]) < key(&pair[1]), "skills.csv:{}: {pair:?} are not in order", line + 3);
        }
        let known: BTreeSet<&str> = surfaces.iter().map(String::as_str).collect();
        for (line, refused) in include_str!("../../data/skills-refused.csv").lines().enumerate().skip(1) {
            let refused = &fields(refused)[0];
            assert!(
                !known.contains(&**refused),
                "skills-refused.csv:{}: {refused} is in skills.csv",
                line + 1
            );
        }
    }

    #[test]
    fn reads_quoted_fields() {
        assert_eq!(fields(r#"a,"b, ""c""",d"#), ["a", "b, \"c\"", "d"]);
    }
}
