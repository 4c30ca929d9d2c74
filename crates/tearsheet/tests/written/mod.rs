//! The articles of the corpus written anew in every format that is read.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use tearsheet::{inputs, pipeline};
use tearsheet_ingest::{Article, Block, BlockKind, Format};

/// Files outside the project that are written in every format as well, where they are there.
const SHARED: &str = "../../../shared/bench/articles/articles";

/// The articles of the corpus and of [`SHARED`]: name and paragraphs.
pub(crate) fn stories() -> Vec<(String, Vec<String>)> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut roots = vec![here.join("../../corpus")];
    if here.join(SHARED).exists() {
        roots.push(here.join(SHARED));
    } else {
        eprintln!("only the corpus is written: {SHARED} is missing");
    }
    let (inputs, _) = inputs::find(&roots, Format::Text);
    let mut all = Vec::new();
    let texts = |article: &Article, _: &[_]| {
        let name: String =
            article.id().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        let said = blocks(article, |block| block.kind != BlockKind::Boilerplate);
        // Some of the formats have no other letters than windows-1252.
        let lacks = |c: char| encoding_rs::WINDOWS_1252.encode(c.encode_utf8(&mut [0; 4])).2;
        let stand_in = |c: char| {
            if !lacks(c) {
                c
            } else if c.is_uppercase() {
                'O'
            } else {
                'o'
            }
        };
        (name, said.iter().map(|text| text.chars().map(stand_in).collect()).collect())
    };
    pipeline::run(&inputs, 0, texts, |done| {
        all.extend(done.results);
        Ok(())
    })
    .expect("nothing fails in memory");
    all
}

/// The blocks of an article, each as one line.
pub(crate) fn blocks(article: &Article, with: impl Fn(&Block) -> bool) -> Vec<String> {
    let blocks = article.blocks().iter().filter(|block| with(block));
    blocks.map(|block| article.slice(block.span).replace(['\n', '\t'], " ")).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(bytes).expect("memory can be written");
    writer.finish().expect("memory can be written")
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Lines of at most 72 characters.
fn wrapped(paragraph: &str) -> String {
    let (mut out, mut width) = (String::new(), 0);
    for word in paragraph.split_whitespace() {
        let length = word.chars().count();
        if width > 0 {
            let breaks = width + 1 + length > 72;
            out.push_str(if breaks { "\r\n" } else { " " });
            width = if breaks { 0 } else { width + 1 };
        }
        out.push_str(word);
        width += length;
    }
    out
}

/// Text with the marks of Markdown escaped.
fn markdown(text: &str) -> String {
    let mut out = String::new();
    let mut number = true;
    for c in text.chars() {
        if "\\`*_[]<>#|~&+".contains(c) || c == '.' && number {
            out.push('\\');
        }
        number = c == '\n' || number && c.is_ascii_digit();
        out.push(c);
    }
    out
}

/// What stands above the article of a page.
pub(crate) const NAVIGATION: &str = "Home";

fn html(paragraphs: &[String]) -> String {
    let mut page = String::from("<!DOCTYPE html><html><body><nav>");
    let _ = write!(page, "<a href=\"/\">{NAVIGATION}</a></nav><article>");
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let tag = if at == 0 { "h1" } else { "p" };
        let _ = write!(page, "<{tag}>{}</{tag}>\n  ", escaped(paragraph));
    }
    page + "</article></body></html>"
}

fn docx(paragraphs: &[String]) -> Vec<u8> {
    let mut body = String::from("<w:document xmlns:w=\"w\"><w:body>");
    for paragraph in paragraphs {
        // Word cuts text into runs wherever it likes.
        let middle = paragraph.char_indices().nth(paragraph.chars().count() / 2).map_or(0, |(at, _)| at);
        let (first, second) = paragraph.split_at(middle);
        let _ = write!(
            body,
            "<w:p><w:r><w:t>{}</w:t></w:r><w:r><w:t>{}</w:t></w:r></w:p>",
            escaped(first),
            escaped(second)
        );
    }
    body.push_str("</w:body></w:document>");
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer
        .start_file("word/document.xml", zip::write::SimpleFileOptions::default())
        .expect("memory can be written");
    writer.write_all(body.as_bytes()).expect("memory can be written");
    writer.finish().expect("memory can be written").into_inner()
}

