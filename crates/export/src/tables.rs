//! The tables of a dataset. Field order is column order; the comments are the descriptions in `datapackage.json`.

use std::borrow::Cow;

use tearsheet_ingest::Problem;

use crate::table;
use crate::table::{Row as _, TableSchema};

type Text<'a> = Cow<'a, str>;

/// Version of the tables' meaning; the first part rises when a column changes or goes.
pub const SCHEMA_VERSION: &str = "1.0.0";

/// Schemas of all tables, in the order in which they are listed.
pub const ALL: [TableSchema; 9] = [
    ArticleRow::SCHEMA,
    FirmRow::FIRMS,
    FirmRow::ORGANISATIONS,
    MentionRow::SCHEMA,
    FigureRow::SCHEMA,
    SkillRow::SCHEMA,
    UnmatchedRow::SCHEMA,
    RelationRow::SCHEMA,
    ProblemRow::SCHEMA,
];

impl FirmRow<'_> {
    /// The table of firms.
    pub const FIRMS: TableSchema = Self::SCHEMA;
    /// The table of other organisations: the same columns.
    pub const ORGANISATIONS: TableSchema = TableSchema {
        name: "organisations",
        description: "One row for each other organisation of an article: university, government body, charity, association, exchange, publisher.",
        ..Self::SCHEMA
    };
}

table! {
    /// One row an article.
    ArticleRow = "articles", key ["article_id"], refers [] {
        /// The record's own id, else the path relative to the input.
        article_id: Text<'a> = String,
        /// File that the article came from, relative to the input.
        source: Text<'a> = String,
        /// SHA-256 of the article's source text, to which all offsets refer.
        sha256: Text<'a> = String,
        /// Headline.
        title: Text<'a> = String,
        /// Line under the headline.
        subtitle: Text<'a> = String,
        /// Authors, joined by semicolons.
        authors: Text<'a> = String,
        /// Paper, magazine, agency or site.
        publisher: Text<'a> = String,
        /// Date of publication, ISO 8601.
        published: Text<'a> = Date,
        /// Language, ISO 639-1.
        language: Text<'a> = String,
        /// Number of words and numbers.
        words: u32 = Integer,
        /// Number of sentences.
        sentences: u32 = Integer,
        /// Number of firms.
        firms: u32 = Integer,
        /// Number of figures.
        figures: u32 = Integer,
        /// Number of skill mentions.
        skills: u32 = Integer,
        /// ok, or not-english: the rules are made for English, and what they find elsewhere is a guess.
        status: Text<'a> = String,
        /// The same for copies of one story: articles that share half of their runs of five words with the first copy.
        cluster_id: Text<'a> = String,
    }
}

table! {
    /// One row for each firm of an article.
    FirmRow = "firms", key ["firm_id"], refers [("article_id", "articles", "article_id")] {
        /// Derived from the article's id and the name.
        firm_id: Text<'a> = String,
        /// The article.
        article_id: Text<'a> = String,
        /// Fullest form in the article, or the lexicon's canonical form.
        name: Text<'a> = String,
        /// Other forms in the article, joined by semicolons.
        aliases: Text<'a> = String,
        /// company, state-enterprise, joint-venture, bank, fund, university, government and so on.
        kind: Text<'a> = String,
        /// Year of foundation.
        founded: Text<'a> = Number,
        /// Present headcount; the lower end of a range.
        employees: Text<'a> = Number,
        /// Upper end of a headcount that is a range.
        employees_high: Text<'a> = Number,
        /// How the true headcount lies to the one stated: = ~ > < >= <=.
        employees_bound: Text<'a> = String,
        /// Seat, as written.
        headquarters: Text<'a> = String,
        /// Country, as stated, else that of the seat where the place has no namesake abroad; relations.csv says which.
        country: Text<'a> = String,
        /// Who owns it in general: state, private, listed, foreign, joint-venture.
        ownership: Text<'a> = String,
        /// Parent firm.
        parent: Text<'a> = String,
        /// Partners, joined by semicolons.
        partners: Text<'a> = String,
        /// Line of business, one of a small fixed vocabulary.
        sector: Text<'a> = String,
        /// What it makes or offers, joined by semicolons.
        products: Text<'a> = String,
        /// Number of mentions in the article.
        mentions: u32 = Integer,
        /// First mention, first code point.
        first_start_char: u32 = Integer,
        /// First mention, one past the last code point.
        first_end_char: u32 = Integer,
    }
}

table! {
    /// One row for each mention of a firm or organisation.
    MentionRow = "mentions", key ["article_id", "start_char", "end_char"], refers [("article_id", "articles", "article_id")] {
        /// The article.
        article_id: Text<'a> = String,
        /// The firm or organisation, a row of firms or organisations.
        firm_id: Text<'a> = String,
        /// First code point in the source text, counted from 0.
        start_char: u32 = Integer,
        /// One past the last code point.
        end_char: u32 = Integer,
        /// First byte in the source text as UTF-8, counted from 0.
        start_byte: u32 = Integer,
        /// One past the last byte.
        end_byte: u32 = Integer,
        /// The mention as a reader would say it.
        text: Text<'a> = String,
        /// Kind of the firm or organisation.
        kind: Text<'a> = String,
        /// Sentence that it stands in.
        sentence: Text<'a> = String,
        /// Rule or lexicon line that found it.
        rule: Text<'a> = String,
        /// Why a person should look; empty mostly.
        flag: Text<'a> = String,
    }
}

