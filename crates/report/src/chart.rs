//! Charts as SVG.
//!
//! Drawn by hand, since a chart here must follow the reader's light, dark or print colours through CSS and carry its
//! data as text: the charting crates looked at (plotters, charming) write fixed colours or need a browser to draw.
//! Bars carry their value in figures, series differ in pattern, so nothing depends on colour.

use std::fmt::Write as _;

/// Style of a chart that stands alone; inside the page the same classes are styled by the page.
pub const STYLE: &str = "\
.chart{font:13px system-ui,sans-serif;color:#1c1c1c;background:#fff}\
.chart text{fill:currentColor}.chart .axis,.chart .grid{stroke:currentColor}.chart .grid{opacity:.15}\
.chart .bar{fill:#2f5d8a}.chart .edge{stroke:#6b6b6b}.chart .node{fill:#2f5d8a}.chart .cell{fill:#2f5d8a}\
@media (prefers-color-scheme:dark){.chart{color:#e8e8e8;background:#161616}.chart .bar,.chart .node,.chart .cell{fill:#7fb2e5}.chart .edge{stroke:#a0a0a0}}";

/// A chart: SVG and the same in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// Short name, also of its file.
    pub name: String,
    /// Heading.
    pub title: String,
    /// The data in one paragraph, for those who do not see the chart.
    pub description: String,
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// What stands inside the `svg` element.
    body: String,
}

impl Chart {
    /// The `svg` element to stand in a page.
    pub fn inline(&self) -> String {
        let (width, height) = self.size;
        format!(
            "<svg class=\"chart\" role=\"img\" viewBox=\"0 0 {width} {height}\" aria-labelledby=\"{0}-t {0}-d\">\
             <title id=\"{0}-t\">{1}</title><desc id=\"{0}-d\">{2}</desc>{3}</svg>",
            self.name,
            escape(&self.title),
            escape(&self.description),
            self.body
        )
    }

    /// A file of its own.
    pub fn standalone(&self) -> String {
        let (width, height) = self.size;
        self.inline().replacen(
            "<svg class=\"chart\"",
            &format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" width=\"{width}\" height=\"{height}\""
            ),
            1,
        )
        .replacen("</desc>", &format!("</desc><style>{STYLE}</style>"), 1)
    }
}

/// Text that cannot be read as markup; control characters that reorder text are named instead.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                let _ = write!(out, "[U+{:04X}]", c as u32);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Cut to `most` characters, with an ellipsis where something is cut.
fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

fn in_words(items: &[(String, u64)]) -> String {
    if items.is_empty() {
        return "No data.".to_owned();
    }
    items.iter().map(|(label, value)| format!("{label}: {value}")).collect::<Vec<_>>().join("; ") + "."
}

/// Horizontal bars, one an item, each with its value; `unit` names the axis.
pub fn bars(name: &str, title: &str, unit: &str, items: &[(String, u64)]) -> Chart {
    const LABEL: u32 = 210;
    const ROW: u32 = 24;
    const WIDTH: u32 = 640;
    let height = 34 + ROW * items.len().max(1) as u32 + 30;
    let most = items.iter().map(|(_, value)| *value).max().unwrap_or(1).max(1);
    let room = u64::from(WIDTH - LABEL - 90);
    let mut body = String::new();
    let bottom = height - 30;
    let (step, ticks) = axis(most);
    for tick in 0..=ticks {
        let x = u64::from(LABEL) + tick * step * room / most;
        let _ = write!(
            body,
            "<line class=\"grid\" x1=\"{x}\" y1=\"10\" x2=\"{x}\" y2=\"{bottom}\"/>\
             <text x=\"{x}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            bottom + 18,
            tick * step
        );
    }
    for (index, (label, value)) in items.iter().enumerate() {
        let y = 14 + ROW * index as u32;
        let length = (value * room / most).max(1);
        let _ = write!(
            body,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>\
             <rect class=\"bar\" x=\"{LABEL}\" y=\"{y}\" width=\"{length}\" height=\"{}\"/>\
             <text x=\"{}\" y=\"{}\">{value}</text>",
            LABEL - 8,
            y + 14,
            escape(&short(label, 26)),
            ROW - 6,
            u64::from(LABEL) + length + 6,
            y + 14,
        );
    }
    let _ = write!(
        body,
        "<line class=\"axis\" x1=\"{LABEL}\" y1=\"10\" x2=\"{LABEL}\" y2=\"{bottom}\"/>\
         <text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
        LABEL - 8,
        bottom + 18,
        escape(unit)
    );
    chart(name, title, in_words(items), (WIDTH, height), body)
}

/// A step of 1, 2 or 5 times a power of ten, and how many fit below `most`.
fn axis(most: u64) -> (u64, u64) {
    let mut step = 1u64;
    for factor in [2, 5, 10].iter().cycle() {
        if most / step <= 6 {
            break;
        }
        let decade = 10u64.pow(step.ilog10());
        step = decade * factor;
        if *factor == 10 && most / step <= 6 {
            break;
        }
    }
    (step, most / step)
}

