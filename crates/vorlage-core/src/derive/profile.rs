//! What a document brings to comparisons: its words as hashed runs, its sentences, its habits of setting.
//!
//! In: one document with its analysis. Out: sorted sets of hashes and counts. Cost and memory: O(words).
//! Text between quotation marks counts for trees, where copies keep it, and not for the question whether one text was copied
//! from the other: public words stand in every independent report.

use super::concordance::Anchors;
use crate::Subject;
use rustc_hash::FxHashSet;
use std::sync::OnceLock;
use vorlage_text::{Word, hash64};

/// Lengths, in words, of the runs that are compared.
pub(super) const RUNS: [usize; 4] = [1, 2, 3, 5];
/// Fewest letters of a word that counts alone; shorter ones are mostly grammar. Words with a digit always count.
const CONTENT_LETTERS: usize = 4;
/// Words of a run that is no chance.
const EIGHT: usize = 8;
/// Fewest letters of a name.
const NAME_LETTERS: usize = 3;
/// Fewest words of a sentence that counts as one; shorter ones are headings and bylines.
const SENTENCE_WORDS: usize = 3;
/// Shortest and longest quotation, in bytes, that is left out of narration; a longer one in one paragraph has lost a mark.
const QUOTED: std::ops::Range<usize> = 10..1500;

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
    /// Commas.
    pub(super) commas: usize,
    /// Quotation marks.
    pub(super) quotation_marks: usize,
    /// What it tells, and what outside quotations.
    pub(super) narration: Narration,
    /// Names and figures for pairs in two languages, found when first asked for.
    anchors: OnceLock<Anchors>,
}

/// A word of a document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Told {
    hash: u64,
    /// It stands in a quotation.
    quoted: bool,
    /// It counts alone.
    content: bool,
    /// It holds a digit.
    figure: bool,
    /// It has a capital inside a sentence.
    name: bool,
}

/// What a document tells; content words and runs of words are those outside quotations.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Narration {
    /// All words, in order.
    pub(super) words: Vec<Told>,
    /// Content words at their first occurrence, in order.
    pub(super) content: Vec<u64>,
    /// Distinct runs of three words, sorted.
    pub(super) threes: Vec<u64>,
    /// Distinct runs of eight words, sorted.
    pub(super) eights: Vec<u64>,
    /// Distinct words with a digit, sorted.
    pub(super) figures: Vec<u64>,
    /// Distinct names, sorted; none in scripts without capitals.
    pub(super) names: Vec<u64>,
}

impl Narration {
    /// Sorts out the words of a document.
    pub(super) fn new(words: Vec<Told>) -> Self {
        let hashes: Vec<u64> = words.iter().filter(|told| !told.quoted).map(|told| told.hash).collect();
        let distinct = |wanted: fn(&Told) -> bool| {
            let mut out: Vec<u64> = words.iter().filter(|told| wanted(told)).map(|told| told.hash).collect();
            out.sort_unstable();
            out.dedup();
            out
        };
        let mut seen = FxHashSet::default();
        let narrated = words.iter().filter(|told| told.content && !told.quoted);
        Self {
            content: narrated.map(|told| told.hash).filter(|hash| seen.insert(*hash)).collect(),
            threes: runs(&hashes, 3),
            eights: runs(&hashes, EIGHT),
            figures: distinct(|told| told.figure),
            names: distinct(|told| told.name),
            words,
        }
    }

    /// The places of the words outside quotations, and whether each stands in a run of eight of them that the other narration has.
    pub(super) fn verbatim(&self, other: &Self) -> (Vec<usize>, Vec<bool>) {
        let narrated = self.words.iter().enumerate().filter(|(_, told)| !told.quoted);
        let (places, hashes): (Vec<usize>, Vec<u64>) = narrated.map(|(at, told)| (at, told.hash)).unzip();
        let mut out = vec![false; hashes.len()];
        for (at, run) in hashes.windows(EIGHT).enumerate() {
            if other.eights.binary_search(&self::run(run)).is_ok() {
                out[at..at + EIGHT].fill(true);
            }
        }
        (places, out)
    }

    /// The narration without the words at places that are flagged.
    pub(super) fn without(&self, (places, flags): &(Vec<usize>, Vec<bool>)) -> Self {
        let mut kept = vec![true; self.words.len()];
        places.iter().zip(flags).filter(|(_, flag)| **flag).for_each(|(&at, _)| kept[at] = false);
        Self::new(self.words.iter().zip(kept).filter(|(_, kept)| *kept).map(|(told, _)| *told).collect())
    }
}

impl Profile {
    /// Names and figures of the document that this profile was made of.
    pub(super) fn anchors(&self, subject: Subject<'_>) -> &Anchors {
        self.anchors.get_or_init(|| Anchors::of(&subject.document.text))
    }

