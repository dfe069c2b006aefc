//! Versions of one page stand in a line.
//!
//! Where copies of a dispatch form a star and rewritings a tree, a page has one version after the other. So a family of
//! versions is not given its best forest but the line with the greatest sum of steps: the order of all versions is settled
//! together, and with it which of them is the first.
//!
//! In: a score for each step from one version to the next. Out: parents, and how probable each step is among the line and all
//! lines one move away; a move takes a part of the line out and puts it in elsewhere, either way round. Cost: O(n⁴) a round, where
//! n is bounded by the core of a family.
//!
//! **Source:** `docs/decisions/0007-lineage-without-a-model.md`.

use super::forest::{Forest, Marginals};
use crate::number::exp;

/// Fewest documents of a line; two are a pair, for which other signs speak.
const FEWEST: usize = 3;
/// Mean share of a pair that counts as versions of one page from which a family is a line: most of it, well above what chains of
/// rewritings show (half of those measured have less than .2, one in ten more than .4).
const VERSIONS: f64 = 0.6;
/// A gain below this is none, so that rounding never moves anything.
const LEAST_GAIN: f64 = 1e-9;

/// The scores of the steps of a family of `n` documents.
#[derive(Debug, Clone)]
pub(super) struct Steps {
    n: usize,
    /// Earlier by later, row by row; minus infinity where one cannot follow the other.
    scores: Vec<f64>,
    /// Sum over the pairs: versions of one page, 0..1 each.
    light: f64,
}

/// Added to a step that people settled: more than all others of a line together.
const RULED: f64 = 1e5;

/// An order of documents, the first version first.
type Order = Vec<usize>;

impl Steps {
    /// No steps yet.
    pub(super) fn new(n: usize) -> Self {
        Self { n, scores: vec![f64::NEG_INFINITY; n * n], light: 0.0 }
    }

    /// Sets both directions of a pair.
    pub(super) fn set(&mut self, i: usize, j: usize, (forth, back): (f64, f64), light: f64) {
        self.scores[i * self.n + j] = forth;
        self.scores[j * self.n + i] = back;
        self.light += light;
    }

    /// Makes steps outweigh all that speaks against them, or for them.
    pub(super) fn lean(&mut self, must: impl Fn(usize, usize) -> bool, may_not: impl Fn(usize, usize) -> bool) {
        for from in 0..self.n {
            for to in (0..self.n).filter(|&to| to != from) {
                let by = f64::from(u8::from(must(from, to))) - f64::from(u8::from(may_not(from, to)));
                self.scores[from * self.n + to] += RULED * by;
            }
        }
    }

    /// Tells whether the family is a line of versions: any may follow any, and most pairs are versions.
    pub(super) fn are_versions(&self) -> bool {
        let pairs = self.n * self.n.saturating_sub(1) / 2;
        let any = (0..self.n * self.n).all(|at| at / self.n == at % self.n || self.scores[at].is_finite());
        self.n >= FEWEST && any && self.light >= VERSIONS * pairs as f64
    }

    fn step(&self, from: usize, to: usize) -> f64 {
        self.scores[from * self.n + to]
    }

    fn total(&self, order: &[usize]) -> f64 {
        order.windows(2).map(|step| self.step(step[0], step[1])).sum()
    }

    /// The best line: parents by document, and the probability of each step.
    pub(super) fn line(&self) -> (Forest, Marginals) {
        let mut order = self.first_guess();
        let mut value = self.total(&order);
        for _ in 0..self.n * self.n {
            let mut better: Option<(f64, Order)> = None;
            moves(&order, &mut |moved| {
                let total = self.total(moved);
                if total > better.as_ref().map_or(value + LEAST_GAIN, |b| b.0) {
                    better = Some((total, moved.to_vec()));
                }
            });
            let Some(step) = better else { break };
            (value, order) = step;
        }
        let mut parents = vec![None; self.n];
        for step in order.windows(2) {
            parents[step[1]] = Some(step[0]);
        }
        (parents, self.probable(&order, value))
    }

