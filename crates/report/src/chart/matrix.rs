//! A grid of counts: rows by columns, each cell with its number.

use std::fmt::Write as _;

use super::draw::{escape, line, rect, short, text};
use super::{Chart, Tone, sentence};

/// A square for each pair that occurs, larger the more often, with its number beside the scale of sizes.
pub fn matrix(name: &str, tone: Tone, rows: &[String], columns: &[String], count: &[Vec<u64>]) -> Chart {
    const LABEL: f64 = 180.0;
    const CELL: f64 = 27.0;
    const TOP: f64 = 128.0;
    let size =
        (LABEL + CELL * columns.len().max(1) as f64 + 80.0, TOP + CELL * rows.len().max(1) as f64 + 8.0);
    let most = count.iter().flatten().copied().max().unwrap_or(1).max(1) as f64;
    let (right, bottom) = (size.0 - 80.0, size.1 - 8.0);
    let mut body = String::new();
    for (index, column) in columns.iter().enumerate() {
        let x = LABEL + CELL * (index as f64 + 0.5);
        line(&mut body, "grid", (x, TOP), (x, bottom));
        let _ = write!(
            body,
            "<text class=\"label\" transform=\"translate({:.1} {:.1}) rotate(-52)\">{}</text>",
            x + 3.0,
            TOP - 6.0,
            escape(&short(column, 20))
        );
    }
    let mut words = Vec::new();
    for (r, row) in rows.iter().enumerate() {
        let y = TOP + CELL * (r as f64 + 0.5);
        line(&mut body, "grid", (LABEL, y), (right, y));
        text(&mut body, LABEL - 8.0, y + 5.0, "label", "end", &short(row, 24));
        for (c, column) in columns.iter().enumerate() {
            let value = count[r][c];
            if value == 0 {
                continue;
            }
            let told = format!("{row}, {column}: {value}");
            let x = LABEL + CELL * (c as f64 + 0.5);
            // The area says how often; the number stands on it in the colour of paper.
            let side = 15.0 + (CELL - 17.0) * (value as f64 / most).sqrt();
            rect(&mut body, "mark", (x - side / 2.0, y - side / 2.0), (side, side), &told);
            text(&mut body, x, y + 4.0, "on-mark", "middle", &value.to_string());
            words.push(told);
        }
    }
    Chart::new(name, tone, (size.0 as u32, size.1 as u32), sentence(&words), body)
}
