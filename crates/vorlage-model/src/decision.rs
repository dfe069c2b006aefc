//! What people have decided, and what they are asked.
//!
//! A decision outlives the run that it was taken on: it names documents by their ids and claims by code points and words, as they
//! are printed, so that it can be kept beside texts that are read again.

use crate::EdgeKind;

/// A ruling with who gave it, when and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Decision {
    /// Unique among the decisions of a run.
    pub id: String,
    /// When, RFC 3339; given by the caller.
    pub at: String,
    /// Who.
    pub who: String,
    /// Why, in the person's words; may be empty.
    pub why: String,
    /// What was decided.
    pub ruling: Ruling,
}

/// What a person can decide; documents by their ids.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Ruling {
    /// The edge stands.
    Confirm {
        /// The text copied from.
        parent: String,
        /// The copy.
        child: String,
    },
    /// The edge never stands.
    Reject {
        /// The text not copied from; the id of a lost text means any lost text.
        parent: String,
        /// The document that is not its copy.
        child: String,
    },
    /// The document's main parent is this one.
    Parent {
        /// The copy.
        child: String,
        /// The text copied from; `None` is a lost one.
        parent: Option<String>,
    },
    /// What was done to the text on the way, where the edge stands.
    Kind {
        /// The text copied from.
        parent: String,
        /// The copy.
        child: String,
        /// What was done.
        kind: EdgeKind,
    },
    /// Two claims are one.
    SameClaim {
        /// A figure or quotation.
        one: ClaimAt,
        /// The same, told elsewhere.
        other: ClaimAt,
    },
    /// Two documents tell of two events.
    DifferentStories {
        /// A document.
        one: String,
        /// A document of another story.
        other: String,
    },
}

impl Ruling {
    /// The printed word.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Confirm { .. } => "confirm",
            Self::Reject { .. } => "reject",
            Self::Parent { .. } => "parent",
            Self::Kind { .. } => "kind",
            Self::SameClaim { .. } => "same-claim",
            Self::DifferentStories { .. } => "different-stories",
        }
    }
}

/// Where a claim stands, told so that it is found again in a text that has been read anew.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ClaimAt {
    /// Id of the document.
    pub document: String,
    /// First code point of the claim in the document's text.
    pub begin: usize,
    /// One past the last code point.
    pub end: usize,
    /// The words that stood there; empty where they were not noted.
    pub words: String,
}

/// An edge that a person is asked about.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ReviewItem {
    /// Id of the story.
    pub story: String,
    /// Id of the node copied from; a lost one's begins with `lost:`.
    pub parent: String,
    /// Id of the copy.
    pub child: String,
    /// The main alteration.
    pub kind: EdgeKind,
    /// Calibrated 0..1 that the child was taken from the parent.
    pub confidence: f64,
    /// How much an answer is worth: bits of doubt times what hangs on the edge; more is worth more.
    pub worth: f64,
    /// What hangs on it, in words, lower case, no full stop.
    pub words: String,
}
