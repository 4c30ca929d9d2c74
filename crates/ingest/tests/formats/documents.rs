//! Word documents, made here part by part.

use std::io::{Cursor, Write as _};

use tearsheet_ingest::BlockKind;

use crate::{article, of_kind, problem};

fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("memory can be written");
        writer.write_all(text.as_bytes()).expect("memory can be written");
    }
    writer.finish().expect("memory can be written").into_inner()
}

fn document(body: &str) -> Vec<u8> {
    let styles = r#"<w:styles xmlns:w="w"><w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>
        <w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style></w:styles>"#;
    let core = r#"<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>Draft 3</dc:title><dc:creator>Ann Lee; Bo Chu</dc:creator></cp:coreProperties>"#;
    zip(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "word/document.xml",
            &format!(
                r#"<?xml version="1.0"?><w:document xmlns:w="w" xmlns:mc="m"><w:body>{body}</w:body></w:document>"#
            ),
        ),
        ("word/styles.xml", styles),
        ("word/footer1.xml", r#"<w:ftr xmlns:w="w"><w:p><w:r><w:t>Page 1</w:t></w:r></w:p></w:ftr>"#),
        ("docProps/core.xml", core),
    ])
}

fn paragraph(style: &str, text: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>"#
    )
}

#[test]
fn paragraphs_are_what_their_styles_say() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph("", text));
    let item = |text: &str| {
        format!(
            r#"<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
        )
    };
    let body = [
        paragraph("Titel", "Bakery goes to Nowak"),
        paragraph("", "By Ann Lee, 2 May 2024"),
        r#"<w:p><w:r><w:t>Harbour Foods sold its </w:t></w:r><w:r><w:t>bakery for &#8364;12</w:t><w:t>&#160;million to Nowak &amp; Sons.</w:t></w:r><w:del><w:r><w:delText>Not this.</w:delText></w:r></w:del></w:p>"#.to_owned(),
        paragraph("berschrift1", "Bread and figures"),
        item("Ovens stay."),
        item("Recipes go."),
        format!("<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>", cell("Year"), cell("Loaves"), cell("2023"), cell("3.4m")),
    ]
    .concat();
    let (article, remarks) = article("story.docx", &document(&body));
    assert_eq!(remarks, []);
    assert_eq!(of_kind(&article, BlockKind::Title), ["Bakery goes to Nowak"]);
    assert_eq!(of_kind(&article, BlockKind::Byline), ["By Ann Lee, 2 May 2024"]);
    assert_eq!(
        of_kind(&article, BlockKind::Paragraph),
        ["Harbour Foods sold its bakery for €12 million to Nowak & Sons."]
    );
    assert_eq!(of_kind(&article, BlockKind::Heading), ["Bread and figures"]);
    assert_eq!(of_kind(&article, BlockKind::List), ["Ovens stay.\nRecipes go."]);
    assert_eq!(of_kind(&article, BlockKind::Table), ["Year\tLoaves\n2023\t3.4m"]);
    assert_eq!(of_kind(&article, BlockKind::Boilerplate), ["Page 1"]);
    assert_eq!(article.meta().title.as_deref(), Some("Bakery goes to Nowak"));
    assert_eq!(article.meta().authors, ["Ann Lee"]);
    assert_eq!(article.meta().published.as_deref(), Some("2024-05-02"));
}

#[test]
fn a_text_box_is_read_once() {
    let inner = paragraph("", "Inside the box.");
    let body = format!(
        "<w:p><w:r><w:t>Outside the box.</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>{inner}</w:txbxContent></mc:Choice><mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    );
    let (article, _) = article("box.docx", &document(&body));
    let mut paragraphs = of_kind(&article, BlockKind::Paragraph);
    paragraphs.sort_unstable();
    assert_eq!(paragraphs, ["Inside the box.", "Outside the box."]);
}

#[test]
fn damaged_and_harmful_documents_are_problems() {
    let good = document(&paragraph("", "The bakery was sold."));
    assert_eq!(problem("a.docx", &good[..good.len() / 2]), "corrupt");
    assert_eq!(problem("a.docx", b"no document at all"), "wrong-format");
    assert_eq!(problem("a.docx", &zip(&[("a.txt", "text")])), "wrong-format");
    assert_eq!(problem("a.docx", &zip(&[("word/document.xml", "<w:document><w:p>")])), "empty");
    assert_eq!(problem("a.docx", &zip(&[("word/document.xml", "<w:document></w:p>")])), "corrupt");
    let bomb = zip(&[("word/document.xml", &"<w:p/>".repeat(12 << 20))]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(problem("a.docx", &bomb), "bomb");
    // Many parts, each of them small enough.
    let names: Vec<String> = (0..8).map(|number| format!("word/footer{number}.xml")).collect();
    let part = "<w:p/>".repeat(2 << 20);
    let mut parts = vec![("word/document.xml", "<w:p/>")];
    parts.extend(names.iter().map(|name| (name.as_str(), part.as_str())));
    assert_eq!(problem("a.docx", &zip(&parts)), "bomb");
    let deep = document(&"<w:tbl><w:tr><w:tc>".repeat(20_000));
    assert_eq!(problem("a.docx", &deep), "corrupt");
    assert_eq!(article("named.txt", &good).0.text().lines().next(), Some("The bakery was sold."));
}
