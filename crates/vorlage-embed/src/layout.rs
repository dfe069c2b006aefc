//! Which numbers of a model lie where in its sections `floats`, `packed` and `sums`.
//!
//! | section | holds, in this order |
//! |---|---|
//! | `floats` | positions `[positions][hidden]`; weight and bias of the first normalisation; then by layer, for query-key-value, output: scales, biases; weight and bias of the normalisation after attention; for widening, narrowing: scales, biases; weight and bias of the last normalisation |
//! | `packed` | by layer the matrices query-key-value, output, widening, narrowing, each `[rows / 16][columns / 4][16][4]` |
//! | `sums` | by layer the sums of the rows of the same matrices |

use crate::about::Shape;

/// A matrix with what turns sums of bytes into numbers again.
#[derive(Debug, Clone, Copy)]
pub struct Linear<'a> {
    /// `[rows / 16][columns / 4][16][4]`.
    pub packed: &'a [i8],
    /// What a step is worth, by row.
    pub scales: &'a [f32],
    /// What is added, by row.
    pub bias: &'a [f32],
    /// The sum of the row.
    pub sums: &'a [i32],
    /// Columns of the matrix.
    pub columns: usize,
}

/// Weight and bias of a normalisation.
#[derive(Debug, Clone, Copy)]
pub struct Norm<'a> {
    /// Multiplied by.
    pub weight: &'a [f32],
    /// Added.
    pub bias: &'a [f32],
}

/// A layer of the encoder.
#[derive(Debug, Clone, Copy)]
pub struct Layer<'a> {
    /// Queries, keys and values.
    pub attention: Linear<'a>,
    /// What attention found, mixed.
    pub output: Linear<'a>,
    /// After attention.
    pub first: Norm<'a>,
    /// To the inner dimension.
    pub widen: Linear<'a>,
    /// Back from it.
    pub narrow: Linear<'a>,
    /// After the feed-forward part.
    pub second: Norm<'a>,
}

/// All numbers of an encoder but its word vectors.
#[derive(Debug)]
pub struct Weights<'a> {
    /// `[positions][hidden]`, with the vector of the only token type in them.
    pub positions: &'a [f32],
    /// Over the sums of word and position.
    pub first: Norm<'a>,
    /// In order.
    pub layers: Vec<Layer<'a>>,
}

/// Lengths of the three sections for a shape that is not refused.
#[must_use]
pub fn lengths(shape: &Shape) -> (usize, usize, usize) {
    let (h, f) = (shape.hidden, shape.inner);
    let rows = 3 * h + h + f + h;
    let floats = shape.positions * h + 2 * h + shape.layers * (2 * rows + 4 * h);
    (floats, shape.layers * (4 * h * h + 2 * h * f), shape.layers * rows)
}

/// Cuts the sections, whose lengths are those of [`lengths`].
#[must_use]
pub fn cut<'a>(shape: &Shape, floats: &'a [f32], packed: &'a [i8], sums: &'a [i32]) -> Weights<'a> {
    let mut parts = Parts { floats, packed, sums };
    let (h, f) = (shape.hidden, shape.inner);
    let positions = take(&mut parts.floats, shape.positions * h);
    let first = parts.norm(h);
    let layers = (0..shape.layers).map(|_| Layer {
        attention: parts.linear(3 * h, h),
        output: parts.linear(h, h),
        first: parts.norm(h),
        widen: parts.linear(f, h),
        narrow: parts.linear(h, f),
        second: parts.norm(h),
    });
    Weights { positions, first, layers: layers.collect() }
}

struct Parts<'a> {
    floats: &'a [f32],
    packed: &'a [i8],
    sums: &'a [i32],
}

impl<'a> Parts<'a> {
    fn linear(&mut self, rows: usize, columns: usize) -> Linear<'a> {
        Linear {
            packed: take(&mut self.packed, rows * columns),
            scales: take(&mut self.floats, rows),
            bias: take(&mut self.floats, rows),
            sums: take(&mut self.sums, rows),
            columns,
        }
    }

    fn norm(&mut self, hidden: usize) -> Norm<'a> {
        Norm { weight: take(&mut self.floats, hidden), bias: take(&mut self.floats, hidden) }
    }
}

fn take<'a, T>(from: &mut &'a [T], count: usize) -> &'a [T] {
    let (taken, rest) = from.split_at(count);
    *from = rest;
    taken
}
