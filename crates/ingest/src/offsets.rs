//! The way back: from spans of the clean text to spans of the source.
//!
//! The clean text is a sequence of segments, each either a verbatim copy of source bytes or something that
//! stands for source bytes (a blank for a line break, a character for its entity). What was left out of the source has no segment.

use crate::span::{SourceSpan, TextSpan};

/// Bytes between two checkpoints of [`CharIndex`]; a lookup counts at most this many bytes.
const STRIDE: usize = 256;

/// Code point positions of byte positions in one text, at the cost of at most [`STRIDE`] bytes a lookup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CharIndex {
    /// Code points before each multiple of [`STRIDE`]; empty where the text is ASCII and both counts agree.
    checkpoints: Vec<u32>,
}

impl CharIndex {
    /// Counts `text` once.
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self { checkpoints: Vec::new() };
        }
        let mut seen = 0;
        let checkpoints = text
            .as_bytes()
            .chunks(STRIDE)
            .map(|chunk| {
                let before = seen;
                seen += count_chars(chunk);
                before
            })
            .collect();
        Self { checkpoints }
    }

    /// The number of code points before byte `at`, which must be a boundary of `text`, the indexed text.
    pub fn char_at(&self, text: &str, at: usize) -> u32 {
        match self.checkpoints.get(at / STRIDE) {
            Some(&before) => before + count_chars(&text.as_bytes()[at / STRIDE * STRIDE..at]),
            // Either the text is ASCII, or `at` is its end and the length is a multiple of the stride.
            None if self.checkpoints.is_empty() => at as u32,
            None => {
                let last = self.checkpoints.len() - 1;
                self.checkpoints[last] + count_chars(&text.as_bytes()[last * STRIDE..at])
            }
        }
    }

    /// The byte where code point `at` of `text`, the indexed text, starts; its length for the one past the last.
    pub fn byte_at(&self, text: &str, at: usize) -> Option<usize> {
        if self.checkpoints.is_empty() {
            return (at <= text.len()).then_some(at);
        }
        let stretch = self.checkpoints.partition_point(|&before| before as usize <= at).saturating_sub(1);
        // A stride may end inside a code point, which then belongs to the stretch it starts in.
        let mut from = stretch * STRIDE;
        while !text.is_char_boundary(from) {
            from += 1;
        }
        let skip = at - self.checkpoints[stretch] as usize;
        let mut starts = text[from..].char_indices().map(|(offset, _)| from + offset);
        starts.by_ref().chain(std::iter::once(text.len())).nth(skip)
    }
}

fn count_chars(bytes: &[u8]) -> u32 {
    // Every byte that is not a continuation byte starts a code point.
    bytes.iter().filter(|&&byte| (byte as i8) >= -0x40).count() as u32
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Segment {
    text: u32,
    text_len: u32,
    source: u32,
    source_len: u32,
    /// Whether text and source bytes are the same; otherwise the segment maps as a whole.
    verbatim: bool,
}

impl Segment {
    fn text_end(&self) -> u32 {
        self.text + self.text_len
    }

    /// Source bytes of the part of this segment that lies in `span`.
    fn part(&self, span: TextSpan) -> (u32, u32) {
        if !self.verbatim {
            return (self.source, self.source + self.source_len);
        }
        let from = span.start.max(self.text) - self.text;
        let to = span.end.min(self.text_end()) - self.text;
        (self.source + from, self.source + to)
    }
}

/// Maps spans of an article's clean text to the bytes of its source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OffsetMap {
    segments: Vec<Segment>,
}

impl OffsetMap {
    /// Notes that the next `len` bytes of text, from `text`, are the source bytes from `source`.
    pub(crate) fn keep(&mut self, text: u32, source: u32, len: u32) {
        if len == 0 {
            return;
        }
        if let Some(last) = self.segments.last_mut()
            && last.verbatim
            && last.text_end() == text
            && last.source + last.source_len == source
        {
            last.text_len += len;
            last.source_len += len;
            return;
        }
        self.segments.push(Segment { text, text_len: len, source, source_len: len, verbatim: true });
    }

    /// Notes that the `text_len` bytes of text from `text` stand for `len` source bytes from `source`.
    pub(crate) fn stand_in(&mut self, text: u32, text_len: u32, source: u32, len: u32) {
        if text_len > 0 {
            self.segments.push(Segment { text, text_len, source, source_len: len, verbatim: false });
        }
    }

    /// Forgets what was noted from byte `text` of the text on.
    pub(crate) fn truncate(&mut self, text: u32) {
        while self.segments.last().is_some_and(|segment| segment.text >= text) {
            self.segments.pop();
        }
    }

    fn touched(&self, span: TextSpan) -> &[Segment] {
        let first = self.segments.partition_point(|segment| segment.text_end() <= span.start);
        let last = self.segments.partition_point(|segment| segment.text < span.end);
        &self.segments[first..last.max(first)]
    }

    /// The smallest stretch of source bytes that holds all of `span`.
    pub(crate) fn source_bytes(&self, span: TextSpan) -> (u32, u32) {
        let mut parts = self.touched(span).iter().map(|segment| segment.part(span));
        let Some(first) = parts.next() else { return (0, 0) };
        parts.fold(first, |(start, end), (from, to)| (start.min(from), end.max(to)))
    }

    /// The stretches of source bytes that make up `span`, in text order, neighbours joined.
    pub(crate) fn source_pieces(&self, span: TextSpan) -> Vec<(u32, u32)> {
        let mut pieces: Vec<(u32, u32)> = Vec::new();
        for (from, to) in self.touched(span).iter().map(|segment| segment.part(span)) {
            match pieces.last_mut() {
                Some(last) if last.1 == from => last.1 = to,
                _ => pieces.push((from, to)),
            }
        }
        pieces
    }

    /// Places in the text whose source is byte `at`, if any segment copied it.
    pub(crate) fn text_at(&self, at: u32) -> Option<u32> {
        self.segments
            .iter()
            .find(|s| s.verbatim && s.source <= at && at < s.source + s.source_len)
            .map(|s| s.text + (at - s.source))
    }
}

/// A byte range as a [`SourceSpan`] of `source`.
pub(crate) fn source_span(source: &str, index: &CharIndex, bytes: (u32, u32)) -> SourceSpan {
    SourceSpan {
        start_byte: bytes.0,
        end_byte: bytes.1,
        start_char: index.char_at(source, bytes.0 as usize),
        end_char: index.char_at(source, bytes.1 as usize),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn char_index_counts_code_points(text in "\\PC{0,700}") {
            let index = CharIndex::new(&text);
            for (count, (at, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(index.char_at(&text, at), count as u32);
                prop_assert_eq!(index.byte_at(&text, count), Some(at));
            }
            let count = text.chars().count();
            prop_assert_eq!(index.char_at(&text, text.len()), count as u32);
            prop_assert_eq!(index.byte_at(&text, count), Some(text.len()));
            prop_assert_eq!(index.byte_at(&text, count + 1), None);
        }
    }
}
