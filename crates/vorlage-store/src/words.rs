//! Words as the index knows them: folded, each once a document; what a query asks for, and the words around a match.
//!
//! The index holds no places of words, which halves it; phrases are looked up in the text of the documents that hold their words.
//! Scripts that set no space between words are cut into pairs of characters. A word of the headline is indexed a second time
//! with a mark before it, so that documents with the words in their headline are found first.

use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Stands before a word of the headline in the index: a character for private use, which no folded word begins with.
const OF_HEADLINE: char = '\u{E000}';

/// Most characters of a word in the index; what follows is left out there and in queries alike.
const MOST_CHARACTERS: usize = 40;

/// Most terms of a query; further ones are left out.
const MOST_TERMS: usize = 32;

/// Bytes of a snippet before and after its first match, about.
const BEFORE: usize = 60;
const AFTER: usize = 160;

/// What a query asks for: all of its terms.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    terms: Vec<Term>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Term {
    /// The word.
    Word(String),
    /// Words that begin so.
    Begin(String),
    /// Words in a row.
    Phrase(Vec<String>),
}

/// The words of a document for the index, each once, with spaces between.
pub fn of_document(title: Option<&str>, text: &str) -> String {
    let mut words: BTreeSet<String> = BTreeSet::new();
    for_each(text, |word| {
        words.insert(word);
    });
    for_each(title.unwrap_or(""), |word| {
        words.insert(format!("{OF_HEADLINE}{word}"));
        words.insert(word);
    });
    words.into_iter().collect::<Vec<_>>().join(" ")
}

impl Query {
    /// Reads a query: words, words that end in `*`, phrases in quotation marks; whatever else stands there only parts words.
    pub fn parse(query: &str) -> Self {
        let mut terms = Vec::new();
        for (n, part) in query.split(['"', '“', '”', '„', '«', '»']).enumerate() {
            if n % 2 == 1 {
                phrase(part, &mut terms);
            } else {
                part.split_whitespace().for_each(|word| plain(word, &mut terms));
            }
        }
        terms.truncate(MOST_TERMS);
        Self { terms }
    }

    /// Asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The query in the language of the index; of headlines alone, or of all words.
    pub fn of_index(&self, headlines: bool) -> String {
        let mark = if headlines { OF_HEADLINE.to_string() } else { String::new() };
        let word = |word: &String| format!("\"{mark}{word}\"");
        let term = |term: &Term| match term {
            Term::Word(own) => word(own),
            Term::Begin(begin) => word(begin) + "*",
            Term::Phrase(words) => words.iter().map(word).collect::<Vec<_>>().join(" "),
        };
        self.terms.iter().map(term).collect::<Vec<_>>().join(" ")
    }

    /// The query asks for words in a row, which the index does not know of.
    pub fn has_phrase(&self) -> bool {
        self.terms.iter().any(|term| matches!(term, Term::Phrase(_)))
    }

    /// The headline or the text holds each of the phrases.
    pub fn phrases_in(&self, title: Option<&str>, text: &str) -> bool {
        let places = [located(title.unwrap_or("")), located(text)];
        self.terms.iter().all(|term| match term {
            Term::Phrase(words) => places.iter().any(|place| !in_a_row(place, words).is_empty()),
            _ => true,
        })
    }

    /// Some words around the first match, with what matches marked; the beginning where nothing does.
    pub fn snippet(&self, text: &str) -> Vec<(String, bool)> {
        let words = located(text);
        let mut matches: Vec<(usize, usize)> = self.terms.iter().flat_map(|term| term.places(&words)).collect();
        matches.sort_unstable();
        let first = matches.first().map_or(0, |(begin, _)| *begin);
        let begin = edge(text, first.saturating_sub(BEFORE), &words, false);
        let end = edge(text, (first + AFTER).min(text.len()), &words, true);
        let (mut out, mut at) = (Vec::new(), begin);
        if begin > 0 {
            out.push(("… ".to_owned(), false));
        }
        for (from, to) in matches.into_iter().filter(|(_, to)| *to <= end) {
            if to <= at {
                continue;
            }
            push(&mut out, &text[at..from.max(at)], false);
            push(&mut out, &text[from.max(at)..to], true);
            at = to;
        }
        push(&mut out, &text[at.min(end)..end], false);
        if end < text.len() {
            push(&mut out, " …", false);
        }
        out
    }
}

