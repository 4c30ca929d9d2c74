//! The reading order of a page: it is cut into strips at headlines that span columns, strips into columns.
//!
//! Going down the page, rows are gathered as long as some gutter stays free of text in all of them. A row that closes
//! the last gutter begins a new strip, unless what closes it stands between columns that go on on both sides of it:
//! then it is a float (a pull quote, a box), which comes after its strip. Columns are cut again in the same way.

use super::rows::Stretch;

/// A line of text in reading order.
pub(super) struct Line {
    pub(super) text: String,
    pub(super) size: f32,
    /// Whether white space, an indent or another size of type parts it from the line before.
    pub(super) starts_block: bool,
}

/// Columns inside columns.
const DEEPEST: usize = 5;
/// Rows that make a strip of columns; fewer are a line with a gap in it.
const FEWEST_ROWS: usize = 3;
/// Running heads and page numbers take so many rows at most.
const MARGIN_ROWS: usize = 2;
/// What stands further apart than this many ems does not belong together: a running head and its page number.
const APART: f32 = 4.0;
/// A gutter is at least this many ems wide.
const GUTTER: f32 = 0.75;

/// Stretches of a page into lines in reading order.
pub(super) fn lines(stretches: Vec<Stretch>) -> Vec<Line> {
    let mut rows = into_rows(stretches);
    let below = margin_rows(&rows, |rows, at| rows.len() - 1 - at);
    let foot = rows.split_off(rows.len() - below);
    let above = margin_rows(&rows, |_, at| at);
    let text = rows.split_off(above);
    let mut lines = Vec::new();
    for part in [rows, text, foot] {
        strips(part, DEEPEST, &mut lines);
    }
    lines
}

/// Rows at the top or bottom of a page, as `at` counts them, that are no part of its columns: short, and well apart.
fn margin_rows(rows: &[Row], at: impl Fn(&[Row], usize) -> usize) -> usize {
    let is_short = |row: &Row| row.stretches.iter().map(|stretch| stretch.text.len()).sum::<usize>() < 100;
    let apart = |count: usize| {
        let (last, next) = (&rows[at(rows, count - 1)], &rows[at(rows, count)]);
        let gap = (last.base() - next.base()).abs();
        gap > 1.8 * last.size().max(next.size())
    };
    let most = MARGIN_ROWS.min(rows.len().saturating_sub(FEWEST_ROWS));
    let short = (0..most).take_while(|count| is_short(&rows[at(rows, *count)])).count();
    (1..=short).rev().find(|count| apart(*count)).unwrap_or(0)
}

/// Stretches that share a line.
struct Row {
    stretches: Vec<Stretch>,
}

impl Row {
    fn base(&self) -> f32 {
        self.stretches[0].base
    }

    fn size(&self) -> f32 {
        self.stretches.iter().map(|stretch| stretch.size).fold(0.0, f32::max)
    }
}

/// Sorted, by their lines.
fn into_rows(mut stretches: Vec<Stretch>) -> Vec<Row> {
    stretches.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.left.total_cmp(&b.left)));
    let mut rows: Vec<Row> = Vec::new();
    for stretch in stretches {
        match rows.last_mut() {
            Some(row)
                if stretch.base - row.stretches[0].base < 0.3 * stretch.size.min(row.stretches[0].size) =>
            {
                row.stretches.push(stretch);
            }
            _ => rows.push(Row { stretches: vec![stretch] }),
        }
    }
    for row in &mut rows {
        row.stretches.sort_by(|a, b| a.left.total_cmp(&b.left));
    }
    rows
}

/// A stretch of the page's width without text.
type Gap = (f32, f32);

/// The parts of `gaps` that stay free beside `row`, as far as they are wide enough.
fn narrowed(gaps: &[Gap], row: &[Stretch], least: f32) -> Vec<Gap> {
    let mut free = Vec::new();
    for &(left, right) in gaps {
        let mut start = left;
        for stretch in row {
            if stretch.right <= start || stretch.left >= right {
                continue;
            }
            if stretch.left - start >= least {
                free.push((start, stretch.left));
            }
            start = stretch.right;
        }
        if right - start >= least {
            free.push((start, right));
        }
    }
    free
}

