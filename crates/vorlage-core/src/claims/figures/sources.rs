//! Who gave a figure: "Ukraine said", "according to", "laut", "selon", "según".
//!
//! One look over the sentence finds its marks of attribution; each figure takes the one that governs it: a phrase such as "according
//! to" anywhere in the sentence, else the nearest verb of saying before it, else one after it.

use super::words::{is_capital, is_word, slot, stops};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;
use vorlage_model::{Attributed, Figure, Lang, Span};
use vorlage_text::numerals::{Reader, TokenKind};

/// Verbs of saying and estimating; languages in the order of [`slot`], as in every table here.
const VERBS: &[(Lang, &[&str])] = &[
    (
        Lang::EN,
        &[
            "said", "says", "stated", "states", "warned", "warns", "estimated", "estimates", "reported", "reports",
            "announced", "confirmed", "claimed", "claims", "told", "tells", "added", "believes", "declared",
            "acknowledged", "alleged", "revealed", "wrote", "noted", "predicted",
        ],
    ),
    (
        Lang::DE,
        &[
            "sagte", "sagten", "erklärte", "erklärten", "warnte", "warnten", "teilte", "teilten", "meldete",
            "meldeten", "berichtete", "berichteten", "schätzt", "schätzte", "schätzen", "bestätigte", "bestätigten",
            "behauptete", "betonte", "spricht", "sprach", "geht", "gehen", "bezifferte",
        ],
    ),
    (
        Lang::FR,
        &[
            "déclaré", "indiqué", "annoncé", "affirmé", "estimé", "estime", "estiment", "affirme", "affirment", "dit",
            "précisé", "averti", "rapporté", "assuré", "confirmé", "évoque",
        ],
    ),
    (
        Lang::ES,
        &[
            "dijo", "dijeron", "afirmó", "afirmaron", "informó", "informaron", "anunció", "aseguró", "señaló",
            "indicó", "estimó", "estima", "estiman", "declaró", "reportó", "reportaron", "confirmó", "advirtió",
            "calcula", "precisó",
        ],
    ),
];

/// Phrases before a source; words separated by spaces.
const PHRASES: &[(Lang, &[&str])] = &[
    (Lang::EN, &["according to", "in accordance to", "in keeping with", "based on estimates by"]),
    (
        Lang::DE,
        &[
            "nach angaben von", "nach angaben der", "nach angaben des", "nach angaben", "laut", "zufolge",
            "nach einschätzung", "nach schätzungen von", "nach schätzungen der", "nach schätzungen",
        ],
    ),
    (Lang::FR, &["selon", "d' après", "d’ après", "d'après"]),
    (Lang::ES, &["según", "de acuerdo con", "de acuerdo a"]),
];

/// Most tokens of a source.
const LONGEST: usize = 14;
/// Most sentence marks that are remembered; a sentence with more is no prose.
const MOST: usize = 8;

/// A mark of attribution in a sentence.
struct Mark {
    source: Span,
    /// Byte where the mark stands.
    at: u32,
    phrase: bool,
    /// A comma or quotation mark stands before it: "..., she said".
    trailing: bool,
}

/// Attributes the figures of one sentence.
pub(super) fn attribute(reader: &Reader<'_>, figures: &mut [Figure]) {
    let marks = marks(reader);
    for figure in figures {
        figure.attributed_to = governing(&marks, figure.span).map(|span| Attributed { span });
    }
}

fn governing(marks: &[Mark], figure: Span) -> Option<Span> {
    let outside = |m: &&Mark| !m.source.overlaps(figure);
    let distance = |m: &&Mark| m.at.abs_diff(figure.begin);
    let phrase = marks.iter().filter(|m| m.phrase).filter(outside).min_by_key(distance);
    let before = marks.iter().filter(|m| !m.phrase && m.at < figure.begin).rfind(outside);
    let after = marks.iter().filter(|m| !m.phrase && m.trailing && m.at >= figure.end).find(outside);
    phrase.or(before).or(after).map(|m| m.source)
}

fn marks(reader: &Reader<'_>) -> Vec<Mark> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < reader.tokens.len() && out.len() < MOST {
        if is_word(reader, at) {
            if let Some((end, follows)) = phrase_at(reader, at) {
                let source = if follows { forward(reader, end) } else { backward(reader, at) };
                out.extend(source.map(|source| Mark {
                    source,
                    at: reader.tokens[at].span.begin,
                    phrase: true,
                    trailing: true,
                }));
                at = end;
                continue;
            }
            if is_verb(reader, at) {
                let after_mark = at == 0 || !is_word(reader, at - 1);
                let source = backward(reader, at).or_else(|| inverted(reader, at + 1).filter(|_| after_mark));
                out.extend(source.map(|source| Mark {
                    source,
                    at: reader.tokens[at].span.begin,
                    phrase: false,
                    trailing: follows_mark(reader, source.begin.min(reader.tokens[at].span.begin)),
                }));
            }
        }
        at += 1;
    }
    out
}

