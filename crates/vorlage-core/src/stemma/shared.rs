//! Lost texts between held ones: what do two copies share that their held parent does not explain?
//!
//! Two copies that both carry what neither their parent nor any other text has were taken from one text that is lost, unless one
//! of the two was taken from the other. That is ruled out where each has kept wording of the parent that the other lost. The lost
//! text then stands between: it was taken from the parent, and the copies from it.
//!
//! In: a story, and the tree of one of its families. Out: for each lost text its parent and the copies with what they share.
//! Cost: O(words of the story), and the pairs of siblings in families of up to [`derive::MOST_CORE`] documents.
//! Never: asked of a line of versions, or of texts in two languages, where all wording is new.
//!
//! **Source:** shared errors as in the criticism of texts (Maas 1927: conjunctive and separative errors);
//! `docs/decisions/0017-lost-between.md`.

use crate::{
    StoryView, Subject, derive,
    sets::{find, join, singles},
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use vorlage_model::{DocumentIndex, Evidence, EvidenceKind, Lang, ResidueKind, Span};
use vorlage_text::{Word, hash64};

/// Words of a run that two texts hardly find apart from each other.
const RUN: usize = 8;
/// Words of a run by which a copy keeps the wording of its parent.
const KEPT_RUN: usize = 5;
/// Fewest such runs, one after the other, of the parent's wording that each of two copies must have where the other has none of
/// them: twelve words. One changed word takes five runs away, and whoever rewrites what was rewritten may find the old word again;
/// he does not find twelve.
const KEPT: usize = 8;
/// Fewest letters of a sentence or furniture that counts whole.
const LETTERS: usize = 12;
/// Fewest letters of a word beside a figure or name that tells which one it is.
const BESIDE: usize = 4;
/// Fewest letters of a name.
const NAME_LETTERS: usize = 3;
/// Fewest sentences, lines of furniture and errors that two copies share and nobody else has; sentences alone are not enough, since two
/// who spin one text with one tool make the same replacements.
const PLACES: usize = 2;
/// Most observations of one copy.
const MOST_SHOWN: usize = 4;
/// Fewest documents of a family with a lost text between: the parent and two copies.
const FEWEST: usize = 3;

/// How sure it is that copies below a lost text between come from it: of 21 pairs found by sentences alone in simulated families, where passages are
/// pasted and siblings spun with one table of synonyms, 11 have a lost text in common.
pub(super) const SURE: f64 = 0.5;

/// A lost text between a held parent and held copies.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Between {
    /// What it was taken from.
    pub(super) parent: DocumentIndex,
    /// What was taken from it, ascending, with what each shares with another of them.
    pub(super) copies: Vec<(DocumentIndex, Vec<Evidence>)>,
}

/// Tells whether a family may have lost texts between its documents.
pub(super) fn may_hold(documents: &[DocumentIndex]) -> bool {
    (FEWEST..=derive::MOST_CORE).contains(&documents.len())
}

/// A figure or name with one of its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    span: Span,
    word: u64,
    /// The neighbour and its side, hashed, with what the word is.
    place: u64,
}

/// A sentence or a line of furniture.
#[derive(Debug, Clone, PartialEq)]
struct Piece {
    span: Span,
    residue: bool,
    /// All words, and its runs of [`RUN`]; each a key.
    keys: Vec<u64>,
}

/// One text as this question sees it.
#[derive(Debug, Clone, Default, PartialEq)]
struct Text {
    lang: Option<Lang>,
    pieces: Vec<Piece>,
    /// Runs of [`KEPT_RUN`] in order.
    kept: Vec<u64>,
    kept_sorted: Vec<u64>,
    marks: Vec<Mark>,
}

/// The texts of a story, and which of them hold what.
pub(super) struct Texts {
    texts: BTreeMap<DocumentIndex, Text>,
    /// Documents by the keys of their pieces and the words of their marks, ascending.
    holders: FxHashMap<u64, Vec<DocumentIndex>>,
}

impl Texts {
    /// Reads a story.
    pub(super) fn of(story: &StoryView<'_>) -> Self {
        let texts: BTreeMap<DocumentIndex, Text> =
            story.documents.iter().map(|&d| (d, Text::of(story.subjects[d]))).collect();
        let mut holders: FxHashMap<u64, Vec<DocumentIndex>> = FxHashMap::default();
        for (&d, text) in &texts {
            let keys = text.pieces.iter().flat_map(|p| p.keys.iter().copied()).chain(text.marks.iter().map(|m| m.word));
            for key in keys {
                let held = holders.entry(key).or_default();
                if held.last() != Some(&d) {
                    held.push(d);
                }
            }
        }
        Self { texts, holders }
    }

