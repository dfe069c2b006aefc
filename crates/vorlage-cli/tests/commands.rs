//! The program as it is typed: standard output, standard error and exit status, against kept files; `UPDATE=1` writes them anew.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const HERE: &str = env!("CARGO_MANIFEST_DIR");

/// The program in the folder of test data, with nothing of this machine's settings.
fn vorlage(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vorlage"));
    command.args(arguments).current_dir(Path::new(HERE).join("tests/data")).env_clear();
    command.env("HOME", "/nonexistent").env("COLUMNS", "80").stdin(Stdio::null());
    command
}

fn run(arguments: &[&str]) -> Output {
    vorlage(arguments).output().expect("the program runs")
}

fn stdout(arguments: &[&str]) -> String {
    String::from_utf8(run(arguments).stdout).expect("answers are UTF-8")
}

/// Compares a run with its kept file, or keeps it.
fn snapshot(name: &str, command: &mut Command) {
    let done = command.output().expect("the program runs");
    let typed: Vec<String> = command.get_args().map(|a| a.to_string_lossy().into_owned()).collect();
    let found = format!(
        "$ vorlage {}\n[exit {}]\n--- stdout\n{}--- stderr\n{}",
        typed.join(" "),
        done.status.code().unwrap_or(-1),
        String::from_utf8_lossy(&done.stdout),
        String::from_utf8_lossy(&done.stderr),
    );
    let path = Path::new(HERE).join("tests/snapshots").join(format!("{name}.txt"));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &found).expect("the folder is writable");
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == found, "{name} is other than kept; UPDATE=1 keeps this:\n{found}");
}

/// A folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("vorlage-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&path).expect("the folder for temporary files is writable");
    path
}

#[test]
fn help_shows_examples() {
    for verb in [
        "trace", "read", "claims", "compare", "config", "completions", "man", "embed", "model", "fetch", "simulate",
        "decide", "review", "add", "search", "show", "rm", "export", "backup", "check", "serve", "token",
    ] {
        snapshot(&format!("help-{verb}"), &mut vorlage(&["help", verb]));
    }
    snapshot("help", &mut vorlage(&["--help"]));
}

#[test]
fn bad_usage_ends_with_2_and_a_hint() {
    snapshot("usage-no-input", &mut vorlage(&["trace"]));
    snapshot("usage-format", &mut vorlage(&["trace", "choir.txt", "--format", "pdf"]));
    snapshot("usage-columns", &mut vorlage(&["trace", "choir.txt", "--columns", "text"]));
    snapshot("usage-variable", vorlage(&["config"]).env("VORLAGE_COLOUR", "always"));
    snapshot("usage-background", &mut vorlage(&["trace", "choir.txt", "--background", "choir.txt"]));
    snapshot("compare-one", &mut vorlage(&["compare", "choir.txt"]));
}

#[test]
fn a_missing_input_is_named_and_the_others_are_read() {
    let done = run(&["trace", "choir.txt", "missing.txt", "--format", "json"]);
    assert_eq!(done.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&done.stderr).contains("missing.txt"));
    let answer: serde_json::Value = serde_json::from_slice(&done.stdout).expect("the answer is JSON");
    assert_eq!(answer["documents"].as_array().map(Vec::len), Some(1));
    assert!(answer["notes"][0]["place"].as_str().is_some_and(|p| p.contains("missing.txt")));
}

#[test]
fn settings_come_in_layers() {
    let here = folder("settings");
    let home = here.join("config/vorlage");
    std::fs::create_dir_all(&home).expect("the folder is writable");
    std::fs::write(home.join("config.toml"), "limit = 7\nthreads = 3\n").expect("the folder is writable");
    std::fs::write(here.join("vorlage.toml"), "threads = 2\n").expect("the folder is writable");
    let mut command = vorlage(&["config", "--width", "90"]);
    command.current_dir(&here).env("XDG_CONFIG_HOME", here.join("config")).env("VORLAGE_COLOR", "never");
    let text = String::from_utf8(command.output().expect("the program runs").stdout).expect("settings are UTF-8");
    let line = |key: &str| {
        text.lines().find(|l| l.starts_with(key)).unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(line("limit").ends_with("config.toml") && line("limit").starts_with("limit = 7"), "{text}");
    assert_eq!(line("threads"), "threads = 2 # vorlage.toml");
    assert_eq!(line("color"), "color = \"never\" # VORLAGE_COLOR");
    assert_eq!(line("width"), "width = 90 # --width");
    std::fs::write(here.join("vorlage.toml"), "limit = 3\ntreads = 2\n").expect("the folder is writable");
    let done = command.output().expect("the program runs");
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.status.code(), Some(2));
    assert!(said.contains("vorlage.toml, line 2: unknown field `treads`") && said.contains("hint: "), "{said}");
    std::fs::remove_dir_all(&here).expect("the folder was made above");
}

