//! Where sentences end, told from the tokens of a block.

use std::ops::Range;

use crate::article::BlockKind;
use crate::token::{Case, Token, TokenKind};

/// Calls `give` with the token range of each sentence of the block whose tokens start at index `first`.
///
/// A sentence ends at `.`, `!`, `?` or `…` with its closing quotes and brackets, where white space and a beginning
/// follow, save after abbreviations, initials and labels. In lists and tables each line is one.
pub(crate) fn split(
    text: &str,
    kind: BlockKind,
    tokens: &[Token],
    first: u32,
    mut give: impl FnMut(Range<u32>),
) {
    let cutter = Cutter { text, tokens };
    let count = tokens.len();
    let mut start = first as usize;
    let mut label = cutter.label(start);
    let mut at = start;
    while at < count {
        let end = if kind.has_lines() {
            cutter.line_ends(at).then_some(at + 1)
        } else {
            cutter
                .sentence_end(start, at)
                .or_else(|| cutter.next_item(&label, start, at))
                .or_else(|| cutter.date_line_end(start, at))
        };
        // Text without a stop is cut all the same, between two words: what looks at a sentence as a whole must
        // not take time that grows with the square of a text.
        let longest = if kind.has_lines() { LONGEST_LINE } else { LONGEST };
        let has_room = |tokens: usize| at + 1 - start < tokens;
        let cut = !has_room(longest) && !cutter.touches(at + 1) || !has_room(NO_BLANK * longest);
        let end = end.or_else(|| cut.then_some(at + 1));
        match end {
            Some(end) => {
                give(start as u32..end as u32);
                start = end;
                at = end;
                label = cutter.label(start);
            }
            None => at += 1,
        }
    }
    if start < count {
        give(start as u32..count as u32);
    }
}

/// Tokens after which a sentence is cut at the next blank; sentences of prose seldom have more than a hundred.
const LONGEST: usize = 300;
/// The same for a row of a table or an item of a list.
const LONGEST_LINE: usize = 1500;
/// At this many times that length it is cut without a blank too.
const NO_BLANK: usize = 2;

/// Stops, quotes and brackets that end one sentence; a longer row of dots is a rule, and none ends in it.
const LONGEST_CLOSE: usize = 40;

struct Cutter<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

/// What stands at the beginning of an item in running text: `1.`, `2)`, `a.`
struct Label<'a> {
    value: Value,
    /// The marks after it: `.`, `)` or `.)`.
    close: &'a str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Value {
    Number(u32),
    Letter(u8),
}

