//! Ledger: do the independent origins agree?
//!
//! In: one story with its stemma. Out: rows of aligned figures and quotations, each with the readings of its documents and a
//! verdict over the origins; rows with more origins first, then by first position.
//! Per story. Figures and quotations meet through keys (unit, what is counted, value, runs of words) and only those that share a
//! key are compared, at most [`groups::NEIGHBOURS`] per key and mention; memory a few hundred bytes a claim.
//!
//! Invariants: every figure (but an unhedged "one") and every quotation of the story stands in exactly one row; a row holds two values of one document only where
//! that document gives the same claim twice; the first reading of an origin, in tree order, is the independent one. No row depends
//! on the order of the input.
//! Never: compares by sentence vectors (they cannot tell 12,000 from 8,000), nor joins figures whose units differ.
//!
//! **Source:** verdicts are the product's own; precision comes before recall because "differs" is a strong thing to say.

mod concepts;
mod figures;
mod groups;
mod quotes;
mod terms;
mod verdict;

use crate::StoryView;
use vorlage_model::{ClaimKind, DocumentIndex, LedgerRow, Reading, Stemma};

/// Keeps the ledger of a story.
#[must_use]
pub fn keep(story: &StoryView<'_>, stemma: &Stemma) -> Vec<LedgerRow> {
    let Some(&first) = story.documents.first() else {
        return Vec::new();
    };
    let places = places(story, stemma);
    let mut rows = figures::rows(story, &places);
    rows.extend(quotes::rows(story, &places));
    for row in &mut rows {
        mark_independent(row, &places);
        row.readings.sort_by_key(|r| (r.origin, r.document, r.span));
    }
    rows.sort_by_key(|row| (std::cmp::Reverse(origins_of(row)), earliest(row), row.kind));
    for (n, row) in rows.iter_mut().enumerate() {
        row.id = format!("{}:{}:{}", row.kind.as_str(), story.subjects[first].document.id, n + 1);
    }
    rows
}

/// Where a document stands in the stemma.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Place {
    /// Position of its origin.
    origin: usize,
    /// Edges between it and the root.
    depth: usize,
}

/// Places of all documents of the run; only those of the story are set.
fn places(story: &StoryView<'_>, stemma: &Stemma) -> Vec<Place> {
    let mut places = vec![Place::default(); story.subjects.len()];
    for (origin, o) in stemma.origins.iter().enumerate() {
        for &document in &o.documents {
            places[document].origin = origin;
        }
    }
    let mut parent: Vec<Option<DocumentIndex>> = vec![None; story.subjects.len()];
    for edge in stemma.edges.iter().rev() {
        parent[edge.child] = stemma.held_parent(edge.parent);
    }
    for &document in story.documents {
        places[document].depth = depth(&parent, document, story.documents.len());
    }
    places
}

/// Number of steps to the root; `bound` guards against a cycle.
fn depth(parent: &[Option<DocumentIndex>], document: DocumentIndex, bound: usize) -> usize {
    std::iter::successors(Some(document), |&d| parent[d]).skip(1).take(bound).count()
}

/// The first reading of each origin in tree order is independent, the others copy it.
fn mark_independent(row: &mut LedgerRow, places: &[Place]) {
    row.readings.sort_by_key(|r| (r.origin, places[r.document].depth, r.document, r.span));
    let mut last = None;
    for reading in &mut row.readings {
        reading.independent = last != Some(reading.origin);
        last = Some(reading.origin);
    }
}

/// Number of origins that give a reading.
fn origins_of(row: &LedgerRow) -> usize {
    let mut origins: Vec<usize> = row.readings.iter().map(|r| r.origin).collect();
    origins.sort_unstable();
    origins.dedup();
    origins.len()
}

/// First document and position of a row.
fn earliest(row: &LedgerRow) -> (DocumentIndex, u32) {
    row.readings.iter().map(|r| (r.document, r.span.begin)).min().unwrap_or((0, 0))
}

/// A row without id; the caller gives verdict and label.
fn row(kind: ClaimKind, label: String, verdict: vorlage_model::Verdict, readings: Vec<Reading>) -> LedgerRow {
    LedgerRow { id: String::new(), kind, label, verdict, readings }
}

#[cfg(test)]
mod tests;
