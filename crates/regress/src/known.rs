//! Rows of now held against what is settled: changes that are new, failures that are known, failures that are gone;
//! and what verdicts make of them.

use std::collections::HashMap;

use crate::approved::{Approved, Standing};
use crate::diff::{Change, changes, differing, pairs, said};
use crate::rows::{Article, Row};

/// How a settled row fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// It is as it was settled.
    Same,
    /// A known failure that is still there.
    Known,
    /// A known failure that is gone: a missing row that is found, a wrong one that is not.
    Fixed,
    /// The change of this number.
    Changed(usize),
}

/// What differs from what is settled.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    /// Changes that nobody has judged yet, placed among the settled rows and the rows of now.
    pub changes: Vec<Change<'a>>,
    approved: &'a Approved,
    /// For each settled row.
    fates: Vec<Fate>,
}

impl<'a> Comparison<'a> {
    /// Known failures that are still there.
    pub fn known(&self) -> impl Iterator<Item = &'a (Standing, Row)> {
        self.of_fate(Fate::Known)
    }

    /// Known failures that are gone: missing rows that are found, wrong ones that are not.
    pub fn fixed(&self) -> impl Iterator<Item = &'a (Standing, Row)> {
        self.of_fate(Fate::Fixed)
    }

    fn of_fate(&self, wanted: Fate) -> impl Iterator<Item = &'a (Standing, Row)> {
        self.approved
            .rows
            .iter()
            .zip(&self.fates)
            .filter(move |(_, fate)| **fate == wanted)
            .map(|(row, _)| row)
    }
}

/// Compares the rows of now with what is settled, in time that grows with their number.
pub fn compare<'a>(approved: &'a Approved, now: &'a Article) -> Comparison<'a> {
    let mut fates = vec![Fate::Same; approved.rows.len()];
    let mut is_known_wrong = vec![false; now.rows.len()];
    if approved.rows.iter().any(|(standing, _)| *standing == Standing::Wrong) {
        let mut waiting: HashMap<_, Vec<usize>> = HashMap::new();
        for (at, row) in now.rows.iter().enumerate().rev() {
            waiting.entry(said(row)).or_default().push(at);
        }
        for (fate, (standing, row)) in fates.iter_mut().zip(&approved.rows) {
            if *standing == Standing::Wrong {
                let found = waiting.get_mut(&said(row)).and_then(Vec::pop);
                *fate = if found.is_some() { Fate::Known } else { Fate::Fixed };
                found.into_iter().for_each(|at| is_known_wrong[at] = true);
            }
        }
    }
    let (old_at, old): (Vec<usize>, Vec<&Row>) = approved
        .rows
        .iter()
        .enumerate()
        .filter(|(_, (standing, _))| *standing != Standing::Wrong)
        .map(|(at, (_, row))| (at, row))
        .unzip();
    let (new_at, new): (Vec<usize>, Vec<&Row>) =
        now.rows.iter().enumerate().filter(|(at, _)| !is_known_wrong[*at]).unzip();
    let is_missing = |at: usize| approved.rows[at].0 == Standing::Missing;
    for (_, fate) in fates.iter_mut().enumerate().filter(|(at, _)| is_missing(*at)) {
        // Unless it turns out below that it is not found, or found otherwise.
        *fate = Fate::Fixed;
    }
    let mut open = Vec::new();
    for mut change in changes(&old, &new) {
        change.at = (change.at.0.map(|at| old_at[at]), change.at.1.map(|at| new_at[at]));
        match change.at {
            (Some(at), None) if is_missing(at) => fates[at] = Fate::Known,
            (was, _) => {
                was.into_iter().for_each(|at| fates[at] = Fate::Changed(open.len()));
                open.push(change);
            }
        }
    }
    Comparison { changes: open, approved, fates }
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
    let Comparison { changes, fates, .. } = compare(approved, now);
    let verdicts: Vec<Option<Verdict>> = changes.iter().map(&mut verdict).collect();
    let is_settled = verdicts.iter().all(Option::is_some);
    let places = places(approved, now);
    let mut rows: Vec<((usize, usize), Standing, Row)> = Vec::new();
    for (((standing, row), fate), place) in approved.rows.iter().zip(&fates).zip(places) {
        let judged = match fate {
            Fate::Changed(at) => verdicts[*at].as_ref().map(|verdict| (&changes[*at], verdict)),
            _ => None,
        };
        match (standing, judged) {
            (Standing::Wrong, _) if *fate == Fate::Fixed => {}
            (_, None) => {
                let standing = if *fate == Fate::Fixed { Standing::Right } else { *standing };
                rows.push((place, standing, row.clone()));
            }
            (_, Some((change, Verdict::Reject))) => {
                rows.push((place, Standing::Missing, row.clone()));
                rows.extend(change.new.map(|new| (place, Standing::Wrong, new.clone())));
            }
            (_, Some((change, verdict))) => {
                rows.extend(change.new.into_iter().flat_map(|new| accepted(place, new, verdict)));
            }
        }
    }
    for (change, verdict) in changes.iter().zip(&verdicts) {
        let (None, Some(new), Some(verdict)) = (change.old, change.new, verdict) else { continue };
        let place = (change.at.1.map_or(now.rows.len(), |at| at + 1), 0);
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
        assert_eq!((again.known().count(), again.fixed().count()), (2, 0));
        let good = now(OLD);
        assert_eq!(compare(&kept, &good).fixed().count(), 2);
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

    #[test]
    fn ten_thousand_changes_of_one_article_are_settled_in_linear_time() {
        let lines =
            |value: &str| (0..10_000).map(|n| format!("figures,s1,{n},,{value}\n")).collect::<String>();
        let (old, bad) = (settled(&lines("5")), now(&lines("50")));
        let start = std::time::Instant::now();
        let kept = settle(&old, &bad, |_| Some(Verdict::Reject));
        let again = compare(&kept, &bad);
        assert_eq!((again.changes.len(), again.known().count()), (0, 20_000));
        // Quadratic work on as many rows takes minutes.
        assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
    }
}
