//! Counts of words and word pairs in news text: how rare is a word, which words stand together?
//!
//! Counts only, no text. Built by `vorlage background build`; the shipped file says from which corpus.

use vorlage_model::Lang;

/// Word statistics by language.
#[derive(Debug, Clone, Default)]
pub struct Background {}

impl Background {
    /// The statistics that come with the program.
    #[must_use]
    pub fn shipped() -> Self {
        Self::default()
    }

    /// Number of documents that were counted in a language; 0 where nothing is known of it.
    #[must_use]
    pub fn documents(&self, _lang: Lang) -> u32 {
        0
    }

    /// In how many of them a folded word ([`vorlage_text::fold`]) occurs, at most; 0: unseen or pruned as rare.
    #[must_use]
    pub fn document_frequency(&self, _lang: Lang, _word: &str) -> u32 {
        0
    }

    /// How often two folded words follow one another; 0: unseen or pruned as rare.
    #[must_use]
    pub fn following(&self, _lang: Lang, _first: &str, _second: &str) -> u32 {
        0
    }
}
