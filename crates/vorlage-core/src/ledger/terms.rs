//! Terms of a figure: its unit, what is counted, what is said of those counted, and the words around.

use super::concepts::{concepts, key, stem};
use crate::Subject;
use rustc_hash::FxHashMap;
use vorlage_model::{Figure, Lang, Span};
use vorlage_text::numerals::units::{Class, class_of};
use vorlage_text::{hash64, words};

/// Words on either side of a figure that count as its context; a clause has about so many.
const WINDOW: usize = 12;
/// Words on either side in which the fate of those counted is looked for.
const NEAR: usize = 6;

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
    let lang = subject.analysis.lang;
    let sentences = &subject.analysis.sentences;
    subject
        .analysis
        .figures
        .iter()
        .map(|figure| {
            let at = sentences.partition_point(|s| s.end <= figure.span.begin);
            let sentence = sentences.get(at).copied().filter(|s| s.contains(figure.span)).unwrap_or(figure.span);
            of_figure(text, lang, sentence, figure, known)
        })
        .collect()
}

/// Concepts of words that were seen before.
pub(super) type Known = FxHashMap<u64, super::concepts::Concepts>;

fn of_figure(text: &str, lang: Option<Lang>, sentence: Span, figure: &Figure, known: &mut Known) -> Terms {
    let mut terms = Terms { unit: unit_key(figure), measured: is_measured(figure), ..Terms::default() };
    let shift = sentence.begin as usize;
    let all = words(sentence.of(text));
    let span_of = |n: usize| Span::new(all[n].span.begin as usize + shift, all[n].span.end as usize + shift);
    let first = (0..all.len()).find(|&n| span_of(n).end > figure.span.begin).unwrap_or(0);
    let last = (0..all.len()).rfind(|&n| span_of(n).begin < figure.span.end).unwrap_or(first);
    terms.place = hash64(format!("{} {first}", vorlage_text::fold(sentence.of(text))).as_bytes());
    for (n, found) in all.iter().enumerate() {
        let (span, hash) = (span_of(n), found.hash);
        let word = span.of(text);
        if span.overlaps(figure.span) || word.as_bytes()[0].is_ascii_digit() {
            continue;
        }
        let folded = vorlage_text::fold(word);
        terms.sentence.push(hash);
        if is_function_word(&folded, lang) {
            continue;
        }
        let found = *known.entry(hash).or_insert_with(|| concepts(&folded));
        let distance = if n < first { first - n } else { n.saturating_sub(last) };
        let inside = figure.of.is_some_and(|of| of.overlaps(span));
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
fn is_function_word(folded: &str, _lang: Option<Lang>) -> bool {
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
