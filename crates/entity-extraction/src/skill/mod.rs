//! Skills: technologies, methods, domains and languages.

use crate::findings::Skill;
use crate::lexicon::Lexicons;
use crate::view::View;

/// Skills of an article by position, not linked to holders yet.
pub fn find(_view: &View<'_>, _lexicons: &Lexicons) -> Vec<Skill> {
    Vec::new()
}
