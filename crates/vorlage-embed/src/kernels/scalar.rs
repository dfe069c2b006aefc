//! The kernel for every processor, and the twin that the others are tested against.

use super::{Kernel, must_fit};

/// Plain code.
#[derive(Debug, Clone, Copy)]
pub struct Scalar;

impl Kernel for Scalar {
    const TOKENS: usize = 4;
    const ROWS: usize = 16;

    #[inline(always)]
    fn products(self, bytes: &[u8], weights: &[i8], columns: usize, out: &mut [i32]) {
        must_fit::<Self>(bytes, weights, columns, out);
        out.fill(0);
        for (group, weights) in weights.chunks_exact(64).enumerate() {
            for (token, out) in out.chunks_exact_mut(Self::ROWS).enumerate() {
                let four = &bytes[token * columns + group * 4..][..4];
                for (sum, weights) in out.iter_mut().zip(weights.chunks_exact(4)) {
                    *sum += four.iter().zip(weights).map(|(&b, &w)| i32::from(b) * i32::from(w)).sum::<i32>();
                }
            }
        }
    }
}
