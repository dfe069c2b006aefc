//! How answers are written: the contract's JSON, JSON Lines, tables, graphs, and the one-file report page.
//!
//! Pure: an answer in, text out. Spans become Unicode code points here and nowhere else.

pub mod contract;
