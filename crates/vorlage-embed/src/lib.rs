//! Sentence vectors without a machine-learning runtime: one mapped model file, its tokenizer, its encoder, and scores over vectors.
//!
//! ```text
//! wheel, weights --import--> model file --Model::open--> Model
//! texts --tokens--> token numbers --encoder (kernels)--> vectors --score--> margins, pairs
//! ```
//! The same text has the same vector, bit for bit, on every processor, for any batch, number of threads, and whether it was cached.
//! `docs/sentence-model.md` describes the file; `docs/decisions/0012-encoder.md` says what was tried.

pub mod about;
mod cache;
pub mod distil;
mod encoder;
mod error;
mod file;
pub mod import;
mod kernels;
mod layout;
pub mod means;
mod model;
mod quant;
#[doc(hidden)]
pub mod sample;
pub mod score;
mod table;
mod tokens;

pub use cache::{Cache, CachedModel, write_anew};
pub use error::ModelError;
pub use file::hex;
pub use kernels::Instructions;
pub use model::{Model, Vectors};
