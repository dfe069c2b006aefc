//! A store from the command that fills it to the one that looks after it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const SLIDE: &str =
    "A slope of the Ashby granite quarry gave way early on Thursday and buried two excavators, the county said.
Nobody was hurt, but about 90 people from Mill Lane were taken to the school gymnasium for the night.
The quarry employs 140 people and supplies railway ballast to three counties.
";

/// A folder with a text, the same with more, and a text of something else.
fn folder(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("vorlage-store-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(path.join("in")).expect("the folder for temporary files is writable");
    let shorter = SLIDE.lines().take(2).collect::<Vec<_>>().join("\n");
    let other = "Clock wheels found in a barn\n\nThe museum of clocks in Port Ellery has found 2 wheels of its tower clock in a barn, wrapped in sailcloth.\n";
    for (file, text) in [("a.txt", shorter.as_str()), ("b.txt", SLIDE), ("c.txt", other)] {
        std::fs::write(path.join("in").join(file), text).expect("the folder is writable");
    }
    path
}

fn vorlage(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vorlage"));
    command.args(arguments).current_dir(folder).env_clear().env("HOME", "/nonexistent").stdin(Stdio::null());
    command.output().expect("the program runs")
}

fn said(folder: &Path, arguments: &[&str]) -> String {
    let done = vorlage(folder, arguments);
    assert_eq!(done.status.code(), Some(0), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).expect("answers are UTF-8")
}

#[test]
fn a_store_answers_as_its_files_do() {
    let folder = folder("answers");
    assert_eq!(said(&folder, &["add", "d.vorlage", "in"]), "3 new, 0 replaced, 0 unchanged\n");
    assert_eq!(said(&folder, &["add", "d.vorlage", "in"]), "0 new, 0 replaced, 3 unchanged\n");
    let of_files = said(&folder, &["trace", "in", "--format", "json"]);
    for arguments in [
        ["trace", "d.vorlage", "--no-save", "--format", "json"],
        ["trace", "--format", "json", "d.vorlage", "--explain"],
    ] {
        assert_eq!(said(&folder, &arguments), of_files);
    }
    for verb in ["read", "claims"] {
        assert_eq!(
            said(&folder, &[verb, "d.vorlage", "--format", "jsonl"]),
            said(&folder, &[verb, "in", "--format", "jsonl"])
        );
    }
    assert!(said(&folder, &["show", "d.vorlage", "story:in/a.txt"]).contains("b.txt"));
    assert!(said(&folder, &["show", "d.vorlage", "in/c.txt"]).contains("sailcloth"));
    let found = said(&folder, &["search", "d.vorlage", "granite", "\"railway ballast\"", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&found).expect("the answer is JSON");
    assert_eq!(found["hits"][0]["id"], "in/b.txt");
    assert_eq!(found["hits"][0]["story"], "story:in/a.txt");
}

#[test]
fn a_run_is_kept_unless_it_is_left_out() {
    let folder = folder("kept");
    said(&folder, &["add", "d.vorlage", "in"]);
    said(&folder, &["trace", "d.vorlage", "--no-save"]);
    assert_eq!(vorlage(&folder, &["show", "d.vorlage", "story:in/a.txt"]).status.code(), Some(2));
    said(&folder, &["trace", "d.vorlage"]);
    said(&folder, &["show", "d.vorlage", "story:in/a.txt", "--format", "json"]);
    // No document is kept twice for the headline that a run has found in it.
    assert!(said(&folder, &["show", "d.vorlage", "story:in/c.txt"]).starts_with("Clock wheels found in a barn"));
    assert_eq!(said(&folder, &["check", "d.vorlage"]), "read whole: 3 documents, 2 stories, 0 decisions\n");
}

#[test]
fn decisions_in_a_store_bind_its_next_run() {
    let folder = folder("decided");
    said(&folder, &["add", "d.vorlage", "in"]);
    let edges = |folder: &Path| said(folder, &["trace", "d.vorlage", "--format", "csv"]).lines().count() - 1;
    let before = edges(&folder);
    let id = said(&folder, &["decide", "--store", "d.vorlage", "--who", "Ada", "confirm", "in/a.txt", "in/c.txt"]);
    assert_eq!(edges(&folder), before + 1);
    said(&folder, &["decide", "--store", "d.vorlage", "--who", "Ada", "undo", id.trim()]);
    assert_eq!(edges(&folder), before);
    let again = vorlage(&folder, &["decide", "--store", "d.vorlage", "--who", "Ada", "undo", "none"]);
    assert_eq!(again.status.code(), Some(2));
}

#[test]
fn tables_go_elsewhere() {
    let folder = folder("tables");
    said(&folder, &["add", "d.vorlage", "in"]);
    said(&folder, &["trace", "d.vorlage"]);
    for format in ["parquet", "csv", "jsonl"] {
        let files = said(&folder, &["export", "d.vorlage", "out", "--format", format]);
        assert!(files.lines().any(|file| file == format!("out/edges.{format}")), "{files}");
    }
    let parquet = std::fs::read(folder.join("out/documents.parquet")).expect("the table is there");
    assert!(parquet.starts_with(b"PAR1") && parquet.ends_with(b"PAR1"));
    let rows = std::fs::read_to_string(folder.join("out/documents.jsonl")).expect("the table is there");
    let first: serde_json::Value =
        serde_json::from_str(rows.lines().next().unwrap_or_default()).expect("a row is JSON");
    assert_eq!((rows.lines().count(), &first["id"]), (3, &serde_json::json!("in/a.txt")));
}

#[test]
fn a_store_is_copied_checked_and_saved() {
    let folder = folder("care");
    said(&folder, &["add", "d.vorlage", "in"]);
    said(&folder, &["backup", "d.vorlage", "e.vorlage"]);
    assert_eq!(said(&folder, &["check", "e.vorlage"]), "read whole: 3 documents, 0 stories, 0 decisions\n");
    assert_eq!(
        vorlage(&folder, &["backup", "d.vorlage", "e.vorlage"]).status.code(),
        Some(2),
        "no file is written over"
    );
    let gone = vorlage(&folder, &["rm", "d.vorlage", "in/c.txt", "in/x.txt"]);
    assert_eq!((gone.status.code(), gone.stdout.as_slice()), (Some(1), b"1 removed\n".as_slice()));
    assert_eq!(vorlage(&folder, &["show", "d.vorlage", "in/c.txt"]).status.code(), Some(2));

    let mut bytes = std::fs::read(folder.join("e.vorlage")).expect("the copy is there");
    let page = usize::from(u16::from_be_bytes([bytes[16], bytes[17]]));
    // The second page holds what says where the others belong, which nothing here needs.
    bytes[2 * page..2 * page + 64].fill(0xA5);
    std::fs::write(folder.join("e.vorlage"), bytes).expect("the folder is writable");
    assert_eq!(vorlage(&folder, &["check", "e.vorlage"]).status.code(), Some(1));
    vorlage(&folder, &["check", "e.vorlage", "--repair", "f.vorlage"]);
    assert_eq!(said(&folder, &["check", "f.vorlage"]), "read whole: 3 documents, 0 stories, 0 decisions\n");
}

#[test]
fn what_is_no_store_is_named() {
    let folder = folder("none");
    for (arguments, word) in [
        (["search", "nothing.vorlage", "word"], "there is no store here"),
        (["search", "in/a.txt", "word"], "is no store of documents"),
        (["add", "in/a.txt", "in/b.txt"], "is no store of documents"),
    ] {
        let done = vorlage(&folder, &arguments);
        let error = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(done.status.code() == Some(2) && error.contains(word), "{arguments:?}: {error}");
    }
}
