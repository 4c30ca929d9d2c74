//! The whole of the repair on small articles, and its laws.

use proptest::prelude::*;

use super::plain;
use crate::article::Article;
use crate::draft::{Piece, Remark};

/// Blocks as `kind: text`, one a line.
fn blocks(source: &str) -> String {
    let article = Article::build("a".into(), "a".into(), plain(source).into_draft(source.to_owned()));
    let mut out = String::new();
    for block in article.blocks() {
        out += &format!("{}: {}\n", block.kind.name(), article.slice(block.span));
    }
    out
}

fn rules(source: &str) -> Vec<&'static str> {
    plain(source)
        .remarks
        .iter()
        .filter_map(|remark| match remark {
            Remark::Repaired { rule, .. } => Some(*rule),
            Remark::Lost { .. } => None,
        })
        .collect()
}

const FIRST: &str = "The mill at the mouth of the river has been in the hands of one family since 1911, and it \
    still grinds for the bakers of the valley. It has 40 workers, a railway siding of its own and no debts.";

#[test]
fn a_text_in_order_passes_through() {
    let source = format!(
        "Flour and Water\n\n{FIRST}\n\n\"We grind,\" said the miller, Ada Lowe. \"Others talk.\"\n\nWhat comes next\n\n\
         Nobody knows. A second mill, on the other bank, was sold for $3 million in May.\n"
    );
    assert_eq!(rules(&source), Vec::<&str>::new());
    insta::assert_snapshot!(blocks(&source), @r#"
    title: Flour and Water
    paragraph: The mill at the mouth of the river has been in the hands of one family since 1911, and it still grinds for the bakers of the valley. It has 40 workers, a railway siding of its own and no debts.
    paragraph: "We grind," said the miller, Ada Lowe. "Others talk."
    heading: What comes next
    paragraph: Nobody knows. A second mill, on the other bank, was sold for $3 million in May.
    "#);
}

#[test]
fn a_sentence_is_joined_over_what_interrupts_it() {
    let source = format!(
        "Flour and Water\n\n{FIRST} Its owner would\n\n“Others talk. We grind.”\n\n14  MILL REVIEW  |  MAY 2019\n\n\
         rather sell bread than shares, and says so at every mee-\n\nting of the guild.\n"
    );
    insta::assert_snapshot!(blocks(&source), @r"
    title: Flour and Water
    paragraph: The mill at the mouth of the river has been in the hands of one family since 1911, and it still grinds for the bakers of the valley. It has 40 workers, a railway siding of its own and no debts. Its owner would rather sell bread than shares, and says so at every meeting of the guild.
    pull-quote: “Others talk. We grind.”
    boilerplate: 14  MILL REVIEW  |  MAY 2019
    ");
}

#[test]
fn a_column_that_was_moved_is_put_back_by_the_fit_of_its_words() {
    let source = format!(
        "Flour and Water\n\n{FIRST}\n\nIn these parts the trade of the miller is an odd mix\n\nSource: the guild of millers.\n\n\
         remote valley where nobody bakes. The roads are bad.\n\nIt ends there, at least for now, as everybody says.\n\n\
         of habit and of pride, as everybody knows. It pays its way.\n\n\
         The other mill is in Upper Lowe, which is a surprisingly\n"
    );
    insta::assert_snapshot!(blocks(&source), @r"
    title: Flour and Water
    paragraph: The mill at the mouth of the river has been in the hands of one family since 1911, and it still grinds for the bakers of the valley. It has 40 workers, a railway siding of its own and no debts.
    paragraph: In these parts the trade of the miller is an odd mix of habit and of pride, as everybody knows. It pays its way.
    caption: Source: the guild of millers.
    paragraph: The other mill is in Upper Lowe, which is a surprisingly remote valley where nobody bakes. The roads are bad.
    paragraph: It ends there, at least for now, as everybody says.
    ");
}

#[test]
fn hard_wrapped_lines_become_paragraphs() {
    let source = "Flour and Water\n\nThe mill at the mouth of the river has been in the\nhands of one family \
        since 1911, and it still grinds\nfor the bakers of the valley. It has 40 workers, a rail-\nway siding of its \
        own and no debts.\n\nA second mill, on the other bank, was sold for $3 mil-\nlion in May. Its buyer, a state-\n\
        owned bank, plans flats\nthere.\n";
    insta::assert_snapshot!(blocks(source), @r"
    title: Flour and Water
    paragraph: The mill at the mouth of the river has been in the hands of one family since 1911, and it still grinds for the bakers of the valley. It has 40 workers, a railway siding of its own and no debts.
    paragraph: A second mill, on the other bank, was sold for $3 million in May. Its buyer, a state-owned bank, plans flats there.
    ");
}

#[test]
fn marks_are_left_out_and_the_map_stays_exact() {
    let source = "It *really* costs \\$10, they say. **C**\n\nSo it is.";
    let article = Article::build("a".into(), "a".into(), plain(source).into_draft(source.to_owned()));
    assert_eq!(article.text(), "It really costs $10, they say.\n\nSo it is.");
}

#[test]
fn the_head_states_the_article() {
    let source = format!(
        "MILL REVIEW\nVol. 7  No. 3                July 2017\n\nEMERGING MARKETS\n\nFlour and Water\n\n\
         Old mills learn new tricks.\n\nBY ADA LOWE\n\n{FIRST}\n\n{FIRST}\n\nAda Lowe is a miller.\n\n© 2017 Mill Review\n"
    );
    let meta = plain(&source).meta;
    assert_eq!(meta.title.as_deref(), Some("Flour and Water"));
    assert_eq!(meta.subtitle.as_deref(), Some("Old mills learn new tricks."));
    assert_eq!(meta.section.as_deref(), Some("EMERGING MARKETS"));
    assert_eq!(meta.authors, ["Ada Lowe"]);
    assert_eq!(meta.published.as_deref(), Some("2017-07"));
    assert_eq!(meta.publisher.as_deref(), Some("MILL REVIEW"));
}

fn arbitrary_page() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        "[A-Z][a-z ]{0,30}[.!?]?",
        "[a-z ,]{0,60}-?",
        Just("“Quoted.”".to_owned()),
        Just("12".to_owned()),
        Just("Label\tcell one cell two".to_owned()),
        Just("• item".to_owned()),
        Just("References".to_owned()),
        Just("Lee, A. Book. 1999.".to_owned()),
        Just("*star* and \\$3".to_owned()),
        "\\PC{0,20}",
    ];
    let ending = prop_oneof![Just("\n"), Just("\n\n"), Just("\r\n"), Just("\n\n\n\n"), Just("\n \x0c")];
    proptest::collection::vec((line, ending), 0..24)
        .prop_map(|lines| lines.into_iter().map(|(line, ending)| line + ending).collect())
}

proptest! {
    /// Any text gives blocks whose pieces lie in order inside a line, on boundaries, and overlap nowhere.
    #[test]
    fn pieces_are_source_bytes_used_once(source in arbitrary_page()) {
        let plain = plain(&source);
        let mut used = vec![false; source.len()];
        for block in &plain.blocks {
            for piece in &block.pieces {
                let (Piece::Keep(range) | Piece::Instead(range, _) | Piece::Space(range) | Piece::Line(range) | Piece::Tab(range)) = piece;
                prop_assert!(source.get(range.clone()).is_some(), "{range:?} is not on boundaries");
                if let Piece::Keep(range) = piece {
                    for used in &mut used[range.clone()] {
                        prop_assert!(!*used, "{range:?} is used twice");
                        *used = true;
                    }
                }
            }
        }
        // Nothing is lost but white space, hyphens, marks and bullets.
        for (at, c) in source.char_indices() {
            let may_be_left_out = c.is_whitespace() || matches!(c, '-' | '*' | '\\' | '•' | '\u{ad}' | '\u{2010}');
            prop_assert!(used[at] || may_be_left_out || source[at..].chars().count() < 4 || is_mark(c), "{c:?} at {at} is lost");
        }
        Article::build("a".into(), "a".into(), plain.into_draft(source));
    }
}

/// Bullets and signs for the end.
fn is_mark(c: char) -> bool {
    matches!(c, '‣' | '▪' | '◦' | '●' | '■' | '–' | '·' | '⁃' | '□' | '◆' | '∎' | '#')
}

#[test]
fn columns_set_with_blanks_are_a_table() {
    let source = "Mill        Grain\nUpper       wheat, rye\nLower town  oats\n";
    assert_eq!(blocks(source), format!("table: {}\n", source.trim_end()));
    // Two wide gaps by chance are none.
    let prose = "The mill  grinds wheat.\nThe other one is still.\n";
    assert!(!blocks(prose).contains("table"), "{}", blocks(prose));
}
