//! Terms of a figure: its unit, what is counted, what is said of those counted, and the words around.

use super::concepts::{Concepts, concepts, key, stem};
use crate::Subject;
use rustc_hash::FxHashMap;
use vorlage_model::{Figure, Span};
use vorlage_text::numerals::units::{Class, class_of};
use vorlage_text::{hash64, words};

/// Words on either side of a figure that count as its context; a clause has about so many.
const WINDOW: usize = 12;
/// Words on either side in which the fate of those counted is looked for.
const NEAR: usize = 6;

/// Words on either side that are looked at: more than sentences have, and a bound for tables that are read as one.
const REACH: usize = 80;

/// What a figure speaks of, as sorted sets of keys.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Terms {
    /// Figures of two units are never compared.
    pub unit: u64,
    /// The unit is money, a share, an age or another measure.
    pub measured: bool,
    /// What is counted; 0 where it is a measure or unknown.
    pub head: u64,
    /// What befell those counted; 0 where nothing says so.
    pub role: u64,
    /// Other words of the phrase that says what is counted.
    pub of: Vec<u64>,
    /// Words around, those of the phrase aside.
    pub around: Vec<u64>,
    /// Hash of the sentence and the figure's place in it: copies share it.
    pub place: u64,
    /// The sentence's words as a set, to see copies of it.
    pub sentence: Vec<u64>,
}

/// The terms of every figure of a document.
pub(super) fn terms(subject: Subject<'_>, known: &mut Known) -> Vec<Terms> {
    let text = &subject.document.text;
    let sentences = &subject.analysis.sentences;
    let mut read: Option<Sentence> = None;
    subject
        .analysis
        .figures
        .iter()
        .map(|figure| {
            let at = sentences.partition_point(|s| s.end <= figure.span.begin);
            let span = sentences.get(at).copied().filter(|s| s.contains(figure.span)).unwrap_or(figure.span);
            let sentence = match read.take() {
                Some(last) if last.span == span => last,
                _ => Sentence::new(text, span, known),
            };
            let terms = of_figure(&sentence, figure);
            read = Some(sentence);
            terms
        })
        .collect()
}

/// Concepts of words that were seen before.
pub(super) type Known = FxHashMap<u64, Concepts>;

/// A sentence with figures.
struct Sentence {
    span: Span,
    /// Hash of its words as they are spelled, case aside.
    hash: u64,
    words: Vec<Word>,
}

/// A word of such a sentence.
struct Word {
    span: Span,
    hash: u64,
    /// It begins with a digit.
    digit: bool,
    /// What it says; `None` for a word that tells nothing.
    concepts: Option<Concepts>,
}

impl Sentence {
    fn new(text: &str, span: Span, known: &mut Known) -> Self {
        let shift = span.begin as usize;
        let word = |found: vorlage_text::Word| {
            let span = Span::new(found.span.begin as usize + shift, found.span.end as usize + shift);
            let folded = vorlage_text::fold(span.of(text));
            let digit = folded.starts_with(|c: char| c.is_ascii_digit());
            let mut look_up = || *known.entry(found.hash).or_insert_with(|| concepts(&folded));
            let concepts = (!digit && !is_function_word(&folded)).then(&mut look_up);
            Word { span, hash: found.hash, digit, concepts }
        };
        let words = words(span.of(text)).into_iter().map(word).collect();
        Self { span, hash: hash64(vorlage_text::fold(span.of(text)).as_bytes()), words }
    }
}

fn of_figure(sentence: &Sentence, figure: &Figure) -> Terms {
    let mut terms = Terms { unit: unit_key(figure), measured: is_measured(figure), ..Terms::default() };
    let all = &sentence.words;
    let first = all.partition_point(|word| word.span.end <= figure.span.begin);
    let last = all.partition_point(|word| word.span.begin < figure.span.end).saturating_sub(1).max(first);
    terms.place = hash64(format!("{:x} {first}", sentence.hash).as_bytes());
    let around = first.saturating_sub(REACH)..all.len().min(last + REACH);
    for (n, word) in around.clone().zip(&all[around]).filter(|(_, w)| !w.digit && !w.span.overlaps(figure.span)) {
        terms.sentence.push(word.hash);
        let Some(found) = word.concepts else {
            continue;
        };
        let distance = if n < first { first - n } else { n.saturating_sub(last) };
        let inside = figure.of.is_some_and(|of| of.overlaps(word.span));
        if inside && found.thing != 0 && !terms.measured {
            terms.head = found.thing;
        }
        if found.role != 0 && distance <= NEAR && (terms.role == 0 || inside) {
            terms.role = found.role;
        }
        let keys = found.keys.into_iter().filter(|&k| k != 0);
        if inside {
            terms.of.extend(keys);
        } else if distance <= WINDOW {
            terms.around.extend(keys);
        }
    }
    settle(&mut terms, figure);
    terms
}

