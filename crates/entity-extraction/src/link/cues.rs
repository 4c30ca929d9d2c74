//! The words that links are read by: families of cue words and the names of countries, one probe a token.

use rustc_hash::FxHashMap;
use tearsheet_ingest::fold_hash;

use crate::lexicon::trie::Trie;

/// The families of one word, as a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Family(u64);

impl Family {
    /// Both sets.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the word is in any family of `other`.
    pub fn is(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets.
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

macro_rules! families {
    ($($(#[$meta:meta])* $name:ident = $bit:expr, $label:literal;)*) => {
        impl Family {
            $($(#[$meta])* pub const $name: Self = Self(1 << $bit);)*

            fn of_label(label: &str) -> Option<Self> {
                match label {
                    $($label => Some(Self::$name),)*
                    _ => None,
                }
            }
        }
    };
}

families! {
    /// `it`, `its`: a firm named before.
    ANAPHOR = 0, "anaphor";
    /// `we`, `our`: the firm itself speaks.
    WE = 1, "we";
    /// With `the` before it, a firm named before.
    FIRM_NOUN = 2, "firm-noun";
    /// What follows is not who acts.
    OBLIQUE = 3, "oblique";
    /// Somebody says what follows.
    REPORT = 4, "report";
    /// Its figures are nobody's own.
    WORLD = 5, "world";
    /// Its figures are somebody's own.
    ASSET = 6, "asset";
    /// How a firm began, as a participle.
    FOUND = 7, "found";
    /// How somebody began a firm.
    FOUND_ACTIVE = 8, "found-active";
    /// The beginning of a firm, as a noun.
    BEGIN_NOUN = 9, "begin-noun";
    /// Who works there, in the singular.
    STAFF = 10, "staff";
    /// Says that they work there now.
    EMPLOY = 11, "employ";
    /// All who work there.
    STAFF_NOUN = 12, "staff-noun";
    /// A headcount beside it is not the present one.
    NOT_PRESENT = 13, "not-present";
    /// A heading over a bare headcount.
    SIZE_HEADING = 14, "size-heading";
    /// Where it sits.
    SEAT = 15, "seat";
    /// `head office`.
    SEAT_HEAD = 16, "seat-head";
    /// `owned by`.
    OWNED = 17, "owned";
    /// `a subsidiary of`.
    UNIT = 18, "unit";
    /// The state.
    STATE = 19, "state";
    /// Private owners.
    PRIVATE = 20, "private";
    /// A family.
    FAMILY = 21, "family";
    /// Listed on an exchange.
    LISTED = 22, "listed";
    /// A joint venture.
    VENTURE = 23, "venture";
    /// Buying a firm.
    BUY = 24, "buy";
    /// Putting money into a firm.
    INVEST = 25, "invest";
    /// Clients.
    CLIENT = 26, "client";
    /// Spin-offs.
    SPIN = 27, "spin";
    /// What announces a list of skills.
    LIST = 28, "list";
    /// May stand between the verb and the headcount.
    FILLER = 29, "filler";
    /// Ends a phrase that says what a firm is: `a software house`.
    TRADE_HEAD = 30, "trade-head";
    /// What follows is what a firm makes.
    MAKES = 31, "makes";
    /// What a firm does with the goods that it counts or measures.
    MAKE = 32, "make";
    /// Its figures are those of the firm that the article is about.
    HOLDING = 33, "holding";
    /// Who began a firm, as a noun.
    FOUNDER = 34, "founder";
    /// `belongs to`, `part of`.
    BELONG = 35, "belong";
    /// May tell with whom a venture is.
    SET_UP = 36, "set-up";
    /// `split off`.
    SPLIT = 37, "split";
    /// Nouns without a plural that are made and sold.
    MASS = 38, "mass";
    /// What is made of words alone: `makes profits`.
    NO_PRODUCT = 39, "no-product";
}

/// A country's name or the adjective of its people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country {
    /// The country, by one name.
    pub name: &'static str,
    /// Whether the surface is the adjective.
    pub is_demonym: bool,
}

/// A line of business and how a phrase says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sector {
    /// The line of business, from a small controlled vocabulary.
    pub name: &'static str,
    /// Whether the phrase alone names a firm (`brewer`); otherwise a noun for firms must follow (`software house`).
    pub is_head: bool,
}

/// Families of words, names of countries and lines of business.
#[derive(Debug, Default)]
pub struct Cues {
    families: FxHashMap<u64, Family>,
    countries: Trie<Country>,
    /// Countries by cities and regions that have no namesake abroad.
    places: Trie<&'static str>,
    sectors: Trie<Sector>,
}

impl Cues {
    /// The pages that come with the program.
    pub fn built_in() -> Self {
        let mut cues = Self::default();
        for line in include_str!("../../rules/links.tsv").lines().filter(|line| !line.starts_with('#')) {
            let Some((label, words)) = line.split_once('\t') else { continue };
            let Some(family) = Family::of_label(label) else { continue };
            for word in words.split(' ') {
                let known = cues.families.entry(fold_hash(word)).or_default();
                known.0 |= family.0;
            }
        }
        for line in include_str!("../../data/countries.tsv").lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            if let (Some(surface), Some(name), Some(role)) = (fields.next(), fields.next(), fields.next()) {
                cues.countries.insert(surface, Country { name, is_demonym: role == "demonym" });
            }
        }
        for line in
            include_str!("../../data/place-countries.tsv").lines().filter(|line| !line.starts_with('#'))
        {
            if let Some((place, country)) = line.split_once('\t') {
                cues.places.insert(place, country);
            }
        }
        for (name, role, phrases) in sector_lines() {
            for phrase in phrases.split(", ") {
                cues.sectors.insert(phrase, Sector { name, is_head: role == "head" });
            }
        }
        cues
    }

    /// The families of the word with this fold.
    pub fn of(&self, fold: u64) -> Family {
        self.families.get(&fold).copied().unwrap_or_default()
    }

    /// The country whose name or adjective begins `folds`, and of how many tokens.
    pub fn country(&self, folds: impl IntoIterator<Item = u64>) -> Option<(usize, Country)> {
        self.countries.longest(folds, |_, _| true).map(|(len, &country)| (len, country))
    }

    /// The country of the city or region whose name is exactly `folds`, where no other country has one of that name.
    pub fn country_of_place(&self, folds: impl IntoIterator<Item = u64>) -> Option<&'static str> {
        self.places.get(folds).copied()
    }

    /// The line of business that the longest phrase at the beginning of `folds` says, and of how many tokens.
    pub fn sector(&self, folds: impl IntoIterator<Item = u64>) -> Option<(usize, Sector)> {
        self.sectors.longest(folds, |_, _| true).map(|(len, &sector)| (len, sector))
    }
}

/// Sector, role and phrases of each line of the page.
fn sector_lines() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let lines = include_str!("../../rules/sectors.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let mut fields = line.split('\t');
        Some((fields.next()?, fields.next()?, fields.next()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_sectors_has_a_name_a_role_and_phrases() {
        let page = include_str!("../../rules/sectors.tsv");
        assert_eq!(sector_lines().count(), page.lines().filter(|line| !line.starts_with('#')).count());
        for (name, role, phrases) in sector_lines() {
            assert!(matches!(role, "head" | "field"), "{name}: the role {role:?} is not known");
            assert!(phrases.split(", ").all(|phrase| !phrase.trim().is_empty()), "{name}: an empty phrase");
        }
    }

    #[test]
    fn every_family_of_the_page_is_known() {
        for line in include_str!("../../rules/links.tsv").lines().filter(|line| !line.starts_with('#')) {
            let (label, _) = line.split_once('\t').unwrap_or_else(|| panic!("no tab in {line:?}"));
            assert!(Family::of_label(label).is_some(), "the family {label:?} is not known");
        }
    }
}
