//! Which sentences say the same: scores over centred vectors, pure functions.
//!
//! Vectors are of length 1 and centred ([`crate::means::Means::centre`]). The cosine of two sentences depends on how common their subject
//! is; the **ratio margin** divides it by the mean cosine of each with its nearest neighbours on the other side, taken over the whole
//! story. A pair that is each other's best by margin is a mutual best.
//!
//! Candidates are ordered by **cross-domain similarity local scaling**, which subtracts instead of dividing: sentences that are near to
//! everything (hubs) no longer fill the places of the right ones, and vectors whose cosines are small and noisy, as those of the static
//! table are, have no small number to be divided by.
//! **Source:** Conneau et al., "Word translation without parallel data", 2018 (local scaling); Artetxe and Schwenk, "Margin-based
//! parallel corpus mining", 2019 (ratio margin; k = 4 as there). On
//! 4,100 pairs of WMT22 and Tatoeba a prototype had F1 .873 by cosine, .969 by margin of centred vectors; docs/decisions/0012-encoder.md has
//! what this code reaches on NTREX-128.

use crate::Vectors;
use rayon::prelude::*;

/// Neighbours that a margin is taken against.
pub const NEIGHBOURS: usize = 4;
/// The least mean cosine that a margin divides by: below it sentences have no neighbours to speak of.
const LEAST_NEIGHBOURHOOD: f32 = 0.05;
/// Sentences up to this count in a window.
const WINDOW: usize = 2;

/// Sentences of one side that say the same as sentences of the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Match {
    /// Index on the left side.
    pub left: usize,
    /// Index on the right side.
    pub right: usize,
    /// Cosine of the centred vectors, -1..1.
    pub similarity: f32,
    /// Ratio margin; about 1 for unrelated sentences, 1.15 and more for translations.
    pub margin: f32,
}

/// The cosine of two vectors of length 1.
#[must_use]
pub fn cosine(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0f32; 16];
    for (a, b) in a.chunks(16).zip(b.chunks(16)) {
        for ((lane, &a), &b) in lanes.iter_mut().zip(a).zip(b) {
            *lane += a * b;
        }
    }
    lanes.iter().sum()
}

/// For every left sentence its mutual best on the right, where it has one; sorted by `left`.
///
/// `left_story` and `right_story` are the sentences that neighbours are taken from: those of the whole story on either side. Ties go to
/// the lower index. Empty where a side is empty. Cost: the product of the counts.
#[must_use]
pub fn mutual_best(left: &Vectors, right: &Vectors, left_story: &Vectors, right_story: &Vectors) -> Vec<Match> {
    let left_near = neighbourhoods(left, right_story);
    let right_near = neighbourhoods(right, left_story);
    let rows: Vec<Option<Match>> =
        (0..left.len()).into_par_iter().map(|l| best(l, left, right, &left_near, &right_near)).collect();
    let back: Vec<Option<Match>> =
        (0..right.len()).into_par_iter().map(|r| best(r, right, left, &right_near, &left_near)).collect();
    rows.into_iter().flatten().filter(|m| back[m.right].is_some_and(|back| back.right == m.left)).collect()
}

/// For every left sentence the indices of its `most` candidates on the right, best first, by local scaling.
///
/// The neighbours of a right sentence are taken from all on the left, so that the texts to be compared must be given together. Ties go to
/// the lower index. Cost: twice the product of the counts.
#[must_use]
pub fn candidates(left: &Vectors, right: &Vectors, most: usize) -> Vec<Vec<usize>> {
    let near = neighbourhoods(right, left);
    let rows: Vec<&[f32]> = left.rows().collect();
    rows.par_iter().map(|row| scaled_best(row, right, &near, most)).collect()
}

/// The indices of the `most` vectors nearest to one, less half of how near each is to its own neighbours: what is left of local scaling
/// where one side stays the same.
fn scaled_best(row: &[f32], to: &Vectors, near: &[f32], most: usize) -> Vec<usize> {
    let scaled = to.rows().zip(near).map(|(other, near)| cosine(row, other) - near / 2.0);
    let mut order: Vec<(f32, usize)> = scaled.zip(0..).collect();
    let by_value = |a: &(f32, usize), b: &(f32, usize)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    if most < order.len() {
        order.select_nth_unstable_by(most, by_value);
        order.truncate(most);
    }
    order.sort_unstable_by(by_value);
    order.into_iter().map(|(_, at)| at).collect()
}

