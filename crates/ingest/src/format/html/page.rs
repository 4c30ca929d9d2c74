//! A parsed page as lines of text: what a reader sees, in page order, each line with where it stands.
//!
//! Takes a tree, gives [`Page`]: the canonical text (white space collapsed as a browser does, blocks apart by a blank
//! line, list items and table rows by a line end) and the page's own data (`meta` tags, titles, times, bylines).
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use trafilatura::dom::{Document, NodeId};

/// Where a line stands, from its elements' names and classes; several may hold.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct Place(u32);

impl Place {
    pub(super) const FURNITURE: Place = Place(1);
    pub(super) const CAPTION: Place = Place(1 << 1);
    pub(super) const QUOTE: Place = Place(1 << 2);
    pub(super) const PULL_QUOTE: Place = Place(1 << 3);
    pub(super) const BYLINE: Place = Place(1 << 4);
    pub(super) const BIO: Place = Place(1 << 5);
    pub(super) const STANDFIRST: Place = Place(1 << 7);
    pub(super) const PROMOTION: Place = Place(1 << 8);
    pub(super) const ASIDE: Place = Place(1 << 10);
    pub(super) const COMMENTS: Place = Place(1 << 11);
    pub(super) const DATE: Place = Place(1 << 13);
    pub(super) const EMBED: Place = Place(1 << 15);

    pub(super) fn has(self, other: Place) -> bool {
        self.0 & other.0 != 0
    }
    pub(super) const fn with(self, other: Place) -> Place {
        Place(self.0 | other.0)
    }
}

/// Words in `class` and `id` that tell a place.
const CLASS_WORDS: &[(Place, &[&str])] = &[
    (Place::CAPTION, &["caption", "image-credit", "photo-credit", "imagecredit"]),
    (Place::PULL_QUOTE, &["pullquote", "pull-quote", "pull_quote"]),
    (Place::BYLINE, &["byline", "by-line", "author", "contributor", "reporter"]),
    (
        Place::BIO,
        &[
            "author-bio",
            "authorbio",
            "author__bio",
            "author_bio",
            "author-box",
            "author-info",
            "author-description",
            "about-author",
            "about-the-author",
        ],
    ),
    (
        Place::STANDFIRST,
        &[
            "standfirst",
            "subtitle",
            "sub-title",
            "subheadline",
            "sub-headline",
            "subhead",
            "deck",
            "dek",
            "article-summary",
            "excerpt",
            "lede",
        ],
    ),
    (
        Place::PROMOTION,
        &[
            "newsletter",
            "subscribe",
            "signup",
            "sign-up",
            "paywall",
            "promo",
            "sponsor",
            "advert",
            "related",
            "recommend",
            "read-more",
            "readmore",
            "also-read",
            "alsoread",
            "more-on",
            "more-from",
            "most-read",
            "trending",
            "social",
            "share",
            "cookie",
            "outbrain",
            "taboola",
        ],
    ),
    (Place::EMBED, &["twitter-tweet", "instagram-media", "tiktok-embed"]),
    (Place::COMMENTS, &["comment", "disqus"]),
    (Place::DATE, &["timestamp", "dateline", "date", "publish"]),
];

/// Finds [`CLASS_WORDS`]: the automaton, and the place of each of its words.
static CLASS_FINDER: LazyLock<(AhoCorasick, Vec<Place>)> = LazyLock::new(|| {
    let words = CLASS_WORDS.iter().flat_map(|(place, words)| words.iter().map(|word| (*place, *word)));
    let automaton = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(words.clone().map(|(_, word)| word))
        .expect("a few short words fit an automaton");
    (automaton, words.map(|(place, _)| place).collect())
});

/// One line of a page.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Bytes of [`Page::text`].
    pub(super) span: Range<usize>,
    /// The block element it stands in (`p`, `h2`, `li`, `td` for a table row, ...).
    pub(super) tag: &'static str,
    pub(super) place: Place,
    /// The list or table it belongs to; 0 for none.
    pub(super) group: u32,
    /// Characters within links.
    pub(super) linked: usize,
    /// The block element it stands in, as an index into [`Page::elements`].
    pub(super) element: u32,
}

/// What a page says about itself beside its text.
#[derive(Default, Debug)]
pub(super) struct Hints {
    /// `name`, `property` or `itemprop` (lower case) and content of `meta` tags.
    pub(super) meta: Vec<(String, String)>,
    pub(super) title: String,
    pub(super) lang: Option<String>,
    pub(super) canonical: Option<String>,
    /// `datetime` attributes of `time` elements, with whether they are marked as publication.
    pub(super) times: Vec<(String, bool)>,
    /// Text of elements with `rel=author`, `itemprop=author` or a byline class.
    pub(super) author_links: Vec<String>,
}

