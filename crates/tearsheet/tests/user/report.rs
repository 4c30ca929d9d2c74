//! The report in a browser. Skipped, with a message, where none is installed.

use std::path::Path;

use serde_json::json;
use tearsheet::extract::{Options, extract};

use crate::browser::{Browser, installed};

fn page_of(articles: &Path, folder: &Path) -> std::path::PathBuf {
    let dataset = folder.join("dataset");
    let options = Options::new(vec![articles.to_owned()], dataset.clone());
    extract(&options, &mut |_, _| {}).expect("a dataset");
    let page = folder.join("report.html");
    let data = tearsheet::report::load(&dataset, None, 0).expect("the dataset");
    std::fs::write(&page, tearsheet_report::page::html(&data)).expect("a page");
    page
}

#[test]
fn rows_are_found_in_the_text_and_the_text_in_the_rows() {
    if !installed() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let page = page_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus"), folder.path());
    let browser = Browser::start().unwrap();
    browser.open(&page, "#overview");
    assert!(
        browser.run("return document.querySelectorAll('#view-overview svg rect.bar').length").as_u64()
            > Some(5)
    );
    browser.picture("overview.png");

    // An article with rows enough to scroll, which is not the last one.
    let longest =
        "const articles = JSON.parse(document.getElementById('data').textContent).articles.slice(0, -1);
        const rows = articles.map((it) => it.mentions.length + it.figures.length + it.skills.length);
        return rows.indexOf(Math.max(...rows))";
    let article = browser.run(longest).as_u64().unwrap();
    let here = format!("#article/{article}");
    browser.open(&page, &here);
    let rows = "document.querySelectorAll('#rows .row')";
    let count = browser.run(&format!("return {rows}.length")).as_u64().unwrap();
    assert!(count > 10, "{count} rows");
    // A row far down: its mark must come into sight.
    browser.run(&format!("{rows}[{rows}.length - 1].scrollIntoView()"));
    browser.click("#rows .row:last-child");
    let in_sight = "const box = document.getElementById('text').getBoundingClientRect();
        const mark = document.querySelector('#text mark.picked').getBoundingClientRect();
        return mark.top >= box.top && mark.bottom <= box.bottom;";
    assert_eq!(browser.run(in_sight), true);
    browser.picture("article.png");

    browser.run("document.querySelector('#text mark').scrollIntoView()");
    browser.click("#text mark");
    let same = "return document.querySelector('#text mark.picked').dataset.row
        === document.querySelector('#rows [aria-selected=true]').dataset.row";
    assert_eq!(browser.run(same), true);

    // Keys: the next row, the next article.
    let selected = "return Number(document.querySelector('#rows [aria-selected=true]').dataset.row)";
    let before = browser.run(selected).as_u64().unwrap();
    browser.press("j");
    assert_eq!(browser.run(selected).as_u64(), Some(before + 1));
    browser.press("n");
    assert_eq!(browser.run("return location.hash"), format!("#article/{}", article + 1));

    // Filters hide rows and marks alike.
    browser.open(&page, &here);
    browser.click("#show-mentions");
    let left = browser.run(&format!("return {rows}.length")).as_u64().unwrap();
    assert!(left < count, "{left} of {count} rows are left");
    assert_eq!(browser.run("return document.querySelectorAll('#text mark.mentions').length"), 0);

    browser.open(&page, "#firm/0");
    assert!(browser.run("return document.querySelectorAll('#sheet li a').length").as_u64() > Some(0));
    browser.picture("firm.png");

    // A telephone is 360 pixels wide: nothing may stick out.
    browser.ask("POST", "/window/rect", &json!({"width": 360, "height": 740}));
    for view in ["#overview", &here, "#firm/0"] {
        browser.open(&page, view);
        let wide = browser.run("return document.documentElement.scrollWidth - window.innerWidth").as_i64();
        assert!(wide <= Some(0), "{view} is {wide:?} pixels too wide");
    }
    browser.picture("narrow.png");
    browser.no_errors();
}

#[test]
fn a_hostile_article_stays_text() {
    if !installed() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let articles = folder.path().join("articles");
    std::fs::create_dir(&articles).unwrap();
    let text = "<script>window.broken = 1</script> Acme Corp. & \"onload=\" </style></script><img src=x onerror=\"window.broken=1\"> \u{202e}paid $5 million to Umbra Ltd.";
    let line = json!({"id": "</script><script>window.broken=1</script>", "title": text, "text": text});
    std::fs::write(articles.join("a.jsonl"), line.to_string()).unwrap();
    let page = page_of(&articles, folder.path());
    let browser = Browser::start().unwrap();
    for view in ["#overview", "#article/0", "#firm/0"] {
        browser.open(&page, view);
        assert_eq!(browser.run("return window.broken === undefined"), true);
        assert_eq!(browser.run("return document.querySelectorAll('img').length"), 0);
    }
    browser.open(&page, "#article/0");
    assert_eq!(browser.run("return document.querySelectorAll('#text .control').length"), 1);
    browser.no_errors();
}
