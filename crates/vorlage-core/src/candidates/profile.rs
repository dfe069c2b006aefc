//! The key function: what one document puts into the index.
//!
//! Runs of five words, a quarter of them kept by their hash (the same quarter in every document), and the words with their number
//! of occurrences and their frequency in news at large. Per document, linear in its text, no allocation for most words.

use super::rarity;
use crate::{Background, Subject};
use rustc_hash::FxHashMap;
use vorlage_model::{Document, Lang, Precision};
use vorlage_text::{Word, fold, hash64, words};

/// Words in a run. Five-word runs tell copies from agency phrases; shorter ones meet by chance (measured on planted copies).
pub const SHINGLE_WORDS: usize = 5;
/// One run in so many is kept, by its hash. A quarter finds 30 % word replacement as surely as winnowing at the same cost.
const SAMPLE: u64 = 4;
/// Bits of a run's hash that are kept; the lower 16 hold its position.
const KEY_BITS: u32 = 48;
/// Words kept of one document, those that news at large holds rarest first. Story figures are flat from 192 upwards.
const TERMS_KEPT: usize = 256;
/// Letters kept of a word in a language that inflects, unless it is capitalised. Same-story pairs: F1 .71 whole, .74 with five, .72
/// with six; English loses by cutting.
const STEM_LETTERS: usize = 5;
/// So many of its most frequent words tell a text's language.
const FREQUENT_WORDS: usize = 32;
/// A word unknown in every counted language and longer than this is taken for a compound, not for a name that travels.
const NAME_LETTERS: u8 = 11;
/// Languages whose counts tell whether a word is common elsewhere.
const COUNTED: [Lang; 4] = [Lang::EN, Lang::DE, Lang::FR, Lang::ES];

/// What the index holds of one document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Profile {
    /// Hash of its folded words in order; documents that differ in case, spaces or punctuation alone agree.
    pub text_hash: u64,
    /// Number of words of the article.
    pub words: u32,
    /// Its language: the detected one, or the one whose counts fit.
    pub lang: Option<Lang>,
    /// Day of publication in days since 1970, where the day is known.
    pub day: Option<i32>,
    /// Sampled runs: hash in the upper 48 bits, word position (at most 65,535) below; ascending, each hash once.
    pub shingles: Vec<u64>,
    /// Its words, ascending by key.
    pub terms: Vec<Term>,
}

/// A word of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// Hash of the folded word.
    pub key: u32,
    /// How often it occurs, at most 4,095.
    pub count: u16,
    /// How many of [`rarity::BACKGROUND_DOCUMENTS`] documents of news at large hold it, in sixteenths.
    pub common: u16,
    /// It reads alike in other languages: a figure or a name.
    pub portable: bool,
}

/// What is gathered of one spelling of a word while reading.
#[derive(Debug, Clone, Copy)]
struct Seen {
    key: u32,
    /// Hash of the folded word by which news at large is asked.
    word: u64,
    letters: u8,
    count: u16,
    number: bool,
    lower: bool,
    inside_sentence: bool,
}

impl Profile {
    /// Reads one document; a pure function of it.
    #[must_use]
    pub fn of(subject: &Subject<'_>, background: &Background) -> Self {
        let text = &subject.document.text;
        let lang = subject.analysis.lang;
        let mut all: Vec<Word> = Vec::with_capacity(text.len() / 6);
        let mut reader = Reader { cut: lang != Some(Lang::EN), seen: Vec::new(), at: FxHashMap::default() };
        for span in subject.analysis.sentences.iter().filter(|s| !s.is_empty()) {
            let sentence = span.of(text);
            let found = words(sentence);
            reader.take(sentence, &found);
            all.extend(found);
        }
        if let Some(title) = &subject.document.title {
            reader.take(title, &words(title));
        }
        let lang = told_or_counted(lang, &reader.seen, background);
        Self {
            text_hash: text_hash(&all),
            words: all.len() as u32,
            lang,
            day: day_of(subject.document),
            shingles: sampled(&all),
            terms: kept(reader.seen, lang, background),
        }
    }
}

/// Reads the words of a document.
struct Reader {
    /// Uncapitalised words are cut to their first letters.
    cut: bool,
    seen: Vec<Seen>,
    /// Where each spelling stands in `seen`.
    at: FxHashMap<u64, u32>,
}

impl Reader {
    /// Adds the words of one sentence.
    fn take(&mut self, text: &str, found: &[Word]) {
        for (n, word) in found.iter().enumerate() {
            let slice = whole_word(text, word, found.get(n + 1));
            let upper = slice.chars().next().is_some_and(char::is_uppercase);
            let spelling = if slice.len() == word.span.len() { word.hash } else { hash64(slice.as_bytes()) };
            let next = self.seen.len() as u32;
            let at = *self.at.entry(spelling ^ u64::from(upper)).or_insert(next);
            if at == next {
                self.seen.push(learn(slice, spelling, upper, self.cut));
            }
            let seen = &mut self.seen[at as usize];
            seen.count = seen.count.saturating_add(1);
            seen.inside_sentence |= upper && n > 0;
        }
    }
}

