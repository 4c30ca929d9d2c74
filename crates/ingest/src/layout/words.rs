//! What is known of English words: the list in `data/words.txt` and the closed classes.

/// Sorted lines `word parts-of-speech`; searched in place, so that nothing is built at start-up.
static WORDS: &str = include_str!("../../data/words.txt");

/// Parts of speech a word can be, as a bit set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parts(u8);

impl Parts {
    pub(crate) const NOUN: Parts = Parts(1);
    pub(crate) const VERB: Parts = Parts(2);
    pub(crate) const ADJECTIVE: Parts = Parts(4);
    pub(crate) const ADVERB: Parts = Parts(8);

    pub(crate) fn has(self, part: Parts) -> bool {
        self.0 & part.0 != 0
    }
}

fn lookup(word: &str) -> Option<Parts> {
    let bytes = WORDS.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = bytes[low..middle].iter().rposition(|&byte| byte == b'\n').map_or(low, |at| low + at + 1);
        let end = middle + bytes[middle..].iter().position(|&byte| byte == b'\n')?;
        let (entry, parts) = WORDS[start..end].split_once(' ')?;
        match entry.as_bytes().cmp(word.as_bytes()) {
            std::cmp::Ordering::Equal => return u8::from_str_radix(parts, 16).ok().map(Parts),
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}

/// The parts of speech of a lower-case word, its regular endings seen through; `None` where it is unknown.
pub(crate) fn parts(word: &str) -> Option<Parts> {
    if let Some(parts) = lookup(word) {
        return Some(parts);
    }
    let base = |stem: &str, ending: &str| lookup(&format!("{stem}{ending}"));
    let both = |found: Option<Parts>, wanted: Parts, given: Parts| {
        found.filter(|parts| parts.has(wanted)).map(|_| given)
    };
    /// Without the doubled consonant of `planned`, `running`.
    fn single(stem: &str) -> Option<&str> {
        let bytes = stem.as_bytes();
        (bytes.len() > 3 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2]).then(|| &stem[..stem.len() - 1])
    }
    let noun_or_verb =
        |found: Option<Parts>| found.map(|parts| Parts(parts.0 & 3)).filter(|parts| parts.0 != 0);
    let verb = |stem: &str, given: Parts| {
        both(lookup(stem), Parts::VERB, given)
            .or_else(|| both(base(stem, "e"), Parts::VERB, given))
            .or_else(|| both(lookup(single(stem)?), Parts::VERB, given))
    };
    if let Some(stem) = word.strip_suffix("ies") {
        return noun_or_verb(base(stem, "y"));
    }
    if let Some(stem) = word.strip_suffix('s') {
        return noun_or_verb(lookup(stem)).or_else(|| noun_or_verb(lookup(stem.strip_suffix('e')?)));
    }
    if let Some(stem) = word.strip_suffix("ied") {
        return both(base(stem, "y"), Parts::VERB, Parts(6));
    }
    if let Some(stem) = word.strip_suffix("ed") {
        return verb(stem, Parts(6));
    }
    if let Some(stem) = word.strip_suffix("ing") {
        return verb(stem, Parts(7));
    }
    if let Some(stem) = word.strip_suffix("ly") {
        return both(lookup(stem), Parts::ADJECTIVE, Parts::ADVERB)
            .or_else(|| both(base(stem.strip_suffix('i')?, "y"), Parts::ADJECTIVE, Parts::ADVERB));
    }
    if let Some(stem) = word.strip_suffix("ness") {
        return both(lookup(stem), Parts::ADJECTIVE, Parts::NOUN)
            .or_else(|| both(base(stem.strip_suffix('i')?, "y"), Parts::ADJECTIVE, Parts::NOUN));
    }
    if let Some(stem) = word.strip_suffix("er").or_else(|| word.strip_suffix("est")) {
        return both(lookup(stem), Parts::ADJECTIVE, Parts::ADJECTIVE)
            .or_else(|| both(base(stem, "e"), Parts::ADJECTIVE, Parts::ADJECTIVE))
            .or_else(|| both(lookup(single(stem)?), Parts::ADJECTIVE, Parts::ADJECTIVE))
            .or_else(|| both(base(stem.strip_suffix('i')?, "y"), Parts::ADJECTIVE, Parts::ADJECTIVE))
            .or_else(|| verb(stem, Parts::NOUN));
    }
    None
}

