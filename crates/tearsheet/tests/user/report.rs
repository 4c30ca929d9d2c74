//! The report in a browser. Skipped, with a message, where there is none.

use std::path::{Path, PathBuf};

use serde_json::json;
use tearsheet::extract::{Options, extract};
use tearsheet::firms::Pages;
use tearsheet_report::{Packing, page};

use crate::browser::{Browser, installed};

/// A page of the articles in `inputs`.
fn page_of(inputs: &Path, folder: &Path, packing: Packing) -> PathBuf {
    let dataset = folder.join("dataset");
    let options = Options::new(vec![inputs.to_owned()], dataset.clone());
    extract(&options, &mut |_, _| {}).expect("a dataset");
    let data = tearsheet::report::load(&dataset, None, &Pages::default(), 0).expect("the dataset");
    let page = folder.join("report.html");
    std::fs::write(&page, page::html(&data, packing)).expect("a page");
    page
}

/// Opens the page at one of its places and waits until it is there.
fn look(browser: &Browser, page: &Path, place: &str) {
    browser.open(page, place);
    browser.until("document.documentElement.dataset.ready !== undefined");
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus")
}

const ROWS: &str = "document.querySelectorAll('#rows .row')";
const PICKED: &str = "document.querySelector('#rows [aria-selected=true]')";

/// Opens the article with the most rows, and gives their number.
fn open_longest(browser: &Browser, page: &Path) -> u64 {
    look(browser, page, "#articles");
    let longest = "const rows = [...document.querySelectorAll('#article-list .item small')].map((it) => parseInt(it.textContent));
        return rows.indexOf(Math.max(...rows))";
    let index = browser.run(longest).as_u64().expect("an article");
    look(browser, page, &format!("#article/{index}"));
    let count = browser.run(&format!("return {ROWS}.length")).as_u64().expect("a number of rows");
    assert!(count > 30, "{count} rows");
    count
}

#[test]
fn rows_are_found_in_the_text_and_the_text_in_the_rows() {
    if !installed() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let page = page_of(&corpus(), folder.path(), Packing::Small);
    let browser = Browser::start().unwrap();
    open_longest(&browser, &page);
    // A row far down: its mark must come into sight.
    browser.run(&format!("{ROWS}[{ROWS}.length - 1].scrollIntoView()"));
    browser.click("#rows .row:last-child");
    let in_sight = "const box = document.getElementById('text').getBoundingClientRect();
        const mark = document.querySelector('#text mark.picked').getBoundingClientRect();
        return mark.top >= box.top && mark.bottom <= box.bottom && mark.bottom <= innerHeight;";
    assert_eq!(browser.run(in_sight), true);
    let said = "return document.querySelector('#rows [aria-selected=true] .what').textContent.includes(
        document.querySelector('#text mark.picked').textContent.replace(/\\s+/g, ' '))";
    assert_eq!(browser.run(said), true);
    browser.picture("article.png");
    // The row tells all of itself: kind, rule, the way to explain it.
    let details = browser.run(&format!("return {PICKED}.querySelector('dl').textContent"));
    for word in ["kind", "rule", "tearsheet explain"] {
        assert!(details.as_str().unwrap().contains(word), "{details}");
    }

    browser.run("document.querySelector('#text mark').scrollIntoView()");
    browser.click("#text mark");
    let same = "return document.querySelector('#text mark.picked').dataset.row
        === document.querySelector('#rows [aria-selected=true]').dataset.row";
    assert_eq!(browser.run(same), true);
    let row_in_sight = "const box = document.getElementById('rows').getBoundingClientRect();
        const row = document.querySelector('#rows [aria-selected=true]').getBoundingClientRect();
        return row.top >= box.top - 1 && row.top < box.bottom;";
    assert_eq!(browser.run(row_in_sight), true);

    // As received: the same row stays picked, in the whole source.
    browser.click("#received");
    assert_eq!(browser.run("return document.querySelectorAll('#text .received').length"), 1);
    assert_eq!(browser.run(same), true);
    browser.no_errors();
}

