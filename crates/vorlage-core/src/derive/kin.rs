//! Which documents of a story are of one family of copies?
//!
//! A pair that is alike by itself is enough where it is very alike. Rewritten copies are not; but in a family each of them is
//! alike to several others, while independent reports of one event resemble now this, now that other by chance. So a weaker
//! pair counts where the rest of the story stands by it.
//!
//! In: the profiles of a story. Out: a confidence for each kindred pair, and the families. Cost: all pairs up to
//! [`super::MOST_DENSE`] documents, else the candidate pairs.
//!
//! **Source:** measured: with the limits below 86 to 93 % of the pairs of a family are joined, directly or through others, and
//! a tenth of the pairs of short independent reports; one limit that joins as many of the first joins 35 % of the second.

use super::{MOST_DENSE, concordance, copied::copied, profile::Profile};
use crate::{
    StoryView,
    sets::{find, join, singles},
};
use rustc_hash::FxHashMap;

/// A pair is kindred by itself from here.
pub(crate) const CERTAIN: f64 = 0.75;
/// A pair with no third document beside it is, from here.
const ALONE: f64 = 0.45;
/// A pair that the others stand by is, from here.
const SUPPORTED: f64 = 0.2;
/// Mean confidence, over all other documents of the story, that each is kindred to the two, on average of both.
const SUPPORT: f64 = 0.45;
/// Mean of the weaker of the two ties; two families of their own in one story stand by a pair between them with one tie only.
const BOTH: f64 = 0.18;
/// Confidence of copying between texts in two languages that run through the same names and figures.
const TRANSLATED: f64 = 0.9;

/// Confidence of kinship by pair of positions in the story, smaller first.
pub(super) type Kinship = FxHashMap<(usize, usize), f64>;

/// Finds the kindred pairs of a story.
pub(super) fn kinship(story: &StoryView<'_>, profiles: &[Profile]) -> Kinship {
    let n = story.documents.len();
    let alike: Kinship = compared(story).into_iter().map(|pair| (pair, alike(story, profiles, pair))).collect();
    let mut pairs: Vec<(usize, usize)> = alike.keys().copied().collect();
    pairs.sort_unstable();
    pairs.into_iter().filter_map(|pair| Some((pair, kindred(&alike, pair, n)?))).collect()
}

/// The pairs that are compared: all of a small story, the candidates of a large one.
fn compared(story: &StoryView<'_>) -> Vec<(usize, usize)> {
    let n = story.documents.len();
    if n <= MOST_DENSE {
        return (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j))).collect();
    }
    let at = |d| story.documents.binary_search(&d).ok();
    story.pairs.iter().filter_map(|p| Some((at(p.a)?, at(p.b)?))).collect()
}

/// Confidence that two documents come from one text, by themselves.
fn alike(story: &StoryView<'_>, profiles: &[Profile], (i, j): (usize, usize)) -> f64 {
    let (a, b) = (story.subjects[story.documents[i]], story.subjects[story.documents[j]]);
    if a.document.text == b.document.text && !a.document.text.trim().is_empty() {
        return 1.0;
    }
    match (a.analysis.lang, b.analysis.lang) {
        (Some(x), Some(y)) if x != y => {
            let shown = concordance(&a.document.text, &b.document.text).shows_translation();
            if shown { TRANSLATED } else { 0.0 }
        }
        _ => copied(&profiles[i], &profiles[j]),
    }
}

/// The confidence of a pair that is kindred, the other documents considered.
fn kindred(alike: &Kinship, (i, j): (usize, usize), n: usize) -> Option<f64> {
    let own = alike[&(i, j)];
    if own >= CERTAIN || (n == 2 && own >= ALONE) {
        return Some(own);
    }
    if own < SUPPORTED || n == 2 || n > MOST_DENSE {
        return None;
    }
    let tie = |x: usize, y: usize| alike.get(&(x.min(y), x.max(y))).copied().unwrap_or(0.0);
    let mean = |of: fn(f64, f64) -> f64| {
        let others = (0..n).filter(|&k| k != i && k != j);
        others.map(|k| of(tie(i, k), tie(j, k))).sum::<f64>() / (n - 2) as f64
    };
    let support = mean(f64::midpoint);
    (support >= SUPPORT && mean(f64::min) >= BOTH).then_some(own.max(support))
}

/// The families of at least two documents, each ascending, by their first.
pub(super) fn families(n: usize, kinship: &Kinship) -> Vec<Vec<usize>> {
    let mut top = singles(n);
    let mut pairs: Vec<&(usize, usize)> = kinship.keys().collect();
    pairs.sort_unstable();
    for &(i, j) in pairs {
        join(&mut top, i, j);
    }
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); n];
    for at in 0..n {
        out[find(&mut top, at)].push(at);
    }
    out.retain(|family| family.len() > 1);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ties(pairs: &[(usize, usize, f64)]) -> Kinship {
        pairs.iter().map(|&(i, j, v)| ((i, j), v)).collect()
    }

    #[test]
    fn a_weak_pair_counts_where_the_others_stand_by_it() {
        let family = ties(&[(0, 1, 0.3), (0, 2, 0.8), (0, 3, 0.9), (1, 2, 0.75), (1, 3, 0.2), (2, 3, 0.8)]);
        assert!(kindred(&family, (0, 1), 4).is_some());
        let reports = ties(&[(0, 1, 0.3), (0, 2, 0.1), (0, 3, 0.2), (1, 2, 0.4), (1, 3, 0.0), (2, 3, 0.1)]);
        assert_eq!(kindred(&reports, (0, 1), 4), None);
    }

    #[test]
    fn families_join_through_a_third() {
        assert_eq!(families(5, &ties(&[(3, 4, 0.9), (0, 2, 0.8), (2, 4, 0.8)])), vec![vec![0, 2, 3, 4]]);
    }
}
