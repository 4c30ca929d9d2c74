//! Writes the fingerprints of the rules that are code: for each rule id the hash of the file that defines it, so that a
//! later version can tell which rules are no longer what they were.
//!
//! Comments, blank space and unit tests do not count. The id is found where a rule is declared (`id: "count.noun"`,
//! `rule: "country.from"`) or given (`"firm.head-noun".into()`), in the sources themselves.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=src");
    let mut files = Vec::new();
    collect(Path::new("src"), &mut files)?;
    files.sort();
    let mut prints: BTreeMap<String, u64> = BTreeMap::new();
    for file in files {
        let text = fs::read_to_string(&file)?;
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
        let print = lines.clone().flat_map(|line| line.bytes().chain([b'\n'])).fold(FNV_START, fnv);
        for id in lines.flat_map(ids) {
            let known = prints.entry(id.to_owned()).or_default();
            *known = known.rotate_left(1) ^ print;
        }
    }
    let mut table = String::from("[\n");
    for (id, print) in prints {
        let _ = writeln!(table, "    ({id:?}, {print:#x}),");
    }
    table += "]\n";
    let out = env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    fs::write(out.join("rule_prints.rs"), table)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_example = path.file_stem().is_some_and(|stem| stem == "examples" || stem == "tests");
        if path.is_dir() {
            collect(&path, files)?;
        } else if !is_example && path.extension().is_some_and(|it| it == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

/// Literals of a line that are ids of rules: declared as such, or with a full stop between words.
fn ids(line: &str) -> Vec<&str> {
    let parts: Vec<&str> = line.split('"').collect();
    let inside = (1..parts.len()).step_by(2).map(|at| (parts[at - 1], parts[at]));
    inside
        .filter(|(before, id)| {
            let is_word = |word: &str| {
                !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
            };
            let declared = before.ends_with("id: ") || before.ends_with("rule: ");
            id.split('.').all(is_word) && (declared || id.split('.').count() == 2)
        })
        .map(|(_, id)| id)
        .collect()
}

/// FNV-1a, 64 bits.
const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

fn fnv(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}