    /// Tells whether two texts hold a key that no other has but those below them.
    fn theirs(&self, key: u64, pair: &Pair) -> bool {
        let held = self.holders.get(&key).map_or(&[][..], Vec::as_slice);
        [pair.one, pair.other].iter().all(|d| held.contains(d)) && held.iter().all(|d| pair.allowed.contains(d))
    }
}

impl Text {
    fn of(subject: Subject<'_>) -> Self {
        let text = &subject.document.text;
        let mut out = Self { lang: subject.analysis.lang, ..Self::default() };
        let mut all = Vec::new();
        for &span in &subject.analysis.sentences {
            let words = vorlage_text::words(span.of(text));
            out.pieces.extend(piece(span, span.of(text), &words, false));
            out.marks.extend(marks(span, span.of(text), &words));
            all.extend(words);
        }
        out.kept = runs(&all, KEPT_RUN).collect();
        out.kept_sorted.clone_from(&out.kept);
        out.kept_sorted.sort_unstable();
        for residue in subject.analysis.residue.iter().filter(|r| tells(r.kind)) {
            let words = vorlage_text::words(residue.span.of(text));
            out.pieces.extend(piece(residue.span, residue.span.of(text), &words, true));
        }
        out
    }

    /// Most runs one after the other that `parent` has, too, and of which `other` has none.
    fn keeps(&self, parent: &Self, other: &Self) -> usize {
        let has = |text: &Self, run: &u64| text.kept_sorted.binary_search(run).is_ok();
        let theirs = |run: &u64| has(parent, run) && !has(other, run);
        self.kept.split(|run| !theirs(run)).map(<[u64]>::len).max().unwrap_or(0)
    }
}

/// Furniture that is not the same on every page of a site.
fn tells(kind: ResidueKind) -> bool {
    matches!(
        kind,
        ResidueKind::Caption
            | ResidueKind::Byline
            | ResidueKind::Crosshead
            | ResidueKind::Artefact
            | ResidueKind::Ticker
    )
}

/// A sentence or line, where it is long enough to count.
fn piece(span: Span, text: &str, words: &[Word], residue: bool) -> Option<Piece> {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let whole = runs(words, words.len().max(1)).next()?;
    let keys = std::iter::once(whole).chain(runs(words, RUN)).collect();
    (letters >= LETTERS).then_some(Piece { span, residue, keys })
}

/// Hashes of the runs of some length, in order.
fn runs(words: &[Word], length: usize) -> impl Iterator<Item = u64> {
    words.windows(length).map(|run| hash64(&run.iter().flat_map(|w| w.hash.to_le_bytes()).collect::<Vec<u8>>()))
}

/// Figures and names of a sentence, each with its neighbours.
fn marks(sentence: Span, text: &str, words: &[Word]) -> Vec<Mark> {
    let mut out = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let said = word.span.of(text);
        let figure = said.contains(|c: char| c.is_ascii_digit());
        let name = at > 0 && said.starts_with(char::is_uppercase) && said.chars().count() >= NAME_LETTERS;
        let beside = [at.checked_sub(1).map(|b| (b, 0u8)), Some((at + 1, 1))];
        let neighbours = beside.into_iter().flatten().filter_map(|(b, side)| Some((words.get(b)?, side)));
        for (neighbour, side) in neighbours.filter(|(n, _)| n.span.of(text).chars().count() >= BESIDE) {
            if figure || name {
                let mut place = neighbour.hash.to_le_bytes().to_vec();
                place.extend([side, u8::from(figure)]);
                let span = Span { begin: sentence.begin + word.span.begin, end: sentence.begin + word.span.end };
                // Apart from the keys of pieces.
                out.push(Mark { span, word: !word.hash, place: hash64(&place) });
            }
        }
    }
    out
}

/// Two copies, and the documents that may have what they share.
struct Pair {
    one: DocumentIndex,
    other: DocumentIndex,
    allowed: FxHashSet<DocumentIndex>,
}

/// Finds the lost texts between the documents of a tree, given as (parent, child); `can` tells whether a document may hang from
/// another instead.
pub(super) fn between(
    story: &StoryView<'_>,
    texts: &Texts,
    edges: &[(DocumentIndex, DocumentIndex)],
    can: impl Fn(DocumentIndex, DocumentIndex) -> bool,
) -> Vec<Between> {
    let mut out: Vec<Between> = Vec::new();
    for parent in from_the_top(edges) {
        let taken = |d: DocumentIndex| out.iter().any(|b| b.copies.iter().any(|(c, _)| *c == d));
        let free: Vec<DocumentIndex> = children(edges, parent).filter(|&d| !taken(d)).collect();
        let mut members = free.clone();
        for &child in &free {
            members.extend(children(edges, child).filter(|&d| !taken(d) && can(parent, d)));
        }
        members.sort_unstable();
        let found = groups(story, texts, edges, parent, &members);
        out.extend(found);
    }
    out
}

