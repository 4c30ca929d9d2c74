//! The forms of a dataset hold the same rows, and other tools read them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tearsheet_export::guard::unguard;

const TABLES: [&str; 9] = [
    "articles",
    "firms",
    "organisations",
    "mentions",
    "figures",
    "skills",
    "unmatched",
    "relations",
    "problems",
];

/// A dataset of the corpus.
fn dataset(folder: &Path, more: &[&str]) -> PathBuf {
    let out = folder.join("out");
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let run = Command::new(env!("CARGO_BIN_EXE_tearsheet"))
        .arg("extract")
        .arg(corpus)
        .arg("--out")
        .arg(&out)
        .args(more)
        .output()
        .expect("a run");
    assert_ne!(run.status.code(), Some(2), "{}", String::from_utf8_lossy(&run.stderr));
    out
}

fn rows(dataset: &Path, table: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_path(dataset.join(format!("{table}.csv"))).expect("a table");
    let header = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    let rows =
        reader.records().map(|row| row.expect("a row").iter().map(|cell| unguard(cell).to_owned()).collect());
    (header, rows.collect())
}

fn verifies(dataset: &Path) -> bool {
    Command::new(env!("CARGO_BIN_EXE_tearsheet"))
        .arg("verify")
        .arg(dataset)
        .output()
        .is_ok_and(|output| output.status.success())
}

#[test]
fn json_lines_hold_the_cells_of_the_csv() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = dataset(folder.path(), &["--format", "csv,jsonl"]);
    for table in TABLES {
        let (header, rows) = rows(&out, table);
        let lines = fs::read_to_string(out.join(format!("{table}.jsonl"))).expect("a table");
        assert_eq!(lines.lines().count(), rows.len(), "{table}");
        for (line, row) in lines.lines().zip(rows) {
            let object: serde_json::Value = serde_json::from_str(line).expect("an object");
            for (name, cell) in header.iter().zip(row) {
                let read = match &object[name] {
                    serde_json::Value::Null => String::new(),
                    serde_json::Value::String(text) => text.clone(),
                    number => number.to_string(),
                };
                assert_eq!(read, cell, "{table}.{name}");
            }
        }
    }
}

#[test]
fn csv_for_excel_has_the_same_rows_with_a_mark_and_crlf() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let plain = dataset(&folder.path().join("plain"), &[]);
    let excel = dataset(&folder.path().join("excel"), &["--excel"]);
    for table in TABLES {
        let bytes = fs::read(excel.join(format!("{table}.csv"))).expect("a table");
        assert!(bytes.starts_with(b"\xef\xbb\xbf") && bytes.ends_with(b"\r\n"), "{table}");
        assert_eq!(rows(&plain, table).1, rows(&excel, table).1, "{table}");
    }
    assert!(verifies(&plain) && verifies(&excel));
}

