//! The forms of the tables, read back by the libraries of their formats.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

use tearsheet_export::dataset::Configuration;
use tearsheet_export::table::Row as _;
use tearsheet_export::tables::{ArticleRow, FigureRow};
use tearsheet_export::{DatasetWriter, Encoded, Metadata, Style};

/// Values of figures, each with what a form with types makes of it: a number, or text.
const VALUES: [(&str, Option<f64>); 6] = [
    ("42", Some(42.0)),
    ("5.3", Some(5.3)),
    ("-0.25", Some(-0.25)),
    ("", None),
    ("2021-11-05", None),
    ("12345678901234567890123456", None),
];
const TITLE: &str = "=1+1 & <b>\u{1f6a2}</b>";

/// A dataset of one article with these figures, in all forms.
fn dataset(folder: &Path, forms: &[&str]) {
    let forms: Vec<String> = forms.iter().map(|&form| form.to_owned()).collect();
    let mut writer = DatasetWriter::create(folder, Style::Plain).expect("a folder").with_forms(&forms);
    let mut encoded = Encoded::default();
    let articles = [("a", "2021-11-05"), ("b", "2021-11"), ("c", "")].map(|(id, published)| ArticleRow {
        article_id: id.into(),
        title: TITLE.into(),
        published: published.into(),
        words: 7,
        ..ArticleRow::default()
    });
    encoded.table(&ArticleRow::SCHEMA, &articles);
    let figures: Vec<FigureRow<'_>> = (0..)
        .zip(VALUES)
        .map(|(number, (value, _))| FigureRow {
            figure_id: format!("q{number}").into(),
            article_id: "a".into(),
            value: value.into(),
            bound: "=".into(),
            ..FigureRow::default()
        })
        .collect();
    encoded.table(&FigureRow::SCHEMA, &figures);
    writer.write(&encoded).expect("rows");
    let metadata = Metadata {
        generator: "test".to_owned(),
        configuration: Configuration::default(),
        lexicons: Vec::new(),
        inputs: Vec::new(),
    };
    writer.finish(&metadata).expect("a dataset");
}

#[test]
fn no_form_of_that_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let error = tearsheet_export::form::write("xml", folder.path(), &[]).expect_err("no such form");
    assert!(error.to_string().contains("jsonl"), "{error}");
}

#[test]
#[cfg(feature = "parquet")]
fn parquet_holds_exact_decimals_and_dates_with_the_rest_as_text() {
    use parquet::file::reader::{FileReader as _, SerializedFileReader};
    use parquet::record::{Field, Row};

    let folder = tempfile::tempdir().expect("a folder");
    dataset(folder.path(), &["parquet"]);
    let open = |name: &str| -> Vec<Row> {
        let file = File::open(folder.path().join(name)).expect("a file");
        let reader = SerializedFileReader::new(file).expect("Parquet");
        reader.get_row_iter(None).expect("rows").map(|row| row.expect("a row")).collect()
    };
    let field = |row: &Row, name: &str| {
        row.get_column_iter()
            .find(|(column, _)| *column == name)
            .map(|(_, field)| field.clone())
            .expect("a column")
    };
    let text = |text: &str| if text.is_empty() { Field::Null } else { Field::Str(text.to_owned()) };

    let figures = open("figures.parquet");
    assert_eq!(figures.len(), VALUES.len());
    for (row, (cell, number)) in figures.iter().zip(VALUES) {
        let (value, beside) = (field(row, "value"), field(row, "value_text"));
        match number {
            Some(_) => {
                let Field::Decimal(decimal) = value else { panic!("{cell}: {value}") };
                assert_eq!(decimal.scale(), 15);
                let unscaled = i128::from_be_bytes(decimal.data().try_into().expect("sixteen bytes"));
                let (whole, part) = (unscaled / 10i128.pow(15), (unscaled % 10i128.pow(15)).abs());
                let sign = if unscaled < 0 && whole == 0 { "-" } else { "" };
                let shown = format!("{sign}{whole}.{part:015}");
                assert_eq!(shown.trim_end_matches('0').trim_end_matches('.'), cell);
                assert_eq!(beside, Field::Null, "{cell}");
            }
            None => assert_eq!((value, beside), (Field::Null, text(cell))),
        }
    }
    let articles = open("articles.parquet");
    let dates: Vec<_> =
        articles.iter().map(|row| (field(row, "published"), field(row, "published_text"))).collect();
    assert_eq!(
        dates,
        [(Field::Date(18_936), Field::Null), (Field::Null, text("2021-11")), (Field::Null, Field::Null)]
    );
    assert_eq!(field(&articles[0], "title"), text(TITLE));
    assert_eq!(field(&articles[0], "words"), Field::Long(7));
    assert_eq!(open("firms.parquet").len(), 0);
}

