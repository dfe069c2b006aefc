//! Which clauses report what somebody said?
//!
//! In: tokens, direct quotations. Out: indirect quotations with attribution. Per sentence, linear.
//! A verb of saying with a subject governs the clause behind it; a trailing "X said" governs the clause before it; "according to X"
//! the rest of its sentence. German reported speech goes on without a verb while its verbs stand in the reported subjunctive.
//! Invariants: a reported clause stays inside one sentence, except German speech that goes on in the subjunctive.
//! Never: looks inside a direct quotation, or uses a verb that leads to one.
//! **Source:** own rules after PolNeAR and Wikinews error lists.

use super::Found;
use super::attribution::{Attribution, Scene};
use super::marks::Marked;
use crate::claims::lexicon::{
    ACCORDING, ADVERB, AND, APART, AUX, BODY, DETERMINER, FUNCTION, HOLD, PREPOSITION, PRONOUN, SAY, SUBORDINATE, TIME,
};
use crate::claims::tokens::Kind;
use std::ops::Range;

/// Fewest words of a reported clause.
const SHORTEST: usize = 3;

/// How far behind its verb a clause may open, tokens ("told reporters on Monday that").
const OPENING: usize = 9;

/// Longest sentence that is read, tokens; the rest of a longer one is left out.
const LONGEST: usize = 160;

/// Verb forms of German reported speech.
pub const SUBJUNCTIVE: &[&str] = &[
    "sei", "seien", "habe", "werde", "könne", "müsse", "solle", "wolle", "dürfe", "gebe", "gehe", "hätten", "hätte",
    "würden", "würde", "wäre", "wären", "könnten", "könnte", "müssten", "müsste", "sollten", "bestehe", "komme",
    "liege", "stehe", "gelte", "wisse", "brauche", "handele", "bleibe",
];

/// Of these, the forms that a mere condition has as well; they report only behind another report.
const UNREAL: &[&str] =
    &["hätten", "hätte", "würden", "würde", "wäre", "wären", "könnten", "könnte", "müssten", "müsste", "sollten"];

/// Farthest report that reported speech goes on from, tokens.
const NEAR: usize = 12;

/// Forms of "be" that make a verb of saying passive, and of the like.
const PASSIVE: &[&str] = &[
    "is", "are", "was", "were", "be", "been", "being", "est", "sont", "été", "es", "son", "fue", "sido", "wird",
    "wurde", "werden", "wurden", "worden",
];

/// English forms that are nouns as often as verbs.
const AMBIGUOUS: &[&str] = &[
    "states", "state", "claims", "claim", "remarks", "remark", "comments", "comment", "attacks", "attack", "calls",
    "call", "reports", "report", "answers", "answer", "posts", "post", "quotes", "quote", "tweets", "tweet", "points",
    "point", "talks", "talk", "plans", "plan", "hopes", "hope", "fears", "fear", "views", "view", "demands", "demand",
    "offers", "offer", "promises", "promise", "pledges", "pledge", "support", "supports", "shows", "show", "finds",
    "doubt", "doubts", "labels", "label", "blame", "praise", "estimates", "estimate", "urges", "urge", "cry", "fire",
    "fires", "think", "outlined", "proposed", "expected", "reported", "alleged", "feel", "wonder", "wonders", "vow",
    "vows", "refuse", "detail", "welcome", "sum", "details",
];

/// German verbs that report only together with their separated particle ("gab bekannt", "wies darauf hin").
const LIGHT: &[&str] = &[
    "führte", "führten", "steht", "stand", "gibt", "gab", "geben", "sieht", "sah", "sehen", "nannte", "nannten",
    "nennt", "zeigte", "zeigten", "fuhr", "warf", "wirft", "rief", "riefen", "fasste", "schloss", "stellte",
    "stellten", "stellt", "wies", "weist", "informiert", "schrieb", "genannt",
];

/// Words that open a reported clause.
const OPENERS: &[&str] = &["that", "que", "qu", "qu'il", "qu’il", "qu'elle", "qu’elle", "dass", "ob"];

/// What is known of each token.
struct Used {
    spoken: Vec<bool>,
    cue: Vec<bool>,
}

/// Finds reported clauses.
pub fn reports(scene: &Scene<'_>, marked: &[Marked], direct: &[Found]) -> Vec<Found> {
    let used = used(scene, marked, direct);
    let mut out: Vec<Found> = Vec::new();
    let mut begin = 0;
    while begin < scene.tokens.len() {
        let end = (begin..scene.tokens.len()).find(|&n| scene.ends(n) && !used.spoken[n]).unwrap_or(scene.tokens.len());
        if end > begin && end - begin < LONGEST {
            sentence(scene, &used, begin..end, &mut out);
        }
        begin = end + 1;
    }
    out
}