/// Tells whether a comma, a dash or a quotation mark stands before a byte, a determiner between them aside.
fn follows_mark(reader: &Reader<'_>, at: u32) -> bool {
    let mut n = reader.tokens.partition_point(|t| t.span.begin < at);
    if n > 0 && matches!(reader.raw(n - 1), "the" | "der" | "die" | "das" | "le" | "la" | "el" | "los" | "las") {
        n -= 1;
    }
    n > 0 && !is_word(reader, n - 1) && reader.tokens[n - 1].kind == TokenKind::Mark
}

/// Verbs and first words of phrases of a language.
struct Table {
    verbs: FxHashSet<&'static str>,
    openers: FxHashSet<&'static str>,
    phrases: &'static [&'static str],
}

static TABLES: LazyLock<[Table; 4]> = LazyLock::new(|| {
    [0, 1, 2, 3].map(|n| Table {
        verbs: VERBS[n].1.iter().copied().collect(),
        openers: PHRASES[n].1.iter().filter_map(|p| p.split(' ').next()).collect(),
        phrases: PHRASES[n].1,
    })
});

/// Tells whether the token is a verb of saying.
pub(super) fn is_verb(reader: &Reader<'_>, at: usize) -> bool {
    reader.word(at).is_some_and(|w| TABLES[slot(reader.lang)].verbs.contains(w.as_str()))
}

/// An attributing phrase at a token: the token after it, and whether the source follows it.
fn phrase_at(reader: &Reader<'_>, at: usize) -> Option<(usize, bool)> {
    let table = &TABLES[slot(reader.lang)];
    let first = reader.word(at).filter(|w| table.openers.contains(w.as_str()))?;
    for phrase in table.phrases {
        let mut words = phrase.split(' ');
        if words.next() != Some(&first) {
            continue;
        }
        let length = 1 + words.clone().count();
        if words.enumerate().all(|(n, w)| reader.word(at + 1 + n).as_deref() == Some(w)) {
            return Some((at + length, *phrase != "zufolge"));
        }
    }
    None
}

/// The source after a phrase.
fn forward(reader: &Reader<'_>, begin: usize) -> Option<Span> {
    let mut end = begin;
    while end < reader.tokens.len() && end < begin + LONGEST && continues(reader, begin, end) {
        end += 1;
    }
    trimmed(reader, begin, end)
}

/// Tells whether a source goes on over a token.
fn continues(reader: &Reader<'_>, begin: usize, at: usize) -> bool {
    let raw = reader.raw(at);
    match reader.tokens[at].kind {
        TokenKind::Digits => false,
        TokenKind::Mark => match raw {
            "," => lists(reader, at),
            "." => at + 1 < reader.tokens.len() && (reader.touch(at) || is_abbreviation(reader, at)),
            "-" | "‑" | "’" | "'" | "&" => true,
            _ => false,
        },
        TokenKind::Word => {
            let word = reader.word(at).unwrap_or_default();
            let verb = at > begin && is_verb(reader, at);
            let links = matches!(
                word.as_str(),
                "of" | "by"
                    | "from"
                    | "the"
                    | "and"
                    | "a"
                    | "an"
                    | "der"
                    | "des"
                    | "die"
                    | "den"
                    | "dem"
                    | "und"
                    | "von"
                    | "aus"
                    | "für"
                    | "de"
                    | "du"
                    | "la"
                    | "le"
                    | "les"
                    | "l'"
                    | "l’"
                    | "et"
                    | "del"
                    | "los"
                    | "las"
                    | "el"
                    | "y"
                    | "e"
                    | "at"
                    | "for"
            );
            let german_lower =
                reader.lang == Some(Lang::DE) && !is_capital(reader, at) && !word.ends_with(['n', 'r', 's', 'e', 'm']);
            !verb && (links || (!stops(&word, reader.lang) || is_capital(reader, at)) && !german_lower)
        }
    }
}

/// "U.S.": a dot after a single letter.
fn is_abbreviation(reader: &Reader<'_>, at: usize) -> bool {
    at > 0 && reader.raw(at - 1).chars().count() == 1
}

