//! Web pages: the article, what the page says of it, and the furniture around it, each line with its tag path.
//!
//! In reading order: [`clean`] cuts what no reader sees, [`page`] turns the tree into lines of text, [`json_ld`],
//! [`title`] and [`facts`] read the article's data, [`content`] asks an extractor which lines are the article, [`body`] gives each
//! line its kind.

mod body;
mod clean;
mod content;
mod facts;
mod json_ld;
mod page;
mod title;

use encoding_rs::Encoding;
use trafilatura::dom::Document;

use self::page::Page;
use super::charset;
use crate::article::BlockKind;
use crate::draft::{Draft, DraftBlock, Piece, Remark};
use crate::guard::guarded;
use crate::record::Unreadable;

/// The largest page that is read; the longest articles stay below a tenth of it.
const LARGEST_PAGE: usize = 8 << 20;

pub(crate) fn draft(bytes: &[u8]) -> Result<Draft, Unreadable> {
    if bytes.len() > LARGEST_PAGE {
        let detail = format!("a page of {} bytes; the limit is {LARGEST_PAGE}", bytes.len());
        return Err(Unreadable { problem: "too-large", detail });
    }
    let decoded = charset::decode(bytes, declared(bytes));
    let mut draft = guarded(|| read(&decoded.text)).map_err(|panic| Unreadable {
        problem: "bad-html",
        detail: format!("the page could not be taken apart: {panic}"),
    })?;
    draft.remarks.extend(decoded.remark);
    Ok(draft)
}

/// The encoding that the page declares in its first bytes.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096)];
    let at = memchr::memmem::find(head, b"charset=")? + b"charset=".len();
    let label = head[at..].trim_ascii_start();
    let label = label.strip_prefix(b"\"").or(label.strip_prefix(b"'")).unwrap_or(label);
    let end = label.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:".contains(byte))?;
    Encoding::for_label(&label[..end])
}

fn read(html: &str) -> Draft {
    let cleaned = clean::clean(html);
    let document = Document::parse(&cleaned.html);
    let page = page::read(&document);
    let facts = facts::read(&page, &cleaned.json_ld);
    let taken = content::taken(&page, document, &cleaned.html);
    let kinds = body::kinds(&page, &facts, &taken);
    let mut draft = Draft { blocks: blocks(&page, &kinds), meta: facts.meta, ..Draft::default() };
    draft.meta.subtitle =
        kinds.iter().position(|kind| *kind == BlockKind::Subtitle).map(|at| page.line(at).to_owned());
    if cleaned.flattened {
        let detail = format!("elements nested deeper than {} lost their tags", clean::MAX_DEPTH);
        draft.remarks.push(Remark::Lost { problem: "nested-too-deep", detail });
    }
    draft.source = page.text;
    draft
}

/// A block for each line; items of a list, rows of a table and lines of furniture that follow one another share one.
fn blocks(page: &Page, kinds: &[BlockKind]) -> Vec<DraftBlock> {
    let mut blocks: Vec<DraftBlock> = Vec::new();
    let mut last_group = 0;
    for (line, &kind) in page.lines.iter().zip(kinds) {
        let piece = Piece::Keep(line.span.clone());
        let joins = match kind {
            BlockKind::List | BlockKind::Table => line.group == last_group && line.group > 0,
            BlockKind::Boilerplate => true,
            _ => false,
        };
        last_group = line.group;
        if joins
            && let Some(block) = blocks.last_mut()
            && block.kind == kind
        {
            if let Some(Piece::Keep(before)) = block.pieces.last() {
                block.pieces.push(Piece::Line(before.end..line.span.start));
            }
            block.pieces.push(piece);
        } else {
            blocks.push(DraftBlock { kind, pieces: vec![piece], origin: Some(page.path(line.element)) });
        }
    }
    blocks
}
