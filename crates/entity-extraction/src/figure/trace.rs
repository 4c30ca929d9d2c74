//! The passes over a line, as they change one figure.

use tearsheet_ingest::{BlockKind, TextSpan};

use super::item::Item;
use super::{finish, table};
use crate::lexicon::Lexicons;
use crate::line::Line;
use crate::trace::Step;
use crate::view::View;

/// How the figure at `span` was read: its tokens, then every pass that changed it.
pub(crate) fn trace(view: &View<'_>, lexicons: &Lexicons, span: TextSpan) -> Vec<Step> {
    let after = view.sentences().partition_point(|sentence| sentence.span.start <= span.start);
    let Some(sentence) = after.checked_sub(1).map(|index| &view.sentences()[index]) else {
        return Vec::new();
    };
    let mut tokens = view.tokens_of(sentence);
    if view.block_of(sentence).kind == BlockKind::Table {
        let cells = table::cells(view.text(), tokens);
        let holds = |cell: &std::ops::Range<usize>| tokens[cell.clone()].iter().any(|it| it.end > span.start);
        if let Some(cell) = cells.into_iter().find(holds) {
            tokens = &tokens[cell];
        }
    }
    let mut classes = Vec::new();
    lexicons.figures.words.classify(tokens, &mut classes);
    let line = Line { text: view.text(), tokens, classes: &classes };
    let read: Vec<&str> = tokens
        .iter()
        .filter(|token| token.start < span.end && span.start < token.end)
        .map(|token| token.of(view.text()))
        .collect();
    let mut steps = vec![Step::new("tokens", "", read.join(" | ")).at(span)];
    let mut last = String::new();
    let mut seen = |pass: &'static str, items: &[Item]| {
        let Some(item) = items.iter().find(|item| item.span.overlaps(span)) else { return };
        let shown = show(lexicons, &line, item);
        if shown != last {
            let cue = item.cue.as_ref().filter(|_| pass == "bound").and_then(|cue| {
                Some(TextSpan::new(tokens.get(cue.start)?.start, tokens.get(cue.end.checked_sub(1)?)?.end))
            });
            let step = match cue {
                // The words of a bound stand outside of the figure.
                Some(cue) => {
                    let words = &view.text()[cue.range()];
                    Step::new(pass, "bound", format!("{shown} — the words “{words}”")).at(cue)
                }
                None if pass == "bound" => Step::new(pass, "", shown.as_str()).at(item.span),
                None => {
                    let rule = item.joined.unwrap_or(item.rule);
                    Step::new(pass, rule.id, format!("{shown} — {}", rule.reads)).at(item.span)
                }
            };
            steps.push(step);
            last = shown;
        }
    };
    super::read_line(&lexicons.figures, &line, &mut Vec::new(), &mut seen);
    steps
}

fn show(lexicons: &Lexicons, line: &Line<'_>, item: &Item) -> String {
    let unit = finish::unit(&lexicons.figures, line, item);
    let value = match (&item.date, item.high) {
        (Some(date), _) => date.clone(),
        (None, Some(high)) => format!("{}..{}", item.value.normalize(), high.normalize()),
        (None, None) => item.value.normalize().to_string(),
    };
    let name = if unit.name.is_empty() { String::new() } else { format!(" {}", unit.name) };
    format!("{} {}{value}{name}", item.kind.name(), item.bound.sign())
}
