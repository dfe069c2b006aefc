//! Names of people, places and bodies.

use vorlage_model::{Lang, Name, Span};

/// Finds names in the given sentences, in order of position.
#[must_use]
pub fn names(_text: &str, _lang: Option<Lang>, _sentences: &[Span]) -> Vec<Name> {
    Vec::new()
}
