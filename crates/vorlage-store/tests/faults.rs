//! What becomes of a store when its writer is killed, its disk is full, its bytes are damaged, or many read while one writes.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]
#![cfg(unix)]

use std::ffi::OsStr;
use std::fs::{self, OpenOptions};
use std::io::{BufRead, BufReader};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use vorlage_model::{Decision, Document, Ruling};
use vorlage_store::{Access, Report, Store, StoreError};

/// Names the store that a child fills; this very program is the child.
const CHILD: &str = "VORLAGE_STORE_TO_FILL";

/// Documents that are added in one step.
const BATCH: usize = 50;

/// A text that packs badly, so that a few hundred fill many pages.
fn document(n: usize) -> Document {
    let mut state = n as u64 + 1;
    let mut word = || {
        state = state.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(0x1405_7B7E_F767_814F);
        format!("{:x} ", state >> 44)
    };
    let text = (0..300).map(|_| word()).collect::<String>();
    Document { id: format!("d{n:05}"), text: format!("The ferry sailed. {text}"), ..Document::default() }
}

fn batch(n: usize) -> Vec<Document> {
    (n * BATCH..(n + 1) * BATCH).map(document).collect()
}

fn filled(path: &Path, batches: usize) -> Store {
    let store = Store::open(path, Access::Write).unwrap();
    for n in 0..batches {
        store.add(&batch(n)).unwrap();
    }
    store
}

/// No test of its own: the child that other tests kill or starve. It adds batches and says of each that it is confirmed.
#[test]
fn child_that_fills() {
    let Some(path) = std::env::var_os(CHILD) else { return };
    let store = Store::open(Path::new(&path), Access::Write).unwrap();
    for n in 0..10_000 {
        match store.add(&batch(n)) {
            Ok(_) => println!("confirmed {n}"),
            Err(error) => {
                println!("failed: {error}");
                return;
            }
        }
    }
}

/// Starts the child under a shell that runs `before` first.
fn child(path: &Path, before: &str) -> Child {
    let script = format!("{before} exec \"$0\" --exact child_that_fills --nocapture --test-threads 1");
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(script).arg(std::env::current_exe().unwrap());
    shell.env(CHILD, path).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
}

/// The lines of the child that begin with a word, with what follows it.
fn said<'c>(child: &'c mut Child, word: &'static str) -> impl Iterator<Item = String> + use<'c> {
    let lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
    // What the harness prints stands before the first word of the child.
    lines.map_while(Result::ok).filter_map(move |line| line.split_once(word).map(|(_, rest)| rest.trim().to_owned()))
}

/// Whatever was confirmed is there, and all else is whole.
fn holds(path: &Path, confirmed: usize) {
    let store = Store::open(path, Access::Write).unwrap();
    let documents = store.counts().unwrap().documents;
    assert!(documents >= confirmed && documents.is_multiple_of(BATCH), "{documents} of {confirmed}");
    for n in 0..confirmed {
        assert_eq!(store.document(&format!("d{n:05}")).unwrap(), Some(document(n)));
    }
    assert_eq!(store.search("ferry", documents + 1).unwrap().len(), documents);
    assert_eq!(store.check().unwrap().problems, vec![]);
    store.add(&[Document { id: "after".into(), ..document(0) }]).unwrap();
}

#[test]
fn nothing_confirmed_is_lost_when_the_writer_is_killed() {
    for (batches, micros) in [(1, 0), (2, 3_000), (3, 7_000), (5, 11_000), (22, 1_000)] {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("desk.vorlage");
        let mut child = child(&path, "");
        let confirmed = said(&mut child, "confirmed").take(batches).count();
        std::thread::sleep(Duration::from_micros(micros));
        child.kill().unwrap();
        let confirmed = confirmed + said(&mut child, "confirmed").count();
        child.wait().unwrap();
        assert!(confirmed >= batches, "{confirmed}");
        holds(&path, confirmed * BATCH);
    }
}

