//! Versions of one page stand in a line.
//!
//! The best forest over near-identical versions branches wherever two of them are equally near to a third. A page has one
//! version after the other, so a second child among versions costs something, and the forest is improved by moves: another
//! parent, a turned path, a document taken out and put in between.
//!
//! In: a forest and the scores. Out: a forest that no move improves. Cost: O(n⁴) a round for up to [`MOST`] documents.

use super::forest::{Forest, Scores};

/// Most documents of a family that are improved.
const MOST: usize = 24;
/// Cost of a second child among versions. From 2 up edges and direction in chains of revisions gain about one point and other
/// families change by less than half; see the decision note on lineage.
const SECOND_CHILD: f64 = 4.0;
/// A gain below this is none, so that rounding never moves anything.
const LEAST_GAIN: f64 = 1e-9;

/// Improves a forest.
pub(super) fn improve(mut forest: Forest, scores: &Scores) -> Forest {
    if forest.len() > MOST {
        return forest;
    }
    let mut value = total(&forest, scores);
    for _ in 0..4 * forest.len() {
        let mut better: Option<(f64, Forest)> = None;
        moves(&forest, &mut |moved| {
            let moved_value = total(moved, scores);
            if moved_value > better.as_ref().map_or(value + LEAST_GAIN, |b| b.0) {
                better = Some((moved_value, moved.clone()));
            }
        });
        let Some(step) = better else { break };
        (value, forest) = step;
    }
    forest
}

/// The sum of the scores less the cost of second children.
fn total(forest: &Forest, scores: &Scores) -> f64 {
    let mut sum = 0.0;
    let mut children = vec![(0.0, 0.0f64); forest.len()];
    for (child, parent) in forest.iter().enumerate() {
        sum += parent.map_or(scores.root, |p| scores.edge(p, child));
        if let Some(p) = *parent {
            children[p].0 += scores.light(p, child);
            children[p].1 = children[p].1.max(scores.light(p, child));
        }
    }
    sum - SECOND_CHILD * children.iter().map(|(all, most)| all - most).sum::<f64>()
}

/// Offers every forest that is one move away.
fn moves(forest: &Forest, offer: &mut impl FnMut(&Forest)) {
    for document in 0..forest.len() {
        other_parent(forest, document, offer);
        turned_path(forest, document, offer);
        taken_out(forest, document, offer);
    }
}

fn other_parent(forest: &Forest, document: usize, offer: &mut impl FnMut(&Forest)) {
    let mut moved = forest.clone();
    for parent in std::iter::once(None).chain((0..forest.len()).map(Some)) {
        if parent != forest[document] && parent.is_none_or(|p| !below(forest, p, document)) {
            moved[document] = parent;
            offer(&moved);
        }
    }
}

/// Turns each path that leads up from a document.
fn turned_path(forest: &Forest, document: usize, offer: &mut impl FnMut(&Forest)) {
    let mut moved = forest.clone();
    let mut at = document;
    while let Some(parent) = forest[at] {
        moved[document] = forest[parent];
        moved[parent] = Some(at);
        offer(&moved);
        at = parent;
    }
}

/// Takes a document out, its children falling to its parent, and puts it above or below each other document.
fn taken_out(forest: &Forest, document: usize, offer: &mut impl FnMut(&Forest)) {
    let up = forest[document];
    let rest: Forest = forest.iter().map(|p| if *p == Some(document) { up } else { *p }).collect();
    for other in (0..forest.len()).filter(|&o| o != document) {
        let mut moved = rest.clone();
        moved[document] = rest[other];
        moved[other] = Some(document);
        offer(&moved);
        let mut moved = rest.clone();
        moved[document] = Some(other);
        offer(&moved);
    }
}

/// Tells whether `at` is `top` or descends from it.
fn below(forest: &Forest, mut at: usize, top: usize) -> bool {
    loop {
        if at == top {
            return true;
        }
        match forest[at] {
            Some(parent) => at = parent,
            None => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_that_are_equally_near_stand_in_a_line() {
        let mut scores = Scores::new(3, -5.0);
        scores.set(0, 1, (2.0, 0.0), 1.0);
        scores.set(0, 2, (1.5, 0.0), 1.0);
        scores.set(1, 2, (1.4, 0.0), 1.0);
        assert_eq!(improve(vec![None, Some(0), Some(0)], &scores), vec![None, Some(0), Some(1)]);
    }

    #[test]
    fn rewritings_may_branch() {
        let mut scores = Scores::new(3, -5.0);
        scores.set(0, 1, (2.0, 0.0), 0.0);
        scores.set(0, 2, (1.5, 0.0), 0.0);
        scores.set(1, 2, (1.4, 0.0), 0.0);
        assert_eq!(improve(vec![None, Some(0), Some(0)], &scores), vec![None, Some(0), Some(0)]);
    }

    #[test]
    fn every_move_leaves_a_forest() {
        let forest = vec![None, Some(0), Some(1), Some(1), None];
        moves(&forest, &mut |moved| {
            for start in 0..moved.len() {
                let mut at = Some(start);
                for _ in 0..=moved.len() {
                    at = at.and_then(|a| moved[a]);
                }
                assert_eq!(at, None, "{moved:?}");
            }
        });
    }
}
