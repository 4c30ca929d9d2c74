//! What a stretch of text looks like: the questions that layout rules ask.

/// Marks that may close a sentence after its stop.
const CLOSING: &[char] = &['"', '\'', '”', '’', '»', ')', ']', '*', '_', '■', '□', '●', '◆', '▪', ' '];
/// Marks that may open one.
const OPENING: &[char] = &['"', '\'', '“', '‘', '«', '(', '[', '*', '_'];

/// Whether `text` ends as a sentence does, or as something that introduces the next paragraph.
pub(crate) fn is_finished(text: &str) -> bool {
    if let Some(last) = plain_end(text) {
        return match last {
            b'.' => !ends_in_title(text),
            _ => matches!(last, b'!' | b'?' | b':' | b';'),
        };
    }
    let core = text[..text.len() - end_mark(text)].trim_end_matches(CLOSING);
    if core.ends_with('.') {
        return !ends_in_title(core);
    }
    core.ends_with(['!', '?', '…', ':', ';'])
}

/// The last byte of a text that ends as nearly all do: in a letter, digit or stop, right after one of the same.
/// Neither marks that close a sentence nor signs for the end stand there.
fn plain_end(text: &str) -> Option<u8> {
    let is_plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'!' | b'?' | b':' | b';' | b',');
    match text.as_bytes() {
        [.., before, last] if is_plain(*before) && is_plain(*last) => Some(*last),
        _ => None,
    }
}

/// Bytes at the end of `text` that are the sign for the end of an article, with the blank before it: `■`, `**C**`.
pub(crate) fn end_mark(text: &str) -> usize {
    if plain_end(text).is_some() {
        return 0;
    }
    let body = text.trim_end();
    let sign = body.trim_end_matches(['■', '□', '●', '◆', '▪', '∎', '#']).trim_end();
    let is_stop = |text: &str| text.trim_end_matches(['"', '”', '’', ')']).ends_with(['.', '!', '?']);
    if sign.len() < body.len() && is_stop(sign) {
        return text.len() - sign.len();
    }
    let Some((before, last)) = body.rsplit_once(char::is_whitespace) else { return 0 };
    let letter = last.trim_matches('*');
    let is_bold_letter = last.len() >= letter.len() + 2 && letter.chars().count() == 1;
    if is_bold_letter && is_stop(before.trim_end()) { text.len() - before.trim_end().len() } else { 0 }
}

/// Whether the last word asks for a name: `said Dr.`, `in St.`
fn ends_in_title(text: &str) -> bool {
    const TITLES: &[&str] = &[
        "Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "St.", "Sen.", "Gov.", "Gen.", "Col.", "vs.", "Messrs.", "Rev.",
    ];
    text.rsplit(char::is_whitespace).next().is_some_and(|word| TITLES.contains(&word))
}

/// Whether `text` starts in the middle of a sentence: in lower case, a mark like `iPhone` set aside.
pub(crate) fn starts_lower(text: &str) -> bool {
    if text.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit()) {
        return false;
    }
    let core = text.trim_start_matches(OPENING);
    let mut chars = core.chars();
    chars.next().is_some_and(char::is_lowercase)
        && !chars.next().is_some_and(char::is_uppercase)
        && item_mark(core).is_none()
}

/// Bytes that a list mark takes at the beginning of `text`: a bullet, `1.`, `2)`, `(a)`.
pub(crate) fn item_mark(text: &str) -> Option<ItemMark> {
    let first = text.chars().next()?;
    let len = first.len_utf8();
    if matches!(first, '•' | '‣' | '▪' | '◦' | '●' | '■' | '*' | '-' | '–' | '·' | '⁃') {
        let rest = &text[len..];
        return (rest.starts_with([' ', '\t', '\u{a0}']) && !rest.trim().is_empty())
            .then(|| ItemMark::Bullet(len + (rest.len() - rest.trim_start().len())));
    }
    let open = usize::from(first == '(');
    let body = &text[open..];
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let label = match digits {
        0 if body.starts_with(|c: char| c.is_ascii_lowercase()) => 1,
        1..=2 => digits,
        _ => return None,
    };
    let rest = &body[label..];
    let close = rest.chars().next()?;
    let ends = close == ')' || open == 0 && close == '.' && digits > 0;
    (ends && rest[1..].starts_with([' ', '\t'])).then_some(ItemMark::Label)
}

