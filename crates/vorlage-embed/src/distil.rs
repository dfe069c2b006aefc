//! What a model learns: from its own words the static table, and from text a better one, and the means of its vectors.
//!
//! In: sentences with their languages, or none. Out: means of all languages and of each; for each token of the vocabulary a vector, such
//! that the weighted sum of a sentence's tokens comes near its encoded, centred vector. Deterministic. Cost: words and sentences are encoded
//! once; then two passes over the sentences' tokens for each of [`ROUNDS`]. Memory: 2 kB a token of the vocabulary, 8 kB one of the
//! sentences', 3 kB a sentence.
//!
//! A token's vector is that of its text alone, less the mean of all. Sentences change it by a ridge regression,
//! `min |B (s V + D) - Y|^2 + RIDGE |D|^2`: a row of B is a sentence's bag, its weighted tokens brought to length 1, a row of Y its centred
//! vector, V the vectors of the tokens alone, s what brings them nearest to Y. Conjugate gradients, all columns side by side.
//! **Source:** Tulkens and van Dongen, "Model2Vec", 2024 (vectors of the vocabulary alone); Hestenes and Stiefel, 1952 (conjugate gradients).

use crate::means::Means;
use crate::table::Learned;
use crate::{Model, Vectors};
use rayon::prelude::*;
use vorlage_model::Lang;

/// Texts that are encoded between two reports.
const REPORT: usize = 1024;
/// Weight of the penalty on leaving the vectors of the tokens alone: of 1 and 3, the better on half 0 of `translation/ntrex`.
const RIDGE: f32 = 1.0;
/// Rounds of conjugate gradients: six and ten do as well as each other.
const ROUNDS: usize = 6;
/// Most tokens of a sentence that are looked at.
const MOST_TOKENS: usize = 512;

