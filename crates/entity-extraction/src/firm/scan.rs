//! Where names may stand: runs of capitalised words, and what is known of each word in them.
//!
//! Nothing else of the firm stage looks at tokens outside runs, save at the neighbours of a run.

use std::ops::Range;

use rustc_hash::FxHashMap;
use tearsheet_ingest::{Case, Token, TokenKind, fold_hash};

use crate::lexicon::Lexicons;
use crate::lexicon::names::{Entry, Listed, may_open};
use crate::lexicon::words::WordClass;
use crate::view::View;

/// A run is cut after this many cells, so that text in capitals only cannot make one of any length.
const LONGEST_RUN: usize = 64;
/// So many tokens may stand between two capitalised words of one run.
const LONGEST_JOINT: usize = 3;
/// The longest target of a link, in tokens.
const LONGEST_TARGET: usize = 120;
/// The longest listed name, in tokens.
const LONGEST_NAME: usize = 12;

/// How the line of a run is cased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineCase {
    /// As running text is.
    Text,
    /// Every longer word has a capital, as in headlines.
    Title,
    /// All in capitals.
    Capitals,
}

/// A stretch of cells without a break.
#[derive(Clone, Debug)]
pub struct Run {
    /// Its cells, as indices into [`Scan::cells`].
    pub cells: Range<usize>,
    /// Its sentence, as an index into the article's sentences.
    pub sentence: u32,
    /// How its line is cased.
    pub line: LineCase,
    /// Whether it opens its sentence or line.
    pub opens: bool,
}

/// A listed name that covers a cell.
#[derive(Clone, Copy, Debug)]
pub struct Cover {
    /// The list's entry.
    pub entry: Entry,
    /// Index of this cell in the name.
    pub at: u8,
    /// Cells of the name.
    pub len: u8,
}

/// One token of a run.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    /// The token, as an index into the article's tokens.
    pub token: u32,
    /// Its first byte.
    pub start: u32,
    /// One past its last byte, a possessive left out.
    pub end: u32,
    /// The fold without a possessive.
    pub fold: u64,
    /// What the word is known as.
    pub class: WordClass,
    /// The listed organisation that covers it.
    pub organisation: Option<Cover>,
    /// The listed place that covers it.
    pub place: Option<Cover>,
    /// The listed thing that covers it.
    pub thing: Option<Cover>,
}

impl Cell {
    fn new(token: usize, start: u32, word: &str, fold: u64, class: WordClass) -> Self {
        let end = start + word.len() as u32;
        Self { token: token as u32, start, end, fold, class, organisation: None, place: None, thing: None }
    }
}

/// How an article uses one capitalised word.
#[derive(Clone, Copy, Debug, Default)]
pub struct Usage {
    /// Times in lower case.
    pub lower: u16,
    /// Times with a capital where a lower-case word would have none.
    pub capital: u16,
    /// Times in a run, wherever.
    pub all: u16,
    /// Whether a legal form follows it somewhere.
    pub has_form: bool,
    /// Whether a title or first name precedes it somewhere.
    pub is_person: bool,
}

/// All runs of an article.
#[derive(Clone, Debug, Default)]
pub struct Scan {
    /// The runs in reading order.
    pub runs: Vec<Run>,
    /// Their cells.
    pub cells: Vec<Cell>,
    /// Usage by fold.
    pub usage: FxHashMap<u64, Usage>,
}

/// Looks through an article.
pub fn scan(view: &View<'_>, lexicons: &Lexicons) -> Scan {
    let mut scan = Scan::default();
    for (index, sentence) in view.sentences().iter().enumerate() {
        let end = sentence.tokens.end as usize;
        let mut start = sentence.tokens.start as usize;
        let text = view.slice(sentence.span).as_bytes();
        if !text.contains(&b'\n') && !text.contains(&b'\t') {
            scan.line(view, lexicons, index as u32, start..end);
            continue;
        }
        while start < end {
            let line_end = (start + 1..end).find(|&at| breaks_line(view, at)).unwrap_or(end);
            scan.line(view, lexicons, index as u32, start..line_end);
            start = line_end;
        }
    }
    scan.keep_possessives(view);
    scan.cover(view, lexicons);
    scan.count(view);
    scan
}

