//! What is counted: the noun phrase after a number, or around an amount of money or a share.

use super::sources::is_verb as is_saying;
use super::words::{befell, is_adverb, is_capital, is_word, singular_en, singular_romance, stops};
use vorlage_model::{Lang, Span};
use vorlage_text::numerals::Reader;
use vorlage_text::numerals::units::unit;

/// A number whose noun is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    /// First token of the amount.
    pub begin: usize,
    /// First token after it and its unit.
    pub next: usize,
    pub value: f64,
    /// It has a unit.
    pub measured: bool,
}

/// What is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Counted {
    /// The words.
    pub span: Span,
    /// The head noun in the singular where a mere count counts it.
    pub head: Option<String>,
}

/// Most tokens of a noun phrase that are looked at.
const REACH: usize = 7;

/// Finds what a number counts.
pub(super) fn counted(reader: &Reader<'_>, asked: &Asked) -> Option<Counted> {
    if asked.measured {
        return of_amount(reader, asked).map(|(a, b)| Counted { span: span(reader, a, b), head: None });
    }
    let at = over_age(reader, after_of(reader, asked.next));
    match reader.lang {
        Some(Lang::DE) => german(reader, at),
        Some(Lang::FR | Lang::ES) => romance(reader, at, asked),
        _ => english(reader, at, asked),
    }
}

/// Span of the tokens `a..b`.
fn span(reader: &Reader<'_>, a: usize, b: usize) -> Span {
    Span { begin: reader.tokens[a].span.begin, end: reader.tokens[b - 1].span.end }
}

/// Steps over "of the", "of its", "de", "d'", "der".
fn after_of(reader: &Reader<'_>, next: usize) -> usize {
    const OF: &[&str] = &["of", "de", "d'", "d’", "von", "des", "del", "du"];
    const DETERMINERS: &[&str] = &[
        "the", "these", "those", "its", "their", "his", "her", "my", "our", "your", "all", "los", "las", "les", "sus",
        "ses", "leurs", "der", "den", "seiner", "ihrer", "more", "other", "additional", "weitere", "weiteren",
        "autres", "otros", "otras", "new",
    ];
    let hyphen = usize::from(
        reader.raw(next) == "-"
            && next > 0
            && reader.touch(next - 1)
            && reader.touch(next)
            && is_word(reader, next + 1),
    );
    let mut at = next + hyphen;
    if OF.contains(&reader.raw(at)) {
        at += 1;
    }
    if reader.word(at).is_some_and(|w| DETERMINERS.contains(&w.as_str())) && is_word(reader, at + 1) {
        let keep = matches!(reader.raw(at), "other" | "additional" | "new");
        at += usize::from(!keep);
    }
    at + usize::from(at > next + hyphen && matches!(reader.raw(at), "most" | "more" | "least" | "few" | "many"))
}

/// Steps over an age between number and noun: "two **26-year-old** drivers".
fn over_age(reader: &Reader<'_>, at: usize) -> usize {
    let age = || {
        let number = reader.read(at, false)?;
        let old = (number.next + 1..number.next + 4).find(|&n| reader.raw(n) == "old")?;
        (reader.raw(number.next) == "-" && reader.raw(old - 1) == "-").then_some(old + 1)
    };
    age().unwrap_or(at)
}

/// Tells whether a phrase may go on over the token: a word that stops none, a hyphen, an ampersand, "and" between names.
fn goes_on(reader: &Reader<'_>, at: usize) -> bool {
    let raw = reader.raw(at);
    if matches!(raw, "-" | "‑" | "&") {
        return is_word(reader, at + 1);
    }
    if raw == "and" {
        return at > 0 && is_capital(reader, at - 1) && is_capital(reader, at + 1) && is_word(reader, at + 1);
    }
    reader
        .word(at)
        .is_some_and(|w| !stops(&w, reader.lang) || (raw == "US" && reader.lang.is_none_or(|l| l == Lang::EN)))
}

fn english(reader: &Reader<'_>, at: usize, asked: &Asked) -> Option<Counted> {
    let end = english_end(reader, at)?;
    if asked.value == 1.0 && reader.raw(asked.next) != "of" {
        return one(reader, at, end);
    }
    if let Some((n, head)) = (at..end).find_map(|n| Some((n, plural_head(reader, n, end)?))) {
        return Some(Counted { span: span(reader, at, n + 1), head: Some(head) });
    }
    let first = reader.word(at).filter(|_| asked.value != 1.0)?;
    let verb =
        ["ed", "ing", "'s", "’s"].iter().any(|e| first.ends_with(e)) || is_adverb(&first) || is_saying(reader, at);
    let hyphen = reader.raw(asked.next) == "-";
    let fits = hyphen || (!verb && first.len() > 2 && !is_capital(reader, at)) || is_acronym(reader.raw(at));
    fits.then(|| Counted { span: span(reader, at, at + 1), head: Some(first) })
}

