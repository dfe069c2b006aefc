//! Sentences of a text, by plain rules over the bytes in one pass.
//!
//! A stop is judged by the word before it (abbreviation, initial, ordinal, acronym), what closes after it (quotation marks, brackets)
//! and the word that follows (capital, figure, a word that begins sentences). Scripts without case end at their own stops.
//! About 60 bytes around each stop are looked at, so time is linear in the text whatever it holds.
//!
//! **Source:** rules of our own. `icu_segmenter` and others made nine sentences of four on abbreviations, ordinals and datelines.

use crate::Layout;
use crate::abbreviations::{Stop, begins_sentences, is_month, stop_after, writes_ordinals_with_stop};
use vorlage_model::{Lang, Span};

/// Splits a text into sentences in order, trimmed of white space; the layout is read from the text itself.
///
/// `lang` settles words that are an abbreviation in one language only, and ordinals ("13. November"); `None` uses what all share.
#[must_use]
pub fn sentences(text: &str, lang: Option<Lang>) -> Vec<Span> {
    sentences_laid(text, lang, Layout::of(text))
}

/// Splits a part of a text whose layout is known.
#[must_use]
pub fn sentences_laid(text: &str, lang: Option<Lang>, layout: Layout) -> Vec<Span> {
    let scan = Scan { text, bytes: text.as_bytes(), lang, layout, lower: is_lower_cased(text) };
    let mut out = Vec::with_capacity(text.len() / 128 + 1);
    let (mut begin, mut at, mut line) = (0, 0, 0);
    while at < scan.bytes.len() {
        if !INTERESTING[scan.bytes[at] as usize] {
            at += 1;
            continue;
        }
        if scan.bytes[at] == b'\n' {
            if !scan.is_wrap(line, at) {
                push_trimmed(text, begin, at, &mut out);
                begin = at + 1;
            }
            at += 1;
            line = at;
            continue;
        }
        let Some(mark) = scan.mark(at) else {
            at += 1;
            continue;
        };
        let end = scan.run_end(at);
        let closed = scan.closers_end(end);
        if scan.ends_sentence(begin, at, end, closed, mark) {
            push_trimmed(text, begin, closed, &mut out);
            begin = closed;
            at = closed;
        } else {
            at = end;
        }
    }
    push_trimmed(text, begin, text.len(), &mut out);
    out
}

/// Stops by how they end sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// `.` and the ellipsis.
    Full,
    /// `!`, `?` and their like.
    Loud,
    /// Stops of scripts that need no space after them: 。 । ۔ ።
    Own,
}

/// Bytes that a stop or line break can begin with.
const INTERESTING: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = [b'\n', b'.', b'!', b'?', 0xd6, 0xd8, 0xdb, 0xe0, 0xe1, 0xe2, 0xe3, 0xef];
    let mut i = 0;
    while i < bytes.len() {
        table[bytes[i] as usize] = true;
        i += 1;
    }
    table
};

/// Longest word before a stop that is looked at, in bytes; no abbreviation is longer.
const WORD: usize = 24;
/// A place name and date may end in a stop within this many bytes of a sentence's begin ("Madrid, 13 nov (EFE).- ").
const DATELINE: usize = 64;
/// Widest white space before a list number.
const INDENT: usize = 40;
/// Letters looked at to tell whether a text is written without capitals.
const CASE_SAMPLE: usize = 2_000;

struct Scan<'t> {
    text: &'t str,
    bytes: &'t [u8],
    lang: Option<Lang>,
    layout: Layout,
    lower: bool,
}