/// Whether a line feed or tab stands before token `at`.
pub fn breaks_line(view: &View<'_>, at: usize) -> bool {
    let (before, token) = (view.tokens()[at - 1], view.tokens()[at]);
    let gap = &view.text().as_bytes()[before.end as usize..token.start as usize];
    gap.iter().any(|byte| matches!(byte, b'\n' | b'\t'))
}

/// The token before `at` and not before `first`; marks of markup are passed over.
pub fn left_of(view: &View<'_>, at: usize, first: usize) -> Option<usize> {
    let plain = |at: usize| view.tokens()[at].kind != TokenKind::Punct;
    (first..at).rev().take(4).find(|&at| plain(at) || !matches!(view.word(at), "[" | "*" | "_" | "**"))
}

/// The token behind `at` and before `end`; marks of markup and link targets are passed over.
pub fn right_of(view: &View<'_>, at: usize, end: usize) -> Option<usize> {
    let mut at = at + 1;
    while at < end {
        if view.tokens()[at].kind != TokenKind::Punct {
            return Some(at);
        }
        match view.word(at) {
            "]" if view.word(at + 1) == "(" && view.glued(at) => {
                let stop = end.min(at + LONGEST_TARGET);
                at = (at + 2..stop).find(|&at| view.word(at) == ")").unwrap_or(at + 1) + 1;
            }
            "]" | "*" | "_" | "**" => at += 1,
            _ => return Some(at),
        }
    }
    None
}

