//! How sure is a chosen edge? What the sums over trees say, brought to the rate at which such edges are right.
//!
//! An edge is right if the two are parent and child, and if it points the right way; each has a margin (log-odds) of its own, and
//! the confidence of the edge is the product of both.
//!
//! **Source:** logistic calibration (Platt 1999) of two margins, fitted by `xtask/train/certainty.py`;
//! `docs/decisions/0014-calibration.md`.

use super::Weights;
use crate::number::{ln, logistic};

/// Shares are taken to be at least so far from nought and from one: how often the sums over trees are wholly wrong is not known finer.
const LEAST: f64 = 0.001;

/// What a tree says of one of its edges.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Margins {
    /// Share 0..1 of all trees in which the edge stands, this way round and the other.
    pub(crate) ways: (f64, f64),
    /// The tree is a line of versions.
    pub(crate) line: bool,
    /// The two texts are in two languages.
    pub(crate) translated: bool,
}

/// How sure it is that one of two documents is the parent of the other, and which of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Certainty {
    /// 0..1 that there is an edge between the two.
    pub(crate) met: f64,
    /// 0.5..1 that it points this way, if there is one.
    pub(crate) way: f64,
}

/// Brings margins to the rate at which such edges are right.
pub(crate) fn certainty(margins: Margins, weights: &Weights) -> Certainty {
    let (forth, back) = margins.ways;
    // Where a tree takes the less likely way for the sake of others, nothing is known of the way.
    let way = if forth + back > 0.0 { (forth / (forth + back)).max(0.5) } else { 0.5 };
    let met = calibrated(forth / way, margins.translated, &weights.met);
    Certainty { met, way: calibrated(way, margins.line, &weights.way).max(0.5) }
}

/// The logistic of a constant, the log-odds of a share, and a case, each with its weight.
fn calibrated(share: f64, case: bool, weights: &[f64; 3]) -> f64 {
    let share = share.clamp(LEAST, 1.0 - LEAST);
    logistic(weights[0] + weights[1] * ln(share / (1.0 - share)) + if case { weights[2] } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(weights: &Weights, forth: f64, back: f64) -> Certainty {
        certainty(Margins { ways: (forth, back), line: false, translated: false }, weights)
    }

    #[test]
    fn without_calibration_the_product_is_the_share_of_trees() {
        let plain = Weights { met: [0.0, 1.0, 0.0], way: [0.0, 1.0, 0.0], ..Weights::COMMITTED };
        let found = check(&plain, 0.6, 0.2);
        assert!((found.met * found.way - 0.6).abs() < 1e-9 && (found.way - 0.75).abs() < 1e-9);
        let against = check(&plain, 0.2, 0.6);
        assert!((against.met * against.way - 0.2).abs() < 1e-9 && (against.way - 0.5).abs() < 1e-9);
    }

    #[test]
    fn certainty_rises_with_the_share_of_trees() {
        let rising = [0.0, 0.1, 0.3, 0.5, 0.8, 1.0].map(|forth| check(&Weights::COMMITTED, forth, 0.1));
        assert!(rising.windows(2).all(|w| w[0].met < w[1].met && w[0].way <= w[1].way));
        assert!(rising.iter().all(|c| c.met < 1.0 && c.way < 1.0));
    }
}
