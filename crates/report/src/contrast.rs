//! Contrast as WCAG 2.2 counts it, of every pair of colours that meet in the page and in charts of their own.

use std::collections::BTreeMap;

use crate::chart::{DARK, STYLE};

const COLOURS: &str = include_str!("assets/report/colours.css");
const PAGE: &str = include_str!("assets/report/report.css");

/// Level AA: text, and marks that carry a meaning.
const TEXT: f64 = 4.5;
const MARK: f64 = 3.0;

fn luminance(colour: &str) -> f64 {
    let part = |at: usize| {
        let value = u8::from_str_radix(&colour[at..at + 2], 16).unwrap_or_else(|_| panic!("colour {colour}"));
        let value = f64::from(value) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The variables of a rule.
fn variables(rule: &str) -> BTreeMap<&str, &str> {
    rule.split([';', '{', '}'])
        .filter_map(|line| line.trim().strip_prefix("--")?.split_once(':'))
        .map(|(name, value)| (name, value.trim()))
        .collect()
}

#[test]
fn every_pair_of_colours_has_the_contrast_of_level_aa() {
    let (light, dark) = COLOURS.split_once("@media").unwrap();
    let (light, dark) = (variables(light), variables(dark));
    assert_eq!(light.keys().collect::<Vec<_>>(), dark.keys().collect::<Vec<_>>(), "colours in both");
    let mut pairs: Vec<(&str, &str, f64)> = Vec::new();
    for ground in ["paper", "soft", "firm-mark", "figure-mark", "skill-mark", "pick"] {
        pairs.push(("ink", ground, TEXT));
    }
    for text in ["muted", "firm", "figure", "skill", "flag"] {
        pairs.extend([(text, "paper", TEXT), (text, "soft", TEXT)]);
    }
    // Links on the row that is picked, numbers on squares, and the lower edges of marks on their ground.
    pairs.extend([
        ("firm", "pick", TEXT),
        ("paper", "firm", TEXT),
        ("paper", "figure", TEXT),
        ("paper", "skill", TEXT),
    ]);
    pairs.extend([("paper", "ink", TEXT)]);
    pairs.extend([
        ("firm", "firm-mark", MARK),
        ("figure", "figure-mark", MARK),
        ("skill", "skill-mark", MARK),
    ]);
    pairs.extend([("line", "paper", MARK), ("line", "soft", MARK), ("ink", "paper", MARK)]);
    for (scheme, colours) in [("light", &light), ("dark", &dark)] {
        for &(above, below, least) in &pairs {
            let found = contrast(colours[above], colours[below]);
            assert!(found >= least, "{above} on {below} in {scheme}: {found:.2}, not {least}");
        }
        // `hair` parts what white space parts already: the only colour without a pair.
        let paired =
            |name: &&&str| pairs.iter().any(|(above, below, _)| *above == **name || *below == **name);
        let alone: Vec<&&str> = colours.keys().filter(|name| !paired(name)).collect();
        assert_eq!(alone, [&"hair"], "colours whose contrast is not tested");
    }
}

#[test]
fn the_page_has_no_colour_beside_the_variables() {
    assert!(
        !PAGE.contains('#')
            || PAGE.split('#').skip(1).all(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
    );
    for word in ["rgb(", "hsl(", "white", "black", "grey"] {
        let uses =
            PAGE.match_indices(word).filter(|(at, _)| !PAGE[at + word.len()..].starts_with(['-', '.']));
        let named: Vec<_> = uses.filter(|(at, _)| PAGE[..*at].ends_with([':', ' '])).collect();
        assert!(named.is_empty(), "{word}: {named:?}");
    }
}

/// Colours of a property in a style, in order.
fn values<'a>(style: &'a str, property: &str) -> Vec<&'a str> {
    style
        .split(['{', '}', ';'])
        .filter_map(|line| line.trim().strip_prefix(property)?.strip_prefix(':'))
        .filter(|value| value.starts_with('#'))
        .collect()
}

#[test]
fn charts_of_their_own_can_be_read_too() {
    for (style, paper) in [(STYLE, "#ffffff"), (DARK, "#17181a")] {
        assert!(values(style, "fill").contains(&paper));
        let text = values(style, "color");
        assert!(!text.is_empty());
        for colour in text {
            assert!(contrast(colour, paper) >= TEXT, "{colour} on {paper}");
        }
        for colour in values(style, "fill").into_iter().chain(values(style, "stroke")) {
            // Lines of the grid only guide the eye; what stands in the colour of paper stands on marks.
            if colour != paper && !["#d9d7d0", "#3a3b3e"].contains(&colour) {
                let found = contrast(colour, paper);
                assert!(found >= TEXT, "{colour} on {paper}: {found:.2}");
            }
        }
    }
}

#[test]
fn contrast_is_that_of_wcag() {
    assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 1e-9);
    assert!((contrast("#777777", "#ffffff") - 4.48).abs() < 0.01);
}
