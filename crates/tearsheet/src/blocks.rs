//! Shows how an article was read: its blocks in reading order.

use std::io::{self, Write};

use serde::Serialize;
use tearsheet_ingest::{Article, Remark};

#[derive(Serialize)]
struct Line<'a> {
    article_id: &'a str,
    block: usize,
    kind: &'static str,
    text: &'a str,
    spans: Vec<[u32; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<&'a str>,
}

/// One JSON object a block, one a line.
///
/// # Errors
/// If `out` cannot be written.
pub fn jsonl(article: &Article, out: &mut impl Write) -> io::Result<()> {
    for (index, block) in article.blocks().iter().enumerate() {
        let spans = article.pieces(block.span).iter().map(|span| [span.start_char, span.end_char]).collect();
        let line = Line {
            article_id: article.id(),
            block: index,
            kind: block.kind.name(),
            text: article.slice(block.span),
            spans,
            origin: block.origin.as_deref(),
        };
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// The blocks for reading, each under its kind.
///
/// # Errors
/// If `out` cannot be written.
pub fn text(article: &Article, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "== {}", article.id())?;
    for block in article.blocks() {
        writeln!(out, "[{}] {}", block.kind.name(), article.slice(block.span))?;
    }
    Ok(())
}

/// What was repaired or lost in reading, one a line.
///
/// # Errors
/// If `out` cannot be written.
pub fn remarks(remarks: &[Remark], out: &mut impl Write) -> io::Result<()> {
    for remark in remarks {
        match remark {
            Remark::Repaired { rule, at, detail } => {
                writeln!(out, "repaired {rule} at bytes {}..{}: {detail}", at.start, at.end)?;
            }
            Remark::Lost { problem, detail } => writeln!(out, "lost {problem}: {detail}")?,
        }
    }
    Ok(())
}
