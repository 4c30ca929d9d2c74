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

/// What `operating` stands before where it is no verb.
const RESULTS: [&str; 18] = [
    "profit", "profits", "income", "margin", "margins", "cost", "costs", "loss", "losses", "earnings",
    "expenses", "expense", "cash", "result", "results", "revenue", "revenues", "system",
];

/// The parts of all tokens of a line.
pub(crate) fn tags(line: &Line<'_>, words: &Words) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::with_capacity(line.len());
    for at in 0..line.len() {
        let before = tags.last().copied();
        // `is also trending`
        let acting = before == Some(Tag::Adverb)
            && at > 1
            && tags[at - 2] == Tag::Auxiliary
            && line.word(at).ends_with("ing");
        tags.push(if acting { Tag::Verb } else { tag(line, words, at, before) });
    }
    tags
}

fn tag(line: &Line<'_>, words: &Words, at: usize, before: Option<Tag>) -> Tag {
    let word = line.word(at);
    match line.kind(at) {
        TokenKind::Punct => return mark(line, at),
        TokenKind::Number => return Tag::Number,
        TokenKind::Mixed if line.digit(at) && !word.ends_with('s') => return Tag::Number,
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
    if line.capital(at) && at > 0 && word != "I" {
        return if is(Class::AUXILIARY.and(Class::PREPOSITION).and(Class::CONJUNCTION).and(Class::DETERMINER))
            && word.len() > 3
        {
            closed(line, at).unwrap_or(Tag::Noun)
        } else {
            Tag::Noun
        };
    }
    // `long-term`: a compound plays the part of its last word
    let compound = line.hyphen(at + 1) && line.glued(at + 1) && line.glued(at + 2) && line.word_like(at + 2);
    if compound {
        return Tag::Noun;
    }
    // `sales down 0.7%`
    if line.any(at, &["up", "down"])
        && (line.digit(at + 1)
            || line.is(at + 1, Class::NUMBER)
            || matches!(line.word(at + 1), "$" | "£" | "€")
            || line.any(at + 1, &["about", "nearly", "almost", "around", "some", "roughly"]))
    {
        return Tag::Verb;
    }
    if let Some(tag) = closed(line, at) {
        return tag;
    }
    if is(Class::NUMBER) && !line.any(at, &["quarter", "half", "third"]) {
        return Tag::Number;
    }
    open(line, words, at, before)
}

/// The parts of function words.
fn closed(line: &Line<'_>, at: usize) -> Option<Tag> {
    let classes = [
        (Class::RELATIVE, Tag::Relative),
        (Class::AUXILIARY, Tag::Auxiliary),
        (Class::PRONOUN, Tag::Pronoun),
        (Class::DETERMINER, Tag::Determiner),
        (Class::PREPOSITION, Tag::Preposition),
        (Class::CONJUNCTION, Tag::Conjunction),
    ];
    classes.into_iter().find(|&(class, _)| line.is(at, class)).map(|(_, tag)| tag)
}

/// Nouns, verbs and adverbs, told by the word list, by the ending and by the neighbours.
fn open(line: &Line<'_>, words: &Words, at: usize, before: Option<Tag>) -> Tag {
    let word = line.word(at);
    let is = |class: Class| line.is(at, class);
    let class = words.of_form(word, line.fold(at));
    let can = |part: WordClass| class.is(part);
    // An irregular past, `said`, `found`, is no noun because its verb is one.
    let itself = if word.ends_with('s') { class } else { words.of(line.fold(at)) };
    let nominal = can(WordClass::NOUN) || can(WordClass::ADJECTIVE);
    let noun_itself = itself.is(WordClass::NOUN.or(WordClass::ADJECTIVE));
    let noun_next =
        line.word_like(at + 1) && !line.is(at + 1, Class::STOP) && !line.is(at + 1, Class::NUMBER);
    let participle =
        (word.ends_with("ed") || word.ends_with("ing")) && !words.of(line.fold(at)).is(WordClass::NOUN);
    let after = |list: &[&str]| at > 0 && line.any(at - 1, list);
    let to = after(&["to", "will", "would", "can", "could", "may", "might", "should", "must", "not"]);
    if before == Some(Tag::Determiner) {
        return if is(Class::ADVERB) && !nominal { Tag::Adverb } else { Tag::Noun };
    }
    // `operating profit`, `operating costs`
    if line.eq(at, "operating") && line.any(at + 1, &RESULTS) {
        return Tag::Noun;
    }
    // `closed 34% higher`
    if before == Some(Tag::Number) && line.any(at, &["higher", "lower", "up", "down"]) {
        return Tag::Adverb;
    }
    if is(Class::RISE) || is(Class::FALL) || is(Class::VERB) {
        let moved = is(Class::RISE) || is(Class::FALL);
        let inflected = participle || word.ends_with('s');
        let noun = !to
            && nominal
            && noun_itself
            && (matches!(before, Some(Tag::Preposition | Tag::Number)) && !participle
                || line.eq(at + 1, "of") && !participle && !line.any(at, &["made", "out"])
                // `the total pay package`
                || before == Some(Tag::Noun) && noun_next && !inflected && !moved && !super::nouns::is_plural(line.word(at - 1)));
        return if noun { Tag::Noun } else { Tag::Verb };
    }
    let attributive = noun_next
        && can(WordClass::ADJECTIVE)
        && !line.capital(at + 1)
        && !line
            .any(at, &["ago", "later", "earlier", "more", "most", "less", "few", "fewer", "least", "next"]);
    // `is investing`
    if word.ends_with("ing") && before == Some(Tag::Auxiliary) {
        return Tag::Verb;
    }
    if (is(Class::ADVERB) || word.ends_with("ly") && can(WordClass::ADVERB)) && !attributive {
        return Tag::Adverb;
    }
    if can(WordClass::VERB)
        && !nominal
        && !(participle && matches!(before, Some(Tag::Number | Tag::Preposition)))
    {
        return Tag::Verb;
    }
    // `projecting a net profit`, `completed the purchase`
    if participle
        && can(WordClass::VERB)
        && line.is(at + 1, Class::DETERMINER)
        && !matches!(before, Some(Tag::Determiner | Tag::Preposition | Tag::Number | Tag::Joint))
    {
        return Tag::Verb;
    }
    if participle && word.ends_with("ed") {
        let verb =
            matches!(before, Some(Tag::Noun | Tag::Pronoun | Tag::Auxiliary | Tag::Relative | Tag::Adverb));
        // `the total issued shares`
        let adjective = (noun_next || line.eq(at + 1, "and"))
            && before == Some(Tag::Noun)
            && after(&["total", "newly", "new"]);
        return if verb && !adjective { Tag::Verb } else { Tag::Noun };
    }
    let finite = can(WordClass::VERB)
        && matches!(before, Some(Tag::Pronoun | Tag::Relative))
        && !after(&["her", "its"]);
    let takes_object = can(WordClass::VERB)
        && word.ends_with('s')
        && (before == Some(Tag::Noun) || before == Some(Tag::Number) && line.is(at + 1, Class::DETERMINER))
        && (line.is(at + 1, Class::DETERMINER) || line.digit(at + 1) || line.is(at + 1, Class::NUMBER));
    let infinitive = can(WordClass::VERB) && to;
    let number_next = line.digit(at + 1)
        || line.is(at + 1, Class::NUMBER)
        || line
            .any(at + 1, &["between", "about", "around", "nearly", "roughly", "some", "almost", "somewhere"]);
    // `the robots measure 15 cm`, `diamonds typically score between 50 and 70`, `the pump shoots out`
    let doer = if before == Some(Tag::Adverb) { at.wrapping_sub(2) } else { at.wrapping_sub(1) };
    let plural_acts = can(WordClass::VERB)
        && matches!(before, Some(Tag::Noun | Tag::Adverb))
        && !word.ends_with('s')
        && super::nouns::is_plural(line.word(doer))
        && number_next;
    // `and forms a plume`
    let second_verb = can(WordClass::VERB)
        && word.ends_with('s')
        && before == Some(Tag::Conjunction)
        && line.any(at - 1, &["and", "but"])
        && line.is(at + 1, Class::DETERMINER);
    let goes = can(WordClass::VERB)
        && before == Some(Tag::Noun)
        && word.ends_with('s')
        && line.any(at + 1, &["out", "off", "away", "back"]);
    if finite || takes_object || infinitive || plural_acts || second_verb || goes {
        Tag::Verb
    } else {
        Tag::Noun
    }
}

fn mark(line: &Line<'_>, at: usize) -> Tag {
    let inside = line.glued(at) && line.glued(at + 1);
    match line.word(at) {
        "&" => Tag::Joint,
        "-" | "‑" | "/" | "'" | "’" | "." | "_" if inside => Tag::Joint,
        // `U.S. customers`
        "." if line.glued(at) && line.word(at.wrapping_sub(1)).contains('.') => Tag::Joint,
        // `Inc. is`: the sentence goes on
        "." if line.glued(at) && line.is(at + 1, Class::STOP) && !line.capital(at + 1) => Tag::Joint,
        "%" | "$" | "€" | "£" | "¥" | "°" => Tag::Number,
        _ => Tag::Punctuation,
    }
}
