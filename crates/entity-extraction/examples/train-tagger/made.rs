//! Articles made of the sentences in `sentences.txt`, their slots filled from the lists and with invented names.
//!
//! The encyclopedia sets hardly hold the turns of business news; these do, and every name in them is marked.

use std::collections::HashMap;

use crate::corpus::{Entity, Sort};
use crate::crf::Random;

const SENTENCES: &str = include_str!("sentences.txt");
const ORGANISATIONS: &str = include_str!("../../data/organisations.tsv");
const FIRMS: &str = include_str!("../../data/firms.tsv");
const CITIES: &str = include_str!("../../data/cities.tsv");
const PLACES: &str = include_str!("../../data/places.tsv");
const PERSONS: &str = include_str!("../../data/persons.tsv");
const WORLD: &str = include_str!("../../data/persons-world.tsv");
const OTHERS: &str = include_str!("../../data/not-organisations.tsv");
const HEADS: &str = include_str!("../../data/heads.tsv");
const CUES: &str = include_str!("../../data/cues.tsv");
const WORDS: &str = include_str!("../../data/words.tsv");

const TOPICS: [&str; 34] = [
    "Finance",
    "Health",
    "Education",
    "Trade",
    "Labour",
    "Energy",
    "Agriculture",
    "Defence",
    "Foreign Affairs",
    "Transport",
    "Justice",
    "Interior",
    "Commerce",
    "Tourism",
    "Water",
    "Housing",
    "Science",
    "Environment",
    "Industry",
    "Planning",
    "Culture",
    "Fisheries",
    "Mines",
    "Public Works",
    "Home Affairs",
    "Social Welfare",
    "Information",
    "Youth and Sports",
    "Civil Aviation",
    "Food Safety",
    "Consumer Affairs",
    "Immigration",
    "Human Rights",
    "Technology",
];
const MEMBERS: [&str; 16] = [
    "Manufacturers",
    "Bankers",
    "Teachers",
    "Farmers",
    "Journalists",
    "Exporters",
    "Engineers",
    "Nurses",
    "Architects",
    "Brewers",
    "Realtors",
    "Lawyers",
    "Physicians",
    "Broadcasters",
    "Insurers",
    "Students",
];
const TITLES: [&str; 18] = [
    "President",
    "Prime Minister",
    "Finance Minister",
    "Foreign Minister",
    "Governor",
    "Senator",
    "Mayor",
    "Chancellor",
    "Judge",
    "General",
    "Attorney General",
    "Interior Minister",
    "King",
    "Deputy Prime Minister",
    "Vice President",
    "Speaker",
    "Congressman",
    "Home Secretary",
];
const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const FORMS: [&str; 16] = [
    "Inc", "Inc.", "Corp", "Corp.", "Ltd", "Ltd.", "Plc", "PLC", "LLC", "Co", "Co.", "AG", "SA", "GmbH",
    "NV", "Holdings",
];
const ONSETS: [&str; 30] = [
    "b", "br", "c", "ch", "d", "dr", "f", "g", "gl", "h", "j", "k", "kr", "l", "m", "n", "p", "pl", "qu",
    "r", "s", "sh", "st", "t", "tr", "v", "w", "x", "y", "z",
];
const VOWELS: [&str; 12] = ["a", "e", "i", "o", "u", "a", "e", "i", "o", "ai", "ea", "oo"];
const CODAS: [&str; 20] =
    ["", "", "", "n", "r", "l", "s", "x", "t", "m", "nd", "rk", "st", "ll", "ck", "ng", "d", "sh", "rt", "p"];
const ENDS: [&str; 22] = [
    "", "", "", "o", "a", "ix", "ex", "ia", "io", "ent", "soft", "tech", "tel", "com", "net", "ware", "corp",
    "bank", "pay", "gen", "lab", "ly",
];

/// The names to choose from.
struct Stock {
    firms: Vec<&'static str>,
    known: HashMap<&'static str, Vec<&'static str>>,
    places: Vec<&'static str>,
    demonyms: Vec<&'static str>,
    first: Vec<&'static str>,
    last: Vec<&'static str>,
    others: Vec<&'static str>,
    heads: Vec<&'static str>,
    trades: Vec<&'static str>,
    nouns: Vec<&'static str>,
}

