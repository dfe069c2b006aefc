//! The family trees of a story as SVG: layers from left to right by depth, a row for each leaf; lost texts hollow, uncertain
//! edges dashed, two lines in where a document is of mixed parentage. Looks are classes of the page's style sheet.

use crate::html::escape;
use crate::styled::{cut_middle, cut_text};
use crate::words::{self, Names, is_unsure, percent, siglum};
use vorlage_model::{Edge, EdgeKind, NodeId, Story, Trace};

/// Size of a node's box.
const BOX: (f64, f64) = (240.0, 44.0);
/// Room between layers, which holds the labels of the edges.
const GAP: f64 = 190.0;
/// Room before a layer into which no labelled edge leads.
const NARROW: f64 = 60.0;
/// Of the room, the part in which edges bend.
const BEND: f64 = 46.0;
/// Distance of rows.
const ROW: f64 = 62.0;
/// Room around everything.
const MARGIN: f64 = 6.0;
/// Distance between the ends of edges that meet in one document.
const MEET: f64 = 26.0;

/// Wider trees are not shrunk to the page.
const WIDE: f64 = 1300.0;

/// The class of an edge kind.
#[must_use]
pub fn class(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::Verbatim | EdgeKind::Abridged | EdgeKind::Edited | EdgeKind::Revised | EdgeKind::Excerpt => "kept",
        EdgeKind::Spun | EdgeKind::Rewritten => "reworded",
        EdgeKind::Translated | EdgeKind::RoundTrip => "translated",
        EdgeKind::Unknown => "unknown",
    }
}

/// Where a node stands: layer and row (rows may be halves).
#[derive(Debug, Clone, Copy, PartialEq)]
struct Place {
    node: NodeId,
    layer: usize,
    row: f64,
    x: f64,
}

impl Place {
    fn y(&self) -> f64 {
        MARGIN + BOX.1 / 2.0 + self.row * ROW
    }
}

/// Draws the trees of a story; `anchors` stands before a document's letter in the targets of links.
#[must_use]
pub fn draw(trace: &Trace, story: &Story, names: &Names<'_>, anchors: &str) -> String {
    let places = layout(story);
    let right = places.iter().map(|p| p.x).fold(MARGIN, f64::max);
    let rows = places.iter().map(|p| p.row).fold(0.0, f64::max);
    let (width, height) = (MARGIN + right + BOX.0, 2.0 * MARGIN + rows * ROW + BOX.1 + 6.0);
    let label = escape(&format!("family tree of {}", words::counted(story.documents.len(), "document")));
    // A wide tree is scrolled rather than shrunk until nobody can read it.
    let deep = if width > WIDE { " class=\"deep\"" } else { "" };
    let mut out = format!(
        "<svg{deep} xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\" role=\"img\" aria-label=\"{label}\">\n"
    );
    for (n, lost) in story.stemma.lost.iter().enumerate() {
        if let Some(parent) = lost.parent {
            draw_to_lost(NodeId::Document(parent), NodeId::Lost(n), &places, &mut out);
        }
    }
    for edge in &story.stemma.edges {
        draw_edge(story, edge, &places, &mut out);
    }
    for place in &places {
        draw_node(trace, story, names, place, anchors, &mut out);
    }
    out.push_str("</svg>");
    out
}

/// Places all nodes: roots in the order of the origins, children below one another, a parent beside the middle of its children.
fn layout(story: &Story) -> Vec<Place> {
    let mut places = Vec::new();
    let mut next = 0.0;
    for origin in &story.stemma.origins {
        place(story, origin.root, 0, &mut next, &mut places);
    }
    for &d in &story.documents {
        place(story, NodeId::Document(d), 0, &mut next, &mut places);
    }
    deepen(story, &mut places);
    spread(story, &mut places);
    places
}

/// Places a node and what hangs from it; gives its row.
fn place(story: &Story, node: NodeId, layer: usize, next: &mut f64, places: &mut Vec<Place>) -> Option<f64> {
    if places.iter().any(|p| p.node == node) {
        return None;
    }
    let at = places.len();
    places.push(Place { node, layer, row: 0.0, x: 0.0 });
    let held = main_edges(story).filter(|e| e.parent == node).map(|e| NodeId::Document(e.child));
    let children: Vec<NodeId> = held.chain(story.stemma.lost_below(node).map(NodeId::Lost)).collect();
    let rows: Vec<f64> = children.iter().filter_map(|&c| place(story, c, layer + 1, next, places)).collect();
    let row = match (rows.first(), rows.last()) {
        (Some(first), Some(last)) => (first + last) / 2.0,
        _ => {
            let row = *next;
            *next += 1.0;
            row
        }
    };
    places[at].row = row;
    Some(row)
}

