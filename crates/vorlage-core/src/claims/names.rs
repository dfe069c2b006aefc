//! Names: which words name a person, a place or a body?
//!
//! In: text, language, sentences of the article. Out: names in order of position, each with the key under which its spellings meet.
//! Per document; one pass over the tokens and one over the capitalised runs, memory a few words a run.
//! Without a gazetteer: capitalised runs, particles and initials inside them, titles before them, first names, bare repeats of a
//! surname. German capitalises all nouns: there a run needs a first name, a title, a second capitalised word, a repeat beside one of
//! these, or a preposition of place before a word that is no common noun by its ending.
//! Invariants: names do not overlap; a title is no part of a name; a possessive ends one.
//! Never: decides who is meant (that is `quotes/speakers`). Scripts without capitals have no names here.
//! **Source:** own rules; keys measured on SlavicNER (see `vorlage_text::name_key`).

use super::lexicon::{
    ABBREVIATION, ADVERB, AND, AUX, BODY, COMMON, DETERMINER, FIRST_NAME, FUNCTION, HOLD, Lexicon, PARTICLE,
    PREPOSITION, PRONOUN, SAY, SAYING, SUBORDINATE, TIME,
};
use super::tokens::{Kind, Token, tokens};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;
use vorlage_model::{Lang, Name, Span};
use vorlage_text::{hash64, name_key};

/// Longest name, tokens.
const LONGEST: usize = 8;

/// Words longer than this are compounds, not names, in German; bytes.
const LONGEST_GERMAN: usize = 16;

/// Letters of the longest acronym.
const ACRONYM: usize = 5;

/// Endings of German nouns that are no names.
const GERMAN_NOUNS: &[&str] = &[
    "ung", "ungen", "heit", "keit", "heiten", "keiten", "schaft", "schaften", "tion", "tionen", "tät", "nis", "tum",
    "ment", "mente", "ismus", "ling", "enz", "anz", "zeit", "recht", "kraft", "frage", "fragen", "stelle", "haus",
    "gung", "tag", "jahr", "gruppe", "arbeit", "gabe", "land",
];

/// A capitalised run that is a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Tokens of the name.
    pub tokens: Range<usize>,
    /// Names a person: a first name, a title, or a known surname.
    pub person: bool,
}

/// Finds names in the given sentences, in order of position.
#[must_use]
pub fn names(text: &str, lang: Option<Lang>, sentences: &[Span]) -> Vec<Name> {
    let lexicon = Lexicon::of(lang);
    let tokens = tokens(text, sentences, lexicon);
    let runs = runs(text, &tokens, lexicon);
    of_runs(text, &tokens, &runs)
}

/// The names of runs that were found before.
pub fn of_runs(text: &str, tokens: &[Token], runs: &[Run]) -> Vec<Name> {
    runs.iter().filter_map(|run| name(text, tokens, run)).collect()
}

/// The name of a run: a person's key is that of the surname.
fn name(text: &str, tokens: &[Token], run: &Run) -> Option<Name> {
    let first = tokens.get(run.tokens.start)?;
    let last = tokens.get(run.tokens.end.checked_sub(1)?)?;
    let span = Span { begin: first.begin, end: last.begin + bare(last.of(text)).len() as u32 };
    let key = name_key(if run.person { bare(last.of(text)) } else { span.of(text) });
    (!key.is_empty()).then_some(Name { span, key })
}

/// A word without its possessive ending.
pub fn bare(word: &str) -> &str {
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word)
}

/// What the document as a whole shows of its words.
#[derive(Default)]
struct Seen {
    /// Words that stand in lower case somewhere.
    lower: FxHashSet<u64>,
    /// Words that stand capitalised inside a sentence, and how often.
    inside: FxHashMap<u64, u32>,
    /// Last words of runs that surely name a person.
    surnames: FxHashSet<u64>,
}

/// Finds the capitalised runs that are names, in order.
pub fn runs(text: &str, tokens: &[Token], lexicon: &Lexicon) -> Vec<Run> {
    let mut seen = look(text, tokens);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !starts(&tokens[at]) {
            at += 1;
            continue;
        }
        let end = run_end(text, tokens, at);
        split(text, tokens, at..end, &mut found);
        at = end;
    }
    for run in &mut found {
        run.person = sure_person(tokens, run);
        if run.person {
            seen.surnames.insert(surname(text, tokens, run));
        }
    }
    found.retain(|run| run.person || keep(text, tokens, lexicon, &seen, run));
    for run in &mut found {
        run.person |= run.tokens.len() <= 3 && seen.surnames.contains(&surname(text, tokens, run));
    }
    found
}

fn look(text: &str, tokens: &[Token]) -> Seen {
    let mut seen = Seen::default();
    for (at, token) in tokens.iter().enumerate().filter(|(_, t)| t.kind == Kind::Word) {
        let word = token.of(text);
        if !token.capital {
            seen.lower.insert(hash64(word.as_bytes()));
        } else if !opens_sentence(tokens, at) {
            *seen.inside.entry(hash64(bare(word).as_bytes())).or_default() += 1;
        }
    }
    seen
}

fn surname(text: &str, tokens: &[Token], run: &Run) -> u64 {
    hash64(bare(tokens[run.tokens.end - 1].of(text)).as_bytes())
}

/// Nothing but marks stands between the token and the end of the sentence before.
fn opens_sentence(tokens: &[Token], at: usize) -> bool {
    let before = tokens[..at].iter().rev().take(3).find(|t| !matches!(t.kind, Kind::Mark | Kind::Open));
    before.is_none_or(|t| t.ends() || t.kind == Kind::Colon)
}

