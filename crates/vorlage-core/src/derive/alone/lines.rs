//! Lines of a text, where paragraphs, headings and furniture stand.

use vorlage_model::Span;

/// A line that holds something, without white space at its ends.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// Where.
    pub span: Span,
}

/// The lines of a text in order, empty ones left out.
#[must_use]
pub fn lines(text: &str) -> Vec<Line> {
    let mut out = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let begin = at + (line.len() - line.trim_start().len());
            out.push(Line { span: Span::new(begin, begin + trimmed.len()) });
        }
        at += line.len();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_trimmed_and_empty_ones_left_out() {
        let text = " One.\r\n\n\tTwo. \n";
        assert_eq!(lines(text).iter().map(|l| l.span.of(text)).collect::<Vec<_>>(), ["One.", "Two."]);
        assert!(lines("").is_empty());
    }
}
