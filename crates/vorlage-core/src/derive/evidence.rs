//! What in two texts shows that one was taken from the other, and which from which?
//!
//! In: parent, child and their derivation. Out: the alteration, and observations in words with the places that show them,
//! strongest first. Cost: one alignment.

use super::{
    Derivation,
    altered::{Altered, altered},
    concordance,
    marks::marks,
    weights::{COVERAGE, SIGNS},
};
use crate::{Subject, align, align::WordChangeKind};
use std::collections::BTreeMap;
use vorlage_model::{Alignment, Evidence, EvidenceKind, Residue, ResidueKind, SentenceLink, Span};

/// Most observations of one sort.
const MOST_EACH: usize = 3;
/// Fewest words of a run that is worth showing.
const RUN_WORDS: usize = 6;
/// Least that a sign of direction adds to be named.
const LEAST_SIGN: f64 = 0.15;
/// Shortest furniture, in bytes, whose sharing shows a common page.
const RESIDUE_BYTES: usize = 12;

/// A chosen edge, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    /// What was done.
    pub altered: Altered,
    /// What shows the copying, strongest first.
    pub evidence: Vec<Evidence>,
    /// What shows the direction, strongest first.
    pub direction: Vec<Evidence>,
}

/// Reads the edge from `parent` to `child`; `derivation` is that of the two.
#[must_use]
pub fn explain(parent: Subject<'_>, child: Subject<'_>, derivation: &Derivation, parent_is_a: bool) -> Explained {
    let alignment = align::align(parent, child);
    let one_language = parent.analysis.lang == child.analysis.lang;
    let mut evidence = if one_language { Vec::new() } else { anchored(parent, child) };
    evidence.extend(runs(parent, child, &alignment));
    evidence.extend(sentences(parent, child, &alignment));
    evidence.extend(residue(parent, child));
    evidence.extend(moved(&alignment));
    let mut direction = marked(parent, child, derivation, parent_is_a);
    if one_language {
        direction.extend(signs(derivation, parent_is_a, &alignment));
    }
    Explained { altered: altered(parent, child, &alignment), evidence, direction }
}

fn observed(kind: EvidenceKind, parent_span: Option<Span>, child_span: Option<Span>, words: String) -> Evidence {
    Evidence { kind, parent_span, child_span, similarity: None, words }
}

/// The longest run of the same words, and words that were replaced.
fn runs(parent: Subject<'_>, child: Subject<'_>, alignment: &Alignment) -> Vec<Evidence> {
    let (old, new) = (&parent.document.text, &child.document.text);
    let mut same: Option<(usize, Span, Span)> = None;
    let mut replaced = Vec::new();
    for link in &alignment.links {
        for change in align::words(old, link.a, new, link.b) {
            match change.kind {
                WordChangeKind::Same => {
                    let words = vorlage_text::words(change.b.of(new)).len();
                    if words >= RUN_WORDS && same.is_none_or(|(most, ..)| words > most) {
                        same = Some((words, change.a, change.b));
                    }
                }
                WordChangeKind::Replaced
                    if replaced.len() < MOST_EACH && single(change.a.of(old), change.b.of(new)) =>
                {
                    let words = format!("“{}” stands for “{}”", change.b.of(new), change.a.of(old));
                    replaced.push(observed(EvidenceKind::Replaced, Some(change.a), Some(change.b), words));
                }
                _ => {}
            }
        }
    }
    let run = same.map(|(words, a, b)| {
        observed(EvidenceKind::SharedRun, Some(a), Some(b), format!("{words} words in a row are the same"))
    });
    run.into_iter().chain(replaced).collect()
}

/// What two languages leave to see: names and figures in one order, and the sentences that share the most of them.
fn anchored(parent: Subject<'_>, child: Subject<'_>) -> Vec<Evidence> {
    let links = concordance(&parent.document.text, &child.document.text).links;
    let mut order = format!("{} names and figures stand in the same order in both, here ", links.len());
    let mut out = Vec::new();
    for (a, b, shared) in most_anchored(parent, child, &links) {
        let words = std::mem::replace(&mut order, "both hold ".to_owned()) + &shared.join(", ");
        out.push(observed(EvidenceKind::AlignedSentence, Some(a), Some(b), words));
    }
    out
}

