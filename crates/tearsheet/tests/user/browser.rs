//! A headless Chromium driven through ChromeDriver, as users drive a browser: keys, clicks, what the page shows.
//! `TEARSHEET_SCREENSHOTS=FOLDER` keeps pictures.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// A browser of its own, ended when it is dropped.
pub(crate) struct Browser {
    driver: Child,
    port: u16,
    session: String,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// A new browser; nothing where ChromeDriver cannot be started.
    pub(crate) fn start() -> Option<Self> {
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

    /// A command of this session.
    pub(crate) fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        self.call(method, &format!("/session/{}{path}", self.session), body)
    }

    /// Opens a page at one of its places.
    pub(crate) fn open(&self, page: &Path, hash: &str) {
        // By way of an empty page, so that the same page with another place is loaded anew.
        self.ask("POST", "/url", &json!({"url": "about:blank"}));
        self.ask("POST", "/url", &json!({"url": format!("file://{}{hash}", page.display())}));
    }

    /// What a script gives back.
    pub(crate) fn run(&self, script: &str) -> Value {
        self.ask("POST", "/execute/sync", &json!({"script": script, "args": []}))
    }

    /// Waits until an expression of JavaScript is true.
    pub(crate) fn until(&self, expression: &str) {
        let deadline = Instant::now() + Duration::from_secs(40);
        while self.run(&format!("return Boolean({expression})")) != true {
            assert!(Instant::now() < deadline, "never true: {expression}");
            std::thread::sleep(Duration::from_millis(25));
        }
    }

    /// Makes the page believe that its reader likes it `light` or `dark`.
    pub(crate) fn prefer(&self, scheme: &str) {
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        let call = json!({"cmd": "Emulation.setEmulatedMedia", "params": {"features": features}});
        self.ask("POST", "/goog/cdp/execute", &call);
    }

    /// Sets the size of what is in sight.
    pub(crate) fn size(&self, width: u32, height: u32) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.ask(
            "POST",
            "/goog/cdp/execute",
            &json!({"cmd": "Emulation.setDeviceMetricsOverride", "params": size}),
        );
    }

    /// Presses a key.
    pub(crate) fn press(&self, key: &str) {
        let actions = [json!({"type": "keyDown", "value": key}), json!({"type": "keyUp", "value": key})];
        self.ask(
            "POST",
            "/actions",
            &json!({"actions": [{"type": "key", "id": "keys", "actions": actions}]}),
        );
    }

    /// Clicks on the middle of the first element that is selected.
    pub(crate) fn click(&self, selector: &str) {
        let found = self.ask("POST", "/element", &json!({"using": "css selector", "value": selector}));
        let id =
            found.as_object().and_then(|it| it.values().next()).and_then(Value::as_str).expect("an element");
        self.ask("POST", &format!("/element/{id}/click"), &json!({}));
    }

    /// No error stands in the console.
    pub(crate) fn no_errors(&self) {
        let log = self.ask("POST", "/se/log", &json!({"type": "browser"}));
        let errors: Vec<&Value> = log
            .as_array()
            .map_or(Vec::new(), |log| log.iter().filter(|line| line["level"] == "SEVERE").collect());
        assert!(errors.is_empty(), "{errors:?}");
    }

    /// Keeps a picture of what is in sight, in the folder that `TEARSHEET_SCREENSHOTS` names.
    pub(crate) fn picture(&self, name: &str) {
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

/// Whether there is a browser; says so where there is none.
pub(crate) fn installed() -> bool {
    let there =
        |name: &str| Command::new(name).arg("--version").output().is_ok_and(|out| out.status.success());
    let both = there("chromedriver") && (there("chromium") || there("google-chrome"));
    if !both {
        eprintln!("skipped: chromium and chromedriver are not installed");
    }
    both
}
