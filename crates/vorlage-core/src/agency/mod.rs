//! Agency: which agency or outlet do its marks name?
//!
//! In: one document and its residue. Out: marks (credits) in order of position, and the agencies that they speak for. `attribute` weighs
//! the marks of one document or of a family; `inherit` gives a member what its family says. Per document, then per family.
//!
//! Cost: one automaton pass over the text and a look at each bracket; memory: the marks.
//!
//! Invariants: every mark can be seen (a span, or the words of a field); the answer does not depend on the order of marks.
//!
//! It never reads a short tag ("AP", "SID") outside a place where tags stand, and never attributes by style alone: one habit of
//! setting or one photo credit stays under one half, two that agree reach it.
//!
//! **Source:** the house styles of agencies as their dispatches show them; weights read off tagged German articles (see `weigh`).

mod lines;
mod marks;
mod weigh;

use crate::agencies::AGENCIES;
pub use marks::credits;
pub use weigh::{SURE, attribute, inherit};

/// The usual name of an agency id.
#[must_use]
pub fn name(id: &str) -> Option<&'static str> {
    AGENCIES.binary_search_by(|entry| entry.id.cmp(id)).ok().map(|n| AGENCIES[n].name)
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
