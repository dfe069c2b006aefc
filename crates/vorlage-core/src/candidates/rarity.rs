//! How much does a word count? Rarity of words from news at large and from the documents at hand, in integers.
//!
//! A word of five documents has no frequency of its own: in a run of two or ten documents nearly all is decided by the counts of
//! news at large, which stand for [`BACKGROUND_DOCUMENTS`] documents more; in a run of thousands by the documents themselves, so that
//! "corona" weighs nothing in a year of pandemic news. A language without counts falls back on the length of a word: short words are
//! common in every language.

use super::{Profile, Term};
use crate::Background;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use vorlage_model::{DocumentIndex, Lang};

/// The counts of news at large weigh as much as so many documents of the run. Event clusters of both tuning halves: BCubed F1
/// .956 / .903 with 200, .956 / .917 with 3,000, .956 / .938 with 5,000, .951 / .914 with 30,000.
pub const BACKGROUND_DOCUMENTS: u64 = 3000;
/// Documents of news at large that a word is taken to be in when the counts do not hold it, in sixteenths.
const UNSEEN: u64 = 16;
/// A word is known in a language when one document in so many holds it.
const KNOWN_IN: u64 = 10_000;
/// A text's most frequent words occur in so many of 1,000 documents of its language on average; in another language's in few.
const COMMON_IN: u64 = 150;
/// Words of less rarity than this (1/256 bits) are left out: found in half of all news.
const RARITY_FLOOR: u64 = 256;
/// Words kept in a vector. BCubed F1 of both halves: .949 / .912 with 64, .949 / .917 with 128, .953 / .944 with 192, .953 / .921 with all.
const VECTOR_WORDS: usize = 192;
/// Names and figures kept in a vector for comparing languages.
const PORTABLE_WORDS: usize = 64;
/// Length of a vector: weights are whole numbers, and the sum of their squares is about the square of this.
pub const UNIT: u64 = 4096;
/// What [`similarity`] calls alike in everything.
pub const ONE: u64 = 1 << 16;
/// Share of documents that hold a word of so many letters, in 1/1000, where a language has no counts: rounded medians over the
/// languages that have them.
const BY_LENGTH: [u64; 7] = [500, 300, 250, 150, 80, 30, 10];

/// Words of a document with their weights.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vector {
    /// All kept words, ascending by key.
    pub words: Vec<(u32, u32)>,
    /// Names and figures alone, ascending by key, weighed among themselves.
    pub portable: Vec<(u32, u32)>,
}

/// How many of [`BACKGROUND_DOCUMENTS`] documents of news at large hold a word of this hash and length, in sixteenths.
pub fn common(background: &Background, lang: Option<Lang>, word: u64, letters: u8, number: bool) -> u16 {
    let counted = lang.map_or(0, |l| u64::from(background.documents(l)));
    let held = match lang {
        Some(lang) if counted > 0 => {
            let held = u64::from(background.document_frequency_of_hash(lang, word));
            // Counts of a few hundred documents do not know how rare a word is that they lack.
            (held * 16).max(UNSEEN / 2) * BACKGROUND_DOCUMENTS / counted
        }
        _ if number => 0,
        _ => BY_LENGTH.get(usize::from(letters).saturating_sub(1)).unwrap_or(&0) * 16 * BACKGROUND_DOCUMENTS / 1000,
    };
    held.clamp(UNSEEN, u64::from(u16::MAX)) as u16
}

/// The counted language whose common words these are, for texts whose language was not told: the one that holds them in most of its
/// documents, if on average in [`COMMON_IN`] of 1,000.
pub fn language_of(background: &Background, words: &[u64]) -> Option<Lang> {
    let share = |lang: Lang| {
        let held: u64 = words.iter().map(|&w| u64::from(background.document_frequency_of_hash(lang, w))).sum();
        held * 1000 / (u64::from(background.documents(lang)) * words.len() as u64).max(1)
    };
    let best = background.languages().into_iter().map(|lang| (share(lang), std::cmp::Reverse(lang))).max()?;
    (best.0 >= COMMON_IN).then_some(best.1.0)
}

/// Tells whether the counts of a language hold a word often enough to call it a word of that language.
pub fn is_known(background: &Background, lang: Lang, word: u64) -> bool {
    let counted = u64::from(background.documents(lang));
    counted > 0 && u64::from(background.document_frequency_of_hash(lang, word)) * KNOWN_IN >= counted
}

/// Weight of a word by news at large alone.
pub fn weight_in_background(term: &Term) -> u64 {
    weight(term, 1, 0)
}

/// Weight of a word that `held` of `documents` hold: its rarity in bits times one plus the bits of its count.
fn weight(term: &Term, held: u64, documents: u64) -> u64 {
    let all = (documents + BACKGROUND_DOCUMENTS) * 16;
    let with = held * 16 + u64::from(term.common);
    let rarity = log2(all).saturating_sub(log2(with));
    if rarity < RARITY_FLOOR { 0 } else { (256 + log2(u64::from(term.count))) * rarity / 256 }
}

/// How often words occur in the documents of one language.
#[derive(Default)]
struct Counts {
    documents: u64,
    /// In how many of them each word occurs, for words of two documents or more.
    held: FxHashMap<u32, u32>,
}

/// Weighs the words of the given documents against the others of their language; other documents get an empty vector.
///
/// Languages are counted apart: "und" is in every German document, and in few of a corpus of forty languages.
pub fn weigh(profiles: &[Profile], distinct: &[DocumentIndex]) -> Vec<Vector> {
    let mut by_language: BTreeMap<Option<Lang>, Vec<DocumentIndex>> = BTreeMap::new();
    for &d in distinct {
        by_language.entry(profiles[d].lang).or_default().push(d);
    }
    let mut out = vec![Vector::default(); profiles.len()];
    for documents in by_language.values() {
        let counts = count(profiles, documents);
        let weighed: Vec<Vector> = documents.par_iter().map(|&d| vector(&profiles[d], &counts)).collect();
        for (&d, vector) in documents.iter().zip(weighed) {
            out[d] = vector;
        }
    }
    out
}

