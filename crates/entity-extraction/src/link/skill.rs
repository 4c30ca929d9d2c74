//! Whose skill it is: the firm that uses, offers or lists it, where the text says so.
//!
//! In running text the holder is the subject of the sentence: `Dakor is conducting data entry work`, `Its engineers
//! write Java`. For a table or a list it is the firm that the text names with it (`the table gives the expertise list
//! for Daeyong`), else the firm that the article is about.

use std::ops::Range;

use tearsheet_ingest::{BlockKind, Sentence};

use crate::findings::{Class, EntityId, Mention, Skill};
use crate::firm::Names;
use crate::view::View;

/// Sets the holder of each skill that has one; `subject` is the firm that the article is about.
pub(super) fn set_holders(view: &View<'_>, names: &Names, subject: Option<EntityId>, skills: &mut [Skill]) {
    let firms: Vec<&Mention> = names.mentions.iter().filter(|mention| is_firm(names, mention)).collect();
    if firms.is_empty() || skills.is_empty() {
        return;
    }
    let holders = Holders { view, firms: &firms, subject, table: lists_firm(view, &firms) };
    let mut told = None;
    for skill in skills {
        skill.firm = holders.of(skill, &mut told);
    }
}

fn is_firm(names: &Names, mention: &Mention) -> bool {
    names.entities[mention.entity.0 as usize].class == Class::Firm
}

struct Holders<'a> {
    view: &'a View<'a>,
    /// Mentions of firms by position.
    firms: &'a [&'a Mention],
    /// The firm that the article is about.
    subject: Option<EntityId>,
    /// The firm whose skills a table or list of the article shows.
    table: Option<EntityId>,
}

/// What the words of a sentence say, whichever of its skills is asked for.
struct Told {
    /// The sentence.
    index: usize,
    /// Whether it speaks of `us`.
    is_ours: bool,
    /// Its tokens that say what firms do with skills.
    doing: Vec<usize>,
    /// Its tokens that open a clause: `which`, `who`.
    clauses: Vec<usize>,
}

impl Told {
    fn of(view: &View<'_>, index: usize) -> Self {
        let mut told = Self { index, is_ours: false, doing: Vec::new(), clauses: Vec::new() };
        let tokens = &view.sentences()[index].tokens;
        for at in tokens.start as usize..tokens.end as usize {
            let word = view.word(at).to_ascii_lowercase();
            match word.as_str() {
                "we" | "our" | "us" => told.is_ours = true,
                "that" | "which" | "who" | "whose" => told.clauses.push(at),
                word if is_doing(word) => told.doing.push(at),
                _ => {}
            }
        }
        told
    }
}

/// Whether one of `places`, which are in order, lies in `tokens`.
fn any_in(places: &[usize], tokens: &Range<usize>) -> bool {
    let first = places.partition_point(|&at| at < tokens.start);
    places.get(first).is_some_and(|&at| at < tokens.end)
}

