//! All that was learnt of lineage, in one value, so that a run can be made with other weights than the committed ones.

use super::{weights, weights_of_certainty, weights_of_meaning};

/// Weights of copying, of edges and of direction.
///
/// A run takes [`Weights::COMMITTED`]; others serve to measure what weights that never saw a set make of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// What makes an edge.
    pub affinity: [f64; weights::NEARNESS],
    /// What makes the second the next version after the first.
    pub step: [f64; weights::STEP.len()],
    /// What makes the first the parent of the second.
    pub direction: [f64; weights::SIGNS],
    /// Score of a root: this, and this times the square root of the family's documents.
    pub root: [f64; weights::ROOT.len()],
    /// What makes a copy, by words.
    pub copied: [f64; weights::COPIED.len()],
    /// Added to their sum.
    pub copied_base: f64,
    /// What makes a copy where sentences have vectors.
    pub copied_by_meaning: [f64; weights_of_meaning::COPIED_BY_MEANING.len()],
    /// Added to their sum.
    pub copied_by_meaning_base: f64,
    /// Of the certainty that two documents are parent and child: a constant, log-odds over all trees, translations.
    pub met: [f64; weights_of_certainty::MET.len()],
    /// Of the certainty which of them is the parent: a constant, log-odds over all trees, lines of versions.
    pub way: [f64; weights_of_certainty::WAY.len()],
}

impl Weights {
    /// The weights of this build.
    pub const COMMITTED: Self = Self {
        affinity: weights::AFFINITY,
        step: weights::STEP,
        direction: weights::DIRECTION,
        root: weights::ROOT,
        copied: weights::COPIED,
        copied_base: weights::COPIED_BASE,
        copied_by_meaning: weights_of_meaning::COPIED_BY_MEANING,
        copied_by_meaning_base: weights_of_meaning::COPIED_BY_MEANING_BASE,
        met: weights_of_certainty::MET,
        way: weights_of_certainty::WAY,
    };
}
