//! Families grown from the example stories, traced: from the texts to the trees and back.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Originals of the example stories; two of them report one event.
const ORIGINALS: [&str; 5] = [
    "ferry-fire/01-reuters.txt", "ferry-fire/07-merrin-observer.txt", "comet-survey/01-meridian.txt",
    "grain-levy/01-tagespost.txt", "grain-levy/06-dpa.txt",
];

/// Originals in three languages, so that no passage of one family is pasted into another: documents that hold a long passage of
/// another family are known to draw the two into one origin.
const UNMIXED: [&str; 3] = ["ferry-fire/01-reuters.txt", "grain-levy/04-courrier-du-lac.txt", "grain-levy/06-dpa.txt"];

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vorlage"));
    command.args(arguments).current_dir(folder).env_clear().env("HOME", "/nonexistent");
    command.output().expect("the program runs")
}

fn originals(names: &[&str]) -> Vec<String> {
    let stories = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/stories");
    names.iter().map(|o| stories.join(o).to_string_lossy().into_owned()).collect()
}

/// A folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("vorlage-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&path).expect("the folder for temporary files is writable");
    path
}

fn lines(bytes: &[u8]) -> Vec<Value> {
    let text = std::str::from_utf8(bytes).expect("answers are UTF-8");
    text.lines().map(|l| serde_json::from_str(l).expect("each line is JSON")).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

#[test]
fn order_and_threads_change_nothing_and_the_seed_does() {
    let (inputs, here) = (originals(&ORIGINALS), folder("simulate-order"));
    let forth: Vec<&str> = ["simulate"].into_iter().chain(inputs.iter().map(String::as_str)).collect();
    let back: Vec<&str> = ["simulate"].into_iter().chain(inputs.iter().rev().map(String::as_str)).collect();
    let one = run(&here, &[&forth[..], &["--threads", "1"]].concat()).stdout;
    assert_eq!(one, run(&here, &[&back[..], &["--threads", "2"]].concat()).stdout);
    assert_ne!(one, run(&here, &[&forth[..], &["--seed", "2"]].concat()).stdout);
    assert_eq!(lines(&one).len(), ORIGINALS.len());
    std::fs::remove_dir_all(&here).expect("the folder was made above");
}

#[test]
fn families_of_the_examples_are_found_again() {
    let (inputs, here) = (UNMIXED, folder("simulate-trace"));
    let [truth, documents] = ["truth.jsonl", "documents.jsonl"].map(|f| here.join(f).to_string_lossy().into_owned());
    let more = ["--format", "documents", "--truth", &truth, "--output", &documents, "--seed", "11"];
    let typed: Vec<&str> = ["simulate"].into_iter().chain(inputs).chain(more).collect();
    // The ids of a family follow from the path of its original, which therefore is the same on every machine.
    let done = run(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/stories"), &typed);
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    let packs = lines(&std::fs::read(here.join("truth.jsonl")).expect("the truth was written"));
    let documents = lines(&std::fs::read(here.join("documents.jsonl")).expect("the documents were written"));
    let done = run(&here, &["trace", "documents.jsonl", "--format", "json"]);
    let answer: Value = serde_json::from_slice(&done.stdout).expect("the answer is JSON");
    assert_eq!(list(&answer["documents"]).len(), documents.len());
    let edges = list(&answer["stories"]).iter().flat_map(|s| list(&s["edges"]));
    let joined: BTreeSet<BTreeSet<String>> = edges.map(|e| [text(&e["parent"]), text(&e["child"])].into()).collect();
    let held = packs.iter().flat_map(|p| list(&p["edges"])).filter(|e| e["parent"].is_string());
    let truth: Vec<BTreeSet<String>> = held.map(|e| [text(&e["parent"]), text(&e["child"])].into()).collect();
    let met = truth.iter().filter(|edge| joined.contains(*edge)).count();
    assert!(truth.len() > 10 && met * 2 > truth.len(), "{met} of {} edges", truth.len());
    let origin: BTreeMap<String, String> =
        list(&answer["documents"]).iter().map(|d| (text(&d["id"]), text(&d["origin"]))).collect();
    let families =
        packs.iter().map(|p| list(&p["documents"]).iter().map(|d| origin[&text(&d["id"])].clone()).collect());
    let families: Vec<BTreeSet<String>> = families.collect();
    for (at, family) in families.iter().enumerate() {
        assert!(families[..at].iter().all(|other| other.is_disjoint(family)), "two families share an origin");
    }
    std::fs::remove_dir_all(&here).expect("the folder was made above");
}

#[test]
fn what_is_missing_is_said() {
    let (inputs, here) = (originals(&ORIGINALS), folder("simulate-missing"));
    let done = run(&here, &["simulate", &inputs[0], "--format", "documents"]);
    assert_eq!(done.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&done.stderr).contains("--truth"));
    std::fs::write(here.join("short.txt"), "The ferry was late.").expect("the folder is writable");
    let done = run(&here, &["simulate", "short.txt"]);
    assert_eq!(done.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&done.stderr).contains("no copies were made"));
    let done = run(&here, &["simulate", &inputs[4], "--copies", "0"]);
    assert_eq!(done.status.code(), Some(2));
    std::fs::remove_dir_all(&here).expect("the folder was made above");
}
