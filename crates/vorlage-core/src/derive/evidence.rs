//! What in two texts shows that one was taken from the other, and which from which?
//!
//! In: parent, child and their derivation. Out: the alteration, and observations in words with the places that show them,
//! strongest first. Cost: one alignment.

use super::{
    Derivation,
    altered::{Altered, altered},
    answered_in_order, concordance, leans_to_translation,
    marks::{Mark, marks},
    weights::{COVERAGE, SIGNS},
};
use crate::{
    Subject,
    align::{self, Meaning, WordChangeKind},
};
use std::{collections::BTreeMap, ops::Range};
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
    /// Which sentence of the parent answers which of the child.
    pub alignment: Alignment,
}

/// Reads the edge from `parent` to `child`; `derivation` is that of the two.
#[must_use]
pub fn explain(parent: Subject<'_>, child: Subject<'_>, derivation: &Derivation, parent_is_a: bool) -> Explained {
    let alignment = align::align(parent, child);
    let one_language = parent.analysis.lang == child.analysis.lang;
    let meaning = align::meaning(parent, child);
    let mut evidence = Vec::new();
    if one_language {
        evidence.extend(runs(parent, child, &alignment));
    } else {
        evidence.extend(meaning.as_ref().and_then(in_order));
        evidence.extend(anchored(parent, child));
    }
    evidence.extend(sentences(parent, child, &alignment, meaning.as_ref()));
    evidence.extend(residue(parent, child));
    evidence.extend(moved(&alignment));
    let mut direction: Vec<Evidence> = patched(derivation, parent_is_a).into_iter().collect();
    direction.extend(marked(parent, child, derivation, parent_is_a));
    if one_language {
        direction.extend(signs(derivation, parent_is_a, &alignment));
    } else {
        direction.extend(leans_to_translation(parent, child).into_iter().filter(|m| m.lean >= LEAST_SIGN).map(shown));
    }
    Explained { altered: altered(parent, child, &alignment), evidence, direction, alignment }
}

