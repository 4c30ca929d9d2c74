//! Article data of a page: JSON-LD first, then OpenGraph and other `meta` tags, then what the page shows.

use super::json_ld::{self, Ld};
use super::page::{Page, Place};
use super::title;
use crate::date;
use crate::draft::Meta;
use crate::format::names;

/// What the page says of its article, before it is known which lines are the article.
#[derive(Default, Debug)]
pub(super) struct Facts {
    pub(super) meta: Meta,
    /// The heading that the page shows for the article, which may be worded otherwise than the title.
    pub(super) shown: Option<String>,
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
    let url = page.hints.canonical.clone().or_else(|| tag(&["og:url"]));
    let names = ["og:site_name", "application-name", "apple-mobile-web-app-title"].map(|name| tag(&[name]));
    let sites: Vec<String> = names
        .into_iter()
        .flatten()
        .chain(publisher.clone())
        .chain(url.as_deref().and_then(site_of))
        .collect();
    let headline = title::headline(page, &ld, social.as_deref(), &sites);
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
    Facts {
        shown: headline.shown,
        meta: Meta {
            title: headline.title,
            subtitle: None,
            authors,
            publisher,
            published,
            section,
            language,
            url,
        },
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

/// The name in a site's address: `harbourtimes` of `https://www.harbourtimes.co.uk/a`.
fn site_of(url: &str) -> Option<String> {
    let host = url.split_once("://")?.1.split(['/', '?', '#', ':']).next()?;
    let labels: Vec<&str> = host.split('.').collect();
    let (_, names) = labels.split_last()?;
    // `co` of `co.uk` is no name.
    names.iter().rev().find(|label| label.len() > 3).map(|label| (*label).to_owned())
}

/// Letters and digits only, lower case: what two writings of one headline have in common.
pub(super) fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
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
