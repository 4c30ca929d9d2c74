//! A test's outcome as JUnit XML, which CI services show: a case for each article and for each assertion.

use std::collections::BTreeMap;
use std::io::{self, Write as _};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::outcome::{Outcome, Told, number};

/// The document. Articles without changes are counted in one case.
///
/// # Errors
/// If XML cannot be written, which does not happen in memory.
pub fn xml(outcome: &Outcome) -> io::Result<String> {
    let mut articles: BTreeMap<&str, Vec<&Told>> = BTreeMap::new();
    for change in &outcome.changes {
        articles.entry(&change.article).or_default().push(change);
    }
    let same = number(outcome.counts.articles - outcome.counts.changed, "article") + " without changes";
    let held = outcome.assertions - outcome.broken.len() as u64;
    let failures = articles.len() + outcome.broken.len() + outcome.problems.len();
    let skipped = outcome.known.len();
    let tests = failures + skipped + 1 + usize::from(held > 0);
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let counts = [("tests", tests), ("failures", failures), ("skipped", skipped)];
    let suite = counts.iter().fold(
        writer.create_element("testsuite").with_attribute(("name", "tearsheet")),
        |suite, (name, count)| suite.with_attribute((*name, count.to_string().as_str())),
    );
    suite.write_inner_content(|writer| {
        case(writer, "articles", &same, None)?;
        if held > 0 {
            case(writer, "assertions", &(number(held, "assertion") + " that hold"), None)?;
        }
        for (article, changes) in &articles {
            let told: String = changes.iter().map(|change| super::markdown::line(change)).collect();
            let message = format!("{} changed", number(changes.len() as u64, "row"));
            case(writer, "articles", article, Some(("failure", &message, &told)))?;
        }
        for broken in &outcome.broken {
            case(writer, "assertions", broken, Some(("failure", "does not hold", broken)))?;
        }
        for problem in &outcome.problems {
            case(writer, "inputs", problem, Some(("failure", "not read, or read with loss", problem)))?;
        }
        for known in &outcome.known {
            let name = format!("{}: {} {:?}", known.article, known.table, known.text);
            case(writer, "known failures", &name, Some(("skipped", known.verdict, &known.sentence)))?;
        }
        Ok(())
    })?;
    writer.get_mut().write_all(b"\n")?;
    Ok(String::from_utf8_lossy(&writer.into_inner()).into_owned())
}

/// A case, and how it went if it did not go well: element, message, text.
fn case(
    writer: &mut Writer<Vec<u8>>,
    class: &str,
    name: &str,
    fault: Option<(&str, &str, &str)>,
) -> io::Result<()> {
    let name = legal(name);
    let element = writer
        .create_element("testcase")
        .with_attribute(("classname", class))
        .with_attribute(("name", name.as_str()));
    let Some((kind, message, text)) = fault else {
        element.write_empty()?;
        return Ok(());
    };
    element.write_inner_content(|writer| {
        let (message, text) = (legal(message), legal(text));
        let fault = writer.create_element(kind).with_attribute(("message", message.as_str()));
        fault.write_text_content(BytesText::new(&text))?;
        Ok(())
    })?;
    Ok(())
}

/// The text without the control characters that XML cannot hold in any form.
fn legal(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' | '\n' | '\r' => c,
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
            _ => c,
        })
        .collect()
}
