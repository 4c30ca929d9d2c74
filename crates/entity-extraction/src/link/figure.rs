//! Which firm a figure is about.
//!
//! In order: `9.5% at B` behind the figure; who acts before it in the sentence, named or stood for; who acts behind it
//! where it opens the sentence; the topic of the paragraph where the sentence speaks of sales, shares or staff
//! without saying whose; the firm that the article is about. In a table the row, the column or the article says
//! whose. A figure of the market, of a country or of another body is nobody's.

use std::ops::Range;

use rust_decimal::Decimal;
use tearsheet_ingest::{BlockKind, Case, fold_hash};

use crate::findings::{Amount, EntityId, Figure, FigureKind};
use crate::lexicon::words::WordClass;

use super::cues::Family;
use super::scene::{Actor, Scene, Stage};

/// So far behind a figure `at B` may begin, in tokens.
const REACH: usize = 9;
/// So long a descriptor may stand between a preposition and the name: `at young women's clothing retailer B`.
const DESCRIPTOR: usize = 6;
/// So far before a figure the noun that it is said of may stand.
const CLAUSE: usize = 24;

/// Whose a figure is, and what says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Owner {
    /// The firm.
    pub(crate) entity: EntityId,
    /// What linked them.
    pub(crate) rule: &'static str,
    /// The tokens that name or stand for the firm; empty where it is carried from before.
    pub(crate) evidence: Range<usize>,
}

/// What a rule says of a figure: whose it is, or that it is no firm's.
enum Verdict {
    Owned(Owner),
    Nobodys,
}

impl Verdict {
    fn of(actor: &Actor, rule: &'static str) -> Self {
        let owner = || Owner { entity: actor.entity, rule, evidence: actor.tokens.clone() };
        if actor.is_firm { Self::Owned(owner()) } else { Self::Nobodys }
    }

    fn owner(self) -> Option<Owner> {
        match self {
            Self::Owned(owner) => Some(owner),
            Self::Nobodys => None,
        }
    }
}

/// The firm that `figure` is about, where the text says so.
pub(crate) fn owner(scene: &Scene<'_>, figure: &Figure, all: &[Figure]) -> Option<Owner> {
    let stage = &scene.stages[scene.stage_at(figure.span.start)?];
    let tokens = scene.tokens_in(figure.span);
    if scene.block_kind(stage) == BlockKind::Table {
        return super::table::owner(scene, stage, figure);
    }
    match figure.kind {
        FigureKind::Year => return since(scene, stage, &tokens)?.owner(),
        FigureKind::Date | FigureKind::Ordinal | FigureKind::Score => return None,
        FigureKind::Duration | FigureKind::Age => return history(stage, &tokens)?.owner(),
        _ => {}
    }
    respective(scene, stage, figure, all)
        .or_else(|| behind(scene, stage, tokens.end, all))
        .or_else(|| before(scene, stage, figure, tokens.start))
        .or_else(|| opening(scene, stage, figure, tokens.start))
        .or_else(|| carried(scene, stage).map(Verdict::Owned))
        .or_else(|| of_the_article(scene, stage, figure, tokens.start).map(Verdict::Owned))?
        .owner()
}

/// `Since 1999, A has ...`: a year in the life of the firm.
fn since(scene: &Scene<'_>, stage: &Stage, year: &Range<usize>) -> Option<Verdict> {
    let opens = year.start == stage.tokens.start + 1 && scene.is(stage.tokens.start, "since");
    let next = if scene.word(year.end) == "," { year.end + 1 } else { year.end };
    let actor = stage.actors.iter().find(|actor| opens && actor.tokens.start == next && !actor.possessive)?;
    Some(Verdict::of(actor, "link.since"))
}

/// `A's 28-year history`; other spans of time are of events.
fn history(stage: &Stage, tokens: &Range<usize>) -> Option<Verdict> {
    let near = |actor: &&Actor| {
        actor.possessive && actor.tokens.end <= tokens.start && tokens.start - actor.tokens.end <= 3
    };
    stage.actors.iter().rev().find(near).map(|actor| Verdict::of(actor, "link.history"))
}

/// `28% at clothing retailer A`, `51.4% of B`: the name that a preposition ties to the figure.
fn behind(scene: &Scene<'_>, stage: &Stage, from: usize, all: &[Figure]) -> Option<Verdict> {
    let stop = (from + REACH).min(stage.tokens.end);
    let next_figure = all.partition_point(|figure| (figure.span.start as usize) < byte_at(scene, from));
    let next_figure = all.get(next_figure).map_or(usize::MAX, |figure| scene.token_at(figure.span.start));
    for at in from..stop.min(next_figure) {
        let word = scene.word(at);
        if matches!(word, "." | ";" | ":" | "," | "and" | "but" | "while" | "—" | "–") {
            return None;
        }
        let ties = scene.is(at, "at") || (word == "of" && at == from);
        if !ties {
            continue;
        }
        let actor = stage.actors.iter().find(|actor| actor.tokens.start > at)?;
        let gap = at + 1..actor.tokens.start;
        let plain = gap.len() <= DESCRIPTOR
            && actor.named
            && !actor.possessive
            && gap.clone().all(|index| scene.word(index) != "," && !scene.family(index).is(Family::OBLIQUE))
            && gap.end <= next_figure;
        return plain.then(|| Verdict::of(actor, "link.behind"));
    }
    None
}

