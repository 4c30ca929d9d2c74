//! The rows of one article.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rust_decimal::Decimal;
use tearsheet_extract::{Amount, Class, Direction, EntityId, Evidenced, Findings, Movement};
use tearsheet_ingest::{Article, TextSpan, TokenKind};

use crate::ids::content_id;
use crate::tables::{ArticleRow, FigureRow, FirmRow, MentionRow, RelationRow, SkillRow, UnmatchedRow};

/// All rows of one article, in order of position.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows<'a> {
    /// The row of the article itself.
    pub article: ArticleRow<'a>,
    /// Its firms.
    pub firms: Vec<FirmRow<'a>>,
    /// Its other organisations.
    pub organisations: Vec<FirmRow<'a>>,
    /// Mentions of both.
    pub mentions: Vec<MentionRow<'a>>,
    /// Its figures.
    pub figures: Vec<FigureRow<'a>>,
    /// Its skills.
    pub skills: Vec<SkillRow<'a>>,
    /// Items of its lists of skills that no entry knows.
    pub unmatched: Vec<UnmatchedRow<'a>>,
    /// Its relations.
    pub relations: Vec<RelationRow<'a>>,
}

impl<'a> Rows<'a> {
    /// The rows of `article`, in which `findings` were found.
    pub fn new(article: &'a Article, findings: &'a Findings) -> Self {
        let ids = entity_ids(article, findings);
        let places = places(findings);
        let maker = Maker { article, findings, ids: &ids, places: &places };
        let (mut firms, mut organisations) = (Vec::new(), Vec::new());
        for (index, entity) in findings.entities.iter().enumerate() {
            let row = maker.firm(EntityId(index as u32));
            match entity.class {
                Class::Firm => firms.push(row),
                Class::Organisation => organisations.push(row),
            }
        }
        Self {
            article: maker.article(firms.len()),
            firms,
            organisations,
            mentions: findings.mentions.iter().map(|mention| maker.mention(mention)).collect(),
            figures: maker.figures(),
            skills: findings.skills.iter().map(|skill| maker.skill(skill)).collect(),
            unmatched: findings.unmatched.iter().map(|item| maker.unmatched(*item)).collect(),
            relations: findings.relations.iter().map(|relation| maker.relation(relation)).collect(),
        }
    }
}

fn entity_ids(article: &Article, findings: &Findings) -> Vec<String> {
    // Two entities of one name are told apart by their order; ordinarily there are none.
    let mut seen: BTreeMap<(&str, Class), u32> = BTreeMap::new();
    findings
        .entities
        .iter()
        .map(|entity| {
            let ordinal =
                seen.entry((&entity.name, entity.class)).and_modify(|count| *count += 1).or_default();
            let class = match entity.class {
                Class::Firm => "firm",
                Class::Organisation => "organisation",
            };
            content_id("f", &[article.id(), class, &entity.name], *ordinal)
        })
        .collect()
}

struct Maker<'a, 'b> {
    article: &'a Article,
    findings: &'a Findings,
    ids: &'b [String],
    places: &'b [Places],
}

/// Where an entity is mentioned.
#[derive(Clone, Copy, Default)]
struct Places {
    first: Option<TextSpan>,
    count: u32,
}

/// The places of each entity.
fn places(findings: &Findings) -> Vec<Places> {
    let mut places = vec![Places::default(); findings.entities.len()];
    for mention in &findings.mentions {
        let own = &mut places[mention.entity.0 as usize];
        own.first = own.first.or(Some(mention.span));
        own.count += 1;
    }
    places
}

