//! A test's outcome as Markdown, for summaries of CI services and comments on changes.

use std::fmt::Write as _;

use super::outcome::{Outcome, Told, number};

/// Changes shown under each cause; the rest is counted.
const SHOWN: usize = 20;

/// The summary.
pub fn summary(outcome: &Outcome) -> String {
    let mark = if outcome.is_good() { "passed" } else { "failed" };
    let mut out = format!("### tearsheet test {mark}\n\n{}\n", escape(&outcome.line()));
    if let Some(version) = &outcome.approved_with {
        let _ = writeln!(out, "\nApproved with {version}, this is {}.", crate::GENERATOR);
    }
    list(&mut out, "Changed since approval", &outcome.since);
    for (cause, changes) in outcome.by_cause() {
        let _ = write!(
            out,
            "\n#### {} ({})\n\n| article | table | row | change | old | new | sentence |\n| --- | --- | --- | --- | --- | --- | --- |\n",
            escape(cause),
            number(changes.len() as u64, "change")
        );
        for change in changes.iter().take(SHOWN) {
            let (old, new) = sides(change);
            let cells =
                [&change.article, change.table, &change.text, change.change, &old, &new, &change.sentence];
            let cells: Vec<String> = cells.iter().map(|cell| escape(cell)).collect();
            let _ = writeln!(out, "| {} |", cells.join(" | "));
        }
        if changes.len() > SHOWN {
            let _ = writeln!(out, "\n... and {} more", changes.len() - SHOWN);
        }
    }
    list(&mut out, "Assertions that do not hold", &outcome.broken);
    list(&mut out, "Inputs not read, or read with loss", &outcome.problems);
    let failing = |rows: &[super::outcome::Failing]| -> Vec<String> {
        rows.iter().map(|it| format!("{}: {} {:?}: {}", it.article, it.table, it.text, it.verdict)).collect()
    };
    list(&mut out, "Known failures", &failing(&outcome.known));
    list(&mut out, "Known failures that are gone", &failing(&outcome.fixed));
    out
}

fn list(out: &mut String, title: &str, lines: &[String]) {
    if !lines.is_empty() {
        let _ = write!(out, "\n#### {title}\n\n");
        for line in lines.iter().take(SHOWN) {
            let _ = writeln!(out, "- {}", escape(line));
        }
        if lines.len() > SHOWN {
            let _ = writeln!(out, "- ... and {} more", lines.len() - SHOWN);
        }
    }
}

/// What a change says of then and of now.
fn sides(change: &Told) -> (String, String) {
    if change.cells.is_empty() {
        return (change.old.clone(), change.new.clone());
    }
    let side = |is_old: bool| {
        let cell = |(column, old, new): &(&str, String, String)| {
            format!("{column}: {}", if is_old { old } else { new })
        };
        change.cells.iter().map(cell).collect::<Vec<_>>().join("; ")
    };
    (side(true), side(false))
}

/// A change as lines of plain text.
pub(super) fn line(change: &Told) -> String {
    let (old, new) = sides(change);
    format!(
        "{} {} {:?}\n  old: {old}\n  new: {new}\n  in: {}\n  cause: {}\n",
        change.change, change.table, change.text, change.sentence, change.cause
    )
}

/// Text that Markdown shows as it stands.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '|' | '*' | '_' | '`' | '[' | ']' | '\\' | '~' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}