impl Term {
    /// Where it stands.
    fn places(&self, words: &[Located]) -> Vec<(usize, usize)> {
        let of = |fits: &dyn Fn(&str) -> bool| {
            words.iter().filter(|w| fits(&w.word)).map(|w| (w.begin, w.end)).collect::<Vec<_>>()
        };
        match self {
            Self::Word(word) => of(&|w| w == word),
            Self::Begin(begin) => of(&|w| w.starts_with(begin.as_str())),
            Self::Phrase(phrase) => in_a_row(words, phrase),
        }
    }
}

fn push(out: &mut Vec<(String, bool)>, words: &str, matched: bool) {
    match out.last_mut() {
        _ if words.is_empty() => {}
        Some((last, same)) if *same == matched => last.push_str(words),
        _ => out.push((words.to_owned(), matched)),
    }
}

/// The end of a word near a byte, so that no word is cut.
fn edge(text: &str, at: usize, words: &[Located], after: bool) -> usize {
    let cut = words.iter().find(|w| w.begin < at && at < w.end);
    let mut at = cut.map_or(at, |w| if after { w.end } else { w.begin });
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// A phrase is its words in a row; one of a single word is a word.
fn phrase(part: &str, terms: &mut Vec<Term>) {
    let mut words = Vec::new();
    for_each(part, |word| words.push(word));
    match words.len() {
        0 => {}
        1 => terms.extend(words.pop().map(Term::Word)),
        _ => terms.push(Term::Phrase(words)),
    }
}

/// What stands between spaces: a word, or several joined by signs, which then must stand in a row.
fn plain(part: &str, terms: &mut Vec<Term>) {
    let before = terms.len();
    phrase(part, terms);
    if let (Some(Term::Word(word)), true) = (terms.get(before), part.ends_with('*') || lone(part)) {
        terms[before] = Term::Begin(word.clone());
    }
}

/// A single character of a script that is indexed in pairs begins the pairs that are looked for.
fn lone(part: &str) -> bool {
    let mut letters = part.chars().filter(|c| c.is_alphanumeric());
    letters.next().is_some_and(is_unspaced) && letters.next().is_none()
}

/// A word of a text and where it stands.
struct Located {
    word: String,
    begin: usize,
    end: usize,
}

fn located(text: &str) -> Vec<Located> {
    let mut out = Vec::new();
    each(text, |begin, end| {
        let word = fold(&text[begin..end]);
        if !word.is_empty() {
            out.push(Located { word, begin, end });
        }
    });
    out
}

/// Where all words of a phrase stand in a row.
fn in_a_row(words: &[Located], phrase: &[String]) -> Vec<(usize, usize)> {
    let fits = |row: &&[Located]| row.iter().zip(phrase).all(|(w, p)| w.word == *p);
    words.windows(phrase.len().max(1)).filter(fits).map(|row| (row[0].begin, row[row.len() - 1].end)).collect()
}

fn for_each(text: &str, mut f: impl FnMut(String)) {
    each(text, |begin, end| {
        let word = fold(&text[begin..end]);
        if !word.is_empty() {
            f(word);
        }
    });
}

/// Calls with the bytes of each word: a run of letters, digits and marks, or two neighbours of a run without spaces.
fn each(text: &str, mut f: impl FnMut(usize, usize)) {
    let mut begin = None;
    let mut last_unspaced: Option<usize> = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let unspaced = is_unspaced(c);
        let inside = !unspaced && is_inside(c, begin.is_some());
        if inside {
            begin.get_or_insert(at);
        } else if let Some(begin) = begin.take() {
            f(begin, at);
        }
        if unspaced {
            let end = at + c.len_utf8();
            let alone = || !text[end..].chars().next().is_some_and(is_unspaced);
            match last_unspaced {
                Some(before) => f(before, end),
                None if alone() => f(at, end),
                None => {}
            }
        }
        last_unspaced = unspaced.then_some(at);
    }
}