impl Scan {
    /// The text of a cell without a possessive.
    pub fn word<'a>(&self, view: &View<'a>, cell: usize) -> &'a str {
        let cell = self.cells[cell];
        &view.text()[cell.start as usize..cell.end as usize]
    }

    /// How the article uses the word of a cell.
    pub fn usage_of(&self, cell: usize) -> Usage {
        self.usage.get(&self.cells[cell].fold).copied().unwrap_or_default()
    }

    fn line(&mut self, view: &View<'_>, lexicons: &Lexicons, sentence: u32, tokens: Range<usize>) {
        let line = line_case(&view.tokens()[tokens.clone()], view.word(tokens.end - 1) == ".");
        let mut at = tokens.start;
        while at < tokens.end {
            if is_address(view, at) {
                at += 1;
                while at < tokens.end && view.glued(at - 1) {
                    at += 1;
                }
                continue;
            }
            if !opens_name(view, at, tokens.clone()) {
                at += 1;
                continue;
            }
            let first = self.cells.len();
            let opens = !view.tokens()[tokens.start..at].iter().any(|token| token.kind != TokenKind::Punct);
            let mut end = at + 1;
            while end - at < LONGEST_RUN {
                match joint(view, lexicons, end, tokens.end) {
                    Some(next) => end = next + 1,
                    None => break,
                }
            }
            // `Yahoo!`: the mark is part of a listed name.
            if end < tokens.end && view.word(end) == "!" && view.glued(end - 1) {
                let folds = [view.tokens()[end - 1].fold, view.tokens()[end].fold];
                end += usize::from(lexicons.names.get(folds).is_some());
            }
            for token in at..end {
                match exchange_and_ticker(view, lexicons, token) {
                    Some(parts) => self.cells.extend(parts),
                    None => self.cells.push(cell(view, lexicons, token)),
                }
            }
            self.runs.push(Run { cells: first..self.cells.len(), sentence, line, opens });
            at = end;
        }
    }

    /// Where a legal form says that a possessive is part of a name (`Hollander's Foods Inc.`), it is so everywhere.
    fn keep_possessives(&mut self, view: &View<'_>) {
        let whole = |cell: &Cell| view.tokens()[cell.token as usize];
        let mut kept: Vec<u64> = Vec::new();
        for run in &self.runs {
            let cells = &self.cells[run.cells.clone()];
            for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| whole(cell).end > cell.end) {
                let behind = &cells[at + 1..cells.len().min(at + 4)];
                let opens = at == 0 || whole(&cells[at - 1]).case == Case::Lower;
                let form = behind.iter().position(|cell| cell.class.is(WordClass::FORM));
                let capital = |cell: &Cell| whole(cell).case == Case::Capital;
                if opens && form.is_some_and(|form| form <= 2 && behind[..=form].iter().all(capital)) {
                    kept.push(cell.fold);
                }
            }
        }
        kept.sort_unstable();
        kept.dedup();
        for cell in &mut self.cells {
            let token = view.tokens()[cell.token as usize];
            if token.end > cell.end && kept.binary_search(&cell.fold).is_ok() {
                (cell.end, cell.fold) = (token.end, token.fold);
            }
        }
    }

    /// Marks the cells that listed names cover.
    fn cover(&mut self, view: &View<'_>, lexicons: &Lexicons) {
        for run in &self.runs {
            // Where the last name of each sort ends: names of one sort do not overlap.
            let mut ends = [0; 3];
            for first in run.cells.clone() {
                let token = view.tokens()[self.cells[first].token as usize];
                if !may_open(token.kind, token.case) {
                    continue;
                }
                let last = run.cells.end.min(first + LONGEST_NAME);
                let in_capitals = token.case == Case::Upper || token.kind == TokenKind::Mixed;
                let shouting = run.line == LineCase::Capitals;
                // `IT` is not `It`, `US` is not `Us`; but `NOKIA` is Nokia.
                let fits = |capitals: bool| {
                    if capitals {
                        in_capitals
                    } else {
                        token.case != Case::Upper || shouting || token.end - token.start >= 4
                    }
                };
                let mut longest = [None; 3];
                let folds = self.cells[first..last].iter().map(|cell| cell.fold);
                lexicons.names.prefixes(folds, |len, &entry| match entry.listed {
                    Listed::Organisation { capitals, .. } if fits(capitals) => {
                        longest[0] = Some((len, entry))
                    }
                    Listed::Place => longest[1] = Some((len, entry)),
                    Listed::Thing { capitals } if fits(capitals) => longest[2] = Some((len, entry)),
                    _ => {}
                });
                for ((sort, end), found) in ends.iter_mut().enumerate().zip(longest) {
                    let Some((len, entry)) = found.filter(|_| first >= *end) else { continue };
                    *end = first + len;
                    for (at, cell) in self.cells[first..first + len].iter_mut().enumerate() {
                        let cover = Some(Cover { entry, at: at as u8, len: len as u8 });
                        match sort {
                            0 => cell.organisation = cover,
                            1 => cell.place = cover,
                            _ => cell.thing = cover,
                        }
                    }
                }
            }
        }
    }

    /// Counts how the article uses the words of its runs.
    fn count(&mut self, view: &View<'_>) {
        for run in &self.runs {
            for index in run.cells.clone() {
                let cell = self.cells[index];
                let token = view.tokens()[cell.token as usize];
                if token.kind == TokenKind::Punct || token.case == Case::Lower {
                    continue;
                }
                let usage = self.usage.entry(cell.fold).or_default();
                usage.all = usage.all.saturating_add(1);
                let first = run.opens && index == run.cells.start;
                if run.line == LineCase::Text && !first {
                    usage.capital = usage.capital.saturating_add(1);
                }
                let next = (index + 1 < run.cells.end).then(|| self.cells[index + 1].class);
                usage.has_form |= next.is_some_and(|class| class.is(WordClass::FORM));
                let before = (index > run.cells.start).then(|| self.cells[index - 1].class);
                usage.is_person |= before.is_some_and(|class| {
                    class.is(WordClass::FIRST_NAME) && !class.is(WordClass::DOUBTFUL_NAME)
                        || class.is(WordClass::TITLE)
                });
            }
        }
        let words = Sieve::new(self.usage.keys().copied());
        for token in view.tokens() {
            if token.case == Case::Lower
                && words.may_have(token.fold)
                && let Some(usage) = self.usage.get_mut(&token.fold)
            {
                usage.lower = usage.lower.saturating_add(1);
            }
        }
    }
}

/// A set of folds that may say yes to others: it spares most words of a text a look into the table of usages.
struct Sieve([u64; 64]);

impl Sieve {
    fn new(folds: impl Iterator<Item = u64>) -> Self {
        let mut bits = [0; 64];
        folds.for_each(|fold| bits[(fold & 63) as usize] |= 1 << (fold >> 6 & 63));
        Self(bits)
    }