    /// Reads a document.
    pub(super) fn new(subject: Subject<'_>) -> Self {
        let mut out = Self::default();
        let (mut all, mut told) = (Vec::new(), Vec::new());
        let mut content: Vec<(u64, u32)> = Vec::new();
        let quoted = quoted(&subject.document.text);
        for span in &subject.analysis.sentences {
            let sentence = span.of(&subject.document.text);
            let words = vorlage_text::words(sentence);
            out.count(sentence, &words);
            for word in &words {
                all.push(word.hash);
                let letters = counts_alone(word.span.of(sentence));
                content.extend(letters.map(|letters| (word.hash, letters)));
                let at = (span.begin + word.span.begin) as usize;
                let next = quoted.partition_point(|q| q.end <= at);
                told.push(Told {
                    hash: word.hash,
                    quoted: quoted.get(next).is_some_and(|q| q.contains(&at)),
                    content: letters.is_some(),
                    figure: has_digit(word.span.of(sentence)),
                    name: is_name(sentence, word),
                });
            }
        }
        content.sort_unstable();
        content.dedup_by_key(|(hash, _)| *hash);
        out.runs = [Vec::new(), runs(&all, 2), runs(&all, 3), runs(&all, 5)];
        (out.runs[0], out.letters) = content.into_iter().unzip();
        out.sentences_sorted.clone_from(&out.sentences);
        out.sentences_sorted.sort_unstable();
        out.narration = Narration::new(told);
        out
    }

    /// Counts one sentence.
    fn count(&mut self, sentence: &str, words: &[Word]) {
        self.words += words.len();
        self.digits += words.iter().filter(|word| has_digit(word.span.of(sentence))).count();
        self.commas += sentence.matches(',').count();
        self.quotation_marks += sentence.matches(is_mark).count();
        if words.len() >= SENTENCE_WORDS {
            let bytes: Vec<u8> = words.iter().flat_map(|w| w.hash.to_le_bytes()).collect();
            self.sentences.push(hash64(&bytes));
            self.sentence_words.push(words.len());
        }
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

fn has_digit(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit())
}

/// Letters of a word that counts alone.
fn counts_alone(word: &str) -> Option<u32> {
    let letters = word.chars().count();
    (letters >= CONTENT_LETTERS || has_digit(word)).then_some(letters as u32)
}

/// Distinct runs of `length` words, sorted.
fn runs(words: &[u64], length: usize) -> Vec<u64> {
    let mut out: Vec<u64> = words.windows(length).map(run).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// The hash of a run of words.
pub(super) fn run(words: &[u64]) -> u64 {
    let add = |sum: u64, word: &u64| (sum ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    words.iter().fold(words.len() as u64, add)
}

/// Byte ranges between quotation marks, ascending. A quotation ends with its paragraph; one that goes on in the next, as marks at
/// the beginning of both tell, is not closed before.
fn quoted(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut out = Vec::new();
    let mut paragraphs =
        text.split_inclusive('\n').scan(0, |at, line| Some((std::mem::replace(at, *at + line.len()), line)));
    let mut next = paragraphs.next();
    while let Some((begin, line)) = next {
        next = paragraphs.by_ref().find(|(_, line)| !line.trim().is_empty());
        let goes_on = next.is_some_and(|(_, line)| line.trim_start().starts_with(is_mark));
        quoted_in(line, begin, goes_on, &mut out);
    }
    out
}

/// Adds the quotations of a paragraph that stands at `begin`.
fn quoted_in(line: &str, begin: usize, goes_on: bool, out: &mut Vec<std::ops::Range<usize>>) {
    let mut open: Option<usize> = None;
    let mut close = |from: usize, to: usize| {
        if QUOTED.contains(&(to - from)) {
            out.push(begin + from..begin + to);
        }
    };
    for (at, _) in line.char_indices().filter(|(_, c)| is_mark(*c)) {
        match open.take() {
            Some(from) => close(from, at),
            None => open = Some(at),
        }
    }
    if let Some(from) = open.filter(|_| goes_on) {
        close(from, line.len());
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '«' | '»' | '„')
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
        assert_eq!(p.narration.content.len(), 3);
        assert_eq!(p.quotation_marks, 2);
    }

    #[test]
    fn a_quotation_of_several_sentences_is_no_narration() {
        let p = profile("\"We will never surrender the harbour. Nobody shall take it,\" said Colonel Brandt.");
        assert_eq!(p.narration.content.len(), 3);
        let p = profile("\"We will never surrender the harbour.\n\n\"Nobody shall take it,\" said Colonel Brandt.");
        assert_eq!(p.narration.content.len(), 3);
    }

    #[test]
    fn an_unclosed_quotation_hides_nothing() {
        assert_eq!(profile("He said \"never will that harbour open again.").narration.content.len(), 7);
    }

    #[test]
    fn short_words_count_only_with_a_digit() {
        assert_eq!(profile("The 9 men saw the ferry.").runs[0].len(), 2);
    }

    #[test]
    fn names_are_words_with_a_capital_inside_a_sentence() {
        assert_eq!(
            profile("Divers off Lemnos, Captain Brandt said. Lemnos is near Limni; It is.").narration.names.len(),
            4
        );
        assert_eq!(profile("海岸警備隊 saw 9 men.").narration.names.len(), 0);
    }

    #[test]
    fn shared_values_count_as_often_as_both_hold_them() {
        assert_eq!(shared(&[1, 2, 2, 5], &[2, 2, 2, 5, 9]), 3);
        assert_eq!(shared(&[], &[1]), 0);
    }
}
