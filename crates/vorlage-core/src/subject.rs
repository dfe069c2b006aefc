//! What the later stages look at: documents with their analysis, and one story of them.

use crate::Background;
use vorlage_model::{Analysis, Document, DocumentIndex, Pair};

/// A document with what was found in it.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The document.
    pub document: &'a Document,
    /// What the per-document stages found in it.
    pub analysis: &'a Analysis,
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
}
