//! Which sentences of two documents mean the same, by their vectors.
//!
//! In: the vectors of both documents' sentences. Out: pairs of sentences that are each other's best by margin and near enough.
//! Cost: the product of the counts of sentences; memory the same.
//! **Source:** `vorlage_embed::score`; thresholds as measured there and in `docs/decisions/0013-lineage-with-the-model.md`.

use std::ops::Range;
use vorlage_embed::{
    Vectors,
    score::{Match, cosine, mutual_best},
};
use vorlage_model::Lang;

/// Cosine from which on a sentence has an answer: of random pairs of news documents in two languages one in a hundred has more than
/// one in twelve of its sentences answered, of translations 95 in a hundred have more than half.
const ANSWERED: f32 = 0.4;
/// Least cosine of sentences in one language: below it sentences of one event match that do not say the same.
const REWORDED: f32 = 0.6;
/// Sentences by which two documents are seen to tell of one event.
const TOLD_BY: usize = 5;
/// A neighbour belongs to a link where both together are nearer to the other side by so much.
const NEARER: f32 = 0.02;

/// The vectors of two documents' sentences, and which are each other's best.
#[derive(Debug)]
pub struct Meaning<'a> {
    a: &'a Vectors,
    b: &'a Vectors,
    one_language: bool,
    answers: Vec<Match>,
}

impl<'a> Meaning<'a> {
    /// Compares the sentences of two documents in the languages given.
    #[must_use]
    pub fn new(a: &'a Vectors, b: &'a Vectors, languages: [Option<Lang>; 2]) -> Self {
        let answers = mutual_best(a, b, a, b).into_iter().filter(|m| m.similarity >= ANSWERED).collect();
        Self { a, b, one_language: languages[0] == languages[1], answers }
    }

    /// Sentences that answer each other: each other's best by margin, in order of the first document.
    pub fn answers(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.answers.iter().map(|m| (m.left, m.right))
    }

    /// Those that say the same, with their cosine.
    pub(super) fn links(&self) -> impl Iterator<Item = (usize, usize, f64)> + '_ {
        let least = if self.one_language { REWORDED } else { ANSWERED };
        let near = self.answers.iter().filter(move |m| m.similarity >= least);
        near.map(|m| (m.left, m.right, f64::from(m.similarity)))
    }

    /// How much nearer sentences of two ranges are to each other than to what is else near them: the greatest ratio margin of a pair that
    /// answers each other; about 1 for sentences that only share a subject. `None` where none of them do.
    #[must_use]
    pub fn margin(&self, a: Range<usize>, b: Range<usize>) -> Option<f64> {
        let within = self.answers.iter().filter(|m| a.contains(&m.left) && b.contains(&m.right));
        within.map(|m| f64::from(m.margin)).reduce(f64::max)
    }

    /// Sentences of the shorter and of the longer document.
    #[must_use]
    pub fn sentences(&self) -> (usize, usize) {
        (self.a.len().min(self.b.len()), self.a.len().max(self.b.len()))
    }

    /// Shares of the sentences of the shorter and of the longer document to which the other says nothing near; 1 without sentences.
    #[must_use]
    pub fn unanswered(&self) -> (f64, f64) {
        let (shorter, longer) = if self.a.len() <= self.b.len() { (self.a, self.b) } else { (self.b, self.a) };
        (alone(shorter, longer), alone(longer, shorter))
    }

    /// Mean cosine of the sentences that have the nearest answer, [`TOLD_BY`] of either document, 0..1; 0 without sentences.
    #[must_use]
    pub fn nearest(&self) -> f64 {
        let mut best: Vec<f32> = nearest_answers(self.a, self.b);
        best.extend(nearest_answers(self.b, self.a));
        best.sort_unstable_by(|x, y| y.total_cmp(x));
        best.truncate(TOLD_BY);
        f64::from(best.iter().sum::<f32>().max(0.0)) / best.len().max(1) as f64
    }

    /// Cosine of what two ranges of sentences mean together, 0..1; 0 where a vector is missing.
    pub(super) fn similarity(&self, a: Range<usize>, b: Range<usize>) -> f64 {
        f64::from(together(self.a, a, self.b, b).clamp(0.0, 1.0))
    }

    /// Whether more sentences of the first document are nearer to one of the second than those held already.
    pub(super) fn joins_a(&self, grown: Range<usize>, held: Range<usize>, b: usize) -> bool {
        together(self.a, grown, self.b, b..b + 1) > together(self.a, held, self.b, b..b + 1) + NEARER
    }

    /// The same, the other way round.
    pub(super) fn joins_b(&self, grown: Range<usize>, held: Range<usize>, a: usize) -> bool {
        together(self.b, grown, self.a, a..a + 1) > together(self.b, held, self.a, a..a + 1) + NEARER
    }
}

