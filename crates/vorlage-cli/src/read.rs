//! `vorlage read`.

use crate::args::{ListFormat, Listing};
use crate::context::Context;
use crate::out;
use rayon::prelude::*;
use vorlage_export::{ansi, contract, terminal};
use vorlage_model::{Analysis, Document};

/// Prints what was read.
pub fn run(command: &Listing, context: &Context) -> anyhow::Result<u8> {
    let (documents, skipped) = analysed(command, context)?;
    let output = command.io.output.as_deref();
    let lines = || documents.iter().map(|(document, analysis)| contract::read_line(document, analysis));
    match command.format {
        ListFormat::Terminal => {
            out::text(output, &ansi::write(&terminal::read(&documents, context.view(false)), context.color(output)))
        }
        ListFormat::Json => out::json_lines(output, [lines().collect::<Vec<_>>()]),
        ListFormat::Jsonl => out::json_lines(output, lines()),
    }?;
    Ok(u8::from(skipped))
}

/// Reads the inputs and finds what each document says; whether some input was skipped.
pub fn analysed(command: &Listing, context: &Context) -> anyhow::Result<(Vec<(Document, Analysis)>, bool)> {
    let background = context.background()?;
    let batch = context.read(&command.io.inputs);
    let analyse = |document: Document| {
        let analysis = vorlage_core::analyse(&document, &background);
        (document, analysis)
    };
    Ok((batch.documents.into_par_iter().map(analyse).collect(), batch.skipped))
}
