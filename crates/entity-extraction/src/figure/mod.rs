//! Figures: every quantity that is written with a number.
//!
//! *Takes* an article's tokens. *Gives* figures with exact values, units, bounds, and what they are said of; what
//! looked like one and could not be read is a refusal. *Never* knows firms or skills.
//!
//! A line is one sentence. A pass over its tokens stops at digits and number words and reads what stands there
//! ([`calendar`], [`quantity`]); what labels or names something is passed over ([`label`]). Then neighbours are
//! joined ([`range`], [`ratio`]), counted nouns named ([`count`]), bounds read ([`bound`]) and the context of each
//! figure told ([`finish`]).

mod age;
mod bound;
mod calendar;
mod compound;
mod concept;
mod count;
mod country;
mod currency;
mod doubt;
mod ellipsis;
mod finish;
mod item;
mod label;
mod movement;
mod nouns;
mod per;
mod phrase;
mod phrases;
mod prefix;
mod quantity;
mod range;
mod rank;
mod ratio;
mod respective;
mod rule;
mod said;
mod subject;
mod suffix;
mod table;
mod tag;
#[cfg(test)]
mod tests;
mod time;
mod trace;
mod unit;

use crate::findings::{Figure, FigureKind, Refusal};
use crate::lexicon::Lexicons;
use crate::line::Line;
use crate::view::View;
use crate::words::{Class, Words};
pub(crate) use country::evidence as currency_evidence;
pub use rule::Rule;
pub(crate) use trace::trace;

use calendar::Reading;
use item::Item;
use tearsheet_ingest::{BlockKind, Case, TextSpan, TokenKind};

/// What the figure stage gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Figures by position, not linked to firms yet.
    pub figures: Vec<Figure>,
    /// What could not be read.
    pub refusals: Vec<Refusal>,
}

/// The tables that figures are read by, built once.
#[derive(Debug)]
pub struct Tables {
    words: Words,
    units: unit::Units,
    currencies: currency::Currencies,
    shared: country::Shared,
}

impl Default for Tables {
    fn default() -> Self {
        Self::with_units(unit::Units::built_in())
    }
}

impl Tables {
    fn with_units(units: unit::Units) -> Self {
        let currencies = currency::Currencies::built_in();
        let words = Words::new(units.first_words(), currencies.first_words(), bound::last_words());
        Self { words, units, currencies, shared: country::Shared::built_in() }
    }

    /// The built-in tables and the units of a table with the columns `name,dimension,ucum,words,symbols`; words and
    /// symbols are separated by semicolons. A spelling that is built in keeps its meaning.
    ///
    /// # Errors
    /// Says which line of the table is wrong and why.
    pub fn with_user_units(table: &str) -> Result<Self, String> {
        let mut units = unit::Units::built_in();
        units.add(table)?;
        Ok(Self::with_units(units))
    }
}

/// All rules on figures, in reading order.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    let lists: [&[&'static Rule]; 11] = [
        &quantity::RULES,
        &rank::RULES,
        &calendar::RULES,
        &ratio::RULES,
        &range::RULES,
        &count::RULES,
        &age::RULES,
        &bound::RULES,
        &ellipsis::RULES,
        &compound::RULES,
        &per::RULES,
    ];
    lists.into_iter().flatten().copied()
}

/// British usage took a billion for a thousand million in 1974; before, it was a million million.
const SHORT_BILLION: i32 = 1975;

/// Figures of an article.
pub fn find(view: &View<'_>, lexicons: &Lexicons) -> Figures {
    let tables = &lexicons.figures;
    let published = view.article().meta().published.as_deref();
    let published = published.and_then(|date| date.get(..4)).and_then(|year| year.parse().ok());
    let mut found = Figures::default();
    let mut classes = Vec::with_capacity(view.tokens().len());
    tables.words.classify(view.tokens(), &mut classes);
    for sentence in view.sentences() {
        let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
        let tokens = &view.tokens()[range.clone()];
        let has_number = |i: usize| {
            matches!(tokens[i].kind, TokenKind::Number | TokenKind::Mixed)
                || classes[range.start + i].has(Class::NUMBER.and(Class::ORDINAL))
        };
        if !(0..tokens.len()).any(has_number) {
            // A text that is nothing but `an hour` is an amount, as in a form or a query.
            if view.sentences().len() == 1 && tokens.len() <= 3 {
                let line = Line { text: view.text(), tokens, classes: &classes[range] };
                let item = compound::alone(tables, &line);
                finish::figures(lexicons, &line, item.into_iter().collect(), published, &mut found.figures);
            }
            continue;
        }
        let block = view.block_of(sentence);
        let classes = &classes[range];
        if block.kind != BlockKind::Table {
            read(lexicons, &Line { text: view.text(), tokens, classes }, published, &mut found);
            continue;
        }
        let first = found.figures.len();
        for cell in table::cells(view.text(), tokens) {
            let line = Line { text: view.text(), tokens: &tokens[cell.clone()], classes: &classes[cell] };
            read(lexicons, &line, published, &mut found);
        }
        let header = &view.sentences()[block.sentences.start as usize];
        if header.span != sentence.span {
            table::head(view.text(), header, sentence, &mut found.figures[first..]);
        }
    }
    country::settle(view, lexicons, &mut found.figures);
    // In an article that speaks of America a bare `$` is its dollar.
    if classes.iter().any(|class| class.has(Class::AMERICAN)) {
        let american = found.figures.iter_mut().filter(|figure| figure.unit.currency == Some("USD"));
        american.for_each(|figure| country::unflag(figure, country::AMBIGUOUS));
    }
    if published.is_some_and(|year| year < SHORT_BILLION) {
        for figure in &mut found.figures {
            let text = &view.text()[figure.span.range()];
            if text.to_ascii_lowercase().contains("billion") {
                country::flag(figure, "old-billion");
            }
        }
    }
    found
}

