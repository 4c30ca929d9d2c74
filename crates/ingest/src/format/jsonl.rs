//! JSON lines: one object is one article. `text` is required; `id`, `title`, `subtitle`, `author` or `authors`,
//! `publisher` or `source`, `date` or `published`, `section`, `language`, `url` are kept where they hold text.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::draft::{Draft, Meta};
use crate::layout;
use crate::record::{Fields, Unreadable};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Line<'a> {
    #[serde(borrow)]
    id: Lenient<'a>,
    #[serde(borrow)]
    text: Lenient<'a>,
    #[serde(borrow, alias = "headline")]
    title: Lenient<'a>,
    #[serde(borrow)]
    subtitle: Lenient<'a>,
    #[serde(borrow, alias = "author", alias = "byline")]
    authors: Lenient<'a>,
    #[serde(borrow, alias = "source")]
    publisher: Lenient<'a>,
    #[serde(borrow, alias = "published", alias = "published_at", alias = "publication_date")]
    date: Lenient<'a>,
    #[serde(borrow)]
    section: Lenient<'a>,
    #[serde(borrow, alias = "lang")]
    language: Lenient<'a>,
    #[serde(borrow, alias = "link")]
    url: Lenient<'a>,
}

/// A field's text, where it has one: a string, a number as written, the strings of a list; anything else counts
/// as absent, since one odd field must not lose a record.
#[derive(Default)]
enum Lenient<'a> {
    #[default]
    Absent,
    One(Cow<'a, str>),
    Many(Vec<String>),
}

impl Lenient<'_> {
    fn into_text(self) -> Option<String> {
        match self {
            Self::Absent => None,
            Self::One(text) => Some(text.into_owned()),
            Self::Many(texts) => Some(texts.join("; ")),
        }
        .filter(|text| !text.trim().is_empty())
    }

    fn into_list(self) -> Vec<String> {
        match self {
            Self::Absent => Vec::new(),
            Self::One(text) => vec![text.into_owned()],
            Self::Many(texts) => texts,
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Lenient<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visit;
        impl<'de> Visitor<'de> for Visit {
            type Value = Lenient<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("any JSON value")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Lenient::One(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Lenient::One(Cow::Owned(text.to_owned())))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
                Ok(Lenient::One(Cow::Owned(number.to_string())))
            }
            fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
                Ok(Lenient::One(Cow::Owned(number.to_string())))
            }
            fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
                Ok(Lenient::One(Cow::Owned(number.to_string())))
            }
            fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
                Ok(Lenient::Absent)
            }
            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Lenient::Absent)
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                let mut texts = Vec::new();
                while let Some(item) = list.next_element::<Lenient<'de>>()? {
                    texts.extend(item.into_text());
                }
                Ok(Lenient::Many(texts))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Lenient::Absent)
            }
        }
        deserializer.deserialize_any(Visit)
    }
}

pub(crate) fn draft(line: &str, fields: &Fields) -> Result<(Draft, Option<String>), Unreadable> {
    let object = line.strip_prefix('\u{feff}').unwrap_or(line).trim_end();
    let renamed = renamed(object, fields)?;
    let line: Line<'_> = serde_json::from_str(renamed.as_deref().unwrap_or(object)).map_err(|e| bad(&e))?;
    let id = line.id.into_text();
    let Some(source) = line.text.into_text() else {
        return Err(Unreadable {
            problem: "no-text",
            detail: format!(
                "record {} has no field {:?} with text in it",
                id.as_deref().map_or_else(|| "without id".to_owned(), |id| format!("{id:?}")),
                fields.text.as_deref().unwrap_or("text")
            ),
        });
    };
    let stated = Meta {
        title: line.title.into_text(),
        subtitle: line.subtitle.into_text(),
        authors: line.authors.into_list(),
        publisher: line.publisher.into_text(),
        published: line.date.into_text(),
        section: line.section.into_text(),
        language: line.language.into_text(),
        url: line.url.into_text(),
    };
    let mut plain = layout::plain(&source);
    plain.meta = stated.or(plain.meta);
    Ok((plain.into_draft(source), id))
}

fn bad(error: &serde_json::Error) -> Unreadable {
    Unreadable { problem: "bad-json", detail: format!("expected one JSON object on the line: {error}") }
}

/// The object with the fields that `fields` names under their usual names; nothing if it names none.
fn renamed(object: &str, fields: &Fields) -> Result<Option<String>, Unreadable> {
    if *fields == Fields::default() {
        return Ok(None);
    }
    let mut object: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(object).map_err(|error| bad(&error))?;
    for (name, usual) in [(&fields.text, "text"), (&fields.id, "id")] {
        if let Some(name) = name {
            let value = object.remove(name);
            object.remove(usual);
            object.extend(value.map(|value| (usual.to_owned(), value)));
        }
    }
    Ok(Some(serde_json::Value::Object(object).to_string()))
}