fn is_inside(c: char, begun: bool) -> bool {
    c.is_alphanumeric() || begun && (canonical_combining_class(c) != 0 || c == '\u{200C}' || c == '\u{200D}')
}

/// Han, kana, Thai, Lao, Burmese, Khmer: set without spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3041..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF
        | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
        && c.is_alphanumeric()
}

/// Folds a word: compatibility forms to plain ones, lower case, no accents.
fn fold(word: &str) -> String {
    if word.is_ascii() {
        let head = &word[..word.len().min(MOST_CHARACTERS)];
        return head.to_ascii_lowercase();
    }
    let lower = word.nfkd().filter(|c| canonical_combining_class(*c) == 0).flat_map(char::to_lowercase);
    let kept = lower.filter(|c| c.is_alphanumeric()).take(MOST_CHARACTERS);
    kept.collect::<String>().replace('ß', "ss").nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        for_each(text, |word| out.push(word));
        out
    }

    fn shown(query: &str, text: &str) -> String {
        let snippet = Query::parse(query).snippet(text);
        snippet.into_iter().map(|(words, matched)| if matched { format!("[{words}]") } else { words }).collect()
    }

    #[test]
    fn words_are_folded() {
        assert_eq!(words("Die FÄHRE, café No 7"), ["die", "fahre", "cafe", "no", "7"]);
        assert_eq!(words("Straße ﬁn İzmir"), ["strasse", "fin", "izmir"]);
        assert_eq!(words("渡船停航 ok 船"), ["渡船", "船停", "停航", "ok", "船"]);
        assert_eq!(words("\0*\"^():-\u{202E}"), Vec::<String>::new());
    }

    #[test]
    fn queries_are_words_whatever_they_hold() {
        let of = |query| Query::parse(query).of_index(false);
        assert_eq!(of("ferry OR NEAR(x, 2) AND -title:y*"), r#""ferry" "or" "near" "x" "2" "and" "title" "y""#);
        assert_eq!(of("\" OR NEAR("), r#""or" "near""#);
        assert_eq!(of("harb*"), r#""harb"*"#);
        assert_eq!(of("船"), r#""船"*"#);
        assert_eq!(of("\"the ferry\" sank"), r#""the" "ferry" "sank""#);
        assert!(Query::parse("\u{202E}\0 ***").is_empty());
    }

    #[test]
    fn phrases_are_looked_up_in_the_text() {
        let query = Query::parse("\"Ferry sank\"");
        assert!(query.has_phrase());
        assert!(query.phrases_in(None, "The ferry, sank at dawn"));
        assert!(!query.phrases_in(Some("ferry"), "sank the ferry"));
    }

    #[test]
    fn snippets_show_whole_words_around_the_first_match() {
        assert_eq!(shown("FERRY", "A ferry left; the Ferry sank."), "A [ferry] left; the [Ferry] sank.");
        assert_eq!(shown("\"ferry sank\"", "A ferry left; the ferry sank."), "A ferry left; the [ferry sank].");
        let long = format!("{}the zeppelin rose{}", "calm water ".repeat(30), " over the bay".repeat(40));
        let snippet = shown("zeppelin", &long);
        assert!(snippet.starts_with("… ") && snippet.contains("the [zeppelin] rose") && snippet.ends_with(" …"));
        assert_eq!(shown("absent", "Nothing here."), "Nothing here.");
        assert_eq!(shown("x", ""), "");
    }
}
