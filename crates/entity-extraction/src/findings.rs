//! What extraction gives: one article's firms, figures, skills and what links them, in a total order.

use std::borrow::Cow;

use rust_decimal::Decimal;
use tearsheet_ingest::TextSpan;

/// The id of the rule or the lexicon line that made a finding, e.g. `money.symbol` or `lexicon/firms.csv:14`.
pub type RuleId = Cow<'static, str>;

/// Why a person should look at a finding, e.g. `ambiguous-currency`, `vague`, `inferred`.
pub type Flag = Cow<'static, str>;

/// All that was found in one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Firms and other organisations, in the order of their first mention.
    pub entities: Vec<Entity>,
    /// Mentions of them, by position.
    pub mentions: Vec<Mention>,
    /// Figures, by position.
    pub figures: Vec<Figure>,
    /// Skills, by position; a slashed version (`PHP4/5`) gives two with one span.
    pub skills: Vec<Skill>,
    /// Items of lists of skills that no entry of the lexicon knows, by position of the first.
    pub unmatched: Vec<Unmatched>,
    /// Relations, by position.
    pub relations: Vec<Relation>,
    /// What looked like a figure and could not be read, by position.
    pub refusals: Vec<Refusal>,
}

/// An entity of this article: an index into [`Findings::entities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

/// Whether an entity is a firm or another body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A named business that sells goods or services, or invests.
    Firm,
    /// Any other named body: university, ministry, charity, association, exchange, publisher.
    Organisation,
}

/// A firm or another organisation of one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// The fullest form in the article, or the lexicon's canonical form where the lexicon knows it.
    pub name: String,
    /// Other forms in the article, in the order of their first mention, without [`Entity::name`].
    pub aliases: Vec<String>,
    /// Firm or other organisation.
    pub class: Class,
    /// `company`, `state-enterprise`, `joint-venture`, `bank`, `fund`, `consultancy`, `start-up`, `exchange`,
    /// `media`, `university`, `institute`, `government`, `regulator`, `central-bank`, `court`, `party`,
    /// `association`, `charity`, `international-body`, `club`; empty where nothing tells.
    pub kind: &'static str,
    /// What the article says of it.
    pub attributes: Attributes,
}

/// What an article says of one entity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes {
    /// Year of foundation.
    pub founded: Option<Evidenced<i32>>,
    /// Present headcount.
    pub employees: Option<Evidenced<Quantity>>,
    /// Seat, as written.
    pub headquarters: Option<Evidenced<String>>,
    /// Country of the entity.
    pub country: Option<Evidenced<String>>,
    /// Who owns it in general: `state`, `private`, `listed`, `foreign`, `joint-venture`.
    pub ownership: Option<Evidenced<String>>,
    /// The parent firm.
    pub parent: Option<Evidenced<String>>,
    /// Partners, as written.
    pub partners: Vec<Evidenced<String>>,
    /// What line of business it is in.
    pub sector: Option<Evidenced<String>>,
    /// What it makes or offers.
    pub products: Vec<Evidenced<String>>,
}

/// A value with the place that states it and the rule that read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidenced<T> {
    /// The value.
    pub value: T,
    /// Where the article says so.
    pub span: TextSpan,
    /// The rule that read it.
    pub rule: RuleId,
}

/// One occurrence of an entity's name, acronym or short form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The name as it stands, without a leading `the` and a trailing possessive.
    pub span: TextSpan,
    /// Whose name.
    pub entity: EntityId,
    /// What found it.
    pub rule: RuleId,
    /// Why a person should look, if so.
    pub flag: Option<Flag>,
}

/// How the true value lies to the one stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bound {
    /// Stated as it is.
    Exactly,
    /// About, some, nearly.
    About,
    /// More than.
    MoreThan,
    /// Less than.
    LessThan,
    /// At least.
    AtLeast,
    /// At most, up to.
    AtMost,
}

