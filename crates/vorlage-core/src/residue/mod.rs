//! Residue: which words are the article?
//!
//! In: one document and its language. Out: labelled spans that are no part of the article, sorted, not overlapping, the spans
//! that reading already found included; the people of its bylines, its dateline, its headline. Per document.
//!
//! Cost: a few passes over the lines; no line is looked at beyond a kilobyte but for what closes it, so time is linear in the text.
//! Memory: a record a line.
//!
//! Invariants: a span never cuts a character; a text in which no prose is found loses nothing but what is furniture by its words.
//! Precision comes first: a line is marked for its words, or for its shape *and* place, never for being short alone.
//!
//! It never rewrites, and never asks whether an agency is right: marks are weighed by `agency`.
//!
//! **Source:** rules of our own, written from the house styles in the notes on agencies and from families of copies read by hand.

mod bylines;
mod calls;
mod credits;
mod dateline;
mod head;
mod lines;
mod page;
mod phrases;
mod shapes;

use page::Page;
use vorlage_model::{Document, Lang, Residue, ResidueKind, Span};
use vorlage_text::Layout;

/// What the stage finds besides residue.
#[derive(Debug, Clone, Default)]
pub struct Furniture {
    /// Spans that are no part of the article.
    pub residue: Vec<Residue>,
    /// People named in bylines.
    pub authors: Vec<String>,
    /// Place and date that open the dispatch.
    pub dateline: Option<Span>,
    /// The headline, where the text carries it.
    pub title: Option<Span>,
}

/// Finds the residue of a document.
#[must_use]
pub fn find(document: &Document, _lang: Option<Lang>) -> Furniture {
    let text = document.text.as_str();
    let lines = lines::lines(text, Layout::of(text));
    let given: Vec<Residue> = document.residue.iter().filter(|r| !signs(**r, text)).copied().collect();
    let mut page = Page::new(text, &lines, &given);
    shapes::mark_furniture(&mut page);
    shapes::mark_credits(&mut page);
    let head = head::mark(&mut page, document.title.as_deref());
    calls::mark_app_calls(&mut page);
    calls::mark_follow_calls(&mut page);
    shapes::mark_padding(&mut page);
    shapes::mark_crossheads(&mut page);
    Furniture { residue: page.into_residue(), authors: head.authors, dateline: head.dateline, title: head.title }
}

/// Whether reading took a line for furniture, for its host repeats it, that names an agency: its own kind says more.
fn signs(residue: Residue, text: &str) -> bool {
    matches!(residue.kind, ResidueKind::Navigation | ResidueKind::Other) && credits::is_tag_line(residue.span.of(text))
}

/// The ranges of the text between residue spans, in order.
#[must_use]
pub fn article_spans(text: &str, residue: &[Residue]) -> Vec<Span> {
    let mut out = Vec::new();
    let mut begin = 0;
    for r in residue {
        if begin < r.span.begin as usize {
            out.push(Span::new(begin, r.span.begin as usize));
        }
        begin = begin.max(r.span.end as usize);
    }
    if begin < text.len() {
        out.push(Span::new(begin, text.len()));
    }
    out
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
