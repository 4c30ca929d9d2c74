//! What `corpus/` yields, held against `snapshots/`: the findings under each sentence, and the tables byte for byte.
//!
//! After a change that should move rows: `INSTA_UPDATE=always cargo test -p tearsheet --test corpus`, then read the
//! diff of `snapshots/`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use tearsheet::extract::{Options, extract};
use tearsheet::{inputs, pipeline};
use tearsheet_extract::{Amount, Extractor, Findings, Lexicons, Quantity};
use tearsheet_ingest::{Article, Format, TextSpan};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

/// A snapshot's name for an article: its id without what file names cannot hold.
fn name_of(article: &str) -> String {
    article.chars().map(|c| if c.is_alphanumeric() || c == '-' || c == '.' { c } else { '_' }).collect()
}

fn rendered() -> Vec<(String, String)> {
    let (inputs, problems) = inputs::find(&[root().join("corpus")], Format::Text);
    assert_eq!(problems, []);
    let extractor = Extractor::new(Lexicons::built_in());
    let mut all = Vec::new();
    let render =
        |article: &Article, _: &[_]| (name_of(article.id()), render(article, &extractor.find(article)));
    pipeline::run(&inputs, 0, render, |done| {
        assert_eq!(done.problems, []);
        all.extend(done.results);
        Ok(())
    })
    .expect("nothing fails in memory");
    all
}

/// Each sentence that holds something, and under it what was found, with the rule that found it.
fn render(article: &Article, findings: &Findings) -> String {
    let mut out = String::new();
    for entity in &findings.entities {
        let _ = write!(out, "{:?} {:?} [{}]", entity.class, entity.name, entity.kind);
        if !entity.aliases.is_empty() {
            let _ = write!(out, " also {:?}", entity.aliases);
        }
        let said = &entity.attributes;
        if let Some(year) = &said.founded {
            let _ = write!(out, " founded {} ({})", year.value, year.rule);
        }
        if let Some(staff) = &said.employees {
            let _ = write!(out, " employees {} ({})", quantity(&staff.value), staff.rule);
        }
        for (label, value) in [
            ("headquarters", &said.headquarters),
            ("country", &said.country),
            ("ownership", &said.ownership),
            ("parent", &said.parent),
            ("sector", &said.sector),
        ] {
            if let Some(value) = value {
                let _ = write!(out, " {label} {:?} ({})", value.value, value.rule);
            }
        }
        for (label, values) in [("partner", &said.partners), ("product", &said.products)] {
            for value in values {
                let _ = write!(out, " {label} {:?} ({})", value.value, value.rule);
            }
        }
        out.push('\n');
    }
    let mut lines: Vec<(TextSpan, String)> = Vec::new();
    let name = |entity: tearsheet_extract::EntityId| findings.entities[entity.0 as usize].name.as_str();
    for mention in &findings.mentions {
        let line = format!(
            "firm   {} -> {} ({})",
            quoted(article, mention.span),
            name(mention.entity),
            mention.rule
        );
        lines.push((mention.span, line + &flag(mention.flag.as_deref())));
    }
    for figure in &findings.figures {
        let mut line = format!(
            "figure {} {} {}",
            quoted(article, figure.span),
            figure.kind.name(),
            quantity(&figure.quantity)
        );
        for (label, value) in [
            ("", figure.unit.name.as_str()),
            ("", figure.unit.currency.unwrap_or_default()),
            ("per ", &figure.per),
            ("of ", &figure.measure),
            ("in ", &figure.time),
            ("about ", &figure.concepts),
        ] {
            if !value.is_empty() {
                let _ = write!(line, " {label}{value}");
            }
        }
        if let Some(direction) = figure.direction {
            let _ = write!(line, " {direction:?}");
        }
        if let Some(movement) = figure.movement {
            let _ = write!(line, " {movement:?}");
        }
        if let Some(firm) = figure.firm {
            let _ = write!(line, " firm {:?}", name(firm));
        }
        let _ = write!(line, " ({})", figure.rule);
        lines.push((figure.span, line + &flag(figure.flag.as_deref())));
    }
    for skill in &findings.skills {
        let mut line =
            format!("skill  {} {} [{}]", quoted(article, skill.span), skill.name, skill.category.name());
        if !skill.version.is_empty() {
            let _ = write!(line, " version {}", skill.version);
        }
        if let Some(firm) = skill.firm {
            let _ = write!(line, " firm {:?}", name(firm));
        }
        let _ = write!(line, " ({})", skill.rule);
        lines.push((skill.span, line + &flag(skill.flag.as_deref())));
    }
    for relation in &findings.relations {
        let line = format!(
            "says   {} {} {} ({})",
            name(relation.subject),
            relation.kind.name(),
            relation.object_text,
            relation.rule
        );
        lines.push((relation.span, line));
    }
    for refusal in &findings.refusals {
        lines.push((refusal.span, format!("refuse {} {}", quoted(article, refusal.span), refusal.reason)));
    }
    lines.sort_by_key(|(span, _)| (span.start, span.end));
    let mut lines = lines.into_iter().peekable();
    for sentence in article.sentences() {
        let kind = article.blocks()[sentence.block as usize].kind;
        let mut headed = false;
        while let Some((_, line)) = lines.next_if(|(span, _)| span.start < sentence.span.end) {
            if !headed {
                let said = article.slice(sentence.span).split_whitespace().collect::<Vec<_>>().join(" ");
                let _ = writeln!(out, "\n[{}] {said}", kind.name());
                headed = true;
            }
            let _ = writeln!(out, "    {line}");
        }
    }
    out
}