/// First token after the words that may belong to an English noun phrase.
fn english_end(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let adjective = |n: usize| n == at && matches!(reader.raw(n), "long" | "live" | "lost" | "works" | "working");
    let opens = adjective(at) && (reader.raw(at) == "works" || goes_on(reader, at + 1));
    let and = |n: usize| reader.raw(n) == "and" && joins_adjectives(reader, at, n);
    let end = (at..at + REACH).take_while(|&n| (opens && adjective(n)) || goes_on(reader, n) || and(n)).last()?;
    Some(end + 1)
}

/// "gifted **and** fast runners": no plural stands before "and", one soon after it.
fn joins_adjectives(reader: &Reader<'_>, at: usize, and: usize) -> bool {
    let plural = |n: usize| reader.word(n).is_some_and(|w| singular_en(&w).is_some());
    let lower = |n: usize| goes_on(reader, n) && !is_capital(reader, n) && is_word(reader, n);
    and > at && lower(and - 1) && !(at..and).any(plural) && lower(and + 1) && !plural(and + 1) && plural(and + 2)
}

/// The singular of a token that heads a phrase which goes no further than `end`: a plural with no plural after it.
fn plural_head(reader: &Reader<'_>, n: usize, end: usize) -> Option<String> {
    let word = reader.word(n)?;
    let head = singular_en(&word)?;
    let next = reader.word(n + 1).filter(|w| n + 1 < end && !befell(w) && !is_saying(reader, n + 1));
    let apart = |w: &str| w == "ages" || unit(w, reader.lang).is_some();
    let compound = next.as_deref().is_some_and(|w| singular_en(w).is_some() && !apart(w));
    let adjective = befell(&word) && next.is_some();
    (!compound && !adjective).then_some(head)
}

/// "WAR", "RBI": capitals count like nouns.
fn is_acronym(raw: &str) -> bool {
    (2..=5).contains(&raw.len()) && raw.bytes().all(|b| b.is_ascii_uppercase())
}

/// "one particular demand": all words up to a verb or stop, at most four, less what trails the noun ("one man drowned Friday").
fn one(reader: &Reader<'_>, at: usize, end: usize) -> Option<Counted> {
    let far = end.min(at + 4);
    let mut end = (at..far).find(|&n| is_saying(reader, n)).unwrap_or(far);
    let trails = |n: usize| {
        let word = reader.word(n).unwrap_or_default();
        let name = is_capital(reader, n) && !is_capital(reader, at);
        let verb = word.ends_with("ed") || is_adverb(&word) || singular_en(&word).is_some();
        !is_word(reader, n) || verb || name
    };
    while end > at + 1 && trails(end - 1) {
        end -= 1;
    }
    let head = reader.word(end.checked_sub(1)?).filter(|_| end > at)?;
    if head.ends_with("ing") || is_adverb(&head) || (end == at + 1 && singular_en(&head).is_some()) {
        return None;
    }
    Some(Counted { span: span(reader, at, end), head: Some(head) })
}

/// German: adjectives, then the first noun, which has a capital.
fn german(reader: &Reader<'_>, at: usize) -> Option<Counted> {
    let mut n = at;
    while n < at + REACH && is_word(reader, n) && !is_capital(reader, n) {
        let word = reader.word(n)?;
        let adjective = ["e", "en", "er", "em", "es"].iter().any(|end| word.ends_with(end)) && word.len() > 3;
        if !adjective || stops(&word, reader.lang) {
            return None;
        }
        n += if reader.raw(n + 1) == "-" { 2 } else { 1 };
    }
    if !is_word(reader, n) || !is_capital(reader, n) || reader.word(n).is_some_and(|w| stops(&w, reader.lang)) {
        return None;
    }
    let mut end = n + 1;
    while matches!(reader.raw(end), "-" | "‑") && reader.touch(end - 1) && reader.touch(end) && is_word(reader, end + 1)
    {
        end += 2;
    }
    Some(Counted { span: span(reader, at, end), head: Some(reader.raw(end - 1).to_owned()) })
}

/// Adjectives that stand before the noun in French and Spanish.
const BEFORE_NOUN: &[&str] = &[
    "nouveaux", "nouvelles", "grands", "grandes", "petits", "petites", "jeunes", "autres", "premiers", "premières",
    "principaux", "principales", "derniers", "dernières", "bons", "bonnes", "nuevos", "nuevas", "grandes", "primeros",
    "primeras", "otros", "otras", "jóvenes", "principales", "últimos", "últimas", "presuntos",
];