#[test]
fn filters_hold_for_rows_marks_and_articles() {
    if !installed() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let page = page_of(&corpus(), folder.path(), Packing::Small);
    let browser = Browser::start().unwrap();
    let all = open_longest(&browser, &page);
    let rows = || browser.run(&format!("return {ROWS}.length")).as_u64().unwrap();
    browser.click("#show-mentions");
    assert!(rows() < all);
    assert_eq!(browser.run("return document.querySelectorAll('#text mark.mentions').length"), 0);
    browser.press("x");
    assert_eq!(rows(), all);
    for filter in ["kind", "rule", "firm"] {
        // The choice that the first row has.
        let choose = format!(
            "const first = document.querySelector('#rows .row'), select = document.getElementById('{filter}');
             const has = {{
                 kind: () => first.querySelector('.more').textContent.split(' · ')[1],
                 rule: () => first.querySelector('.rule').textContent.split(' · ')[0].replace(/:\\d+$/, ''),
                 firm: () => [...select.options].find((it) => it.text.startsWith(document.querySelector('#rows .mentions .what').textContent + ' ')).value,
             }};
             select.value = has['{filter}'](); select.dispatchEvent(new Event('change')); return select.value"
        );
        assert_ne!(browser.run(&choose), "", "{filter}");
        let left = rows();
        assert!(left > 0 && left < all, "{filter}: {left} of {all}");
        let marks = browser.run(
            "return new Set([...document.querySelectorAll('#text mark')].map((it) => it.dataset.row)).size",
        );
        assert!(marks.as_u64().unwrap() <= left, "{filter}: {marks} marks for {left} rows");
        browser.press("x");
    }
    // Flags: each article that is left has such rows, and each row the flag.
    browser.run("const flag = document.getElementById('flag'); flag.value = '*'; flag.dispatchEvent(new Event('change'))");
    let counts = "return [...document.querySelectorAll('#article-list .item small')].map((it) => parseInt(it.textContent))";
    let counts = browser.run(counts);
    assert!(counts.as_array().unwrap().iter().all(|count| count.as_u64() > Some(0)), "{counts}");
    browser.press("n");
    browser.until("document.querySelectorAll('#rows .row').length > 0");
    let flagged = format!("return {ROWS}.length === document.querySelectorAll('#rows .row .flag').length");
    assert_eq!(browser.run(&flagged), true);
    browser.no_errors();
}

#[test]
fn everything_is_reached_by_keys() {
    if !installed() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let page = page_of(&corpus(), folder.path(), Packing::Small);
    let browser = Browser::start().unwrap();
    look(&browser, &page, "#overview");
    browser.press("2");
    browser.until("!document.getElementById('view-articles').hidden");
    browser.press("j");
    browser.press("j");
    assert_eq!(browser.run(&format!("return {PICKED}.dataset.row")), "1");
    browser.press("k");
    assert_eq!(browser.run(&format!("return {PICKED}.dataset.row")), "0");
    browser.press("n");
    browser.until("location.hash === '#article/1'");
    browser.press("p");
    browser.until("location.hash === '#article/0'");
    browser.press("s");
    assert_eq!(browser.run("return document.querySelectorAll('#text .received').length"), 1);
    browser.press("/");
    browser.until("document.activeElement.id === 'search'");
    browser.press("\u{e00c}");
    browser.press("3");
    browser.until("!document.getElementById('view-firms').hidden");
    browser.press("n");
    browser.until("location.hash === '#firm/1'");
    // Lists: arrows and the return key.
    browser.run("document.getElementById('firm-list').focus()");
    browser.press("\u{e015}");
    browser.press("\u{e007}");
    browser.until("location.hash === '#firm/2'");
    // With the tabulator every control of the reader is met, and its focus can be seen.
    look(&browser, &page, "#articles");
    let met = "const met = new Set(); window.met = met;
        addEventListener('focusin', (event) => met.add(event.target.id || event.target.tagName));";
    browser.run(met);
    for _ in 0..22 {
        browser.press("\u{e004}");
    }
    let met = browser.run("return [...window.met]");
    for id in [
        "show-mentions",
        "kind",
        "flag",
        "firm",
        "rule",
        "received",
        "search",
        "article-list",
        "text",
        "rows",
    ] {
        assert!(met.as_array().unwrap().contains(&json!(id)), "{id} in {met}");
    }
    browser.no_errors();
}