/// Counts the words of documents of one language.
fn count(profiles: &[Profile], documents: &[DocumentIndex]) -> Counts {
    let mut keys: Vec<u32> = documents.iter().flat_map(|&d| profiles[d].terms.iter().map(|t| t.key)).collect();
    keys.par_sort_unstable();
    let several = keys.chunk_by(|a, b| a == b).filter(|same| same.len() > 1);
    Counts { documents: documents.len() as u64, held: several.map(|same| (same[0], same.len() as u32)).collect() }
}

/// The vector of one document.
fn vector(profile: &Profile, counts: &Counts) -> Vector {
    let held = |t: &Term| counts.held.get(&t.key).map_or(1, |&n| u64::from(n));
    let weigh = |t: &Term| (t.key, weight(t, held(t), counts.documents) as u32);
    let words: Vec<(u32, u32)> = profile.terms.iter().map(weigh).collect();
    let portable = profile.terms.iter().filter(|t| t.portable).map(weigh).collect();
    Vector { words: unit(words, VECTOR_WORDS), portable: unit(portable, PORTABLE_WORDS) }
}

/// Keeps the heaviest words and brings the whole to length [`UNIT`]; ascending by key.
pub fn unit(mut words: Vec<(u32, u32)>, keep: usize) -> Vec<(u32, u32)> {
    words.retain(|w| w.1 > 0);
    if words.len() > keep {
        words.sort_unstable_by_key(|w| (std::cmp::Reverse(w.1), w.0));
        words.truncate(keep);
        words.sort_unstable();
    }
    let square: u64 = words.iter().map(|w| u64::from(w.1) * u64::from(w.1)).sum();
    let length = square.isqrt().max(1);
    for word in &mut words {
        word.1 = (u64::from(word.1) * UNIT / length) as u32;
    }
    words.retain(|w| w.1 > 0);
    words
}

/// Sum of the products of the weights of common words.
#[must_use]
pub fn dot(a: &[(u32, u32)], b: &[(u32, u32)]) -> u64 {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.len() > 16 * short.len() {
        let found = |w: &(u32, u32)| {
            long.binary_search_by_key(&w.0, |l| l.0).map_or(0, |at| u64::from(w.1) * u64::from(long[at].1))
        };
        return short.iter().map(found).sum();
    }
    let (mut i, mut j, mut sum) = (0, 0, 0);
    while i < short.len() && j < long.len() {
        let (x, y) = (short[i], long[j]);
        if x.0 == y.0 {
            sum += u64::from(x.1) * u64::from(y.1);
        }
        i += usize::from(x.0 <= y.0);
        j += usize::from(y.0 <= x.0);
    }
    sum
}

/// How alike two documents are, 0 to [`ONE`], both in one language or not.
#[must_use]
pub fn similarity(a: &Vector, b: &Vector, one_language: bool) -> u64 {
    let product = if one_language { dot(&a.words, &b.words) } else { across(dot(&a.portable, &b.portable)) };
    (product * ONE / (UNIT * UNIT)).min(ONE)
}

/// Names and figures alone agree more easily than whole texts: seven tenths of their product count.
///
/// Five reports of one event in two languages stand at .21-.34 before, strangers' 999th permille at .18.
#[must_use]
pub fn across(product: u64) -> u64 {
    product * 7 / 10
}

/// Binary logarithm in 1/256, of integers alone, so that every machine agrees; 0 for 0.
fn log2(x: u64) -> u64 {
    if x == 0 {
        return 0;
    }
    let whole = u64::from(x.ilog2());
    let mantissa = if whole > 8 { x >> (whole - 8) } else { x << (8 - whole) };
    whole * 256 + u64::from(FRACTION[(mantissa & 0xff) as usize])
}

/// Binary logarithm of 1 + n/256, in 1/256.
const FRACTION: [u8; 256] = {
    let mut table = [0; 256];
    let mut n = 0;
    while n < 256 {
        // Mantissa in [1, 2) with 31 bits after the point, squared once for each bit of the answer.
        let mut mantissa = (256 + n as u64) << 23;
        let (mut bits, mut left) = (0, 8);
        while left > 0 {
            mantissa = (mantissa * mantissa) >> 31;
            bits <<= 1;
            if mantissa >> 32 != 0 {
                mantissa >>= 1;
                bits |= 1;
            }
            left -= 1;
        }
        table[n] = bits;
        n += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_are_right_to_a_128th() {
        for x in [1u64, 2, 3, 7, 10, 1000, 48_000, 1 << 40] {
            let exact = (x as f64).log2() * 256.0;
            assert!((log2(x) as f64 - exact).abs() <= 2.0, "{x}");
        }
    }

    #[test]
    fn a_vector_has_unit_length() {
        let v = unit(vec![(1, 300), (2, 400), (3, 0)], 10);
        assert_eq!(v, [(1, 2457), (2, 3276)]);
        assert!(dot(&v, &v).abs_diff(UNIT * UNIT) < UNIT * UNIT / 100);
    }

    #[test]
    fn only_common_words_multiply() {
        assert_eq!(dot(&[(1, 2), (5, 3)], &[(2, 9), (5, 4)]), 12);
        assert_eq!(dot(&[(40, 2)], &(0..100).map(|k| (k, k)).collect::<Vec<_>>()), 80);
    }
}
