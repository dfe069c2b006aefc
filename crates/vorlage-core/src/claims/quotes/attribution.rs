//! Who says the words between marks, and with which verb?
//!
//! In: tokens and one marked stretch. Out: cue and the words that name the speaker, as token ranges. Per stretch; every walk is
//! bounded by [`REACH`], so that the whole is linear. Looks behind the stretch first ("…", said X), then before it (X said: "…").
//! Never: resolves who "he" is (that is `speakers`), or crosses a paragraph unless a colon leads over it.
//! **Source:** own rules after the error lists on PolNeAR (English) and Wikinews (German); French and Spanish by analogy.

use crate::claims::lexicon::{
    ACCORDING, ADVERB, AND, AUX, DETERMINER, HOLD, Lexicon, PREPOSITION, PRONOUN, RELATIVE, SAY, SAYING, SUBORDINATE,
    TIME,
};
use crate::claims::tokens::{Kind, Token};
use std::ops::Range;

/// Farthest walk from a mark to its verb, tokens.
pub const REACH: usize = 45;

/// Longest name group, tokens.
pub const LONGEST_GROUP: usize = 32;

/// How far behind the closing mark the verb of saying may stand, tokens.
const REACH_BEHIND: usize = 26;

/// Verb forms that stay verbs in a headline that capitalises every word.
const PLAIN_VERBS: &[&str] = &[
    "says", "said", "tells", "told", "warns", "claims", "calls", "argues", "vows", "admits", "denies", "insists",
    "predicts", "slams", "blasts", "thinks", "believes",
];

/// The sentence around quotations.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The document.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a [Token],
    /// Words of its language.
    pub lexicon: &'a Lexicon,
}

/// A cue and a speaker, as token ranges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// The word of saying.
    pub cue: Option<Range<usize>>,
    /// The words that name the speaker.
    pub speaker: Option<Range<usize>>,
    /// One past the last token that the attribution uses.
    pub end: usize,
}