/// How a list item is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ItemMark {
    /// A bullet; it and the blank after it take this many bytes.
    Bullet(usize),
    /// A number or letter, which is part of the text.
    Label,
}

/// Whether a quotation mark is opened in `text` and not closed.
pub(crate) fn has_open_quote(text: &str) -> bool {
    let mut quotes = Quotes::default();
    quotes.read(text);
    quotes.is_open()
}

/// The quotation marks of a text that is read piece by piece.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Quotes {
    /// Whether the last curly mark opens; nothing where there is none.
    curly: Option<bool>,
    /// Whether the text begins with a straight mark.
    starts_straight: Option<bool>,
    /// Whether an odd number of straight marks was met.
    is_odd: bool,
}

impl Quotes {
    /// Reads on.
    pub(crate) fn read(&mut self, text: &str) {
        let bytes = text.as_bytes();
        if !bytes.is_empty() {
            self.starts_straight.get_or_insert(bytes[0] == b'"');
        }
        // `“` and `”` are E2 80 9C and E2 80 9D.
        for at in memchr::memchr2_iter(b'"', 0xe2, bytes) {
            match bytes[at..] {
                [b'"', ..] => self.is_odd = !self.is_odd,
                [_, 0x80, mark @ (0x9c | 0x9d), ..] => self.curly = Some(mark == 0x9c),
                _ => {}
            }
        }
    }

    /// Whether one is open.
    pub(crate) fn is_open(self) -> bool {
        self.curly.unwrap_or(self.starts_straight == Some(true) && self.is_odd)
    }
}

/// Whether the whole of `text` is one quotation, nobody named as its speaker.
pub(crate) fn is_quotation(text: &str) -> bool {
    let text = text.trim();
    let curly = text.starts_with('“')
        && text.ends_with('”')
        && text.matches('“').count() == 1
        && text.matches('”').count() == 1;
    let straight =
        text.len() > 2 && text.starts_with('"') && text.ends_with('"') && text.matches('"').count() == 2;
    let angled = text.starts_with('«') && text.ends_with('»') && text.matches('«').count() == 1;
    curly || straight || angled
}

/// No rule asks whether a text has more words than this.
const MOST_WORDS: usize = 100;

/// Number of words, by blanks; long texts are not counted to their end.
pub(crate) fn words(text: &str) -> usize {
    count_words(text, MOST_WORDS)
}

/// Whether `text` has at most `most` words.
pub(crate) fn has_at_most(text: &str, most: usize) -> bool {
    // Each word takes a byte, and a blank before the next one.
    text.len() <= 2 * most || count_words(text, most + 1) <= most
}

/// The number of words, counted up to `most`: eight bytes at a time as long as they are ASCII.
fn count_words(text: &str, most: usize) -> usize {
    let (mut count, mut in_word) = (0, false);
    let mut at = 0;
    for chunk in text.as_bytes().chunks_exact(8) {
        let bytes = u64::from_le_bytes(chunk.try_into().unwrap_or_default());
        if bytes & HIGHS != 0 {
            break;
        }
        let letters = HIGHS & !blanks(bytes);
        // A word begins where the byte before is a blank.
        let starts = letters & !(letters << 8 | u64::from(in_word) << 7);
        count += starts.count_ones() as usize;
        in_word = letters >> 63 == 1;
        at += 8;
        if count >= most {
            return most;
        }
    }
    count_words_slowly(text, at, count, in_word, most)
}