/// Text whose contrast with what lies below is less than 4.5, as the browser paints it.
const FAINT: &str = r"
    const parse = (text) => text.match(/[\d.]+/g).map(Number);
    const light = (rgb) => { const [r, g, b] = rgb.map((v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
    const below = (element) => { for (let at = element; at; at = at.parentElement) {
        const colour = parse(getComputedStyle(at).backgroundColor); if (colour.length === 3 || colour[3] > 0) return colour.slice(0, 3); }
        return [255, 255, 255]; };
    const faint = [];
    let seen = 0;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim() || !element.checkVisibility() || /^(SCRIPT|STYLE|NOSCRIPT|title|desc|OPTION)$/.test(element.tagName)
            || element.closest('title, desc') || /halo|on-mark/.test(element.getAttribute('class'))) continue;
        const style = getComputedStyle(element), isDrawn = element instanceof SVGElement;
        const above = light(parse(isDrawn ? style.fill : style.color).slice(0, 3)), under = light(below(isDrawn ? element.closest('figure') : element));
        const contrast = (Math.max(above, under) + 0.05) / (Math.min(above, under) + 0.05);
        seen += 1;
        if (contrast < 4.5) faint.push(contrast.toFixed(2) + ' ' + element.tagName + '.' + element.getAttribute('class') + ' ' + walker.currentNode.data.trim().slice(0, 30));
    }
    return [seen, faint];";

#[test]
fn all_text_can_be_read_in_light_and_dark_and_on_a_telephone() {
    if !installed() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let page = page_of(&corpus(), folder.path(), Packing::Small);
    let browser = Browser::start().unwrap();
    let views = ["#overview", "#article/4/10", "#firm/0", "#firm/4"];
    for scheme in ["light", "dark"] {
        browser.prefer(scheme);
        for view in views {
            look(&browser, &page, view);
            let found = browser.run(FAINT);
            assert!(found[0].as_u64() > Some(30), "{view}: only {} texts", found[0]);
            assert_eq!(found[1], json!([]), "{view} in {scheme}");
            browser.picture(&format!("{scheme}-{}.png", view.replace(['#', '/'], "-")));
        }
    }
    // A telephone is 360 pixels wide: nothing may stick out.
    browser.size(360, 740);
    for view in views {
        look(&browser, &page, view);
        let wide = browser.run("return document.documentElement.scrollWidth - window.innerWidth").as_i64();
        assert!(wide <= Some(0), "{view} is {wide:?} pixels too wide");
        browser.picture(&format!("narrow-{}.png", view.replace(['#', '/'], "-")));
    }
    browser.no_errors();
}

#[test]
fn the_overview_leads_to_flagged_rows_and_charts_say_what_they_show() {
    if !installed() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let page = page_of(&corpus(), folder.path(), Packing::Small);
    let browser = Browser::start().unwrap();
    look(&browser, &page, "#overview");
    let charts = "return [...document.querySelectorAll('#view-overview svg')].map((svg) => [
        svg.getAttribute('role'), svg.querySelector('title').textContent, svg.querySelector('desc').textContent.length])";
    let charts = browser.run(charts);
    assert!(charts.as_array().unwrap().len() > 8, "{charts}");
    for chart in charts.as_array().unwrap() {
        assert_eq!(chart[0], "img");
        assert!(chart[1] != "" && chart[2].as_u64() > Some(20), "{chart}");
    }
    browser.click("#flags li:last-child button");
    browser.click("#flagged .item");
    browser.until("document.querySelector('#rows [aria-selected=true] .flag') !== null");
    // A tear sheet: facts with their sentences, figures, mentions; a link leads into the text.
    look(&browser, &page, "#firm/0");
    assert!(
        browser.run("return document.querySelectorAll('#sheet .evidence mark').length").as_u64() > Some(3)
    );
    browser.click("#sheet .evidence a");
    browser.until("document.querySelector('#text mark.picked') !== null");
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
    let text = "<script>window.broken = 1</script> Acme Corp. & \"onload=\" </style></script><img src=x onerror=\"window.broken=1\"> \u{202e}paid $5 million to Umbra Ltd. Acme Corp. employed 40 people in 2019 and employed 60 people in 2021.";
    let line = json!({"id": "</script><script>window.broken=1</script>", "title": text, "text": text});
    std::fs::write(articles.join("a.jsonl"), line.to_string()).unwrap();
    let page = page_of(&articles, folder.path(), Packing::Plain);
    let browser = Browser::start().unwrap();
    for view in ["#overview", "#article/0", "#firm/0"] {
        look(&browser, &page, view);
        assert_eq!(browser.run("return window.broken === undefined"), true);
        assert_eq!(browser.run("return document.querySelectorAll('img').length"), 0);
    }
    look(&browser, &page, "#article/0");
    assert!(browser.run("return document.querySelectorAll('#text .control').length").as_u64() > Some(0));
    browser.no_errors();
}

