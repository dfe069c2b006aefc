//! Residue: which words are the article?
//!
//! In: one document and its language. Out: labelled spans that are no part of the article, sorted, not overlapping, the spans
//! that reading already found included.

use vorlage_model::{Document, Lang, Residue, Span};

/// What the stage finds besides residue.
#[derive(Debug, Clone, Default)]
pub struct Furniture {
    /// Spans that are no part of the article.
    pub residue: Vec<Residue>,
    /// People named in bylines.
    pub authors: Vec<String>,
    /// Place and date that open the dispatch.
    pub dateline: Option<Span>,
}

/// Finds the residue of a document.
#[must_use]
pub fn find(document: &Document, _lang: Option<Lang>) -> Furniture {
    Furniture {
        residue: document.residue.clone(),
        ..Furniture::default()
    }
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
