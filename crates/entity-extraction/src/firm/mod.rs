//! Firms and other organisations: their mentions, and which mentions name the same one.

use crate::findings::{Entity, Mention};
use crate::lexicon::Lexicons;
use crate::view::View;

/// What the firm stage gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Entities in the order of their first mention, without attributes yet.
    pub entities: Vec<Entity>,
    /// Their mentions by position.
    pub mentions: Vec<Mention>,
}

/// Firms and organisations of an article.
pub fn find(_view: &View<'_>, _lexicons: &Lexicons) -> Names {
    Names::default()
}
