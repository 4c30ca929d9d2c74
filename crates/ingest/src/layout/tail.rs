//! What stands below an article: references, a note about the author, rights.

use super::lines::Form;
use super::{Page, head, shape};
use crate::article::BlockKind;
use crate::draft::Remark;

/// Finds references, author notes and rights lines.
pub(super) fn read(page: &mut Page<'_>) {
    for unit in page.first_body..page.units.len() {
        if page.units[unit].is_text() && shape::is_copyright(page.text(unit)) {
            page.lift(unit, BlockKind::Copyright);
        } else if page.units[unit].is_text() && is_headed_note(page.text(unit)) {
            page.lift(unit, BlockKind::Bio);
        }
    }
    for unit in page.first_body..page.units.len() {
        let text = page.text(unit);
        // The words looked for are short.
        let lead = text.bytes().take(LONGEST_HEADING).position(|byte| byte == b':');
        let lead = lead.filter(|&end| text[end..].starts_with(": ")).map(|end| &text[..end]);
        if page.units[unit].is_text() && lead.is_some_and(is_reference_word) && is_complete(text) {
            page.decide(unit, BlockKind::Reference);
        }
    }
    let heading = (page.first_body..page.units.len()).rev().find(|&unit| is_reference_heading(page, unit));
    let after = heading.map(|heading| references(page, heading));
    authors_note(page, after);
}

fn is_reference_heading(page: &Page<'_>, unit: usize) -> bool {
    let text = page.text(unit).trim_end_matches([':', '.']);
    is_reference_word(text)
        && (unit + 1..page.units.len().min(unit + 3)).any(|next| is_complete(page.text(next)))
}

/// Longer texts are no heading of references.
const LONGEST_HEADING: usize = 40;

fn is_reference_word(text: &str) -> bool {
    const HEADINGS: &[&str] = &[
        "further reading",
        "references",
        "bibliography",
        "literature",
        "works cited",
        "further information",
        "selected reading",
        "notes and references",
        "endnotes",
        "suggested reading",
        "sources and further reading",
    ];
    text.len() < LONGEST_HEADING && HEADINGS.iter().any(|heading| text.eq_ignore_ascii_case(heading))
}

/// Marks the entries below `heading`; gives the first unit after them.
///
/// An entry is one unit, or an author's line and the line with the title under it. The list ends where text goes on
/// in the middle of a sentence, or where running text without year and address begins.
fn references(page: &mut Page<'_>, heading: usize) -> usize {
    page.decide(heading, BlockKind::Heading);
    let mut pending: Option<usize> = None;
    let mut unit = heading + 1;
    while unit < page.units.len() {
        let text = page.text(unit);
        if shape::is_continued_from(text) {
            break;
        }
        if shape::is_furniture(text) {
            unit += 1;
            continue;
        }
        let ends = page.units[unit].form == Form::Rows
            || page.units[unit].kind == Some(BlockKind::Copyright)
            || shape::starts_lower(text) && !text.contains("http")
            || !shape::has_at_most(text, 60)
            || is_authors_note(page, unit);
        if ends {
            break;
        }
        if is_complete(text) {
            page.decide(unit, BlockKind::Reference);
            page.units[unit].form = Form::Flow;
            if let Some(author) = pending.take() {
                page.decide(author, BlockKind::Reference);
                page.units[unit].continues = true;
            }
        } else if pending.is_none() && shape::has_at_most(text, 15) {
            pending = Some(unit);
        } else {
            break;
        }
        unit += 1;
    }
    // A line that waited for its title in vain is no entry.
    pending.unwrap_or(unit)
}

/// Whether an entry's last line stands in `text`: it names a year or an address.
fn is_complete(text: &str) -> bool {
    let has_address = text.contains("http") || text.contains("www.") || text.contains("doi");
    let has_year = text
        .split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20")));
    has_address || has_year && text.len() <= 600
}

/// Marks the note about the author: among the last units, or right after the references.
fn authors_note(page: &mut Page<'_>, after_references: Option<usize>) {
    let candidates = match after_references {
        Some(unit) => unit..page.units.len().min(unit + 3),
        None => page.units.len().saturating_sub(4).max(page.first_body + 1)..page.units.len(),
    };
    for unit in candidates {
        if page.units[unit].is_text() && is_authors_note(page, unit) && stands_at_an_end(page, unit) {
            page.lift(unit, BlockKind::Bio);
        }
    }
}

/// Whether nothing follows but rights, furniture, other notes, or text that goes on from elsewhere.
fn stands_at_an_end(page: &Page<'_>, unit: usize) -> bool {
    (unit + 1..page.units.len()).take_while(|&next| !shape::starts_lower(page.text(next))).all(|next| {
        !page.units[next].is_text() || shape::is_furniture(page.text(next)) || is_authors_note(page, next)
    })
}