/// Gaps that have text on both sides somewhere in `rows`.
fn inner(gaps: &[Gap], extent: Gap) -> Vec<Gap> {
    gaps.iter().copied().filter(|(left, right)| *left > extent.0 && *right < extent.1).collect()
}

fn extent(rows: &[Row]) -> Gap {
    let stretches = || rows.iter().flat_map(|row| &row.stretches);
    (
        stretches().map(|stretch| stretch.left).fold(f32::INFINITY, f32::min),
        stretches().map(|stretch| stretch.right).fold(f32::NEG_INFINITY, f32::max),
    )
}

fn strips(rows: Vec<Row>, depth: usize, lines: &mut Vec<Line>) {
    let everything = (f32::NEG_INFINITY, f32::INFINITY);
    let mut strip: Vec<Row> = Vec::new();
    let mut floats: Vec<Stretch> = Vec::new();
    let mut gaps: Vec<Gap> = vec![everything];
    for row in rows {
        let least = GUTTER * row.size();
        let next = narrowed(&gaps, &row.stretches, least);
        let before = inner(&gaps, extent(&strip));
        let has_columns = strip.len() >= FEWEST_ROWS && !before.is_empty();
        let after = inner(&next, extent_with(&strip, &row));
        if has_columns && after.is_empty() {
            let (crossing, beside): (Vec<Stretch>, Vec<Stretch>) = row
                .stretches
                .into_iter()
                .partition(|stretch| before.iter().all(|gap| stretch.left < gap.1 && stretch.right > gap.0));
            let on_both_sides = before.iter().any(|gap| {
                beside.iter().any(|stretch| stretch.right <= gap.0)
                    && beside.iter().any(|stretch| stretch.left >= gap.1)
            });
            if on_both_sides {
                gaps = narrowed(&gaps, &beside, least);
                strip.push(Row { stretches: beside });
                floats.extend(crossing);
                continue;
            }
            finish(std::mem::take(&mut strip), &gaps, std::mem::take(&mut floats), depth, lines);
            let row = Row { stretches: crossing.into_iter().chain(beside).collect() };
            gaps = narrowed(&[everything], &row.stretches, least);
            strip.push(row);
            continue;
        }
        // Columns begin below rows without a gutter: headlines, a byline, a running head with its page number.
        let own = narrowed(&[everything], &row.stretches, least);
        let own_gutters = inner(&own, extent(std::slice::from_ref(&row)));
        let fits = own_gutters.iter().any(|own| after.iter().any(|gap| own.0 < gap.1 && own.1 > gap.0));
        if !strip.is_empty() && !own_gutters.is_empty() && !fits && !has_support(&strip, &before) {
            finish(std::mem::take(&mut strip), &gaps, std::mem::take(&mut floats), depth, lines);
            gaps = own;
        } else {
            gaps = next;
        }
        strip.push(row);
    }
    finish(strip, &gaps, floats, depth, lines);
}

/// Whether several rows have text on both sides of a gutter.
fn has_support(strip: &[Row], gutters: &[Gap]) -> bool {
    let parts = |row: &Row, gap: &Gap| {
        row.stretches.iter().any(|stretch| stretch.right <= gap.0)
            && row.stretches.iter().any(|stretch| stretch.left >= gap.1)
    };
    gutters.iter().any(|gap| strip.iter().filter(|row| parts(row, gap)).count() > 1)
}

fn extent_with(rows: &[Row], row: &Row) -> Gap {
    let (own, all) = (extent(std::slice::from_ref(row)), extent(rows));
    (own.0.min(all.0), own.1.max(all.1))
}

/// Gives the lines of a strip: column by column where it has gutters, row by row where not, floats at its end.
fn finish(strip: Vec<Row>, gaps: &[Gap], floats: Vec<Stretch>, depth: usize, lines: &mut Vec<Line>) {
    let gutters = inner(gaps, extent(&strip));
    if gutters.is_empty() || strip.len() < FEWEST_ROWS || depth == 0 || is_table(&strip, &gutters) {
        leaf(strip, lines);
    } else {
        let mut columns: Vec<Vec<Stretch>> = vec![Vec::new(); gutters.len() + 1];
        for stretch in strip.into_iter().flat_map(|row| row.stretches) {
            let column = gutters.iter().filter(|gap| stretch.left >= gap.0).count();
            columns[column].push(stretch);
        }
        for column in columns {
            strips(into_rows(column), depth - 1, lines);
        }
    }
    if !floats.is_empty() {
        strips(into_rows(floats), depth.saturating_sub(1), lines);
    }
}

