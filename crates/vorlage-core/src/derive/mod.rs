//! Derive: copied or independent? What was done? Which way?
//!
//! In: one story. Out: a [`Derivation`] for each pair of its documents that belong to one family of copies: how sure it is that
//! they come from one text, and a score of the edge between them in each direction. [`explain`] then reads a chosen edge: what
//! was done on the way, with the places in both texts that show it.
//! Per story. Cost: all pairs are compared in stories of up to [`MOST_DENSE`] documents, of more the candidate pairs alone; a
//! family is measured on up to [`MOST_CORE`] of its members, and each other one is held against the nearest of them. So time and
//! memory grow with documents and candidate pairs, not with the square of the documents.
//!
//! Invariants: derivations are sorted by documents and do not depend on the order of the pairs.
//! Never: decides which edges hold (`stemma` does), or calls texts copies for what stands between quotation marks.
//!
//! **Source:** own measurements, `docs/decisions/0007-lineage-without-a-model.md`; the forest model that the weights are for is
//! that of Koo et al. (2007) and Smith & Smith (2007): structured prediction by the matrix-tree theorem.

mod alone;
mod altered;
mod certainty;
mod concordance;
mod copied;
mod decided;
mod evidence;
mod family;
mod kin;
mod marks;
mod patchwork;
mod profile;
mod weighing;
mod weights;
mod weights_of_certainty;
mod weights_of_meaning;

pub use alone::{SHOWN, alone, kind_shown, spinner_swaps};
pub use altered::Altered;
pub(crate) use certainty::{Margins, certainty};
pub use concordance::{Concordance, concordance};
pub use evidence::{Explained, explain};
pub(crate) use kin::CERTAIN;
pub use weighing::Weights;

use crate::{StoryView, Subject, align, number::logistic};
use copied::answered_in_order;
use family::Family;
use marks::Mark;
use patchwork::Tie;
use profile::Profile;
use rayon::prelude::*;
use std::collections::BTreeSet;
use vorlage_model::{DocumentIndex, Doubt, EvidenceKind, Lang, Pair};

/// Most documents of a story of which all pairs are compared.
const MOST_DENSE: usize = 64;
/// Most documents of a family that are measured together.
pub(crate) const MOST_CORE: usize = 48;
/// How many of these a document outside is held against.
const NEAREST: usize = 7;
/// Score of the edge between a text and its translation, each way, well above that of a root of its own: this, and this times the
/// part of both texts' sentences that answer each other in order (without the model: of their names and figures), so that a cut copy
/// does not pass for the source.
const TRANSLATION: (f64, f64) = (2.0, 8.0);
/// Added to the edge from the text that does not look translated to the one that does, in proportion.
const LOOKS_TRANSLATED: f64 = 3.0;

/// Log-odds that of an English text and its translation the English one is the parent, before anything else is known: most
/// dispatches that are translated are English, and whoever knows better has a document that shows it.
const FROM_ENGLISH: f64 = 1.0;

/// Added to the edge between a text and its translation, in proportion to what their ids have in common at the beginning. Ids are
/// addresses and paths: of two texts that serve as well as parent, the one that lies beside the child.
const SAME_PLACE: f64 = 0.2;

/// Share of the sentences of the shorter text that stand in the other word for word, below which two translations of one text were
/// made apart: of 9,614 pairs of German translations of one article, by people and by machines, one in a hundred shares .46.
const SAME_SENTENCES: f64 = 0.5;
/// Log-odds that of two texts of one family that which holds a passage of another family is the copy: passages are taken in, and only a
/// cut that happens to meet one takes it out again. Odds of 20 to one, as of padding; set beforehand, not fitted.
const PATCHED: f64 = 3.0;

/// Taken from the edge between two such translations.
const APART: f64 = 8.0;
/// Mean cosine of the five nearest sentences from which on two documents tell of one event. The best bound for 620 pairs of articles in
/// one language; of 95 in two it finds 62 in 100, and 83 in 100 found are right.
const ONE_EVENT: f64 = 0.405;

