//! Quotations: which words did somebody say, and who?
//!
//! In: text, language, sentences of the article, names. Out: direct and indirect quotations in order of position, each with cue and
//! speaker. Per document; linear in the text, memory a few words a token.
//! Stages: `marks` pairs the quotation marks, `direct` tells speech from titles and scare quotes and reads its attribution,
//! `indirect` reads reported clauses, `speakers` finds the fullest name for "he", "the minister", "Rutte".
//! Invariants: quotations are sorted; direct ones do not overlap each other; no span starts or ends with a mark.
//! A speech that an inserted "he said" interrupts is one quotation from its first word to its last; [`spoken`] gives its pieces.
//! English reports with a partial quotation inside ("said it was a “disaster”") are one indirect quotation, as in PolNeAR; in the
//! other languages the words between marks are a direct quotation of their own, as in the Wikinews set.
//! Never: invents a speaker: where the words leave it open, the speaker is absent.
//! **Source:** PolNeAR (English) and the German Wikinews quotation corpus for what counts; own rules.

mod attribution;
mod direct;
mod indirect;
mod marks;
mod speakers;

use super::lexicon::Lexicon;
use super::tokens::{Kind, tokens};
use attribution::{Attribution, Scene};
use std::ops::Range;
use vorlage_model::{Cue, Lang, Name, Quote, Span, Speaker};

/// A quotation before its speaker has a name; token ranges.
#[derive(Debug, Clone)]
struct Found {
    words: Range<usize>,
    direct: bool,
    by: Attribution,
    /// The speaker of the quotation before goes on speaking.
    inherits: bool,
}

/// Finds the quotations of a text, in order of position.
#[must_use]
pub fn quotes(text: &str, lang: Option<Lang>, sentences: &[Span], _names: &[Name]) -> Vec<Quote> {
    let lexicon = Lexicon::of(lang);
    let tokens = tokens(text, sentences, lexicon);
    let scene = Scene { text, tokens: &tokens, lexicon };
    let marked = marks::marked(text, &tokens);
    let mut found = direct::speeches(&scene, &marked);
    let reported = indirect::reports(&scene, &found);
    found.extend(reported);
    found.sort_by_key(|f| (f.words.start, !f.direct, f.words.end));
    let named = speakers::name_all(&scene, &found);
    found.iter().zip(named).filter_map(|(f, speaker)| quote(&scene, f, speaker)).collect()
}

/// The pieces of a quotation that stand between marks: the words said without an inserted "he said".
///
/// A quotation without inner marks is its own single piece.
#[must_use]
pub fn spoken(text: &str, quote: Span) -> Vec<Span> {
    let all = [Span::new(quote.begin as usize, quote.end as usize)];
    let tokens = tokens(text, &all, Lexicon::of(None));
    let mut out = Vec::new();
    let mut begin = 0;
    let mut inside = true;
    for (at, token) in tokens.iter().enumerate() {
        let turns = token.kind == Kind::Mark && marks::turns(text, &tokens, at, inside);
        if turns && inside && begin < at {
            out.push(Span { begin: tokens[begin].begin, end: tokens[at - 1].end });
        }
        if turns {
            inside = !inside;
            begin = at + 1;
        }
    }
    if inside && begin < tokens.len() {
        out.push(Span { begin: tokens[begin].begin, end: quote.end });
    }
    out
}

/// Turns token ranges to spans; a quotation of nothing is none.
fn quote(scene: &Scene<'_>, found: &Found, speaker: Option<Speaker>) -> Option<Quote> {
    let span = span(scene, &found.words)?;
    let cue = found.by.cue.as_ref().and_then(|c| self::span(scene, c)).map(|span| Cue { span });
    Some(Quote { span, direct: found.direct, speaker, cue })
}

/// The span of a token range.
fn span(scene: &Scene<'_>, range: &Range<usize>) -> Option<Span> {
    let first = scene.tokens.get(range.start)?;
    let last = scene.tokens.get(range.end.checked_sub(1)?)?;
    (first.begin < last.end).then_some(Span { begin: first.begin, end: last.end })
}
