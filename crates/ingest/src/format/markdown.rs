//! Markdown: one file is one article. Marks, link targets, pictures, comments and blocks of code are left out; the
//! rest keeps its place in the source byte by byte.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::front_matter;
use crate::article::BlockKind;
use crate::date;
use crate::draft::{Draft, DraftBlock, Meta, Piece};
use crate::layout;
use crate::record::Unreadable;

pub(crate) fn draft(bytes: &[u8]) -> Result<Draft, Unreadable> {
    Ok(read(super::decode(bytes)?.to_owned()))
}

/// Whether a text file is Markdown: it has front matter, links with targets, or headings marked with `#`.
pub(super) fn is_markdown(source: &str) -> bool {
    if !front_matter::extent(source).is_empty() {
        return true;
    }
    let has_link = |line: &str| line.contains("](http") || line.contains("](/") || line.contains("![](");
    let is_heading = |line: &str| {
        let marks = line.len() - line.trim_start_matches('#').len();
        (1..=6).contains(&marks) && line[marks..].starts_with(' ')
    };
    source.contains('#') && source.lines().filter(|line| is_heading(line)).take(2).count() == 2
        || source.contains("](") && source.lines().any(has_link)
}

/// Reads a whole Markdown text.
pub(super) fn read(source: String) -> Draft {
    let front = front_matter::extent(&source);
    let stated = front_matter::read(&source[front.clone()]);
    let mut reader = Reader { source: &source, ..Reader::default() };
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    for (event, range) in Parser::new_ext(&source[front.end..], options).into_offset_iter() {
        reader.event(event, front.end + range.start..front.end + range.end);
    }
    reader.close();
    let mut blocks = reader.blocks;
    let found = name_blocks(&source, &mut blocks);
    Draft { source, blocks, meta: stated.or(found), ..Draft::default() }
}

/// Collects blocks out of the parser's events.
#[derive(Default)]
struct Reader<'a> {
    source: &'a str,
    blocks: Vec<DraftBlock>,
    open: Option<Open>,
    /// Depth of lists, and of quotes around what is read.
    lists: usize,
    quotes: usize,
    /// Inside how many things whose text is left out: pictures, code, comments.
    hidden: usize,
    in_footnote: bool,
}

