//! What comes into the build from others: licences, compilers, networks, and a reason for each.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn rules() -> toml::Table {
    fs::read_to_string(root().join("deny.toml")).expect("deny.toml").parse().expect("TOML")
}

/// Everything that the lock file names, as cargo describes it.
fn metadata() -> Value {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let run = |more: &[&str]| {
        let mut command = Command::new(&cargo);
        command.args(["metadata", "--format-version", "1", "--locked"]).args(more).current_dir(root());
        command.output().expect("cargo runs")
    };
    // What only other systems need may not have been fetched.
    let offline = run(&["--offline"]);
    let output = if offline.status.success() { offline } else { run(&[]) };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

fn packages(metadata: &Value) -> impl Iterator<Item = &Value> {
    metadata["packages"].as_array().expect("packages").iter()
}

/// Whether a licence expression can be met with the licences `allowed`.
fn is_met(expression: &str, allowed: &BTreeSet<String>) -> bool {
    // Older manifests write a slash for `OR`.
    let expression = expression.replace(" / ", " OR ").replace('/', " OR ");
    let spaced = expression.replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let met = either(&words, &mut at, allowed);
    assert_eq!(at, words.len(), "{expression:?} is no licence expression");
    met
}

fn either(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let mut met = both(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        met |= both(words, at, allowed);
    }
    met
}

fn both(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let mut met = one(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        met &= one(words, at, allowed);
    }
    met
}

fn one(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let word = words.get(*at).copied().unwrap_or_default();
    *at += 1;
    if word == "(" {
        let met = either(words, at, allowed);
        assert_eq!(words.get(*at), Some(&")"), "an open bracket in a licence expression");
        *at += 1;
        return met;
    }
    if words.get(*at) == Some(&"WITH") {
        let name = format!("{word} WITH {}", words.get(*at + 1).copied().unwrap_or_default());
        *at += 2;
        return allowed.contains(&name);
    }
    allowed.contains(word)
}

#[test]
fn licence_expressions_are_understood() {
    let allowed: BTreeSet<String> =
        ["MIT", "Zlib", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned).into();
    for met in [
        "MIT",
        "GPL-3.0 OR MIT",
        "MIT/GPL-3.0",
        "(GPL-3.0 OR MIT) AND Zlib",
        "Apache-2.0 WITH LLVM-exception",
    ] {
        assert!(is_met(met, &allowed), "{met}");
    }
    for refused in ["", "GPL-3.0", "MIT AND GPL-3.0", "Apache-2.0", "(MIT OR Zlib) AND GPL-3.0"] {
        assert!(refused.is_empty() || !is_met(refused, &allowed), "{refused}");
    }
}

#[test]
fn every_licence_is_allowed_and_every_source_is_known() {
    let rules = rules();
    let allowed = rules["licenses"]["allow"].as_array().expect("a list").iter();
    let allowed: BTreeSet<String> = allowed.filter_map(|it| it.as_str().map(str::to_owned)).collect();
    let metadata = metadata();
    for package in packages(&metadata) {
        let (name, licence) = (text(package, "name"), text(package, "license"));
        assert!(!licence.is_empty(), "{name} states no licence");
        assert!(is_met(licence, &allowed), "{name}: {licence} is not among the licences of deny.toml");
        let source = text(package, "source");
        assert!(source.is_empty() || source.starts_with("registry+"), "{name} comes from {source}");
    }
}

/// Major, minor and patch; what is not stated is zero.
fn version(text: &str) -> [u32; 3] {
    let mut parts = text.split('.').map(|part| part.parse().unwrap_or_default());
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}

/// One compiler builds this, and it may be newer than the one that is promised: that no dependency asks for more is
/// checked here, and Clippy's `incompatible_msrv`, which is denied, knows which parts of the standard library are newer.
#[test]
fn no_dependency_needs_a_newer_compiler_than_is_promised() {
    let metadata = metadata();
    let promised = packages(&metadata).find(|package| text(package, "name") == "tearsheet");
    let promised = version(text(promised.expect("the command"), "rust_version"));
    assert!(promised > [0; 3], "rust-version is stated");
    for package in packages(&metadata) {
        let needed = version(text(package, "rust_version"));
        assert!(needed <= promised, "{} needs Rust {needed:?}", text(package, "name"));
    }
}

#[test]
fn nothing_in_the_tree_talks_to_a_network() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).expect("a lock file");
    let lock: toml::Table = lock.parse().expect("TOML");
    let names: BTreeSet<&str> =
        lock["package"].as_array().expect("packages").iter().filter_map(|it| it["name"].as_str()).collect();
    assert!(names.contains("regex"), "the lock file was read");
    let rules = rules();
    let denied = rules["bans"]["deny"].as_array().expect("a list").iter();
    let found: Vec<&str> =
        denied.filter_map(|it| it["crate"].as_str()).filter(|name| names.contains(name)).collect();
    assert_eq!(found, Vec::<&str>::new(), "crates that talk to networks");
    each_source(&mut |path, text| {
        for word in ["std::net", "TcpStream", "UdpSocket", "ToSocketAddrs"] {
            assert!(!text.contains(word), "{} uses {word}", path.display());
        }
    });
}

