//! Skills: technologies, methods, domains and human languages, with version.
//!
//! In reading order: [`lexicon`] is what is known, `candidate` finds its surfaces in a sentence (with `version`,
//! `standard` and `mask`), `technical` says what sort of text it is, `list` what stands in one list, `context` and
//! `human` weigh the evidence.

mod candidate;
mod context;
#[cfg(test)]
mod examples;
mod human;
pub mod lexicon;
mod list;
mod mask;
mod neighbour;
mod standard;
mod technical;
mod trie;
mod unmatched;
mod version;

use crate::findings::{Skill, SkillCategory, Unmatched};
use crate::lexicon::Lexicons;
use crate::view::View;
use candidate::{Candidate, What, Written};
use context::Place;
use lexicon::{Need, SkillLexicon};
use technical::{Level, Technicality};

/// What the skill stage gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Skills {
    /// Skills by position, not linked to holders yet.
    pub skills: Vec<Skill>,
    /// Items of lists of skills that no entry knows.
    pub unmatched: Vec<Unmatched>,
}

/// Skills of an article.
pub fn find(view: &View<'_>, lexicons: &Lexicons) -> Skills {
    let mut candidates = Vec::new();
    let mut tones = Vec::with_capacity(view.sentences().len());
    for (index, sentence) in view.sentences().iter().enumerate() {
        tones.push(candidate::scan(view, lexicons, index as u32, sentence, &mut candidates));
    }
    if candidates.is_empty() {
        return Skills::default();
    }
    let technicality = Technicality::new(&tones, &candidates);
    let Skills { mut skills, mut unmatched } = Skills::default();
    for sentence in candidates.chunk_by(|a, b| a.sentence == b.sentence) {
        let place = &view.sentences()[sentence[0].sentence as usize];
        let limit = place.tokens.end as usize;
        let list = list::labelled_from(view, &lexicons.skills, place);
        let flags = accept(view, lexicons, sentence, &technicality, list);
        let before = skills.len();
        let given: Vec<&Candidate> = sentence
            .iter()
            .zip(flags)
            .filter(|&(_, is_skill)| is_skill)
            .map(|(candidate, _)| candidate)
            .collect();
        for candidate in &given {
            push(view, &lexicons.skills, candidate, &mut skills);
        }
        if let Some(list) = list.filter(|_| skills.len() > before) {
            unmatched::collect(view, &lexicons.skills, list..limit, &skills[before..], &mut unmatched);
        }
        let free = |at: usize| {
            let after = sentence.partition_point(|candidate| candidate.first <= at);
            after.checked_sub(1).is_none_or(|index| sentence[index].next <= at)
        };
        for run in given.chunk_by(|a, b| list::are_joined(view, &lexicons.skills, a, b)) {
            neighbour::infer(view, lexicons, run, limit, free, &mut skills);
        }
        skills[before..].sort_by_key(|skill| (skill.span, skill.version.clone()));
    }
    Skills { skills, unmatched }
}

/// Weighs the candidates of one sentence: which are skills?
fn accept(
    view: &View<'_>,
    lexicons: &Lexicons,
    candidates: &[Candidate],
    technicality: &Technicality,
    labelled_from: Option<usize>,
) -> Vec<bool> {
    let lexicon = &lexicons.skills;
    let sure = |candidate: &Candidate| match candidate.need {
        Need::Free => true,
        Need::Cased => candidate.written == Written::Named,
        Need::Technical => candidate.is_capital() && technicality.around(candidate) == Level::Technical,
        _ => false,
    };
    let beside = candidates.iter().filter(|candidate| sure(candidate)).count() as u32;
    let spoken = human::are_spoken(view, lexicon, candidates);
    let place = |candidate: &Candidate| Place {
        level: technicality.around(candidate),
        advert: technicality.is_advert,
        labelled: labelled_from.is_some_and(|from| candidate.first >= from),
        listed_with: 0,
        items: 0,
        beside: beside - u32::from(sure(candidate)),
    };
    let mut flags = Vec::with_capacity(candidates.len());
    let joined = |a: &Candidate, b: &Candidate| list::are_joined(view, lexicon, a, b);
    for run in candidates.chunk_by(joined) {
        let start = flags.len();
        // In a list a skill that stands on its own evidence speaks for the others.
        let alone: Vec<bool> = (start..start + run.len())
            .map(|at| {
                let candidate = &candidates[at];
                let technology = candidate.category != SkillCategory::HumanLanguage;
                sure(candidate)
                    || (run.len() > 1
                        && technology
                        && is_skill(view, lexicons, candidates, at, place(candidate), spoken))
            })
            .collect();
        let stand = alone.iter().filter(|&&stands| stands).count() as u32;
        let likely = |c: &&Candidate| c.need <= Need::Neighbour && c.category != SkillCategory::HumanLanguage;
        let items = run.iter().filter(likely).count() as u32;
        for (candidate, stands) in run.iter().zip(alone) {
            let place = Place { listed_with: stand - u32::from(stands), items, ..place(candidate) };
            let is_label = labelled_from.is_some_and(|from| candidate.first < from);
            flags.push(!is_label && is_skill(view, lexicons, candidates, flags.len(), place, spoken));
        }
    }
    flags
}

fn is_skill(
    view: &View<'_>,
    lexicons: &Lexicons,
    candidates: &[Candidate],
    at: usize,
    place: Place,
    spoken: bool,
) -> bool {
    let candidate = &candidates[at];
    if candidate.category == SkillCategory::HumanLanguage {
        return human::is_competence(view, &lexicons.skills, candidates, at, place, spoken);
    }
    let joined = place.listed_with > 0 || place.labelled;
    context::points(view, &lexicons.skills, candidate, place) >= context::asked(candidate, place)
        && !context::is_other_name(view, &lexicons.words, candidate, place, joined)
}

fn push(view: &View<'_>, lexicon: &SkillLexicon, candidate: &Candidate, skills: &mut Vec<Skill>) {
    let (name, fixed, rule) = match &candidate.what {
        What::Entry(id) => {
            let entry = lexicon.entry(*id);
            (entry.canonical.to_string(), &*entry.version, format!("lexicon/{}", entry.line))
        }
        What::Standard(standard) => (standard.name.clone(), "", "standard.number".to_owned()),
    };
    let mut versions = match &candidate.what {
        What::Standard(standard) => vec![standard.edition],
        What::Entry(_) => vec![candidate.version.map(|version| version.span)],
    };
    if let Some(second) = candidate.version.and_then(|version| version.second) {
        versions.push(Some(second));
    }
    for version in versions {
        skills.push(Skill {
            span: candidate.span,
            name: name.clone(),
            category: candidate.category,
            version: version.map_or(fixed, |span| view.slice(span)).to_owned(),
            firm: None,
            rule: rule.clone().into(),
            flag: None,
        });
    }
}
