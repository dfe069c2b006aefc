//! Weights of copying, of edges and of direction: one set for every sort of copying.
//!
//! **Source:** `cargo xtask train` writes this file; nothing here is set by hand. Figures are edges F1 / direction of met edges /
//! parent accuracy inside given families; `left out` is measured with weights that never saw the set.
//!
//! ```text
//! in sets  telephone 0.766 / 0.781 / 0.568 | llm_rewrites 0.813 / 0.959 / 0.798 | wiki_revisions 0.862 / 0.862 / 0.742 | versions 0.948 / 0.939 / 0.907 | cuts 0.589 / 0.317 / 0.147 | spins 0.981 / 0.803 / 0.708
//! 5 folds  telephone 0.756 / 0.773 / 0.557 | llm_rewrites 0.801 / 0.955 / 0.784 | wiki_revisions 0.860 / 0.866 / 0.744 | versions 0.951 / 0.939 / 0.909 | cuts 0.589 / 0.305 / 0.142 | spins 0.981 / 0.796 / 0.697
//! left out telephone 0.703 / 0.735 / 0.480 | llm_rewrites 0.736 / 0.940 / 0.720 | wiki_revisions 0.862 / 0.875 / 0.752
//! copied 0.2: telephone 0.830 llm_rewrites 0.879 wiki_revisions 0.917 llm_pairs 0.938 wire 0.878 independent 0.255 template 0.022
//! copied 0.45: telephone 0.716 llm_rewrites 0.748 wiki_revisions 0.877 llm_pairs 0.822 wire 0.844 independent 0.074 template 0.002
//! copied 0.75: telephone 0.578 llm_rewrites 0.529 wiki_revisions 0.823 llm_pairs 0.541 wire 0.796 independent 0.018 template 0.000
//! ```

/// Number of affinity features.
pub(super) const NEARNESS: usize = 6;
/// Number of signs of direction.
pub(super) const SIGNS: usize = 11;

/// What makes an edge.
#[rustfmt::skip]
pub(super) const AFFINITY: [f64; NEARNESS] = [
    0.0646, // words in common
    1.6291, // rare words in common, of the best
    -7.9292, // detour
    4.7083, // runs of three
    2.3789, // runs of five, light
    -0.6118, // rank, light
];

/// What makes the second the next version after the first, in a line of versions.
#[rustfmt::skip]
pub(super) const STEP: [f64; 3] = [
    -15.3235, // distance in runs of five
    -6.7057, // words lost
    -0.3593, // words gained
];

/// What makes the first the parent of the second.
#[rustfmt::skip]
pub(super) const DIRECTION: [f64; SIGNS] = [
    -4.5125, // covers, light
    1.2670, // tail cut
    -3.5716, // letters of lost words
    -2.2178, // words lost
    0.4458, // nearer to the rest
    0.6167, // nearer to how many
    1.2301, // lost what others keep
    -0.4082, // digits
    3.3834, // own runs of three
    -0.6663, // commas
    1.7903, // quotation marks
];

/// Score of a document as a root of its family: this, and this times the square root of the family's documents.
pub(super) const ROOT: [f64; 2] = [-0.1258, 0.5128];

/// Order kept, share of words in order, runs of three, runs of eight, figures.
pub(super) const COPIED: [f64; 5] = [7.2709, 1.2278, 2.6561, 2.3431, 4.1965];
/// Added to their sum.
pub(super) const COPIED_BASE: f64 = -8.1134;

/// Place of the sign that one text holds more of the other than the reverse.
pub(super) const COVERAGE: usize = 0;
