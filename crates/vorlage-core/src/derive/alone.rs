//! What a document shows of its own alteration, its parent unseen.

use crate::Background;
use vorlage_model::{Analysis, Document, SelfShown};

/// Reads from one document how it was altered: spun, translated, translated and back, rewritten.
#[must_use]
pub fn alone(_document: &Document, _analysis: &Analysis, _background: &Background) -> SelfShown {
    SelfShown::default()
}
