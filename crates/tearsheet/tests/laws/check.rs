//! The laws that hold for every text. Property tests and fuzz targets ask the same.

use std::str::FromStr as _;

use rust_decimal::Decimal;
use tearsheet::settings::Settings;
use tearsheet_export::entities::knowledge::read_pairs;
use tearsheet_export::guard::unguard;
use tearsheet_export::tables::{self, ArticleRow, FigureRow, FirmRow, MentionRow, ProblemRow, SkillRow};
use tearsheet_export::tables::{RelationRow, UnmatchedRow};
use tearsheet_export::{Cell, Encoded, Row, Rows, Style, csv};
use tearsheet_extract::figure::Tables;
use tearsheet_extract::skill::lexicon::SkillLexicon;
use tearsheet_extract::{Findings, Lexicons};
use tearsheet_ingest::record::Records;
use tearsheet_ingest::{Article, Format, Problem, TextSpan, read};

/// What is told has a name and says what it is.
fn problem(problem: &str, detail: &str) {
    assert!(!problem.is_empty() && !detail.is_empty(), "a problem without words: {problem:?} {detail:?}");
}

/// Cuts an input into records and reads each: everything in it becomes an article or a problem, and articles keep
/// their laws. Gives the articles.
pub fn input(name: &str, format: Format, bytes: &[u8]) -> Vec<Article> {
    let mut articles = Vec::new();
    for record in Records::new(name, name, format, bytes) {
        match record {
            Err(told) => problem(&told.problem, &told.detail),
            Ok(record) => match read(&record) {
                Err(told) => problem(told.problem, &told.detail),
                Ok((read, _)) => {
                    article(&read);
                    articles.push(read);
                }
            },
        }
    }
    articles
}

/// Blocks, sentences and tokens are in order and inside one another, and each token leads back to its source.
pub fn article(article: &Article) {
    let (text, source) = (article.text(), article.source());
    let mut end = 0;
    for block in article.blocks() {
        assert!(block.span.start >= end && block.span.start < block.span.end, "blocks out of order");
        assert!(!article.slice(block.span).trim().is_empty(), "a block without text");
        end = block.span.end;
        for sentence in &article.sentences()[block.sentences.start as usize..block.sentences.end as usize] {
            assert!(
                block.span.start <= sentence.span.start && sentence.span.end <= block.span.end,
                "a sentence outside its block"
            );
            assert!(sentence.tokens.start < sentence.tokens.end, "a sentence without tokens");
        }
    }
    assert!(end as usize <= text.len());
    let mut end = 0;
    for sentence in article.sentences() {
        assert!(
            sentence.span.start >= end && sentence.span.start < sentence.span.end,
            "sentences out of order"
        );
        end = sentence.span.end;
    }
    let mut end = 0;
    for token in article.tokens() {
        assert!(token.start >= end && token.start < token.end, "tokens out of order");
        end = token.end;
        let span = TextSpan::new(token.start, token.end);
        let at = article.locate(span);
        let bytes = at.start_byte as usize..at.end_byte as usize;
        assert!(source.get(bytes.clone()).is_some(), "{bytes:?} is no stretch of the source");
        assert_eq!(
            article.bytes_of_chars(at.start_char as usize..at.end_char as usize),
            Some(bytes.clone()),
            "characters and bytes are other places"
        );
        let said = article.slice(span);
        // A mark that combines with a blank makes a word of both; no row begins with one.
        if said.trim() == said {
            assert!(article.proves(bytes.clone(), said), "{said:?} is not at {bytes:?}");
        }
    }
}

/// Rows prove their text, belong to somebody who is there, and have values that can be read again; their CSV reads
/// back cell by cell.
pub fn findings(article: &Article, findings: &Findings) {
    let rows = Rows::new(article, findings);
    let spans = rows
        .mentions
        .iter()
        .map(|row| (row.start_byte, row.end_byte, &row.text, &row.sentence))
        .chain(rows.figures.iter().map(|row| (row.start_byte, row.end_byte, &row.text, &row.sentence)))
        .chain(rows.skills.iter().map(|row| (row.start_byte, row.end_byte, &row.text, &row.sentence)))
        .chain(rows.unmatched.iter().map(|row| (row.start_byte, row.end_byte, &row.text, &row.sentence)));
    for (start, end, text, sentence) in spans {
        assert!(start < end, "an empty span");
        assert!(article.proves(start as usize..end as usize, text), "{text:?} at {start}..{end}");
        assert!(article.has_sentence(sentence), "{sentence:?}");
    }
    let known: Vec<&str> =
        rows.firms.iter().chain(&rows.organisations).map(|row| row.firm_id.as_ref()).collect();
    let used = rows
        .mentions
        .iter()
        .map(|row| &row.firm_id)
        .chain(rows.figures.iter().map(|row| &row.firm_id))
        .chain(rows.skills.iter().map(|row| &row.firm_id))
        .chain(rows.relations.iter().flat_map(|row| [&row.subject_id, &row.object_id]));
    for id in used.filter(|id| !id.is_empty()) {
        assert!(known.contains(&id.as_ref()), "no firm has the id {id}");
    }
    for row in &rows.figures {
        if row.kind == "date" {
            assert!(!row.value.is_empty(), "a date without a value");
            continue;
        }
        let values = [&row.value, &row.value_high].map(|value| number(value));
        assert!(values[0].is_some(), "{:?} has no value", row.text);
    }
    for row in rows.firms.iter().chain(&rows.organisations) {
        for value in [&row.founded, &row.employees, &row.employees_high] {
            number(value);
        }
    }
    for style in [Style::Plain, Style::Excel] {
        csv_of(&rows, style);
    }
}

