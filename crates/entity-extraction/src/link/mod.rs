//! Links: whose a figure or a skill is, and what is said of a firm. The only room that sees all three.

mod skill;

use crate::findings::Findings;
use crate::lexicon::Lexicons;
use crate::settle::Settled;
use crate::view::View;

/// Puts an article's findings together.
pub fn link(view: &View<'_>, settled: Settled, _lexicons: &Lexicons) -> Findings {
    let Settled { names, figures, mut skills, refusals } = settled;
    skill::set_holders(view, &names, &mut skills);
    Findings {
        entities: names.entities,
        mentions: names.mentions,
        figures,
        skills,
        unmatched: Vec::new(),
        relations: Vec::new(),
        refusals,
    }
}
