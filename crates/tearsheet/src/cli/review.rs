//! `tearsheet review`: changes one by one in the terminal, or as a table or page to fill in.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal as _};
use std::path::PathBuf;

use clap::Args;
use console::{Key, Term, style};
use tearsheet::Failure;
use tearsheet::approval::outcome::number;
use tearsheet::approval::{Session, Told, sheet};
use tearsheet_regress::Verdict;

use super::{FINE, plain, refuse_in_ci, write_whole};

/// Judge what changed since the rows were approved.
///
/// In the terminal each verdict is one key and kept at once; what is left open comes again next time.
#[derive(Args)]
#[command(after_help = "Examples:
  tearsheet review mycorpus                          one change after the other, one key each
  tearsheet review mycorpus --csv review.csv         a table to fill in with a spreadsheet
  tearsheet review mycorpus --html review.html       a page to fill in with a browser, which saves review.csv
  tearsheet approve mycorpus --from review.csv       then applies the verdicts")]
pub(crate) struct ReviewArgs {
    /// Folder of the corpus.
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// Write the changes as a table instead.
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Write the changes as a page instead.
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

pub(crate) fn run_review(args: &ReviewArgs) -> Result<u8, Failure> {
    let folder = args.folder.display();
    if args.csv.is_none() && args.html.is_none() {
        refuse_in_ci("review")?;
        if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
            return Err(Failure(format!(
                "a review asks for keys, and this is no terminal; write a table with tearsheet review {folder} --csv \
                 review.csv, fill in the column verdict, and apply it with tearsheet approve {folder} --from review.csv"
            )));
        }
        let mut session = Session::open(&args.folder)?;
        return walk(&mut session).map(|()| FINE);
    }
    let session = Session::open(&args.folder)?;
    let outcome = session.outcome();
    if let Some(path) = &args.csv {
        let count = sheet::unapplied(&session, path) as u64;
        if count > 0 {
            return Err(Failure(format!(
                "{}: {} in it would be lost; apply them with tearsheet approve {folder} --from {0}, or remove the file",
                path.display(),
                number(count, "verdict")
            )));
        }
        write_whole(path, &sheet::write(&outcome.changes))?;
    }
    if let Some(path) = &args.html {
        let page =
            tearsheet_report::changes::review(&outcome.line(), &shown(&outcome.changes), &sheet::COLUMNS);
        write_whole(path, page.as_bytes())?;
    }
    eprintln!("{}", outcome.line());
    let table = args.csv.as_ref().map_or("review.csv".into(), |path| path.display().to_string());
    eprintln!("fill in the verdicts, then run tearsheet approve {folder} --from {table}");
    Ok(FINE)
}

/// The changes as the page shows them, one cause after the other.
pub(super) fn shown(changes: &[Told]) -> Vec<tearsheet_report::changes::Change> {
    by_cause(changes)
        .into_iter()
        .map(|change| tearsheet_report::changes::Change {
            article: change.article.clone(),
            table: change.table.to_owned(),
            text: change.text.clone(),
            sentence: change.sentence.clone(),
            cause: change.cause.clone(),
            lines: sheet::lines(change).into_iter().map(Vec::from).collect(),
        })
        .collect()
}

/// The changes of the most frequent cause first.
fn by_cause(changes: &[Told]) -> Vec<&Told> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for change in changes {
        *counts.entry(&change.cause).or_default() += 1;
    }
    let mut sorted: Vec<&Told> = changes.iter().collect();
    sorted.sort_by_key(|it| (std::cmp::Reverse(counts[it.cause.as_str()]), &it.cause));
    sorted
}

const KEYS: &str =
    "a accept   r reject   s skip   A accept all with this cause   u undo   q quit, keep what was said";

/// What a key asks for.
enum Asked {
    /// A verdict on this change, or on all open ones with its cause.
    Say(Verdict, bool),
    Skip,
    Undo,
    Quit,
}