/// French and Spanish: the noun comes first, its adjectives after it.
fn romance(reader: &Reader<'_>, at: usize, asked: &Asked) -> Option<Counted> {
    let begin = at;
    let mut n = at;
    while reader.word(n).is_some_and(|w| BEFORE_NOUN.contains(&w.as_str())) {
        n += 1;
    }
    let word = reader.word(n).filter(|w| !stops(w, reader.lang) && w.len() > 2)?;
    let plural = word.ends_with('s') || word.ends_with('x') || matches!(word.as_str(), "gente" | "personnel");
    if !plural && asked.value != 1.0 {
        return None;
    }
    let end = (n + 1..n + 5)
        .take_while(|&m| goes_on(reader, m) && (reader.raw(m) == "-" || reader.touch(m) || agrees(reader, m)))
        .last();
    let end = end.map_or(n + 1, |e| e + 1);
    Some(Counted { span: span(reader, begin, end), head: Some(singular_romance(&word, reader.lang)) })
}

/// An adjective of a plural noun ends in `s` or `x`, or the hyphen goes on.
fn agrees(reader: &Reader<'_>, at: usize) -> bool {
    reader.word(at).is_some_and(|w| w.ends_with(['s', 'x']))
        || (at > 0 && reader.raw(at - 1) == "-")
        || reader.raw(at + 1) == "-"
}

/// What an amount of money, a share or a measure is of: "of remaining funding", "the States committed", "loans", "a fine of".
fn of_amount(reader: &Reader<'_>, asked: &Asked) -> Option<(usize, usize)> {
    const LINKS: &[&str] =
        &["of", "de", "d'", "d’", "des", "du", "del", "an", "der", "von", "des", "in", "en", "für", "for", "worth"];
    let next = asked.next;
    let linked = reader.word(next).is_some_and(|w| LINKS.contains(&w.as_str()));
    let mut at = next + usize::from(linked);
    at += usize::from(linked && reader.raw(at) == "of");
    if reader.word(at).is_some_and(|w| is_determiner(&w)) {
        if !linked {
            return relative(reader, next);
        }
        at += 1;
    }
    let place = linked
        && matches!(reader.raw(next), "in" | "en" | "for" | "für")
        && (is_capital(reader, at) && reader.lang != Some(Lang::DE));
    let end = (at..at + REACH).take_while(|&n| goes_on(reader, n)).last().map(|e| e + 1);
    match end {
        Some(end)
            if !place && is_word(reader, at) && (reader.lang != Some(Lang::DE) || is_capital(reader, end - 1)) =>
        {
            Some((at, end))
        }
        _ => before_of(reader, asked.begin),
    }
}

fn is_determiner(word: &str) -> bool {
    const ALL: &[&str] = &[
        "the", "its", "their", "his", "her", "our", "my", "these", "those", "all", "la", "le", "les", "el", "los",
        "las", "su", "sus", "son", "sa", "ses", "leur", "der", "die", "das", "den", "dem", "ihrer", "ihres", "seines",
        "seiner", "l'", "l’",
    ];
    ALL.contains(&word)
}

/// "$5 billion the States committed for arms": a clause without its "that".
fn relative(reader: &Reader<'_>, at: usize) -> Option<(usize, usize)> {
    if reader.lang.is_some_and(|l| l != Lang::EN) || reader.raw(at) != "the" {
        return None;
    }
    let keep =
        |n: usize| goes_on(reader, n) || matches!(reader.raw(n), "for" | "to" | "has" | "had" | "have" | "the" | "of");
    let mut end = (at..at + 8).take_while(|&n| keep(n)).last()? + 1;
    while end > at + 2 && reader.word(end - 1).is_none_or(|w| stops(&w, reader.lang)) {
        end -= 1;
    }
    (end > at + 2).then_some((at + 1, end))
}

/// "a fine of $5": the noun before the preposition before the amount, over a hedge.
fn before_of(reader: &Reader<'_>, begin: usize) -> Option<(usize, usize)> {
    const LINKS: &[&str] = &["of", "von", "de", "d'", "d’", "in"];
    let reach = begin.saturating_sub(4);
    let link = (reach..begin).rev().find(|&n| reader.word(n).is_some_and(|w| LINKS.contains(&w.as_str())))?;
    let noun = link.checked_sub(1).filter(|&n| goes_on(reader, n) && is_word(reader, n))?;
    let fits = reader.lang != Some(Lang::DE) || is_capital(reader, noun);
    fits.then_some((noun, noun + 1))
}
