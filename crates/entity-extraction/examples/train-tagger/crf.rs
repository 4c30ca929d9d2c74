//! A linear-chain conditional random field, trained by AdaGrad on sets of labels that each cell may have.

use std::collections::HashMap;

use tearsheet_extract::firm::tagger::{LABELS, Label, Model};

use crate::corpus::Example;

/// How to train.
pub(crate) struct Options {
    /// Passes over the data.
    pub(crate) epochs: usize,
    /// Step size.
    pub(crate) rate: f32,
    /// Share of a weight lost at each step that touches it.
    pub(crate) decay: f32,
    /// Share of features left out of a cell at each step.
    pub(crate) dropout: f32,
    /// Times that a feature must occur.
    pub(crate) least: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self { epochs: 10, rate: 0.1, decay: 1e-6, dropout: 0.2, least: 2 }
    }
}

type Row = [f32; LABELS];

/// What was learnt.
pub(crate) struct Weights {
    rows: Vec<(u64, Row)>,
    transitions: [Row; LABELS],
}

/// A fixed sequence of random numbers.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(0x5eed_1234_abcd_9876 ^ seed << 8)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    fn share(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u32 << 24) as f32
    }
}

/// Trains on `examples`.
pub(crate) fn train(examples: &[&Example], options: &Options) -> Weights {
    let mut counts: HashMap<u64, u32> = HashMap::new();
    for feature in examples.iter().flat_map(|example| example.cells.iter().flatten()) {
        *counts.entry(*feature).or_default() += 1;
    }
    let mut features: Vec<u64> =
        counts.iter().filter(|(_, count)| **count >= options.least).map(|(feature, _)| *feature).collect();
    features.sort_unstable_by_key(|feature| (std::cmp::Reverse(counts[feature]), *feature));
    let index: HashMap<u64, u32> = features.iter().zip(0..).map(|(feature, at)| (*feature, at)).collect();
    let cells: Vec<Vec<Vec<u32>>> = examples
        .iter()
        .map(|example| {
            let known =
                |cell: &Vec<u64>| cell.iter().filter_map(|feature| index.get(feature).copied()).collect();
            example.cells.iter().map(known).collect()
        })
        .collect();
    let mut rows = vec![[0.0_f32; LABELS]; features.len()];
    let mut squares = vec![[1e-2_f32; LABELS]; features.len()];
    let mut transitions = [[0.0_f32; LABELS]; LABELS];
    let mut transition_squares = [[1e-2_f32; LABELS]; LABELS];
    // The mean over the second half of the steps is steadier than the last step.
    let mut sums = vec![[0.0_f64; LABELS]; features.len()];
    let mut transition_sums = [[0.0_f64; LABELS]; LABELS];
    let mut random = Random::new(0);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut averaged = 0;
    for epoch in 0..options.epochs {
        for at in (1..order.len()).rev() {
            order.swap(at, random.below(at + 1));
        }
        for &number in &order {
            let kept: Vec<Vec<u32>> = cells[number]
                .iter()
                .map(|cell| cell.iter().copied().filter(|_| random.share() >= options.dropout).collect())
                .collect();
            let scores: Vec<Row> = kept
                .iter()
                .map(|cell| {
                    let mut sum = [0.0; LABELS];
                    for &feature in cell {
                        for (sum, weight) in sum.iter_mut().zip(&rows[feature as usize]) {
                            *sum += weight;
                        }
                    }
                    sum
                })
                .collect();
            let everything = vec![(1 << LABELS) - 1; scores.len()];
            let model = expect(&scores, &transitions, &everything);
            let gold = expect(&scores, &transitions, &examples[number].allowed);
            for (at, cell) in kept.iter().enumerate() {
                let gradient = difference(&model.cells[at], &gold.cells[at]);
                if gradient.iter().all(|part| part.abs() < 1e-4) {
                    continue;
                }
                for &feature in cell {
                    step(&mut rows[feature as usize], &mut squares[feature as usize], &gradient, options);
                }
            }
            for before in 0..LABELS {
                let gradient = difference(&model.pairs[before], &gold.pairs[before]);
                step(&mut transitions[before], &mut transition_squares[before], &gradient, options);
            }
        }
        if epoch * 2 >= options.epochs {
            averaged += 1;
            for (sum, weight) in sums.iter_mut().flatten().zip(rows.iter().flatten()) {
                *sum += f64::from(*weight);
            }
            for (sum, weight) in transition_sums.iter_mut().flatten().zip(transitions.iter().flatten()) {
                *sum += f64::from(*weight);
            }
        }
    }
    let mean = |row: &[f64; LABELS]| row.map(|sum| (sum / f64::from(averaged.max(1))) as f32);
    Weights {
        rows: features.into_iter().zip(sums.iter().map(mean)).collect(),
        transitions: transition_sums.each_ref().map(mean),
    }
}