/// What a word asks of the words beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// `the`, `a`, `its`: a noun or what describes one must follow.
    Determiner,
    /// `some`, `many`: as a determiner, but also before `of`.
    Quantifier,
    /// `of`, `in`, `despite`.
    Preposition,
    /// `and`, `that`, `which`.
    Conjunction,
    /// `is`, `have`, `will`.
    Auxiliary,
    /// `it`, `they`.
    Pronoun,
    /// `more`, `very`, `better`: something comparable follows.
    Degree,
    /// Digits and number words.
    Number,
    /// Any other word, with the parts of speech that it can be.
    Content(Option<Parts>),
}

const DETERMINERS: &[&str] = &[
    "a", "an", "the", "its", "their", "his", "her", "our", "my", "your", "this", "these", "those", "every",
    "no",
];
const QUANTIFIERS: &[&str] =
    &["some", "any", "many", "several", "few", "each", "both", "all", "most", "half", "none", "one", "much"];
const PREPOSITIONS: &[&str] = &[
    "of",
    "in",
    "to",
    "for",
    "with",
    "by",
    "from",
    "on",
    "at",
    "into",
    "over",
    "under",
    "between",
    "through",
    "during",
    "within",
    "without",
    "despite",
    "about",
    "against",
    "among",
    "across",
    "per",
    "via",
    "upon",
    "toward",
    "towards",
    "behind",
    "beyond",
    "near",
    "off",
    "onto",
    "since",
    "until",
    "after",
    "before",
    "above",
    "below",
    "around",
    "outside",
    "inside",
    "amid",
    "as",
    "like",
    "unlike",
    "than",
    "throughout",
    "alongside",
    "including",
];
const CONJUNCTIONS: &[&str] = &[
    "and", "or", "but", "nor", "that", "which", "who", "whom", "whose", "where", "when", "if", "because",
    "although", "though", "while", "whereas", "whether", "so", "what", "why", "how", "unless",
];
const AUXILIARIES: &[&str] = &[
    "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "will", "would", "can", "could",
    "may", "might", "must", "shall", "should", "do", "does", "did", "cannot", "not",
];
const PRONOUNS: &[&str] = &[
    "i",
    "you",
    "he",
    "she",
    "it",
    "we",
    "they",
    "me",
    "him",
    "us",
    "them",
    "itself",
    "themselves",
    "there",
];
const DEGREES: &[&str] = &[
    "more",
    "less",
    "better",
    "worse",
    "very",
    "too",
    "merely",
    "quite",
    "rather",
    "fairly",
    "highly",
    "increasingly",
    "almost",
    "nearly",
    "only",
    "just",
    "even",
];
const NUMBERS: &[&str] = &[
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty",
    "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "million",
    "billion", "percent", "dozen",
];

/// The class of a lower-case word.
pub(crate) fn class(word: &str) -> Class {
    let is_in = |list: &[&str]| list.contains(&word);
    match word {
        _ if word.starts_with(|c: char| c.is_ascii_digit()) => Class::Number,
        _ if is_in(DETERMINERS) || word.ends_with("'s") || word.ends_with("’s") => Class::Determiner,
        _ if is_in(QUANTIFIERS) => Class::Quantifier,
        _ if is_in(PREPOSITIONS) => Class::Preposition,
        _ if is_in(CONJUNCTIONS) => Class::Conjunction,
        _ if is_in(AUXILIARIES) => Class::Auxiliary,
        _ if is_in(PRONOUNS) => Class::Pronoun,
        _ if is_in(DEGREES) => Class::Degree,
        _ if is_in(NUMBERS) => Class::Number,
        _ => Class::Content(parts(word)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_searched_whole() {
        let words: Vec<&str> =
            WORDS.lines().filter_map(|line| line.split_once(' ')).map(|(word, _)| word).collect();
        assert_eq!(words.len(), WORDS.lines().count());
        assert!(words.is_sorted_by(|a, b| a.as_bytes() < b.as_bytes()));
        for word in words.iter().step_by(997).chain(words.first()).chain(words.last()) {
            assert!(lookup(word).is_some(), "{word} is in the list but was not found");
        }
        assert_eq!(lookup("zzz"), None);
        assert_eq!(lookup(""), None);
    }

    #[test]
    fn regular_endings_are_seen_through() {
        for word in
            ["locations", "partners", "running", "planned", "countries", "quickly", "largest", "circumvented"]
        {
            assert!(parts(word).is_some(), "{word}");
        }
        for word in ["tions", "ners", "loca", "cir", "cumvent", "ated"] {
            assert!(parts(word).is_none(), "{word}");
        }
    }
}
