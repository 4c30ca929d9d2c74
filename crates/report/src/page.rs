//! The page: one HTML file with its style, its script and the data in it, and no way out to a network.

use std::fmt::Write as _;

use base64::Engine as _;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::chart::{Chart, Tone, escape};
use crate::data::Dataset;
use crate::firms::groups;
use crate::overview;
use crate::pack::{Packing, element};

const STYLE: &str =
    concat!(include_str!("assets/report/colours.css"), include_str!("assets/report/report.css"));

/// In the order in which one needs the other.
const SCRIPT: &str = concat!(
    include_str!("assets/report/data.js"),
    include_str!("assets/report/list.js"),
    include_str!("assets/report/articles.js"),
    include_str!("assets/report/overview.js"),
    include_str!("assets/report/sheets.js"),
    include_str!("assets/report/main.js"),
);

/// The whole page.
pub fn html(dataset: &Dataset, packing: Packing) -> String {
    let groups = groups(dataset);
    let charts = figures(&overview::charts(dataset, &groups));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'sha256-{}'; \
         style-src 'sha256-{}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>tearsheet report</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n{}\n{}\n<script>{SCRIPT}</script>\n</body>\n</html>\n",
        hash(SCRIPT),
        hash(STYLE),
        include_str!("assets/report/body.html").replace("<!-- charts -->", &charts),
        element(dataset, &groups, packing),
    )
}

/// The charts under a heading for each thing that they are about.
fn figures(charts: &[Chart]) -> String {
    let mut out = String::new();
    for about in charts.chunk_by(|a, b| a.tone == b.tone) {
        let heading = match about[0].tone {
            Tone::Firm => "Firms and articles",
            Tone::Figure => "Figures",
            Tone::Skill => "Skills",
        };
        let _ = write!(out, "<h2>{heading}</h2>\n<div class=\"charts\">");
        for chart in about {
            let room = match chart.size.0 {
                0..=420 => " class=\"small\"",
                421..=700 => "",
                _ => " class=\"wide\"",
            };
            let _ = write!(
                out,
                "<figure{room}><figcaption>{}<span>{}</span></figcaption>{}</figure>",
                escape(&chart.title),
                escape(&chart.note),
                chart.inline()
            );
        }
        out.push_str("</div>\n");
    }
    out
}

pub(crate) fn hash(text: &str) -> String {
    base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text.as_bytes()))
}

/// JSON that cannot end the script element that it stands in.
pub(crate) fn in_script(value: &Value) -> String {
    inert(&value.to_string())
}

/// The same for JSON that is text already.
pub(crate) fn inert(json: &str) -> String {
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{ArticleData, BlockData, Table};

    fn hostile() -> Dataset {
        let text = "</script><script>alert(1)</script> \" onload=\"x </style> \u{202e}abc 😀 ends";
        let columns = ["start_char", "end_char", "kind", "rule"].map(str::to_owned).to_vec();
        let article = ArticleData {
            id: "</title><img src=x onerror=alert(1)>".to_owned(),
            title: text.to_owned(),
            source: text.to_owned(),
            blocks: vec![BlockData { kind: "paragraph".to_owned(), pieces: vec![(0, 40)] }],
            figures: Table {
                columns,
                rows: vec![["70", "74", "</script>", "<b>"].map(str::to_owned).to_vec()],
            },
            ..ArticleData::default()
        };
        Dataset { articles: vec![article], ..Dataset::default() }
    }

    #[test]
    fn text_of_articles_cannot_become_markup() {
        let page = html(&hostile(), Packing::Plain);
        let data = page.split("id=\"data\">").nth(1).and_then(|rest| rest.split("</script>").next());
        let data: Value = serde_json::from_str(data.unwrap()).unwrap();
        assert_eq!(data["articles"][0][5], hostile().articles[0].source);
        assert_eq!(page.matches("<script").count(), 2);
        assert!(!page.contains("<img"));
    }
}
