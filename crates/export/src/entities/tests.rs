//! What joins and what stays apart.

use std::collections::BTreeMap;

use super::knowledge::{Knowledge, read_pairs, read_registry};
use super::name::Forms;
use super::source::{Class, Source};
use super::{merge, tables};

/// A firm for each line: name, then `column=value` parted by bars. Each stands in an article of its own.
fn rows(lines: &[&str]) -> Vec<Source> {
    let row = |(index, line): (usize, &&str)| {
        let mut parts = line.split('|');
        let mut cells: BTreeMap<String, String> = BTreeMap::new();
        cells.insert("name".to_owned(), parts.next().unwrap_or_default().to_owned());
        cells.insert("article_id".to_owned(), format!("a{index}"));
        cells.insert("firm_id".to_owned(), format!("f{index}"));
        cells.insert("mentions".to_owned(), "1".to_owned());
        cells.extend(parts.filter_map(|it| it.split_once('=')).map(|(a, b)| (a.to_owned(), b.to_owned())));
        Source::new(Class::Firm, cells)
    };
    lines.iter().enumerate().map(row).collect()
}

/// Groups as indices, evidence in brackets, flags behind.
fn merged(lines: &[&str], knowledge: &Knowledge) -> String {
    let groups = merge(&rows(lines), knowledge, &Forms::default()).unwrap().groups;
    let shown = groups.iter().map(|group| {
        let members: Vec<String> = group
            .members
            .iter()
            .map(|(row, why)| if why.is_empty() { row.to_string() } else { format!("{row} ({why})") })
            .collect();
        let flags: Vec<&str> = group.flags.iter().copied().collect();
        [members.join(" "), flags.join(" ")].join(" ").trim().to_owned()
    });
    shown.collect::<Vec<_>>().join("; ")
}

fn known(merges: &str, never: &str) -> Knowledge {
    let pairs = |file, text: &str| read_pairs(file, format!("name,other\n{text}").as_bytes()).unwrap();
    Knowledge { merges: pairs("merges.csv", merges), never: pairs("never.csv", never), registry: Vec::new() }
}

#[test]
fn one_name_and_form_is_one_firm() {
    let none = Knowledge::default();
    assert_eq!(merged(&["Norrkem Oyj", "NORRKEM OYJ"], &none), "0 1 (same-name-and-form)");
    assert_eq!(merged(&["Salt & Sail Ltd", "Salt and Sail Limited"], &none), "0 1 (same-name-and-form)");
    assert_eq!(merged(&["Salt & Sail", "Salt & Sail Ltd"], &none), "0 1 (same-name)");
}

#[test]
fn namesakes_stay_apart_and_are_flagged() {
    let none = Knowledge::default();
    assert_eq!(merged(&["Siemens AG", "Siemens Energy AG"], &none), "0; 1");
    assert_eq!(merged(&["Delta", "Delta"], &none), "0 namesake; 1 namesake");
    assert_eq!(
        merged(&["Delta|headquarters=Atlanta", "Delta|headquarters=Atlanta, Georgia"], &none),
        "0 1 (same-name-and-headquarters)"
    );
    assert_eq!(merged(&["Salt & Sail Ltd", "Salt & Sail Inc."], &none), "0 namesake; 1 namesake");
    assert_eq!(
        merged(&["Salt & Sail|country=Ireland", "Salt & Sail|country=Norway"], &none),
        "0 namesake; 1 namesake"
    );
    assert_eq!(
        merged(&["Salt & Sail Ltd", "Salt & Sail Inc.", "Salt & Sail"], &none),
        "0 namesake; 1 namesake; 2 ambiguous-name namesake"
    );
}

#[test]
fn an_acronym_joins_its_only_expansion() {
    let none = Knowledge::default();
    let one = ["Halvorsen Maritime Research|aliases=HMR", "HMR"];
    assert_eq!(merged(&one, &none), "0 1 (acronym) acronym");
    let two = ["Halvorsen Maritime Research|aliases=HMR", "Harbour Marine Rentals|aliases=HMR", "HMR"];
    assert_eq!(merged(&two, &none), "0; 1; 2 ambiguous-acronym");
}

#[test]
fn the_user_joins_and_parts() {
    let lines = ["Norrkem Oyj", "Norrkem Chemicals", "Norrkem Oyj"];
    assert_eq!(
        merged(&lines, &known("Norrkem Oyj,Norrkem Chemicals\n", "")),
        "0 1 (merges.csv:2) 2 (merges.csv:2)"
    );
    assert_eq!(merged(&lines, &known("", "f0,f2\n")), "0 namesake; 1; 2 namesake");
    let both = known("Norrkem Oyj,Norrkem Chemicals\n", "Norrkem Chemicals,Norrkem Oyj\n");
    let error = merge(&rows(&lines), &both, &Forms::default()).unwrap_err();
    assert!(error.starts_with("merges.csv:2:") && error.contains("never.csv:2"), "{error}");
}

#[test]
fn the_registry_gives_ids_and_joins() {
    let csv = "name,aliases,lei,qid\nNorrkem Oyj,Norrkem Chemicals; Norrkem,,Q17\n";
    let registry = read_registry("own.csv", csv.as_bytes()).unwrap();
    let knowledge = Knowledge { registry, ..Knowledge::default() };
    let lines = ["Norrkem Oyj", "Norrkem", "Norrkem Chemicals", "Norrkem Paints"];
    assert_eq!(merged(&lines, &knowledge), "0 1 (own.csv:2) 2 (own.csv:2); 3");
}

#[test]
fn errors_name_file_line_and_remedy() {
    let pairs = |text: &str| read_pairs("never.csv", text.as_bytes()).unwrap_err();
    assert!(pairs("a,b\n").starts_with("never.csv:1: the column name is missing"));
    assert!(pairs("name,other\nA,B\nA,\n").starts_with("never.csv:3: the cell other is empty; write"));
    let registry = |text: &str| read_registry("own.csv", text.as_bytes()).unwrap_err();
    assert!(registry("name,lei\nA,123\n").starts_with("own.csv:2: \"123\" is no LEI"));
    assert!(registry("name,qid\nA,42\n").starts_with("own.csv:2: \"42\" is no Wikidata item"));
    assert!(registry("name\nA\n").contains("neither lei nor qid"));
    // GLEIF's own.
    assert_eq!(read_registry("own.csv", "name,lei\nA,506700GE1G29325QX363\n".as_bytes()).unwrap().len(), 1);
}

#[test]
fn conflicts_are_shown_and_not_averaged() {
    let rows = rows(&[
        "Norrkem Oyj|employees=340|employees_bound==|products=paint",
        "Norrkem Oyj|employees=400|employees_bound=~|products=ink; paint",
    ]);
    let (knowledge, forms) = (Knowledge::default(), Forms::default());
    let merged = merge(&rows, &knowledge, &forms).unwrap();
    let [entities, members] =
        tables(&rows, &merged, &knowledge, &forms).map(|it| String::from_utf8(it).unwrap());
    let line = entities.lines().nth(1).unwrap();
    assert!(line.contains(",340 | ~400,") && line.contains(",paint; ink,employees,"), "{line}");
    assert!(line.contains(",2,2,"), "{line}");
    assert_eq!(members.lines().count(), 3);
}
