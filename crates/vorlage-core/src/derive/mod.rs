//! Derive: copied or independent? What was done? Which way?
//!
//! In: one story. Out: for each pair of its documents that may be copies, the evidence for copying, the kind of alteration in
//! each direction, and the direction.

mod alone;
mod concordance;

pub use alone::alone;
pub use concordance::{Concordance, concordance};

use crate::StoryView;
use vorlage_model::{Alteration, DocumentIndex, EdgeKind, Evidence};

/// What the comparison of two documents of one story says.
#[derive(Debug, Clone, PartialEq)]
pub struct Derivation {
    /// The document with the smaller index.
    pub a: DocumentIndex,
    /// The other.
    pub b: DocumentIndex,
    /// 0..1: one was copied from the other, or both from a third text.
    pub copied: f64,
    /// Unbounded: how strongly the two are linked beyond what other documents of the story explain.
    pub affinity: f64,
    /// 0..1: if there is an edge between them, `a` is the parent.
    pub a_is_parent: f64,
    /// The alteration if `a` is the parent.
    pub a_to_b: Altered,
    /// The alteration if `b` is the parent.
    pub b_to_a: Altered,
    /// What shows copying; `parent_span` points into `a`, `child_span` into `b`.
    pub evidence: Vec<Evidence>,
    /// What shows the direction, spans as in `evidence`; each with the document index it makes the parent.
    pub direction: Vec<(DocumentIndex, Evidence)>,
}

/// What was done to a parent to make a child.
#[derive(Debug, Clone, PartialEq)]
pub struct Altered {
    /// The main alteration.
    pub kind: EdgeKind,
    /// All, with the share of the child that each touches, largest first.
    pub alterations: Vec<Alteration>,
    /// Share 0..1 of the parent's words that the child has.
    pub cut: f64,
    /// Share 0..1 of the child's words that come from the parent.
    pub paste: f64,
}

/// Compares the documents of a story.
#[must_use]
pub fn derive(_story: &StoryView<'_>) -> Vec<Derivation> {
    Vec::new()
}
