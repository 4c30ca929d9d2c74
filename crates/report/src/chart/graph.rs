//! Firms and the relations between them.
//!
//! Each group of firms that hang together is placed for itself, by attraction along lines and repulsion between names,
//! from fixed starting places, in a fixed number of steps, with nothing but exact arithmetic: the same picture
//! everywhere. Then the groups are set side by side.

use std::fmt::Write as _;

use super::draw::{circle, escape, line, short, text};
use super::{Chart, Tone, sentence};

/// A relation between two nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Index of the node it starts from.
    pub from: usize,
    /// Index of the node it leads to.
    pub to: usize,
    /// The relation: `parent-of`.
    pub what: String,
    /// In how many articles it is stated.
    pub times: u64,
}

const WIDTH: f64 = 760.0;
/// Steps of the placing.
const STEPS: usize = 400;
/// Half the height that a name takes.
const HALF: f64 = 11.0;
/// Length that a line takes if nothing hinders it.
const LENGTH: f64 = 72.0;
/// Groups stand at multiples of this width.
const STRETCH: f64 = 20.0;
/// Dashes by which kinds of relation are told apart.
const DASHES: [&str; 6] = ["solid", "dashed", "dotted", "dashdot", "long", "pair"];

/// The graph of `nodes` and `edges`.
pub fn graph(name: &str, tone: Tone, nodes: &[String], edges: &[Edge]) -> Chart {
    let labels: Vec<String> = nodes.iter().map(|node| short(node, 24)).collect();
    let mut kinds: Vec<&str> = Vec::new();
    for edge in edges {
        if !kinds.contains(&edge.what.as_str()) {
            kinds.push(&edge.what);
        }
    }
    let (places, height) = settle(&labels, edges);
    let mut body = String::new();
    let _ = write!(
        body,
        "<defs><marker id=\"{name}-tip\" viewBox=\"0 0 8 8\" refX=\"13\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" \
         orient=\"auto\"><path class=\"tip\" d=\"M0 0L8 4L0 8Z\"/></marker></defs>"
    );
    let mut words = Vec::new();
    for Edge { from, to, what, times } in edges {
        let told = format!("{} {} {}", nodes[*from], what.replace('-', " "), nodes[*to]);
        let told = if *times > 1 { format!("{told} ({times} times)") } else { told };
        let dash = kinds.iter().position(|kind| kind == what).map_or("solid", |at| DASHES[at % DASHES.len()]);
        let ((x1, y1), (x2, y2)) = (places[*from], places[*to]);
        let tip = tip(name, what);
        let _ = write!(
            body,
            "<line class=\"line {dash}\" x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\"{tip}><title>{}</title></line>",
            escape(&told)
        );
        words.push(told);
    }
    for (label, (node, &(x, y))) in labels.iter().zip(nodes.iter().zip(&places)) {
        circle(&mut body, "mark", (x, y), 5.0, node);
        // The same letters in the colour of paper under it keep lines out of the name.
        text(&mut body, x, y - 9.0, "halo", "middle", label);
        text(&mut body, x, y - 9.0, "label", "middle", label);
    }
    let height = legend(&mut body, name, &kinds, height);
    Chart::new(name, tone, (WIDTH as u32, height as u32), sentence(&words), body)
}

/// The kinds of relation with their dashes, in as many rows as they need.
fn legend(body: &mut String, name: &str, kinds: &[&str], top: f64) -> f64 {
    let (mut x, mut y) = (10.0, top + 16.0);
    line(body, "grid", (0.0, top), (WIDTH, top));
    for (kind, dash) in kinds.iter().zip(DASHES.iter().cycle()) {
        let label = kind.replace('-', " ");
        let wide = 70.0 + 7.5 * label.chars().count() as f64;
        if x + wide > WIDTH {
            (x, y) = (10.0, y + 20.0);
        }
        let tip = tip(name, kind);
        let _ = write!(
            body,
            "<line class=\"line {dash}\" x1=\"{x:.1}\" y1=\"{y:.1}\" x2=\"{:.1}\" y2=\"{y:.1}\"{tip}/>",
            x + 44.0
        );
        text(body, x + 50.0, y + 4.5, "soft", "start", &label);
        x += wide;
    }
    y + 14.0
}