/// Whether the columns hold cells and not running text: most of their stretches are short.
fn is_table(strip: &[Row], gutters: &[Gap]) -> bool {
    let full = strip.iter().filter(|row| row.stretches.len() > gutters.len()).count();
    let stretches = || strip.iter().flat_map(|row| &row.stretches);
    let short = stretches().filter(|stretch| stretch.text.chars().count() < 14).count();
    full * 2 > strip.len() && short * 2 > stretches().count()
}

/// Rows of one column into lines.
fn leaf(rows: Vec<Row>, lines: &mut Vec<Line>) {
    let pitch = pitch(&rows);
    let left = margin(&rows);
    let indents = Indents::of(&rows, left);
    let mut before: Option<(f32, f32)> = None;
    for (at, row) in rows.iter().enumerate() {
        let (base, size) = (row.base(), row.size());
        let is_indented = indents.begin_paragraphs && (0.6..4.0).contains(&(indent(row, left) / size));
        let starts_block = before.is_none_or(|(last_base, last_size)| {
            let step = base - last_base;
            step > 1.35 * pitch.max(size) || (size / last_size - 1.0).abs() > 0.12 || is_indented
        });
        let neighbours =
            [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| rows.get(at));
        let mut parts = row.stretches.iter().map(|stretch| stretch.text.trim());
        if neighbours.into_iter().any(|near| shares_cells(row, near)) {
            lines.push(Line { text: parts.collect::<Vec<_>>().join("\t"), size, starts_block });
        } else if widest_gap(row) > APART * size {
            lines.extend(parts.map(|text| Line { text: text.to_owned(), size, starts_block: true }));
        } else {
            let first = parts.next().unwrap_or_default().to_owned();
            let text = parts.fold(first, |text, part| text + " " + part);
            lines.push(Line { text, size, starts_block });
        }
        before = Some((base, size));
    }
}

/// Whether two rows have cells that begin below one another, beside those at the margin.
fn shares_cells(row: &Row, near: &Row) -> bool {
    let aligned = |stretch: &Stretch| {
        near.stretches.iter().skip(1).any(|other| (other.left - stretch.left).abs() < 0.4 * stretch.size)
    };
    row.stretches.iter().skip(1).any(aligned)
}

fn widest_gap(row: &Row) -> f32 {
    row.stretches.windows(2).map(|pair| pair[1].left - pair[0].right).fold(0.0, f32::max)
}

/// What the indents of a column mean.
struct Indents {
    begin_paragraphs: bool,
}

impl Indents {
    /// Indents begin paragraphs if they are all about the same; those of ragged or centred text are not.
    fn of(rows: &[Row], left: f32) -> Self {
        let mut indents: Vec<f32> =
            rows.iter().map(|row| indent(row, left)).filter(|indent| *indent > 0.0).collect();
        indents.sort_by(f32::total_cmp);
        let usual = indents.get(indents.len() / 2).copied().unwrap_or_default();
        let same = indents.iter().filter(|indent| (**indent - usual).abs() < 1.5).count();
        Self { begin_paragraphs: same * 4 >= indents.len() * 3 }
    }
}

/// How far a row starts to the right of the margin.
fn indent(row: &Row, left: f32) -> f32 {
    let indent = row.stretches[0].left - left;
    if indent > 0.3 * row.size() { indent } else { 0.0 }
}

/// Where most rows begin.
fn margin(rows: &[Row]) -> f32 {
    let mut lefts: Vec<f32> = rows.iter().map(|row| row.stretches[0].left).collect();
    lefts.sort_by(f32::total_cmp);
    lefts.get(lefts.len() / 10).copied().unwrap_or_default()
}

/// The usual distance of two lines.
fn pitch(rows: &[Row]) -> f32 {
    let mut steps: Vec<f32> =
        rows.windows(2).map(|pair| pair[1].stretches[0].base - pair[0].stretches[0].base).collect();
    steps.sort_by(f32::total_cmp);
    steps.get(steps.len() / 2).copied().unwrap_or_default()
}