/// Nodes on a circle and the lines between them; thickness does not matter, each line is told in words.
pub fn graph(name: &str, title: &str, nodes: &[String], edges: &[(usize, usize, String)]) -> Chart {
    const SIZE: u32 = 640;
    let centre = f64::from(SIZE) / 2.0;
    let radius = centre - 120.0;
    let place = |index: usize| {
        let turn = std::f64::consts::TAU * index as f64 / nodes.len().max(1) as f64;
        (centre + radius * turn.sin(), centre - radius * turn.cos())
    };
    let mut body = String::new();
    for (from, to, what) in edges {
        let ((x1, y1), (x2, y2)) = (place(*from), place(*to));
        let _ = write!(
            body,
            "<line class=\"edge\" x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\"><title>{}</title></line>",
            escape(&format!("{} {what} {}", nodes[*from], nodes[*to]))
        );
    }
    for (index, node) in nodes.iter().enumerate() {
        let (x, y) = place(index);
        let (anchor, shift) = if x < centre - 1.0 { ("end", -9.0) } else { ("start", 9.0) };
        let _ = write!(
            body,
            "<circle class=\"node\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\">{}</text>",
            x + shift,
            y + 4.0,
            escape(&short(node, 18))
        );
    }
    let words: Vec<String> =
        edges.iter().map(|(from, to, what)| format!("{} {what} {}", nodes[*from], nodes[*to])).collect();
    let words = if words.is_empty() { "No data.".to_owned() } else { words.join("; ") + "." };
    chart(name, title, words, (SIZE, SIZE), body)
}

/// A grid of counts: rows by columns, each cell with its number.
pub fn matrix(name: &str, title: &str, rows: &[String], columns: &[String], count: &[Vec<u64>]) -> Chart {
    const LABEL: u32 = 170;
    const CELL: u32 = 26;
    let top = 130;
    let size = (LABEL + CELL * columns.len().max(1) as u32 + 60, top + CELL * rows.len().max(1) as u32 + 10);
    let most = count.iter().flatten().copied().max().unwrap_or(1).max(1);
    let mut body = String::new();
    let mut words = Vec::new();
    for (index, column) in columns.iter().enumerate() {
        let x = LABEL + CELL * index as u32 + CELL / 2;
        let _ = write!(
            body,
            "<text transform=\"translate({x} {}) rotate(-55)\">{}</text>",
            top - 6,
            escape(&short(column, 20))
        );
    }
    for (r, row) in rows.iter().enumerate() {
        let y = top + CELL * r as u32;
        let _ = write!(
            body,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
            LABEL - 8,
            y + 17,
            escape(&short(row, 24))
        );
        for (c, column) in columns.iter().enumerate() {
            let value = count[r][c];
            if value == 0 {
                continue;
            }
            words.push(format!("{row}, {column}: {value}"));
            let shade = 0.2 + 0.5 * value as f64 / most as f64;
            let x = LABEL + CELL * c as u32;
            let _ = write!(
                body,
                "<rect class=\"cell\" x=\"{x}\" y=\"{y}\" width=\"{0}\" height=\"{0}\" fill-opacity=\"{shade:.2}\"/>\
                 <text x=\"{1}\" y=\"{2}\" text-anchor=\"middle\">{value}</text>",
                CELL - 2,
                x + CELL / 2 - 1,
                y + 17
            );
        }
    }
    let words = if words.is_empty() { "No data.".to_owned() } else { words.join("; ") + "." };
    chart(name, title, words, size, body)
}

fn chart(name: &str, title: &str, description: String, size: (u32, u32), body: String) -> Chart {
    Chart { name: name.to_owned(), title: title.to_owned(), description, size, body }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_has_at_most_seven_round_ticks() {
        for most in [1, 6, 7, 13, 60, 99, 1234, 50_000, 7_654_321] {
            let (step, ticks) = axis(most);
            assert!(ticks <= 6, "{most}: {ticks} ticks of {step}");
            assert!(step * ticks <= most);
            let lead = step / 10u64.pow(step.ilog10());
            assert!([1, 2, 5].contains(&lead), "{most}: step {step}");
        }
    }

    #[test]
    fn labels_cannot_break_out() {
        let hostile = "</svg><script>alert(1)</script>\" onload=\"x\u{202e}".to_owned();
        let svg = bars("a", "b", "c", &[(hostile, 3)]).standalone();
        assert!(!svg.contains("<script"));
        assert!(!svg.contains("onload=\""));
        assert!(!svg.contains('\u{202e}'));
    }

    #[test]
    fn the_data_is_told_in_words() {
        let chart = bars("a", "Firms", "mentions", &[("Dakor".to_owned(), 3), ("Unha".to_owned(), 2)]);
        assert_eq!(chart.description, "Dakor: 3; Unha: 2.");
    }
}