/// What is told of the work: the stage, what is done, of how much.
pub type Step<'a> = &'a dyn Fn(&'static str, usize, usize);

/// What was learned.
#[derive(Debug)]
pub struct Distilled {
    /// The section `means`; `None` where there was no sentence.
    pub means: Option<Vec<u8>>,
    /// The section `static`.
    pub table: Vec<u8>,
    /// Tokens that have a vector of their own.
    pub types: usize,
}

/// Learns means and table, from no sentences the table alone.
#[must_use]
pub fn distil(model: &Model, sentences: &[(&str, Option<Lang>)], step: Step<'_>) -> Distilled {
    let mut table = of_words(model, step);
    let types = table.tokens.len();
    if sentences.is_empty() {
        return Distilled { means: None, table: table.write(), types };
    }
    let (means, vectors) = centred(model, sentences, step);
    Bags::of(model, sentences, &table.tokens).improve(&mut table.vectors, &vectors, step);
    Distilled { means: Some(means.write()), table: table.write(), types }
}

/// The section `means`, learned from sentences.
#[must_use]
pub fn means(model: &Model, sentences: &[(&str, Option<Lang>)], step: Step<'_>) -> Vec<u8> {
    centred(model, sentences, step).0.write()
}

/// The vectors of sentences less their means.
fn centred(model: &Model, sentences: &[(&str, Option<Lang>)], step: Step<'_>) -> (Means, Vectors) {
    let texts: Vec<&str> = sentences.iter().map(|(text, _)| *text).collect();
    let mut vectors = encoded(model, &texts, "encode", step);
    let languages: Vec<Option<Lang>> = sentences.iter().map(|(_, lang)| *lang).collect();
    let means = Means::of(&vectors, &languages);
    let rows = vectors.numbers.par_chunks_exact_mut(vectors.dimensions);
    rows.zip(&languages).for_each(|(row, lang)| means.centre(row, *lang));
    (means, vectors)
}

fn encoded(model: &Model, texts: &[&str], stage: &'static str, step: Step<'_>) -> Vectors {
    let mut vectors = Vectors { dimensions: model.about().shape.hidden, numbers: Vec::new() };
    for (done, some) in texts.chunks(REPORT).enumerate() {
        step(stage, done * REPORT, texts.len());
        vectors.numbers.extend(model.embed(some).numbers);
    }
    vectors
}

/// The vectors of the vocabulary's words alone, less their mean.
fn of_words(model: &Model, step: Step<'_>) -> Learned {
    let words = model.words();
    let texts: Vec<&str> = words.keys().map(String::as_str).collect();
    let mut vectors = encoded(model, &texts, "words", step);
    let mean = Means::of(&vectors, &vec![None; texts.len()]);
    vectors.numbers.par_chunks_exact_mut(vectors.dimensions).for_each(|row| mean.take(row, None));
    let mut rows: Vec<(u32, usize)> =
        words.values().enumerate().flat_map(|(at, tokens)| tokens.iter().map(move |&token| (token, at))).collect();
    rows.sort_unstable();
    rows.dedup_by_key(|(token, _)| *token);
    let numbers = rows.iter().flat_map(|&(_, at)| vectors.row(at)).copied().collect();
    Learned { dimensions: vectors.dimensions, tokens: rows.iter().map(|(token, _)| *token).collect(), vectors: numbers }
}

/// A sparse matrix by rows: for each the columns and values of what is not zero.
type Sparse = Vec<Vec<(u32, f32)>>;

/// Bags of tokens.
struct Bags {
    /// Places in the table of the tokens that sentences hold, ascending.
    places: Vec<usize>,
    /// By sentence.
    bags: Sparse,
    /// The same by token.
    turned: Sparse,
}

impl Bags {
    fn of(model: &Model, sentences: &[(&str, Option<Lang>)], tokens: &[u32]) -> Self {
        let texts: Vec<Vec<u32>> = sentences.par_iter().map(|(text, _)| model.tokens(text, MOST_TOKENS)).collect();
        let mut seen: Vec<u32> = texts.iter().flatten().copied().collect();
        seen.sort_unstable();
        seen.dedup();
        seen.retain(|token| tokens.binary_search(token).is_ok());
        let places = seen.iter().filter_map(|token| tokens.binary_search(token).ok()).collect();
        let weights: Vec<f32> = seen.iter().map(|&token| model.weight(token)).collect();
        let bags: Sparse = texts.par_iter().map(|text| bag(text, &seen, &weights)).collect();
        let mut turned: Sparse = vec![Vec::new(); seen.len()];
        for (sentence, bag) in bags.iter().enumerate() {
            bag.iter().for_each(|&(t, value)| turned[t as usize].push((sentence as u32, value)));
        }
        Self { places, bags, turned }
    }

    /// Brings the vectors of the table nearer to what the targets ask for.
    fn improve(&self, table: &mut [f32], targets: &Vectors, step: Step<'_>) {
        let width = targets.dimensions;
        let own: Vec<f32> = self.places.iter().flat_map(|at| &table[at * width..][..width]).copied().collect();
        let image = multiply(&self.bags, &own, width);
        let sum = |of: &[f64]| of.iter().sum::<f64>();
        let length = sum(&column_products(&image, &image, width));
        let scale = sum(&column_products(&image, &targets.numbers, width)) / length.max(f64::MIN_POSITIVE);
        table.par_iter_mut().for_each(|x| *x *= scale as f32);
        let left: Vec<f32> = targets.numbers.iter().zip(&image).map(|(y, x)| y - scale as f32 * x).collect();
        let learned = self.solved(&left, width, step);
        for (&at, learned) in self.places.iter().zip(learned.chunks_exact(width)) {
            table[at * width..][..width].iter_mut().zip(learned).for_each(|(x, d)| *x += d);
        }
    }

    /// Solves `(BtB + RIDGE) D = BtY`.
    fn solved(&self, targets: &[f32], width: usize, step: Step<'_>) -> Vec<f32> {
        let mut rest = multiply(&self.turned, targets, width);
        let mut solution = vec![0f32; rest.len()];
        let mut direction = rest.clone();
        let mut lengths = column_products(&rest, &rest, width);
        for round in 0..ROUNDS {
            step("learn", round, ROUNDS);
            let mut image = multiply(&self.turned, &multiply(&self.bags, &direction, width), width);
            image.par_iter_mut().zip(&direction).for_each(|(i, d)| *i += RIDGE * d);
            let along = column_products(&direction, &image, width);
            let by = ratios(&lengths, &along);
            add_columns(&mut solution, &direction, &by, 1.0);
            add_columns(&mut rest, &image, &by, -1.0);
            let next = column_products(&rest, &rest, width);
            let keep = ratios(&next, &lengths);
            lengths = next;
            direction.par_chunks_exact_mut(width).zip(rest.par_chunks_exact(width)).for_each(|(direction, rest)| {
                direction.iter_mut().zip(rest).zip(&keep).for_each(|((d, r), k)| *d = r + k * *d);
            });
        }
        solution
    }
}

/// One number by another, 0 where that is 0.
fn ratios(a: &[f64], b: &[f64]) -> Vec<f32> {
    a.iter().zip(b).map(|(a, b)| if *b > 0.0 { (a / b) as f32 } else { 0.0 }).collect()
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

    /// The sample with what it learned, and the mean cosine of static and encoded vectors.
    fn learned(texts: &[String], sentences: &[(&str, Option<Lang>)]) -> f32 {
        let model = sample::model(5);
        let learned = distil(&model, sentences, &|_, _, _| ());
        assert_eq!(learned.table, distil(&model, sentences, &|_, _, _| ()).table);
        let container = Container::read(Bytes::copied(&sample::imported(5)), "sample".to_owned()).unwrap();
        let bytes = attach(&container, &[("static", learned.table)], &[]).unwrap();
        let model = Model::from_bytes(&bytes, "sample").unwrap();
        let languages = vec![Some(Lang::EN); texts.len()];
        let mut table = model.static_vectors(texts, &languages);
        assert_eq!((table.len(), table.dimensions), (texts.len(), 2 * sample::HIDDEN));
        // The half that was learned is compared, centred by the same rule as the encoded vectors.
        table.numbers = table.rows().flat_map(|row| row[sample::HIDDEN..].to_vec()).collect();
        table.dimensions = sample::HIDDEN;
        table.bring_to_length_one();
        let mut vectors = model.embed(texts);
        crate::means::centre_together(&mut vectors, sample::HIDDEN, &languages);
        table.rows().zip(vectors.rows()).map(|(a, b)| score::cosine(a, b)).sum::<f32>() / texts.len() as f32
    }

    #[test]
    fn static_vectors_come_near_the_encoded_ones() {
        let words = ["cat", "dog", "the", "a", "eating", "zebra", "quiz", "fox", "jumps", "over"];
        let texts: Vec<String> =
            (0..400).map(|i| format!("{} {} {}", words[i % 10], words[i / 7 % 10], words[i / 31 % 10])).collect();
        let sentences: Vec<(&str, Option<Lang>)> = texts.iter().map(|t| (t.as_str(), Some(Lang::EN))).collect();
        let (alone, with) = (learned(&texts, &[]), learned(&texts, &sentences));
        assert!(with > 0.7 && with > alone, "{alone} {with}");
    }

    #[test]
    fn without_a_table_the_rows_of_words_are_added() {
        let model = sample::model(5);
        let texts = ["the cat", "the cat", "a dog", ""];
        let vectors = model.static_vectors(&texts, &[None; 4]);
        assert_eq!((vectors.len(), vectors.dimensions), (4, sample::HIDDEN));
        assert!(vectors.row(0) == vectors.row(1) && vectors.row(0) != vectors.row(2));
        let cosine = score::cosine(vectors.row(0), vectors.row(1));
        assert!((cosine - 1.0).abs() < 1e-4, "{cosine}");
    }
}