/// The pairs of sentences with the most linked anchors, at least two each, with these as the child writes them.
fn most_anchored<'a>(
    parent: Subject<'_>,
    child: Subject<'a>,
    links: &[(Span, Span)],
) -> Vec<(Span, Span, Vec<&'a str>)> {
    let holder = |s: Subject<'_>, span: Span| s.analysis.sentences.iter().copied().find(|h| h.contains(span));
    let mut pairs: BTreeMap<(Span, Span), Vec<&str>> = BTreeMap::new();
    for &(a, b) in links {
        if let (Some(x), Some(y)) = (holder(parent, a), holder(child, b)) {
            pairs.entry((x, y)).or_default().push(b.of(&child.document.text));
        }
    }
    let mut pairs: Vec<_> = pairs.into_iter().filter(|(_, shared)| shared.len() > 1).collect();
    pairs.sort_by_key(|((a, _), shared)| (std::cmp::Reverse(shared.len()), *a));
    pairs.into_iter().take(MOST_EACH).map(|((a, b), shared)| (a, b, shared)).collect()
}

/// One word on either side.
fn single(old: &str, new: &str) -> bool {
    !old.contains(' ') && !new.contains(' ')
}

/// The sentences that answer one another best, longest first.
fn sentences(parent: Subject<'_>, child: Subject<'_>, alignment: &Alignment) -> Vec<Evidence> {
    let mut links: Vec<&SentenceLink> = alignment.links.iter().collect();
    let weight = |l: &SentenceLink| l.similarity * l.b.len() as f64;
    links.sort_by(|x, y| weight(y).total_cmp(&weight(x)).then(x.a.cmp(&y.a)));
    links
        .into_iter()
        .take(MOST_EACH)
        .map(|link| Evidence {
            kind: EvidenceKind::AlignedSentence,
            parent_span: Some(link.a),
            child_span: Some(link.b),
            similarity: Some(link.similarity),
            words: kept(link.a.of(&parent.document.text), link.b.of(&child.document.text)).to_owned(),
        })
        .collect()
}

fn kept(old: &str, new: &str) -> &'static str {
    let hashes = |text: &str| vorlage_text::words(text).iter().map(|w| w.hash).collect::<Vec<_>>();
    if hashes(old) == hashes(new) { "the same sentence, word for word" } else { "the same sentence in other words" }
}

/// Furniture that both carry.
fn residue(parent: Subject<'_>, child: Subject<'_>) -> Vec<Evidence> {
    let telling = |r: &&Residue| {
        r.span.len() >= RESIDUE_BYTES
            && matches!(
                r.kind,
                ResidueKind::Caption | ResidueKind::Byline | ResidueKind::Artefact | ResidueKind::Ticker
            )
    };
    let mut out = Vec::new();
    for old in parent.analysis.residue.iter().filter(telling) {
        let text = old.span.of(&parent.document.text).trim();
        let same = child.analysis.residue.iter().find(|r| r.span.of(&child.document.text).trim() == text);
        if let Some(new) = same.filter(|_| out.len() < MOST_EACH) {
            let words = format!("both carry the {} “{text}”", old.kind.as_str());
            out.push(observed(EvidenceKind::Residue, Some(old.span), Some(new.span), words));
        }
    }
    out
}

/// Blocks in another order.
fn moved(alignment: &Alignment) -> Option<Evidence> {
    let count = alignment.links.iter().filter(|l| l.moved).count();
    let link = alignment.links.iter().find(|l| l.moved)?;
    let words = if count == 1 {
        "this sentence was moved".to_owned()
    } else {
        format!("{count} sentences were moved, this one first")
    };
    Some(observed(EvidenceKind::Moved, Some(link.a), Some(link.b), words))
}

/// The marks that speak for the chosen direction, strongest first.
fn marked(parent: Subject<'_>, child: Subject<'_>, derivation: &Derivation, parent_is_a: bool) -> Vec<Evidence> {
    let sense = if parent_is_a { 1.0 } else { -1.0 };
    let mut marks = marks(parent, child, sense * derivation.signs[COVERAGE]);
    marks.retain(|m| m.lean >= LEAST_SIGN);
    marks.sort_by(|x, y| y.lean.total_cmp(&x.lean).then(x.b_span.cmp(&y.b_span)));
    marks.into_iter().map(|m| observed(m.kind, m.a_span, m.b_span, m.words)).collect()
}

