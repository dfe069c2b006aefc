//! Half-open byte ranges.

use std::ops::Range;

/// A half-open range of bytes in one document's text; both ends lie on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct Span {
    /// First byte.
    pub begin: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Makes a span; texts are under 4 GiB, which reading guarantees.
    #[must_use]
    pub fn new(begin: usize, end: usize) -> Self {
        debug_assert!(begin <= end && end <= u32::MAX as usize);
        Self { begin: begin as u32, end: end as u32 }
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.begin) as usize
    }

    /// Holds no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.begin == self.end
    }

    /// The same range for slicing.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.begin as usize..self.end as usize
    }

    /// The words of `text` that the span marks; empty where the span does not fit the text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// Shares at least one byte with `other`.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.begin < other.end && other.begin < self.end
    }

    /// Contains all of `other`.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.begin <= other.begin && other.end <= self.end
    }
}
