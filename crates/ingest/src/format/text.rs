//! Plain text: one file is one article.

use super::markdown;
use crate::draft::Draft;
use crate::layout;
use crate::record::Unreadable;

pub(crate) fn draft(bytes: &[u8]) -> Result<Draft, Unreadable> {
    let source = super::decode(bytes)?.to_owned();
    // A name says less than the content: exports of sites and wikis come as `.txt`, too.
    if markdown::is_markdown(&source) {
        return Ok(markdown::read(source));
    }
    Ok(layout::plain(&source).into_draft(source))
}
