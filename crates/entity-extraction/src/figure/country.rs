//! Which currency a shared name means: dollars, kroner, francs and crowns of the country that the article speaks of.

use std::ops::Range;

use rustc_hash::FxHashMap;
use tearsheet_ingest::TextSpan;

use crate::findings::{Figure, FigureKind};
use crate::lexicon::Lexicons;
use crate::lexicon::words::WordClass;
use crate::view::View;

use super::Tables;

const COUNTRIES: &str = include_str!("../../data/currency-countries.tsv");

/// The flag of a currency that the country named in the article settled.
pub(crate) const BY_COUNTRY: &str = "currency-by-country";
/// The flag of a currency that nothing settled.
pub(crate) const AMBIGUOUS: &str = "ambiguous-currency";

/// How often a country must be named before a bare `$` is its dollar and not the American one.
const DOLLAR_NEEDS: usize = 3;
/// The longest name of a country or city, in tokens.
const LONGEST: usize = 4;

/// Canonical name that several countries share → country → ISO 4217 code.
#[derive(Debug)]
pub(crate) struct Shared {
    by_name: FxHashMap<&'static str, Vec<(&'static str, &'static str)>>,
}

impl Shared {
    /// The built-in table.
    pub(crate) fn built_in() -> Self {
        let mut by_name: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for line in COUNTRIES.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            if let (Some(name), Some(country), Some(code)) = (cells.next(), cells.next(), cells.next()) {
                by_name.entry(name).or_default().push((country, code));
            }
        }
        Self { by_name }
    }

    fn code(&self, name: &str, country: &str) -> Option<&'static str> {
        self.by_name.get(name)?.iter().find(|(known, _)| *known == country).map(|&(_, code)| code)
    }
}

/// A country that the article names, and where.
#[derive(Clone, Copy, Debug)]
struct Named {
    country: &'static str,
    span: TextSpan,
}

/// Settles the currencies of figures whose name several countries share.
pub(crate) fn settle(view: &View<'_>, lexicons: &Lexicons, figures: &mut [Figure]) {
    let tables = &lexicons.figures;
    if !figures.iter().any(|figure| is_open(tables, figure)) {
        return;
    }
    let named = named(view, lexicons, 0..view.tokens().len());
    for figure in figures.iter_mut().filter(|figure| is_open(tables, figure)) {
        match choose(view, tables, &named, figure) {
            Some((code, _)) => take(tables, figure, code),
            None if figure.unit.currency.is_none() => flag(figure, AMBIGUOUS),
            None => {}
        }
    }
}

/// The words that settled the currency of `figure`, for its derivation.
pub(crate) fn evidence(view: &View<'_>, lexicons: &Lexicons, figure: &Figure) -> Option<(String, TextSpan)> {
    let settled =
        figure.flag.as_deref().is_some_and(|flags| flags.split("; ").any(|flag| flag == BY_COUNTRY));
    let code = figure.unit.currency.filter(|_| settled)?;
    let tables = &lexicons.figures;
    let named = named(view, lexicons, 0..view.tokens().len());
    let mut asked = figure.clone();
    // As it was before: a shared name of which the code is one.
    let mut names: Vec<&str> = tables.shared.by_name.keys().copied().collect();
    names.sort_unstable();
    names.into_iter().find_map(|name| {
        asked.unit.name = name.to_owned();
        let (found, span) = choose(view, tables, &named, &asked)?;
        (found == code).then(|| (format!("{code}, as the article names the country"), span))
    })
}

/// Is the currency one that several countries have?
fn is_open(tables: &Tables, figure: &Figure) -> bool {
    let bare = |figure: &Figure| {
        let text = figure.unit.text.trim();
        text == "$" || !text.contains([' ', '.', '-']) && !text.bytes().all(|b| b.is_ascii_uppercase())
    };
    figure.kind == FigureKind::Money
        && tables.shared.by_name.contains_key(figure.unit.name.as_str())
        && bare(figure)
        // `US$5`, `EUR 5` and the like are settled where they stand.
        && (figure.unit.text.trim() == "$" || figure.unit.text.bytes().all(|b| b.is_ascii_lowercase() || !b.is_ascii()) || figure.unit.currency.is_none())
}