fn used(scene: &Scene<'_>, marked: &[Marked], direct: &[Found]) -> Used {
    let mut used = Used { spoken: vec![false; scene.tokens.len()], cue: vec![false; scene.tokens.len()] };
    for m in marked {
        used.cue[m.first..m.last].fill(true);
    }
    for found in direct {
        used.spoken[found.words.clone()].fill(true);
        if let Some(cue) = &found.by.cue {
            used.cue[cue.clone()].fill(true);
            used.spoken[cue.clone()].fill(false);
        }
    }
    used
}

/// Reads one sentence.
fn sentence(scene: &Scene<'_>, used: &Used, whole: Range<usize>, out: &mut Vec<Found>) {
    let before = out.len();
    let mut at = whole.start;
    while at < whole.end {
        let free = !used.spoken[at] && !used.cue[at];
        let found = match () {
            () if !free => None,
            () if scene.is(at, ACCORDING) => sourced(scene, at, &whole),
            () if scene.says(at, SAY | HOLD) && !passive(scene, at, &whole) && !noun(scene, at) => {
                governed(scene, used, at, &whole, out[before..].last().and_then(|f| f.by.speaker.clone()))
            }
            () => None,
        };
        if let Some(found) = found {
            let trailing = found.words.start <= whole.start || scene.lexicon.german;
            out.push(found);
            if trailing {
                break;
            }
        }
        at += 1;
    }
    if out.len() == before && scene.lexicon.german && !(whole.clone()).any(|n| used.spoken[n] || used.cue[n]) {
        goes_on(scene, whole, out);
    }
}

fn passive(scene: &Scene<'_>, at: usize, whole: &Range<usize>) -> bool {
    let from = at.saturating_sub(3).max(whole.start);
    (from..at).any(|n| PASSIVE.contains(&scene.word(n))) && !scene.word(at).ends_with("ing")
}

/// The clause that the verb at `cue` reports.
fn governed(
    scene: &Scene<'_>,
    used: &Used,
    cue: usize,
    whole: &Range<usize>,
    main: Option<Range<usize>>,
) -> Option<Found> {
    let floor = (whole.start..cue).rev().find(|&n| used.spoken[n]).map_or(whole.start, |n| n + 1);
    let joined = !scene.lexicon.german && cue > floor && (scene.word(cue).ends_with("ing") || scene.is(cue - 1, AND));
    let speaker = if joined { main? } else { scene.subject(cue, floor, whole.end)? };
    let by = Attribution { cue: Some(cue..cue + 1), end: cue + 1, speaker: Some(speaker.clone()) };
    let found = |words: Range<usize>| Found { words, direct: false, by: by.clone(), inherits: false };
    if scene.is(cue, SAY) {
        if let Some(words) = behind(scene, used, cue, &speaker, floor..whole.end).filter(|_| !joined) {
            return Some(found(words));
        }
    } else if !(speaker.clone()).any(|n| scene.capital(n) || scene.is(n, FUNCTION | BODY | PRONOUN)) {
        return None;
    }
    let mut words = trim(scene, used, ahead(scene, cue, &speaker, whole)?);
    if !scene.lexicon.german {
        words.end = clause_end(scene, &words);
    }
    let enough = self::words(scene, &words) >= SHORTEST - usize::from(scene.is(cue, HOLD));
    enough.then(|| found(words))
}

/// The clause before a trailing "X said".
fn behind(
    scene: &Scene<'_>,
    used: &Used,
    cue: usize,
    speaker: &Range<usize>,
    whole: Range<usize>,
) -> Option<Range<usize>> {
    let floor = whole.start;
    let first = speaker.start.min(cue);
    let next = cue.max(speaker.end - 1) + 1;
    let over = scene.ends(next)
        || scene.kind(next) == Kind::Comma
        || (scene.is(next, PREPOSITION | ADVERB | SUBORDINATE | TIME) && !OPENERS.contains(&scene.word(next)));
    let comma = (floor..first).rev().take(2).find(|&n| scene.kind(n) == Kind::Comma)?;
    let led = scene.is(floor, ADVERB | PREPOSITION | TIME) && !scene.is(floor, DETERMINER | PRONOUN);
    let rest = trim(scene, used, (next + 1).min(whole.end)..whole.end);
    let resumes = scene.kind(next) == Kind::Comma
        && self::words(scene, &rest) > SHORTEST
        && !scene.word(rest.start).ends_with("ing");
    let words = trim(scene, used, floor..if resumes { whole.end } else { comma });
    (over && !led && self::words(scene, &words) > SHORTEST).then_some(words)
}

/// A form that is more often a noun stands behind an adjective or noun ("these claims", "member states").
fn noun(scene: &Scene<'_>, at: usize) -> bool {
    let before = at.checked_sub(1);
    let subject = |b: usize| {
        scene.capital(b) || scene.is(b, PRONOUN | FUNCTION | BODY | ADVERB | AUX | AND) || scene.kind(b) != Kind::Word
    };
    let possessed = |b: usize| scene.word(b).ends_with("'s") || scene.word(b).ends_with("’s");
    AMBIGUOUS.contains(&scene.word(at)) && before.is_none_or(|b| !subject(b) || possessed(b))
}

