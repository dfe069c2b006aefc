//! The static table: a vector for each frequent token, so that the sum over a sentence's tokens comes near its encoded vector, far faster.
//!
//! A section `static` is: u32 numbers of a vector, u32 tokens n; n u32 token numbers, ascending; n f32 weights; n f32 scales; n rows of
//! signed bytes. The vector of a text is the sum of weight times scale times row over its tokens, brought to length 1; it is centred
//! already. Good for candidates only (docs/sentence-model.md says how good).

use crate::encoder::floats;
use std::ops::Range;

/// Where the parts of the table lie in a section, and which token has which row.
#[derive(Debug)]
pub struct Table {
    dimensions: usize,
    /// By token: 0, or 1 + its row.
    rows: Vec<u32>,
    weights: Range<usize>,
    scales: Range<usize>,
    numbers: Range<usize>,
}

/// A table as it is learned.
#[derive(Debug, Clone, PartialEq)]
pub struct Learned {
    /// Numbers of a vector.
    pub dimensions: usize,
    /// Tokens, ascending.
    pub tokens: Vec<u32>,
    /// Their weights.
    pub weights: Vec<f32>,
    /// Their vectors.
    pub vectors: Vec<f32>,
}

impl Learned {
    /// Writes a section; every row gets a scale by its greatest number.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let mut out: Vec<u8> =
            [self.dimensions as u32, self.tokens.len() as u32].iter().flat_map(|n| n.to_le_bytes()).collect();
        out.extend(self.tokens.iter().flat_map(|t| t.to_le_bytes()));
        out.extend(self.weights.iter().flat_map(|w| w.to_le_bytes()));
        let rows = || self.vectors.chunks_exact(self.dimensions);
        let scale = |row: &[f32]| row.iter().fold(0f32, |most, x| most.max(x.abs())) / 127.0;
        out.extend(rows().flat_map(|row| scale(row).to_le_bytes()));
        for row in rows() {
            let scale = scale(row);
            out.extend(row.iter().map(|x| if scale > 0.0 { (x / scale).round() as i8 as u8 } else { 0 }));
        }
        out
    }
}

impl Table {
    /// Reads a section of a model with so many words; `None` where it is not whole.
    #[must_use]
    pub fn read(section: &[u8], dimensions: usize, words: usize) -> Option<Self> {
        let number = |at: usize| Some(u32::from_le_bytes(section.get(at..at + 4)?.try_into().ok()?) as usize);
        let count = number(4).filter(|&n| n <= words)?;
        let weights = 8 + 4 * count..8 + 8 * count;
        let scales = weights.end..weights.end + 4 * count;
        let numbers = scales.end..scales.end + count * dimensions;
        (number(0)? == dimensions && numbers.end == section.len()).then_some(())?;
        let mut rows = vec![0; words];
        for row in 0..count {
            *rows.get_mut(number(8 + 4 * row)?)? = row as u32 + 1;
        }
        Some(Self { dimensions, rows, weights, scales, numbers })
    }

    /// Adds the vectors of tokens into `out` and brings it to length 1; zeros where no token is in the table.
    pub fn add(&self, section: &[u8], tokens: &[u32], out: &mut [f32]) {
        for &token in tokens {
            let Some(row) = self.rows.get(token as usize).and_then(|row| row.checked_sub(1)) else {
                continue;
            };
            let row = row as usize;
            let float = |range: &Range<usize>| {
                let at = range.start + 4 * row;
                f32::from_le_bytes([section[at], section[at + 1], section[at + 2], section[at + 3]])
            };
            let factor = float(&self.weights) * float(&self.scales);
            let numbers = &section[self.numbers.start + row * self.dimensions..][..self.dimensions];
            for (out, &number) in out.iter_mut().zip(numbers) {
                *out += f32::from(number as i8) * factor;
            }
        }
        floats::unit(out);
    }

    /// Tokens that have a row.
    #[must_use]
    pub fn len(&self) -> usize {
        self.numbers.len() / self.dimensions.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_add_up() {
        let mut vectors = vec![0.0; 32];
        (vectors[0], vectors[17]) = (3.0, 4.0);
        let section = Learned { dimensions: 16, tokens: vec![2, 5], weights: vec![1.0, 0.5], vectors }.write();
        let table = Table::read(&section, 16, 9).expect("the section is whole");
        let mut out = vec![0.0; 16];
        table.add(&section, &[2, 5, 5, 7, 99], &mut out);
        assert!((out[0] - 0.6).abs() < 1e-6 && (out[1] - 0.8).abs() < 1e-6, "{out:?}");
        assert_eq!(table.len(), 2);
        for cut in 0..section.len() {
            assert!(Table::read(&section[..cut], 16, 9).is_none());
        }
        assert!(Table::read(&section, 16, 5).is_none(), "a token without a word");
    }
}