/// The signs that speak for the chosen direction, strongest first.
fn signs(derivation: &Derivation, parent_is_a: bool, alignment: &Alignment) -> Vec<Evidence> {
    let sense = if parent_is_a { 1.0 } else { -1.0 };
    let mut order: Vec<(f64, usize)> = derivation
        .signs
        .iter()
        .enumerate()
        .map(|(s, value)| (value * sense, s))
        .filter(|(v, _)| *v >= LEAST_SIGN)
        .collect();
    order.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    order.into_iter().take(MOST_EACH).map(|(_, s)| sign(s, alignment)).collect()
}

/// Each sign in words, in the order of `weights::DIRECTION`.
const SIGN_WORDS: [(EvidenceKind, &str); SIGNS] = [
    (EvidenceKind::Added, "the child holds the parent's words and adds its own, as later versions do"),
    (EvidenceKind::Cut, "the child breaks off where the parent goes on"),
    (EvidenceKind::Style, "where the two differ, the child's words are the longer ones, as in rewritten texts"),
    (EvidenceKind::Added, "the child brings in more words than it drops, as rewriting does"),
    (EvidenceKind::RareWording, "the parent is nearer to the other copies than the child is"),
    (EvidenceKind::RareWording, "most other copies are nearer to the parent than to the child"),
    (EvidenceKind::RareWording, "the child lacks words that other copies share with the parent"),
    (EvidenceKind::Figure, "the child spells out in digits what the parent does not"),
    (EvidenceKind::RareWording, "the parent has wording that no other copy kept"),
    (EvidenceKind::Style, "the child sets more commas, as rewritten texts do"),
    (EvidenceKind::QuotationReworded, "the child lost quotation marks of the parent"),
];

fn sign(at: usize, alignment: &Alignment) -> Evidence {
    let (kind, words) = SIGN_WORDS[at];
    let (parent_span, child_span) = match kind {
        EvidenceKind::Added => (None, alignment.only_b.first().copied()),
        EvidenceKind::Cut => (alignment.only_a.first().copied(), None),
        _ => (None, None),
    };
    observed(kind, parent_span, child_span, words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::profile::tests::read;
    use super::*;

    #[test]
    fn an_edge_shows_the_longest_run_and_a_replaced_word() {
        let ((pd, pa), (cd, ca)) = (
            read("The ferry Aurora sank off Lemnos before dawn with sixty passengers aboard."),
            read("The ferry Aurora sank off Lemnos before dawn with sixty travellers aboard."),
        );
        let derivation = Derivation {
            a: 0,
            b: 1,
            copied: 1.0,
            forth: 0.0,
            back: 0.0,
            light: 0.0,
            steps: None,
            signs: [0.0; SIGNS],
            passage: false,
        };
        let parent = Subject::new(&pd, &pa);
        let child = Subject::new(&cd, &ca);
        let words: Vec<String> =
            explain(parent, child, &derivation, true).evidence.into_iter().map(|e| e.words).collect();
        assert_eq!(
            words,
            [
                "10 words in a row are the same",
                "“travellers” stands for “passengers”",
                "the same sentence in other words"
            ]
        );
    }

    #[test]
    fn a_translation_shows_the_sentences_that_share_names_and_figures() {
        let ((pd, mut pa), (cd, mut ca)) = (
            read("Nobody slept. Ines Varga counted 211 people in Port Merrin."),
            read("Niemand schlief. Ines Varga zählte 211 Menschen in Port Merrin."),
        );
        (pa.lang, ca.lang) = (Some(vorlage_model::Lang::EN), Some(vorlage_model::Lang::DE));
        let shown = anchored(Subject::new(&pd, &pa), Subject::new(&cd, &ca));
        let words: Vec<&str> = shown.iter().map(|e| e.words.as_str()).collect();
        let order = "5 names and figures stand in the same order in both, here Ines, Varga, 211, Port, Merrin";
        assert_eq!(words, [order]);
        assert!(shown[0].parent_span.is_some_and(|s| s.of(&pd.text).starts_with("Ines")));
    }
}
