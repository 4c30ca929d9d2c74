//! Word documents (.docx): paragraphs by their styles, lists, tables as cells, notes, running heads.
//!
//! The canonical text is the document's blocks in their order; a block's origin is its place in the document.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::names;
use crate::article::BlockKind;
use crate::draft::{Draft, DraftBlock, Meta, Piece};
use crate::record::Unreadable;

/// A document whose parts of text are larger than this together was made to fill memory.
const LARGEST_SUM: u64 = 64 << 20;

pub(crate) fn draft(bytes: &[u8]) -> Result<Draft, Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| corrupt(&error))?;
    let parts: Vec<String> =
        archive.file_names().filter_map(Result::ok).map(std::borrow::Cow::into_owned).collect();
    if !parts.iter().any(|part| part == "word/document.xml") {
        return Err(Unreadable {
            problem: "wrong-format",
            detail: "a ZIP archive without a Word document in it; unpack it and name what it holds"
                .to_owned(),
        });
    }
    let mut left = LARGEST_SUM;
    let mut text = |part: &str| part_text(&mut archive, part, &mut left);
    let styles = if parts.iter().any(|part| part == "word/styles.xml") {
        styles(&text("word/styles.xml")?)?
    } else {
        Styles::default()
    };
    let mut document = Document::new(&styles);
    document.part(&text("word/document.xml")?, "document", None)?;
    let mut others: Vec<&String> = parts.iter().filter(|part| aside(part).is_some()).collect();
    others.sort();
    for part in others {
        let name = part.trim_start_matches("word/").trim_end_matches(".xml");
        document.part(&text(part)?, name, aside(part))?;
    }
    let core = if parts.iter().any(|part| part == "docProps/core.xml") {
        core(&text("docProps/core.xml")?)?
    } else {
        Meta::default()
    };
    Ok(document.finish(core))
}

/// What the paragraphs of a part beside the main one are.
fn aside(part: &str) -> Option<BlockKind> {
    let name = part.strip_prefix("word/")?.strip_suffix(".xml")?;
    match name.trim_end_matches(|c: char| c.is_ascii_digit()) {
        "header" | "footer" => Some(BlockKind::Boilerplate),
        "footnotes" | "endnotes" => Some(BlockKind::Reference),
        _ => None,
    }
}

fn corrupt(error: &dyn std::fmt::Display) -> Unreadable {
    Unreadable { problem: "corrupt", detail: format!("the document is damaged ({error}); save it again") }
}

/// The text of a part, which takes from what is `left` for all.
fn part_text(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    part: &str,
    left: &mut u64,
) -> Result<String, Unreadable> {
    let file = archive.by_name(part).map_err(|error| corrupt(&error))?;
    let mut bytes = Vec::new();
    file.take(*left + 1).read_to_end(&mut bytes).map_err(|error| corrupt(&error))?;
    *left = left.checked_sub(bytes.len() as u64).ok_or_else(|| Unreadable {
        problem: "bomb",
        detail: format!("its text unpacks to more than {} MB; it is not an article", LARGEST_SUM >> 20),
    })?;
    String::from_utf8(bytes).map_err(|error| corrupt(&error))
}

/// Calls `see` with each event of an XML text.
fn events<'x>(
    xml: &'x str,
    mut see: impl FnMut(&mut Reader<&'x [u8]>, Event<'x>) -> Result<(), quick_xml::Error>,
) -> Result<(), Unreadable> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
    loop {
        match reader.read_event().map_err(|error| corrupt(&error))? {
            Event::Eof => return Ok(()),
            event => see(&mut reader, event).map_err(|error| corrupt(&error))?,
        }
    }
}

/// The attribute called `name`, whatever its prefix.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes().filter_map(Result::ok);
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// What an entity or character reference stands for.
fn reference(reference: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Some(c);
    }
    match reference.xml10_content().as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// Names of styles by their ids, lower case: ids differ between languages, names of built-in styles do not.
type Styles = BTreeMap<String, String>;

fn styles(xml: &str) -> Result<Styles, Unreadable> {
    let mut styles = Styles::new();
    let mut id = None;
    events(xml, |_, event| {
        if let Event::Start(element) | Event::Empty(element) = event {
            match element.local_name().as_ref() {
                "style" => id = attribute(&element, "styleId"),
                "name" => {
                    if let (Some(id), Some(name)) = (id.take(), attribute(&element, "val")) {
                        styles.insert(id, name.to_lowercase());
                    }
                }
                _ => {}
            }
        }
        Ok(())
    })?;
    Ok(styles)
}