impl Scan<'_> {
    /// The stop that begins at a byte.
    fn mark(&self, at: usize) -> Option<Mark> {
        let rest = &self.bytes[at..];
        match rest[0] {
            b'.' => Some(Mark::Full),
            b'!' | b'?' => Some(Mark::Loud),
            0xe2 if rest.starts_with("…".as_bytes()) => Some(Mark::Full),
            0xe2 if ["‼", "⁇", "⁈", "⁉"].iter().any(|s| rest.starts_with(s.as_bytes())) => Some(Mark::Loud),
            0xd8 if rest.starts_with("؟".as_bytes()) => Some(Mark::Loud),
            0xd6 if rest.starts_with("։".as_bytes()) => Some(Mark::Own),
            0xdb if rest.starts_with("۔".as_bytes()) => Some(Mark::Own),
            0xe0 if rest.starts_with("।".as_bytes()) || rest.starts_with("॥".as_bytes()) => Some(Mark::Own),
            0xe1 if ["።", "፧", "។", "။"].iter().any(|s| rest.starts_with(s.as_bytes())) => Some(Mark::Own),
            0xe3 if rest.starts_with("。".as_bytes()) => Some(Mark::Own),
            0xef if ["！", "？", "．", "｡"].iter().any(|s| rest.starts_with(s.as_bytes())) => Some(Mark::Own),
            _ => None,
        }
    }

    /// End of a run of stops ("?!", "...", "....").
    fn run_end(&self, mut at: usize) -> usize {
        while at < self.bytes.len() && self.mark(at).is_some() {
            at += char_len(self.bytes[at]);
        }
        at
    }

    /// End of the quotation marks, brackets and note numbers that close after a stop.
    fn closers_end(&self, mut at: usize) -> usize {
        loop {
            let rest = &self.text[at..];
            let Some(c) = rest.chars().next() else { return at };
            let after = &rest[c.len_utf8()..];
            let word_follows = after.starts_with(char::is_alphanumeric);
            match c {
                '"' | '\'' | '“' | '‘' if word_follows => return at,
                '"' | '\'' | '”' | '’' | '“' | '‘' | '»' | '›' | ')' | ']' | '」' | '』' | '）' | '】' | '》' => {
                    at += c.len_utf8()
                }
                '«' if !word_follows => at += c.len_utf8(),
                '[' => match note_number(rest) {
                    Some(len) => at += len,
                    None => return at,
                },
                ' ' if after.starts_with("''") => at += 3,
                ' ' | '\u{a0}' | '\u{202f}' if after.starts_with('»') => at += c.len_utf8() + "»".len(),
                _ => return at,
            }
        }
    }

    /// Tells whether the line that begins at `line` and breaks at `at` goes on in the next one.
    fn is_wrap(&self, line: usize, at: usize) -> bool {
        if self.layout.wrap.is_none() {
            return false;
        }
        let next = &self.text[at + 1..];
        let end = next.find('\n').unwrap_or(next.len());
        self.layout.joins(&self.text[line..at], &next[..end])
    }

    /// Tells whether the stops at `at..end`, with closers to `closed`, end the sentence that began at `begin`.
    fn ends_sentence(&self, begin: usize, at: usize, end: usize, closed: usize, mark: Mark) -> bool {
        let rest = &self.text[closed..];
        let next = Next::of(rest, self.layout.wrap.is_some());
        if next.goes_on {
            return false;
        }
        let Some(letter) = next.letter else {
            // Nothing but marks follows to the end of the line: they belong to this sentence unless a blank parts them.
            return mark == Mark::Own || next.spaced || rest.is_empty();
        };
        if mark == Mark::Own {
            return !japanese_quote_goes_on(&self.text[end..closed], rest);
        }
        if !next.spaced {
            return mark == Mark::Full && end == at + 1 && closed == end && self.lost_space(begin, at, letter);
        }
        if letter.is_lowercase() && !self.lower && !next.opened {
            return false;
        }
        if mark == Mark::Loud || (end > at + 1 && self.bytes[at] == b'.') || self.bytes[at] == 0xe2 {
            let bracket = self.text[end..closed].ends_with([')', ']']);
            return !letter.is_lowercase() || (next.opened || self.lower) && !bracket;
        }
        self.full_stop_ends(begin, at, closed, &next, letter)
    }

    /// Judges a single full stop followed by white space and `letter`.
    fn full_stop_ends(&self, begin: usize, at: usize, closed: usize, next: &Next<'_>, letter: char) -> bool {
        if closed > at + 1 {
            return true; // a full stop inside a closed quotation or bracket
        }
        let word = self.word_before(begin, at);
        if at - begin < DATELINE && (next.dashed || next.slashed || word.ends_with('/')) {
            return false;
        }
        let figure = letter.is_ascii_digit();
        let starts = begins_sentences(&lowered(next.word));
        if word.is_empty() {
            return !self.is_loose_abbreviation(begin, at, figure);
        }
        if word.bytes().all(|b| b.is_ascii_digit()) {
            return self.number_ends(begin, at, word, next, starts);
        }
        let mut letters = word.chars();
        let single = letters.next().filter(|_| letters.next().is_none());
        if let Some(letter) = single.filter(|c| c.is_alphabetic()) {
            return self.initial_ends(begin, at, letter, starts);
        }
        let lower = lowered(word);
        match stop_after(&lower, self.lang) {
            Stop::Never => false,
            Stop::NotBeforeFigure => !figure,
            Stop::Perhaps => starts && !figure,
            Stop::Often => !figure,
            Stop::Plain if lower == "a.m" || lower == "p.m" => !is_time_zone(next.word),
            Stop::Plain if is_acronym(word) => starts,
            Stop::Plain if is_roman(word) => starts || !self.ordinals(),
            Stop::Plain => true,
        }
    }

    /// Judges a number with a stop: an ordinal, a list number, or the end of a sentence.
    fn number_ends(&self, begin: usize, at: usize, word: &str, next: &Next<'_>, starts: bool) -> bool {
        let before = at - word.len() - begin;
        let first = before <= INDENT && self.text[begin..begin + before].trim().is_empty();
        if word.len() > 2 {
            return !(first && word.len() == 3);
        }
        if first || is_month(&lowered(next.word)) {
            return false;
        }
        !self.ordinals() || starts
    }

    /// Judges a single letter with a stop: an initial, "z. B.", or the end ("plan B. The ...").
    fn initial_ends(&self, begin: usize, at: usize, letter: char, starts: bool) -> bool {
        let before = self.text[begin..at - letter.len_utf8()].trim_end();
        if letter.is_lowercase() || before.is_empty() || before.ends_with('.') {
            return matches!(letter, 'г' | 'р') && before.ends_with(|c: char| c.is_ascii_digit());
        }
        if letter == 'M' || !starts {
            return !letter.is_uppercase() && !self.is_abjad(letter);
        }
        true
    }

    /// A single letter of a script without case is an abbreviation too ("د.").
    fn is_abjad(&self, letter: char) -> bool {
        matches!(letter, '\u{590}'..='\u{6ff}')
    }

    /// Text with blanks around every mark: is the word before " ." an abbreviation ("Mr .")?
    fn is_loose_abbreviation(&self, begin: usize, at: usize, figure: bool) -> bool {
        let before = self.text[begin..at].trim_end();
        let word = self.word_before(begin, begin + before.len());
        if word.bytes().next_back().is_some_and(|b| b.is_ascii_digit()) {
            return figure; // "3 . 5"
        }
        let capital = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
        capital || stop_after(&lowered(word), self.lang) == Stop::Never
    }

    /// The blank after a full stop was lost: "the war.The president"; not in "example.Com" or "Node.js".
    fn lost_space(&self, begin: usize, at: usize, letter: char) -> bool {
        let word = self.word_before(begin, at);
        let rest = &self.text[at + 1..];
        let near = &rest[..ceil_char(rest, WORD)];
        let (first, token) = (near.chars().nth(1), near.split(char::is_whitespace).next().unwrap_or(""));
        let letters = word.chars().count() >= 3;
        let sentence = letters
            && letter.is_uppercase()
            && first.is_some_and(|c| c.is_lowercase() || c.is_whitespace())
            && word.chars().all(char::is_lowercase)
            && !token.contains(['/', '@', '.']);
        sentence || (letters && rest.starts_with('(') && word.chars().all(char::is_alphabetic))
    }

    /// The word that ends at `at`, with inner stops ("U.S"), no longer than `WORD`.
    fn word_before(&self, begin: usize, at: usize) -> &str {
        let mut from = at;
        while from > begin && at - from < WORD {
            let previous = floor_char(self.text, from - 1).max(begin);
            let c = self.text[previous..].chars().next().unwrap_or(' ');
            if !(c.is_alphanumeric() || matches!(c, '.' | '/' | '№' | '\u{301}')) {
                break;
            }
            from = previous;
        }
        &self.text[from..at]
    }

    fn ordinals(&self) -> bool {
        self.lang.is_some_and(writes_ordinals_with_stop)
    }
}

