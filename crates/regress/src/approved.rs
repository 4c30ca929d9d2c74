//! Approved rows as a plain file: one CSV for an article, a line a row under the line of its sentence, without
//! offsets, so that it opens in a spreadsheet, merges in git and may be sorted.
//!
//! | table | place | text | verdict | kind | value | ... |
//! |---|---|---|---|---|---|---|
//! | sentence | s1f0c7a2 | It sold 5 boats. | | | | |
//! | figures | s1f0c7a2 | 5 | | count | 5 | |
//! | figures | s1f0c7a2 | 5 | wrong | count | 50 | |
//!
//! An empty verdict says that the row is right; `wrong` that it is found and should not be; `missing` that it should be
//! found and is not. The two are known failures: a test counts them, and tells when they are gone.

use std::collections::{BTreeMap, HashMap};
use std::io::Read;
use std::sync::LazyLock;

use tearsheet_export::guard::{guard, unguard};
use tearsheet_export::ids::content_id;
use tearsheet_export::saved;

use crate::rows::{Article, Row, layout_of, layouts};

/// How a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is to be found.
    Right,
    /// It is to be found, and was not when someone looked.
    Missing,
    /// It is not to be found, and was when someone looked.
    Wrong,
}

impl Approved {
    /// Rows that were just made, all of them right.
    pub fn of(article: Article) -> Self {
        Self { rows: article.rows.into_iter().map(|row| (Standing::Right, row)).collect() }
    }

    /// SHA-256 of the article's text when it was settled.
    pub fn sha256(&self) -> &str {
        let row = self.rows.iter().find(|(_, row)| row.layout.table == "articles");
        row.map_or("", |(_, row)| row.get("sha256"))
    }
}

impl Standing {
    /// Its word in the column `verdict`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Right => "",
            Self::Missing => "missing",
            Self::Wrong => "wrong",
        }
    }

    fn of_word(word: &str) -> Option<Self> {
        let word = word.trim();
        [Self::Right, Self::Missing, Self::Wrong].into_iter().find(|it| word.eq_ignore_ascii_case(it.word()))
    }
}

/// What is settled of an article, in reading order.
#[derive(Clone, Debug, Default)]
pub struct Approved {
    /// Its rows, each with how it stands.
    pub rows: Vec<(Standing, Row)>,
}

/// A line of a sentence, in the column `table`.
const SENTENCE: &str = "sentence";

/// All columns of the file: those that people look for first, then those of all tables.
static COLUMNS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let mut columns = vec!["table", "place", "text", "verdict"];
    for name in ["mentions", "figures", "skills", "relations", "firms", "articles"] {
        for column in layout_of(name).map_or(&[][..], |layout| &layout.columns) {
            if *column != SENTENCE && !columns.contains(column) {
                columns.push(column);
            }
        }
    }
    columns
});

/// Where each column of the file stands in a row, by table.
static PLACES: LazyLock<Vec<Vec<Option<usize>>>> = LazyLock::new(|| {
    let places =
        |columns: &[&str]| COLUMNS.iter().map(|name| columns.iter().position(|it| it == name)).collect();
    layouts().iter().map(|layout| places(&layout.columns)).collect()
});

/// The rows as CSV.
pub fn write(approved: &Approved) -> Vec<u8> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    let mut places = Places::default();
    let mut written = writer.write_record(COLUMNS.iter());
    for (standing, row) in &approved.rows {
        let sentence = row.get(SENTENCE);
        let (place, is_new) = places.of(sentence);
        if is_new {
            let cell = |name: &&str| match *name {
                "table" => SENTENCE.into(),
                "place" => place.as_str().into(),
                "text" => guard(sentence),
                _ => "".into(),
            };
            written = written.and_then(|()| {
                COLUMNS.iter().try_for_each(|name| writer.write_field(cell(name).as_bytes()))?;
                writer.write_record(None::<&[u8]>)
            });
        }
        written = written.and_then(|()| {
            for (name, at) in COLUMNS.iter().zip(&PLACES[row.layout.order]) {
                match *name {
                    "table" => writer.write_field(row.layout.table)?,
                    "place" => writer.write_field(&place)?,
                    "verdict" => writer.write_field(standing.word())?,
                    _ => writer.write_field(guard(at.map_or("", |at| &row.cells[at])).as_bytes())?,
                }
            }
            writer.write_record(None::<&[u8]>)
        });
    }
    debug_assert!(written.is_ok(), "writing to memory cannot fail");
    writer.into_inner().unwrap_or_default()
}

