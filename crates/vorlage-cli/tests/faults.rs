//! Stores in trouble: a writer that is killed, a disk that takes no more, damaged and newer files, readers beside a writer.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// A folder of one test, gone with it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("vorlage-faults-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("the folder for temporary files is writable");
        Self(path)
    }

    /// A table of many documents, each of other words.
    fn documents(&self, count: usize) {
        let word = |n: usize| format!("{}{}", ["harbour", "ferry", "granite", "comet", "levy"][n % 5], n * 7919 % 5003);
        let text = |n: usize| (0..120).map(|w| word(n * 131 + w * w)).collect::<Vec<_>>().join(" ");
        let line = |n: usize| format!("{{\"id\": \"d{n:05}\", \"text\": \"{}\"}}\n", text(n));
        fs::write(self.0.join("in.jsonl"), (0..count).map(line).collect::<String>()).expect("the folder is writable");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn vorlage(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vorlage"));
    command.args(arguments).current_dir(folder).env_clear().env("HOME", "/nonexistent").stdin(Stdio::null());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    vorlage(folder, arguments).output().expect("the program runs")
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// How many documents a store holds.
fn held(folder: &Path) -> usize {
    let output = run(folder, &["read", "s.vorlage", "--format", "jsonl"]);
    String::from_utf8_lossy(&output.stdout).lines().count()
}

#[test]
fn a_killed_writer_leaves_a_whole_store() {
    let folder = Folder::new("killed");
    folder.documents(6000);
    for wait in [60, 200, 450] {
        let mut writer = vorlage(&folder.0, &["add", "s.vorlage", "in.jsonl"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        std::thread::sleep(Duration::from_millis(wait));
        let _ = writer.kill();
        let _ = writer.wait();
        // Before its first step nothing was confirmed, and there is no store yet.
        let path = folder.0.join("s.vorlage");
        if vorlage_store::is_store(&path) {
            let checked = run(&folder.0, &["check", "s.vorlage"]);
            let taken_back = !vorlage_store::is_store(&path);
            assert!(taken_back || checked.status.code() == Some(0), "after {wait} ms: {}", said(&checked));
        }
    }
    assert_eq!(run(&folder.0, &["add", "s.vorlage", "in.jsonl"]).status.code(), Some(0));
    assert_eq!(held(&folder.0), 6000);
}

/// A file that may not grow stands for a disk that is full; the signal that would end the process is ignored.
#[cfg(unix)]
#[test]
fn a_disk_that_takes_no_more_is_said_and_costs_nothing() {
    let folder = Folder::new("full");
    folder.documents(3000);
    fs::write(folder.0.join("first.txt"), "The ferry ran aground off Port Sela on Monday, the harbour master said.")
        .expect("writable");
    assert_eq!(run(&folder.0, &["add", "s.vorlage", "first.txt"]).status.code(), Some(0));
    let typed = format!("trap '' XFSZ; ulimit -f 1500; exec {} add s.vorlage in.jsonl", env!("CARGO_BIN_EXE_vorlage"));
    let full = Command::new("sh")
        .args(["-c", &typed])
        .current_dir(&folder.0)
        .env("HOME", "/nonexistent")
        .output()
        .expect("a shell is there");
    assert_eq!(full.status.code(), Some(2), "{}", said(&full));
    assert!(said(&full).contains("s.vorlage"), "{}", said(&full));
    let checked = run(&folder.0, &["check", "s.vorlage"]);
    assert_eq!(checked.status.code(), Some(0), "{}", said(&checked));
    assert!(held(&folder.0) >= 1);
}

#[test]
fn a_damaged_store_is_told_and_what_is_left_is_saved() {
    let folder = Folder::new("damaged");
    folder.documents(2000);
    assert_eq!(run(&folder.0, &["add", "s.vorlage", "in.jsonl"]).status.code(), Some(0));
    let path = folder.0.join("s.vorlage");
    let whole = fs::read(&path).expect("it is there");
    let half = whole.len() / 2;
    for (name, from, to) in
        [("middle", half, half + 5000), ("first page", 100, 9000), ("end", whole.len() - 70_000, whole.len() - 10)]
    {
        let mut bytes = whole.clone();
        bytes[from..to].iter_mut().enumerate().for_each(|(n, byte)| *byte = (n * 37 % 251) as u8);
        fs::write(&path, &bytes).expect("writable");
        let checked = run(&folder.0, &["check", "s.vorlage"]);
        assert!(matches!(checked.status.code(), Some(1 | 2)), "{name}: {}", said(&checked));
        let _ = fs::remove_file(folder.0.join("saved.vorlage"));
        let saved = run(&folder.0, &["check", "s.vorlage", "--repair", "saved.vorlage"]);
        assert!(saved.status.code().is_some(), "{name}: {}", said(&saved));
        if name == "middle" {
            let checked = run(&folder.0, &["check", "saved.vorlage"]);
            assert_eq!(checked.status.code(), Some(0), "{name}: {}", said(&checked));
            let kept = run(&folder.0, &["read", "saved.vorlage", "--format", "jsonl"]);
            let kept = String::from_utf8_lossy(&kept.stdout).lines().count();
            assert!(kept > 1000, "{name}: {kept}: {}", said(&saved));
        }
    }
    fs::write(&path, &whole[..whole.len() / 3]).expect("writable");
    let cut = run(&folder.0, &["check", "s.vorlage"]);
    assert!(matches!(cut.status.code(), Some(1 | 2)), "{}", said(&cut));
}

#[test]
fn a_store_of_a_later_version_is_left_alone() {
    let folder = Folder::new("newer");
    folder.documents(3);
    assert_eq!(run(&folder.0, &["add", "s.vorlage", "in.jsonl"]).status.code(), Some(0));
    let path = folder.0.join("s.vorlage");
    let mut bytes = fs::read(&path).expect("it is there");
    // The number of the form stands in bytes 60 to 64 of the header.
    bytes[60..64].copy_from_slice(&9999_u32.to_be_bytes());
    fs::write(&path, &bytes).expect("writable");
    for arguments in [&["add", "s.vorlage", "in.jsonl"][..], &["trace", "s.vorlage"], &["search", "s.vorlage", "ferry"]]
    {
        let output = run(&folder.0, arguments);
        assert_ne!(output.status.code(), Some(0));
        assert!(said(&output).contains("newer vorlage"), "{arguments:?}: {}", said(&output));
    }
    assert_eq!(fs::read(&path).expect("it is there"), bytes);
}

#[test]
fn ten_read_while_one_writes() {
    let folder = Folder::new("readers");
    folder.documents(4000);
    fs::write(folder.0.join("first.txt"), "The ferry ran aground off Port Sela on Monday, the harbour master said.")
        .expect("writable");
    assert_eq!(run(&folder.0, &["add", "s.vorlage", "first.txt"]).status.code(), Some(0));
    let mut writer =
        vorlage(&folder.0, &["add", "s.vorlage", "in.jsonl"]).stdout(Stdio::null()).spawn().expect("it runs");
    let store = vorlage_store::Store::open(&folder.0.join("s.vorlage"), vorlage_store::Access::Read).expect("it opens");
    let begun = Instant::now();
    let slowest = std::thread::scope(|scope| {
        let reader = || {
            let mut slowest = Duration::ZERO;
            while begun.elapsed() < Duration::from_millis(800) {
                let at = Instant::now();
                assert_eq!(store.search("aground", 5).expect("a search").len(), 1);
                slowest = slowest.max(at.elapsed());
                std::thread::sleep(Duration::from_millis(5));
            }
            slowest
        };
        let readers: Vec<_> = (0..10).map(|_| scope.spawn(reader)).collect();
        readers.into_iter().map(|reader| reader.join().expect("no reader fails")).max()
    });
    assert!(writer.wait().expect("it ended").success());
    assert_eq!(held(&folder.0), 4001);
    eprintln!("slowest of ten readers: {slowest:?}");
}
