//! Web pages: what is the article, what the page says of it, and pages made to do harm.

use std::time::{Duration, Instant};

use crate::{article, of_kind, problem};
use tearsheet_ingest::{BlockKind, Remark, TextSpan};

const PAGE: &str = r#"<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Bakery goes to Nowak | The Harbour Times</title>
<meta property="og:site_name" content="The Harbour Times"><meta property="article:section" content="Business">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Bakery goes to Nowak",
"datePublished":"2024-05-02T08:00:00+02:00","author":[{"@type":"Person","name":"Ann Lee"},{"@type":"Person","name":"Bo Chu"}]}</script>
<style>p { color: red }</style></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/business">Business</a></li></ul></nav>
<article><h1>Bakery goes to Nowak</h1><p class="standfirst">The last family bakery on the quay has found a buyer after a year.</p>
<div class="byline">By Ann Lee and Bo Chu</div>
<p>Harbour Foods sold its bakery on the quay for &euro;12&nbsp;million, the com&shy;pany said on Thursday. The buyer, <b>Nowak &amp; Sons</b>, has 340 employees.</p>
<figure><img src="a.jpg"><figcaption>The bakery on the quay. Photo: Cy Dee</figcaption></figure>
<h2>Bread and figures</h2>
<p>Sales of the bakery fell by 5% last year, to 3.4 million loaves, and its owners had been looking for a buyer since the spring of that year.</p>
<table><tr><th>Year</th><th>Loaves</th></tr><tr><td>2022</td><td>3.6m</td></tr><tr><td>2023</td><td>3.4m</td></tr></table>
<ul><li>The ovens stay where they are, for ten years at least.</li><li>The name goes to the buyer together with the recipes.</li></ul>
<p>Nowak, which was founded in 1921, bakes in four towns on the coast and supplies hotels, schools and ships with bread of all kinds.</p>
<p>Sign up for our newsletter and never miss a story.</p></article>
<footer>Copyright 2024 The Harbour Times. All rights reserved.</footer></body></html>"#;

#[test]
fn a_page_gives_its_article_and_keeps_the_rest_apart() {
    let (article, remarks) = article("page.html", PAGE.as_bytes());
    assert_eq!(remarks, []);
    let meta = article.meta();
    assert_eq!(meta.title.as_deref(), Some("Bakery goes to Nowak"));
    assert_eq!(
        meta.subtitle.as_deref(),
        Some("The last family bakery on the quay has found a buyer after a year.")
    );
    assert_eq!(meta.authors, ["Ann Lee", "Bo Chu"]);
    assert_eq!(meta.publisher.as_deref(), Some("The Harbour Times"));
    assert_eq!(meta.published.as_deref(), Some("2024-05-02"));
    assert_eq!(meta.section.as_deref(), Some("Business"));
    assert_eq!(meta.language.as_deref(), Some("en"));
    assert_eq!(of_kind(&article, BlockKind::Title), ["Bakery goes to Nowak"]);
    assert_eq!(of_kind(&article, BlockKind::Byline), ["By Ann Lee and Bo Chu"]);
    assert_eq!(of_kind(&article, BlockKind::Heading), ["Bread and figures"]);
    assert_eq!(of_kind(&article, BlockKind::Table), ["Year\tLoaves\n2022\t3.6m\n2023\t3.4m"]);
    let paragraphs = of_kind(&article, BlockKind::Paragraph);
    assert_eq!(paragraphs.len(), 3, "{paragraphs:?}");
    assert_eq!(
        paragraphs[0],
        "Harbour Foods sold its bakery on the quay for €12 million, the company said on Thursday. The buyer, Nowak & Sons, has 340 employees."
    );
    assert_eq!(of_kind(&article, BlockKind::List).len(), 1);
    assert_eq!(of_kind(&article, BlockKind::Copyright).len(), 1);
    let furniture = of_kind(&article, BlockKind::Boilerplate).join("|");
    for text in ["Home", "Sign up for our newsletter"] {
        assert!(furniture.contains(text), "{text} in {furniture}");
    }
    let heading = article.blocks().iter().find(|block| block.kind == BlockKind::Heading).unwrap();
    assert_eq!(heading.origin.as_deref(), Some("html/body/article/h2"));
}

/// The title of a page that shows `shown` as its heading, has `social` as its title for sharing, `window` as that of its
/// window, and `ld` as its JSON-LD; and what it shows as the title.
fn title_of(shown: &str, social: &str, window: &str, ld: &str) -> (String, String) {
    let head = format!(
        r#"<title>{window}</title><meta property="og:title" content="{social}">
        <meta property="og:site_name" content="The Harbour Times"><script type="application/ld+json">{ld}</script>"#
    );
    let prose =
        "<p>Harbour Foods sold its bakery on the quay for twelve million, the company said.</p>".repeat(5);
    let page = format!("<html><head>{head}</head><body><main><h1>{shown}</h1>{prose}</main></body></html>");
    let (article, _) = article("page.html", page.as_bytes());
    let title = article.meta().title.clone().expect("the page has a title");
    (title, of_kind(&article, BlockKind::Title).join("|"))
}

