//! A page of changes: to be judged, with a button that saves the filled table, or only to be looked at.

use serde_json::{Value, json};

use crate::chart::escape;
use crate::page::{hash, in_script};

const STYLE: &str = include_str!("assets/changes.css");
const SCRIPT: &str = include_str!("assets/changes.js");

/// A change as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// The article.
    pub article: String,
    /// The table.
    pub table: String,
    /// What a reader calls the row.
    pub text: String,
    /// Sentence that it stands in.
    pub sentence: String,
    /// What it is grouped under.
    pub cause: String,
    /// Its lines in the table, in the order of the table's columns.
    pub lines: Vec<Vec<String>>,
}

/// A page on which each line gets a verdict; it saves them as `review.csv` with these columns, of which the first two
/// are `verdict` and `correct`, and others `change`, `column`, `old`, `new`.
pub fn review(title: &str, changes: &[Change], columns: &[&str]) -> String {
    page(title, changes, columns, true)
}

/// A page that shows changes, whose lines have the columns `change`, `column`, `old`, `new` among these.
pub fn difference(title: &str, changes: &[Change], columns: &[&str]) -> String {
    page(title, changes, columns, false)
}

fn page(title: &str, changes: &[Change], columns: &[&str], judged: bool) -> String {
    let changes: Vec<Value> = changes
        .iter()
        .map(|it| {
            json!({"article": it.article, "table": it.table, "text": it.text, "sentence": it.sentence,
                "cause": it.cause, "lines": it.lines})
        })
        .collect();
    let data = in_script(&json!({"columns": columns, "changes": changes, "judged": judged}));
    let help = if judged {
        "<p class=\"keys\"><kbd>j</kbd> <kbd>k</kbd> next, previous; <kbd>a</kbd> accept; <kbd>r</kbd> reject; \
         <kbd>s</kbd> skip; <kbd>A</kbd> accept all with this cause; <kbd>c</kbd> correct the cell. Save, then run \
         <code>tearsheet approve --from review.csv</code>.</p>\n<p class=\"bar\"><button id=\"save\">Save \
         review.csv</button> <output id=\"count\"></output></p>"
    } else {
        ""
    };
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'sha256-{}'; \
         style-src 'sha256-{}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>tearsheet: changes</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{}</h1>\n{help}\n</header>\n<main id=\"changes\"></main>\n\
         <script type=\"application/json\" id=\"data\">{data}</script>\n<script>{SCRIPT}</script>\n</body>\n</html>\n",
        hash(SCRIPT),
        hash(STYLE),
        escape(title),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_articles_cannot_become_markup() {
        let hostile = "</script><script>alert(1)</script><img src=x onerror=alert(1)>";
        let change = Change {
            article: hostile.to_owned(),
            text: hostile.to_owned(),
            sentence: hostile.to_owned(),
            cause: hostile.to_owned(),
            lines: vec![vec![hostile.to_owned()]],
            ..Change::default()
        };
        let page = review(hostile, &[change], &["verdict"]);
        assert_eq!(page.matches("<script").count(), 2);
        assert!(!page.contains("<img"));
    }
}
