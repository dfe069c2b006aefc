//! AVX2: `vpmaddubsw` adds two products of bytes into 16 bits, which weights of at most 64 never overflow; `vpmaddwd` widens.
#![expect(unsafe_code, reason = "vector instructions; compared with the scalar kernel by tests")]

use super::{Kernel, Work, must_fit};
use std::arch::x86_64::{
    __m256i, _mm256_add_epi32, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_maddubs_epi16, _mm256_set1_epi16,
    _mm256_set1_epi32, _mm256_setzero_si256, _mm256_storeu_si256,
};

/// Proof that the processor has the instructions.
#[derive(Debug, Clone, Copy)]
pub struct Avx2(());

/// Does work with this kernel.
///
/// # Safety
/// The processor has the instructions.
#[target_feature(enable = "avx2,fma")]
pub unsafe fn run<W: Work>(work: W) {
    work.with(Avx2(()));
}

impl Kernel for Avx2 {
    // 4 tokens by 2 registers of rows are 8 sums, of 16 registers.
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
#[target_feature(enable = "avx2")]
unsafe fn tile(bytes: &[u8], weights: &[i8], columns: usize, out: &mut [i32]) {
    let ones = _mm256_set1_epi16(1);
    let mut sums = [[_mm256_setzero_si256(); 2]; Avx2::TOKENS];
    for group in 0..columns / 4 {
        // SAFETY: the weights have 64 bytes for each group of four columns, and each token four bytes.
        unsafe {
            let low = _mm256_loadu_si256(weights.as_ptr().add(group * 64).cast::<__m256i>());
            let high = _mm256_loadu_si256(weights.as_ptr().add(group * 64 + 32).cast::<__m256i>());
            for (token, sums) in sums.iter_mut().enumerate() {
                let four = bytes.as_ptr().add(token * columns + group * 4).cast::<i32>().read_unaligned();
                let four = _mm256_set1_epi32(four);
                let low = _mm256_madd_epi16(_mm256_maddubs_epi16(four, low), ones);
                let high = _mm256_madd_epi16(_mm256_maddubs_epi16(four, high), ones);
                sums[0] = _mm256_add_epi32(sums[0], low);
                sums[1] = _mm256_add_epi32(sums[1], high);
            }
        }
    }
    for (sums, out) in sums.iter().zip(out.chunks_exact_mut(Avx2::ROWS)) {
        // SAFETY: `out` has 16 numbers for each token.
        unsafe {
            _mm256_storeu_si256(out.as_mut_ptr().cast::<__m256i>(), sums[0]);
            _mm256_storeu_si256(out.as_mut_ptr().add(8).cast::<__m256i>(), sums[1]);
        }
    }
}
