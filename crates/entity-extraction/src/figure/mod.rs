//! Figures: every quantity that is written with a number.

use crate::findings::{Figure, Refusal};
use crate::lexicon::Lexicons;
use crate::view::View;

/// What the figure stage gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Figures by position, not linked to firms yet.
    pub figures: Vec<Figure>,
    /// What could not be read.
    pub refusals: Vec<Refusal>,
}

/// Figures of an article.
pub fn find(_view: &View<'_>, _lexicons: &Lexicons) -> Figures {
    Figures::default()
}