/// Works out the keys of a spelling that the document did not hold before.
fn learn(slice: &str, hash: u64, upper: bool, cut: bool) -> Seen {
    let number = slice.as_bytes().first().is_some_and(u8::is_ascii_digit);
    let cut = cut && !upper && !number;
    let letters = slice.len().min(255) as u8;
    let seen = Seen {
        key: (hash >> 32) as u32,
        word: hash,
        letters,
        count: 0,
        number: false,
        lower: !upper,
        inside_sentence: false,
    };
    if slice.is_ascii() && !cut && !number && !slice.contains('\'') {
        return seen;
    }
    let whole = plain(slice);
    let kept = if cut { first_letters(&whole) } else { &whole };
    let folded = fold(slice);
    Seen {
        key: (hash64(kept.as_bytes()) >> 32) as u32,
        word: hash64(core_of(&folded).as_bytes()),
        letters: core_of(&folded).len().min(255) as u8,
        number: number && whole.len() > 1 && whole.bytes().all(|b| b.is_ascii_digit()),
        ..seen
    }
}

/// The language that was told, if it is a counted one or no counted one fits better.
fn told_or_counted(lang: Option<Lang>, seen: &[Seen], background: &Background) -> Option<Lang> {
    if lang.is_some_and(|l| background.documents(l) > 0) {
        return lang;
    }
    let mut frequent: Vec<(std::cmp::Reverse<u16>, u64)> =
        seen.iter().map(|s| (std::cmp::Reverse(s.count), s.word)).collect();
    frequent.sort_unstable();
    let words: Vec<u64> = frequent.iter().take(FREQUENT_WORDS).map(|f| f.1).collect();
    rarity::language_of(background, &words).or(lang)
}

/// Tells whether a capitalised word may be a name that reads alike in other languages, and no common noun of this one.
fn travels(seen: &Seen, lang: Option<Lang>, background: &Background) -> bool {
    let known = |lang: Lang| rarity::is_known(background, lang, seen.word);
    if COUNTED.iter().any(|&other| Some(other) != lang && known(other)) {
        return true;
    }
    let short = lang == Some(Lang::EN) || seen.letters <= NAME_LETTERS;
    seen.letters > 1 && short && !lang.is_some_and(known)
}

/// Folds a word for comparison across spellings and scripts: Latin letters without marks, no possessive or elided article, figures
/// without separators.
fn plain(word: &str) -> String {
    let mut folded = if word.chars().any(is_ideograph) { word.to_owned() } else { any_ascii::any_ascii(word) };
    folded.make_ascii_lowercase();
    if folded.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        folded.retain(|c| c.is_ascii_alphanumeric());
        return folded;
    }
    core_of(&folded).to_owned()
}

/// The longest part between apostrophes: "ukraine" of "ukraine's", "accord" of "l'accord".
fn core_of(word: &str) -> &str {
    word.split('\'').rev().max_by_key(|part| part.len()).unwrap_or(word)
}

/// The word, with its right neighbour where a script without spaces makes each character a word: two characters tell more than one.
fn whole_word<'t>(text: &'t str, word: &Word, next: Option<&Word>) -> &'t str {
    let slice = word.span.of(text);
    match next {
        Some(next) if next.span.begin == word.span.end && slice.chars().all(is_ideograph) => {
            &text[word.span.begin as usize..next.span.end as usize]
        }
        _ => slice,
    }
}

/// Written without spaces, and not to be spelled in Latin letters one by one.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// The first letters of a folded word.
fn first_letters(word: &str) -> &str {
    word.char_indices().nth(STEM_LETTERS).map_or(word, |(end, _)| &word[..end])
}

/// Hash of the words in order.
fn text_hash(words: &[Word]) -> u64 {
    words.iter().fold(0x5eed, |hash, word| (hash ^ word.hash).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29))
}

/// The sampled runs of five words, by hash.
fn sampled(words: &[Word]) -> Vec<u64> {
    let mut out: Vec<u64> = words
        .windows(SHINGLE_WORDS)
        .enumerate()
        .filter_map(|(at, run)| {
            let hash = text_hash(run);
            let mixed = hash ^ (hash >> 31);
            mixed.is_multiple_of(SAMPLE).then(|| (mixed >> (64 - KEY_BITS) << 16) | at.min(0xffff) as u64)
        })
        .collect();
    out.sort_unstable();
    out.dedup_by_key(|s| *s >> 16);
    out
}

