//! Weights of copying where sentences have vectors.
//!
//! **Source:** `xtask/train/meaning.py` writes this file; nothing here is set by hand. Share of the pairs of each set over a confidence,
//! by weights of the other half of the stories; `independent` are reports of one event, `topic` reports of like events, without ten
//! runs of eight words in common.
//!
//! ```text
//! words alone 0.2: telephone 0.791 llm_rewrites 0.865 llm_pairs 0.950 independent 0.207 topic 0.130 revisions 0.916 template 0.008
//! words alone 0.45: telephone 0.703 llm_rewrites 0.728 llm_pairs 0.805 independent 0.073 topic 0.030 revisions 0.899 template 0.004
//! words alone 0.75: telephone 0.571 llm_rewrites 0.525 llm_pairs 0.552 independent 0.025 topic 0.006 revisions 0.852 template 0.000
//! with meaning 0.2: telephone 0.783 llm_rewrites 0.881 llm_pairs 0.953 independent 0.200 topic 0.090 revisions 0.920 template 0.013
//! with meaning 0.45: telephone 0.700 llm_rewrites 0.767 llm_pairs 0.882 independent 0.061 topic 0.015 revisions 0.890 template 0.004
//! with meaning 0.75: telephone 0.593 llm_rewrites 0.604 llm_pairs 0.674 independent 0.022 topic 0.004 revisions 0.835 template 0.000
//! ```

/// Weights of five features of words, as in `COPIED`, and of four of meaning, and of names.
#[rustfmt::skip]
pub(super) const COPIED_BY_MEANING: [f64; 10] = [
    4.9439, // order kept
    3.8358, // share of words in order
    0.9223, // runs of three
    1.5795, // runs of eight
    3.8530, // figures
    1.5503, // sentences of the shorter without an answer
    0.7865, // of the longer
    2.9717, // sentences in order
    -2.2755, // few sentences
    2.6402, // names
];
/// Added to their sum.
pub(super) const COPIED_BY_MEANING_BASE: f64 = -10.4697;
