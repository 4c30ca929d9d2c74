//! A rough part of speech for each token of a line with figures: enough to find a clause's verb and its noun phrases.

use crate::lexicon::words::{WordClass, Words};
use crate::line::Line;
use crate::words::Class;
use tearsheet_ingest::TokenKind;

/// What part a token plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tag {
    /// A noun, or an adjective before one.
    Noun,
    /// A finite verb or a participle that acts as one.
    Verb,
    /// An auxiliary.
    Auxiliary,
    Preposition,
    Determiner,
    Conjunction,
    Pronoun,
    /// `which`, `that`, `who`.
    Relative,
    Adverb,
    /// Part of a number.
    Number,
    /// A mark inside a word: hyphen, ampersand, slash, apostrophe.
    Joint,
    Punctuation,
}

/// The parts of all tokens of a line.
pub(crate) fn tags(line: &Line<'_>, words: &Words) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::with_capacity(line.len());
    for at in 0..line.len() {
        let before = tags.last().copied();
        tags.push(tag(line, words, at, before));
    }
    tags
}

fn tag(line: &Line<'_>, words: &Words, at: usize, before: Option<Tag>) -> Tag {
    let word = line.word(at);
    match line.kind(at) {
        TokenKind::Punct => return mark(line, at),
        TokenKind::Number => return Tag::Number,
        TokenKind::Mixed if line.digit(at) => return Tag::Number,
        _ => {}
    }
    // Inside a word with hyphens only the whole plays a part.
    if at > 0
        && line.glued(at)
        && before == Some(Tag::Joint)
        && line.hyphen(at - 1)
        && at > 1
        && line.word_like(at - 2)
    {
        return Tag::Noun;
    }
    let is = |class: Class| line.is(at, class);
    let inner_capital = line.capital(at) && at > 0;
    if is(Class::RELATIVE) {
        // `that 3%`, `that ship`: a determiner after a verb or preposition
        return Tag::Relative;
    }
    if is(Class::AUXILIARY) && !inner_capital {
        return Tag::Auxiliary;
    }
    if is(Class::PRONOUN) && !(word == "US" || word == "IT") {
        return Tag::Pronoun;
    }
    if is(Class::DETERMINER) {
        return Tag::Determiner;
    }
    if is(Class::PREPOSITION) {
        return Tag::Preposition;
    }
    if is(Class::CONJUNCTION) {
        return Tag::Conjunction;
    }
    if inner_capital {
        return Tag::Noun;
    }
    if is(Class::NUMBER) && !is(Class::ORDINAL) && !line.any(at, &["quarter", "half", "third"]) {
        return Tag::Number;
    }
    let class = words.of_form(word, line.fold(at));
    let can = |part: WordClass| class.is(part);
    let nominal = can(WordClass::NOUN) || can(WordClass::ADJECTIVE);
    let after_determiner = matches!(before, Some(Tag::Determiner | Tag::Preposition | Tag::Number))
        || line.word(at.wrapping_sub(1)).ends_with("'s");
    if is(Class::RISE) || is(Class::FALL) || is(Class::VERB) {
        let to = at > 0 && line.eq(at - 1, "to");
        let noun = after_determiner && !to && !(before == Some(Tag::Number));
        return if noun || before == Some(Tag::Number) && nominal && !word.ends_with("ed") {
            Tag::Noun
        } else {
            Tag::Verb
        };
    }
    if is(Class::ADVERB) || word.ends_with("ly") && can(WordClass::ADVERB) {
        return Tag::Adverb;
    }
    if can(WordClass::VERB) && !nominal {
        return Tag::Verb;
    }
    if word.ends_with("ed")
        && matches!(before, Some(Tag::Noun | Tag::Pronoun | Tag::Auxiliary | Tag::Relative | Tag::Adverb))
    {
        return Tag::Verb;
    }
    if word.ends_with("ing") && before == Some(Tag::Auxiliary) {
        return Tag::Verb;
    }
    let finite = can(WordClass::VERB)
        && matches!(before, Some(Tag::Pronoun | Tag::Relative))
        && !line.any(at - 1, &["her", "its"]);
    let takes_object = can(WordClass::VERB)
        && word.ends_with('s')
        && before == Some(Tag::Noun)
        && (line.is(at + 1, Class::DETERMINER) || line.digit(at + 1) || line.is(at + 1, Class::NUMBER));
    let infinitive = can(WordClass::VERB)
        && at > 0
        && line.any(at - 1, &["to", "will", "would", "can", "could", "may", "might", "should", "must"]);
    if finite || takes_object || infinitive { Tag::Verb } else { Tag::Noun }
}

fn mark(line: &Line<'_>, at: usize) -> Tag {
    let inside = line.glued(at) && line.glued(at + 1);
    match line.word(at) {
        "&" => Tag::Joint,
        "-" | "‑" | "/" | "'" | "’" | "." | "_" if inside => Tag::Joint,
        // `Inc. is`: the sentence goes on
        "." if line.glued(at) && line.is(at + 1, Class::STOP) && !line.capital(at + 1) => Tag::Joint,
        "%" | "$" | "€" | "£" | "¥" | "°" => Tag::Number,
        _ => Tag::Punctuation,
    }
}
