//! What a model is: its shape, where it comes from, under which licence. The first section of a model file, as JSON.

use serde::{Deserialize, Serialize};

/// What a model file says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The model's name, such as `intfloat/multilingual-e5-small`; "unknown" where its source is not known to this program.
    pub name: String,
    /// Its licence, as its publisher names it.
    pub licence: String,
    /// The files it was made from.
    pub sources: Vec<Source>,
    /// The program that made it.
    pub made_by: String,
    /// Its dimensions.
    pub shape: Shape,
    /// How word vectors are stored.
    pub rows: RowFormat,
    /// Its tokens with a meaning of their own.
    pub control: Control,
    /// What is put before every text.
    pub prefix: String,
    /// What the means and the static table were learned from, where they are there.
    pub learned: Vec<Learned>,
}

/// A file that a model was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its name without folders.
    pub file: String,
    /// SHA-256 of its content, in hexadecimal digits.
    pub sha256: String,
}

/// A part of a model that was learned from text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Learned {
    /// The section: `means` or `static`.
    pub part: String,
    /// The text, in words.
    pub from: String,
    /// Sentences it was learned from.
    pub sentences: usize,
}

/// Dimensions of a BERT encoder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    /// Numbers of a token's vector, and of a sentence's.
    pub hidden: usize,
    /// Layers.
    pub layers: usize,
    /// Heads of attention in a layer.
    pub heads: usize,
    /// Numbers between the two matrices of a feed-forward layer.
    pub inner: usize,
    /// Rows of word vectors.
    pub words: usize,
    /// Most tokens of a sentence.
    pub positions: usize,
    /// What keeps the variance of a layer's normalisation from being zero, times 1e15.
    pub epsilon_e15: u64,
}

impl Shape {
    /// Numbers of a head's vector.
    #[must_use]
    pub fn head(&self) -> usize {
        self.hidden / self.heads
    }

    /// What keeps the variance from being zero.
    #[must_use]
    pub fn epsilon(&self) -> f32 {
        self.epsilon_e15 as f32 * 1e-15
    }

    /// Why no encoder of this shape can run, where none can: the kernels take rows by 32 and heads by 16, and sums of bytes must fit.
    #[must_use]
    pub fn refused(&self) -> Option<&'static str> {
        let within = |value: usize, most: usize| (1..=most).contains(&value);
        if !within(self.hidden, 4096) || !within(self.inner, 16_384) || !within(self.layers, 64) {
            return Some("is larger than this program takes");
        }
        if !within(self.positions, 8192)
            || self.positions < 4
            || !within(self.words, 1 << 21)
            || !within(self.heads, 64)
        {
            return Some("has a vocabulary, heads or positions that this program does not take");
        }
        let divides =
            self.hidden.is_multiple_of(32) && self.inner.is_multiple_of(32) && self.hidden.is_multiple_of(self.heads);
        (!divides || !self.head().is_multiple_of(16))
            .then_some("has dimensions that do not divide by 32, or heads that do not divide by 16")
    }
}

/// How the vector of a word is stored: blocks of 32 numbers that share a scale of 16 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RowFormat {
    /// Four bits a number (18 bytes a block): low halves are the first 16 numbers, 8 stands for zero.
    Q4,
    /// Eight bits a number (34 bytes a block), signed.
    Q8,
}

impl RowFormat {
    /// Numbers of a block.
    pub const BLOCK: usize = 32;

    /// Bytes of a block.
    #[must_use]
    pub fn block_bytes(self) -> usize {
        match self {
            Self::Q4 => 18,
            Self::Q8 => 34,
        }
    }

    /// Bytes of a row of `hidden` numbers.
    #[must_use]
    pub fn row_bytes(self, hidden: usize) -> usize {
        hidden / Self::BLOCK * self.block_bytes()
    }
}

/// Numbers of tokens with a meaning of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Control {
    /// Stands before every sentence.
    pub begin: u32,
    /// Stands after every sentence.
    pub end: u32,
    /// Stands for what no piece holds.
    pub unknown: u32,
}
