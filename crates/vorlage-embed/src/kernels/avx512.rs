//! AVX-512 with VNNI: `vpdpbusd` adds four products of bytes to each of 16 sums.
#![expect(unsafe_code, reason = "vector instructions; compared with the scalar kernel by tests")]

use super::{Kernel, Work, must_fit};
use std::arch::x86_64::{
    __m512i, _mm512_dpbusd_epi32, _mm512_loadu_si512, _mm512_set1_epi32, _mm512_setzero_si512, _mm512_storeu_si512,
};

/// Proof that the processor has the instructions.
#[derive(Debug, Clone, Copy)]
pub struct Avx512(());

/// Does work with this kernel.
///
/// # Safety
/// The processor has the instructions.
#[target_feature(enable = "avx2,fma,avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")]
pub unsafe fn run<W: Work>(work: W) {
    work.with(Avx512(()));
}

impl Kernel for Avx512 {
    // 12 tokens by 2 registers of rows are 24 sums, which with two of weights and one of bytes fit the 32 registers.
    const TOKENS: usize = 12;
    const ROWS: usize = 32;

    #[inline(always)]
    fn products(self, bytes: &[u8], weights: &[i8], columns: usize, out: &mut [i32]) {
        must_fit::<Self>(bytes, weights, columns, out);
        // SAFETY: `self` proves the instructions, and the lengths are as the function wants them.
        unsafe { tile(bytes, weights, columns, out) }
    }
}

/// # Safety
/// The processor has the instructions; lengths are those of [`must_fit`].
#[target_feature(enable = "avx512f,avx512vnni")]
unsafe fn tile(bytes: &[u8], weights: &[i8], columns: usize, out: &mut [i32]) {
    let mut sums = [[_mm512_setzero_si512(); 2]; Avx512::TOKENS];
    let (first, second) = weights.split_at(16 * columns);
    for group in 0..columns / 4 {
        // SAFETY: each half of the weights has 64 bytes for each group of four columns, and each token four bytes.
        unsafe {
            let low = _mm512_loadu_si512(first.as_ptr().add(group * 64).cast::<__m512i>());
            let high = _mm512_loadu_si512(second.as_ptr().add(group * 64).cast::<__m512i>());
            for (token, sums) in sums.iter_mut().enumerate() {
                let four = bytes.as_ptr().add(token * columns + group * 4).cast::<i32>().read_unaligned();
                let four = _mm512_set1_epi32(four);
                sums[0] = _mm512_dpbusd_epi32(sums[0], four, low);
                sums[1] = _mm512_dpbusd_epi32(sums[1], four, high);
            }
        }
    }
    for (sums, out) in sums.iter().zip(out.chunks_exact_mut(Avx512::ROWS)) {
        // SAFETY: `out` has 32 numbers for each token.
        unsafe {
            _mm512_storeu_si512(out.as_mut_ptr().cast::<__m512i>(), sums[0]);
            _mm512_storeu_si512(out.as_mut_ptr().add(16).cast::<__m512i>(), sums[1]);
        }
    }
}
