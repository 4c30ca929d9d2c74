//! Where a firm sits.

use std::ops::Range;

use tearsheet_ingest::{Case, TokenKind};

use crate::findings::{EntityId, Evidenced, Relation, RelationKind};
use crate::lexicon::names::Listed;
use crate::lexicon::words::WordClass;

use super::attribute::{Said, fill};
use super::cues::Family;
use super::scene::{Scene, Stage};
use super::sector::is_trade_head;

/// A place from token `at`: `Pyongyang`, `Mumbai, India`, `the capital, Pyongyang`. Gives its tokens.
pub(super) fn place(scene: &Scene<'_>, mut at: usize, end: usize) -> Option<Range<usize>> {
    let capital = |index: usize| {
        index < end
            && scene.tokens()[index].kind == TokenKind::Word
            && matches!(scene.tokens()[index].case, Case::Capital | Case::Mixed | Case::Upper)
    };
    let mut steps = 0;
    while !capital(at) {
        let passes = matches!(
            scene.word(at),
            "the"
                | "capital"
                | "city"
                | "town"
                | "port"
                | ","
                | "of"
                | "central"
                | "northern"
                | "southern"
                | "eastern"
                | "western"
                | "nearby"
                | "village"
                | "suburb"
                | "downtown"
                | "both"
        );
        if !passes || steps == 5 || at >= end {
            return None;
        }
        at += 1;
        steps += 1;
    }
    let start = at;
    // `Saint-Denis`, `St. Gallen`, `Rio de Janeiro`
    let joins = |at: usize| {
        let mark = matches!(scene.word(at), "-" | "'" | "’" | ".") && scene.view.glued(at - 1);
        let particle =
            matches!(scene.word(at), "de" | "la" | "of" | "do" | "da" | "am" | "upon" | "del" | "di");
        (particle || (mark && (scene.view.glued(at) || scene.is(at - 1, "St")))) && capital(at + 1)
    };
    let run = |mut at: usize| {
        while capital(at) || joins(at) {
            at += 1;
        }
        at
    };
    let mut last = run(start);
    // `Mumbai, India`: a second part only where it is a known region or country.
    if scene.word(last) == "," && capital(last + 1) && scene.class(last + 1).is(WordClass::REGION) {
        last = run(last + 1);
    }
    (last > start).then_some(start..last)
}

