//! Every decision of a story's tree with all its evidence in words.

use super::{Page, tree};
use crate::styled::{Ink, Line};
use crate::words::{self, percent};
use vorlage_model::{Edge, Evidence, NodeId, Story};

/// Lists the evidence of each edge: that it was copied, what was done, why this way round.
pub(super) fn edges(page: &mut Page<'_>, story: &Story) {
    if story.stemma.edges.is_empty() {
        return;
    }
    page.blank();
    page.push(Line::of(Ink::Strong, "Why"));
    for edge in &story.stemma.edges {
        one(page, story, edge);
    }
    for &document in &story.documents {
        agencies(page, story, document);
    }
}

fn one(page: &mut Page<'_>, story: &Story, edge: &Edge) {
    let child = NodeId::Document(edge.child);
    let mut head = Line::of(Ink::Strong, &words::node(page.trace, story, edge.parent));
    head.push(Ink::Plain, " -> ");
    head.push(Ink::Strong, &words::node(page.trace, story, child));
    head.push(Ink::Plain, "  ");
    head.push(tree::ink(edge.kind), edge.kind.as_str());
    head.push(Ink::Faint, &format!(" · {} sure", percent(edge.confidence)));
    let also: Vec<String> =
        edge.alterations.iter().map(|a| format!("{} of it {}", percent(a.share), a.kind.as_str())).collect();
    if !also.is_empty() {
        head.push(Ink::Faint, &format!(" · {}", also.join(", ")));
    }
    page.paragraph(2, 2, &head);
    list(page, story, edge, &edge.evidence);
    if matches!(edge.parent, NodeId::Document(_)) || !edge.direction.evidence.is_empty() {
        let sure = format!("this way round, {} sure", percent(edge.direction.confidence));
        page.paragraph(6, 2, &Line::of(Ink::Plain, &sure));
        list(page, story, edge, &edge.direction.evidence);
    }
}

fn list(page: &mut Page<'_>, story: &Story, edge: &Edge, evidence: &[Evidence]) {
    for e in evidence {
        let mut line = Line::of(Ink::Plain, "- ").with(Ink::Kept, e.kind.as_str());
        if let Some(similarity) = e.similarity {
            line.push(Ink::Faint, &format!(" {}", percent(similarity)));
        }
        line.push(Ink::Plain, " ");
        line.push(Ink::Plain, &e.words);
        page.paragraph(6, 2, &line);
        for (letter, words) in sides(page, story, edge, e) {
            page.paragraph(
                8,
                2,
                &Line::of(Ink::Strong, &letter).with(Ink::Faint, &format!(" {}", tree::quoted(&words))),
            );
        }
    }
}

/// The words that an observation points at, with the letter of their document; once where both sides have the same.
fn sides(page: &Page<'_>, story: &Story, edge: &Edge, e: &Evidence) -> Vec<(String, String)> {
    let of = |document: usize, span: vorlage_model::Span| {
        span.of(&page.trace.documents[document].document.text).trim().to_owned()
    };
    let child = e.child_span.map(|s| of(edge.child, s)).filter(|w| !w.is_empty());
    let parent = match edge.parent {
        NodeId::Document(d) => e.parent_span.map(|s| of(d, s)).filter(|w| !w.is_empty()),
        NodeId::Lost(_) => None,
    };
    let (above, below) = (words::node(page.trace, story, edge.parent), words::siglum(story, edge.child));
    match (parent, child) {
        (Some(p), Some(c)) if p == c => vec![(format!("{above} {below}"), c)],
        (p, c) => p.map(|p| (above, p)).into_iter().chain(c.map(|c| (below, c))).collect(),
    }
}

/// Which marks speak for which agency.
fn agencies(page: &mut Page<'_>, story: &Story, document: usize) {
    for agency in &page.trace.documents[document].agencies {
        let mut line = Line::of(Ink::Strong, &words::siglum(story, document)).with(Ink::Plain, "  of ");
        line.push(Ink::Plain, &agency.name);
        line.push(Ink::Faint, &format!(" · {} sure", percent(agency.confidence)));
        for mark in &agency.evidence {
            line.push(Ink::Faint, &format!(" · {} {}", mark.kind.as_str(), tree::quoted(&mark.text)));
        }
        page.paragraph(2, 4, &line);
    }
}
