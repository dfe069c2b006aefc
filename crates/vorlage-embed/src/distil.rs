//! What a model learns from text: the means of its vectors, and the static table.
//!
//! In: sentences with their languages. Out: means of all languages and of each; for each token that is not too rare a vector, such that
//! the bag of a sentence's tokens comes near its centred vector. Deterministic. Cost: the sentences are encoded once; then two passes over
//! their tokens for each of [`ROUNDS`]. Memory: about 8 kB a token type, 3 kB a sentence.
//!
//! The table solves a ridge regression, `min |B T - Y|^2 + RIDGE |T|^2`: a row of B is a sentence's bag, its tokens weighted by smooth
//! inverse frequency and brought to length 1, a row of Y its centred vector. Conjugate gradients, all columns side by side.
//! **Source:** Arora et al., "A simple but tough-to-beat baseline", 2017 (weights); Hestenes and Stiefel, 1952 (conjugate gradients).

use crate::means::Means;
use crate::table::Learned;
use crate::{Model, Vectors};
use rayon::prelude::*;
use vorlage_model::Lang;

/// Sentences that are encoded between two reports.
const REPORT: usize = 1024;
/// Tokens in fewer sentences than this have no vector.
const LEAST_SENTENCES: u32 = 2;
/// The frequency at which a token weighs half (Arora et al.).
const SMOOTH: f64 = 1e-3;
/// Weight of the penalty, set once, not tuned (docs/decisions/0012-encoder.md has what it reaches).
const RIDGE: f32 = 0.3;
/// Rounds of conjugate gradients, set once, not tuned.
const ROUNDS: usize = 15;
/// Most tokens of a sentence that are looked at.
const MOST_TOKENS: usize = 512;

/// What was learned.
#[derive(Debug)]
pub struct Distilled {
    /// The section `means`.
    pub means: Vec<u8>,
    /// The section `static`.
    pub table: Vec<u8>,
    /// Tokens that have a vector of their own.
    pub types: usize,
}

