//! Who is meant by the words that name a speaker?
//!
//! In: quotations in order with the words that name their speakers. Out: a [`Speaker`] with the fullest name in the document.

use super::attribution::Scene;
use super::{Found, span};
use vorlage_model::Speaker;

/// Names the speakers of all quotations, in their order.
pub fn name_all(scene: &Scene<'_>, found: &[Found]) -> Vec<Option<Speaker>> {
    let mut last = None;
    found
        .iter()
        .map(|f| {
            let own = f.by.speaker.as_ref().and_then(|s| span(scene, s)).map(|span| Speaker { span, name: None });
            let speaker = if f.inherits { own.or_else(|| last.clone()) } else { own };
            if speaker.is_some() {
                last = speaker.clone();
            }
            speaker
        })
        .collect()
}