/// The first edge of each document.
fn main_edges(story: &Story) -> impl Iterator<Item = &Edge> {
    let edges = &story.stemma.edges;
    edges.iter().enumerate().filter(move |(n, e)| !edges[..*n].iter().any(|f| f.child == e.child)).map(|(_, e)| e)
}

/// All steps from a node to the next, those to lost texts among them.
fn steps(story: &Story) -> impl Iterator<Item = (NodeId, NodeId)> + '_ {
    let lost = story.stemma.lost.iter().enumerate();
    let to_lost = lost.filter_map(|(n, l)| Some((NodeId::Document(l.parent?), NodeId::Lost(n))));
    story.stemma.edges.iter().map(|e| (e.parent, NodeId::Document(e.child))).chain(to_lost)
}

/// Moves nodes to the right until each stands right of all its parents; gives up on cycles, which no stemma has.
fn deepen(story: &Story, places: &mut [Place]) {
    for _ in 0..=story.documents.len() {
        let mut moved = false;
        for (parent, child) in steps(story) {
            let Some(parent) = places.iter().find(|p| p.node == parent).map(|p| p.layer) else {
                continue;
            };
            let child = places.iter_mut().find(|p| p.node == child);
            if let Some(child) = child.filter(|c| c.layer <= parent) {
                child.layer = parent + 1;
                moved = true;
            }
        }
        if !moved {
            return;
        }
    }
}

/// Gives layers their distance: room for labels only where edges bear one.
fn spread(story: &Story, places: &mut [Place]) {
    let layers = places.iter().map(|p| p.layer).max().unwrap_or(0);
    let labelled = |layer: usize| {
        let edges = story.stemma.edges.iter().filter(|e| e.kind != EdgeKind::Unknown);
        edges.into_iter().any(|e| places.iter().any(|p| p.layer == layer && p.node == NodeId::Document(e.child)))
    };
    let mut xs = vec![MARGIN];
    for layer in 1..=layers {
        xs.push(xs[layer - 1] + BOX.0 + if labelled(layer) { GAP } else { NARROW });
    }
    for place in places {
        place.x = xs[place.layer];
    }
}

/// An edge: a bend, then a straight piece at the child's height with the label over it and the shares under it.
fn draw_edge(story: &Story, edge: &Edge, places: &[Place], out: &mut String) {
    let at = |node| places.iter().find(|p: &&Place| p.node == node);
    let (Some(parent), Some(child)) = (at(edge.parent), at(NodeId::Document(edge.child))) else {
        return;
    };
    let siblings: Vec<&Edge> = story.stemma.edges.iter().filter(|e| e.child == edge.child).collect();
    let position = siblings.iter().position(|e| std::ptr::eq(*e, edge)).unwrap_or(0) as f64;
    let shift = (position - (siblings.len() - 1) as f64 / 2.0) * MEET.min(BOX.1 / siblings.len() as f64);
    let (x1, y1) = (parent.x + BOX.0, parent.y());
    let (x2, y2) = (child.x, child.y() + shift);
    let straight = (x2 - (GAP - BEND)).max(x1 + BEND.min(x2 - x1));
    let bend = (x1 + straight) / 2.0;
    let class = class(edge.kind);
    let dashed = if is_unsure(edge) && edge.kind != EdgeKind::Unknown { " unsure" } else { "" };
    out.push_str(&format!(
        "<path class=\"{class}{dashed}\" d=\"M{x1:.1} {y1:.1}C{bend:.1} {y1:.1} {bend:.1} {y2:.1} {straight:.1} {y2:.1}H{x2:.1}\"/>"
    ));
    let (x, above, below) = (straight + 4.0, y2 - 6.0, y2 + 14.0);
    if edge.kind == EdgeKind::Unknown {
        out.push('\n');
        return;
    }
    let aside = match edge.paste.filter(|_| siblings.len() > 1) {
        _ if is_unsure(edge) => format!(", {} sure", percent(edge.confidence)),
        Some(paste) => format!(", paste {}", percent(paste)),
        None => String::new(),
    };
    let shares = match (edge.cut, edge.paste) {
        (Some(cut), Some(paste)) => format!("cut {} paste {}", percent(cut), percent(paste)),
        (_, Some(paste)) => format!("paste {}", percent(paste)),
        (Some(cut), _) => format!("cut {}", percent(cut)),
        _ => String::new(),
    };
    out.push_str(&format!(
        "<text class=\"label {class}\" x=\"{x:.1}\" y=\"{above:.1}\">{}{aside}</text>",
        edge.kind.as_str()
    ));
    if siblings.len() == 1 && !shares.is_empty() {
        out.push_str(&format!("<text class=\"sub\" x=\"{x:.1}\" y=\"{below:.1}\">{shares}</text>"));
    }
    out.push('\n');
}