impl<'a> Cutter<'a> {
    fn of(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.of(self.text))
    }

    /// Whether no white space stands between token `at` and the one before it.
    fn touches(&self, at: usize) -> bool {
        at > 0 && at < self.tokens.len() && self.tokens[at].start == self.tokens[at - 1].end
    }

    fn line_ends(&self, at: usize) -> bool {
        let Some(next) = self.tokens.get(at + 1) else { return false };
        self.text.as_bytes()[self.tokens[at].end as usize..next.start as usize].contains(&b'\n')
    }

    /// One past the last token of the sentence from `start`, if the token at `at` ends it.
    fn sentence_end(&self, start: usize, at: usize) -> Option<usize> {
        let token = self.tokens[at];
        if token.kind != TokenKind::Punct {
            return None;
        }
        let mark = token.of(self.text);
        if !matches!(mark, "." | "!" | "?" | "…") {
            return None;
        }
        if at > start && mark == "." && self.touches(at) && self.of(at - 1) == "." {
            // The first dot of a row speaks for all.
            return None;
        }
        let mut end = at + 1;
        let mut quoted = false;
        while end - at < LONGEST_CLOSE
            && self.touches(end)
            && matches!(self.of(end), "." | "!" | "?" | "…" | "\"" | "'" | "”" | "’" | ")" | "]" | "»" | "*")
        {
            quoted |= matches!(self.of(end), "\"" | "'" | "”" | "’" | "»");
            end += 1;
        }
        end = self.after_notes(end);
        let next = self.tokens.get(end)?;
        if self.touches(end) || !self.begins(end) {
            return None;
        }
        let keeps = match mark {
            "." if self.of(end) == "." => true,
            "." if self.is_spaced_dots(at) => self.dots_before(at) < 4,
            "." if self.is_label(start, at) => true,
            "." if end == at + 1 => self.is_abbreviation(start, at, end),
            "." | "…" if !self.touches(at) && mark == "…" || self.is_loose_ellipsis(at, end) => true,
            _ => false,
        };
        let speaks =
            quoted && matches!(mark, "!" | "?") && next.kind == TokenKind::Word && self.is_speech(end);
        (!keeps && !speaks).then_some(end)
    }

    /// Goes over reference marks after a stop: `[17]`, and a bare footnote number before a new sentence.
    fn after_notes(&self, mut end: usize) -> usize {
        while self.of(end) == "["
            && self.tokens.get(end + 1).is_some_and(|token| token.kind == TokenKind::Number)
            && self.of(end + 2) == "]"
        {
            end += 3;
        }
        let is_note = self.tokens.get(end).is_some_and(|token| token.kind == TokenKind::Number)
            && self.of(end).len() <= 2
            && self.tokens.get(end + 1).is_some_and(|token| token.case == Case::Capital)
            && is_opener(self.of(end + 1));
        if is_note { end + 1 } else { end }
    }

    /// Whether a sentence may begin with the token at `at`.
    fn begins(&self, at: usize) -> bool {
        let token = self.tokens[at];
        match token.kind {
            TokenKind::Word | TokenKind::Mixed => token.case != Case::Lower,
            TokenKind::Number => true,
            TokenKind::Punct => match token.of(self.text) {
                "\"" | "'" | "“" | "‘" | "(" | "[" | "«" | "¿" | "¡" => {
                    self.tokens.get(at + 1).is_none_or(|next| next.case != Case::Lower)
                }
                "$" | "€" | "£" | "¥" | "₹" | "#" | "@" | "." | "…" | "•" | "*" | "⁃" | "+" => {
                    true
                }
                mark => !mark.is_ascii() && !matches!(mark, "–" | "—" | "”" | "’" | "»"),
            },
        }
    }

    /// Whether the dot at `at` is one of a row with blanks between: `. . .`
    fn is_spaced_dots(&self, at: usize) -> bool {
        at > 0 && self.of(at - 1) == "." && !self.touches(at)
    }

    /// How many dots stand in a row that ends at `at`.
    fn dots_before(&self, at: usize) -> usize {
        (0..=at).rev().take(8).take_while(|&at| self.of(at) == ".").count()
    }

    /// Whether the marks from `at` to `end` are dots that stand apart from the word before them.
    fn is_loose_ellipsis(&self, at: usize, end: usize) -> bool {
        end - at >= 3 && !self.touches(at) && (at..end).all(|at| self.of(at) == ".")
    }

    /// Whether the words from `at` on name who said what stands before: `Mr Smith asked`.
    fn is_speech(&self, at: usize) -> bool {
        (at..self.tokens.len().min(at + 5))
            .take_while(|&at| self.tokens[at].kind == TokenKind::Word || self.of(at) == ".")
            .any(|at| {
                matches!(
                    self.of(at),
                    "said" | "says" | "asked" | "asks" | "added" | "adds" | "told" | "wrote" | "replied"
                )
            })
    }

    /// Whether the dot at `at` belongs to the word before it and the sentence goes on with the token at `next`.
    fn is_abbreviation(&self, start: usize, at: usize, next: usize) -> bool {
        if at == start || !self.touches(at) {
            return false;
        }
        let word = self.tokens[at - 1];
        let shown = word.of(self.text);
        let opens = is_opener(self.of(next)) || self.of(next + 1) == ":";
        let before_number = matches!(self.tokens[next].kind, TokenKind::Number | TokenKind::Mixed);
        if shown == "°" && before_number {
            return true;
        }
        if word.kind != TokenKind::Word || shown.len() > 8 {
            return false;
        }
        let is_first = at - 1 == start;
        if shown.len() == 1 {
            let letter = shown.as_bytes()[0];
            // `J. Smith`, but `Plan B. The next`, `you and I. Did`.
            return match letter {
                b'A'..=b'Z' => !(opens || before_number && !is_first),
                b'a'..=b'z' if is_first => true,
                // `(d. 1990)`, `p. 55`.
                b'b' | b'd' | b'm' => before_number && matches!(self.of(at.wrapping_sub(2)), "(" | ";"),
                b'p' | b'c' | b'v' | b'n' => before_number,
                _ => false,
            };
        }
        if !shown.is_ascii() {
            return false;
        }
        let mut buffer = [0; 8];
        let low = lower(shown, &mut buffer);
        match kind_of(low) {
            Abbreviation::BeforeName => true,
            Abbreviation::BeforeNumber => before_number || self.of(next) == "?",
            Abbreviation::Inside => !opens || matches!(low, "e.g" | "i.e" | "viz"),
            Abbreviation::Time => at - start <= 3 && !opens,
            // `GmbH & Co. KG has`, `Co. Ltd. in`: the form goes on.
            Abbreviation::Firm if matches!(self.of(next), "KG" | "KGaA" | "Ltd" | "Inc") => true,
            Abbreviation::Firm => !opens && !self.is_lower_word(next + 1),
            Abbreviation::None => {
                // `U.S. Congress`, `Ph.D. Smith`: dots inside.
                shown.contains('.') && !opens && !before_number
            }
        }
    }

    /// Whether the sentence so far is only the number of a section, an item or a figure: `2.1.`, `Table 3.`
    fn is_label(&self, start: usize, at: usize) -> bool {
        if at <= start || at > start + 2 || self.tokens[at - 1].kind != TokenKind::Number {
            return false;
        }
        let number = self.of(at - 1);
        let is_short = number.split('.').all(|part| part.len() <= 2)
            && number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let named = matches!(
            self.of(start),
            "Figure"
                | "Fig"
                | "Table"
                | "Chapter"
                | "Section"
                | "Part"
                | "Box"
                | "Exhibit"
                | "Chart"
                | "Article"
                | "Step"
        );
        is_short && (at - 1 == start || at - 1 == start + 1 && (named || self.of(start) == "⁃"))
    }

    fn is_lower_word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word && token.case == Case::Lower)
    }

    /// The end of a line with the date that stands before a sentence: `Thursday, May 7, 2015` `The mill`.
    fn date_line_end(&self, start: usize, at: usize) -> Option<usize> {
        let is_weekday = |word: &str| word.ends_with("day") && word.starts_with(char::is_uppercase);
        let is_year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        let ends = at == start + 5
            && is_year(self.of(at))
            && self.of(at - 1) == ","
            && is_weekday(self.of(start))
            && crate::date::month(&self.of(start + 2).to_lowercase()).is_some()
            && self.tokens.get(at + 1).is_some_and(|next| next.case == Case::Capital);
        ends.then_some(at + 1)
    }

    /// The label at `at`, if an item begins there.
    fn label(&self, at: usize) -> Option<Label<'a>> {
        let at = at + usize::from(matches!(self.of(at), "⁃" | "•"));
        let token = self.tokens.get(at)?;
        let shown = token.of(self.text);
        let value = match token.kind {
            TokenKind::Number if shown.len() <= 2 => Value::Number(shown.parse().ok()?),
            TokenKind::Word if shown.len() == 1 && shown.as_bytes()[0].is_ascii_lowercase() => {
                Value::Letter(shown.as_bytes()[0])
            }
            _ => return None,
        };
        let mut end = at + 1;
        while self.touches(end) && matches!(self.of(end), "." | ")") && end < at + 3 {
            end += 1;
        }
        let begins =
            self.tokens.get(end).is_some_and(|next| next.kind == TokenKind::Word && next.case != Case::Lower);
        if end == at + 1 || !begins || self.touches(end) {
            return None;
        }
        let close = &self.text[token.end as usize..self.tokens[end - 1].end as usize];
        Some(Label { value, close })
    }

    /// The beginning of the next item after `label`, if it is the token after `at`.
    fn next_item(&self, label: &Option<Label<'a>>, start: usize, at: usize) -> Option<usize> {
        let label = label.as_ref()?;
        if at < start + 2 {
            return None;
        }
        let next = self.label(at + 1)?;
        let follows = match (label.value, next.value) {
            (Value::Number(this), Value::Number(next)) => next == this + 1,
            (Value::Letter(this), Value::Letter(next)) => next == this + 1,
            _ => false,
        };
        (follows && label.close == next.close).then_some(at + 1)
    }
}