/// Gives the head its last say, and makes the lists sets.
fn settle(terms: &mut Terms, figure: &Figure) {
    if terms.head == 0 && !terms.measured {
        terms.head = figure.unit.as_deref().map_or(0, head_key);
    }
    let person = key("person");
    if terms.role != 0 && terms.head == terms.role
        || figure.unit.as_deref().is_some_and(|u| concepts(&vorlage_text::fold(u)).role != 0)
    {
        terms.head = person;
    }
    let (head, role) = (terms.head, terms.role);
    terms.of.retain(|&k| k != head && k != role);
    for list in [&mut terms.of, &mut terms.around, &mut terms.sentence] {
        list.sort_unstable();
        list.dedup();
    }
}

fn head_key(unit: &str) -> u64 {
    let folded = vorlage_text::fold(unit);
    let found = concepts(&folded);
    if found.thing != 0 { found.thing } else { stem(&folded) }
}

fn is_measured(figure: &Figure) -> bool {
    figure.unit.as_deref().is_some_and(|u| u == "year of age" || class_of(u).is_some()) || is_part(figure)
}

/// A part of a whole without a unit ("two-thirds").
fn is_part(figure: &Figure) -> bool {
    figure.unit.is_none() && figure.value > 0.0 && figure.value < 1.0
}

/// Measures by name; all counts have one key, their heads tell them apart.
fn unit_key(figure: &Figure) -> u64 {
    match figure.unit.as_deref() {
        _ if is_part(figure) => key("part"),
        Some(unit) if unit == "year of age" || class_of(unit).is_some() => hash64(unit.as_bytes()),
        _ => key("count"),
    }
}

/// Money, shares and times need more in common than a count with a noun.
pub(super) fn class(figure: &Figure) -> Option<Class> {
    figure.unit.as_deref().and_then(class_of)
}

/// Common words of the four languages, which tell nothing about what is counted.
const FUNCTION_WORDS: &[&str] = &[
    // English
    "a", "about", "after", "again", "against", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been",
    "before", "but", "by", "can", "could", "did", "do", "during", "for", "from", "had", "has", "have", "he", "her",
    "him", "his", "in", "into", "is", "it", "its", "last", "more", "most", "new", "no", "not", "of", "on", "one",
    "only", "or", "other", "our", "out", "over", "said", "say", "says", "she", "since", "so", "some", "stated", "than",
    "that", "the", "their", "them", "there", "these", "they", "this", "to", "told", "two", "up", "was", "we", "week",
    "were", "what", "when", "which", "while", "who", "will", "with", "would", "year", "years", "you", "according",
    "least", // German
    "aber", "als", "am", "an", "auch", "auf", "aus", "bei", "bis", "das", "dass", "dem", "den", "der", "des", "die",
    "diese", "durch", "ein", "eine", "einem", "einen", "einer", "er", "es", "etwa", "für", "hat", "hatte", "haben",
    "ihr", "im", "in", "ist", "laut", "mehr", "mit", "nach", "nicht", "noch", "nur", "oder", "rund", "sagte", "sein",
    "seine", "sei", "sich", "sie", "sind", "über", "um", "und", "von", "vor", "war", "waren", "werden", "wie", "wird",
    "worden", "wurde", "wurden", "zu", "zum", "zur", "jahr", "jahren", // French
    "au", "aux", "avec", "ce", "ces", "cette", "comme", "dans", "de", "des", "du", "elle", "en", "est", "et", "il",
    "ils", "la", "le", "les", "leur", "lors", "mais", "ont", "ou", "par", "pas", "plus", "pour", "que", "qui", "sa",
    "se", "selon", "ses", "son", "sont", "sur", "un", "une", "été", "à", "ans", "avait", "étaient",
    // Spanish
    "al", "como", "con", "del", "desde", "donde", "el", "ella", "entre", "era", "esta", "este", "fue", "fueron", "ha",
    "han", "hasta", "las", "lo", "los", "más", "no", "o", "para", "pero", "por", "según", "su", "sus", "también",
    "tras", "una", "y", "años", "año",
];

/// A word that tells nothing; words of one or two letters neither, but for capitals of states.
fn is_function_word(folded: &str) -> bool {
    static SORTED: std::sync::LazyLock<Vec<&str>> = std::sync::LazyLock::new(|| {
        let mut all = FUNCTION_WORDS.to_vec();
        all.sort_unstable();
        all
    });
    SORTED.binary_search(&folded).is_ok() || folded.len() < 2
}

/// Number of common keys of two sorted sets.
pub(super) fn common(a: &[u64], b: &[u64]) -> usize {
    let (mut n, mut m, mut both) = (0, 0, 0);
    while n < a.len() && m < b.len() {
        match a[n].cmp(&b[m]) {
            std::cmp::Ordering::Less => n += 1,
            std::cmp::Ordering::Greater => m += 1,
            std::cmp::Ordering::Equal => {
                both += 1;
                n += 1;
                m += 1;
            }
        }
    }
    both
}

/// Dice's coefficient of two sorted sets; 0 for two empty ones.
pub(super) fn dice(a: &[u64], b: &[u64]) -> f64 {
    if a.is_empty() && b.is_empty() {
        return 0.0;
    }
    2.0 * common(a, b) as f64 / (a.len() + b.len()) as f64
}
