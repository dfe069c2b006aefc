//! `vorlage trace`.

use crate::args::Inputs;
use vorlage_core::Background;

/// Traces the inputs and prints the answer.
pub fn run(command: &Inputs) -> anyhow::Result<u8> {
    let batch = vorlage_read::read(&command.inputs, &vorlage_read::Options::default());
    let background = Background::shipped();
    let mut trace = vorlage_core::trace(batch.documents, &background, &());
    trace.notes.splice(0..0, batch.notes);
    println!(
        "{}",
        vorlage_export::contract::trace(&trace, command.bodies, &serde_json::json!({}))
    );
    Ok(u8::from(batch.skipped))
}
