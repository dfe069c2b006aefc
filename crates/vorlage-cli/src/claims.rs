//! `vorlage claims`.

use crate::args::Inputs;
use vorlage_core::Background;

/// Prints quotations and figures, one claim a line.
pub fn run(command: &Inputs) -> anyhow::Result<u8> {
    let batch = vorlage_read::read(&command.inputs, &vorlage_read::Options::default());
    let background = Background::shipped();
    for document in &batch.documents {
        let analysis = vorlage_core::analyse(document, &background);
        for line in vorlage_export::contract::claim_lines(document, &analysis) {
            println!("{line}");
        }
    }
    Ok(u8::from(batch.skipped))
}