/// The end of an arrow; partners are partners of one another and have none.
fn tip(name: &str, kind: &str) -> String {
    if kind == "partner-of" { String::new() } else { format!(" marker-end=\"url(#{name}-tip)\"") }
}

/// A group of nodes that hang together, placed for itself.
struct Group {
    nodes: Vec<usize>,
    at: Vec<(f64, f64)>,
    size: (f64, f64),
}

/// Places of the nodes, and the height that they take: groups side by side, the highest first.
fn settle(labels: &[String], edges: &[Edge]) -> (Vec<(f64, f64)>, f64) {
    let halves: Vec<f64> = labels.iter().map(|label| 10.0 + 3.7 * label.chars().count() as f64).collect();
    let mut groups: Vec<Group> =
        groups(labels.len(), edges).into_iter().map(|nodes| place(nodes, &halves, edges)).collect();
    groups.sort_by(|a, b| b.size.1.total_cmp(&a.size.1).then(a.nodes.cmp(&b.nodes)));
    let mut places = vec![(0.0, 0.0); labels.len()];
    // How far down each stretch of the width is taken; a group goes where it ends highest.
    let mut taken = vec![0.0f64; (WIDTH / STRETCH) as usize];
    for group in &groups {
        let wide = ((group.size.0 / STRETCH).ceil() as usize).clamp(1, taken.len());
        let top = |from: usize| taken[from..from + wide].iter().copied().fold(0.0, f64::max);
        let left = (0..=taken.len() - wide).min_by(|&a, &b| top(a).total_cmp(&top(b))).unwrap_or_default();
        let y = top(left);
        for (node, at) in group.nodes.iter().zip(&group.at) {
            places[*node] = (left as f64 * STRETCH + at.0, y + at.1);
        }
        taken[left..left + wide].fill(y + group.size.1);
    }
    (places, taken.into_iter().fold(0.0, f64::max) + 6.0)
}

/// Nodes of one group, drawn together by lines and kept apart by one another, then moved into their corner.
fn place(nodes: Vec<usize>, halves: &[f64], edges: &[Edge]) -> Group {
    let own: Vec<f64> = nodes.iter().map(|&node| halves[node]).collect();
    let index = |node: usize| nodes.binary_search(&node).ok();
    let lines: Vec<(usize, usize)> =
        edges.iter().filter_map(|edge| Some((index(edge.from)?, index(edge.to)?))).collect();
    // On a grid, a little out of line so that no force is nought.
    let across = (1..).find(|n| n * n >= nodes.len()).unwrap_or(1);
    let mut at: Vec<(f64, f64)> = (0..nodes.len())
        .map(|n| {
            (
                (n % across) as f64 * 60.0 + (n * 7 % 11) as f64,
                (n / across) as f64 * 60.0 + (n * 5 % 13) as f64,
            )
        })
        .collect();
    for step in 0..STEPS {
        let most = 1.0 + 24.0 * (1.0 - step as f64 / STEPS as f64);
        let mut push = vec![(0.0, 0.0); at.len()];
        for a in 0..at.len() {
            for b in a + 1..at.len() {
                let (dx, dy) = (at[a].0 - at[b].0, at[a].1 - at[b].1);
                let force = 420.0 / (dx * dx + dy * dy).max(1.0);
                push[a] = (push[a].0 + dx * force, push[a].1 + dy * force);
                push[b] = (push[b].0 - dx * force, push[b].1 - dy * force);
            }
        }
        for &(a, b) in &lines {
            let (dx, dy) = (at[b].0 - at[a].0, at[b].1 - at[a].1);
            let far = (dx * dx + dy * dy).sqrt().max(1.0);
            let force = (far - LENGTH) / far * 0.15;
            push[a] = (push[a].0 + dx * force, push[a].1 + dy * force);
            push[b] = (push[b].0 - dx * force, push[b].1 - dy * force);
        }
        for (place, (dx, dy)) in at.iter_mut().zip(push) {
            let far = (dx * dx + dy * dy).sqrt().max(1e-9);
            place.0 += dx / far * far.min(most);
            place.1 += dy / far * far.min(most);
        }
        part(&mut at, &own);
        // No wider than the chart.
        let middle = at.iter().map(|place| place.0).sum::<f64>() / at.len() as f64;
        for (place, half) in at.iter_mut().zip(&own) {
            let room = (WIDTH / 2.0 - half - 14.0).max(0.0);
            place.0 = place.0.clamp(middle - room, middle + room);
        }
    }
    let low = |get: fn(&(f64, f64)) -> f64, room: &dyn Fn(usize) -> f64| {
        at.iter().enumerate().map(|(n, place)| get(place) - room(n)).fold(f64::INFINITY, f64::min)
    };
    let high = |get: fn(&(f64, f64)) -> f64, room: &dyn Fn(usize) -> f64| {
        at.iter().enumerate().map(|(n, place)| get(place) + room(n)).fold(f64::NEG_INFINITY, f64::max)
    };
    let (left, right) = (low(|place| place.0, &|n| own[n] + 4.0), high(|place| place.0, &|n| own[n] + 4.0));
    let (top, bottom) = (low(|place| place.1, &|_| 28.0), high(|place| place.1, &|_| 16.0));
    let moved = at.iter().map(|place| (place.0 - left, place.1 - top)).collect();
    Group { nodes, at: moved, size: (right - left, bottom - top) }
}

