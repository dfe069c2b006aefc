//! Two documents side by side: the value that the views of `vorlage compare` are drawn from, and its JSON.

use crate::contract::{evidence, rounded};
use serde_json::{Value, json};
use vorlage_model::{Alignment, Alteration, Analysis, Document, EdgeKind, Evidence, SentenceLink, Span};
use vorlage_text::CodePoints;

/// Two documents with how their sentences answer one another and what that says.
#[derive(Debug, Clone)]
pub struct Comparison<'d> {
    /// The first document.
    pub a: Side<'d>,
    /// The second document.
    pub b: Side<'d>,
    /// Which sentence of one answers which of the other.
    pub alignment: Alignment,
    /// What became of the words inside each link, in the order of the links.
    pub changes: Vec<Vec<Change>>,
    /// Whether one was copied from the other; `None` where nothing links them.
    pub finding: Option<Finding>,
}

/// One of the two documents.
#[derive(Debug, Clone, Copy)]
pub struct Side<'d> {
    /// The document.
    pub document: &'d Document,
    /// What was found in it.
    pub analysis: &'d Analysis,
}

impl Side<'_> {
    /// The words of a span.
    #[must_use]
    pub fn words(&self, span: Span) -> &str {
        span.of(&self.document.text)
    }
}

impl Comparison<'_> {
    /// The ids of both documents without the folder that they share.
    #[must_use]
    pub fn names(&self) -> [&str; 2] {
        let ids = [self.a, self.b].map(|s| s.document.id.as_str());
        let folder = crate::words::shared_folder(ids.into_iter());
        ids.map(|id| id.strip_prefix(folder).filter(|rest| !rest.is_empty()).unwrap_or(id))
    }
}

/// What became of a run of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// The words in the first text; empty where added.
    pub a: Span,
    /// The words in the second text; empty where cut.
    pub b: Span,
}

/// Sorts of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// The same words.
    Same,
    /// Other words in their place.
    Replaced,
    /// Missing in the second text.
    Cut,
    /// New in the second text.
    Added,
}

impl ChangeKind {
    /// The printed word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Replaced => "replaced",
            Self::Cut => "cut",
            Self::Added => "added",
        }
    }
}

/// Says which words of two spans stayed, were replaced, cut or added; the first two arguments are the first text and its span.
pub type Differ = fn(&str, Span, &str, Span) -> Vec<Change>;

/// What the comparison says.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// 0..1: one was copied from the other, or both from a third text.
    pub copied: f64,
    /// 0..1: the first is the parent of the second.
    pub a_is_parent: f64,
    /// What was done if the first is the parent.
    pub a_to_b: Way,
    /// What was done if the second is the parent.
    pub b_to_a: Way,
    /// What shows copying; `parent_span` points into the first document.
    pub evidence: Vec<Evidence>,
    /// What shows the direction, each with whether it makes the first document the parent; spans as in `evidence`.
    pub direction: Vec<(bool, Evidence)>,
}

/// What was done to one document to make the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// The main alteration.
    pub kind: EdgeKind,
    /// All, largest first.
    pub alterations: Vec<Alteration>,
    /// Share 0..1 of the parent's words that the child has.
    pub cut: f64,
    /// Share 0..1 of the child's words that come from the parent.
    pub paste: f64,
}

impl Finding {
    /// The more probable way, and whether the first document is its parent.
    #[must_use]
    pub fn way(&self) -> (bool, &Way) {
        if self.a_is_parent >= 0.5 { (true, &self.a_to_b) } else { (false, &self.b_to_a) }
    }

    /// Tells whether copying is more probable than not.
    #[must_use]
    pub fn is_copy(&self) -> bool {
        self.copied >= 0.5
    }

    /// 0.5..1: how sure the direction is.
    #[must_use]
    pub fn direction_confidence(&self) -> f64 {
        self.a_is_parent.max(1.0 - self.a_is_parent)
    }
}

/// A row of the side-by-side view.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Row<'c> {
    /// Sentences that answer one another, with the position of their link.
    Linked(usize, &'c SentenceLink),
    /// A sentence of the first document that nothing answers.
    OnlyA(Span),
    /// A sentence of the second document that nothing answers.
    OnlyB(Span),
}