/// Learns from sentences; `step` is told what is done, how far, of how much.
#[must_use]
pub fn distil(
    model: &Model,
    sentences: &[(&str, Option<Lang>)],
    step: &dyn Fn(&'static str, usize, usize),
) -> Distilled {
    let dimensions = model.about().shape.hidden;
    let mut vectors = Vectors { dimensions, numbers: Vec::new() };
    for (done, some) in sentences.chunks(REPORT).enumerate() {
        step("encode", done * REPORT, sentences.len());
        vectors.numbers.extend(model.embed(&some.iter().map(|(text, _)| *text).collect::<Vec<_>>()).numbers);
    }
    let languages: Vec<Option<Lang>> = sentences.iter().map(|(_, lang)| *lang).collect();
    let means = Means::of(&vectors, &languages);
    vectors.numbers.par_chunks_exact_mut(dimensions).zip(&languages).for_each(|(row, lang)| means.centre(row, *lang));
    let bags = Bags::of(model, sentences);
    let table = bags.learned(&vectors, step);
    Distilled { means: means.write(), types: table.tokens.len(), table: table.write() }
}

/// A sparse matrix by rows: for each the columns and values of what is not zero.
type Sparse = Vec<Vec<(u32, f32)>>;

/// Bags of tokens.
struct Bags {
    tokens: Vec<u32>,
    weights: Vec<f32>,
    /// By sentence.
    bags: Sparse,
    /// The same by token.
    turned: Sparse,
}

impl Bags {
    fn of(model: &Model, sentences: &[(&str, Option<Lang>)]) -> Self {
        let texts: Vec<Vec<u32>> = sentences.par_iter().map(|(text, _)| model.tokens(text, MOST_TOKENS)).collect();
        let (mut sums, mut seen) = (vec![0u32; model.about().shape.words], vec![0u32; model.about().shape.words]);
        for text in &texts {
            text.iter().for_each(|&t| sums[t as usize] += 1);
            let mut types = text.clone();
            types.sort_unstable();
            types.dedup();
            types.iter().for_each(|&t| seen[t as usize] += 1);
        }
        let all: f64 = sums.iter().map(|&s| f64::from(s)).sum();
        let tokens: Vec<u32> = (0..seen.len() as u32).filter(|&t| seen[t as usize] >= LEAST_SENTENCES).collect();
        let weight = |&t: &u32| (SMOOTH / (SMOOTH + f64::from(sums[t as usize]) / all)) as f32;
        let weights: Vec<f32> = tokens.iter().map(weight).collect();
        let bags: Sparse = texts.par_iter().map(|text| bag(text, &tokens, &weights)).collect();
        let mut turned: Sparse = vec![Vec::new(); tokens.len()];
        for (sentence, bag) in bags.iter().enumerate() {
            bag.iter().for_each(|&(t, value)| turned[t as usize].push((sentence as u32, value)));
        }
        Self { tokens, weights, bags, turned }
    }

    /// Solves `(BtB + RIDGE) T = BtY`.
    fn learned(self, targets: &Vectors, step: &dyn Fn(&'static str, usize, usize)) -> Learned {
        let width = targets.dimensions;
        let mut rest = multiply(&self.turned, &targets.numbers, width);
        let mut solution = vec![0f32; rest.len()];
        let mut direction = rest.clone();
        let mut lengths = column_products(&rest, &rest, width);
        for round in 0..ROUNDS {
            step("learn", round, ROUNDS);
            let mut image = multiply(&self.turned, &multiply(&self.bags, &direction, width), width);
            image.par_iter_mut().zip(&direction).for_each(|(i, d)| *i += RIDGE * d);
            let along = column_products(&direction, &image, width);
            let ratio = |a: &[f64], b: &[f64]| -> Vec<f32> {
                a.iter().zip(b).map(|(a, b)| if *b > 0.0 { (a / b) as f32 } else { 0.0 }).collect()
            };
            let by = ratio(&lengths, &along);
            add_columns(&mut solution, &direction, &by, 1.0);
            add_columns(&mut rest, &image, &by, -1.0);
            let next = column_products(&rest, &rest, width);
            let keep = ratio(&next, &lengths);
            lengths = next;
            direction.par_chunks_exact_mut(width).zip(rest.par_chunks_exact(width)).for_each(|(direction, rest)| {
                direction.iter_mut().zip(rest).zip(&keep).for_each(|((d, r), k)| *d = r + k * *d);
            });
        }
        Learned { dimensions: width, tokens: self.tokens, weights: self.weights, vectors: solution }
    }
}

/// The weighted tokens of a text by their place among `tokens`, brought to length 1.
fn bag(text: &[u32], tokens: &[u32], weights: &[f32]) -> Vec<(u32, f32)> {
    let mut places: Vec<usize> = text.iter().filter_map(|t| tokens.binary_search(t).ok()).collect();
    places.sort_unstable();
    let runs = places.chunk_by(|a, b| a == b);
    let mut bag: Vec<(u32, f32)> = runs.map(|run| (run[0] as u32, weights[run[0]] * run.len() as f32)).collect();
    let length = bag.iter().map(|(_, value)| value * value).sum::<f32>().sqrt();
    bag.iter_mut().for_each(|(_, value)| *value /= length);
    bag
}

/// A sparse matrix times a dense one of `width` columns.
fn multiply(sparse: &Sparse, dense: &[f32], width: usize) -> Vec<f32> {
    let mut out = vec![0f32; sparse.len() * width];
    out.par_chunks_exact_mut(width).zip(sparse).for_each(|(out, row)| {
        for &(column, value) in row {
            let dense = &dense[column as usize * width..][..width];
            out.iter_mut().zip(dense).for_each(|(out, d)| *out += value * d);
        }
    });
    out
}

/// For each column the product of two matrices' columns; summed by rows in order.
fn column_products(a: &[f32], b: &[f32], width: usize) -> Vec<f64> {
    let mut sums = vec![0f64; width];
    for (a, b) in a.chunks_exact(width).zip(b.chunks_exact(width)) {
        sums.iter_mut().zip(a.iter().zip(b)).for_each(|(sum, (a, b))| *sum += f64::from(a * b));
    }
    sums
}

/// Adds `sign` times `by` times the columns of `what` to those of `to`.
fn add_columns(to: &mut [f32], what: &[f32], by: &[f32], sign: f32) {
    let width = by.len();
    to.par_chunks_exact_mut(width).zip(what.par_chunks_exact(width)).for_each(|(to, what)| {
        to.iter_mut().zip(what).zip(by).for_each(|((to, w), by)| *to += sign * by * w);
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::{Bytes, Container};
    use crate::import::assemble::attach;
    use crate::{sample, score};

    #[test]
    fn static_vectors_come_near_the_encoded_ones() {
        let model = sample::model(5);
        let words = ["cat", "dog", "the", "a", "eating", "zebra", "quiz", "fox", "jumps", "over"];
        let texts: Vec<String> =
            (0..400).map(|i| format!("{} {} {}", words[i % 10], words[i / 7 % 10], words[i / 31 % 10])).collect();
        let sentences: Vec<(&str, Option<Lang>)> = texts.iter().map(|t| (t.as_str(), Some(Lang::EN))).collect();
        let learned = distil(&model, &sentences, &|_, _, _| ());
        assert_eq!(learned.table, distil(&model, &sentences, &|_, _, _| ()).table);
        let container = Container::read(Bytes::copied(&sample::imported(5)), "sample".to_owned()).unwrap();
        let bytes = attach(&container, &[("means", learned.means), ("static", learned.table)], &[]).unwrap();
        let model = Model::from_bytes(&bytes, "sample").unwrap();
        let table = model.static_vectors(&texts).expect("a table was learned");
        let mut vectors = model.embed(&texts);
        vectors.numbers.chunks_exact_mut(sample::HIDDEN).for_each(|row| model.means().centre(row, Some(Lang::EN)));
        let mean: f32 = table.rows().zip(vectors.rows()).map(|(a, b)| score::cosine(a, b)).sum::<f32>() / 400.0;
        assert!(mean > 0.7, "{mean}");
    }
}