/// Pushes names apart that overlap, along the shorter way.
fn part(at: &mut [(f64, f64)], halves: &[f64]) {
    for a in 0..at.len() {
        for b in a + 1..at.len() {
            let (dx, dy) = (at[b].0 - at[a].0, at[b].1 - at[a].1);
            let (over_x, over_y) = (halves[a] + halves[b] - dx.abs(), 2.0 * HALF + 8.0 - dy.abs());
            if over_x > 0.0 && over_y > 0.0 {
                let (x, y) = if over_y < over_x * 0.6 {
                    (0.0, over_y / 2.0 * if dy < 0.0 { -1.0 } else { 1.0 })
                } else {
                    (over_x / 2.0 * if dx < 0.0 { -1.0 } else { 1.0 }, 0.0)
                };
                at[a] = (at[a].0 - x, at[a].1 - y);
                at[b] = (at[b].0 + x, at[b].1 + y);
            }
        }
    }
}

/// Nodes that hang together, group by group, each in order.
fn groups(count: usize, edges: &[Edge]) -> Vec<Vec<usize>> {
    let mut group: Vec<usize> = (0..count).collect();
    fn root(group: &mut [usize], mut node: usize) -> usize {
        while group[node] != node {
            group[node] = group[group[node]];
            node = group[node];
        }
        node
    }
    for edge in edges {
        let (a, b) = (root(&mut group, edge.from), root(&mut group, edge.to));
        group[a.max(b)] = a.min(b);
    }
    let mut members = vec![Vec::new(); count];
    for node in 0..count {
        members[root(&mut group, node)].push(node);
    }
    members.retain(|nodes| !nodes.is_empty());
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_do_not_stand_on_one_another() {
        let names: Vec<String> = (0..30).map(|n| format!("Firm number {n}")).collect();
        let edge = |from, to| Edge { from, to, what: "parent-of".to_owned(), times: 1 };
        let edges: Vec<Edge> = (1..30).map(|n| edge(if n < 8 { 0 } else { n - 1 }, n)).collect();
        let (places, height) = settle(&names, &edges);
        for (a, one) in places.iter().enumerate() {
            assert!((0.0..=WIDTH).contains(&one.0) && (0.0..=height).contains(&one.1));
            for two in &places[..a] {
                let apart = (one.0 - two.0).abs() > 60.0 || (one.1 - two.1).abs() > 14.0;
                assert!(apart, "{one:?} and {two:?}");
            }
        }
    }
}