/// Title, authors, language and subject that the document's properties state.
fn core(xml: &str) -> Result<Meta, Unreadable> {
    let mut fields: BTreeMap<String, String> = BTreeMap::new();
    let mut current = String::new();
    events(xml, |_, event| {
        match event {
            Event::Start(element) => element.local_name().as_ref().clone_into(&mut current),
            Event::End(_) => current.clear(),
            Event::Text(text) if !current.is_empty() => {
                fields.entry(current.clone()).or_default().push_str(&text.xml10_content());
            }
            Event::GeneralRef(entity) if !current.is_empty() => {
                fields.entry(current.clone()).or_default().extend(reference(&entity));
            }
            _ => {}
        }
        Ok(())
    })?;
    let mut field =
        |name: &str| fields.remove(name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    // The creator is often the account that the program runs under, which is one word.
    let creator = field("creator").filter(|name| name.contains(' ')).unwrap_or_default();
    Ok(Meta {
        title: field("title"),
        authors: names::split(&creator),
        section: field("category"),
        language: field("language").and_then(|tag| tag.get(..2).map(str::to_lowercase)),
        ..Meta::default()
    })
}

/// A paragraph being read.
#[derive(Default)]
struct Paragraph {
    text: String,
    style: Option<String>,
    is_item: bool,
    is_outlined: bool,
}

/// A table being read: rows of cells.
#[derive(Default)]
struct Table {
    rows: Vec<Vec<String>>,
    cell: String,
}

/// The document as far as it has been read.
struct Document<'s> {
    styles: &'s Styles,
    draft: Draft,
    paragraphs: Vec<Paragraph>,
    tables: Vec<Table>,
    in_text: bool,
    blocks_of_part: usize,
}

impl<'s> Document<'s> {
    fn new(styles: &'s Styles) -> Self {
        Self {
            styles,
            draft: Draft::default(),
            paragraphs: Vec::new(),
            tables: Vec::new(),
            in_text: false,
            blocks_of_part: 0,
        }
    }

    /// Reads a part; all of its paragraphs are of `kind` if that is given.
    fn part(&mut self, xml: &str, name: &str, kind: Option<BlockKind>) -> Result<(), Unreadable> {
        self.blocks_of_part = 0;
        events(xml, |reader, event| {
            match event {
                Event::Start(element) => {
                    // Deleted text, codes of fields, and what only old programs show.
                    if matches!(element.local_name().as_ref(), "del" | "delText" | "instrText" | "Fallback") {
                        reader.read_to_end(element.name())?;
                    } else {
                        self.start(&element);
                    }
                }
                Event::Empty(element) => {
                    self.start(&element);
                    self.end(element.local_name().as_ref(), name, kind);
                }
                Event::End(element) => self.end(element.local_name().as_ref(), name, kind),
                Event::Text(text) if self.in_text => self.push(&text.xml10_content()),
                Event::CData(text) if self.in_text => self.push(&text.xml10_content()),
                Event::GeneralRef(entity) if self.in_text => {
                    let mut buffer = [0; 4];
                    if let Some(c) = reference(&entity) {
                        self.push(c.encode_utf8(&mut buffer));
                    }
                }
                _ => {}
            }
            Ok(())
        })
    }

