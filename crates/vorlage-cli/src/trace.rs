//! `vorlage trace`.

use crate::args::{Table, Trace as Command, TraceFormat};
use crate::compare::differ;
use crate::context::{Context, tell};
use crate::progress::Progress;
use crate::{decide, out, store};
use vorlage_core::{Background, Knowledge, Weights};
use vorlage_embed::CachedModel;
use vorlage_export::{Format, ansi, contract, graphs, html, parquet, tables, terminal, terminal_svg};
use vorlage_model::{Decision, Note, Trace};
use vorlage_store::{Access, RunAbout};

/// An answer with what it rests on.
pub struct Answer {
    /// The answer, what could not be read noted in it.
    pub trace: Trace,
    /// Some input was skipped.
    pub skipped: bool,
    /// Decisions that were given, those of stores too.
    decisions: Vec<Decision>,
    background: Background,
    model: Option<CachedModel>,
}

/// Traces inputs as people decided, there and in the stores among them; `wrong` are the decisions that could not be read.
pub fn traced(
    inputs: &[String],
    mut decisions: Vec<Decision>,
    wrong: Vec<Note>,
    context: &Context,
) -> anyhow::Result<Answer> {
    let background = context.background()?;
    let batch = context.read(inputs)?;
    for path in store::apart(inputs).0 {
        decisions.extend(store::open(&path, Access::Read)?.decisions().map_err(store::told)?);
    }
    tell(&wrong);
    let progress = Progress::new();
    let model = context.cached_model()?;
    let weights = &Weights::COMMITTED;
    let knowledge = Knowledge { background: &background, model: model.as_ref(), weights, decisions: &decisions };
    let mut trace = vorlage_core::trace(batch.documents, knowledge, &progress);
    progress.finish();
    Context::keep_vectors(model.as_ref());
    let skipped = batch.skipped || !wrong.is_empty();
    trace.notes.splice(0..0, batch.notes.into_iter().chain(wrong));
    Ok(Answer { trace, skipped, decisions, background, model })
}

/// Traces the inputs and prints the answer.
pub fn run(command: &Command, context: &Context) -> anyhow::Result<u8> {
    let (decisions, wrong) = decide::read(command.decisions.as_deref())?;
    // Whoever else writes into the store is told of before the work, not after it.
    let kept_in = store::alone(&command.io.inputs).filter(|_| !command.no_save);
    let kept_in = kept_in.map(|path| store::open(path, Access::Write)).transpose()?;
    let answer = traced(&command.io.inputs, decisions, wrong, context)?;
    let trace = &answer.trace;
    tell_refused(trace);
    let models = Context::models(answer.model.as_ref());
    let mut settings = context.deciding(&answer.background)?;
    if !answer.decisions.is_empty() {
        settings["decisions"] = answer.decisions.iter().map(|d| d.id.as_str()).collect();
    }
    if let Some(store) = kept_in {
        let (models, settings) = (models.to_string(), settings.to_string());
        let program = concat!("vorlage ", env!("CARGO_PKG_VERSION")).to_owned();
        let about = RunAbout { at: Some(decide::now()), by: None, program, models, settings };
        store.put_run(trace, &about).map_err(store::told)?;
    }
    let output = command.io.output.as_deref();
    let view = context.view(command.explain);
    let export = |format: Format| out::to(output, |out| out.write_all(&format.write(trace)));
    match command.format {
        TraceFormat::Terminal => out::text(output, &ansi::write(&terminal::trace(trace, view), context.color(output))),
        TraceFormat::TerminalSvg => {
            out::text(output, &terminal_svg::draw(&terminal::trace(trace, view), &typed("trace", &command.io.inputs)))
        }
        TraceFormat::Json => out::json_lines(output, [contract::trace(trace, command.bodies, &models, &settings)]),
        TraceFormat::Jsonl => out::json_lines(output, contract::story_lines(trace, command.bodies)),
        TraceFormat::Csv => out::text(output, &tables::csv(trace, table(command.table))),
        TraceFormat::Dot => out::text(output, &graphs::dot(trace)),
        TraceFormat::Graphml => out::text(output, &graphs::graphml(trace)),
        TraceFormat::Parquet => {
            let bytes = parquet::write(trace, table(command.table))?;
            out::to(output, |out| out.write_all(&bytes))
        }
        TraceFormat::Gexf => export(Format::Gexf),
        TraceFormat::GephiNodes => export(Format::GephiNodes),
        TraceFormat::GephiEdges => export(Format::GephiEdges),
        TraceFormat::Prov => export(Format::Prov),
        TraceFormat::Ninjs => export(Format::Ninjs),
        TraceFormat::Tei => export(Format::Tei),
        TraceFormat::Claimreview => export(Format::Claimreview),
        TraceFormat::Passim => export(Format::Passim),
        TraceFormat::Svg => export(Format::Svg),
        TraceFormat::Html => out::text(output, &html::page(trace, html::Report { differ: Some(differ) })),
    }?;
    Ok(u8::from(answer.skipped))
}

/// Says on standard error which decisions were not followed.
fn tell_refused(trace: &Trace) {
    let refused: Vec<Note> = trace.notes.iter().filter(|n| n.place.starts_with("decision ")).cloned().collect();
    tell(&refused);
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
