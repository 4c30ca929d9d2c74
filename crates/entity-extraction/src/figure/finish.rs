//! From a figure in the making to the figure: names instead of table ids, texts instead of tokens.

use rust_decimal::Decimal;

use super::concept::Clause;
use super::item::{Item, Measured};
use super::{Tables, movement, ratio, said, tag, time};
use crate::findings::{Amount, Bound, Figure, FigureKind, Quantity, Unit};
use crate::lexicon::Lexicons;
use crate::line::Line;
use crate::numeral::Form;

/// Appends the figures that `items` became.
///
/// `published` is the year of the article, from which relative times are counted.
pub(crate) fn figures(
    lexicons: &Lexicons,
    line: &Line<'_>,
    mut items: Vec<Item>,
    published: Option<i32>,
    out: &mut Vec<Figure>,
) {
    items.retain(|item| is_figure(line, item));
    for item in items.iter_mut().filter(|item| item.is_bare() && item.form == Form::Fraction) {
        ratio::make_share(item);
    }
    flag_millions(line, &mut items);
    movement::read(line, &mut items);
    let told = if items.iter().all(Item::is_calendar) {
        Vec::new()
    } else {
        let tags = tag::tags(line, &lexicons.words);
        said::read(&Clause { line, tags: &tags, items: &items })
    };
    let mut times = time::read(line, &items, published).into_iter();
    let mut told = told.into_iter();
    out.extend(items.into_iter().map(|item| {
        let words = told.next().unwrap_or_default();
        let mut figure = figure(&lexicons.figures, line, item);
        if let Some(counted) = words.counted {
            figure.kind = FigureKind::Count;
            figure.unit.name = counted;
            figure.flag = Some(
                figure.flag.map_or_else(|| "inferred".into(), |flag| format!("{flag}; inferred").into()),
            );
        }
        figure.time = times.next().unwrap_or_default();
        Figure { measure: words.measure, concepts: words.concepts, ..figure }
    }));
}

/// Flags `m` where nothing but the verb says that `sold 5m` are millions, and each other `m` of the line with it.
fn flag_millions(line: &Line<'_>, items: &mut [Item]) {
    let ends_in_m = |item: &Item| line.slice(item.first, item.end).ends_with('m');
    if !items.iter().any(|item| item.is_bare() && item.power == 6 && ends_in_m(item)) {
        return;
    }
    let open = |item: &&mut Item| item.is_bare() || item.kind == FigureKind::Measure;
    for item in items.iter_mut().filter(open) {
        let text = line.slice(item.first, item.end);
        if text.strip_suffix('m').is_some_and(|number| number.ends_with(|c: char| c.is_ascii_digit())) {
            item.flag("ambiguous-unit");
        }
    }
}

/// A bare number is a figure only if it looks like an amount.
fn is_figure(line: &Line<'_>, item: &Item) -> bool {
    let alone = line.len() < 12
        && (0..item.first).chain(item.end..line.len()).all(|i| !line.word_like(i) && !line.digit(i));
    if !item.is_bare() || item.high.is_some() || alone {
        return true;
    }
    let amount = item.power > 0
        || item.bound != Bound::Exactly
        || !item.is_whole()
        || item.form == Form::Digits && line.slice(item.first, item.end).contains('.')
        || item.value >= Decimal::from(1000);
    let led = item.first.checked_sub(1).is_some_and(|i| {
        line.any(
            i,
            &[
                "to", "from", "at", "of", "by", "is", "was", "were", "with", "reached", "and", "between",
                "only", "just", "or",
            ],
        )
    });
    // `102 of those`, `all 70 of us`, `Orders so far: 64.`
    let of_those =
        line.eq(item.end, "of") && line.any(item.end + 1, &["those", "them", "these", "us", "you"]);
    let labelled = item.first.checked_sub(1).is_some_and(|i| line.word(i) == ":")
        && matches!(line.word(item.end), "" | ".");
    let ones = item.form == Form::Words && item.value < Decimal::TEN;
    let long_words = item.form == Form::Words && item.value > Decimal::from(100);
    amount || led || of_those && !ones || labelled && !ones || long_words
}

fn figure(tables: &Tables, line: &Line<'_>, mut item: Item) -> Figure {
    let amount = match (item.date.take(), item.high) {
        (Some(date), _) => Amount::Date(date),
        (None, Some(high)) => Amount::Range(item.value.normalize(), high.normalize()),
        (None, None) => Amount::One(item.value.normalize()),
    };
    let unit = unit(tables, line, &item);
    let rule = match item.joined {
        Some(joined) => format!("{}+{}", item.rule.id, joined.id).into(),
        None => item.rule.id.into(),
    };
    Figure {
        span: item.span,
        kind: item.kind,
        quantity: Quantity { amount, bound: item.bound },
        unit,
        measure: item
            .noun
            .as_ref()
            .map(|noun| line.slice(noun.first, noun.end).to_owned())
            .unwrap_or_default(),
        concepts: String::new(),
        per: item.per,
        direction: item.direction,
        movement: item.movement,
        time: String::new(),
        firm: None,
        rule,
        flag: (!item.flags.is_empty()).then(|| item.flags.join("; ").into()),
    }
}

/// What an item counts in.
pub(crate) fn unit(tables: &Tables, line: &Line<'_>, item: &Item) -> Unit {
    let text = item.unit_span.map_or("", |span| line.text.get(span.range()).unwrap_or_default()).trim();
    let (name, currency) = match item.measured {
        Measured::Money(id) => {
            let currency = tables.currencies.get(id);
            (currency.name.to_owned(), currency.code)
        }
        Measured::Unit(id) => (tables.units.get(id).name.clone(), None),
        Measured::Times => ("time".to_owned(), None),
        Measured::Nothing => match (item.kind, &item.noun) {
            (FigureKind::Count, Some(noun)) => {
                return Unit {
                    name: noun.name.clone(),
                    text: line.slice(noun.first, noun.end).to_owned(),
                    currency: None,
                };
            }
            _ => (String::new(), None),
        },
    };
    Unit { name, text: text.to_owned(), currency }
}
