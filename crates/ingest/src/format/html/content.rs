//! Which lines of a page are the article.
//!
//! The extractor (`trafilatura`) returns the article as a page of its own; its text is laid over the page's text, piece by
//! piece in page order, and each line of the page counts how much of it was taken.
use trafilatura::dom::Document;
use trafilatura::{HtmlDateMode, Options};

use super::page::{self, Page};

/// For each line of the page, how many of its bytes (white space aside) the extractor took, and how many it has.
pub(super) fn taken(page: &Page, document: Document) -> Vec<(usize, usize)> {
    let options = Options::default().with_fallback(true).with_html_date_mode(HtmlDateMode::Disabled);
    let chosen = trafilatura::extract_document(document, &options).map(|found| found.content_html);
    let chosen = page::read(&Document::parse(&chosen.unwrap_or_default()));
    overlay(page, (0..chosen.lines.len()).map(|at| chosen.line(at)))
}

/// Pieces shorter than this are placed only between pieces that were placed before, near them.
const SURE: usize = 24;

/// Lays lines of text over the page; see the module.
fn overlay<'a>(page: &Page, chosen: impl Iterator<Item = &'a str>) -> Vec<(usize, usize)> {
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
