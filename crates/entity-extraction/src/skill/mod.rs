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
mod standard;
mod technical;
mod trie;
mod version;

use crate::findings::{Skill, SkillCategory};
use crate::lexicon::Lexicons;
use crate::view::View;
use candidate::{Candidate, What};
use context::Place;
use lexicon::{Need, SkillLexicon};
use technical::{Level, Technicality};

/// Skills of an article by position, not linked to holders yet.
pub fn find(view: &View<'_>, lexicons: &Lexicons) -> Vec<Skill> {
    let mut candidates = Vec::new();
    let mut tones = Vec::with_capacity(view.sentences().len());
    for (index, sentence) in view.sentences().iter().enumerate() {
        tones.push(candidate::scan(view, lexicons, index as u32, sentence, &mut candidates));
    }
    if candidates.is_empty() {
        return Vec::new();
    }
    let technicality = Technicality::new(&tones, &candidates);
    let mut skills = Vec::new();
    for sentence in candidates.chunk_by(|a, b| a.sentence == b.sentence) {
        accept(view, lexicons, sentence, &technicality, &mut skills);
    }
    skills
}

/// Weighs the candidates of one sentence and appends the skills among them.
fn accept(
    view: &View<'_>,
    lexicons: &Lexicons,
    candidates: &[Candidate],
    technicality: &Technicality,
    skills: &mut Vec<Skill>,
) {
    let lexicon = &lexicons.skills;
    let index = candidates[0].sentence as usize;
    let sentence = &view.sentences()[index];
    let from = list::labelled_from(view, lexicon, sentence);
    let sure = |candidate: &Candidate| match candidate.need {
        Need::Free => true,
        Need::Cased => candidate.written == candidate::Written::Named,
        Need::Technical => {
            candidate.written != candidate::Written::Lower
                && technicality.around(candidate) == Level::Technical
        }
        _ => false,
    };
    let all = candidates.iter().filter(|candidate| sure(candidate)).count() as u32;
    let languages = candidates.iter().any(|candidate| candidate.category == SkillCategory::HumanLanguage);
    let spoken = languages
        && (human::speaks_of_languages(view, lexicon, sentence.tokens.clone())
            || index > 0 && {
                let before = &view.sentences()[index - 1];
                before.block == sentence.block
                    && human::speaks_of_languages(view, lexicon, before.tokens.clone())
            });
    let mut at = 0;
    while at < candidates.len() {
        let mut end = at + 1;
        while end < candidates.len()
            && list::are_joined(view, lexicon, &candidates[end - 1], &candidates[end])
        {
            end += 1;
        }
        let run = &candidates[at..end];
        let sure_in_run = run.iter().filter(|candidate| sure(candidate)).count() as u32;
        let likely = run
            .iter()
            .filter(|c| c.need <= Need::Neighbour && c.category != SkillCategory::HumanLanguage)
            .count() as u32;
        for (offset, candidate) in run.iter().enumerate() {
            let own = u32::from(sure(candidate));
            let level = technicality.around(candidate);
            let place = Place {
                level,
                advert: technicality.is_advert,
                labelled: from.is_some_and(|from| candidate.first >= from),
                listed_with: sure_in_run - own,
                items: likely,
                beside: all - own,
            };
            let label = from.is_some_and(|from| candidate.first < from);
            let joined = place.listed_with > 0 || place.labelled;
            let counts = if candidate.category == SkillCategory::HumanLanguage {
                human::is_competence(view, lexicon, candidates, at + offset, place, spoken)
            } else {
                context::points(view, lexicon, candidate, place) >= context::asked(candidate, place)
                    && !context::is_other_name(view, &lexicons.words, candidate, place, joined)
            };
            if counts && !label {
                push(view, lexicon, candidate, skills);
            }
        }
        at = end;
    }
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
