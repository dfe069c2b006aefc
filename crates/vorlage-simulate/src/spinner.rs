//! Which words can a spinner put for a word?

use rustc_hash::FxHashMap;
use vorlage_core::Background;
use vorlage_model::Lang;
use vorlage_text::{fold, hash64};

/// Synonyms from the user's thesaurus of a language; for English without one, from the program's table of what spinners write.
pub struct Spinner<'a> {
    background: &'a Background,
    own: FxHashMap<u64, Vec<&'static str>>,
}

impl<'a> Spinner<'a> {
    /// Parses the table.
    pub fn new(background: &'a Background) -> Self {
        let mut own: FxHashMap<u64, Vec<&'static str>> = FxHashMap::default();
        for (word, replacement) in vorlage_core::derive::spinner_swaps() {
            own.entry(hash64(fold(word).as_bytes())).or_default().push(replacement);
        }
        Self { background, own }
    }

    /// Tells whether there are synonyms of a language at all.
    pub fn knows(&self, lang: Option<Lang>) -> bool {
        lang.is_some_and(|l| l == Lang::EN || self.background.thesaurus(l).is_some())
    }

    /// What can stand for the word of a hash, in the order of its source.
    pub fn synonyms(&self, lang: Option<Lang>, hash: u64) -> Vec<&str> {
        match lang.and_then(|l| self.background.thesaurus(l)) {
            Some(thesaurus) => thesaurus.synonyms(hash).collect(),
            None if lang == Some(Lang::EN) => self.own.get(&hash).cloned().unwrap_or_default(),
            None => Vec::new(),
        }
    }
}
