//! Random numbers that follow from a seed and a key alone, the same on every machine.
//!
//! **Source:** SplitMix64 (Steele, Lea, Flood 2014).

use vorlage_text::hash64;

/// A row of random numbers.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// The row of a seed and a key.
    pub fn new(seed: u64, key: &str) -> Self {
        Self(hash64(format!("{seed}/{key}").as_bytes()))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let x = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^ (x >> 31)
    }

    /// A number under `n`; 0 where `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n as u128) >> 64) as usize
    }

    /// A number of `low..=high`.
    pub fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// True `percent` times in a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of `all`, which must not be empty.
    pub fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// Puts `all` into a random order.
    pub fn shuffle<T>(&mut self, all: &mut [T]) {
        for at in (1..all.len()).rev() {
            all.swap(at, self.below(at + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_follows_from_seed_and_key() {
        let row = |seed, key: &str| {
            (0..8).map(|_| 0).scan(Random::new(seed, key), |r, _: i32| Some(r.below(1000))).collect::<Vec<_>>()
        };
        assert_eq!(row(1, "a"), row(1, "a"));
        assert_ne!(row(1, "a"), row(2, "a"));
        assert_ne!(row(1, "a"), row(1, "b"));
    }

    #[test]
    fn numbers_stay_in_their_bounds() {
        let mut random = Random::new(7, "bounds");
        for _ in 0..500 {
            assert!(random.below(3) < 3);
            assert!((2..=4).contains(&random.between(2, 4)));
        }
        assert_eq!(random.below(0), 0);
        assert!(random.chance(100) && !random.chance(0));
    }
}