#[test]
fn the_heading_is_the_title_unless_the_page_says_otherwise_twice() {
    let shown = "Quay bakery goes to Nowak after a year";
    for (social, window, ld, title) in [
        ("Quay bakery goes to Nowak | The Harbour Times", "Bakery sold - The Harbour Times", "{}", shown),
        // One other title is a shorter or louder one for its place.
        (
            "Why the quay bakery goes to Nowak",
            "Quay bakery goes to Nowak after a year – Harbour Times",
            r#"{"@type":"NewsArticle","headline":"Sold!"}"#,
            shown,
        ),
        // The window and the record agree.
        (
            shown,
            "Nowak buys bakery: prices, jobs and names | Food | The Harbour Times",
            r#"{"@type":"NewsArticle","headline":"Nowak buys bakery: prices, jobs and names"}"#,
            "Nowak buys bakery: prices, jobs and names",
        ),
        // They do, but the record knows the heading, too.
        (
            shown,
            "Nowak buys bakery: prices, jobs and names | The Harbour Times",
            r#"{"@type":"NewsArticle","headline":"Nowak buys bakery: prices, jobs and names",
            "alternativeHeadline":"Quay bakery goes to Nowak after a year"}"#,
            shown,
        ),
        // A live page.
        (
            "Bakery goes to Nowak as staff meet owners",
            "Quay bakery goes to Nowak after a year - The Harbour Times",
            r#"{"@type":"LiveBlogPosting","headline":"Quay bakery goes to Nowak after a year"}"#,
            "Bakery goes to Nowak as staff meet owners",
        ),
    ] {
        assert_eq!(title_of(shown, social, window, ld), (title.to_owned(), shown.to_owned()), "{window}");
    }
}

#[test]
fn every_token_of_a_page_lies_in_its_canonical_text() {
    let (article, _) = article("page.html", PAGE.as_bytes());
    for token in article.tokens() {
        let span = TextSpan::new(token.start, token.end);
        let at = article.locate(span);
        assert_eq!(&article.source()[at.start_byte as usize..at.end_byte as usize], article.slice(span));
    }
}

#[test]
fn a_page_is_known_by_its_content() {
    let (named_text, _) = article("page.txt", PAGE.as_bytes());
    assert_eq!(of_kind(&named_text, BlockKind::Heading), ["Bread and figures"]);
    let old = PAGE.replace("utf-8", "windows-1252");
    let (old, _) = article("page.htm", &encoding_rs::WINDOWS_1252.encode(&old).0);
    assert!(old.text().contains("€12 million"));
}

/// Reads a page made to do harm, and tells how long that took.
fn survives(page: &str) -> Duration {
    let started = Instant::now();
    let _ = crate::read_all("bomb.html", page.as_bytes());
    started.elapsed()
}

#[test]
fn harmful_pages_neither_crash_nor_hang() {
    let body = "<p>Harbour Foods sold its bakery on the quay for twelve million, the company said.</p>";
    let nested = |open: &str, times: usize| format!("<html><body>{}{body}", open.repeat(times));
    for (name, page) in [
        ("divs", nested("<div>", 100_000)),
        ("bold", nested("<b>", 50_000)),
        ("fonts", (0..20_000).map(|n| format!("<font size={n}>")).collect::<String>() + body),
        ("tables", nested("<table><tr><td>", 20_000)),
        ("lists", nested("<ul><li>", 20_000)),
        ("spans", format!("<table><tr><td colspan=1000000000 rowspan=1000000000>{body}</td></tr></table>")),
        ("unclosed", format!("<html><body><script>{}", "x".repeat(1 << 20))),
        ("drawings", "<svg><path>".repeat(50_000)),
        ("quotes", format!("<a href=\"{}", "<a href='".repeat(50_000))),
        ("flat", format!("<html><body>{}", body.repeat(20_000))),
        ("attributes", format!("<p {}>x", (0..50_000).map(|n| format!("a{n}=1 ")).collect::<String>())),
    ] {
        let took = survives(&page);
        assert!(took < Duration::from_secs(20), "{name}: {took:?}");
    }
}

#[test]
fn deep_pages_keep_their_text() {
    let page = format!(
        "<html><body>{}<p>Harbour Foods sold its bakery for twelve million.</p>",
        "<div>".repeat(5000)
    );
    let (article, remarks) = article("deep.html", page.as_bytes());
    assert!(article.text().contains("sold its bakery"));
    assert!(matches!(&remarks[..], [Remark::Lost { problem: "nested-too-deep", .. }]));
    assert_eq!(problem("huge.html", &b"<p>".repeat(3 << 20)), "too-large");
}
