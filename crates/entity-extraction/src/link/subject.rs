//! Whom the article as a whole is about.

use tearsheet_ingest::{BlockKind, Case};

use crate::findings::{Class, Entity, EntityId, Mention};
use crate::view::View;

use super::cues::Family;

/// So many tokens into the first paragraph its firm is named at the latest, dateline and descriptor before it.
const LEAD: usize = 16;
/// One word in so many is `we` or `our` where a firm speaks of itself.
const SPEAKS: usize = 60;
/// So many times it says so where others are named as often as it is.
const SPEAKS_OF_ITSELF: usize = 4;

/// The firms that an article is about, from the strictest sense to the widest.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Subject {
    /// The firm that the article as a whole is about, if it is one.
    pub(crate) firm: Option<EntityId>,
    /// Whether that firm is what the page is there for: a profile, or a text in which it speaks of itself.
    pub(crate) is_profile: bool,
    /// The firm that leads the article so clearly that what is said of nobody else is said of it.
    pub(crate) leading: Option<EntityId>,
    /// The firm that `the company` means where no sentence before it in the paragraph says otherwise.
    pub(crate) main: Option<EntityId>,
    /// The firm whose skills are meant where the text does not say.
    pub(crate) holder: Option<EntityId>,
}

impl Subject {
    /// Of an article with these entities and mentions; `families` has one entry for each token.
    pub(crate) fn of(
        view: &View<'_>,
        families: &[Family],
        entities: &[Entity],
        mentions: &[Mention],
    ) -> Self {
        let cast = Cast::new(view, families, entities, mentions);
        let (firm, is_profile) = cast.subject().map_or((None, false), |(firm, speaks)| (Some(firm), speaks));
        let ahead = firm.or_else(|| cast.named_most());
        // A story about a council names firms too.
        let bodies = cast.mentions.len() - cast.counts.iter().sum::<usize>();
        let leading = ahead.filter(|it| firm.is_some() || bodies <= cast.counts[it.0 as usize]);
        let main = ahead.or_else(|| cast.opens());
        let holder = firm.or_else(|| cast.titled()).or_else(|| cast.named_first());
        Self { firm, is_profile, leading, main, holder }
    }
}

/// The firms of an article, and how often each is named.
struct Cast<'a> {
    view: &'a View<'a>,
    families: &'a [Family],
    entities: &'a [Entity],
    mentions: &'a [Mention],
    /// Mentions of each entity, of firms alone.
    counts: Vec<usize>,
    /// Whether the text itself names the entity: what a title or a byline alone names is the paper.
    told: Vec<bool>,
}

impl<'a> Cast<'a> {
    fn new(
        view: &'a View<'a>,
        families: &'a [Family],
        entities: &'a [Entity],
        mentions: &'a [Mention],
    ) -> Self {
        let (mut counts, mut told) = (vec![0; entities.len()], vec![false; entities.len()]);
        for mention in mentions {
            let index = mention.entity.0 as usize;
            if entities[index].class != Class::Firm {
                continue;
            }
            counts[index] += 1;
            let block = view.article().sentence_at(mention.span.start).map(|it| view.block_of(it).kind);
            told[index] |= !matches!(
                block,
                Some(BlockKind::Title | BlockKind::Byline | BlockKind::SectionLabel | BlockKind::Copyright)
            );
        }
        Self { view, families, entities, mentions, counts, told }
    }

    fn is_firm(&self, entity: EntityId) -> bool {
        self.entities[entity.0 as usize].class == Class::Firm
    }

    fn names(entity: &Entity) -> impl Iterator<Item = &String> {
        std::iter::once(&entity.name).chain(&entity.aliases)
    }

