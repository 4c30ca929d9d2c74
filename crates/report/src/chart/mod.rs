//! Charts as SVG.
//!
//! Drawn by hand, since a chart here must follow the reader's light, dark or print colours through CSS and carry its
//! data as text: the charting crates looked at (plotters, charming) write fixed colours or need a browser to draw.
//! Every mark carries its value or a name that can be read, kinds differ in shape or dashes, so nothing depends on
//! colour.
//!
//! In reading order: [`scale`] places numbers, [`draw`] writes elements, then a file for each form of chart.

mod bars;
mod columns;
mod dots;
pub(crate) mod draw;
mod graph;
mod histogram;
mod matrix;
#[cfg(feature = "png")]
mod png;
pub mod scale;
mod timeline;

pub use bars::{Bar, bars};
pub use columns::columns;
pub use dots::{Dot, dots};
pub use graph::{Edge, graph};
pub use histogram::histogram;
pub use matrix::matrix;
pub use timeline::{Point, Shape, timeline};

pub use draw::escape;

/// Style of a chart that stands alone; inside the page the same classes are styled by the page.
///
/// Only what the renderer of PNG knows too: no variables, no shorthands.
pub(crate) const STYLE: &str = "\
.chart{font-family:system-ui,'DejaVu Sans',sans-serif;font-size:13px;color:#1d1d1f}\
.paper{fill:#ffffff}.chart text{fill:currentColor}.chart .soft{fill:#5a5a5f}\
.chart .head{font-size:17px;font-weight:bold}\
.chart .axis{stroke:#5a5a5f}.chart .grid{stroke:#d9d7d0}.chart .line{stroke:#5a5a5f;fill:none}\
.chart .line{stroke-width:1.4}.chart .thick{stroke-width:3}.chart .tip{fill:#5a5a5f}\
.chart .mark{fill:#0b5c8a;stroke:#0b5c8a}.chart rect.mark{stroke:none}\
.chart .hollow{fill:#ffffff;stroke:#0b5c8a;stroke-width:2}\
.chart .halo{fill:#ffffff;stroke:#ffffff;stroke-width:4;stroke-linejoin:round}\
.chart .on-mark{fill:#ffffff;font-size:11px}\
.chart.figure .mark{fill:#8a5a08;stroke:#8a5a08}.chart.figure .hollow{stroke:#8a5a08}\
.chart.skill .mark{fill:#2d6e33;stroke:#2d6e33}.chart.skill .hollow{stroke:#2d6e33}\
.chart .dashed{stroke-dasharray:5 4}.chart .dotted{stroke-dasharray:1.5 4}.chart .dashdot{stroke-dasharray:8 3 2 3}\
.chart .long{stroke-dasharray:12 4}.chart .pair{stroke-width:4;stroke-dasharray:none;opacity:.45}";

/// The same for readers who like it dark; browsers alone look at it.
pub(crate) const DARK: &str = "\
@media (prefers-color-scheme:dark){.chart{color:#ececea}.paper{fill:#17181a}.chart .soft{fill:#b4b4b0}\
.chart .axis,.chart .line{stroke:#b4b4b0}.chart .grid{stroke:#3a3b3e}.chart .tip{fill:#b4b4b0}\
.chart .halo{fill:#17181a;stroke:#17181a}.chart .on-mark{fill:#17181a}\
.chart .mark{fill:#7cc0ec;stroke:#7cc0ec}.chart .hollow{fill:#17181a;stroke:#7cc0ec}\
.chart.figure .mark{fill:#e5b054;stroke:#e5b054}.chart.figure .hollow{stroke:#e5b054}\
.chart.skill .mark{fill:#86cc8b;stroke:#86cc8b}.chart.skill .hollow{stroke:#86cc8b}}";

/// What a chart is about; only its colour comes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Firms, and all else.
    Firm,
    /// Figures.
    Figure,
    /// Skills.
    Skill,
}

/// A chart: SVG and the same in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// Short name, also of its file.
    pub name: String,
    /// Heading.
    pub title: String,
    /// What is drawn, in which unit, and what a reader must know to read it right.
    pub note: String,
    /// The data in one paragraph, for those who do not see the chart.
    pub description: String,
    /// What it is about.
    pub tone: Tone,
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// What stands inside the `svg` element.
    body: String,
}

/// Height of the heading of a chart that stands alone.
const HEAD: u32 = 56;
/// Height of the line under it that names the tool.
const FOOT: u32 = 26;
/// Space around it.
const MARGIN: u32 = 16;

