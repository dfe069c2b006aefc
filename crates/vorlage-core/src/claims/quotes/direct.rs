//! Which marked stretches are speech?
//!
//! In: tokens and marked stretches. Out: direct quotations with attribution. Per document, linear.
//! A stretch is speech by its place (it opens a sentence, a colon or a verb of saying leads to it), its shape (a clause of its own) and
//! its attribution; titles, names, nicknames and single ironic words are not.
//! **Source:** counts of place x length x case on seven tenths of PolNeAR and Wikinews: English stretches that open a sentence are
//! speech in 1,244 of 1,370 cases, in mid-sentence lower case in 79 of 1,300; German ones in mid-sentence lower case in 93 of 134,
//! capitalised in 34 of 316.

use super::attribution::{Attribution, Scene};
use super::marks::Marked;
use super::{Found, indirect};
use crate::claims::lexicon::{HOLD, SAY, SAYING};
use crate::claims::tokens::Kind;
use std::ops::Range;

/// Words from which a capitalised stretch in mid-sentence is no title any more.
const LONG: usize = 8;

/// Fewest words of a sentence-opening stretch without attribution.
const SENTENCE: usize = 4;

/// Farthest gap between two pieces of one speech, tokens.
const INSERT: usize = 45;

/// Where a stretch stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// It opens a sentence or paragraph.
    Start,
    /// Behind a colon.
    Colon,
    /// Behind a comma.
    Comma,
    /// In mid-sentence.
    Mid,
}

/// One stretch with what decides about it.
struct Piece {
    marked: Marked,
    lead: Lead,
    count: usize,
    capital: bool,
    closed: bool,
    behind: Option<Attribution>,
    /// End of the piece before: nothing is read beyond it.
    floor: usize,
}

/// Finds direct quotations.
pub fn speeches(scene: &Scene<'_>, marked: &[Marked]) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    let mut floor = 0;
    let mut insert: Option<Attribution> = None;
    for &m in marked {
        let piece = look(scene, m, floor);
        let joins = goes_on(scene, out.last(), insert.as_ref(), &piece);
        if let Some(last) = out.last_mut().filter(|_| joins) {
            last.words.end = m.last;
            floor = m.last + 1;
            if let Some(by) = piece.behind.filter(|_| last.by.speaker.is_none()) {
                last.by = by;
            }
            continue;
        }
        if let Some(found) = judge(scene, &piece, out.last()) {
            insert = piece.behind.clone();
            floor = m.last + 1;
            out.push(found);
        }
    }
    share_within_sentences(scene, &mut out);
    out
}

/// A partial quotation without attribution takes that of the next one in its sentence, else its speaker is the one before.
fn share_within_sentences(scene: &Scene<'_>, found: &mut [Found]) {
    for n in (0..found.len()).rev() {
        if found[n].by.speaker.is_some() {
            continue;
        }
        found[n].inherits = true;
        let Some(next) = found.get(n + 1) else { continue };
        let gap = found[n].words.end..next.words.start;
        if gap.len() <= INSERT && !gap.clone().any(|g| scene.ends(g)) && next.by.speaker.is_some() {
            found[n].by = next.by.clone();
            found[n].inherits = false;
        }
    }
}

fn nobody() -> Attribution {
    Attribution { cue: None, speaker: None, end: 0 }
}

fn look(scene: &Scene<'_>, marked: Marked, floor: usize) -> Piece {
    let open = if marked.headless { marked.first } else { marked.first - 1 };
    let lead = match open.checked_sub(1).map(|n| scene.kind(n)) {
        None | Some(Kind::Stop | Kind::Mark) => Lead::Start,
        Some(Kind::Break) if open >= 2 && scene.kind(open - 2) == Kind::Colon => Lead::Colon,
        Some(Kind::Break) => Lead::Start,
        Some(Kind::Colon) => Lead::Colon,
        Some(Kind::Comma) => Lead::Comma,
        Some(Kind::Pause) if open >= 2 && scene.ends(open - 2) => Lead::Start,
        Some(_) => Lead::Mid,
    };
    let words = (marked.first..marked.last).filter(|&n| scene.kind(n) == Kind::Word);
    let count = words.clone().count();
    let first = words.clone().next();
    let behind = if marked.open_ended { None } else { scene.behind(marked.last + 1) };
    let inner = matches!(scene.kind(marked.last - 1), Kind::Stop | Kind::Comma | Kind::Pause);
    let outer = matches!(scene.kind(marked.last + 1), Kind::Comma | Kind::Stop | Kind::Break);
    let closed = inner || outer || marked.open_ended;
    Piece { lead, count, capital: first.is_some_and(|n| scene.capital(n)), closed, behind, marked, floor }
}

