//! What the tagger sees of a cell: hashed features, each a template and a value.

use std::ops::Range;

use tearsheet_ingest::{Case, Token, TokenKind};

use crate::firm::scan::{Cell, Cover, LineCase, Run, Scan, left_of, right_of};
use crate::lexicon::Lexicons;
use crate::lexicon::names::Listed;
use crate::lexicon::words::WordClass;
use crate::view::View;

/// Collects the features of one cell.
struct Sink<'a> {
    features: &'a mut Vec<u64>,
    template: u64,
}

impl Sink<'_> {
    /// Adds the next template's feature with this value.
    fn put(&mut self, value: u64) {
        self.template += 1;
        self.features.push(mix(self.template, value));
    }

    /// Skips the next template's feature unless there is a value.
    fn maybe(&mut self, value: Option<u64>) {
        self.template += 1;
        if let Some(value) = value {
            self.features.push(mix(self.template, value));
        }
    }
}

impl Sink<'_> {
    /// For each of these bits a template for each of the sets: a feature where the bit is in the set.
    fn bits(&mut self, bits: Range<u32>, sets: [u64; 3]) {
        let mask = (1 << bits.end) - (1 << bits.start);
        let mut left = (sets[0] | sets[1] | sets[2]) & mask;
        while left != 0 {
            let bit = left.trailing_zeros();
            left &= left - 1;
            let first = self.template + u64::from(bit - bits.start) * 3 + 1;
            for (template, set) in (first..).zip(sets) {
                if set >> bit & 1 != 0 {
                    self.features.push(mix(template, 1));
                }
            }
        }
        self.template += u64::from(bits.end - bits.start) * 3;
    }
}

/// One hash of two.
pub(super) fn mix(a: u64, b: u64) -> u64 {
    let mixed = (a.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ b).wrapping_mul(0xd6e8_feb8_6659_fd93);
    mixed ^ (mixed >> 32)
}

/// Buffers that one run after another uses.
#[derive(Default)]
pub(super) struct Scratch {
    /// The run's own cells.
    inside: Vec<Near>,
    /// The features of one cell.
    features: Vec<u64>,
}

/// The word classes that are features by themselves: those that say more than a part of speech.
const CLASS_BITS: Range<u32> = 4..22;

/// A token beside or inside a run, as features see it.
#[derive(Clone, Copy, Default)]
struct Near {
    fold: u64,
    class: u64,
    shape: u64,
}

/// Calls `give` with the index and the features of each cell of `run`.
pub(super) fn of_run(
    view: &View<'_>,
    lexicons: &Lexicons,
    scan: &Scan,
    run: &Run,
    scratch: &mut Scratch,
    mut give: impl FnMut(usize, &[u64]),
) {
    let Scratch { inside, features } = scratch;
    let sentence = &view.sentences()[run.sentence as usize];
    let bounds = sentence.tokens.start as usize..sentence.tokens.end as usize;
    let near = |at: Option<usize>| match at.filter(|at| bounds.contains(at)) {
        Some(at) => {
            let token = view.tokens()[at];
            let class = if token.kind == TokenKind::Punct {
                0
            } else {
                u64::from(lexicons.words.of_form(token.of(view.text()), token.fold).bits())
            };
            Near { fold: token.fold, class, shape: shape(token, view.text()) }
        }
        None => Near { fold: 1, class: 1 << 40, shape: 1 },
    };
    let first = scan.cells[run.cells.start].token as usize;
    let last = scan.cells[run.cells.end - 1].token as usize;
    let left = left_of(view, first, bounds.start);
    let farther = left.and_then(|at| left_of(view, at, bounds.start));
    let right = right_of(view, last, bounds.end);
    let second = right.and_then(|at| right_of(view, at, bounds.end));
    let third = second.and_then(|at| right_of(view, at, bounds.end));
    let outside = [near(farther), near(left), near(right), near(second), near(third)];
    let own = |cell: &Cell| {
        let token = view.tokens()[cell.token as usize];
        Near { fold: cell.fold, class: u64::from(cell.class.bits()), shape: shape(token, view.text()) }
    };
    inside.clear();
    inside.extend(scan.cells[run.cells.clone()].iter().map(own));
    let at_offset = |at: usize, by: isize| -> Near {
        let target = at as isize + by;
        if target < run.cells.start as isize {
            let beyond = run.cells.start as isize - target;
            if beyond <= 2 { outside[2 - beyond as usize] } else { Near::default() }
        } else if target >= run.cells.end as isize {
            let beyond = target - run.cells.end as isize;
            outside.get(2 + beyond as usize).copied().unwrap_or_default()
        } else {
            inside[target as usize - run.cells.start]
        }
    };
    for at in run.cells.clone() {
        features.clear();
        let mut sink = Sink { features, template: 0 };
        let (before2, before, here, after, after2) =
            (at_offset(at, -2), at_offset(at, -1), at_offset(at, 0), at_offset(at, 1), at_offset(at, 2));
        let cell = scan.cells[at];
        let word = scan.word(view, at);
        // Words and their neighbours.
        sink.put(here.fold);
        sink.put(before.fold);
        sink.put(after.fold);
        sink.put(before2.fold);
        sink.put(after2.fold);
        // Shape.
        sink.put(here.shape);
        sink.put(mix(before.shape, here.shape));
        sink.put(mix(here.shape, after.shape));
        sink.put(mix(mix(before.shape, here.shape), after.shape));
        let possessive = view.tokens()[cell.token as usize].end != cell.end;
        sink.maybe(possessive.then_some(1));
        // Affixes.
        let affix = |len: usize, front: bool| affix(word, len, front);
        sink.maybe(affix(3, true));
        sink.maybe(affix(4, true));
        sink.maybe(affix(2, false));
        sink.maybe(affix(3, false));
        sink.maybe(affix(4, false));
        // Word classes.
        sink.put(here.class);
        sink.put(before.class);
        sink.put(after.class);
        sink.put(before2.class);
        sink.put(after2.class);
        sink.bits(CLASS_BITS, [here.class, before.class, after.class]);
        // Listed names.
        let listed = mix(cover_value(cell.organisation), cover_value(cell.place));
        sink.maybe(cell.organisation.map(|cover| cover_value(Some(cover))));
        sink.maybe(cell.organisation.map(kind_value));
        sink.maybe(cell.place.map(|cover| cover_value(Some(cover))));
        sink.maybe(cell.thing.map(|cover| cover_value(Some(cover))));
        sink.put(mix(listed, before.class & PERSONAL));
        sink.put(mix(listed, here.class & PERSONAL));
        // The run and what stands around it.
        let from_start = at - run.cells.start;
        let to_end = run.cells.end - 1 - at;
        sink.put(mix(outside[1].class, outside[2].class));
        sink.put(mix(outside[2].class, outside[3].class));
        let end = scan.cells[run.cells.end - 1];
        sink.put(mix(u64::from(end.class.bits()), to_end.min(3) as u64));
        sink.put(mix(end.fold, to_end.min(3) as u64));
        // The line.
        let line = match run.line {
            LineCase::Text => 0,
            LineCase::Title => 1,
            LineCase::Capitals => 2,
        };
        let opens = u64::from(run.opens && from_start == 0);
        let position = line * 2 + opens;
        sink.put(position);
        let ordinary = u64::from((cell.class.bits()) & 0xf);
        // The article.
        let usage = scan.usage_of(at);
        let seen = u64::from(usage.lower.min(2))
            | u64::from(bucket(usage.capital)) << 2
            | u64::from(bucket(usage.all)) << 5;
        sink.put(seen);
        sink.put(mix(seen, position));
        sink.put(mix(
            u64::from(usage.lower.min(1)) << 1 | u64::from(usage.capital.min(1)),
            mix(position, ordinary),
        ));
        sink.put(mix(u64::from(usage.has_form) * 2 + u64::from(usage.is_person), here.shape));
        sink.put(mix(u64::from(bucket(usage.capital)), here.shape));
        give(at, features);
    }
}