/// A comma inside a list of names that ends with "and": "by A, B and C services".
fn lists(reader: &Reader<'_>, at: usize) -> bool {
    let names =
        is_capital(reader, at + 1) && (at + 2..at + 6).any(|n| matches!(reader.raw(n), "and" | "und" | "et" | "y"));
    let before = at > 0 && (is_capital(reader, at - 1) || reader.raw(at - 1) == ".");
    names && before
}

/// The subject before a verb of saying, back to the start of its clause.
fn backward(reader: &Reader<'_>, verb: usize) -> Option<Span> {
    let mut begin = verb;
    while begin > 0 && begin + LONGEST > verb && !ends_clause(reader, begin - 1) {
        begin -= 1;
    }
    let mut end = verb;
    const AUXILIARY: &[&str] = &[
        "has", "have", "had", "also", "a", "ont", "ha", "han", "hat", "haben", "later", "earlier", "then",
        "previously", "already", "recently",
    ];
    while end > begin && reader.word(end - 1).is_some_and(|w| AUXILIARY.contains(&w.as_str())) {
        end -= 1;
    }
    trimmed(reader, begin, end)
}

/// Marks and words that no subject reaches over.
fn ends_clause(reader: &Reader<'_>, at: usize) -> bool {
    let raw = reader.raw(at);
    let dot = raw == "." && !(at > 0 && is_abbreviation(reader, at));
    let mark =
        matches!(raw, "," | ";" | ":" | "—" | "–" | "\"" | "“" | "”" | "„" | "«" | "»" | "(" | ")" | "?" | "!") || dot;
    mark || reader.tokens[at].kind == TokenKind::Digits
        || reader.word(at).is_some_and(|w| {
            matches!(
                w.as_str(),
                "that"
                    | "but"
                    | "while"
                    | "as"
                    | "which"
                    | "who"
                    | "when"
                    | "after"
                    | "dass"
                    | "aber"
                    | "als"
                    | "nach"
                    | "wie"
                    | "que"
                    | "mais"
                    | "pero"
                    | "because"
                    | "where"
                    | "if"
                    | "qui"
                    | "it"
                    | "wochen"
            )
        })
}

/// "sagte Miller", "said a spokesman": the subject after the verb.
fn inverted(reader: &Reader<'_>, begin: usize) -> Option<Span> {
    let word = reader.word(begin)?;
    let determiner = matches!(
        word.as_str(),
        "a" | "an" | "the" | "der" | "die" | "ein" | "eine" | "el" | "la" | "un" | "una" | "le" | "une" | "los" | "das"
    );
    if !(determiner || is_capital(reader, begin)) {
        return None;
    }
    let end =
        (begin..begin + 6).take_while(|&n| is_word(reader, n) && !(n > begin + 1 && is_verb(reader, n))).last()? + 1;
    trimmed(reader, begin, end)
}

/// The tokens without leading determiners and linking words and without loose ends; `None` for pronouns and nothing.
fn trimmed(reader: &Reader<'_>, mut begin: usize, mut end: usize) -> Option<Span> {
    const LEADING: &[&str] = &[
        "and", "the", "der", "die", "das", "den", "dem", "und", "von", "le", "la", "les", "l'", "l’", "et", "el",
        "los", "las", "y", "in", "des",
    ];
    const TRAILING: &[&str] = &[
        "and", "of", "by", "the", "from", "und", "von", "der", "de", "et", "y", "for", "at", "a", "an", "für", "la",
        "le", "für",
    ];
    while begin < end && reader.word(begin).is_some_and(|w| LEADING.contains(&w.as_str())) {
        begin += 1;
    }
    while end > begin
        && (!is_word(reader, end - 1) || reader.word(end - 1).is_some_and(|w| TRAILING.contains(&w.as_str())))
    {
        let abbreviation =
            reader.raw(end - 1) == "." && end - begin > 1 && is_abbreviation(reader, end - 1) && reader.touch(end - 2);
        if abbreviation {
            break;
        }
        end -= 1;
    }
    let pronoun = end == begin + 1
        && reader.word(begin).is_some_and(|w| {
            matches!(
                w.as_str(),
                "it" | "he"
                    | "she"
                    | "they"
                    | "we"
                    | "i"
                    | "er"
                    | "sie"
                    | "es"
                    | "il"
                    | "elle"
                    | "ils"
                    | "on"
                    | "who"
                    | "which"
                    | "that"
                    | "se"
            )
        });
    (begin < end && !pronoun)
        .then(|| Span { begin: reader.tokens[begin].span.begin, end: reader.tokens[end - 1].span.end })
}