#[test]
fn no_escape_codes_reach_a_pipe_unless_asked_for() {
    let inputs = ["harbour-gazette.txt", "river-mail.txt", "mapped.jsonl"];
    for verb in ["trace", "read", "claims"] {
        let arguments: Vec<&str> = [verb].into_iter().chain(inputs).chain(["--columns", "text=content"]).collect();
        assert!(!stdout(&arguments).contains('\u{1b}'), "{verb}");
        let colored: Vec<&str> = arguments.iter().copied().chain(["--color", "always"]).collect();
        assert!(stdout(&colored).contains("\u{1b}["), "{verb}");
        assert!(!stdout(&colored).contains("\u{1b}[31mshut"), "{verb}");
    }
}

#[test]
fn views_fit_into_80_columns() {
    for verb in ["trace", "read", "claims", "compare"] {
        let text = stdout(&[verb, "harbour-gazette.txt", "river-mail.txt"]);
        assert!(!text.is_empty());
        for line in text.lines() {
            assert!(line.chars().count() <= 80, "{verb}: {line}");
        }
    }
}

#[test]
fn order_and_threads_change_nothing() {
    let formats = ["terminal", "json", "jsonl", "csv", "dot", "graphml", "html", "terminal-svg"];
    for format in formats {
        let one = stdout(&[
            "trace", "choir.txt", "harbour-gazette.txt", "river-mail.txt", "--format", format, "--threads", "1",
        ]);
        let two = stdout(&[
            "trace", "river-mail.txt", "choir.txt", "harbour-gazette.txt", "--format", format, "--threads", "2",
        ]);
        if format == "terminal-svg" {
            let untitled =
                |t: &str| t.lines().skip(2).filter(|l| !l.contains("$ vorlage")).collect::<Vec<_>>().join("\n");
            assert_eq!(untitled(&one), untitled(&two), "{format}");
        } else {
            assert_eq!(one, two, "{format}");
        }
        assert!(!one.is_empty(), "{format}");
    }
}

#[test]
fn an_answer_goes_into_a_file() {
    let here = folder("output");
    let file = here.join("report.html");
    let path = file.to_string_lossy();
    let done = run(&["trace", "choir.txt", "--format", "html", "--output", &path]);
    assert_eq!((done.status.code(), done.stdout.len()), (Some(0), 0));
    assert!(std::fs::read_to_string(&file).is_ok_and(|t| t.starts_with("<!doctype html>")));
    let done = run(&["trace", "choir.txt", "--output", "/nonexistent/folder/x"]);
    assert_eq!(done.status.code(), Some(2));
    std::fs::remove_dir_all(&here).expect("the folder was made above");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let mut child = vorlage(&["trace", "choir.txt", "harbour-gazette.txt", "--format", "json", "--bodies"]);
    let mut child = child.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    drop(child.stdout.take());
    let done = child.wait_with_output().expect("the program ends");
    assert_eq!((done.status.code(), String::from_utf8_lossy(&done.stderr).into_owned()), (Some(0), String::new()));
}

#[test]
fn two_documents_stand_side_by_side() {
    let text = stdout(&["compare", "harbour-gazette.txt", "river-mail.txt"]);
    assert!(text.contains("harbour-gazette.txt") && text.contains('│'), "{text}");
    let json: serde_json::Value =
        serde_json::from_str(&stdout(&["compare", "harbour-gazette.txt", "river-mail.txt", "--format", "json"]))
            .expect("JSON");
    assert!(json["links"].as_array().is_some_and(|l| !l.is_empty()));
    let page = stdout(&["compare", "harbour-gazette.txt", "river-mail.txt", "--format", "html"]);
    assert!(page.contains("<table class=\"sides\">"));
}

