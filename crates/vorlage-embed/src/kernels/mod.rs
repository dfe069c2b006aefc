//! Products of bytes with packed matrices, in the instructions that the processor has; chosen at run time.
//!
//! A kernel multiplies some tokens (rows of bytes 0..=255) with some rows of a packed matrix (numbers -64..=64) and gives the sums as
//! they are: 32-bit integers without rounding or saturation, so that every kernel gives the same. The code around it is written once,
//! as [`Work`] for any kernel, and compiled for each instruction set by being inlined into a function of that set.
//!
//! A value of a kernel's type is a proof that the processor has its instructions: only [`dispatch`] makes one, after asking.

mod scalar;

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(target_arch = "aarch64")]
mod neon;

/// Multiplies tokens with rows of a matrix.
pub trait Kernel: Copy {
    /// Tokens of a tile.
    const TOKENS: usize;
    /// Rows of a tile: 16 or 32.
    const ROWS: usize;

    /// Writes the sums `[TOKENS][ROWS]` of `bytes` (`[TOKENS][columns]`) times `weights` (`[ROWS / 16][columns / 4][16][4]`) into `out`.
    ///
    /// Panics where the lengths are others.
    fn products(self, bytes: &[u8], weights: &[i8], columns: usize, out: &mut [i32]);
}

/// Fails unless a tile's parts have the lengths that its kernel reads and writes.
#[inline(always)]
fn must_fit<K: Kernel>(bytes: &[u8], weights: &[i8], columns: usize, out: &[i32]) {
    assert!(
        columns.is_multiple_of(4)
            && bytes.len() == K::TOKENS * columns
            && weights.len() == K::ROWS * columns
            && out.len() == K::TOKENS * K::ROWS,
        "a tile has the lengths of its kernel"
    );
}

/// Work that is written once for all kernels. Its methods, and all they call, want `#[inline(always)]`.
pub trait Work {
    /// Does the work.
    fn with<K: Kernel>(self, kernel: K);
}

/// Instruction sets that there are kernels for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Instructions {
    /// No instructions of any kind in particular.
    Scalar,
    /// 128-bit registers with dot products of bytes (64-bit ARM).
    Neon,
    /// 256-bit registers.
    Avx2,
    /// 512-bit registers with dot products of bytes (VNNI).
    Avx512,
}

impl Instructions {
    /// Those that this processor has, best last.
    #[must_use]
    pub fn available() -> Vec<Self> {
        [Self::Scalar, Self::Neon, Self::Avx2, Self::Avx512].into_iter().filter(|set| set.here()).collect()
    }

    /// The best that this processor has.
    #[must_use]
    pub fn best() -> Self {
        Self::available().pop().unwrap_or(Self::Scalar)
    }

    /// The name in figures and settings.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Scalar => "scalar",
            Self::Neon => "neon",
            Self::Avx2 => "avx2",
            Self::Avx512 => "avx512-vnni",
        }
    }

    fn here(self) -> bool {
        match self {
            Self::Scalar => true,
            #[cfg(target_arch = "aarch64")]
            Self::Neon => std::arch::is_aarch64_feature_detected!("dotprod"),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma"),
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => {
                is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512vl")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512vnni")
                    && Self::Avx2.here()
            }
            _ => false,
        }
    }
}

/// Does work with the kernel of an instruction set; with the scalar one where the processor does not have it.
#[expect(
    unsafe_code,
    reason = "code for certain instructions runs only where the processor has them, which is asked here"
)]
pub fn dispatch<W: Work>(instructions: Instructions, work: W) {
    if !instructions.here() {
        return work.with(scalar::Scalar);
    }
    match instructions {
        // SAFETY: `here` says that the processor has what the function was compiled for.
        #[cfg(target_arch = "x86_64")]
        Instructions::Avx512 => unsafe { avx512::run(work) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Instructions::Avx2 => unsafe { avx2::run(work) },
        // SAFETY: as above.
        #[cfg(target_arch = "aarch64")]
        Instructions::Neon => unsafe { neon::run(work) },
        _ => work.with(scalar::Scalar),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that follow from a seed (SplitMix64).
    fn numbers(seed: u64, count: usize) -> impl Iterator<Item = u64> {
        (1..=count as u64).map(move |i| {
            let x = (seed ^ i).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            x ^ (x >> 27)
        })
    }

    struct Compare {
        columns: usize,
        bytes: fn(u64) -> u8,
        weight: fn(u64) -> i8,
    }

    impl Work for Compare {
        fn with<K: Kernel>(self, kernel: K) {
            let bytes: Vec<u8> = numbers(1, K::TOKENS * self.columns).map(self.bytes).collect();
            let weights: Vec<i8> = numbers(2, K::ROWS * self.columns).map(self.weight).collect();
            let mut out = vec![0; K::TOKENS * K::ROWS];
            kernel.products(&bytes, &weights, self.columns, &mut out);
            for (at, &found) in out.iter().enumerate() {
                let (token, row) = (at / K::ROWS, at % K::ROWS);
                let expected: i32 = (0..self.columns)
                    .map(|c| {
                        i32::from(bytes[token * self.columns + c])
                            * i32::from(weights[crate::quant::packed_at(row, c, self.columns)])
                    })
                    .sum();
                assert_eq!(found, expected, "token {token}, row {row}");
            }
        }
    }

    #[test]
    fn every_kernel_gives_the_same_sums() {
        for set in Instructions::available() {
            for columns in [4, 32, 36, 384, 1536] {
                dispatch(set, Compare { columns, bytes: |x| x as u8, weight: |x| (x % 129) as i8 - 64 });
                dispatch(set, Compare { columns, bytes: |_| 255, weight: |_| 64 });
                dispatch(set, Compare { columns, bytes: |_| 255, weight: |_| -64 });
            }
        }
    }
}
