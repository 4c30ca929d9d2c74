//! A linear sequence tagger over hashed features: organisations, persons, places and other names in runs of
//! capitalised words.
//!
//! The model is a table of small integers made by `examples/train-tagger.rs`, so that it decides alike on every
//! machine. A feature that the model has not seen is told from the others by a fingerprint and counts nothing.

mod features;

use std::ops::Range;

use crate::firm::scan::{Run, Scan};
use crate::lexicon::Lexicons;
use crate::view::View;

use features::Scratch;

/// How many labels there are.
pub const LABELS: usize = 9;

/// What a cell is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// No name.
    Outside,
    /// First cell of an organisation.
    OpensOrganisation,
    /// Further cell of an organisation.
    InOrganisation,
    /// First cell of a person.
    OpensPerson,
    /// Further cell of a person.
    InPerson,
    /// First cell of a place.
    OpensPlace,
    /// Further cell of a place.
    InPlace,
    /// First cell of another name.
    OpensOther,
    /// Further cell of another name.
    InOther,
}

impl Label {
    /// All labels in the order of the model's columns.
    pub const ALL: [Self; LABELS] = [
        Self::Outside,
        Self::OpensOrganisation,
        Self::InOrganisation,
        Self::OpensPerson,
        Self::InPerson,
        Self::OpensPlace,
        Self::InPlace,
        Self::OpensOther,
        Self::InOther,
    ];

    /// Whether it goes on with a name.
    pub fn is_inner(self) -> bool {
        matches!(self, Self::InOrganisation | Self::InPerson | Self::InPlace | Self::InOther)
    }

    /// Whether it is part of a person, a place or another name.
    pub fn is_other(self) -> bool {
        self >= Self::OpensPerson
    }

    /// Whether it is part of an organisation.
    pub fn is_organisation(self) -> bool {
        matches!(self, Self::OpensOrganisation | Self::InOrganisation)
    }

    /// The labels that a cell of this label may follow, as columns of the model.
    fn predecessors(self) -> Range<usize> {
        let own = self as usize;
        if self.is_inner() { own - 1..own + 1 } else { 0..LABELS }
    }

    /// Whether a cell of this label may follow one of `before`, `None` standing for what comes before a run.
    pub fn may_follow(self, before: Option<Self>) -> bool {
        !self.is_inner() || before.is_some_and(|before| before == self || before as u8 + 1 == self as u8)
    }
}

/// How many weights a row has room for.
const WIDTH: usize = 16;
/// The weights of one feature: one for each label, then zeros.
type Row = [i8; WIDTH];
/// How many slots after its home a feature's row may stand in.
const PROBES: usize = 8;
/// First bytes of a model file.
const MAGIC: &[u8; 8] = b"tagger-1";

/// The weights.
#[derive(Clone, Debug)]
pub struct Model {
    /// One for each row; but for the overhang of the probes they are a power of two.
    fingerprints: Vec<u16>,
    /// The last one is that of a feature that the model has not seen.
    rows: Vec<Row>,
    transitions: [[i32; LABELS]; LABELS],
    bias: [i32; LABELS],
}

impl Default for Model {
    /// A model that knows nothing and finds nothing.
    fn default() -> Self {
        Self::empty(4)
    }
}

impl Model {
    /// An empty table of `1 << bits` rows.
    pub fn empty(bits: u32) -> Self {
        let size = 1_usize << bits;
        Self {
            fingerprints: vec![0; size + PROBES],
            rows: vec![[0; WIDTH]; size + PROBES + 1],
            transitions: [[0; LABELS]; LABELS],
            bias: [0; LABELS],
        }
    }

    /// Puts a feature's weights in; false where the neighbourhood of its slot is full.
    pub fn insert(&mut self, feature: u64, weights: [i8; LABELS]) -> bool {
        let (home, print) = self.place(feature);
        for slot in home..home + PROBES {
            if self.fingerprints[slot] == 0 {
                self.fingerprints[slot] = print;
                self.rows[slot][..LABELS].copy_from_slice(&weights);
                return true;
            }
        }
        false
    }

    /// Sets the weights of label after label, in units of a row's weights.
    pub fn set_transitions(&mut self, transitions: [[i32; LABELS]; LABELS]) {
        self.transitions = transitions;
    }

    /// Sets what each label is worth beforehand: the place to lean towards recall.
    pub fn set_bias(&mut self, bias: [i32; LABELS]) {
        self.bias = bias;
    }

    /// Slot and fingerprint of a feature; no fingerprint is 0.
    fn place(&self, feature: u64) -> (usize, u16) {
        let size = (self.fingerprints.len() - PROBES) as u64;
        ((feature & (size - 1)) as usize, (feature >> 48) as u16 | 1)
    }

    /// The weights of a feature: zeros where the model has not seen it.
    fn row(&self, feature: u64) -> &Row {
        let (home, print) = self.place(feature);
        // All slots are compared at once: where a loop would stop, no processor can guess.
        let near = self.fingerprints[home..].first_chunk::<PROBES>().unwrap_or(&[0; PROBES]);
        let hits = (0..PROBES).fold(0, |hits, slot| hits | u32::from(near[slot] == print) << slot);
        let slot = if hits == 0 { self.rows.len() - 1 } else { home + hits.trailing_zeros() as usize };
        &self.rows[slot]
    }

