//! Finds firms, figures and skills in an article.
//!
//! *Takes* an [`Article`]. *Gives* [`Findings`], always: extraction cannot fail.
//! *Never* knows bytes, files, HTML, the environment, clocks, threads or the columns of a table, and never holds a
//! value in a floating-point number.
//!
//! In reading order: [`view`] is the article as rules see it; [`figure`], [`firm`] and [`skill`] make mentions and do
//! not know one another; [`settle`] resolves overlaps between them; [`link`] says whose a figure or a skill is and
//! what is said of a firm; [`findings`] is what comes out and [`trace`] how; [`fingerprint`](mod@fingerprint) tells a rule
//! from what it was in another version.

pub mod figure;
pub mod findings;
pub mod fingerprint;
pub mod firm;
pub mod lexicon;
mod line;
pub mod link;
mod numeral;
pub mod settle;
pub mod skill;
pub mod trace;
pub mod view;
mod words;

use tearsheet_ingest::Article;

pub use findings::{
    Amount, Attributes, Bound, Class, Direction, Entity, EntityId, Evidenced, Figure, FigureKind, Findings,
    Flag, Mention, Movement, Quantity, Refusal, Relation, RelationKind, RuleId, Skill, SkillCategory, Unit,
    Unmatched,
};
pub use fingerprint::{fingerprint, has_line};
pub use lexicon::Lexicons;

/// Everything that extraction knows, built once and shared by all threads.
#[derive(Debug)]
pub struct Extractor {
    lexicons: Lexicons,
}

impl Extractor {
    /// An extractor with these lexicons.
    pub fn new(lexicons: Lexicons) -> Self {
        Self { lexicons }
    }

    /// What `article` says of firms, figures and skills.
    pub fn find(&self, article: &Article) -> Findings {
        let view = view::View::new(article);
        let figures = figure::find(&view, &self.lexicons);
        let names = firm::find(&view, &self.lexicons);
        let skill::Skills { skills, unmatched } = skill::find(&view, &self.lexicons);
        let settled = settle::settle(&view, figures, names, skills);
        Findings { unmatched, ..link::link(&view, settled, &self.lexicons) }
    }
}
