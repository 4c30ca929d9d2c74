//! Human languages as competence, told from nationality: `fluent in Korean`, `Languages: Korean, English`, but not
//! `the Korean firm`.

use tearsheet_ingest::{Case, Sentence, TokenKind};

use super::candidate::Candidate;
use super::context::Place;
use super::lexicon::{Class, SkillLexicon};
use super::technical::Level;
use crate::findings::SkillCategory;
use crate::view::View;

/// How many candidates on each side are looked at for other languages.
const NEAR: usize = 12;

/// Whether the language named at `candidates[at]` is somebody's competence. `spoken` says that its sentence, or the one
/// before, speaks of languages.
pub(super) fn is_competence(
    view: &View<'_>,
    lexicon: &SkillLexicon,
    candidates: &[Candidate],
    at: usize,
    place: Place,
    spoken: bool,
) -> bool {
    let candidate = &candidates[at];
    if is_adjective(view, lexicon, candidates, at) {
        return false;
    }
    if place.labelled {
        return true;
    }
    let around = &candidates[at.saturating_sub(NEAR)..candidates.len().min(at + NEAR + 1)];
    let others = around.iter().filter(|other| {
        other.sentence == candidate.sentence
            && other.category == SkillCategory::HumanLanguage
            && other.first != candidate.first
            && !is_adjective_of_thing(view, lexicon, other)
    });
    let class = |at: usize| view.tokens().get(at).map_or(Class::default(), |&token| lexicon.class(token));
    // `fluent Korean`, `speaks English`, `English speakers`, `fluency in German`
    let before = (candidate.first.saturating_sub(2)..candidate.first).any(|at| class(at).has(Class::SPEECH));
    let follows = matches!(
        view.word(candidate.next),
        "language" | "skills" | "proficiency" | "fluency" | "speakers" | "speaking"
    ) || (view.word(candidate.next) == "-"
        && matches!(view.word(candidate.next + 1), "speaking" | "language"));
    // `good English, long projects`
    let praised = candidate.first > 0
        && matches!(
            view.word(candidate.first - 1),
            "good" | "excellent" | "perfect" | "flawless" | "fluent" | "basic" | "decent"
        )
        && closes_phrase(view, candidate);
    // `in Danish, English, German and Estonian`
    let listed = place.level > Level::Ordinary
        && others.clone().filter(|other| stands_near(candidate, other)).count() >= 2;
    before
        || follows
        || praised
        || listed
        || (spoken && (place.level > Level::Ordinary || others.count() > 0))
}

/// Whether it describes a person, firm or thing: `Polish owners`, `North Korean`, `a British national`.
fn is_adjective(view: &View<'_>, lexicon: &SkillLexicon, candidates: &[Candidate], at: usize) -> bool {
    let candidate = &candidates[at];
    let before = candidate.first.checked_sub(1).map_or("", |at| view.word(at));
    if matches!(before, "North" | "South" | "East" | "West" | "a" | "an" | "-") {
        return true;
    }
    is_adjective_of_thing(view, lexicon, candidate) || (before == "the" && !closes_phrase(view, candidate))
}

/// Whether two languages are items of one short stretch.
fn stands_near(a: &Candidate, b: &Candidate) -> bool {
    a.first.abs_diff(b.first) <= 6
}

/// Whether a mark follows: `the Italian, learned from television`, not `the Dutch will`.
fn closes_phrase(view: &View<'_>, candidate: &Candidate) -> bool {
    matches!(view.word(candidate.next), "," | "." | ";" | ":" | ")")
}

fn is_adjective_of_thing(view: &View<'_>, lexicon: &SkillLexicon, candidate: &Candidate) -> bool {
    let Some(&after) = view.tokens().get(candidate.next) else { return false };
    let sentence = &view.sentences()[candidate.sentence as usize];
    if candidate.next >= sentence.tokens.end as usize || after.kind != TokenKind::Word {
        return false;
    }
    let word = after.of(view.text()).to_ascii_lowercase();
    let word = word.as_str();
    if lexicon.class(after).has(Class::SPEECH) || lexicon.class(after).has(Class::JOINER) {
        return false;
    }
    // What follows a language that is not its noun: a verb, a preposition, an adverb.
    let closes = matches!(
        word,
        "is" | "are"
            | "was"
            | "were"
            | "as"
            | "in"
            | "on"
            | "at"
            | "for"
            | "to"
            | "with"
            | "of"
            | "by"
            | "from"
            | "but"
            | "plus"
            | "alongside"
            | "skills"
            | "language"
            | "languages"
            | "proficiency"
            | "speakers"
            | "speaking"
            | "would"
            | "will"
            | "can"
            | "has"
            | "have"
            | "both"
            | "being"
            | "considered"
            | "also"
            | "required"
            | "preferred"
            | "mandatory"
            | "desirable"
            | "essential"
            | "an"
            | "a"
            | "the"
            | "while"
            | "because"
            | "since"
            | "when"
            | "where"
            | "which"
            | "that"
            | "if"
            | "should"
            | "must"
            | "may"
            | "only"
            | "text"
            | "texts"
            | "level"
            | "communication"
    );
    // The next item of a list without commas is capitalised.
    !closes && after.case == Case::Lower
        || matches!(after.case, Case::Capital) && !closes && !is_language(view, lexicon, candidate.next)
}

fn is_language(view: &View<'_>, lexicon: &SkillLexicon, at: usize) -> bool {
    let token = view.tokens()[at];
    lexicon
        .probe(token.fold)
        .and_then(|first| first.node)
        .and_then(|node| lexicon.best(node, view.word(at)))
        .is_some_and(|id| lexicon.entry(id).category == SkillCategory::HumanLanguage)
}

/// Whether the sentence of `candidates`, or the one before it in its block, speaks of languages.
pub(super) fn are_spoken(view: &View<'_>, lexicon: &SkillLexicon, candidates: &[Candidate]) -> bool {
    if candidates.iter().all(|candidate| candidate.category != SkillCategory::HumanLanguage) {
        return false;
    }
    let index = candidates[0].sentence as usize;
    let sentence = &view.sentences()[index];
    let before = index.checked_sub(1).map(|index| &view.sentences()[index]);
    let before = before.filter(|before| before.block == sentence.block);
    [Some(sentence), before]
        .into_iter()
        .flatten()
        .any(|sentence| speaks_of_languages(view, lexicon, sentence))
}

/// `a set of language skills`, `fluent`, `translated into`.
fn speaks_of_languages(view: &View<'_>, lexicon: &SkillLexicon, sentence: &Sentence) -> bool {
    (sentence.tokens.start as usize..sentence.tokens.end as usize).any(|at| {
        lexicon.class(view.tokens()[at]).has(Class::SPEECH)
            || (view.word(at).eq_ignore_ascii_case("language")
                && view.word(at + 1).eq_ignore_ascii_case("skills"))
    })
}