    fn push(&mut self, text: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.text.extend(text.chars().filter(|c| *c != '\u{ad}'));
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        let name = element.local_name();
        match name.as_ref() {
            "p" => self.paragraphs.push(Paragraph::default()),
            "t" => self.in_text = true,
            "tab" | "br" | "cr" => self.push(" "),
            "noBreakHyphen" => self.push("-"),
            "tbl" => self.tables.push(Table::default()),
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.rows.push(Vec::new());
                }
            }
            property @ ("pStyle" | "numPr" | "outlineLvl") => {
                let value = attribute(element, "val");
                let Some(paragraph) = self.paragraphs.last_mut() else { return };
                match property {
                    "pStyle" => paragraph.style = value,
                    "numPr" => paragraph.is_item = true,
                    // Level 9 is running text.
                    _ => paragraph.is_outlined = value.is_some_and(|level| level != "9"),
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, element: &str, part: &str, kind: Option<BlockKind>) {
        match element {
            "t" => self.in_text = false,
            "p" => {
                let Some(paragraph) = self.paragraphs.pop() else { return };
                let text = squeeze(&paragraph.text);
                if text.is_empty() {
                    return;
                }
                if let Some(table) = self.tables.last_mut() {
                    if !table.cell.is_empty() {
                        table.cell.push(' ');
                    }
                    table.cell.push_str(&text);
                    return;
                }
                let kind = kind.unwrap_or_else(|| self.kind_of(&paragraph, &text));
                self.block(kind, &text, part);
            }
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    let cell = std::mem::take(&mut table.cell);
                    if let Some(row) = table.rows.last_mut() {
                        row.push(cell);
                    }
                }
            }
            "tbl" => {
                if let Some(table) = self.tables.pop() {
                    self.table(table, part, kind);
                }
            }
            _ => {}
        }
    }

    /// A table of one column lays out a page; one inside another is text of the outer one's cell.
    fn table(&mut self, mut table: Table, part: &str, kind: Option<BlockKind>) {
        table.rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        if let Some(outer) = self.tables.last_mut() {
            for cell in table.rows.iter().flatten() {
                outer.cell.push(' ');
                outer.cell.push_str(cell);
            }
        } else if table.rows.iter().any(|row| row.len() > 1) {
            let rows: Vec<String> = table.rows.iter().map(|row| row.join("\t")).collect();
            if !rows.is_empty() {
                self.block(kind.unwrap_or(BlockKind::Table), &rows.join("\n"), part);
            }
        } else {
            for cell in table.rows.iter().flatten() {
                self.block(kind.unwrap_or(BlockKind::Paragraph), cell, part);
            }
        }
    }

    fn kind_of(&self, paragraph: &Paragraph, text: &str) -> BlockKind {
        let id = paragraph.style.as_deref().unwrap_or_default();
        let style = self.styles.get(id).map_or(id, String::as_str).to_lowercase();
        let named = |words: &[&str]| words.iter().any(|word| style.contains(word));
        match style.as_str() {
            "title" => BlockKind::Title,
            _ if named(&["headline"]) => BlockKind::Title,
            _ if named(&["subtitle", "standfirst"]) => BlockKind::Subtitle,
            _ if named(&["pull quote", "pullquote"]) => BlockKind::PullQuote,
            _ if named(&["heading"]) || paragraph.is_outlined => BlockKind::Heading,
            _ if named(&["quote"]) => BlockKind::Quote,
            _ if named(&["caption"]) => BlockKind::Caption,
            _ if named(&["byline", "author"]) => BlockKind::Byline,
            _ if named(&["footnote", "endnote", "bibliography"]) => BlockKind::Reference,
            _ if paragraph.is_item || named(&["list"]) => BlockKind::List,
            _ if text.len() < 120
                && names::after_by(text).is_some_and(|rest| !names::split(rest).is_empty())
                && !text.ends_with('.') =>
            {
                BlockKind::Byline
            }
            _ if text.len() < 300 && (text.starts_with('©') || text.starts_with("Copyright ")) => {
                BlockKind::Copyright
            }
            _ => BlockKind::Paragraph,
        }
    }

    fn block(&mut self, kind: BlockKind, text: &str, part: &str) {
        self.blocks_of_part += 1;
        let joins = kind == BlockKind::List && self.draft.blocks.last().is_some_and(|last| last.kind == kind);
        let source = &mut self.draft.source;
        if !source.is_empty() {
            source.push_str(if joins { "\n" } else { "\n\n" });
        }
        let start = source.len();
        source.push_str(text);
        let end = source.len();
        if joins
            && let Some(Piece::Keep(range)) =
                self.draft.blocks.last_mut().and_then(|block| block.pieces.last_mut())
        {
            range.end = end;
            return;
        }
        let origin = Some(format!("{part} {}", self.blocks_of_part));
        self.draft.blocks.push(DraftBlock { kind, pieces: vec![Piece::Keep(start..end)], origin });
    }

    /// The draft: what its text says of itself counts more than the document's properties.
    fn finish(mut self, core: Meta) -> Draft {
        let blocks = &mut self.draft.blocks;
        if !blocks.iter().any(|block| block.kind == BlockKind::Title)
            && let Some(first) = blocks.first_mut().filter(|first| first.kind == BlockKind::Heading)
        {
            first.kind = BlockKind::Title;
        }
        let source = &self.draft.source;
        let text_of = |kind: BlockKind| {
            let block = self.draft.blocks.iter().find(|block| block.kind == kind)?;
            let Piece::Keep(range) = block.pieces.first()? else { return None };
            source.get(range.clone())
        };
        let byline = text_of(BlockKind::Byline).map(names::split).unwrap_or_default();
        self.draft.meta = Meta {
            title: text_of(BlockKind::Title).map(str::to_owned).or(core.title),
            subtitle: text_of(BlockKind::Subtitle).map(str::to_owned),
            authors: if byline.is_empty() { core.authors } else { byline },
            published: text_of(BlockKind::Byline).and_then(crate::date::parse),
            ..core
        };
        self.draft
    }
}

/// White space collapsed to single blanks.
fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
