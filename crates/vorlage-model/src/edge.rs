//! Who was taken from whom, how, and why we think so.

use crate::{DocumentIndex, Span};

/// A node of a stemma: a document in hand or a lost one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum NodeId {
    /// A document in hand.
    Document(DocumentIndex),
    /// A lost text, by its position in the story's `lost`.
    Lost(usize),
}

/// Parent -> child with kind, evidence, confidence.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Edge {
    /// The text copied from.
    pub parent: NodeId,
    /// The copy.
    pub child: DocumentIndex,
    /// The main alteration.
    pub kind: EdgeKind,
    /// All alterations seen with the share of the child that each touches, largest first.
    pub alterations: Vec<Alteration>,
    /// Share 0..1 of the parent's words that the child has; `None` where the parent is lost or in another language.
    pub cut: Option<f64>,
    /// Share 0..1 of the child's words that come from the parent; `None` where the parent is lost or in another language.
    pub paste: Option<f64>,
    /// Calibrated 0..1 that the child was taken from the parent.
    pub confidence: f64,
    /// Why this way round.
    pub direction: Direction,
    /// What shows it, strongest first.
    pub evidence: Vec<Evidence>,
}

/// What was done to a text on the way from parent to child.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum EdgeKind {
    /// Word for word.
    Verbatim,
    /// Sentences or parts of sentences cut.
    Abridged,
    /// Some words changed, added or cut by hand.
    Edited,
    /// A later version by the same outlet or agency.
    Revised,
    /// Words replaced by synonyms.
    Spun,
    /// Put in other words throughout.
    Rewritten,
    /// Translated.
    Translated,
    /// Translated and back.
    RoundTrip,
    /// A passage taken into another text.
    Excerpt,
    /// Not known.
    Unknown,
}

impl EdgeKind {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Verbatim,
        Self::Abridged,
        Self::Edited,
        Self::Revised,
        Self::Spun,
        Self::Rewritten,
        Self::Translated,
        Self::RoundTrip,
        Self::Excerpt,
        Self::Unknown,
    ];

    /// The printed word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Abridged => "abridged",
            Self::Edited => "edited",
            Self::Revised => "revised",
            Self::Spun => "spun",
            Self::Rewritten => "rewritten",
            Self::Translated => "translated",
            Self::RoundTrip => "round-trip",
            Self::Excerpt => "excerpt",
            Self::Unknown => "unknown",
        }
    }
}

/// One alteration with the share of the child that it touches.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Alteration {
    /// What was done.
    pub kind: EdgeKind,
    /// 0..1 of the child's words.
    pub share: f64,
}

/// Why an edge points the way it does.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct Direction {
    /// Calibrated 0.5..1; 0.5 is a coin.
    pub confidence: f64,
    /// What shows it, strongest first.
    pub evidence: Vec<Evidence>,
}

/// One observation that speaks for an edge or its direction.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Evidence {
    /// What was observed.
    pub kind: EvidenceKind,
    /// The words in the parent, where it is in hand.
    pub parent_span: Option<Span>,
    /// The words in the child.
    pub child_span: Option<Span>,
    /// 0..1 where the observation has one.
    pub similarity: Option<f64>,
    /// The observation in words, for people, lower case, no full stop.
    pub words: String,
}

/// Sorts of observations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum EvidenceKind {
    /// Sentences that answer one another.
    AlignedSentence,
    /// A long run of the same words.
    SharedRun,
    /// Wording that hardly any other text has.
    RareWording,
    /// A mistake that both have.
    SharedError,
    /// Furniture that both have, or that one has inherited.
    Residue,
    /// The child lacks what the parent has.
    Cut,
    /// The child has what the parent lacks.
    Added,
    /// A word replaced.
    Replaced,
    /// A quotation intact in one and reworded in the other.
    QuotationReworded,
    /// A credit that names the source.
    Credit,
    /// Times of publication.
    Date,
    /// A mark that the document itself shows, its parent unseen.
    SelfShown,
    /// Aligned text in another order.
    Moved,
    /// A figure that both have, or that changed.
    Figure,
    /// Style weighed over the whole document.
    Style,
    /// A person's decision.
    Decision,
}

impl EvidenceKind {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::AlignedSentence,
        Self::SharedRun,
        Self::RareWording,
        Self::SharedError,
        Self::Residue,
        Self::Cut,
        Self::Added,
        Self::Replaced,
        Self::QuotationReworded,
        Self::Credit,
        Self::Date,
        Self::SelfShown,
        Self::Moved,
        Self::Figure,
        Self::Style,
        Self::Decision,
    ];

    /// The printed word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AlignedSentence => "aligned-sentence",
            Self::SharedRun => "shared-run",
            Self::RareWording => "rare-wording",
            Self::SharedError => "shared-error",
            Self::Residue => "residue",
            Self::Cut => "cut",
            Self::Added => "added",
            Self::Replaced => "replaced",
            Self::QuotationReworded => "quotation-reworded",
            Self::Credit => "credit",
            Self::Date => "date",
            Self::SelfShown => "self-shown",
            Self::Moved => "moved",
            Self::Figure => "figure",
            Self::Style => "style",
            Self::Decision => "decision",
        }
    }
}
