//! Which documents of a story are of one family of copies?
//!
//! A pair that is alike by itself is enough where it is very alike. Rewritten copies are not; but a family of them holds together:
//! whatever its members are to each other one by one, the mean tie between all of them is high, while independent reports of one
//! event resemble now this, now that other by chance. So groups of documents join as long as what comes of it holds together,
//! those with the highest mean tie between them first.
//!
//! In: the profiles of a story. Out: a confidence for each kindred pair, and the families. Cost: all pairs up to
//! [`super::MOST_DENSE`] documents, and at most the cube of these; else the candidate pairs.
//!
//! **Source:** agglomeration by average link with a bound on the mean of the whole, measured against nine other rules in
//! `docs/decisions/0008-one-origin-or-two.md`.

use super::{
    MOST_DENSE, Weights,
    copied::{self, copied},
    patchwork::{self, Tie},
    profile::Profile,
};
use crate::{
    StoryView, Subject, align,
    sets::{find, join, singles},
};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// A pair is kindred by itself from here.
pub(crate) const CERTAIN: f64 = 0.75;
/// A pair with no third document beside it is, from here.
const ALONE: f64 = 0.45;
/// Mean confidence over all pairs of a family. At .50 a quarter more pairs of reports of one event are joined, at .60 the recall of
/// rewrites falls by six points.
const COHERENT: f64 = 0.55;
/// The same where sentences have vectors: about as many reports of one event are joined as without, and two points more rewrites.
const COHERENT_BY_MEANING: f64 = 0.5;
/// Mean confidence between the two parts of a family; flat from .04 to .08.
const TIED: f64 = 0.05;
/// The same where a passage ties the two parts, which says nothing of the rest: texts of two events have .05 to .1 with one another.
const TIED_BESIDE: f64 = 0.15;
/// A pair of one family is kindred from here; below only if neither has better kin, so that a patchwork ties its givers to itself
/// and not to each other.
pub(super) const PLAIN: f64 = 0.2;
/// Two origins may be one from this confidence of a pair on: as far from no as [`CERTAIN`] is from yes. With it the true count of origins
/// lies in the stated interval for 41 of 46 stories of `tests/stories` (the count itself is right for 34), with the model for 41 of 43.
const DOUBTED: f64 = 1.0 - CERTAIN;
/// Confidence of copying between texts in two languages that run through the same names and figures.
const TRANSLATED: f64 = 0.9;

/// Confidence of kinship by pair of positions in the story, smaller first.
pub(super) type Kinship = FxHashMap<(usize, usize), f64>;

/// What is known of the pairs of a story.
pub(super) struct Kin {
    /// The kindred pairs.
    pub(super) kinship: Kinship,
    /// Ties that rest on a passage alone.
    pub(super) apart: Vec<Tie>,
    /// All other pairs that were compared.
    pub(super) ties: Vec<Tie>,
}

/// Finds the kindred pairs of a story, and the ties that rest on a passage alone.
pub(super) fn kin(story: &StoryView<'_>, profiles: &[Profile]) -> Kin {
    let mut pairs = compared(story);
    pairs.sort_unstable();
    let mut ties: Vec<Tie> = pairs.into_iter().map(|pair| (pair, alike(story, profiles, pair))).collect();
    let apart = patchwork::set_apart(story, profiles, &mut ties);
    let measured = story.documents.iter().any(|&d| story.subjects[d].vectors.is_some());
    let coherent = if measured { COHERENT_BY_MEANING } else { COHERENT };
    Kin { kinship: kindred(story.documents.len(), &ties, &apart, coherent), apart, ties }
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
    pair_alike((a, &profiles[i]), (b, &profiles[j]), story.weights)
}

