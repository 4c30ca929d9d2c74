//! Of which country a firm is: as the text says, else that of its seat where the place leaves no doubt.

use tearsheet_ingest::TokenKind;

use crate::findings::{EntityId, Evidenced, Relation, RelationKind};
use crate::lexicon::words::WordClass;

use super::attribute::{Said, fill};
use super::cues::Family;
use super::scene::{Scene, Stage};

/// The country of each seat whose place has no namesake abroad, for firms of which no country is stated.
pub(super) fn of_seats(scene: &Scene<'_>, said: &mut Said) {
    for index in 0..said.attributes.len() {
        let own = &said.attributes[index];
        let (None, Some(seat)) = (&own.country, &own.headquarters) else { continue };
        let tokens = scene.tokens_in(seat.span);
        let part = |at: usize| scene.word(at) != ",";
        let country = |tokens: std::ops::Range<usize>| {
            let folds = || scene.tokens()[tokens.clone()].iter().map(|token| token.fold);
            scene.lexicons.links.country_of_place(folds())
        };
        // `Columbus, Ohio`: the region says more than the city.
        let comma = tokens.clone().find(|&at| !part(at));
        let found = match comma {
            Some(comma) => country(comma + 1..tokens.end),
            None => country(tokens),
        };
        if let Some(value) = found {
            let evidence =
                Evidenced { value: value.to_owned(), span: seat.span, rule: "country.seat".into() };
            said.attributes[index].country = Some(evidence);
        }
    }
}

/// Every country as a relation, so that its evidence stands in a table.
pub(super) fn relate(said: &mut Said) {
    for index in 0..said.attributes.len() {
        let Some(Evidenced { value, span, rule }) = said.attributes[index].country.clone() else { continue };
        said.relate(Relation {
            subject: EntityId(index as u32),
            kind: RelationKind::OfCountry,
            object: None,
            object_text: value,
            span,
            rule,
        });
    }
}

/// `Danish brewer A`, `A, a Dutch consultancy`, `A from Egypt`.
pub(super) fn origins(scene: &Scene<'_>, stage: &Stage, said: &mut Said) {
    for actor in stage.actors.iter().filter(|actor| actor.named && actor.is_firm) {
        // An adjective in front, with what the firm is in between.
        let from = actor.tokens.start.saturating_sub(6).max(stage.tokens.start);
        // `its Austrian subsidiary, A,`
        let apposed = actor.tokens.start > from + 1
            && scene.word(actor.tokens.start - 1) == ","
            && scene.family(actor.tokens.start - 2).is(Family::UNIT);
        let last = actor.tokens.start - usize::from(apposed);
        for at in (from..last).rev() {
            let class = scene.class(at);
            if scene.tokens()[at].kind == TokenKind::Punct && scene.word(at) != "-"
                || class.is(WordClass::FUNCTION)
            {
                break;
            }
            let tokens = scene.tokens()[at..actor.tokens.start].iter().map(|token| token.fold);
            if let Some((len, country)) = scene.lexicons.links.country(tokens)
                && country.is_demonym
                && at + len < actor.tokens.start
                && !(scene.word(at + len) == "-" && scene.view.glued(at + len))
            {
                // `South Korean` is found from its first word.
                let start = if at > from && matches!(scene.word(at - 1), "South" | "North" | "New" | "Sri") {
                    at - 1
                } else {
                    at
                };
                let folds = scene.tokens()[start..actor.tokens.start].iter().map(|token| token.fold);
                let name =
                    scene.lexicons.links.country(folds).map_or(country.name, |(_, country)| country.name);
                let span = scene.span(start..at + len);
                let evidence = Evidenced { value: name.to_owned(), span, rule: "country.adjective".into() };
                fill(&mut said.of(actor.entity).country, evidence);
                break;
            }
        }
        // `A from Egypt`, `A of Denmark`, `A, a Dutch firm`, `A is an independent Dutch firm`
        let mut at = actor.tokens.end;
        if matches!(scene.word(at), "from" | "of") {
            let end = (at + 5).min(stage.tokens.end);
            let folds = scene.tokens()[(at + 1).min(end)..end].iter().map(|token| token.fold);
            if let Some((len, country)) = scene.lexicons.links.country(folds).filter(|(_, it)| !it.is_demonym)
            {
                let span = scene.span(at + 1..at + 1 + len);
                let evidence =
                    Evidenced { value: country.name.to_owned(), span, rule: "country.from".into() };
                fill(&mut said.of(actor.entity).country, evidence);
            }
            continue;
        }
        if matches!(scene.word(at), "," | "is" | "was" | "(" | "—" | "–") {
            at += 1;
            if matches!(scene.word(at), "a" | "an" | "the") {
                let end = (at + 6).min(stage.tokens.end);
                for index in at + 1..end {
                    let folds = scene.tokens()[index..end].iter().map(|token| token.fold);
                    if let Some((len, country)) = scene.lexicons.links.country(folds)
                        && country.is_demonym
                        && (index + len..(index + len + 4).min(stage.tokens.end)).any(|next| {
                            scene.family(next).is(Family::FIRM_NOUN) || scene.class(next).is(WordClass::TRADE)
                        })
                    {
                        // `a Swiss joint venture` has a Swiss partner, which makes it no Swiss firm.
                        let venture = (index..end + 2).any(|next| scene.family(next).is(Family::VENTURE));
                        if !venture {
                            let span = scene.span(index..index + len);
                            let evidence = Evidenced {
                                value: country.name.to_owned(),
                                span,
                                rule: "country.apposition".into(),
                            };
                            fill(&mut said.of(actor.entity).country, evidence);
                        }
                        break;
                    }
                    if scene.tokens()[index].kind == TokenKind::Punct {
                        break;
                    }
                }
            }
        }
    }
}