    /// The model as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        let bits = (self.fingerprints.len() - PROBES).trailing_zeros();
        bytes.extend(bits.to_le_bytes());
        for value in self.transitions.iter().flatten().chain(&self.bias) {
            bytes.extend(value.to_le_bytes());
        }
        for print in &self.fingerprints {
            bytes.extend(print.to_le_bytes());
        }
        for (row, _) in self.rows.iter().zip(&self.fingerprints).filter(|(_, print)| **print != 0) {
            bytes.extend(row[..LABELS].iter().map(|&weight| weight as u8));
        }
        bytes
    }

    /// The model in these bytes.
    ///
    /// # Errors
    /// If they are not what [`Model::to_bytes`] writes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, &'static str> {
        let mut rest = bytes.strip_prefix(MAGIC).ok_or("not a model of this version")?;
        let mut take = |count: usize| -> Result<&[u8], &'static str> {
            let (head, tail) = rest.split_at_checked(count).ok_or("the model is cut short")?;
            rest = tail;
            Ok(head)
        };
        let int = |four: &[u8]| i32::from_le_bytes([four[0], four[1], four[2], four[3]]);
        let bits = int(take(4)?);
        if !(4..=24).contains(&bits) {
            return Err("the model's size is out of range");
        }
        let mut model = Self::empty(bits as u32);
        for value in model.transitions.iter_mut().flatten().chain(&mut model.bias) {
            *value = int(take(4)?);
        }
        let prints = take(model.fingerprints.len() * 2)?;
        for (print, two) in model.fingerprints.iter_mut().zip(prints.chunks_exact(2)) {
            *print = u16::from_le_bytes([two[0], two[1]]);
        }
        for (row, _) in model.rows.iter_mut().zip(&model.fingerprints).filter(|(_, print)| **print != 0) {
            for (weight, &byte) in row.iter_mut().zip(take(LABELS)?) {
                *weight = byte as i8;
            }
        }
        Ok(model)
    }

    /// The best labels of cells with these scores.
    ///
    /// `back` is a buffer: for each cell the best label before each of its labels.
    fn decode(&self, scores: &[[i32; LABELS]], back: &mut Vec<[u8; LABELS]>, labels: &mut Vec<Label>) {
        const NEVER: i32 = i32::MIN / 2;
        let mut best = [NEVER; LABELS];
        back.clear();
        for (index, own) in scores.iter().enumerate() {
            let (mut next, mut from) = ([NEVER; LABELS], [0_u8; LABELS]);
            for label in Label::ALL {
                let to = label as usize;
                if index == 0 {
                    if label.may_follow(None) {
                        next[to] = own[to] + self.transitions[0][to];
                    }
                    continue;
                }
                for before in label.predecessors() {
                    let score = best[before] + self.transitions[before][to] + own[to];
                    if score > next[to] {
                        next[to] = score;
                        from[to] = before as u8;
                    }
                }
            }
            back.push(from);
            best = next;
        }
        let mut at = (0..LABELS).rev().max_by_key(|&label| best[label]).unwrap_or_default();
        let first = labels.len();
        for from in back.iter().rev() {
            labels.push(Label::ALL[at]);
            at = usize::from(from[at]);
        }
        labels[first..].reverse();
    }

    /// What each label of a cell with these features is worth.
    fn score(&self, features: &[u64]) -> [i32; LABELS] {
        // Rows are as wide as a vector register; a cell has far fewer features than overflow a sum.
        let mut sum = [0_i16; WIDTH];
        for &feature in features {
            for (sum, &weight) in sum.iter_mut().zip(self.row(feature)) {
                *sum += i16::from(weight);
            }
        }
        std::array::from_fn(|label| self.bias[label] + i32::from(sum[label]))
    }

    /// The labels of a run whose cells have these features.
    pub fn label(&self, cells: &[Vec<u64>]) -> Vec<Label> {
        let scores: Vec<_> = cells.iter().map(|features| self.score(features)).collect();
        let mut labels = Vec::with_capacity(cells.len());
        self.decode(&scores, &mut Vec::new(), &mut labels);
        labels
    }

    /// The label of every cell of a scan.
    pub fn tag(&self, view: &View<'_>, lexicons: &Lexicons, scan: &Scan) -> Vec<Label> {
        let mut labels = Vec::with_capacity(scan.cells.len());
        let (mut scores, mut back, mut scratch) = (Vec::new(), Vec::new(), Scratch::default());
        for run in &scan.runs {
            scores.clear();
            features::of_run(view, lexicons, scan, run, &mut scratch, |_, features| {
                scores.push(self.score(features));
            });
            self.decode(&scores, &mut back, &mut labels);
        }
        labels
    }
}

/// The features of every cell of a run, for training.
pub fn features_of(view: &View<'_>, lexicons: &Lexicons, scan: &Scan, run: &Run) -> Vec<Vec<u64>> {
    let mut cells = Vec::with_capacity(run.cells.len());
    features::of_run(view, lexicons, scan, run, &mut Scratch::default(), |_, features| {
        cells.push(features.to_vec())
    });
    cells
}
