//! The nouns of Vorlage. No behaviour beyond construction and naming, no input or output, no dependency but `std`;
//! with the feature `serde` every noun can be written and read back.
//!
//! Every position is a [`Span`]: a half-open range of **bytes** in a document's `text`. Whoever prints a span converts it
//! to Unicode code points. Documents are named by their index in the input order inside the program ([`DocumentIndex`])
//! and by their `id` in everything printed.

mod analysis;
mod decision;
mod desk;
mod document;
mod edge;
mod lang;
mod ledger;
mod pair;
mod span;
mod story;

pub use analysis::{
    Analysis, Attributed, Cue, Figure, Hedge, Name, Quote, SelfFinding, SelfFindingKind, SelfShown, Speaker,
};
pub use decision::{ClaimAt, Decision, ReviewItem, Ruling};
pub use desk::{Hit, Order, OutletShare, StoreCounts, StoryCard, StoryFilter, StoryList};
pub use document::{
    Agency, Archived, Credit, CreditKind, Declared, Document, Note, Precision, Published, Residue, ResidueKind, Source,
};
pub use edge::{Alteration, Direction, Edge, EdgeKind, Evidence, EvidenceKind, NodeId};
pub use lang::Lang;
pub use ledger::{ClaimKind, LedgerRow, Reading, Verdict};
pub use pair::{Alignment, Cell, Pair, PairReason, Row, SentenceLink, Strip};
pub use span::Span;
pub use story::{Counts, Doubt, LostNode, Origin, Stemma, Story, Trace, Traced};

/// Position of a document in the sequence given to the pipeline.
pub type DocumentIndex = usize;
