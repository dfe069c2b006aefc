//! Lists of words that texts are searched for, all at once.

use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// A list of words in small letters, made ready when it is first used.
pub(crate) type Words = LazyLock<AhoCorasick>;

/// Makes a list ready.
pub(crate) fn any_of(words: &[&str]) -> AhoCorasick {
    let mut builder = AhoCorasick::builder();
    builder.ascii_case_insensitive(true).build(words).expect("a list of some dozen words is no automaton too large")
}

/// Whether a text in capital or small letters holds one of the words.
pub(crate) fn holds(text: &str, words: &AhoCorasick) -> bool {
    if text.is_ascii() { words.is_match(text) } else { words.is_match(&text.to_lowercase()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_capital_and_small_letters() {
        let words = any_of(&["cookie", "©", "änderung"]);
        for text in ["COOKIES", "© Example", "Letzte ÄNDERUNG"] {
            assert!(holds(text, &words), "{text}");
        }
        for text in ["", "cook", "ANDERUNG"] {
            assert!(!holds(text, &words), "{text}");
        }
    }
}
