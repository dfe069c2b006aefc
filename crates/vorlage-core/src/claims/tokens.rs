//! Tokens: the words and marks that names and quotations are read from.
//!
//! In: text and the article's sentences. Out: words, numbers, quotation marks and punctuation with their place, each word with the
//! roles that the language's [`Lexicon`] gives it. Per document; one pass, linear in the text, about 24 bytes a token.
//! Invariants: tokens are in order, do not overlap, lie inside the given sentences; a gap with a line break holds a `Break`.
//! Never: allocates per word, or looks outside the sentences, so that furniture cannot speak.

use super::lexicon::{ABBREVIATION, Lexicon, Roles};
use vorlage_model::Span;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Letters, with inner apostrophes, hyphens and dots ("U.S.").
    Word,
    /// Starts with a digit.
    Number,
    /// A character that may be a quotation mark.
    Mark,
    /// Full stop, question or exclamation mark, ellipsis.
    Stop,
    /// Comma.
    Comma,
    /// Colon.
    Colon,
    /// Semicolon or free-standing dash.
    Pause,
    /// Opening bracket.
    Open,
    /// Closing bracket.
    Close,
    /// Any other character.
    Other,
    /// One or more line breaks.
    Break,
}

/// One token.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// First byte in the document.
    pub begin: u32,
    /// One past the last byte.
    pub end: u32,
    /// What it is.
    pub kind: Kind,
    /// Starts with an upper-case letter.
    pub capital: bool,
    /// What the word can be in a sentence about speech.
    pub roles: Roles,
}

impl Token {
    /// Where.
    pub fn span(&self) -> Span {
        Span { begin: self.begin, end: self.end }
    }

    /// The characters.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        self.span().of(text)
    }

    /// A word that has at least one of the roles.
    pub fn is(&self, roles: Roles) -> bool {
        self.roles & roles != 0
    }

    /// Ends a sentence or a paragraph.
    pub fn ends(&self) -> bool {
        matches!(self.kind, Kind::Stop | Kind::Break)
    }
}

/// Splits the sentences of a text into tokens.
pub fn tokens(text: &str, sentences: &[Span], lexicon: &Lexicon) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(text.len() / 5);
    let mut last = 0;
    for sentence in sentences {
        let begin = (sentence.begin as usize).max(last);
        let end = sentence.end as usize;
        if begin >= end || text.get(begin..end).is_none() {
            continue;
        }
        let gap = &text[last..begin];
        if last > 0 && (gap.contains('\n') || gap.trim() != "") {
            out.push(plain(last, begin, Kind::Break));
        }
        split(text, begin, end, lexicon, &mut out);
        last = end;
    }
    out
}

fn plain(begin: usize, end: usize, kind: Kind) -> Token {
    Token { begin: begin as u32, end: end as u32, kind, capital: false, roles: 0 }
}

/// Splits `text[begin..end]`.
fn split(text: &str, begin: usize, end: usize, lexicon: &Lexicon, out: &mut Vec<Token>) {
    let mut at = begin;
    while at < end {
        let byte = text.as_bytes()[at];
        if byte == b' ' {
            at += 1;
            continue;
        }
        if byte.is_ascii_alphanumeric() {
            at = word(text, at, end, lexicon, out);
            continue;
        }
        let Some(c) = text[at..end].chars().next() else { return };
        let next = at + c.len_utf8();
        if c.is_whitespace() {
            let stop = skip_white(text, at, end);
            if text[at..stop].contains('\n') {
                out.push(plain(at, stop, Kind::Break));
            }
            at = stop;
        } else if c.is_alphanumeric() {
            at = word(text, at, end, lexicon, out);
        } else {
            let stop = double(text, at, end, c).unwrap_or(next);
            let kind = kind_of(text, at, stop, c);
            let kind = if kind == Kind::Stop && goes_on(&text[stop..end], c) { Kind::Other } else { kind };
            out.push(plain(at, stop, kind));
            at = stop;
        }
    }
}

fn skip_white(text: &str, at: usize, end: usize) -> usize {
    text[at..end].find(|c: char| !c.is_whitespace()).map_or(end, |n| at + n)
}

/// The end of a mark written as two characters: ``` `` ``` and `''`, and a run of dots.
fn double(text: &str, at: usize, end: usize, c: char) -> Option<usize> {
    let rest = &text.as_bytes()[at..end];
    match c {
        '`' | '\'' if rest.get(1) == rest.first() => Some(at + 2),
        '.' | '!' | '?' => Some(at + rest.iter().take_while(|b| matches!(b, b'.' | b'!' | b'?')).count()),
        '-' if rest.get(1) == Some(&b'-') => Some(at + rest.iter().take_while(|&&b| b == b'-').count()),
        _ => None,
    }
}

fn kind_of(text: &str, at: usize, stop: usize, c: char) -> Kind {
    match c {
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '‘' | '’' | '‚' | '\'' | '`' | '´' | '「' | '」' => {
            Kind::Mark
        }
        '.' | '!' | '?' | '…' | '。' => Kind::Stop,
        ',' => Kind::Comma,
        ':' => Kind::Colon,
        ';' | '–' | '—' | '―' => Kind::Pause,
        '-' if stop - at > 1 || text[..at].ends_with(char::is_whitespace) => Kind::Pause,
        '(' | '[' | '{' => Kind::Open,
        ')' | ']' | '}' => Kind::Close,
        _ => Kind::Other,
    }
}

