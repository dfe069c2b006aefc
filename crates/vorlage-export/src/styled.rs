//! Styled lines of text: what a terminal view is made of before it becomes escape codes, plain text or a picture.
//!
//! Whatever enters a [`Line`] is cleaned first, so that no title, id or text of a document can move the cursor, change colours or
//! reverse the writing direction of what follows.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What a piece of text is, and so how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Ink {
    /// Ordinary text.
    #[default]
    Plain,
    /// What to read first.
    Strong,
    /// What to read last: copies, legends, quoted evidence.
    Faint,
    /// Kinds of copying that keep the words.
    Kept,
    /// Kinds of copying that change the words.
    Reworded,
    /// Kinds of copying that change the language.
    Translated,
    /// Origins agree.
    Good,
    /// Something changed or is not sure.
    Warn,
    /// Something contradicts.
    Bad,
    /// Words that are missing on the other side.
    Cut,
    /// Words that are new on this side.
    Added,
    /// Words that stand in the place of others.
    Replaced,
}

/// Text of one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// How it looks.
    pub ink: Ink,
    /// The cleaned text.
    pub text: String,
}

/// One line of pieces.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// The pieces from left to right.
    pub pieces: Vec<Piece>,
}

impl Line {
    /// An empty line.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A line of one piece.
    #[must_use]
    pub fn of(ink: Ink, text: &str) -> Self {
        Self::new().with(ink, text)
    }

    /// The line with a piece more.
    #[must_use]
    pub fn with(mut self, ink: Ink, text: &str) -> Self {
        self.push(ink, text);
        self
    }

    /// Adds a piece; its text is cleaned.
    pub fn push(&mut self, ink: Ink, text: &str) {
        let text = clean(text);
        if text.is_empty() {
            return;
        }
        match self.pieces.last_mut() {
            Some(last) if last.ink == ink => last.text.push_str(&text),
            _ => self.pieces.push(Piece { ink, text }),
        }
    }

    /// Adds all pieces of another line.
    pub fn append(&mut self, other: &Self) {
        for piece in &other.pieces {
            self.push(piece.ink, &piece.text);
        }
    }

    /// Columns that the line takes.
    #[must_use]
    pub fn width(&self) -> usize {
        self.pieces.iter().map(|p| p.text.width()).sum()
    }

    /// Adds spaces up to a column.
    pub fn pad(&mut self, column: usize) {
        let missing = column.saturating_sub(self.width());
        self.push(Ink::Plain, &" ".repeat(missing));
    }

    /// The line cut to a width, with an ellipsis where something is missing.
    #[must_use]
    pub fn cut(&self, width: usize) -> Self {
        if self.width() <= width {
            return self.clone();
        }
        let mut out = Self::new();
        for piece in &self.pieces {
            let room = width.saturating_sub(out.width());
            if piece.text.width() < room {
                out.push(piece.ink, &piece.text);
            } else {
                out.push(piece.ink, &cut_end(&piece.text, room.saturating_sub(1)));
                out.push(piece.ink, "…");
                break;
            }
        }
        out
    }

    /// The line broken at spaces into lines of at most `width` columns; a word that is wider is broken where it must be.
    #[must_use]
    pub fn wrap(&self, width: usize) -> Vec<Self> {
        let width = width.max(8);
        let mut out = Vec::new();
        let mut line = Self::new();
        let mut used = 0;
        for (ink, token) in tokens(&self.pieces) {
            let wide = token.width();
            if used + wide > width && used > 0 {
                out.push(std::mem::take(&mut line).trimmed());
                used = 0;
            }
            if used == 0 && token.trim().is_empty() {
                continue;
            }
            for part in slices(token, width) {
                if used + part.width() > width && used > 0 {
                    out.push(std::mem::take(&mut line).trimmed());
                    used = 0;
                }
                line.push(ink, part);
                used += part.width();
            }
        }
        if !line.pieces.is_empty() || out.is_empty() {
            out.push(line.trimmed());
        }
        out
    }

    /// Without spaces at the end.
    fn trimmed(mut self) -> Self {
        while let Some(last) = self.pieces.last_mut() {
            last.text.truncate(last.text.trim_end_matches(' ').len());
            if !last.text.is_empty() {
                break;
            }
            self.pieces.pop();
        }
        self
    }

    /// The bare text.
    #[must_use]
    pub fn text(&self) -> String {
        self.pieces.iter().map(|p| p.text.as_str()).collect()
    }
}