/// The piece goes on with the speech before it: an attribution is inserted, or the paragraph before left its marks open.
fn goes_on(scene: &Scene<'_>, last: Option<&Found>, insert: Option<&Attribution>, piece: &Piece) -> bool {
    let Some(last) = last else { return false };
    if !scene.lexicon.english {
        return false;
    }
    let open = piece.marked.first.saturating_sub(1);
    let gap = last.words.end..open;
    if gap.start >= gap.end || gap.len() > INSERT {
        return false;
    }
    let breaks = gap.clone().filter(|&n| scene.kind(n) == Kind::Break).count();
    let words = gap.clone().any(|n| scene.kind(n) == Kind::Word);
    let stops = gap.clone().filter(|&n| scene.kind(n) == Kind::Stop).count();
    let insert = insert.filter(|i| i.end > gap.start && i.end <= open);
    if breaks > 0 {
        let follows = breaks == 1 && stops <= 1 && (!words || insert.is_some());
        return follows && piece.behind.is_none() && whole_paragraph(scene, piece);
    }
    let Some(insert) = insert else {
        return false;
    };
    let own = piece.behind.as_ref().is_some_and(|b| b.speaker.is_some());
    let led = (insert.end..open).any(|n| scene.says(n, SAY) && scene.is(n, SAY) && scene.kind(open - 1) == Kind::Colon);
    match piece.lead {
        Lead::Start => stops == 1 && !own,
        Lead::Comma => stops == 0 && !own && !led,
        Lead::Mid => stops == 0 && !own && !led && !piece.capital && piece.count >= SENTENCE,
        Lead::Colon => false,
    }
}

/// The piece is all of its paragraph: one speech runs over several.
fn whole_paragraph(scene: &Scene<'_>, piece: &Piece) -> bool {
    let behind = piece.marked.last + 1;
    let last = (behind..behind + 3).find(|&n| !matches!(scene.kind(n), Kind::Stop | Kind::Comma));
    let ends = piece.marked.open_ended || last.is_some_and(|n| scene.kind(n) == Kind::Break);
    piece.lead == Lead::Start && piece.capital && ends
}

/// Tells speech from other marked words, and who says it.
fn judge(scene: &Scene<'_>, piece: &Piece, last: Option<&Found>) -> Option<Found> {
    let words = piece.marked.first..piece.marked.last;
    let open = piece.marked.first.saturating_sub(1);
    let before = || scene.before(open, piece.floor);
    let found = |by: Attribution| Some(Found { words: words.clone(), direct: true, by, inherits: false });
    if piece.count == 0 {
        return None;
    }
    if piece.marked.headless && piece.behind.is_none() {
        return None;
    }
    match piece.lead {
        Lead::Start if piece.marked.single && piece.behind.is_none() => None,
        Lead::Start => match &piece.behind {
            Some(by) if names_only(scene, by) || (by.cue.is_none() && titled(scene, piece)) => None,
            Some(by) if piece.closed || piece.count >= SENTENCE => found(by.clone()),
            _ if piece.closed && piece.count >= SENTENCE && piece.capital => Some(orphan(scene, piece, words, last)),
            _ => None,
        },
        Lead::Colon if !scene.lexicon.english && titled(scene, piece) => None,
        Lead::Colon => {
            let trailing = piece.behind.clone().filter(|_| scene.kind(piece.marked.last - 1) == Kind::Comma);
            found(trailing.or_else(before).or_else(|| piece.behind.clone()).unwrap_or_else(nobody))
        }
        Lead::Comma if piece.capital || !scene.lexicon.english => {
            let by = before().filter(|b| says(scene, b)).or_else(|| piece.behind.clone())?;
            let named = titled(scene, piece) && open >= 2 && !scene.says(open - 2, SAY) && piece.behind.is_none();
            (!named && piece.closed && (piece.count >= 2 || piece.behind.is_some())).then(|| found(by)).flatten()
        }
        Lead::Comma => None,
        Lead::Mid => fragment(scene, piece, open).and_then(found),
    }
}

/// The cue is a verb of saying proper.
fn says(scene: &Scene<'_>, by: &Attribution) -> bool {
    by.cue.as_ref().is_some_and(|c| scene.is(c.start, SAY))
}