/// A block that is being read.
struct Open {
    kind: BlockKind,
    pieces: Vec<Piece>,
    /// Where the last piece ends.
    end: usize,
    /// What goes before the next piece, if there is a piece before it.
    between: Option<Between>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Between {
    Blank,
    Tab,
    Line,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, range),
            Event::Code(code) => {
                // The range holds the back quotes.
                let inner = self.source[range.clone()].find(&*code).map(|at| range.start + at);
                match inner {
                    Some(start) => self.text(&code, start..start + code.len()),
                    None => self.text(&code, range),
                }
            }
            Event::SoftBreak | Event::HardBreak => self.put_between(Between::Blank),
            Event::InlineHtml(tag) if tag.starts_with("<br") => self.put_between(Between::Blank),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => {
                let kind = if *level == HeadingLevel::H1 { BlockKind::Title } else { BlockKind::Heading };
                self.open(kind, range.start);
            }
            Tag::Paragraph if self.lists > 0 && self.open.is_some() => self.put_between(Between::Blank),
            Tag::Paragraph => {
                let kind = match (self.in_footnote, self.quotes) {
                    (true, _) => BlockKind::Reference,
                    (false, 0) => BlockKind::Paragraph,
                    (false, _) => BlockKind::Quote,
                };
                self.open(kind, range.start);
            }
            Tag::HtmlBlock => self.html(range),
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::List(_) => {
                if self.lists == 0 {
                    self.open(BlockKind::List, range.start);
                }
                self.lists += 1;
            }
            Tag::Item => self.put_between(Between::Line),
            Tag::Table(_) => self.open(BlockKind::Table, range.start),
            Tag::TableRow => self.row(range.start),
            Tag::TableCell => self.cell(range.start),
            Tag::CodeBlock(_) | Tag::Image { .. } | Tag::MetadataBlock(_) => self.hidden += 1,
            Tag::FootnoteDefinition(_) => self.in_footnote = true,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Table => self.close(),
            TagEnd::Paragraph if self.lists == 0 => self.close(),
            TagEnd::BlockQuote(_) => self.quotes = self.quotes.saturating_sub(1),
            TagEnd::List(_) => {
                self.lists = self.lists.saturating_sub(1);
                if self.lists == 0 {
                    self.close();
                }
            }
            TagEnd::CodeBlock | TagEnd::Image | TagEnd::MetadataBlock(_) => {
                self.hidden = self.hidden.saturating_sub(1);
            }
            TagEnd::FootnoteDefinition => self.in_footnote = false,
            _ => {}
        }
    }

    fn open(&mut self, kind: BlockKind, at: usize) {
        self.close();
        self.open = Some(Open { kind, pieces: Vec::new(), end: at, between: None });
    }

    fn close(&mut self) {
        if let Some(open) = self.open.take()
            && !open.pieces.is_empty()
        {
            self.blocks.push(DraftBlock { kind: open.kind, pieces: open.pieces, origin: None });
        }
    }

    fn put_between(&mut self, between: Between) {
        if let Some(open) = &mut self.open
            && !open.pieces.is_empty()
            && open.between != Some(Between::Line)
        {
            open.between = Some(between);
        }
    }

    /// A row of a table begins; the head is the first row.
    fn row(&mut self, at: usize) {
        if let Some(open) = &mut self.open {
            open.between = None;
            if !open.pieces.is_empty() {
                open.pieces.push(Piece::Line(open.end..at.max(open.end)));
                open.end = at.max(open.end);
            }
            // The first cell of a row has no border before it.
            open.between = Some(Between::Line);
        }
    }

    /// A cell begins: a tab stands before every cell but the first of its row, also where the cell is empty.
    fn cell(&mut self, at: usize) {
        let Some(open) = &mut self.open else { return };
        if open.between == Some(Between::Line) || open.pieces.is_empty() && open.between.is_none() {
            open.between = Some(Between::Tab);
            return;
        }
        open.pieces.push(Piece::Tab(open.end..at.max(open.end)));
        open.end = at.max(open.end);
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if self.hidden > 0 || text.is_empty() {
            return;
        }
        let is_table = matches!(&self.open, Some(open) if open.kind == BlockKind::Table);
        let source = self.source;
        let Some(open) = &mut self.open else { return };
        if !is_table && let Some(between) = open.between.take() {
            let gap = open.end..range.start.max(open.end);
            open.pieces.push(match between {
                Between::Line => Piece::Line(gap),
                Between::Blank | Between::Tab => Piece::Space(gap),
            });
        }
        if source[range.clone()] == *text {
            open.pieces.push(Piece::Keep(range.clone()));
        } else {
            // An entity: `&amp;`.
            open.pieces.push(Piece::Instead(range.clone(), text.to_owned()));
        }
        open.end = range.end;
    }

    /// Raw HTML: comments and tags are left out, text between tags is a paragraph.
    fn html(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            let rest = &self.source[at..range.end];
            if rest.starts_with("<!--") {
                at += rest.find("-->").map_or(rest.len(), |end| end + 3);
            } else if rest.starts_with('<') {
                at += rest.find('>').map_or(rest.len(), |end| end + 1);
            } else {
                let end = at + rest.find('<').unwrap_or(rest.len());
                if !self.source[at..end].trim().is_empty() && self.open.is_none() {
                    self.blocks.push(DraftBlock::flow(BlockKind::Paragraph, self.source, at..end));
                }
                at = end;
            }
        }
    }
}

