//! How sure it is of each pair of texts that they come from one, for `cargo xtask eval`: a JSON object with `a` and `b` a line in, a number a
//! line out.
//!
//! Environment: `VORLAGE_MODEL` is the sentence model, or `none`.

use anyhow::Context;
use std::io::BufRead;
use std::path::Path;
use vorlage_core::{Background, Subject, Weights, derive};
use vorlage_embed::{CachedModel, Model};
use vorlage_model::Document;

fn main() -> anyhow::Result<()> {
    let model = match std::env::var_os("VORLAGE_MODEL").filter(|path| path != "none") {
        Some(path) => Some(CachedModel::new(Model::open(Path::new(&path))?, None)),
        None => None,
    };
    let background = Background::shipped();
    for line in std::io::stdin().lock().lines() {
        println!("{:.6}", copied(&line?, &background, model.as_ref())?);
    }
    Ok(())
}

fn copied(line: &str, background: &Background, model: Option<&CachedModel>) -> anyhow::Result<f64> {
    let pair: serde_json::Value = serde_json::from_str(line)?;
    let document = |side: &str| -> anyhow::Result<Document> {
        let text = pair[side].as_str().with_context(|| format!("{side} is no text"))?;
        Ok(Document { id: side.to_owned(), text: text.to_owned(), ..Document::default() })
    };
    let documents = [document("a")?, document("b")?];
    let analyses = documents.each_ref().map(|d| vorlage_core::analyse(d, background));
    let subjects = [Subject::new(&documents[0], &analyses[0]), Subject::new(&documents[1], &analyses[1])];
    let vectors = vorlage_core::sentence_vectors(&subjects, vec![0, 1], model);
    let subjects = vorlage_core::with_vectors(&subjects, &vectors);
    Ok(derive::copied_across(&subjects, &[(0, 1)], &Weights::COMMITTED)[0])
}
