//! What part of the article each line of a page is.
//!
//! The extractor's choice of lines is the start. Lines above the headline and below the body's container are given
//! up, gaps within the body are closed, and what invites the reader elsewhere is taken out. Then each line gets its
//! kind, and headline, standfirst and byline are told apart.

use super::content::Taken;
use super::facts::{Facts, key};
use super::page::{Line, Page, Place};
use crate::article::BlockKind;

/// Lines in a row that the extractor may have overlooked.
const LONGEST_GAP: usize = 12;
/// Lines below the headline among which the standfirst and the byline stand.
const NEAR: usize = 12;
/// Share of the body's text, in percent, that marks the element holding it.
const CONTAINER: usize = 70;

/// The kind of each line; `taken` is how many of its bytes the extractor took, and how many it has.
pub(super) fn kinds(page: &Page, facts: &Facts, taken: &Taken) -> Vec<BlockKind> {
    let mut body: Vec<bool> = taken.iter().map(|(took, of)| 2 * took >= *of).collect();
    let title = headline(page, facts, &body);
    if let Some(title) = title {
        begin_below(page, title, &mut body);
    }
    keep_to_container(page, &mut body);
    close_gaps(page, &mut body);

    let titles = [&facts.meta.title, &facts.shown].map(|title| title.as_deref().map(key).unwrap_or_default());
    let authors = Authors::new(&facts.meta.authors);
    let mut kinds: Vec<BlockKind> = page.lines.iter().map(|_| BlockKind::Boilerplate).collect();
    for (at, kind) in kinds.iter_mut().enumerate() {
        let (line, text) = (&page.lines[at], page.line(at));
        let below_title = title.is_some_and(|title| (title..title + NEAR).contains(&at));
        if Some(at) == title {
            *kind = BlockKind::Title;
        } else if body[at] && !titles.contains(&key(text)) && !is_invitation(line, text) {
            *kind = kind_of(line, text, &authors);
        } else if is_copyright(text) {
            *kind = BlockKind::Copyright;
        } else if below_title && authors.sign(text) {
            *kind = BlockKind::Byline;
        }
    }
    let first = body.iter().position(|taken| *taken);
    if let Some(at) = title.zip(first).and_then(|(title, first)| standfirst(page, facts, title, first)) {
        kinds[at] = BlockKind::Subtitle;
    }
    kinds
}

/// The line that shows the headline.
fn headline(page: &Page, facts: &Facts, body: &[bool]) -> Option<usize> {
    let wanted = key(facts.shown.as_deref().or(facts.meta.title.as_deref())?);
    let shown: Vec<usize> = (0..page.lines.len()).filter(|at| key(page.line(*at)) == wanted).collect();
    let first = |fits: &dyn Fn(&Line) -> bool| shown.iter().copied().find(|at| fits(&page.lines[*at]));
    first(&|line| line.tag == "h1")
        .or_else(|| first(&|line| matches!(line.tag, "h2" | "h3") && line.linked == 0))
        .or_else(|| first(&|line| line.linked == 0))
        .or_else(|| shown.iter().copied().find(|at| body[*at]))
}

/// Nothing above the headline belongs to the body, unless most of it stands there.
fn begin_below(page: &Page, title: usize, body: &mut [bool]) {
    let length = |lines: std::ops::Range<usize>| -> usize {
        lines.filter(|at| body[*at]).map(|at| page.lines[at].span.len()).sum()
    };
    if length(0..title) * 2 < length(title + 1..body.len()) {
        body[..title].fill(false);
    }
    body[title] = false;
}

/// Lines after the element that holds nearly all of the body are dropped: they belong to other stories.
fn keep_to_container(page: &Page, body: &mut [bool]) {
    let mut held = vec![0usize; page.elements.len()];
    for (line, _) in page.lines.iter().zip(body.iter()).filter(|(_, taken)| **taken) {
        held[line.element as usize] += line.span.len();
    }
    for element in (1..held.len()).rev() {
        held[page.elements[element].parent as usize] += held[element];
    }
    let enough = held[0] * CONTAINER / 100;
    // Elements stand after their parents, so the last one that holds enough is the innermost.
    let Some(container) = held.iter().rposition(|held| *held >= enough) else { return };
    let mut inside = vec![false; held.len()];
    for element in container..held.len() {
        inside[element] = element == container || inside[page.elements[element].parent as usize];
    }
    let mut entered = false;
    for (line, taken) in page.lines.iter().zip(body.iter_mut()) {
        let is_inside = inside[line.element as usize];
        entered |= is_inside && *taken;
        *taken &= is_inside || !entered;
    }
}

/// Lines that the extractor dropped between lines that it took, beside them in the tree.
fn close_gaps(page: &Page, body: &mut [bool]) {
    let taken: Vec<usize> = (0..body.len()).filter(|at| body[*at]).collect();
    for pair in taken.windows(2) {
        let gap = pair[0] + 1..pair[1];
        if gap.len() > LONGEST_GAP {
            continue;
        }
        let (before, after) = (&page.lines[pair[0]], &page.lines[pair[1]]);
        for (taken, line) in body[gap.clone()].iter_mut().zip(&page.lines[gap]) {
            let quiet = !line.place.has(NOT_BODY) && line.linked * 2 < line.span.len();
            let near = is_beside(page, line, before) || is_beside(page, line, after);
            *taken = quiet && (near || line.place.has(Place::QUOTE));
        }
    }
}

/// Places that the extractor is trusted to have dropped for good reason.
pub(super) const NOT_BODY: Place = Place::FURNITURE
    .with(Place::PROMOTION)
    .with(Place::CAPTION)
    .with(Place::COMMENTS)
    .with(Place::BYLINE)
    .with(Place::DATE);