/// The high bit of each of eight bytes.
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// The high bit of each of eight ASCII bytes that is white space.
fn blanks(bytes: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    // With its high bit set a byte can be taken away from without borrowing from its neighbour.
    let below = |limit: u8| !((bytes | HIGHS) - ONES * u64::from(limit)) & HIGHS;
    let is_space = !((bytes ^ (ONES * u64::from(b' '))) + ONES * 0x7f) & HIGHS;
    is_space | below(b'\r' + 1) & !below(b'\t')
}

/// Goes on from byte `at` with a count that stands at `count`, byte by byte.
fn count_words_slowly(text: &str, at: usize, mut count: usize, mut in_word: bool, most: usize) -> usize {
    for (at, &byte) in text.as_bytes().iter().enumerate().skip(at) {
        let is_blank = match byte {
            b' ' | b'\t'..=b'\r' => true,
            // What begins a longer character may begin a blank; what goes on with it changes nothing.
            0xc2 | 0xe1..=0xe3 => text[at..].starts_with(char::is_whitespace),
            0x80..=0xbf => !in_word,
            _ => false,
        };
        if !is_blank && !in_word {
            if count == most {
                return count;
            }
            count += 1;
        }
        in_word = !is_blank;
    }
    count
}

/// Whether it has letters, all of them capitals.
pub(crate) fn is_all_capitals(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase)
}

/// Whether `text` could be a heading: short, without a stop, beginning as headings begin.
pub(crate) fn is_heading_like(text: &str) -> bool {
    let text = text[..text.len() - end_mark(text)].trim();
    let begins = text
        .trim_start_matches(OPENING)
        .chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || c.is_numeric() || c == '#');
    begins
        && text.len() <= 110
        && has_at_most(text, 14)
        && !text.ends_with(['.', ',', ';', ':', '-', '…'])
        && item_mark(text).is_none_or(|mark| mark == ItemMark::Label)
        && text.chars().any(char::is_alphabetic)
        && !text.contains("://")
        && speaker(text).is_none()
}

/// The letters before a colon at the beginning of a turn of an interview: `Q:`, `A:`.
fn speaker(text: &str) -> Option<&str> {
    let (before, after) = text.split_once(": ")?;
    (matches!(before, "Q" | "A") && !after.is_empty()).then_some(before)
}

/// Characters that the label of a caption takes at the most.
const LONGEST_LABEL: usize = 48;

/// Whether `text` begins with a word that captions begin with.
pub(crate) fn is_caption_mark(text: &str) -> bool {
    let core = text.trim_start_matches(['[', '(', '*', '_']);
    const LABELS: &[&str] = &[
        "photo",
        "photos",
        "photograph",
        "photographs",
        "picture",
        "pictures",
        "image",
        "images",
        "caption",
        "credit",
        "illustration",
        "graphic",
        "source",
        "sources",
        "table",
        "figure",
        "fig",
        "chart",
        "map",
        "box",
        "above",
        "below",
        "left",
        "right",
        "opposite",
        "stills",
        "featured image",
    ];
    // A label is short: a long text is not searched to its end for the mark behind it.
    let begins_none =
        |c: char| c.is_ascii() && !LABELS.iter().any(|label| label.starts_with(c.to_ascii_lowercase()));
    if core.trim_start().starts_with(begins_none) {
        return false;
    }
    let reach = core.char_indices().nth(LONGEST_LABEL).map_or(core.len(), |(at, _)| at);
    let label_end = core[..reach].find([':', '.', '—', '|']).unwrap_or(reach);
    let head = &core[..label_end];
    let head = head.trim();
    let (name, rest) = head.split_once(' ').unwrap_or((head, ""));
    let is_label =
        LABELS.iter().any(|label| name.eq_ignore_ascii_case(label) || head.eq_ignore_ascii_case(label));
    let ends_with_mark = core[label_end..].starts_with([':', '.', '—', '|']);
    let numbered = !rest.is_empty() && rest.len() <= 4 && rest.chars().all(|c| c.is_alphanumeric());
    let by = rest.starts_with("by ") || rest.starts_with("courtesy") || rest.starts_with("on this page");
    is_label && ends_with_mark && (rest.is_empty() || numbered || by)
}

