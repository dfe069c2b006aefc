//! The quotations and figures of each document, one claim a line or a few.

use super::{View, set_in};
use crate::styled::{Ink, Line, cut_middle};
use vorlage_model::{Analysis, Document, Figure, Quote, Reading, Span};

/// Lays out `vorlage claims`: per document its claims in order of position.
#[must_use]
pub fn claims(documents: &[(Document, Analysis)], view: View) -> Vec<Line> {
    let mut out = Vec::new();
    for (document, analysis) in documents {
        if !out.is_empty() {
            out.push(Line::new());
        }
        let count = analysis.quotes.len() + analysis.figures.len();
        let head = Line::of(Ink::Strong, &cut_middle(&document.id, view.columns() - 12));
        out.push(head.with(Ink::Faint, &format!("  {}", crate::words::counted(count, "claim"))));
        let quotes = analysis.quotes.iter().map(|q| (q.span, quote(document, q)));
        let figures = analysis.figures.iter().map(|f| (f.span, figure(document, f)));
        let mut all: Vec<(Span, Line)> = quotes.chain(figures).collect();
        all.sort_by_key(|(span, _)| *span);
        for (_, line) in all {
            for (n, row) in line.wrap(view.columns() - 4).into_iter().enumerate() {
                out.push(set_in(if n == 0 { 2 } else { 4 }, &row));
            }
        }
    }
    out
}

fn quote(document: &Document, quote: &Quote) -> Line {
    let words = quote.span.of(&document.text);
    let words = if quote.direct { format!("“{words}”") } else { words.to_owned() };
    let mut line = Line::of(Ink::Plain, &words);
    let speaker = quote.speaker.as_ref().map(|s| s.name.as_deref().unwrap_or(s.span.of(&document.text)));
    match speaker {
        Some(name) => line.push(Ink::Kept, &format!(" - {name}")),
        None => line.push(Ink::Faint, " - speaker not found"),
    }
    line
}

fn figure(document: &Document, figure: &Figure) -> Line {
    let says = crate::readings::figure(&reading(figure));
    let mut line = Line::of(Ink::Reworded, &says);
    if let Some(of) = figure.of {
        line.push(Ink::Plain, &format!(" {}", of.of(&document.text)));
    }
    if let Some(source) = figure.attributed_to {
        line.push(Ink::Kept, &format!(" - {}", source.span.of(&document.text)));
    }
    let literal = figure.span.of(&document.text);
    if literal != says {
        line.push(Ink::Faint, &format!("  “{literal}”"));
    }
    line
}

/// A figure as a ledger would read it, so that both print alike.
fn reading(figure: &Figure) -> Reading {
    Reading {
        document: 0,
        origin: 0,
        span: figure.span,
        value: Some(figure.value),
        low: figure.low,
        high: figure.high,
        hedge: figure.hedge,
        unit: figure.unit.clone(),
        speaker: None,
        direct: None,
        attributed_to: None,
        independent: true,
    }
}
