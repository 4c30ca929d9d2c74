//! Inputs as they arrive: compressed, in any encoding, under a name that lies, broken, or made to do harm.

use std::io::Write as _;

use crate::{article, problem, read_all};
use tearsheet_ingest::record::{Fields, Records};
use tearsheet_ingest::{Format, Remark, read};

const STORY: &str =
    "Harbour Foods sold its bakery in Łódź for €12 million.\n\nThe buyer, Nowak & Sons, has 340 employees.";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes).expect("memory can be written");
    writer.finish().expect("memory can be written")
}

#[test]
fn compression_is_taken_off_whatever_the_name() {
    let twice = gzip(&gzip(STORY.as_bytes()));
    let two_members = [gzip(&STORY.as_bytes()[..20]), gzip(&STORY.as_bytes()[20..])].concat();
    for (name, bytes) in [
        ("a.txt.gz", gzip(STORY.as_bytes())),
        ("a.txt", gzip(STORY.as_bytes())),
        ("a.gz", twice),
        ("a.txt.gz", two_members),
    ] {
        assert_eq!(article(name, &bytes).0.source(), STORY, "{name}");
    }
}

#[cfg(feature = "zstd")]
#[test]
fn zstandard_frames_follow_one_another() {
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};
    let frame = |text: &str| compress_to_vec(text.as_bytes(), CompressionLevel::Fastest);
    let bytes = [frame(&STORY[..30]), frame(&STORY[30..])].concat();
    assert_eq!(article("a.txt.zst", &bytes).0.source(), STORY);
    assert_eq!(problem("a.txt.zst", &bytes[..bytes.len() - 9]), "truncated");
}

#[test]
fn lines_before_a_break_are_kept() {
    let lines: String = (0..2000)
        .map(|n| {
            format!("{{\"id\":\"{n}\",\"text\":\"Order number {n} came in at {}.\"}}\n", n * 7919 % 10007)
        })
        .collect();
    let bytes = gzip(lines.as_bytes());
    let all = read_all("orders.jsonl.gz", &bytes[..bytes.len() / 2]);
    let good = all.iter().filter(|one| one.is_ok()).count();
    assert!(good > 500, "{good}");
    assert_eq!(all.last().unwrap().as_ref().unwrap_err().problem, "truncated");
    assert_eq!(all.len(), good + 1);
}

#[test]
fn broken_and_harmful_compression_is_a_problem() {
    let mut bytes = gzip(STORY.as_bytes());
    assert_eq!(problem("a.txt.gz", &bytes[..bytes.len() - 12]), "truncated");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xff;
    bytes[middle + 1] ^= 0xff;
    assert_eq!(problem("a.txt.gz", &bytes), "corrupt");
    let bomb = gzip(&vec![b'a'; 80 << 20]);
    assert_eq!(problem("a.jsonl.gz", &bomb), "bomb");
    assert_eq!(problem("a.txt.gz", &bomb), "too-large", "it is not unpacked to its end");
    assert_eq!(problem("a.gz", &gzip(&gzip(&gzip(&gzip(STORY.as_bytes()))))), "bomb");
}

#[test]
fn encodings_are_told_and_reported() {
    let cyrillic = "Компания продала завод в Самаре за двенадцать миллионов рублей. Покупатель не называется, сделка закрыта вчера.";
    let polish =
        encoding_rs::WINDOWS_1252.encode("The café in Zürich — “Müller’s” — sold for £3.5 million.").0;
    let utf16 = |bytes: Vec<u16>| bytes.into_iter().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let wide: Vec<u16> = std::iter::once(0xfeff).chain(STORY.encode_utf16()).collect();
    for (bytes, text, encoding) in [
        (polish.to_vec(), "The café in Zürich — “Müller’s” — sold for £3.5 million.", "windows-1252"),
        (encoding_rs::WINDOWS_1251.encode(cyrillic).0.to_vec(), cyrillic, "windows-1251"),
        (encoding_rs::KOI8_R.encode(cyrillic).0.to_vec(), cyrillic, "KOI8"),
        (utf16(wide), STORY, "UTF-16LE"),
        (
            utf16("The plain text of a wide file.".encode_utf16().collect()),
            "The plain text of a wide file.",
            "UTF-16LE",
        ),
    ] {
        let (article, remarks) = article("a.txt", &bytes);
        assert_eq!(article.source(), text);
        assert!(
            matches!(&remarks[..], [Remark::Repaired { rule: "encoding", detail, .. }] if detail.contains(encoding)),
            "{remarks:?}"
        );
    }
    let (marked, remarks) = article("a.txt", format!("\u{feff}{STORY}").as_bytes());
    assert_eq!((marked.source(), remarks.len()), (STORY, 0));
}

#[test]
fn a_few_damaged_bytes_do_not_make_another_encoding() {
    let mut bytes =
        "Die Bäckerei in Köln verkaufte für fünf Millionen Euro an Müller und Söhne. ".repeat(3).into_bytes();
    bytes[60] = 0xff;
    let (article, remarks) = article("a.txt", &bytes);
    assert!(article.source().contains("Köln") && article.source().contains('\u{fffd}'));
    assert!(matches!(&remarks[..], [Remark::Lost { problem: "undecodable-bytes", .. }]));
}