/// Runs `script` on a dataset made with `more` arguments, if there is a Python that has `packages`: that of
/// `TEARSHEET_PYTHON`, else `python3`.
fn python(packages: &str, more: &[&str], script: &str) {
    let python = std::env::var("TEARSHEET_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has = Command::new(&python).args(["-c", &format!("import {packages}")]).output();
    if !has.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: {python} has no {packages}; TEARSHEET_PYTHON may name one that has");
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = dataset(folder.path(), more);
    let run = Command::new(&python).args(["-c", script]).current_dir(&out).output().expect("a run");
    assert!(
        run.status.success(),
        "{}{}",
        String::from_utf8_lossy(&run.stdout),
        String::from_utf8_lossy(&run.stderr)
    );
}

#[test]
fn the_frictionless_validator_finds_nothing() {
    python(
        "frictionless",
        &[],
        "import frictionless
report = frictionless.validate('datapackage.json')
assert report.valid, report.flatten(['type', 'title', 'note'])",
    );
}

#[test]
fn pandas_and_duckdb_read_every_row_by_default_and_polars_with_all_rows_looked_at() {
    python(
        "pandas, polars, duckdb",
        &[],
        "import json, pandas, polars, duckdb
for resource in json.load(open('datapackage.json'))['resources']:
    path, rows = resource['path'], resource['rows']
    names = [field['name'] for field in resource['schema']['fields']]
    frame = pandas.read_csv(path)
    assert (len(frame), list(frame.columns)) == (rows, names), ('pandas', path)
    # Its default takes the first 100 rows for the types of all, quoted or not; versions such as 10g come later.
    frame = polars.read_csv(path, infer_schema_length=None)
    assert (len(frame), frame.columns) == (rows, names), ('polars', path)
    found = duckdb.sql(f\"select * from read_csv('{path}', header = true)\")
    assert (len(found.fetchall()), found.columns) == (rows, names), ('duckdb', path)",
    );
}

#[test]
#[cfg(feature = "parquet")]
fn pandas_polars_and_duckdb_read_parquet_by_default_with_its_types() {
    python(
        "pandas, polars, duckdb, pyarrow",
        &["--format", "parquet"],
        "import csv, datetime, decimal, json, pandas, polars, duckdb
for resource in json.load(open('datapackage.json'))['resources']:
    name, rows = resource['name'], resource['rows']
    path = name + '.parquet'
    assert len(pandas.read_parquet(path)) == rows, ('pandas', path)
    assert len(polars.read_parquet(path)) == rows, ('polars', path)
    assert len(duckdb.sql(f\"select * from '{path}'\").fetchall()) == rows, ('duckdb', path)
figures = polars.read_parquet('figures.parquet')
assert figures.schema['value'] == polars.Decimal(38, 15), figures.schema
assert polars.read_parquet('articles.parquet').schema['published'] == polars.Date
days = [type(day) for day in pandas.read_parquet('articles.parquet')['published'].dropna()]
assert days and set(days) == {datetime.date}, days
exact = [row['value'] for row in csv.DictReader(open('figures.csv', newline=''))]
for cell, value, text in zip(exact, figures['value'], figures['value_text'], strict=True):
    assert cell == (text or '') if value is None else decimal.Decimal(cell) == value, (cell, value, text)
assert figures['value_text'].drop_nulls().len() > 0, 'dates of figures stand as text'
typed = dict(duckdb.sql(\"select column_name, column_type from (describe select * from 'figures.parquet')\").fetchall())
assert typed['value'] == 'DECIMAL(38,15)' and typed['start_char'] == 'BIGINT', typed",
    );
}

#[test]
#[cfg(feature = "sqlite")]
fn python_joins_the_tables_of_sqlite() {
    python(
        "pandas, sqlite3",
        &["--format", "sqlite"],
        "import json, pandas, sqlite3
database = sqlite3.connect('dataset.sqlite')
for resource in json.load(open('datapackage.json'))['resources']:
    name, rows = resource['name'], resource['rows']
    assert len(pandas.read_sql(f'select * from {name}', database)) == rows, name
assert database.execute('pragma foreign_key_check').fetchall() == []
assert database.execute('pragma integrity_check').fetchall() == [('ok',)]
joined = 'select count(*), typeof(max(value)) from figures join articles using (article_id)'
count, kind = database.execute(joined).fetchone()
assert count > 100 and kind in ('integer', 'real'), (count, kind)",
    );
}

#[test]
#[cfg(feature = "xlsx")]
fn pandas_reads_every_sheet_of_the_workbook() {
    python(
        "pandas, openpyxl",
        &["--format", "xlsx"],
        "import json, pandas
sheets = pandas.read_excel('dataset.xlsx', sheet_name=None)
for resource in json.load(open('datapackage.json'))['resources']:
    sheet = sheets[resource['name']]
    names = [field['name'] for field in resource['schema']['fields']]
    assert (len(sheet), list(sheet.columns)) == (resource['rows'], names), resource['name']
assert sheets['figures']['start_char'].dtype == 'int64'",
    );
}

#[test]
fn all_forms_at_once_are_the_same_at_any_number_of_threads_and_replayed_to_the_byte() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let all = tearsheet_export::form::ALL.join(",");
    let one = dataset(&folder.path().join("one"), &["--format", &all, "--jobs", "1"]);
    let two = dataset(&folder.path().join("two"), &["--format", &all, "--jobs", "2"]);
    let manifest = |out: &Path| fs::read(out.join("manifest.json")).expect("a manifest");
    assert_eq!(manifest(&one), manifest(&two), "the manifest has the hash of every file");
    assert!(verifies(&one));
    let replayed = Command::new(env!("CARGO_BIN_EXE_tearsheet"))
        .arg("replay")
        .arg(one.join("manifest.json"))
        .output()
        .expect("a run");
    let told = String::from_utf8_lossy(&replayed.stdout).into_owned();
    assert_eq!((replayed.status.code(), told.as_str()), (Some(0), ""));
}

#[test]
fn foreign_keys_hold() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = dataset(folder.path(), &[]);
    let column = |table: &str, name: &str| -> Vec<String> {
        let (header, rows) = rows(&out, table);
        let at = header.iter().position(|column| column == name).expect("a column");
        rows.into_iter().map(|row| row[at].clone()).collect()
    };
    let articles = column("articles", "article_id");
    let mut firms = column("firms", "firm_id");
    firms.extend(column("organisations", "firm_id"));
    for table in ["firms", "organisations", "mentions", "figures", "skills", "unmatched", "relations"] {
        for id in column(table, "article_id") {
            assert!(articles.contains(&id), "{table}: no article {id}");
        }
    }
    for (table, name) in [
        ("mentions", "firm_id"),
        ("figures", "firm_id"),
        ("skills", "firm_id"),
        ("relations", "subject_id"),
        ("relations", "object_id"),
    ] {
        for id in column(table, name) {
            assert!(id.is_empty() || firms.contains(&id), "{table}.{name}: no firm {id}");
        }
    }
}
