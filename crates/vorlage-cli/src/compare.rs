//! `vorlage compare`.

use crate::args::{Compare, CompareFormat};
use crate::context::Context;
use crate::hint::hinted;
use crate::out;
use crate::trace::typed;
use vorlage_core::align::{self, WordChangeKind};
use vorlage_core::derive::{self, Altered, Derivation};
use vorlage_core::{Background, StoryView, Subject, Weights};
use vorlage_embed::CachedModel;
use vorlage_export::comparison::{self, Change, ChangeKind, Comparison, Finding, Side, Way};
use vorlage_export::{ansi, html, terminal, terminal_svg};
use vorlage_model::{Document, Evidence, Pair, PairReason, Span};

/// Compares two documents and prints them side by side.
pub fn run(command: &Compare, context: &Context) -> anyhow::Result<u8> {
    let background = context.background()?;
    let batch = context.read(&command.io.inputs)?;
    let [a, b] = batch.documents.as_slice() else {
        let held = batch.documents.len();
        return Err(hinted(
            format!("compare takes two documents, the inputs hold {held}"),
            "for example vorlage compare a.txt b.txt; to compare many, use vorlage trace",
        ));
    };
    let model = context.cached_model()?;
    let output = command.io.output.as_deref();
    let view = context.view(command.explain);
    between([a, b], &background, model.as_ref(), |comparison| match command.format {
        CompareFormat::Terminal => {
            out::text(output, &ansi::write(&terminal::compare(comparison, view), context.color(output)))
        }
        CompareFormat::TerminalSvg => out::text(
            output,
            &terminal_svg::draw(&terminal::compare(comparison, view), &typed("compare", &command.io.inputs)),
        ),
        CompareFormat::Json => {
            let (models, settings) = (Context::models(model.as_ref()), context.deciding(&background)?);
            out::json_lines(output, [comparison::json(comparison, &models, &settings)])
        }
        CompareFormat::Html => out::text(output, &html::compare(comparison)),
    })?;
    Ok(u8::from(batch.skipped))
}

/// Compares two documents and hands the answer to `with`.
pub fn between<T>(
    documents: [&Document; 2],
    background: &Background,
    model: Option<&CachedModel>,
    with: impl FnOnce(&Comparison<'_>) -> T,
) -> T {
    let analyses = documents.map(|d| vorlage_core::analyse(d, background));
    let [a, b] = documents;
    let subjects = [Subject::new(a, &analyses[0]), Subject::new(b, &analyses[1])];
    let vectors = vorlage_core::sentence_vectors(&subjects, vec![0, 1], model);
    Context::keep_vectors(model);
    let subjects = vorlage_core::with_vectors(&subjects, &vectors);
    with(&compared(&[subjects[0], subjects[1]], background))
}

/// Which words of two spans stayed, were replaced, cut or added.
pub fn differ(text_a: &str, a: Span, text_b: &str, b: Span) -> Vec<Change> {
    let kind = |kind| match kind {
        WordChangeKind::Same => ChangeKind::Same,
        WordChangeKind::Replaced => ChangeKind::Replaced,
        WordChangeKind::Cut => ChangeKind::Cut,
        WordChangeKind::Added => ChangeKind::Added,
    };
    align::words(text_a, a, text_b, b).into_iter().map(|c| Change { kind: kind(c.kind), a: c.a, b: c.b }).collect()
}

/// Aligns two documents and asks whether one was copied from the other.
fn compared<'d>(subjects: &'d [Subject<'d>; 2], background: &Background) -> Comparison<'d> {
    let [a, b] = *subjects;
    let alignment = align::align(a, b);
    let words = |l: &vorlage_model::SentenceLink| differ(&a.document.text, l.a, &b.document.text, l.b);
    let changes = alignment.links.iter().map(words).collect();
    let pairs = [Pair { a: 0, b: 1, reason: PairReason::Shingles, score: 1.0 }];
    let story = StoryView {
        subjects,
        documents: &[0, 1],
        pairs: &pairs,
        background,
        weights: &Weights::COMMITTED,
        decisions: &vorlage_core::decisions::Bound::default(),
    };
    let finding =
        derive::derive(&story).derivations.into_iter().find(|d| (d.a, d.b) == (0, 1)).map(|d| finding(subjects, &d));
    let side = |s: Subject<'d>| Side { document: s.document, analysis: s.analysis };
    Comparison { a: side(a), b: side(b), alignment, changes, finding }
}

fn finding(subjects: &[Subject<'_>; 2], derivation: &Derivation) -> Finding {
    let way = |altered: Altered| Way {
        kind: altered.kind,
        alterations: altered.alterations,
        cut: altered.cut,
        paste: altered.paste,
    };
    let [a, b] = *subjects;
    let (forth, back) = (derive::explain(a, b, derivation, true), derive::explain(b, a, derivation, false));
    // Spans of a comparison stand in the order of its documents, whichever of them is the parent.
    let swapped = |e: Evidence| Evidence { parent_span: e.child_span, child_span: e.parent_span, ..e };
    let direction = forth.direction.into_iter().map(|e| (true, e));
    Finding {
        copied: derivation.copied,
        a_is_parent: derivation.a_is_parent(&Weights::COMMITTED),
        a_to_b: way(forth.altered),
        b_to_a: way(back.altered),
        evidence: forth.evidence,
        direction: direction.chain(back.direction.into_iter().map(|e| (false, swapped(e)))).collect(),
    }
}
