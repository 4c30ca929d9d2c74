//! Units of measure: the table in `data/units.csv` and how a unit is found after a number.

use rustc_hash::FxHashMap;

use super::phrases::{Phrases, plural};
use crate::findings::FigureKind;
use crate::line::Line;

const BUILT_IN: &str = include_str!("../../data/units.csv");

/// A unit of measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    /// Canonical name.
    pub(crate) name: String,
    /// What it measures: `length`, `time`, `proportion`.
    pub(crate) dimension: String,
    /// What is below the line in a compound: `hour` of `kilometre per hour`, else empty.
    pub(crate) per: String,
}

impl Unit {
    /// The kind of figure that it makes.
    pub(crate) fn kind(&self) -> FigureKind {
        match self.dimension.as_str() {
            "time" => FigureKind::Duration,
            "proportion" if self.name.starts_with("percentage") || self.name == "basis point" => {
                FigureKind::Percent
            }
            _ => FigureKind::Measure,
        }
    }
}

/// The unit table.
#[derive(Debug, Default)]
pub(crate) struct Units {
    units: Vec<Unit>,
    words: Phrases,
    symbols: FxHashMap<String, u16>,
    first_words: Vec<String>,
    compounds: FxHashMap<String, u16>,
}

/// A unit found in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) id: u16,
    /// The token after it.
    pub(crate) end: usize,
    /// The byte after it, which may lie inside the last token.
    pub(crate) end_byte: u32,
    /// Whether it is written as a symbol.
    pub(crate) symbol: bool,
}

impl Units {
    /// The built-in table.
    pub(crate) fn built_in() -> Self {
        let mut units = Units::default();
        units.add(BUILT_IN).unwrap_or_else(|problem| unreachable!("units.csv: {problem}"));
        units.add_prefixed();
        units
    }

    /// Adds the units with prefixes that the table does not list; what it lists keeps its meaning.
    fn add_prefixed(&mut self) {
        for prefixed in super::prefix::all() {
            let Some(base) = self.named(prefixed.base) else { continue };
            let id = match self.named(&prefixed.name) {
                Some(id) => id,
                None => {
                    let dimension = self.get(base).dimension.clone();
                    let id = self.units.len() as u16;
                    self.units.push(Unit { name: prefixed.name.clone(), dimension, per: String::new() });
                    self.compounds.insert(prefixed.name, id);
                    id
                }
            };
            for word in &prefixed.words {
                for form in [word.clone(), plural(word)] {
                    self.words.add(&form, id);
                    self.first_words.push(form.split([' ', '-']).next().unwrap_or(&form).to_owned());
                }
            }
            if let Some(symbol) = prefixed.symbol {
                self.symbols.entry(symbol).or_insert(id);
            }
        }
    }

