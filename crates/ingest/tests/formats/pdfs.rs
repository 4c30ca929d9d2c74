//! PDFs, written here object by object.

use std::fmt::Write as _;
use std::io::Write as _;

use tearsheet_ingest::{BlockKind, Remark};

use crate::{article, of_kind, problem};

/// A PDF with one content stream a page, and `more` in its trailer.
pub(crate) fn pdf(pages: &[Vec<u8>], filter: &str, more: &str) -> Vec<u8> {
    let mut objects: Vec<Vec<u8>> = vec![b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), Vec::new()];
    objects.push(b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>".to_vec());
    let mut kids = String::new();
    for content in pages {
        let number = objects.len() + 1;
        let _ = write!(kids, "{number} 0 R ");
        let page = format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>>>/Contents {} 0 R>>",
            number + 1
        );
        objects.push(page.into_bytes());
        let mut stream = format!("<</Length {}{filter}>>stream\n", content.len()).into_bytes();
        stream.extend_from_slice(content);
        stream.extend_from_slice(b"\nendstream");
        objects.push(stream);
    }
    objects[1] = format!("<</Type/Pages/Count {}/Kids[{kids}]>>", pages.len()).into_bytes();
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend_from_slice(format!("{} 0 obj", index + 1).as_bytes());
        out.extend_from_slice(object);
        out.extend_from_slice(b"endobj\n");
    }
    let table = out.len();
    let mut end = format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1);
    for place in &places {
        let _ = writeln!(end, "{place:010} 00000 n ");
    }
    let _ = write!(end, "trailer<</Size {}/Root 1 0 R{more}>>\nstartxref\n{table}\n%%EOF", places.len() + 1);
    out.extend_from_slice(end.as_bytes());
    out
}

/// Draws `text` at (x, y), y from the foot of the page.
pub(crate) fn draw(x: u32, y: u32, size: u32, text: &str) -> String {
    let text = text.replace('(', "\\(").replace(')', "\\)");
    format!("BT /F {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n")
}

fn column(x: u32, top: u32, lines: &[&str]) -> String {
    (0u32..).zip(lines).map(|(row, line)| draw(x, top - 12 * row, 10, line)).collect()
}

pub(crate) fn two_columns() -> Vec<u8> {
    let left = column(
        50,
        680,
        &[
            "  Harbour Foods sold its bakery on the quay for",
            "twelve million euros, the company said on Thurs-",
            "day after the close of trading in the capital.",
            "  The buyer, Nowak and Sons, has 340 employees",
            "in four towns on the coast, and supplies hotels",
        ],
    );
    let right = column(
        310,
        680,
        &[
            "and ships with bread of all kinds, from rye to",
            "the white loaves that tourists ask for in July.",
            "  Sales of the bakery fell by 5% last year, to 3.4",
            "million loaves, and its owners had been looking",
            "for a buyer since the spring of that year.",
        ],
    );
    let page = draw(50, 770, 8, "THE HARBOUR TIMES")
        + &draw(540, 770, 8, "7")
        + &draw(50, 720, 24, "Bakery goes to Nowak")
        + &left
        + &right;
    page.into_bytes()
}

#[test]
fn columns_are_read_one_after_the_other() {
    let (article, _) = article("page.pdf", &pdf(&[two_columns()], "", ""));
    assert_eq!(of_kind(&article, BlockKind::Title), ["Bakery goes to Nowak"]);
    assert_eq!(article.meta().title.as_deref(), Some("Bakery goes to Nowak"));
    let text = of_kind(&article, BlockKind::Paragraph).join("\n");
    for whole in [
        "the company said on Thursday after the close",
        "supplies hotels and ships with bread",
        "to 3.4 million loaves, and its owners had been looking for a buyer",
    ] {
        assert!(text.contains(whole), "{whole:?} in {text:?}");
    }
    assert!(article.blocks().iter().all(|block| block.origin.as_deref() == Some("page 1")));
}

#[test]
fn names_lie_and_pages_count() {
    let pages: Vec<Vec<u8>> = ["first", "second", "third"]
        .iter()
        .map(|n| draw(50, 700, 10, &format!("This is the {n} page of the report.")).into_bytes())
        .collect();
    let (article, _) = article("report.txt", &pdf(&pages, "", ""));
    let origins: Vec<&str> = article.blocks().iter().filter_map(|block| block.origin.as_deref()).collect();
    assert_eq!(origins, ["page 1", "page 2", "page 3"]);
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes).expect("memory can be written");
    writer.finish().expect("memory can be written")
}

#[test]
fn damaged_locked_and_harmful_pdfs_are_problems() {
    let good = pdf(&[deflate(&two_columns())], "/Filter/FlateDecode", "");
    assert_eq!(of_kind(&article("a.pdf", &good).0, BlockKind::Title), ["Bakery goes to Nowak"]);
    assert_eq!(problem("a.pdf", &good[..200]), "corrupt");
    assert_eq!(problem("a.pdf", b"%PDF-1.7\n"), "corrupt");
    assert_eq!(problem("a.pdf", &pdf(&[b"0 0 100 100 re f".to_vec()], "", "")), "no-text");
    let locked = "/Encrypt<</Filter/Standard/V 1/R 2/Length 40/P -4/O(12345678901234567890123456789012)/U(12345678901234567890123456789012)>>/ID[(a)(b)]";
    assert_eq!(problem("a.pdf", &pdf(&[two_columns()], "", locked)), "encrypted");
    let bomb = pdf(&[deflate(&vec![b' '; 100 << 20])], "/Filter/FlateDecode", "");
    assert!(bomb.len() < 1 << 20);
    assert_eq!(problem("a.pdf", &bomb), "bomb");
}

#[test]
fn a_lost_table_of_objects_is_made_anew() {
    let good = pdf(&[two_columns(), two_columns()], "", "");
    let text = String::from_utf8(good.clone()).expect("it is ASCII");
    let table = text.find("xref\n").expect("it has a table");
    let damaged = [
        ("cut off", text[..table].to_owned()),
        ("moved", text.replacen("%PDF-1.4\n", "%PDF-1.4\r\n% A mailer wrote here.\r\n", 1)),
        ("elsewhere", text.replace(&format!("startxref\n{table}"), "startxref\n999999")),
        ("without a trailer", text[..table].replace("endobj", "\nendobj\n") + "xref\n0 9\ngarbage"),
    ];
    let whole = crate::article("a.pdf", &good).0.text().to_owned();
    for (name, text) in damaged {
        let (article, remarks) = article("a.pdf", text.as_bytes());
        assert_eq!(article.text(), whole, "{name}");
        let told =
            remarks.iter().any(|remark| matches!(remark, Remark::Lost { problem: "damaged-table", .. }));
        assert!(told, "{name}: {remarks:?}");
    }
    let locked = text[..table].to_owned() + "trailer<</Encrypt 3 0 R>>";
    assert_eq!(problem("a.pdf", locked.as_bytes()), "corrupt");
}

#[test]
fn every_cut_and_many_changes_of_a_pdf_are_survived() {
    let good = pdf(&[two_columns()], "", "");
    for end in (0..good.len()).step_by(61) {
        crate::read_all("a.pdf", &good[..end]);
    }
    for at in (9..good.len()).step_by(37) {
        let mut changed = good.clone();
        changed[at] = changed[at].wrapping_mul(31).wrapping_add(7);
        crate::read_all("a.pdf", &changed);
    }
}