/// The figures of one line, finished.
fn read(lexicons: &Lexicons, line: &Line<'_>, published: Option<i32>, found: &mut Figures) {
    let items = read_line(&lexicons.figures, line, &mut found.refusals, &mut |_, _| {});
    finish::figures(lexicons, line, items, published, &mut found.figures);
}

/// The figures of one line; `seen` is shown them after each pass.
fn read_line(
    tables: &Tables,
    line: &Line<'_>,
    refusals: &mut Vec<Refusal>,
    seen: &mut impl FnMut(&'static str, &[Item]),
) -> Vec<Item> {
    let mut items = scan(tables, line, refusals);
    seen("number", &items);
    compound::join(tables, line, &mut items);
    seen("compound", &items);
    range::join(tables, line, &mut items);
    seen("range", &items);
    range::share_units(tables, line, &mut items);
    seen("unit", &items);
    count::name(line, &mut items);
    count::share(line, &mut items);
    count::over_measure(line, &mut items);
    count::part_of(line, &mut items);
    seen("counted", &items);
    bound::read(line, &mut items);
    range::join_bounds(line, &mut items);
    seen("bound", &items);
    ellipsis::complete(line, &mut items);
    seen("ellipsis", &items);
    ellipsis::convert(tables, line, &mut items);
    seen("conversion", &items);
    per::of_counts(tables, line, &mut items);
    seen("denominator", &items);
    items
}

/// Joins each item with the one before it where `join` says so, in one pass.
fn fold(items: &mut Vec<Item>, join: impl Fn(&mut Item, &Item) -> bool) {
    let mut kept: Vec<Item> = Vec::with_capacity(items.len());
    for item in items.drain(..) {
        let joined = kept.last_mut().is_some_and(|last| join(last, &item));
        if !joined {
            kept.push(item);
        }
    }
    *items = kept;
}

fn scan(tables: &Tables, line: &Line<'_>, refusals: &mut Vec<Refusal>) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let (mut at, mut floor) = (0, 0);
    while at < line.len() {
        let digit = matches!(line.kind(at), TokenKind::Number | TokenKind::Mixed)
            && line.word(at).contains(|c: char| c.is_ascii_digit())
            || line.kind(at) == TokenKind::Number;
        if !digit && !line.is(at, Class::NUMBER.and(Class::ORDINAL)) {
            at += 1;
            continue;
        }
        if let Some(end) = label::masked(line, at) {
            at = end;
            continue;
        }
        // `1500 EUR` is no year
        let coded = line.case(at + 1) == Case::Upper && tables.currencies.coded(line.word(at + 1)).is_some();
        if digit && !coded {
            match calendar::read(line, at, floor) {
                Some(Reading::Clock(end)) => {
                    at = end;
                    floor = end;
                    continue;
                }
                Some(Reading::Figure(item)) => {
                    at = item.end;
                    floor = at;
                    items.push(*item);
                    continue;
                }
                None => {}
            }
        }
        let item = if let Some(rank) = rank::in_words(line, at) {
            Some(rank)
        } else if let Some(sum) = compound::with_part(tables, line, at, floor) {
            Some(sum)
        } else if let Some(height) = compound::feet_and_inches(tables, line, at) {
            Some(height)
        } else if digit || line.is(at, Class::NUMBER) {
            let rank = if digit { rank::read(line, at) } else { None };
            rank.or_else(|| quantity::read(tables, line, at, floor)).or_else(|| rank::read(line, at))
        } else {
            rank::read(line, at)
        };
        match item {
            Some(item) => {
                // `17 USD 25`: the word before belongs to an amount
                let touches =
                    items.last().is_some_and(|last| last.end == at && last.kind == FigureKind::Money);
                let labelled = item.is_bare()
                    && !touches
                    && label::is_label(
                        line,
                        at,
                        item.end,
                        count::phrase(line, item.end, false)
                            .is_some_and(|noun| nouns::is_plural(line.word(noun.end - 1))),
                    );
                at = item.end.max(at + 1);
                // `Charlton 2-1`, `Boeing 747-400`: what hangs on a label is a part of it
                if labelled && line.hyphen(at) && line.glued(at) && line.glued(at + 1) && line.digit(at + 1) {
                    at += 2;
                }
                floor = at;
                if !labelled {
                    items.push(item);
                }
            }
            None => {
                if let Some(reason) = unreadable(line, at) {
                    let span = TextSpan::new(line.tokens[at].start, line.tokens[at].end);
                    refusals.push(Refusal { span, reason: reason.to_owned() });
                }
                at += 1;
                if digit {
                    floor = at;
                }
            }
        }
    }
    items
}

/// Why the number at token `at` cannot be read, if it is one.
fn unreadable(line: &Line<'_>, at: usize) -> Option<&'static str> {
    let word = line.word(at);
    if line.kind(at) != TokenKind::Number || crate::numeral::digits::parse(word).is_some() {
        return None;
    }
    match word.bytes().filter(u8::is_ascii_digit).count() {
        28.. => Some("a number of more than 27 digits"),
        _ if word.contains(',') => Some("the separators of this number make no sense"),
        _ => None,
    }
}
