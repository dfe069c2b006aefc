//! 64-bit ARM with dot products: `sdot` adds four products of signed bytes to each of four sums.
//!
//! Bytes are taken as signed by subtracting 128, and 128 times the sum of the weights is added again: the sums are those of the others.
#![expect(unsafe_code, reason = "vector instructions; compared with the scalar kernel by tests")]

use super::{Kernel, Work, must_fit};
use std::arch::aarch64::{
    int8x16_t, int32x4_t, vaddq_s32, vdupq_n_s8, vdupq_n_s32, vld1q_s8, vreinterpretq_s8_s32, vshlq_n_s32, vst1q_s32,
};
use std::arch::asm;

/// Proof that the processor has the instructions.
#[derive(Debug, Clone, Copy)]
pub struct Neon(());

/// Does work with this kernel.
///
/// # Safety
/// The processor has the instructions.
#[target_feature(enable = "neon,dotprod")]
pub unsafe fn run<W: Work>(work: W) {
    work.with(Neon(()));
}

impl Kernel for Neon {
    // 4 tokens by 4 registers of rows are 16 sums, of 32 registers.
    const TOKENS: usize = 4;
    const ROWS: usize = 16;

    #[inline(always)]
    fn products(self, bytes: &[u8], weights: &[i8], columns: usize, out: &mut [i32]) {
        must_fit::<Self>(bytes, weights, columns, out);
        // SAFETY: `self` proves the instructions, and the lengths are as the function wants them.
        unsafe { tile(bytes, weights, columns, out) }
    }
}

/// # Safety
/// The processor has the instructions; lengths are those of [`must_fit`].
#[target_feature(enable = "neon,dotprod")]
unsafe fn tile(bytes: &[u8], weights: &[i8], columns: usize, out: &mut [i32]) {
    let ones = vdupq_n_s8(1);
    let mut sums = [[vdupq_n_s32(0); 4]; Neon::TOKENS];
    let mut weight_sums = [vdupq_n_s32(0); 4];
    for group in 0..columns / 4 {
        // SAFETY: the weights have 64 bytes for each group of four columns, and each token four bytes.
        unsafe {
            let rows: [int8x16_t; 4] = std::array::from_fn(|at| vld1q_s8(weights.as_ptr().add(group * 64 + at * 16)));
            for (sum, row) in weight_sums.iter_mut().zip(rows) {
                *sum = dot(*sum, row, ones);
            }
            for (token, sums) in sums.iter_mut().enumerate() {
                let four = bytes.as_ptr().add(token * columns + group * 4).cast::<u32>().read_unaligned() ^ 0x8080_8080;
                let four = vreinterpretq_s8_s32(vdupq_n_s32(four as i32));
                for (sum, row) in sums.iter_mut().zip(rows) {
                    *sum = dot(*sum, row, four);
                }
            }
        }
    }
    for (sums, out) in sums.iter().zip(out.chunks_exact_mut(Neon::ROWS)) {
        for ((sum, weights), out) in sums.iter().zip(&weight_sums).zip(out.chunks_exact_mut(4)) {
            // SAFETY: `out` has four numbers here.
            unsafe { vst1q_s32(out.as_mut_ptr(), vaddq_s32(*sum, vshlq_n_s32::<7>(*weights))) };
        }
    }
}

/// `sum` plus four products of bytes in each of its lanes; the intrinsic of this instruction is not stable yet.
///
/// # Safety
/// The processor has the instruction.
#[inline]
#[target_feature(enable = "neon,dotprod")]
unsafe fn dot(mut sum: int32x4_t, a: int8x16_t, b: int8x16_t) -> int32x4_t {
    // SAFETY: the instruction reads and writes the named registers only.
    unsafe {
        asm!("sdot {0:v}.4s, {1:v}.16b, {2:v}.16b", inout(vreg) sum, in(vreg) a, in(vreg) b, options(pure, nomem, nostack, preserves_flags));
    }
    sum
}
