//! What a document brings to comparisons: its words as hashed runs, its sentences, its habits of setting.
//!
//! In: one document with its analysis. Out: sorted sets of hashes and counts. Cost and memory: O(words).
//! Text between quotation marks counts for trees, where copies keep it, and not for the question whether one text was copied
//! from the other: public words stand in every independent report.

use crate::Subject;
use rustc_hash::FxHashSet;
use vorlage_text::{Word, hash64};

/// Lengths, in words, of the runs that are compared.
pub(super) const RUNS: [usize; 4] = [1, 2, 3, 5];
/// Fewest letters of a word that counts alone; shorter ones are mostly grammar. Words with a digit always count.
const CONTENT_LETTERS: usize = 4;
/// Fewest letters of a name.
const NAME_LETTERS: usize = 3;
/// Fewest words of a sentence that counts as one; shorter ones are headings and bylines.
const SENTENCE_WORDS: usize = 3;
/// Shortest and longest quotation, in bytes, that is left out of narration.
const QUOTED: std::ops::Range<usize> = 10..600;

/// One document as comparisons see it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Profile {
    /// Distinct runs of words by length as in [`RUNS`], sorted; of single words only those that count alone.
    pub(super) runs: [Vec<u64>; 4],
    /// Letters of the words in `runs[0]`, in the same order.
    pub(super) letters: Vec<u32>,
    /// Hashes of the sentences, in order.
    pub(super) sentences: Vec<u64>,
    /// Words of each.
    pub(super) sentence_words: Vec<usize>,
    /// Hashes of the sentences, sorted.
    pub(super) sentences_sorted: Vec<u64>,
    /// Number of words.
    pub(super) words: usize,
    /// Words with a digit.
    pub(super) digits: usize,
    /// Distinct words with a digit, sorted.
    pub(super) figures: Vec<u64>,
    /// Distinct names, each a word with a capital inside a sentence, sorted; none in scripts without capitals.
    pub(super) names: Vec<u64>,
    /// Commas.
    pub(super) commas: usize,
    /// Quotation marks.
    pub(super) quotation_marks: usize,
    /// Outside quotations: content words at their first occurrence, in order.
    pub(super) narration: Vec<u64>,
    /// Outside quotations: distinct runs of three words, sorted.
    pub(super) narrated_threes: Vec<u64>,
    /// Outside quotations: distinct runs of eight words, sorted.
    pub(super) narrated_eights: Vec<u64>,
}

impl Profile {
    /// Reads a document.
    pub(super) fn new(subject: Subject<'_>) -> Self {
        let mut out = Self::default();
        let (mut all, mut narrated) = (Vec::new(), Vec::new());
        let mut content: Vec<(u64, u32)> = Vec::new();
        for span in &subject.analysis.sentences {
            let sentence = span.of(&subject.document.text);
            let words = vorlage_text::words(sentence);
            out.count(sentence, &words);
            let quoted = quoted(sentence);
            for word in &words {
                all.push(word.hash);
                let letters = counts_alone(word.span.of(sentence));
                content.extend(letters.map(|letters| (word.hash, letters)));
                if !quoted.iter().any(|q| q.contains(&(word.span.begin as usize))) {
                    narrated.push((word.hash, letters.is_some()));
                }
            }
        }
        content.sort_unstable();
        content.dedup_by_key(|(hash, _)| *hash);
        out.runs = [Vec::new(), runs(&all, 2), runs(&all, 3), runs(&all, 5)];
        (out.runs[0], out.letters) = content.into_iter().unzip();
        out.sentences_sorted.clone_from(&out.sentences);
        out.sentences_sorted.sort_unstable();
        out.figures.sort_unstable();
        out.figures.dedup();
        out.names.sort_unstable();
        out.names.dedup();
        out.narrate(&narrated);
        out
    }

    /// Counts one sentence.
    fn count(&mut self, sentence: &str, words: &[Word]) {
        self.words += words.len();
        for word in words {
            if word.span.of(sentence).contains(|c: char| c.is_ascii_digit()) {
                self.digits += 1;
                self.figures.push(word.hash);
            }
            if is_name(sentence, word) {
                self.names.push(word.hash);
            }
        }
        self.commas += sentence.matches(',').count();
        self.quotation_marks += sentence.matches(['"', '“', '”', '«', '»', '„']).count();
        if words.len() >= SENTENCE_WORDS {
            let bytes: Vec<u8> = words.iter().flat_map(|w| w.hash.to_le_bytes()).collect();
            self.sentences.push(hash64(&bytes));
            self.sentence_words.push(words.len());
        }
    }

