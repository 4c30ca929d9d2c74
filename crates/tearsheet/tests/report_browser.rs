//! The report in a browser: headless Chromium driven through ChromeDriver. Skipped, with a message, where neither is
//! installed. `TEARSHEET_SCREENSHOTS=FOLDER` keeps pictures of the views.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tearsheet::extract::{Options, extract};

struct Browser {
    driver: Child,
    port: u16,
    session: String,
    _profile: tempfile::TempDir,
}

impl Browser {
    fn start() -> Option<Self> {
        let port = TcpListener::bind("127.0.0.1:0").ok()?.local_addr().ok()?.port();
        let driver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let profile = tempfile::tempdir().ok()?;
        let mut browser = Self { driver, port, session: String::new(), _profile: profile };
        let deadline = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < deadline, "chromedriver does not answer");
            std::thread::sleep(Duration::from_millis(50));
        }
        let profile = format!("--user-data-dir={}", browser._profile.path().display());
        let args = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--window-size=1280,900",
            &profile,
        ];
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": {"args": args},
            "goog:loggingPrefs": {"browser": "ALL"},
        }}});
        let session = browser.call("POST", "/session", &wanted);
        browser.session = session["sessionId"].as_str().expect("a session").to_owned();
        Some(browser)
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("chromedriver");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a time limit");
        let body = if method == "GET" { String::new() } else { body.to_string() };
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )
        .expect("chromedriver listens");
        let mut reader = BufReader::new(stream);
        let mut length = 0;
        let mut line = String::new();
        while reader.read_line(&mut line).expect("a header") > 2 {
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().expect("a length");
            }
            line.clear();
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).expect("an answer");
        let body = String::from_utf8_lossy(&body);
        let body: Value = serde_json::from_str(&body).unwrap_or_else(|error| panic!("{error}: {body}"));
        assert!(body["value"]["error"].is_null(), "{method} {path}: {}", body["value"]);
        body["value"].clone()
    }

    fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        self.call(method, &format!("/session/{}{path}", self.session), body)
    }

    fn open(&self, page: &Path, hash: &str) {
        self.ask("POST", "/url", &json!({"url": format!("file://{}{hash}", page.display())}));
    }

    fn run(&self, script: &str) -> Value {
        self.ask("POST", "/execute/sync", &json!({"script": script, "args": []}))
    }

    fn press(&self, key: &str) {
        let actions = [json!({"type": "keyDown", "value": key}), json!({"type": "keyUp", "value": key})];
        self.ask(
            "POST",
            "/actions",
            &json!({"actions": [{"type": "key", "id": "keys", "actions": actions}]}),
        );
    }

    fn click(&self, selector: &str) {
        let found = self.ask("POST", "/element", &json!({"using": "css selector", "value": selector}));
        let id =
            found.as_object().and_then(|it| it.values().next()).and_then(Value::as_str).expect("an element");
        self.ask("POST", &format!("/element/{id}/click"), &json!({}));
    }

    fn no_errors(&self) {
        let log = self.ask("POST", "/se/log", &json!({"type": "browser"}));
        let errors: Vec<&Value> = log
            .as_array()
            .map_or(Vec::new(), |log| log.iter().filter(|line| line["level"] == "SEVERE").collect());
        assert!(errors.is_empty(), "{errors:?}");
    }

    fn picture(&self, name: &str) {
        if let Some(folder) = std::env::var_os("TEARSHEET_SCREENSHOTS") {
            use base64::Engine as _;
            let image = self.ask("GET", "/screenshot", &Value::Null);
            let image = base64::engine::general_purpose::STANDARD.decode(image.as_str().unwrap_or_default());
            std::fs::write(Path::new(&folder).join(name), image.expect("a picture"))
                .expect("the folder exists");
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() {
            self.ask("DELETE", "", &json!({}));
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn installed() -> bool {
    let there =
        |name: &str| Command::new(name).arg("--version").output().is_ok_and(|out| out.status.success());
    let both = there("chromedriver") && (there("chromium") || there("google-chrome"));
    if !both {
        eprintln!("skipped: chromium and chromedriver are not installed");
    }
    both
}

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
