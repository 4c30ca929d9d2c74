//! Lines, and the units that they form: stretches that are one paragraph, heading, table or list.

use std::ops::Range;

use super::shape::{self, Quotes};

/// One line of the source, white space at both ends left out.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Its bytes in the source; empty for a blank line.
    pub(crate) range: Range<usize>,
    /// Columns of white space before it.
    pub(crate) indent: usize,
    /// Its length in characters, the indent counted.
    pub(crate) width: usize,
}

impl Line {
    pub(crate) fn is_blank(&self) -> bool {
        self.range.is_empty()
    }
}

/// The lines of `source`; line feeds and form feeds end one, and carriage returns that stand alone.
pub(crate) fn lines(source: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let bytes = source.as_bytes();
    let mut at = 0;
    while at < source.len() {
        let end = memchr::memchr3(b'\n', b'\x0c', b'\r', &bytes[at..]).map_or(source.len(), |len| {
            let mark = at + len;
            mark + if bytes[mark..].starts_with(b"\r\n") { 2 } else { 1 }
        });
        let raw = &source[at..end];
        let body = raw.trim_end();
        let text = body.trim_start();
        let lead = body.len() - text.len();
        let indent = body[..lead].chars().map(|c| if c == '\t' { 8 } else { 1 }).sum();
        let start = at + lead;
        lines.push(Line { range: start..start + text.len(), indent, width: indent + text.chars().count() });
        at += raw.len();
    }
    lines
}

/// How a page sets its text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setting {
    /// Columns that a full line takes, where lines are hard-wrapped.
    pub(crate) wrap: Option<usize>,
}

impl Setting {
    /// Reads the setting off the lines.
    ///
    /// Lines are wrapped where most line ends stand inside sentences: the next line starts in lower case, and the
    /// line before it has no stop.
    pub(crate) fn of(source: &str, lines: &[Line]) -> Self {
        let (mut breaks, mut inside) = (0usize, 0usize);
        for pair in lines.windows(2).filter(|pair| !pair[0].is_blank() && !pair[1].is_blank()) {
            let (first, second) = (&source[pair[0].range.clone()], &source[pair[1].range.clone()]);
            if first.contains('\t') || second.contains('\t') {
                continue;
            }
            breaks += 1;
            inside += usize::from(shape::starts_lower(second) && !shape::is_finished(first));
        }
        if inside < 2 || inside * 3 < breaks {
            return Self { wrap: None };
        }
        // Full lines are those whose next line goes on; the widest tenth may be tables and running heads.
        let mut widths: Vec<usize> = lines
            .windows(2)
            .filter(|pair| {
                !pair[1].is_blank()
                    && !pair[0].is_blank()
                    && shape::starts_lower(&source[pair[1].range.clone()])
            })
            .map(|pair| pair[0].width)
            .collect();
        let at = (widths.len() * 9 / 10).min(widths.len().saturating_sub(1));
        let (_, &mut wrap, _) = widths.select_nth_unstable(at);
        Self { wrap: Some(wrap) }
    }

    /// Whether `line` takes about all of its column.
    pub(crate) fn is_full(&self, line: &Line) -> bool {
        self.wrap.is_some_and(|wrap| line.width * 100 >= wrap * 82)
    }
}

/// How the lines of a group belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Running text; line ends are blanks.
    Flow,
    /// Cells with tabs between them, a row a line.
    Rows,
    /// Items with a bullet or number each.
    Items,
}

/// Lines that form one block.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(crate) form: Form,
    /// Indices of its lines, none of them blank.
    pub(crate) lines: Range<usize>,
    /// Blank lines before it.
    pub(crate) gap: usize,
}

/// Cuts the lines into groups.
pub(crate) fn groups(source: &str, lines: &[Line], setting: Setting) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut gap = 0;
    let mut at = 0;
    while at < lines.len() {
        if lines[at].is_blank() {
            gap += 1;
            at += 1;
            continue;
        }
        let end = lines[at..].iter().position(Line::is_blank).map_or(lines.len(), |count| at + count);
        let stretch = Stretch { source, lines, setting, range: at..end };
        for (form, range) in stretch.cut() {
            groups.push(Group { form, lines: range, gap: std::mem::take(&mut gap) });
        }
        at = end;
    }
    groups
}