table! {
    /// One row a figure.
    FigureRow = "figures", key ["figure_id"], refers [("article_id", "articles", "article_id")] {
        /// Derived from the article's id, the sentence and the figure's text.
        figure_id: Text<'a> = String,
        /// The article.
        article_id: Text<'a> = String,
        /// First code point in the source text, counted from 0.
        start_char: u32 = Integer,
        /// One past the last code point.
        end_char: u32 = Integer,
        /// First byte in the source text as UTF-8, counted from 0.
        start_byte: u32 = Integer,
        /// One past the last byte.
        end_byte: u32 = Integer,
        /// The figure as a reader would say it.
        text: Text<'a> = String,
        /// money, percent, count, measure, duration, age, ratio, year, date, ordinal, score or number.
        kind: Text<'a> = String,
        /// Exact value; the first end of a range; for kind date an ISO 8601 date.
        value: Text<'a> = NumberOrDate,
        /// Second end of a range.
        value_high: Text<'a> = WideNumber,
        /// How the true value lies to the one stated: = ~ > < >= <=.
        bound: Text<'a> = String,
        /// Canonical unit, or the singular noun phrase counted.
        unit: Text<'a> = String,
        /// Unit as written.
        unit_text: Text<'a> = String,
        /// ISO 4217 code.
        currency: Text<'a> = String,
        /// What is counted or measured, head noun first.
        measure: Text<'a> = String,
        /// Content words of what the figure is said of.
        concepts: Text<'a> = String,
        /// Denominator.
        per: Text<'a> = String,
        /// up or down where the text states a rise or fall.
        direction: Text<'a> = String,
        /// The figure's part in it: by, to, from.
        movement: Text<'a> = String,
        /// Year, date or period that it holds for, ISO 8601 or EDTF.
        time: Text<'a> = String,
        /// Firm that it is about.
        firm_id: Text<'a> = String,
        /// Sentence that it stands in.
        sentence: Text<'a> = String,
        /// Rule that read it.
        rule: Text<'a> = String,
        /// Why a person should look; empty mostly.
        flag: Text<'a> = String,
    }
}

table! {
    /// One row for each mention of a skill.
    SkillRow = "skills", key ["article_id", "start_char", "end_char", "skill", "version"], refers [("article_id", "articles", "article_id")] {
        /// The article.
        article_id: Text<'a> = String,
        /// First code point in the source text, counted from 0.
        start_char: u32 = Integer,
        /// One past the last code point.
        end_char: u32 = Integer,
        /// First byte in the source text as UTF-8, counted from 0.
        start_byte: u32 = Integer,
        /// One past the last byte.
        end_byte: u32 = Integer,
        /// The mention as a reader would say it.
        text: Text<'a> = String,
        /// Canonical name.
        skill: Text<'a> = String,
        /// language, framework, library, database, tool, platform, operating-system, web, protocol, standard, method, certification, domain, human-language or soft.
        category: Text<'a> = String,
        /// Version as written.
        version: Text<'a> = String,
        /// Who has the skill.
        firm_id: Text<'a> = String,
        /// Sentence that it stands in.
        sentence: Text<'a> = String,
        /// Rule or lexicon line that found it.
        rule: Text<'a> = String,
        /// Why a person should look; empty mostly.
        flag: Text<'a> = String,
    }
}

table! {
    /// One row for each item of a list of skills that no entry of the lexicon knows, in each article: what a lexicon of one's own may add.
    UnmatchedRow = "unmatched", key ["article_id", "start_char"], refers [("article_id", "articles", "article_id")] {
        /// The article.
        article_id: Text<'a> = String,
        /// First code point of the first place, counted from 0.
        start_char: u32 = Integer,
        /// One past the last code point.
        end_char: u32 = Integer,
        /// First byte in the source text as UTF-8, counted from 0.
        start_byte: u32 = Integer,
        /// One past the last byte.
        end_byte: u32 = Integer,
        /// The item as a reader would say it.
        text: Text<'a> = String,
        /// How often it stands in lists of skills of the article, in whatever case.
        count: u32 = Integer,
        /// The list, or the item with its neighbours.
        sentence: Text<'a> = String,
    }
}

table! {
    /// One row for each thing said of two entities, or of an entity and a place, year or thing.
    RelationRow = "relations", key ["article_id", "subject_id", "relation", "object_text", "start_char", "end_char"], refers [("article_id", "articles", "article_id")] {
        /// The article.
        article_id: Text<'a> = String,
        /// Of whom it is said.
        subject_id: Text<'a> = String,
        /// partner-of, parent-of, founded-in, founded-by, headquartered-in, of-country, in-sector, client-of, supplier-of, product-of (the object is a product of the subject), acquires, invests-in or spun-off-from.
        relation: Text<'a> = String,
        /// The other entity, if it is one.
        object_id: Text<'a> = String,
        /// The other end as written.
        object_text: Text<'a> = String,
        /// First code point of the words that say so.
        start_char: u32 = Integer,
        /// One past the last code point.
        end_char: u32 = Integer,
        /// Sentence that it stands in.
        sentence: Text<'a> = String,
        /// Rule that read it.
        rule: Text<'a> = String,
    }
}

table! {
    /// One row for each input or record that could not be read, or was read with loss.
    ProblemRow = "problems", key [], refers [] {
        /// The file or stream.
        source: Text<'a> = String,
        /// Line or id of the record; empty where the whole input is concerned.
        record: Text<'a> = String,
        /// Short stable name of the problem.
        problem: Text<'a> = String,
        /// What was expected, what was found and what to do.
        detail: Text<'a> = String,
    }
}

impl<'a> From<&'a Problem> for ProblemRow<'a> {
    fn from(problem: &'a Problem) -> Self {
        Self {
            source: problem.source.as_str().into(),
            record: problem.record.as_str().into(),
            problem: problem.problem.as_str().into(),
            detail: problem.detail.as_str().into(),
        }
    }
}