/// A block element.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: &'static str,
    pub(super) parent: u32,
}

/// A page as lines.
#[derive(Default, Debug)]
pub(super) struct Page {
    pub(super) text: String,
    pub(super) lines: Vec<Line>,
    /// Block elements that hold lines or other such elements, each with its parent, which stands before it.
    pub(super) elements: Vec<Element>,
    pub(super) hints: Hints,
}

const SKIPPED: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "iframe", "object", "select", "datalist", "textarea",
    "math", "canvas", "map", "audio", "video",
];
const BLOCKS: &[&str] = &[
    "html",
    "body",
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "caption",
    "option",
    "button",
];

impl Page {
    /// The text of line `at`.
    pub(super) fn line(&self, at: usize) -> &str {
        &self.text[self.lines[at].span.clone()]
    }

    /// The text of `line`.
    pub(super) fn text_of(&self, line: &Line) -> &str {
        &self.text[line.span.clone()]
    }

    /// Names of the elements around a line, outermost first: `html/body/div/p`.
    pub(super) fn path(&self, mut element: u32) -> String {
        let mut names = Vec::new();
        while element != 0 {
            names.push(self.elements[element as usize].name);
            element = self.elements[element as usize].parent;
        }
        names.reverse();
        names.join("/")
    }
}

/// Reads a parsed page into lines.
pub(super) fn read(document: &Document) -> Page {
    let mut reader = Reader {
        document,
        page: Page::default(),
        element: 0,
        place: Place::default(),
        group: 0,
        groups: 0,
        line_start: 0,
        linked: 0,
        line: (0, Place::default(), 0),
        in_link: 0,
        blank: false,
        depth: 0,
    };
    reader.page.elements.push(Element { name: "", parent: 0 });
    reader.children(document.root());
    reader.end_line();
    reader.page
}

struct Reader<'d> {
    document: &'d Document,
    page: Page,
    element: u32,
    place: Place,
    group: u32,
    groups: u32,
    line_start: usize,
    linked: usize,
    /// Element, place (that which all of its text has in common) and group of the line being read.
    line: (u32, Place, u32),
    in_link: u32,
    /// White space is due before the next character.
    blank: bool,
    depth: u32,
}

