//! Byte offsets to code-point offsets, for printing spans.

use vorlage_model::Span;

/// How many bytes lie between two remembered positions.
const STRIDE: usize = 256;

/// Converts byte positions of one text to Unicode code points; O(text) to build, O(1) each.
pub struct CodePoints<'t> {
    text: &'t str,
    before: Vec<u32>,
}

impl<'t> CodePoints<'t> {
    /// Counts the code points of `text` once.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut before = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for (at, byte) in text.bytes().enumerate() {
            if at % STRIDE == 0 {
                before.push(count);
            }
            count += u32::from(is_first(byte));
        }
        if text.len().is_multiple_of(STRIDE) {
            before.push(count);
        }
        Self { text, before }
    }

    /// Number of code points before byte `at`; positions past the end count as the end.
    #[must_use]
    pub fn at(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        let block = at / STRIDE;
        let rest = &self.text.as_bytes()[block * STRIDE..at];
        self.before[block] as usize + rest.iter().filter(|&&b| is_first(b)).count()
    }

    /// `[begin, end]` in code points.
    #[must_use]
    pub fn span(&self, span: Span) -> [usize; 2] {
        [self.at(span.begin as usize), self.at(span.end as usize)]
    }
}

/// Tells whether a byte starts a character in UTF-8.
fn is_first(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_equal_a_plain_count() {
        let text = "Zürich – 10 °C, 東京 и Київ. ".repeat(40);
        let points = CodePoints::new(&text);
        for (n, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(at), n);
        }
        assert_eq!(points.at(text.len()), text.chars().count());
        assert_eq!(CodePoints::new("").at(0), 0);
    }
}