/// The rows in order of the first document; what only the second has stands after the sentence that it follows there.
#[must_use]
pub fn rows(alignment: &Alignment) -> Vec<Row<'_>> {
    let linked = alignment.links.iter().enumerate().map(|(n, l)| (l.a.begin, Row::Linked(n, l)));
    let mut left: Vec<(u32, Row<'_>)> =
        linked.chain(alignment.only_a.iter().map(|&s| (s.begin, Row::OnlyA(s)))).collect();
    left.sort_by_key(|(at, _)| *at);
    let mut out: Vec<Row<'_>> = left.into_iter().map(|(_, row)| row).collect();
    for &span in alignment.only_b.iter().rev() {
        let before = out.iter().rposition(|row| matches!(row, Row::Linked(_, l) if !l.moved && l.b.begin < span.begin));
        out.insert(before.map_or(0, |at| at + 1), Row::OnlyB(span));
    }
    out
}

/// The answer of `vorlage compare --format json`.
#[must_use]
pub fn json(comparison: &Comparison<'_>, models: &Value, settings: &Value) -> Value {
    let points = [comparison.a, comparison.b].map(|side| CodePoints::new(&side.document.text));
    let [a, b] = &points;
    let links: Vec<Value> = comparison
        .alignment
        .links
        .iter()
        .zip(&comparison.changes)
        .map(|(l, changes)| {
            json!({"a": a.span(l.a), "b": b.span(l.b), "similarity": rounded(l.similarity), "moved": l.moved,
                   "changes": changes.iter().map(|c| change(c, &points)).collect::<Vec<_>>()})
        })
        .collect();
    json!({
        "vorlage": {"version": env!("CARGO_PKG_VERSION"), "models": models, "settings": settings},
        "a": side(comparison.a), "b": side(comparison.b),
        "finding": comparison.finding.as_ref().map(|f| finding(f, &points)),
        "links": links,
        "only_a": comparison.alignment.only_a.iter().map(|&s| a.span(s)).collect::<Vec<_>>(),
        "only_b": comparison.alignment.only_b.iter().map(|&s| b.span(s)).collect::<Vec<_>>(),
    })
}

fn side(side: Side<'_>) -> Value {
    let lang = side.analysis.lang.or(side.document.lang).map(|l| l.to_string());
    json!({"id": side.document.id, "title": side.document.title, "outlet": side.document.outlet, "lang": lang, "text": side.document.text})
}

fn change(change: &Change, [a, b]: &[CodePoints<'_>; 2]) -> Value {
    json!({"kind": change.kind.as_str(), "a": a.span(change.a), "b": b.span(change.b)})
}

fn finding(finding: &Finding, [a, b]: &[CodePoints<'_>; 2]) -> Value {
    let (a_is_parent, _) = finding.way();
    json!({
        "copied": rounded(finding.copied), "parent": if a_is_parent { "a" } else { "b" },
        "direction_confidence": rounded(finding.direction_confidence()),
        "a_to_b": way(&finding.a_to_b), "b_to_a": way(&finding.b_to_a),
        "evidence": finding.evidence.iter().map(|e| evidence(e, Some(a), b)).collect::<Vec<_>>(),
        "direction": finding.direction.iter().map(|(for_a, e)| {
            let mut value = evidence(e, Some(a), b);
            value["parent"] = json!(if *for_a { "a" } else { "b" });
            value
        }).collect::<Vec<_>>(),
    })
}

fn way(way: &Way) -> Value {
    json!({"kind": way.kind.as_str(), "cut": rounded(way.cut), "paste": rounded(way.paste),
           "alterations": way.alterations.iter().map(|a| json!({"kind": a.kind.as_str(), "share": rounded(a.share)})).collect::<Vec<_>>()})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_the_second_has_stands_where_it_stands_there() {
        let link = |a: (usize, usize), b: (usize, usize)| SentenceLink {
            a: Span::new(a.0, a.1),
            b: Span::new(b.0, b.1),
            similarity: 1.0,
            moved: false,
        };
        let alignment = Alignment {
            links: vec![link((0, 5), (10, 15)), link((12, 20), (30, 38))],
            only_a: vec![Span::new(6, 11)],
            only_b: vec![Span::new(0, 9), Span::new(16, 20), Span::new(21, 29)],
        };
        let shape: String = rows(&alignment)
            .iter()
            .map(|r| match r {
                Row::Linked(..) => '=',
                Row::OnlyA(_) => 'a',
                Row::OnlyB(_) => 'b',
            })
            .collect();
        assert_eq!(shape, "b=bba=");
    }
}
