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
mod same;
mod terms;
mod verdict;

use crate::{StoryView, Subject};
use vorlage_model::{ClaimKind, DocumentIndex, LedgerRow, Note, Reading, Stemma, Verdict};

/// Keeps the ledger of a story; notes say what people decided of it and could not be followed.
#[must_use]
pub fn keep(story: &StoryView<'_>, stemma: &Stemma) -> (Vec<LedgerRow>, Vec<Note>) {
    let Some(&first) = story.documents.first() else {
        return Default::default();
    };
    let places = places(story.documents, story.subjects.len(), stemma);
    let mut rows = figures::rows(story, &places);
    rows.extend(quotes::rows(story, &places));
    let notes = same::join(story, &places, &mut rows);
    for row in &mut rows {
        mark_independent(row, &places);
        row.readings.sort_by_key(|r| (r.origin, r.document, r.span));
    }
    rows.sort_by_key(|row| (std::cmp::Reverse(origins_of(row)), earliest(row), row.kind));
    for (n, row) in rows.iter_mut().enumerate() {
        row.id = format!("{}:{}:{}", row.kind.as_str(), story.subjects[first].document.id, n + 1);
    }
    (rows, notes)
}

/// Where a document stands in the stemma.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Place {
    /// Position of its origin.
    pub(crate) origin: usize,
    /// Edges between it and the root.
    pub(crate) depth: usize,
}

/// Places of all `count` documents of the run; only those of the story are set.
pub(crate) fn places(documents: &[DocumentIndex], count: usize, stemma: &Stemma) -> Vec<Place> {
    let mut places = vec![Place::default(); count];
    for (origin, o) in stemma.origins.iter().enumerate() {
        for &document in &o.documents {
            places[document].origin = origin;
        }
    }
    let mut parent: Vec<Option<DocumentIndex>> = vec![None; count];
    for edge in stemma.edges.iter().rev() {
        parent[edge.child] = stemma.held_parent(edge.parent);
    }
    for &document in documents {
        places[document].depth = depth(&parent, document, documents.len());
    }
    places
}

/// Number of steps to the root; `bound` guards against a cycle.
fn depth(parent: &[Option<DocumentIndex>], document: DocumentIndex, bound: usize) -> usize {
    std::iter::successors(Some(document), |&d| parent[d]).skip(1).take(bound).count()
}

/// The verdict over a row whose readings stand at other places than they stood.
pub(crate) fn judged(subjects: &[Subject<'_>], places: &[Place], row: &LedgerRow) -> Verdict {
    let mut moved = row.clone();
    moved.readings.iter_mut().for_each(|r| r.origin = places[r.document].origin);
    mark_independent(&mut moved, places);
    judge(subjects, places, &moved)
}

/// The verdict over the readings of a row.
fn judge(subjects: &[Subject<'_>], places: &[Place], row: &LedgerRow) -> Verdict {
    match row.kind {
        ClaimKind::Figure => verdict::of_figures(&row.readings),
        ClaimKind::Quote => quotes::verdict_of(subjects, places, &row.readings),
    }
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
fn row(kind: ClaimKind, label: String, verdict: Verdict, readings: Vec<Reading>) -> LedgerRow {
    LedgerRow { id: String::new(), kind, label, verdict, readings, decided: Vec::new() }
}

#[cfg(test)]
mod tests;
