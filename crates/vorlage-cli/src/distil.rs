//! `vorlage model distil`.

use crate::args::Distil;
use crate::context::Context;
use crate::hint::hinted;
use crate::progress::Progress;
use anyhow::Context as _;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use vorlage_core::Watch;
use vorlage_embed::about::Learned;
use vorlage_embed::distil::{self, Distilled};
use vorlage_embed::{import, write_anew};
use vorlage_model::{Document, Lang};
use vorlage_read::Batch;
use vorlage_text::hash64;

/// Sentences of other lengths, in bytes, are headings, lists or badly cut.
const LENGTHS: std::ops::Range<usize> = 30..600;

/// What the table is learned from where no text is given.
const OWN_WORDS: &str = "the model's own words";

/// Learns from the inputs, where there are any.
pub fn run(command: &Distil, context: &Context) -> anyhow::Result<u8> {
    let model = context.model()?;
    let batch = if command.text.is_empty() { Batch::default() } else { context.read(&command.text)? };
    let sentences = chosen(&batch.documents, command.sentences);
    if sentences.is_empty() && !command.text.is_empty() {
        return Err(hinted("there is no sentence to learn from", "the text must be in languages that are told apart"));
    }
    let progress = Progress::new();
    let step = |stage, done, of| progress.step(stage, done, of);
    if let Some(path) = &command.means {
        let means = distil::means(&model, &sentences, &step);
        progress.finish();
        write_anew(path, &means).with_context(|| format!("cannot write {}", path.display()))?;
        return Ok(u8::from(batch.skipped));
    }
    let learned = distil::distil(&model, &sentences, &step);
    progress.finish();
    let languages: BTreeSet<Lang> = sentences.iter().filter_map(|(_, lang)| *lang).collect();
    eprintln!("{} sentences, {} languages, {} tokens with a vector", sentences.len(), languages.len(), learned.types);
    attach(learned, command.from.as_deref().unwrap_or(OWN_WORDS), sentences.len(), context)?;
    Ok(u8::from(batch.skipped))
}

/// Puts what was learned into the model file.
fn attach(learned: Distilled, from: &str, sentences: usize, context: &Context) -> anyhow::Result<()> {
    let means = learned.means.map(|means| ("means", means));
    let parts: Vec<_> = means.into_iter().chain([("static", learned.table)]).collect();
    let said = |part: &str| Learned { part: part.to_owned(), from: from.to_owned(), sentences };
    let said: Vec<Learned> = parts.iter().map(|(part, _)| said(part)).collect();
    let path = context.model_path()?;
    let bytes = import::attach(&path, &parts, &said)?;
    write_anew(&path, &bytes).with_context(|| format!("cannot write {}", path.display()))
}

/// Different sentences of documents whose language is known, for each language at most `most`, chosen and sorted by hash.
fn chosen(documents: &[Document], most: usize) -> Vec<(&str, Option<Lang>)> {
    let of = |document: &'_ Document| document.lang.or_else(|| vorlage_text::detect(&document.text));
    let known = documents.par_iter().filter_map(|document| Some((document, of(document)?)));
    let mut all: Vec<(Lang, u64, &str)> = known
        .flat_map_iter(|(document, lang)| {
            let spans = vorlage_text::sentences(&document.text, Some(lang)).into_iter();
            spans.map(move |span| span.of(&document.text).trim()).map(move |text| (lang, hash64(text.as_bytes()), text))
        })
        .filter(|(_, _, text)| LENGTHS.contains(&text.len()))
        .collect();
    all.sort_unstable();
    all.dedup();
    let mut taken: BTreeMap<Lang, usize> = BTreeMap::new();
    all.retain(|(lang, ..)| {
        let count = taken.entry(*lang).or_default();
        *count += 1;
        *count <= most
    });
    all.into_iter().map(|(lang, _, text)| (text, Some(lang))).collect()
}