    fn may_have(&self, fold: u64) -> bool {
        self.0[(fold & 63) as usize] >> (fold >> 6 & 63) & 1 != 0
    }
}

fn cell(view: &View<'_>, lexicons: &Lexicons, index: usize) -> Cell {
    let token = view.tokens()[index];
    let word = token.of(view.text());
    let stem = word.strip_suffix(['s', 'S']).and_then(|word| word.strip_suffix(['\'', '’']));
    let stem =
        stem.filter(|stem| !stem.is_empty() && lexicons.names.get([token.fold]).is_none()).unwrap_or(word);
    let fold = if stem.len() == word.len() { token.fold } else { fold_hash(stem) };
    let class =
        if token.kind == TokenKind::Punct { WordClass::default() } else { class_of(lexicons, stem, fold) };
    Cell::new(index, token.start, stem, fold, class)
}

/// The two cells of `NYSE:ABC`, which is one word to the tokenizer.
fn exchange_and_ticker(view: &View<'_>, lexicons: &Lexicons, index: usize) -> Option<[Cell; 2]> {
    let token = view.tokens()[index];
    let (exchange, ticker) = token.of(view.text()).split_once(':')?;
    let fold = fold_hash(exchange);
    let entry = lexicons.names.get([fold])?;
    let known = matches!(entry.listed, Listed::Organisation { kind: "exchange", .. });
    let fits = ticker.len() <= 6 && !ticker.bytes().any(|byte| byte.is_ascii_lowercase());
    (known && fits).then(|| {
        let start = token.end - ticker.len() as u32;
        [(token.start, exchange, fold), (start, ticker, fold_hash(ticker))]
            .map(|(start, word, fold)| Cell::new(index, start, word, fold, WordClass::default()))
    })
}

/// The class of a capitalised word: its lemma is looked up in lower case only where the form itself is unknown.
fn class_of(lexicons: &Lexicons, word: &str, fold: u64) -> WordClass {
    lexicons.words.of_form(word, fold)
}

/// Whether an address of the web or of mail starts at token `at`.
fn is_address(view: &View<'_>, at: usize) -> bool {
    let token = view.tokens()[at];
    let text = view.text().as_bytes();
    match text[token.start as usize] {
        b'h' if text.get(token.end as usize) == Some(&b':') => matches!(view.word(at), "http" | "https"),
        b'w' if text[token.start as usize..].starts_with(b"www.") => token.end - token.start >= 4,
        _ => text.get(token.end as usize) == Some(&b'@') && view.word(at + 1) == "@" && view.glued(at + 1),
    }
}

fn is_capitalised(token: Token) -> bool {
    matches!(token.kind, TokenKind::Word | TokenKind::Mixed)
        && !matches!(token.case, Case::Lower | Case::None)
        || token.kind == TokenKind::Mixed && token.case != Case::Lower
}

/// Whether a run may start at token `at`.
fn opens_name(view: &View<'_>, at: usize, line: Range<usize>) -> bool {
    let token = view.tokens()[at];
    if is_capitalised(token) {
        return true;
    }
    let next = |by: usize| (at + by < line.end).then(|| view.tokens()[at + by]);
    match token.kind {
        // `361 Capital`, `3D Systems`.
        TokenKind::Number => next(1).is_some_and(|next| is_capitalised(next) && next.start <= token.end + 1),
        // `al-Qaeda`, `e-Soft`.
        TokenKind::Word => {
            token.end - token.start <= 3
                && view.text().as_bytes().get(token.end as usize) == Some(&b'-')
                && view.word(at + 1) == "-"
                && view.glued(at)
                && view.glued(at + 1)
                && next(2).is_some_and(is_capitalised)
        }
        _ => false,
    }
}

/// The next token of a run that has grown to `end`, where only tokens that join stand between.
fn joint(view: &View<'_>, lexicons: &Lexicons, end: usize, line_end: usize) -> Option<usize> {
    let tokens = view.tokens();
    let mut at = end;
    while at < line_end && at - end <= LONGEST_JOINT {
        let token = tokens[at];
        if is_capitalised(token) {
            return (at == end || joins(view, lexicons, end, at)).then_some(at);
        }
        if token.kind == TokenKind::Number {
            return (at == end).then_some(at);
        }
        let glued = view.glued(at - 1);
        let fits = match token.kind {
            TokenKind::Punct => match token.of(view.text()) {
                "&" | "+" => true,
                "-" | "/" | "'" | "’" | "!" | "‑" | "–" | "@" => glued,
                "." => glued,
                "," => at == end,
                _ => false,
            },
            _ => lexicons.words.of(token.fold).is(WordClass::JOINER),
        };
        let fits = fits || at == end && glued && is_plural_owner(view, lexicons, at, line_end);
        if !fits {
            return None;
        }
        at += 1;
    }
    None
}