impl Reader<'_> {
    fn children(&mut self, node: NodeId) {
        if self.depth > 600 {
            return;
        }
        self.depth += 1;
        for child in self.document.child_nodes(node) {
            if self.document.is_text(child) {
                let text = self.document.outer_html(child);
                self.text(&text);
            } else if self.document.is_element(child) {
                self.element(child);
            }
        }
        self.depth -= 1;
    }

    fn element(&mut self, node: NodeId) {
        let name = self.document.tag_name(node);
        match name {
            "head" => return self.head(node),
            "br" => return self.line_break(),
            "html" => self.page.hints.lang = self.document.get_attribute(node, "lang"),
            "meta" => return self.meta(node),
            "time" => self.time(node),
            _ if SKIPPED.contains(&name) => return,
            _ => {}
        }
        let block = BLOCKS.iter().find(|b| **b == name);
        let before = (self.element, self.place, self.group);
        let mut place = match name {
            "nav" | "footer" | "form" | "menu" | "dialog" | "button" | "fieldset" => Place::FURNITURE,
            "aside" => Place::ASIDE,
            "figcaption" | "figure" | "caption" => Place::CAPTION,
            "blockquote" => Place::QUOTE,
            _ => Place::default(),
        };
        if !matches!(name, "html" | "body") {
            for attribute in ["class", "id"] {
                if let Some(value) = self.document.get_attribute(node, attribute) {
                    if name == "span" && value.split_ascii_whitespace().any(|class| class == "br") {
                        self.end_line();
                    }
                    // A class list as long as a paragraph tells nothing; it is generated.
                    let (finder, places) = &*CLASS_FINDER;
                    for hit in finder.find_overlapping_iter(&value.as_bytes()[..value.len().min(300)]) {
                        place = place.with(places[hit.pattern().as_usize()]);
                    }
                }
            }
        }
        let author = self.document.get_attribute(node, "rel").is_some_and(|r| r.contains("author"))
            || self.document.get_attribute(node, "itemprop").is_some_and(|r| r == "author");
        if author {
            let name = self.document.text_content(node);
            self.page.hints.author_links.push(squeeze(&name));
        }
        self.place = self.place.with(place);
        if name == "a" {
            self.in_link += 1;
        }
        if let Some(block) = block {
            self.end_line();
            self.page.elements.push(Element { name: block, parent: self.element });
            self.element = self.page.elements.len() as u32 - 1;
            if matches!(*block, "ul" | "ol" | "dl") {
                self.groups += 1;
                self.group = self.groups;
            }
            if *block == "table" && self.is_data_table(node) {
                self.groups += 1;
                self.group = self.groups;
                self.table(node);
            } else {
                self.children(node);
            }
            self.end_line();
        } else {
            self.children(node);
        }
        if name == "a" {
            self.in_link -= 1;
        }
        (self.element, self.place, self.group) = before;
    }

    fn head(&mut self, head: NodeId) {
        for child in self.document.children(head) {
            match self.document.tag_name(child) {
                "meta" => self.meta(child),
                "title" => self.page.hints.title = squeeze(&self.document.text_content(child)),
                "link" if self.document.get_attribute(child, "rel").is_some_and(|r| r == "canonical") => {
                    self.page.hints.canonical = self.document.get_attribute(child, "href");
                }
                _ => {}
            }
        }
    }

    fn meta(&mut self, node: NodeId) {
        let key = ["property", "name", "itemprop"].iter().find_map(|k| self.document.get_attribute(node, k));
        if let (Some(key), Some(content)) = (key, self.document.get_attribute(node, "content")) {
            self.page.hints.meta.push((key.trim().to_ascii_lowercase(), squeeze(&content)));
        }
    }

    fn time(&mut self, node: NodeId) {
        if let Some(when) = self.document.get_attribute(node, "datetime") {
            let published =
                self.document.get_attribute(node, "itemprop").is_some_and(|p| p == "datePublished")
                    || self.document.get_attribute(node, "pubdate").is_some()
                    || self.document.class_name(node).contains("publish");
            self.page.hints.times.push((when, published));
        }
    }

    /// A table of data has two rows and two columns of short cells, and neither tables nor headlines inside; other
    /// tables lay out a page.
    fn is_data_table(&self, table: NodeId) -> bool {
        let d = self.document;
        let rows = d.iter_descendants(table, &["tr"]);
        if rows.len() < 2 || !d.iter_descendants(table, &["table", "h1"]).is_empty() {
            return false;
        }
        let cells = d.iter_descendants(table, &["td", "th"]).len();
        let widest = rows.iter().map(|r| d.children(*r).len()).max().unwrap_or(0);
        widest >= 2 && cells > 0 && d.text_content(table).len() / cells < 300
    }

    fn table(&mut self, table: NodeId) {
        for row in self.document.iter_descendants(table, &["tr", "caption"]) {
            self.end_line();
            if self.document.tag_name(row) == "caption" {
                let group = std::mem::take(&mut self.group);
                self.children(row);
                self.end_line();
                self.group = group;
                continue;
            }
            let cells: Vec<String> = self
                .document
                .children(row)
                .into_iter()
                .map(|cell| squeeze(&self.document.text_content(cell)))
                .collect();
            if cells.iter().all(String::is_empty) {
                continue;
            }
            for (column, cell) in cells.iter().enumerate() {
                if column > 0 {
                    if self.page.text.len() == self.line_start {
                        self.start_line();
                    }
                    self.page.text.push('\t');
                    self.blank = false;
                }
                self.text(cell);
                self.blank = false;
            }
            self.end_line();
        }
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.blank = true;
            } else if !is_invisible(c) {
                if self.page.text.len() == self.line_start {
                    self.start_line();
                } else if self.blank && !self.page.text.ends_with('\t') {
                    self.page.text.push(' ');
                }
                self.blank = false;
                self.line.1 = Place(self.line.1.0 & self.place.0);
                self.page.text.push(c);
                self.linked += usize::from(self.in_link > 0) * c.len_utf8();
            }
        }
    }

    /// Writes what stands between the last line and the one that starts now.
    fn start_line(&mut self) {
        if let Some(last) = self.page.lines.last() {
            self.page.text.push_str(if last.group == self.group && self.group > 0 { "\n" } else { "\n\n" });
            self.line_start = self.page.text.len();
        }
        self.blank = false;
        self.line = (self.element, self.place, self.group);
    }

    fn line_break(&mut self) {
        self.end_line();
    }

    fn end_line(&mut self) {
        self.blank = false;
        if self.page.text.len() == self.line_start {
            return;
        }
        let span = self.line_start..self.page.text.len();
        self.page.lines.push(Line {
            span,
            tag: self.page.elements[self.line.0 as usize].name,
            element: self.line.0,
            place: self.line.1,
            group: self.line.2,
            linked: self.linked,
        });
        self.line_start = self.page.text.len();
        self.linked = 0;
    }
}

/// Characters that no one sees: soft hyphens, zero-width marks, controls.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
        || c.is_control()
}

/// White space collapsed to single blanks, ends trimmed, invisible characters dropped.
pub(super) fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().filter(|c| !is_invisible(*c)));
    }
    out
}