/// Two columns of hyphenated lines, 50 lines each, as many pages as it takes.
fn pdf(paragraphs: &[String]) -> Vec<u8> {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in paragraphs {
        let mut line = String::from("  ");
        for word in paragraph.split_whitespace() {
            if line.len() + word.len() > 46 {
                let (head, tail) = word.split_at(word.char_indices().nth(4).map_or(0, |(at, _)| at));
                if word.chars().count() > 8 && word.chars().all(char::is_alphabetic) {
                    lines.push(format!("{line}{head}-"));
                    line = format!("{tail} ");
                    continue;
                }
                lines.push(line);
                line = String::new();
            }
            line.push_str(word);
            line.push(' ');
        }
        lines.push(line);
    }
    let mut objects: Vec<Vec<u8>> = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        Vec::new(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>".to_vec(),
    ];
    let mut kids = String::new();
    for page in lines.chunks(100) {
        let mut content: Vec<u8> = Vec::new();
        for (at, line) in page.iter().enumerate() {
            let (x, y) = (40 + 270 * (at / 50), 760 - 13 * (at % 50));
            let text = line.replace('\\', "").replace('(', "\\(").replace(')', "\\)");
            content.extend_from_slice(format!("BT /F 10 Tf 1 0 0 1 {x} {y} Tm (").as_bytes());
            content.extend_from_slice(&encoding_rs::WINDOWS_1252.encode(&text).0);
            content.extend_from_slice(b") Tj ET\n");
        }
        let number = objects.len() + 1;
        let _ = write!(kids, "{number} 0 R ");
        objects.push(format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>>>/Contents {} 0 R>>", number + 1).into_bytes());
        let head = format!("<</Length {}>>stream\n", content.len()).into_bytes();
        objects.push([head, content, b"\nendstream".to_vec()].concat());
    }
    objects[1] = format!("<</Type/Pages/Count {}/Kids[{kids}]>>", (objects.len() - 3) / 2).into_bytes();
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        let _ = writeln!(table, "{:010} 00000 n ", out.len());
        out.extend_from_slice(format!("{} 0 obj", index + 1).as_bytes());
        out.extend_from_slice(object);
        out.extend_from_slice(b"endobj\n");
    }
    let start = out.len();
    let _ = write!(table, "trailer<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF", objects.len() + 1);
    out.extend_from_slice(table.as_bytes());
    out
}

fn warc(page: &str) -> Vec<u8> {
    let message = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n",
        message.len()
    );
    format!("{head}{message}\r\n\r\n").into_bytes()
}

/// The article in every format that this build reads, by the ending of its name.
pub(crate) fn written(paragraphs: &[String]) -> Vec<(&'static str, Vec<u8>)> {
    let text = paragraphs.join("\n\n");
    let wrapped: Vec<String> = paragraphs.iter().map(|paragraph| wrapped(paragraph)).collect();
    let object = serde_json::json!({ "id": paragraphs[0], "text": text }).to_string();
    let mut csv = ::csv::Writer::from_writer(Vec::new());
    csv.write_record(["title", "text"]).expect("memory can be written");
    csv.write_record([&paragraphs[0], &text]).expect("memory can be written");
    let wide: Vec<u8> =
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let mut all = vec![
        ("txt", text.clone().into_bytes()),
        ("crlf.txt", wrapped.join("\r\n\r\n").into_bytes()),
        ("old.txt", encoding_rs::WINDOWS_1252.encode(&text).0.into_owned()),
        ("wide.txt", wide),
        ("md", format!("---\ntitle: x\n---\n# {}", markdown(&text)).into_bytes()),
        ("jsonl", object.into_bytes()),
        ("csv", csv.into_inner().expect("memory can be written")),
        ("txt.gz", gzip(text.as_bytes())),
    ];
    if cfg!(feature = "zstd") {
        all.push(("txt.zst", zstd(text.as_bytes())));
    }
    if cfg!(feature = "html") {
        all.push(("html", html(paragraphs).into_bytes()));
        all.push(("html.gz", gzip(html(paragraphs).as_bytes())));
    }
    if cfg!(feature = "docx") {
        all.push(("docx", docx(paragraphs)));
    }
    if cfg!(feature = "pdf") {
        all.push(("pdf", pdf(paragraphs)));
    }
    if cfg!(feature = "warc") {
        all.push(("warc.gz", gzip(&warc(&html(paragraphs)))));
    }
    all
}