/// What the comparison of two documents of one family says.
#[derive(Debug, Clone, PartialEq)]
pub struct Derivation {
    /// The document with the smaller index.
    pub a: DocumentIndex,
    /// The other.
    pub b: DocumentIndex,
    /// 0..1: one was copied from the other, or both from a third text.
    pub copied: f64,
    /// Unbounded: score of the edge from `a` to `b`; `stemma` weighs it against a lost parent.
    pub forth: f64,
    /// Unbounded: score of the edge from `b` to `a`.
    pub back: f64,
    /// 0..1: versions of one page, which stand in a line, rather than rewritings or copies of one dispatch.
    pub light: f64,
    /// Unbounded: scores of `b` as the next version after `a`, and of `a` after `b`; `None` in two languages.
    pub steps: Option<(f64, f64)>,
    /// Only a passage was taken over: the two are of different families, and the one that the edge scores more for gave it.
    pub passage: bool,
    /// -1..1: `b` (or, negative, `a`) holds a passage of another family that the other lacks; included in `forth` and `back`.
    pub patched: f64,
    /// The two were found kindred and measured among their kin; else a passage ties them, or a person.
    pub compared: bool,
    /// What each sign of direction adds to `forth` and takes from `back`; for [`explain`].
    pub signs: [f64; weights::SIGNS],
}

impl Derivation {
    /// 0..1: if there is an edge between the two and no other document to think of, `a` is the parent.
    #[must_use]
    pub fn a_is_parent(&self, weights: &Weights) -> f64 {
        let forth = logistic(self.forth - self.back);
        let ways = (forth.max(1.0 - forth), forth.min(1.0 - forth));
        let sure = certainty(Margins { ways, line: false, translated: false }, weights).way;
        if forth >= 0.5 { sure } else { 1.0 - sure }
    }
}

/// What the comparison of the documents of a story says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Derived {
    /// Pairs of one family, and passages between families; sorted by documents.
    pub derivations: Vec<Derivation>,
    /// Pairs of two families that may be one after all; sorted by documents.
    pub doubts: Vec<Doubt>,
}

/// Compares the documents of a story.
#[must_use]
pub fn derive(story: &StoryView<'_>) -> Derived {
    let profiles: Vec<Profile> = story.documents.iter().map(|&d| Profile::new(story.subjects[d])).collect();
    let kin::Kin { kinship, apart, ties } = kin::kin(story, &profiles);
    let families = kin::families(story.documents.len(), &kinship);
    let doubt = |((i, j), copied): Tie| Doubt { one: story.documents[i], other: story.documents[j], copied };
    let doubts = kin::doubts(story.documents.len(), &ties, &families).into_iter().map(doubt).collect();
    let passages = patchwork::passages(&apart, &families, &profiles);
    let takers: BTreeSet<usize> = passages.iter().filter(|p| !p.open).map(|p| p.taker).collect();
    let mut out = Vec::new();
    for members in families {
        let (core, rest) = split(&members, &kinship, story);
        compare(story, &profiles, &kinship, &core, None, &mut out);
        for &outside in &rest {
            let mut near = nearest(outside, &core, &profiles);
            near.push(outside);
            compare(story, &profiles, &kinship, &near, Some(outside), &mut out);
        }
    }
    out.iter_mut().for_each(|d| patch(story, d, &takers));
    out.extend(passages.iter().map(|p| passage(story, &profiles, p)));
    decided::tie(story, &profiles, &mut out);
    out.sort_by_key(|d| (d.a, d.b));
    Derived { derivations: out, doubts }
}

