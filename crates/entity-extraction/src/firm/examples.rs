//! What each rule reads, and what must stay silent.

use tearsheet_ingest::{Article, layout};

use crate::firm::{Names, find};
use crate::lexicon::Lexicons;
use crate::view::View;

fn names(text: &str, lexicons: &Lexicons) -> (Article, Names) {
    let draft = layout::plain(text).into_draft(text.to_owned());
    let article = Article::build("example".to_owned(), "example".to_owned(), draft);
    let names = find(&View::new(&article), lexicons);
    (article, names)
}

/// What `rule` finds in `text`, in order.
fn by_rule(text: &str, rule: &str, lexicons: &Lexicons) -> Vec<String> {
    let (article, names) = names(text, lexicons);
    let of_rule = names.mentions.iter().filter(|mention| mention.rule.starts_with(rule));
    of_rule.map(|mention| article.slice(mention.span).to_owned()).collect()
}

/// A rule, sentences with the names that it yields, sentences that it refuses.
type Case = (&'static str, &'static [(&'static str, &'static [&'static str])], &'static [&'static str]);

const CASES: [Case; 7] = [
    (
        "firm.ticker",
        &[
            ("Quellmark (NYSE: QLM) rose.", &["NYSE", "QLM"]),
            ("The shares (Nasdaq:VTRX) and [LSE: HPL] fell.", &["Nasdaq", "VTRX", "LSE", "HPL"]),
        ],
        &["The NYSE: a short history.", "He said (on the Nasdaq) that it fell."],
    ),
    (
        "firm.acronym",
        &[
            ("The Norland Computer Center (NCC) opened.", &["Norland Computer Center", "NCC"]),
            ("NBA (Norland Bankers Association) objected.", &["NBA", "Norland Bankers Association"]),
        ],
        &["Gross Domestic Product (GDP) grew.", "The World Cup (WC) begins."],
    ),
    (
        "firm.legal-form",
        &[
            ("Halvorsen Inc. makes pumps.", &["Halvorsen Inc."]),
            ("She joined Brown Brothers & Co in May.", &["Brown Brothers & Co"]),
            ("J.D. Marine Ltd. and Bill & Ted LLC merged.", &["J.D. Marine Ltd.", "Bill & Ted LLC"]),
            ("It sued Salt & Sail, LLC last week.", &["Salt & Sail, LLC"]),
        ],
        &["The Company is liable.", "We saw the film “Monsters, Inc.” twice.", "He came as a guest."],
    ),
    (
        "firm.head-noun",
        &[
            (
                "He studied at Velden Chaek University of Technology.",
                &["Velden Chaek University of Technology"],
            ),
            ("The Ministry of Trade and Industry agreed.", &["Ministry of Trade and Industry"]),
            ("Norland's Brakel Institute was founded later.", &["Brakel Institute"]),
            (
                "The Kor Il Sun University and Brakel University met.",
                &["Kor Il Sun University", "Brakel University"],
            ),
        ],
        &["The university opened.", "Minister of Health Jon Brakel spoke.", "He was Director of Sales."],
    ),
    (
        "firm.trade-noun",
        &[
            ("The tyre maker Grevola cut jobs.", &["Grevola"]),
            ("A startup called Mekblock raised money.", &["Mekblock"]),
        ],
        &["The company Monday cut jobs.", "The bank in Paris closed.", "A maker of Swiss watches closed."],
    ),
    (
        "firm.apposition",
        &[
            ("Dakvor—a Swiss joint venture—does data entry.", &["Dakvor"]),
            ("Last year Zentriq, a maker of pumps, closed.", &["Zentriq"]),
            ("Brakel Holdings Ltd trades as Grevola in Oslo.", &["Grevola"]),
        ],
        &[
            "John Brakel, a teacher, left.",
            "Paris, the capital, was calm.",
            "The town was once known as Velden.",
        ],
    ),
    (
        "firm.series",
        &[(
            "Clients include companies such as Krovanta, Thought-Sill and Elbrix.",
            &["Krovanta", "Thought-Sill", "Elbrix"],
        )],
        &["Cities such as Lagos and Accra grew.", "They like apples, pears and plums."],
    ),
];

#[test]
fn rules_yield_and_refuse() {
    let lexicons = Lexicons::built_in();
    for (rule, yields, refuses) in CASES {
        for (text, wanted) in yields {
            let found = by_rule(text, rule, &lexicons);
            assert_eq!(found, *wanted, "{rule}: {text}");
        }
        for text in refuses {
            assert_eq!(by_rule(text, rule, &lexicons), Vec::<String>::new(), "{rule}: {text}");
        }
    }
}

#[test]
fn persons_places_and_things_are_no_firms() {
    let lexicons = Lexicons::built_in();
    for text in [
        "On Monday the President met John Smith in Berlin.",
        "The Dow Jones Industrial Average fell and the FTSE 100 rose.",
        "See http://www.Example-Institute.org/Some-University for more.",
        "Her M.S. and Ph.D. are from abroad.",
        "",
    ] {
        let (article, names) = names(text, &lexicons);
        let found: Vec<_> = names.mentions.iter().map(|mention| article.slice(mention.span)).collect();
        assert_eq!(found, Vec::<&str>::new(), "{text}");
    }
}

#[test]
fn short_forms_and_acronyms_are_the_same_firm() {
    let lexicons = Lexicons::built_in();
    let (_, found) = names(
        "The Norland Computer Center (NCC) was set up by Zentriq Corporation. NCC grew. Zentriq paid.",
        &lexicons,
    );
    let entities: Vec<_> =
        found.entities.iter().map(|it| (it.name.as_str(), it.aliases.join("; "))).collect();
    assert_eq!(
        entities,
        [("Norland Computer Center", "NCC".to_owned()), ("Zentriq Corporation", "Zentriq".to_owned())]
    );
    let (_, found) =
        names("Siemens and Siemens Energy parted. Tata Steel and Tata Motors did not.", &lexicons);
    let entities: Vec<_> = found.entities.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(entities, ["Siemens", "Siemens Energy", "Tata Steel", "Tata Motors"]);
}

#[test]
fn names_end_at_their_owner_and_before_offices() {
    let lexicons = Lexicons::built_in();
    for (text, wanted) in [
        ("The Norland Chamber of Mines President Nils Orre spoke.", &["Norland Chamber of Mines"][..]),
        (
            "The Brakel Institute of Technology Professor Hanna Vogt agreed.",
            &["Brakel Institute of Technology"],
        ),
        ("Goldman Sachs's Analyst Hanna Vogt expects a rise.", &["Goldman Sachs"]),
        ("Toyota's Velden Institute opened.", &["Toyota", "Velden Institute"]),
        ("King's College London opened a hall.", &["King's College London"]),
        ("The People's Bank of Norland cut rates.", &["People's Bank of Norland"]),
    ] {
        let (article, names) = names(text, &lexicons);
        let found: Vec<_> = names.mentions.iter().map(|mention| article.slice(mention.span)).collect();
        assert_eq!(found, wanted, "{text}");
    }
}

#[test]
fn a_short_form_is_the_name_before_it() {
    let lexicons = Lexicons::built_in();
    let named = |text: &str| {
        let (_, found) = names(text, &lexicons);
        found.entities.iter().map(|it| format!("{} = {}", it.name, it.aliases.join("; "))).collect::<Vec<_>>()
    };
    assert_eq!(
        named("Quellmark Foods Inc. grew. Quellmark hired. It fought Quellmark Energy Inc. in court."),
        ["Quellmark Foods Inc. = Quellmark", "Quellmark Energy Inc. = "]
    );
    // A headline is shorter than the text below it.
    assert_eq!(
        named(
            "Quellmark and rival agree\n\nQuellmark Bank plc will merge. Quellmark said so. The new firm is Quellmark Velden Ltd in Leeds."
        ),
        ["Quellmark Bank plc = Quellmark", "Quellmark Velden Ltd = "]
    );
    // A unit is not the firm that it is a unit of, and a name with its legal form is whole.
    assert_eq!(
        named(
            "Quellmark Ltd, the British arm of the group, lost money. The reinsurance arm, Brakel Re, did not. Brakel grew."
        ),
        ["Quellmark Ltd = ", "Brakel Re = ", "Brakel = "]
    );
    assert_eq!(
        named("Quellmark Energy Inc. is not Quellmark Oy, a software house."),
        ["Quellmark Energy Inc. = ", "Quellmark Oy = "]
    );
    assert_eq!(
        named("Nordfels Industries AG, better known as Zentriq, grew. Zentriq hired."),
        ["Nordfels Industries AG = Zentriq"]
    );
    assert_eq!(
        named("Nordfels Industries AG, better known as Zentriq Bank, grew. It hired."),
        ["Nordfels Industries AG = Zentriq Bank"]
    );
    // Where both stand before it, nobody knows.
    assert_eq!(
        named("Quellmark Foods Inc. sued Quellmark Energy Inc. in May. Quellmark lost."),
        ["Quellmark Foods Inc. = ", "Quellmark Energy Inc. = ", "Quellmark = "]
    );
}

#[test]
fn a_short_form_of_two_firms_is_flagged() {
    let lexicons = Lexicons::built_in();
    let flags = |text: &str| {
        let (_, found) = names(text, &lexicons);
        found.mentions.iter().map(|it| it.flag.clone().unwrap_or_default().into_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        flags("Quellmark Foods Inc. sued Quellmark Energy Inc. in May. Quellmark lost."),
        ["", "", "ambiguous-firm"]
    );
    assert_eq!(flags("Quellmark Foods Inc. grew. Quellmark hired."), ["", ""]);
}

#[test]
fn what_the_word_before_calls_a_thing_is_no_firm() {
    let lexicons = Lexicons::built_in();
    let found = |text: &str| {
        let (article, names) = names(text, &lexicons);
        names.mentions.iter().map(|it| article.slice(it.span).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        found("Halder Marine Ltd built the ferry Velden Star. Velden Star sailed to Oslo."),
        ["Halder Marine Ltd"]
    );
    assert_eq!(found("A field robot, Grevola, is what Halder Marine Ltd sells."), ["Halder Marine Ltd"]);
    assert_eq!(found("A shipbuilder, Halder Marine Ltd, sold it."), ["Halder Marine Ltd"]);
    assert_eq!(found("Brakel Systems of Gdynia, a start-up, won."), ["Brakel Systems"]);
    assert_eq!(found("The Highway Users' Forum objected."), ["Highway Users' Forum"]);
    assert_eq!(found("The Institute for Building Materials objected."), ["Institute for Building Materials"]);
    assert_eq!(found("She lives at Velden Street in Leeds."), Vec::<String>::new());
}

#[test]
fn firms_of_users_outrank_everything() {
    let mut lexicons = Lexicons::built_in();
    let csv = "name,aliases,kind\nMary Poppins Care,Poppins; MPC,charity\n\"Blue, Bank\",,bank\n";
    assert_eq!(lexicons.add_firms(csv), Ok(()));
    let (article, found) = names("Yesterday Poppins and MPC met in London.", &lexicons);
    let mentions: Vec<_> =
        found.mentions.iter().map(|it| (article.slice(it.span), it.rule.as_ref())).collect();
    assert_eq!(mentions, [("Poppins", "lexicon/user:2"), ("MPC", "lexicon/user:2")]);
    assert_eq!(found.entities.len(), 1);
    assert_eq!((found.entities[0].name.as_str(), found.entities[0].kind), ("Mary Poppins Care", "charity"));
    let error = lexicons.add_firms("name,kind\nX,colour\n").map_err(|error| error.to_string());
    assert_eq!(error, Err("line 2: there is no kind \"colour\"".to_owned()));
}
