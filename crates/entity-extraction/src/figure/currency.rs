//! Currencies: the table in `data/currencies.csv` and how a mark, code or name is found around a number.

use rustc_hash::FxHashMap;

use super::phrases::{Phrases, plural};
use crate::line::Line;

const BUILT_IN: &str = include_str!("../../data/currencies.csv");

/// A currency, a hundredth of one, or a family of currencies (`krone`) that the text must settle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Currency {
    /// Canonical name: `dollar`, `penny`.
    pub(crate) name: &'static str,
    /// ISO 4217 code; `None` for a family.
    pub(crate) code: Option<&'static str>,
    /// Whether it is a hundredth of what the code names.
    pub(crate) minor: bool,
}

/// The currency table.
#[derive(Debug, Default)]
pub(crate) struct Currencies {
    currencies: Vec<Currency>,
    words: Phrases,
    symbols: FxHashMap<&'static str, u16>,
    codes: FxHashMap<&'static str, u16>,
    first_words: Vec<String>,
    countries: FxHashMap<&'static str, u16>,
}

/// Marks that stand before a dollar sign with a blank between: `US $5`, `C $6`.
const SPACED: [&str; 13] = ["US", "HK", "NZ", "AU", "CA", "CAN", "CDN", "NT", "A", "C", "S", "R", "SG"];

impl Currencies {
    /// The built-in table.
    pub(crate) fn built_in() -> Self {
        let mut table = Currencies::default();
        for line in BUILT_IN.lines().skip(1) {
            let mut parts = line.split(',');
            let mut next = || parts.next().unwrap_or_default();
            let (name, code, minor, words, symbols, country) =
                (next(), next(), next(), next(), next(), next());
            let id = table.currencies.len() as u16;
            let code = (!code.is_empty()).then_some(code);
            table.currencies.push(Currency { name, code, minor: !minor.is_empty() });
            for word in words.split(';').filter(|word| !word.is_empty()) {
                table.words.add(word, id);
                table.words.add(&plural(word), id);
                let first = word.split([' ', '-', '.']).next().unwrap_or(word);
                table.first_words.push(first.to_owned());
                table.first_words.push(plural(first));
            }
            for symbol in symbols.split(';').filter(|symbol| !symbol.is_empty()) {
                table.symbols.entry(symbol).or_insert(id);
            }
            if let (Some(code), false) = (code, table.currencies[usize::from(id)].minor) {
                table.codes.insert(code, id);
                table.countries.insert(country, id);
            }
        }
        table.first_words.extend(["us".to_owned(), "u.s".to_owned()]);
        table
    }

    pub(crate) fn first_words(&self) -> impl Iterator<Item = &str> {
        self.first_words.iter().map(String::as_str)
    }

    pub(crate) fn get(&self, id: u16) -> &Currency {
        &self.currencies[usize::from(id)]
    }

    /// The currency with this canonical name.
    pub(crate) fn named(&self, name: &str) -> Option<u16> {
        self.currencies.iter().position(|currency| currency.name == name).map(|id| id as u16)
    }

    /// The currency with this ISO 4217 code.
    pub(crate) fn coded(&self, code: &str) -> Option<u16> {
        self.codes.get(code).copied()
    }