    /// Adds the lines of a table with the columns `name,dimension,ucum,words,symbols`.
    ///
    /// # Errors
    /// Says which line is wrong and why.
    pub(crate) fn add(&mut self, table: &str) -> Result<(), String> {
        for (number, line) in table.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty()) {
            let cells = cells(line);
            let [name, dimension, _ucum, words, symbols] = cells.as_slice() else {
                return Err(format!("line {}: {} cells, 5 are wanted", number + 1, cells.len()));
            };
            if name.is_empty() {
                return Err(format!("line {}: a unit needs a name", number + 1));
            }
            let id = u16::try_from(self.units.len())
                .map_err(|_| format!("line {}: too many units", number + 1))?;
            let per = name.split_once(" per ").map_or("", |(_, per)| per);
            self.units.push(Unit { name: name.clone(), dimension: dimension.clone(), per: per.to_owned() });
            self.compounds.insert(name.clone(), id);
            for word in words.split(';').filter(|word| !word.is_empty()) {
                self.words.add(word, id);
                self.words.add(&plural(word), id);
                let first = word.split([' ', '-']).next().unwrap_or(word);
                self.first_words.push(first.to_owned());
                self.first_words.push(plural(first));
            }
            for symbol in symbols.split(';').filter(|symbol| !symbol.is_empty()) {
                self.symbols.entry(symbol.to_owned()).or_insert(id);
                // A raised digit may be typed with a caret: `m/s^2`.
                if symbol.contains(['²', '³']) {
                    let typed = symbol.replace('²', "^2").replace('³', "^3");
                    self.symbols.entry(typed).or_insert(id);
                }
            }
        }
        Ok(())
    }

    /// The first words of all names.
    pub(crate) fn first_words(&self) -> impl Iterator<Item = &str> {
        self.first_words.iter().map(String::as_str)
    }

    pub(crate) fn get(&self, id: u16) -> &Unit {
        &self.units[usize::from(id)]
    }

    /// The unit with this canonical name.
    pub(crate) fn named(&self, name: &str) -> Option<u16> {
        self.compounds.get(name).copied()
    }

    /// The named compound `numerator per denominator`, if the table has one: `mile` and `hour`.
    pub(crate) fn compound(&self, numerator: u16, per: &str) -> Option<u16> {
        self.named(&format!("{} per {per}", self.get(numerator).name))
    }

    /// The unit in words that starts at token `at`.
    pub(crate) fn in_words(&self, line: &Line<'_>, at: usize) -> Option<Found> {
        if !line.is(at, crate::words::Class::UNIT) {
            return None;
        }
        let (id, end) = self.words.longest(line, at)?;
        Some(Found { id, end, end_byte: line.tokens[end - 1].end, symbol: false })
    }

    /// The unit in words that is the rest of a number's own token: `3.5years`.
    pub(crate) fn in_token(&self, line: &Line<'_>, at: usize, from: u32, tail: &str) -> Option<Found> {
        let word = (tail.len() > 2 && tail.bytes().all(|b| b.is_ascii_lowercase())).then_some(tail)?;
        let id = self.words.word(word)?;
        debug_assert!(from < line.tokens[at].end);
        Some(Found { id, end: at + 1, end_byte: line.tokens[at].end, symbol: false })
    }

    /// The unit in symbols that starts at byte `from`, inside or at the start of token `at`.
    pub(crate) fn in_symbols(&self, line: &Line<'_>, at: usize, from: u32) -> Option<Found> {
        let mut ends = [0u32; 5];
        let mut n = 0;
        // Whole tokens only: `5 min` is not 5 m.
        for i in at..line.len().min(at + ends.len()) {
            if i > at && !line.glued(i) {
                break;
            }
            ends[n] = line.tokens[i].end;
            n += 1;
        }
        (0..n).rev().find_map(|i| {
            let text = line.text.get(from as usize..ends[i] as usize)?;
            let id = *self.symbols.get(text)?;
            // `m/s^3` is not m/s
            if line.word(at + i + 1) == "^" && line.glued(at + i + 1) {
                return None;
            }
            Some(Found { id, end: at + i + 1, end_byte: ends[i], symbol: true })
        })
    }
}

/// The cells of a line of CSV.
pub(super) fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cells.last_mut().into_iter().for_each(|cell| cell.push('"'));
            }
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            _ => cells.last_mut().into_iter().for_each(|cell| cell.push(c)),
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_sorted_and_unambiguous() {
        let names: Vec<&str> = BUILT_IN.lines().skip(1).collect();
        let mut sorted = names.clone();
        sorted.sort_by_key(|line| cells(line));
        assert_eq!(names, sorted);
        let mut seen = FxHashMap::default();
        for line in names {
            let cells = cells(line);
            for symbol in cells[4].split(';').filter(|symbol| !symbol.is_empty()) {
                assert!(
                    seen.insert(symbol.to_owned(), cells[0].clone()).is_none(),
                    "{symbol} means two units"
                );
            }
        }
    }

    #[test]
    fn every_unit_that_has_a_code_has_it() {
        // Scores of games, points of an index, picture elements, goods in trade: UCUM has no code for them.
        const WITHOUT: [&str; 4] = ["sport", "index point", "resolution", "cargo"];
        for line in BUILT_IN.lines().skip(1) {
            let cells = cells(line);
            let (dimension, code) = (cells[1].as_str(), cells[2].as_str());
            assert_eq!(code.is_empty(), WITHOUT.contains(&dimension), "{line}");
            assert!(code.is_ascii() && !code.contains(' '), "{line}");
        }
    }

    #[test]
    fn says_which_line_is_wrong() {
        let mut units = Units::default();
        assert_eq!(units.add("name\nsmoot,length"), Err("line 2: 2 cells, 5 are wanted".to_owned()));
        assert_eq!(units.add("name\nsmoot,length,,smoot,"), Ok(()));
        assert!(units.named("smoot").is_some());
    }
}