    /// Fills in what stands outside quotations.
    fn narrate(&mut self, narrated: &[(u64, bool)]) {
        let words: Vec<u64> = narrated.iter().map(|(hash, _)| *hash).collect();
        self.narrated_threes = runs(&words, 3);
        self.narrated_eights = runs(&words, 8);
        let mut seen = FxHashSet::default();
        self.narration =
            narrated.iter().filter(|(hash, content)| *content && seen.insert(*hash)).map(|(hash, _)| *hash).collect();
    }
}

/// A word with a capital and three letters or more that does not open a sentence.
fn is_name(sentence: &str, word: &Word) -> bool {
    let text = word.span.of(sentence);
    let before = sentence[..word.span.begin as usize].strip_suffix(' ').and_then(|before| before.chars().next_back());
    text.starts_with(char::is_uppercase)
        && text.chars().count() >= NAME_LETTERS
        && before.is_some_and(|c| c.is_lowercase() || matches!(c, ',' | ';' | ':'))
}

/// Letters of a word that counts alone.
fn counts_alone(word: &str) -> Option<u32> {
    let letters = word.chars().count();
    (letters >= CONTENT_LETTERS || word.contains(|c: char| c.is_ascii_digit())).then_some(letters as u32)
}

/// Distinct runs of `length` words, sorted.
fn runs(words: &[u64], length: usize) -> Vec<u64> {
    let mut out: Vec<u64> = words
        .windows(length)
        .map(|run| {
            run.iter().fold(length as u64, |sum, word| (sum ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29))
        })
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Byte ranges between quotation marks.
fn quoted(sentence: &str) -> Vec<std::ops::Range<usize>> {
    let mut out = Vec::new();
    let mut open: Option<usize> = None;
    for (at, c) in sentence.char_indices() {
        let mark = matches!(c, '"' | '“' | '”' | '«' | '»' | '„');
        match open {
            Some(begin) if mark => {
                if QUOTED.contains(&(at - begin)) {
                    out.push(begin..at);
                }
                open = None;
            }
            None if mark => open = Some(at),
            _ => {}
        }
    }
    out
}

/// How many values two sorted lists share; equal values count as often as both lists hold them.
pub(super) fn shared(a: &[u64], b: &[u64]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, count) = (i + 1, j + 1, count + 1),
        }
    }
    count
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use vorlage_model::{Analysis, Document};

    /// A document with its sentences.
    pub(in crate::derive) fn read(text: &str) -> (Document, Analysis) {
        let document = Document { text: text.to_owned(), ..Document::default() };
        let analysis = Analysis { sentences: vorlage_text::sentences(text, None), ..Analysis::default() };
        (document, analysis)
    }

    pub(in crate::derive) fn profile(text: &str) -> Profile {
        let (document, analysis) = read(text);
        Profile::new(Subject::new(&document, &analysis))
    }

    #[test]
    fn quotations_are_no_narration() {
        let p = profile("\"We will never surrender the harbour,\" said Colonel Brandt.");
        assert_eq!(p.narration.len(), 3);
        assert_eq!(p.quotation_marks, 2);
    }

    #[test]
    fn an_unclosed_quotation_hides_nothing() {
        assert_eq!(profile("He said \"never will that harbour open again.").narration.len(), 7);
    }

    #[test]
    fn short_words_count_only_with_a_digit() {
        assert_eq!(profile("The 9 men saw the ferry.").runs[0].len(), 2);
    }

    #[test]
    fn names_are_words_with_a_capital_inside_a_sentence() {
        assert_eq!(profile("Divers off Lemnos, Captain Brandt said. Lemnos is near Limni; It is.").names.len(), 4);
        assert_eq!(profile("海岸警備隊 saw 9 men.").names.len(), 0);
    }

    #[test]
    fn shared_values_count_as_often_as_both_hold_them() {
        assert_eq!(shared(&[1, 2, 2, 5], &[2, 2, 2, 5, 9]), 3);
        assert_eq!(shared(&[], &[1]), 0);
    }
}
