//! Who is on stage: the mentions of each sentence with their role in it, and what `it` or `the company` stands for.

use std::ops::Range;

use tearsheet_ingest::{BlockKind, Case, Sentence, TextSpan, Token, TokenKind};

use crate::findings::{Class, Entity, EntityId, Mention};
use crate::lexicon::Lexicons;
use crate::lexicon::words::WordClass;
use crate::view::View;

use super::cues::Family;
use super::subject::Subject;

/// A clause that begins with `which` is about a name at most so many tokens before it.
const CLAUSE_GAP: usize = 8;
/// So far into such a clause a figure may stand.
const CLAUSE_LENGTH: usize = 30;

/// A mention and its role in its sentence.
#[derive(Clone, Debug)]
pub(crate) struct Actor {
    /// Whom it names.
    pub(crate) entity: EntityId,
    /// Whether that is a firm.
    pub(crate) is_firm: bool,
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// Whether a possessive follows.
    pub(crate) possessive: bool,
    /// Whether it stands behind a preposition: not who acts.
    pub(crate) oblique: bool,
    /// Whether the text names it here; otherwise it stands for a firm named before.
    pub(crate) named: bool,
}

/// One sentence with its actors in order of position.
#[derive(Clone, Debug)]
pub(crate) struct Stage {
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// Block that it stands in.
    pub(crate) block: usize,
    /// Who is in it.
    pub(crate) actors: Vec<Actor>,
    /// Every family that one of its words is in: a rule whose cue is missing need not look at the words.
    pub(crate) cues: Family,
    /// The firm that the sentences before it are about, while the paragraph lasts.
    pub(crate) topic: Option<EntityId>,
}

/// The whole article.
pub(crate) struct Scene<'a> {
    pub(crate) view: &'a View<'a>,
    pub(crate) lexicons: &'a Lexicons,
    pub(crate) entities: &'a [Entity],
    /// The families of each token.
    families: Vec<Family>,
    /// One for each sentence.
    pub(crate) stages: Vec<Stage>,
    /// Whom the article is about.
    pub(crate) subject: Subject,
    /// Whether somebody stands in a block, for each block.
    pub(crate) peopled: Vec<bool>,
}

impl<'a> Scene<'a> {
    pub(crate) fn new(
        view: &'a View<'a>,
        lexicons: &'a Lexicons,
        entities: &'a [Entity],
        mentions: &[Mention],
    ) -> Self {
        let families: Vec<Family> = view.tokens().iter().map(|token| lexicons.links.of(token.fold)).collect();
        let subject = Subject::of(view, &families, entities, mentions);
        let mut scene = Self {
            view,
            lexicons,
            entities,
            families,
            stages: Vec::with_capacity(view.sentences().len()),
            subject,
            peopled: vec![false; view.article().blocks().len()],
        };
        let mut next = mentions.iter().peekable();
        let mut past = Past::default();
        let mut own = Vec::new();
        for sentence in view.sentences() {
            own.clear();
            while let Some(mention) = next.next_if(|mention| mention.span.start < sentence.span.end) {
                own.push(mention);
            }
            let stage = scene.stage(sentence, &own, &mut past);
            scene.peopled[stage.block] |= !stage.actors.is_empty();
            scene.stages.push(stage);
        }
        scene
    }

