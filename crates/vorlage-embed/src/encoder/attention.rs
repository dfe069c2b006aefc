//! Attention inside each sentence, in 32-bit floats.

use super::floats::{LANES, exp};
use crate::about::Shape;

/// Queries that are worked together.
const QUERIES: usize = 4;

/// Memory for one head of one sentence.
#[derive(Debug, Default)]
pub struct Attention {
    /// Keys, `[numbers of a head][tokens, to a multiple of 16]`.
    keys: Vec<f32>,
    /// Weights of the tokens, by query.
    shares: [Vec<f32>; QUERIES],
}

impl Attention {
    /// Mixes the values of each sentence's tokens by how their keys answer its queries.
    ///
    /// `from` holds queries, keys and values of every token (`[tokens][3][hidden]`), `out` takes `[tokens][hidden]`.
    #[inline(always)]
    pub fn attend(&mut self, shape: &Shape, sentences: &[&[u32]], from: &[f32], out: &mut [f32]) {
        let (h, head) = (shape.hidden, shape.head());
        let mut first = 0;
        for sentence in sentences {
            let end = first + sentence.len();
            let (from, out) = (&from[first * 3 * h..end * 3 * h], &mut out[first * h..end * h]);
            for at in (0..h).step_by(head) {
                self.head(h, at, head, from, out);
            }
            first = end;
        }
    }

    /// One head, whose numbers begin at `at`, of one sentence.
    #[inline(always)]
    fn head(&mut self, h: usize, at: usize, head: usize, from: &[f32], out: &mut [f32]) {
        let tokens = from.len() / (3 * h);
        let padded = tokens.next_multiple_of(LANES);
        self.keys.resize(head * padded, 0.0);
        for token in 0..tokens {
            let key = &from[token * 3 * h + h + at..][..head];
            for (number, &k) in key.iter().enumerate() {
                self.keys[number * padded + token] = k;
            }
        }
        self.shares.iter_mut().for_each(|s| s.resize(padded, 0.0));
        for first in (0..tokens).step_by(QUERIES) {
            // The last group may be short: its last query is then worked several times and written once.
            let queries: [&[f32]; QUERIES] =
                std::array::from_fn(|i| &from[(first + i).min(tokens - 1) * 3 * h + at..][..head]);
            self.answer(&queries, padded);
            for shares in &mut self.shares {
                softmax(&mut shares[..padded], tokens);
            }
            let count = QUERIES.min(tokens - first);
            for begin in (0..head).step_by(LANES) {
                let mixed = self.mix(from, 3 * h, 2 * h + at + begin);
                for (i, mixed) in mixed.iter().enumerate().take(count) {
                    out[(first + i) * h + at + begin..][..LANES].copy_from_slice(mixed);
                }
            }
        }
    }

    /// How each key answers the queries, by 16 keys at a time.
    #[inline(always)]
    fn answer(&mut self, queries: &[&[f32]; QUERIES], padded: usize) {
        let head = queries[0].len();
        let scale = 1.0 / (head as f32).sqrt();
        for begin in (0..padded).step_by(LANES) {
            let mut sums = [[0f32; LANES]; QUERIES];
            for number in 0..head {
                let keys: &[f32; LANES] =
                    self.keys[number * padded + begin..].first_chunk().expect("keys are padded to 16");
                for (sums, query) in sums.iter_mut().zip(queries) {
                    let q = query[number];
                    for (sum, &k) in sums.iter_mut().zip(keys) {
                        *sum = q.mul_add(k, *sum);
                    }
                }
            }
            for (shares, sums) in self.shares.iter_mut().zip(&sums) {
                for (share, &sum) in shares[begin..][..LANES].iter_mut().zip(sums) {
                    *share = sum * scale;
                }
            }
        }
    }

    /// The values of all tokens, 16 numbers of each from `begin`, by the queries' shares.
    #[inline(always)]
    fn mix(&self, from: &[f32], stride: usize, begin: usize) -> [[f32; LANES]; QUERIES] {
        let mut sums = [[0f32; LANES]; QUERIES];
        for (token, row) in from.chunks_exact(stride).enumerate() {
            let values: &[f32; LANES] = row[begin..].first_chunk().expect("heads divide by 16");
            for (sums, shares) in sums.iter_mut().zip(&self.shares) {
                let share = shares[token];
                for (sum, &v) in sums.iter_mut().zip(values) {
                    *sum = share.mul_add(v, *sum);
                }
            }
        }
        sums
    }
}

/// Turns the first `tokens` answers into shares that add up to 1; those beyond become 0.
#[inline(always)]
fn softmax(answers: &mut [f32], tokens: usize) {
    answers[tokens..].fill(f32::NEG_INFINITY);
    let mut most = [f32::NEG_INFINITY; LANES];
    for chunk in answers.chunks_exact(LANES) {
        for (most, &a) in most.iter_mut().zip(chunk) {
            *most = if a > *most { a } else { *most };
        }
    }
    let most = most.into_iter().fold(f32::NEG_INFINITY, f32::max);
    let mut total = [0f32; LANES];
    for chunk in answers.chunks_exact_mut(LANES) {
        for (total, a) in total.iter_mut().zip(chunk) {
            *a = exp(*a - most);
            *total += *a;
        }
    }
    let total = total.iter().fold(0.0, |sum, &t| sum + t);
    let inverse = 1.0 / total;
    answers.iter_mut().for_each(|a| *a *= inverse);
}
