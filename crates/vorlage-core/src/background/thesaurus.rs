//! A thesaurus of the user's system, as the MyThes format holds it: which words can stand for a word?
//!
//! None comes with the program, for licences differ by language; Debian has some 25 as `mythes-*`. The caller reads the `.dat` file.

use rustc_hash::FxHashMap;
use vorlage_text::{fold, hash64};

/// Most words kept for one entry; longer lists are of words like "get" that say nothing.
const MOST_SYNONYMS: usize = 24;
/// Marks of words that are no synonyms of their entry.
const NOT_SAME: [&str; 3] = ["(antonym)", "(related term)", "(generic term)"];

/// Synonyms by word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Thesaurus {
    by_word: FxHashMap<u64, Vec<Box<str>>>,
}

impl Thesaurus {
    /// Reads a MyThes `.dat` file in UTF-8; lines that are not of the format are passed over.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let mut found = Self::default();
        let mut entry: Option<&str> = None;
        let mut meanings = 0;
        for line in text.lines().skip(1) {
            if meanings == 0 {
                let (word, count) = line.rsplit_once('|').unwrap_or((line, "0"));
                meanings = count.trim().parse::<u32>().unwrap_or(0);
                entry = is_word(word).then_some(word);
            } else {
                meanings -= 1;
                if let Some(word) = entry {
                    found.add_meaning(word, line);
                }
            }
        }
        found
    }

    /// Adds the words of one meaning, in both directions.
    fn add_meaning(&mut self, word: &str, line: &str) {
        for other in line.split('|').skip(1).filter(|o| !NOT_SAME.iter().any(|mark| o.contains(mark))) {
            let other = other.split('(').next().unwrap_or("").trim();
            if is_word(other) && other != word {
                self.add(word, other);
                self.add(other, word);
            }
        }
    }

    fn add(&mut self, word: &str, other: &str) {
        let list = self.by_word.entry(hash64(fold(word).as_bytes())).or_default();
        if list.len() < MOST_SYNONYMS && !list.iter().any(|o| **o == *other) {
            list.push(other.into());
        }
    }

    /// Words that can stand for the word of a hash ([`vorlage_text::Word::hash`]), in the order of the file.
    pub fn synonyms(&self, hash: u64) -> impl Iterator<Item = &str> {
        self.by_word.get(&hash).into_iter().flatten().map(AsRef::as_ref)
    }
}

/// Tells whether an entry is a single word.
fn is_word(entry: &str) -> bool {
    !entry.is_empty() && entry.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, expected: &[&str]) {
        let file = "UTF-8\nquick|2\n(adj)|fast|speedy (similar term)|slow (antonym)\n(noun)|flesh (generic term)\nodd line\nvery quick|1\n(adj)|fast\n";
        let thesaurus = Thesaurus::parse(file.as_bytes());
        assert_eq!(thesaurus.synonyms(hash64(word.as_bytes())).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn synonyms_are_read_in_both_directions_without_antonyms() {
        check("quick", &["fast", "speedy"]);
        check("fast", &["quick"]);
        check("slow", &[]);
    }

    #[test]
    fn bytes_that_are_no_thesaurus_give_an_empty_one() {
        assert_eq!(Thesaurus::parse(b"\xff\xfe||9999999999\n|\n"), Thesaurus::default());
    }
}
