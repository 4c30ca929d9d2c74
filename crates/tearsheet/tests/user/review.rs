//! The page of a review in a browser: keys, buttons, and the table that it saves.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::browser::{Browser, installed};

/// Opens `page`, acts on it, and saves its table into `folder`; nothing where no browser is installed.
pub(crate) fn fill(page: &Path, folder: &Path, act: impl Fn(&Browser)) -> Option<String> {
    if !installed() {
        return None;
    }
    let browser = Browser::start()?;
    browser.ask(
        "POST",
        "/goog/cdp/execute",
        &json!({"cmd": "Browser.setDownloadBehavior",
            "params": {"behavior": "allow", "downloadPath": folder.to_str()}}),
    );
    browser.open(page, "");
    act(&browser);
    browser.click("#save");
    let saved = folder.join("review.csv");
    let deadline = Instant::now() + Duration::from_secs(20);
    while !saved.exists() {
        assert!(Instant::now() < deadline, "review.csv is not saved");
        std::thread::sleep(Duration::from_millis(50));
    }
    browser.no_errors();
    Some(std::fs::read_to_string(saved).expect("the table"))
}

#[test]
fn a_hostile_change_stays_text_and_keys_fill_the_table() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "</script><script>window.broken = 1</script><img src=x onerror=\"window.broken=1\"> \u{202e}5";
    let line = |column: &str| {
        ["", "", "figures", text, "changed", column, "=1+1", "50, \"fifty\"", text, text, "a.txt", "change-1"]
            .map(str::to_owned)
            .to_vec()
    };
    let change = tearsheet_report::changes::Change {
        article: "a.txt".to_owned(),
        table: "figures".to_owned(),
        text: text.to_owned(),
        sentence: format!("Before {text} after"),
        cause: text.to_owned(),
        lines: vec![line("value"), line("unit"), line("bound")],
    };
    let columns = tearsheet::approval::sheet::COLUMNS;
    let page = folder.path().join("review.html");
    std::fs::write(&page, tearsheet_report::changes::review("1 article", &[change], &columns))
        .expect("a page");
    let saved = fill(&page, folder.path(), |browser| {
        assert_eq!(browser.run("return window.broken === undefined"), true);
        assert_eq!(browser.run("return document.querySelectorAll('img').length"), 0);
        assert_eq!(browser.run("return document.querySelectorAll('.sentence mark').length"), 1);
        assert_eq!(browser.run("return document.querySelectorAll('.sentence .control').length"), 1);
        browser.press("a");
        browser.press("r");
        browser.run(
            "const input = document.querySelectorAll('input')[2];
            input.value = '-7';
            input.dispatchEvent(new Event('input'));",
        );
        assert_eq!(browser.run("return document.getElementById('count').textContent"), "3 of 3 judged");
        browser.ask("POST", "/window/rect", &json!({"width": 360, "height": 740}));
        let wide = browser.run("return document.documentElement.scrollWidth - window.innerWidth").as_i64();
        assert!(wide <= Some(0), "the page is {wide:?} pixels too wide");
        browser.picture("review.png");
    });
    let Some(saved) = saved else { return };
    let mut reader = csv::Reader::from_reader(saved.trim_start_matches('\u{feff}').as_bytes());
    assert_eq!(reader.headers().expect("a header"), &columns[..]);
    let rows: Vec<csv::StringRecord> = reader.records().map(|it| it.expect("a line")).collect();
    assert_eq!(rows.iter().map(|row| &row[0]).collect::<Vec<_>>(), ["accept", "reject", "correct"]);
    assert_eq!(&rows[2][1], "'-7");
    assert_eq!((&rows[0][3], &rows[0][6], &rows[0][7]), (text, "'=1+1", "50, \"fifty\""));
}
