//! Ledger: do the independent origins agree?
//!
//! In: one story with its stemma. Out: rows of aligned figures and quotations, each with the readings of its documents and a
//! verdict over the independent origins.

use crate::StoryView;
use vorlage_model::{LedgerRow, Stemma};

/// Keeps the ledger of a story.
#[must_use]
pub fn keep(_story: &StoryView<'_>, _stemma: &Stemma) -> Vec<LedgerRow> {
    Vec::new()
}
