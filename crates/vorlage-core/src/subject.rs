//! What the later stages look at: documents with their analysis, and one story of them.

use crate::{Background, Weights, decisions::Bound};
use vorlage_embed::{CachedModel, Vectors};
use vorlage_model::{Analysis, Decision, Document, DocumentIndex, Pair};

/// What a run may know beside its documents.
#[derive(Debug, Clone, Copy)]
pub struct Knowledge<'a> {
    /// Word counts of news text.
    pub background: &'a Background,
    /// The sentence model; without one, what it would have measured is said to be not measured.
    pub model: Option<&'a CachedModel>,
    /// What was learnt of lineage.
    pub weights: &'a Weights,
    /// What people decided, in any order.
    pub decisions: &'a [Decision],
}

/// A document with what was found in it.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The document.
    pub document: &'a Document,
    /// What the per-document stages found in it.
    pub analysis: &'a Analysis,
    /// Vectors of its sentences, of the first [`MOST_SENTENCES`] where it has more; `None` where they were not made.
    pub vectors: Option<&'a Vectors>,
}

/// Sentences of a document that have vectors: more than news articles have, and a bound for files that are none.
pub const MOST_SENTENCES: usize = 400;

impl<'a> Subject<'a> {
    /// A document without vectors.
    #[must_use]
    pub fn new(document: &'a Document, analysis: &'a Analysis) -> Self {
        Self { document, analysis, vectors: None }
    }

    /// The sentences that have vectors, or would have.
    pub(crate) fn embedded_sentences(&self) -> impl Iterator<Item = &'a str> {
        let text = &self.document.text;
        self.analysis.sentences.iter().take(MOST_SENTENCES).map(|span| span.of(text))
    }
}

/// One story as the per-story stages see it.
#[derive(Clone, Copy)]
pub struct StoryView<'a> {
    /// All documents of the run; index with [`DocumentIndex`].
    pub subjects: &'a [Subject<'a>],
    /// The documents of this story, ascending; documents are sorted by id, so this is an order that no input order changes.
    pub documents: &'a [DocumentIndex],
    /// The candidate pairs inside the story, sorted.
    pub pairs: &'a [Pair],
    /// Word counts of news text.
    pub background: &'a Background,
    /// What was learnt of lineage.
    pub weights: &'a Weights,
    /// What people decided of the documents of the run.
    pub decisions: &'a Bound,
}
