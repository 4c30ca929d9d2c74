//! Vague amounts, read as the decade they name: `hundreds of miles`, `several thousand`, `multimillion`.

use rust_decimal::Decimal;

use super::{Form, Numeral, words};
use crate::line::Line;

/// `tens of thousands`, `hundreds of miles`
pub(super) fn vague_plural<'a>(line: &Line<'a>, first: usize) -> Option<Numeral<'a>> {
    let mut power = words::vague(line.word(first))?;
    let mut at = first + 1;
    while line.eq(at, "of") && at < first + 4 {
        let Some(next) = words::vague(line.word(at + 1)).filter(|&next| next >= 3) else { break };
        power += next;
        at += 2;
    }
    let few = at == first + 1;
    let counted = line.eq(at, "of") || line.eq(at, "more");
    (counted || !few).then(|| vague_decade(first, at, power)).flatten()
}

pub(super) fn vague_decade<'a>(first: usize, end: usize, power: u32) -> Option<Numeral<'a>> {
    let mut numeral = Numeral::new(Decimal::ONE, first, end, Form::Vague);
    numeral.high = Some(Decimal::TEN);
    numeral.scale(power)?;
    Some(numeral)
}

/// `several hundred`, `a few thousand`, `several hundred thousand`
pub(super) fn several<'a>(line: &Line<'a>, first: usize, at: usize, mut power: u32) -> Option<Numeral<'a>> {
    let mut end = at + 1;
    if let Some(more) = words::power(line.word(end)).filter(|&more| more > power) {
        power += more;
        end += 1;
    }
    vague_decade(first, end, power)
}