/// The classes that tell persons and places from other names.
const PERSONAL: u64 = WordClass::FIRST_NAME
    .or(WordClass::LAST_NAME)
    .or(WordClass::TITLE)
    .or(WordClass::PLACE)
    .or(WordClass::DEMONYM)
    .bits() as u64;

/// How often, roughly.
fn bucket(count: u16) -> u8 {
    match count {
        0 => 0,
        1 => 1,
        2..=3 => 2,
        4..=8 => 3,
        _ => 4,
    }
}

fn cover_value(cover: Option<Cover>) -> u64 {
    cover.map_or(0, |cover| {
        let sure = match cover.entry.listed {
            Listed::Organisation { sure, .. } => u64::from(sure) + 1,
            Listed::Place => 3,
            Listed::Thing { .. } => 4,
        };
        let hand = u64::from(cover.entry.list == "organisations.tsv");
        let place = match (cover.at, cover.len) {
            (_, 1) => 0,
            (0, _) => 1,
            (at, len) if at + 1 == len => 2,
            _ => 3,
        };
        1 + sure + 8 * hand + 16 * place + 64 * u64::from(cover.len.min(3))
    })
}

fn kind_value(cover: Cover) -> u64 {
    match cover.entry.listed {
        Listed::Organisation { kind, sure, .. } => {
            mix(tearsheet_ingest::fold_hash(kind), u64::from(sure) * 2 + u64::from(cover.at == 0))
        }
        Listed::Place | Listed::Thing { .. } => 0,
    }
}

/// The first or last `len` letters, where the word is longer.
fn affix(word: &str, len: usize, front: bool) -> Option<u64> {
    if word.len() <= len {
        return None;
    }
    let part = if front { word.get(..len) } else { word.get(word.len() - len..) };
    part.map(tearsheet_ingest::fold_hash)
}

/// Letters as X and x, digits as 0, others as they are; no more than two of a sort in a row.
fn shape(token: Token, text: &str) -> u64 {
    if token.kind == TokenKind::Word {
        match token.case {
            Case::Lower => return 2,
            Case::Capital if token.end - token.start == 1 => return 3,
            Case::Capital if token.end - token.start == 2 => return 4,
            _ => {}
        }
    }
    let (mut hash, mut last, mut repeats) = (7_u64, 0_u64, 0);
    for c in token.of(text).chars().take(24) {
        let sort = if c.is_uppercase() {
            1
        } else if c.is_alphabetic() {
            2
        } else if c.is_numeric() {
            3
        } else {
            u64::from(c) + 4
        };
        repeats = if sort == last { repeats + 1 } else { 0 };
        if repeats < 2 {
            hash = mix(hash, sort);
        }
        last = sort;
    }
    hash
}
