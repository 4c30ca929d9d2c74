//! Repairs the layout of plain text: paragraphs out of lines.

use crate::article::BlockKind;
use crate::draft::DraftBlock;

/// Blocks of a plain text: stretches between empty lines; where a text has none, each line is a paragraph.
pub fn plain(source: &str) -> Vec<DraftBlock> {
    let mut blocks = Vec::new();
    let mut start = None;
    let mut at = 0;
    let has_empty_lines = source.lines().any(|line| line.trim().is_empty());
    for line in source.split_inclusive('\n') {
        if (line.trim().is_empty() || !has_empty_lines)
            && let Some(start) = start.take()
        {
            blocks.push(DraftBlock::flow(BlockKind::Paragraph, source, start..at));
        }
        if !line.trim().is_empty() && start.is_none() {
            start = Some(at);
        }
        at += line.len();
    }
    if let Some(start) = start {
        blocks.push(DraftBlock::flow(BlockKind::Paragraph, source, start..at));
    }
    blocks
}
