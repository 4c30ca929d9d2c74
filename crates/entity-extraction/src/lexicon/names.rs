//! Names of firms, other organisations and places, each with the line of the list that it comes from.

use tearsheet_ingest::TokenKind;

use super::trie::Trie;

/// A kind of entity, as written in the lists and in output.
pub type Kind = &'static str;

/// Every kind of entity with whether it is a firm.
pub const KINDS: [(Kind, bool); 20] = [
    ("association", false),
    ("bank", true),
    ("central-bank", false),
    ("charity", false),
    ("club", false),
    ("company", true),
    ("consultancy", true),
    ("court", false),
    ("exchange", false),
    ("fund", true),
    ("government", false),
    ("institute", false),
    ("international-body", false),
    ("joint-venture", true),
    ("media", false),
    ("party", false),
    ("regulator", false),
    ("start-up", true),
    ("state-enterprise", true),
    ("university", false),
];

/// The kind called `name`; a blank counts as a hyphen.
pub fn kind_of_name(name: &str) -> Option<Kind> {
    let same = |kind: &str| {
        kind.len() == name.len()
            && kind.bytes().zip(name.bytes()).all(|(a, b)| a == b || (a == b'-' && b == b' '))
    };
    KINDS.iter().map(|&(kind, _)| kind).find(|kind| same(kind))
}

/// Whether entities of this kind are firms.
pub fn is_firm(kind: Kind) -> bool {
    kind.is_empty() || KINDS.iter().any(|&(known, firm)| known == kind && firm)
}

/// What a listed name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// An organisation.
    Organisation {
        /// What kind of organisation.
        kind: Kind,
        /// Whether the name alone is enough; otherwise it needs a cue.
        sure: bool,
        /// Whether it is written in capitals, as acronyms are, and means nothing otherwise.
        capitals: bool,
    },
    /// A place.
    Place,
    /// A thing that has a name and is no organisation: a product, a law, an index, a title.
    Thing {
        /// Whether it is written in capitals, as acronyms are, and means nothing otherwise.
        capitals: bool,
    },
}

/// A listed name and where it is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it names.
    pub listed: Listed,
    /// Which list.
    pub list: &'static str,
    /// Which line of it, from 1.
    pub line: u32,
}

/// Names of more than one list, the earlier list winning.
pub type Names = Trie<Entry>;

/// Whether a token may open a name.
pub fn may_open(kind: TokenKind, case: tearsheet_ingest::Case) -> bool {
    use tearsheet_ingest::Case;
    match kind {
        TokenKind::Word | TokenKind::Mixed => !matches!(case, Case::Lower),
        TokenKind::Number => true,
        TokenKind::Punct => false,
    }
}