/// The mean cosine of each vector with its nearest ones of the story.
#[must_use]
pub fn neighbourhoods(vectors: &Vectors, story: &Vectors) -> Vec<f32> {
    let rows: Vec<&[f32]> = vectors.rows().collect();
    let near = |row: &&[f32]| {
        let mut nearest = [f32::NEG_INFINITY; NEIGHBOURS];
        for other in story.rows() {
            let mut value = cosine(row, other);
            for place in &mut nearest {
                if value > *place {
                    std::mem::swap(place, &mut value);
                }
            }
        }
        let found: Vec<f32> = nearest.into_iter().filter(|n| n.is_finite()).collect();
        if found.is_empty() { 0.0 } else { found.iter().sum::<f32>() / found.len() as f32 }
    };
    rows.par_iter().map(near).collect()
}

/// The ratio margin of a cosine between two sentences with their neighbourhoods.
#[must_use]
pub fn margin(similarity: f32, left_near: f32, right_near: f32) -> f32 {
    similarity / f32::midpoint(left_near, right_near).max(LEAST_NEIGHBOURHOOD)
}

fn best(at: usize, from: &Vectors, to: &Vectors, from_near: &[f32], to_near: &[f32]) -> Option<Match> {
    let row = from.row(at);
    let scored = to.rows().zip(to_near).enumerate().map(|(right, (other, &near))| {
        let similarity = cosine(row, other);
        Match { left: at, right, similarity, margin: margin(similarity, from_near[at], near) }
    });
    scored.reduce(|a, b| if b.margin > a.margin { b } else { a })
}

/// Windows of one and of two neighbouring sentences, as index ranges: translations merge and split sentences.
#[must_use]
pub fn windows(sentences: usize) -> Vec<std::ops::Range<usize>> {
    (1..=WINDOW).flat_map(|width| (0..(sentences + 1).saturating_sub(width)).map(move |at| at..at + width)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Vectors of 16 numbers with `values` at their first places, brought to length 1.
    fn vectors(rows: &[&[f32]]) -> Vectors {
        let mut numbers = Vec::new();
        for row in rows {
            let length = row.iter().map(|x| x * x).sum::<f32>().sqrt();
            numbers.extend((0..16).map(|i| row.get(i).map_or(0.0, |x| x / length)));
        }
        Vectors { dimensions: 16, numbers }
    }

    #[test]
    fn each_finds_its_counterpart() {
        let left = vectors(&[&[1.0, 0.1], &[0.1, 1.0], &[0.0, 0.0, 1.0]]);
        let right = vectors(&[&[0.0, 1.0, 0.1], &[1.0, 0.0]]);
        let found = mutual_best(&left, &right, &left, &right);
        assert_eq!(found.iter().map(|m| (m.left, m.right)).collect::<Vec<_>>(), [(0, 1), (1, 0)]);
        assert!(found.iter().all(|m| m.margin > 1.0 && m.similarity > 0.9), "{found:?}");
    }

    #[test]
    fn a_sentence_near_to_everything_has_a_low_margin() {
        assert!(margin(0.6, 0.6, 0.6) < margin(0.6, 0.2, 0.3));
        let story = vectors(&[&[1.0, 0.1], &[1.0, 0.2], &[1.0, 0.3], &[0.0, 0.0, 1.0]]);
        let near = neighbourhoods(&story, &story);
        assert!(near[0] > near[3], "{near:?}");
    }

    #[test]
    fn a_hub_gives_way_to_the_right_candidate() {
        let left = vectors(&[&[1.0, 0.9, 0.0], &[0.0, 0.9, 1.0], &[1.0, -0.4, 0.9]]);
        // The first lies between all on the left; the others are near to one each.
        let right = vectors(&[&[1.0, 0.7, 1.0], &[1.0, 0.9, -1.5], &[-1.5, 0.9, 1.0]]);
        assert!(cosine(left.row(0), right.row(0)) > cosine(left.row(0), right.row(1)));
        let found = candidates(&left, &right, 2);
        assert_eq!((found.len(), found[0][0], found[1][0], found[2][0]), (3, 1, 2, 0));
        assert!(found.iter().all(|best| best.len() == 2));
        assert_eq!(candidates(&left, &right, 9)[0].len(), 3);
        assert!(candidates(&left, &vectors(&[]), 2).iter().all(Vec::is_empty));
    }

    #[test]
    fn nothing_matches_nothing() {
        let (some, none) = (vectors(&[&[1.0]]), vectors(&[]));
        assert!(mutual_best(&some, &none, &some, &none).is_empty());
        assert!(mutual_best(&none, &some, &none, &some).is_empty());
    }

    #[test]
    fn windows_are_of_one_and_two() {
        assert_eq!(windows(3), [0..1, 1..2, 2..3, 0..2, 1..3]);
        assert_eq!((windows(1).len(), windows(0).len()), (1, 0));
    }
}