#[test]
fn wide_lines_are_lines() {
    let lines = "{\"text\":\"One went up.\"}\n{\"text\":\"Two went down.\"}\n";
    let bytes: Vec<u8> =
        std::iter::once(0xfeff).chain(lines.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    let all = read_all("a.jsonl", &bytes);
    let texts: Vec<&str> = all.iter().map(|one| one.as_ref().unwrap().0.source()).collect();
    assert_eq!(texts, ["One went up.", "Two went down."]);
}

#[test]
fn content_counts_more_than_the_name() {
    let noise: Vec<u8> = (0..4000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    assert_eq!(problem("article.txt", &noise), "binary");
    assert_eq!(problem("article.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "binary");
    assert_eq!(problem("article.md", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "binary");
    assert_eq!(problem("article.txt", b""), "empty");
}

#[test]
fn rows_of_csv_are_articles() {
    let csv = "ID,Headline,Body,Author,Date\r\n7,Bakery sold,\"Harbour Foods sold its bakery.\nIt had 40 \"\"ovens\"\".\",\"Ann Lee; Bo Chu\",2 May 2024\r\n8,No text,,,\r\n9,Short,\"Prices rose, again.\",,03/04/2024\r\n";
    let all = read_all("news.csv", csv.as_bytes());
    let (first, _) = all[0].as_ref().unwrap();
    assert_eq!((first.id(), first.source()), ("7", "Harbour Foods sold its bakery.\nIt had 40 \"ovens\"."));
    assert_eq!(first.meta().published.as_deref(), Some("2024-05-02"));
    assert_eq!(all[1].as_ref().unwrap_err().problem, "no-text");
    let (third, remarks) = all[2].as_ref().unwrap();
    assert_eq!((third.source(), third.meta().published.as_deref()), ("Prices rose, again.", None));
    assert!(matches!(&remarks[..], [Remark::Lost { problem: "unread-date", .. }]));
    assert_eq!(problem("news.csv", b"a,b\n1,2\n"), "no-text");
}

#[test]
fn the_language_is_told() {
    let text = |text: &str| article("a.txt", text.as_bytes()).0.meta().language.clone();
    assert_eq!(text("The company said on Monday that it would sell the bakery to one of its rivals for about five million euros.").as_deref(), Some("en"));
    assert_eq!(text("Das Unternehmen teilte am Montag mit, dass es die Bäckerei für rund fünf Millionen Euro an einen Wettbewerber verkaufen werde.").as_deref(), Some("de"));
    assert_eq!(text("L’entreprise a annoncé lundi qu’elle vendrait la boulangerie à l’un de ses concurrents pour environ cinq millions d’euros.").as_deref(), Some("fr"));
    assert_eq!(text("10 20 30"), None);
}

#[test]
fn fields_may_have_other_names() {
    let fields = Fields { text: Some("Full Story".to_owned()), id: Some("url".to_owned()) };
    let csv = "url,text,Full Story\nhttps://example.org/1,teaser,The bakery was sold.\n";
    let jsonl =
        "{\"url\":\"https://example.org/1\",\"text\":\"teaser\",\"Full Story\":\"The bakery was sold.\"}\n";
    for (format, bytes) in [(Format::Csv, csv), (Format::Jsonl, jsonl)] {
        let mut records = Records::new("a", "a", format, bytes.as_bytes()).with_fields(fields.clone());
        let (article, _) = read(&records.next().unwrap().unwrap()).unwrap();
        assert_eq!((article.id(), article.source()), ("https://example.org/1", "The bakery was sold."));
    }
    let missing = Fields { text: Some("nowhere".to_owned()), id: None };
    let mut records = Records::new("a", "a", Format::Csv, csv.as_bytes()).with_fields(missing);
    assert_eq!(records.next().unwrap().unwrap_err().problem, "no-text");
}

#[test]
fn content_tells_the_format_where_the_name_lies() {
    let lines = format!(
        "{}\n{}\n",
        serde_json::json!({"id": "a", "text": STORY}),
        serde_json::json!({"text": STORY})
    );
    let all = read_all("dump.txt", lines.as_bytes());
    assert_eq!(all.len(), 2);
    assert!(all.iter().all(|one| one.as_ref().is_ok_and(|(article, _)| article.source() == STORY)));
    let (braced, _) = article("a.txt", b"{sic} is what the editor wrote.\n\n{ \"note\" } came later.");
    assert_eq!(braced.blocks().len(), 2);
    // A page without a tag is none.
    for name in ["a.html", "a.txt"] {
        let (article, _) = article(name, STORY.as_bytes());
        assert_eq!(article.blocks().len(), 2, "{name}");
    }
    assert_eq!(problem("a.txt", b"\xff\xfe\0\0H\0\0\0i\0\0\0"), "binary");
}

#[test]
fn carriage_returns_end_lines() {
    for ends in ["\n", "\r\n", "\r"] {
        let (article, _) = article("a.txt", STORY.replace('\n', ends).as_bytes());
        assert_eq!(article.text(), STORY, "{ends:?}");
    }
}

#[test]
fn columns_are_cut_at_semicolons_and_tabs_too() {
    for (name, mark) in [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t")] {
        let table = ["id", "title", "text\nx1", "Bread; and jam", "\"Harbour Foods, of Łódź, sold it.\"\n"]
            .join(mark);
        let table = table.replace("Bread; and jam", "\"Bread; and jam\"");
        let (article, _) = article(name, table.as_bytes());
        assert_eq!((article.id(), article.source()), ("x1", "Harbour Foods, of Łódź, sold it."), "{mark}");
    }
}
