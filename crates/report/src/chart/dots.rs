//! Dots along a scale: for values so far apart that bars from nought would show only the longest.

use super::draw::{circle, line, short, text};
use super::scale::{Scale, compact};
use super::{Chart, Tone, sentence};

/// A dot, or a bar from `low` to `high`.
#[derive(Clone, Debug, PartialEq)]
pub struct Dot {
    /// What it stands for.
    pub label: String,
    /// The value, or the lower end of a range.
    pub low: f64,
    /// The upper end; the same as `low` where it is no range.
    pub high: f64,
    /// Whether the value is only about right or a bound; drawn hollow.
    pub loose: bool,
    /// The value as it is said: `more than 1,200`.
    pub said: String,
}

/// Dots by value; `unit` names the axis, which goes by ratio if the values are far apart.
pub fn dots(name: &str, tone: Tone, unit: &str, items: &[Dot]) -> Chart {
    const LABEL: f64 = 200.0;
    const ROW: f64 = 24.0;
    const WIDTH: f64 = 620.0;
    let bottom = 8.0 + ROW * items.len().max(1) as f64;
    let scale = Scale::of(items.iter().flat_map(|item| [item.low, item.high]));
    let behind = items.iter().map(|item| item.said.chars().count()).max().unwrap_or(0).min(24) as f64;
    let room = WIDTH - LABEL - 26.0 - behind * 7.0;
    let place = |value: f64| LABEL + 8.0 + scale.at(value) * room;
    let mut body = String::new();
    for tick in scale.ticks(5) {
        line(&mut body, "grid", (place(tick), 4.0), (place(tick), bottom));
        text(&mut body, place(tick), bottom + 17.0, "soft", "middle", &compact(tick));
    }
    let mut words = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let y = 8.0 + ROW * index as f64 + 9.0;
        let told = format!("{}: {}", item.label, item.said);
        text(&mut body, LABEL - 8.0, y + 5.0, "label", "end", &short(&item.label, 27));
        if item.high > item.low {
            line(&mut body, "mark thick", (place(item.low), y), (place(item.high), y));
            circle(&mut body, "mark", (place(item.low), y), 3.0, &told);
            circle(&mut body, "mark", (place(item.high), y), 3.0, &told);
        } else {
            circle(&mut body, if item.loose { "hollow" } else { "mark" }, (place(item.low), y), 5.0, &told);
        }
        text(&mut body, place(item.high) + 11.0, y + 5.0, "value", "start", &short(&item.said, 24));
        words.push(told);
    }
    text(&mut body, LABEL - 8.0, bottom + 17.0, "soft", "end", unit);
    Chart::new(name, tone, (WIDTH as u32, bottom as u32 + 26), sentence(&words), body)
}
