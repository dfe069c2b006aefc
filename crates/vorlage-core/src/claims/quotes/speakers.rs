//! Who is meant by the words that name a speaker?
//!
//! In: quotations in order, with the words that name their speakers. Out: a [`Speaker`] each, with the fullest name in the document.
//! Per document; linear in tokens, times the few people a story names.
//! A pronoun is the speaker before, else the last person named; "the minister" is the person whose title it is; a bare surname is the
//! longest name that ends in it; who has no name keeps his fullest description ("State Department spokesman").
//! Invariants: a name is made of words of the document, white space made one blank.
//! Never: looks a name up; two people of one surname are told apart by first name only.
//! **Source:** own rules.

use super::attribution::Scene;
use super::{Found, span};
use crate::claims::lexicon::{BODY, DETERMINER, FUNCTION, HE, MAN, PREPOSITION, PRONOUN, SAY, SHE, SUBORDINATE, WOMAN};
use crate::claims::names::{Run, bare};
use crate::claims::tokens::Kind;
use rustc_hash::FxHashSet;
use std::ops::Range;
use vorlage_model::Speaker;

/// How far back the body of a bare "spokesman" is sought, tokens.
const REACH_BODY: usize = 90;

/// How far back a pronoun's person is sought, tokens.
const REACH_PERSON: usize = 250;

/// Longest title before a name, tokens.
const LONGEST_TITLE: usize = 8;

/// Longest description that becomes a name, bytes.
const LONGEST_NAME: usize = 120;

/// People that one document may hold; later ones are found by their own words only.
const MOST_PEOPLE: usize = 400;

/// People among whom the bearer of a title is sought: those named last and those named first.
const MOST_CANDIDATES: usize = 24;

/// A person of the document.
struct Person {
    surname: String,
    name: Range<usize>,
    woman: Option<bool>,
    /// Words before and after mentions that tell who it is.
    titles: Vec<Range<usize>>,
}

/// Whom a speaker's words stand for.
#[derive(Clone, PartialEq)]
enum Who {
    Person(usize),
    Described(Range<usize>, String),
}

/// People and where they are mentioned.
struct Cast<'s, 'a> {
    scene: &'s Scene<'a>,
    people: Vec<Person>,
    /// (token, person), in order.
    mentions: Vec<(usize, usize)>,
    bodies: Vec<Range<usize>>,
}

/// Names the speakers of all quotations, in their order.
pub fn name_all(scene: &Scene<'_>, runs: &[Run], found: &[Found]) -> Vec<Option<Speaker>> {
    let cast = Cast::of(scene, runs);
    let mut past: Vec<Who> = Vec::new();
    let mut last: Option<Speaker> = None;
    let mut out = Vec::with_capacity(found.len());
    for f in found {
        let own = f.by.speaker.as_ref().and_then(|s| Some((s, span(scene, s)?)));
        let speaker = match own {
            Some((words, span)) => {
                let who = cast.who(words, &past);
                let name = who.as_ref().map(|w| cast.name(w));
                if let Some(who) = who {
                    past.retain(|w| *w != who);
                    past.push(who);
                    past.drain(..past.len().saturating_sub(16));
                }
                Some(Speaker { span, name })
            }
            None if f.inherits => last.clone(),
            None => None,
        };
        if speaker.is_some() {
            last.clone_from(&speaker);
        }
        out.push(speaker);
    }
    out
}

impl<'s, 'a> Cast<'s, 'a> {
    /// Collects the people and bodies of a document.
    fn of(scene: &'s Scene<'a>, runs: &[Run]) -> Self {
        let mut cast = Self { scene, people: Vec::new(), mentions: Vec::new(), bodies: Vec::new() };
        for run in runs {
            if run.person {
                cast.add(run);
            } else if run.tokens.clone().any(|n| scene.is(n, BODY)) {
                cast.bodies.push(run.tokens.clone());
            }
        }
        cast
    }

    fn add(&mut self, run: &Run) {
        let surname = bare(self.scene.word(run.tokens.end - 1));
        let first = self.scene.word(run.tokens.start);
        let title = self.title_before(run.tokens.start);
        let after = self.title_after(run.tokens.end);
        let sex = self.sex(run).or_else(|| title.clone().and_then(|t| self.sex_of(t)));
        let same = |p: &Person| {
            let other = self.scene.word(p.name.start);
            p.surname == surname && (run.tokens.len() == 1 || p.name.len() == 1 || other == first)
        };
        let known = self.people.iter().rposition(same);
        let n = match known {
            Some(n) => n,
            None if self.people.len() >= MOST_PEOPLE => return,
            None => {
                let surname = surname.to_owned();
                self.people.push(Person { surname, name: run.tokens.clone(), woman: None, titles: Vec::new() });
                self.people.len() - 1
            }
        };
        let person = &mut self.people[n];
        if run.tokens.len() > person.name.len() {
            person.name = run.tokens.clone();
        }
        person.woman = person.woman.or(sex);
        if person.titles.len() < LONGEST_TITLE {
            person.titles.extend(title.into_iter().chain(after));
        }
        self.mentions.push((run.tokens.start, n));
    }