    /// The name of the currency with this code, or of its hundredth.
    pub(crate) fn name_of(&self, code: &str, minor: bool) -> Option<&'static str> {
        self.currencies.iter().find(|it| it.code == Some(code) && it.minor == minor).map(|it| it.name)
    }

    /// The currency in words that starts at token `at`, and the token after it.
    pub(crate) fn in_words(&self, line: &Line<'_>, at: usize) -> Option<(u16, usize)> {
        if !line.is(at, crate::words::Class::CURRENCY) {
            return None;
        }
        self.words.longest(line, at)
    }

    /// The symbol or code `text`, as written without blanks.
    pub(crate) fn mark(&self, text: &str) -> Option<u16> {
        self.symbols.get(text).copied().or_else(|| self.coded(text)).or_else(|| self.mixed(text))
    }

    /// `MXN$`, `hk$`, `usd`: a code with a sign, or in small letters where it is no word.
    fn mixed(&self, text: &str) -> Option<u16> {
        const SMALL: [&str; 12] =
            ["usd", "eur", "gbp", "jpy", "cny", "inr", "aud", "chf", "hkd", "sgd", "nzd", "krw"];
        if !text.is_ascii() || !(2..=4).contains(&text.len()) {
            return None;
        }
        if SMALL.contains(&text) {
            return self.coded(&text.to_ascii_uppercase());
        }
        if text == "c$" {
            return self.coded("CAD");
        }
        let country = text.strip_suffix('$')?;
        let upper = text.to_ascii_uppercase();
        self.symbols.get(upper.as_str()).copied().or_else(|| self.coded(&country.to_ascii_uppercase()))
    }

    /// The mark that ends right before token `at`, together with `lead`, the letters that the number's own token
    /// starts with. Gives the currency and the first token of the mark.
    pub(crate) fn before(
        &self,
        line: &Line<'_>,
        at: usize,
        floor: usize,
        lead: &str,
    ) -> Option<(u16, usize)> {
        let mut buffer = String::with_capacity(16);
        let mut found = None;
        if !lead.is_empty() {
            found = self.mark(lead).map(|id| (id, at));
        }
        for back in 1..=4 {
            let Some(first) = at.checked_sub(back).filter(|&first| first >= floor) else { break };
            // Inside the mark at most one blank, and one between mark and number.
            if line.gap(first + 1).len() > 2 || (back == 1 && !lead.is_empty() && !line.glued(at)) {
                break;
            }
            let word = line.word(first);
            if word.len() > 6 {
                break;
            }
            buffer.clear();
            let mut blank_inside = false;
            for i in first..at {
                if i > first && !line.glued(i) {
                    blank_inside = true;
                }
                if line.word(i) != "\\" {
                    buffer.push_str(line.word(i));
                }
            }
            buffer.push_str(lead);
            let Some(id) = self.mark(&buffer) else { continue };
            let letters = word.chars().all(char::is_alphabetic);
            if blank_inside
                && (!SPACED
                    .iter()
                    .any(|mark| *mark == word || mark.len() > 1 && mark.eq_ignore_ascii_case(word))
                    && word != "U.S"
                    && buffer != "c$"
                    || back > 1 && !letters && word != "U.S")
            {
                continue;
            }
            // One letter alone is a mark only when it touches the number: `R500m`, but not `Plan R 5`.
            if letters && buffer.chars().count() == 1 && !line.glued(at) && lead.is_empty() {
                continue;
            }
            found = Some((id, first));
        }
        found
    }

    /// The code with a letter for its magnitude that stands right before token `at`: `MSEK 45`, `MEUR 30`. Gives the
    /// currency, the token of the code and the power of ten.
    pub(crate) fn scaled_before(
        &self,
        line: &Line<'_>,
        at: usize,
        floor: usize,
    ) -> Option<(u16, usize, u32)> {
        let first = at.checked_sub(1).filter(|&first| first >= floor && !line.glued(at))?;
        let word = line.word(first);
        let code = word.strip_prefix(['M', 'K', 'k', 'B']).filter(|code| code.len() == 3)?;
        let power = match word.as_bytes()[0] {
            b'M' => 6,
            b'B' => 9,
            _ => 3,
        };
        Some((self.coded(code)?, first, power))
    }

    /// The mark or code that starts at byte `from`, inside or at the start of token `at`: `5€`, `5EUR`, `5 USD`.
    /// Gives the currency and the token after the mark.
    pub(crate) fn after(&self, line: &Line<'_>, at: usize, from: u32) -> Option<(u16, usize)> {
        let mut found = None;
        for i in at..line.len().min(at + 3) {
            if i > at && !line.glued(i) {
                break;
            }
            let text = line.text.get(from as usize..line.tokens[i].end as usize)?;
            if let Some(id) = self.mark(text) {
                found = Some((id, i + 1));
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::super::unit::cells;
    use super::*;

    #[test]
    fn codes_are_codes() {
        let table = Currencies::built_in();
        for line in BUILT_IN.lines().skip(1) {
            assert_eq!(cells(line).len(), 6, "{line}");
        }
        for currency in &table.currencies {
            if let Some(code) = currency.code {
                assert!(code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()), "{code}");
            }
        }
    }

    #[test]
    fn a_mark_means_one_currency() {
        let mut seen = FxHashMap::default();
        for line in BUILT_IN.lines().skip(1) {
            let cells = cells(line);
            for symbol in cells[4].split(';').filter(|symbol| !symbol.is_empty()) {
                assert!(seen.insert(symbol.to_owned(), ()).is_none(), "{symbol} means two currencies");
            }
        }
    }
}
