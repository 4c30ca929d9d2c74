//! Plain text: one file is one article.

use crate::draft::Draft;
use crate::layout;
use crate::record::Unreadable;

pub(crate) fn draft(bytes: &[u8]) -> Result<Draft, Unreadable> {
    let source = super::decode(bytes)?.to_owned();
    Ok(layout::plain(&source).into_draft(source))
}
