//! Born-digital PDFs: glyphs into lines, lines into reading order, then the same repair that plain text gets.
//!
//! In reading order: [`bomb`] refuses streams made to fill memory, [`repair`] makes a lost table of objects anew,
//! [`forms`] tells pages that draw without end, [`glyphs`] collects what is drawn where, [`rows`]
//! makes rows of text out of glyphs, [`order`] cuts a page into columns and puts its rows in reading order, [`headline`]
//! tells the title by its size. The canonical text is the lines in that order, a form feed after each page; a block's
//! origin is its page.

mod bomb;
mod forms;
mod glyphs;
mod headline;
mod order;
mod repair;
mod rows;

use std::ops::Range;
use std::time::{Duration, Instant};

use pdf_extract::{Document, Object};

use crate::article::BlockKind;
use crate::draft::{Draft, Remark};
use crate::guard::guarded;
use crate::layout;
use crate::record::Unreadable;

/// A document that takes longer to read is given up.
const PATIENCE: Duration = Duration::from_secs(20);
/// Pages read of one document; an issue of a magazine has fewer.
const MOST_PAGES: usize = 1000;

pub(crate) fn draft(bytes: &[u8]) -> Result<Draft, Unreadable> {
    bomb::check(bytes)?;
    guarded(|| read(bytes)).unwrap_or_else(|panic| Err(corrupt(&panic)))
}

fn corrupt(error: &dyn std::fmt::Display) -> Unreadable {
    Unreadable { problem: "corrupt", detail: format!("the PDF is damaged or truncated ({error})") }
}

fn read(bytes: &[u8]) -> Result<Draft, Unreadable> {
    let started = Instant::now();
    let mut remarks = Vec::new();
    let document = load(bytes, &mut remarks)?;
    // Loading has tried the empty password, which most locked documents open with.
    if document.trailer.get(b"Encrypt").is_ok() {
        return Err(encrypted());
    }
    let mut text = Text::default();
    let mut damaged = Vec::new();
    let pages = document.get_pages();
    let mut forms = forms::Forms::new(&document);
    for (&number, &page) in pages.iter().take(MOST_PAGES) {
        if !forms.end(page) {
            damaged.push(number);
            continue;
        }
        let left = PATIENCE.saturating_sub(started.elapsed());
        match guarded(|| glyphs::of_page(&document, number, left)) {
            Ok(Ok(page)) => text.page(number, &page),
            Ok(Err(glyphs::Failure::TooSlow)) => {
                let detail = format!("page {number} of {} was reached in {PATIENCE:?}", pages.len());
                return Err(Unreadable { problem: "too-slow", detail });
            }
            Ok(Err(glyphs::Failure::Damaged)) | Err(_) => damaged.push(number),
        }
    }
    if text.source.trim().is_empty() {
        return Err(match damaged.first() {
            Some(_) => corrupt(&"no page of it can be read"),
            None => Unreadable {
                problem: "no-text",
                detail: "its pages hold no text, only pictures; recognise the text first (OCR)".to_owned(),
            },
        });
    }
    if !damaged.is_empty() {
        let detail = format!("pages that could not be read: {damaged:?}");
        remarks.push(Remark::Lost { problem: "damaged-pages", detail });
    }
    if pages.len() > MOST_PAGES {
        let detail = format!("{MOST_PAGES} of {} pages were read", pages.len());
        remarks.push(Remark::Lost { problem: "too-many-pages", detail });
    }
    let mut draft = text.into_draft();
    draft.remarks.extend(remarks);
    if draft.meta.title.is_none() {
        draft.meta.title = stated_title(&document).filter(|title| appears(title, &draft.source));
    }
    Ok(draft)
}

