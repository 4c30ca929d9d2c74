//! Links: whose a figure or a skill is, and what is said of a firm. The only room that sees all three.

use crate::findings::Findings;
use crate::lexicon::Lexicons;
use crate::settle::Settled;
use crate::view::View;

/// Puts an article's findings together.
pub fn link(_view: &View<'_>, settled: Settled, _lexicons: &Lexicons) -> Findings {
    let Settled { names, figures, skills, refusals } = settled;
    Findings {
        entities: names.entities,
        mentions: names.mentions,
        figures,
        skills,
        relations: Vec::new(),
        refusals,
    }
}