/// How an abbreviation stands to what follows it.
enum Abbreviation {
    /// A title: a name follows.
    BeforeName,
    /// `No. 5`, `Fig. 2`, `Sept. 18`.
    BeforeNumber,
    /// Inside sentences, and at their end only before a word that opens one.
    Inside,
    /// `a.m.`: ends sentences like any word.
    Time,
    /// `Inc.`: a firm's legal form.
    Firm,
    None,
}

fn kind_of(low: &str) -> Abbreviation {
    match low {
        "mr" | "mrs" | "ms" | "dr" | "prof" | "gen" | "col" | "sgt" | "lt" | "capt" | "rev" | "hon"
        | "sen" | "rep" | "gov" | "pres" | "fr" | "messrs" | "mme" | "mlle" | "sir" | "cmdr" | "adm"
        | "maj" | "supt" | "insp" | "det" | "mt" | "ft" | "st" => Abbreviation::BeforeName,
        "no" | "nos" | "fig" | "figs" | "vol" | "vols" | "art" | "sec" | "ch" | "para" | "pp" | "approx"
        | "ca" | "jan" | "feb" | "mar" | "apr" | "jun" | "jul" | "aug" | "sep" | "sept" | "oct" | "nov"
        | "dec" | "tel" | "ext" | "est" | "eq" | "nr" | "rs" | "sq" | "cu" | "max" | "min" => {
            Abbreviation::BeforeNumber
        }
        "vs" | "e.g" | "i.e" | "viz" | "cf" | "al" | "jr" | "sr" | "esq" | "eds" | "ed" | "dept" | "univ"
        | "assn" | "calif" | "mass" | "conn" | "ariz" | "colo" | "fla" | "ga" | "ill" | "ind" | "mich"
        | "minn" | "miss" | "okla" | "ore" | "penn" | "pa" | "tenn" | "tex" | "va" | "wash" | "wis"
        | "ave" | "blvd" | "rd" | "hwy" | "mfg" | "intl" | "ph.d" | "m.d" => Abbreviation::Inside,
        "a.m" | "p.m" => Abbreviation::Time,
        "inc" | "corp" | "ltd" | "co" | "cos" | "llc" | "plc" | "bros" | "bhd" | "sdn" | "pvt" | "pty"
        | "s.a" | "s.p.a" | "n.v" | "b.v" | "l.p" | "l.l.c" | "a.g" | "k.k" => Abbreviation::Firm,
        _ => Abbreviation::None,
    }
}