impl Holders<'_> {
    /// The firm that `skill` belongs to. `told` is the sentence that was asked for last.
    fn of(&self, skill: &Skill, told: &mut Option<Told>) -> Option<EntityId> {
        let index = self.sentence_index(skill.span.start)?;
        let sentence = &self.view.sentences()[index];
        match self.view.block_of(sentence).kind {
            BlockKind::Table | BlockKind::List | BlockKind::Caption => {
                let row = self.firms_in(sentence.span.start..sentence.span.end).first();
                let shown = row.map(|mention| mention.entity).or(self.table);
                shown.or_else(|| self.introduced(index)).or(self.subject)
            }
            BlockKind::Title | BlockKind::Heading | BlockKind::Reference => None,
            _ => {
                if told.as_ref().is_none_or(|told| told.index != index) {
                    *told = Some(Told::of(self.view, index));
                }
                let told = told.as_ref()?;
                self.doer(sentence, skill, told)
                    .or_else(|| self.meant(sentence, told))
                    .or_else(|| self.only_subject(sentence))
            }
        }
    }

    fn sentence_index(&self, at: u32) -> Option<usize> {
        self.view.sentences().partition_point(|sentence| sentence.span.start <= at).checked_sub(1)
    }

    /// Mentions inside `bytes`.
    fn firms_in(&self, bytes: Range<u32>) -> &[&Mention] {
        let from = self.firms.partition_point(|mention| mention.span.start < bytes.start);
        let to = self.firms.partition_point(|mention| mention.span.start < bytes.end);
        &self.firms[from..to.max(from)]
    }

    /// The firm before the skill in its sentence that does something with it.
    fn doer(&self, sentence: &Sentence, skill: &Skill, told: &Told) -> Option<EntityId> {
        let mention = self.firms_in(sentence.span.start..skill.span.start).last()?;
        let tokens = self.view.tokens();
        let first = tokens.partition_point(|token| token.end <= mention.span.end);
        let last = tokens.partition_point(|token| token.start < skill.span.start);
        let before = tokens.partition_point(|token| token.start < mention.span.start).checked_sub(1);
        let between = first..last.max(first);
        let word = |at: usize| self.view.word(at).to_ascii_lowercase();
        let does = any_in(&told.doing, &between);
        // `hardware from Dell, running Windows`: the firm is no subject, unless a clause about it follows.
        let opens = before.is_none_or(|at| tokens[at].start < sentence.span.start);
        let owns = matches!(word(first).as_str(), "'s" | "’s" | "'" | "’");
        let governed = before.filter(|&at| tokens[at].start >= sentence.span.start).is_some_and(|at| {
            matches!(word(at).as_str(), "from" | "by" | "with" | "for" | "at" | "to" | "of" | "than")
        });
        let clause = any_in(&told.clauses, &between);
        (opens || owns && !governed || does && (!governed || clause)).then_some(mention.entity)
    }

    /// The firm that `It`, `The firm`, `We` mean at the beginning of a sentence.
    fn meant(&self, sentence: &Sentence, told: &Told) -> Option<EntityId> {
        let first = sentence.tokens.start as usize;
        let word = |at: usize| self.view.word(at).to_ascii_lowercase();
        let opening = word(first);
        if told.is_ours {
            return self.subject;
        }
        let refers = match opening.as_str() {
            "it" | "its" | "they" | "their" => true,
            "the" | "this" => matches!(
                word(first + 1).as_str(),
                "firm"
                    | "company"
                    | "group"
                    | "team"
                    | "studio"
                    | "start"
                    | "startup"
                    | "house"
                    | "developers"
                    | "engineers"
                    | "business"
                    | "agency"
                    | "consultancy"
            ),
            _ => false,
        };
        if !refers || told.doing.is_empty() {
            return None;
        }
        // The subject of one of the sentences before, in the same block, else the firm of the article.
        let before = self.view.sentences()[..told.index].iter().rev().take(SENTENCES_BACK);
        let before = before.take_while(|before| before.block == sentence.block);
        before
            .filter_map(|before| self.firms_in(before.span.start..before.span.end).first())
            .map(|mention| mention.entity)
            .next()
            .or(self.subject)
    }

    /// The firm that the article is about, where the sentence names none.
    fn only_subject(&self, sentence: &Sentence) -> Option<EntityId> {
        let others = self.firms_in(sentence.span.start..sentence.span.end);
        self.subject.filter(|_| others.is_empty())
    }

    /// The only firm of the sentence that leads to a list, or of the caption or heading next to it.
    fn introduced(&self, index: usize) -> Option<EntityId> {
        let sentences = self.view.sentences();
        let own = &self.view.block_of(&sentences[index]).sentences;
        let before = own.start.checked_sub(1).map(|before| &sentences[before as usize]);
        let after = sentences.get(own.end as usize);
        [before, after].into_iter().flatten().find_map(|sentence| {
            let names_it =
                matches!(self.view.block_of(sentence).kind, BlockKind::Caption | BlockKind::Heading)
                    || self.view.slice(sentence.span).ends_with(':');
            match self.firms_in(sentence.span.start..sentence.span.end) {
                [only] if names_it => Some(only.entity),
                _ => None,
            }
        })
    }
}