pub(super) fn is_country(scene: &Scene<'_>, tokens: Range<usize>) -> Option<&'static str> {
    let folds = tokens.clone().map(|at| scene.tokens()[at].fold);
    scene
        .lexicons
        .links
        .country(folds)
        .filter(|&(len, _)| len == tokens.len())
        .map(|(_, country)| country.name)
}

/// `headquartered in P`, `based in P`, `with its head office in P`, `P-based A`.
pub(super) fn seats(scene: &Scene<'_>, stage: &Stage, said: &mut Said) {
    for at in stage.tokens.clone() {
        if !scene.family(at).is(Family::SEAT) {
            continue;
        }
        let word = scene.word(at).to_ascii_lowercase();
        if word == "based" && scene.word(at.wrapping_sub(1)) == "-" && at >= 2 && scene.view.glued(at - 1) {
            based_before(scene, stage, at, said);
            continue;
        }
        let office = matches!(word.as_str(), "office" | "offices");
        if office && !(at > 0 && scene.family(at - 1).is(Family::SEAT_HEAD)) {
            continue;
        }
        let preposition =
            (at + 1..at + 3).find(|&index| matches!(scene.word(index), "in" | "at" | "from" | "out" | "is"));
        let Some(preposition) = preposition else { continue };
        if word == "based" && scene.word(preposition) != "in" {
            continue;
        }
        let Some(tokens) = place(scene, preposition + 1, stage.tokens.end) else { continue };
        // A firm's name is no place.
        if stage
            .actors
            .iter()
            .any(|actor| actor.named && actor.tokens.start < tokens.end && tokens.start < actor.tokens.end)
        {
            continue;
        }
        let nearest = stage.actors.iter().rev().find(|actor| actor.tokens.end <= at);
        let apposed = nearest.filter(|actor| {
            // `A, a start-up based in P`: the name that the apposition hangs on, also behind a preposition.
            at - actor.tokens.end <= 8
                && !(actor.tokens.end..at).any(|index| matches!(scene.word(index), ";" | "and" | "but"))
        });
        let acting = stage.actors.iter().rev().find(|actor| actor.tokens.end <= at && !actor.oblique);
        let owner = apposed.or(acting).filter(|actor| actor.is_firm).map(|actor| actor.entity);
        let later = || {
            // `Based in P, A ...`
            let opens = at == stage.tokens.start;
            stage
                .actors
                .iter()
                .find(|actor| opens && actor.is_firm && actor.tokens.start > at)
                .map(|actor| actor.entity)
        };
        if let Some(entity) = owner.or_else(later) {
            settle_in(scene, entity, tokens, "headquarters.in", said);
        }
    }
}

/// `Austin, Texas-based A`, `UK-based bank A`.
pub(super) fn based_before(scene: &Scene<'_>, stage: &Stage, based: usize, said: &mut Said) {
    let end = based - 1;
    let capital = |index: usize| {
        scene.tokens()[index].kind == TokenKind::Word
            && matches!(scene.tokens()[index].case, Case::Capital | Case::Upper | Case::Mixed)
    };
    let mut start = end;
    while start > stage.tokens.start && end - start < 5 {
        let at = start - 1;
        let joins = capital(at) && !scene.class(at).is(WordClass::FUNCTION)
            || scene.word(at) == ","
                && start < end
                && at > stage.tokens.start
                && capital(at - 1)
                && scene.class(start).is(WordClass::REGION)
            || scene.word(at) == "." && scene.view.glued(at - 1) && capital(at - 1);
        if !joins {
            break;
        }
        start = at;
    }
    if start == end {
        return;
    }
    // `A is a Dublin-based company`: the copula's subject; `Dublin-based A`: the name behind.
    let later = stage.actors.iter().find(|actor| actor.tokens.start > based && actor.named);
    let direct = later.filter(|actor| {
        actor.tokens.start - based <= 8
            && !(based + 1..actor.tokens.start).any(|index| {
                scene.family(index).is(Family::OBLIQUE)
                    || matches!(scene.word(index), "." | ";" | "and" | "that")
            })
    });
    let earlier = stage.actors.iter().rev().find(|actor| {
        actor.tokens.end <= start
            && start - actor.tokens.end <= 4
            && (actor.tokens.end..start)
                .any(|index| matches!(scene.word(index), "is" | "was" | "," | "—" | "(" | "–"))
    });
    if let Some(actor) = direct.or(earlier).filter(|actor| actor.is_firm) {
        settle_in(scene, actor.entity, start..end, "headquarters.based", said);
    }
}

pub(super) fn settle_in(
    scene: &Scene<'_>,
    entity: EntityId,
    tokens: Range<usize>,
    rule: &'static str,
    said: &mut Said,
) {
    let span = scene.span(tokens.clone());
    let text = scene.view.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(country) = is_country(scene, tokens.clone()) {
        fill(&mut said.of(entity).country, Evidenced { value: country.to_owned(), span, rule: rule.into() });
        return;
    }
    if said.of(entity).headquarters.is_none() {
        said.relate(Relation {
            subject: entity,
            kind: RelationKind::HeadquarteredIn,
            object: None,
            object_text: text.clone(),
            span,
            rule: rule.into(),
        });
    }
    fill(&mut said.of(entity).headquarters, Evidenced { value: text, span, rule: rule.into() });
    // `Mumbai, India`
    if let Some(comma) = tokens.clone().find(|&at| scene.word(at) == ",")
        && let Some(country) = is_country(scene, comma + 1..tokens.end)
    {
        let span = scene.span(comma + 1..tokens.end);
        fill(&mut said.of(entity).country, Evidenced { value: country.to_owned(), span, rule: rule.into() });
    }
}

/// `A of Bremen`, `A, a firm in St. Gallen`, `the Toronto company A`, `A, a Boston firm`.
pub(super) fn towns(scene: &Scene<'_>, stage: &Stage, said: &mut Said) {
    for (index, actor) in stage.actors.iter().enumerate() {
        if !actor.named || !actor.is_firm {
            continue;
        }
        let end =
            stage.tokens.end.min(stage.actors.get(index + 1).map_or(usize::MAX, |next| next.tokens.start));
        // Past the acronym in brackets: `Jagtap Fine Chemicals (JFC) in Hyderabad, which`
        let mut at = actor.tokens.end;
        if scene.word(at) == "(" && scene.word(at + 2) == ")" {
            at += 3;
        }
        let comma = scene.word(at) == ",";
        let after = if comma { at + 1 } else { at };
        if scene.is(after, "of") || (!comma && scene.is(after, "in")) {
            if let Some(tokens) = city(scene, after + 1, stage.tokens.end)
                && (scene.is(after, "of") || matches!(scene.word(tokens.end), "," | ")" | "."))
            {
                settle_in(scene, actor.entity, tokens, "headquarters.of", said);
            }
            continue;
        }
        if comma && matches!(scene.word(after), "a" | "an" | "the") {
            // `A, a Boston firm`
            if let Some(tokens) = city(scene, after + 1, stage.tokens.end)
                && is_business(scene, tokens.end..(tokens.end + 4).min(end))
            {
                settle_in(scene, actor.entity, tokens, "headquarters.adjective", said);
                continue;
            }
            // `A, a boutique of 22 people in Cluj`
            let place = (after + 1..end.min(after + 9))
                .take_while(|&at| {
                    !matches!(scene.word(at), "," | ";" | "." | "that" | "which" | "whose" | "and")
                })
                .find(|&at| matches!(scene.word(at), "in" | "from"))
                .and_then(|at| city(scene, at + 1, stage.tokens.end));
            if let Some(tokens) = place
                && is_business(scene, after + 1..tokens.start)
            {
                settle_in(scene, actor.entity, tokens, "headquarters.apposition", said);
                continue;
            }
        }
        // `the Toronto company A`, `a Tokyo drug maker, A`
        let last = if scene.word(actor.tokens.start.wrapping_sub(1)) == "," {
            actor.tokens.start.saturating_sub(1)
        } else {
            actor.tokens.start
        };
        let from = last.saturating_sub(6).max(stage.tokens.start);
        for at in (from..last).rev() {
            if matches!(scene.word(at), "," | "." | ";") {
                break;
            }
            if matches!(scene.word(at), "a" | "an" | "the" | "The" | "A") {
                if let Some(tokens) = city(scene, at + 1, last)
                    && is_business(scene, tokens.end..last)
                {
                    settle_in(scene, actor.entity, tokens, "headquarters.adjective", said);
                }
                break;
            }
        }
    }
}

/// A city from token `at`, with its region behind a comma.
pub(super) fn city(scene: &Scene<'_>, at: usize, end: usize) -> Option<Range<usize>> {
    let capital = at < end && matches!(scene.tokens()[at].case, Case::Capital | Case::Mixed);
    let tokens = place(scene, at, end).filter(|tokens| capital && tokens.start == at)?;
    // `Waterloo, Ontario`: the region says that it is a place.
    let with_region = tokens.clone().any(|index| scene.word(index) == ",");
    let known = with_region || tokens.clone().any(|index| scene.class(index).is(WordClass::CITY)) || {
        let folds = scene.tokens()[tokens.clone()].iter().map(|token| token.fold);
        scene.lexicons.names.get(folds).is_some_and(|entry| entry.listed == Listed::Place)
    };
    known.then_some(tokens)
}

/// Whether some word says that it is a business: `company`, `broker`, `drug maker`.
pub(super) fn is_business(scene: &Scene<'_>, tokens: Range<usize>) -> bool {
    let mut tokens = tokens.peekable();
    tokens.peek().is_some()
        && tokens.any(|at| {
            (is_trade_head(scene, at) || scene.class(at).is(WordClass::TRADE))
                && scene.tokens()[at].case == Case::Lower
        })
}
