//! How fast pages are read, beside dom_smoothie and Trafilatura, on one core and in one run.
//!
//! `cargo run --release --manifest-path benches/pages/Cargo.toml -- PAGES.jsonl.gz [PYTHON]`
//!
//! Vorlage and dom_smoothie are both built with the release profile of the workspace, that of the binary that users build.
//!
//! PAGES holds one JSON object a line with `html`; PYTHON is an interpreter that has `trafilatura` (and `lxml_html_clean`). Every reader takes every page
//! [`ROUNDS`] times, and its best round counts. Vorlage reads files, from opening them to the finished document with body and
//! metadata; the others get text that is decoded already.

use anyhow::Context;
use dom_smoothie::Readability;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Times that all pages are read.
const ROUNDS: usize = 3;

/// Reads pages from standard input, one JSON string a line, and prints the seconds of the best of three rounds.
const TRAFILATURA: &str = "
import json, sys, time, trafilatura
pages = [json.loads(line) for line in sys.stdin]
best = None
for _ in range(3):
    began = time.perf_counter()
    for page in pages:
        trafilatura.bare_extraction(page, with_metadata=True)
    best = min(best or 1e9, time.perf_counter() - began)
print(best)
";

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let pages = pages(Path::new(&arguments.next().context("which pages?")?))?;
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global()?;
    let folder = tempfile::tempdir()?;
    let files = written(folder.path(), &pages)?;
    let vorlage = rounds(&files, |file| {
        let _ = vorlage_read::read(&[file.display().to_string()], &vorlage_read::Options::default());
    });
    let smoothie = rounds(&pages, |page| {
        let _ = Readability::new(page.as_str(), None, None).map(|mut reader| reader.parse());
    });
    println!("{} pages, one core, best of {ROUNDS} rounds", pages.len());
    line("vorlage", &vorlage, total(&vorlage));
    line("dom_smoothie", &smoothie, total(&vorlage));
    if let Some(python) = arguments.next() {
        line("trafilatura (Python)", &[trafilatura(&python, &pages)?], total(&vorlage));
    }
    if let Some((slowest, page)) = vorlage.iter().zip(&files).max() {
        println!("slowest page of vorlage: {:.1} ms, {} bytes", millis(*slowest), std::fs::metadata(page)?.len());
    }
    Ok(())
}

/// The pages of a file, packed or not.
fn pages(path: &Path) -> anyhow::Result<Vec<String>> {
    let file = std::fs::File::open(path).with_context(|| path.display().to_string())?;
    let packed = path.extension().is_some_and(|e| e == "gz");
    let lines: Box<dyn BufRead> = if packed {
        Box::new(BufReader::new(flate2::read::MultiGzDecoder::new(file)))
    } else {
        Box::new(BufReader::new(file))
    };
    let page = |line: std::io::Result<String>| -> anyhow::Result<String> {
        let row: serde_json::Value = serde_json::from_str(&line?)?;
        Ok(row["html"].as_str().context("a line without html")?.to_owned())
    };
    lines.lines().map(page).collect()
}

/// Writes each page to a file of its own.
fn written(folder: &Path, pages: &[String]) -> anyhow::Result<Vec<PathBuf>> {
    let write = |(n, page): (usize, &String)| {
        let path = folder.join(format!("{n:05}.html"));
        std::fs::write(&path, page)?;
        Ok(path)
    };
    pages.iter().enumerate().map(write).collect()
}

/// The best time of each page.
fn rounds<T>(pages: &[T], read: impl Fn(&T)) -> Vec<Duration> {
    let mut best = vec![Duration::MAX; pages.len()];
    for _ in 0..ROUNDS {
        for (page, best) in pages.iter().zip(&mut best) {
            let began = Instant::now();
            read(page);
            *best = began.elapsed().min(*best);
        }
    }
    best
}

fn trafilatura(python: &str, pages: &[String]) -> anyhow::Result<Duration> {
    let mut child = Command::new(python)
        .args(["-c", TRAFILATURA])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| python.to_owned())?;
    let mut input = child.stdin.take().context("no standard input")?;
    for page in pages {
        writeln!(input, "{}", serde_json::to_string(page)?)?;
    }
    drop(input);
    let out = child.wait_with_output()?;
    Ok(Duration::from_secs_f64(String::from_utf8(out.stdout)?.trim().parse()?))
}

fn total(times: &[Duration]) -> Duration {
    times.iter().sum()
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn line(name: &str, times: &[Duration], vorlage: Duration) {
    let seconds = total(times).as_secs_f64();
    println!("{name:<22} {seconds:8.2} s   vorlage is {:.1} times as fast", seconds / vorlage.as_secs_f64());
}
