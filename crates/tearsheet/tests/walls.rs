//! The walls between the rooms: which crate may depend on what.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A dependency that is not listed here needs a reason in `crates/ARCHITECTURE.md`, not only a line.
const ALLOWED: [(&str, &[&str]); 6] = [
    (
        "ingest",
        &[
            "aho-corasick",
            "chardetng",
            "csv",
            "encoding_rs",
            "flate2",
            "memchr",
            "pdf-extract",
            "pulldown-cmark",
            "quick-xml",
            "rustc-hash",
            "ruzstd",
            "serde",
            "serde_json",
            "sha2",
            "trafilatura",
            "unicode-segmentation",
            "whatlang",
            "zip",
        ],
    ),
    ("entity-extraction", &["regex", "rust_decimal", "rustc-hash", "tearsheet-ingest"]),
    (
        "export",
        &[
            "csv",
            "parquet",
            "rusqlite",
            "rust_decimal",
            "rust_xlsxwriter",
            "serde",
            "serde_json",
            "sha2",
            "tearsheet-extract",
            "tearsheet-ingest",
            "xxhash-rust",
        ],
    ),
    ("regress", &["csv", "rust_decimal", "tearsheet-export"]),
    ("report", &["base64", "dejavu", "flate2", "resvg", "serde", "serde_json", "sha2"]),
    (
        "tearsheet",
        &[
            "clap",
            "clap_complete",
            "clap_mangen",
            "console",
            "csv",
            "ctrlc",
            "indicatif",
            "quick-xml",
            "rayon",
            "rustc-hash",
            "rustix",
            "serde",
            "serde_json",
            "sha2",
            "tearsheet-export",
            "tearsheet-extract",
            "tearsheet-ingest",
            "tearsheet-regress",
            "tearsheet-regress",
            "tearsheet-report",
            "tempfile",
            "toml",
            "xxhash-rust",
        ],
    ),
];

/// Names under `[dependencies]` and `[target.*.dependencies]` of a manifest.
fn dependencies(manifest: &str) -> BTreeSet<String> {
    let mut inside = false;
    let mut names = BTreeSet::new();
    for line in manifest.lines() {
        if let Some(section) = line.strip_prefix('[') {
            inside = section.trim_end_matches(']').ends_with("dependencies") && !section.contains("dev-");
        } else if inside && let Some((name, _)) = line.split_once(['.', ' ', '=']) {
            names.insert(name.trim_matches('"').to_owned());
        }
    }
    names.retain(|name| !name.is_empty() && !name.starts_with('#'));
    names
}

#[test]
fn each_room_depends_only_on_what_is_listed() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for (room, allowed) in ALLOWED {
        let manifest = fs::read_to_string(crates.join(room).join("Cargo.toml")).unwrap();
        let allowed: BTreeSet<String> = allowed.iter().map(|&name| name.to_owned()).collect();
        assert_eq!(dependencies(&manifest), allowed, "dependencies of crates/{room}");
    }
}

#[test]
fn kinds_of_finding_do_not_import_one_another() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../entity-extraction/src");
    let kinds = ["figure", "firm", "skill"];
    for kind in kinds {
        for file in fs::read_dir(source.join(kind)).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                for other in kinds.iter().filter(|&&other| other != kind) {
                    assert!(
                        !text.contains(&format!("crate::{other}")),
                        "{} imports {other}: only settle and link see both",
                        path.display()
                    );
                }
            }
        }
    }
}
