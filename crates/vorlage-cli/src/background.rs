//! `vorlage background`.

use crate::args::BackgroundCommand;
use crate::context::Context;
use anyhow::Context as _;
use vorlage_core::background::{Counter, Limits};

/// Counts the words of the inputs into a counts file.
pub fn run(command: &BackgroundCommand, context: &Context) -> anyhow::Result<u8> {
    let BackgroundCommand::Build(build) = command;
    let batch = context.read(&build.inputs)?;
    let mut counter = Counter::default();
    for document in &batch.documents {
        if let Some(lang) = document.lang.or_else(|| vorlage_text::detect(&document.text)) {
            counter.add(lang, &document.text);
        }
    }
    for (lang, documents) in counter.documents() {
        eprintln!("{lang}: {documents} documents");
    }
    let limits = Limits { words: build.least_word, pairs: build.least_pair, most: build.most_pairs };
    let bytes = counter.finish(&limits);
    std::fs::write(&build.out, &bytes).with_context(|| format!("cannot write {}", build.out.display()))?;
    eprintln!("{} bytes", bytes.len());
    Ok(u8::from(batch.skipped))
}