/// A full stop that ends no sentence: a lower-case word, comma or closing bracket follows, or a letter follows at once.
fn goes_on(rest: &str, c: char) -> bool {
    let next = rest.chars().next().unwrap_or(' ');
    let beyond = rest.trim_start_matches([' ', '\u{a0}']).chars().next().unwrap_or(' ');
    c == '.' && (next.is_alphanumeric() || matches!(next, ',' | ')' | ';') || beyond.is_lowercase())
}

/// Reads the word or number at `at`; returns where it ends.
fn word(text: &str, at: usize, end: usize, lexicon: &Lexicon, out: &mut Vec<Token>) -> usize {
    let mut stop = word_end(text, at, end);
    if let Some(elided) = elision(&text[at..stop]).filter(|_| lexicon.elides) {
        let roles = lexicon.roles(text[at..at + elided].trim_end_matches(['\'', '’']));
        stop = at + elided;
        let capital = text[at..].starts_with(char::is_uppercase);
        out.push(Token { begin: at as u32, end: stop as u32, kind: Kind::Word, capital, roles });
        return stop;
    }
    let first = text[at..stop].chars().next().unwrap_or(' ');
    let number = first.is_numeric();
    let mut roles = if number { 0 } else { lexicon.roles(&text[at..stop]) };
    if text.as_bytes().get(stop) == Some(&b'.') && stop < end && takes_dot(text, at, stop, roles) {
        stop += 1;
        roles |= ABBREVIATION;
    }
    let kind = if number { Kind::Number } else { Kind::Word };
    let capital = first.is_uppercase();
    out.push(Token { begin: at as u32, end: stop as u32, kind, capital, roles });
    stop
}

/// Length of an elided French word with its apostrophe: "l'", "qu’".
fn elision(word: &str) -> Option<usize> {
    let mark = word.char_indices().take(3).find(|&(_, c)| matches!(c, '\'' | '’'))?;
    let prefix = word[..mark.0].to_ascii_lowercase();
    let known = matches!(prefix.as_str(), "l" | "d" | "s" | "n" | "m" | "t" | "c" | "j" | "qu");
    known.then_some(mark.0 + mark.1.len_utf8())
}

/// Where the word at `at` ends: plain ASCII words byte by byte, others character by character.
fn word_end(text: &str, at: usize, end: usize) -> usize {
    let bytes = &text.as_bytes()[at..end];
    let plain = bytes.iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(bytes.len());
    match bytes.get(plain) {
        Some(b) if !b.is_ascii() || matches!(b, b'\'' | b'-' | b'.' | b'&' | b'@' | b',') => {}
        _ => return at + plain,
    }
    let mut stop = at;
    let mut letters = 0;
    let mut chars = text[at..end].char_indices().peekable();
    while let Some((n, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |&(_, c)| c);
        let between_digits = n > 0 && bytes[n - 1].is_ascii_digit() && next.is_ascii_digit();
        let joined = n > 0 && next.is_alphanumeric() && joins(c) && (c != '.' || letters < 2);
        let separated = between_digits && matches!(c, '.' | ',');
        if !(c.is_alphanumeric() || is_mark_on_letter(c) || joined || separated) {
            break;
        }
        letters = if c == '.' { 0 } else { letters + 1 };
        stop = at + n + c.len_utf8();
    }
    stop
}

/// A character that belongs to the word when a letter or digit follows.
fn joins(c: char) -> bool {
    matches!(c, '\'' | '’' | '-' | '‑' | '.' | '&' | '@')
}

fn is_mark_on_letter(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200d}')
}

/// A full stop belongs to the word: an abbreviation, an initial ("J."), or letters with dots inside ("U.S.").
fn takes_dot(text: &str, at: usize, stop: usize, roles: Roles) -> bool {
    let word = &text[at..stop];
    let short = word.chars().nth(1).is_none() && word.chars().all(char::is_alphabetic);
    short
        || roles & ABBREVIATION != 0
        || (word.contains('.') && word.len() <= 9 && !word.as_bytes()[0].is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::lexicon::Lexicon;
    use vorlage_model::Lang;

    fn check(text: &str, expected: &[&str]) {
        let all = [Span::new(0, text.len())];
        let found = tokens(text, &all, Lexicon::of(Some(Lang::EN)));
        let found: Vec<&str> = found.iter().map(|t| t.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn abbreviations_and_initials_keep_their_dot() {
        check("Sen. J. Doe left.", &["Sen.", "J.", "Doe", "left", "."]);
        check("A U.S. envoy", &["A", "U.S.", "envoy"]);
    }

    #[test]
    fn marks_of_tokenised_corpora_are_one_token() {
        check("``No'' he", &["``", "No", "''", "he"]);
        check("Kyiv’s ‘plan’...", &["Kyiv’s", "‘", "plan", "’", "..."]);
    }

    #[test]
    fn a_line_break_is_a_token() {
        check("one\n\ntwo", &["one", "\n\n", "two"]);
    }
}
