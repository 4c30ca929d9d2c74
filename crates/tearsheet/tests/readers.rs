//! What other tools read in a table whose cells hold whatever a cell can hold.

use std::fs;
use std::process::Command;

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use tearsheet_export::guard::guard;
use tearsheet_export::tables::ProblemRow;
use tearsheet_export::{Encoded, Row as _, Style, csv};
use tearsheet_ingest::Problem;

/// Prints the cells of `t.csv` as one JSON list of rows, read with the tool that is named.
const READ: &str = r#"
import json, sys
tool = sys.argv[1]
if tool == "csv":
    import csv
    csv.field_size_limit(2**30)
    with open("t.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[1:]
elif tool == "pandas":
    import pandas
    rows = pandas.read_csv("t.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig").values.tolist()
elif tool == "polars":
    import polars
    table = polars.read_csv("t.csv", infer_schema=False)
    rows = [[cell or "" for cell in row] for row in table.rows()]
else:
    import duckdb
    query = "select * from read_csv('t.csv', header=true, all_varchar=true, delim=',', quote='\"', escape='\"', max_line_size=10000000, parallel=false)"
    rows = [[cell or "" for cell in row] for row in duckdb.sql(query).fetchall()]
json.dump(rows, sys.stdout)
"#;

fn cells() -> impl Strategy<Value = Vec<[String; 4]>> {
    let cell = prop_oneof![
        "[a-z ]{1,12}",
        "[\"',;|=+@\\t\\\\-]{0,6}",
        "(\"|,|\n|a){0,8}",
        "[^\\x00-\\x08\\x0b-\\x1f]{0,10}",
        Just("NULL".to_owned()),
        Just("NA".to_owned()),
        Just("1e5".to_owned()),
        Just("007".to_owned()),
        Just("\u{feff}x".to_owned()),
        Just("😀 𝔘 e\u{301} \u{202e}".to_owned()),
    ];
    proptest::collection::vec(
        [cell.clone().boxed(), cell.clone().boxed(), cell.clone().boxed(), cell.boxed()],
        300,
    )
}

#[test]
fn other_tools_read_the_cells_that_were_written() {
    let python = std::env::var("TEARSHEET_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let rows = cells().new_tree(&mut TestRunner::deterministic()).expect("rows").current();
    for style in [Style::Plain, Style::Excel] {
        let folder = tempfile::tempdir().expect("a folder");
        let problems: Vec<Problem> = rows
            .iter()
            .map(|[source, record, problem, detail]| Problem {
                source: format!("s{source}"),
                record: record.clone(),
                problem: problem.clone(),
                detail: detail.clone(),
            })
            .collect();
        let table: Vec<ProblemRow<'_>> = problems.iter().map(ProblemRow::from).collect();
        let mut encoded = Encoded::new(style);
        encoded.table(&ProblemRow::SCHEMA, &table);
        let mut bytes = csv::header(&ProblemRow::SCHEMA, style).into_bytes();
        bytes.extend(&encoded.bytes);
        fs::write(folder.path().join("t.csv"), bytes).expect("a file");
        let written: Vec<Vec<String>> = problems
            .iter()
            .map(|it| {
                [&it.source, &it.record, &it.problem, &it.detail].map(|cell| guard(cell).into_owned()).into()
            })
            .collect();
        for tool in ["csv", "pandas", "polars", "duckdb"] {
            let has = Command::new(&python).args(["-c", &format!("import {tool}")]).output();
            if !has.is_ok_and(|output| output.status.success()) {
                eprintln!("skipped: {python} has no {tool}; TEARSHEET_PYTHON may name one that has");
                continue;
            }
            let run = Command::new(&python).args(["-c", READ, tool]).current_dir(folder.path()).output();
            let run = run.expect("a run");
            assert!(run.status.success(), "{tool}: {}", String::from_utf8_lossy(&run.stderr));
            let read: Vec<Vec<String>> = serde_json::from_slice(&run.stdout).expect("rows");
            assert_eq!(read.len(), written.len(), "{tool}");
            for (read, written) in read.iter().zip(&written) {
                assert_eq!(read, written, "{tool}");
            }
        }
    }
}
