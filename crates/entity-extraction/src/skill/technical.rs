//! How technical a text is: ordinary news, business or science with technology in it, or text among technicians.

use super::candidate::{Candidate, Written};
use super::lexicon::Need;

/// How technical the text around a sentence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// Ordinary news.
    Ordinary,
    /// A text with technology in it.
    Mixed,
    /// Programmers' questions, job advertisements, documentation.
    Technical,
}

/// Technical weight and length of each sentence, summed from the beginning.
#[derive(Debug)]
pub(super) struct Technicality {
    /// For each sentence the sum over those before it.
    weights: Vec<u32>,
    tokens: Vec<u32>,
}

/// Sentences on each side that count as the surroundings of one.
const AROUND: usize = 3;
/// Words that a short text is thought to be longer, so that one hit does not make a headline technical.
const SMOOTH: u32 = 12;

impl Technicality {
    /// `words` are technical words and tokens of each sentence, `candidates` what was matched.
    pub(super) fn new(words: &[(u32, u32)], candidates: &[Candidate]) -> Self {
        let mut weights = vec![0; words.len() + 1];
        let mut tokens = vec![0; words.len() + 1];
        for (index, &(technical, length)) in words.iter().enumerate() {
            weights[index + 1] = technical * 2;
            tokens[index + 1] = length;
        }
        for candidate in candidates {
            weights[candidate.sentence as usize + 1] += weight(candidate);
        }
        for index in 1..weights.len() {
            weights[index] += weights[index - 1];
            tokens[index] += tokens[index - 1];
        }
        Self { weights, tokens }
    }

    /// The level around `candidate`: that of the whole text, or one more where the surroundings are denser. A
    /// single word that needs technical text does not vouch for itself.
    pub(super) fn around(&self, candidate: &Candidate) -> Level {
        let own =
            if candidate.need >= Need::Technical && candidate.words == 1 { weight(candidate) } else { 0 };
        let index = candidate.sentence as usize;
        let last = self.weights.len() - 1;
        let from = index.saturating_sub(AROUND);
        let to = (index + AROUND + 1).min(last);
        let whole = level(self.weights[last] - own, self.tokens[last], SMOOTH);
        let near = level(
            self.weights[to] - self.weights[from] - own,
            self.tokens[to] - self.tokens[from],
            3 * SMOOTH,
        );
        match (whole, near) {
            (Level::Ordinary, Level::Technical) => Level::Mixed,
            (whole, near) => whole.max(near),
        }
    }
}

fn weight(candidate: &Candidate) -> u32 {
    match (candidate.need, candidate.written) {
        (Need::Free, _) => 8,
        (Need::Cased, Written::Named) => 8,
        (Need::Cased, _) => 3,
        (Need::Technical, Written::Lower) => 1,
        (Need::Technical, _) if candidate.words > 1 => 8,
        (Need::Technical, _) => 4,
        (Need::Capital | Need::Neighbour, Written::Named) => 2,
        _ => 0,
    }
}

fn level(weight: u32, tokens: u32, smooth: u32) -> Level {
    let rate = weight * 100 / (tokens + smooth);
    match rate {
        0..8 => Level::Ordinary,
        8..18 => Level::Mixed,
        _ => Level::Technical,
    }
}