/// Words and the spaces between them, each with its look. Words that touch across a change of look stay apart only here.
fn tokens(pieces: &[Piece]) -> impl Iterator<Item = (Ink, &str)> {
    pieces.iter().flat_map(|piece| {
        let mut rest = piece.text.as_str();
        std::iter::from_fn(move || {
            let first = rest.chars().next()?;
            let end = rest.find(|c: char| (c == ' ') != (first == ' ')).unwrap_or(rest.len());
            let (token, after) = rest.split_at(end);
            rest = after;
            Some((piece.ink, token))
        })
    })
}

/// Parts of a token of at most `width` columns each.
fn slices(token: &str, width: usize) -> Vec<&str> {
    if token.width() <= width {
        return vec![token];
    }
    let mut out = Vec::new();
    let (mut begin, mut used) = (0, 0);
    for (at, c) in token.char_indices() {
        let wide = c.width().unwrap_or(0);
        if used + wide > width && at > begin {
            out.push(&token[begin..at]);
            (begin, used) = (at, 0);
        }
        used += wide;
    }
    out.push(&token[begin..]);
    out
}

/// The beginning of a text that fits into `width` columns.
fn cut_end(text: &str, width: usize) -> String {
    let mut used = 0;
    text.chars()
        .take_while(|c| {
            used += c.width().unwrap_or(0);
            used <= width
        })
        .collect()
}

/// A text of at most `width` columns, its middle left out where it is longer: ends of paths and ids tell most.
#[must_use]
pub fn cut_middle(text: &str, width: usize) -> String {
    let text = clean(text);
    if text.width() <= width {
        return text;
    }
    let head = cut_end(&text, width.saturating_sub(1) / 3);
    let mut tail: Vec<char> = Vec::new();
    let mut used = head.width() + 1;
    for c in text.chars().rev() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        tail.push(c);
    }
    format!("{head}…{}", tail.iter().rev().collect::<String>())
}

/// A text of at most `width` columns, with an ellipsis where its end is missing.
#[must_use]
pub fn cut_text(text: &str, width: usize) -> String {
    let text = clean(text);
    if text.width() <= width {
        return text;
    }
    format!("{}…", cut_end(&text, width.saturating_sub(1)).trim_end())
}

/// Makes a text harmless to a terminal: line breaks and tabs become spaces, other control characters their pictures, and
/// characters that turn the writing direction are replaced or, where they are mere marks, dropped.
#[must_use]
pub fn clean(text: &str) -> String {
    if text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return text.to_owned();
    }
    text.chars().filter_map(clean_char).collect()
}

/// The harmless form of a character; `None`: nothing.
fn clean_char(c: char) -> Option<char> {
    match c {
        '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{a0}' => Some(' '),
        '\0'..='\u{1f}' => char::from_u32(0x2400 + c as u32),
        '\u{7f}' => Some('\u{2421}'),
        '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some('\u{fffd}'),
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}' => None,
        '\u{206a}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => None,
        _ => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_and_direction_marks_are_harmless() {
        assert_eq!(clean("a\u{1b}[31mb"), "a␛[31mb");
        assert_eq!(clean("a\u{202e}b\u{200f}c\u{9b}d"), "a\u{fffd}bc\u{fffd}d");
        assert_eq!(clean("two\nlines\tand"), "two lines and");
    }

    #[test]
    fn lines_wrap_by_columns_not_by_bytes() {
        let lines = Line::of(Ink::Plain, "Zürich wählt früher als 東京都知事選挙").wrap(16);
        assert!(lines.iter().all(|l| l.width() <= 16), "{lines:?}");
        let whole: String = lines.iter().map(Line::text).collect::<Vec<_>>().join("");
        assert_eq!(whole.replace(' ', ""), "Zürichwähltfrüherals東京都知事選挙");
    }

    #[test]
    fn a_wide_word_is_broken() {
        let lines = Line::of(Ink::Plain, &"x".repeat(25)).wrap(10);
        assert_eq!(lines.iter().map(Line::width).collect::<Vec<_>>(), [10, 10, 5]);
    }

    #[test]
    fn cutting_says_that_something_is_missing() {
        assert_eq!(cut_text("a long title", 7), "a long…");
        assert_eq!(cut_middle("archive/2024/page-0017.html", 15), "arch…-0017.html");
        assert_eq!(Line::of(Ink::Plain, "abc").with(Ink::Faint, "defgh").cut(5).text(), "abcd…");
    }
}
