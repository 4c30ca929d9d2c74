//! The evidence around a candidate, and whether it is enough for what its surface needs.

use tearsheet_ingest::{BlockKind, Case, TokenKind};

use super::candidate::{Candidate, Written};
use super::lexicon::{Class, Need, SkillLexicon};
use super::technical::Level;
use crate::findings::SkillCategory;
use crate::lexicon::words::{WordClass, Words};
use crate::view::View;

/// What is known of the place where a candidate stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// How technical the text around it is.
    pub(super) level: Level,
    /// The text is a job advertisement.
    pub(super) advert: bool,
    /// It stands in a list under a label of skills.
    pub(super) labelled: bool,
    /// Sure skills in the list that it is an item of.
    pub(super) listed_with: u32,
    /// Items of that list, known or likely.
    pub(super) items: u32,
    /// Sure skills elsewhere in its sentence.
    pub(super) beside: u32,
}

/// Evidence in points. A lone capital in technical text is worth 3.
pub(super) fn points(view: &View<'_>, lexicon: &SkillLexicon, candidate: &Candidate, place: Place) -> i32 {
    let mut points = match place.level {
        Level::Ordinary => 0,
        Level::Mixed => 1,
        Level::Technical => 2,
    };
    points += match candidate.written {
        Written::Named => 1,
        Written::Opening | Written::Lower => 0,
        Written::Everyday => -3,
    };
    if candidate.version.is_some() {
        points += 2;
    }
    if place.labelled || place.listed_with >= 2 || (place.listed_with == 1 && place.items >= 4) {
        points += 4;
    } else if place.listed_with == 1 || (place.items >= 4 && place.level == Level::Technical) {
        points += 3;
    } else if place.beside > 0 {
        points += 1;
    }
    // A word that only a list makes a skill is not made one by `IT services` or `software engineers`.
    if candidate.need < Need::Advert && has_cue(view, lexicon, candidate) {
        points += 2;
    }
    points
}

/// Points that a need asks for. In ordinary news even a name that nothing else is written like needs a cue or a
/// second skill: there it is a product that somebody sells.
pub(super) fn asked(candidate: &Candidate, place: Place) -> i32 {
    let ordinary = place.level == Level::Ordinary;
    let competence = matches!(candidate.category, SkillCategory::Domain | SkillCategory::Method);
    match candidate.need {
        Need::Free if ordinary => 2,
        Need::Free => i32::MIN,
        Need::Cased if ordinary => 3,
        Need::Cased => 1,
        Need::Technical if ordinary => 3,
        Need::Technical => 2,
        Need::Capital if place.level == Level::Technical => 3,
        Need::Neighbour if place.advert && competence => 3,
        Need::Advert if place.advert => 3,
        Need::Advert => 5,
        Need::Capital => 4,
        Need::Neighbour => 4,
        Need::List if candidate.written == Written::Lower => 6,
        Need::List if candidate.written == Written::Everyday => 7,
        Need::List => 5,
    }
}

/// `written in X`, `using X`, `knowledge of X`; `X developers`, `X framework`.
fn has_cue(view: &View<'_>, lexicon: &SkillLexicon, candidate: &Candidate) -> bool {
    let class = |at: usize| view.tokens().get(at).map_or(Class::default(), |&token| lexicon.class(token));
    if class(candidate.next).has(Class::NOUN_AFTER) && !view.glued(candidate.next - 1) {
        return true;
    }
    let Some(mut before) = candidate.first.checked_sub(1) else { return false };
    if matches!(view.word(before), "the" | "a" | "an" | "both" | "some") && before > 0 {
        before -= 1;
    }
    let said = class(before);
    if said.has(Class::USES) {
        return true;
    }
    said.has(Class::LINK) && before > 0 && class(before - 1).has(Class::MADE)
}

