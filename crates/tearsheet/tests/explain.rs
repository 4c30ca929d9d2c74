//! `explain` tells how each kind of row came about, and says so where there is no such row.

use std::fs;

use tearsheet::explain::explain;
use tearsheet::extract::{Options, extract};

const STORY: &str =
    "Keelson Yards Ltd was founded in 1911. Keelson Yards Ltd lost about $35 million in 2019.";

#[test]
fn a_figure_a_firm_a_place_and_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let article = folder.path().join("a.txt");
    fs::write(&article, STORY).expect("an article");
    let out = folder.path().join("out");
    extract(&Options::new(vec![article], out.clone()), &mut |_, _| ()).expect("a dataset");
    let id_in = |table: &str, holds: &str| {
        let rows = fs::read_to_string(out.join(table)).expect("a table");
        let row = rows.lines().find(|row| row.contains(holds)).expect("a row").to_owned();
        row.split(',').next().expect("an id").to_owned()
    };
    let stages = |id: &str| {
        let told = explain(&out, id, None).expect("a row");
        told.steps.iter().map(|step| step.stage).collect::<Vec<_>>().join(" ")
    };

    let figure = id_in("figures.csv", "$35 million");
    assert_eq!(stages(&figure), "tokens number bound measure concepts time flag firm");
    let told = explain(&out, &figure, None).expect("a row");
    assert_eq!(told.sentence, "Keelson Yards Ltd lost about $35 million in 2019.");
    let firm = told.steps.last().expect("steps");
    assert_eq!((firm.rule.as_str(), firm.evidence.as_str()), ("link.subject", "Keelson Yards Ltd"));
    assert_eq!(firm.start_char, Some(39));

    assert!(stages(&id_in("firms.csv", "Keelson")).starts_with("mention mention founded"));
    assert_eq!(stages("a.txt:68"), stages(&figure), "the character where the figure starts");
    let why = explain(&out, "q0", None).expect_err("no such row").0;
    assert!(why.starts_with("q0: the sources of") && why.contains("ARTICLE_ID:START_CHAR"), "{why}");
}
