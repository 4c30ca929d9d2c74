//! Sentences with what they must yield, and sentences that must stay silent.

use tearsheet_ingest::{Article, layout};

use super::find;
use crate::lexicon::Lexicons;
use crate::view::View;

/// The skills of `text`, each as `name` or `name/version`.
fn read(lexicons: &Lexicons, text: &str) -> Vec<String> {
    let draft = layout::plain(text).into_draft(text.to_owned());
    let article = Article::build("example".to_owned(), "example".to_owned(), draft);
    let skills = find(&View::new(&article), lexicons).skills;
    let shown = skills.into_iter().map(|skill| match skill.version.as_str() {
        "" => skill.name,
        version => format!("{}/{version}", skill.name),
    });
    shown.collect()
}

#[test]
fn yields() {
    let lexicons = Lexicons::built_in();
    for (text, wanted) in [
        (
            "Coding is done in ANSI C/C++, VC++6, VB6 and PHP4/5; pages follow HTML4.01 and CSS2.0.",
            "C/ANSI, C++, Visual C++/6, Visual Basic/6, PHP/4, PHP/5, HTML/4.01, CSS/2.0",
        ),
        ("The team works with Django 4.x, Java 8 and Oracle 11g.", "Django/4.x, Java/8, Oracle Database/11g"),
        (
            "Our engineers know Spring, Hibernate, Swing and Struts as well as JUnit.",
            "Spring Framework, Hibernate, Java Swing, Apache Struts, JUnit",
        ),
        ("The servers are written in Go, the tools in Rust and Python.", "Go, Rust, Python"),
        (
            "It is certified to ISO 9001:2015, ISO/IEC 27001 and CMMI Level 5.",
            "ISO 9001/2015, ISO/IEC 27001, CMMI/5",
        ),
        (
            "The stack holds machine-learning code, REST APIs and Postgres.",
            "machine learning, REST, PostgreSQL",
        ),
        (
            "Tasks live in Trello, Jira, Pivotal Tracker and Zorblatt.",
            "Trello, Jira, Pivotal Tracker, Zorblatt",
        ),
        ("Fluency in Czech and Hungarian is required.", "Czech, Hungarian"),
    ] {
        assert_eq!(read(&lexicons, text).join(", "), wanted, "{text}");
    }
}

#[test]
fn refuses() {
    let lexicons = Lexicons::built_in();
    for text in [
        // Ordinary words and places.
        "She will go to Java in spring and rest her hopes on a swing in the vote.",
        "Ministers excel at express promises, said the Oracle of the party.",
        // Nationalities.
        "The Korean firm and its Polish owners met a British national.",
        // Persons and firms.
        "Tomasz Jenkins of Delphi Consulting bought the yard from Ruby Holdings.",
        // Money and series.
        "Series C investors put R50 million into the chain.",
        // A sentence end is not .NET.
        "The bank made a profit. Net income rose.",
    ] {
        assert_eq!(read(&lexicons, text), [""; 0], "{text}");
    }
}

#[test]
fn unmatched_items_of_labelled_lists() {
    let text = "Databases: Oracle, Zorblatt, MySQL, PostgreSQL and zorblatt.";
    let draft = layout::plain(text).into_draft(text.to_owned());
    let article = Article::build("example".to_owned(), "example".to_owned(), draft);
    let found = find(&View::new(&article), &Lexicons::built_in());
    let shown: Vec<_> = found.unmatched.iter().map(|item| (article.slice(item.span), item.count)).collect();
    assert_eq!(shown, [("Zorblatt", 2)]);
}

#[test]
fn users_add_override_and_drop_surfaces() {
    let mut lexicons = Lexicons::built_in();
    let csv = "surface,canonical,category,case\nZorblatt,Zorblatt DB,database,free\nOracle,,tool,free\n\nMySQL,,,never\n";
    assert_eq!(lexicons.skills.add_csv("my.csv", csv), Ok(()));
    assert_eq!(
        read(&lexicons, "We use Zorblatt, MySQL, Oracle and PostgreSQL."),
        ["Zorblatt DB", "Oracle", "PostgreSQL"]
    );
    let error =
        lexicons.skills.add_csv("my.csv", "surface,category\nX,colour\n").map_err(|error| error.to_string());
    assert_eq!(error, Err("line 2: no category \"colour\"".to_owned()));
}