/// Whether a unit tells of a person who is not met in the article, save in its byline.
fn is_authors_note(page: &Page<'_>, unit: usize) -> bool {
    const VERBS: &[&str] = &[
        "is", "was", "writes", "teaches", "covers", "works", "lives", "reports", "edits", "has", "holds",
        "runs", "leads", "heads", "are",
    ];
    let text = page.text(unit);
    if text.len() > 900 || shape::has_at_most(text, 3) {
        return false;
    }
    if is_headed_note(text) {
        return true;
    }
    let Some((name, rest)) = leading_name(text) else { return false };
    let (address, rest) = match rest.strip_prefix('(').and_then(|inner| inner.split_once(')')) {
        Some((address, rest)) => (address, rest.trim_start()),
        None => ("", rest),
    };
    let verb = rest.trim_start_matches([',', ' ']).split_whitespace().next().unwrap_or_default();
    if !VERBS.contains(&verb) {
        return false;
    }
    let signed = page.meta.authors.iter().any(|author| author.eq_ignore_ascii_case(name));
    if address.contains('@') || signed {
        return true;
    }
    let surname = name.rsplit(' ').next().unwrap_or(name);
    let range = &page.units[unit].range;
    name.contains(' ') && tells_a_trade(rest) && !is_met(page, surname, range.start, range.end)
}

/// `About the author. Ada Lowe writes …`
fn is_headed_note(text: &str) -> bool {
    text.get(..16).is_some_and(|lead| lead.eq_ignore_ascii_case("about the author"))
        && !shape::has_at_most(text, 5)
}

/// Whether `surname` stands outside `start..end`, within reach.
fn is_met(page: &Page<'_>, surname: &str, start: usize, end: usize) -> bool {
    /// An article is shorter; the limit keeps long lists of people linear.
    const REACH: usize = 100_000;
    let source = page.source;
    let boundary = |at: usize| (0..=at).rev().find(|&at| source.is_char_boundary(at)).unwrap_or(0);
    let from = boundary(start.saturating_sub(REACH));
    let to = boundary(end.saturating_add(REACH).min(source.len()));
    source[from..start].contains(surname) || source[end..to].contains(surname)
}

/// Whether the words say what somebody who writes does for a living.
fn tells_a_trade(text: &str) -> bool {
    const TRADES: &[&str] = &[
        "writes",
        "teaches",
        "covers",
        "reports",
        "edits",
        "professor",
        "lecturer",
        "economist",
        "journalist",
        "writer",
        "author",
        "editor",
        "correspondent",
        "reporter",
        "founder",
        "consultant",
        "researcher",
        "fellow",
        "columnist",
        "analyst",
        "director",
        "physicist",
        "engineer",
        "scientist",
        "historian",
        "partner",
        "reached",
    ];
    text.split(|c: char| !c.is_alphabetic()).any(|word| TRADES.contains(&word))
}

/// The person's name at the beginning of `text`, and what follows it.
fn leading_name(text: &str) -> Option<(&str, &str)> {
    let mut end = 0;
    let mut count = 0;
    for word in text.split(' ').take(5) {
        let is_particle =
            count > 0 && matches!(word, "de" | "van" | "von" | "der" | "den" | "di" | "da" | "bin" | "al");
        let bare = word.trim_end_matches(',');
        let is_name = bare.starts_with(char::is_uppercase)
            && bare.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'));
        if !is_name && !is_particle {
            break;
        }
        count += 1;
        end += word.len() + 1;
        if bare.len() < word.len() {
            // A degree may follow: `Priya Rao, PhD, is`.
            let name = &text[..end - 2];
            let rest = text.get(end..)?;
            let degree = rest.split(", ").next().filter(|degree| degree.len() <= 6 && !degree.contains(' '));
            let rest = degree.map_or(rest, |degree| rest[degree.len()..].trim_start_matches([',', ' ']));
            return (count >= 2).then_some((name, rest));
        }
    }
    (count >= 2 && end < text.len()).then(|| (text[..end - 1].trim_end(), &text[end..]))
}

/// Whether a short last line says who wrote: `Interview: Jane Doe.`
pub(super) fn is_credit(text: &str) -> bool {
    let inner = text.trim_start_matches('(');
    let reporting = inner.starts_with("Reporting by ")
        || inner.starts_with("(Reporting by ")
        || inner.starts_with("Editing by ")
        || inner.starts_with("Writing by ");
    shape::has_at_most(text, 30) && (reporting || text.len() < 80 && head::byline(text).is_some())
}

/// Says that references were joined out of two lines.
pub(super) fn remark_of_entry(at: std::ops::Range<usize>) -> Remark {
    Remark::Repaired {
        rule: "join.reference",
        at,
        detail: "put author and title of a reference together".to_owned(),
    }
}
