//! Floating-point work of the encoder, the same on every machine: only additions, multiplications, fused ones, divisions and square
//! roots, which IEEE 754 rounds in one way, in an order that no vector width changes. No function of the system's mathematics library.
//!
//! All functions are inlined into the encoder of each instruction set, where the compiler makes vector code of them.

/// Lanes that sums are kept in; a sum is the tree sum of 16 running sums.
pub const LANES: usize = 16;

/// The sum of 16 lanes, halves to halves.
#[inline(always)]
fn tree(mut lanes: [f32; LANES]) -> f32 {
    let mut width = LANES / 2;
    while width > 0 {
        for at in 0..width {
            lanes[at] += lanes[at + width];
        }
        width /= 2;
    }
    lanes[0]
}

/// The sum of `term` over numbers whose count divides by 16.
#[inline(always)]
fn sum(numbers: &[f32], term: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0f32; LANES];
    for chunk in numbers.chunks_exact(LANES) {
        for (lane, &x) in lanes.iter_mut().zip(chunk) {
            *lane += term(x);
        }
    }
    tree(lanes)
}

/// `x * w + b` of the numbers brought to mean 0 and variance 1, in place (layer normalisation).
#[inline(always)]
pub fn normalise(x: &mut [f32], weight: &[f32], bias: &[f32], epsilon: f32) {
    let count = x.len() as f32;
    let mean = sum(x, |v| v) / count;
    let variance = sum(x, |v| (v - mean) * (v - mean)) / count;
    let inverse = 1.0 / (variance + epsilon).sqrt();
    for ((x, &weight), &bias) in x.iter_mut().zip(weight).zip(bias) {
        *x = ((*x - mean) * inverse).mul_add(weight, bias);
    }
}

/// Brings a vector to length 1; a zero vector stays.
#[inline(always)]
pub fn unit(x: &mut [f32]) {
    let length = sum(x, |v| v * v).sqrt();
    if length > 0.0 {
        x.iter_mut().for_each(|v| *v /= length);
    }
}

/// e^x within a hundred-thousandth of it, for x <= 0; 0 below -87.
///
/// 2^n times a polynomial of degree 5 in the fraction, fitted at Chebyshev nodes over -0.5..0.5.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    const TWO: [f32; 6] =
        [1.000_000_1, std::f32::consts::LN_2, 0.240_221_07, 0.055_503_27, 0.009_676_037, 0.001_340_043_3];
    let power = x.max(-87.0) * std::f32::consts::LOG2_E;
    let shifted = power + ROUND;
    let fraction = power - (shifted - ROUND);
    let polynomial = horner(&TWO, fraction);
    let scale = f32::from_bits((shifted.to_bits() << 23).wrapping_add(0x3F80_0000));
    if x < -87.0 { 0.0 } else { polynomial * scale }
}

/// Adding it rounds a small number to a whole one, to even at ties, which then stands in the lowest bits.
const ROUND: f32 = 12_582_912.0;

/// The Gaussian error linear unit, x times the normal distribution's share below x, within 2e-5 of it.
///
/// The share is 0.5 + x * p(x^2) with x cut to -4.5..4.5, p of degree 10 over x^2 brought to -1..1, fitted at Chebyshev nodes.
#[inline(always)]
pub fn gelu(x: f32) -> f32 {
    const CUT: f32 = 4.5;
    const SHARE: [f32; 11] = [
        0.156_904_94, -0.077_193_86, 0.054_701_19, -0.040_109_213, 0.028_283_931, -0.019_020_941, 0.011_439_227,
        -0.005_251_548_3, 0.002_716_277_5, -0.002_340_016, 0.000_980_692_6,
    ];
    let cut = x.clamp(-CUT, CUT);
    let place = (cut * cut).mul_add(2.0 / (CUT * CUT), -1.0);
    x * cut.mul_add(horner(&SHARE, place), 0.5)
}

#[inline(always)]
fn horner<const N: usize>(coefficients: &[f32; N], x: f32) -> f32 {
    let mut value = coefficients[N - 1];
    for &coefficient in coefficients[..N - 1].iter().rev() {
        value = value.mul_add(x, coefficient);
    }
    value
}

/// How a vector was quantised.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Steps {
    /// What one step is worth.
    pub scale: f32,
    /// The byte that stands for 0.
    pub zero: i32,
}

/// Quantises a vector, whose length divides by 16, to bytes between its least and its greatest number.
#[inline(always)]
pub fn quantise(x: &[f32], out: &mut [u8]) -> Steps {
    let (mut low, mut high) = ([0f32; LANES], [0f32; LANES]);
    for chunk in x.chunks_exact(LANES) {
        for ((low, high), &x) in low.iter_mut().zip(&mut high).zip(chunk) {
            *low = if x < *low { x } else { *low };
            *high = if x > *high { x } else { *high };
        }
    }
    let (low, high) = (low.iter().fold(0f32, |a, &b| a.min(b)), high.iter().fold(0f32, |a, &b| a.max(b)));
    let range = high - low;
    let inverse = if range > 0.0 { 255.0 / range } else { 0.0 };
    let zero = (-low * inverse).clamp(0.0, 255.0) + ROUND - ROUND;
    for (out, &x) in out.iter_mut().zip(x) {
        *out = (x.mul_add(inverse, zero).clamp(0.0, 255.0) + ROUND).to_bits() as u8;
    }
    Steps { scale: range / 255.0, zero: zero as i32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_and_gelu_are_near_the_truth() {
        for i in -8700..=0 {
            let x = i as f32 / 100.0;
            let truth = f64::from(x).exp();
            assert!((f64::from(exp(x)) - truth).abs() <= 1e-5 * truth + 1e-38, "{x}: {} {truth}", exp(x));
        }
        assert_eq!((exp(-1000.0), exp(f32::NEG_INFINITY)), (0.0, 0.0));
        for (x, truth) in
            [(0.0, 0.0), (1.0, 0.841_344_7), (-1.0, -0.158_655_26), (3.0, 2.995_950_3), (-6.0, 0.0), (9.0, 9.0)]
        {
            assert!((gelu(x) - truth).abs() < 5e-5, "{x}: {}", gelu(x));
        }
    }

    #[test]
    fn bytes_stand_for_the_numbers() {
        let x: Vec<f32> = (0..32).map(|i| i as f32 * 0.3 - 2.0).collect();
        let mut bytes = [0; 32];
        let steps = quantise(&x, &mut bytes);
        for (x, byte) in x.iter().zip(bytes) {
            assert!((x - (i32::from(byte) - steps.zero) as f32 * steps.scale).abs() <= steps.scale, "{x} {byte}");
        }
        assert_eq!(quantise(&[0.0; 16], &mut bytes[..16]), Steps { scale: 0.0, zero: 0 });
        quantise(&[f32::NAN; 16], &mut bytes[..16]);
        quantise(&[f32::INFINITY; 16], &mut bytes[..16]);
    }

    #[test]
    fn a_normal_vector_has_mean_0_and_variance_1() {
        let mut x: Vec<f32> = (0..32).map(|i| i as f32).collect();
        normalise(&mut x, &[1.0; 32], &[0.0; 32], 1e-12);
        assert!(x.iter().sum::<f32>().abs() < 1e-4);
        assert!((x.iter().map(|v| v * v).sum::<f32>() - 32.0).abs() < 1e-3);
    }
}
