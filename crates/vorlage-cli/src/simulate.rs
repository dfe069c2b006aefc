//! `vorlage simulate`.

use crate::args::{Simulate, SimulateFormat};
use crate::context::{Context, tell};
use crate::hint::hinted;
use crate::out;
use vorlage_simulate::{Held, Options, Simulated};

/// Grows families of copies from the inputs and writes them with their true trees.
pub fn run(command: &Simulate, context: &Context) -> anyhow::Result<u8> {
    let background = context.background()?;
    let batch = context.read(&command.io.inputs)?;
    let options =
        Options { seed: command.seed, families: command.families.unwrap_or(usize::MAX), copies: command.copies };
    let Simulated { packs, notes } = vorlage_simulate::simulate(batch.documents, &background, &options);
    tell(&notes);
    if packs.iter().all(|pack| pack.edges.is_empty()) {
        return Err(hinted("no copies were made", "copies are made of texts of six sentences and more"));
    }
    let output = command.io.output.as_deref();
    match (command.format, &command.truth) {
        (SimulateFormat::Jsonl, _) => out::json_lines(output, &packs),
        (SimulateFormat::Documents, truth) => {
            let mut documents: Vec<&Held> = packs.iter().flat_map(|pack| &pack.documents).collect();
            documents.sort_by(|a, b| a.id.cmp(&b.id));
            out::json_lines(truth.as_deref(), &packs).and_then(|()| out::json_lines(output, documents))
        }
    }?;
    Ok(u8::from(batch.skipped))
}