/// Confidence that two different texts come from one, by themselves: across languages by what their sentences mean, where that
/// was measured, else by names and figures.
pub(super) fn pair_alike(
    (a, profile_a): (Subject<'_>, &Profile),
    (b, profile_b): (Subject<'_>, &Profile),
    weights: &Weights,
) -> f64 {
    match (a.analysis.lang, b.analysis.lang) {
        (Some(x), Some(y)) if x != y => match align::meaning(a, b) {
            Some(meaning) => copied::translated(&meaning),
            None if profile_a.anchors(a).concordance(profile_b.anchors(b)).shows_translation() => TRANSLATED,
            None => 0.0,
        },
        _ => copied(profile_a, profile_b, align::meaning(a, b).as_ref(), weights),
    }
}

/// The pairs that are kindred, all ties of the story considered but those that rest on a passage; `ties` are sorted.
fn kindred(n: usize, ties: &[Tie], apart: &[Tie], coherent: f64) -> Kinship {
    let certain = if n == 2 { ALONE } else { CERTAIN };
    let surely = ties.iter().filter(|tie| tie.1 >= certain).copied();
    if !(3..=MOST_DENSE).contains(&n) {
        return surely.collect();
    }
    let mut groups = Groups::new(n, ties, apart);
    surely.for_each(|((i, j), _)| groups.join(i, j));
    while let Some((a, b)) = groups.nearest(coherent) {
        groups.join(a, b);
    }
    let inside: Vec<Tie> = ties.iter().filter(|((i, j), _)| groups.of[*i] == groups.of[*j]).copied().collect();
    let mut best = vec![0.0f64; n];
    for &((i, j), own) in &inside {
        best[i] = best[i].max(own);
        best[j] = best[j].max(own);
    }
    let counts = |&((i, j), own): &Tie| own >= PLAIN || (own > 0.0 && (own >= best[i] || own >= best[j]));
    let confidence = |own: f64, i: usize| if own >= CERTAIN { own } else { own.max(groups.coherence(groups.of[i])) };
    inside.into_iter().filter(counts).map(|((i, j), own)| ((i, j), confidence(own, i))).collect()
}

/// Groups of documents on the way to families, each named by a member.
struct Groups {
    /// The group of each document.
    of: Vec<usize>,
    /// Documents of each group; 0 for one that joined another.
    size: Vec<usize>,
    /// Sum of the ties between the documents of two groups, in rows; on the diagonal that of the ties within.
    ties: Vec<f64>,
    /// A passage is what ties these two groups, in rows.
    apart: Vec<bool>,
}

impl Groups {
    /// A group for each document.
    fn new(n: usize, ties: &[Tie], apart: &[Tie]) -> Self {
        let mut out =
            Self { of: (0..n).collect(), size: vec![1; n], ties: vec![0.0; n * n], apart: vec![false; n * n] };
        for &((i, j), _) in apart {
            out.apart[i * n + j] = true;
            out.apart[j * n + i] = true;
        }
        for &((i, j), confidence) in ties {
            out.ties[i * n + j] = confidence;
            out.ties[j * n + i] = confidence;
        }
        out
    }

    fn sum(&self, a: usize, b: usize) -> f64 {
        self.ties[a * self.of.len() + b]
    }

    /// Joins the groups of two documents.
    fn join(&mut self, i: usize, j: usize) {
        let (kept, gone, n) = (self.of[i].min(self.of[j]), self.of[i].max(self.of[j]), self.of.len());
        if kept == gone {
            return;
        }
        let within = self.sum(kept, kept) + self.sum(gone, gone) + self.sum(kept, gone);
        for other in 0..n {
            let sum = self.sum(kept, other) + self.sum(gone, other);
            self.ties[kept * n + other] = sum;
            self.ties[other * n + kept] = sum;
            let apart = self.apart[kept * n + other] || self.apart[gone * n + other];
            self.apart[kept * n + other] = apart;
            self.apart[other * n + kept] = apart;
        }
        self.ties[kept * n + kept] = within;
        self.size[kept] += std::mem::take(&mut self.size[gone]);
        self.of.iter_mut().filter(|of| **of == gone).for_each(|of| *of = kept);
    }

    /// Mean tie over all pairs of documents of a group of at least two.
    fn coherence(&self, a: usize) -> f64 {
        mean_of_pairs(self.sum(a, a), self.size[a])
    }

    /// Mean tie over all pairs of documents of two groups taken together.
    fn coherence_joined(&self, a: usize, b: usize) -> f64 {
        mean_of_pairs(self.sum(a, a) + self.sum(b, b) + self.sum(a, b), self.size[a] + self.size[b])
    }

    /// The two groups with the highest mean tie between them of those that hold together when joined; the first of equals.
    /// Two documents alone are none: their tie would have to be certain; nor are two groups that hardly more than a
    /// passage ties.
    fn nearest(&self, coherent: f64) -> Option<(usize, usize)> {
        let mut best = (TIED, None);
        let held: Vec<usize> = (0..self.of.len()).filter(|&g| self.size[g] > 0).collect();
        for (at, &a) in held.iter().enumerate() {
            for &b in held[at + 1..].iter().filter(|&&b| self.size[a] + self.size[b] > 2) {
                let mean = self.sum(a, b) / (self.size[a] * self.size[b]) as f64;
                let nearer = mean > best.0 || (best.1.is_none() && mean >= TIED);
                if nearer
                    && (mean >= TIED_BESIDE || !self.apart[a * self.of.len() + b])
                    && self.coherence_joined(a, b) >= coherent
                {
                    best = (mean, Some((a, b)));
                }
            }
        }
        best.1
    }
}

/// Mean over all pairs of so many documents.
fn mean_of_pairs(sum: f64, documents: usize) -> f64 {
    2.0 * sum / (documents * (documents - 1)) as f64
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

/// For each two families or single documents the surest tie between them, where they may be one after all; by documents.
pub(super) fn doubts(n: usize, ties: &[Tie], families: &[Vec<usize>]) -> Vec<Tie> {
    let mut family: Vec<usize> = (0..n).map(|at| families.len() + at).collect();
    for (f, members) in families.iter().enumerate() {
        members.iter().for_each(|&m| family[m] = f);
    }
    let mut surest: BTreeMap<(usize, usize), Tie> = BTreeMap::new();
    for &tie in ties.iter().filter(|tie| tie.1 >= DOUBTED) {
        let (f, g) = (family[tie.0.0], family[tie.0.1]);
        if f != g {
            let held = surest.entry((f.min(g), f.max(g))).or_insert(tie);
            *held = if (tie.1, held.0) > (held.1, tie.0) { tie } else { *held };
        }
    }
    let mut out: Vec<Tie> = surest.into_values().collect();
    out.sort_unstable_by_key(|tie| tie.0);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The families that ties make of `n` documents.
    fn check(n: usize, ties: &[Tie], expected: &[&[usize]]) {
        assert_eq!(families(n, &kindred(n, ties, &[], COHERENT)), expected);
    }

    #[test]
    fn a_family_does_not_take_in_by_and_by_what_a_passage_ties_to_it() {
        let family = [((0, 1), 1.0), ((0, 2), 1.0), ((0, 3), 0.17), ((1, 2), 1.0), ((1, 3), 0.17)];
        check(4, &family, &[&[0, 1, 2, 3]]);
        let apart = kindred(4, &family, &[((2, 3), 0.95)], COHERENT);
        assert_eq!(families(4, &apart), [[0, 1, 2]]);
    }

    #[test]
    fn a_weak_copy_belongs_to_a_family_that_holds_together() {
        let family = [((0, 1), 0.3), ((0, 2), 0.8), ((0, 3), 0.9), ((1, 2), 0.4), ((1, 3), 0.2), ((2, 3), 0.8)];
        check(4, &family, &[&[0, 1, 2, 3]]);
    }

    #[test]
    fn reports_that_resemble_each_other_a_little_are_no_family() {
        let reports = [((0, 1), 0.3), ((0, 2), 0.4), ((0, 3), 0.2), ((1, 2), 0.5), ((1, 3), 0.6), ((2, 3), 0.4)];
        check(4, &reports, &[]);
    }

    #[test]
    fn two_families_of_one_story_stay_apart() {
        let ties = [((0, 1), 0.9), ((0, 2), 0.2), ((0, 3), 0.0), ((1, 2), 0.3), ((1, 3), 0.1), ((2, 3), 0.8)];
        check(4, &ties, &[&[0, 1], &[2, 3]]);
    }

    #[test]
    fn a_pair_beside_others_must_be_certain() {
        check(2, &[((0, 1), 0.5)], &[&[0, 1]]);
        check(3, &[((0, 1), 0.7), ((0, 2), 0.0), ((1, 2), 0.0)], &[]);
    }

    #[test]
    fn two_families_that_may_be_one_are_doubted_once() {
        let ties = [((0, 1), 0.9), ((0, 2), 0.3), ((1, 2), 0.4), ((1, 3), 0.1), ((2, 3), 0.2)];
        assert_eq!(doubts(4, &ties, &[vec![0, 1]]), [((1, 2), 0.4)]);
    }

    #[test]
    fn families_join_through_a_third() {
        check(5, &[((0, 2), 0.8), ((2, 4), 0.8), ((3, 4), 0.9)], &[&[0, 2, 3, 4]]);
    }
}
