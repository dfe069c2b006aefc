//! `vorlage trace INPUT --format json` with other weights of lineage than the committed ones, for `cargo xtask eval` and `train`.
//!
//! Environment: `VORLAGE_WEIGHTS` names a JSON file of weights, each a list named as in [`Weights`]; what it leaves out stays as committed.
//! `VORLAGE_MODEL` is the sentence model, or `none`; `VORLAGE_VECTORS` a file to keep vectors of sentences in from run to run.

use anyhow::Context;
use serde_json::{Value, json};
use std::path::Path;
use vorlage_core::{Background, Knowledge, Weights};
use vorlage_embed::{Cache, CachedModel, Model};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let input = arguments.get(2).context("trace INPUT --format json")?;
    let weights = weights()?;
    let model = model()?;
    let background = Background::shipped();
    let documents = vorlage_read::read(std::slice::from_ref(input), &vorlage_read::Options::default()).documents;
    let knowledge = Knowledge { background: &background, model: model.as_ref(), weights: &weights, decisions: &[] };
    let trace = vorlage_core::trace(documents, knowledge, &());
    if let Some(model) = &model {
        model.save()?;
    }
    serde_json::to_writer(
        std::io::stdout().lock(),
        &vorlage_export::contract::trace(&trace, false, &json!({}), &json!({})),
    )?;
    Ok(())
}

fn model() -> anyhow::Result<Option<CachedModel>> {
    let Some(path) = std::env::var_os("VORLAGE_MODEL").filter(|path| path != "none") else {
        return Ok(None);
    };
    let model = Model::open(Path::new(&path))?;
    let cache = std::env::var_os("VORLAGE_VECTORS").map(|path| Cache::open(Path::new(&path), &model));
    Ok(Some(CachedModel::new(model, cache)))
}

fn weights() -> anyhow::Result<Weights> {
    let mut weights = Weights::COMMITTED;
    let Some(path) = std::env::var_os("VORLAGE_WEIGHTS") else {
        return Ok(weights);
    };
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let given: Value = serde_json::from_str(&text)?;
    for (name, place) in [
        ("affinity", &mut weights.affinity[..]),
        ("step", &mut weights.step[..]),
        ("direction", &mut weights.direction[..]),
        ("root", &mut weights.root[..]),
        ("copied", &mut weights.copied[..]),
        ("copied_base", std::slice::from_mut(&mut weights.copied_base)),
        ("copied_by_meaning", &mut weights.copied_by_meaning[..]),
        ("copied_by_meaning_base", std::slice::from_mut(&mut weights.copied_by_meaning_base)),
        ("met", &mut weights.met[..]),
        ("way", &mut weights.way[..]),
    ] {
        if let Some(values) = given[name].as_array() {
            anyhow::ensure!(values.len() == place.len(), "{name}: {} numbers instead of {}", values.len(), place.len());
            place.iter_mut().zip(values).for_each(|(p, v)| *p = v.as_f64().unwrap_or_default());
        }
    }
    Ok(weights)
}