/// The lower-case form of an ASCII word of eight bytes or fewer.
fn lower<'a>(word: &str, buffer: &'a mut [u8; 8]) -> &'a str {
    let bytes = &mut buffer[..word.len().min(8)];
    for (to, from) in bytes.iter_mut().zip(word.bytes()) {
        *to = from.to_ascii_lowercase();
    }
    std::str::from_utf8(bytes).unwrap_or_default()
}

/// Words that open sentences and are hardly ever part of a name.
fn is_opener(word: &str) -> bool {
    matches!(
        word,
        "The"
            | "A"
            | "An"
            | "In"
            | "On"
            | "At"
            | "It"
            | "He"
            | "She"
            | "They"
            | "We"
            | "I"
            | "You"
            | "This"
            | "That"
            | "These"
            | "Those"
            | "But"
            | "And"
            | "Or"
            | "So"
            | "If"
            | "When"
            | "While"
            | "Where"
            | "What"
            | "Who"
            | "Why"
            | "How"
            | "There"
            | "Here"
            | "For"
            | "From"
            | "With"
            | "By"
            | "As"
            | "After"
            | "Before"
            | "Since"
            | "Until"
            | "Although"
            | "Though"
            | "However"
            | "Moreover"
            | "Meanwhile"
            | "Then"
            | "Now"
            | "Yet"
            | "Still"
            | "Also"
            | "Even"
            | "Its"
            | "His"
            | "Her"
            | "Their"
            | "Our"
            | "My"
            | "Your"
            | "Did"
            | "Does"
            | "Do"
            | "Is"
            | "Are"
            | "Was"
            | "Were"
            | "Has"
            | "Have"
            | "Had"
            | "Can"
            | "Could"
            | "Would"
            | "Should"
            | "Not"
            | "No"
            | "Some"
            | "Many"
            | "Most"
            | "All"
            | "Both"
            | "Each"
            | "Every"
            | "Other"
            | "Another"
            | "Such"
            | "During"
            | "Despite"
            | "Instead"
            | "Thus"
            | "Therefore"
            | "Because"
            | "Once"
            | "Only"
            | "Last"
            | "Today"
            | "Yesterday"
            | "Between"
            | "Among"
            | "About"
            | "To"
            | "According"
            | "It's"
            | "It’s"
            | "That's"
            | "That’s"
            | "He's"
            | "He’s"
            | "Whether"
            | "Unlike"
            | "Like"
            | "Which"
            | "Two"
            | "Three"
            | "One"
            | "Several"
            | "Further"
            | "Nor"
            | "Nobody"
            | "Let"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokenize;

    fn sentences(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        tokenize(text, 0, &mut tokens);
        let mut out = Vec::new();
        split(text, BlockKind::Paragraph, &tokens, 0, |range| {
            let (first, last) = (tokens[range.start as usize], tokens[range.end as usize - 1]);
            out.push(&text[first.start as usize..last.end as usize]);
        });
        out
    }

    #[test]
    fn text_without_a_stop_is_cut_between_words() {
        let text = "half-done ".repeat(1000);
        let found = sentences(&text);
        assert!(found.len() > 3000 / (LONGEST + 3), "{} sentences", found.len());
        assert!(found.iter().all(|sentence| sentence.starts_with("half") && sentence.ends_with("done")));
    }

    #[test]
    fn sentences_end_where_the_next_begins() {
        for (text, count) in [
            ("Rates fell. Firms rose.", 2),
            ("It cost $3.5bn. 40% was debt.", 2),
            ("“We won.” They left.", 2),
            ("“Why now?” Mr Oak asked. Nobody knew.", 2),
            ("It works for Lowe Corp. The company grew.", 2),
            ("He works for Lowe Inc. Chief Executive Ada Oak agrees.", 1),
            ("She sold Lowe Inc. Shares rose.", 2),
            ("The U.S. Treasury paid. So did the U.S. It was late.", 3),
            ("It opens at 9 a.m. The bank opens later.", 2),
            ("At 5 a.m. Mr. Oak rose.", 1),
            ("Dr. J. P. Oak of St. Ives spoke on Sept. 18.", 1),
            ("See p. 55 and Fig. 3 in no. 7, approx. 40 pages.", 1),
            ("Is it true? No. It is not.", 3),
            ("We chose plan B. The next was worse.", 2),
            ("It fell… Then it rose. And we ... I mean, they left.", 3),
            ("1. The first 2. The second", 2),
            ("1.) The first. 2.) The second.", 2),
            ("Thursday, May 7, 2015 The mill closed.", 2),
            ("Its founder (d. 1990) sold it. He left Washington D.C. Image: Lowe.", 3),
            ("“It works.” The owner said so later.", 2),
            ("2.1. Results", 1),
            ("Grown in 1805.[19] Sold in 1807. [6] Lost.", 3),
            ("He said so (in May.) at home.", 1),
            ("It sold 1.5 million. iPhone sales fell.", 2),
            ("U.K. and E.U. firms, e.g. Lowe plc. and others.", 1),
            ("Only Velden GmbH & Co. KG has grown. Lowe Co. It lost.", 3),
        ] {
            assert_eq!(sentences(text).len(), count, "{:?}", sentences(text));
        }
    }
}
