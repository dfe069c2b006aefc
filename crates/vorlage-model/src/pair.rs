//! Two documents worth comparing, and which sentence of one answers which of the other.

use crate::{DocumentIndex, Span};

/// Two documents worth comparing, with the reason.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
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

/// How the documents of a family are aligned with one another: its text cut into segments, and which of them each document holds.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct Strip {
    /// Segments, numbered in the order of the text at the root, each later one behind what it follows where it first stands.
    pub segments: usize,
    /// One row a document, ascending; none for a family of one.
    pub rows: Vec<Row>,
}

/// What one document of a family holds of its segments.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Row {
    /// The document.
    pub document: DocumentIndex,
    /// Its sentences, each in exactly one cell, in the order of its text.
    pub cells: Vec<Cell>,
}

/// A sentence, or several in a row, with the segments that they hold.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Cell {
    /// The segments, ascending; several where sentences were made one.
    pub segments: Vec<usize>,
    /// Where it stands in the document.
    pub span: Span,
    /// 0..1: what is left of the words, or by meaning of the sense, with which the segments came into the family.
    pub kept: f64,
}
