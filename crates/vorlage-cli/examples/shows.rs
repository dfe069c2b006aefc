//! Prints what each document of JSON Lines on standard input shows of its own alteration, one line each.
//!
//! `shows [--background FILE] [--thesaurus LANG=FILE]... < documents.jsonl`; a document has `id`, `text` and perhaps `lang`.

use rayon::prelude::*;
use std::io::BufRead;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use vorlage_core::Background;
use vorlage_core::background::Thesaurus;
use vorlage_model::{Document, Lang};

fn main() -> anyhow::Result<()> {
    let start = std::time::Instant::now();
    let mut background = Background::shipped();
    eprintln!("counts read in {:.2} ms", start.elapsed().as_secs_f64() * 1e3);
    let mut args = std::env::args().skip(1);
    while let (Some(flag), Some(value)) = (args.next(), args.next()) {
        if flag == "--background" {
            background = Background::from_bytes(&std::fs::read(value)?)?;
        } else if let Some((lang, path)) = value.split_once('=') {
            let thesaurus = Thesaurus::parse(&std::fs::read(path)?);
            background = background.with_thesaurus(Lang::parse(lang).unwrap_or(Lang::EN), thesaurus);
        }
    }
    let lines: Vec<String> = std::io::stdin().lock().lines().collect::<Result<_, _>>()?;
    let start = std::time::Instant::now();
    let spent = AtomicU64::new(0);
    let out: Vec<String> = lines.par_iter().map(|line| shown(line, &background, &spent)).collect();
    let megabytes = lines.iter().map(String::len).sum::<usize>() as f64 / 1e6;
    eprintln!("{megabytes:.1} MB in {:.2} s", start.elapsed().as_secs_f64());
    eprintln!("this stage alone: {:.1} MB/s a core", megabytes * 1e9 / spent.load(Relaxed) as f64);
    out.iter().for_each(|line| println!("{line}"));
    Ok(())
}

fn shown(line: &str, background: &Background, spent: &AtomicU64) -> String {
    let value: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
    let field = |name: &str| value.get(name).and_then(|v| v.as_str());
    let id = value.get("id").map(|i| i.as_str().map_or_else(|| i.to_string(), str::to_owned)).unwrap_or_default();
    let text = field("text").unwrap_or_default().to_owned();
    let document = Document { id, text, lang: field("lang").and_then(Lang::parse), ..Document::default() };
    let analysis = vorlage_core::analyse(&document, background);
    let start = std::time::Instant::now();
    let shows = &vorlage_core::derive::alone(&document, &analysis, background);
    spent.fetch_add(start.elapsed().as_nanos() as u64, Relaxed);
    let findings: Vec<serde_json::Value> = shows
        .findings
        .iter()
        .map(|f| serde_json::json!([f.kind.as_str(), f.span.of(&document.text), f.expected]))
        .collect();
    serde_json::json!({
        "id": document.id, "spun": shows.spun, "translated": shows.translated, "round_trip": shows.round_trip,
        "rewritten": shows.rewritten, "findings": findings,
    })
    .to_string()
}
