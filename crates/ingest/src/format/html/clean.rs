//! Bytes that no reader of a page sees are cut before the page is parsed: scripts, styles, comments, drawings.
//!
//! Takes a page's text, gives the text to parse and the page's JSON-LD scripts. One pass, linear in the page.
//! It also bounds nesting: a page nested deeper than [`MAX_DEPTH`] loses its inner tags, never its text.

/// Open elements kept inside one another; real pages stay below 100.
pub(super) const MAX_DEPTH: usize = 256;

/// An element with more attributes than this loses them.
const MOST_ATTRIBUTES: usize = 200;

/// A page ready for the tree builder.
pub(super) struct Cleaned {
    /// The page without invisible elements.
    pub(super) html: String,
    /// The contents of `<script type="application/ld+json">`, in page order.
    pub(super) json_ld: Vec<String>,
    /// Whether tags were dropped to keep nesting within [`MAX_DEPTH`].
    pub(super) flattened: bool,
}

/// Tables and lists kept inside one another; the extractor's time grows with the square of it.
const MAX_NESTS: usize = 24;

/// Elements whose content is dropped whole, up to their end tag.
const INVISIBLE: [&str; 6] = ["script", "style", "svg", "noscript", "template", "iframe"];
/// Elements that do not nest: void ones, and those whose end tag the parser supplies.
const FLAT: [&str; 33] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "optgroup", "html", "head",
    "body", "colgroup", "rp", "rt", "param", "frame",
];

/// Cuts the page; see the module.
pub(super) fn clean(page: &str) -> Cleaned {
    let bytes = page.as_bytes();
    let mut out = Cleaned { html: String::with_capacity(page.len()), json_ld: Vec::new(), flattened: false };
    let mut open: Vec<&str> = Vec::new();
    let mut unended = [false; INVISIBLE.len()];
    let mut at = 0;
    let mut copied = 0;
    while let Some(step) = memchr::memchr(b'<', &bytes[at..]) {
        let tag = at + step;
        let rest = &bytes[tag + 1..];
        if rest.starts_with(b"!--") {
            out.html.push_str(&page[copied..tag]);
            at = memchr::memmem::find(&bytes[tag + 4..], b"-->").map_or(bytes.len(), |end| tag + 4 + end + 3);
            copied = at;
            continue;
        }
        let closing = rest.first() == Some(&b'/');
        let name_start = tag + 1 + usize::from(closing);
        let name_end =
            name_start + bytes[name_start..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        if name_end == name_start || !bytes[name_start].is_ascii_alphabetic() {
            at = tag + 1;
            continue;
        }
        let name = &page[name_start..name_end];
        let (tag_end, attributes) = end_of_tag(bytes, name_end);
        if !closing
            && let Some(which) = INVISIBLE.iter().position(|i| i.eq_ignore_ascii_case(name))
            && !unended[which]
        {
            let found = find_end_tag(bytes, tag_end, INVISIBLE[which]);
            unended[which] = found.is_none();
            // A browser, too, takes an unended script or style to reach to the end of the page; other elements it closes.
            if found.is_none() && which > 1 {
                at = tag_end;
                continue;
            }
            let content_end = found.unwrap_or(bytes.len());
            out.html.push_str(&page[copied..tag]);
            if INVISIBLE[which] == "script" && contains_ignore_case(&bytes[tag..tag_end], b"ld+json") {
                out.json_ld.push(page[tag_end..content_end].to_owned());
            }
            at = end_of_tag(bytes, content_end).0;
            copied = at;
            continue;
        }
        at = tag_end;
        if attributes > MOST_ATTRIBUTES {
            // The tree builder compares each attribute with all others of its element.
            out.html.push_str(&page[copied..name_end]);
            out.html.push('>');
            copied = tag_end;
        }
        if FLAT.iter().any(|f| f.eq_ignore_ascii_case(name)) || bytes[..tag_end].ends_with(b"/>") {
            continue;
        }
        if closing {
            if let Some(depth) = open.iter().rev().take(32).position(|o| o.eq_ignore_ascii_case(name)) {
                open.truncate(open.len() - depth - 1);
            }
        } else if open.len() < MAX_DEPTH && !(is_nest(name) && nests(&open) >= MAX_NESTS) {
            open.push(name);
        } else {
            out.html.push_str(&page[copied..tag]);
            copied = tag_end;
            out.flattened = true;
        }
    }
    out.html.push_str(&page[copied.min(page.len())..]);
    out
}

fn is_nest(name: &str) -> bool {
    ["table", "ul", "ol", "dl"].iter().any(|nest| nest.eq_ignore_ascii_case(name))
}

fn nests(open: &[&str]) -> usize {
    open.iter().filter(|name| is_nest(name)).count()
}

/// Just past the `>` of the tag whose name ends at `at`, and how many attributes it has at most; quoted values may
/// hold a `>`.
fn end_of_tag(bytes: &[u8], mut at: usize) -> (usize, usize) {
    let (mut quote, mut attributes) = (0u8, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'>' if quote == 0 => return (at + 1, attributes),
            q @ (b'"' | b'\'') if quote == 0 && bytes[at - 1] == b'=' => quote = q,
            q if q == quote => quote = 0,
            b' ' | b'\n' | b'\t' | b'\r' | b'/' if quote == 0 => attributes += 1,
            _ => {}
        }
        at += 1;
    }
    (bytes.len(), attributes)
}

/// Where the end tag `</name` starts.
fn find_end_tag(bytes: &[u8], from: usize, name: &str) -> Option<usize> {
    let mut at = from;
    while let Some(step) = memchr::memmem::find(&bytes[at..], b"</") {
        let end = at + step;
        if bytes.len() >= end + 2 + name.len()
            && bytes[end + 2..end + 2 + name.len()].eq_ignore_ascii_case(name.as_bytes())
        {
            return Some(end);
        }
        at = end + 2;
    }
    None
}

fn contains_ignore_case(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|w| w.eq_ignore_ascii_case(needle))
}