/// Whether the apostrophe at `at` stands behind the plural that opens or is inside a name: `Highway Users' Forum`.
fn is_plural_owner(view: &View<'_>, lexicons: &Lexicons, at: usize, line_end: usize) -> bool {
    matches!(view.word(at), "'" | "’")
        && view.word(at - 1).ends_with('s')
        && !view.glued(at)
        && lexicons.words.of_form(view.word(at - 1), view.tokens()[at - 1].fold).is(WordClass::NOUN)
        && (at + 1..line_end.min(at + 4))
            .take_while(|&next| is_capitalised(view.tokens()[next]))
            .any(|next| lexicons.words.of(view.tokens()[next].fold).is(WordClass::STRONG_HEAD))
}

/// Whether tokens `start..end`, none of them capitalised, join what stands on both sides.
fn joins(view: &View<'_>, lexicons: &Lexicons, start: usize, end: usize) -> bool {
    let first = view.word(start);
    match first {
        "," => {
            end == start + 1 && {
                let next = view.tokens()[end];
                lexicons.words.of(next.fold).is(WordClass::FORM) && next.case != Case::Lower
            }
        }
        "." => {
            let before = view.tokens()[start - 1];
            let class = lexicons.words.of(view.tokens()[end].fold);
            // `in the U.S. Certainly` is two sentences.
            let begins =
                class.is(WordClass::FUNCTION) || class.is(WordClass::ADVERB) && !class.is(WordClass::NOUN);
            end == start + 1
                && (view.glued(start)
                    || before.end - before.start <= 5 && before.kind == TokenKind::Word && !begins)
        }
        "'" | "’" if end == start + 1 && view.word(start - 1).ends_with('s') => true,
        "-" | "/" | "'" | "’" | "‑" | "@" | "–" => view.glued(start),
        _ => true,
    }
}

/// How a line is cased; one that `stops` with a full stop is no headline.
fn line_case(tokens: &[Token], stops: bool) -> LineCase {
    let (mut long, mut capital, mut upper, mut lower) = (0u32, 0u32, 0u32, 0u32);
    for token in tokens.iter().filter(|token| token.kind == TokenKind::Word) {
        lower += u32::from(token.case == Case::Lower);
        if token.end - token.start >= 4 {
            long += 1;
            capital += u32::from(token.case != Case::Lower);
            upper += u32::from(token.case == Case::Upper);
        }
    }
    if lower == 0 && upper >= 3 && upper * 10 >= long * 9 {
        LineCase::Capitals
    } else if !stops && long >= 3 && capital * 10 >= long * 8 {
        LineCase::Title
    } else {
        LineCase::Text
    }
}

impl Scan {
    /// Whether the mark right behind a cell belongs to the word: the full stop of `Inc.`, `U.N.`
    pub fn takes_full_stop(&self, view: &View<'_>, cell: usize) -> bool {
        let cell = self.cells[cell];
        let at = cell.token as usize;
        let end = view.tokens()[at].end;
        let stop = view.text().as_bytes().get(end as usize) == Some(&b'.');
        if !stop || end != cell.end || view.word(at + 1) != "." || !view.glued(at) {
            return false;
        }
        let word = view.word(at);
        let dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 2);
        dotted || cell.class.is(WordClass::FORM) && is_abbreviation(word)
    }
}

/// Whether a legal form is written short, so that a full stop behind it is its own.
fn is_abbreviation(form: &str) -> bool {
    const SHORT: [&str; 14] =
        ["inc", "corp", "co", "ltd", "ltda", "lda", "bros", "pte", "pvt", "pty", "bhd", "sdn", "tbk", "rt"];
    SHORT.iter().any(|short| form.eq_ignore_ascii_case(short))
}
