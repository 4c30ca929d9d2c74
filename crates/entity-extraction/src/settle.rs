//! Overlaps between kinds of finding, resolved in one place by one total order.
//!
//! A number inside a firm's name is part of the name; a skill that is written as a firm is the firm.

use tearsheet_ingest::TextSpan;

use crate::figure::Figures;
use crate::findings::{Figure, FigureKind, Refusal, Skill};
use crate::firm::Names;
use crate::view::View;

/// What is left after overlaps are resolved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// Entities and their mentions.
    pub names: Names,
    /// Figures by position.
    pub figures: Vec<Figure>,
    /// Skills by position.
    pub skills: Vec<Skill>,
    /// What could not be read.
    pub refusals: Vec<Refusal>,
}

/// Drops findings that lie inside stronger findings of another kind.
///
/// The order: a skill in a table or list is a skill even where its words are a firm's (`Oracle`), which the skill
/// stage knew when it gave it; a firm's name outranks figures inside it; a money figure outranks a name inside it.
pub fn settle(_view: &View<'_>, figures: Figures, names: Names, skills: Vec<Skill>) -> Settled {
    let mut inside_name = Inside::new(names.mentions.iter().map(|mention| mention.span));
    let figures_kept = figures
        .figures
        .into_iter()
        .filter(|figure| matches!(figure.kind, FigureKind::Money) || !inside_name.holds(figure.span))
        .collect();
    Settled { names, figures: figures_kept, skills, refusals: figures.refusals }
}

/// Asks, for spans in order of position, whether some other span of an ordered list holds them.
struct Inside<I: Iterator<Item = TextSpan>> {
    spans: std::iter::Peekable<I>,
}

impl<I: Iterator<Item = TextSpan>> Inside<I> {
    fn new(spans: I) -> Self {
        Self { spans: spans.peekable() }
    }

    fn holds(&mut self, span: TextSpan) -> bool {
        while self.spans.next_if(|other| other.end <= span.start).is_some() {}
        self.spans.peek().is_some_and(|other| other.contains(span))
    }
}
