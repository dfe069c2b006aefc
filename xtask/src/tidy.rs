//! The rules of the house that a program can check.

use crate::root;
use std::fs;
use std::path::{Path, PathBuf};

/// Stages in the order of the pipeline; a stage may use earlier ones and those on its own line's left only.
const STAGES: &[&str] =
    &["residue", "claims", "agency", "candidates", "stories", "align", "derive", "stemma", "ledger"];

/// Workspace crates that each crate may depend on.
const MAY_DEPEND: &[(&str, &[&str])] = &[
    ("vorlage-model", &[]),
    ("vorlage-text", &["vorlage-model"]),
    ("vorlage-embed", &["vorlage-model"]),
    ("vorlage-core", &["vorlage-embed", "vorlage-model", "vorlage-text"]),
    ("vorlage-read", &["vorlage-model", "vorlage-text"]),
    ("vorlage-fetch", &["vorlage-read"]),
    ("vorlage-export", &["vorlage-model", "vorlage-text"]),
    ("vorlage-store", &["vorlage-model", "vorlage-text"]),
    ("vorlage-serve", &["vorlage-export", "vorlage-model", "vorlage-store", "vorlage-text"]),
    ("vorlage-simulate", &["vorlage-core", "vorlage-model", "vorlage-text"]),
];

/// What pure crates must not name, with the reason.
const IMPURE: &[(&str, &str)] = &[
    ("std::fs", "touches files"),
    ("std::net", "touches the network"),
    ("std::env", "reads the environment"),
    ("std::time", "reads the clock"),
    ("println!", "prints"),
    ("eprintln!", "prints"),
];

/// Most lines of a source file.
const MOST_LINES: usize = 600;

/// Every file below a folder with an extension, sorted.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && path.file_name().is_some_and(|n| n != "target" && n != ".git") {
            out.extend(files(&path, extension));
        } else if path.extension().is_some_and(|e| e == extension) {
            out.push(path);
        }
    }
    out.sort();
    out
}

/// The part of a source file before its tests.
fn without_tests(source: &str) -> &str {
    source.split("#[cfg(test)]\nmod tests").next().unwrap_or(source)
}

/// Fails with the list of findings, unless it is empty.
fn none(findings: Vec<String>) {
    assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
}

#[test]
fn every_source_file_opens_with_its_purpose_and_stays_short() {
    let mut findings = Vec::new();
    for path in files(&root(), "rs") {
        let source = fs::read_to_string(&path).expect("sources are text");
        if !source.starts_with("//!") {
            findings.push(format!("{}: does not open with //!", path.display()));
        }
        if source.lines().count() > MOST_LINES {
            findings.push(format!("{}: over {MOST_LINES} lines", path.display()));
        }
    }
    none(findings);
}

#[test]
fn nothing_is_left_undone_or_hushed() {
    // Built at run time, so that this file does not find itself.
    let banned = ["todo", "unimplemented"].map(|m| format!("{m}!(")).into_iter();
    let banned: Vec<String> = banned.chain(["ignore]", "allow("].map(|a| format!("#[{a}"))).collect();
    let mut findings = Vec::new();
    for path in files(&root(), "rs") {
        let source = fs::read_to_string(&path).expect("sources are text");
        for word in banned.iter().filter(|b| source.contains(b.as_str())) {
            findings.push(format!("{}: {word}", path.display()));
        }
    }
    none(findings);
}

#[test]
fn only_kernels_and_the_mapping_are_unsafe() {
    let mut findings = Vec::new();
    for path in files(&root(), "rs") {
        let source = fs::read_to_string(&path).expect("sources are text");
        let name = path.strip_prefix(root()).expect("below the root").display().to_string();
        let may =
            name.starts_with("crates/vorlage-embed/src/kernels/") || name == "crates/vorlage-embed/src/file/bytes.rs";
        // Built at run time, so that this file does not find itself.
        if !may && source.contains(&["(unsafe", "_code"].concat()) {
            findings.push(format!("{name}: lets unsafe code in"));
        }
    }
    none(findings);
}

#[test]
fn every_crate_takes_the_lints_of_the_house() {
    let manifests =
        files(&root(), "toml").into_iter().filter(|p| p.ends_with("Cargo.toml") && *p != root().join("Cargo.toml"));
    let without = manifests.filter(|p| {
        let manifest = fs::read_to_string(p).expect("manifests are text");
        !manifest.contains("[lints]\nworkspace = true")
    });
    none(without.map(|p| format!("{}: lacks [lints] workspace = true", p.display())).collect());
}

#[test]
fn crates_know_only_what_they_may() {
    let mut findings = Vec::new();
    for (name, allowed) in MAY_DEPEND {
        let manifest =
            fs::read_to_string(root().join("crates").join(name).join("Cargo.toml")).expect("the crate is there");
        let dependencies = manifest.split("[dev-dependencies]").next().unwrap_or(&manifest);
        for line in dependencies.lines().filter(|l| l.starts_with("vorlage-")) {
            let used = line.split(['.', ' ', '=']).next().unwrap_or(line);
            if !allowed.contains(&used) {
                findings.push(format!("{name} depends on {used}"));
            }
        }
    }
    none(findings);
}

#[test]
fn pure_crates_stay_pure() {
    let mut findings = Vec::new();
    for name in ["vorlage-model", "vorlage-text", "vorlage-core", "vorlage-export", "vorlage-simulate"] {
        for path in files(&root().join("crates").join(name).join("src"), "rs") {
            let source = fs::read_to_string(&path).expect("sources are text");
            for (word, reason) in IMPURE.iter().filter(|(word, _)| without_tests(&source).contains(word)) {
                findings.push(format!("{}: {word} {reason}", path.display()));
            }
        }
    }
    none(findings);
}

#[test]
fn no_stage_uses_a_later_one() {
    let mut findings = Vec::new();
    for (at, stage) in STAGES.iter().enumerate() {
        for path in files(&root().join("crates/vorlage-core/src").join(stage), "rs") {
            let source = fs::read_to_string(&path).expect("sources are text");
            for later in &STAGES[at + 1..] {
                if without_tests(&source).contains(&format!("crate::{later}")) {
                    findings.push(format!("{}: uses the later stage {later}", path.display()));
                }
            }
        }
    }
    none(findings);
}