fn byte_at(scene: &Scene<'_>, token: usize) -> usize {
    scene.tokens().get(token).map_or(usize::MAX, |token| token.start as usize)
}

/// Who acts before the figure.
fn before(scene: &Scene<'_>, stage: &Stage, figure: &Figure, at: usize) -> Option<Verdict> {
    let mut earlier = stage.actors.iter().rev().filter(|actor| actor.tokens.end <= at);
    let acting = earlier.find(|actor| {
        !actor.oblique || actor.possessive || has_asset(scene, stage, actor) || is_those_of(scene, actor)
    });
    let acting = scene.clause_head(at, stage.tokens.start, &stage.actors).or(acting)?;
    // `the FTSE 100's 0.3% decline` is of the index, whatever the sentence is about.
    let of_another = (acting.tokens.end + 1..at).rev().take(4).any(|index| {
        let word = scene.word(index);
        let mark = matches!(word, "'" | "’") && scene.is(index + 1, "s") && scene.view.glued(index);
        (mark || word.ends_with("'s") || word.ends_with("’s")) && !acting.tokens.contains(&index)
    });
    let between = acting.tokens.end..at;
    if is_target(scene, between.clone()) {
        let entity = scene.subject.leading.filter(|_| acting.is_firm);
        let owner = entity.map(|entity| Owner { entity, rule: "link.article", evidence: 0..0 });
        return Some(owner.map_or(Verdict::Nobodys, Verdict::Owned));
    }
    let nobodys = of_another
        || of_the_world(scene, between.clone())
        || hearsay(scene, acting, between.clone())
        || elsewhere(scene, stage, between.clone(), scene.tokens_in(figure.span).end)
        || !is_own(scene, figure, between);
    Some(if nobodys { Verdict::Nobodys } else { Verdict::of(acting, "link.subject") })
}

/// `A reckons that 3% of ships are late`: who reports does not speak of itself, unless of what only a firm has.
fn hearsay(scene: &Scene<'_>, acting: &Actor, between: Range<usize>) -> bool {
    let mut words = between.clone().take(4);
    let reports = acting.named && words.any(|at| scene.family(at).is(Family::REPORT));
    let about = |entity| scene.subject.leading == Some(entity);
    let own = |at: usize| scene.family(at).is(Family::ASSET) || scene.is(at, "they");
    reports && !about(acting.entity) && !between.into_iter().any(own)
}

/// `those of the German-owned B 14 per cent`: what is said of A's is said of B's.
fn is_those_of(scene: &Scene<'_>, actor: &Actor) -> bool {
    let from = actor.tokens.start.saturating_sub(DESCRIPTOR);
    (from + 1..actor.tokens.start)
        .any(|at| scene.is(at, "of") && (scene.is(at - 1, "those") || scene.is(at - 1, "that")))
}

/// `cut its price target to C$38`: of the firm whose shares they are, which is not who cuts.
fn is_target(scene: &Scene<'_>, between: Range<usize>) -> bool {
    let mut near = between.rev().take(6);
    near.any(|at| at > 0 && scene.is(at, "target") && scene.is(at - 1, "price"))
}

/// What only compares: `against €24 in France`, `a 0.3% gain in the Lisbon market`.
fn elsewhere(scene: &Scene<'_>, stage: &Stage, between: Range<usize>, end: usize) -> bool {
    let near = end..(end + 6).min(stage.tokens.end);
    let place = |at: usize| scene.tokens()[at].case == Case::Capital && at < stage.tokens.end;
    let compares = between.rev().take(4).any(|at| {
        scene.is(at, "against")
            || scene.is(at, "versus")
            || scene.is(at, "with") && scene.is(at - 1, "compared")
    });
    let abroad =
        (near.start..near.end.saturating_sub(1)).take(2).any(|at| scene.is(at, "in") && place(at + 1));
    let moves = ["gain", "rise", "increase", "fall", "drop", "decline", "growth", "jump"];
    let of_a_market = moves.iter().any(|word| scene.is(end, word))
        && scene.is(end + 1, "in")
        && near.into_iter().any(|at| scene.family(at).is(Family::WORLD));
    compares && abroad || of_a_market
}

