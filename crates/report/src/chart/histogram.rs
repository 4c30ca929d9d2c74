//! How values are spread: counts in classes of equal width, by difference or by ratio, with the middle one.

use super::draw::{line, rect, text};
use super::scale::{Scale, compact, step};
use super::{Chart, Tone, sentence};

/// Classes of a linear scale at most.
const CLASSES: usize = 16;

/// A histogram of `values`; `unit` names the horizontal axis. Years are written in full.
pub fn histogram(name: &str, tone: Tone, unit: &str, values: &[f64]) -> Chart {
    let written = if unit == "year of our era" { |value: f64| format!("{value}") } else { compact };
    const LEFT: f64 = 40.0;
    const TOP: f64 = 30.0;
    const BOTTOM: f64 = 180.0;
    const WIDTH: f64 = 400.0;
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (scale, edges) = classes(&sorted);
    let counts: Vec<usize> = edges
        .windows(2)
        .enumerate()
        .map(|(index, pair)| {
            let last = index + 2 == edges.len();
            let below = |edge: f64, with: bool| {
                sorted.partition_point(|&value| value < edge || with && value <= edge)
            };
            below(pair[1], last) - below(pair[0], false)
        })
        .collect();
    let most = counts.iter().copied().max().unwrap_or(1).max(1);
    let up = Scale::linear(0.0, most as f64);
    let across = |value: f64| LEFT + scale.at(value) * (WIDTH - LEFT - 16.0);
    let place = |count: f64| BOTTOM - up.at(count) * (BOTTOM - TOP);
    let mut body = String::new();
    for tick in up.ticks(4).into_iter().filter(|tick| tick.fract() == 0.0) {
        line(&mut body, "grid", (LEFT, place(tick)), (WIDTH - 16.0, place(tick)));
        text(&mut body, LEFT - 6.0, place(tick) + 4.5, "soft", "end", &compact(tick));
    }
    let mut words = Vec::new();
    for (pair, &count) in edges.windows(2).zip(&counts) {
        if count > 0 {
            let told = format!("{} to {}: {count}", written(pair[0]), written(pair[1]));
            let (from, to, top) = (across(pair[0]), across(pair[1]), place(count as f64));
            rect(&mut body, "mark", (from + 0.5, top), ((to - from - 1.0).max(1.0), BOTTOM - top), &told);
            words.push(told);
        }
    }
    line(&mut body, "axis", (LEFT, BOTTOM), (WIDTH - 16.0, BOTTOM));
    for tick in scale.ticks(6) {
        line(&mut body, "axis", (across(tick), BOTTOM), (across(tick), BOTTOM + 4.0));
        text(&mut body, across(tick), BOTTOM + 18.0, "soft", "middle", &written(tick));
    }
    if let Some(&middle) = sorted.get(sorted.len() / 2) {
        let x = across(middle);
        line(&mut body, "axis dashed", (x, TOP - 12.0), (x, BOTTOM));
        let anchor = if x > WIDTH / 2.0 { ("end", -5.0) } else { ("start", 5.0) };
        text(&mut body, x + anchor.1, TOP - 6.0, "value", anchor.0, &format!("median {}", written(middle)));
        words.insert(0, format!("{} values, median {}", sorted.len(), written(middle)));
    }
    text(&mut body, WIDTH - 16.0, BOTTOM + 36.0, "soft", "end", unit);
    Chart::new(name, tone, (WIDTH as u32, BOTTOM as u32 + 44), sentence(&words), body)
}

/// The scale and the edges of the classes: three a decade where values are far apart.
fn classes(sorted: &[f64]) -> (Scale, Vec<f64>) {
    let (Some(&low), Some(&high)) = (sorted.first(), sorted.last()) else {
        return (Scale::linear(0.0, 1.0), Vec::new());
    };
    // Noughts cannot stand on a scale of ratios: then differences decide.
    let scale = Scale::of(sorted.iter().copied());
    match scale {
        Scale::Log { low, high } => {
            let every = if high - low > 9 { &[1.0][..] } else { &[1.0, 2.0, 5.0][..] };
            let mut edges: Vec<f64> = (low..high)
                .flat_map(|power| every.iter().map(move |lead| lead * 10f64.powi(power)))
                .collect();
            edges.push(10f64.powi(high));
            (scale, edges)
        }
        Scale::Linear { .. } => {
            // From nought only if the values come near it.
            let from = if low > 0.0 && low > 0.5 * high { low } else { low.min(0.0) };
            let span = (high - from).max(if high == 0.0 { 1.0 } else { high.abs() * 0.1 });
            let step = step(span, CLASSES);
            let first = (from / step).floor() as i64;
            let mut edges = vec![first as f64 * step];
            for n in first + 1.. {
                edges.push(n as f64 * step);
                if n as f64 * step > high {
                    break;
                }
            }
            let ends = (edges[0], edges[edges.len() - 1]);
            (Scale::Linear { low: ends.0, high: ends.1 }, edges)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_in_one_class() {
        for values in
            [vec![5.0], vec![0.0, 0.0], vec![1.0, 10.0, 1e6], vec![-3.0, 7.0, 7.0], vec![2000.0, 2024.0]]
        {
            let chart = histogram("a", Tone::Figure, "unit", &values);
            let counted: usize = chart
                .description
                .trim_end_matches('.')
                .split("; ")
                .filter_map(|part| part.rsplit_once(": ")?.1.parse::<usize>().ok())
                .sum();
            assert_eq!(counted, values.len(), "{}", chart.description);
        }
        assert_eq!(histogram("a", Tone::Figure, "unit", &[]).description, "No data.");
    }
}