/// Whether a picture's maker is named in `text`: `… at the yard. (Photo: A. Lee)`.
pub(crate) fn has_credit(text: &str) -> bool {
    const CREDITS: &[&str] =
        &["photo: ", "photograph: ", "photo by ", "photograph by ", "image: ", "(photo ", "picture: "];
    if text.len() > 400 {
        return false;
    }
    let start = text.char_indices().rev().nth(70).map_or(0, |(at, _)| at);
    let tail = &text.as_bytes()[start..];
    let begins = |at: usize, credit: &str| {
        tail.get(at..at + credit.len()).is_some_and(|here| here.eq_ignore_ascii_case(credit.as_bytes()))
    };
    (0..tail.len())
        .filter(|&at| matches!(tail[at], b'P' | b'p' | b'I' | b'i' | b'('))
        .any(|at| CREDITS.iter().any(|credit| begins(at, credit)))
}

/// Whether `text` is page furniture: a page number, a running head with one, a pointer to another page.
pub(crate) fn is_furniture(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() || text.len() > 130 {
        return false;
    }
    is_page_number(text) || is_running_head(text) || is_page_pointer(text) || is_layout_label(text)
}

/// `[pull quote]`, `[box]`: a setter's note on what follows.
fn is_layout_label(text: &str) -> bool {
    let inner = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    inner.is_some_and(|inner| {
        has_at_most(inner, 3)
            && !inner.is_empty()
            && inner.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '-')
    })
}

/// `12`, `- 41 -`, `PAGE 23`, `Page 3 of 10`.
pub(crate) fn is_page_number(text: &str) -> bool {
    let core = text
        .trim_matches(|c: char| matches!(c, '-' | '–' | '—' | '[' | ']' | '|' | '.') || c.is_whitespace());
    if core.len() <= 3 && !core.is_empty() && core.bytes().all(|byte| byte.is_ascii_digit()) {
        return true;
    }
    let mut words = core.split_whitespace();
    let named = words.next().is_some_and(|word| word.eq_ignore_ascii_case("page") || word == "p.");
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    named
        && words.next().is_some_and(is_number)
        && words.all(|word| is_number(word) || word == "of" || word == "/")
}

/// A line of fields with wide blanks, bars, dots or strokes between them, one of which is a page or an issue.
fn is_running_head(text: &str) -> bool {
    if is_finished(text) || text.contains('\t') {
        return false;
    }
    let mut fields = 0;
    let (mut page, mut issue) = (false, false);
    for field in fields_of(text) {
        fields += 1;
        page |= is_page_number(field);
        issue |= is_issue_mark(field);
        if field.len() > 60 {
            return false;
        }
    }
    fields >= 2 && (page || issue)
}

/// The fields of a line, cut at bars, middle dots, spaced strokes and wide blanks.
pub(crate) fn fields_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(['|', '·', '•'])
        .flat_map(|part| part.split(" / "))
        .flat_map(|part| part.split("   "))
        .map(str::trim)
        .filter(|field| !field.is_empty())
}

/// `Vol. XXIV  No. 3`, `ISSUE 2/2024`, `ISSN 0000-0000`, `September 2020`.
pub(crate) fn is_issue_mark(field: &str) -> bool {
    let mut words = field.split_whitespace();
    let Some(first) = words.next() else { return false };
    let named = ["vol.", "vol", "volume", "no.", "nr.", "issue", "issn", "number"];
    let has_digit = field.bytes().any(|byte| byte.is_ascii_digit());
    (named.iter().any(|name| first.eq_ignore_ascii_case(name)) && (has_digit || words.next().is_some()))
        || crate::date::whole(field).is_some()
}

/// `(continued from page 12)`, `continued on page 30`.
fn is_page_pointer(text: &str) -> bool {
    let core = text.trim_matches(['(', ')', '[', ']', '.', ' ', '*', '_']);
    let starts = |lead: &str| core.get(..lead.len()).is_some_and(|start| start.eq_ignore_ascii_case(lead));
    let begins = ["continued", "turn to page", "cont."].into_iter().any(starts);
    let aside = starts("see ") && text.starts_with(['(', '[']);
    (begins || aside) && has_at_most(core, 8)
}

