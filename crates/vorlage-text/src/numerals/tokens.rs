//! Tokens for reading numerals: words, runs of digits, single marks; white space only shows in the gaps between spans.
//!
//! Unlike [`crate::words`], letters and digits never share a token ("15kHz" is two that touch), and an elided article is a token
//! of its own in French ("d'" + "euros").

use vorlage_model::{Lang, Span};

/// Sorts of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters with inner apostrophes.
    Word,
    /// Digits with single separators between them ("10,000", "1.5", "7'000").
    Digits,
    /// Any other character but white space.
    Mark,
}

/// A word, a run of digits or a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: TokenKind,
}

impl Token {
    /// Tells whether `next` follows without a gap.
    #[must_use]
    pub fn touches(&self, next: &Self) -> bool {
        self.span.end == next.span.begin
    }

    /// The token's text.
    #[must_use]
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        self.span.of(text)
    }
}

/// Splits a part of a text into tokens; replaces what `out` held. O(length).
pub fn tokenize(text: &str, part: Span, lang: Option<Lang>, out: &mut Vec<Token>) {
    out.clear();
    let slice = part.of(text);
    let bytes = slice.as_bytes();
    let shift = part.begin as usize;
    let mut at = 0;
    while at < bytes.len() {
        let (end, kind) = match bytes[at] {
            b if b.is_ascii_whitespace() => {
                at += 1;
                continue;
            }
            b if b.is_ascii_alphabetic() => (word_end(slice, at, lang), TokenKind::Word),
            b if b.is_ascii_digit() => (digits_end(bytes, at), TokenKind::Digits),
            b'.' | b',' if opens_fraction(bytes, at) => (digits_end(bytes, at + 1), TokenKind::Digits),
            b if b.is_ascii() => (at + 1, TokenKind::Mark),
            _ => match slice[at..].chars().next() {
                Some(c) if c.is_whitespace() || is_invisible(c) => {
                    at += c.len_utf8();
                    continue;
                }
                Some(c) if c.is_alphabetic() => (word_end(slice, at, lang), TokenKind::Word),
                Some(c) => (at + c.len_utf8(), TokenKind::Mark),
                None => break,
            },
        };
        out.push(Token { span: Span::new(shift + at, shift + end), kind });
        at = end;
    }
}

/// Soft hyphens, joiners and the like separate nothing and mean nothing.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}')
}

/// ".5" after a space or at the start is a number.
fn opens_fraction(bytes: &[u8], at: usize) -> bool {
    let free = at == 0 || bytes[at - 1].is_ascii_whitespace() || bytes[at - 1] == b'$' || bytes[at - 1] == b'-';
    free && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
}

/// End of a run of digits with single separators between digits.
fn digits_end(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() {
        let inner = matches!(bytes[at], b'.' | b',' | b'\'') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        let apostrophe = bytes[at..].starts_with("’".as_bytes()) && bytes.get(at + 3).is_some_and(u8::is_ascii_digit);
        if bytes[at].is_ascii_digit() || inner {
            at += 1;
        } else if apostrophe {
            at += 3;
        } else {
            break;
        }
    }
    at
}

/// End of a word: letters, marks, inner apostrophes; in French an elision ends at its apostrophe.
fn word_end(slice: &str, begin: usize, lang: Option<Lang>) -> usize {
    let bytes = slice.as_bytes();
    let mut at = begin;
    while at < bytes.len() {
        if bytes[at].is_ascii_alphabetic() {
            at += 1;
            continue;
        }
        let Some(c) = slice[at..].chars().next() else { break };
        let next = at + c.len_utf8();
        let letter_follows = || slice[next..].chars().next().is_some_and(char::is_alphabetic);
        if matches!(c, '\'' | '’') && letter_follows() {
            if lang == Some(Lang::FR) && at - begin <= 2 {
                return next;
            }
        } else if c.is_ascii() || !(c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}')) {
            break;
        }
        at = next;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, lang: Lang, expected: &[&str]) {
        let mut tokens = Vec::new();
        tokenize(text, Span::new(0, text.len()), Some(lang), &mut tokens);
        let found: Vec<&str> = tokens.iter().map(|t| t.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn letters_and_digits_are_apart() {
        check("A 15kHz tone, 10,000-odd.", Lang::EN, &["A", "15", "kHz", "tone", ",", "10,000", "-", "odd", "."]);
        check("Kyiv's $.5", Lang::EN, &["Kyiv's", "$", ".5"]);
        check("1’000 Franken", Lang::DE, &["1’000", "Franken"]);
    }

    #[test]
    fn french_elisions_are_apart() {
        check("plus d’une dizaine", Lang::FR, &["plus", "d’", "une", "dizaine"]);
    }

    #[test]
    fn hostile_text_ends() {
        check(
            "..,,''9'’’\u{ad}é\u{301}'",
            Lang::FR,
            &[".", ".", ",", ",", "'", "'", "9", "'", "’", "’", "é\u{301}", "'"],
        );
    }
}