#[test]
fn what_no_longer_fits_is_said_and_the_rest_stays() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("desk.vorlage");
    // Blocks of 512 bytes or of 1 KiB, as the shell has it.
    let mut child = child(&path, "ulimit -f 9000; trap '' XFSZ;");
    let (mut confirmed, mut failed) = (0, None);
    for line in BufReader::new(child.stdout.as_mut().unwrap()).lines() {
        let line = line.unwrap();
        confirmed += usize::from(line.contains("confirmed "));
        failed = failed.or_else(|| line.split_once("failed: ").map(|(_, words)| words.to_owned()));
    }
    child.wait().unwrap();
    let words = failed.expect("no store is endless");
    assert!(words.contains("desk.vorlage: cannot be read or written") || words.contains("is full"), "{words}");
    assert!(confirmed > 0);
    holds(&path, confirmed * BATCH);
}

/// A store with documents and a decision, closed, as a copy without free pages or as it was written.
fn closed(folder: &Path, copied: bool) -> PathBuf {
    let written = folder.join("written.vorlage");
    let store = filled(&written, 12);
    store.decide(&decision()).unwrap();
    let copy = folder.join("copied.vorlage");
    if !copy.exists() {
        store.backup(&copy).unwrap();
    }
    if copied { copy } else { written }
}

fn decision() -> Decision {
    let ruling = Ruling::Confirm { parent: "d00001".into(), child: "d00002".into() };
    Decision { id: "1".into(), at: "2026-01-01T00:00:00Z".into(), who: "Ada".into(), why: String::new(), ruling }
}

fn page_bytes(path: &Path) -> u64 {
    let mut head = [0; 18];
    OpenOptions::new().read(true).open(path).unwrap().read_exact_at(&mut head, 0).unwrap();
    u64::from(u16::from_be_bytes([head[16], head[17]]))
}

/// A copy of a store with other bytes on a page, counted from 1; what a check and a salvage say.
fn damaged(whole: &Path, page: u64) -> (Result<Report, StoreError>, Result<Report, StoreError>, PathBuf) {
    let (copy, saved) = (whole.with_extension("damaged"), whole.with_extension("saved"));
    let _ = fs::remove_file(&saved);
    fs::copy(whole, &copy).unwrap();
    let bytes = page_bytes(whole);
    let file = OpenOptions::new().write(true).open(&copy).unwrap();
    file.write_all_at(&vec![0xA5; bytes as usize], (page - 1) * bytes).unwrap();
    let check = Store::open(&copy, Access::Read).and_then(|store| store.check());
    (check, Store::repair(&copy, &saved), saved)
}

#[test]
fn damage_of_any_page_is_found_and_the_rest_is_saved() {
    let folder = TempDir::new().unwrap();
    let whole = closed(folder.path(), true);
    let pages = fs::metadata(&whole).unwrap().len() / page_bytes(&whole);
    for page in (2..=pages).filter(|&page| page < 8 || page % 11 == 0) {
        let (check, salvage, saved) = damaged(&whole, page);
        let (check, salvage) = (check.unwrap(), salvage.unwrap());
        let places: Vec<&str> = check.problems.iter().map(|problem| problem.place.as_str()).collect();
        let named = |place: &&str| place.starts_with("table ") || place.starts_with("page ");
        assert!(places.iter().any(named), "page {page}: {places:?}");
        // The page that says where those of the documents are takes them along.
        let least = if places.contains(&"table document") && check.documents == 0 && page < 8 { 0 } else { 560 };
        assert!(salvage.documents >= least, "page {page}: {salvage:?}");
        let store = Store::open(&saved, Access::Read).unwrap();
        let kept = (0..12 * BATCH).filter(|n| store.document(&format!("d{n:05}")).unwrap() == Some(document(*n)));
        assert_eq!(kept.count(), salvage.documents, "page {page}");
        assert_eq!(store.check().unwrap().problems, vec![]);
    }
}

