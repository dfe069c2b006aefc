//! Speed and yield of the corpus stages: pairs found on standard output, rates on standard error.
//!
//! `cargo run --release --example candidates -- INPUT... > found.tsv`
//!
//! One line a pair that shares text, or whose words are alike to [`COPY`] or more: two ids, the reason, its strength. Measure it
//! against a corpus with planted copies. Times are wall time of the whole machine; run it on an idle one, with
//! `RAYON_NUM_THREADS=1` for times of one core.

use rayon::prelude::*;
use std::io::Write;
use std::time::Instant;
use vorlage_core::{Background, Subject, candidates, stories};
use vorlage_model::{Analysis, PairReason};

/// Likeness of words at which a pair without a shared run counts as a copy here: .70 finds 30 % replaced words in short texts.
const COPY: f64 = 0.7;

fn main() -> anyhow::Result<()> {
    let inputs: Vec<String> = std::env::args().skip(1).collect();
    let mut documents = vorlage_read::read(&inputs, &vorlage_read::Options::default()).documents;
    documents.sort_by(|a, b| a.id.cmp(&b.id));
    let background = Background::shipped();
    let analyses: Vec<Analysis> = documents.par_iter().map(sentences_alone).collect();
    let subjects: Vec<Subject<'_>> =
        documents.iter().zip(&analyses).map(|(document, analysis)| Subject::new(document, analysis)).collect();
    let bytes: usize = documents.iter().map(|d| d.text.len()).sum();
    let started = Instant::now();
    let profiles: Vec<candidates::Profile> =
        subjects.par_iter().map(|s| candidates::Profile::of(s, &background)).collect();
    report("keys", started, documents.len(), bytes);
    let started = Instant::now();
    let found = candidates::pairs_of(profiles);
    report("pairs", started, documents.len(), bytes);
    let started = Instant::now();
    let groups = stories::group(&found, false);
    report("stories", started, documents.len(), bytes);
    let sizes: Vec<usize> = groups.iter().map(Vec::len).collect();
    eprintln!(
        "{} pairs, {} stories, the largest of {}",
        found.pairs.len(),
        sizes.len(),
        sizes.iter().max().unwrap_or(&0)
    );
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for pair in found.pairs.iter().filter(|p| p.reason != PairReason::Anchors || p.score >= COPY) {
        writeln!(out, "{}\t{}\t{:?}\t{:.3}", documents[pair.a].id, documents[pair.b].id, pair.reason, pair.score)?;
    }
    Ok(())
}

/// Language and sentences, without the other stages: what they cost is measured elsewhere.
fn sentences_alone(document: &vorlage_model::Document) -> Analysis {
    let lang = vorlage_text::detect(&document.text).or(document.lang);
    Analysis { lang, sentences: vorlage_text::sentences(&document.text, lang), ..Analysis::default() }
}

fn report(stage: &str, started: Instant, documents: usize, bytes: usize) {
    let seconds = started.elapsed().as_secs_f64();
    let (rate, volume) = (documents as f64 / seconds, bytes as f64 / 1e6 / seconds);
    eprintln!("{stage:8} {seconds:7.2} s  {rate:9.0} documents/s  {volume:7.1} MB/s");
}
