//! Who is on stage: the mentions of each sentence with their role in it, and what `it` or `the company` stands for.

use std::ops::Range;

use tearsheet_ingest::{BlockKind, Case, Sentence, TextSpan, Token, TokenKind};

use crate::findings::{Class, Entity, EntityId, Mention};
use crate::lexicon::Lexicons;
use crate::lexicon::words::WordClass;
use crate::view::View;

use super::cues::Family;

/// So many tokens into the first paragraph its firm is named at the latest, dateline and descriptor before it.
const LEAD: usize = 16;

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
    /// The firm that the article as a whole is about, if it is one.
    pub(crate) subject: Option<EntityId>,
    /// Whether that firm is what the page is there for: a profile, or a text in which it speaks of itself.
    pub(crate) is_profile: bool,
    /// The firm that `the company` means where no sentence before it in the paragraph says otherwise.
    pub(crate) main: Option<EntityId>,
    /// The firm that leads the article so clearly that what is said of nobody else is said of it.
    pub(crate) leading: Option<EntityId>,
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
        let families = view.tokens().iter().map(|token| lexicons.links.of(token.fold)).collect();
        let mut scene = Self {
            view,
            lexicons,
            entities,
            families,
            stages: Vec::with_capacity(view.sentences().len()),
            subject: None,
            is_profile: false,
            main: None,
            leading: None,
            peopled: vec![false; view.article().blocks().len()],
        };
        let counts = scene.counts(mentions);
        let subject = scene.find_subject(&counts);
        scene.subject = subject.map(|(firm, _)| firm);
        scene.is_profile = subject.is_some_and(|(_, profile)| profile);
        scene.leading = scene.subject.or_else(|| scene.find_main(&counts));
        // A story about a council names firms too.
        let of_another = |firm: EntityId| {
            let bodies = mentions.iter().filter(|mention| !scene.is_firm(mention.entity));
            bodies.count() > counts[firm.0 as usize]
        };
        scene.leading = scene.leading.filter(|&firm| scene.subject.is_some() || !of_another(firm));
        scene.main =
            scene.subject.or_else(|| scene.find_main(&counts)).or_else(|| scene.lead(&counts, mentions));
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

    /// How often each firm is named.
    fn counts(&self, mentions: &[Mention]) -> Vec<usize> {
        let mut counts = vec![0; self.entities.len()];
        for mention in mentions.iter().filter(|mention| self.is_firm(mention.entity)) {
            counts[mention.entity.0 as usize] += 1;
        }
        counts
    }

    /// The firm named most: as often as any two others together, or in the title and by far not alone.
    fn find_main(&self, counts: &[usize]) -> Option<EntityId> {
        let (most, &count) =
            counts.iter().enumerate().max_by_key(|&(index, &count)| (count, usize::MAX - index))?;
        let second = counts.iter().enumerate().filter(|&(index, _)| index != most).map(|(_, &n)| n).max();
        let second = second.unwrap_or(0);
        let title = self.view.article().meta().title.as_deref().unwrap_or_default();
        let entity = &self.entities[most];
        let titled =
            std::iter::once(&entity.name).chain(&entity.aliases).any(|name| title.contains(name.as_str()));
        let leads = count >= 3 && count >= 2 * second || titled && count >= 2 && count > second;
        leads.then_some(EntityId(most as u32))
    }

    /// The firm that opens the first paragraph, as agencies write, where hardly any is named more.
    fn lead(&self, counts: &[usize], mentions: &[Mention]) -> Option<EntityId> {
        let blocks = self.view.article().blocks();
        let paragraph = blocks.iter().find(|block| block.kind == BlockKind::Paragraph)?;
        let first = mentions.iter().find(|mention| paragraph.span.contains(mention.span))?;
        let from = paragraph.tokens.start as usize;
        let opens = self.tokens_in(first.span).start - from <= LEAD && self.is_firm(first.entity);
        let count = counts[first.entity.0 as usize];
        let most = counts.iter().max().copied().unwrap_or(0);
        (opens && count >= 2 && 3 * count >= 2 * most).then_some(first.entity)
    }

    /// The firm that a profile is about: the title names it and little else, or it is named far more than any other
    /// and stands in the title or speaks as `we`; and whether it is the whole title or speaks.
    fn find_subject(&self, counts: &[usize]) -> Option<(EntityId, bool)> {
        let title = self.view.article().meta().title.as_deref().unwrap_or_default().trim();
        let names = |entity: &'a Entity| std::iter::once(&entity.name).chain(&entity.aliases);
        let titled =
            |entity: &'a Entity| !title.is_empty() && names(entity).any(|name| title.contains(name.as_str()));
        let is_title = |entity: &'a Entity| {
            titled(entity) && names(entity).any(|name| 4 * name.len() >= 3 * title.len())
        };
        let id = |index: usize| EntityId(index as u32);
        if let Some(index) = (0..self.entities.len()).find(|&i| counts[i] > 0 && is_title(&self.entities[i]))
        {
            return Some((id(index), true));
        }
        let (most, &count) =
            counts.iter().enumerate().max_by_key(|&(index, &count)| (count, usize::MAX - index))?;
        let second = counts.iter().enumerate().filter(|&(index, _)| index != most).map(|(_, &n)| n).max();
        let ours = self
            .tokens()
            .iter()
            .zip(&self.families)
            .filter(|(token, family)| family.is(Family::WE) && token.case != Case::Upper);
        let speaks = ours.count() * 60 > self.tokens().len();
        let second = second.unwrap_or(0);
        let leads = second == 0 || count >= 2 && count >= 2 * second;
        (leads && (speaks || titled(&self.entities[most]))).then_some((id(most), speaks))
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
        let acting = |actor: &&Actor| !actor.oblique || actor.possessive;
        if let Some(actor) = actors.iter().filter(|actor| actor.is_firm).find(acting) {
            past.topic = Some(actor.entity);
        } else if actors.iter().any(|actor| !actor.is_firm && !actor.oblique) {
            past.topic = None;
        } else if past.topic.is_none() && self.main.is_none() {
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
                (at..at + 1, self.antecedent(at, actors, past))
            } else if family.is(Family::WE) {
                (at..at + 1, self.subject)
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
            let oblique = self.is_oblique(range.start, tokens.start);
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
    fn antecedent(&self, at: usize, actors: &[Actor], past: &Past) -> Option<EntityId> {
        let before = |actor: &&Actor| actor.tokens.end <= at && (!actor.oblique || actor.possessive);
        match actors.iter().filter(|actor| actor.named).find(before) {
            Some(actor) => actor.is_firm.then_some(actor.entity),
            None => past.topic.or(past.before),
        }
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
        let leading = self.leading.filter(|_| generic);
        [acting, leading, past.topic, self.main, past.last, past.before]
            .into_iter()
            .flatten()
            .find(|&entity| fits(entity))
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
