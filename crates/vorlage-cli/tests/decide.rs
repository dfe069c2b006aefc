//! Decisions of people, from the command that takes them to the answer that follows them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const SLIDE: &str =
    "A slope of the Ashby granite quarry gave way early on Thursday and buried two excavators, the county said.
Nobody was hurt, but about 90 people from Mill Lane were taken to the school gymnasium for the night.
The quarry employs 140 people and supplies railway ballast to three counties.
";

/// A folder with a text, the same with more, and a text of something else.
fn folder(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("vorlage-decide-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&path).expect("the folder for temporary files is writable");
    let shorter = SLIDE.lines().take(2).collect::<Vec<_>>().join("\n");
    let other =
        "The museum of clocks in Port Ellery has found 2 wheels of its tower clock in a barn, wrapped in sailcloth.\n";
    for (file, text) in [("a.txt", shorter.as_str()), ("b.txt", SLIDE), ("c.txt", other)] {
        std::fs::write(path.join(file), text).expect("the folder is writable");
    }
    path
}

fn vorlage(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vorlage"));
    command.args(arguments).current_dir(folder).env_clear().env("HOME", "/nonexistent").stdin(Stdio::null());
    command.output().expect("the program runs")
}

/// Decides and gives the id of the decision.
fn decide(folder: &Path, words: &[&str]) -> String {
    let mut arguments = vec![
        "decide", "--file", "d.jsonl", "--who", "Ada", "--why", "it has a reporter there", "--in", "a.txt", "--in",
        "b.txt", "--in", "c.txt",
    ];
    arguments.extend(words);
    let done = vorlage(folder, &arguments);
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8_lossy(&done.stdout).trim().to_owned()
}

fn answer(folder: &Path, more: &[&str]) -> (serde_json::Value, Output) {
    let mut arguments = vec!["trace", "a.txt", "b.txt", "c.txt", "--format", "json"];
    arguments.extend(more);
    let done = vorlage(folder, &arguments);
    (serde_json::from_slice(&done.stdout).expect("the answer is JSON"), done)
}

/// Every edge of an answer, `CHILD <- PARENT`.
fn edges(answer: &serde_json::Value) -> Vec<String> {
    let stories = answer["stories"].as_array().expect("an answer has stories");
    let edges = stories.iter().flat_map(|s| s["edges"].as_array().expect("a story has edges"));
    edges
        .map(|e| format!("{} <- {}", e["child"].as_str().unwrap_or("?"), e["parent"].as_str().unwrap_or("?")))
        .collect()
}

#[test]
fn decisions_bind_an_answer_until_they_are_taken_back() {
    let folder = folder("bind");
    let (before, _) = answer(&folder, &[]);
    assert_eq!(edges(&before), ["b.txt <- a.txt"]);
    let rejected = decide(&folder, &["reject", "a.txt", "b.txt"]);
    decide(&folder, &["confirm", "b.txt", "c.txt"]);
    let (decided, _) = answer(&folder, &["--decisions", "d.jsonl"]);
    assert_eq!(edges(&decided), ["c.txt <- b.txt"]);
    let told = decided.to_string();
    assert!(told.contains("confirmed by Ada") && told.contains("it has a reporter there"), "{told}");
    assert!(told.contains("b.txt as a copy of a.txt rejected by Ada"), "{told}");
    decide(&folder, &["undo", &rejected]);
    let (after, _) = answer(&folder, &["--decisions", "d.jsonl"]);
    assert_eq!(edges(&after), ["b.txt <- a.txt", "c.txt <- b.txt"]);
}

#[test]
fn a_file_without_decisions_changes_no_byte() {
    let folder = folder("none");
    std::fs::write(folder.join("d.jsonl"), "\n").expect("the folder is writable");
    assert_eq!(answer(&folder, &[]).1.stdout, answer(&folder, &["--decisions", "d.jsonl"]).1.stdout);
}

#[test]
fn what_cannot_be_followed_is_told() {
    let folder = folder("told");
    // "90" in the first text, and words that the second loses.
    decide(&folder, &["same-claim", "a.txt:134-136", "c.txt:46-47"]);
    let other = std::fs::read_to_string(folder.join("c.txt")).expect("it was written").replace('2', "many");
    std::fs::write(folder.join("c.txt"), other).expect("the folder is writable");
    let mut file = std::fs::read_to_string(folder.join("d.jsonl")).expect("it was written");
    file.push_str("{\"ruling\": \"perhaps\"}\n");
    std::fs::write(folder.join("d.jsonl"), file).expect("the folder is writable");
    let (_, done) = answer(&folder, &["--decisions", "d.jsonl"]);
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(told.contains("d.jsonl line 2: no decision: `id` is missing"), "{told}");
    assert!(told.contains("not followed: its words are no longer in c.txt"), "{told}");
    assert_eq!(done.status.code(), Some(1));
}

#[test]
fn bad_decisions_are_refused_with_a_hint() {
    let folder = folder("bad");
    for words in [
        vec!["kind", "a.txt", "b.txt", "stolen"],
        vec!["same-claim", "a.txt:9-3", "b.txt:1-2"],
        vec!["same-claim", "a.txt:1-99999", "b.txt:1-2"],
        vec!["undo", "d000000000000"],
    ] {
        let mut arguments =
            vec!["decide", "--file", "d.jsonl", "--who", "Ada", "--in", "a.txt", "--in", "b.txt", "--in", "c.txt"];
        arguments.extend(&words);
        let done = vorlage(&folder, &arguments);
        assert_eq!(done.status.code(), Some(2), "{words:?}");
        assert!(String::from_utf8_lossy(&done.stderr).contains("hint: "), "{words:?}");
        assert!(!folder.join("d.jsonl").exists(), "{words:?}");
    }
}

#[test]
fn the_queue_asks_what_is_open() {
    let folder = folder("queue");
    let items = |more: &[&str]| {
        let mut arguments =
            vec!["review", "a.txt", "b.txt", "c.txt", "--format", "json", "--suggest", "0", "--confirm", "1"];
        arguments.extend(more);
        let done = vorlage(&folder, &arguments);
        let value: serde_json::Value = serde_json::from_slice(&done.stdout).expect("the queue is JSON");
        value["items"].as_array().expect("a queue has items").clone()
    };
    let open = items(&[]);
    assert_eq!(open.len(), 1);
    assert_eq!((open[0]["parent"].as_str(), open[0]["child"].as_str()), (Some("a.txt"), Some("b.txt")));
    decide(&folder, &["confirm", "a.txt", "b.txt"]);
    assert!(items(&["--decisions", "d.jsonl"]).is_empty());
    let text = vorlage(&folder, &["review", "a.txt", "b.txt", "c.txt", "--suggest", "0", "--confirm", "1"]);
    assert!(String::from_utf8_lossy(&text.stdout).contains("if it falls, 1 document has another origin"));
}