#[test]
fn claims_are_printed_one_a_line() {
    let lines = stdout(&["claims", "harbour-gazette.txt", "--format", "jsonl"]);
    let kinds: Vec<serde_json::Value> =
        lines.lines().map(|l| serde_json::from_str(l).expect("each line is JSON")).collect();
    assert!(kinds.iter().all(|c| c["document"] == "harbour-gazette.txt"));
    let array: serde_json::Value =
        serde_json::from_str(&stdout(&["claims", "harbour-gazette.txt", "--format", "json"])).expect("JSON");
    assert_eq!(array.as_array(), Some(&kinds));
}

#[test]
fn shells_and_manuals_are_served() {
    for shell in ["bash", "zsh", "fish"] {
        assert!(stdout(&["completions", shell]).contains("vorlage"), "{shell}");
    }
    assert!(stdout(&["man"]).starts_with(".ie"));
    let here = folder("man");
    assert_eq!(run(&["man", "--out", &here.to_string_lossy()]).status.code(), Some(0));
    assert!(here.join("vorlage.1").exists() && here.join("vorlage-trace.1").exists());
    std::fs::remove_dir_all(&here).expect("the folder was made above");
}

#[test]
fn files_that_decide_answers_are_named_in_them() {
    let here = folder("thesaurus");
    let path = here.to_string_lossy().into_owned();
    let done = run(&["trace", "choir.txt", "--thesaurus", &path]);
    assert_eq!(done.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&done.stderr).contains("holds no th_*.dat"));
    std::fs::write(here.join("th_en_US_v2.dat"), "UTF-8\nhelp|1\n(noun)|assist|aid\n").expect("the folder is writable");
    let settings = |more: &[&str]| {
        let arguments: Vec<&str> = ["trace", "choir.txt", "--format", "json"].iter().chain(more).copied().collect();
        let answer: serde_json::Value = serde_json::from_str(&stdout(&arguments)).expect("the answer is JSON");
        answer["vorlage"]["settings"].clone()
    };
    assert!(settings(&["--thesaurus", &path])["thesaurus"]["en"].is_string());
    assert_eq!(settings(&[]), settings(&["--threads", "1", "--width", "90", "--color", "always"]));
    std::fs::remove_dir_all(&here).expect("the folder was made above");
}

#[test]
fn what_a_host_repeats_is_known_from_earlier_runs() {
    let folder = folder("hosts");
    let hosts = folder.join("hosts.json.gz");
    let stories = [
        "The ferry to the island was shut on Monday after a rope had torn, said 12 passengers who waited until noon.",
        "A mill by the river has burnt down; firemen from 3 towns came too late to save the old wheel and its roof.",
        "Pupils of the northern school have won a prize for a clock that needs no key and runs for 90 days at least.",
    ];
    let residue = |n: usize| {
        let page = folder.join(format!("{n}.jsonl"));
        let text = format!("{}\nThe harbour office answers from nine to five.\n", stories[n]);
        let row = serde_json::json!({"id": n.to_string(), "url": format!("https://example.org/{n}"), "text": text});
        std::fs::write(&page, row.to_string()).expect("the folder is writable");
        let (page, hosts) = (page.display().to_string(), hosts.display().to_string());
        let shown = stdout(&["read", &page, "--hosts", &hosts, "--format", "jsonl"]);
        let shown: serde_json::Value = serde_json::from_str(&shown).expect("one document");
        shown["residue"].as_array().map_or(0, Vec::len)
    };
    assert_eq!([residue(0), residue(1), residue(2)], [0, 0, 1]);
    std::fs::write(&hosts, "no such file").expect("the folder is writable");
    let broken = run(&["read", "choir.txt", "--hosts", &hosts.display().to_string()]);
    assert_eq!(broken.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&broken.stderr).contains("hosts.json.gz"));
}