#[test]
fn a_store_without_its_first_page_is_saved() {
    for copied in [false, true] {
        let folder = TempDir::new().unwrap();
        let (check, salvage, saved) = damaged(&closed(folder.path(), copied), 1);
        assert!(matches!(check, Err(StoreError::Other { .. })));
        let salvage = salvage.unwrap();
        assert_eq!((salvage.documents, salvage.problems.len()), (12 * BATCH, 1), "{salvage:?}");
        assert_eq!(salvage.problems[0].place, "page 1");
        assert_eq!(Store::open(&saved, Access::Read).unwrap().decisions().unwrap(), [decision()]);
        let names = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        assert!(names.map(|name| name.into_string().unwrap()).all(|name| !name.contains("-part")));
    }
}

#[test]
fn what_never_was_a_store_is_not_saved() {
    let folder = TempDir::new().unwrap();
    let (notes, saved) = (folder.path().join("notes.txt"), folder.path().join("saved.vorlage"));
    fs::write(&notes, "Only a note, and no store at all.\n".repeat(9000)).unwrap();
    assert!(matches!(Store::repair(&notes, &saved), Err(StoreError::Other { .. })));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_copy_may_have_a_name_of_any_bytes() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(OsStr::from_bytes(b"d\xE9pot.vorlage"));
    let copy = folder.path().join(OsStr::from_bytes(b"copie d'\xE9t\xE9.vorlage"));
    filled(&path, 1).backup(&copy).unwrap();
    assert_eq!(Store::open(&copy, Access::Read).unwrap().check().unwrap().documents, BATCH);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn room_of_what_is_removed_is_given_back() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("desk.vorlage");
    drop(filled(&path, 12));
    let before = fs::metadata(&path).unwrap().len();
    let store = Store::open(&path, Access::Write).unwrap();
    let ids: Vec<String> = (0..10 * BATCH).map(|n| format!("d{n:05}")).collect();
    assert_eq!(store.remove(&ids.iter().map(String::as_str).collect::<Vec<_>>()).unwrap(), 10 * BATCH);
    drop(store);
    let after = fs::metadata(&path).unwrap().len();
    assert!(after < before / 2, "{after} of {before}");
    assert_eq!(Store::open(&path, Access::Read).unwrap().check().unwrap().problems, vec![]);
}

/// Reads in turn what people look at, until the writer is done; the slowest read.
fn read_on(path: &Path, reader: usize, written: &AtomicBool) -> Duration {
    let store = Store::open(path, Access::Read).unwrap();
    let mut slowest = Duration::ZERO;
    for n in reader.. {
        let begin = Instant::now();
        match n % 3 {
            0 => assert!(store.document(&format!("d{:05}", n % BATCH)).unwrap().is_some()),
            1 => assert!(!store.search("ferry", 10).unwrap().is_empty()),
            _ => assert!(store.counts().unwrap().documents.is_multiple_of(BATCH), "a step is seen whole"),
        }
        slowest = slowest.max(begin.elapsed());
        if written.load(Ordering::Relaxed) {
            break;
        }
    }
    slowest
}

#[test]
fn ten_read_while_one_writes() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("desk.vorlage");
    let store = filled(&path, 1);
    let written = AtomicBool::new(false);
    let slowest = std::thread::scope(|scope| {
        let readers: Vec<_> = (0..10)
            .map(|n| {
                scope.spawn({
                    let (path, written) = (&path, &written);
                    move || read_on(path, n, written)
                })
            })
            .collect();
        (1..40).for_each(|n| {
            store.add(&batch(n)).unwrap();
        });
        written.store(true, Ordering::Relaxed);
        readers.into_iter().map(|reader| reader.join().unwrap()).max()
    });
    println!("the slowest read took {slowest:?}");
}
