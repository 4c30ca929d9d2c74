//! Web archives: pages out of them, other records passed over, breaks told.

use std::io::Write as _;

use crate::{article, read_all};

fn page(title: &str) -> String {
    format!(
        "<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>Harbour Foods sold its bakery on \
         the quay for twelve million euros, the company said on Thursday after the close of trading.</p></article></body></html>"
    )
}

fn entry(kind: &str, address: &str, media: &str, block: &[u8]) -> Vec<u8> {
    let mut bytes = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    )
    .into_bytes();
    bytes.extend_from_slice(block);
    bytes.extend_from_slice(b"\r\n\r\n");
    bytes
}

fn response(address: &str, status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let mut message = format!("HTTP/1.1 {status}\r\n{headers}\r\n").into_bytes();
    message.extend_from_slice(body);
    entry("response", address, "application/http; msgtype=response", &message)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(bytes).expect("memory can be written");
    writer.finish().expect("memory can be written")
}

fn archive() -> Vec<Vec<u8>> {
    let html = "Content-Type: text/html; charset=utf-8\r\n";
    let chunked = {
        let page = page("Sent in chunks");
        let (a, b) = page.split_at(50);
        format!("{:x}\r\n{a}\r\n{:x}\r\n{b}\r\n0\r\n\r\n", a.len(), b.len())
    };
    vec![
        entry("warcinfo", "", "application/warc-fields", b"software: a crawler\r\n"),
        entry("request", "https://example.org/1", "application/http", b"GET /1 HTTP/1.1\r\n\r\n"),
        response("https://example.org/1", "200 OK", html, page("Sent plainly").as_bytes()),
        response("https://example.org/2", "404 Not Found", html, page("Never there").as_bytes()),
        response("https://example.org/3", "200 OK", "Content-Type: image/png\r\n", b"\x89PNG"),
        response(
            "https://example.org/4",
            "200 OK",
            &format!("{html}Transfer-Encoding: chunked\r\n"),
            chunked.as_bytes(),
        ),
        response(
            "https://example.org/5",
            "200 OK",
            &format!("{html}Content-Encoding: gzip\r\n"),
            &gzip(page("Sent zipped").as_bytes()),
        ),
    ]
}

#[test]
fn pages_come_out_of_an_archive() {
    let plain = archive().concat();
    let zipped: Vec<u8> = archive().iter().flat_map(|entry| gzip(entry)).collect();
    for (name, bytes) in [("crawl.warc", plain), ("crawl.warc.gz", zipped)] {
        let all = read_all(name, &bytes);
        let titles: Vec<_> =
            all.iter().map(|one| one.as_ref().unwrap().0.meta().title.clone().unwrap()).collect();
        assert_eq!(titles, ["Sent plainly", "Sent in chunks", "Sent zipped"]);
        let first = &all[0].as_ref().unwrap().0;
        assert_eq!(first.meta().url.as_deref(), Some("https://example.org/1"));
        assert_eq!(first.id(), format!("{name}#3"));
    }
}

#[test]
fn a_broken_archive_gives_what_stands_before_the_break() {
    let bytes = archive().concat();
    let all = read_all("crawl.warc", &bytes[..bytes.len() - 40]);
    assert_eq!(all.iter().filter(|one| one.is_ok()).count(), 2);
    assert_eq!(all.last().unwrap().as_ref().unwrap_err().problem, "truncated");
    let mut bytes = archive()[2].clone();
    bytes.extend_from_slice(b"no version here\r\n\r\n");
    let all = read_all("crawl.warc", &bytes);
    assert_eq!((all.len(), all[1].as_ref().unwrap_err().problem.as_str()), (2, "corrupt"));
}

#[test]
fn text_of_an_archive_is_read_as_text() {
    let bytes =
        entry("conversion", "https://example.org/a", "text/plain", b"The bakery was sold for 12 million.");
    assert_eq!(article("a.warc", &bytes).0.source(), "The bakery was sold for 12 million.");
}

#[test]
fn harmful_archives_are_told_and_bounded() {
    let html = "Content-Type: text/html\r\n";
    // A page that was sent as a bomb is passed over, as pages that cannot be unpacked are; the next one is read.
    let bomb = response(
        "https://example.org/1",
        "200 OK",
        &format!("{html}Content-Encoding: gzip\r\n"),
        &gzip(&vec![b'a'; 80 << 20]),
    );
    let good = response("https://example.org/2", "200 OK", html, page("Sent plainly").as_bytes());
    let all = read_all("crawl.warc", &[bomb, good.clone()].concat());
    assert_eq!(all.iter().filter(|one| one.is_ok()).count(), 1);
    // An archive that is one itself.
    let mut large = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 83886080\r\n\r\n".to_vec();
    large.resize(large.len() + (80 << 20), b'a');
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(&large).expect("memory can be written");
    let all = read_all("crawl.warc.gz", &writer.finish().expect("memory can be written"));
    assert_eq!((all.len(), all[0].as_ref().unwrap_err().problem.as_str()), (1, "bomb"));
    for (name, archive) in [
        (
            "a length beyond its end",
            "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 18446744073709551615\r\n\r\n".to_owned(),
        ),
        ("a length that is none", "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -1\r\n\r\n".to_owned()),
        ("headers without end", format!("WARC/1.0\r\n{}", "a: b\r\n".repeat(100_000))),
        ("a header without end", format!("WARC/1.0\r\n{}", "a".repeat(1 << 20))),
    ] {
        let all = read_all("crawl.warc", archive.as_bytes());
        assert!(all.len() <= 1 && all.iter().all(Result::is_err), "{name}: {all:?}");
    }
    // What is called chunked and is not was kept without chunks, as archives often do.
    let headers = format!("{html}Transfer-Encoding: chunked\r\n");
    let body = b"ffffffffffffffff\r\n<p>Harbour Foods sold its bakery.</p>";
    let (kept, _) = article("crawl.warc", &response("https://example.org/1", "200 OK", &headers, body));
    assert!(kept.text().contains("sold its bakery"), "{}", kept.text());
}
