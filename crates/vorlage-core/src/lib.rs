//! The pipeline of Vorlage: pure functions from documents to families of copies, origins and ledgers.
//!
//! Start with [`pipeline`], which performs the stages from top to bottom; each stage's `mod.rs` says what it asks and answers.
//! Nothing here touches files, network, environment or clock, and nothing depends on input order or thread count.

mod agencies;
pub mod agency;
pub mod align;
pub mod background;
pub mod candidates;
pub mod claims;
pub mod decisions;
pub mod derive;
pub mod ledger;
mod meaning;
mod number;
pub mod pipeline;
pub mod residue;
pub mod review;
mod sets;
pub mod stemma;
pub mod stories;
mod subject;

pub use background::Background;
pub use derive::Weights;
pub use meaning::{vectors as sentence_vectors, with_vectors};
pub use pipeline::{Watch, analyse, trace};
pub use review::{Thresholds, review};
pub use subject::{Knowledge, MOST_SENTENCES, StoryView, Subject};