/// How sure it is of each candidate pair that its texts come from one text, whatever stories they were put in, 0..1.
///
/// Cost: one profile for each document of a pair, and one comparison a pair.
#[must_use]
pub fn copied_across(
    subjects: &[Subject<'_>],
    pairs: &[(DocumentIndex, DocumentIndex)],
    weights: &Weights,
) -> Vec<f64> {
    let mut wanted: Vec<DocumentIndex> = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let profiles: Vec<Profile> = wanted.par_iter().map(|&d| Profile::new(subjects[d])).collect();
    let profile = |d| wanted.binary_search(&d).ok().map(|at| &profiles[at]);
    let confidence = |&(a, b): &(DocumentIndex, DocumentIndex)| match (profile(a), profile(b)) {
        (Some(one), Some(other)) => kin::pair_alike((subjects[a], one), (subjects[b], other), weights),
        _ => 0.0,
    };
    pairs.par_iter().map(confidence).collect()
}

/// Pairs of documents in two languages that tell of one event by what their sentences mean.
#[must_use]
pub fn told_across(subjects: &[Subject<'_>], pairs: &[Pair]) -> Vec<(DocumentIndex, DocumentIndex)> {
    let tells = |pair: &&Pair| {
        let (one, other) = (subjects[pair.a], subjects[pair.b]);
        one.analysis.lang != other.analysis.lang && align::meaning(one, other).is_some_and(|m| m.nearest() >= ONE_EVENT)
    };
    pairs.par_iter().filter(tells).map(|pair| (pair.a, pair.b)).collect()
}

/// The members that are measured together, and the others: first those with the most kin, of one text the first alone.
fn split(members: &[usize], kinship: &kin::Kinship, story: &StoryView<'_>) -> (Vec<usize>, Vec<usize>) {
    if members.len() <= MOST_CORE {
        return (members.to_vec(), Vec::new());
    }
    let mut kin = vec![0u32; story.documents.len()];
    for &(i, j) in kinship.keys().collect::<BTreeSet<_>>() {
        kin[i] += 1;
        kin[j] += 1;
    }
    let text = |i: usize| story.subjects[story.documents[i]].document.text.as_str();
    let mut seen = BTreeSet::new();
    let mut order: Vec<(bool, std::cmp::Reverse<u32>, usize)> =
        members.iter().map(|&m| (!seen.insert(text(m)), std::cmp::Reverse(kin[m]), m)).collect();
    order.sort_unstable();
    let mut core: Vec<usize> = order[..MOST_CORE].iter().map(|o| o.2).collect();
    let mut rest: Vec<usize> = order[MOST_CORE..].iter().map(|o| o.2).collect();
    core.sort_unstable();
    rest.sort_unstable();
    (core, rest)
}

/// The members of the core that share the most runs of three with a document outside.
fn nearest(outside: usize, core: &[usize], profiles: &[Profile]) -> Vec<usize> {
    let common = |c: usize| profile::shared(&profiles[outside].runs[2], &profiles[c].runs[2]);
    let mut order: Vec<(std::cmp::Reverse<usize>, usize)> =
        core.iter().map(|&c| (std::cmp::Reverse(common(c)), c)).collect();
    order.sort_unstable();
    order.truncate(NEAREST);
    order.into_iter().map(|o| o.1).collect()
}

/// Adds the derivations between `members`, or those of one of them with the others.
fn compare(
    story: &StoryView<'_>,
    profiles: &[Profile],
    kinship: &kin::Kinship,
    members: &[usize],
    only: Option<usize>,
    out: &mut Vec<Derivation>,
) {
    let profiles: Vec<&Profile> = members.iter().map(|&m| &profiles[m]).collect();
    let family = Family::new(&profiles, story.weights);
    for (i, &one) in members.iter().enumerate() {
        for (j, &other) in members.iter().enumerate().filter(|(_, other)| **other > one) {
            if only.is_none_or(|o| o == one || o == other) {
                let copied = kinship.get(&(one, other)).copied().unwrap_or(0.0);
                let (a, b) = (story.documents[one], story.documents[other]);
                let mut found = derivation(story, (a, b), copied, family.link(i, j));
                if translated_apart(story, kinship, (one, other), members, (profiles[i], profiles[j])) {
                    found.forth -= APART;
                    found.back -= APART;
                }
                out.push(found);
            }
        }
    }
}

/// Whether two texts of one language are translations of one foreign text, each made by itself: sentence by sentence in other words.
/// The foreign text must look like the source; a spun copy and its parent have a translation in common, too.
fn translated_apart(
    story: &StoryView<'_>,
    kinship: &kin::Kinship,
    (one, other): (usize, usize),
    members: &[usize],
    (profile_one, profile_other): (&Profile, &Profile),
) -> bool {
    let subject = |m: usize| story.subjects[story.documents[m]];
    let lang = |m: usize| subject(m).analysis.lang;
    let is_source = |m: usize, of: usize| lean_to_translation(subject(m), subject(of)).is_some_and(|lean| lean > 0.0);
    let tie = |m: usize, n: usize| kinship.get(&(m.min(n), m.max(n))).copied().unwrap_or(0.0);
    let source_of_both =
        |&m: &usize| is_source(m, one) && is_source(m, other) && tie(m, one) >= CERTAIN && tie(m, other) >= CERTAIN;
    if lang(one) != lang(other) || !members.iter().any(source_of_both) {
        return false;
    }
    let (one, other) = (&profile_one.sentences_sorted, &profile_other.sentences_sorted);
    let fewer = one.len().min(other.len());
    (profile::shared(one, other) as f64) < SAME_SENTENCES * fewer as f64
}

/// Weighs that one of two texts took a passage from another family.
fn patch(story: &StoryView<'_>, derivation: &mut Derivation, takers: &BTreeSet<usize>) {
    let took = |d: DocumentIndex| story.documents.binary_search(&d).is_ok_and(|at| takers.contains(&at));
    derivation.patched = f64::from(u8::from(took(derivation.b))) - f64::from(u8::from(took(derivation.a)));
    let lean = PATCHED * derivation.patched;
    derivation.forth += lean;
    derivation.back -= lean;
    if let Some((forth, back)) = &mut derivation.steps {
        *forth += lean;
        *back -= lean;
    }
}

/// The derivation of a text from one that gave it a passage.
fn passage(story: &StoryView<'_>, profiles: &[Profile], of: &patchwork::Passage) -> Derivation {
    let (one, other) = (of.taker.min(of.giver), of.taker.max(of.giver));
    let plain = apart(story, profiles, (one, other), of.copied);
    let (more, less) = (plain.forth.max(plain.back), plain.forth.min(plain.back));
    let (forth, back) = match of.giver == one {
        _ if of.open => (plain.forth, plain.back),
        true => (more, less),
        false => (less, more),
    };
    Derivation { forth, back, passage: true, ..plain }
}

/// The derivation of two texts without any kin beside them.
fn apart(story: &StoryView<'_>, profiles: &[Profile], (one, other): (usize, usize), copied: f64) -> Derivation {
    let link = Family::new(&[&profiles[one], &profiles[other]], story.weights).link(0, 1);
    let found = derivation(story, (story.documents[one], story.documents[other]), copied, link);
    Derivation { compared: false, ..found }
}

fn derivation(
    story: &StoryView<'_>,
    (a, b): (DocumentIndex, DocumentIndex),
    copied: f64,
    link: family::Link,
) -> Derivation {
    let translation = translation(story.subjects[a], story.subjects[b]);
    let (forth, back) = match translation {
        Some(scores) if copied > 0.0 => scores,
        _ => (link.forth, link.back),
    };
    let marks = marks::marks(story.subjects[a], story.subjects[b], link.signs[weights::COVERAGE]);
    let each_way: f64 = marks.iter().map(|m| m.lean).sum();
    // A page that grows does so whether or not one of its versions quotes people.
    let of_versions: f64 = marks.iter().filter(|m| m.kind != EvidenceKind::Cut).map(|m| m.lean).sum();
    let steps = (link.steps.0 + of_versions, link.steps.1 - of_versions);
    Derivation {
        a,
        b,
        copied,
        forth: forth + each_way,
        back: back - each_way,
        steps: translation.is_none().then_some(steps),
        light: if marks::are_news(story.subjects[a], story.subjects[b]) { 0.0 } else { link.light },
        signs: link.signs,
        passage: false,
        compared: true,
        patched: 0.0,
    }
}

/// Log-odds that of two texts in two languages the first is the source, from what they look like; `None` for one language.
fn lean_to_translation(a: Subject<'_>, b: Subject<'_>) -> Option<f64> {
    (a.analysis.lang? != b.analysis.lang?).then(|| leans_to_translation(a, b).iter().map(|m| m.lean).sum())
}

/// What makes the first of two texts in two languages the source: what the second shows, and that it is English.
fn leans_to_translation(a: Subject<'_>, b: Subject<'_>) -> [Mark; 2] {
    let more = b.analysis.shows.translated - a.analysis.shows.translated;
    let span = b.analysis.shows.findings.first().map(|f| f.span);
    let english = |s: Subject<'_>| f64::from(u8::from(s.analysis.lang == Some(Lang::EN)));
    let mark = |lean, kind, b_span, words: &str| Mark { lean, kind, a_span: None, b_span, words: words.to_owned() };
    [
        mark(
            LOOKS_TRANSLATED * more,
            EvidenceKind::SelfShown,
            span,
            "it looks translated, and the other text does not",
        ),
        mark(
            FROM_ENGLISH * (english(a) - english(b)),
            EvidenceKind::Style,
            None,
            "the parent is English, as most texts that are translated are",
        ),
    ]
}

/// Scores each way between texts in two languages.
fn translation(a: Subject<'_>, b: Subject<'_>) -> Option<(f64, f64)> {
    let lean = lean_to_translation(a, b)?;
    let shared = match align::meaning(a, b) {
        Some(meaning) => copied::answered(&meaning),
        None => concordance(&a.document.text, &b.document.text).shared,
    };
    let score = TRANSLATION.0 + TRANSLATION.1 * shared + SAME_PLACE * ids_in_common(&a.document.id, &b.document.id);
    Some((score + lean, score - lean))
}

/// Share of two ids that is the same from the beginning, 0..1.
fn ids_in_common(a: &str, b: &str) -> f64 {
    let same = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    same as f64 / a.len().max(b.len()).max(1) as f64
}
