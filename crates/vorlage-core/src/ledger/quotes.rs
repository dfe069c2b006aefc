//! Rows of quotations: who is quoted with the same words?
//!
//! Quotations meet where their folded words are equal, or share a run of words; one that holds the other, or nearly all its runs,
//! is the same quotation, shortened or touched up, if the speakers can be one person. Translations keep rows of their own: which
//! words were said is a question of words.

use super::groups::{join, pairs};
use super::{Place, row};
use crate::{StoryView, Subject, claims::spoken};
use std::collections::BTreeMap;
use vorlage_model::{ClaimKind, DocumentIndex, LedgerRow, Quote, Reading, Span, Verdict};
use vorlage_text::{hash64, words};

/// Words of a run.
const RUN: usize = 3;
/// Share of the shorter quotation's runs that the other must have.
const HELD: f64 = 0.7;
/// Quotations of fewer words are the same only if all words are: "we will win" is said by many.
const SHORT: usize = 5;
/// From so many common words in a row on, the words are the same whoever is named as their speaker.
const LONG: usize = 12;
/// Words of a label.
const LABEL_WORDS: usize = 12;

/// A quotation with its words.
struct Said<'a> {
    document: DocumentIndex,
    quote: &'a Quote,
    words: Vec<u64>,
    runs: Vec<u64>,
    speaker: Vec<String>,
}

/// The rows of quotations of a story.
pub(super) fn rows(story: &StoryView<'_>, places: &[Place]) -> Vec<LedgerRow> {
    let said = all_said(story);
    // Equal words join without comparing; only one of each wording is compared further.
    let mut wordings: BTreeMap<&[u64], Vec<usize>> = BTreeMap::new();
    for (n, s) in said.iter().enumerate() {
        wordings.entry(&s.words).or_default().push(n);
    }
    let mut classes: Vec<Vec<usize>> = wordings.into_values().flat_map(|same| by_speaker(&said, same)).collect();
    classes.sort_unstable();
    let first = |c: usize| &said[classes[c][0]];
    let keys: Vec<Vec<u64>> = (0..classes.len()).map(|c| first(c).runs.clone()).collect();
    let scored: Vec<(u32, usize, usize)> =
        pairs(&keys).into_iter().filter_map(|(a, b)| Some((one_quotation(first(a), first(b))?, a, b))).collect();
    let groups = join(classes.len(), scored, |a, b| nested(&said, &classes, a, b));
    groups
        .iter()
        .map(|group| {
            let members: Vec<&Said<'_>> = group.iter().flat_map(|&c| classes[c].iter().map(|&n| &said[n])).collect();
            quote_row(story, places, &members)
        })
        .collect()
}

fn all_said<'a>(story: &StoryView<'a>) -> Vec<Said<'a>> {
    let mut out = Vec::new();
    for &document in story.documents {
        let subject = story.subjects[document];
        for quote in &subject.analysis.quotes {
            out.push(said(&subject.document.text, document, quote));
        }
    }
    out
}

fn said<'a>(text: &str, document: DocumentIndex, quote: &'a Quote) -> Said<'a> {
    // What stands between a speech's marks, "he said" left out: copies change that, not the words.
    let pieces = if quote.direct { spoken(text, quote) } else { vec![quote.span] };
    let words: Vec<u64> = pieces.iter().flat_map(|p| words(p.of(text))).map(|w| w.hash).collect();
    let mut runs: Vec<u64> = words.windows(RUN).map(run).collect();
    runs.sort_unstable();
    runs.dedup();
    let speaker = speaker(text, quote).map_or(Vec::new(), |s| name_words(&s));
    Said { document, quote, words, runs, speaker }
}

fn run(words: &[u64]) -> u64 {
    let bytes: Vec<u8> = words.iter().flat_map(|w| w.to_le_bytes()).collect();
    hash64(&bytes)
}

/// The fullest name of a speaker, else the words that stand there.
fn speaker(text: &str, quote: &Quote) -> Option<String> {
    let speaker = quote.speaker.as_ref()?;
    Some(speaker.name.clone().unwrap_or_else(|| speaker.span.of(text).to_owned()))
}

/// The words of a name that can tell two people apart: folded, capitalised ones.
fn name_words(name: &str) -> Vec<String> {
    let mut out: Vec<String> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| w.chars().count() > 2 && w.chars().next().is_some_and(char::is_uppercase))
        .map(vorlage_text::name_key)
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Tells whether two speakers can be one: one is not named, or a word of the names is common.
fn may_be_one(a: &Said<'_>, b: &Said<'_>) -> bool {
    a.speaker.is_empty() || b.speaker.is_empty() || a.speaker.iter().any(|w| b.speaker.binary_search(w).is_ok())
}

