//! What stands above an article: masthead, section label, title, subtitle, byline, date.

use super::lines::Form;
use super::{Page, shape};
use crate::article::BlockKind;
use crate::date;

/// Units that a head has at most.
const LONGEST_HEAD: usize = 12;

/// Finds the head and reads the article's data off it.
pub(super) fn read(page: &mut Page<'_>) {
    let (end, subtitle) = extent(page);
    page.first_body = end;
    let mut rest = Vec::new();
    for unit in 0..end {
        let text = page.text(unit);
        if let Some(authors) = byline(text) {
            page.decide(unit, BlockKind::Byline);
            page.meta.authors.extend(authors);
            note_date(page, text);
        } else if date::whole(text).is_some() {
            page.decide(unit, BlockKind::Byline);
            note_date(page, text);
        } else if is_masthead(text) {
            page.decide(unit, BlockKind::Boilerplate);
            note_date(page, text);
        } else if Some(unit) != subtitle {
            rest.push(unit);
        }
    }
    if end == page.units.len() && rest.len() < 2 && subtitle.is_none() {
        // Nothing but one line: there is no article that it could be the title of.
        page.first_body = 0;
        return;
    }
    // The last name is the title, which running heads may repeat as well.
    let above = rest.len().saturating_sub(1);
    let mastheads: Vec<usize> =
        rest[..above].iter().copied().filter(|&unit| is_repeated_in_furniture(page, unit)).collect();
    rest.retain(|unit| !mastheads.contains(unit));
    for unit in mastheads {
        page.decide(unit, BlockKind::Boilerplate);
        page.meta.publisher.get_or_insert_with(|| page.source[page.units[unit].range.clone()].to_owned());
    }
    name_titles(page, rest, subtitle);
    for unit in end..page.units.len() {
        // A date that stands first in the text belongs to the article: `LISBON, March 4, 2025 (Wire) -`.
        if page.units[unit].is_text() {
            if let Some(place) = dateline(page.text(unit)) {
                note_date(page, place);
            }
            break;
        }
    }
}

/// The end of the head, and the unit in it that is a sentence under the title.
fn extent(page: &Page<'_>) -> (usize, Option<usize>) {
    let mut subtitle = None;
    let mut unnamed = 0;
    let count = page.units.len();
    for unit in 0..count.min(LONGEST_HEAD) {
        let text = page.text(unit);
        if page.units[unit].form != Form::Flow
            || shape::starts_lower(text) && byline(text).is_none() && !is_label(text)
        {
            return (unit, subtitle);
        }
        if byline(text).is_some() || date::whole(text).is_some() || is_masthead(text) {
            continue;
        }
        let words = shape::words(text);
        let is_sentence = text[..text.len() - shape::end_mark(text)].ends_with(['.', '…']) && words > 4;
        if subtitle.is_some() || words > 40 || dateline(text).is_some() || shape::is_caption_mark(text) {
            return (unit, subtitle);
        }
        if is_sentence {
            if unnamed == 0 || !stands_under_title(page, unit, unnamed) {
                return (unit, subtitle);
            }
            subtitle = Some(unit);
            continue;
        }
        if words > 30 || text.ends_with([',', ':', ';', '-']) || unnamed == 5 {
            return (unit, subtitle);
        }
        // A heading right above the text belongs to the body where a title stands above a subtitle already; the
        // head's own lines come before the first sentence, so all of these are its.
        unnamed += 1;
    }
    (count.min(LONGEST_HEAD), subtitle)
}

/// Whether a short sentence is the line under the title rather than the first paragraph: the text proper is much
/// longer, and the sentence is short or the head is that of a magazine.
fn stands_under_title(page: &Page<'_>, unit: usize, unnamed: usize) -> bool {
    let text = page.text(unit);
    let below = (unit + 1..page.units.len()).filter(|&next| {
        let text = page.text(next);
        page.units[next].form == Form::Flow && byline(text).is_none() && !is_masthead(text)
    });
    let body = below.take(2).map(|next| page.text(next).len()).max().unwrap_or(0);
    body * 2 >= text.len() * 5 && (shape::has_at_most(text, 14) || unnamed > 1 || unit > unnamed)
}

