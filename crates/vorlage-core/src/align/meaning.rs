//! Which sentences of two documents mean the same, by their vectors.
//!
//! In: the vectors of both documents' sentences. Out: pairs of sentences that are each other's best by margin and near enough.
//! Cost: the product of the counts of sentences; memory the same.
//! **Source:** `vorlage_embed::score`; thresholds as measured there and in `docs/decisions/0013-lineage-with-the-model.md`.

use std::ops::Range;
use vorlage_embed::{
    Vectors,
    score::{cosine, mutual_best},
};
use vorlage_model::Lang;

/// Least cosine of sentences in two languages: of random pairs of news documents one in a hundred has more than one in twelve of its
/// sentences matched at it, of translations 95 in a hundred have more than half.
const TRANSLATED: f32 = 0.4;
/// Least cosine of sentences in one language: below it sentences of one event match that do not say the same.
const REWORDED: f32 = 0.6;
/// A neighbour belongs to a link where both together are nearer to the other side by so much.
const NEARER: f32 = 0.02;

/// The vectors of two documents' sentences, and which are each other's best.
#[derive(Debug)]
pub struct Meaning<'a> {
    a: &'a Vectors,
    b: &'a Vectors,
    links: Vec<(usize, usize, f64)>,
}

impl<'a> Meaning<'a> {
    /// Compares the sentences of two documents in the languages given.
    #[must_use]
    pub fn new(a: &'a Vectors, b: &'a Vectors, languages: [Option<Lang>; 2]) -> Self {
        let least = if languages[0] == languages[1] { REWORDED } else { TRANSLATED };
        let near = mutual_best(a, b, a, b).into_iter().filter(|m| m.similarity >= least);
        Self { a, b, links: near.map(|m| (m.left, m.right, f64::from(m.similarity))).collect() }
    }

    /// Sentences that are each other's best, with their cosine, in order of the first document.
    pub fn links(&self) -> impl Iterator<Item = (usize, usize, f64)> + '_ {
        self.links.iter().copied()
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
