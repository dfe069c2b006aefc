//! Sentences of tokens to vectors: a BERT encoder over packed batches, in bytes where it multiplies matrices, else in 32-bit floats.
//!
//! In: token numbers of some sentences. Out: for each the mean of its last layer, brought to length 1. The tokens of all sentences of a
//! batch lie one after the other, without padding; nothing of one sentence enters another, and every token is quantised on its own, so
//! a vector does not depend on what else is in the batch. Cost: 21 million products a token (multilingual-e5-small), and attention that
//! grows with the square of a sentence's length. Memory: about 8 kB a token of the batch.
//! **Source:** Devlin et al., "BERT", 2019 (post-normalisation, exact GELU); dynamic quantisation of each token as in onnxruntime, with
//! asymmetric bytes (docs/decisions/0012-encoder.md).

mod attention;
pub mod floats;

use crate::about::{RowFormat, Shape};
use crate::kernels::{Instructions, Kernel, Work, dispatch};
use crate::layout::{Linear, Norm, Weights};
use crate::quant::unpack_row;
use attention::Attention;
use floats::Steps;

/// Tokens that go through the feed-forward part together: with the weights they fit the second cache (1 MB), and divide by 4 and by 12.
const TOGETHER: usize = 96;

/// What encodes: weights, word vectors, instructions.
#[derive(Debug)]
pub struct Encoder<'a> {
    /// Dimensions.
    pub shape: Shape,
    /// Everything but word vectors.
    pub weights: Weights<'a>,
    /// Word vectors.
    pub rows: &'a [u8],
    /// How they are stored.
    pub format: RowFormat,
    /// Instructions to use.
    pub instructions: Instructions,
}

/// Memory that batches are worked in, one after the other.
#[derive(Debug, Default)]
pub struct Workspace {
    x: Vec<f32>,
    wide: Vec<f32>,
    mixed: Vec<f32>,
    quantised: Quantised,
    attention: Attention,
}

/// Tokens as bytes.
#[derive(Debug, Default)]
struct Quantised {
    bytes: Vec<u8>,
    steps: Vec<Steps>,
}

impl Encoder<'_> {
    /// Encodes sentences of at least one token and at most as many as there are positions; `out` takes `hidden` numbers for each.
    pub fn encode(&self, sentences: &[&[u32]], workspace: &mut Workspace, out: &mut [f32]) {
        dispatch(self.instructions, Batch { encoder: self, sentences, workspace, out });
    }
}

struct Batch<'a> {
    encoder: &'a Encoder<'a>,
    sentences: &'a [&'a [u32]],
    workspace: &'a mut Workspace,
    out: &'a mut [f32],
}

impl Work for Batch<'_> {
    #[inline(always)]
    fn with<K: Kernel>(self, kernel: K) {
        let Self { encoder, sentences, workspace, out } = self;
        let Workspace { x, wide, mixed, quantised, attention } = workspace;
        let (shape, weights) = (&encoder.shape, &encoder.weights);
        let (h, epsilon) = (shape.hidden, shape.epsilon());
        let tokens: usize = sentences.iter().map(|s| s.len()).sum();
        x.resize(tokens * h, 0.0);
        mixed.resize(tokens * h, 0.0);
        wide.resize((tokens * 3 * h).max(TOGETHER * shape.inner), 0.0);
        encoder.look_up(sentences, x);
        normalise(x, h, weights.first, epsilon);
        for layer in &weights.layers {
            quantised.take(x, h, K::TOKENS);
            multiply(kernel, quantised, &layer.attention, &mut wide[..tokens * 3 * h], |v| v);
            attention.attend(shape, sentences, &wide[..tokens * 3 * h], mixed);
            quantised.take(mixed, h, K::TOKENS);
            multiply(kernel, quantised, &layer.output, mixed, |v| v);
            add(x, mixed);
            normalise(x, h, layer.first, epsilon);
            for (x, mixed) in x.chunks_mut(TOGETHER * h).zip(mixed.chunks_mut(TOGETHER * h)) {
                let wide = &mut wide[..x.len() / h * shape.inner];
                quantised.take(x, h, K::TOKENS);
                multiply(kernel, quantised, &layer.widen, wide, floats::gelu);
                quantised.take(wide, shape.inner, K::TOKENS);
                multiply(kernel, quantised, &layer.narrow, mixed, |v| v);
                add(x, mixed);
                normalise(x, h, layer.second, epsilon);
            }
        }
        pool(sentences, x, h, out);
    }
}

