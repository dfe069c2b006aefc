//! Weights of certainty: from what the sums over trees say of an edge to how often such edges are right.
//!
//! **Source:** `xtask/train/certainty.py` writes this file; nothing here is set by hand. Expected calibration error in ten bins, of
//! the edges that the whole program chooses with the sentence model and without it; `trees` is what the sums over trees say.
//!
//! ```text
//! trees   edge      pooled 0.195 | telephone 0.120 | llm_rewrites 0.073 | wiki_revisions 0.175 | wmt21_de 0.369
//! trees   direction pooled 0.054 | telephone 0.084 | llm_rewrites 0.021 | wiki_revisions 0.123 | wmt21_de 0.028
//! 5 folds edge      pooled 0.026 (by chance 0.011) | telephone 0.071 | llm_rewrites 0.055 | wiki_revisions 0.062 | wmt21_de 0.096
//! 5 folds direction pooled 0.018 (by chance 0.007) | telephone 0.101 | llm_rewrites 0.019 | wiki_revisions 0.026 | wmt21_de 0.040
//! ```

/// That two documents are parent and child: a constant, log-odds over all trees, the two are in two languages.
pub(super) const MET: [f64; 3] = [0.5078, 0.5331, 2.7635];

/// Which of them is the parent: a constant, log-odds over all trees, the two stand in a line of versions.
pub(super) const WAY: [f64; 3] = [0.5210, 0.7380, 0.5465];