/// Short names of the sentences of an article.
#[derive(Default)]
struct Places<'a> {
    names: HashMap<&'a str, String>,
    used: BTreeMap<String, &'a str>,
}

impl<'a> Places<'a> {
    /// The name of a sentence, and whether it is told for the first time.
    fn of(&mut self, sentence: &'a str) -> (String, bool) {
        if sentence.is_empty() {
            return (String::new(), false);
        }
        if let Some(name) = self.names.get(sentence) {
            return (name.clone(), false);
        }
        // Where two sentences would share a short name, the second has a longer one.
        const SHORT: usize = 8;
        let long = content_id("s", &[sentence], 0);
        let short = long.get(..SHORT).unwrap_or(&long).to_owned();
        let name = if self.used.contains_key(&short) { long } else { short };
        self.used.insert(name.clone(), sentence);
        self.names.insert(sentence, name.clone());
        (name, true)
    }
}

/// The rows as they were approved.
///
/// # Errors
/// If it is no such CSV; the message names the line.
pub fn read(csv: impl Read) -> Result<Approved, String> {
    let mut reader = saved::reader(csv, false)?;
    let header = reader.headers().map_err(|error| error.to_string())?.clone();
    let find = |name: &str| header.iter().position(|column| column == name);
    let table = find("table").ok_or("line 1: there is no column \"table\"")?;
    let (place, text, verdict) = (find("place"), find("text"), find("verdict"));
    let places: Vec<Vec<Option<usize>>> =
        layouts().iter().map(|layout| layout.columns.iter().map(|name| find(name)).collect()).collect();
    let mut sentences: HashMap<String, String> = HashMap::new();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        let line = record.position().map_or(0, csv::Position::line);
        let cell = |at: Option<usize>| unguard(at.and_then(|at| record.get(at)).unwrap_or_default());
        let (name, place) = (&record[table], cell(place));
        if name == SENTENCE {
            sentences.insert(place.to_owned(), cell(text).to_owned());
            continue;
        }
        let layout = layout_of(name)
            .ok_or_else(|| format!("line {line}: there is no table {name:?}; take the line out"))?;
        let standing = Standing::of_word(cell(verdict)).ok_or_else(|| {
            format!("line {line}: the verdict {:?} is none; it may be empty, wrong or missing", cell(verdict))
        })?;
        let cells = places[layout.order].iter().map(|at| cell(*at).to_owned()).collect();
        rows.push((standing, place.to_owned(), Row { layout, cells, span: None }));
    }
    // Lines may have been sorted, so sentences are looked up when all are known.
    let rows = rows.into_iter().map(|(standing, place, mut row)| {
        if !place.is_empty() {
            row.set(SENTENCE, sentences.get(&place).map_or("", String::as_str));
        }
        (standing, row)
    });
    Ok(Approved { rows: rows.collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_sorted_in_a_spreadsheet_gives_the_same_rows() {
        let csv = "table,place,text,verdict,value\nfigures,s1,5,,5\nfigures,s1,6,wrong,60\nsentence,s1,\"5, then 6\",,\n";
        let approved = read(csv.as_bytes()).expect("these are rows");
        assert_eq!(approved.rows[1].0, Standing::Wrong);
        assert_eq!(approved.rows[1].1.get("sentence"), "5, then 6");
        let again = read(write(&approved).as_slice()).expect("what is written can be read");
        assert_eq!(write(&again), write(&approved));
        assert_eq!(again.rows[0].1.get("sentence"), "5, then 6");
    }

    #[test]
    fn an_unknown_verdict_is_told_with_its_line() {
        let error = read("table,text,verdict\nfigures,5,\nfigures,6,maybe\n".as_bytes()).unwrap_err();
        assert!(error.starts_with("line 3: the verdict \"maybe\""), "{error}");
    }
}
