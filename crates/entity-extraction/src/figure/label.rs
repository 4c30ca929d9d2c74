//! Numbers that are no figures: parts of names, labels, codes, addresses, telephone numbers, URLs.

use crate::line::Line;
use crate::numeral::digits;
use crate::words::Class;
use tearsheet_ingest::{Case, TokenKind};

/// Labels that need no capital: a number after them is a label.
const LOWER_LABELS: [&str; 30] = [
    "section",
    "page",
    "pages",
    "chapter",
    "row",
    "room",
    "flight",
    "route",
    "article",
    "paragraph",
    "phase",
    "grade",
    "item",
    "question",
    "version",
    "no",
    "nos",
    "step",
    "suite",
    "channel",
    "tel",
    "fax",
    "isbn",
    "ext",
    "id",
    "verse",
    "stage",
    "windows",
    "iphone",
    "vol",
];

/// Names that a number belongs to, whatever follows.
const NAMES_WITH_NUMBER: [&str; 62] = [
    "fortune",
    "ftse",
    "nasdaq",
    "dow",
    "stoxx",
    "cac",
    "nikkei",
    "russell",
    "dax",
    "asx",
    "iphone",
    "ipad",
    "galaxy",
    "windows",
    "xbox",
    "playstation",
    "boeing",
    "airbus",
    "formula",
    "iso",
    "iec",
    "ieee",
    "rfc",
    "html",
    "covid",
    "css",
    "php",
    "python",
    "java",
    "euro",
    "pixel",
    "type",
    "tier",
    "category",
    "world",
    "hd",
    "ps",
    "sars",
    "macbook",
    "surface",
    "mazda",
    "audi",
    "bmw",
    "forbes",
    "euronext",
    "topix",
    "kospi",
    "ibex",
    "smi",
    "atx",
    "aim",
    "mib",
    "csi",
    "nifty",
    "tsx",
    "p",
    "p500",
    "route",
    "highway",
    "interstate",
    "psi-20",
    "h1n",
];

const STREETS: [&str; 18] = [
    "road",
    "street",
    "avenue",
    "lane",
    "drive",
    "boulevard",
    "way",
    "square",
    "place",
    "court",
    "rd",
    "st",
    "ave",
    "blvd",
    "terrace",
    "parkway",
    "crescent",
    "close",
];

/// Is token `at` inside a URL, an e-mail address or a path? Gives the token after it.
pub(crate) fn masked(line: &Line<'_>, at: usize) -> Option<usize> {
    // Far enough for any address that a person would read; a cap keeps this linear.
    let mut first = at;
    while first > 0 && at - first < 40 && line.glued(first) {
        first -= 1;
    }
    if first == at && !line.glued(at + 1) {
        return None;
    }
    let mut end = at + 1;
    while end < line.len() && end - at < 80 && line.glued(end) {
        end += 1;
    }
    let chunk = line.slice(first, end);
    let address =
        chunk.contains("://") || chunk.contains("www.") || chunk.contains(".com/") || chunk.contains(".org/");
    let mail = chunk.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    if !address && !mail {
        return None;
    }
    // Text may touch an address, as in a link of Markdown: `[in 2017](https://...)`.
    let starts = ["http", "www.", "ftp"].iter().filter_map(|start| chunk.find(start)).min();
    let offset = (line.tokens[at].start - line.tokens[first].start) as usize;
    starts.is_none_or(|start| offset >= start).then_some(end)
}

/// Does the number at token `at` name or label something, so that it is no figure? `end` is the token after the
/// number, `counted` says that a noun in the plural follows.
pub(crate) fn is_label(line: &Line<'_>, at: usize, end: usize, counted: bool) -> bool {
    let word = line.word(at);
    if line.kind(at) == TokenKind::Number && is_dialled(line, at) {
        return true;
    }
    let short = line.kind(at) == TokenKind::Number && !word.contains(',') && digits::parse(word).is_some();
    if !short {
        return false;
    }
    is_ticker(line, at)
        || after_name(line, at, counted)
        || before_name(line, at, end, counted)
        || chained(line, at)
}

/// Exchanges, as codes before a colon name them, that list firms under numbers.
const EXCHANGES: [&str; 22] = [
    "HKEX", "SEHK", "HKG", "HK", "TYO", "TSE", "JPX", "KRX", "KOSDAQ", "SHA", "SSE", "SHE", "SZSE", "TPE",
    "TWSE", "TPEX", "KLSE", "KLS", "BURSA", "TADAWUL", "BSE", "BOM",
];

/// `(HKEX: 2277)`: the number under which an exchange lists a firm.
fn is_ticker(line: &Line<'_>, at: usize) -> bool {
    at >= 2 && line.word(at - 1) == ":" && EXCHANGES.contains(&line.word(at - 2))
}

