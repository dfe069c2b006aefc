//! Figures: values with hedge, unit and what is counted.

use vorlage_model::{Figure, Lang, Span};

/// Finds the figures of a text in the given sentences, in order of position.
#[must_use]
pub fn figures(_text: &str, _lang: Option<Lang>, _sentences: &[Span]) -> Vec<Figure> {
    Vec::new()
}
