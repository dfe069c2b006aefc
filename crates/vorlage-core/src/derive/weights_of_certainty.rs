//! Weights of certainty: from what the sums over trees say of an edge to how often such edges are right.
//!
//! **Source:** `xtask/train/certainty.py` writes this file; nothing here is set by hand. Expected calibration error in ten bins, of
//! the edges that the whole program chooses with the sentence model and without it; `trees` is what the sums over trees say.
//!
//! ```text
//! trees   edge      pooled 0.193 | telephone 0.115 | llm_rewrites 0.082 | wiki_revisions 0.168 | wmt21_de 0.369
//! trees   direction pooled 0.048 | telephone 0.089 | llm_rewrites 0.017 | wiki_revisions 0.126 | wmt21_de 0.028
//! 5 folds edge      pooled 0.035 (by chance 0.011) | telephone 0.051 | llm_rewrites 0.059 | wiki_revisions 0.061 | wmt21_de 0.097
//! 5 folds direction pooled 0.022 (by chance 0.007) | telephone 0.107 | llm_rewrites 0.026 | wiki_revisions 0.024 | wmt21_de 0.044
//! ```

/// That two documents are parent and child: a constant, log-odds over all trees, the two are in two languages.
pub(super) const MET: [f64; 3] = [0.4987, 0.5519, 2.7399];

/// Which of them is the parent: a constant, log-odds over all trees, the two stand in a line of versions.
pub(super) const WAY: [f64; 3] = [0.4150, 0.7462, 0.7281];