/// Picks the title among the head's unnamed lines; those above it are labels.
fn name_titles(page: &mut Page<'_>, rest: Vec<usize>, subtitle: Option<usize>) {
    let (labels, mut names): (Vec<usize>, Vec<usize>) =
        rest.into_iter().partition(|&unit| is_label(page.text(unit)));
    if let Some(unit) = subtitle {
        page.decide(unit, BlockKind::Subtitle);
        page.meta.subtitle = Some(line_of(page, unit));
        names.retain(|&name| name < unit);
    } else if let [.., title, under] = names[..]
        && is_under(page.text(title), page.text(under))
    {
        page.decide(under, BlockKind::Subtitle);
        page.meta.subtitle = Some(line_of(page, under));
        names.pop();
    } else if let [.., title, heading] = names[..]
        && !shape::has_at_most(page.text(title), 3)
        && shape::words(page.text(heading)) * 2 <= shape::words(page.text(title))
        && !shape::is_all_capitals(page.text(title))
    {
        // The first heading of the body: shorter than the title and right above the text.
        page.first_body = heading;
        names.pop();
    }
    let title = names.pop();
    if let Some(title) = title {
        page.decide(title, BlockKind::Title);
        page.meta.title = Some(line_of(page, title));
    }
    let mut labels: Vec<usize> = labels.into_iter().chain(names).collect();
    labels.sort_unstable();
    for unit in labels {
        let is_below = title.is_some_and(|title| title < unit);
        if is_below && shape::is_all_capitals(page.text(unit)) {
            page.decide(unit, BlockKind::Heading);
            continue;
        }
        page.decide(unit, BlockKind::SectionLabel);
        let label = line_of(page, unit);
        page.meta.section.get_or_insert(label);
    }
}

/// A unit's text on one line.
fn line_of(page: &Page<'_>, unit: usize) -> String {
    let words: Vec<&str> = page.text(unit).split_whitespace().collect();
    words.join(" ")
}

/// Whether `under` explains `title` rather than being the title below a label: a longer line in sentence case.
fn is_under(title: &str, under: &str) -> bool {
    let (above, below) = (shape::words(title), shape::words(under));
    above >= 3 && below >= 7 && below > above && !is_title_case(under) && !shape::is_all_capitals(title)
}

/// Whether most of the longer words have a capital.
fn is_title_case(text: &str) -> bool {
    let long = || text.split_whitespace().skip(1).filter(|word| word.chars().count() > 4);
    let capitals =
        long().filter(|word| word.trim_start_matches(['“', '"', '‘', '(']).starts_with(char::is_uppercase));
    long().count() > 0 && capitals.count() * 3 >= long().count() * 2
}

/// Rubrics that stand above titles.
fn is_label(text: &str) -> bool {
    const LABELS: &[&str] = &[
        "feature",
        "features",
        "cover feature",
        "cover story",
        "special report",
        "company profile",
        "profile",
        "interview",
        "opinion",
        "comment",
        "analysis",
        "news",
        "news analysis",
        "business",
        "technology",
        "science",
        "economy",
        "markets",
        "finance",
        "industry",
        "industry portrait",
        "research",
        "viewpoint",
        "perspective",
        "letters",
        "letter",
        "in brief",
        "in depth",
        "focus",
        "report",
        "column",
        "editorial",
        "obituary",
        "review",
        "emerging markets",
        "back page interview",
        "telecoms",
        "energy",
        "health",
        "politics",
        "world",
        "europe",
        "asia",
        "africa",
        "americas",
        "money",
        "companies",
        "careers",
        "case study",
        "practice",
        "departments",
    ];
    text.len() <= 24 && LABELS.iter().any(|label| text.trim_end_matches(':').eq_ignore_ascii_case(label))
        || shape::is_all_capitals(text) && shape::has_at_most(text, 3) && text.len() <= 30
}

