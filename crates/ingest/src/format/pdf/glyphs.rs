//! What a page draws, glyph by glyph, with where it stands: x grows to the right, y downwards, in points.

use std::time::{Duration, Instant};

use pdf_extract::{Document, MediaBox, OutputDev, OutputError, Transform, output_doc_page};

/// One glyph, or a ligature.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub(super) left: f32,
    pub(super) right: f32,
    /// The line it stands on.
    pub(super) base: f32,
    pub(super) size: f32,
    /// Its characters, as a range of [`Page::text`].
    pub(super) text: std::ops::Range<u32>,
    /// Whether a blank was drawn before it.
    pub(super) after_blank: bool,
}

/// The glyphs of a page, turned so that most of them read from left to right.
#[derive(Default)]
pub(super) struct Page {
    pub(super) text: String,
    pub(super) glyphs: Vec<Glyph>,
}

/// Why a page could not be read.
pub(super) enum Failure {
    TooSlow,
    Damaged,
}

/// Glyphs of one page; a page of small type has ten thousand.
const MOST_GLYPHS: usize = 500_000;

/// Reads page `number`.
pub(super) fn of_page(document: &Document, number: u32, patience: Duration) -> Result<Page, Failure> {
    let mut collector = Collector { started: Instant::now(), patience, ..Collector::default() };
    match output_doc_page(document, &mut collector, number) {
        Ok(()) => Ok(collector.finish()),
        Err(_) if collector.out_of_time => Err(Failure::TooSlow),
        // What was drawn before the damage is worth having.
        Err(_) if !collector.glyphs.is_empty() => Ok(collector.finish()),
        Err(_) => Err(Failure::Damaged),
    }
}

/// Reading directions: to the right, up, to the left, down.
const DIRECTIONS: usize = 4;

struct Collector {
    started: Instant,
    patience: Duration,
    out_of_time: bool,
    text: String,
    /// Each with its direction; positions are of the page as drawn.
    glyphs: Vec<(usize, Glyph)>,
    after_blank: bool,
}

impl Default for Collector {
    fn default() -> Self {
        Self {
            started: Instant::now(),
            patience: Duration::ZERO,
            out_of_time: false,
            text: String::new(),
            glyphs: Vec::new(),
            after_blank: false,
        }
    }
}

impl Collector {
    fn finish(self) -> Page {
        let mut counts = [0usize; DIRECTIONS];
        for (direction, _) in &self.glyphs {
            counts[*direction] += 1;
        }
        // The first of equal ones: left to right.
        let main = (0..DIRECTIONS).rev().max_by_key(|direction| counts[*direction]).unwrap_or_default();
        let glyphs =
            self.glyphs.into_iter().filter(|(direction, _)| *direction == main).map(|(_, glyph)| glyph);
        Page { text: self.text, glyphs: glyphs.collect() }
    }
}

impl OutputDev for Collector {
    fn begin_page(
        &mut self,
        _: u32,
        _: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        _: f64,
        font_size: f64,
        characters: &str,
    ) -> Result<(), OutputError> {
        if self.glyphs.len() >= MOST_GLYPHS
            || (self.glyphs.len().is_multiple_of(1024) && self.started.elapsed() > self.patience)
        {
            self.out_of_time = true;
            return Err(OutputError::FormatError(std::fmt::Error));
        }
        let (along, across) = ((place.m11, place.m12), (place.m21, place.m22));
        let size = (across.0.hypot(across.1) * font_size).abs();
        let length = along.0.hypot(along.1) * width * font_size.abs();
        if !(size.is_finite() && length.is_finite() && place.m31.is_finite() && place.m32.is_finite())
            || size < 0.5
        {
            return Ok(());
        }
        let start = self.text.len();
        for c in characters.chars() {
            match ligature(c) {
                Some(letters) => self.text.push_str(letters),
                None if c.is_control() => {}
                None => self.text.push(c),
            }
        }
        if self.text[start..].trim().is_empty() {
            self.text.truncate(start);
            self.after_blank = true;
            return Ok(());
        }
        let (x, y) = (place.m31, place.m32);
        let flip = font_size.signum();
        let (direction, left, base) = if along.0.abs() >= along.1.abs() {
            if along.0 * flip >= 0.0 { (0, x, -y) } else { (2, -x, y) }
        } else if along.1 * flip >= 0.0 {
            (1, y, x)
        } else {
            (3, -y, -x)
        };
        let glyph = Glyph {
            left: left as f32,
            right: (left + length) as f32,
            base: base as f32,
            size: size as f32,
            text: start as u32..self.text.len() as u32,
            after_blank: std::mem::take(&mut self.after_blank),
        };
        self.glyphs.push((direction, glyph));
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

/// The letters of a ligature that has a character of its own.
fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' => "st",
        'ﬆ' => "st",
        '\u{a0}' => " ",
        _ => return None,
    })
}