    fn title(&self) -> &'a str {
        self.view.article().meta().title.as_deref().unwrap_or_default().trim()
    }

    fn is_titled(&self, index: usize) -> bool {
        let title = self.title();
        !title.is_empty() && Self::names(&self.entities[index]).any(|name| title.contains(name.as_str()))
    }

    /// The firm named most, the first of those named alike, and how often it and the next are named.
    fn most(&self) -> Option<(usize, usize, usize)> {
        let (most, &count) =
            self.counts.iter().enumerate().max_by_key(|&(index, &count)| (count, usize::MAX - index))?;
        let others = self.counts.iter().enumerate().filter(|&(index, _)| index != most);
        Some((most, count, others.map(|(_, &count)| count).max().unwrap_or(0)))
    }

    /// The firm that a profile is about: the title names it and little else, or it is named far more than any other
    /// and stands in the title or speaks as `we`; and whether it is the whole title or speaks.
    fn subject(&self) -> Option<(EntityId, bool)> {
        let title = self.title();
        let id = |index: usize| EntityId(index as u32);
        let is_title = |&index: &usize| {
            self.told[index]
                && self.is_titled(index)
                && Self::names(&self.entities[index]).any(|name| 4 * name.len() >= 3 * title.len())
        };
        if let Some(index) = (0..self.entities.len()).find(is_title) {
            return Some((id(index), true));
        }
        let (most, count, second) = self.most()?;
        let ours = self.view.tokens().iter().zip(self.families);
        let ours = ours.filter(|(token, family)| family.is(Family::WE) && token.case != Case::Upper).count();
        let speaks = ours * SPEAKS > self.view.tokens().len();
        let leads = self.told[most] && (second == 0 || count >= 2 && count >= 2 * second);
        if leads && (speaks || self.is_titled(most)) {
            return Some((id(most), speaks));
        }
        let introduced = || self.introduces_itself().map(|firm| (firm, true));
        (speaks && ours >= SPEAKS_OF_ITSELF).then(introduced).flatten()
    }

    /// The first firm, where it is alone in its sentence: a client among others does not speak here.
    fn introduces_itself(&self) -> Option<EntityId> {
        let mut firms = self
            .mentions
            .iter()
            .filter(|mention| self.is_firm(mention.entity) && self.told[mention.entity.0 as usize]);
        let first = firms.next()?;
        let sentence = self.view.article().sentence_at(first.span.start)?;
        firms
            .all(|other| other.entity == first.entity || !sentence.span.contains(other.span))
            .then_some(first.entity)
    }

    /// The firm named as often as any two others together, or in the title and by far not alone.
    fn named_most(&self) -> Option<EntityId> {
        let (most, count, second) = self.most()?;
        let leads = count >= 3 && count >= 2 * second || self.is_titled(most) && count >= 2 && count > second;
        (leads && self.told[most]).then_some(EntityId(most as u32))
    }

    /// The firm that opens the first paragraph, as agencies write, where hardly any is named more.
    fn opens(&self) -> Option<EntityId> {
        let blocks = self.view.article().blocks();
        let paragraph = blocks.iter().find(|block| block.kind == BlockKind::Paragraph)?;
        let first = self.mentions.iter().find(|mention| paragraph.span.contains(mention.span))?;
        let at = self.view.tokens().partition_point(|token| token.end <= first.span.start);
        let opens = at - paragraph.tokens.start as usize <= LEAD && self.is_firm(first.entity);
        let count = self.counts[first.entity.0 as usize];
        let most = self.counts.iter().max().copied().unwrap_or(0);
        (opens && count >= 2 && 3 * count >= 2 * most).then_some(first.entity)
    }

    /// The first firm in title or subtitle that is not the publisher.
    fn titled(&self) -> Option<EntityId> {
        let meta = self.view.article().meta();
        let heads = [meta.title.as_deref(), meta.subtitle.as_deref()];
        let publisher = meta.publisher.as_deref().unwrap_or_default();
        let firms = self.mentions.iter().filter(|mention| self.told[mention.entity.0 as usize]);
        firms
            .filter(|mention| !publisher.contains(self.view.slice(mention.span)))
            .find(|mention| {
                let name = self.entities[mention.entity.0 as usize].name.as_str();
                let written = self.view.slice(mention.span);
                heads.iter().flatten().any(|head| head.contains(name) || head.contains(written))
            })
            .map(|mention| mention.entity)
    }

    /// The firm named as often as all others together, or first and in a third of all places.
    fn named_first(&self) -> Option<EntityId> {
        let (most, count, _) = self.most()?;
        let all: usize = self.counts.iter().sum();
        let first = self.mentions.iter().find(|mention| self.told[mention.entity.0 as usize])?;
        let leads = first.entity.0 as usize == most && count >= 3 && 3 * count >= all;
        (self.told[most] && (2 * count >= all || leads)).then_some(EntityId(most as u32))
    }
}