/// What follows a stop.
struct Next<'t> {
    /// White space, or the end of the text, comes first.
    spaced: bool,
    /// A comma or colon comes before the letter: the sentence goes on ("U.S., ...").
    goes_on: bool,
    /// An opening quotation mark comes before the letter.
    opened: bool,
    /// A dash comes before the letter.
    dashed: bool,
    /// A slash comes before the letter ("/TASS/").
    slashed: bool,
    /// First letter or digit of the same paragraph.
    letter: Option<char>,
    /// The word that it begins.
    word: &'t str,
}

impl<'t> Next<'t> {
    /// Looks at no more than a few marks before the letter.
    fn of(rest: &'t str, wrapped: bool) -> Self {
        let mut next = Next {
            spaced: rest.is_empty(),
            goes_on: false,
            opened: false,
            dashed: false,
            slashed: false,
            letter: None,
            word: "",
        };
        for (n, (at, c)) in rest.char_indices().take(8).enumerate() {
            if c.is_alphanumeric() {
                next.letter = Some(c);
                let word = &rest[at..];
                next.word =
                    &word[..word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len()).min(ceil_char(word, WORD))];
                return next;
            }
            match c {
                '\n' if !wrapped || rest[at + 1..].starts_with('\n') => {
                    next.spaced = true;
                    return next;
                }
                c if c.is_whitespace() => next.spaced |= n == 0,
                '/' => next.slashed = true,
                '-' | '–' | '—' => next.dashed = true,
                '"' | '„' | '“' | '”' | '«' | '»' | '\'' | '‘' | '‚' | '`' | '¿' | '¡' | '「' | '『' => {
                    next.opened = true
                }
                ',' | ';' | ':' => {
                    next.goes_on = true;
                    return next;
                }
                _ => {}
            }
        }
        next
    }
}

