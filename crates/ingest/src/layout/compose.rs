//! Writes the blocks in reading order.

use std::ops::Range;

use super::hyphen::{Hyphen, Hyphens};
use super::join::Links;
use super::lines::Form;
use super::{Page, Plain, keep, marks, shape, tail};
use crate::article::BlockKind;
use crate::draft::{DraftBlock, Piece, Remark};

/// Follows the links from unit to unit; what interrupts a joined text comes after it.
pub(super) fn write(mut page: Page<'_>, links: &Links) -> Plain {
    let mut writer = Writer {
        source: page.source,
        hyphens: Hyphens::new(page.source),
        has_marks: marks::may_hold_marks(page.source),
        remarks: std::mem::take(&mut page.remarks),
    };
    let mut blocks: Vec<DraftBlock> = Vec::with_capacity(page.units.len());
    let mut done = vec![false; page.units.len()];
    let mut cursor = 0;
    let mut resume = 0;
    loop {
        // The first unit after the last one written; where none is left, the first of all that are left.
        let waits = |unit: usize, done: &[bool]| done[unit] || links.is_target[unit];
        while cursor < done.len() && waits(cursor, &done) {
            cursor += 1;
        }
        if cursor == done.len() {
            while resume < done.len() && done[resume] {
                resume += 1;
            }
            if resume == done.len() {
                break;
            }
            cursor = resume;
        }
        let mut chain = vec![cursor];
        done[cursor] = true;
        let mut floats = Vec::new();
        while let Some(next) = chain.last().and_then(|&unit| links.next[unit]).filter(|&next| !done[next]) {
            let last = chain[chain.len() - 1];
            floats.extend(
                (last + 1..done.len())
                    .take_while(|&unit| unit != next && page.units[unit].is_float() && !done[unit]),
            );
            for &float in &floats {
                done[float] = true;
            }
            done[next] = true;
            chain.push(next);
        }
        cursor = chain[chain.len() - 1] + 1;
        let continues = page.units[chain[0]].continues;
        writer.block(&page, &chain, continues, &mut blocks);
        for float in floats {
            writer.block(&page, &[float], false, &mut blocks);
        }
    }
    Plain { blocks, meta: page.meta, remarks: writer.remarks }
}

struct Writer<'a> {
    source: &'a str,
    hyphens: Hyphens<'a>,
    has_marks: bool,
    remarks: Vec<Remark>,
}

impl Writer<'_> {
    /// Writes the units of `chain` as one block, or as more of the last block.
    fn block(&mut self, page: &Page<'_>, chain: &[usize], continues: bool, blocks: &mut Vec<DraftBlock>) {
        let first = &page.units[chain[0]];
        let mut pieces = Vec::new();
        if continues && let Some(last) = blocks.pop() {
            pieces = last.pieces;
            let from = end_of(&pieces).unwrap_or(first.range.start);
            pieces.push(Piece::Space(from..first.range.start));
            self.remarks.push(tail::remark_of_entry(first.range.clone()));
        }
        match first.form {
            Form::Rows => self.rows(page, first.lines.clone(), &mut pieces),
            Form::Items => self.items(page, first.lines.clone(), &mut pieces),
            Form::Flow => {
                let mut before: Option<Range<usize>> = None;
                for &unit in chain {
                    for line in page.units[unit].lines.clone() {
                        let mut line = page.lines[line].range.clone();
                        if line.end == page.units[unit].range.end && first.kind.is_none() {
                            line.end -= self.end_mark(&line);
                        }
                        self.flow_line(before, line.clone(), &mut pieces);
                        before = Some(line);
                    }
                }
            }
        }
        blocks.push(DraftBlock { kind: first.kind.unwrap_or(BlockKind::Paragraph), pieces, origin: None });
    }

    /// Bytes of the sign for the article's end that a paragraph's last line ends in.
    fn end_mark(&mut self, line: &Range<usize>) -> usize {
        let len = shape::end_mark(&self.source[line.clone()]);
        if len > 0 {
            let at = line.end - len..line.end;
            let detail = format!("left out {:?}, the sign for the end", self.source[at.clone()].trim());
            self.remarks.push(Remark::Repaired { rule: "drop.end-mark", at, detail });
        }
        len
    }

    /// Appends `line` after `before`, the line that it goes on from.
    fn flow_line(&mut self, before: Option<Range<usize>>, line: Range<usize>, pieces: &mut Vec<Piece>) {
        if let Some(before) = before {
            let gap = if before.end <= line.start { before.end..line.start } else { line.start..line.start };
            match self.hyphens.at_break(&self.source[before.clone()], &self.source[line.clone()]) {
                None | Some(Hyphen::Suspended) => pieces.push(Piece::Space(gap)),
                Some(Hyphen::Keep) => {}
                Some(Hyphen::Drop) => {
                    let hyphen = self.source[before.clone()].chars().next_back().map_or(0, char::len_utf8);
                    shorten(pieces, hyphen);
                    let at = before.end - hyphen..before.end;
                    let detail = "joined a word hyphenated at a line's end".to_owned();
                    self.remarks.push(Remark::Repaired { rule: "join.hyphen", at, detail });
                }
            }
        }
        keep(self.source, line, self.has_marks, pieces);
    }

    fn rows(&mut self, page: &Page<'_>, lines: Range<usize>, pieces: &mut Vec<Piece>) {
        let mut before: Option<usize> = None;
        for line in lines {
            let text = &page.lines[line];
            // A tab before the first cell says that the cell is empty.
            let lead =
                page.source[..text.range.start].bytes().rev().take_while(|&byte| byte == b'\t').count();
            let range = text.range.start - lead..text.range.end;
            if let Some(before) = before {
                pieces.push(Piece::Line(before..range.start));
            }
            before = Some(range.end);
            keep(self.source, range, self.has_marks, pieces);
        }
    }

    fn items(&mut self, page: &Page<'_>, lines: Range<usize>, pieces: &mut Vec<Piece>) {
        let mut before: Option<Range<usize>> = None;
        for line in lines {
            let mut range = page.lines[line].range.clone();
            let mark = shape::item_mark(&page.source[range.clone()]);
            if let Some(shape::ItemMark::Bullet(len)) = mark {
                range.start += len;
            }
            match before {
                Some(before) if mark.is_some() => {
                    pieces.push(Piece::Line(before.end..range.start));
                    keep(self.source, range.clone(), self.has_marks, pieces);
                }
                before => self.flow_line(before, range.clone(), pieces),
            }
            before = Some(range);
        }
    }
}

fn end_of(pieces: &[Piece]) -> Option<usize> {
    match pieces.last()? {
        Piece::Keep(range)
        | Piece::Instead(range, _)
        | Piece::Space(range)
        | Piece::Line(range)
        | Piece::Tab(range) => Some(range.end),
    }
}

/// Takes `len` bytes off the end.
fn shorten(pieces: &mut Vec<Piece>, len: usize) {
    let Some(Piece::Keep(range)) = pieces.last_mut() else { return };
    range.end -= len;
    if range.start == range.end {
        pieces.pop();
    }
}
