//! Values over time: a mark for each statement, whose shape says how exactly it holds.

use super::draw::{circle, escape, line, text};
use super::scale::{Scale, compact};
use super::{Chart, Tone, sentence};
use std::fmt::Write as _;

/// How a value lies to the true one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// As stated: a disc.
    Exact,
    /// About: a ring.
    About,
    /// More, or at least: a triangle that points up.
    AtLeast,
    /// Less, or at most: a triangle that points down.
    AtMost,
}

/// A value at its time.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Years, with fractions: where the time it holds for begins.
    pub from: f64,
    /// Where that time ends.
    pub to: f64,
    /// The value, or the lower end of a range.
    pub low: f64,
    /// The upper end; the same as `low` where it is no range.
    pub high: f64,
    /// How it lies to the true value.
    pub shape: Shape,
    /// The whole statement in words.
    pub said: String,
}

const LEFT: f64 = 62.0;
const TOP: f64 = 30.0;
const BOTTOM: f64 = 230.0;
const WIDTH: f64 = 620.0;

/// Values over time; `unit` names the vertical axis.
pub fn timeline(name: &str, tone: Tone, unit: &str, points: &[Point]) -> Chart {
    let up = Scale::of(points.iter().flat_map(|point| [point.low, point.high]));
    let first = points.iter().map(|point| point.from).fold(f64::INFINITY, f64::min);
    let last = points.iter().map(|point| point.to).fold(f64::NEG_INFINITY, f64::max);
    let (first, last) =
        if first.is_finite() { (first.floor(), last.ceil().max(first.floor() + 1.0)) } else { (0.0, 1.0) };
    let place = |value: f64| BOTTOM - up.at(value) * (BOTTOM - TOP);
    let across = |year: f64| LEFT + 14.0 + (year - first) / (last - first) * (WIDTH - LEFT - 40.0);
    let mut body = String::new();
    for tick in up.ticks(5) {
        line(&mut body, "grid", (LEFT, place(tick)), (WIDTH - 8.0, place(tick)));
        text(&mut body, LEFT - 6.0, place(tick) + 4.5, "soft", "end", &compact(tick));
    }
    let by = if up.is_log() { ", by ratio" } else { "" };
    text(&mut body, 0.0, 12.0, "soft", "start", &format!("{unit}{by}"));
    years(&mut body, first, last, &across);
    line(&mut body, "axis", (LEFT, BOTTOM), (WIDTH - 8.0, BOTTOM));
    join(&mut body, points, &|point| (across((point.from + point.to) / 2.0), place(point.high)));
    let mut labels: Vec<(f64, f64)> = Vec::new();
    for point in points {
        let at = (across((point.from + point.to) / 2.0), place(point.high));
        if across(point.to) - across(point.from) > 4.0 {
            line(&mut body, "line", (across(point.from), at.1), (across(point.to), at.1));
        }
        if point.high > point.low {
            line(&mut body, "mark thick", (at.0, place(point.low)), at);
        }
        mark(&mut body, at, point);
        // A label is left out where it would stand on another; the words under the pointer remain.
        let label = (at.0, at.1 - 10.0);
        if labels.iter().all(|other| (other.0 - label.0).abs() > 48.0 || (other.1 - label.1).abs() > 13.0) {
            let range =
                if point.high > point.low { format!("{}–", compact(point.low)) } else { String::new() };
            text(&mut body, label.0, label.1, "value", "middle", &format!("{range}{}", compact(point.high)));
            labels.push(label);
        }
    }
    let words: Vec<String> = points.iter().map(|point| point.said.clone()).collect();
    Chart::new(name, tone, (WIDTH as u32, BOTTOM as u32 + 26), sentence(&words), body)
}

/// Ticks at the beginning of years.
fn years(body: &mut String, first: f64, last: f64, across: &impl Fn(f64) -> f64) {
    let every = ((last - first) / 10.0).ceil().max(1.0);
    let mut year = first;
    while year <= last {
        line(body, "axis", (across(year), BOTTOM), (across(year), BOTTOM + 4.0));
        if year + every <= last + 0.5 || every == 1.0 {
            text(body, across(year), BOTTOM + 18.0, "soft", "middle", &format!("{year}"));
        }
        year += every;
    }
}

/// A thin line through the points, if no time has two values: else it would tell of rises that nobody stated.
fn join(body: &mut String, points: &[Point], place: &impl Fn(&Point) -> (f64, f64)) {
    let mut sorted: Vec<&Point> = points.iter().collect();
    sorted.sort_by(|a, b| (a.from + a.to).total_cmp(&(b.from + b.to)));
    if sorted.windows(2).any(|pair| pair[1].from < pair[0].to - 1e-6) {
        return;
    }
    let path: Vec<String> = sorted
        .into_iter()
        .map(|point| {
            let (x, y) = place(point);
            format!("{x:.1},{y:.1}")
        })
        .collect();
    let _ = write!(body, "<polyline class=\"line dashed\" points=\"{}\"/>", path.join(" "));
}

fn mark(body: &mut String, at: (f64, f64), point: &Point) {
    let (x, y) = at;
    let triangle = |body: &mut String, side: f64| {
        let _ = write!(
            body,
            "<path class=\"mark\" d=\"M{:.1} {:.1}L{:.1} {:.1}L{:.1} {:.1}Z\"><title>{}</title></path>",
            x - 6.0,
            y + 4.5 * side,
            x + 6.0,
            y + 4.5 * side,
            x,
            y - 6.0 * side,
            escape(&point.said)
        );
    };
    match point.shape {
        Shape::Exact => circle(body, "mark", at, 5.0, &point.said),
        Shape::About => circle(body, "hollow", at, 5.0, &point.said),
        Shape::AtLeast => triangle(body, 1.0),
        Shape::AtMost => triangle(body, -1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(from: f64, value: f64) -> Point {
        Point {
            from,
            to: from + 1.0,
            low: value,
            high: value,
            shape: Shape::Exact,
            said: format!("{value} in {from}"),
        }
    }

    #[test]
    fn values_of_one_time_are_not_joined() {
        let joined = timeline("a", Tone::Firm, "employees", &[point(2019.0, 5.0), point(2020.0, 7.0)]);
        assert!(joined.inline().contains("<polyline"));
        assert_eq!(joined.description, "5 in 2019; 7 in 2020.");
        let apart = timeline("a", Tone::Firm, "employees", &[point(2019.0, 5.0), point(2019.0, 7.0)]);
        assert!(!apart.inline().contains("<polyline"));
    }
}
