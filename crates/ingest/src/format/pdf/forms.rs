//! Pages that draw without end are told before they are drawn.
//!
//! A page draws forms, which may draw other forms: one that draws itself would overflow the stack, which no guard
//! catches, and one that draws another twice, which does the same, takes longer than anybody waits.

use std::collections::BTreeMap;

use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream};

/// Forms inside forms; four are many.
const DEEPEST: usize = 10;
/// Bytes of drawing that one page takes, forms counted as often as they are drawn; maps have ten million.
const MOST_BYTES: usize = 32 << 20;
/// What drawing a form costs beside its bytes.
const DRAW: usize = 256;
/// Steps up the tree of pages.
const MOST_PARENTS: usize = 64;

/// The drawing of a document's pages.
pub(super) struct Forms<'a> {
    document: &'a Document,
    /// Length of each stream that was met, and the names of what it draws.
    known: BTreeMap<ObjectId, (usize, Vec<Vec<u8>>)>,
}

impl<'a> Forms<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        Self { document, known: BTreeMap::new() }
    }

    /// Whether drawing `page` comes to an end soon.
    pub(super) fn end(&mut self, page: ObjectId) -> bool {
        let Ok(dictionary) = self.document.get_dictionary(page) else { return true };
        let Some(resources) = self.resources_of(dictionary) else { return false };
        let Ok(content) = self.document.get_page_content(page) else { return true };
        let mut left = MOST_BYTES;
        take(&mut left, content.len()) && self.drawn(&drawn(&content), resources, DEEPEST, &mut left)
    }

    /// The resources of a page or those that it inherits; nothing if its parents lead in a circle.
    fn resources_of(&self, page: &'a Dictionary) -> Option<Option<&'a Dictionary>> {
        let mut node = page;
        let mut resources = None;
        for _ in 0..MOST_PARENTS {
            resources = resources.or_else(|| self.dictionary(node, b"Resources"));
            let parent = node.get(b"Parent").and_then(Object::as_reference);
            match parent.and_then(|parent| self.document.get_dictionary(parent)) {
                Ok(parent) => node = parent,
                Err(_) => return Some(resources),
            }
        }
        None
    }

    fn dictionary(&self, inside: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
        self.document.dereference(inside.get(key).ok()?).ok()?.1.as_dict().ok()
    }

    /// Whether drawing the forms called `names` takes no more than `left`, which is reduced by it.
    fn drawn(
        &mut self,
        names: &[Vec<u8>],
        resources: Option<&'a Dictionary>,
        depth: usize,
        left: &mut usize,
    ) -> bool {
        let Some(forms) = resources.and_then(|resources| self.dictionary(resources, b"XObject")) else {
            return true;
        };
        names.iter().all(|name| {
            let Ok(id) = forms.get(name).and_then(Object::as_reference) else { return true };
            let Ok(form) = self.document.get_object(id).and_then(Object::as_stream) else { return true };
            let (length, names) = self.known.entry(id).or_insert_with(|| read(form)).clone();
            // A form without resources of its own uses those of its caller.
            let own = self.dictionary(&form.dict, b"Resources").or(resources);
            depth > 0 && take(left, length + DRAW) && self.drawn(&names, own, depth - 1, left)
        })
    }
}

/// Takes `amount` from `left` if there is so much.
fn take(left: &mut usize, amount: usize) -> bool {
    left.checked_sub(amount).map(|rest| *left = rest).is_some()
}

fn read(form: &Stream) -> (usize, Vec<Vec<u8>>) {
    match form.decompressed_content() {
        Ok(content) => (content.len(), drawn(&content)),
        Err(_) => (form.content.len(), drawn(&form.content)),
    }
}

/// The names that stand before the operator `Do`.
fn drawn(content: &[u8]) -> Vec<Vec<u8>> {
    let mut names = Vec::new();
    let mut last: &[u8] = &[];
    let ends = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0 || b"()<>[]{}%".contains(byte);
    for word in content.split(ends).filter(|word| !word.is_empty()) {
        // `/A/B` are two names, and `/A` may stand right behind another word.
        let word = match memchr::memrchr(b'/', word) {
            Some(at) => &word[at..],
            None => word,
        };
        if word == b"Do"
            && let Some(name) = last.strip_prefix(b"/")
        {
            names.push(name.to_vec());
        }
        last = word;
    }
    names
}

#[cfg(test)]
mod tests {
    use super::drawn;

    #[test]
    fn names_before_do_are_drawn() {
        assert_eq!(drawn(b"q /Fm0 Do Q\n/GS1 gs/Fm1\nDo (Do) Tj Do"), [b"Fm0".to_vec(), b"Fm1".to_vec()]);
    }
}