fn facts(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    list.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

impl Stock {
    fn new() -> Self {
        let mut known: HashMap<&str, Vec<&str>> = HashMap::new();
        for (name, rest) in facts(ORGANISATIONS) {
            let group = match rest.split('\t').next().unwrap_or_default() {
                "company" | "bank" | "fund" | "consultancy" => "org",
                "government" | "regulator" | "central bank" | "court" | "international body" => "gov",
                "association" | "charity" | "institute" | "university" => "body",
                kind => kind,
            };
            known.entry(group).or_default().push(name);
        }
        let of = |list: &'static str, class: &'static str| {
            facts(list).filter(move |(_, rest)| rest.split('\t').next() == Some(class)).map(|(name, _)| name)
        };
        Self {
            firms: facts(FIRMS).map(|(name, _)| name).collect(),
            known,
            places: of(CITIES, "city")
                .chain(of(CITIES, "country"))
                .chain(of(CITIES, "region"))
                .chain(of(PLACES, "region"))
                .collect(),
            demonyms: of(PLACES, "demonym").collect(),
            first: of(PERSONS, "first").chain(of(WORLD, "first")).chain(of(WORLD, "first")).collect(),
            last: of(PERSONS, "last").step_by(4).chain(of(WORLD, "last")).collect(),
            others: facts(OTHERS).map(|(name, _)| name).collect(),
            heads: facts(HEADS)
                .filter(|(_, rest)| rest.starts_with("company"))
                .map(|(name, _)| name)
                .collect(),
            trades: of(CUES, "trade").filter(|word| !word.ends_with('s')).collect(),
            nouns: facts(WORDS)
                .filter(|(word, parts)| parts.contains('n') && word.len() < 9)
                .map(|(word, _)| word)
                .collect(),
        }
    }
}

fn pick<'a>(random: &mut Random, of: &[&'a str]) -> &'a str {
    of[random.below(of.len())]
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn coined(random: &mut Random, ends: &[&str]) -> String {
    let mut word = String::new();
    for _ in 0..1 + random.below(2) {
        word += pick(random, &ONSETS);
        word += pick(random, &VOWELS);
        word += pick(random, &CODAS);
    }
    word += pick(random, ends);
    if word.len() < 4 {
        word += "an";
    }
    capital(&word)
}

fn acronym(name: &str) -> String {
    let initials: String =
        name.split([' ', '-']).filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect();
    if initials.len() > 1 { initials } else { name.chars().take(3).collect::<String>().to_uppercase() }
}

fn letters(random: &mut Random, count: usize) -> String {
    (0..count).map(|_| char::from(b'A' + random.below(26) as u8)).collect()
}

fn place(random: &mut Random, stock: &Stock) -> String {
    if random.below(5) == 0 {
        coined(random, &["", "a", "o", "ia", "abad", "ton", "ville", "pur", "burg", "i"])
    } else {
        pick(random, &stock.places).to_owned()
    }
}

fn last_name(random: &mut Random, stock: &Stock) -> String {
    if random.below(4) == 0 {
        coined(random, &["", "ov", "ski", "ez", "sen", "i", "a", "wala", "oglu", "ko", "ai"])
    } else {
        pick(random, &stock.last).to_owned()
    }
}

fn first_name(random: &mut Random, stock: &Stock) -> String {
    match random.below(12) {
        0 => coined(random, &["", "a", "i", "o", "u"]),
        1 => format!("{}.", letters(random, 1)),
        2 => format!("{} {}.", pick(random, &stock.first), letters(random, 1)),
        _ => pick(random, &stock.first).to_owned(),
    }
}