/// Where the clause ends: a second verb of saying, a relative clause or an aside closes it.
fn clause_end(scene: &Scene<'_>, words: &Range<usize>) -> usize {
    let closes = |n: &usize| {
        let n = *n;
        let verb = |v: usize| scene.is(v, SAY | HOLD) && !scene.capital(v);
        match scene.kind(n) {
            Kind::Comma => {
                let and = n + 1 + usize::from(scene.is(n + 1, AND));
                matches!(scene.word(n + 1), "which" | "while" | "but" | "though" | "although")
                    || verb(and) && !scene.is(and, FUNCTION)
            }
            _ => scene.is(n, AND) && verb(n + 1) && !scene.is(n + 1, PREPOSITION) || matches!(scene.word(n), "while"),
        }
    };
    (words.start + SHORTEST..words.end).find(closes).unwrap_or(words.end)
}

/// The words behind the verb that can be its clause.
fn ahead(scene: &Scene<'_>, cue: usize, speaker: &Range<usize>, whole: &Range<usize>) -> Option<Range<usize>> {
    let mut from = (cue + 1).max(if speaker.start > cue { speaker.end } else { 0 });
    if scene.lexicon.german {
        let comma = (from..whole.end).find(|&n| matches!(scene.kind(n), Kind::Comma | Kind::Colon))?;
        let light = LIGHT.contains(&scene.word(cue));
        let complete = scene.is(comma - 1, APART) && !scene.capital(comma - 1);
        return (!light || complete).then_some(comma + 1..whole.end);
    }
    let opens = |n: usize| OPENERS.contains(&scene.word(n));
    if let Some(that) =
        (from..(from + OPENING).min(whole.end)).take_while(|&n| scene.kind(n) != Kind::Comma).find(|&n| opens(n))
    {
        return Some(that..whole.end);
    }
    while from < whole.end && scene.is(from, ADVERB | TIME | APART) && !scene.is(from, PRONOUN | SUBORDINATE) {
        from += 1;
    }
    if scene.is(from, PREPOSITION) && scene.is(from + 1, TIME) {
        from += 2;
    }
    if matches!(scene.kind(from), Kind::Comma | Kind::Colon) {
        from += 1;
        if scene.is(from, SAY | HOLD | AUX) {
            return None;
        }
    }
    Some(from..whole.end)
}

/// "According to X, …", "… laut X …".
fn sourced(scene: &Scene<'_>, at: usize, whole: &Range<usize>) -> Option<Found> {
    let by = scene.according(at)?;
    let speaker = by.speaker.clone()?;
    let begin = by.cue.as_ref().map_or(at, |c| c.start).min(speaker.start);
    let words = if begin <= whole.start + 1 {
        let from = by.end + usize::from(scene.kind(by.end) == Kind::Comma);
        from..whole.end
    } else if scene.lexicon.german && by.end + 2 < whole.end {
        whole.clone()
    } else {
        whole.start..begin - usize::from(scene.kind(begin - 1) == Kind::Comma)
    };
    (self::words(scene, &words) >= SHORTEST).then_some(Found { words, direct: false, by, inherits: false })
}

/// German speech that goes on in the subjunctive, without a verb of saying.
fn goes_on(scene: &Scene<'_>, whole: Range<usize>, out: &mut Vec<Found>) {
    let near = out.last().is_some_and(|last| whole.start.saturating_sub(last.words.end) <= NEAR);
    let spoken = |n: usize| SUBJUNCTIVE.contains(&scene.word(n)) && (near || !UNREAL.contains(&scene.word(n)));
    if !whole.clone().any(spoken) {
        return;
    }
    let by = Attribution { cue: None, speaker: None, end: whole.end };
    match out.last_mut() {
        Some(last) if last.inherits && last.words.end + 1 == whole.start => last.words.end = whole.end,
        _ => out.push(Found { words: whole, direct: false, by, inherits: true }),
    }
}

/// Takes marks and commas off the ends, and stops before a direct quotation that stands apart.
fn trim(scene: &Scene<'_>, used: &Used, mut words: Range<usize>) -> Range<usize> {
    if let Some(spoken) = words.clone().find(|&n| used.spoken[n]).filter(|_| scene.lexicon.english) {
        words.end = spoken.saturating_sub(1).max(words.start);
    }
    let loose = |n: usize| matches!(scene.kind(n), Kind::Comma | Kind::Colon | Kind::Break | Kind::Pause);
    while words.start < words.end
        && (loose(words.start) || scene.kind(words.start) == Kind::Mark && scene.lexicon.german)
    {
        words.start += 1;
    }
    while words.start < words.end && loose(words.end - 1) {
        words.end -= 1;
    }
    words
}

/// Number of words in a range.
fn words(scene: &Scene<'_>, range: &Range<usize>) -> usize {
    range.clone().filter(|&n| scene.kind(n) == Kind::Word).count()
}
