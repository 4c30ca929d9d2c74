//! Overlaps between kinds of finding, resolved in one place by one total order.
//!
//! A number inside a firm's name is part of the name; a word inside a firm's name is no skill; a name that is nothing
//! but skills (`Microsoft Azure`, `ANT JBoss` in a table) is no firm.

use tearsheet_ingest::TextSpan;

use crate::figure::Figures;
use crate::findings::{EntityId, Figure, FigureKind, Refusal, Skill};
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
/// stage knew when it gave it; an amount of money outranks a name inside it; a firm's name outranks other figures
/// inside it; a figure with a unit (`256GB`) outranks a name around it.
pub fn settle(view: &View<'_>, figures: Figures, mut names: Names, mut skills: Vec<Skill>) -> Settled {
    // `SEK 112.50` is an amount, no name, and `TEU` in `7,000 TEU` is its unit; `3M` alone may be a name.
    let amounts = figures.figures.iter().filter_map(|figure| match figure.kind {
        FigureKind::Money => Some(figure.span),
        FigureKind::Measure => Some(TextSpan::new(figure.span.start + 1, figure.span.end)),
        _ => None,
    });
    let mut inside_amount = Inside::new(amounts);
    let keeps: Vec<bool> = names
        .mentions
        .iter()
        .map(|mention| !inside_amount.holds(mention.span) && !is_made_of_skills(view, mention.span, &skills))
        .collect();
    retain_mentions(&mut names, &keeps);
    // The tagger's boundaries are too unsure to take a skill away.
    let certain = names.mentions.iter().filter(|mention| mention.rule != "firm.tagger");
    let mut inside_firm = Inside::new(certain.map(|mention| mention.span));
    skills.retain(|skill| !inside_firm.holds(skill.span));
    // The version of a skill is no figure.
    let mut inside_skill = Inside::new(skills.iter().map(|skill| skill.span));
    let mut inside_name = Inside::new(names.mentions.iter().map(|mention| mention.span));
    let figures_kept = figures
        .figures
        .into_iter()
        .filter(|figure| {
            matches!(figure.kind, FigureKind::Money | FigureKind::Percent | FigureKind::Measure)
                || !inside_name.holds(figure.span)
        })
        .filter(|figure| !inside_skill.holds(figure.span))
        .collect();
    Settled { names, figures: figures_kept, skills, refusals: figures.refusals }
}

/// Whether every word of `name` lies inside skills, or two skills or more reach into it.
fn is_made_of_skills(view: &View<'_>, name: TextSpan, skills: &[Skill]) -> bool {
    let first = skills.partition_point(|skill| skill.span.end <= name.start);
    let inside = skills[first..].iter().take_while(|skill| skill.span.start < name.end);
    let mut spans: Vec<TextSpan> = inside.map(|skill| skill.span).collect();
    spans.dedup();
    match spans.as_slice() {
        [] => false,
        [skill] => {
            let rest = [
                view.slice(TextSpan::new(name.start, skill.start.max(name.start))),
                view.slice(TextSpan::new(skill.end.min(name.end), name.end)),
            ];
            rest.iter().all(|rest| !rest.contains(char::is_alphanumeric))
        }
        _ => true,
    }
}

/// Keeps the mentions with a true flag, and the entities that still have one.
fn retain_mentions(names: &mut Names, keeps: &[bool]) {
    if keeps.iter().all(|&keep| keep) {
        return;
    }
    let mut flags = keeps.iter();
    names.mentions.retain(|_| flags.next().is_none_or(|&keep| keep));
    let mut new_ids = vec![None; names.entities.len()];
    for mention in &names.mentions {
        new_ids[mention.entity.0 as usize] = Some(EntityId(0));
    }
    for (index, id) in new_ids.iter_mut().flatten().enumerate() {
        *id = EntityId(index as u32);
    }
    let mut kept = new_ids.iter();
    names.entities.retain(|_| kept.next().is_some_and(Option::is_some));
    for mention in &mut names.mentions {
        mention.entity = new_ids[mention.entity.0 as usize].unwrap_or(mention.entity);
    }
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