/// Longest first cell of a row set with blanks, in bytes.
const LONGEST_FIRST_CELL: usize = 32;

/// Where the second cell of a row set with blanks begins, counted from the first character of the row.
fn second_cell(text: &str) -> Option<usize> {
    let reach = &text.as_bytes()[..text.len().min(LONGEST_FIRST_CELL + 2)];
    let gap = reach.windows(2).position(|pair| pair == b"  ").filter(|&gap| gap > 0)?;
    let cell = text[gap..].find(|c: char| c != ' ')?;
    Some(gap + cell)
}

/// Lines between two blank lines.
struct Stretch<'a> {
    source: &'a str,
    lines: &'a [Line],
    setting: Setting,
    range: Range<usize>,
}

impl Stretch<'_> {
    fn text(&self, line: usize) -> &str {
        &self.source[self.lines[line].range.clone()]
    }

    fn cut(&self) -> Vec<(Form, Range<usize>)> {
        let mut parts: Vec<(Form, Range<usize>)> = Vec::new();
        // The quotation marks of the last part, read as it grows.
        let mut quotes = Quotes::default();
        let items = self.range.clone().filter(|&line| shape::item_mark(self.text(line)).is_some()).count();
        for line in self.range.clone() {
            let text = self.text(line);
            let form = if text.contains('\t') || self.is_aligned(line) {
                Form::Rows
            } else if items > 1 && shape::item_mark(text).is_some() {
                Form::Items
            } else {
                Form::Flow
            };
            if let Some((last, range)) = parts.last_mut() {
                let goes_on = match (*last, form) {
                    (Form::Rows, Form::Rows) | (Form::Items, Form::Items) => true,
                    (Form::Flow | Form::Items, Form::Flow) => self.flows(range.start, line, quotes.is_open()),
                    _ => false,
                };
                if goes_on {
                    range.end = line + 1;
                    quotes.read(text);
                    continue;
                }
            }
            quotes = Quotes::default();
            quotes.read(text);
            parts.push((form, line..line + 1));
        }
        parts
    }

    /// Whether `line` is one of three rows or more whose second cell begins at the same column, set apart by blanks.
    fn is_aligned(&self, line: usize) -> bool {
        let Some(column) = second_cell(self.text(line)) else { return false };
        let same = |other: usize| {
            self.range.contains(&other)
                && second_cell(self.text(other)) == Some(column)
                && self.lines[other].indent == self.lines[line].indent
        };
        let (before, after) = (line.wrapping_sub(1), line + 1);
        same(before) && (same(after) || same(line.wrapping_sub(2))) || same(after) && same(line + 2)
    }

    /// Whether `line` goes on with the text of the line before it, in a group that starts at `start` and has a
    /// quotation open if `quoted`.
    fn flows(&self, start: usize, line: usize, quoted: bool) -> bool {
        let (before, this) = (line - 1, line);
        let (first, second) = (self.text(before), self.text(this));
        let finished = shape::is_finished(first);
        if !finished && shape::starts_lower(second) {
            return true;
        }
        let Some(wrap) = self.setting.wrap else {
            // One paragraph a line, save quotations broken by hand.
            return quoted && line - start < 6 && self.lines[before].width < 60;
        };
        if shape::is_caption_mark(second) && finished
            || shape::is_furniture(second)
            || shape::is_furniture(first)
        {
            return false;
        }
        let (before, this) = (&self.lines[before], &self.lines[this]);
        let word = second.find(' ').unwrap_or(second.len());
        let had_room = before.width + 1 + word < wrap * 85 / 100;
        let is_indented = this.indent >= before.indent + 2 && finished;
        if quoted && !is_indented {
            return true;
        }
        if is_indented || finished && had_room {
            return false;
        }
        // A heading on top of its paragraph, without a blank line.
        let is_heading = line - start == 1
            && !finished
            && before.width * 100 < wrap * 60
            && this.width * 100 >= wrap * 82
            && shape::is_heading_like(first);
        !is_heading
    }
}