/// Parents, each before those below it, otherwise in order.
fn from_the_top(edges: &[(DocumentIndex, DocumentIndex)]) -> Vec<DocumentIndex> {
    let above = |d: DocumentIndex| edges.iter().find(|e| e.1 == d).map(|e| e.0);
    let mut out: Vec<(usize, DocumentIndex)> = edges
        .iter()
        .map(|e| (std::iter::successors(Some(e.0), |&d| above(d)).take(edges.len()).count(), e.0))
        .collect();
    out.sort_unstable();
    out.dedup();
    out.into_iter().map(|(_, d)| d).collect()
}

fn children(
    edges: &[(DocumentIndex, DocumentIndex)],
    parent: DocumentIndex,
) -> impl Iterator<Item = DocumentIndex> + '_ {
    edges.iter().filter(move |e| e.0 == parent).map(|e| e.1)
}

/// A document and all below it.
fn below(edges: &[(DocumentIndex, DocumentIndex)], document: DocumentIndex) -> Vec<DocumentIndex> {
    let mut out = vec![document];
    let mut at = 0;
    while at < out.len() && out.len() <= edges.len() {
        out.extend(children(edges, out[at]));
        at += 1;
    }
    out
}

/// Groups of members that share what their parent does not explain.
fn groups(
    story: &StoryView<'_>,
    texts: &Texts,
    edges: &[(DocumentIndex, DocumentIndex)],
    parent: DocumentIndex,
    members: &[DocumentIndex],
) -> Vec<Between> {
    let mut top = singles(members.len());
    let mut shown: Vec<Vec<Evidence>> = vec![Vec::new(); members.len()];
    for (i, &one) in members.iter().enumerate() {
        for (j, &other) in members.iter().enumerate().skip(i + 1) {
            let allowed = below(edges, one).into_iter().chain(below(edges, other)).collect();
            let pair = Pair { one, other, allowed };
            if let Some((of_one, of_other)) = shared(story, texts, parent, &pair) {
                join(&mut top, i, j);
                shown[i].extend(of_one);
                shown[j].extend(of_other);
            }
        }
    }
    let mut by_top: BTreeMap<usize, Vec<(DocumentIndex, Vec<Evidence>)>> = BTreeMap::new();
    for (i, evidence) in shown.into_iter().enumerate().filter(|(_, e)| !e.is_empty()) {
        by_top.entry(find(&mut top, i)).or_default().push((members[i], evidence));
    }
    by_top.into_values().map(|copies| Between { parent, copies }).collect()
}

/// What two copies share that nothing explains but a lost text, as each of them shows it.
fn shared(
    story: &StoryView<'_>,
    texts: &Texts,
    parent: DocumentIndex,
    pair: &Pair,
) -> Option<(Vec<Evidence>, Vec<Evidence>)> {
    let (above, one, other) = (&texts.texts[&parent], &texts.texts[&pair.one], &texts.texts[&pair.other]);
    let one_language = above.lang == one.lang && above.lang == other.lang;
    if !one_language || one.keeps(above, other) < KEPT || other.keeps(above, one) < KEPT {
        return None;
    }
    let found = |text: &Text, with: &Text, id: DocumentIndex| {
        let name = &story.subjects[id].document.id;
        let mut out: Vec<Evidence> =
            errors(texts, pair, (above, text, with)).map(|span| shows(EvidenceKind::SharedError, span, name)).collect();
        out.dedup();
        for piece in text.pieces.iter().filter(|p| p.keys.iter().any(|&k| texts.theirs(k, pair))) {
            let kind = if piece.residue { EvidenceKind::Residue } else { EvidenceKind::SharedRun };
            out.push(shows(kind, piece.span, name));
        }
        out
    };
    let (mut of_one, mut of_other) = (found(one, other, pair.other), found(other, one, pair.one));
    let tells = |found: &[Evidence]| found.len() >= PLACES && found.iter().any(|e| e.kind != EvidenceKind::SharedRun);
    if !tells(&of_one) || !tells(&of_other) {
        return None;
    }
    of_one.truncate(MOST_SHOWN);
    of_other.truncate(MOST_SHOWN);
    Some((of_one, of_other))
}

