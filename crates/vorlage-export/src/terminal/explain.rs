//! Every decision of a story's tree with all its evidence in words.

use super::{Page, set_in, tree};
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
    let also: Vec<String> = edge
        .alterations
        .iter()
        .map(|a| format!("{} of it {}", percent(a.share), a.kind.as_str()))
        .collect();
    if !also.is_empty() {
        head.push(Ink::Faint, &format!(" · {}", also.join(", ")));
    }
    page.paragraph(2, 2, &head);
    list(page, edge, "", &edge.evidence);
    if matches!(edge.parent, NodeId::Document(_)) || !edge.direction.evidence.is_empty() {
        let sure = format!("this way round, {} sure", percent(edge.direction.confidence));
        page.paragraph(6, 2, &Line::of(Ink::Plain, &sure));
        list(page, edge, "  ", &edge.direction.evidence);
    }
}

fn list(page: &mut Page<'_>, edge: &Edge, indent: &str, evidence: &[Evidence]) {
    for e in evidence {
        let mut line = Line::of(Ink::Plain, &format!("{indent}- "));
        line.push(Ink::Kept, e.kind.as_str());
        line.push(Ink::Plain, " ");
        if let Some(similarity) = e.similarity {
            line.push(Ink::Faint, &format!("{} ", percent(similarity)));
        }
        line.append(&tree::evidence(page, e, edge));
        for (n, row) in line.wrap(page.width - 10).into_iter().enumerate() {
            page.push(set_in(if n == 0 { 6 } else { 8 + indent.len() }, &row));
        }
    }
}

/// Which marks speak for which agency.
fn agencies(page: &mut Page<'_>, story: &Story, document: usize) {
    for agency in &page.trace.documents[document].agencies {
        let mut line = Line::of(Ink::Strong, &words::siglum(story, document)).with(Ink::Plain, "  of ");
        line.push(Ink::Plain, agency.name);
        line.push(Ink::Faint, &format!(" · {} sure", percent(agency.confidence)));
        for mark in &agency.evidence {
            line.push(
                Ink::Faint,
                &format!(" · {} {}", mark.kind.as_str(), tree::quoted(&mark.text)),
            );
        }
        page.paragraph(2, 4, &line);
    }
}
