//! Which lines of a page are the article.
//!
//! The extractor (`trafilatura`) returns the article as a page of its own; its text is laid over the page's text, piece by
//! piece in page order, and each line of the page counts how much of it was taken.
use trafilatura::dom::Document;
use trafilatura::{HtmlDateMode, Options};

use super::page::{self, Page, Place};

/// How much of each line the extractor took: bytes taken and bytes that it has, white space aside.
pub(super) type Taken = Vec<(usize, usize)>;

/// What the extractor takes of the page; `html` is what `document` was made of.
///
/// Its second opinion (another algorithm) takes twice as long as the first, and is asked only where the first is
/// doubtful: it left out most of the page's prose, or took little else than short lines.
pub(super) fn taken(page: &Page, document: Document, html: &str) -> Taken {
    let first = extract(page, document, false);
    if is_doubtful(page, &first) { extract(page, Document::parse(html), true) } else { first }
}

fn extract(page: &Page, document: Document, second_opinion: bool) -> Taken {
    let options =
        Options::default().with_fallback(second_opinion).with_html_date_mode(HtmlDateMode::Disabled);
    let chosen = trafilatura::extract_document(document, &options).map(|found| found.content_html);
    let chosen = page::read(&Document::parse(&chosen.unwrap_or_default()));
    overlay(page, (0..chosen.lines.len()).map(|at| chosen.line(at)))
}

/// Lines of this length are prose, if they are not made of links.
const PROSE: usize = 80;
/// A page with less prose than this is not measured by it.
const ENOUGH: usize = 2000;

fn is_doubtful(page: &Page, taken: &Taken) -> bool {
    let (mut all, mut prose, mut taken_prose, mut held) = (0, 0, 0, 0);
    for (line, (took, of)) in page.lines.iter().zip(taken) {
        let is_prose = line.span.len() >= PROSE && line.linked * 3 < line.span.len();
        all += took;
        if is_prose || line.tag == "table" {
            prose += took;
        }
        if is_prose && !line.place.has(super::body::NOT_BODY.with(Place::ASIDE).with(Place::BIO)) {
            taken_prose += took;
            held += of;
        }
    }
    (held >= ENOUGH && taken_prose * 2 < held) || prose * 10 < all * 6
}

/// Pieces shorter than this are placed only between pieces that were placed before, near them.
const SURE: usize = 24;

/// Lays lines of text over the page; see the module.
fn overlay<'a>(page: &Page, chosen: impl Iterator<Item = &'a str>) -> Taken {
    let mut stream = Vec::with_capacity(page.text.len());
    let mut starts = Vec::with_capacity(page.lines.len() + 1);
    for line in &page.lines {
        starts.push(stream.len());
        stream.extend(page.text[line.span.clone()].bytes().filter(|b| !b.is_ascii_whitespace()));
    }
    starts.push(stream.len());
    let mut marked = vec![false; stream.len()];
    let mut cursor = 0;
    let mut short: Vec<(Vec<u8>, usize)> = Vec::new();
    for line in chosen {
        let bytes: Vec<u8> = line.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
        if bytes.len() < SURE {
            short.push((bytes, cursor));
            continue;
        }
        let mut at = 0;
        let mut misses = 0;
        while at + SURE <= bytes.len() && misses < 8 {
            let key = &bytes[at..at + SURE];
            let found = memchr::memmem::find(&stream[cursor..], key)
                .map(|f| cursor + f)
                .or_else(|| memchr::memmem::find(&stream[..cursor], key));
            let Some(found) = found else {
                at += SURE / 2;
                misses += 1;
                continue;
            };
            let same = stream[found..].iter().zip(&bytes[at..]).take_while(|(a, b)| a == b).count();
            marked[found..found + same].fill(true);
            at += same;
            cursor = found + same;
        }
    }
    for (bytes, from) in short {
        let window = &stream[from..(from + 3000).min(stream.len())];
        if !bytes.is_empty()
            && let Some(found) = memchr::memmem::find(window, &bytes)
        {
            marked[from + found..from + found + bytes.len()].fill(true);
        }
    }
    starts.windows(2).map(|w| (marked[w[0]..w[1]].iter().filter(|m| **m).count(), w[1] - w[0])).collect()
}
