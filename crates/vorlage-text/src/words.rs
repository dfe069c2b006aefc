//! Words of a text and their stable hashes.

use vorlage_model::Span;

/// A word: letters and digits with inner apostrophes, hyphens excluded; a CJK character is a word of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Where.
    pub span: Span,
    /// Stable hash of the folded word ([`crate::fold`]), the same on every machine.
    pub hash: u64,
}

/// Stable 64-bit hash (XXH3) of bytes; keys made of it agree between machines and engines.
#[must_use]
pub fn hash64(bytes: &[u8]) -> u64 {
    xxhash_rust::xxh3::xxh3_64(bytes)
}

/// Splits a text into words, in order. `$`, `%` and the like are no words; digits with inner separators ("10,000") are one.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut out = Vec::with_capacity(text.len() / 6);
    let mut start = None;
    let mut chars = text.char_indices().peekable();
    let mut previous = ' ';
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |&(_, n)| n);
        let inside = c.is_alphanumeric() || (start.is_some() && joins(previous, c, next));
        if is_cjk(c) || !inside {
            if let Some(begin) = start.take() {
                out.push(word(text, begin, at));
            }
            if is_cjk(c) {
                out.push(word(text, at, at + c.len_utf8()));
            }
        } else if start.is_none() {
            start = Some(at);
        }
        previous = c;
    }
    if let Some(begin) = start {
        out.push(word(text, begin, text.len()));
    }
    out
}

/// Tells whether `c` belongs to the word around it: an apostrophe between letters, a separator between digits, a mark.
fn joins(previous: char, c: char, next: char) -> bool {
    match c {
        '\'' | '’' => previous.is_alphabetic() && next.is_alphabetic(),
        '.' | ',' => previous.is_ascii_digit() && next.is_ascii_digit(),
        '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200d}' => true,
        _ => false,
    }
}

/// Tells whether a character is written without spaces between words.
fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{e00}'..='\u{e7f}' | '\u{20000}'..='\u{3ffff}')
}

fn word(text: &str, begin: usize, end: usize) -> Word {
    let slice = &text[begin..end];
    Word { span: Span::new(begin, end), hash: fold_hash(slice) }
}

/// Hash of the folded word without an allocation for short ASCII words.
fn fold_hash(slice: &str) -> u64 {
    let mut buffer = [0u8; 64];
    match buffer.get_mut(..slice.len()) {
        Some(room) if slice.is_ascii() => {
            room.copy_from_slice(slice.as_bytes());
            room.make_ascii_lowercase();
            hash64(room)
        }
        _ => hash64(crate::fold(slice).as_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = words(text).iter().map(|w| w.span.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_keep_apostrophes_and_digit_groups() {
        check("Kyiv's 10,000 men - $1.5bn.", &["Kyiv's", "10,000", "men", "1.5bn"]);
        check("„Das“, sagte er 'so'.", &["Das", "sagte", "er", "so"]);
        check("東京2020", &["東", "京", "2020"]);
        check("", &[]);
    }

    #[test]
    fn a_word_hashes_alike_in_any_case() {
        assert_eq!(words("NATO")[0].hash, words("nato")[0].hash);
        assert_eq!(words("Ukraine’s")[0].hash, words("Ukraine's")[0].hash);
    }
}
