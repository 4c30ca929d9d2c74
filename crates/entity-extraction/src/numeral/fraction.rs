//! Fractions: `1/2`, `3½`, `two thirds`, `two and a half million`, `half a dozen`, `a third of those`.

use rust_decimal::Decimal;

use super::words::{self, Part, denominator, ten_to};
use super::{Form, Numeral, magnitudes};
use crate::line::Line;

/// `1/2`, `2 1/2`, `3½`.
pub(super) fn fraction_after(line: &Line<'_>, numeral: &mut Numeral<'_>) {
    if !numeral.is_whole() {
        // `$6.02-3/4`: quarters of a hundredth, as grain is priced
        let hundredths = numeral.value.scale() == 2 && line.hyphen(numeral.end) && line.glued(numeral.end);
        if let Some(part) =
            slashed(line, numeral.end + 1).filter(|_| hundredths && line.glued(numeral.end + 1))
        {
            numeral.value += part / Decimal::from(100);
            numeral.end += 4;
        }
        return;
    }
    let end = numeral.end;
    if let Some(part) = vulgar(line.word(end)) {
        numeral.value += part;
        numeral.end = end + 1;
        return;
    }
    if let Some(part) = slashed(line, end - 1) {
        numeral.value = part;
        numeral.end = end + 2;
        numeral.form = Form::Fraction;
        return;
    }
    let next = if line.hyphen(end) && line.glued(end) && line.glued(end + 1) { end + 1 } else { end };
    if numeral.value < ten_to(3)
        && let Some(part) = slashed(line, next)
    {
        numeral.value += part;
        numeral.end = next + 3;
    }
}

/// The fraction `1/2` whose numerator is token `at`; dates and shifts (`9/11`, `24/7`) are none.
pub(super) fn slashed(line: &Line<'_>, at: usize) -> Option<Decimal> {
    let below_word = line.word(at + 2);
    if line.word(at + 1) != "/" || line.word(at + 3) == "/" || (at > 0 && line.word(at - 1) == "/") {
        return None;
    }
    let above: u32 = line.word(at).parse().ok()?;
    let below: u32 = below_word.parse().ok()?;
    let usual = matches!(below, 2 | 3 | 4 | 5 | 6 | 8 | 10 | 16 | 20 | 32 | 50 | 64 | 100 | 128 | 1000);
    (above > 0 && above < below && usual).then(|| Decimal::from(above) / Decimal::from(below))
}

pub(super) fn vulgar(word: &str) -> Option<Decimal> {
    let mut chars = word.chars();
    let (above, below) = match (chars.next()?, chars.next()) {
        ('½', None) => (1, 2),
        ('⅓', None) => (1, 3),
        ('⅔', None) => (2, 3),
        ('¼', None) => (1, 4),
        ('¾', None) => (3, 4),
        ('⅕', None) => (1, 5),
        ('⅖', None) => (2, 5),
        ('⅗', None) => (3, 5),
        ('⅘', None) => (4, 5),
        ('⅙', None) => (1, 6),
        ('⅛', None) => (1, 8),
        ('⅜', None) => (3, 8),
        ('⅝', None) => (5, 8),
        ('⅞', None) => (7, 8),
        _ => return None,
    };
    Some(Decimal::from(above) / Decimal::from(below))
}

/// `two thirds`, `three-quarters`, `one-fourth`
pub(super) fn part_of(line: &Line<'_>, numeral: &mut Numeral<'_>) -> Option<()> {
    // Tokenised text has blanks around the hyphen: `five - eighths`.
    let hyphen = line.hyphen(numeral.end) && line.glued(numeral.end) == line.glued(numeral.end + 1);
    let at = numeral.end + usize::from(hyphen);
    let Some(below) = denominator(line.word(at)) else { return Some(()) };
    let plural = line.word(at).ends_with(['s', 'S']);
    let one = numeral.value == Decimal::ONE;
    // `one third` but not `two third places`; `half` alone joins no number. `five quarters` and `five seconds` are
    // spans of time, `three halves` is one and a half.
    let improper = numeral.value >= Decimal::from(below);
    let game = line.eq(at, "halves") && numeral.value == Decimal::TWO;
    if improper && (line.eq(at, "quarters") || game)
        || plural == one
        || numeral.value.is_zero()
        || numeral.power > 3
    {
        return Some(());
    }
    numeral.value /= Decimal::from(below);
    numeral.mantissa = numeral.value;
    numeral.end = at + 1;
    numeral.form = Form::Fraction;
    of_a_magnitude(line, numeral)
}

/// `... of a million`
pub(super) fn of_a_magnitude(line: &Line<'_>, numeral: &mut Numeral<'_>) -> Option<()> {
    let of = usize::from(line.eq(numeral.end, "of"));
    let at = numeral.end + of + usize::from(line.any(numeral.end + of, &["a", "one"]));
    if at > numeral.end
        && let Some(power) = words::power(line.word(at))
    {
        numeral.scale(power)?;
        numeral.end = at + 1;
        numeral.form = Form::Words;
    }
    Some(())
}