/// Splits quotations of equal words by speakers that cannot be one, unless they are long.
fn by_speaker(said: &[Said<'_>], same: Vec<usize>) -> Vec<Vec<usize>> {
    if said[same[0]].words.len() >= LONG {
        return vec![same];
    }
    let mut out: Vec<Vec<usize>> = Vec::new();
    for n in same {
        match out.iter_mut().find(|group| group.iter().all(|&m| may_be_one(&said[m], &said[n]))) {
            Some(group) => group.push(n),
            None => out.push(vec![n]),
        }
    }
    out
}

/// How surely two wordings are one quotation; `None` where they are not.
fn one_quotation(a: &Said<'_>, b: &Said<'_>) -> Option<u32> {
    let shorter = a.runs.len().min(b.runs.len());
    let few = a.words.len().min(b.words.len()) < SHORT;
    if few || shorter == 0 {
        return None;
    }
    let both = super::terms::common(&a.runs, &b.runs);
    let held = both as f64 / shorter as f64;
    let fits = held >= HELD && (may_be_one(a, b) || both + RUN > LONG);
    fits.then(|| (held * 1000.0) as u32 + both.min(1000) as u32)
}

fn quote_row(story: &StoryView<'_>, places: &[Place], members: &[&Said<'_>]) -> LedgerRow {
    let mut readings: Vec<Reading> = members.iter().map(|s| reading(story, places, s)).collect();
    readings.sort_by_key(|r| (r.origin, r.document, r.span));
    let mut row = row(ClaimKind::Quote, String::new(), Verdict::NotMeasured, readings);
    super::mark_independent(&mut row, places);
    row.verdict = verdict(members, places);
    row.label = label(story, &row.readings);
    row
}

/// The verdict over readings of quotations.
pub(super) fn verdict_of(subjects: &[Subject<'_>], places: &[Place], readings: &[Reading]) -> Verdict {
    let of_reading = |r: &Reading| {
        let Subject { document, analysis, .. } = subjects[r.document];
        let quote = analysis.quotes.iter().find(|q| q.span == r.span)?;
        Some(said(&document.text, r.document, quote))
    };
    let members: Vec<Said<'_>> = readings.iter().filter_map(of_reading).collect();
    verdict(&members.iter().collect::<Vec<_>>(), places)
}

fn reading(story: &StoryView<'_>, places: &[Place], said: &Said<'_>) -> Reading {
    let text = &story.subjects[said.document].document.text;
    Reading {
        document: said.document,
        origin: places[said.document].origin,
        span: said.quote.span,
        value: None,
        low: None,
        high: None,
        hedge: None,
        unit: None,
        speaker: speaker(text, said.quote),
        direct: Some(said.quote.direct),
        attributed_to: None,
        independent: false,
    }
}

/// Tells whether two groups hold quotations of one document that overlap: one is reported inside the other.
fn nested(said: &[Said<'_>], classes: &[Vec<usize>], a: &[usize], b: &[usize]) -> bool {
    let spans = |group: &[usize]| -> Vec<(DocumentIndex, Span)> {
        let mut all: Vec<_> =
            group.iter().flat_map(|&c| classes[c].iter().map(|&n| (said[n].document, said[n].quote.span))).collect();
        all.sort_unstable();
        all
    };
    let (a, b) = (spans(a), spans(b));
    b.iter().any(|&(document, span)| {
        let from = a.partition_point(|&(d, _)| d < document);
        a[from..].iter().take_while(|&&(d, _)| d == document).any(|(_, s)| s.overlaps(span))
    })
}

/// Same words up to cuts agree; other words differ between origins and drift inside one.
fn verdict(members: &[&Said<'_>], places: &[Place]) -> Verdict {
    let origin = |s: &Said<'_>| places[s.document].origin;
    let backed = |s: &&&Said<'_>, of: &dyn Fn(&Said<'_>) -> bool| members.iter().any(|m| of(m) && holds(m, s));
    let mut origins: Vec<usize> = members.iter().map(|s| origin(s)).collect();
    origins.sort_unstable();
    origins.dedup();
    let alone = |o: usize| {
        let own = members.iter().filter(|s| origin(s) == o);
        own.clone().all(|s| !backed(&s, &|m| origin(m) != o))
    };
    if origins.len() > 1 && origins.iter().any(|&o| alone(o)) {
        return Verdict::Differs;
    }
    let copies = |s: &Said<'_>| members.iter().any(|m| origin(m) == origin(s) && m.document != s.document);
    let drifts = members
        .iter()
        .filter(|s| copies(s))
        .any(|s| !backed(&s, &|m| origin(m) == origin(s) && m.document != s.document));
    match (drifts, origins.len()) {
        (true, _) => Verdict::Drift,
        (_, 1) => Verdict::Single,
        _ => Verdict::Agree,
    }
}

/// One wording is part of the other, word for word; reported speech need not be.
fn holds(a: &Said<'_>, b: &Said<'_>) -> bool {
    if !(a.quote.direct && b.quote.direct) {
        return a.words == b.words || one_quotation(a, b).is_some();
    }
    let (short, long) = if a.runs.len() <= b.runs.len() { (a, b) } else { (b, a) };
    short.runs.iter().all(|r| long.runs.binary_search(r).is_ok())
        && (short.words.len() >= RUN || long.words == short.words)
}

/// Speaker and first words.
fn label(story: &StoryView<'_>, readings: &[Reading]) -> String {
    let Some(first) = readings.first() else {
        return String::new();
    };
    let text = first.span.of(&story.subjects[first.document].document.text);
    let all: Vec<&str> = text.split_whitespace().collect();
    let mut words = all.iter().take(LABEL_WORDS).copied().collect::<Vec<_>>().join(" ");
    if all.len() > LABEL_WORDS {
        words.push_str(" …");
    }
    let speaker = readings.iter().filter_map(|r| r.speaker.as_deref()).max_by_key(|s| s.len());
    speaker.map_or(words.clone(), |s| format!("{s}: {words}"))
}