/// How many sentences back a pronoun may reach.
const SENTENCES_BACK: usize = 2;

/// Beginnings of verbs and nouns that say that somebody has a skill.
const DOING: [&str; 44] = [
    "use",
    "using",
    "work",
    "writ",
    "wrote",
    "program",
    "cod",
    "build",
    "built",
    "develop",
    "offer",
    "provid",
    "speciali",
    "sell",
    "sold",
    "employ",
    "conduct",
    "involv",
    "certif",
    "run",
    "rel",
    "adopt",
    "implement",
    "know",
    "speak",
    "spoke",
    "produc",
    "mak",
    "made",
    "creat",
    "design",
    "deliver",
    "combin",
    "train",
    "teach",
    "expert",
    "appl",
    "deploy",
    "connect",
    "focus",
    "migrat",
    "maintain",
    "outsourc",
    "support",
];

fn is_doing(word: &str) -> bool {
    DOING.iter().any(|stem| word.starts_with(stem))
}

/// The firm of the sentence that speaks of a table or list of skills.
fn lists_firm(view: &View<'_>, firms: &[&Mention]) -> Option<EntityId> {
    let sentences = view.sentences();
    // A sentence may name many firms; it is read once.
    let mut last = (0, false);
    let mut named = firms.iter().filter(|mention| {
        let index = sentences.partition_point(|sentence| sentence.span.start <= mention.span.start);
        let Some(sentence) = index.checked_sub(1).map(|index| &sentences[index]) else { return false };
        if last.0 == index {
            return last.1;
        }
        let has = |wanted: &[&str]| {
            (sentence.tokens.start..sentence.tokens.end)
                .any(|at| wanted.iter().any(|word| view.word(at as usize).eq_ignore_ascii_case(word)))
        };
        let points = has(&["table", "list", "box", "chart", "panel", "sidebar"])
            && has(&[
                "skill",
                "skills",
                "expertise",
                "competences",
                "competencies",
                "technologies",
                "capabilities",
            ]);
        last = (index, points);
        points
    });
    let first = named.next()?;
    named.all(|mention| mention.entity == first.entity).then_some(first.entity)
}

#[cfg(test)]
mod tests {
    use tearsheet_ingest::{Article, layout};

    use crate::{Extractor, Lexicons};

    /// `skill -> holder` of every skill.
    fn holders(text: &str) -> String {
        let draft = layout::plain(text).into_draft(text.to_owned());
        let article = Article::build("example".to_owned(), "example".to_owned(), draft);
        let findings = Extractor::new(Lexicons::built_in()).find(&article);
        let shown = findings.skills.iter().map(|skill| {
            let holder = skill.firm.map_or("?", |firm| &findings.entities[firm.0 as usize].name);
            format!("{} -> {holder}", skill.name)
        });
        shown.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn the_subject_that_does_something_with_it() {
        assert_eq!(
            holders("Quillmark Systems Ltd builds its billing services in Kotlin and PostgreSQL."),
            "Kotlin -> Quillmark Systems Ltd; PostgreSQL -> Quillmark Systems Ltd"
        );
        assert_eq!(
            holders("Quillmark Systems Ltd opened in 2011. Its engineers write Kotlin and TypeScript."),
            "Kotlin -> Quillmark Systems Ltd; TypeScript -> Quillmark Systems Ltd"
        );
    }

    #[test]
    fn not_the_maker_of_the_hardware() {
        assert_eq!(
            holders("Programmers sit at machines from Dell Inc, compiling C++ under Debian GNU/Linux."),
            "C++ -> ?; Debian -> ?; Linux -> ?"
        );
    }
}