fn quoted(article: &Article, span: TextSpan) -> String {
    format!("{:?}", article.slice(span).split_whitespace().collect::<Vec<_>>().join(" "))
}

fn quantity(quantity: &Quantity) -> String {
    let sign = quantity.bound.sign();
    match &quantity.amount {
        Amount::One(value) => format!("{sign}{}", value.normalize()),
        Amount::Range(low, high) => format!("{sign}{}..{}", low.normalize(), high.normalize()),
        Amount::Date(date) => format!("{sign}{date}"),
    }
}

fn flag(flag: Option<&str>) -> String {
    flag.map_or_else(String::new, |flag| format!(" !{flag}"))
}

const TABLES: [&str; 7] =
    ["articles", "figures", "firms", "mentions", "organisations", "relations", "skills"];

#[test]
fn findings_of_each_article() {
    let rendered = rendered();
    settings().bind(|| {
        let mut moved = Vec::new();
        for (name, text) in &rendered {
            // All articles are compared before the test fails, so that one run shows the whole effect of a rule.
            let same = std::panic::catch_unwind(|| insta::assert_snapshot!(name.as_str(), text));
            if same.is_err() {
                moved.push(name);
            }
        }
        assert!(moved.is_empty(), "rows have moved in {moved:?}");
    });
}

#[test]
fn tables_byte_for_byte() {
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().join("dataset");
    let options = Options::new(vec![root().join("corpus")], folder.clone());
    extract(&options, &mut |_, _| {}).unwrap();
    settings().bind(|| {
        for table in TABLES {
            let bytes = fs::read(folder.join(format!("{table}.csv"))).unwrap();
            insta::assert_binary_snapshot!(&format!("{table}.csv"), bytes);
        }
    });
}

/// A snapshot without an article is a row that nobody guards.
#[test]
fn no_snapshot_is_left_over() {
    let mut expected: BTreeSet<String> =
        rendered().into_iter().map(|(name, _)| format!("{name}.snap")).collect();
    for table in TABLES {
        expected.insert(format!("{table}.snap"));
        expected.insert(format!("{table}.snap.csv"));
    }
    // Those of tests/scores.rs.
    expected.extend(["scores.snap", "misses.snap", "misses.snap.csv"].map(str::to_owned));
    for entry in fs::read_dir(root().join("snapshots")).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(name.ends_with(".new") || expected.contains(&name), "snapshots/{name} belongs to no article");
    }
}