/// Articles enough to see whether the page stays quick; their texts are not part of the project.
fn thousand(folder: &Path) -> Option<PathBuf> {
    let sets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/bench/firms/data");
    let mut lines = Vec::new();
    for set in ["worldwide.dev", "finer.dev", "dfki.dev"] {
        let text = std::fs::read_to_string(sets.join(format!("{set}.articles.jsonl"))).ok()?;
        lines.extend(text.lines().map(str::to_owned));
    }
    lines.truncate(1000);
    let file = folder.join("thousand.jsonl");
    std::fs::write(&file, lines.join("\n")).ok()?;
    Some(file)
}

#[test]
fn a_thousand_articles_stay_quick() {
    if !installed() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let Some(articles) = thousand(folder.path()) else {
        eprintln!("skipped: ../shared/bench, of which a thousand articles are made, is missing");
        return;
    };
    let page = page_of(&articles, folder.path(), Packing::Small);
    let size = std::fs::metadata(&page).unwrap().len();
    let browser = Browser::start().unwrap();
    look(&browser, &page, "#article/500");
    browser.until(&format!("{ROWS}.length > 0"));
    let ready = browser.run("return Number(document.documentElement.dataset.ready)").as_u64().unwrap();
    browser.picture("thousand-article.png");
    // What a step costs: the next article, a filter over all, a search through all texts.
    let took = |act: &str| {
        let script = format!(
            "const from = performance.now(); {act}; document.body.offsetHeight; return performance.now() - from"
        );
        browser.run(&script).as_f64().unwrap()
    };
    let next = took(
        "dispatchEvent(new KeyboardEvent('keydown', { key: 'n' })); dispatchEvent(new Event('hashchange'))",
    );
    let filter = took(
        "const it = document.getElementById('flag'); it.value = '*'; it.dispatchEvent(new Event('change'))",
    );
    // Of a list only what is in sight exists.
    look(&browser, &page, "#articles");
    let items =
        browser.run("return document.querySelectorAll('#article-list .item').length").as_u64().unwrap();
    assert!((3..60).contains(&items), "{items} items of the list exist");
    look(&browser, &page, "#overview");
    browser.picture("thousand-overview.png");
    eprintln!(
        "1000 articles: {size} bytes; first article after {ready} ms; next {next:.0} ms; filter {filter:.0} ms"
    );
    // Bounds for a machine under heavy load; in quiet it takes a tenth.
    assert!(size < 6_000_000, "{size} bytes");
    assert!(ready < 15_000, "{ready} ms until the first article");
    assert!(next < 3000.0 && filter < 3000.0, "next {next} ms, filter {filter} ms");
    browser.no_errors();
}
