//! How technical a text is: ordinary news, business or science with technology in it, or text among technicians.

use super::candidate::{Candidate, Tone, Written};
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
    /// Whether the text is a job advertisement.
    pub(super) is_advert: bool,
}

/// Sentences on each side that count as the surroundings of one.
const AROUND: usize = 3;
/// Words that a short text is thought to be longer, so that one hit does not make a headline technical.
const SMOOTH: u32 = 12;

/// Words of advertisements in a hundred, and tokens in all, from which on a technical text is one.
const ADVERT_RATE: u32 = 5;
const ADVERT_LENGTH: u32 = 80;

impl Technicality {
    /// `tones` are those of the sentences, `candidates` what was matched.
    pub(super) fn new(tones: &[Tone], candidates: &[Candidate]) -> Self {
        let mut weights = vec![0; tones.len() + 1];
        let mut tokens = vec![0; tones.len() + 1];
        let mut advert = 0;
        for (index, tone) in tones.iter().enumerate() {
            weights[index + 1] = tone.technical * 2;
            tokens[index + 1] = tone.tokens;
            advert += tone.advert;
        }
        for candidate in candidates {
            weights[candidate.sentence as usize + 1] += weight(candidate);
        }
        for index in 1..weights.len() {
            weights[index] += weights[index - 1];
            tokens[index] += tokens[index - 1];
        }
        let last = tones.len();
        let is_advert = advert * 100 / (tokens[last] + 1) >= ADVERT_RATE
            && tokens[last] >= ADVERT_LENGTH
            && level(weights[last], tokens[last], SMOOTH) >= Level::Mixed;
        Self { weights, tokens, is_advert }
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
        (Need::Technical, Written::Everyday) => 0,
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
