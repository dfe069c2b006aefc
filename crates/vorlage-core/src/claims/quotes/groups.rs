//! Which words form the group that names a speaker, and which group is the subject of a verb?
//!
//! In: tokens and the place of a verb or of a group's first word. Out: token ranges. Per verb; every walk is bounded, so that the whole
//! is linear. English, French and Spanish put the subject before the verb or right behind it; German puts the verb second, so that what
//! stands first is the subject unless it is a phrase of time, place or manner.
//! Invariants: a group lies in one sentence; it never starts with a preposition that leads up to it.
//! Never: resolves whom a group means (that is `speakers`).
//! **Source:** own rules after the error lists on PolNeAR (English) and Wikinews (German); French and Spanish by analogy.

use super::attribution::{LONGEST_GROUP, Scene};
use crate::claims::lexicon::{
    ADVERB, AND, AUX, BODY, DETERMINER, FIRST_NAME, FUNCTION, HOLD, PREPOSITION, PRONOUN, RELATIVE, SAY, SAYING,
    SUBORDINATE, TIME,
};
use crate::claims::tokens::Kind;
use std::ops::Range;

impl Scene<'_> {
    /// Reads the name group that starts at `from`: determiner, words, "of"-phrases, one apposition.
    pub fn group_after(&self, from: usize) -> Option<Range<usize>> {
        if self.is(from, PRONOUN) && !self.is(from, DETERMINER) {
            return Some(from..from + 1);
        }
        let mut commas = 0;
        let mut at = from;
        while at < self.tokens.len() && at - from < LONGEST_GROUP {
            match self.kind(at) {
                Kind::Word | Kind::Number if at > from && self.closes_group(at, commas) => break,
                Kind::Word | Kind::Number | Kind::Other => {}
                Kind::Mark | Kind::Open | Kind::Close if self.binds(at) => {}
                Kind::Comma if at > from && self.apposition(at + 1, commas) => commas += 1,
                _ => break,
            }
            at += 1;
        }
        let group = from..at;
        (at > from && self.names_somebody(&group)).then_some(group)
    }

    /// A mark or bracket inside a group: "(CDU)", "„Focus“".
    pub fn binds(&self, at: usize) -> bool {
        match self.kind(at) {
            Kind::Open => (at + 1..at + 6).any(|n| self.kind(n) == Kind::Close),
            Kind::Close => (at.saturating_sub(6)..at).any(|n| self.kind(n) == Kind::Open),
            _ => {
                self.lexicon.german && self.capital(at + 1) && (at + 2..at + 6).any(|n| self.kind(n) == Kind::Mark)
                    || (self.lexicon.german && (at.saturating_sub(5)..at).any(|n| self.kind(n) == Kind::Mark))
            }
        }
    }

    /// Words that cannot continue a name group.
    pub fn closes_group(&self, at: usize, commas: usize) -> bool {
        let word = self.word(at);
        if self.lexicon.english && commas > 0 {
            return self.is(at, TIME) || (self.is(at, SAY) && word.ends_with("ing"));
        }
        if self.lexicon.german {
            let keeps = matches!(word, "von" | "vom" | "für" | "der" | "des" | "den" | "dem" | "und" | "zu" | "zur");
            let after_noun = self.capital(at - 1)
                && !self.is(at - 1, DETERMINER)
                && !self.capital(at)
                && self.kind(at) == Kind::Word;
            if self.is(at, AND) {
                return !(self.capital(at + 1) || self.is(at + 1, DETERMINER));
            }
            let verb = after_noun && !keeps && !self.is(at, AND);
            return verb
                || self.is(at, AUX)
                || (!keeps && !self.capital(at) && self.is(at, PREPOSITION | SUBORDINATE | ADVERB | SAY | PRONOUN));
        }
        if self.is(at, AND) {
            return !(self.capital(at + 1) || self.is(at + 1, DETERMINER | FUNCTION))
                || self.is(at + 1, SAY | HOLD | PRONOUN);
        }
        if self.is(at, DETERMINER) && self.capital(at - 1) && !self.capital(at) && !self.is(at, PREPOSITION) {
            return true;
        }
        let keeps = matches!(
            word,
            "of" | "for" | "from" | "at" | "de" | "du" | "des" | "del" | "d" | "with" | "and" | "et" | "y" | "à" | "au"
        );
        let verb = self.is(at, SAY | HOLD | AUX) && !self.capital(at);
        verb || self.is(at, PRONOUN)
            || (self.is(at, TIME) && !self.is(at, FIRST_NAME))
            || (!keeps && self.is(at, PREPOSITION | SUBORDINATE | RELATIVE | ADVERB))
    }

    /// A comma goes on to say who the named one is.
    pub fn apposition(&self, next: usize, commas: usize) -> bool {
        if commas > 1
            || self.kind(next) != Kind::Word
            || self.is(next, SAY | HOLD | SUBORDINATE | AND | PRONOUN) && !self.is(next, DETERMINER)
        {
            return false;
        }
        let who = self.lexicon.english && word_is(self.word(next), "who");
        let starts = who || self.is(next, DETERMINER | FUNCTION) || self.capital(next);
        starts && !(self.lexicon.german && commas > 0) || self.is(next + 1, FUNCTION)
    }

    /// Holds a name, a function, a body, a pronoun, or at least a determiner with a noun.
    pub fn names_somebody(&self, group: &Range<usize>) -> bool {
        group.clone().any(|n| self.capital(n) || self.is(n, FUNCTION | BODY | PRONOUN | SAYING | DETERMINER))
            && !group.clone().all(|n| self.is(n, TIME | ADVERB))
    }

    /// Reads the subject that ends before the verb at `cue`, not before `floor`.
    pub fn subject_before(&self, cue: usize, floor: usize) -> Option<Range<usize>> {
        let mut end = cue;
        while end > floor
            && self.is(end - 1, ADVERB | AUX | TIME)
            && !self.capital_name(end - 1)
            && !self.is(end - 1, PRONOUN)
        {
            end -= 1;
        }
        if end > floor && self.kind(end - 1) == Kind::Comma {
            return self.subject_with_aside(end - 1, floor);
        }
        self.group_before(end, floor)
    }

    /// "Flynn, a top surrogate, said": the group before the aside, together with the aside.
    pub fn subject_with_aside(&self, comma: usize, floor: usize) -> Option<Range<usize>> {
        let limit = comma.saturating_sub(LONGEST_GROUP).max(floor);
        let mut open = (limit..comma).rev().filter(|&n| self.kind(n) == Kind::Comma);
        let head =
            open.find_map(|open| self.apposition_opens(open + 1).then(|| self.group_before(open, floor)).flatten())?;
        Some(head.start..comma)
    }

    pub fn apposition_opens(&self, at: usize) -> bool {
        self.is(at, DETERMINER | FUNCTION | RELATIVE | PREPOSITION | ADVERB)
            || self.capital(at)
            || self.kind(at) == Kind::Number
            || self.is(at + 1, FUNCTION)
            || self.is(at + 2, FUNCTION)
    }

    /// The name group that ends before `end`.
    pub fn group_before(&self, end: usize, floor: usize) -> Option<Range<usize>> {
        let mut begin = end;
        while begin > floor && end - begin < LONGEST_GROUP && self.continues_left(begin - 1, end) {
            begin -= 1;
        }
        let begin = self.trim_left(begin, end);
        let group = begin..end;
        (begin < end && self.names_somebody(&group)).then_some(group)
    }

    pub fn continues_left(&self, at: usize, end: usize) -> bool {
        match self.kind(at) {
            Kind::Word => {
                let verb = self.is(at, SAY | HOLD | AUX) && !self.capital(at) && !self.is(at, FUNCTION | DETERMINER);
                let noun = verb && at > 0 && self.is(at - 1, DETERMINER) && !self.is(at, AUX);
                let clause = self.is(at, SUBORDINATE | RELATIVE) && !(self.is(at, DETERMINER) && end - at > 1);
                let after_pronoun = self.is(at, PRONOUN) && !self.is(at, DETERMINER) && end - at > 1;
                let apart = self.is(at, AND) && !self.joins_names(at);
                let other_verb = verb && !noun;
                !other_verb && !clause && !after_pronoun && !apart
            }
            Kind::Number | Kind::Other => true,
            Kind::Open | Kind::Close => self.binds(at),
            _ => false,
        }
    }

    pub fn joins_names(&self, at: usize) -> bool {
        at > 0
            && self.kind(at + 1) == Kind::Word
            && (self.capital(at - 1) == self.capital(at + 1) || self.is(at + 1, FUNCTION))
            && !self.is(at + 1, SAY | HOLD | AUX | PRONOUN)
    }

    /// Drops what leads up to a subject: "On Monday", "In a statement", "later".
    pub fn trim_left(&self, mut begin: usize, end: usize) -> usize {
        while begin < end && self.is(begin, ADVERB | AND | SUBORDINATE) && !self.is(begin, DETERMINER) {
            begin += 1;
        }
        if begin < end && self.is(begin, PREPOSITION) && !self.is(begin, DETERMINER) {
            let time =
                (begin..end).rev().find(|&n| self.is(n, TIME) && !self.capital_name(n) || self.kind(n) == Kind::Number);
            begin = match time {
                Some(n) => n + 1,
                None => self.last_rise(begin + 1, end),
            };
        }
        begin
    }

    /// Where the last capitalised run or determiner starts.
    pub fn last_rise(&self, begin: usize, end: usize) -> usize {
        let mut at = end;
        while at > begin && (self.capital(at - 1) || self.is(at - 1, FUNCTION | DETERMINER | PRONOUN)) {
            at -= 1;
            if self.is(at, DETERMINER | PRONOUN) {
                break;
            }
        }
        if at == end { begin } else { at }
    }

    /// A time word that is a name here ("May said", "April Ryan").
    pub fn capital_name(&self, at: usize) -> bool {
        self.capital(at) && self.is(at, FIRST_NAME | FUNCTION)
    }

    /// The subject of a verb that leads up to words; a participle ("…, telling reporters:") has that of its sentence.
    pub fn leading_subject(&self, cue: usize, begin: usize, stop: usize) -> Option<Range<usize>> {
        if self.lexicon.english && self.word(cue).ends_with("ing") {
            return self.main_subject(begin, cue);
        }
        let own = self.subject(cue, begin, stop);
        own.or_else(|| self.main_subject(begin, cue).filter(|_| self.lexicon.english))
    }

    /// The group that opens a sentence, behind what leads up to it.
    pub fn main_subject(&self, begin: usize, stop: usize) -> Option<Range<usize>> {
        let mut from = begin;
        while from < stop && self.is(from, AND | ADVERB) && !self.is(from, DETERMINER | PRONOUN) {
            from += 1;
        }
        if self.is(from, PREPOSITION | SUBORDINATE | TIME) && !self.is(from, DETERMINER) {
            from = (from..stop).find(|&n| self.kind(n) == Kind::Comma)? + 1;
        }
        if self.is(from, PRONOUN) {
            return Some(from..from + 1);
        }
        let belongs = |n: &usize| {
            let n = *n;
            self.kind(n) == Kind::Word
                && (self.capital(n)
                    || n == from && self.is(n, DETERMINER)
                    || self.is(n, FUNCTION | BODY)
                    || self.capital(n + 1) && n == from + 1)
        };
        let end = (from..stop).take_while(belongs).last().map_or(from, |n| n + 1);
        let group = from..end;
        (from < end && self.names_somebody(&group)).then_some(group)
    }

    /// The subject of the verb at `cue` in the clause `begin..stop`.
    pub fn subject(&self, cue: usize, begin: usize, stop: usize) -> Option<Range<usize>> {
        if self.lexicon.german {
            return self.german_subject(cue, begin, stop);
        }
        let first =
            || (begin..cue).all(|n| self.is(n, ADVERB | AUX | PREPOSITION | TIME) || self.kind(n) != Kind::Word);
        self.subject_before(cue, begin).or_else(|| self.group_after(cue + 1).filter(|g| g.end <= stop && first()))
    }

    /// German puts the verb second: what stands first is the subject unless it is a phrase of time, place or manner.
    pub fn german_subject(&self, cue: usize, begin: usize, stop: usize) -> Option<Range<usize>> {
        let clause = (begin..cue)
            .rev()
            .find(|&n| matches!(self.kind(n), Kind::Pause | Kind::Mark | Kind::Colon))
            .map_or(begin, |n| n + 1);
        let aux = (clause..cue).find(|&n| self.is(n, AUX) && !self.capital(n));
        let aux = aux.filter(|&a| (a..cue).all(|n| self.kind(n) != Kind::Comma));
        let verb = aux.unwrap_or(cue);
        let he = matches!(self.word(verb + 1), "er" | "man" | "wir" | "ich");
        if he && verb + 1 < stop {
            return Some(verb + 1..verb + 2);
        }
        let mut first = clause;
        let focus =
            |n: usize| self.is(n, ADVERB) && self.is(n + 1, DETERMINER) && !self.is(n, DETERMINER | PREPOSITION);
        while first < verb && (self.is(first, AND) || focus(first)) {
            first += 1;
        }
        let led = self.is(first, PREPOSITION | ADVERB | SUBORDINATE) && !self.is(first, DETERMINER);
        if first == verb || led || self.is(first, SAYING | TIME) {
            let mut from = verb + 1;
            while from < stop && self.is(from, ADVERB) && !self.is(from, PRONOUN | DETERMINER) && !self.capital(from) {
                from += 1;
            }
            let by_phrase = self.is(from, PREPOSITION) && !self.is(from, DETERMINER);
            let found = self.group_after(from).filter(|g| !by_phrase && g.end <= stop + 1);
            if found.is_some() {
                return found;
            }
        }
        if first > clause && self.is(first - 1, AND) || first == verb {
            let start = self.sentence_begin(cue).max(begin);
            let led = self.is(start, PREPOSITION | ADVERB | SUBORDINATE) && !self.is(start, DETERMINER);
            return self.group_after(start).filter(|g| !led && g.end <= verb);
        }
        if matches!(self.kind(verb.wrapping_sub(1)), Kind::Comma) {
            return self.subject_with_aside(verb - 1, first);
        }
        self.group_before(verb, first).or_else(|| self.group_after(first).filter(|g| !led && g.end <= verb))
    }
}

/// Two words are the same but for case.
fn word_is(word: &str, other: &str) -> bool {
    word.eq_ignore_ascii_case(other)
}
