//! Lines of a text with what rules ask of them: length, case, how they end.

use vorlage_model::Span;
use vorlage_text::Layout;

/// A line, trimmed; in wrapped text a paragraph, its breaks inside.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    /// The words.
    pub text: &'t str,
    /// Where.
    pub span: Span,
    /// Code points, counted to [`LONG`] at most; a CJK or Hangul letter counts as two.
    pub width: usize,
    /// Words, counted on short lines only.
    pub words: usize,
    /// A paragraph of prose: long, or a whole sentence of some length.
    pub prose: bool,
}

/// Lines are measured to this many bytes; longer ones are long whatever they hold.
const LONG: usize = 1_000;
/// Words are counted on lines up to this width.
const COUNTED: usize = 200;

impl Line<'_> {
    /// Holds no words.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Ends as a sentence does, closing quotation marks and brackets aside.
    pub fn is_closed(&self) -> bool {
        let core = self.text.trim_end_matches(['"', '\'', '”', '“', '’', '»', ')', ']', '」', '』', ' ', '\u{a0}']);
        core.ends_with(['.', '!', '?', '…', '。', '！', '？', '۔', '؟', '।', '։', '።'])
    }

    /// Opens with a small letter: the line before it was broken, not ended.
    pub fn flows_on(&self) -> bool {
        self.text.starts_with(char::is_lowercase)
    }

    /// Ends in a full stop proper.
    pub fn ends_in_full_stop(&self) -> bool {
        self.text.ends_with(['.', '。', '۔', '।', '።', '։'])
    }

    /// Judges shape once.
    fn looks_like_prose(&self) -> bool {
        self.width >= PROSE && (self.is_closed() || self.width >= 2 * PROSE || self.text.contains(". "))
            || self.width >= SENTENCE && self.ends_in_full_stop() && self.words >= 6
    }

    /// Letters, and none of them small.
    pub fn is_all_capitals(&self) -> bool {
        self.text.chars().any(char::is_uppercase) && !self.text.chars().any(char::is_lowercase)
    }
}

/// Width of a paragraph of prose.
const PROSE: usize = 80;
/// Width of a short sentence that stands as a paragraph.
const SENTENCE: usize = 40;

/// Splits a text into lines, blank ones included; wrapped lines are joined.
pub(super) fn lines(text: &str, layout: Layout) -> Vec<Line<'_>> {
    let mut out = Vec::new();
    let mut begin = 0;
    for (at, _) in text.bytes().enumerate().filter(|&(_, b)| b == b'\n') {
        let rest = &text[at + 1..];
        if layout.wrap.is_some() {
            let line_begin = text[begin..at].rfind('\n').map_or(begin, |n| begin + n + 1);
            let next = &rest[..rest.find('\n').unwrap_or(rest.len())];
            if layout.joins(&text[line_begin..at], next) {
                continue;
            }
        }
        out.push(line(text, begin, at));
        begin = at + 1;
    }
    if begin < text.len() {
        out.push(line(text, begin, text.len()));
    }
    out
}

fn line(text: &str, begin: usize, end: usize) -> Line<'_> {
    let slice = &text[begin..end];
    let trimmed =
        slice.trim_matches(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}'));
    let from = begin + (trimmed.as_ptr() as usize - slice.as_ptr() as usize);
    let long = trimmed.len() > LONG;
    let width = if long { LONG } else { measure(trimmed) };
    let words = if width <= COUNTED { trimmed.split_whitespace().count() } else { LONG };
    let mut line = Line { text: trimmed, span: Span::new(from, from + trimmed.len()), width, words, prose: false };
    line.prose = line.looks_like_prose();
    line
}

fn measure(line: &str) -> usize {
    if line.is_ascii() { line.len() } else { line.chars().map(width).sum() }
}

fn width(c: char) -> usize {
    1 + usize::from(
        matches!(c, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{ff00}'..='\u{ff60}'),
    )
}

/// A line for comparing: lower case, letters and digits alone.
pub(super) fn plain(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !out.ends_with(' ') && !out.is_empty() {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}