/// How many sentences answer one another in one order, where any do.
fn in_order(meaning: &Meaning<'_>) -> Option<Evidence> {
    let (sentences, answered) = (meaning.sentences().0, answered_in_order(meaning));
    let words = format!("{answered} of {sentences} sentences of the shorter text are answered in the same order");
    (answered > 0).then(|| observed(EvidenceKind::AlignedSentence, None, None, words))
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

/// The sentences that answer one another best, longest first; of those that say the same in other words, all that were measured.
fn sentences(
    parent: Subject<'_>,
    child: Subject<'_>,
    alignment: &Alignment,
    meaning: Option<&Meaning<'_>>,
) -> Vec<Evidence> {
    let mut links: Vec<&SentenceLink> = alignment.links.iter().collect();
    let weight = |l: &SentenceLink| l.similarity * l.b.len() as f64;
    links.sort_by(|x, y| weight(y).total_cmp(&weight(x)).then(x.a.cmp(&y.a)));
    let mut by_words = 0;
    let mut out = Vec::new();
    for link in links {
        let margin = meaning.and_then(|m| m.margin(numbers(parent, link.a), numbers(child, link.b)));
        let same = hashes(parent, link.a) == hashes(child, link.b);
        let margin = margin.filter(|_| !same);
        by_words += usize::from(margin.is_none());
        if margin.is_some() || by_words <= MOST_EACH {
            out.push(Evidence {
                kind: EvidenceKind::AlignedSentence,
                parent_span: Some(link.a),
                child_span: Some(link.b),
                similarity: Some(link.similarity),
                words: answer(same, parent.analysis.lang == child.analysis.lang, margin),
            });
        }
    }
    out
}

/// The sentences inside a span, by number.
fn numbers(subject: Subject<'_>, span: Span) -> Range<usize> {
    let sentences = &subject.analysis.sentences;
    sentences.partition_point(|s| s.begin < span.begin)..sentences.partition_point(|s| s.begin < span.end)
}

fn hashes(subject: Subject<'_>, span: Span) -> Vec<u64> {
    vorlage_text::words(span.of(&subject.document.text)).iter().map(|w| w.hash).collect()
}

/// How one sentence answers another: word for word or not, in the same language or not, with the margin where it is one of meaning.
fn answer(same: bool, one_language: bool, margin: Option<f64>) -> String {
    let how = match (same, one_language) {
        (true, _) => "the same sentence, word for word",
        (false, true) => "the same sentence in other words",
        (false, false) => "the same sentence in another language",
    };
    match margin {
        Some(margin) => format!("{how}, by meaning (margin {margin:.2})"),
        None => how.to_owned(),
    }
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

/// The child took in a passage of another family.
fn patched(derivation: &Derivation, parent_is_a: bool) -> Option<Evidence> {
    let sense = if parent_is_a { 1.0 } else { -1.0 };
    let words = "the child took in a passage of another text, which the parent lacks".to_owned();
    (sense * derivation.patched > 0.0).then(|| observed(EvidenceKind::Added, None, None, words))
}

/// The marks that speak for the chosen direction, strongest first.
fn marked(parent: Subject<'_>, child: Subject<'_>, derivation: &Derivation, parent_is_a: bool) -> Vec<Evidence> {
    let sense = if parent_is_a { 1.0 } else { -1.0 };
    let mut marks = marks(parent, child, sense * derivation.signs[COVERAGE]);
    marks.retain(|m| m.lean >= LEAST_SIGN);
    marks.sort_by(|x, y| y.lean.total_cmp(&x.lean).then(x.b_span.cmp(&y.b_span)));
    marks.into_iter().map(shown).collect()
}

/// A mark made for (parent, child), as an observation.
fn shown(mark: Mark) -> Evidence {
    observed(mark.kind, mark.a_span, mark.b_span, mark.words)
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

/// Each sign in words, in the order of [`super::Weights::direction`].
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
            compared: true,
            patched: 0.0,
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

    /// Four sentences each, the second and third in the other order.
    const ENGLISH: &str =
        "Nobody slept that night.\nThe bakery gave out bread.\nA bell rang at four.\nThen the water fell.";
    const GERMAN: &str = "In jener Nacht schlief niemand.\nUm vier läutete eine Glocke.\nDie Bäckerei verteilte Brot.\nDann fiel das Wasser.";

    /// Vectors that say which of four things each sentence says.
    fn says(things: &[usize]) -> vorlage_embed::Vectors {
        let numbers =
            things.iter().flat_map(|&thing| (0..16).map(move |at| f32::from(u8::from(at == thing)))).collect();
        vorlage_embed::Vectors { dimensions: 16, numbers }
    }

    fn by_meaning(langs: [vorlage_model::Lang; 2]) -> Explained {
        let ((pd, mut pa), (cd, mut ca)) = (read(ENGLISH), read(GERMAN));
        (pa.lang, ca.lang) = (Some(langs[0]), Some(langs[1]));
        let (old, new) = (says(&[0, 1, 2, 3]), says(&[0, 2, 1, 3]));
        let parent = Subject { vectors: Some(&old), ..Subject::new(&pd, &pa) };
        let child = Subject { vectors: Some(&new), ..Subject::new(&cd, &ca) };
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
            compared: true,
            patched: 0.0,
        };
        explain(parent, child, &derivation, true)
    }

    #[test]
    fn a_translation_shows_which_sentence_answers_which() {
        use vorlage_model::Lang;
        for langs in [[Lang::EN, Lang::DE], [Lang::EN, Lang::EN]] {
            let shown = by_meaning(langs).evidence;
            let mut pairs: Vec<(&str, &str)> = shown
                .iter()
                .filter_map(|e| Some((e.parent_span?.of(ENGLISH), e.child_span?.of(GERMAN), e.similarity?)))
                .map(|(old, new, _)| (old.trim_end(), new.trim_end()))
                .collect();
            pairs.sort_unstable();
            let lines: Vec<&str> = ENGLISH.lines().collect();
            let answers: Vec<&str> = GERMAN.lines().collect();
            let mut expected =
                vec![(lines[0], answers[0]), (lines[1], answers[2]), (lines[2], answers[1]), (lines[3], answers[3])];
            expected.sort_unstable();
            assert_eq!(pairs, expected);
            assert!(shown.iter().any(|e| e.words.contains("by meaning (margin ")));
        }
    }

    #[test]
    fn a_translation_says_in_what_order_and_why_this_way_round() {
        use vorlage_model::Lang;
        let found = by_meaning([Lang::EN, Lang::DE]);
        assert_eq!(found.evidence[0].words, "3 of 4 sentences of the shorter text are answered in the same order");
        let why: Vec<&str> = found.direction.iter().map(|e| e.words.as_str()).collect();
        assert_eq!(why, ["the parent is English, as most texts that are translated are"]);
        assert!(found.evidence.iter().all(|e| e.kind != EvidenceKind::Replaced), "a translation replaces every word");
    }
}