impl Encoder<'_> {
    /// Writes the sum of word and position of every token.
    #[inline(always)]
    fn look_up(&self, sentences: &[&[u32]], x: &mut [f32]) {
        let h = self.shape.hidden;
        let bytes = self.format.row_bytes(h);
        let places = sentences.iter().flat_map(|s| s.iter().zip(self.weights.positions.chunks_exact(h)));
        for ((&token, position), x) in places.zip(x.chunks_exact_mut(h)) {
            unpack_row(&self.rows[token as usize * bytes..][..bytes], self.format, x);
            add(x, position);
        }
    }
}

impl Quantised {
    /// Takes numbers, `columns` a token; memory for whole tiles of tokens is kept ready.
    #[inline(always)]
    fn take(&mut self, numbers: &[f32], columns: usize, tile: usize) {
        let tokens = numbers.len() / columns;
        self.bytes.resize(tokens.next_multiple_of(tile) * columns, 0);
        self.steps.clear();
        for (numbers, bytes) in numbers.chunks_exact(columns).zip(self.bytes.chunks_exact_mut(columns)) {
            self.steps.push(floats::quantise(numbers, bytes));
        }
    }
}

/// Multiplies tokens with a matrix, adds the bias, applies `function`; `out` is `[tokens][rows]`.
#[inline(always)]
fn multiply<K: Kernel>(
    kernel: K,
    from: &Quantised,
    matrix: &Linear<'_>,
    out: &mut [f32],
    function: impl Fn(f32) -> f32,
) {
    let (columns, rows) = (matrix.columns, matrix.bias.len());
    let mut sums = [0i32; 512];
    let sums = &mut sums[..K::TOKENS * K::ROWS];
    for first_row in (0..rows).step_by(K::ROWS) {
        let packed = &matrix.packed[first_row * columns..][..K::ROWS * columns];
        let row_sums = &matrix.sums[first_row..][..K::ROWS];
        let (scales, bias) = (&matrix.scales[first_row..][..K::ROWS], &matrix.bias[first_row..][..K::ROWS]);
        for (tile, bytes) in from.bytes.chunks_exact(K::TOKENS * columns).enumerate() {
            kernel.products(bytes, packed, columns, sums);
            let tokens = from.steps[tile * K::TOKENS..].iter().zip(sums.chunks_exact(K::ROWS));
            for ((steps, sums), token) in tokens.zip(tile * K::TOKENS..) {
                let out = &mut out[token * rows + first_row..][..K::ROWS];
                for at in 0..K::ROWS {
                    let sum = sums[at].wrapping_sub(steps.zero.wrapping_mul(row_sums[at]));
                    out[at] = function((sum as f32).mul_add(steps.scale * scales[at], bias[at]));
                }
            }
        }
    }
}

#[inline(always)]
fn add(x: &mut [f32], y: &[f32]) {
    for (x, &y) in x.iter_mut().zip(y) {
        *x += y;
    }
}

#[inline(always)]
fn normalise(x: &mut [f32], hidden: usize, norm: Norm<'_>, epsilon: f32) {
    for x in x.chunks_exact_mut(hidden) {
        floats::normalise(x, norm.weight, norm.bias, epsilon);
    }
}

/// Writes the mean of each sentence's tokens, brought to length 1.
#[inline(always)]
fn pool(sentences: &[&[u32]], x: &[f32], hidden: usize, out: &mut [f32]) {
    let mut rows = x.chunks_exact(hidden);
    for (sentence, out) in sentences.iter().zip(out.chunks_exact_mut(hidden)) {
        out.fill(0.0);
        for row in rows.by_ref().take(sentence.len()) {
            add(out, row);
        }
        floats::unit(out);
    }
}