fn difference(a: &Row, b: &Row) -> Row {
    std::array::from_fn(|label| a[label] - b[label])
}

fn step(weights: &mut Row, squares: &mut Row, gradient: &Row, options: &Options) {
    for label in 0..LABELS {
        let part = gradient[label];
        squares[label] += part * part;
        weights[label] -= options.rate * part / squares[label].sqrt() + options.decay * weights[label];
    }
}

/// How often labels and pairs of labels are expected.
struct Expected {
    cells: Vec<Row>,
    /// The first row counts what opens a run, too.
    pairs: [Row; LABELS],
}

fn expect(scores: &[Row], transitions: &[Row; LABELS], allowed: &[u16]) -> Expected {
    let length = scores.len();
    let may = |at: usize, label: usize| allowed[at] >> label & 1 == 1;
    let link = |before: usize, label: usize| Label::ALL[label].may_follow(Some(Label::ALL[before]));
    // Forward and backward values, scaled at each cell so that they stay in range.
    let exps: Vec<Row> = scores
        .iter()
        .map(|row| {
            let top = row.iter().copied().fold(f32::MIN, f32::max);
            row.map(|score| (score - top).exp())
        })
        .collect();
    let jumps = transitions.map(|row| row.map(f32::exp));
    let mut forward = vec![[0.0; LABELS]; length];
    let mut scale = vec![1.0; length];
    for at in 0..length {
        for label in (0..LABELS).filter(|&label| may(at, label)) {
            let sum: f32 = if at == 0 {
                if Label::ALL[label].may_follow(None) { jumps[0][label] } else { 0.0 }
            } else {
                (0..LABELS)
                    .filter(|&before| link(before, label))
                    .map(|before| forward[at - 1][before] * jumps[before][label])
                    .sum()
            };
            forward[at][label] = sum * exps[at][label];
        }
        scale[at] = forward[at].iter().sum::<f32>().max(1e-30);
        forward[at] = forward[at].map(|value| value / scale[at]);
    }
    let mut backward = vec![[1.0; LABELS]; length];
    for at in (0..length.saturating_sub(1)).rev() {
        for before in 0..LABELS {
            let sum: f32 = (0..LABELS)
                .filter(|&label| may(at + 1, label) && link(before, label))
                .map(|label| jumps[before][label] * exps[at + 1][label] * backward[at + 1][label])
                .sum();
            backward[at][before] = sum / scale[at + 1];
        }
    }
    let mut expected = Expected { cells: vec![[0.0; LABELS]; length], pairs: [[0.0; LABELS]; LABELS] };
    for at in 0..length {
        for label in 0..LABELS {
            expected.cells[at][label] = forward[at][label] * backward[at][label];
        }
        let sum = expected.cells[at].iter().sum::<f32>().max(1e-30);
        expected.cells[at] = expected.cells[at].map(|value| value / sum);
        if at == 0 {
            for label in 0..LABELS {
                expected.pairs[0][label] += expected.cells[0][label];
            }
            continue;
        }
        for before in 0..LABELS {
            for label in (0..LABELS).filter(|&label| may(at, label) && link(before, label)) {
                expected.pairs[before][label] +=
                    forward[at - 1][before] * jumps[before][label] * exps[at][label] * backward[at][label]
                        / scale[at];
            }
        }
    }
    expected
}

impl Weights {
    /// The model with the rows of most weight, rounded. `bias` is what an organisation is worth beforehand.
    pub(crate) fn to_model(&self, bits: u32, bias: f32) -> Model {
        let mut rows: Vec<&(u64, Row)> = self.rows.iter().collect();
        let size = |row: &Row| row.iter().map(|weight| weight.abs()).fold(0.0, f32::max);
        rows.sort_by(|a, b| size(&b.1).total_cmp(&size(&a.1)).then(a.0.cmp(&b.0)));
        // A few weights may be cut so that the small ones are kept apart.
        let top = rows.get(rows.len() / 200).map_or(1.0, |row| size(&row.1)).max(1e-6);
        let unit = 127.0 / top;
        let mut model = Model::empty(bits);
        let room = (1 << bits) * 3 / 4;
        for (feature, row) in rows.into_iter().take(room) {
            let bytes = row.map(|weight| (weight * unit).round().clamp(-127.0, 127.0) as i8);
            if bytes.iter().any(|&weight| weight != 0) {
                model.insert(*feature, bytes);
            }
        }
        model.set_transitions(self.transitions.map(|row| row.map(|weight| (weight * unit).round() as i32)));
        let mut biases = [0; LABELS];
        biases[Label::Outside as usize] = -(bias * unit).round() as i32;
        model.set_bias(biases);
        model
    }
}
