//! Glyphs into stretches of text that stand on one line without a wide gap.

use super::glyphs::{Glyph, Page};

/// Text on one line of one column, or of a part of it.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) base: f32,
    pub(super) size: f32,
    pub(super) text: String,
}

/// A gap wider than this many ems may be the gutter between columns.
const WIDE: f32 = 0.75;
/// A gap wider than this many ems parts two words.
const WORD: f32 = 0.17;

/// The stretches of a page, from its top, each line from the left.
pub(super) fn rows(page: &Page) -> Vec<Stretch> {
    let mut glyphs: Vec<&Glyph> = page.glyphs.iter().collect();
    glyphs.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.left.total_cmp(&b.left)));
    let mut stretches = Vec::new();
    let mut row: Vec<&Glyph> = Vec::new();
    for glyph in glyphs {
        // Raised and lowered signs stay with their line: half of the smaller type is the most they are moved.
        let near = row.last().is_none_or(|last| {
            let first = row[0];
            glyph.base - last.base < 0.3 * last.size.min(glyph.size)
                && glyph.base - first.base < 0.5 * first.size.max(glyph.size)
        });
        if !near {
            cut(page, &mut row, &mut stretches);
        }
        row.push(glyph);
    }
    cut(page, &mut row, &mut stretches);
    stretches
}

/// Cuts the glyphs of a row at wide gaps.
fn cut(page: &Page, row: &mut Vec<&Glyph>, stretches: &mut Vec<Stretch>) {
    row.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut open: Option<(Stretch, f32)> = None;
    let mut last: Option<&Glyph> = None;
    for glyph in row.drain(..) {
        let text = &page.text[glyph.text.start as usize..glyph.text.end as usize];
        if let Some(last) = last
            && (glyph.left - last.left).abs() < 0.1 * glyph.size
            && text == &page.text[last.text.start as usize..last.text.end as usize]
        {
            // Drawn twice to look bold.
            continue;
        }
        let length = glyph.right - glyph.left;
        match &mut open {
            Some((stretch, weight)) if glyph.left - stretch.right < WIDE * glyph.size.max(stretch.size) => {
                let gap = glyph.left - stretch.right;
                if (gap > WORD * glyph.size || (glyph.after_blank && gap > 0.05 * glyph.size))
                    && !stretch.text.ends_with(' ')
                {
                    stretch.text.push(' ');
                }
                stretch.text.push_str(text);
                stretch.right = stretch.right.max(glyph.right);
                // The line's own type is the one that most of it is set in; raised signs do not move it.
                if glyph.size > stretch.size * 1.05 && length > *weight {
                    (stretch.size, stretch.base) = (glyph.size, glyph.base);
                }
                *weight += length;
            }
            _ => {
                stretches.extend(open.take().map(|(stretch, _)| stretch));
                open = Some((
                    Stretch {
                        left: glyph.left,
                        right: glyph.right,
                        base: glyph.base,
                        size: glyph.size,
                        text: text.to_owned(),
                    },
                    length,
                ));
            }
        }
        last = Some(glyph);
    }
    stretches.extend(open.map(|(stretch, _)| stretch));
}