/// The compiler forbids it where the lints of the workspace hold; the Python package cannot forbid what the macros of
/// PyO3 write, so its source is looked at.
#[test]
fn nothing_of_ours_is_unsafe() {
    let workspace = fs::read_to_string(root().join("Cargo.toml")).expect("a manifest");
    let workspace: toml::Table = workspace.parse().expect("TOML");
    assert_eq!(workspace["workspace"]["lints"]["rust"]["unsafe_code"].as_str(), Some("forbid"));
    for member in workspace["workspace"]["members"].as_array().expect("members") {
        let path = root().join(member.as_str().expect("a path")).join("Cargo.toml");
        let manifest: toml::Table = fs::read_to_string(&path).expect("a manifest").parse().expect("TOML");
        assert_eq!(manifest["lints"]["workspace"].as_bool(), Some(true), "{}", path.display());
    }
    each_source(&mut |path, text| {
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        for line in code {
            assert!(!line.contains("unsafe {") && !line.contains("unsafe fn"), "{}: {line}", path.display());
        }
    });
}

/// Calls `see` with each Rust file that ships.
fn each_source(see: &mut impl FnMut(&Path, &str)) {
    let crates = fs::read_dir(root().join("crates")).expect("crates");
    let mut open: Vec<PathBuf> = crates.map(|entry| entry.expect("an entry").path().join("src")).collect();
    let mut seen = 0;
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).expect("a folder").map(|entry| entry.expect("an entry").path()));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            see(&path, &fs::read_to_string(&path).expect("a source"));
            seen += 1;
        }
    }
    assert!(seen > 100, "{seen} sources");
}

#[test]
fn the_table_of_dependencies_is_complete() {
    let table = fs::read_to_string(root().join("crates/DEPENDENCIES.md")).expect("the table");
    let told: BTreeMap<&str, Vec<&str>> = table
        .lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .filter_map(|line| line.split_once("` |"))
        .map(|(name, rest)| (name, rest.trim_end_matches('|').split('|').map(str::trim).collect()))
        .collect();
    let metadata = metadata();
    let ours = packages(&metadata).filter(|package| package["source"].is_null());
    let used: BTreeSet<&str> = ours
        .flat_map(|package| package["dependencies"].as_array().expect("a list"))
        .map(|dependency| text(dependency, "name"))
        .filter(|name| !name.starts_with("tearsheet"))
        .collect();
    assert_eq!(told.keys().copied().collect::<BTreeSet<_>>(), used, "crates/DEPENDENCIES.md");
    for (name, cells) in told {
        let [licence, why] = cells[..] else { panic!("{name}: a licence and a reason are expected") };
        let package = packages(&metadata).find(|package| text(package, "name") == name);
        assert_eq!(licence, text(package.expect("a package"), "license"), "licence of {name}");
        assert!(why.split_whitespace().count() >= 3, "{name} has no reason");
    }
}
