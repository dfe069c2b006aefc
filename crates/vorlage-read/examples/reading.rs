//! Reads inputs and says how fast; with `--print`, one line of JSON a document: the article as reading alone finds it.

use std::time::Instant;
use vorlage_model::Document;
use vorlage_read::{Options, read};

fn main() {
    let (flags, inputs): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|a| a.starts_with("--"));
    let started = Instant::now();
    let batch = read(&inputs, &Options::default());
    let seconds = started.elapsed().as_secs_f64();
    let bytes: usize = batch.documents.iter().map(|d| d.text.len()).sum();
    let megabytes = bytes as f64 / 1e6;
    let (documents, rate) = (batch.documents.len(), batch.documents.len() as f64 / seconds);
    eprintln!(
        "{documents} documents, {megabytes:.1} MB of text in {seconds:.2} s: {rate:.0} documents/s, {:.0} MB/s",
        megabytes / seconds
    );
    for note in &batch.notes {
        eprintln!("{}: {}", note.place, note.text);
    }
    if flags.iter().any(|f| f == "--print") {
        batch.documents.iter().for_each(|d| println!("{}", line(d)));
    }
}

fn line(document: &Document) -> serde_json::Value {
    let mut body = String::new();
    let mut at = 0;
    for residue in &document.residue {
        body.push_str(&document.text[at..residue.span.begin as usize]);
        at = residue.span.end as usize;
    }
    body.push_str(&document.text[at..]);
    let published = document.published.as_ref().map(|p| serde_json::json!({"at": p.at, "from": p.from}));
    serde_json::json!({
        "id": document.id, "body": body, "title": document.title, "authors": document.authors, "published": published,
        "residue": document.residue.iter().map(|r| (r.kind.as_str(), r.span.of(&document.text))).collect::<Vec<_>>(),
    })
}
