//! The static table: a vector for each token, so that the sum over a sentence's tokens comes near its encoded vector, far faster.
//!
//! A section `static` is: u32 numbers of a vector, u32 tokens n; n u32 token numbers, ascending; n f32 scales; n rows of signed bytes.
//! Good for candidates only (docs/sentence-model.md says how good).

use std::ops::Range;

/// Where the parts of the table lie in a section, and which token has which row.
#[derive(Debug)]
pub struct Table {
    dimensions: usize,
    /// By token: 0, or 1 + its row.
    rows: Vec<u32>,
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
        let scales = 8 + 4 * count..8 + 8 * count;
        let numbers = scales.end..scales.end + count * dimensions;
        (number(0)? == dimensions && numbers.end == section.len()).then_some(())?;
        let mut rows = vec![0; words];
        for row in 0..count {
            *rows.get_mut(number(8 + 4 * row)?)? = row as u32 + 1;
        }
        Some(Self { dimensions, rows, scales, numbers })
    }

    /// Adds `weight` times the vector of a token to `out`; nothing where it has none.
    pub fn add(&self, section: &[u8], token: u32, weight: f32, out: &mut [f32]) {
        let Some(row) = self.rows.get(token as usize).and_then(|row| row.checked_sub(1)) else {
            return;
        };
        let row = row as usize;
        let at = self.scales.start + 4 * row;
        let factor = weight * f32::from_le_bytes([section[at], section[at + 1], section[at + 2], section[at + 3]]);
        let numbers = &section[self.numbers.start + row * self.dimensions..][..self.dimensions];
        for (out, &number) in out.iter_mut().zip(numbers) {
            *out += f32::from(number as i8) * factor;
        }
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
        let section = Learned { dimensions: 16, tokens: vec![2, 5], vectors }.write();
        let table = Table::read(&section, 16, 9).expect("the section is whole");
        let mut out = vec![0.0; 16];
        for (token, weight) in [(2, 1.0), (5, 0.25), (7, 1.0), (99, 1.0), (5, 0.25)] {
            table.add(&section, token, weight, &mut out);
        }
        assert!((out[0] - 3.0).abs() < 1e-6 && (out[1] - 2.0).abs() < 1e-6, "{out:?}");
        assert_eq!(table.len(), 2);
        for cut in 0..section.len() {
            assert!(Table::read(&section[..cut], 16, 9).is_none());
        }
        assert!(Table::read(&section, 16, 5).is_none(), "a token without a word");
    }
}
