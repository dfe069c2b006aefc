//! What spinners write for what: the tables of English, parsed once.

use rustc_hash::FxHashMap;
use std::sync::OnceLock;
use vorlage_model::Lang;
use vorlage_text::{Word, words};

/// Replacements word by word.
const SWAPS_EN: &str = include_str!("../../../data/spinner_en.txt");
/// Expressions that spinners leave.
const PHRASES_EN: &str = include_str!("../../../data/spinner_phrases_en.txt");

/// The tables of one language.
#[derive(Debug, Default)]
pub struct Tables {
    /// What may have stood where a word stands, by the hash of the word.
    originals: FxHashMap<u64, Vec<&'static str>>,
    /// Expressions by the hash of their first word, longest first.
    phrases: FxHashMap<u64, Vec<Phrase>>,
}

/// An expression that gives a spinner away.
#[derive(Debug)]
pub struct Phrase {
    /// Hashes of its words.
    words: Vec<u64>,
    /// What stood there.
    pub expected: &'static str,
    /// Debris of the tool, not a replaced word.
    pub artefact: bool,
}

impl Tables {
    /// The tables of a language; empty but for English.
    #[must_use]
    pub fn of(lang: Lang) -> &'static Self {
        static EN: OnceLock<Tables> = OnceLock::new();
        static NONE: OnceLock<Tables> = OnceLock::new();
        if lang == Lang::EN {
            EN.get_or_init(|| Self::parse(SWAPS_EN, PHRASES_EN))
        } else {
            NONE.get_or_init(Self::default)
        }
    }

    /// Tells whether there is nothing in them.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.originals.is_empty() && self.phrases.is_empty()
    }

    fn parse(swaps: &'static str, phrases: &'static str) -> Self {
        let mut tables = Self::default();
        for (original, replacements) in entries(swaps, ": ") {
            for replacement in words(replacements) {
                tables.originals.entry(replacement.hash).or_default().push(original);
            }
        }
        for (expression, expected) in entries(phrases, " = ") {
            let hashes: Vec<u64> = words(expression).iter().map(|w| w.hash).collect();
            let phrase = Phrase { words: hashes, expected, artefact: expression.starts_with('!') };
            if let Some(&first) = phrase.words.first() {
                tables.phrases.entry(first).or_default().push(phrase);
            }
        }
        tables.phrases.values_mut().for_each(|list| list.sort_by_key(|p| std::cmp::Reverse(p.words.len())));
        tables
    }

    /// Words for which spinners put the word of a hash.
    pub fn originals(&self, hash: u64) -> impl Iterator<Item = &'static str> {
        self.originals.get(&hash).into_iter().flatten().copied()
    }

    /// The longest expression that begins with the first of `words`, and its number of words.
    #[must_use]
    pub fn phrase(&self, words: &[Word]) -> Option<(&Phrase, usize)> {
        let list = self.phrases.get(&words.first()?.hash)?;
        let fits = |p: &&Phrase| p.words.len() <= words.len() && p.words.iter().zip(words).all(|(h, w)| *h == w.hash);
        list.iter().find(fits).map(|p| (p, p.words.len()))
    }
}

/// What article spinners of English put for a word, pair by pair: the word, a replacement.
pub fn swaps() -> impl Iterator<Item = (&'static str, &'static str)> {
    entries(SWAPS_EN, ": ").flat_map(|(word, all)| words(all).into_iter().map(move |w| (word, w.span.of(all))))
}

/// The entries of a table, comments left out.
fn entries(table: &'static str, between: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|l| !l.starts_with('#')).filter_map(move |l| l.split_once(between))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_tables_is_an_entry() {
        for (table, between) in [(SWAPS_EN, ": "), (PHRASES_EN, " = ")] {
            let lines = table.lines().filter(|l| !l.starts_with('#')).count();
            assert_eq!(entries(table, between).filter(|(a, b)| !a.is_empty() && !b.is_empty()).count(), lines);
        }
    }

    #[test]
    fn a_replacement_leads_to_its_originals_and_a_phrase_to_what_stood_there() {
        let tables = Tables::of(Lang::EN);
        let found = words("division White Home with out");
        assert!(tables.originals(found[0].hash).any(|o| o == "department"));
        let (phrase, length) = tables.phrase(&found[1..]).unwrap();
        assert_eq!((phrase.expected, length, phrase.artefact), ("white house", 2, false));
        assert!(tables.phrase(&found[3..]).unwrap().0.artefact);
        assert!(Tables::of(Lang::DE).is_empty());
    }
}
