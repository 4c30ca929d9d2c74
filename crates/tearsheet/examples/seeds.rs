//! Writes seeds for the fuzz targets into a folder, one folder a target: the articles of the corpus in every format, the
//! texts of the benchmark, and settings and lexicons as users write them.
//!
//! ```text
//! cargo run -p tearsheet --example seeds -- fuzz/corpus
//! ```

#[path = "../tests/hostile/texts.rs"]
mod texts;
#[path = "../tests/written/mod.rs"]
mod written;

use std::fs;
use std::io;
use std::path::Path;

/// Seeds longer than this slow a fuzzer down more than they teach it.
const LONGEST: usize = 6 << 10;

/// Which target reads files with this ending; nothing where the target reads the content alone.
fn target(ending: &str) -> &'static str {
    match ending {
        "md" => "markdown",
        "html" => "html",
        "pdf" => "pdf",
        "docx" => "docx",
        "jsonl" | "csv" => "lines",
        "warc.gz" => "warc",
        "txt.gz" | "html.gz" => "packed",
        _ => "text",
    }
}

fn seed(folder: &Path, target: &str, name: &str, bytes: &[u8]) -> io::Result<()> {
    let folder = folder.join(target);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(name), bytes)
}

fn main() -> io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "fuzz/corpus".to_owned());
    let folder = Path::new(&folder);
    for (name, paragraphs) in written::stories() {
        let few: Vec<String> = paragraphs.into_iter().take(4).collect();
        for (ending, bytes) in written::written(&few) {
            if bytes.len() <= LONGEST {
                seed(folder, target(ending), &format!("{name}.{ending}"), &bytes)?;
            }
        }
        for paragraph in &few {
            let cut = paragraph.char_indices().nth(400).map_or(paragraph.len(), |(at, _)| at);
            seed(folder, "extraction", &format!("{name}-{}", paragraph.len()), &paragraph.as_bytes()[..cut])?;
        }
    }
    for hostile in texts::ALL {
        for target in ["text", "markdown", "extraction"] {
            seed(folder, target, &hostile.name, hostile.text(64).as_bytes())?;
        }
        seed(folder, "table", &hostile.name, hostile.again.repeat(3).as_bytes())?;
    }
    for number in 0..100 {
        let mixture = texts::mixture(number);
        seed(folder, "extraction", &format!("mixture-{number}"), mixture.text(200).as_bytes())?;
    }
    seed(folder, "extraction", "usual", texts::USUAL.text(400).as_bytes())?;
    let page = "<html><head><title>A</title></head><body><article><h1>A</h1><p>B sold 5.</p></article></body></html>";
    seed(folder, "html", "page", page.as_bytes())?;
    let word = "<w:document><w:body><w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>A</w:t></w:r></w:p>\
                <w:tbl><w:tr><w:tc><w:p><w:r><w:t>5</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>\0\
                <w:styles><w:style w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/></w:style></w:styles>";
    seed(folder, "docx", "parts", word.as_bytes())?;
    let response = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\nHTTP/1.1 200 OK\r\n\
         Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n0\r\n\r\n",
        88
    );
    seed(folder, "warc", "response", response.as_bytes())?;
    let settings = "articles = \"a\"\n[extract]\nformat = [\"jsonl\"]\njobs = 2\n[score.least]\n\"figures.value\" = 80\n";
    seed(folder, "settings", "settings", settings.as_bytes())?;
    seed(folder, "settings", "merges", b"name,other\nAcme,\"Acme, Inc.\"\n")?;
    seed(folder, "lexicon", "firms", b"name,aliases,kind\nAcme,A;AC,company\n")?;
    seed(
        folder,
        "lexicon",
        "skills",
        b"surface,canonical,category,case,needs\nQuux,\"Quux 2\",tool,context,list\n",
    )?;
    seed(folder, "lexicon", "units", b"name,dimension,ucum,words,symbols\nbushel,volume,,bushel;bushels,bu\n")
}