/// A token that can start a name.
fn starts(token: &Token) -> bool {
    token.kind == Kind::Word && token.capital && !token.is(PRONOUN | TIME) | token.is(FIRST_NAME)
}

/// End of the capitalised run from `at`: particles and initials inside, a possessive closes.
fn run_end(text: &str, tokens: &[Token], at: usize) -> usize {
    let mut end = at;
    while end < tokens.len() && end - at < LONGEST {
        let token = &tokens[end];
        let particle = token.is(PARTICLE) && tokens.get(end + 1).is_some_and(starts) && end > at;
        if !starts(token) && !particle {
            break;
        }
        end += 1;
        let word = token.of(text);
        if word.len() != bare(word).len() {
            break;
        }
    }
    end.max(at + 1)
}

/// Cuts a run at titles and before a first name; drops what cannot name.
fn split(text: &str, tokens: &[Token], run: Range<usize>, found: &mut Vec<Run>) {
    let mut begin = run.start;
    for at in run.clone() {
        let token = &tokens[at];
        let title = token.is(FUNCTION);
        let opener = at == run.start
            && token.is(COMMON | PREPOSITION | DETERMINER | ADVERB | SUBORDINATE | AND)
            && opens_sentence(tokens, at);
        let first = token.is(FIRST_NAME)
            && !token.is(BODY)
            && at > begin
            && !tokens[at - 1].is(FIRST_NAME | PARTICLE)
            && at + 1 < run.end;
        if title || opener || first {
            push(text, tokens, begin..at, found);
            begin = if first { at } else { at + 1 };
        }
    }
    push(text, tokens, begin..run.end, found);
}

fn push(text: &str, tokens: &[Token], mut run: Range<usize>, found: &mut Vec<Run>) {
    while run.start < run.end && !tokens[run.end - 1].capital {
        run.end -= 1;
    }
    while run.start < run.end && (!tokens[run.start].capital || tokens[run.start].is(COMMON) && run.len() == 1) {
        run.start += 1;
    }
    let letters = run.clone().any(|n| tokens[n].of(text).chars().nth(1).is_some());
    if run.start < run.end && letters {
        found.push(Run { tokens: run, person: false });
    }
}

/// A first name with another word, or a title before it.
fn sure_person(tokens: &[Token], run: &Run) -> bool {
    let Range { start, end } = run.tokens;
    let body = (start..end).any(|n| tokens[n].is(BODY) && !tokens[n].is(FIRST_NAME));
    let title = start > 0 && tokens[start - 1].is(FUNCTION) && !tokens[start - 1].is(PREPOSITION);
    !body && ((tokens[start].is(FIRST_NAME) && end - start > 1) || (title && end - start <= 3))
}

/// Decides on a run that is not surely a person.
fn keep(text: &str, tokens: &[Token], lexicon: &Lexicon, seen: &Seen, run: &Run) -> bool {
    let Range { start, end } = run.tokens;
    let word = bare(tokens[end - 1].of(text));
    let hash = hash64(word.as_bytes());
    if seen.surnames.contains(&hash) || acronym(word) {
        return true;
    }
    if lexicon.german {
        return keep_german(text, tokens, run, word);
    }
    let single = end - start == 1;
    if single && tokens[start].is(COMMON | SAY | HOLD | AUX | ADVERB | SAYING | ABBREVIATION) {
        return false;
    }
    if !opens_sentence(tokens, start) {
        return true;
    }
    let lower = hash64(word.to_lowercase().as_bytes());
    !single || (seen.inside.contains_key(&hash) && !seen.lower.contains(&lower))
}

/// German: two capitalised words side by side, or a place after its preposition.
fn keep_german(text: &str, tokens: &[Token], run: &Run, word: &str) -> bool {
    let Range { start, end } = run.tokens;
    let noun = word.len() > LONGEST_GERMAN
        || GERMAN_NOUNS.iter().any(|e| word.ends_with(e))
        || tokens[end - 1].is(COMMON | BODY | SAYING);
    if end - start > 1 {
        return !noun;
    }
    let place =
        start > 0 && matches!(tokens[start - 1].of(text), "in" | "aus" | "nach" | "In" | "Aus" | "gegen" | "bei");
    let genitive = word.ends_with('s') && tokens.get(end).is_some_and(|t| t.capital && t.kind == Kind::Word);
    (place || genitive) && !noun && !opens_sentence(tokens, start)
}

/// "NATO", "EU", "USA".
fn acronym(word: &str) -> bool {
    (2..=ACRONYM).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lang: Lang, text: &str, expected: &[&str]) {
        let found = names(text, Some(lang), &[Span::new(0, text.len())]);
        let found: Vec<&str> = found.iter().map(|n| n.span.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn runs_lose_their_titles_and_possessives() {
        check(
            Lang::EN,
            "The talks with Foreign Minister Olena Kovalenko began in Ghent.",
            &["Foreign", "Olena Kovalenko", "Ghent"],
        );
        check(Lang::EN, "On Monday Brandt’s aide left Oslo.", &["Brandt", "Oslo"]);
        check(Lang::FR, "Le ministre Jean de La Tour a quitté Lyon.", &["Jean de La Tour", "Lyon"]);
    }

    #[test]
    fn german_nouns_are_no_names() {
        check(Lang::DE, "Die Regierung sprach mit Minister Keller über die Lage in Gent.", &["Keller", "Gent"]);
        check(Lang::DE, "Der Hund bellte. Anna Weber lachte, Weber ging.", &["Anna Weber", "Weber"]);
    }

    #[test]
    fn a_person_is_keyed_by_surname() {
        let text = "Anna Sybiga spoke.";
        let found = names(text, Some(Lang::EN), &[Span::new(0, text.len())]);
        assert_eq!(found[0].key, name_key("Sybiha"));
    }
}
