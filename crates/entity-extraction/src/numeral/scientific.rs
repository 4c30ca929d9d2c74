//! Powers as science writes them: `6.2x10^-4`, `5 × 10³`, `10^5`, `2^10`.

use rust_decimal::Decimal;

use crate::line::Line;

/// What the power after a number is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Power {
    pub(super) factor: Decimal,
    /// The token after it.
    pub(super) end: usize,
}

/// The power of ten that multiplies the number in token `at`, whose letters after the digits are `tail`: `x10^-4`,
/// `× 10³`.
pub(super) fn times(line: &Line<'_>, at: usize, tail: &str) -> Option<Power> {
    let base = match tail {
        "" if matches!(line.word(at + 1), "x" | "X" | "×" | "*" | "·" | "∙") => at + 2,
        // `×` and `x` may stand in the number's own token
        "x10" | "X10" | "×10" => return raised(line, at + 1, 10),
        "x2" | "X2" | "×2" => return raised(line, at + 1, 2),
        _ => return None,
    };
    // A text that lost its raised digits: `2.4×10−5`
    let minus = line.word(base) == "10" && line.hyphen(base + 1) && line.glued(base + 1);
    if tail.is_empty() && minus {
        return lowered(line, base + 1);
    }
    itself(line, base)
}

/// Ten to the negative exponent whose minus is token `at`.
fn lowered(line: &Line<'_>, at: usize) -> Option<Power> {
    let exponent: u32 = line.word(at + 1).parse().ok().filter(|&n| n <= 24 && line.glued(at + 1))?;
    let factor = Decimal::ONE.checked_div(super::ten_to(exponent))?;
    Some(Power { factor, end: at + 2 })
}

/// The power whose base is token `base`: `10^5`, `10⁵`, `2^10`.
pub(super) fn itself(line: &Line<'_>, base: usize) -> Option<Power> {
    match line.word(base) {
        "10" => raised(line, base + 1, 10),
        "2" if line.word(base + 1) == "^" => raised(line, base + 1, 2),
        _ => None,
    }
}

/// `base` to the exponent that starts at token `at`, which touches the base.
fn raised(line: &Line<'_>, at: usize, base: u32) -> Option<Power> {
    if !line.glued(at) {
        return None;
    }
    let (exponent, end) = if line.word(at) == "^" {
        let minus = usize::from(line.hyphen(at + 1) && line.glued(at + 1));
        let digits = at + 1 + minus;
        let exponent: i32 = line.word(digits).parse().ok().filter(|_| line.glued(digits))?;
        (if minus > 0 { -exponent } else { exponent }, digits + 1)
    } else {
        superscript(line, at)?
    };
    let mut factor = Decimal::ONE;
    for _ in 0..exponent.unsigned_abs().min(29) {
        factor = factor.checked_mul(Decimal::from(base))?;
    }
    // An exact decimal holds 28 digits.
    let factor = match exponent {
        -24..0 => Decimal::ONE.checked_div(factor)?,
        0..=24 => factor,
        _ => return None,
    };
    Some(Power { factor, end })
}

/// The exponent in raised digits at token `at`, which may be a token each.
fn superscript(line: &Line<'_>, at: usize) -> Option<(i32, usize)> {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let (mut exponent, mut end, mut minus, mut any) = (0i32, at, false, false);
    while end < at + 3 && line.glued(end) {
        for (i, c) in line.word(end).char_indices() {
            match DIGITS.iter().position(|&digit| digit == c) {
                Some(digit) => exponent = exponent * 10 + digit as i32,
                None if c == '⁻' && end == at && i == 0 => minus = true,
                None => return any.then_some((exponent, end)),
            }
            any |= c != '⁻';
            if exponent > 99 {
                return None;
            }
        }
        end += 1;
    }
    any.then_some((if minus { -exponent } else { exponent }, end))
}
