//! Weights of copying where sentences have vectors.
//!
//! **Source:** `xtask/train/meaning.py` writes this file; nothing here is set by hand. Share of the pairs of each set over a confidence,
//! by weights of the other half of the stories; `independent` are reports of one event, `topic` reports of like events, without ten
//! runs of eight words in common.
//!
//! ```text
//! words alone 0.2: telephone 0.928 llm_rewrites 0.839 llm_pairs 0.913 independent 0.167 topic 0.088 revisions 0.911 template 0.004
//! words alone 0.45: telephone 0.901 llm_rewrites 0.713 llm_pairs 0.765 independent 0.064 topic 0.034 revisions 0.899 template 0.004
//! words alone 0.75: telephone 0.831 llm_rewrites 0.525 llm_pairs 0.532 independent 0.024 topic 0.004 revisions 0.852 template 0.000
//! with meaning 0.2: telephone 0.922 llm_rewrites 0.887 llm_pairs 0.947 independent 0.176 topic 0.041 revisions 0.907 template 0.004
//! with meaning 0.45: telephone 0.889 llm_rewrites 0.748 llm_pairs 0.865 independent 0.061 topic 0.011 revisions 0.890 template 0.000
//! with meaning 0.75: telephone 0.811 llm_rewrites 0.592 llm_pairs 0.649 independent 0.022 topic 0.000 revisions 0.814 template 0.000
//! ```

/// Weights of five features of words, as in `COPIED`, one of meaning and one of names.
#[rustfmt::skip]
pub(super) const COPIED_BY_MEANING: [f64; 7] = [
    5.1742, // order kept
    2.2203, // share of words in order
    2.4423, // runs of three
    2.3700, // runs of eight
    3.9968, // figures
    1.2597, // sentences in order
    3.9179, // names
];
/// Added to their sum.
pub(super) const COPIED_BY_MEANING_BASE: f64 = -10.8640;