fn asked(key: &Key) -> Option<Asked> {
    Some(match key {
        Key::Char('a') => Asked::Say(Verdict::Accept, false),
        Key::Char('r') => Asked::Say(Verdict::Reject, false),
        Key::Char('A') => Asked::Say(Verdict::Accept, true),
        Key::Char('s') => Asked::Skip,
        Key::Char('u') => Asked::Undo,
        Key::Char('q') | Key::Escape => Asked::Quit,
        _ => return None,
    })
}

/// Walks the open changes.
fn walk(session: &mut Session) -> Result<(), Failure> {
    let term = Term::stdout();
    let failed = |error| Failure(format!("the terminal: {error}"));
    let print = |line: &str| term.write_line(line).map_err(failed);
    let changes: Vec<Told> = by_cause(&session.outcome().changes).into_iter().cloned().collect();
    print(&session.outcome().line())?;
    // Where each key was pressed and what it settled, for undo.
    let mut keys: Vec<(usize, Vec<String>)> = Vec::new();
    let mut at = 0;
    while let Some(change) = changes.get(at) {
        if session.verdict(&change.id).is_some() {
            at += 1;
            continue;
        }
        let is_alike = |it: &&Told| it.cause == change.cause && session.verdict(&it.id).is_none();
        let alike: Vec<String> = changes.iter().filter(is_alike).map(|it| it.id.clone()).collect();
        print(&format!("\n[{} of {}] {}", at + 1, changes.len(), style(plain(&change.cause)).bold()))?;
        print(&format!("  {} open with this cause", alike.len()))?;
        print(&card(change))?;
        print(KEYS)?;
        let asked = loop {
            if let Some(asked) = asked(&term.read_key().map_err(failed)?) {
                break asked;
            }
        };
        match asked {
            Asked::Say(verdict, all) => {
                let ids = if all { alike } else { vec![change.id.clone()] };
                session.say(ids.iter().map(|id| (id.clone(), Some(verdict.clone()))))?;
                let word = if verdict == Verdict::Accept { "accepted" } else { "rejected" };
                print(&format!("{word}: {}", ids.len()))?;
                keys.push((at, ids));
                at += 1;
            }
            Asked::Skip => {
                keys.push((at, Vec::new()));
                at += 1;
            }
            Asked::Undo => {
                if let Some((before, ids)) = keys.pop() {
                    session.say(ids.into_iter().map(|id| (id, None)))?;
                    at = before;
                }
            }
            Asked::Quit => break,
        }
    }
    print(&told(session, &changes))
}

/// A change as it stands on the screen.
fn card(change: &Told) -> String {
    let mut card =
        format!("  {}  {}  {}  {:?}", plain(&change.article), change.table, change.change, change.text);
    let mut side = |sign: &str, text: &str| {
        if !text.is_empty() {
            let line = format!("{sign} {}", plain(text));
            let line = if sign == "-" { style(line).red() } else { style(line).green() };
            card += &format!("\n    {line}");
        }
    };
    side("-", &change.old);
    side("+", &change.new);
    for (column, old, new) in &change.cells {
        side("-", &format!("{column}: {old}"));
        side("+", &format!("{column}: {new}"));
    }
    if !change.sentence.is_empty() {
        let sentence = plain(&change.sentence);
        let text = plain(&change.text);
        let marked = match sentence.split_once(&text) {
            Some((before, after)) if !text.is_empty() => {
                format!("{before}{}{after}", style(&text).bold().underlined())
            }
            _ => sentence,
        };
        card += &format!("\n    in: {marked}");
    }
    card
}

fn told(session: &Session, changes: &[Told]) -> String {
    let said = |wanted: Verdict| changes.iter().filter(|it| session.verdict(&it.id) == Some(&wanted)).count();
    let (accepted, rejected) = (said(Verdict::Accept), said(Verdict::Reject));
    let open = changes.len() - accepted - rejected;
    format!("\n{accepted} accepted, {rejected} rejected, {open} open")
}
