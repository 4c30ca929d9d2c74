//! The walk in the README, run as it stands there: commands, and what they say to the byte.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Commands of the transcripts in the README, each with what is printed under it.
fn transcripts() -> Vec<Vec<(String, String)>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    let readme = fs::read_to_string(path).expect("the README");
    let blocks = readme.split("```console\n").skip(1).filter_map(|rest| rest.split("```").next());
    let commands = |block: &str| {
        let mut commands: Vec<(String, String)> = Vec::new();
        for line in block.lines() {
            match (line.strip_prefix("$ "), commands.last_mut()) {
                (Some(command), _) => commands.push((command.to_owned(), String::new())),
                (None, Some((_, said))) => *said += &format!("{line}\n"),
                (None, None) => panic!("{line:?} follows no command"),
            }
        }
        commands
    };
    blocks.map(commands).collect()
}

#[test]
fn the_readme_is_true_to_the_byte() {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_tearsheet"));
    let old = std::env::var_os("PATH").unwrap_or_default();
    let folders = program.parent().map(Path::to_owned).into_iter().chain(std::env::split_paths(&old));
    let path = std::env::join_paths(folders).expect("a search path");
    let transcripts = transcripts();
    assert!(!transcripts.is_empty());
    for commands in transcripts {
        let folder = tempfile::tempdir().expect("a folder");
        for (command, wanted) in commands {
            let output = Command::new("sh")
                .args(["-c", &format!("{command} 2>&1")])
                .current_dir(folder.path())
                .env("PATH", &path)
                .env_remove("CI")
                .output()
                .expect("a shell");
            assert_eq!(String::from_utf8_lossy(&output.stdout), wanted, "$ {command}");
        }
    }
}
