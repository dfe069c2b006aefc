//! One text at a time: language, sentences, words, names, numerals, dates. Pure: text in, values out, nothing fails.

mod abbreviations;
pub mod code_points;
pub mod dates;
pub mod fold;
pub mod language;
pub mod layout;
pub mod numerals;
pub mod sentences;
pub mod words;

pub use code_points::CodePoints;
pub use fold::{fold, name_key};
pub use language::detect;
pub use layout::Layout;
pub use sentences::{sentences, sentences_laid};
pub use words::{Word, hash64, words};