/// `020 7946 0018`, `010-4477`: digits that are dialled or typed, not counted.
fn is_dialled(line: &Line<'_>, at: usize) -> bool {
    let digits = |i: usize| line.word(i).len() > 1 && line.word(i).bytes().all(|b| b.is_ascii_digit());
    let padded = |i: usize| digits(i) && line.word(i).starts_with('0');
    let before = |n: usize| at.checked_sub(n);
    padded(at)
        || digits(at)
            && (padded(at + 1)
                || before(1).is_some_and(padded)
                || line.hyphen(at + 1) && padded(at + 2)
                || before(2).is_some_and(|i| line.hyphen(i + 1) && padded(i)))
}

fn after_name(line: &Line<'_>, at: usize, counted: bool) -> bool {
    let Some(mut before) = at.checked_sub(1) else { return false };
    if line.hyphen(before) && line.glued(at) && before > 0 && line.glued(before) {
        // `TA-35`, `COVID-19`, `F-150`; but `mid-2020`, `minus-5` and ranges are not names
        let word = line.word(before - 1);
        let letters = word.chars().all(char::is_alphabetic);
        return letters
            && (line.capital(before - 1) || line.any(before - 1, &["last", "top", "under", "non", "covid"]))
            && !line.any(before - 1, &["sub", "minus", "to"]);
    }
    if line.word(before) == "." && line.glued(before) && line.glued(at) && line.word_like(before - 1) {
        return true;
    }
    // `page 12 of 48`
    if line.eq(before, "of") && before > 1 && line.digit(before - 1) && line.any(before - 2, &LOWER_LABELS) {
        return true;
    }
    if matches!(line.word(before), "#" | "§" | "№") {
        return true;
    }
    if line.word(before) == "."
        && before > 0
        && line.any(before - 1, &["no", "nos", "vol", "p", "pp", "ch", "art", "sec", "fig", "tel", "ext"])
    {
        return true;
    }
    if line.any(before, &LOWER_LABELS) {
        return !(counted && line.eq(before, "no"));
    }
    if line.any(before, &NAMES_WITH_NUMBER) && line.capital(before) {
        return true;
    }
    if line.is(before, Class::LABEL) && line.capital(before) {
        return !counted || before > 0;
    }
    // `Galaxy S 5`, `iPhone 14 Pro`: a name of mixed or capital letters right before a short number
    if counted
        || before == 0
        || line.is(before, Class::STOP)
        || line.is(before, Class::VERB)
        || line.is(before, Class::MONTH)
    {
        return line.case(before) == Case::Mixed && line.word(before).starts_with('i');
    }
    let upper = line.case(before) == Case::Upper || line.case(before) == Case::Mixed;
    let capital = line.case(before) == Case::Capital && line.kind(before) == TokenKind::Word;
    if line.kind(before) == TokenKind::Punct {
        before = at;
    }
    before < at && (upper || capital) && line.word(at).len() <= 4 && !line.word(at).contains('.')
}

fn before_name(line: &Line<'_>, at: usize, end: usize, counted: bool) -> bool {
    // `12 Harbour Road`, `16-18 Industrial Avenue`
    let mut i = end;
    if line.hyphen(i) && line.digit(i + 1) {
        i += 2;
    }
    let capital = line.capital(i) && line.word_like(i);
    if capital {
        let street = (i + 1..i + 4).take_while(|&i| line.capital(i)).any(|i| line.any(i, &STREETS));
        if street {
            return true;
        }
    }
    if line.hyphen(end)
        && line.glued(end)
        && line.glued(end + 1)
        && line.capital(end + 1)
        && line.word(end + 1).len() == 1
    {
        return true;
    }
    // `787 Dreamliner`, `500 Index`
    capital
        && !counted
        && !line.glued(i)
        && !line.is(i, Class::STOP)
        && line.word(at).len() >= 2
        && line.case(i) == Case::Capital
        && !line.is(i, Class::MONTH)
        && !line.is(i, Class::CURRENCY)
}

/// `555-0142-88`, `+86 2010`: digits in a chain.
fn chained(line: &Line<'_>, at: usize) -> bool {
    let mut parts = 1;
    let mut i = at;
    while line.hyphen(i + 1) && line.glued(i + 1) && line.glued(i + 2) && line.digit(i + 2) && parts < 6 {
        parts += 1;
        i += 2;
    }
    let mut i = at;
    while i >= 2 && line.hyphen(i - 1) && line.glued(i) && line.glued(i - 1) && line.digit(i - 2) && parts < 6
    {
        parts += 1;
        i -= 2;
    }
    let plus = at > 0
        && line.word(at - 1) == "+"
        && line.glued(at)
        && (line.digit(at + 1) || line.word(at + 1) == "(");
    parts >= 3 || plus
}
