//! How answers are written: the contract's JSON, JSON Lines, tables, graphs, the terminal view, and the one-file report page.
//!
//! Pure: an answer in, text out. Spans become Unicode code points here and nowhere else.

pub mod ansi;
pub mod claims;
pub mod comparison;
pub mod contract;
pub mod decisions;
pub mod desk;
pub mod format;
pub mod gephi;
pub mod gexf;
pub mod graphs;
pub mod html;
pub mod ninjs;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod passim;
pub mod prov;
pub mod readings;
pub mod review;
pub mod stemma_svg;
pub mod styled;
pub mod tables;
pub mod tei;
pub mod terminal;
pub mod terminal_svg;
pub mod tongue;
pub mod words;
pub mod xml;

pub use format::Format;
