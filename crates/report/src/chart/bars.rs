//! Horizontal bars, one an item, each with its value.

use super::draw::{line, rect, short, text};
use super::scale::{Scale, compact, grouped};
use super::{Chart, Tone, sentence};

/// A bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// What it stands for.
    pub label: String,
    /// Its length.
    pub value: u64,
    /// What is told behind the value, empty mostly.
    pub more: String,
}

/// Horizontal bars from nought; `unit` names the axis.
pub fn bars(name: &str, tone: Tone, unit: &str, items: &[Bar]) -> Chart {
    const LABEL: f64 = 200.0;
    const ROW: f64 = 24.0;
    const WIDTH: f64 = 620.0;
    let bottom = 8.0 + ROW * items.len().max(1) as f64;
    let most = items.iter().map(|item| item.value).max().unwrap_or(1).max(1);
    let scale = Scale::linear(0.0, most as f64);
    let behind = items.iter().map(|item| item.more.chars().count()).max().unwrap_or(0).min(20) as f64;
    let room = WIDTH - LABEL - 62.0 - behind * 6.5;
    let mut body = String::new();
    for tick in scale.ticks(5).into_iter().filter(|tick| tick.fract() == 0.0) {
        let x = LABEL + scale.at(tick) * room;
        line(&mut body, "grid", (x, 4.0), (x, bottom));
        text(&mut body, x, bottom + 17.0, "soft", "middle", &compact(tick));
    }
    let mut words = Vec::new();
    for (index, Bar { label, value, more }) in items.iter().enumerate() {
        let y = 8.0 + ROW * index as f64;
        let length = (scale.at(*value as f64) * room).max(1.0);
        let told = format!("{label}: {value}{}{more}", if more.is_empty() { "" } else { " " });
        text(&mut body, LABEL - 8.0, y + 14.0, "label", "end", &short(label, 27));
        rect(&mut body, "mark", (LABEL, y + 2.0), (length, ROW - 8.0), &told);
        let shown = format!("{} {}", grouped(*value), short(more, 20));
        text(&mut body, LABEL + length + 6.0, y + 14.0, "value", "start", shown.trim());
        words.push(told);
    }
    line(&mut body, "axis", (LABEL, 4.0), (LABEL, bottom));
    text(&mut body, LABEL - 8.0, bottom + 17.0, "soft", "end", unit);
    Chart::new(name, tone, (WIDTH as u32, bottom as u32 + 26), sentence(&words), body)
}