/// The objects of a document; where its table of them leads to no page, a new one is made.
fn load(bytes: &[u8], remarks: &mut Vec<Remark>) -> Result<Document, Unreadable> {
    use pdf_extract::Error::{Decryption, InvalidPassword};
    let has_pages = |document: &Document| !document.get_pages().is_empty();
    let loaded = match guarded(|| Document::load_mem(bytes)) {
        Ok(Ok(document)) if has_pages(&document) || document.trailer.get(b"Encrypt").is_ok() => {
            return Ok(document);
        }
        Ok(Err(Decryption(_) | InvalidPassword)) => return Err(encrypted()),
        other => other,
    };
    if let Some(whole) = repair::with_new_table(bytes)
        && let Ok(document) = Document::load_mem(&whole)
        && has_pages(&document)
    {
        let detail = "the table of its objects was damaged or cut off, and was made anew; look whether pages are \
                      missing, or fetch the file again";
        remarks.push(Remark::Lost { problem: "damaged-table", detail: detail.to_owned() });
        return Ok(document);
    }
    match loaded {
        Ok(Ok(document)) => Ok(document),
        Ok(Err(error)) => Err(corrupt(&error)),
        Err(panic) => Err(corrupt(&panic)),
    }
}

fn encrypted() -> Unreadable {
    Unreadable { problem: "encrypted", detail: "the PDF asks for a password; save it without one".to_owned() }
}

/// The title in the document's properties.
fn stated_title(document: &Document) -> Option<String> {
    let info = match document.trailer.get(b"Info").ok()? {
        Object::Reference(id) => document.get_object(*id).ok()?.as_dict().ok()?,
        other => other.as_dict().ok()?,
    };
    let title = pdf_extract::decode_text_string(info.get(b"Title").ok()?).ok()?;
    Some(title.trim().to_owned()).filter(|title| title.contains(' '))
}

/// Whether a title stands in the first part of the text, line breaks and case aside.
fn appears(title: &str, source: &str) -> bool {
    let plain = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let start: String = source.chars().take(4000).collect();
    plain(&start).contains(&plain(title))
}

/// The lines of all pages in reading order.
#[derive(Default)]
struct Text {
    source: String,
    lines: Vec<Set>,
}

/// How a line is set.
struct Set {
    /// Its bytes in the text.
    span: Range<usize>,
    page: u32,
    /// Size of its type in points.
    size: f32,
}

impl Text {
    fn page(&mut self, number: u32, glyphs: &glyphs::Page) {
        if !self.source.is_empty() {
            self.source.push('\x0c');
        }
        for line in order::lines(rows::rows(glyphs)) {
            if line.starts_block && !self.source.is_empty() && !self.source.ends_with('\x0c') {
                self.source.push('\n');
            }
            let start = self.source.len();
            self.source.push_str(&line.text);
            self.lines.push(Set { span: start..self.source.len(), page: number, size: line.size });
            self.source.push('\n');
        }
    }

    /// Repairs the text as any plain text, then lets the size of type tell headline and headings.
    fn into_draft(self) -> Draft {
        let Self { source, lines } = self;
        let mut draft = layout::plain(&source).into_draft(String::new());
        let body = body_size(&lines);
        let mut sizes = Vec::with_capacity(draft.blocks.len());
        for block in &mut draft.blocks {
            let start = block.pieces.iter().map(|piece| piece.bytes().start).min().unwrap_or_default();
            let line = &lines[lines.partition_point(|line| line.span.end <= start).min(lines.len() - 1)];
            block.origin = Some(format!("page {}", line.page));
            sizes.push(line.size);
            let length: usize = block.pieces.iter().map(|piece| piece.bytes().len()).sum();
            if block.kind == BlockKind::Paragraph && line.size > body * 1.15 && length < 200 {
                block.kind = BlockKind::Heading;
            }
        }
        headline::find(&mut draft, &source, &sizes, body);
        draft.source = source;
        draft
    }
}

/// The size that most of the text is set in.
fn body_size(lines: &[Set]) -> f32 {
    let mut sizes: Vec<(i32, usize)> = Vec::new();
    for line in lines {
        let size = (line.size * 4.0).round() as i32;
        match sizes.iter_mut().find(|(own, _)| *own == size) {
            Some((_, count)) => *count += line.span.len(),
            None => sizes.push((size, line.span.len())),
        }
    }
    sizes.into_iter().max_by_key(|(size, count)| (*count, -size)).map_or(10.0, |(size, _)| size as f32 / 4.0)
}
