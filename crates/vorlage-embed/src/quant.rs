//! Numbers in few bits: blocks of word vectors, rows of matrices.

use crate::about::RowFormat;

/// Matrices are quantised to this magnitude: with activations of 0..=255, two products then fit 16 bits (255 * 64 * 2 = 32,640), so
/// that AVX2's `vpmaddubsw` never saturates and all kernels give the same sums. It costs .0003 of cosine against 127
/// (docs/decisions/0012-encoder.md).
pub const WEIGHT_MOST: f32 = 64.0;

/// A number of 16 bits (IEEE 754 binary16).
#[must_use]
#[inline(always)]
pub fn half(bits: u16) -> f32 {
    let sign = u32::from(bits & 0x8000) << 16;
    let magnitude = u32::from(bits & 0x7FFF);
    // Subnormals and normals alike: put the bits where those of a binary32 are, and move the exponent by multiplying.
    let scaled = f32::from_bits(magnitude << 13) * f32::from_bits(0x7780_0000);
    f32::from_bits(scaled.to_bits() | sign)
}

/// The number of 16 bits at or just above a magnitude that is not negative; at most the largest.
fn half_above(value: f32) -> u16 {
    let (mut low, mut high) = (0u16, 0x7BFF);
    while low < high {
        let middle = u16::midpoint(low, high);
        if half(middle) < value { low = middle + 1 } else { high = middle }
    }
    low
}

/// Unpacks a row of blocks into as many numbers as `out` has.
#[inline(always)]
pub fn unpack_row(row: &[u8], format: RowFormat, out: &mut [f32]) {
    for (block, out) in row.chunks_exact(format.block_bytes()).zip(out.chunks_exact_mut(RowFormat::BLOCK)) {
        let scale = half(u16::from_le_bytes([block[0], block[1]]));
        let (low, high) = out.split_at_mut(16);
        match format {
            RowFormat::Q4 => {
                for ((&byte, low), high) in block[2..].iter().zip(low).zip(high) {
                    *low = (i32::from(byte & 15) - 8) as f32 * scale;
                    *high = (i32::from(byte >> 4) - 8) as f32 * scale;
                }
            }
            RowFormat::Q8 => {
                for (&byte, out) in block[2..].iter().zip(low.iter_mut().chain(high)) {
                    *out = f32::from(byte as i8) * scale;
                }
            }
        }
    }
}

/// Packs a row into blocks of eight bits.
pub fn pack_row(row: &[f32], out: &mut Vec<u8>) {
    for block in row.chunks_exact(RowFormat::BLOCK) {
        let bits = half_above(block.iter().fold(0f32, |most, x| most.max(x.abs())) / 127.0);
        let scale = half(bits);
        out.extend(bits.to_le_bytes());
        out.extend(block.iter().map(|x| if scale > 0.0 { (x / scale).round() as i8 as u8 } else { 0 }));
    }
}

/// A matrix as the encoder takes it.
#[derive(Debug, Default)]
pub struct Matrix {
    /// `[rows / 16][columns / 4][16][4]`.
    pub packed: Vec<i8>,
    /// By row: what one step of its numbers is worth.
    pub scales: Vec<f32>,
    /// By row: the sum of its numbers.
    pub sums: Vec<i32>,
}

/// Quantises and packs a matrix of `[rows][columns]`; rows divide by 16, columns by 4.
#[must_use]
pub fn pack_matrix(matrix: &[f32], columns: usize) -> Matrix {
    let rows = matrix.len() / columns;
    let mut out = Matrix { packed: vec![0; matrix.len()], ..Matrix::default() };
    for (row, numbers) in matrix.chunks_exact(columns).enumerate().take(rows) {
        let scale = numbers.iter().fold(0f32, |most, x| most.max(x.abs())) / WEIGHT_MOST;
        let mut sum = 0;
        for (column, &number) in numbers.iter().enumerate() {
            let value = if scale > 0.0 { (number / scale).round() as i8 } else { 0 };
            sum += i32::from(value);
            out.packed[packed_at(row, column, columns)] = value;
        }
        out.scales.push(scale);
        out.sums.push(sum);
    }
    out
}

/// Where a number of a packed matrix lies.
#[must_use]
pub fn packed_at(row: usize, column: usize, columns: usize) -> usize {
    row / 16 * 16 * columns + column / 4 * 64 + row % 16 * 4 + column % 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_read_as_the_standard_says() {
        for (bits, value) in
            [(0x3C00, 1.0), (0xC000, -2.0), (0x7BFF, 65504.0), (0x0001, 5.960_464_5e-8), (0x8000, -0.0)]
        {
            assert_eq!(half(bits).to_bits(), f32::to_bits(value), "{bits:x}");
        }
        assert_eq!((half_above(1.0), half_above(0.0), half_above(1e9)), (0x3C00, 0, 0x7BFF));
    }

    #[test]
    fn rows_come_back_nearly_as_they_were() {
        let row: Vec<f32> = (0..64).map(|i| ((i * 37 % 64) as f32 - 30.0) * 0.01).collect();
        let (mut packed, mut back) = (Vec::new(), vec![0.0; 64]);
        pack_row(&row, &mut packed);
        unpack_row(&packed, RowFormat::Q8, &mut back);
        assert!(row.iter().zip(&back).all(|(a, b)| (a - b).abs() < 0.0015), "{back:?}");
        pack_row(&[0.0; 32], &mut packed);
        assert_eq!(packed.len(), 3 * 34);
    }

    #[test]
    fn four_bits_hold_first_and_second_half() {
        let mut block = vec![0x00, 0x3C];
        block.extend([0x9F; 16]);
        let mut out = [0.0; 32];
        unpack_row(&block, RowFormat::Q4, &mut out);
        assert_eq!((out[0], out[15], out[16], out[31]), (7.0, 7.0, 1.0, 1.0));
    }

    #[test]
    fn packed_rows_keep_scale_and_sum() {
        let matrix: Vec<f32> = (0..32 * 8).map(|i| (i % 11) as f32 - 5.0).collect();
        let packed = pack_matrix(&matrix, 8);
        for row in 0..32 {
            let numbers = (0..8).map(|column| packed.packed[packed_at(row, column, 8)]);
            assert_eq!(numbers.clone().map(i32::from).sum::<i32>(), packed.sums[row]);
            for (column, number) in numbers.enumerate() {
                assert!(
                    (f32::from(number) * packed.scales[row] - matrix[row * 8 + column]).abs()
                        <= packed.scales[row] / 2.0
                );
            }
        }
    }
}