/// A number in its canonical form, if there is any.
fn number(cell: &str) -> Option<Decimal> {
    let value = (!cell.is_empty()).then(|| Decimal::from_str(cell).expect("a decimal number"))?;
    assert_eq!(value.normalize().to_string(), cell, "not the canonical form");
    Some(value)
}

fn csv_of(rows: &Rows<'_>, style: Style) {
    let mut encoded = Encoded::new(style);
    encoded.push(rows);
    let read = |name: &str| {
        let index = tables::ALL.iter().position(|table| table.name == name).expect("a table");
        encoded.tables().nth(index).expect("a table")
    };
    same::<ArticleRow<'_>>(read("articles"), std::slice::from_ref(&rows.article));
    same::<FirmRow<'_>>(read("firms"), &rows.firms);
    same::<FirmRow<'_>>(read("organisations"), &rows.organisations);
    same::<MentionRow<'_>>(read("mentions"), &rows.mentions);
    same::<FigureRow<'_>>(read("figures"), &rows.figures);
    same::<SkillRow<'_>>(read("skills"), &rows.skills);
    same::<UnmatchedRow<'_>>(read("unmatched"), &rows.unmatched);
    same::<RelationRow<'_>>(read("relations"), &rows.relations);
}

/// The table of problems reads back cell by cell, whatever is in it.
pub fn problems(problems: &[Problem], style: Style) {
    let rows: Vec<ProblemRow<'_>> = problems.iter().map(ProblemRow::from).collect();
    let mut encoded = Encoded::new(style);
    encoded.table(&ProblemRow::SCHEMA, &rows);
    same::<ProblemRow<'_>>(encoded.tables().last().expect("a table"), &rows);
    // With its header it is the file that users get.
    let mut file = csv::header(&ProblemRow::SCHEMA, style).into_bytes();
    file.extend_from_slice(&encoded.bytes);
    assert!(std::str::from_utf8(&file).is_ok(), "a table is UTF-8");
}

/// The cells of `rows` are what a reader of CSV finds in `bytes`.
fn same<R: Row>((bytes, count): (&[u8], u64), rows: &[R]) {
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    let mut records = reader.records();
    for row in rows {
        let record = records.next().expect("a row for each").expect("CSV that is whole");
        let mut column = 0;
        row.cells(&mut |cell| {
            let found = record.get(column).expect("a cell for each column");
            match cell {
                Cell::Text(text) => {
                    assert_eq!(unguard(found), text);
                    let runs = matches!(found.as_bytes(), [b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r', _, ..]);
                    assert!(!runs, "{found:?} is a formula");
                }
                Cell::Plain(text) => assert_eq!(found, text),
                Cell::Integer(number) => assert_eq!(found, number.to_string()),
            }
            column += 1;
        });
        assert_eq!(record.len(), column);
    }
    assert!(records.next().is_none(), "a row that is none");
    assert_eq!(count, rows.len() as u64);
}

fn refused(reason: &str) {
    assert!(!reason.trim().is_empty(), "a refusal without a reason");
}

/// Settings and pages of merging are taken, or refused with a reason.
pub fn configuration(text: &str) {
    if let Err(error) = toml::from_str::<Settings>(text) {
        refused(&error.to_string());
    }
    if let Err(error) = read_pairs("merges.csv", text.as_bytes()) {
        refused(&error);
    }
}

/// A user's lexicons are taken, or refused with a reason.
pub fn lexicon(text: &str) {
    let mut lexicons = Lexicons::default();
    if let Err(error) = lexicons.add_firms(text) {
        refused(&error.to_string());
    }
    if let Err(error) = SkillLexicon::default().add_csv("skills.csv", text) {
        refused(&error.to_string());
    }
    if let Err(error) = Tables::with_user_units(text) {
        refused(&error);
    }
}
