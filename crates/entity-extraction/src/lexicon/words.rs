//! What is known of single words: one probe by a token's fold gives every class that the word belongs to.

use rustc_hash::FxHashMap;
use tearsheet_ingest::{fold_hash, fold_with, fold_without};

/// The classes of one word, as a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordClass(u32);

macro_rules! classes {
    ($($(#[$meta:meta])* $name:ident = $bit:expr;)*) => {
        impl WordClass {
            $($(#[$meta])* pub const $name: Self = Self(1 << $bit);)*
        }
    };
}

classes! {
    /// An ordinary noun.
    NOUN = 0;
    /// An ordinary verb.
    VERB = 1;
    /// An ordinary adjective.
    ADJECTIVE = 2;
    /// An ordinary adverb.
    ADVERB = 3;
    /// A first name of persons.
    FIRST_NAME = 4;
    /// A last name of persons.
    LAST_NAME = 5;
    /// A city.
    CITY = 6;
    /// A country, state or region.
    REGION = 7;
    /// A nationality, creed or other adjective of a place.
    DEMONYM = 8;
    /// A legal form that ends a firm's name.
    FORM = 9;
    /// A head noun that makes a capitalised run an organisation.
    STRONG_HEAD = 10;
    /// A head noun that does so with another sign.
    WEAK_HEAD = 11;
    /// A title or office beside the name of a person.
    TITLE = 12;
    /// A function word: article, preposition, pronoun, conjunction, auxiliary.
    FUNCTION = 13;
    /// A month or a day of the week.
    DATE = 14;
    /// A verb whose subject speaks or acts as firms and persons do.
    ACT = 15;
    /// A noun that only a firm has: shares, revenue, subsidiary.
    ASSET = 16;
    /// A noun that says what a firm is: maker, company, bank.
    TRADE = 17;
    /// A word that joins the parts of a name: of, and, for.
    JOINER = 18;
    /// A legal form that opens a firm's name.
    OPENING_FORM = 19;
    /// A thing that is named and is no organisation: Act, Award, Street.
    THING_HEAD = 20;
    /// A name of a person that is also an ordinary word.
    DOUBTFUL_NAME = 21;
}

impl WordClass {
    /// Whether the word is in any class of `other`.
    pub fn is(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The set as bits.
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// Any class of ordinary words.
    pub const ORDINARY: Self = Self::NOUN.or(Self::VERB).or(Self::ADJECTIVE).or(Self::ADVERB);
    /// Any class of places.
    pub const PLACE: Self = Self::CITY.or(Self::REGION);
    /// Any head noun of organisations.
    pub const HEAD: Self = Self::STRONG_HEAD.or(Self::WEAK_HEAD);
}

/// Every word with a class.
#[derive(Clone, Debug, Default)]
pub struct Words {
    classes: FxHashMap<u64, WordClass>,
}

impl Words {
    /// An empty table with room for `words` words.
    pub fn with_capacity(words: usize) -> Self {
        Self { classes: FxHashMap::with_capacity_and_hasher(words, Default::default()) }
    }

    /// Adds a class to a word.
    pub fn add(&mut self, word: &str, class: WordClass) {
        let known = self.classes.entry(fold_hash(word)).or_default();
        *known = known.or(class);
    }

    /// The classes of the word with this fold.
    pub fn of(&self, fold: u64) -> WordClass {
        self.classes.get(&fold).copied().unwrap_or_default()
    }

    /// The classes of `word` with this fold, its plural or other ending taken off where the form itself is unknown.
    pub fn of_form(&self, word: &str, fold: u64) -> WordClass {
        let class = self.of(fold);
        if class != WordClass::default() || word.len() < 4 || !word.is_ascii() {
            return class;
        }
        for (ending, put) in ENDINGS {
            if word.ends_with(ending) {
                let lemma = fold_with(fold_without(fold, ending), put);
                let class = self.of(lemma).bits() & WordClass::ORDINARY.bits();
                if class != 0 {
                    return WordClass(class);
                }
            }
        }
        WordClass::default()
    }
}

/// Endings of inflected forms, and what the lemma has in their place.
const ENDINGS: [(&str, &str); 8] =
    [("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("d", ""), ("ing", ""), ("ing", "e"), ("ly", "")];
