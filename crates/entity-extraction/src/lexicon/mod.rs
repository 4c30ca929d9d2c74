//! Lists of names and words, built once.
//!
//! [`trie`] finds phrases of tokens, [`words`] says what single words are, [`names`] holds the lists of organisations
//! and places. The lists themselves are plain files in `data/`, one fact a line; `data/README.md` says where each
//! comes from ([`lists`] holds those whose lines are rules); [`user`] adds a user's own.

pub mod lists;
pub mod names;
pub mod trie;
pub mod user;
pub mod words;

use names::{Entry, Listed, Names, kind_of_name};
use words::{WordClass, Words};

use crate::firm::tagger::Model;
use crate::link::cues::Cues;
use crate::skill::lexicon::SkillLexicon;

/// Every list that extraction looks things up in.
#[derive(Debug, Default)]
pub struct Lexicons {
    /// Classes of single words.
    pub words: Words,
    /// Organisations and places.
    pub names: Names,
    /// What a user calls the firms of the own list, by line.
    pub user_firms: rustc_hash::FxHashMap<u32, String>,
    /// Kinds by head noun.
    pub heads: trie::Trie<names::Kind>,
    /// The tagger of names.
    pub tagger: Model,
    /// Surfaces of skills.
    pub skills: SkillLexicon,
    /// Units, currencies and the words that figures are read by.
    pub figures: crate::figure::Tables,
    /// Cue words of links and names of countries.
    pub links: Cues,
}

impl Lexicons {
    /// The lists that come with the program.
    pub fn built_in() -> Self {
        let mut lexicons = Self {
            words: Words::with_capacity(120_000),
            names: Names::with_capacity(60_000),
            user_firms: Default::default(),
            heads: trie::Trie::with_capacity(500),
            tagger: Model::from_bytes(include_bytes!("../../data/names.tagger")).unwrap_or_default(),
            skills: SkillLexicon::built_in(),
            figures: crate::figure::Tables::default(),
            links: Cues::built_in(),
        };
        lexicons.add_words();
        lexicons.add_organisations("organisations.tsv", lists::ORGANISATIONS);
        lexicons.add_places(include_str!("../../data/places.tsv"), "places.tsv");
        lexicons.add_places(include_str!("../../data/cities.tsv"), "cities.tsv");
        lexicons.add_things(include_str!("../../data/not-organisations.tsv"), "not-organisations.tsv");
        lexicons.add_organisations("firms.tsv", lists::FIRMS);
        for (line, fields) in lines(lists::UNIVERSITIES) {
            let listed = Listed::Organisation { kind: "university", sure: true, capitals: false };
            lexicons.names.insert(fields, Entry { listed, list: "universities.txt", line });
        }
        lexicons
    }

    fn add_words(&mut self) {
        for (_, fields) in lines(include_str!("../../data/words.tsv")) {
            let (word, parts) = split(fields);
            let classes = parts.bytes().map(|part| match part {
                b'n' => WordClass::NOUN,
                b'v' => WordClass::VERB,
                b'a' => WordClass::ADJECTIVE,
                _ => WordClass::ADVERB,
            });
            self.words.add(word, classes.fold(WordClass::default(), WordClass::or));
        }
        for list in [include_str!("../../data/persons.tsv"), include_str!("../../data/persons-world.tsv")] {
            for (_, fields) in lines(list) {
                let (name, rest) = split(fields);
                let (part, cue) = split(rest);
                let class = if part == "first" { WordClass::FIRST_NAME } else { WordClass::LAST_NAME };
                self.words.add(name, if cue.is_empty() { class } else { class.or(WordClass::DOUBTFUL_NAME) });
            }
        }
        for (_, fields) in lines(include_str!("../../data/cues.tsv")) {
            let (word, class) = split(fields);
            let class = match class {
                "act" => WordClass::ACT,
                "asset" => WordClass::ASSET,
                "trade" => WordClass::TRADE,
                "function" => WordClass::FUNCTION,
                "date" => WordClass::DATE,
                "joiner" => WordClass::JOINER,
                "thing" => WordClass::THING_HEAD,
                "title" => WordClass::TITLE,
                "opening-form" => WordClass::OPENING_FORM,
                _ => continue,
            };
            self.words.add(word, class);
        }
        for (_, form) in lines(include_str!("../../data/legal-forms.txt")) {
            self.words.add(form.trim_end_matches('.'), WordClass::FORM);
        }
        for (_, fields) in lines(include_str!("../../data/heads.tsv")) {
            let (head, rest) = split(fields);
            let (kind, strength) = split(rest);
            let class = if strength == "strong" { WordClass::STRONG_HEAD } else { WordClass::WEAK_HEAD };
            if !head.contains(' ') {
                self.words.add(head, class);
            }
            self.heads.insert(head, kind_of_name(kind).unwrap_or_default());
        }
    }

    fn add_organisations(&mut self, list: &'static str, text: &str) {
        for (line, fields) in lines(text) {
            let (name, rest) = split(fields);
            let (kind, cue) = split(rest);
            let Some(kind) = kind_of_name(kind) else { continue };
            let capitals = is_acronym(name);
            let listed = Listed::Organisation { kind, sure: cue.is_empty(), capitals };
            self.names.insert(name.trim_end_matches('.'), Entry { listed, list, line });
        }
    }

    fn add_things(&mut self, text: &str, list: &'static str) {
        for (line, fields) in lines(text) {
            let (name, _) = split(fields);
            self.names
                .insert(name, Entry { listed: Listed::Thing { capitals: is_acronym(name) }, list, line });
        }
    }

    fn add_places(&mut self, text: &str, list: &'static str) {
        for (line, fields) in lines(text) {
            let (name, rest) = split(fields);
            let (class, cue) = split(rest);
            let class = match class {
                "demonym" => WordClass::DEMONYM,
                "city" => WordClass::CITY,
                _ => WordClass::REGION,
            };
            if !name.contains(' ') && cue.is_empty() {
                self.words.add(name.trim_end_matches('.'), class);
            }
            if class != WordClass::DEMONYM && cue.is_empty() {
                // The full stop of an abbreviation is a token of its own outside names.
                self.names.insert(name.trim_end_matches('.'), Entry { listed: Listed::Place, list, line });
            }
        }
    }
}

/// The legal forms that end names of firms, as news writes them.
pub fn legal_forms() -> impl Iterator<Item = &'static str> {
    lines(include_str!("../../data/legal-forms.txt")).map(|(_, form)| form)
}

fn is_acronym(name: &str) -> bool {
    name.len() <= 5 && !name.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// The lines of a list that hold a fact, with their numbers from 1.
fn lines(list: &str) -> impl Iterator<Item = (u32, &str)> {
    let numbered = list.lines().enumerate().map(|(index, line)| (index as u32 + 1, line));
    numbered.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

/// What stands before and after the first tab.
fn split(fields: &str) -> (&str, &str) {
    // Fields are short: a search made for long texts would take longer.
    fields
        .bytes()
        .position(|byte| byte == b'\t')
        .map_or((fields, ""), |tab| (&fields[..tab], &fields[tab + 1..]))
}