fn firm(random: &mut Random, stock: &Stock) -> String {
    let head = |random: &mut Random| pick(random, &stock.heads).to_owned();
    match random.below(100) {
        0..28 => pick(random, &stock.firms).to_owned(),
        28..42 => pick(random, &stock.known["org"]).to_owned(),
        42..58 => coined(random, &ENDS),
        58..64 => format!("{} {}", coined(random, &ENDS), head(random)),
        64..68 => format!("{} {}", place(random, stock), head(random)),
        68..72 => format!("{} {}", last_name(random, stock), head(random)),
        72..75 => format!("{} & {}", last_name(random, stock), last_name(random, stock)),
        75..78 => last_name(random, stock),
        78..86 => capital(pick(random, &stock.nouns)),
        86..90 => format!("{} {}", capital(pick(random, &stock.nouns)), head(random)),
        90..93 => format!("{} {}", capital(pick(random, &stock.nouns)), capital(pick(random, &stock.nouns))),
        93..95 => format!("{}{}", capital(pick(random, &stock.nouns)), coined(random, &ENDS)),
        _ => {
            let count = 2 + random.below(3);
            letters(random, count)
        }
    }
}

fn public_body(random: &mut Random, stock: &Stock) -> String {
    let topic = pick(random, &TOPICS);
    match random.below(20) {
        0..9 => pick(random, &stock.known["gov"]).to_owned(),
        9 => format!("Ministry of {topic}"),
        10 => format!("{topic} Ministry"),
        11 => format!("Department of {topic}"),
        12 => format!("{} Police", place(random, stock)),
        13 => format!("{topic} Commission"),
        14 => format!("{} {topic} Authority", place(random, stock)),
        15 => format!("National {topic} Agency"),
        16 => format!("{} City Council", place(random, stock)),
        17 => {
            format!("{} Court", pick(random, &["High", "Supreme", "Federal", "Constitutional", "District"]))
        }
        18 => pick(random, &["Cabinet", "Parliament", "Senate", "Congress", "National Assembly", "Police"])
            .to_owned(),
        _ => format!("{topic} Department"),
    }
}

fn other_body(random: &mut Random, stock: &Stock) -> String {
    match random.below(12) {
        0..4 => pick(random, &stock.known["body"]).to_owned(),
        4 => format!("University of {}", place(random, stock)),
        5 => format!("{} University", last_name(random, stock)),
        6 => format!("{} Foundation", last_name(random, stock)),
        7 => format!("{} Association of {}", place(random, stock), pick(random, &MEMBERS)),
        8 => format!("{} {} Association", pick(random, &stock.demonyms), pick(random, &MEMBERS)),
        9 => format!("{} Institute of {}", place(random, stock), pick(random, &TOPICS)),
        10 => format!("{} Chamber of Commerce", place(random, stock)),
        _ => format!("Centre for {} Studies", pick(random, &TOPICS)),
    }
}