#[test]
#[cfg(feature = "sqlite")]
fn sqlite_joins_its_tables_and_rounds_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    dataset(folder.path(), &["sqlite"]);
    let database = rusqlite::Connection::open(folder.path().join("dataset.sqlite")).expect("a database");
    let query = "SELECT value, value_text, title, published, published_text
        FROM figures JOIN articles USING (article_id) ORDER BY figure_id";
    let mut statement = database.prepare(query).expect("a query");
    let mut rows = statement.query([]).expect("rows");
    for (cell, number) in VALUES {
        let row = rows.next().expect("no error").expect("a row");
        assert_eq!(row.get::<_, Option<f64>>(0), Ok(number), "{cell}");
        let beside = number.is_none().then_some(cell).filter(|cell| !cell.is_empty());
        assert_eq!(row.get::<_, Option<String>>(1).expect("text").as_deref(), beside);
        assert_eq!(row.get::<_, String>(2).as_deref(), Ok(TITLE));
        assert_eq!(row.get::<_, String>(3).as_deref(), Ok("2021-11-05"));
        assert_eq!(row.get::<_, Option<String>>(4), Ok(None));
    }
    assert!(rows.next().expect("no error").is_none());
    let broken = database.prepare("PRAGMA foreign_key_check").and_then(|mut check| check.exists([]));
    assert_eq!(broken, Ok(false));
}

#[test]
#[cfg(feature = "xlsx")]
fn a_workbook_has_a_sheet_a_table_and_runs_no_formula() {
    let folder = tempfile::tempdir().expect("a folder");
    dataset(folder.path(), &["xlsx"]);
    let file = File::open(folder.path().join("dataset.xlsx")).expect("a file");
    let mut archive = zip::ZipArchive::new(file).expect("a workbook");
    let mut part = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).expect("a part").read_to_string(&mut text).expect("UTF-8");
        text
    };
    let workbook = part("xl/workbook.xml");
    for schema in tearsheet_export::tables::ALL {
        assert!(workbook.contains(&format!("name=\"{}\"", schema.name)), "{}: {workbook}", schema.name);
    }
    let figures = part("xl/worksheets/sheet5.xml");
    for (cell, number) in VALUES.iter().filter(|(cell, _)| !cell.is_empty()) {
        let written = match number {
            Some(_) => format!("<v>{cell}</v>"),
            None => format!("<t>{cell}</t>"),
        };
        assert!(figures.contains(&written), "{written} is not in {figures}");
    }
    let articles = part("xl/worksheets/sheet1.xml");
    assert!(articles.contains("<t>=1+1 &amp; &lt;b&gt;\u{1f6a2}&lt;/b&gt;</t>"), "{articles}");
    assert!(!articles.contains("<f>"), "{articles}");
}

#[test]
fn no_form_holds_the_time_of_its_making() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = ["one", "two"].map(|name| {
        let folder = folder.path().join(name);
        fs::create_dir(&folder).expect("a folder");
        dataset(&folder, tearsheet_export::form::ALL);
        // Zip archives count in steps of two seconds.
        std::thread::sleep(std::time::Duration::from_millis(2100));
        let mut files: Vec<_> = fs::read_dir(&folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
            .map(|path| (path.file_name().expect("a name").to_owned(), fs::read(&path).expect("a file")))
            .collect();
        files.sort();
        files
    });
    let names: Vec<_> = made[0].iter().map(|(name, _)| name.to_string_lossy().into_owned()).collect();
    for form in tearsheet_export::form::ALL {
        assert!(names.iter().any(|name| name.ends_with(form)), "{form}: {names:?}");
    }
    assert!(made[0] == made[1], "the same rows give the same bytes: {names:?}");
}
