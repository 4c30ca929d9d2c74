//! PDFs whose objects lead in circles, and good ones with something broken in each: none may end the process, which
//! an overflow of the stack does whatever guards there are.

use std::time::{Duration, Instant};

use crate::pdfs::{draw, pdf, two_columns};
use crate::{article, problem, read_all};

/// A PDF of `objects`, the first being the catalog; `trailer` stands in its trailer.
fn of_objects(objects: &[&str], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.5\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", out.len());
        out.extend_from_slice(format!("{} 0 obj{object}endobj\n", index + 1).as_bytes());
    }
    let start = out.len();
    table +=
        &format!("trailer<</Size {}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF", objects.len() + 1);
    out.extend_from_slice(table.as_bytes());
    out
}

fn stream(dictionary: &str, content: &str) -> String {
    format!("<</Length {}{dictionary}>>stream\n{content}\nendstream", content.len())
}

const CATALOG: &str = "<</Type/Catalog/Pages 2 0 R>>";
const PAGES: &str = "<</Type/Pages/Count 1/Kids[3 0 R]>>";
const FONT: &str = "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>";

/// A page that draws `/A`, and the forms that are objects 6 and on.
fn with_forms(page: &str, forms: &[String]) -> Vec<u8> {
    let names: String =
        (0..forms.len()).map(|n| format!("/{} {} 0 R", char::from(b'A' + n as u8), n + 6)).collect();
    let resources = format!("/Resources<</Font<</F 4 0 R>>/XObject<<{names}>>>>");
    let leaf = format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]{resources}/Contents 5 0 R{page}>>");
    let text = draw(50, 700, 10, "Harbour Foods sold its bakery for twelve million.");
    let content = stream("", &format!("{text}/A Do"));
    let mut objects = vec![CATALOG, PAGES, &leaf, FONT, &content];
    objects.extend(forms.iter().map(String::as_str));
    of_objects(&objects, "")
}

fn form(content: &str) -> String {
    stream("/Type/XObject/Subtype/Form/BBox[0 0 600 800]", content)
}

fn quickly(name: &str, bytes: &[u8]) -> Vec<String> {
    let started = Instant::now();
    let outcomes = read_all("a.pdf", bytes);
    assert!(started.elapsed() < Duration::from_secs(30), "{name} took {:?}", started.elapsed());
    outcomes.into_iter().filter_map(|outcome| Some(outcome.err()?.problem)).collect()
}

#[test]
fn forms_are_drawn_where_they_end() {
    let inner = form(&draw(50, 600, 10, "The buyer has 340 employees in four towns."));
    let (article, _) = article("a.pdf", &with_forms("", &[form("q /B Do Q"), inner]));
    assert!(article.text().contains("340 employees"), "{}", article.text());
}

#[test]
fn forms_that_draw_without_end_lose_their_page_only() {
    let circles: [(&str, Vec<String>); 3] = [
        ("itself", vec![form("/A Do")]),
        ("one another", vec![form("/B Do"), form("q /A Do Q")]),
        (
            "ever more",
            (0..26)
                .map(|n| {
                    let next = char::from(b'A' + (n + 1) % 26);
                    form(&format!("/{next} Do ").repeat(if n == 25 { 0 } else { 9 }))
                })
                .collect(),
        ),
    ];
    for (name, forms) in circles {
        assert_eq!(quickly(name, &with_forms("", &forms)), ["corrupt"], "{name}");
    }
}

#[test]
fn pages_and_streams_in_circles_are_survived() {
    let text = stream("", &draw(50, 700, 10, "Harbour Foods sold its bakery."));
    let leaf = "<</Type/Page/Parent 2 0 R/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 R>>";
    let boxed = leaf.replace("/Resources", "/MediaBox[0 0 600 800]/Resources");
    let of = |pages: &str, leaf: &str, content: &str, trailer: &str| {
        of_objects(&[CATALOG, pages, leaf, FONT, content], trailer)
    };
    for (name, bytes) in [
        ("a parent that is its own", of("<</Type/Pages/Count 1/Kids[3 0 R]/Parent 2 0 R>>", leaf, &text, "")),
        ("a page that is its parent", of(PAGES, &leaf.replace("2 0 R", "3 0 R"), &text, "")),
        ("kids that are their parents", of("<</Type/Pages/Count 1/Kids[2 0 R 3 0 R]>>", &boxed, &text, "")),
        ("a content that is a list of itself", of(PAGES, &boxed, "[5 0 R 5 0 R]", "")),
        ("a reference to itself", of(PAGES, &boxed, " 5 0 R ", "")),
        ("a length that is its own", of(PAGES, &boxed, &text.replace("/Length ", "/Length 5 0 R/L "), "")),
        ("a table before itself", of(PAGES, &boxed, &text, "/Prev 9")),
        ("a root that is the trailer", of_objects(&["1 0 R"], "")),
        ("brackets in brackets", of(PAGES, &boxed, &"[".repeat(200_000), "")),
        ("dictionaries in dictionaries", of(PAGES, &boxed, &"<</A".repeat(100_000), "")),
        ("strings in strings", of(PAGES, &boxed, &stream("", &"(".repeat(200_000)), "")),
        ("lists in a content", of(PAGES, &boxed, &stream("", &"[".repeat(200_000)), "")),
    ] {
        quickly(name, &bytes);
    }
}

#[test]
fn good_pdfs_with_something_broken_are_survived() {
    let good = pdf(&[two_columns(), draw(50, 700, 12, "The second page.").into_bytes()], "", "");
    let marks: [&[u8]; 12] = [
        b"obj",
        b"endobj",
        b"stream",
        b"endstream",
        b"<<",
        b">>",
        b"/Length",
        b"xref",
        b" R",
        b"[",
        b"]",
        b"trailer",
    ];
    let hostile: [&[u8]; 8] = [b"", b"<<", b"[", b"-1", b"99999999999", b"2 0 R", b"\0\0\0", b"(("];
    for mark in marks {
        for at in memchr(&good, mark).take(6) {
            for instead in hostile {
                let broken = [&good[..at], instead, &good[at + mark.len()..]].concat();
                read_all("a.pdf", &broken);
            }
        }
    }
    // Numbers: offsets, lengths, counts, references.
    let digits = (0..good.len()).filter(|&at| good[at].is_ascii_digit() && !good[at - 1].is_ascii_digit());
    for at in digits.step_by(3) {
        for instead in ["0", "-1", "4294967296"] {
            read_all("a.pdf", &[&good[..at], instead.as_bytes(), &good[at + 1..]].concat());
        }
    }
    assert_eq!(problem("a.pdf", b"%PDF-1.4 nothing more"), "corrupt");
}

/// Where `wanted` stands in `bytes`.
fn memchr<'a>(bytes: &'a [u8], wanted: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    bytes.windows(wanted.len()).enumerate().filter(move |(_, window)| *window == wanted).map(|(at, _)| at)
}