/// Whether two lines stand in the same element or beside one another; a list or table may stand beside a paragraph.
fn is_beside(page: &Page, line: &Line, near: &Line) -> bool {
    let parent = |element: u32| page.elements[element as usize].parent;
    let (own, own_parent, its_parent) = (line.element, parent(line.element), parent(near.element));
    match line.tag {
        _ if own == near.element => true,
        "table" | "li" | "h2" | "h3" | "h4" => {
            own_parent == its_parent || parent(own_parent) == its_parent || parent(own_parent) == near.element
        }
        tag => tag == near.tag && own_parent == its_parent,
    }
}

/// The line under the headline: it is set as one, or repeats a summary that the page gives of itself.
fn standfirst(page: &Page, facts: &Facts, title: usize, first: usize) -> Option<usize> {
    let summaries: Vec<String> = facts.descriptions.iter().map(|text| key(text)).collect();
    let is_summary = |text: &str| {
        let own = key(text);
        let repeats =
            |summary: &String| summary.len() > 30 && (summary.starts_with(&own) || own.starts_with(summary));
        own.len() > 20
            && summaries.iter().any(|summary| *summary == own || (own.len() > 30 && repeats(summary)))
    };
    let end = page.lines.len().min(first + 1).min(title + NEAR);
    (title + 1..end).find(|at| {
        let (line, text) = (&page.lines[*at], page.line(*at));
        let is_heading = matches!(line.tag, "h2" | "h3" | "h4") && *at <= title + 2;
        let is_free = !line.place.has(Place::FURNITURE.with(Place::CAPTION).with(Place::BIO));
        (20..600).contains(&text.len())
            && line.linked * 2 < text.len()
            && is_free
            && !is_invitation(line, text)
            && (is_heading || line.place.has(Place::STANDFIRST) || (*at < first && is_summary(text)))
    })
}

fn kind_of(line: &Line, text: &str, authors: &Authors) -> BlockKind {
    match line.tag {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => BlockKind::Heading,
        _ if is_copyright(text) => BlockKind::Copyright,
        _ if is_credit(text) || authors.sign(text) => BlockKind::Byline,
        _ if line.place.has(Place::CAPTION) => BlockKind::Caption,
        "table" if text.contains('\t') => BlockKind::Table,
        "li" | "dd" | "dt" => BlockKind::List,
        _ if line.place.has(Place::PULL_QUOTE) => BlockKind::PullQuote,
        _ if line.place.has(Place::QUOTE) => BlockKind::Quote,
        _ => BlockKind::Paragraph,
    }
}

fn is_copyright(text: &str) -> bool {
    let start = lower_start(text, 300);
    let begins = ["©", "copyright ", "(c) "].iter().any(|mark| start.starts_with(mark));
    text.len() < 300 && (begins || start.contains("all rights reserved"))
}

/// "Reporting by ...; editing by ...": who else worked on the article.
fn is_credit(text: &str) -> bool {
    const CREDITS: &[&str] = &[
        "reporting by",
        "with reporting by",
        "with files from",
        "additional reporting",
        "writing by",
        "edited by",
        "editing by",
        "compiled by",
    ];
    let start = lower_start(text, 40);
    let start = start.trim_start_matches(['(', '—', '–', '-', ' ']);
    text.len() < 400 && CREDITS.iter().any(|credit| start.starts_with(credit))
}

/// The authors' names, to tell lines that hold little else.
struct Authors(Vec<String>);

impl Authors {
    fn new(names: &[String]) -> Self {
        Self(names.iter().map(|name| key(name)).filter(|name| !name.is_empty()).collect())
    }

    /// Whether the names make up more than half of a short line.
    fn sign(&self, text: &str) -> bool {
        if text.len() > 160 || self.0.is_empty() {
            return false;
        }
        let line = key(text);
        let names: usize = self.0.iter().filter(|name| line.contains(name.as_str())).map(String::len).sum();
        names * 2 > line.len()
    }
}

/// Beginnings of lines that invite the reader elsewhere.
const INVITATIONS: &[&str] = &[
    "advertisement",
    "also read",
    "also see",
    "article continues",
    "click here",
    "continue reading",
    "don't miss",
    "don’t miss",
    "download our",
    "editor's picks",
    "enjoyed this",
    "filed under",
    "follow us",
    "for more stories",
    "for the latest",
    "get in touch",
    "got a story",
    "have a tip",
    "image credit",
    "image:",
    "join our",
    "like us on",
    "listen to this article",
    "loading",
    "more :",
    "more:",
    "most read",
    "newsletter",
    "our standards",
    "photo credit",
    "photo:",
    "picture:",
    "read also",
    "read more",
    "read next",
    "recommended",
    "related article",
    "related stor",
    "related topic",
    "related:",
    "see also",
    "send us",
    "share this",
    "sign up",
    "story continues below",
    "subscribe",
    "support our",
    "tags:",
    "to read the full",
    "topics:",
    "trending",
    "watch |",
    "watch:",
    "you may also like",
    "you might also like",
];

fn is_invitation(line: &Line, text: &str) -> bool {
    if text.len() > 500 || line.tag == "table" {
        return false;
    }
    let start = lower_start(text, 40);
    INVITATIONS.iter().any(|words| start.starts_with(words))
        || (line.place.has(Place::FURNITURE) && text.len() < 60)
}

/// The first `count` characters, lower case.
fn lower_start(text: &str, count: usize) -> String {
    text.chars().take(count).flat_map(char::to_lowercase).collect()
}