/// A title or name: few words, in English all capitalised.
fn titled(scene: &Scene<'_>, piece: &Piece) -> bool {
    let words = (piece.marked.first..piece.marked.last).filter(|&n| scene.kind(n) == Kind::Word);
    if scene.lexicon.english {
        return piece.count <= 8 && words.clone().all(|n| scene.capital(n) || scene.word(n).len() <= 3);
    }
    let stop = matches!(scene.kind(piece.marked.last - 1), Kind::Stop | Kind::Comma);
    piece.count <= 4 && piece.capital && !stop
}

/// German verbs by which somebody gives his judgement of a thing in a word or two.
const JUDGING: &[&str] = &[
    "bezeichnete", "bezeichnet", "bezeichneten", "nannte", "nennt", "nannten", "sprach", "spricht", "sprachen",
    "kritisierte", "charakterisierte", "beschrieb", "verurteilte", "würdigte", "lobte", "attackierte", "skandierten",
    "skandierte", "warnte", "forderte", "bezeichnen", "titulierte",
];

/// "nannte den Bericht eine „Ente“", "bezeichnete X als „Erfolg“".
fn judged(scene: &Scene<'_>, open: usize, piece: &Piece) -> bool {
    let led = open > 0
        && matches!(
            scene.word(open - 1),
            "als" | "ein" | "eine" | "einen" | "einer" | "einem" | "von" | "wie" | "der" | "den" | "die"
        );
    let begin = scene.sentence_begin(open).max(piece.floor);
    led && piece.count <= LONG
        && (begin..open).any(|n| JUDGING.contains(&scene.word(n)) && !scene.word(n + 1).starts_with("sich"))
}

/// The sentence stands in the reported subjunctive.
fn in_subjunctive(scene: &Scene<'_>, open: usize, piece: &Piece) -> bool {
    let begin = scene.sentence_begin(open).max(piece.floor);
    let end = piece.marked.last + 8;
    (begin..open)
        .chain(piece.marked.last..end)
        .take_while(|&n| n < open || !scene.ends(n))
        .any(|n| indirect::SUBJUNCTIVE.contains(&scene.word(n)))
}

/// The words that name a thing, not what is said.
const NAMING: &[&str] = &[
    "heißt", "hieß", "heißen", "heiße", "lautet", "lautete", "genannt", "titel", "name", "namen", "bekannt", "find",
    "found",
];

/// The cue only gives something its name.
fn names_only(scene: &Scene<'_>, by: &Attribution) -> bool {
    by.cue.clone().is_some_and(|c| c.into_iter().any(|n| NAMING.contains(&scene.word(n).to_lowercase().as_str())))
}

/// Speech without attribution of its own: the speaker before goes on, or a sentence before names one.
fn orphan(scene: &Scene<'_>, piece: &Piece, words: Range<usize>, last: Option<&Found>) -> Found {
    let near = last.is_some_and(|l| piece.marked.first - l.words.end <= INSERT * 2);
    let _ = scene;
    Found { words, direct: true, by: nobody(), inherits: near }
}

/// A stretch in mid-sentence.
fn fragment(scene: &Scene<'_>, piece: &Piece, open: usize) -> Option<Attribution> {
    let cue_before = open > 0 && scene.says(open - 1, SAY);
    let by = || scene.before(open, piece.floor);
    if scene.lexicon.english {
        let clause =
            piece.capital && !titled(scene, piece) && piece.count >= LONG && by().is_some_and(|b| says(scene, &b));
        let at_once = cue_before && (piece.count >= 2 || piece.closed);
        return (at_once || (clause && piece.closed && !piece.marked.single)).then(by).flatten();
    }
    let closed_behind = piece.behind.is_some() && piece.closed && scene.kind(piece.marked.last + 1) != Kind::Word;
    let by = by()
        .or_else(|| piece.behind.clone().filter(|_| closed_behind))
        .or_else(|| scene.bracketed(open, piece.marked.last + 1, piece.floor));
    if by.as_ref().is_some_and(|b| names_only(scene, b)) {
        return None;
    }
    let speech = if piece.capital {
        (piece.count >= LONG && piece.closed)
            || (cue_before && piece.count >= 2)
            || (closed_behind && !titled(scene, piece))
            || judged(scene, open, piece)
    } else {
        piece.count >= 3 || (by.is_some() && piece.count >= 1) || in_subjunctive(scene, open, piece)
    };
    let cued = in_subjunctive(scene, open, piece)
        || by.as_ref().and_then(|b| b.cue.clone()).is_some_and(|c| scene.is(c.start, SAY | HOLD | SAYING));
    (speech && (cued || piece.count >= 3)).then(|| by.unwrap_or_else(nobody))
}