/// Puts the spellings of each word together and keeps the rarest words, ascending by key.
fn kept(mut seen: Vec<Seen>, lang: Option<Lang>, background: &Background) -> Vec<Term> {
    seen.sort_unstable_by_key(|s| (s.key, s.word, s.lower));
    let mut out: Vec<Term> = seen.chunk_by(|x, y| x.key == y.key).map(|same| term(same, lang, background)).collect();
    if out.len() > TERMS_KEPT {
        out.sort_by_cached_key(|t| (std::cmp::Reverse(rarity::weight_in_background(t)), t.key));
        out.truncate(TERMS_KEPT);
        out.sort_unstable_by_key(|t| t.key);
    }
    out
}

/// One word from its spellings.
fn term(same: &[Seen], lang: Option<Lang>, background: &Background) -> Term {
    let number = same.iter().any(|s| s.number);
    let name = same.iter().all(|s| !s.lower) && same.iter().any(|s| s.inside_sentence);
    let asked = same.iter().enumerate().filter(|&(n, s)| n == 0 || s.word != same[n - 1].word);
    Term {
        key: same[0].key,
        count: same.iter().fold(0u16, |sum, s| sum.saturating_add(s.count)).min(4095),
        common: asked.map(|(_, s)| rarity::common(background, lang, s.word, s.letters, s.number)).max().unwrap_or(0),
        portable: number || (name && same.iter().any(|s| travels(s, lang, background))),
    }
}

/// Day of publication in days since 1970, where at least the day is known.
fn day_of(document: &Document) -> Option<i32> {
    let published = document.published.as_ref().filter(|p| p.precision >= Precision::Day)?;
    let mut parts = published.at.get(..10)?.split('-').map(|part| part.parse::<i32>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    // Days of the civil calendar, counted from March so that leap days fall at the end of a year.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days =
        365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * month + 2) / 5 + day - 1;
    Some(days - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;
    use vorlage_model::{Analysis, Published};

    fn profile(text: &str, lang: Option<Lang>) -> Profile {
        let document = Document { text: text.to_owned(), ..Document::default() };
        let analysis = Analysis { lang, sentences: vorlage_text::sentences(text, lang), ..Analysis::default() };
        Profile::of(&Subject::new(&document, &analysis), &Background::shipped())
    }

    fn key(word: &str) -> u32 {
        (hash64(word.as_bytes()) >> 32) as u32
    }

    fn portable(profile: &Profile, word: &str) -> Option<bool> {
        profile.terms.iter().find(|t| t.key == key(word)).map(|t| t.portable)
    }

    #[test]
    fn spellings_of_a_word_meet() {
        for (word, expected) in
            [("Ukraine’s", "ukraine"), ("l’accord", "accord"), ("10,000", "10000"), ("Škoda", "skoda")]
        {
            assert_eq!(plain(&fold(word)), expected);
        }
    }

    #[test]
    fn names_and_figures_travel_and_common_nouns_do_not() {
        let german = profile("Am Freitag sah Sybiha in Kursk 8.000 Soldaten und die Regierung.", Some(Lang::DE));
        assert_eq!(portable(&german, "sybiha"), Some(true));
        assert_eq!(portable(&german, "8000"), Some(true));
        assert_eq!(portable(&german, "regierung"), Some(false));
    }

    #[test]
    fn the_counts_tell_a_language_that_was_not_told() {
        let text = "Der Minister sagte, dass die Regierung nicht mit dem Ergebnis der Wahl und auch nicht mit ihm zufrieden ist.";
        assert_eq!(profile(text, None).lang, Some(Lang::DE));
        assert_eq!(profile("Xqz wvk jjh pqr.", None).lang, None);
    }

    #[test]
    fn case_and_punctuation_do_not_make_another_text() {
        let (one, two) = (profile("Troops moved to Kursk.", None), profile("TROOPS moved\nto Kursk", None));
        assert_eq!(one.text_hash, two.text_hash);
        assert_ne!(one.text_hash, profile("Kursk moved to troops.", None).text_hash);
    }

    #[test]
    fn days_count_from_1970() {
        let on = |at: &str, precision| {
            let published = Some(Published { at: at.to_owned(), precision, from: String::new() });
            day_of(&Document { published, ..Document::default() })
        };
        assert_eq!(on("1970-01-01", Precision::Day), Some(0));
        assert_eq!(on("2024-11-13T10:00:00Z", Precision::Time), Some(20_040));
        assert_eq!(on("2000-03-01", Precision::Day), Some(11_017));
        assert_eq!(on("2024-11-13", Precision::Month), None);
        assert_eq!(on("yesterday, early", Precision::Day), None);
    }
}
