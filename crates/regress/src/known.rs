//! Rows of now held against what is settled: changes that are new, failures that are known, failures that are gone;
//! and what verdicts make of them.

use crate::approved::{Approved, Standing};
use crate::diff::{Change, changes, differing, pairs};
use crate::rows::{Article, Row};

/// What differs from what is settled.
#[derive(Clone, Debug, Default)]
pub struct Comparison<'a> {
    /// Changes that nobody has judged yet.
    pub changes: Vec<Change<'a>>,
    /// Known failures that are still there.
    pub known: Vec<(Standing, &'a Row)>,
    /// Known failures that are gone: missing rows that are found, wrong ones that are not.
    pub fixed: Vec<(Standing, &'a Row)>,
}

/// Compares the rows of now with what is settled.
pub fn compare<'a>(approved: &'a Approved, now: &'a Article) -> Comparison<'a> {
    let mut comparison = Comparison::default();
    let mut new = now.all();
    let standing = |wanted: Standing| approved.rows.iter().filter(move |(it, _)| *it == wanted);
    for (_, wrong) in standing(Standing::Wrong) {
        match new.iter().position(|row| is_same(row, wrong)) {
            Some(at) => {
                new.remove(at);
                comparison.known.push((Standing::Wrong, wrong));
            }
            None => comparison.fixed.push((Standing::Wrong, wrong)),
        }
    }
    let old: Vec<&Row> =
        approved.rows.iter().filter(|(it, _)| *it != Standing::Wrong).map(|(_, row)| row).collect();
    for change in changes(&old, &new) {
        let is_missing = |row: &Row| standing(Standing::Missing).any(|(_, it)| std::ptr::eq(it, row));
        match (change.old, change.new) {
            (Some(row), None) if is_missing(row) => comparison.known.push((Standing::Missing, row)),
            _ => comparison.changes.push(change),
        }
    }
    for (standing, row) in standing(Standing::Missing) {
        let is_open = comparison.known.iter().any(|(_, it)| std::ptr::eq(*it, row))
            || comparison.changes.iter().any(|it| it.old.is_some_and(|old| std::ptr::eq(old, row)));
        if !is_open {
            comparison.fixed.push((*standing, row));
        }
    }
    comparison
}

fn is_same(one: &Row, other: &Row) -> bool {
    one.layout.order == other.layout.order && differing(one, other).is_empty()
}

/// What a person says of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is right as it is now.
    Accept,
    /// It was right as it was.
    Reject,
    /// It is right as it is now but for these cells: column and what it should say.
    Correct(Vec<(&'static str, String)>),
}

/// What is settled after verdicts: `verdict` is asked for each change, and leaves those open of which it says nothing.
/// Known failures that are gone are struck out.
pub fn settle(
    approved: &Approved,
    now: &Article,
    mut verdict: impl FnMut(&Change<'_>) -> Option<Verdict>,
) -> Approved {
    let comparison = compare(approved, now);
    let changed =
        |row: &Row| comparison.changes.iter().position(|it| it.old.is_some_and(|old| std::ptr::eq(old, row)));
    let verdicts: Vec<Option<Verdict>> = comparison.changes.iter().map(&mut verdict).collect();
    let is_settled = verdicts.iter().all(Option::is_some);
    let places = places(approved, now);
    let mut rows: Vec<((usize, usize), Standing, Row)> = Vec::new();
    for ((standing, row), place) in approved.rows.iter().zip(&places) {
        let place = *place;
        let gone = |(_, it): &(Standing, &Row)| std::ptr::eq(*it, row);
        match (standing, changed(row).map(|at| (&comparison.changes[at], &verdicts[at]))) {
            (Standing::Wrong, _) if comparison.fixed.iter().any(gone) => {}
            (Standing::Missing, None) if comparison.fixed.iter().any(gone) => {
                rows.push((place, Standing::Right, row.clone()));
            }
            (_, None) | (_, Some((_, None))) => rows.push((place, *standing, row.clone())),
            (_, Some((change, Some(Verdict::Reject)))) => {
                rows.push((place, Standing::Missing, row.clone()));
                rows.extend(change.new.map(|new| (place, Standing::Wrong, new.clone())));
            }
            (_, Some((change, Some(verdict)))) => {
                rows.extend(change.new.into_iter().flat_map(|new| accepted(place, new, verdict)));
            }
        }
    }
    for (change, verdict) in comparison.changes.iter().zip(&verdicts) {
        let (None, Some(new), Some(verdict)) = (change.old, change.new, verdict) else { continue };
        let place = (index_of(now, new) + 1, 0);
        match verdict {
            Verdict::Reject => rows.push((place, Standing::Wrong, new.clone())),
            verdict => rows.extend(accepted(place, new, verdict)),
        }
    }
    rows.sort_by_key(|(place, ..)| *place);
    let mut settled = Approved { rows: rows.into_iter().map(|(_, standing, row)| (standing, row)).collect() };
    if is_settled {
        renew(&mut settled, now);
    }
    settled
}

/// The row of now, with what was corrected in it.
fn accepted(place: (usize, usize), new: &Row, verdict: &Verdict) -> Vec<((usize, usize), Standing, Row)> {
    let mut right = new.clone();
    if let Verdict::Correct(cells) = verdict {
        for (column, value) in cells {
            right.set(column, value);
        }
    }
    if is_same(&right, new) {
        return vec![(place, Standing::Right, right)];
    }
    vec![(place, Standing::Missing, right), (place, Standing::Wrong, new.clone())]
}

/// Where each settled row stands among the rows of now, or behind which it stood.
fn places(approved: &Approved, now: &Article) -> Vec<(usize, usize)> {
    let old: Vec<&Row> = approved.rows.iter().map(|(_, row)| row).collect();
    let new = now.all();
    let mut last = (0, 0);
    let place = |answer: Option<usize>| {
        last = answer.map_or((last.0, last.1 + 1), |at| (at + 1, 0));
        last
    };
    pairs(&old, &new).into_iter().map(place).collect()
}

fn index_of(now: &Article, row: &Row) -> usize {
    now.rows.iter().position(|it| std::ptr::eq(it, row)).unwrap_or(now.rows.len())
}

/// Takes over what changes silently: rules, the hash of the text.
fn renew(settled: &mut Approved, now: &Article) {
    let old: Vec<&Row> = settled.rows.iter().map(|(_, row)| row).collect();
    let new = now.all();
    for (at, answer) in pairs(&old, &new).into_iter().enumerate() {
        let Some(fresh) = answer.map(|at| new[at]) else { continue };
        let (_, row) = &mut settled.rows[at];
        if is_same(row, fresh) {
            row.cells.clone_from(&fresh.cells);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::approved;

    fn settled(lines: &str) -> Approved {
        let csv =
            format!("table,place,text,verdict,value\nsentence,s1,It sold 5 boats and 6 cars.,,\n{lines}");
        approved::read(csv.as_bytes()).expect("these are rows")
    }

    fn now(lines: &str) -> Article {
        let rows = settled(lines).rows.into_iter().map(|(_, row)| row).collect();
        Article { id: "a".to_owned(), rows }
    }

    fn told(approved: &Approved) -> Vec<(&str, &str, &str)> {
        approved.rows.iter().map(|(it, row)| (row.get("text"), row.get("value"), it.word())).collect()
    }

    const OLD: &str = "figures,s1,5,,5\nfigures,s1,6,,6\n";

    #[test]
    fn a_rejected_change_is_a_known_failure_until_it_is_fixed() {
        let (old, bad) = (settled(OLD), now("figures,s1,5,,50\nfigures,s1,6,,6\n"));
        let kept = settle(&old, &bad, |_| Some(Verdict::Reject));
        assert_eq!(told(&kept), [("5", "5", "missing"), ("5", "50", "wrong"), ("6", "6", "")]);
        let again = compare(&kept, &bad);
        assert!(again.changes.is_empty());
        assert_eq!((again.known.len(), again.fixed.len()), (2, 0));
        let good = now(OLD);
        assert_eq!(compare(&kept, &good).fixed.len(), 2);
        assert_eq!(told(&settle(&kept, &good, |_| None)), told(&old));
    }

    #[test]
    fn rejecting_what_came_and_what_went_keeps_both_in_mind() {
        let (old, bad) = (settled(OLD), now("figures,s1,6,,6\nfigures,s1,boats,,1\n"));
        let kept = settle(&old, &bad, |_| Some(Verdict::Reject));
        assert_eq!(told(&kept), [("5", "5", "missing"), ("6", "6", ""), ("boats", "1", "wrong")]);
        assert!(compare(&kept, &bad).changes.is_empty());
    }

    #[test]
    fn accepting_takes_the_rows_of_now() {
        let bad = now("figures,s1,6,,7\nfigures,s1,boats,,1\n");
        let kept = settle(&settled(OLD), &bad, |_| Some(Verdict::Accept));
        assert_eq!(told(&kept), [("6", "7", ""), ("boats", "1", "")]);
    }

    #[test]
    fn a_corrected_cell_is_asked_for() {
        let bad = now("figures,s1,5,,50\nfigures,s1,6,,6\n");
        let fifteen = Verdict::Correct(vec![("value", "15".to_owned())]);
        let kept = settle(&settled(OLD), &bad, |_| Some(fifteen.clone()));
        assert_eq!(told(&kept), [("5", "15", "missing"), ("5", "50", "wrong"), ("6", "6", "")]);
        assert!(compare(&kept, &bad).changes.is_empty());
    }

    #[test]
    fn what_is_not_judged_stays_open() {
        let (old, bad) = (settled(OLD), now("figures,s1,5,,50\nfigures,s1,6,,60\n"));
        let kept = settle(&old, &bad, |change| (change.row()?.get("text") == "6").then_some(Verdict::Accept));
        assert_eq!(told(&kept), [("5", "5", ""), ("6", "60", "")]);
        assert_eq!(compare(&kept, &bad).changes.len(), 1);
    }
}