impl Bound {
    /// The sign used in output.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Exactly => "=",
            Self::About => "~",
            Self::MoreThan => ">",
            Self::LessThan => "<",
            Self::AtLeast => ">=",
            Self::AtMost => "<=",
        }
    }
}

/// What amount a figure states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amount {
    /// One number.
    One(Decimal),
    /// From the first to the second, in the order of the text.
    Range(Decimal, Decimal),
    /// A date, ISO 8601, cut to what is stated (`2021-11`, `--09-30`).
    Date(String),
}

/// An amount and its bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// The amount.
    pub amount: Amount,
    /// How the true value lies to it.
    pub bound: Bound,
}

impl std::fmt::Display for Quantity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.bound.sign())?;
        match &self.amount {
            Amount::One(value) => write!(f, "{value}"),
            Amount::Range(low, high) => write!(f, "{low}..{high}"),
            Amount::Date(date) => f.write_str(date),
        }
    }
}

/// What kind of figure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureKind {
    /// An amount of money.
    Money,
    /// A percentage, percentage points, basis points.
    Percent,
    /// A number of things.
    Count,
    /// A physical quantity.
    Measure,
    /// A length of time.
    Duration,
    /// An age.
    Age,
    /// A ratio or multiple: `3-to-1`, `twice`.
    Ratio,
    /// A year or decade.
    Year,
    /// A calendar date.
    Date,
    /// A rank.
    Ordinal,
    /// A score.
    Score,
    /// A number that is none of the above.
    Number,
}

impl FigureKind {
    /// The name used in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Percent => "percent",
            Self::Count => "count",
            Self::Measure => "measure",
            Self::Duration => "duration",
            Self::Age => "age",
            Self::Ratio => "ratio",
            Self::Year => "year",
            Self::Date => "date",
            Self::Ordinal => "ordinal",
            Self::Score => "score",
            Self::Number => "number",
        }
    }
}

/// What a figure counts in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unit {
    /// Canonical name (`dollar`, `kilometre`, `percentage`), or the singular noun phrase counted; may be empty.
    pub name: String,
    /// As written, empty where nothing is written.
    pub text: String,
    /// ISO 4217 code of a currency.
    pub currency: Option<&'static str>,
}

/// Whether the text states a rise or a fall.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// A rise.
    Up,
    /// A fall.
    Down,
}

impl Direction {
    /// The name used in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
        }
    }
}

/// A figure's part in a rise or fall.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Movement {
    /// The size of the change.
    By,
    /// The value after it.
    To,
    /// The value before it.
    From,
}

impl Movement {
    /// The name used in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::By => "by",
            Self::To => "to",
            Self::From => "from",
        }
    }
}

/// A quantity that the article states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Number, unit and currency mark; without bound word and counted noun.
    pub span: TextSpan,
    /// What kind it is.
    pub kind: FigureKind,
    /// Amount and bound.
    pub quantity: Quantity,
    /// What it counts in.
    pub unit: Unit,
    /// What is counted or measured, head noun first; empty where not stated.
    pub measure: String,
    /// Content words of what the figure is said of, separated by blanks.
    pub concepts: String,
    /// The denominator (`hour`, `share`), empty where there is none.
    pub per: String,
    /// Rise or fall.
    pub direction: Option<Direction>,
    /// Its part in the rise or fall.
    pub movement: Option<Movement>,
    /// The year, date or period it holds for, ISO 8601 or EDTF; empty where not stated.
    pub time: String,
    /// The firm it is about, where the text says so.
    pub firm: Option<EntityId>,
    /// What found it.
    pub rule: RuleId,
    /// Why a person should look, if so; several are joined by `; `.
    pub flag: Option<Flag>,
}