    /// A woman (true) or a man (false), by first name.
    fn sex(&self, run: &Run) -> Option<bool> {
        (run.tokens.len() > 1).then(|| self.sex_of(run.tokens.start..run.tokens.start + 1)).flatten()
    }

    fn sex_of(&self, mut words: Range<usize>) -> Option<bool> {
        words.find_map(|n| match (self.scene.is(n, WOMAN), self.scene.is(n, MAN)) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        })
    }

    /// Title words before a name: "EU foreign policy chief", "dem ukrainischen Außenminister".
    fn title_before(&self, at: usize) -> Option<Range<usize>> {
        let scene = self.scene;
        let mut begin = at;
        while begin > 0 && at - begin < LONGEST_TITLE && scene.kind(begin - 1) == Kind::Word {
            let n = begin - 1;
            let of = scene.is(n, PREPOSITION) && begin < at && scene.is(n.wrapping_sub(1), FUNCTION);
            if scene.is(n, DETERMINER | SUBORDINATE | PRONOUN) || (scene.is(n, PREPOSITION) && !of) {
                break;
            }
            begin -= 1;
        }
        (begin..at).any(|n| scene.is(n, FUNCTION)).then_some(begin..at)
    }

    /// Apposition behind a name: ", CEO of the …", ", der Außenminister der …".
    fn title_after(&self, end: usize) -> Option<Range<usize>> {
        let scene = self.scene;
        if scene.kind(end) != Kind::Comma
            || scene.is(end + 1, PREPOSITION | SUBORDINATE | SAY | PRONOUN) && !scene.is(end + 1, DETERMINER)
        {
            return None;
        }
        let stop = (end + 1..end + 1 + LONGEST_TITLE)
            .find(|&n| scene.kind(n) != Kind::Word)
            .unwrap_or(end + 1 + LONGEST_TITLE);
        let stop = stop.min(scene.tokens.len());
        (end + 1..stop).any(|n| scene.is(n, FUNCTION)).then_some(end + 1..stop)
    }

    /// Whom the words of a speaker stand for.
    fn who(&self, words: &Range<usize>, past: &[Who]) -> Option<Who> {
        let scene = self.scene;
        if words.len() == 1 && scene.is(words.start, PRONOUN) {
            return self.pronoun(words.start, past);
        }
        if let Some(person) = self.named(words) {
            return Some(Who::Person(person));
        }
        let description = self.description(words);
        let head = self.head(&description)?;
        let definite = scene.is(words.start, DETERMINER) && !self.indefinite(words.start);
        let bearer =
            if definite || scene.lexicon.german { self.titled(&description, head, words.start, past) } else { None };
        if bearer.is_some() {
            return bearer;
        }
        let text = self.text(&description);
        let alone = scene.is(head, FUNCTION) && description.len() == 1;
        let text = match self.body_before(words.start).filter(|_| alone) {
            Some(body) => format!("{} {text}", self.text(&body)),
            None => text,
        };
        Some(Who::Described(description, text))
    }

    fn indefinite(&self, at: usize) -> bool {
        matches!(
            self.scene.word(at).to_lowercase().as_str(),
            "a" | "an" | "one" | "another" | "some" | "ein" | "eine" | "einer" | "un" | "une" | "una"
        )
    }

    /// The person that a group names: not a possessor, not the object of "of", not a name before a noun.
    fn named(&self, words: &Range<usize>) -> Option<usize> {
        let scene = self.scene;
        let from = self.mentions.partition_point(|&(at, _)| at < words.start);
        let inside = self.mentions[from..].iter().take_while(|&&(at, _)| at < words.end);
        inside.copied().find_map(|(at, person)| {
            let mut end = at;
            while end < words.end && scene.capital(end) && bare(scene.word(end)) != self.people[person].surname {
                end += 1;
            }
            let possessive = bare(scene.word(end)).len() != scene.word(end).len();
            let object = at > words.start
                && scene.is(at - 1, PREPOSITION | DETERMINER)
                && (words.start..at).any(|n| scene.is(n, FUNCTION | BODY));
            let noun = end + 1 < words.end
                && scene.kind(end + 1) == Kind::Word
                && !scene.is(end + 1, PREPOSITION | SUBORDINATE | DETERMINER);
            let compound = noun && !scene.lexicon.german;
            (!possessive && !object && !compound).then_some(person)
        })
    }

    /// "he": the speaker before if he fits, else the last person named that fits.
    fn pronoun(&self, at: usize, past: &[Who]) -> Option<Who> {
        let scene = self.scene;
        let woman = match (scene.is(at, SHE), scene.is(at, HE)) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => return past.last().cloned(),
        };
        let fits = |p: usize| self.people[p].woman.is_none() || self.people[p].woman == woman;
        let until = self.mentions.partition_point(|&(m, _)| m < at);
        let back = || self.mentions[..until].iter().rev().take_while(|&&(m, _)| at - m <= REACH_PERSON);
        let near = |p: usize| back().any(|&(_, q)| q == p);
        let before = past.iter().rev().take(2).find(|w| match w {
            Who::Person(p) => fits(*p) && near(*p),
            Who::Described(words, _) => {
                at.abs_diff(words.start) <= REACH_PERSON && words.clone().any(|n| scene.is(n, FUNCTION))
            }
        });
        before.cloned().or_else(|| back().map(|&(_, p)| p).find(|&p| fits(p)).map(Who::Person))
    }

    /// A description: the group without determiner and closing comma.
    fn description(&self, words: &Range<usize>) -> Range<usize> {
        let mut out = words.clone();
        while out.start + 1 < out.end && self.scene.is(out.start, DETERMINER) && !self.scene.is(out.start, FUNCTION) {
            out.start += 1;
        }
        while out.start + 1 < out.end && matches!(self.scene.kind(out.end - 1), Kind::Comma | Kind::Mark) {
            out.end -= 1;
        }
        out
    }

    /// The noun that says what the described one is: the last function before a preposition or comma, else the last word.
    fn head(&self, words: &Range<usize>) -> Option<usize> {
        let scene = self.scene;
        let stop = words
            .clone()
            .find(|&n| n > words.start && (scene.is(n, PREPOSITION | SUBORDINATE) || scene.kind(n) != Kind::Word))
            .unwrap_or(words.end);
        (words.start..stop)
            .rev()
            .find(|&n| scene.is(n, FUNCTION))
            .or_else(|| stop.checked_sub(1).filter(|&n| n >= words.start))
    }

    /// The person or earlier described speaker who bears the title.
    fn titled(&self, words: &Range<usize>, head: usize, at: usize, past: &[Who]) -> Option<Who> {
        let scene = self.scene;
        if !scene.is(head, FUNCTION) {
            return None;
        }
        let bears = |who: &&Who| match who {
            Who::Person(p) => self.score(*p, words, head, at) > 0,
            Who::Described(other, _) => self.head(other).is_some_and(|h| alike(scene.word(h), scene.word(head))),
        };
        let before = past.iter().rev().find(bears).filter(|_| words.len() == 1);
        if before.is_some() {
            return before.cloned();
        }
        let until = self.mentions.partition_point(|&(m, _)| m < at);
        let recent = self.mentions[..until].iter().rev().take(MOST_CANDIDATES).map(|&(_, p)| p);
        let mut candidates: Vec<usize> = recent.chain(0..self.people.len().min(MOST_CANDIDATES)).collect();
        let mut known = FxHashSet::default();
        candidates.retain(|&p| known.insert(p));
        let scored = candidates.iter().rev().map(|&p| (self.score(p, words, head, at), p));
        let best = scored.max_by_key(|&(score, _)| score);
        best.filter(|&(score, _)| score > 0)
            .map(|(_, p)| Who::Person(p))
            .or_else(|| past.iter().rev().find(bears).cloned())
    }

    /// How many words of a description a person's titles hold; 0 without its head.
    fn score(&self, person: usize, words: &Range<usize>, head: usize, at: usize) -> usize {
        let scene = self.scene;
        let person = &self.people[person];
        let count = |title: &Range<usize>| {
            let has = |n: usize| title.clone().any(|t| alike(scene.word(t), scene.word(n)));
            if title.start >= at && title.start - at > REACH_PERSON || !has(head) {
                0
            } else {
                words.clone().filter(|&n| has(n)).count()
            }
        };
        person.titles.iter().map(count).max().unwrap_or(0)
    }

    /// The body named last before `at`, near enough.
    fn body_before(&self, at: usize) -> Option<Range<usize>> {
        let until = self.bodies.partition_point(|b| b.start < at);
        self.bodies[..until].last().filter(|b| at - b.start <= REACH_BODY).cloned()
    }

    /// What a speaker is called.
    fn name(&self, who: &Who) -> String {
        match who {
            Who::Person(p) => self.text(&self.people[*p].name),
            Who::Described(_, text) => text.clone(),
        }
    }

    /// The words of a range with single blanks, without a closing possessive, cut at a word's end.
    fn text(&self, words: &Range<usize>) -> String {
        let Some(span) = span(self.scene, words) else {
            return String::new();
        };
        let mut out = String::new();
        for word in bare(span.of(self.scene.text)).split_whitespace() {
            if out.len() + word.len() >= LONGEST_NAME {
                break;
            }
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
        out
    }
}

/// Two words of one stem: equal but for case and a short ending, or the end of a compound ("Minister", "Außenminister").
fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let stem = short.trim_end_matches(['e', 'n', 's', 'r', 'm']);
    let close = stem.len() >= 4 && long.starts_with(stem) && long.len() - stem.len() <= 3;
    long == short || close || (short.len() >= 4 && long.ends_with(&short))
}
