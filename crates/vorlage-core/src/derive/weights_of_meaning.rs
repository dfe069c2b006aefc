//! Weights of copying where sentences have vectors.
//!
//! **Source:** `xtask/train/meaning.py` writes this file; nothing here is set by hand. Share of the pairs of each set over a confidence,
//! by weights of the other half of the stories; `independent` are reports of one event, `topic` reports of like events, without ten
//! runs of eight words in common.
//!
//! ```text
//! words alone 0.2: telephone 0.790 llm_rewrites 0.861 llm_pairs 0.950 independent 0.205 topic 0.124 revisions 0.911 template 0.004
//! words alone 0.45: telephone 0.704 llm_rewrites 0.729 llm_pairs 0.797 independent 0.072 topic 0.028 revisions 0.899 template 0.004
//! words alone 0.75: telephone 0.573 llm_rewrites 0.522 llm_pairs 0.539 independent 0.025 topic 0.006 revisions 0.840 template 0.000
//! with meaning 0.2: telephone 0.788 llm_rewrites 0.857 llm_pairs 0.948 independent 0.197 topic 0.109 revisions 0.911 template 0.004
//! with meaning 0.45: telephone 0.709 llm_rewrites 0.728 llm_pairs 0.850 independent 0.066 topic 0.024 revisions 0.895 template 0.004
//! with meaning 0.75: telephone 0.607 llm_rewrites 0.571 llm_pairs 0.604 independent 0.020 topic 0.006 revisions 0.844 template 0.000
//! ```

/// Weights of five features of words, as in `COPIED`, and of four of meaning.
#[rustfmt::skip]
pub(super) const COPIED_BY_MEANING: [f64; 9] = [
    4.4487, // order kept
    5.2104, // share of words in order
    1.6007, // runs of three
    0.1942, // runs of eight
    4.1204, // figures
    1.4292, // sentences of the shorter without an answer
    0.9262, // of the longer
    3.4041, // sentences in order
    -2.5216, // few sentences
];
/// Added to their sum.
pub(super) const COPIED_BY_MEANING_BASE: f64 = -9.6323;
