//! What a page's JSON-LD says of its article.

use serde_json::Value;

use super::page::squeeze;

/// An article's fields in JSON-LD.
#[derive(Default, Debug, Clone)]
pub(super) struct Ld {
    pub(super) headline: Option<String>,
    pub(super) alternative: Option<String>,
    pub(super) description: Option<String>,
    pub(super) published: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) section: Option<String>,
    pub(super) language: Option<String>,
    /// What the article is called beside its headline.
    pub(super) other_names: Vec<String>,
    /// Whether it goes on being written: a live blog.
    pub(super) is_live: bool,
    is_article: bool,
}

/// The fullest article that the scripts describe; the first of several that are equally full.
pub(super) fn read(scripts: &[String]) -> Ld {
    let mut found = Vec::new();
    for script in scripts {
        let value = serde_json::from_str(script).or_else(|_| {
            // Line ends within strings are common and not JSON.
            let repaired: String = script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            serde_json::from_str(repaired.trim().trim_end_matches(';'))
        });
        if let Ok(value) = value {
            walk(&value, 0, &mut found);
        }
    }
    found.into_iter().rev().max_by_key(weight).unwrap_or_default()
}

fn weight(ld: &Ld) -> u32 {
    u32::from(ld.is_article) * 8
        + u32::from(ld.headline.is_some()) * 2
        + u32::from(ld.published.is_some()) * 2
        + u32::from(!ld.authors.is_empty()) * 2
}

fn walk(value: &Value, depth: u32, found: &mut Vec<Ld>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| walk(item, depth + 1, found)),
        Value::Object(fields) => {
            let kinds = strings(fields.get("@type"));
            if kinds.iter().any(|k| {
                k.ends_with("Article")
                    || k.ends_with("Posting")
                    || k.ends_with("WebPage")
                    || k == "Report"
                    || k == "Review"
                    || k == "VideoObject"
            }) {
                found.push(article(fields, &kinds));
            }
            // Other articles hang in lists of the page's, below its own.
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if depth < 4
                    && let Some(inner) = fields.get(key)
                {
                    walk(inner, depth + 1, found);
                }
            }
        }
        _ => {}
    }
}

fn article(fields: &serde_json::Map<String, Value>, kinds: &[String]) -> Ld {
    let is_article = kinds
        .iter()
        .any(|k| k.ends_with("Article") || k.ends_with("Posting") || k == "Report" || k == "Review");
    let one = |key: &str| strings(fields.get(key)).into_iter().next();
    let mut authors: Vec<String> = Vec::new();
    for key in ["author", "creator"] {
        if authors.is_empty() {
            authors = names(fields.get(key));
        }
    }
    Ld {
        headline: one("headline").or_else(|| one("name").filter(|_| is_article)),
        alternative: one("alternativeHeadline"),
        description: one("description"),
        published: one("datePublished").or_else(|| one("dateCreated")),
        authors,
        publisher: names(fields.get("publisher"))
            .into_iter()
            .next()
            .or_else(|| names(fields.get("sourceOrganization")).into_iter().next()),
        section: one("articleSection"),
        language: one("inLanguage"),
        other_names: ["name", "alternativeHeadline"].iter().filter_map(|key| one(key)).collect(),
        is_live: kinds.iter().any(|kind| kind == "LiveBlogPosting"),
        is_article,
    }
}

fn strings(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => {
            vec![squeeze(&unescape(text))].into_iter().filter(|t| !t.is_empty()).collect()
        }
        Some(Value::Array(items)) => items.iter().flat_map(|item| strings(Some(item))).collect(),
        _ => Vec::new(),
    }
}

fn names(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Object(fields)) => strings(fields.get("name")),
        Some(Value::Array(items)) => items.iter().flat_map(|item| names(Some(item))).collect(),
        other => strings(other),
    }
}

/// Character references, which some pages leave in their JSON.
fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(10).position(|b| b == b';');
        let decoded = end.and_then(|end| {
            let name = &rest[1..end];
            match name {
                "amp" => Some('&'),
                "quot" => Some('"'),
                "apos" => Some('\''),
                "lt" => Some('<'),
                "gt" => Some('>'),
                "nbsp" => Some(' '),
                "rsquo" => Some('’'),
                "lsquo" => Some('‘'),
                "rdquo" => Some('”'),
                "ldquo" => Some('“'),
                "ndash" => Some('–'),
                "mdash" => Some('—'),
                "hellip" => Some('…'),
                "eacute" => Some('é'),
                _ => {
                    let code = name.strip_prefix('#')?;
                    let code = code
                        .strip_prefix(['x', 'X'])
                        .map_or_else(|| code.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?;
                    char::from_u32(code)
                }
            }
        });
        match (decoded, end) {
            (Some(c), Some(end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            _ => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}
