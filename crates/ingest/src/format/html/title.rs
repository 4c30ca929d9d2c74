//! The headline, weighed among the names that a page has for its article.
//!
//! What the page shows as its first heading counts, if what the page says of itself agrees with it: JSON-LD, the title
//! for sharing, the title of the window, the last two without the site's name. It gives way in two cases: to the
//! headline of the JSON-LD where the window's title repeats that and not the heading, and on a live page, whose
//! heading follows the news, to the title for sharing, which stays with the story.

use super::facts::key;
use super::json_ld::Ld;
use super::page::{Page, Place};

/// An article's headline.
#[derive(Default, Debug)]
pub(super) struct Headline {
    /// What the article is called.
    pub(super) title: Option<String>,
    /// The heading that the page shows for it, where it shows one.
    pub(super) shown: Option<String>,
}

/// Finds the headline; `social` is the title for sharing, `sites` are names of the site.
pub(super) fn headline(page: &Page, ld: &Ld, social: Option<&str>, sites: &[String]) -> Headline {
    let sites = Sites(sites.iter().map(|site| key(site)).filter(|site| site.len() > 1).collect());
    let window = sites.strip(&page.hints.title);
    let social = social.map(|title| sites.strip(title)).filter(|title| !title.is_empty());
    let recorded = ld.headline.as_deref().map(|title| sites.strip_known(title));
    let claims: Vec<String> =
        [recorded, social, Some(window)].into_iter().flatten().map(key).filter(|k| !k.is_empty()).collect();
    let headings = || {
        page.lines
            .iter()
            .filter(|line| line.tag == "h1" && !line.place.has(Place::FURNITURE))
            .map(|line| page.text_of(line))
    };
    let Some(shown) = headings().find(|heading| is_claimed(&key(heading), &claims)) else {
        let title = recorded
            .or(social)
            .or_else(|| headings().find(|heading| heading.len() > 12))
            .or(Some(window).filter(|title| !title.is_empty()));
        return Headline { title: title.map(str::to_owned), shown: None };
    };
    let differs = |title: &&str| key(title) != key(shown);
    let agreed = recorded.filter(differs).filter(|title| {
        let is_other_name = ld.other_names.iter().any(|name| key(name) == key(shown));
        key(title) == key(window) && !is_other_name
    });
    let lasting = social.filter(|_| ld.is_live).filter(differs);
    let title = agreed.or(lasting).unwrap_or(shown);
    Headline { title: Some(title.to_owned()), shown: Some(shown.to_owned()) }
}

/// Whether a heading is one of the page's own titles, a part of one, or begins like one.
fn is_claimed(heading: &str, claims: &[String]) -> bool {
    heading.len() > 8
        && claims.iter().any(|claim| {
            claim.contains(heading) || heading.contains(claim.as_str()) || begin_alike(heading, claim)
        })
}

/// Whether two headlines begin alike for half of the longer one.
fn begin_alike(a: &str, b: &str) -> bool {
    let same = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    2 * same > a.len().max(b.len())
}

/// What sites put between a headline and their name.
const SEPARATORS: [&str; 10] = [" | ", " - ", " – ", " — ", " • ", " · ", " :: ", " » ", " * ", " / "];
/// A site's name or a section's has so many words at most, a headline so many at least.
const SITE_WORDS: usize = 3;
const HEADLINE_WORDS: usize = 4;

/// The site's names, as [`key`]s.
struct Sites(Vec<String>);

impl Sites {
    fn is_site(&self, text: &str) -> bool {
        let own = key(text);
        own.len() > 1
            && self.0.iter().any(|site| own.contains(site.as_str()) || (site.contains(&own) && own.len() > 2))
    }

    /// A title without the site's name, its section and its author behind the headline, or the site's name before it.
    fn strip<'a>(&self, title: &'a str) -> &'a str {
        let mut title = self.strip_known(title);
        while let Some((left, separator, right)) = cut_last(title) {
            let words = |text: &str| text.split_whitespace().count();
            let is_tail = separator == " | " && right.len() < left.len()
                || words(right) <= SITE_WORDS && words(left) >= HEADLINE_WORDS && !is_remark(right);
            if !is_tail {
                break;
            }
            title = left;
        }
        title
    }

    /// A title without the site's name and what stands behind it, or before it.
    fn strip_known<'a>(&self, title: &'a str) -> &'a str {
        let title = title.trim();
        let mut kept = title;
        let mut rest = title;
        while let Some((left, _, right)) = cut_last(rest) {
            if self.is_site(right) {
                kept = left;
            }
            rest = left;
        }
        match SEPARATORS.iter().filter_map(|separator| kept.split_once(separator)).min_by_key(|it| it.0.len())
        {
            Some((site, headline)) if self.0.contains(&key(site)) => headline.trim(),
            _ => kept,
        }
    }
}

/// A title cut at its last separator.
fn cut_last(title: &str) -> Option<(&str, &str, &str)> {
    let (at, separator) =
        SEPARATORS.iter().filter_map(|separator| Some((title.rfind(separator)?, *separator))).max()?;
    let (left, right) = (title[..at].trim_end(), title[at + separator.len()..].trim_start());
    (!left.is_empty()).then_some((left, separator, right))
}

/// What headlines themselves put behind a dash: `- report`, `- live updates`, `– in pictures`.
fn is_remark(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_the_site_is_no_part_of_a_title() {
        let sites = Sites(vec![key("The Harbour Times"), key("harbourtimes")]);
        for (title, kept) in [
            ("Bakery sold to Nowak | The Harbour Times", "Bakery sold to Nowak"),
            ("Bakery sold to Nowak - Business - Harbour Times", "Bakery sold to Nowak"),
            ("Bakery sold to Nowak | Food News | Harbour Times Online", "Bakery sold to Nowak"),
            ("Bakery sold to Nowak * The Harbour Times * by Ann Lee", "Bakery sold to Nowak"),
            ("The Harbour Times | Bakery sold to Nowak", "Bakery sold to Nowak"),
            ("Bakery sold to Nowak – Quay Weekly", "Bakery sold to Nowak"),
            ("Bakery is sold to Nowak – report", "Bakery is sold to Nowak – report"),
            ("Bread prices - why they rise so fast", "Bread prices - why they rise so fast"),
            ("Harbour Times", "Harbour Times"),
        ] {
            assert_eq!(sites.strip(title), kept, "{title}");
        }
    }
}