/// The countries that the tokens name, by name, adjective or city.
fn named(view: &View<'_>, lexicons: &Lexicons, tokens: Range<usize>) -> Vec<Named> {
    let all = view.tokens();
    let mut found = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        let end = (at + LONGEST).min(tokens.end);
        let word = view.word(at);
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        if !capital {
            at += 1;
            continue;
        }
        let folds = || all[at..end].iter().map(|token| token.fold);
        let country = lexicons.links.country(folds()).map(|(length, country)| (length, country.name));
        let place = || {
            let class = lexicons.words.of(all[at].fold);
            let known =
                class.is(WordClass::PLACE) && !class.is(WordClass::FIRST_NAME.or(WordClass::LAST_NAME));
            (1..=2).rev().filter(|&n| at + n <= end && known).find_map(|n| {
                Some((n, lexicons.links.country_of_place(all[at..at + n].iter().map(|token| token.fold))?))
            })
        };
        match country.or_else(place) {
            Some((length, country)) => {
                let span = TextSpan::new(all[at].start, all[at + length - 1].end);
                found.push(Named { country, span });
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// The code that the countries of the sentence agree on, else the one that the article names twice as often as others.
fn choose(
    view: &View<'_>,
    tables: &Tables,
    named: &[Named],
    figure: &Figure,
) -> Option<(&'static str, TextSpan)> {
    let name = figure.unit.name.as_str();
    let coded =
        || named.iter().filter_map(|named| Some((tables.shared.code(name, named.country)?, named.span)));
    let is_dollar = matches!(name, "dollar" | "cent");
    let sentence = view.sentences().iter().rev().find(|sentence| sentence.span.start <= figure.span.start)?;
    if !is_dollar {
        let mut here =
            coded().filter(|(_, span)| sentence.span.start <= span.start && span.end <= sentence.span.end);
        if let Some(first) = here.next()
            && here.all(|(code, _)| code == first.0)
        {
            return Some(first);
        }
    }
    // Few codes, so a list is enough to count them.
    let mut counts: Vec<(&'static str, usize, TextSpan)> = Vec::new();
    for (code, span) in coded() {
        match counts.iter_mut().find(|(known, _, _)| *known == code) {
            Some((_, count, _)) => *count += 1,
            None => counts.push((code, 1, span)),
        }
    }
    counts.sort_by_key(|&(_, count, span)| (std::cmp::Reverse(count), span.start));
    let &(code, count, span) = counts.first()?;
    let next = counts.get(1).map_or(0, |&(_, count, _)| count);
    let american = is_dollar && (code == "USD" || counts.iter().any(|&(code, _, _)| code == "USD"));
    (!american && count >= 2 * next && (!is_dollar || count >= DOLLAR_NEEDS)).then_some((code, span))
}

/// Gives the figure the currency with this code.
fn take(tables: &Tables, figure: &mut Figure, code: &'static str) {
    let minor = figure.unit.name == "cent";
    if figure.unit.currency == Some(code) {
        return;
    }
    if let Some(name) = tables.currencies.name_of(code, minor) {
        figure.unit.name = name.to_owned();
    }
    figure.unit.currency = Some(code);
    unflag(figure, AMBIGUOUS);
    flag(figure, BY_COUNTRY);
}

/// Adds a reason to look at the figure.
pub(crate) fn flag(figure: &mut Figure, flag: &str) {
    let flags = figure.flag.take();
    figure.flag = Some(match flags {
        Some(flags) if flags.split("; ").any(|known| known == flag) => flags,
        Some(flags) => format!("{flags}; {flag}").into(),
        None => flag.to_owned().into(),
    });
}

/// Takes a reason away.
pub(crate) fn unflag(figure: &mut Figure, flag: &str) {
    if let Some(flags) = figure.flag.take() {
        let rest: Vec<&str> = flags.split("; ").filter(|known| *known != flag).collect();
        figure.flag = (!rest.is_empty()).then(|| rest.join("; ").into());
    }
}

#[cfg(test)]
mod tests {
    use super::super::currency::Currencies;
    use super::*;

    #[test]
    fn the_table_is_sorted_and_knows_its_names_and_codes() {
        let lines: Vec<&str> = COUNTRIES.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(lines.is_sorted());
        let currencies = Currencies::built_in();
        for line in lines {
            let cells: Vec<&str> = line.split('\t').collect();
            let [name, _, code] = cells[..] else { panic!("{line}") };
            assert!(currencies.named(name).is_some(), "{line}");
            assert!(currencies.coded(code).is_some(), "{line}");
        }
    }
}