/// Finds the title, subtitle and byline among the blocks, and what names itself.
fn name_blocks(source: &str, blocks: &mut [DraftBlock]) -> Meta {
    let mut meta = Meta::default();
    let texts: Vec<String> = blocks.iter().map(|block| text_of(source, block)).collect();
    let has_title = blocks.iter().any(|block| block.kind == BlockKind::Title);
    let mut title = None;
    for (at, (block, text)) in blocks.iter_mut().zip(&texts).enumerate() {
        match block.kind {
            BlockKind::Title if title.is_some() => block.kind = BlockKind::Heading,
            BlockKind::Title => {
                title = Some(at);
                meta.title = Some(text.clone());
            }
            BlockKind::Paragraph if !has_title && at == 0 && layout::is_title(text) && texts.len() > 1 => {
                title = Some(at);
                block.kind = BlockKind::Title;
                meta.title = Some(text.clone());
            }
            BlockKind::Paragraph => {
                let is_head = title.is_some_and(|title| at <= title + 3);
                let is_emphasis = starts_emphasised(source, block);
                if let Some(kind) = layout::kind_of_line(text) {
                    block.kind = kind;
                } else if is_head && let Some(authors) = layout::byline(text) {
                    block.kind = BlockKind::Byline;
                    meta.authors = authors;
                    meta.published = meta.published.take().or_else(|| date::parse(text));
                } else if is_head && text.len() < 120 && is_dated(text) {
                    block.kind = BlockKind::Byline;
                    meta.published = meta.published.take().or_else(|| date::whole(text));
                } else if title.is_some_and(|title| at == title + 1) && is_emphasis {
                    block.kind = BlockKind::Subtitle;
                    meta.subtitle = Some(text.clone());
                }
            }
            _ => {}
        }
    }
    meta
}

/// Whether a short line is about a date and little else.
fn is_dated(text: &str) -> bool {
    date::parse(text).is_some() && text.split_whitespace().count() <= 12 && !text.ends_with(['.', '!', '?'])
}

/// Whether all of a block is set in emphasis: its text stands between stars or strokes.
fn starts_emphasised(source: &str, block: &DraftBlock) -> bool {
    let (Some(Piece::Keep(first)), Some(Piece::Keep(last))) = (block.pieces.first(), block.pieces.last())
    else {
        return false;
    };
    source[..first.start].ends_with(['*', '_']) && source[last.end..].starts_with(['*', '_'])
}

fn text_of(source: &str, block: &DraftBlock) -> String {
    block
        .pieces
        .iter()
        .map(|piece| match piece {
            Piece::Keep(range) => &source[range.clone()],
            Piece::Instead(_, text) => text,
            Piece::Space(_) => " ",
            Piece::Line(_) => "\n",
            Piece::Tab(_) => "\t",
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use proptest::prelude::*;

    fn blocks(source: &str) -> String {
        let article = Article::build("a".into(), "a".into(), read(source.to_owned()));
        let mut out = String::new();
        for block in article.blocks() {
            out += &format!(
                "{}: {}\n",
                block.kind.name(),
                article.slice(block.span).replace('\n', " / ").replace('\t', " | ")
            );
        }
        out
    }

    #[test]
    fn marks_and_targets_are_left_out() {
        let source = "---\ntitle: Flour\n---\n# Flour & water\n\n*Old mills learn.*\n\n<!-- note\n\nmore -->\n\nThe **mill** of\n\
            [Lowe & Co](http://x.example/a_b) costs \\$3 &amp; more, says `grind()`.\n\n![a sack](sack.jpg)\n\n> A _quote_.\n\n\
            - one\n- two\n  lines\n  - deep\n\n1. first\n2. second\n\n| Mill | Staff |\n|---|--:|\n| Lowe | 40 |\n| Oak |  |\n\n\
            ```\ncode\n```\n\n## Next\n\nEnd.\n";
        insta::assert_snapshot!(blocks(source), @r"
        title: Flour & water
        subtitle: Old mills learn.
        paragraph: The mill of Lowe & Co costs $3 & more, says grind().
        quote: A quote.
        list: one / two lines / deep
        list: first / second
        table: Mill | Staff / Lowe | 40 / Oak | 
        heading: Next
        paragraph: End.
        ");
    }

    #[test]
    fn a_file_is_markdown_by_its_content() {
        for source in [
            "---\ntitle: x\n---\nText",
            "See [this](http://x.example) page.",
            "# One\n\nText\n\n## Two\n\nText",
        ] {
            assert!(is_markdown(source), "{source}");
        }
        for source in ["Plain *text* with \\$3.", "# 1 in sales\n\nText", "A [note] (sic) here."] {
            assert!(!is_markdown(source), "{source}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(source in "([#>*_`|\\[\\]()<>!&;-]|[a-z]{1,5}|\\PC|\n|\n\n| ){0,60}") {
            let draft = read(source);
            Article::build("a".into(), "a".into(), draft);
        }
    }
}