impl Chart {
    fn new(name: &str, tone: Tone, size: (u32, u32), description: String, body: String) -> Self {
        let (title, note) = (String::new(), String::new());
        Self { name: name.to_owned(), title, note, description, tone, size, body }
    }

    /// The same with a heading and what a reader must know.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>, note: impl Into<String>) -> Self {
        self.title = title.into();
        self.note = note.into();
        self
    }

    /// The `svg` element to stand in a page, under a heading of the page's own.
    pub fn inline(&self) -> String {
        let (width, height) = self.size;
        format!(
            "<svg class=\"chart {tone}\" role=\"img\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" aria-labelledby=\"{0}-t {0}-d\">{1}{2}</svg>",
            self.name,
            self.words(),
            self.body,
            tone = self.tone(),
        )
    }

    /// A file of its own, which says what it shows and where it comes from.
    pub fn standalone(&self) -> String {
        self.whole(DARK)
    }

    /// The same as pixels, twice as many as the SVG's, in the colours of paper.
    ///
    /// # Errors
    /// If the chart cannot be drawn: the reason in words.
    #[cfg(feature = "png")]
    pub fn png(&self) -> Result<Vec<u8>, String> {
        png::render(&self.whole(""))
    }

    fn whole(&self, more_style: &str) -> String {
        let (width, height) = (self.size.0.max(380) + 2 * MARGIN, self.size.1 + HEAD + FOOT + MARGIN);
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart {tone}\" role=\"img\" width=\"{width}\" \
             height=\"{height}\" viewBox=\"0 0 {width} {height}\" aria-labelledby=\"{0}-t {0}-d\">{1}\
             <style>{STYLE}{more_style}</style><rect class=\"paper\" width=\"{width}\" height=\"{height}\"/>",
            self.name,
            self.words(),
            tone = self.tone(),
        );
        let room = (width - 2 * MARGIN) as usize;
        draw::text(&mut out, f64::from(MARGIN), 26.0, "head", "start", &draw::short(&self.title, room / 10));
        draw::text(&mut out, f64::from(MARGIN), 45.0, "soft", "start", &draw::short(&self.note, room / 7));
        out += &format!("<g transform=\"translate({MARGIN} {HEAD})\">{}</g>", self.body);
        draw::text(&mut out, f64::from(MARGIN), f64::from(height - 12), "soft", "start", "tearsheet");
        out + "</svg>\n"
    }

    fn words(&self) -> String {
        format!(
            "<title id=\"{0}-t\">{1}</title><desc id=\"{0}-d\">{2} {3}</desc>",
            self.name,
            escape(&self.title),
            escape(&self.note),
            escape(&self.description)
        )
    }

    fn tone(&self) -> &'static str {
        match self.tone {
            Tone::Firm => "firm",
            Tone::Figure => "figure",
            Tone::Skill => "skill",
        }
    }
}

/// Parts of a description joined into a sentence.
fn sentence(parts: &[String]) -> String {
    if parts.is_empty() { "No data.".to_owned() } else { parts.join("; ") + "." }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hostile() -> Chart {
        let label = "</svg><script>alert(1)</script>\" onload=\"x\u{202e}".to_owned();
        bars("a", Tone::Firm, "c", &[Bar { label: label.clone(), value: 3, more: String::new() }])
            .titled(label.clone(), label)
    }

    #[test]
    fn labels_cannot_break_out() {
        let svg = hostile().standalone();
        assert!(!svg.contains("<script"));
        assert!(!svg.contains("onload=\""));
        assert!(!svg.contains('\u{202e}'));
    }

    #[test]
    fn the_data_is_told_in_words() {
        let bar = |label: &str, value| Bar { label: label.to_owned(), value, more: String::new() };
        let chart = bars("a", Tone::Firm, "mentions", &[bar("Dakor", 3), bar("Unha", 2)]);
        assert_eq!(chart.description, "Dakor: 3; Unha: 2.");
    }

    #[cfg(feature = "png")]
    #[test]
    fn a_png_shows_the_text_and_is_the_same_each_time() {
        let bar = |label: &str| Bar { label: label.to_owned(), value: 3, more: String::new() };
        let chart = |label| bars("a", Tone::Firm, "mentions", &[bar(label)]).titled("Firms", "by mentions");
        let (one, two) = (chart("Dakor").png().unwrap(), chart("Unha").png().unwrap());
        assert!(one.starts_with(b"\x89PNG"));
        assert_ne!(one, two, "labels are drawn");
        assert_eq!(one, chart("Dakor").png().unwrap());
        assert!(hostile().png().is_ok());
    }
}
