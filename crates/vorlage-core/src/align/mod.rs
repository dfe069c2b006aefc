//! Align: which sentence of one document answers which of the other?
//!
//! In: two documents with their sentences. Out: links of sentences (one to one, one to several, moved blocks) and the sentences
//! that nothing answers; inside a link, [`words()`] says which words stayed, were replaced, cut or added.
//! Per pair. Cost: O(words) to index, plus the pairs of sentences that share a word that is not common in either document;
//! memory O(words).
//!
//! Invariants: every sentence of both documents is in exactly one link or in its `only_` list; links are in order of the first
//! document. Punctuation is never aligned, so it can never beat words.
//! Never: looks at any third document; [`strip()`] puts the alignments of a family together.
//!
//! Where sentences have vectors, they also answer each other by meaning: in one language rewritten ones, in two translated ones.
//!
//! **Source:** best-match linking with a monotone backbone, as in Gale & Church (1993) and passim (Smith et al. 2014), but with
//! block moves kept (the links outside the longest increasing run are marked `moved`) and with rarity inside the pair as weight.

mod meaning;
mod sentences;
mod strip;
mod words;

pub use meaning::Meaning;
pub use sentences::align_spans;
pub use strip::{Tie, strip};
pub use words::{WordChange, WordChangeKind, words};

use crate::Subject;
use vorlage_model::Alignment;

/// Aligns the article sentences of two documents.
#[must_use]
pub fn align(a: Subject<'_>, b: Subject<'_>) -> Alignment {
    let meaning = meaning(a, b);
    align_spans(&a.document.text, &a.analysis.sentences, &b.document.text, &b.analysis.sentences, meaning.as_ref())
}

/// What the sentences of two documents mean to each other, where both have vectors.
#[must_use]
pub fn meaning<'a>(a: Subject<'a>, b: Subject<'a>) -> Option<Meaning<'a>> {
    Some(Meaning::new(a.vectors?, b.vectors?, [a.analysis.lang, b.analysis.lang]))
}
