//! Counting: from texts to the bytes of a counts file.

use super::table;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use vorlage_model::Lang;
use vorlage_text::{Word, hash64, words};

/// A middle word longer than this does not make a triple: only "of", "the", "und", "para" and their like hold expressions together.
const MIDDLE_BYTES: usize = 4;

/// What is left out of a counts file.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Least number of documents of a word.
    pub words: u32,
    /// Least number of documents of a pair or triple.
    pub pairs: u32,
    /// Most entries of a table of pairs or triples; the least count is raised until they fit.
    pub most: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { words: 2, pairs: 2, most: 250_000 }
    }
}

/// Counts words, pairs and triples by the number of documents that hold them; identical texts count once.
#[derive(Debug, Default)]
pub struct Counter {
    seen: FxHashSet<u64>,
    languages: BTreeMap<Lang, Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    documents: u32,
    words: FxHashMap<u64, u32>,
    pairs: FxHashMap<u64, u32>,
    triples: FxHashMap<u64, u32>,
}

impl Counter {
    /// Counts one document; a text that was counted before is passed over.
    pub fn add(&mut self, lang: Lang, text: &str) {
        if !self.seen.insert(hash64(text.as_bytes())) {
            return;
        }
        let counts = self.languages.entry(lang).or_default();
        let found = words(text);
        counts.documents += 1;
        raise(&mut counts.words, found.iter().map(|w| w.hash).collect());
        raise(&mut counts.pairs, found.windows(2).filter_map(|w| pair(text, w)).collect());
        raise(&mut counts.triples, found.windows(3).filter_map(|w| triple(text, w)).collect());
    }

    /// Number of documents and language codes counted so far, in the order of the codes.
    #[must_use]
    pub fn documents(&self) -> Vec<(Lang, u32)> {
        self.languages.iter().map(|(&lang, counts)| (lang, counts.documents)).collect()
    }

    /// The counts file; the same for any order of the documents.
    #[must_use]
    pub fn finish(self, limits: &Limits) -> Vec<u8> {
        let mut out = table::MAGIC.to_vec();
        out.extend((self.languages.len() as u32).to_le_bytes());
        let mut body = Vec::new();
        for (lang, counts) in self.languages {
            let mut code = [0; 4];
            code[..lang.code().len()].copy_from_slice(lang.code().as_bytes());
            out.extend(code);
            out.extend(counts.documents.to_le_bytes());
            keep(counts.words, limits.words, usize::MAX, &mut out, &mut body);
            keep(counts.pairs, limits.pairs, limits.most, &mut out, &mut body);
            keep(counts.triples, limits.pairs, limits.most / 2, &mut out, &mut body);
        }
        out.extend(body);
        out
    }
}

/// Writes one table without its rare entries.
fn keep(counts: FxHashMap<u64, u32>, least: u32, most: usize, head: &mut Vec<u8>, body: &mut Vec<u8>) {
    let mut kept: Vec<(u64, u32)> = counts.into_iter().filter(|&(_, count)| count >= least).collect();
    let mut least = least;
    while kept.len() > most {
        least += 1;
        kept.retain(|&(_, count)| count >= least);
    }
    let arranged = table::arrange(kept);
    table::write_head(arranged.len(), least, head);
    table::write_body(&arranged, body);
}

/// Adds one to each different key.
fn raise(counts: &mut FxHashMap<u64, u32>, mut keys: Vec<u64>) {
    keys.sort_unstable();
    keys.dedup();
    for key in keys {
        *counts.entry(key).or_default() += 1;
    }
}

/// Key of two words that follow one another with nothing but a space or hyphen between.
fn pair(text: &str, words: &[Word]) -> Option<u64> {
    match words {
        [a, b] => joined(text, a, b).then(|| pair_key(a.hash, b.hash)),
        _ => None,
    }
}

/// Key of three words of which the middle one is short.
fn triple(text: &str, words: &[Word]) -> Option<u64> {
    match words {
        [a, b, c] if b.span.len() <= MIDDLE_BYTES && joined(text, a, b) && joined(text, b, c) => {
            Some(triple_key(a.hash, b.hash, c.hash))
        }
        _ => None,
    }
}

/// Tells whether nothing but one space or hyphen stands between two words.
#[must_use]
pub fn joined(text: &str, first: &Word, second: &Word) -> bool {
    matches!(text.get(first.span.end as usize..second.span.begin as usize), Some(" " | "-" | "\u{a0}"))
}

/// Key of two words by their hashes.
pub fn pair_key(first: u64, second: u64) -> u64 {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&first.to_le_bytes());
    bytes[8..].copy_from_slice(&second.to_le_bytes());
    hash64(&bytes)
}

/// Key of three words by their hashes.
pub fn triple_key(first: u64, middle: u64, last: u64) -> u64 {
    let mut bytes = [0; 24];
    bytes[..8].copy_from_slice(&first.to_le_bytes());
    bytes[8..16].copy_from_slice(&middle.to_le_bytes());
    bytes[16..].copy_from_slice(&last.to_le_bytes());
    hash64(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Background;

    const TEXTS: [(Lang, &str); 5] = [
        (Lang::EN, "The house of commons sat late."),
        (Lang::EN, "A house of commons, the clerk said."),
        (Lang::EN, "The clerk sat late."),
        (Lang::EN, "The clerk sat late."),
        (Lang::DE, "Das Haus tagte lange."),
    ];

    fn built(texts: &[(Lang, &str)], limits: &Limits) -> Vec<u8> {
        let mut counter = Counter::default();
        texts.iter().for_each(|&(lang, text)| counter.add(lang, text));
        counter.finish(limits)
    }

    #[test]
    fn documents_are_counted_not_occurrences_and_twins_once() {
        let background = Background::from_bytes(&built(&TEXTS, &Limits { words: 1, pairs: 1, most: 1000 })).unwrap();
        assert_eq!(background.documents(Lang::EN), 3);
        assert_eq!(background.document_frequency(Lang::EN, "the"), 3);
        assert_eq!(background.document_frequency(Lang::DE, "haus"), 1);
        assert_eq!(background.following(Lang::EN, "sat", "late"), 2);
        assert_eq!(background.following(Lang::EN, "commons", "the"), 0, "a comma stands between");
        let hash = |word: &str| hash64(word.as_bytes());
        assert_eq!(background.triple_of_hashes(Lang::EN, hash("house"), hash("of"), hash("commons")), 2);
    }

    #[test]
    fn the_order_of_documents_does_not_change_the_file() {
        let mut backwards = TEXTS;
        backwards.reverse();
        assert_eq!(built(&TEXTS, &Limits::default()), built(&backwards, &Limits::default()));
    }

    #[test]
    fn rare_pairs_give_way_until_the_table_fits() {
        let background = Background::from_bytes(&built(&TEXTS, &Limits { words: 1, pairs: 1, most: 4 })).unwrap();
        assert_eq!(background.least_pair(Lang::EN), 2);
        assert_eq!(background.following(Lang::EN, "sat", "late"), 2);
        assert_eq!(background.following(Lang::EN, "a", "house"), 0);
    }
}
