//! What was read of each document: its head, the article, and what is no part of it.

use super::View;
use crate::styled::{Ink, Line};
use crate::{contract, words};
use vorlage_model::{Analysis, Document, Residue};

/// Lays out `vorlage read`: one document after another.
#[must_use]
pub fn read(documents: &[(Document, Analysis)], view: View) -> Vec<Line> {
    let mut out = Vec::new();
    for (n, (document, analysis)) in documents.iter().enumerate() {
        if n > 0 {
            out.push(Line::new());
        }
        head(document, analysis, view, &mut out);
        text(document, analysis, view, &mut out);
    }
    out
}

fn head(document: &Document, analysis: &Analysis, view: View, out: &mut Vec<Line>) {
    let width = view.columns();
    out.push(Line::of(Ink::Strong, &crate::styled::cut_middle(&document.id, width)));
    if let Some(title) = &document.title {
        out.extend(Line::of(Ink::Plain, title).wrap(width));
    }
    let language = analysis.lang.or(document.lang).map(|l| l.to_string());
    let day = document.published.as_ref().map(|p| format!("{} (by its {})", words::day(&p.at), p.from));
    let words_read = vorlage_text::words(&contract::body(&document.text, &analysis.residue)).len();
    let by = contract::authors(document, &analysis.authors);
    let by = (!by.is_empty()).then(|| format!("by {}", by.join(", ")));
    let dateline = analysis.dateline.map(|s| format!("dateline {}", s.of(&document.text)));
    let facts = [document.outlet.clone(), language, day, by, dateline, Some(words::counted(words_read, "word"))];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    out.extend(Line::of(Ink::Faint, &facts.join(" · ")).wrap(width));
    for credit in &analysis.credits {
        let line = Line::of(Ink::Translated, &format!("credit {} ", credit.agency));
        out.push(line.with(Ink::Faint, &format!("{} “{}”", credit.kind.as_str(), credit.text)).cut(width));
    }
    for note in document.notes.iter().chain(&analysis.notes) {
        out.extend(Line::of(Ink::Warn, &format!("note: {}", note.text)).wrap(width));
    }
    out.push(Line::new());
}

/// The text line by line; residue set apart with its kind in the margin.
fn text(document: &Document, analysis: &Analysis, view: View, out: &mut Vec<Line>) {
    let mut at = 0;
    for r in &analysis.residue {
        lines(document.text.get(at..r.span.begin as usize).unwrap_or(""), None, view, out);
        lines(r.span.of(&document.text), Some(r), view, out);
        at = at.max(r.span.end as usize);
    }
    lines(document.text.get(at..).unwrap_or(""), None, view, out);
}

/// Columns of the margin that names kinds of residue.
const MARGIN: usize = 12;

fn lines(text: &str, residue: Option<&Residue>, view: View, out: &mut Vec<Line>) {
    let width = view.columns().min(100);
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        let ink = if residue.is_some() { Ink::Faint } else { Ink::Plain };
        for (n, row) in Line::of(ink, line.trim()).wrap(width - MARGIN).iter().enumerate() {
            let kind = residue.filter(|_| n == 0).map_or("", |r| r.kind.as_str());
            let mut full = Line::of(Ink::Warn, kind);
            full.pad(MARGIN - 2);
            full.push(Ink::Faint, if residue.is_some() { "┆ " } else { "│ " });
            full.append(row);
            out.push(full);
        }
    }
}
