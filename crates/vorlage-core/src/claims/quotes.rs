//! Quotations, direct and indirect, with cue and speaker.

use vorlage_model::{Lang, Name, Quote, Span};

/// Finds the quotations of a text, in order of position.
#[must_use]
pub fn quotes(_text: &str, _lang: Option<Lang>, _sentences: &[Span], _names: &[Name]) -> Vec<Quote> {
    Vec::new()
}
