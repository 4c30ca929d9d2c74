//! The headline by the size of its type, which counts more than where it stands.

use crate::article::BlockKind;
use crate::draft::{Draft, DraftBlock, Piece};

/// Blocks at the top of the first page among which the headline stands.
const TOP: usize = 12;
/// A headline is set larger than the text by this factor.
const LARGER: f32 = 1.3;
/// Sizes that differ by less than this share are the same.
const SAME: f32 = 0.03;

/// Makes the largest type at the top of the first page the title. `sizes` are those of the draft's blocks, `body` that
/// of most of the text.
pub(super) fn find(draft: &mut Draft, source: &str, sizes: &[f32], body: f32) {
    let blocks = &mut draft.blocks;
    let Some(first_page) = blocks.first().map(|block| block.origin.clone()) else { return };
    let top = blocks.iter().take(TOP).take_while(|block| block.origin == first_page).count();
    let is_large = |at: &usize| {
        let text = text_of(&blocks[*at], source);
        sizes[*at] > body * LARGER && text.len() >= 8 && text.trim().contains(' ')
    };
    // The first of those of one size.
    let Some(at) = (0..top).filter(is_large).rev().max_by(|a, b| sizes[*a].total_cmp(&sizes[*b])) else {
        return;
    };
    let is_same = |size: f32| (size / sizes[at] - 1.0).abs() < SAME;
    let before = blocks.iter().position(|block| block.kind == BlockKind::Title);
    if let Some(other) = before.filter(|other| *other != at) {
        if is_same(sizes[other]) {
            return;
        }
        blocks[other].kind = match text_of(&blocks[other], source) {
            _ if other < at => BlockKind::Boilerplate,
            text if text.starts_with("By ") => BlockKind::Byline,
            _ => BlockKind::Subtitle,
        };
    }
    // What follows in the same type is its next line.
    let follows = |pair: &[DraftBlock]| end_of(&pair[0]) <= start_of(&pair[1]);
    let sizes_after = sizes[at + 1..top].iter();
    let lines = 1 + sizes_after
        .zip(blocks[at..top].windows(2))
        .take_while(|(size, pair)| is_same(**size) && follows(pair))
        .count();
    let rest: Vec<DraftBlock> = blocks.drain(at + 1..at + lines).collect();
    let title = &mut blocks[at];
    for block in rest {
        title.pieces.push(Piece::Space(end_of(title)..start_of(&block)));
        title.pieces.extend(block.pieces);
    }
    title.kind = BlockKind::Title;
    draft.meta.title = Some(text_of(title, source));
}

fn start_of(block: &DraftBlock) -> usize {
    block.pieces.first().map_or(0, |piece| piece.bytes().start)
}

fn end_of(block: &DraftBlock) -> usize {
    block.pieces.last().map_or(0, |piece| piece.bytes().end)
}

/// The text of a block.
fn text_of(block: &DraftBlock, source: &str) -> String {
    let mut text = String::new();
    for piece in &block.pieces {
        match piece {
            Piece::Keep(range) => text.push_str(&source[range.clone()]),
            Piece::Instead(_, stated) => text.push_str(stated),
            Piece::Space(_) | Piece::Line(_) | Piece::Tab(_) => text.push(' '),
        }
    }
    text
}
