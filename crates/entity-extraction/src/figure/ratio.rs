//! Multiples and shares: `eight times`, `10-fold`, `twice`, `3-to-1`, `one in nine`.

use super::item::{Item, Measured};
use super::rule::Rule;
use crate::findings::FigureKind;
use crate::line::Line;
use crate::numeral::{Form, words};

/// The rules of this file.
pub(crate) const RULES: [&Rule; 4] = [&TIMES, &ODDS, &SHARE, &FRACTION];

const TIMES: Rule = Rule {
    id: "ratio.times",
    reads: "a multiple",
    yields: &[
        ("It is eight times the size of its rival.", "8 time"),
        ("Orders rose 10-fold.", "10 time"),
        ("A 3x return is rare.", "3 time"),
    ],
    refuses: &[("The Times 3 page is new.", "a name")],
};
const ODDS: Rule = Rule {
    id: "ratio.odds",
    reads: "odds: `3-to-1`",
    yields: &[("They won by a 3-to-1 margin.", "3"), ("A 3-for-1 stock split was approved.", "3")],
    refuses: &[("The price went from 3 to 10.", "two values")],
};
const SHARE: Rule = Rule {
    id: "ratio.share",
    reads: "so many in, or out of, so many",
    yields: &[
        ("One in four homes is empty.", "0.25"),
        ("Three out of five shops closed.", "0.6"),
        ("1 in 5 homes is empty.", "0.2"),
        ("That is one over twenty.", "0.05"),
    ],
    refuses: &[("One in Berlin closed.", "a place"), ("It hired one in 2017.", "a year")],
};

const FRACTION: Rule = Rule {
    id: "ratio.fraction",
    reads: "a fraction of something",
    yields: &[
        ("A third of the crew stayed.", "0.3333333333333333333333333333"),
        ("Half the yards closed.", "0.5"),
    ],
    refuses: &[("It needs half a litre.", "a measure"), ("The third crew stayed.", "a rank")],
};

/// Makes a share of a fraction that measures nothing.
pub(crate) fn make_share(item: &mut Item) {
    item.kind = FigureKind::Ratio;
    item.rule = &FRACTION;
}

/// The multiple after the number of `item`: gives the token after it.
pub(crate) fn times(line: &Line<'_>, item: &mut Item, at: usize, tail: Option<&str>) -> Option<usize> {
    let end = match tail {
        Some("x" | "X") if !line.digit(at + 1) => at + 1,
        Some(tail) if tail.eq_ignore_ascii_case("fold") => at + 1,
        Some(_) => return None,
        None if line.any(at, &["times", "fold"]) || line.eq(at, "time") && item.hyphen => at + 1,
        None if matches!(line.word(at), "x" | "×") && line.glued(at) && !line.digit(at + 1) => at + 1,
        None => return None,
    };
    item.kind = FigureKind::Ratio;
    item.rule = &TIMES;
    item.measured = Measured::Times;
    Some(end)
}

/// Joins the two numbers of odds or of a share, `first` and `second`, into the first. Gives whether it did.
pub(crate) fn join(line: &Line<'_>, first: &mut Item, second: &Item) -> bool {
    let between = first.end..second.first;
    let texts: Vec<&str> = between.clone().map(|i| line.word(i)).collect();
    let is = |words: &[&str]| {
        texts.len() == words.len() && texts.iter().zip(words).all(|(a, b)| a.eq_ignore_ascii_case(b))
    };
    let second_bare = second.is_bare() || second.kind == FigureKind::Count;
    if !first.is_bare()
        || !second_bare
        || first.high.is_some()
        || second.high.is_some()
        || second.value.is_zero()
    {
        return false;
    }
    let share = is(&["in"])
        || is(&["out", "of"])
        || is(&["-", "in", "-"])
        || is(&["out", "of", "every"])
        || is(&["in", "every"])
        || is(&["of"]) && line.eq(first.first, "one") && second.form == Form::Words;
    let over = is(&["over"])
        && first.form != Form::Fraction
        && !line.any(first.first.wrapping_sub(1), &["than", "by", "of"]);
    let split = (is(&["-", "for", "-"]) || is(&["for"]))
        && (second.end..second.end + 3).any(|i| line.any(i, &["split", "splits"]));
    let odds = is(&["-", "to", "-"])
        || split
        || is(&["to"])
            && second.value == rust_decimal::Decimal::ONE
            && line.glued(second.first).eq(&false)
            && first.form == second.form
            && first.value > second.value
            && line.hyphen(second.end).eq(&false)
            && (line.any(second.end, &["ratio", "odds", "margin", "majority"])
                || (1..4).any(|n| line.eq(first.first.wrapping_sub(n), "odds")));
    let small =
        words::part(line.word(first.first)).is_some() || first.value < rust_decimal::Decimal::from(100);
    let proper = first.value < second.value
        && first.is_whole()
        && second.is_whole()
        && second.value <= rust_decimal::Decimal::from(1000);
    if (share || over)
        && proper
        && small
        && (first.form == second.form
            || first.form == Form::Words
            || first.value == rust_decimal::Decimal::ONE)
        && (first.form != Form::Digits || !is(&["in"]) || first.value == rust_decimal::Decimal::ONE)
    {
        first.rule = &SHARE;
    } else if odds
        && second.value < rust_decimal::Decimal::from(20)
        && second.value == rust_decimal::Decimal::ONE
    {
        first.rule = &ODDS;
    } else {
        return false;
    }
    let Some(value) = first.value.checked_div(second.value) else { return false };
    first.value = value;
    first.mantissa = value;
    first.kind = FigureKind::Ratio;
    first.form = Form::Fraction;
    first.end = second.end;
    first.span.end = second.span.end;
    true
}
