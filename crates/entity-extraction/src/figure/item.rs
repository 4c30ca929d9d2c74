//! A figure in the making: what the passes over a line read, join and complete.

use rust_decimal::Decimal;
use tearsheet_ingest::TextSpan;

use super::rule::Rule;
use crate::findings::{Bound, Direction, FigureKind, Movement};
use crate::line::Line;
use crate::numeral::{Form, Numeral};

/// What a figure counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Measured {
    /// Nothing is written.
    Nothing,
    /// A currency.
    Money(u16),
    /// A unit of measure.
    Unit(u16),
    /// Times: `eight times`, `10-fold`.
    Times,
}

/// The noun phrase that is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Noun {
    /// First token.
    pub(crate) first: usize,
    /// The token after its head.
    pub(crate) end: usize,
    /// Adjectives and head, singular.
    pub(crate) name: String,
}

/// A figure in the making.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) kind: FigureKind,
    /// First token, the currency mark and the sign included.
    pub(crate) first: usize,
    /// The token after the unit, or after the number where there is none.
    pub(crate) end: usize,
    pub(crate) span: TextSpan,
    pub(crate) value: Decimal,
    pub(crate) high: Option<Decimal>,
    /// The number before its magnitude word, and the power of ten of that word.
    pub(crate) mantissa: Decimal,
    pub(crate) power: u32,
    pub(crate) form: Form,
    pub(crate) measured: Measured,
    /// Where the unit is written.
    pub(crate) unit_span: Option<TextSpan>,
    /// The denominator.
    pub(crate) per: String,
    pub(crate) noun: Option<Noun>,
    pub(crate) bound: Bound,
    /// The tokens that say the bound.
    pub(crate) cue: Option<std::ops::Range<usize>>,
    /// ISO date of a figure that is a date.
    pub(crate) date: Option<String>,
    pub(crate) direction: Option<Direction>,
    pub(crate) movement: Option<Movement>,
    pub(crate) rule: &'static Rule,
    /// The rule that made a range of two, or brought a unit from elsewhere.
    pub(crate) joined: Option<&'static Rule>,
    pub(crate) flags: Vec<&'static str>,
    /// Whether the currency mark stands before the number.
    pub(crate) marked: bool,
    /// Whether the unit hangs on the number by a hyphen: `10-year`.
    pub(crate) hyphen: bool,
}

impl Item {
    pub(crate) fn new(line: &Line<'_>, numeral: &Numeral<'_>, kind: FigureKind, rule: &'static Rule) -> Self {
        let start = line.tokens[numeral.first].start;
        let end = line.tokens[numeral.end - 1].end - numeral.tail.len() as u32;
        let mut flags = Vec::new();
        if numeral.decimal_comma {
            flags.push("decimal-comma");
        }
        if numeral.form == Form::Vague {
            flags.push("vague");
        }
        Item {
            kind,
            first: numeral.first,
            end: numeral.end,
            span: TextSpan::new(start, end),
            value: numeral.value,
            high: numeral.high,
            mantissa: numeral.mantissa,
            power: numeral.power,
            form: numeral.form,
            measured: Measured::Nothing,
            unit_span: None,
            per: String::new(),
            noun: None,
            bound: if numeral.form == Form::Vague { Bound::About } else { Bound::Exactly },
            cue: None,
            date: None,
            direction: None,
            movement: None,
            rule,
            joined: None,
            flags,
            marked: false,
            hyphen: false,
        }
    }

    /// A number and nothing else.
    pub(crate) fn is_bare(&self) -> bool {
        self.kind == FigureKind::Number && self.measured == Measured::Nothing && self.noun.is_none()
    }

    /// A date, a year or a rank: no quantity that takes units or bounds.
    pub(crate) fn is_calendar(&self) -> bool {
        matches!(self.kind, FigureKind::Year | FigureKind::Date | FigureKind::Ordinal)
    }

    pub(crate) fn is_whole(&self) -> bool {
        self.value.fract().is_zero()
    }

    pub(crate) fn flag(&mut self, flag: &'static str) {
        if !self.flags.contains(&flag) {
            self.flags.push(flag);
        }
    }

    /// Takes unit, currency and denominator over from `other`.
    pub(crate) fn take_unit(&mut self, other: &Item) {
        self.kind = other.kind;
        self.measured = other.measured;
        self.unit_span = other.unit_span;
        self.per.clone_from(&other.per);
        self.noun.clone_from(&other.noun);
    }
}