/// Whether `text` says that what follows goes on from another page.
pub(crate) fn is_continued_from(text: &str) -> bool {
    is_page_pointer(text) && text.to_ascii_lowercase().contains("from")
}

/// Whether `text` says that what stands before it goes on on another page.
pub(crate) fn is_continued_on(text: &str) -> bool {
    is_page_pointer(text) && !is_continued_from(text) && !text.to_ascii_lowercase().contains("see ")
}

/// A line about rights.
pub(crate) fn is_copyright(text: &str) -> bool {
    let text = text.trim();
    if text.len() > 400 {
        return false;
    }
    let low = text.get(..text.len().min(40)).unwrap_or(text).to_ascii_lowercase();
    let begins = low.starts_with('©')
        || low.starts_with("(c) 1")
        || low.starts_with("(c) 2")
        || low.starts_with("copyright ") && has_at_most(text, 30)
        || low.starts_with("all rights reserved");
    begins || (text.len() < 200 && text.contains('©') && text.bytes().any(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sentences_end_with_a_stop_and_what_closes_it() {
        for text in
            ["It ended.", "“It ended.”", "It ended (late.)", "the pool. **C**", "He asked:", "It ended. ■"]
        {
            assert!(is_finished(text), "{text}");
        }
        for text in ["Despite", "loca-", "according to", "said Dr.", "a staff of 40", "in Japan,"] {
            assert!(!is_finished(text), "{text}");
        }
    }

    #[test]
    fn a_start_in_lower_case_is_the_middle_of_a_sentence() {
        assert!(starts_lower("emerged, which") && starts_lower("“and then,” he said"));
        for text in ["iPhone sales", "eBay said", "The", "10 of", "a) first", "É la"] {
            assert!(!starts_lower(text), "{text}");
        }
    }

    #[test]
    fn furniture_is_told_from_text() {
        for text in [
            "12",
            "- 41 -",
            "PAGE 23",
            "Page 3 of 10",
            "(continued from page 12)",
            "34  RIVER REVIEW  |  MAY 2023  |  VOL. 11",
            "ISSN 0000-0000          29",
            "THE LEDGER    March 2024    17",
        ] {
            assert!(is_furniture(text), "{text}");
        }
        for text in
            ["40-50", "It has 12 offices.", "Mill | Staff", "1999 was good", "Page turners", "Table 2"]
        {
            assert!(!is_furniture(text), "{text}");
        }
    }

    #[test]
    fn captions_name_themselves() {
        for text in [
            "Photo: A. Lee",
            "Table 2.  Mills",
            "[Photograph: the hall]",
            "Fig. 3: Output",
            "Source: company.",
        ] {
            assert!(is_caption_mark(text), "{text}");
        }
        for text in
            ["Photos were taken.", "Tables turned. He left.", "Figures rose 3%.", "Left without means, he"]
        {
            assert!(!is_caption_mark(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn words_are_what_stands_between_white_space(text in "[a-c \\t\\n\\r\\x0b\\x0e\\x1f!~]{0,60}|[ab é\u{a0}\u{3000}’]{0,40}|\\PC{0,60}", most in 0usize..30) {
            prop_assert_eq!(count_words(&text, most), text.split_whitespace().count().min(most));
            prop_assert_eq!(has_at_most(&text, most), text.split_whitespace().count() <= most);
        }
    }

    #[test]
    fn list_marks() {
        assert_eq!(item_mark("• one"), Some(ItemMark::Bullet(4)));
        assert_eq!(item_mark("2) two"), Some(ItemMark::Label));
        assert_eq!(item_mark("(b) two"), Some(ItemMark::Label));
        assert_eq!(item_mark("1.5 million"), None);
        assert_eq!(item_mark("-3 degrees"), None);
        assert_eq!(item_mark("2019. That"), None);
    }
}
