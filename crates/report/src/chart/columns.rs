//! Columns along time: a column for each stretch of it, those without anything too.

use super::draw::{line, rect, text};
use super::scale::{Scale, compact};
use super::{Chart, Tone, sentence};

/// Columns from nought; `unit` names the vertical axis.
pub fn columns(name: &str, tone: Tone, unit: &str, items: &[(String, u64)]) -> Chart {
    const LEFT: f64 = 46.0;
    const TOP: f64 = 26.0;
    const BOTTOM: f64 = 220.0;
    const WIDTH: f64 = 620.0;
    let most = items.iter().map(|(_, value)| *value).max().unwrap_or(1).max(1);
    let scale = Scale::linear(0.0, most as f64);
    let place = |value: f64| BOTTOM - scale.at(value) * (BOTTOM - TOP);
    let mut body = String::new();
    for tick in scale.ticks(5).into_iter().filter(|tick| tick.fract() == 0.0) {
        line(&mut body, "grid", (LEFT, place(tick)), (WIDTH - 8.0, place(tick)));
        text(&mut body, LEFT - 6.0, place(tick) + 4.5, "soft", "end", &compact(tick));
    }
    text(&mut body, 0.0, 12.0, "soft", "start", unit);
    let wide = (WIDTH - 8.0 - LEFT) / items.len().max(1) as f64;
    // A label takes some seven pixels a character.
    let longest = items.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(1) as f64;
    let every = ((longest * 7.5 + 10.0) / wide).ceil().max(1.0) as usize;
    let mut words = Vec::new();
    for (index, (label, value)) in items.iter().enumerate() {
        let x = LEFT + wide * index as f64;
        let told = format!("{label}: {value}");
        if *value > 0 {
            let top = place(*value as f64);
            let width = (wide * 0.82).clamp(1.0, 60.0);
            rect(&mut body, "mark", (x + (wide - width) / 2.0, top), (width, BOTTOM - top), &told);
            if wide >= 26.0 {
                text(&mut body, x + wide / 2.0, top - 5.0, "value", "middle", &value.to_string());
            }
            words.push(told);
        }
        if index % every == 0 {
            text(&mut body, x + wide / 2.0, BOTTOM + 17.0, "soft", "middle", label);
        }
    }
    line(&mut body, "axis", (LEFT, BOTTOM), (WIDTH - 8.0, BOTTOM));
    Chart::new(name, tone, (WIDTH as u32, BOTTOM as u32 + 26), sentence(&words), body)
}