/// `140 kilometres south`, `112 metres deep`: where something is and how large it is.
fn is_dimension(scene: &Scene<'_>, figure: &Figure) -> bool {
    let next = scene.tokens_in(figure.span).end;
    ["long", "wide", "deep", "high", "tall", "thick", "north", "south", "east", "west", "away"]
        .iter()
        .any(|word| scene.word(next).starts_with(word))
}

/// Whether somebody makes, sells or uses it: `is made with hops` says that of the beer.
fn makes(scene: &Scene<'_>, mut between: Range<usize>) -> bool {
    between.any(|at| {
        let passive = at > 0 && matches!(scene.word(at - 1), "is" | "are" | "was" | "were" | "be" | "been");
        scene.family(at).is(Family::MAKE) && !passive
    })
}

/// Whether the words speak of several firms: `the 12 yards that publish accounts`.
fn of_several(scene: &Scene<'_>, mut tokens: Range<usize>) -> bool {
    tokens.any(|at| {
        let token = scene.tokens()[at];
        let singular = scene.word(at).strip_suffix('s').filter(|_| token.case == Case::Lower);
        singular.is_some_and(|word| scene.lexicons.links.of(fold_hash(word)).is(Family::FIRM_NOUN))
    })
}

/// `the largest of about 230 firms`: the number is of all of them.
fn is_whole_of_many(scene: &Scene<'_>, between: Range<usize>) -> bool {
    let of = between.clone().rev().find(|&at| !scene.family(at).is(Family::FILLER) || scene.is(at, "of"));
    of.filter(|&of| scene.is(of, "of")).is_some_and(|of| {
        (between.start..of).rev().take(3).any(|at| scene.word(at).ends_with("est") || scene.is(at, "most"))
    })
}

/// Physical quantities and small numbers of things are mostly of products and events: `an engine of 1,020 hp`,
/// `in 14 countries`. They are a firm's own where it makes, sells, has or uses them.
fn is_own(scene: &Scene<'_>, figure: &Figure, between: Range<usize>) -> bool {
    let few = || match figure.quantity.amount {
        Amount::One(value) => value < Decimal::TEN,
        _ => false,
    };
    let has = |family: Family| between.clone().any(|at| scene.family(at).is(family));
    match figure.kind {
        FigureKind::Measure => !is_dimension(scene, figure) && (has(Family::ASSET) || makes(scene, between)),
        FigureKind::Count | FigureKind::Number if is_whole_of_many(scene, between.clone()) => false,
        FigureKind::Count if few() => {
            let oblique = between.clone().rev().take(2).any(|at| scene.family(at).is(Family::OBLIQUE));
            !oblique
        }
        _ => true,
    }
}

/// `Shares in A fell 2.9%`, `Revenue at retailer A rose`: what the sentence opens with is the firm's.
fn has_asset(scene: &Scene<'_>, stage: &Stage, actor: &Actor) -> bool {
    let from = actor.tokens.start.saturating_sub(DESCRIPTOR).max(stage.tokens.start);
    let tie = (from..actor.tokens.start).rev().find(|&at| scene.family(at).is(Family::OBLIQUE));
    tie.is_some_and(|tie| {
        tie <= stage.tokens.start + 4
            && tie > stage.tokens.start
            && matches!(scene.word(tie), "of" | "in" | "at")
            && scene.family(tie - 1).is(Family::ASSET)
    })
}

/// `A and B put on 3.1% and 2.7% respectively`: the figure's place in its list is the firm's in the other.
fn respective(scene: &Scene<'_>, stage: &Stage, figure: &Figure, all: &[Figure]) -> Option<Verdict> {
    let tokens = scene.tokens_in(figure.span);
    let word = (tokens.end..stage.tokens.end.min(tokens.end + 3 * REACH))
        .find(|&at| scene.is(at, "respectively"))?;
    let end = all.partition_point(|other| scene.token_at(other.span.start) < word);
    let mut first = end.checked_sub(1)?;
    while first > 0 {
        let (left, right) = (scene.tokens_in(all[first - 1].span), scene.tokens_in(all[first].span));
        let near = right.start - left.end.min(right.start) <= 4 && left.start >= stage.tokens.start;
        if !near || all[first - 1].kind != figure.kind {
            break;
        }
        first -= 1;
    }
    let list = &all[first..end];
    let place = list.iter().position(|other| other.span == figure.span)?;
    let opens = scene.token_at(list.first()?.span.start);
    let before: Vec<&Actor> =
        stage.actors.iter().filter(|actor| actor.named && actor.tokens.end <= opens).collect();
    let named = before.get(before.len().checked_sub(list.len())?..)?;
    let joined = named.windows(2).all(|pair| {
        let gap = pair[0].tokens.end..pair[1].tokens.start;
        gap.len() <= REACH && gap.clone().any(|at| matches!(scene.word(at), "," | "and"))
    });
    let paired = list.len() > 1 && joined && named[place].is_firm;
    paired.then(|| Verdict::of(named[place], "link.respectively"))
}