/// 「…。」と述べた goes on after its quotation.
fn japanese_quote_goes_on(closers: &str, rest: &str) -> bool {
    let follows = rest.chars().next().is_some_and(|c| matches!(c, '\u{3041}'..='\u{3096}' | '、' | '，' | ','));
    follows && closers.ends_with(['」', '』', '”', '"', '）', ')'])
}

/// Length of "[12]" at the begin of a text.
fn note_number(rest: &str) -> Option<usize> {
    let end = rest.bytes().take(6).position(|b| b == b']')?;
    (end > 1 && rest[1..end].bytes().all(|b| b.is_ascii_digit())).then_some(end + 1)
}

/// "U.S", "U.S.A", "D.C": letters with stops between them.
fn is_acronym(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part.chars().count() == 1)
}

fn is_roman(word: &str) -> bool {
    word.len() <= 5 && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
}

fn is_time_zone(word: &str) -> bool {
    matches!(
        word,
        "ET" | "EST"
            | "EDT"
            | "CT"
            | "CST"
            | "CDT"
            | "MT"
            | "PT"
            | "PST"
            | "PDT"
            | "GMT"
            | "UTC"
            | "BST"
            | "CET"
            | "Eastern"
            | "Central"
            | "Pacific"
    )
}

fn lowered(word: &str) -> String {
    word.to_lowercase()
}

/// A text of many letters and no capital.
fn is_lower_cased(text: &str) -> bool {
    let mut lower = 0;
    for &b in text.as_bytes().iter().take(CASE_SAMPLE) {
        if b.is_ascii_uppercase() {
            return false;
        }
        lower += usize::from(b.is_ascii_lowercase());
    }
    lower >= 40
}

/// Length of the character that begins with this byte.
fn char_len(byte: u8) -> usize {
    match byte {
        0xf0.. => 4,
        0xe0.. => 3,
        0xc0.. => 2,
        _ => 1,
    }
}

fn floor_char(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn ceil_char(text: &str, at: usize) -> usize {
    (at.min(text.len())..=text.len()).find(|&i| text.is_char_boundary(i)).unwrap_or(text.len())
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

#[cfg(test)]
#[path = "sentences_tests.rs"]
mod tests;
