//! Documents without a held parent: originals, or copies of something lost?
//!
//! A document that credits an agency other than its own outlet, or that shows that it was spun, translated or rewritten, has a
//! source that is not in hand. Without any such mark it is taken for what it says it is: an origin.

use crate::{
    StoryView, Subject,
    derive::{SHOWN, kind_shown},
};
use vorlage_model::{Alteration, Direction, DocumentIndex, Edge, EdgeKind, Evidence, EvidenceKind, NodeId};

/// Most observations of one sort.
const MOST_EACH: usize = 3;

/// Tells whether a document points to a source other than itself.
pub(super) fn has_a_source(subject: Subject<'_>) -> bool {
    let outlet = subject.document.outlet.as_deref().map(vorlage_text::fold).unwrap_or_default();
    let own = |id: &str, name: &str| outlet == id || outlet == vorlage_text::fold(name);
    subject.analysis.agencies.iter().any(|a| !own(&a.id, &a.name)) || kind_shown(&subject.analysis.shows).is_some()
}

/// The edge from a lost text to a document. `sibling`: the probability that it has no held parent, where it has siblings.
pub(super) fn from_lost(story: &StoryView<'_>, lost: NodeId, child: DocumentIndex, sibling: Option<f64>) -> Edge {
    let subject = story.subjects[child];
    let shown = kind_shown(&subject.analysis.shows);
    let (kind, share) = shown.unwrap_or((EdgeKind::Unknown, 0.0));
    Edge {
        parent: lost,
        child,
        kind,
        alterations: shown.map(|_| Alteration { kind, share }).into_iter().collect(),
        cut: None,
        paste: None,
        confidence: sibling.unwrap_or_else(|| source_confidence(subject, share)),
        direction: Direction { confidence: 1.0, evidence: Vec::new() },
        evidence: evidence(subject),
    }
}

/// How sure it is that a document has a source of its own.
fn source_confidence(subject: Subject<'_>, shown: f64) -> f64 {
    subject.analysis.agencies.iter().map(|a| a.confidence).fold(shown, f64::max).max(SHOWN)
}

/// The marks of a source in a document.
fn evidence(subject: Subject<'_>) -> Vec<Evidence> {
    let findings = subject.analysis.shows.findings.iter().take(MOST_EACH).map(|f| Evidence {
        kind: EvidenceKind::SelfShown,
        parent_span: None,
        child_span: Some(f.span),
        similarity: None,
        words: match &f.expected {
            Some(expected) => format!("{}: “{expected}” is meant", f.kind.as_str().replace('-', " ")),
            None => f.kind.as_str().replace('-', " "),
        },
    });
    let credits = subject.analysis.credits.iter().take(MOST_EACH).map(|c| Evidence {
        kind: EvidenceKind::Credit,
        parent_span: None,
        child_span: c.span,
        similarity: None,
        words: format!("credits {} ({})", c.agency, c.kind.as_str()),
    });
    credits.chain(findings).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use vorlage_model::{Agency, Analysis, Document};

    fn check(outlet: &str, agency: bool, spun: f64, expected: bool) {
        let document = Document { outlet: Some(outlet.to_owned()), ..Document::default() };
        let mut analysis = Analysis::default();
        analysis.shows.spun = spun;
        if agency {
            analysis.agencies.push(Agency {
                id: "afp".into(),
                name: "Agence France-Presse".into(),
                confidence: 0.9,
                evidence: Vec::new(),
            });
        }
        assert_eq!(has_a_source(Subject::new(&document, &analysis)), expected);
    }

    #[test]
    fn an_agency_is_no_source_of_its_own_page() {
        check("AFP", true, 0.0, false);
        check("Morning Post", true, 0.0, true);
    }

    #[test]
    fn a_spun_text_has_a_source() {
        check("Morning Post", false, 0.8, true);
        check("Morning Post", false, 0.1, false);
    }
}
