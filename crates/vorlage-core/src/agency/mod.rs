//! Agency: which agency or outlet do its marks name?
//!
//! In: one document, its residue and sentences. Out: marks (credits) in order of position, and the agencies that they speak for.

use vorlage_model::{Agency, Credit, Document, Lang, Residue};

/// Finds the marks of agencies and wire-like outlets in a document.
#[must_use]
pub fn credits(_document: &Document, _lang: Option<Lang>, _residue: &[Residue]) -> Vec<Credit> {
    Vec::new()
}

/// Weighs marks, of one document or of a whole family, into agencies, best first.
#[must_use]
pub fn attribute(_credits: &[Credit]) -> Vec<Agency> {
    Vec::new()
}