/// A line of a masthead: fields set apart, an issue or a page.
fn is_masthead(text: &str) -> bool {
    let fields = shape::fields_of(text).count();
    let is_short = text.len() <= 130 && !text.ends_with('.');
    shape::is_furniture(text)
        || is_short && shape::is_issue_mark(text)
        || is_short
            && fields >= 2
            && (text.contains("    ") || text.contains(['|', '·']) && shape::has_at_most(text, 8))
}

/// Whether a running head or rights line further down names the same.
fn is_repeated_in_furniture(page: &Page<'_>, unit: usize) -> bool {
    let name = page.text(unit).to_lowercase();
    if name.len() < 5 || !shape::has_at_most(&name, 6) {
        return false;
    }
    (unit + 1..page.units.len()).any(|other| {
        let text = page.text(other);
        text.len() <= 200
            && (shape::is_furniture(text) || shape::is_copyright(text))
            && text.to_lowercase().contains(&name)
    })
}

/// The names in a line like `By Jane Doe and John Roe`, if it is one.
pub(super) fn byline(text: &str) -> Option<Vec<String>> {
    let after =
        ["by ", "words by ", "words: ", "text: ", "story by ", "interview: ", "author: ", "written by "]
            .iter()
            .find_map(|lead| {
                let head = text.get(..lead.len())?;
                head.eq_ignore_ascii_case(lead).then(|| &text[lead.len()..])
            })?;
    let first = after.split(['|', '·', '•', '\n', '—']).next()?;
    let names = first.split(" for ").next()?;
    if !shape::has_at_most(names, 12) || text.len() > 140 {
        return None;
    }
    let mut authors = Vec::new();
    for part in names.split([',', ';', '&']).flat_map(|part| part.split(" and ")) {
        let name = part.trim().trim_end_matches('.');
        let is_name = (2..=5).contains(&shape::words(name))
            && name.starts_with(char::is_uppercase)
            && name
                .chars()
                .all(|c| c.is_alphabetic() || c.is_whitespace() || matches!(c, '.' | '-' | '\'' | '’'))
            && date::whole(name).is_none()
            && name.split_whitespace().all(|word| word.starts_with(char::is_uppercase) || word.len() <= 3)
            && !is_office(name);
        if is_name {
            authors.push(if shape::is_all_capitals(name) { capitalised(name) } else { name.to_owned() });
        }
    }
    (!authors.is_empty()).then_some(authors)
}

/// A name set in capitals as it is usually written.
fn capitalised(name: &str) -> String {
    let mut starts = true;
    name.chars()
        .flat_map(|c| {
            let keep = std::mem::replace(&mut starts, !c.is_alphabetic());
            let lower: Vec<char> = if keep { vec![c] } else { c.to_lowercase().collect() };
            lower
        })
        .collect()
}

/// Whether the words name a post rather than a person: `Business Editor`.
fn is_office(name: &str) -> bool {
    let low = name.to_lowercase();
    ["editor", "correspondent", "reporter", "staff", "writer", "desk", "bureau", "newsroom", "team", "agency"]
        .iter()
        .any(|office| low.split_whitespace().any(|word| word == *office))
}

/// The part before the dash of a first paragraph that opens with place and date: `LISBON, March 4 (Wire) - `.
fn dateline(text: &str) -> Option<&str> {
    let end =
        [" - ", " – ", " — "].iter().filter_map(|dash| text.find(dash)).min().filter(|&end| end <= 70)?;
    let place = &text[..end];
    let first = place.split([',', ' ', '(']).next()?;
    (first.chars().count() > 1 && (shape::is_all_capitals(first) || place.contains('('))).then_some(place)
}

/// Takes the first date that the head states.
fn note_date(page: &mut Page<'_>, text: &str) {
    if page.meta.published.is_none() {
        page.meta.published = shape::fields_of(text).find_map(date::parse);
    }
}
