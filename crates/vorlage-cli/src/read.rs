//! `vorlage read`.

use crate::args::Inputs;
use vorlage_core::Background;

/// Prints what was read, one document a line.
pub fn run(command: &Inputs) -> anyhow::Result<u8> {
    let batch = vorlage_read::read(&command.inputs, &vorlage_read::Options::default());
    let background = Background::shipped();
    for document in &batch.documents {
        let analysis = vorlage_core::analyse(document, &background);
        println!("{}", vorlage_export::contract::read_line(document, &analysis));
    }
    Ok(u8::from(batch.skipped))
}