impl<'a> Maker<'a, '_> {
    fn id_of(&self, entity: EntityId) -> Cow<'a, str> {
        Cow::Owned(self.ids[entity.0 as usize].clone())
    }

    fn id_of_some(&self, entity: Option<EntityId>) -> Cow<'a, str> {
        entity.map_or(Cow::Borrowed(""), |entity| self.id_of(entity))
    }

    fn article_id(&self) -> Cow<'a, str> {
        Cow::Borrowed(self.article.id())
    }

    fn sentence(&self, span: TextSpan) -> Cow<'a, str> {
        self.article.sentence_at(span.start).map_or(Cow::Borrowed(""), |s| said(self.article.slice(s.span)))
    }

    fn text(&self, span: TextSpan) -> Cow<'a, str> {
        said(self.article.slice(span))
    }

    fn article(&self, firms: usize) -> ArticleRow<'a> {
        let meta = self.article.meta();
        let words = self.article.tokens().iter().filter(|token| token.kind != TokenKind::Punct).count();
        ArticleRow {
            article_id: self.article_id(),
            source: self.article.source_name().into(),
            sha256: self.article.sha256().into(),
            title: optional(meta.title.as_deref()),
            subtitle: optional(meta.subtitle.as_deref()),
            authors: meta.authors.join("; ").into(),
            publisher: optional(meta.publisher.as_deref()),
            published: optional(meta.published.as_deref()),
            language: optional(meta.language.as_deref()),
            words: words as u32,
            sentences: self.article.sentences().len() as u32,
            firms: firms as u32,
            figures: self.findings.figures.len() as u32,
            skills: self.findings.skills.len() as u32,
            status: match meta.language.as_deref() {
                None | Some("en") => "ok".into(),
                Some(_) => "not-english".into(),
            },
            cluster_id: self.article.cluster().into(),
        }
    }

    fn firm(&self, id: EntityId) -> FirmRow<'a> {
        let entity = &self.findings.entities[id.0 as usize];
        let said = &entity.attributes;
        let Places { first, count } = self.places[id.0 as usize];
        let first = first.map(|span| self.article.locate(span));
        let (employees, employees_high) = said
            .employees
            .as_ref()
            .map_or(("".into(), "".into()), |employees| amount_cells(&employees.value.amount));
        FirmRow {
            firm_id: self.id_of(id),
            article_id: self.article_id(),
            name: entity.name.as_str().into(),
            aliases: entity.aliases.join("; ").into(),
            kind: entity.kind.into(),
            founded: said.founded.as_ref().map_or("".into(), |year| year.value.to_string().into()),
            employees,
            employees_high,
            employees_bound: said.employees.as_ref().map_or("".into(), |it| it.value.bound.sign().into()),
            headquarters: value_of(&said.headquarters),
            country: value_of(&said.country),
            ownership: value_of(&said.ownership),
            parent: value_of(&said.parent),
            partners: joined(&said.partners),
            sector: value_of(&said.sector),
            products: joined(&said.products),
            mentions: count,
            first_start_char: first.map_or(0, |span| span.start_char),
            first_end_char: first.map_or(0, |span| span.end_char),
        }
    }

    fn mention(&self, mention: &'a tearsheet_extract::Mention) -> MentionRow<'a> {
        let at = self.article.locate(mention.span);
        MentionRow {
            article_id: self.article_id(),
            firm_id: self.id_of(mention.entity),
            start_char: at.start_char,
            end_char: at.end_char,
            start_byte: at.start_byte,
            end_byte: at.end_byte,
            text: self.text(mention.span),
            kind: self.findings.entities[mention.entity.0 as usize].kind.into(),
            sentence: self.sentence(mention.span),
            rule: mention.rule.as_ref().into(),
            flag: optional(mention.flag.as_deref()),
        }
    }

    fn figures(&self) -> Vec<FigureRow<'a>> {
        let mut seen: BTreeMap<(Cow<'a, str>, Cow<'a, str>), u32> = BTreeMap::new();
        self.findings
            .figures
            .iter()
            .map(|figure| {
                let at = self.article.locate(figure.span);
                let (text, sentence) = (self.text(figure.span), self.sentence(figure.span));
                let ordinal =
                    seen.entry((sentence.clone(), text.clone())).and_modify(|count| *count += 1).or_default();
                let figure_id = content_id("q", &[self.article.id(), &sentence, &text], *ordinal);
                let (value, value_high) = amount_cells(&figure.quantity.amount);
                FigureRow {
                    figure_id: figure_id.into(),
                    article_id: self.article_id(),
                    start_char: at.start_char,
                    end_char: at.end_char,
                    start_byte: at.start_byte,
                    end_byte: at.end_byte,
                    text,
                    kind: figure.kind.name().into(),
                    value,
                    value_high,
                    bound: figure.quantity.bound.sign().into(),
                    unit: figure.unit.name.as_str().into(),
                    unit_text: said(&figure.unit.text),
                    currency: figure.unit.currency.unwrap_or_default().into(),
                    measure: figure.measure.as_str().into(),
                    concepts: figure.concepts.as_str().into(),
                    per: figure.per.as_str().into(),
                    direction: match figure.direction {
                        None => "",
                        Some(Direction::Up) => "up",
                        Some(Direction::Down) => "down",
                    }
                    .into(),
                    movement: match figure.movement {
                        None => "",
                        Some(Movement::By) => "by",
                        Some(Movement::To) => "to",
                        Some(Movement::From) => "from",
                    }
                    .into(),
                    time: figure.time.as_str().into(),
                    firm_id: self.id_of_some(figure.firm),
                    sentence,
                    rule: figure.rule.as_ref().into(),
                    flag: optional(figure.flag.as_deref()),
                }
            })
            .collect()
    }

    fn skill(&self, skill: &'a tearsheet_extract::Skill) -> SkillRow<'a> {
        let at = self.article.locate(skill.span);
        SkillRow {
            article_id: self.article_id(),
            start_char: at.start_char,
            end_char: at.end_char,
            start_byte: at.start_byte,
            end_byte: at.end_byte,
            text: self.text(skill.span),
            skill: skill.name.as_str().into(),
            category: skill.category.name().into(),
            version: skill.version.as_str().into(),
            firm_id: self.id_of_some(skill.firm),
            sentence: self.sentence(skill.span),
            rule: skill.rule.as_ref().into(),
            flag: optional(skill.flag.as_deref()),
        }
    }

    fn unmatched(&self, item: tearsheet_extract::Unmatched) -> UnmatchedRow<'a> {
        let at = self.article.locate(item.span);
        UnmatchedRow {
            article_id: self.article_id(),
            start_char: at.start_char,
            end_char: at.end_char,
            start_byte: at.start_byte,
            end_byte: at.end_byte,
            text: self.text(item.span),
            count: item.count,
            sentence: self.sentence(item.span),
        }
    }

    fn relation(&self, relation: &'a tearsheet_extract::Relation) -> RelationRow<'a> {
        let at = self.article.locate(relation.span);
        RelationRow {
            article_id: self.article_id(),
            subject_id: self.id_of(relation.subject),
            relation: relation.kind.name().into(),
            object_id: self.id_of_some(relation.object),
            object_text: relation.object_text.as_str().into(),
            start_char: at.start_char,
            end_char: at.end_char,
            sentence: self.sentence(relation.span),
            rule: relation.rule.as_ref().into(),
        }
    }
}

/// Clean text as a reader would say it: rows and cells of a table run on with a blank.
fn said(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|byte| matches!(byte, b'\n' | b'\t' | b'\r')) {
        Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
    } else {
        Cow::Borrowed(text)
    }
}

fn optional(text: Option<&str>) -> Cow<'_, str> {
    text.unwrap_or_default().into()
}

fn value_of(said: &Option<Evidenced<String>>) -> Cow<'_, str> {
    said.as_ref().map_or("".into(), |said| said.value.as_str().into())
}

fn joined(said: &[Evidenced<String>]) -> Cow<'_, str> {
    said.iter().map(|said| said.value.as_str()).collect::<Vec<_>>().join("; ").into()
}

fn amount_cells<'a>(amount: &Amount) -> (Cow<'a, str>, Cow<'a, str>) {
    match amount {
        Amount::One(value) => (decimal(value), "".into()),
        Amount::Range(low, high) => (decimal(low), decimal(high)),
        Amount::Date(date) => (date.clone().into(), "".into()),
    }
}

/// A decimal without trailing zeros, exponent or thousands sign.
fn decimal<'a>(value: &Decimal) -> Cow<'a, str> {
    value.normalize().to_string().into()
}
