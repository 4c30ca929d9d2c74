//! Which found row answers which gold row.

/// A stretch of code points: first, one past the last.
pub(super) type Span = (u32, u32);

/// For each of `gold` the one of `found` that answers it, each at most once: the same span before an overlapping one,
/// then what `likes` gives more, then the longer overlap, then what comes first.
pub(super) fn spans(
    gold: &[Span],
    found: &[Span],
    likes: impl Fn(usize, usize) -> u32,
) -> Vec<Option<usize>> {
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&index| found[index]);
    let longest = found.iter().map(|span| span.1 - span.0).max().unwrap_or(0);
    let mut pairs = Vec::new();
    for (g, span) in gold.iter().enumerate() {
        let first = order.partition_point(|&f| found[f].0.saturating_add(longest) < span.0);
        for &f in &order[first..] {
            if found[f].0 >= span.1 {
                break;
            }
            let common = found[f].1.min(span.1).saturating_sub(found[f].0.max(span.0));
            if common > 0 {
                pairs.push((found[f] != *span, std::cmp::Reverse((likes(g, f), common)), g, f));
            }
        }
    }
    pairs.sort_unstable();
    let mut answers = vec![None; gold.len()];
    let mut used = vec![false; found.len()];
    for (_, _, g, f) in pairs {
        if answers[g].is_none() && !used[f] {
            answers[g] = Some(f);
            used[f] = true;
        }
    }
    answers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_span_comes_before_an_overlap() {
        let answers = spans(&[(0, 10), (12, 20)], &[(0, 5), (0, 10), (15, 30)], |_, _| 0);
        assert_eq!(answers, [Some(1), Some(2)]);
    }
}
