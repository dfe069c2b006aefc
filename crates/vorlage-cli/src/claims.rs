//! `vorlage claims`.

use crate::args::{ListFormat, Listing};
use crate::context::Context;
use crate::{out, read};
use vorlage_export::{ansi, contract, terminal};

/// Prints quotations and figures.
pub fn run(command: &Listing, context: &Context) -> anyhow::Result<u8> {
    let (documents, skipped) = read::analysed(command, context)?;
    let output = command.io.output.as_deref();
    let lines = || documents.iter().flat_map(|(document, analysis)| contract::claim_lines(document, analysis));
    match command.format {
        ListFormat::Terminal => {
            out::text(output, &ansi::write(&terminal::claims(&documents, context.view(false)), context.color(output)))
        }
        ListFormat::Json => out::json_lines(output, [lines().collect::<Vec<_>>()]),
        ListFormat::Jsonl => out::json_lines(output, lines()),
    }?;
    Ok(u8::from(skipped))
}
