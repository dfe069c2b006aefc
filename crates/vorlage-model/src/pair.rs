//! Two documents worth comparing, and which sentence of one answers which of the other.

use crate::{DocumentIndex, Span};

/// Two documents worth comparing, with the reason.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The document whose id sorts first.
    pub a: DocumentIndex,
    /// The other.
    pub b: DocumentIndex,
    /// Why they are worth comparing.
    pub reason: PairReason,
    /// Strength of the reason, unbounded, comparable among pairs of one reason only.
    pub score: f64,
}

/// Why two documents are worth comparing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PairReason {
    /// Their texts are the same.
    Identical,
    /// They share sampled runs of words.
    Shingles,
    /// They share rare names, figures, dates or quoted words.
    Anchors,
    /// They are in different languages, and their rough vectors are near.
    Meaning,
}

/// Sentence links of a pair; every sentence of both documents is either in a link or in its `only_` list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Alignment {
    /// Links in order of the first document; blocks may have moved in the second.
    pub links: Vec<SentenceLink>,
    /// Sentences of the first document that nothing answers.
    pub only_a: Vec<Span>,
    /// Sentences of the second document that nothing answers.
    pub only_b: Vec<Span>,
}

/// A sentence, or several in a row, that answer one another.
#[derive(Debug, Clone, PartialEq)]
pub struct SentenceLink {
    /// In the first document.
    pub a: Span,
    /// In the second document.
    pub b: Span,
    /// 0..1, symmetric share of common words, weighed by rarity.
    pub similarity: f64,
    /// The block stands elsewhere in the second document than its neighbours do.
    pub moved: bool,
}
