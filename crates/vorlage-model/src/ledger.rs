//! Aligned claims of a story, with what each independent origin says.

use crate::{DocumentIndex, Hedge, Span};

/// One claim with the readings that documents give of it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct LedgerRow {
    /// Unique within the run.
    pub id: String,
    /// Figure or quotation.
    pub kind: ClaimKind,
    /// What the claim is about, in words of the documents.
    pub label: String,
    /// What the origins' readings amount to.
    pub verdict: Verdict,
    /// Readings by origin, then document, then position.
    pub readings: Vec<Reading>,
    /// What people have decided of it, in words, oldest first.
    #[cfg_attr(feature = "serde", serde(default))]
    pub decided: Vec<String>,
}

/// Sorts of claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum ClaimKind {
    /// A quantity.
    Figure,
    /// Words said.
    Quote,
}

impl ClaimKind {
    /// The printed word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Figure => "figure",
            Self::Quote => "quote",
        }
    }
}

/// What one document gives for a claim.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Reading {
    /// The document.
    pub document: DocumentIndex,
    /// Position of its origin in the story's stemma.
    pub origin: usize,
    /// The words.
    pub span: Span,
    /// Of a figure: the number.
    pub value: Option<f64>,
    /// Of a figure: the lowest value meant.
    pub low: Option<f64>,
    /// Of a figure: the highest value meant.
    pub high: Option<f64>,
    /// Of a figure: how it is hedged.
    pub hedge: Option<Hedge>,
    /// Of a figure: its unit.
    pub unit: Option<String>,
    /// Of a quotation: who said it; fullest name known.
    pub speaker: Option<String>,
    /// Of a quotation: between quotation marks.
    pub direct: Option<bool>,
    /// Of a figure: who gave it.
    pub attributed_to: Option<Span>,
    /// False where it only copies another reading of its origin.
    pub independent: bool,
}

/// What the readings of a row amount to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Verdict {
    /// Two or more origins give the same.
    Agree,
    /// One origin, however many copies.
    Single,
    /// A copy changed it.
    Drift,
    /// Origins give other values.
    Differs,
    /// They cannot both be true.
    Conflict,
    /// Could not be told.
    NotMeasured,
}

impl Verdict {
    /// The printed words.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::Single => "single",
            Self::Drift => "drift",
            Self::Differs => "differs",
            Self::Conflict => "conflict",
            Self::NotMeasured => "not measured",
        }
    }
}
