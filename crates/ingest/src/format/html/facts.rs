//! Article data of a page: JSON-LD first, then OpenGraph and other `meta` tags, then what the page shows.

use super::json_ld::{self, Ld};
use super::page::{Page, Place};
use crate::date;
use crate::draft::Meta;
use crate::format::names;

/// What the page says of its article, before it is known which lines are the article.
#[derive(Default, Debug)]
pub(super) struct Facts {
    pub(super) meta: Meta,
    /// Summaries of the article, which the line under the headline may repeat.
    pub(super) descriptions: Vec<String>,
}

/// Reads the article data.
pub(super) fn read(page: &Page, json_ld: &[String]) -> Facts {
    let ld = json_ld::read(json_ld);
    let tag = |names: &[&str]| {
        names.iter().find_map(|name| {
            page.hints.meta.iter().find(|(k, v)| k == name && !v.is_empty()).map(|(_, v)| v.clone())
        })
    };

    let publisher = ld.publisher.clone().or_else(|| {
        tag(&["og:site_name", "application-name", "dc.publisher", "citation_journal_title", "cre"])
    });
    let social = tag(&["og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title"]);
    let title = title(page, ld.headline.as_deref(), social.as_deref(), publisher.as_deref());
    let authors = authors(page, &ld, publisher.as_deref());
    let published = ld
        .published
        .as_deref()
        .and_then(date::parse)
        .or_else(|| DATE_TAGS.iter().find_map(|name| tag(&[name]).as_deref().and_then(date::parse)))
        .or_else(|| page.hints.times.iter().find(|(_, p)| *p).and_then(|(t, _)| date::parse(t)))
        .or_else(|| page.hints.times.iter().find_map(|(t, _)| date::parse(t)))
        .or_else(|| {
            page.lines
                .iter()
                .filter(|l| l.place.has(Place::DATE) && !l.place.has(Place::COMMENTS))
                .find_map(|l| date::parse(page.text_of(l)))
        })
        .or_else(|| {
            page.lines
                .iter()
                .filter(|l| l.place.has(Place::BYLINE))
                .find_map(|l| date::parse(page.text_of(l)))
        });
    let descriptions = [
        ld.alternative.clone(),
        ld.description.clone(),
        tag(&["og:description"]),
        tag(&["description"]),
        tag(&["twitter:description"]),
    ]
    .into_iter()
    .flatten()
    .collect();
    let language = page
        .hints
        .lang
        .as_deref()
        .or(ld.language.as_deref())
        .and_then(|l| l.split(['-', '_']).next())
        .filter(|l| l.len() == 2)
        .map(str::to_ascii_lowercase);
    let section =
        ld.section.clone().or_else(|| tag(&["article:section", "parsely-section", "og:article:section"]));
    let url = page.hints.canonical.clone().or_else(|| tag(&["og:url"]));
    Facts {
        meta: Meta { title, subtitle: None, authors, publisher, published, section, language, url },
        descriptions,
    }
}

const DATE_TAGS: &[&str] = &[
    "article:published_time",
    "datepublished",
    "og:article:published_time",
    "og:published_time",
    "parsely-pub-date",
    "sailthru.date",
    "publish_date",
    "publishdate",
    "pubdate",
    "publication_date",
    "publicationdate",
    "article.published",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "cxenseparse:recs:publishtime",
    "citation_publication_date",
    "citation_date",
    "date",
    "originalpublicationdate",
    "published_at",
    "article:published",
    "displaydate",
];

/// Letters and digits only, lower case: what two writings of one headline have in common.
pub(super) fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The headline: what the page shows as its first heading, if that agrees with what it says of itself.
fn title(
    page: &Page,
    headline: Option<&str>,
    social: Option<&str>,
    publisher: Option<&str>,
) -> Option<String> {
    let head = strip_site(&page.hints.title, publisher);
    let claims: Vec<String> = [headline, social, Some(head.as_str())]
        .into_iter()
        .flatten()
        .map(key)
        .filter(|k| !k.is_empty())
        .collect();
    let shown = page
        .lines
        .iter()
        .filter(|l| l.tag == "h1" && !l.place.has(Place::FURNITURE))
        .map(|l| page.text_of(l));
    let agreeing = shown.clone().find(|t| {
        let k = key(t);
        k.len() > 8
            && claims.iter().any(|c| *c == k || c.contains(&k) || k.contains(c.as_str()) || alike(&k, c))
    });
    agreeing
        .map(str::to_owned)
        .or_else(|| headline.map(str::to_owned))
        .or_else(|| social.map(|s| strip_site(s, publisher)))
        .or_else(|| shown.clone().find(|t| t.len() > 12).map(str::to_owned))
        .or_else(|| Some(head).filter(|h| !h.is_empty()))
}

/// Whether two headlines begin alike for half of the longer one.
fn alike(a: &str, b: &str) -> bool {
    let same = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    2 * same > a.len().max(b.len())
}

/// A page title without the site's name at its end.
fn strip_site(title: &str, publisher: Option<&str>) -> String {
    let mut title = title.trim();
    for separator in [" | ", " - ", " – ", " — ", " • ", " :: "] {
        if let Some(at) = title.rfind(separator) {
            let (left, right) = (&title[..at], &title[at + separator.len()..]);
            let site =
                publisher.is_some_and(|p| key(right).contains(&key(p)) || key(p).contains(&key(right)));
            if site
                || (separator == " | " && right.len() < left.len())
                || (right.split_whitespace().count() <= 3 && left.split_whitespace().count() >= 4)
            {
                title = left;
            }
        }
    }
    title.trim().to_owned()
}

fn authors(page: &Page, ld: &Ld, publisher: Option<&str>) -> Vec<String> {
    let tags = [
        "author",
        "article:author",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "dcterms.creator",
        "byl",
        "citation_author",
        "article.author",
        "cxenseparse:author",
        "twitter:creator_name",
    ];
    let mut candidates: Vec<Vec<String>> = vec![ld.authors.clone()];
    for name in tags {
        candidates.push(page.hints.meta.iter().filter(|(k, _)| k == name).map(|(_, v)| v.clone()).collect());
    }
    candidates.push(page.hints.author_links.clone());
    let bylines = page
        .lines
        .iter()
        .filter(|l| l.place.has(Place::BYLINE) && !l.place.has(Place::COMMENTS) && l.span.len() < 200)
        .map(|l| page.text_of(l));
    candidates.push(bylines.clone().filter_map(names::after_by).map(str::to_owned).take(1).collect());
    candidates.push(
        page.lines
            .iter()
            .filter(|l| l.span.len() < 120 && l.linked * 10 < l.span.len() * 9)
            .map(|l| page.text_of(l))
            .filter_map(names::after_by)
            .map(str::to_owned)
            .take(1)
            .collect(),
    );
    let mut fallback = Vec::new();
    for candidate in candidates {
        let mut people: Vec<String> = Vec::new();
        for text in candidate {
            for name in names::split(&text) {
                if !people.iter().any(|p| key(p) == key(&name)) {
                    people.push(name);
                }
            }
        }
        if people.is_empty() {
            continue;
        }
        // A site that signs for its writers says less than a byline does.
        if people.len() == 1 && publisher.is_some_and(|p| key(p) == key(&people[0])) {
            if fallback.is_empty() {
                fallback = people;
            }
            continue;
        }
        return people;
    }
    fallback
}