    pub(crate) fn tokens(&self) -> &'a [Token] {
        self.view.tokens()
    }

    pub(crate) fn word(&self, index: usize) -> &'a str {
        self.view.word(index)
    }

    pub(crate) fn family(&self, index: usize) -> Family {
        self.families.get(index).copied().unwrap_or_default()
    }

    pub(crate) fn class(&self, index: usize) -> WordClass {
        self.tokens().get(index).map_or(WordClass::default(), |token| self.lexicons.words.of(token.fold))
    }

    pub(crate) fn is(&self, index: usize, word: &str) -> bool {
        self.word(index).eq_ignore_ascii_case(word)
    }

    /// The first token that starts at or after byte `at`.
    pub(crate) fn token_at(&self, at: u32) -> usize {
        self.tokens().partition_point(|token| token.start < at)
    }

    /// The tokens of a span.
    pub(crate) fn tokens_in(&self, span: TextSpan) -> Range<usize> {
        let first = self.tokens().partition_point(|token| token.end <= span.start);
        first..self.token_at(span.end).max(first)
    }

    /// The stretch of text from the first to the last of some tokens.
    pub(crate) fn span(&self, tokens: Range<usize>) -> TextSpan {
        let last = tokens.end.saturating_sub(1).max(tokens.start);
        TextSpan::new(self.tokens()[tokens.start].start, self.tokens()[last].end)
    }

    pub(crate) fn is_firm(&self, entity: EntityId) -> bool {
        self.entities[entity.0 as usize].class == Class::Firm
    }

    pub(crate) fn block_kind(&self, stage: &Stage) -> BlockKind {
        self.view.article().blocks()[stage.block].kind
    }

    /// The index of the sentence that holds byte `at`.
    pub(crate) fn stage_at(&self, at: u32) -> Option<usize> {
        let after = self.view.sentences().partition_point(|sentence| sentence.span.start <= at);
        after.checked_sub(1)
    }

    fn stage(&self, sentence: &Sentence, mentions: &[&Mention], past: &mut Past) -> Stage {
        let tokens = sentence.tokens.start as usize..sentence.tokens.end as usize;
        let block = sentence.block as usize;
        if past.block != Some(block) {
            let kind = self.view.article().blocks()[block].kind;
            past.enter(block, kind);
        }
        let mut actors: Vec<Actor> = Vec::new();
        for mention in mentions {
            let at = self.tokens_in(mention.span);
            // `of A and B`, `according to A (ABC)`
            let after_actor = actors.last().filter(|last| {
                let bracket = last.entity == mention.entity && self.word(last.tokens.end) == "(";
                self.is_and(last.tokens.end..at.start) || bracket && last.tokens.end + 1 == at.start
            });
            let oblique = match after_actor {
                Some(last) => last.oblique,
                None => self.is_oblique(at.start, tokens.start),
            };
            let possessive = self.is_possessive(&at);
            let is_firm = self.is_firm(mention.entity);
            actors.push(Actor {
                entity: mention.entity,
                is_firm,
                tokens: at,
                possessive,
                oblique,
                named: true,
            });
        }
        let topic = past.topic;
        let cues = self.families[tokens.clone()].iter().fold(Family::default(), |all, &own| all.and(own));
        if cues.is(Family::ANAPHOR.and(Family::WE).and(Family::FIRM_NOUN)) {
            self.stand_ins(&tokens, &mut actors, past);
        }
        // What this sentence is about: its first firm that acts, named or stood for.
        // Who only reports (`A reckons that half of all ships are late`) is not.
        let reports = |actor: &Actor| {
            actor.named
                && self.family(actor.tokens.end).is(Family::REPORT)
                && self.subject.leading != Some(actor.entity)
                && !cues.is(Family::ANAPHOR.and(Family::ASSET))
        };
        let acting = |actor: &&Actor| !actor.oblique || actor.possessive;
        if let Some(actor) = actors.iter().filter(|actor| actor.is_firm).find(acting) {
            past.topic = Some(actor.entity).filter(|_| !reports(actor));
        } else if actors.iter().any(|actor| !actor.is_firm && !actor.oblique) {
            past.topic = None;
        } else if past.topic.is_none() && self.subject.main.is_none() {
            past.topic = actors.iter().find(|actor| actor.is_firm).map(|actor| actor.entity);
        }
        if let Some(actor) = actors.iter().rev().find(|actor| actor.is_firm && actor.named) {
            past.last = Some(actor.entity);
        }
        Stage { tokens, block, actors, cues, topic }
    }

    /// Adds `it`, `its`, `the company`, `we` as actors where it is clear whom they stand for.
    fn stand_ins(&self, tokens: &Range<usize>, actors: &mut Vec<Actor>, past: &Past) {
        let mut found = Vec::new();
        for at in tokens.clone() {
            let family = self.family(at);
            // `IT` is a trade and `US` a country.
            if self.tokens()[at].case == Case::Upper {
                continue;
            }
            let (range, entity) = if family.is(Family::ANAPHOR) {
                // `it` as a subject of weather and the like: `it is time`, `it is likely that`.
                (at..at + 1, self.antecedent(at, tokens.start, actors, past))
            } else if family.is(Family::WE) {
                (at..at + 1, self.subject.firm)
            } else if family.is(Family::FIRM_NOUN)
                && let Some(article) = self.article_before(at, tokens.start)
            {
                // `the bank of Italy` is a name, `the company's`, `the company,` are not.
                if self.is(at + 1, "of")
                    || self.tokens().get(at).is_some_and(|token| token.case != Case::Lower)
                {
                    continue;
                }
                (article..at + 1, self.antecedent_of_noun(at, actors, past))
            } else {
                continue;
            };
            let Some(entity) = entity else { continue };
            let possessive = self.word(at).ends_with('s') && family.is(Family::ANAPHOR)
                || self.is(at, "our")
                || self.is_possessive(&range);
            let oblique = self.is_oblique(range.start, tokens.start) || self.is_object(at, tokens);
            found.push(Actor { entity, is_firm: true, tokens: range, possessive, oblique, named: false });
        }
        actors.extend(found);
        actors.sort_by_key(|actor| actor.tokens.start);
    }

    /// `the` before the noun at `at`, at most an adjective of a country or one of ownership and seat in between:
    /// `the South Korean bank`, `the family-owned company`.
    fn article_before(&self, at: usize, first: usize) -> Option<usize> {
        let start = at.saturating_sub(4).max(first);
        let article = (start..at).rev().find(|&index| self.is(index, "the"))?;
        let folds = self.tokens()[article + 1..at].iter().map(|token| token.fold);
        let of_a_country = |len| self.lexicons.links.country(folds).is_some_and(|(own, _)| own == len);
        let kept = at - article - 1;
        let hyphened = kept >= 2
            && self.word(at - 2) == "-"
            && matches!(self.word(at - 1), "owned" | "based" | "listed" | "controlled" | "run" | "led");
        (kept == 0 || hyphened || of_a_country(kept)).then_some(article)
    }

    /// Whom `it` at token `at` stands for: who acts before it in the sentence, else the topic.
    fn antecedent(&self, at: usize, first: usize, actors: &[Actor], past: &Past) -> Option<EntityId> {
        if let Some(head) = self.clause_head(at, first, actors) {
            return head.is_firm.then_some(head.entity);
        }
        let before = |actor: &&Actor| actor.tokens.end <= at && (!actor.oblique || actor.possessive);
        // `The sector employs 8,000 people, and it ...`
        let of_the_world = || (first..at.min(first + 8)).any(|index| self.family(index).is(Family::WORLD));
        match actors.iter().filter(|actor| actor.named).find(before) {
            Some(actor) => actor.is_firm.then_some(actor.entity),
            None if self.is(at, "it") && of_the_world() => None,
            None => past.topic.or(past.before),
        }
    }

    /// The name that a clause about it is hung on, in which token `at` stands: `made by A in Leeds, which charges $900`.
    /// Of an apposition it is the name before it: `A, a venture of B and C, which opened`.
    pub(crate) fn clause_head<'s>(&self, at: usize, first: usize, actors: &'s [Actor]) -> Option<&'s Actor> {
        let mark = |index: usize| matches!(self.word(index), "," | ";" | "—" | "–" | ")");
        let which =
            (first + 1..at).rev().take(CLAUSE_LENGTH).take_while(|&index| !mark(index)).find(|&index| {
                (self.is(index, "which") || self.is(index, "whose") || self.is(index, "who"))
                    && self.word(index - 1) == ","
            })?;
        let near = |actor: &&Actor| {
            actor.named && actor.tokens.end < which && which - actor.tokens.end <= CLAUSE_GAP
        };
        let nearest = actors.iter().rev().find(near)?;
        let apposed = |actor: &&Actor| {
            let end = actor.tokens.end;
            actor.named
                && end < nearest.tokens.start
                && nearest.tokens.start - end <= CLAUSE_LENGTH
                && self.word(end) == ","
                && matches!(self.word(end + 1), "a" | "an")
                && !(end + 1..nearest.tokens.start)
                    .any(|index| matches!(self.word(index), "," | "which" | "that"))
        };
        Some(actors.iter().rev().find(apposed).unwrap_or(nearest))
    }

    /// Whom `the bank` stands for: the topic, or the firm last named of that kind.
    fn antecedent_of_noun(&self, at: usize, actors: &[Actor], past: &Past) -> Option<EntityId> {
        let noun = self.word(at);
        let fits = |entity: EntityId| {
            let kind = self.entities[entity.0 as usize].kind;
            !matches!((noun, kind), ("bank" | "lender", kind) if !kind.is_empty() && kind != "bank" && kind != "company")
        };
        let here = actors.iter().filter(|actor| actor.named && actor.is_firm && actor.tokens.end <= at);
        let acting = here.clone().find(|actor| !actor.oblique).map(|actor| actor.entity);
        let generic = matches!(noun, "company" | "firm" | "group");
        let leading = self.subject.leading.filter(|_| generic);
        let all = [acting, leading, past.topic, self.subject.main, past.last, past.before];
        // `Brennock Ventures, the bank's arm, ... and the bank`: of two that may be meant, the one that is a bank.
        let is_bank = |entity: EntityId| self.entities[entity.0 as usize].kind == "bank";
        let bank = all.into_iter().flatten().find(|&it| matches!(noun, "bank" | "lender") && is_bank(it));
        bank.or_else(|| all.into_iter().flatten().find(|&entity| fits(entity)))
    }

    fn is_possessive(&self, at: &Range<usize>) -> bool {
        let next = self.word(at.end);
        matches!(next, "'s" | "’s" | "'" | "’")
            && self.tokens().get(at.end).is_some_and(|token| self.tokens()[at.end - 1].end == token.start)
            || {
                // `KCC's` is one token, of which the mention is the first part.
                let last = self.word(at.end.saturating_sub(1));
                last.ends_with("'s") || last.ends_with("’s") || last.ends_with("s'") || last.ends_with("s’")
            }
            || matches!(next, "s") && matches!(self.word(at.end.saturating_sub(1)), "'" | "’")
    }

    /// Whether only `and`, `or`, commas and articles stand between.
    fn is_and(&self, between: Range<usize>) -> bool {
        !between.is_empty()
            && between.len() <= 3
            && between.clone().all(|at| matches!(self.word(at), "," | "and" | "or" | "&" | "the"))
    }

    /// Whether the pronoun at `at` is what somebody does something to: `as they build it and`, `financed it.`
    fn is_object(&self, at: usize, sentence: &Range<usize>) -> bool {
        let ends = at + 1 == sentence.end
            || self.tokens()[at + 1].kind == TokenKind::Punct && !matches!(self.word(at + 1), "'" | "’")
            || self.family(at + 1).is(Family::OBLIQUE)
            || matches!(self.word(at + 1), "and" | "or" | "as" | "when" | "because" | "up" | "out" | "back");
        self.is(at, "it") && at > sentence.start && self.class(at - 1).is(WordClass::VERB) && ends
    }

    /// Whether the noun phrase that ends before token `at` stands behind a preposition.
    fn is_oblique(&self, at: usize, first: usize) -> bool {
        let mut steps = 0;
        let mut index = at;
        while index > first && steps < 8 {
            index -= 1;
            steps += 1;
            let token = self.tokens()[index];
            if self.family(index).is(Family::OBLIQUE) {
                return true;
            }
            match token.kind {
                TokenKind::Punct if !matches!(self.word(index), "-" | "'" | "’" | "\"" | "“" | "”") => {
                    return false;
                }
                TokenKind::Number => return false,
                _ => {}
            }
            let class = self.class(index);
            if class.is(WordClass::FUNCTION) {
                if matches!(self.word(index), "a" | "an" | "the" | "its" | "their" | "his" | "her") {
                    continue;
                }
                return false;
            }
            // A finite verb ends the phrase; a noun that is also a verb stays in it.
            if !class.is(WordClass::NOUN.or(WordClass::ADJECTIVE)) && class.is(WordClass::VERB) {
                return index > first && self.is(index - 1, "to");
            }
        }
        false
    }
}

/// What has been talked of so far.
#[derive(Default)]
struct Past {
    block: Option<usize>,
    /// The firm that this paragraph is about.
    topic: Option<EntityId>,
    /// The firm that the paragraph before was about.
    before: Option<EntityId>,
    /// The firm last named.
    last: Option<EntityId>,
}

impl Past {
    fn enter(&mut self, block: usize, kind: BlockKind) {
        self.block = Some(block);
        match kind {
            // A heading starts anew; floats do not interrupt.
            BlockKind::Heading | BlockKind::Title => (self.topic, self.before) = (None, None),
            BlockKind::Paragraph | BlockKind::List | BlockKind::Table | BlockKind::Quote => {
                self.before = self.topic.or(self.before);
                self.topic = None;
            }
            _ => {}
        }
    }
}
