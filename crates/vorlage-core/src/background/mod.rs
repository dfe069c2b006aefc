//! Background: how rare is a word in the news of a language, and which words stand together?
//!
//! In: the counts file that comes with the program, or one that a user built with `vorlage background build`. Out: for a word, a
//! pair or a triple of following words, in how many documents it was seen.
//! Cost: one look-up is one bucket of about eight entries, no allocation for hashes; loading checks lengths and offsets once.
//! Memory: the bytes of the file, nothing beside them.
//! Invariants: counts only, no text; the file depends on the set of counted texts alone; a damaged file is an error, never a panic.
//! Never: reads files (the caller hands over bytes), knows what a rare word means for a stage.
//! **Source:** ours. Buckets with 16-bit remainders keep a foreign word from passing for a counted one in all but 8 of 65,536 cases,
//! at 3.5 bytes an entry; counts are exact to 31 and within an eighth above, which an idf does not feel.

mod count;
mod table;
mod thesaurus;

pub(crate) use count::joined;
pub use count::{Counter, Limits};
pub use table::BackgroundError;
pub use thesaurus::Thesaurus;

use std::sync::{Arc, OnceLock};
use table::Table;
use vorlage_model::Lang;
use vorlage_text::{fold, hash64};

/// The counts file that comes with the program; `docs/background.md` says how it was made.
static SHIPPED: &[u8] = include_bytes!("../../data/background.bin");

/// Word statistics by language; a clone shares the counts.
#[derive(Debug, Clone, Default)]
pub struct Background {
    inner: Arc<Inner>,
    thesauri: Arc<Vec<(Lang, Thesaurus)>>,
}

#[derive(Debug, Default)]
struct Inner {
    bytes: std::borrow::Cow<'static, [u8]>,
    languages: Vec<table::Language>,
}

impl Background {
    /// The statistics that come with the program.
    #[must_use]
    pub fn shipped() -> Self {
        static PARSED: OnceLock<Background> = OnceLock::new();
        PARSED.get_or_init(|| Self::parse(SHIPPED.into()).expect("a unit test reads the shipped file")).clone()
    }

    /// Statistics from the bytes of a counts file.
    ///
    /// # Errors
    ///
    /// Fails where the bytes are not a whole counts file of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BackgroundError> {
        Self::parse(bytes.to_vec().into())
    }

    fn parse(bytes: std::borrow::Cow<'static, [u8]>) -> Result<Self, BackgroundError> {
        let languages = table::read(&bytes)?;
        Ok(Self { inner: Arc::new(Inner { bytes, languages }), thesauri: Arc::default() })
    }

    /// Adds a thesaurus of a language, in place of one that was added before.
    #[must_use]
    pub fn with_thesaurus(mut self, lang: Lang, thesaurus: Thesaurus) -> Self {
        let mut thesauri: Vec<_> = self.thesauri.iter().filter(|(l, _)| *l != lang).cloned().collect();
        thesauri.push((lang, thesaurus));
        self.thesauri = Arc::new(thesauri);
        self
    }

    /// The thesaurus of a language, where the user has one.
    #[must_use]
    pub fn thesaurus(&self, lang: Lang) -> Option<&Thesaurus> {
        self.thesauri.iter().find(|(l, _)| *l == lang).map(|(_, t)| t)
    }

    /// Names the counts file by its content, so that an answer can say which counts it rests on; 16 hexadecimal digits.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{:016x}", hash64(&self.inner.bytes))
    }

    /// The languages that were counted, in the order of their codes.
    #[must_use]
    pub fn languages(&self) -> Vec<Lang> {
        self.inner.languages.iter().map(|l| l.lang).collect()
    }

    /// Number of documents that were counted in a language; 0 where nothing is known of it.
    #[must_use]
    pub fn documents(&self, lang: Lang) -> u32 {
        self.language(lang).map_or(0, |l| l.documents)
    }

    /// In how many of them a folded word ([`vorlage_text::fold`]) occurs, at most; 0: unseen or pruned as rare.
    #[must_use]
    pub fn document_frequency(&self, lang: Lang, word: &str) -> u32 {
        self.document_frequency_of_hash(lang, hash64(fold(word).as_bytes()))
    }

    /// The same for the hash of a folded word ([`vorlage_text::Word::hash`]).
    #[must_use]
    pub fn document_frequency_of_hash(&self, lang: Lang, hash: u64) -> u32 {
        self.language(lang).map_or(0, |l| self.get(&l.words, hash, l.documents))
    }

    /// In how many documents two folded words follow one another, at most; 0: unseen or pruned as rare.
    #[must_use]
    pub fn following(&self, lang: Lang, first: &str, second: &str) -> u32 {
        self.following_of_hashes(lang, hash64(fold(first).as_bytes()), hash64(fold(second).as_bytes()))
    }

    /// The same for the hashes of folded words.
    #[must_use]
    pub fn following_of_hashes(&self, lang: Lang, first: u64, second: u64) -> u32 {
        self.language(lang).map_or(0, |l| self.get(&l.pairs, count::pair_key(first, second), l.documents))
    }

    /// In how many documents three words follow one another whose middle one is short ("house of representatives"), at most;
    /// 0: unseen or pruned as rare.
    #[must_use]
    pub fn triple_of_hashes(&self, lang: Lang, first: u64, middle: u64, last: u64) -> u32 {
        self.language(lang).map_or(0, |l| self.get(&l.triples, count::triple_key(first, middle, last), l.documents))
    }

    /// The least count that a pair needed to be kept in a language; what [`Self::following`] calls unseen was seen less often.
    #[must_use]
    pub fn least_pair(&self, lang: Lang) -> u32 {
        self.language(lang).map_or(0, |l| l.pairs.least)
    }

    fn language(&self, lang: Lang) -> Option<&table::Language> {
        self.inner.languages.iter().find(|l| l.lang == lang)
    }

    fn get(&self, table: &Table, key: u64, documents: u32) -> u32 {
        table.get(&self.inner.bytes, key).min(documents)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_counts_know_common_words_of_four_languages() {
        let background = Background::shipped();
        for (lang, common, rare) in [
            (Lang::EN, "the", "ambassador"),
            (Lang::DE, "der", "botschafter"),
            (Lang::FR, "les", "ambassadeur"),
            (Lang::ES, "los", "embajador"),
        ] {
            let documents = background.documents(lang);
            assert!(documents > 100, "{lang}: {documents}");
            let often = background.document_frequency(lang, common);
            assert!(often * 2 > documents && often <= documents, "{lang}: {often} of {documents}");
            assert!(background.document_frequency(lang, rare) < documents / 10);
        }
        assert_eq!(background.documents(Lang::parse("tlh").unwrap()), 0);
        assert_eq!(background.document_frequency(Lang::EN, "qwertzuiopü"), 0);
    }

    #[test]
    fn a_word_and_its_hash_are_counted_alike() {
        let background = Background::shipped();
        let word = vorlage_text::words("Minister")[0];
        assert_eq!(
            background.document_frequency(Lang::EN, "minister"),
            background.document_frequency_of_hash(Lang::EN, word.hash)
        );
        assert!(
            background.following(Lang::EN, "prime", "minister") > background.following(Lang::EN, "minister", "prime")
        );
    }
}