/// `... and a half`, `... and three quarters`, also with hyphens, then a magnitude
pub(super) fn and_part(line: &Line<'_>, numeral: &mut Numeral<'_>) -> Option<()> {
    let joined = |at: usize| at + usize::from(line.hyphen(at) && line.glued(at) && line.glued(at + 1));
    let and = joined(numeral.end);
    if !line.eq(and, "and") {
        return Some(());
    }
    let after = joined(and + 1);
    let (above, at) = if line.any(after, &["a", "an"]) {
        (1, joined(after + 1))
    } else if let Some(Part::Small(n @ 1..8)) = words::part(line.word(after)) {
        (n, after + 1 + usize::from(line.hyphen(after + 1)))
    } else {
        (1, after)
    };
    let article = line.any(after, &["a", "an"]);
    let Some(below) = denominator(line.word(at)).filter(|&below| (below <= 8 || article) && below > above)
    else {
        return Some(());
    };
    // `one billion and a half million`: the half has a lower magnitude of its own
    if numeral.power > 0
        && let Some(power) = words::power(line.word(at + 1)).filter(|&power| power < numeral.power)
    {
        numeral.value += ten_to(power) * Decimal::from(above) / Decimal::from(below);
        numeral.mantissa = numeral.value;
        numeral.power = 0;
        numeral.end = at + 2;
        return Some(());
    }
    // `one hundred and three quarters` is little more than a hundred, `a million and a half` is half as much again
    let unit = if numeral.power > 2 || article { ten_to(numeral.power) } else { Decimal::ONE };
    numeral.value += unit * Decimal::from(above) / Decimal::from(below);
    numeral.mantissa = numeral.value / unit;
    numeral.end = at + 1;
    magnitudes(line, numeral, false)
}

/// The part that is told after a unit, `and a half`, `and three quarters`, `and half`, whose `and` is token `at`; and
/// the token after it.
pub(crate) fn part_after_unit(line: &Line<'_>, at: usize) -> Option<(Decimal, usize)> {
    let after = at + 1;
    let (above, part) = if line.any(after, &["a", "an", "one"]) {
        (1, after + 1)
    } else if let Some(Part::Small(n @ 2..8)) = words::part(line.word(after)) {
        (n, after + 1 + usize::from(line.hyphen(after + 1)))
    } else {
        let ends = matches!(line.word(after + 1), "" | "." | "," | ";" | ")")
            || line.is(after + 1, crate::words::Class::AUXILIARY);
        return (line.eq(after, "half") && ends).then(|| (Decimal::ONE / Decimal::TWO, after + 1));
    };
    let below = denominator(line.word(part)).filter(|&below| below > above && below <= 8)?;
    let plural = line.word(part).ends_with(['s', 'S']);
    (plural != (above == 1)).then(|| (Decimal::from(above) / Decimal::from(below), part + 1))
}

/// Is token `at`, or the one after its hyphen, the plural of a part: `three quarters`?
pub(super) fn is_denominator(line: &Line<'_>, at: usize) -> bool {
    let at = at + usize::from(line.hyphen(at));
    line.word(at).ends_with(['s', 'S']) && denominator(line.word(at)).is_some()
}

/// The first token of `a couple of` or `a couple` that ends before token `before + 1`.
pub(super) fn couple(line: &Line<'_>, before: usize, floor: usize) -> Option<usize> {
    let couple = before.checked_sub(usize::from(line.eq(before, "of")))?;
    let first = couple.checked_sub(1).filter(|&first| first >= floor)?;
    (line.eq(couple, "couple") && line.eq(first, "a")).then_some(first)
}

/// `half a million`, `a quarter of a billion`, `half the staff`, `a third of those`
pub(super) fn lone_fraction<'a>(line: &Line<'a>, at: usize, floor: usize) -> Option<Numeral<'a>> {
    use crate::words::Class;
    let word = line.word(at);
    let below = match () {
        () if line.eq(at, "half") => 2,
        () if line.eq(at, "third") => 3,
        () if line.eq(at, "quarter") => 4,
        () => return None,
    };
    let before = at.checked_sub(1).filter(|&i| i >= floor);
    let after_a = before.is_some_and(|i| line.eq(i, "a"));
    let mut numeral = Numeral::new(Decimal::ONE / Decimal::from(below), at, at + 1, Form::Fraction);
    of_a_magnitude(line, &mut numeral)?;
    if numeral.power > 0 {
        numeral.first = if after_a { at - 1 } else { at };
        return Some(numeral);
    }
    let next = at + 1;
    if below == 2 {
        if before
            .is_some_and(|i| line.is(i, Class::ORDINAL) || line.any(i, &["the", "other", "latter", "last"]))
        {
            return None;
        }
        let joined = usize::from(line.hyphen(next) && line.glued(next) && line.glued(next + 1));
        let article = usize::from(line.any(next, &["a", "an"]));
        let thing = next + joined.max(article);
        if let Some(power) = words::power(line.word(thing)) {
            numeral.scale(power)?;
            numeral.end = thing + 1;
            numeral.form = Form::Words;
            return Some(numeral);
        }
        if line.eq(thing, "dozen") {
            return Some(Numeral::new(Decimal::from(6), at, thing + 1, Form::Words));
        }
        if line.is(thing, Class::UNIT) {
            numeral.end = thing - joined;
            return Some(numeral);
        }
        let counted = line.any(next, &["of", "the", "its", "their", "his", "her", "our", "all", "those"]);
        let compared = before.is_some_and(|i| {
            line.any(i, &["than", "about", "nearly", "almost", "by", "roughly", "over", "around"])
        });
        return (counted || compared && !line.hyphen(next)).then_some(numeral);
    }
    if below == 4 && line.hyphen(next) && line.is(next + 1, Class::UNIT) && word.len() == 7 {
        return Some(numeral);
    }
    // `a third of`, `by a quarter`; an ordinal or a span of time otherwise
    let two_back = at.checked_sub(2).filter(|&i| i >= floor);
    let compared = two_back.is_some_and(|i| {
        line.any(
            i,
            &["than", "about", "nearly", "almost", "by", "roughly", "over", "around", "least", "under"],
        )
    });
    let ends = line.word(next).is_empty() || line.any(next, &[".", ",", ";", "in", "to", "from"]);
    (after_a && (line.eq(next, "of") || compared && ends)).then(|| {
        numeral.first = at - 1;
        numeral
    })
}