/// Where nobody stands before the figure and a phrase with it opens the sentence: `With 300 people, A is ...`.
fn opening(scene: &Scene<'_>, stage: &Stage, figure: &Figure, at: usize) -> Option<Verdict> {
    let later = stage.actors.iter().find(|actor| actor.tokens.start > at && !actor.oblique)?;
    let none_before = stage.actors.iter().all(|actor| actor.tokens.start > at);
    let gap = stage.tokens.start..later.tokens.start;
    let comma = later.tokens.start > at && gap.clone().any(|index| scene.word(index) == ",");
    let led = scene.family(stage.tokens.start).is(Family::OBLIQUE.or(Family::EMPLOY));
    let plain = gap.clone().all(|index| {
        let class = scene.class(index);
        !class.is(WordClass::VERB) || class.is(WordClass::NOUN.or(WordClass::ADJECTIVE)) || index == gap.start
    });
    // `Sales rose 5%, A said.`; `The film has grossed $5m, A said.`
    let told = scene.family(later.tokens.end).is(Family::REPORT)
        && (figure.kind == FigureKind::Money
            || gap.clone().take(6).any(|index| scene.family(index).is(Family::ASSET)));
    let near = later.tokens.start - at <= 16;
    (comma && none_before && near && (led && plain || told)).then(|| Verdict::of(later, "link.opening"))
}

/// The topic of the paragraph, where the sentence names nobody and speaks of what only a firm has; the firm of the
/// article where the paragraph has no topic yet.
fn carried(scene: &Scene<'_>, stage: &Stage) -> Option<Owner> {
    if stage.actors.iter().any(|actor| !actor.oblique || actor.possessive) {
        return None;
    }
    let opening = stage.tokens.start..stage.tokens.end.min(stage.tokens.start + 6);
    let head = opening.clone().any(|at| scene.family(at).is(Family::ASSET));
    if !head || of_the_world(scene, opening.clone()) || of_several(scene, opening.clone()) {
        return None;
    }
    let of_others = |at: usize| {
        scene.family(at).is(Family::WORLD) || scene.class(at).is(WordClass::DEMONYM.or(WordClass::REGION))
    };
    let main =
        || scene.subject.main.filter(|_| stage.actors.is_empty() && !opening.into_iter().any(of_others));
    let entity = stage.topic.or_else(main)?;
    Some(Owner { entity, rule: "link.topic", evidence: 0..0 })
}

/// The firm that the whole article is about, where the sentence gives nobody else the figure: of a profile all that
/// it counts and pays, of a story what only a firm has.
fn of_the_article(scene: &Scene<'_>, stage: &Stage, figure: &Figure, at: usize) -> Option<Owner> {
    let entity = scene.subject.leading?;
    let clause = stage.tokens.start.max(at.saturating_sub(CLAUSE))..stage.tokens.end.min(at + REACH);
    let has_asset = clause.into_iter().any(|at| scene.family(at).is(Family::ASSET.or(Family::HOLDING)));
    let stated = match figure.kind {
        FigureKind::Money | FigureKind::Percent | FigureKind::Count => true,
        FigureKind::Measure | FigureKind::Ratio => has_asset && !is_dimension(scene, figure),
        _ => false,
    };
    let of_another = |actor: &Actor| actor.entity != entity && (!actor.oblique || actor.possessive);
    if !stated
        || stage.topic.is_some_and(|topic| topic != entity)
        || stage.actors.iter().any(of_another)
        || of_others(scene, stage.tokens.start..at)
    {
        return None;
    }
    // What goes on about the firm of the article may leave its name out: `Eleven banks have signed up.`
    let unpriced = figure.kind != FigureKind::Money || figure.per.is_empty();
    let goes_on = (stage.topic == Some(entity) || stage.actors.iter().any(|actor| actor.entity == entity))
        && unpriced
        && !of_several(scene, stage.tokens.start..at);
    (scene.subject.is_profile || has_asset || goes_on).then_some(Owner {
        entity,
        rule: "link.article",
        evidence: 0..0,
    })
}

/// Whether the words speak of a market, a country or its people, and not of a firm's own: `its exports`.
fn of_others(scene: &Scene<'_>, tokens: Range<usize>) -> bool {
    tokens.clone().any(|at| {
        let own = at > tokens.start && (scene.is(at - 1, "its") || scene.is(at - 1, "our"));
        scene.family(at).is(Family::WORLD) && !own
    })
}

fn of_the_world(scene: &Scene<'_>, tokens: impl IntoIterator<Item = usize>) -> bool {
    let mut reported = false;
    for at in tokens {
        let family = scene.family(at);
        reported |= family.is(Family::REPORT);
        if reported && family.is(Family::WORLD) {
            return true;
        }
    }
    false
}
