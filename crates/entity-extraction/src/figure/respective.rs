//! Pairs over lists: `revenue and profit of $3m and $1m respectively`.

use super::concept::Clause;
use super::phrase::Phrase;
use super::said::Said;
use super::tag::Tag;

/// Gives each figure before `respectively` its own part of the phrase that they share.
pub(crate) fn distribute(clause: &Clause<'_, '_>, told: &mut [Said]) {
    for at in 0..clause.line.len() {
        if clause.line.eq(at, "respectively") {
            pair(clause, at, told);
        }
    }
}

fn pair(clause: &Clause<'_, '_>, at: usize, told: &mut [Said]) {
    let line = clause.line;
    let listed = |from: usize, to: usize| (from..to).all(|i| line.word(i) == "," || line.eq(i, "and"));
    let Some(last) = clause.items.iter().rposition(|item| item.end <= at) else { return };
    let end = |i: usize| clause.items[i].noun.as_ref().map_or(clause.items[i].end, |noun| noun.end);
    let mut first = last;
    while first > 0
        && clause.items[first - 1].kind == clause.items[last].kind
        && end(first - 1) <= clause.items[first].first
        && listed(end(first - 1), clause.items[first].first)
    {
        first -= 1;
    }
    let count = last + 1 - first;
    // `5 and 6 inches for the small and large models, respectively`, or the phrase stands before the figures.
    let behind = (end(last)..at).find(|&i| line.any(i, &["for", "in", "at", "on", "of"]));
    let parts = match behind {
        Some(link) => parts(clause, link + 1, at),
        None => {
            let Some(&phrase) = clause.of(&clause.items[first]).first() else { return };
            let mut start = phrase.first;
            while start > 1
                && line.word(start - 1) == ","
                && clause.tag(start - 2) == Tag::Noun
                && phrase.first - start < 12
            {
                start -= 2;
                while start > 0 && clause.tag(start - 1) == Tag::Noun {
                    start -= 1;
                }
            }
            parts(clause, start, phrase.end)
        }
    };
    if count < 2 || parts.len() != count {
        return;
    }
    for (said, part) in told[first..=last].iter_mut().zip(parts) {
        if behind.is_none() {
            said.measure = clause.measure(part);
            said.concepts = clause.words(&[part]);
        } else {
            let words = clause.words(&[part]);
            said.concepts =
                if said.concepts.is_empty() { words } else { format!("{} {words}", said.concepts) };
        }
    }
}

/// The parts of a list, commas and `and` between them.
fn parts(clause: &Clause<'_, '_>, from: usize, to: usize) -> Vec<Phrase> {
    let mut parts = Vec::new();
    let mut first = from;
    for i in from..=to {
        if i == to || clause.line.word(i) == "," || clause.line.eq(i, "and") {
            while first < i && clause.tag(first) == Tag::Determiner {
                first += 1;
            }
            if first < i {
                parts.push(Phrase { first, end: i });
            }
            first = i + 1;
        }
    }
    parts
}