/// Before a single letter: it counts or names a kind.
const BEFORE_LETTERS: [&str; 16] = [
    "series",
    "vitamin",
    "plan",
    "class",
    "grade",
    "group",
    "hepatitis",
    "section",
    "type",
    "option",
    "appendix",
    "schedule",
    "part",
    "rated",
    "tier",
    "unit",
];
/// Before `of`: what follows is a place.
const PLACES: [&str; 7] = ["island", "islands", "city", "province", "sea", "isle", "capital"];
/// After a name: it is a thing of another kind.
const OTHER_THINGS: [&str; 5] = ["helicopter", "helicopters", "coffee", "island", "sea"];
/// Capitalised words that stand before names of skills.
const BEFORE_SKILLS: [&str; 18] = [
    "Microsoft",
    "Apache",
    "Google",
    "Oracle",
    "IBM",
    "Adobe",
    "Apple",
    "Amazon",
    "Mozilla",
    "Sun",
    "Borland",
    "Cisco",
    "Macromedia",
    "Autodesk",
    "Visual",
    "Senior",
    "Junior",
    "Lead",
];

/// Whether the words around make the candidate a part of another name or a thing of another kind: `Ruby Analytics`,
/// `Tomasz Jenkins`, `the island of Java`, `Series C`, `vitamin C`.
pub(super) fn is_other_name(
    view: &View<'_>,
    words: &Words,
    candidate: &Candidate,
    place: Place,
    joined: bool,
) -> bool {
    if candidate.words > 1 || candidate.category == SkillCategory::Domain {
        return is_in_title(view, words, candidate, joined);
    }
    if candidate.need == Need::Free {
        return false;
    }
    let sentence = &view.sentences()[candidate.sentence as usize];
    let (start, end) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
    let (first, next) = (candidate.first, candidate.next);
    let before = if first > start { view.word(first - 1) } else { "" };
    let lower = before.to_ascii_lowercase();
    if candidate.span.len() == 1 && BEFORE_LETTERS.contains(&lower.as_str()) {
        return true;
    }
    if matches!(lower.as_str(), "mr" | "mrs" | "ms" | "dr") {
        return true;
    }
    if before == "of" && first > start + 1 && PLACES.contains(&view.word(first - 2)) {
        return true;
    }
    let titled = matches!(
        view.block_of(sentence).kind,
        BlockKind::Title | BlockKind::Heading | BlockKind::Table | BlockKind::List
    );
    if titled || joined {
        return false;
    }
    let capital = |at: usize| {
        let token = view.tokens()[at];
        token.kind == TokenKind::Word && token.case == Case::Capital
    };
    // Among technicians a capital before or after says little: `Senior Java Developer`.
    let doubtful = candidate.need >= Need::Technical && place.level < Level::Technical;
    if first > start && !view.glued(first - 1) && capital(first - 1) {
        let person = words.of(view.tokens()[first - 1].fold).is(WordClass::FIRST_NAME);
        if person || (doubtful && first - 1 > start && !BEFORE_SKILLS.contains(&before)) {
            return true;
        }
    }
    if next >= end
        || view.glued(next - 1)
        || candidate.version.is_some()
        || candidate.written == Written::Lower
    {
        return false;
    }
    let initial = view.word(next).len() == 1 && view.word(next + 1) == ".";
    let partner = view.word(next) == "&" && next + 1 < end && capital(next + 1);
    let firm = WordClass::FORM.or(WordClass::HEAD);
    (initial && candidate.need >= Need::Technical)
        || (doubtful && capital(next))
        || partner
        || OTHER_THINGS.contains(&view.word(next))
        || (capital(next) && words.of(view.tokens()[next].fold).is(firm))
}

/// Whether a field is part of a title: `Conference on Computer Vision`, `Journal of Machine Learning Research`.
fn is_in_title(view: &View<'_>, words: &Words, candidate: &Candidate, joined: bool) -> bool {
    let sentence = &view.sentences()[candidate.sentence as usize];
    let (start, end) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
    let (first, next) = (candidate.first, candidate.next);
    let capital = |at: usize| view.tokens()[at].case == Case::Capital;
    if joined || (first..next).any(|at| view.tokens()[at].case == Case::Lower) {
        return false;
    }
    let of = first >= start + 2 && matches!(view.word(first - 1), "of" | "on" | "for" | "in");
    let titled = of && first - 2 > start && capital(first - 2);
    let headed = next < end
        && !view.glued(next - 1)
        && capital(next)
        && words.of(view.tokens()[next].fold).is(WordClass::HEAD.or(WordClass::THING_HEAD));
    titled || headed
}
