//! Front matter: the `key: value` lines between two `---` or `+++` lines at the top of a Markdown file.

use std::ops::Range;

use crate::draft::Meta;

/// Bytes of the front matter, fences and all; empty where there is none.
pub(super) fn extent(source: &str) -> Range<usize> {
    let body = source.trim_start_matches(['\u{feff}', '\n', '\r', ' ']);
    let start = source.len() - body.len();
    let mut lines = body.split_inclusive('\n');
    let Some(fence) = lines.next().map(str::trim_end).filter(|fence| matches!(*fence, "---" | "+++")) else {
        return 0..0;
    };
    let mut end = start + body.find('\n').map_or(body.len(), |at| at + 1);
    let mut has_key = false;
    for line in lines {
        end += line.len();
        let text = line.trim_end();
        if text == fence || fence == "---" && text == "..." {
            return if has_key { 0..end } else { 0..0 };
        }
        if text.is_empty() && !has_key {
            // A rule between paragraphs, no front matter.
            return 0..0;
        }
        has_key |= field(text).is_some();
    }
    0..0
}

/// Reads the fields that say what the article is.
pub(super) fn read(front: &str) -> Meta {
    let mut meta = Meta::default();
    let mut lines = front.lines().peekable();
    while let Some(line) = lines.next() {
        let Some((key, value)) = field(line) else { continue };
        let mut values: Vec<String> = list(value);
        if value.is_empty() || matches!(value, "|" | ">" | ">-" | "|-") {
            while let Some(next) = lines.next_if(|next| next.starts_with([' ', '\t', '-'])) {
                let item = next.trim().trim_start_matches("- ").trim();
                // `- name: Ada Lowe` under `authors:`.
                let item = field(item).map_or(item, |(_, value)| value);
                values.push(unquote(item).to_owned());
            }
        }
        values.retain(|value| !value.is_empty());
        let Some(first) = values.first().cloned() else { continue };
        match key.to_ascii_lowercase().as_str() {
            "title" | "headline" => meta.title = Some(values.join(" ")),
            "subtitle" | "deck" | "dek" | "standfirst" | "subheading" => {
                meta.subtitle = Some(values.join(" "))
            }
            "author" | "authors" | "byline" | "by" => meta.authors = values,
            "publisher" | "publication" | "source" | "site" | "outlet" => meta.publisher = Some(first),
            "date" | "published" | "pubdate" | "publish_date" | "published_at" | "publishdate"
            | "publication_date" => {
                meta.published = Some(first);
            }
            "section" | "category" | "categories" => meta.section = Some(first),
            "language" | "lang" | "locale" => meta.language = first.get(..2).map(str::to_ascii_lowercase),
            "url" | "link" | "canonical" | "canonical_url" | "original_url" => meta.url = Some(first),
            _ => {}
        }
    }
    meta
}

/// Key and value of a line at the left margin, the value as written.
fn field(line: &str) -> Option<(&str, &str)> {
    let at = line.find([':', '='])?;
    let key = line[..at].trim_end();
    let is_key = !key.is_empty()
        && key.starts_with(|c: char| c.is_alphabetic())
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    (is_key
        && (line[at + 1..].is_empty()
            || line[at..].starts_with('=')
            || line[at + 1..].starts_with([' ', '\t', '\r'])))
    .then(|| (key, line[at + 1..].trim()))
}

/// The values of `value`: the items of `[a, b]`, or the one value.
fn list(value: &str) -> Vec<String> {
    match value.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')) {
        Some(inner) => inner.split(',').map(|item| unquote(item.trim()).to_owned()).collect(),
        None => vec![unquote(value).to_owned()],
    }
}

fn unquote(value: &str) -> &str {
    ['"', '\''].into_iter().find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote)).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_in_their_usual_spellings() {
        let source = "---\ntitle: \"Flour: a history\"\nauthors:\n  - Ada Lowe\n  - name: Sam Oak\ndate: 2020-03-02T10:00:00Z\n\
            category: [Food, Trade]\nlang: en-GB\ntags:\n  - x\n---\nText";
        let extent = extent(source);
        assert_eq!(&source[extent.end..], "Text");
        let meta = read(&source[extent]);
        assert_eq!(meta.title.as_deref(), Some("Flour: a history"));
        assert_eq!(meta.authors, ["Ada Lowe", "Sam Oak"]);
        assert_eq!(meta.published.as_deref(), Some("2020-03-02T10:00:00Z"));
        assert_eq!(meta.section.as_deref(), Some("Food"));
        assert_eq!(meta.language.as_deref(), Some("en"));
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        for source in [
            "---\n\nText\n\n---\n",
            "---\nText without a key\n---\n",
            "Text\n---\ntitle: x\n---\n",
            "---\ntitle: x\n",
        ] {
            assert_eq!(extent(source), 0..0, "{source:?}");
        }
    }
}