/// Figures and names that both copies have where the parent has others.
fn errors<'a>(
    texts: &'a Texts,
    pair: &'a Pair,
    (above, text, with): (&'a Text, &'a Text, &'a Text),
) -> impl Iterator<Item = Span> + 'a {
    let has = |text: &Text, word: u64| text.marks.iter().any(|m| m.word == word);
    let wrong = move |m: &&Mark| {
        let right = |r: &&Mark| r.place == m.place && !has(text, r.word) && !has(with, r.word);
        texts.theirs(m.word, pair)
            && with.marks.iter().any(|o| (o.word, o.place) == (m.word, m.place))
            && above.marks.iter().any(|r| right(&r))
    };
    text.marks.iter().filter(wrong).map(|m| m.span)
}

/// An observation in a copy that shares it with another.
fn shows(kind: EvidenceKind, span: Span, with: &str) -> Evidence {
    let what = match kind {
        EvidenceKind::SharedError => "the parent of the lost text has another figure or name here",
        EvidenceKind::Residue => "no other text carries this",
        _ => "no other text has these words so",
    };
    Evidence {
        kind,
        parent_span: None,
        child_span: Some(span),
        similarity: None,
        words: format!("as in {with}; {what}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vorlage_model::{Analysis, Document};

    const PARENT: &str = "The mayor of Orlen banned the feeding of swans on the old canal from Monday on. About 140 birds sleep under the iron bridge every night, and the noise begins before five in the morning. A fine of 95 crowns waits for those who feed them, said Clerk Ida Brandt at the signing. The society for birds will go to court because the young starve when the feeding stops in spring.";
    /// Has the first two sentences whole; the third and fourth as in the lost text.
    const ONE: &str = "The mayor of Orlen banned the feeding of swans on the old canal from Monday on. About 140 birds sleep under the iron bridge every night, and the noise begins before five in the morning. A fine of 59 crowns waits for those who feed them, said Clerk Ina Brandt at the signing. The society plans to sue.";
    /// Has the fourth sentence whole; lacks the second.
    const OTHER: &str = "A fine of 59 crowns waits for those who feed them, said Clerk Ina Brandt at the signing. The society for birds will go to court because the young starve when the feeding stops in spring. The mayor was away.";

    /// The lost texts between documents, given the parent of each but the first.
    fn found(texts: &[&str], edges: &[(usize, usize)]) -> Vec<(usize, Vec<usize>)> {
        let read = |(n, text): (usize, &&str)| {
            let document = Document { id: format!("d{n}"), text: (*text).to_owned(), ..Document::default() };
            let analysis = Analysis { sentences: vorlage_text::sentences(text, None), ..Analysis::default() };
            (document, analysis)
        };
        let read: Vec<(Document, Analysis)> = texts.iter().enumerate().map(read).collect();
        let subjects: Vec<Subject<'_>> = read.iter().map(|(d, a)| Subject::new(d, a)).collect();
        let documents: Vec<usize> = (0..texts.len()).collect();
        let background = crate::Background::shipped();
        let story = StoryView {
            subjects: &subjects,
            documents: &documents,
            pairs: &[],
            background: &background,
            weights: &crate::Weights::COMMITTED,
            decisions: &crate::decisions::Bound::default(),
        };
        let out = between(&story, &Texts::of(&story), edges, |_, _| true);
        out.into_iter().map(|b| (b.parent, b.copies.into_iter().map(|c| c.0).collect())).collect()
    }

    #[test]
    fn two_copies_with_the_same_errors_come_from_a_lost_one() {
        assert_eq!(found(&[PARENT, ONE, OTHER], &[(0, 1), (0, 2)]), [(0, vec![1, 2])]);
    }

    #[test]
    fn a_copy_that_kept_what_its_supposed_parent_lost_hangs_beside_it() {
        assert_eq!(found(&[PARENT, ONE, OTHER], &[(0, 1), (1, 2)]), [(0, vec![1, 2])]);
    }

    #[test]
    fn a_copy_of_a_copy_needs_nothing_lost() {
        let cut = ONE.split(" The society").next().unwrap_or_default();
        assert_eq!(found(&[PARENT, ONE, cut], &[(0, 1), (0, 2)]), []);
    }

    #[test]
    fn what_a_third_text_has_is_no_error_of_two() {
        let third = "A fine of 59 crowns waits for those who feed them, said Clerk Ina Brandt at the signing.";
        assert_eq!(found(&[PARENT, ONE, OTHER, third], &[(0, 1), (0, 2), (0, 3)]), []);
    }
}