impl<'a> Scene<'a> {
    /// The word at `at`.
    pub fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |t| t.of(self.text))
    }

    /// Kind of the token at `at`; past the end a break.
    pub fn kind(&self, at: usize) -> Kind {
        self.tokens.get(at).map_or(Kind::Break, |t| t.kind)
    }

    /// The word at `at` has one of the roles.
    pub fn is(&self, at: usize, roles: u32) -> bool {
        self.tokens.get(at).is_some_and(|t| t.is(roles))
    }

    /// Starts with an upper-case letter.
    pub fn capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.capital)
    }

    /// Ends a sentence.
    pub fn ends(&self, at: usize) -> bool {
        self.tokens.get(at).is_none_or(Token::ends)
    }

    /// A verb of saying that is one here: not a noun ("the said man", "a call"), not in a compound tense without subject.
    pub fn says(&self, at: usize, roles: u32) -> bool {
        if !self.is(at, roles) || self.kind(at) != Kind::Word {
            return false;
        }
        if self.lexicon.german {
            return !self.capital(at);
        }
        if self.capital(at)
            && at > 0
            && !self.ends(at - 1)
            && !PLAIN_VERBS.contains(&self.word(at).to_lowercase().as_str())
        {
            return false;
        }
        let before = at.checked_sub(1);
        let noun = before.is_some_and(|b| self.is(b, DETERMINER) && !self.is(b, PRONOUN) && !self.is(b, SUBORDINATE));
        let of =
            before.is_some_and(|b| self.is(b, PREPOSITION) && self.word(b) != "to" && !self.word(at).ends_with("ing"));
        !noun && !of
    }

    /// First token of the sentence that holds `at`, at most [`REACH`] tokens away.
    pub fn sentence_begin(&self, at: usize) -> usize {
        let floor = at.saturating_sub(REACH);
        (floor..at).rev().find(|&n| self.ends(n)).map_or(floor, |n| n + 1)
    }

    /// Reads an attribution that follows a closing mark, from `start` on.
    pub fn behind(&self, start: usize) -> Option<Attribution> {
        let mut from = start;
        while matches!(self.kind(from), Kind::Comma | Kind::Pause | Kind::Close) {
            from += 1;
        }
        if self.lexicon.german && from == start && self.capital(from) {
            return None;
        }
        if self.is(from, ACCORDING) && !self.capital(from) {
            return self.according(from);
        }
        if self.is(from, AND | RELATIVE) || (self.is(from, PREPOSITION | SUBORDINATE) && !self.so(from)) {
            return None;
        }
        let end = self.region_end(from, REACH_BEHIND);
        if self.so(from) && from > start {
            if (from + 1..from + 3)
                .any(|n| self.is(n, AUX) || matches!(self.word(n), "heißt" | "lautet" | "hieß" | "lautete"))
            {
                return None;
            }
            return self.verb_first(from, from);
        }
        if !self.lexicon.english && self.is(from, AUX) && !self.is(from, PRONOUN) && !self.says(from, SAY) {
            let cue = (from..end).find(|&n| self.says(n, SAY))?;
            let speaker = self.group_after(from + 1).filter(|g| g.start < cue).map(|g| g.start..g.end.min(cue));
            if speaker.is_some() {
                return Some(Attribution { cue: Some(cue..cue + 1), speaker, end: cue + 1 });
            }
        }
        let cue = (from..end).find(|&n| self.says(n, SAY)).or_else(|| self.unlisted(from, end))?;
        let fresh = (from..cue).all(|n| self.is(n, AUX | ADVERB | APART_OR_REFLEXIVE) && !self.is(n, PRONOUN));
        if fresh {
            return self.verb_first(from, cue);
        }
        let subject = self.subject_before(cue, from)?;
        let led = (from..subject.start).all(|n| self.is(n, ADVERB | TIME | PREPOSITION) || self.kind(n) == Kind::Comma);
        led.then(|| Attribution { cue: Some(cue..cue + 1), end: cue + 1, speaker: Some(subject) })
    }

    /// An English verb that no table holds, right behind a pronoun or name: "he mocks", "Bolton charged".
    fn unlisted(&self, from: usize, end: usize) -> Option<usize> {
        if !self.lexicon.english || !(self.capital(from) || self.is(from, PRONOUN)) {
            return None;
        }
        let verb =
            (from..end).find(|&n| self.kind(n) != Kind::Word || !self.capital(n) && !self.is(n, PRONOUN | ADVERB))?;
        let word = self.word(verb);
        let shaped = word.ends_with("ed") || word.ends_with('s') && !word.ends_with("ss");
        (verb > from && self.kind(verb) == Kind::Word && shaped && !self.is(verb, AUX | PREPOSITION)).then_some(verb)
    }

    /// German "so": a cue of its own behind a quotation.
    fn so(&self, at: usize) -> bool {
        self.lexicon.german && matches!(self.word(at), "so" | "laut" | "wie")
    }

    /// End of the words behind a mark that can belong to its attribution.
    fn region_end(&self, from: usize, reach: usize) -> usize {
        let limit = (from + reach).min(self.tokens.len());
        (from..limit).find(|&n| self.ends(n) || matches!(self.kind(n), Kind::Mark | Kind::Colon)).unwrap_or(limit)
    }

    /// Verb before subject: "said X", "sagte X am Montag", "a déclaré X", "fügte er hinzu".
    fn verb_first(&self, begin: usize, cue: usize) -> Option<Attribution> {
        let mut from = cue + 1;
        while self.is(from, ADVERB | APART_OR_REFLEXIVE) && !self.is(from, PRONOUN | DETERMINER) && !self.capital(from)
        {
            from += 1;
        }
        let inverted = (begin..=cue).find(|&n| self.is(n, PRONOUN) && self.word(n).contains('-'));
        let speaker = inverted.map_or_else(|| self.group_after(from), |n| Some(n..n + 1));
        let end = speaker.as_ref().map_or(cue + 1, |s| s.end.max(cue + 1));
        Some(Attribution { cue: Some(cue..cue + 1), speaker, end })
    }

    /// Reads an attribution that leads up to the opening mark at `mark`.
    pub fn before(&self, mark: usize, floor: usize) -> Option<Attribution> {
        let mut end = mark;
        while end > floor
            && matches!(self.kind(end - 1), Kind::Break)
            && matches!(self.kind(end.wrapping_sub(2)), Kind::Colon | Kind::Comma)
        {
            end -= 1;
        }
        let colon = end > floor && self.kind(end - 1) == Kind::Colon;
        let stop = if end > floor && matches!(self.kind(end - 1), Kind::Colon | Kind::Comma) { end - 1 } else { end };
        let begin = self.sentence_begin(stop).max(floor);
        let cue = (begin..stop).rev().find(|&n| self.says(n, SAY));
        let Some(cue) = cue else {
            return if colon { self.label(begin, stop) } else { self.weak(begin, stop) };
        };
        let speaker = self.leading_subject(cue, begin, stop);
        Some(Attribution { cue: Some(cue..cue + 1), speaker, end: stop })
    }

    /// "Angela Davis: “…”": what stands before the colon names the speaker.
    fn label(&self, begin: usize, stop: usize) -> Option<Attribution> {
        let verb = (begin..stop).find(|&n| self.says(n, HOLD));
        let speaker = match verb {
            Some(cue) => self.subject(cue, begin, stop),
            None if self.lexicon.german => {
                let led = self.is(begin, PREPOSITION | ADVERB | SUBORDINATE) && !self.is(begin, DETERMINER);
                self.group_after(begin).filter(|g| !led && g.end <= stop)
            }
            None => Some(self.trim_left(begin, stop)..stop)
                .filter(|g| g.start < g.end && g.len() < LONGEST_GROUP && self.names_somebody(g)),
        };
        Some(Attribution { cue: verb.map(|v| v..v + 1), speaker, end: stop })
    }

    /// A verb of attitude, "according to", or a noun of saying leads up to the words.
    fn weak(&self, begin: usize, stop: usize) -> Option<Attribution> {
        if let Some(source) = (begin..stop).find(|&n| self.is(n, ACCORDING)).and_then(|n| self.according(n)) {
            return Some(source);
        }
        let cue = (begin..stop)
            .rev()
            .find(|&n| self.says(n, HOLD) || (self.is(n, SAYING) && self.lexicon.german == self.capital(n)))?;
        let speaker =
            if self.is(cue, SAYING) { self.possessor(cue, begin, stop) } else { self.subject(cue, begin, stop) };
        Some(Attribution { cue: Some(cue..cue + 1), speaker, end: stop })
    }

    /// German brackets: "X hatte die „Lage“ beklagt": the verb stands behind the words, its subject before them.
    pub fn bracketed(&self, open: usize, behind: usize, floor: usize) -> Option<Attribution> {
        let end = self.region_end(behind, REACH_BEHIND);
        let cue = (behind..end).find(|&n| self.says(n, SAY)).filter(|_| self.lexicon.german)?;
        let begin = self.sentence_begin(open).max(floor);
        let aux = (begin..open).find(|&n| self.is(n, AUX) && !self.capital(n))?;
        let speaker = self.german_subject(aux, begin, open)?;
        Some(Attribution { cue: Some(cue..cue + 1), speaker: Some(speaker), end: open })
    }

    /// Whose words the noun of saying at `noun` are: "Trump’s statement", "in seiner Rede".
    fn possessor(&self, noun: usize, begin: usize, stop: usize) -> Option<Range<usize>> {
        let genitive = (begin..noun).rev().take(4).find(|&n| {
            let word = self.word(n);
            word.ends_with("'s")
                || word.ends_with("’s")
                || self.is(n, PRONOUN)
                || (self.is(n, DETERMINER) && matches!(word, "his" | "her" | "their"))
        });
        let verb =
            || (begin..stop).find(|&n| self.is(n, AUX) && !self.capital(n)).and_then(|v| self.subject(v, begin, stop));
        genitive.map(|n| self.group_before(n + 1, begin).unwrap_or(n..n + 1)).or_else(verb)
    }

    /// A group up to its first comma, unless another comma closes the aside or the sentence `leads` not with it.
    fn without_open_aside(&self, group: Range<usize>, leads: bool) -> Range<usize> {
        let comma = group.clone().find(|&n| self.kind(n) == Kind::Comma);
        let closed = self.kind(group.end) == Kind::Comma || (!leads && self.ends(group.end));
        match comma {
            Some(comma) if !closed => group.start..comma,
            _ => group,
        }
    }

    /// Reads "according to X", "laut X", "nach Angaben von X", "X zufolge" at `at`.
    pub fn according(&self, at: usize) -> Option<Attribution> {
        let word = self.word(at);
        let lower = |w: &str| word.eq_ignore_ascii_case(w);
        if lower("zufolge") {
            let speaker = self.group_before(at, self.sentence_begin(at))?;
            return Some(Attribution { cue: Some(at..at + 1), speaker: Some(speaker), end: at + 1 });
        }
        let mut from = at + 1;
        if lower("according") {
            if !self.word(from).eq_ignore_ascii_case("to") {
                return None;
            }
            from += 1;
        }
        if lower("per") && !self.capital(from) {
            return None;
        }
        if lower("nach") {
            let noun = (from..from + 4).find(|&n| self.is(n, SAYING) && self.capital(n))?;
            from = if noun == from && self.is(from + 1, PREPOSITION | DETERMINER) && !self.is(from + 1, DETERMINER) {
                from + 2
            } else {
                noun + 1
            };
        }
        let speaker = self.group_after(from).map(|g| self.without_open_aside(g, self.capital(at)));
        let end = speaker.as_ref().map_or(from, |s| s.end);
        Some(Attribution { cue: Some(at..from.max(at + 1)), speaker, end })
    }
}

/// Reflexive pronouns and separated particles that stand between verb and subject.
const APART_OR_REFLEXIVE: u32 = crate::claims::lexicon::APART;
