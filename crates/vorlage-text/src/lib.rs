//! One text at a time: language, sentences, words, names, numerals, dates. Pure: text in, values out, nothing fails.

pub mod code_points;
pub mod dates;
pub mod fold;
pub mod language;
pub mod numerals;
pub mod sentences;
pub mod words;

pub use code_points::CodePoints;
pub use fold::{fold, name_key};
pub use language::detect;
pub use sentences::sentences;
pub use words::{Word, hash64, words};
