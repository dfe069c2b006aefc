//! `vorlage trace`.

use crate::args::{Table, Trace as Command, TraceFormat};
use crate::compare::differ;
use crate::context::Context;
use crate::out;
use crate::progress::Progress;
use vorlage_core::{Knowledge, Weights};
use vorlage_export::{ansi, contract, graphs, html, tables, terminal, terminal_svg};

/// Traces the inputs and prints the answer.
pub fn run(command: &Command, context: &Context) -> anyhow::Result<u8> {
    let background = context.background()?;
    let batch = context.read(&command.io.inputs)?;
    let progress = Progress::new();
    let model = context.cached_model()?;
    let knowledge = Knowledge { background: &background, model: model.as_ref(), weights: &Weights::COMMITTED };
    let mut trace = vorlage_core::trace(batch.documents, knowledge, &progress);
    progress.finish();
    Context::keep_vectors(model.as_ref());
    trace.notes.splice(0..0, batch.notes);
    let output = command.io.output.as_deref();
    let view = context.view(command.explain);
    match command.format {
        TraceFormat::Terminal => out::text(output, &ansi::write(&terminal::trace(&trace, view), context.color(output))),
        TraceFormat::TerminalSvg => {
            out::text(output, &terminal_svg::draw(&terminal::trace(&trace, view), &typed("trace", &command.io.inputs)))
        }
        TraceFormat::Json => {
            let (models, settings) = (Context::models(model.as_ref()), context.deciding(&background)?);
            out::json_lines(output, [contract::trace(&trace, command.bodies, &models, &settings)])
        }
        TraceFormat::Jsonl => out::json_lines(output, contract::story_lines(&trace, command.bodies)),
        TraceFormat::Csv => out::text(output, &tables::csv(&trace, table(command.table))),
        TraceFormat::Dot => out::text(output, &graphs::dot(&trace)),
        TraceFormat::Graphml => out::text(output, &graphs::graphml(&trace)),
        TraceFormat::Html => out::text(output, &html::page(&trace, html::Report { differ: Some(differ) })),
    }?;
    Ok(u8::from(batch.skipped))
}

fn table(table: Table) -> tables::Table {
    match table {
        Table::Edges => tables::Table::Edges,
        Table::Documents => tables::Table::Documents,
        Table::Origins => tables::Table::Origins,
        Table::Ledger => tables::Table::Ledger,
    }
}

/// The command as a picture of it shows.
pub fn typed(verb: &str, inputs: &[String]) -> String {
    format!("vorlage {verb} {}", inputs.join(" "))
}
