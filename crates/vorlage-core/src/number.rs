//! Elementary functions made of additions and products alone, so that every machine gets the same last bit.
//!
//! The platform's `exp` differs between C libraries; decisions that depend on it would, too.

/// ln 2 in two parts whose sum is exact beyond double precision, and its inverse.
const LN_2: (f64, f64) = (6.931_471_803_691_238e-1, 1.908_214_929_270_587_7e-10);
const INVERSE_LN_2: f64 = std::f64::consts::LOG2_E;
/// Terms of the series; with an argument under 0.35 the thirteenth is below the last bit.
const TERMS: u32 = 14;

/// e to the power of `x`; arguments beyond ±700 are cut there.
#[must_use]
pub(crate) fn exp(x: f64) -> f64 {
    let x = x.clamp(-700.0, 700.0);
    let twos = (x * INVERSE_LN_2).round();
    let rest = (x - twos * LN_2.0) - twos * LN_2.1;
    let series = (1..TERMS).rev().fold(1.0, |sum, n| 1.0 + sum * rest / f64::from(n));
    series * f64::from_bits(((twos as i64 + 1023) as u64) << 52)
}

/// 1 / (1 + e^-x).
#[must_use]
pub(crate) fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}

/// Rounds after which the logarithm no longer changes, from the power of two next to it.
const ROUNDS: u32 = 6;

/// Natural logarithm of a positive number, by Halley's method.
#[must_use]
pub(crate) fn ln(x: f64) -> f64 {
    let twos = (x.to_bits() >> 52) as i64 - 1023;
    let first = twos as f64 / INVERSE_LN_2;
    (0..ROUNDS).fold(first, |y, _| y + 2.0 * (x - exp(y)) / (x + exp(y)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_agrees_with_known_values() {
        for (x, expected) in
            [(0.0, 1.0), (1.0, std::f64::consts::E), (-1.0, 0.367_879_441_171_442_3), (10.0, 22_026.465_794_806_718)]
        {
            assert!((exp(x) / expected - 1.0).abs() < 1e-14, "{x}");
        }
        assert!(exp(-1e9) >= 0.0 && exp(1e9).is_finite());
    }

    #[test]
    fn logistic_is_half_at_nought() {
        assert!((logistic(0.0) - 0.5).abs() < 1e-15);
        assert!(logistic(3.0) > 0.95 && logistic(-3.0) < 0.05);
    }

    #[test]
    fn ln_turns_exp_round() {
        for x in [1e-6, 0.001, 0.3, 1.0, 1.9, 2.0, 7.5, 999.0] {
            assert!((exp(ln(x)) / x - 1.0).abs() < 1e-14, "{x}");
        }
        assert!(ln(1.0).abs() < 1e-15);
    }
}