/// What sort of skill it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SkillCategory {
    /// A programming or markup language.
    Language,
    /// A framework.
    Framework,
    /// A library.
    Library,
    /// A database.
    Database,
    /// A tool or application.
    Tool,
    /// A platform.
    Platform,
    /// An operating system.
    OperatingSystem,
    /// A web technology.
    Web,
    /// A protocol.
    Protocol,
    /// A standard.
    Standard,
    /// A method or technique.
    Method,
    /// A certification.
    Certification,
    /// A field of competence.
    Domain,
    /// A human language.
    HumanLanguage,
    /// A personal quality.
    Soft,
}

impl SkillCategory {
    /// Every category with its name in output.
    pub const NAMES: [(Self, &'static str); 15] = [
        (Self::Language, "language"),
        (Self::Framework, "framework"),
        (Self::Library, "library"),
        (Self::Database, "database"),
        (Self::Tool, "tool"),
        (Self::Platform, "platform"),
        (Self::OperatingSystem, "operating-system"),
        (Self::Web, "web"),
        (Self::Protocol, "protocol"),
        (Self::Standard, "standard"),
        (Self::Method, "method"),
        (Self::Certification, "certification"),
        (Self::Domain, "domain"),
        (Self::HumanLanguage, "human-language"),
        (Self::Soft, "soft"),
    ];

    /// The name used in output.
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize].1
    }

    /// The category called `name`.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, known)| *known == name).map(|&(category, _)| category)
    }
}

/// One mention of a skill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skill {
    /// The name with its version.
    pub span: TextSpan,
    /// Canonical name.
    pub name: String,
    /// What sort it is.
    pub category: SkillCategory,
    /// Version as written, empty where none is.
    pub version: String,
    /// Who has it, where the text says so.
    pub firm: Option<EntityId>,
    /// What found it.
    pub rule: RuleId,
    /// Why a person should look, if so.
    pub flag: Option<Flag>,
}

/// An item of a list of skills that no entry of the lexicon knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unmatched {
    /// Where it stands first.
    pub span: TextSpan,
    /// How often it stands in lists of the article, in whatever case.
    pub count: u32,
}

/// How two entities, or an entity and a thing, are related.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RelationKind {
    /// Partners in a joint venture or alliance.
    PartnerOf,
    /// Subject owns object.
    ParentOf,
    /// Subject was founded in object, a year.
    FoundedIn,
    /// Subject was founded by object, a person or body.
    FoundedBy,
    /// Subject has its seat in object, a place.
    HeadquarteredIn,
    /// Subject is of object, a country.
    OfCountry,
    /// Subject is in object, a line of business.
    InSector,
    /// Subject buys from object.
    ClientOf,
    /// Subject sells to object.
    SupplierOf,
    /// Subject makes object, a thing.
    Makes,
    /// Subject buys object.
    Acquires,
    /// Subject puts money into object.
    InvestsIn,
    /// Subject came out of object.
    SpunOffFrom,
}

impl RelationKind {
    /// The name used in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::PartnerOf => "partner-of",
            Self::ParentOf => "parent-of",
            Self::FoundedIn => "founded-in",
            Self::FoundedBy => "founded-by",
            Self::HeadquarteredIn => "headquartered-in",
            Self::OfCountry => "of-country",
            Self::InSector => "in-sector",
            Self::ClientOf => "client-of",
            Self::SupplierOf => "supplier-of",
            Self::Makes => "product-of",
            Self::Acquires => "acquires",
            Self::InvestsIn => "invests-in",
            Self::SpunOffFrom => "spun-off-from",
        }
    }
}

/// Something that the article says of an entity and another, or a place, year or thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Of whom it is said.
    pub subject: EntityId,
    /// What is said.
    pub kind: RelationKind,
    /// The other entity, if it is one.
    pub object: Option<EntityId>,
    /// The other end as written.
    pub object_text: String,
    /// Where the article says so.
    pub span: TextSpan,
    /// What found it.
    pub rule: RuleId,
}

/// A stretch that looks like a figure and could not be read: reported, never cut short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The stretch.
    pub span: TextSpan,
    /// Why, in words.
    pub reason: String,
}