    /// The line that grows at its end by the best step.
    fn first_guess(&self) -> Order {
        let mut order: Order = (0..self.n).take(1).collect();
        while order.len() < self.n {
            let (first, last) = (order[0], order[order.len() - 1]);
            let rest = (0..self.n).filter(|d| !order.contains(d));
            let ends = rest.flat_map(|d| [(self.step(last, d), false, d), (self.step(d, first), true, d)]);
            let Some((_, before, document)) = ends.reduce(|best, end| if end.0 > best.0 { end } else { best }) else {
                break;
            };
            order.insert(if before { 0 } else { order.len() }, document);
        }
        order
    }

    /// How probable each step and each first version is among a line and its neighbours.
    fn probable(&self, order: &[usize], value: f64) -> Marginals {
        let n = self.n;
        let (mut edges, mut roots, mut all) = (vec![0.0; n * n], vec![0.0; n], 0.0);
        let mut count = |line: &[usize], weight: f64| {
            all += weight;
            roots[line[0]] += weight;
            for step in line.windows(2) {
                edges[step[0] * n + step[1]] += weight;
            }
        };
        count(order, 1.0);
        moves(order, &mut |moved| count(moved, exp((self.total(moved) - value).min(0.0))));
        let share = |sums: Vec<f64>| sums.into_iter().map(|sum| sum / all).collect();
        Marginals::of(n, share(edges), share(roots))
    }
}

/// Offers every order that is one move away: each part of the line, put in further on, or turned round anywhere.
fn moves(order: &[usize], offer: &mut impl FnMut(&[usize])) {
    let n = order.len();
    for begin in 0..n {
        for end in begin + 1..=n {
            let part = &order[begin..end];
            let rest: Order = [&order[..begin], &order[end..]].concat();
            for at in 0..=rest.len() {
                if at > begin {
                    offer(&[&rest[..at], part, &rest[at..]].concat());
                }
                if part.len() > 2 || (part.len() == 2 && at != begin) {
                    let turned: Order = part.iter().rev().copied().collect();
                    offer(&[&rest[..at], &turned, &rest[at..]].concat());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Steps cost the distance of two places on a straight road, and a little more the wrong way.
    fn road(places: &[f64]) -> Steps {
        let mut steps = Steps::new(places.len());
        for i in 0..places.len() {
            for j in i + 1..places.len() {
                let far = places[j] - places[i];
                steps.set(i, j, (-far.abs() + 0.1 * far, -far.abs() - 0.1 * far), 1.0);
            }
        }
        steps
    }

    #[test]
    fn versions_stand_in_the_order_of_their_growth() {
        let (parents, _) = road(&[3.0, 1.0, 4.0, 2.0, 5.0]).line();
        assert_eq!(parents, vec![Some(3), None, Some(0), Some(1), Some(2)]);
    }

    #[test]
    fn a_line_holds_every_version_once_after_any_move() {
        moves(&[4, 2, 0, 1, 3], &mut |moved| {
            let mut sorted = moved.to_vec();
            sorted.sort_unstable();
            assert_eq!(sorted, vec![0, 1, 2, 3, 4]);
            assert_ne!(moved, [4, 2, 0, 1, 3]);
        });
    }

    #[test]
    fn probabilities_into_a_version_add_up_to_one() {
        let (_, probable) = road(&[0.0, 5.0, 7.0, 20.0]).line();
        for child in 0..4 {
            let sum: f64 = probable.root(child) + (0..4).map(|p| probable.edge(p, child)).sum::<f64>();
            assert!((sum - 1.0).abs() < 1e-9);
        }
        assert!(probable.edge(0, 1) > probable.edge(1, 0));
    }

    #[test]
    fn only_families_of_versions_are_lines() {
        assert!(road(&[0.0, 1.0, 2.0]).are_versions());
        assert!(!road(&[0.0, 1.0]).are_versions());
        let mut rewritings = Steps::new(3);
        for (i, j) in [(0, 1), (0, 2), (1, 2)] {
            rewritings.set(i, j, (0.0, 0.0), 0.4);
        }
        assert!(!rewritings.are_versions());
    }
}