/// For each vector the cosine of the nearest of the others.
fn nearest_answers(vectors: &Vectors, others: &Vectors) -> Vec<f32> {
    let nearest = |row: &[f32]| others.rows().map(|other| cosine(row, other)).max_by(f32::total_cmp);
    vectors.rows().filter_map(nearest).collect()
}

/// Share of vectors that are near to none of the others.
fn alone(vectors: &Vectors, others: &Vectors) -> f64 {
    let has_answer = |row: &&[f32]| others.rows().any(|other| cosine(row, other) >= ANSWERED);
    let answered = vectors.rows().filter(has_answer).count();
    1.0 - answered as f64 / vectors.len().max(1) as f64
}

/// Cosine of the sums of two ranges of vectors; 0 where one is missing.
fn together(left: &Vectors, l: Range<usize>, right: &Vectors, r: Range<usize>) -> f32 {
    if l.end > left.len() || r.end > right.len() {
        return 0.0;
    }
    let (one, other) = (sum(left, l), sum(right, r));
    let length = (cosine(&one, &one) * cosine(&other, &other)).sqrt();
    if length > 0.0 { cosine(&one, &other) / length } else { 0.0 }
}

fn sum(vectors: &Vectors, range: Range<usize>) -> Vec<f32> {
    let mut out = vec![0.0; vectors.dimensions];
    for at in range {
        out.iter_mut().zip(vectors.row(at)).for_each(|(sum, x)| *sum += x);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Vectors of 16 numbers with `values` at their first places, brought to length 1.
    fn vectors(rows: &[&[f32]]) -> Vectors {
        let numbers = rows.iter().flat_map(|row| (0..16).map(|i| row.get(i).copied().unwrap_or(0.0))).collect();
        let mut out = Vectors { dimensions: 16, numbers };
        out.bring_to_length_one();
        out
    }

    /// Sentences that say the same, in the languages given.
    fn check(languages: [Lang; 2], a: &[&[f32]], b: &[&[f32]], expected: &[(usize, usize)]) {
        let (a, b) = (vectors(a), vectors(b));
        let meaning = Meaning::new(&a, &b, languages.map(Some));
        assert_eq!(meaning.links().map(|(i, j, _)| (i, j)).collect::<Vec<_>>(), expected);
    }

    const DISTANT: &[&[f32]] = &[&[1.0, 1.6], &[0.0, 0.0, 1.0]];
    const PLAIN: &[&[f32]] = &[&[0.0, 0.0, 1.0, 0.1], &[1.0]];

    #[test]
    fn translated_sentences_may_be_further_apart_than_rewritten_ones() {
        check([Lang::EN, Lang::DE], DISTANT, PLAIN, &[(0, 1), (1, 0)]);
        check([Lang::EN, Lang::EN], DISTANT, PLAIN, &[(1, 0)]);
    }

    #[test]
    fn a_margin_is_that_of_sentences_that_answer_each_other() {
        let (a, b) = (vectors(DISTANT), vectors(PLAIN));
        let meaning = Meaning::new(&a, &b, [None, None]);
        assert!(meaning.margin(1..2, 0..1).is_some_and(|margin| margin > 1.0));
        assert_eq!(meaning.margin(0..1, 0..1), None);
    }

    #[test]
    fn what_has_no_answer_is_counted_on_either_side() {
        let (a, b) = (vectors(&[&[1.0], &[0.0, 1.0]]), vectors(&[&[1.0], &[0.0, 0.0, 1.0], &[0.0, 0.0, 0.0, 1.0]]));
        let meaning = Meaning::new(&a, &b, [None, None]);
        let (shorter, longer) = meaning.unanswered();
        assert_eq!((meaning.sentences(), shorter, (longer * 3.0).round()), ((2, 3), 0.5, 2.0));
        assert_eq!(meaning.nearest(), 0.4, "two sentences of five answer each other");
    }

    #[test]
    fn two_sentences_together_may_be_nearer_than_one() {
        let (a, b) = (vectors(&[&[1.0], &[0.0, 1.0], &[0.0, 0.0, 1.0]]), vectors(&[&[1.0, 0.8]]));
        let meaning = Meaning::new(&a, &b, [None, None]);
        assert!(meaning.joins_a(0..2, 0..1, 0));
        assert!(!meaning.joins_a(0..3, 0..2, 0));
        assert!(!meaning.joins_a(2..4, 2..3, 0), "a sentence without a vector joins nothing");
    }
}