/// The values of all slots in one article.
fn fillings(random: &mut Random, stock: &Stock) -> HashMap<&'static str, (String, Option<Sort>)> {
    let mut slots = HashMap::new();
    for slot in ["org", "org2", "org3"] {
        slots.insert(slot, (firm(random, stock), Some(Sort::Organisation)));
    }
    for slot in ["gov", "gov2"] {
        slots.insert(slot, (public_body(random, stock), Some(Sort::Organisation)));
    }
    let body = other_body(random, stock);
    slots.insert("acr", (acronym(&body), Some(Sort::Organisation)));
    slots.insert("body", (body, Some(Sort::Organisation)));
    slots.insert("body2", (other_body(random, stock), Some(Sort::Organisation)));
    let media = match random.below(4) {
        0 => format!(
            "{} {}",
            place(random, stock),
            pick(random, &["Times", "Post", "Herald", "Tribune", "News"])
        ),
        _ => pick(random, &stock.known["media"]).to_owned(),
    };
    slots.insert("media", (media, Some(Sort::Organisation)));
    for slot in ["party", "party2"] {
        let name = match random.below(4) {
            0 => format!(
                "{} Party",
                capital(pick(random, &["people's", "national", "workers", "reform", "unity", "green"]))
            ),
            1 => letters(random, 3),
            _ => pick(random, &stock.known["party"]).to_owned(),
        };
        slots.insert(slot, (name, Some(Sort::Organisation)));
    }
    for slot in ["club", "club2"] {
        let name = match random.below(3) {
            0 => format!(
                "{} {}",
                place(random, stock),
                pick(random, &["United", "City", "FC", "Rovers", "Tigers"])
            ),
            _ => pick(random, &stock.known["club"]).to_owned(),
        };
        slots.insert(slot, (name, Some(Sort::Organisation)));
    }
    let last = last_name(random, stock);
    slots.insert("per", (format!("{} {last}", first_name(random, stock)), Some(Sort::Person)));
    slots.insert("last", (last, Some(Sort::Person)));
    let last2 = last_name(random, stock);
    slots.insert("per2", (format!("{} {last2}", first_name(random, stock)), Some(Sort::Person)));
    slots.insert("last2", (last2, Some(Sort::Person)));
    let trade = pick(random, &stock.trades);
    slots.insert("Trade", (capital(trade), None));
    slots.insert("trade", (trade.to_owned(), None));
    slots.insert("topic", (pick(random, &TOPICS).to_owned(), None));
    for slot in ["loc", "loc2", "loc3"] {
        slots.insert(slot, (place(random, stock), Some(Sort::Place)));
    }
    for slot in ["other", "other2"] {
        slots.insert(slot, (pick(random, &stock.others).to_owned(), Some(Sort::Other)));
    }
    slots.insert("dem", (pick(random, &stock.demonyms).to_owned(), Some(Sort::Other)));
    slots.insert("title", (pick(random, &TITLES).to_owned(), None));
    slots.insert("title2", (pick(random, &TITLES).to_owned(), None));
    slots.insert("exch", (pick(random, &stock.known["exchange"]).to_owned(), Some(Sort::Organisation)));
    for slot in ["tick", "tick2"] {
        let count = 2 + random.below(3);
        slots.insert(slot, (letters(random, count), Some(Sort::Organisation)));
    }
    slots.insert("day", (pick(random, &DAYS).to_owned(), None));
    slots.insert("month", (pick(random, &MONTHS).to_owned(), None));
    slots
}

/// One made article: its text and the names in it.
pub(crate) fn article(random: &mut Random, lines: &[&str], stock: &Names) -> (String, Vec<Entity>) {
    let mut slots = fillings(random, &stock.0);
    let form = (random.below(10) < 4).then(|| pick(random, &FORMS));
    let (mut text, mut chars, mut entities) = (String::new(), 0, Vec::new());
    let mut first = true;
    for _ in 0..8 {
        let line = lines[random.below(lines.len())];
        let (style, line) = match line.strip_prefix('[').and_then(|rest| rest.split_once("] ")) {
            Some((style, line)) => (style, line),
            None => ("", line),
        };
        let mut rest = line;
        while !rest.is_empty() {
            let (plain, slot, after) = match rest.split_once('{') {
                Some((plain, tail)) => {
                    let (slot, after) = tail.split_once('}').unwrap_or((tail, ""));
                    (plain, slot, after)
                }
                None => (rest, "", ""),
            };
            push(plain, style, &mut text, &mut chars);
            if let Some((name, sort)) = slots.get(slot) {
                let start = chars;
                let whole = match form.filter(|_| slot == "org" && first) {
                    Some(form) => format!("{name} {form}"),
                    None => name.clone(),
                };
                first &= slot != "org";
                push(&whole, style, &mut text, &mut chars);
                if let Some(sort) = *sort {
                    entities.push(Entity { start, end: chars, sort });
                }
            }
            rest = after;
        }
        text.push('\n');
        chars += 1;
    }
    slots.clear();
    (text, entities)
}

fn push(part: &str, style: &str, text: &mut String, chars: &mut u32) {
    let before = text.len();
    if style == "caps" {
        text.push_str(&part.to_uppercase())
    } else {
        text.push_str(part)
    }
    *chars += text[before..].chars().count() as u32;
}

/// The names that slots are filled with.
pub(crate) struct Names(Stock);

impl Names {
    /// All of the lists.
    pub(crate) fn new() -> Self {
        Self(Stock::new())
    }
}

/// The sentences with slots.
pub(crate) fn lines() -> Vec<&'static str> {
    SENTENCES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}