/// The bend from a held document to a lost text that was taken from it.
fn draw_to_lost(parent: NodeId, lost: NodeId, places: &[Place], out: &mut String) {
    let at = |node| places.iter().find(|p: &&Place| p.node == node);
    if let (Some(parent), Some(lost)) = (at(parent), at(lost)) {
        let (x1, y1, x2, y2) = (parent.x + BOX.0, parent.y(), lost.x, lost.y());
        let bend = (x1 + x2) / 2.0;
        let class = class(EdgeKind::Unknown);
        out.push_str(&format!(
            "<path class=\"{class}\" d=\"M{x1:.1} {y1:.1}C{bend:.1} {y1:.1} {bend:.1} {y2:.1} {x2:.1} {y2:.1}\"/>\n"
        ));
    }
}

fn draw_node(trace: &Trace, story: &Story, names: &Names<'_>, place: &Place, anchors: &str, out: &mut String) {
    let (x, y) = (place.x, place.y());
    let (top, text) = (y - BOX.1 / 2.0, x + 26.0);
    let frame = format!(
        "<rect x=\"{x:.1}\" y=\"{top:.1}\" width=\"{}\" height=\"{}\" rx=\"8\"/><circle cx=\"{:.1}\" cy=\"{y:.1}\" r=\"5\"/>",
        BOX.0,
        BOX.1,
        x + 14.0
    );
    match place.node {
        NodeId::Lost(n) => {
            let label = escape(&cut_text(&words::lost(trace, story, n), 30));
            let (a, b) = (y - 2.0, y + 14.0);
            out.push_str(&format!(
                "<g class=\"lost\">{frame}<text x=\"{text:.1}\" y=\"{a:.1}\">{label}</text><text class=\"sub\" x=\"{text:.1}\" y=\"{b:.1}\">not in hand</text></g>\n"
            ));
        }
        NodeId::Document(d) => {
            let letter = siglum(story, d);
            let name = escape(&cut_middle(names.document(d), 24));
            let document = &trace.documents[d].document;
            let parts = [
                document.outlet.clone(),
                words::language(trace, d),
                document.published.as_ref().map(|p| words::day(&p.at)),
            ];
            let sub = escape(&cut_text(&parts.into_iter().flatten().collect::<Vec<_>>().join(" · "), 30));
            let title = escape(document.title.as_deref().unwrap_or(&document.id));
            let (a, b) = if sub.is_empty() { (y + 4.5, y) } else { (y - 2.0, y + 14.0) };
            out.push_str(&format!(
                "<a href=\"#{anchors}{letter}\"><g class=\"held\"><title>{title}</title>{frame}<text x=\"{text:.1}\" y=\"{a:.1}\"><tspan class=\"sig\">{letter}</tspan> {name}</text><text class=\"sub\" x=\"{text:.1}\" y=\"{b:.1}\">{sub}</text></g></a>\n"
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vorlage_model::{Direction, Origin, Stemma};

    fn edge(parent: usize, child: usize) -> Edge {
        Edge {
            parent: NodeId::Document(parent),
            child,
            kind: EdgeKind::Edited,
            alterations: Vec::new(),
            cut: None,
            paste: None,
            confidence: 1.0,
            direction: Direction::default(),
            evidence: Vec::new(),
        }
    }

    #[test]
    fn a_document_of_two_parents_stands_right_of_both_and_nothing_overlaps() {
        let origin = Origin {
            id: String::new(),
            root: NodeId::Document(0),
            agency: None,
            documents: (0..5).collect(),
            at_most: 1,
            strip: vorlage_model::Strip::default(),
        };
        let edges = vec![edge(0, 1), edge(0, 2), edge(2, 3), edge(1, 4), edge(3, 4)];
        let story = Story {
            documents: (0..5).collect(),
            stemma: Stemma { edges, origins: vec![origin], ..Stemma::default() },
            ..Story::default()
        };
        let places = layout(&story);
        let layer = |d| places.iter().find(|p| p.node == NodeId::Document(d)).map(|p| p.layer);
        assert_eq!([0, 1, 2, 3, 4].map(layer), [Some(0), Some(1), Some(1), Some(2), Some(3)]);
        for (n, a) in places.iter().enumerate() {
            assert!(places[n + 1..].iter().all(|b| a.layer != b.layer || (a.row - b.row).abs() >= 1.0), "{places:?}");
        }
    }
}
