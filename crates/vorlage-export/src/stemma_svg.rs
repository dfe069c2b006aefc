//! The family trees of a story as SVG: layers from left to right by depth, a row for each leaf; lost texts hollow, uncertain
//! edges dashed, two lines in where a document is of mixed parentage. Looks are classes of the page's style sheet.

use crate::html::escape;
use crate::styled::{cut_middle, cut_text};
use crate::tongue::Tongue;
use crate::words::{self, Names, is_unsure, percent, siglum};
use std::collections::{BTreeMap, BTreeSet};
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

/// What the layers of a tree stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    /// Steps from the origin.
    #[default]
    Depth,
    /// Days, the earliest first; a copy stands right of its parent all the same.
    Time,
    /// How much was changed since the origin, in tenths of a text.
    Change,
}

impl By {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Depth, Self::Time, Self::Change];

    /// How an address names it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Depth => "depth",
            Self::Time => "time",
            Self::Change => "change",
        }
    }
}

/// What is drawn, and how.
pub struct Drawn<'d, 't> {
    /// The answer.
    pub trace: &'t Trace,
    /// Its story.
    pub story: &'d Story,
    /// Short names of its documents.
    pub names: &'d Names<'t>,
    /// The language of what is not a document's.
    pub tongue: Tongue,
    /// What the layers stand for.
    pub by: By,
    /// The address of the evidence of edges, up to what [`edge_anchor`] adds; escaped.
    pub evidence: &'d str,
    /// The address of a document, by its letter; escaped.
    pub href: &'d dyn Fn(&str) -> String,
}

/// Most documents that all have a box of their own.
const FEW: usize = 40;
/// Copies word for word of one text that are one box in larger families.
const ALIKE: usize = 3;
/// Rows from which on boxes are flat, and how high box and row are then.
const FLAT: (usize, f64, f64) = (60, 26.0, 32.0);

/// Where a node stands: layer and row (rows may be halves).
#[derive(Debug, Clone, Copy, PartialEq)]
struct Place {
    node: NodeId,
    layer: usize,
    row: f64,
    x: f64,
    y: f64,
}

/// All nodes with their places.
struct Layout {
    places: Vec<Place>,
    at: BTreeMap<NodeId, usize>,
    /// Height of boxes.
    tall: f64,
    height: f64,
    /// Documents that stand for so many more.
    folded: BTreeMap<usize, usize>,
}

impl Layout {
    fn of(&self, node: NodeId) -> Option<&Place> {
        self.at.get(&node).map(|&at| &self.places[at])
    }
}

/// Draws the trees of a story.
#[must_use]
pub fn draw(drawn: &Drawn<'_, '_>) -> String {
    let story = drawn.story;
    let layout = layout(drawn);
    let right = layout.places.iter().map(|p| p.x).fold(MARGIN, f64::max);
    let (width, height) = (MARGIN + right + BOX.0, layout.height);
    let (what, count) = (drawn.tongue.say("family tree"), drawn.tongue.counted(story.documents.len(), "document"));
    let label = escape(&format!("{what}: {count}"));
    // A wide tree is scrolled rather than shrunk until nobody can read it.
    let deep = if width > WIDE { " class=\"deep\"" } else { "" };
    let mut out = format!(
        "<svg{deep} xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\" role=\"group\" aria-label=\"{label}\">\n"
    );
    for (n, lost) in story.stemma.lost.iter().enumerate() {
        if let Some(parent) = lost.parent {
            draw_to_lost(NodeId::Document(parent), NodeId::Lost(n), &layout, &mut out);
        }
    }
    for edge in &story.stemma.edges {
        draw_edge(drawn, edge, &layout, &mut out);
    }
    for place in &layout.places {
        draw_node(drawn, place, &layout, &mut out);
    }
    out.push_str("</svg>");
    out
}

/// The trees of the first story of an answer, as a picture that stands alone.
#[must_use]
pub fn alone(trace: &Trace) -> String {
    let Some(story) = trace.stories.first() else {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>\n".to_owned();
    };
    let (names, tongue, by) = (Names::of(trace), Tongue::English, By::Depth);
    let href = |letter: &str| format!("#{letter}");
    let drawn = draw(&Drawn { trace, story, names: &names, tongue, by, evidence: "#s0", href: &href });
    let (open, rest) = drawn.split_once('\n').unwrap_or((&drawn, ""));
    format!("{open}\n<style>{}</style>\n{rest}\n", crate::html::STYLE_OF_PICTURES)
}

/// What hangs from each node by its main edge.
type Children = BTreeMap<NodeId, Vec<NodeId>>;

fn children(story: &Story) -> Children {
    let mut seen = BTreeSet::new();
    let mut out = Children::new();
    for edge in story.stemma.edges.iter().filter(|edge| seen.insert(edge.child)) {
        out.entry(edge.parent).or_default().push(NodeId::Document(edge.child));
    }
    for (n, lost) in story.stemma.lost.iter().enumerate() {
        if let Some(parent) = lost.parent {
            out.entry(NodeId::Document(parent)).or_default().push(NodeId::Lost(n));
        }
    }
    out
}

/// In a large family, copies word for word of one text from which nothing was taken are one box; those of each that are not drawn are taken
/// from `children`, and told by the one that is.
fn fold(story: &Story, children: &mut Children) -> BTreeMap<usize, usize> {
    let mut folded = BTreeMap::new();
    if story.documents.len() <= FEW {
        return folded;
    }
    let mut parents: BTreeMap<usize, usize> = BTreeMap::new();
    story.stemma.edges.iter().for_each(|edge| *parents.entry(edge.child).or_default() += 1);
    let verbatim: BTreeSet<usize> = story
        .stemma
        .edges
        .iter()
        .filter(|e| e.kind == EdgeKind::Verbatim && parents[&e.child] == 1)
        .map(|e| e.child)
        .collect();
    let giving: BTreeSet<NodeId> =
        story.stemma.edges.iter().map(|e| e.parent).chain(children.keys().copied()).collect();
    for below in children.values_mut() {
        let alike =
            |node: &NodeId| matches!(node, NodeId::Document(d) if verbatim.contains(d)) && !giving.contains(node);
        let leaves: Vec<NodeId> = below.iter().copied().filter(alike).collect();
        if let (true, Some(NodeId::Document(first))) = (leaves.len() >= ALIKE, leaves.first().copied()) {
            below.retain(|node| !leaves[1..].contains(node));
            folded.insert(first, leaves.len() - 1);
        }
    }
    folded
}

/// Places all nodes: roots in the order of the origins, children below one another, a parent beside the middle of its children.
fn layout(drawn: &Drawn<'_, '_>) -> Layout {
    let story = drawn.story;
    let mut below = children(story);
    let folded = fold(story, &mut below);
    let mut places = Vec::new();
    let mut at = BTreeMap::new();
    let mut next = 0.0;
    for origin in &story.stemma.origins {
        place(&below, origin.root, &mut next, &mut places, &mut at);
    }
    // What no edge reaches stands by itself; what was folded is not drawn.
    let reached: BTreeSet<usize> = story.stemma.edges.iter().map(|e| e.child).collect();
    for &d in story.documents.iter().filter(|d| !reached.contains(d)) {
        place(&below, NodeId::Document(d), &mut next, &mut places, &mut at);
    }
    rank(drawn, &mut places);
    deepen(story, &mut places, &at);
    spread(story, &mut places, &at);
    let rows = places.iter().map(|p| p.row).fold(0.0, f64::max);
    let (tall, step) = if rows as usize > FLAT.0 { (FLAT.1, FLAT.2) } else { (BOX.1, ROW) };
    places.iter_mut().for_each(|p| p.y = MARGIN + tall / 2.0 + p.row * step);
    Layout { places, at, tall, height: 2.0 * MARGIN + rows * step + tall + 6.0, folded }
}

/// Places a node and what hangs from it, without recursion: chains may be long.
fn place(below: &Children, root: NodeId, next: &mut f64, places: &mut Vec<Place>, at: &mut BTreeMap<NodeId, usize>) {
    let first = places.len();
    let mut waiting = vec![(root, 0)];
    while let Some((node, layer)) = waiting.pop() {
        if at.contains_key(&node) {
            continue;
        }
        at.insert(node, places.len());
        let nothing = below.get(&node).is_none_or(|c| c.iter().all(|child| at.contains_key(child)));
        let row = if nothing { *next } else { f64::NAN };
        *next += f64::from(u8::from(nothing));
        places.push(Place { node, layer, row, x: 0.0, y: 0.0 });
        waiting.extend(below.get(&node).into_iter().flatten().rev().map(|&child| (child, layer + 1)));
    }
    // Children stand behind their parents in the list, so that going back sees them first.
    for n in (first..places.len()).rev().filter(|&n| places[n].row.is_nan()).collect::<Vec<_>>() {
        let rows = below[&places[n].node]
            .iter()
            .map(|child| at[child])
            .filter(|&child| child > n)
            .map(|child| places[child].row);
        let (least, most) = rows.fold((f64::MAX, f64::MIN), |(least, most), row| (least.min(row), most.max(row)));
        places[n].row = (least + most) / 2.0;
    }
}

/// All steps from a node to the next, those to lost texts among them.
fn steps(story: &Story) -> impl Iterator<Item = (NodeId, NodeId)> + '_ {
    let lost = story.stemma.lost.iter().enumerate();
    let to_lost = lost.filter_map(|(n, l)| Some((NodeId::Document(l.parent?), NodeId::Lost(n))));
    story.stemma.edges.iter().map(|e| (e.parent, NodeId::Document(e.child))).chain(to_lost)
}

/// Gives nodes the layers of their days or of how much was changed.
fn rank(drawn: &Drawn<'_, '_>, places: &mut [Place]) {
    let document = |node| if let NodeId::Document(d) = node { Some(d) } else { None };
    let value: Box<dyn Fn(NodeId) -> Option<String>> = match drawn.by {
        By::Depth => return,
        By::Time => Box::new(|node| {
            let at = &drawn.trace.documents[document(node)?].document.published.as_ref()?.at;
            Some(at.get(..10).unwrap_or(at).to_owned())
        }),
        By::Change => {
            let changed = changed(drawn.story);
            Box::new(move |node| Some(format!("{:05}", (changed.get(&document(node)?)? * 10.0).round() as u32)))
        }
    };
    let mut values: Vec<String> = places.iter().filter_map(|p| value(p.node)).collect();
    values.sort();
    values.dedup();
    for place in places {
        if let Some(layer) = value(place.node).and_then(|v| values.binary_search(&v).ok()) {
            place.layer = layer;
        }
    }
}

/// How much of a document was changed since its origin, in texts, along its main parents.
fn changed(story: &Story) -> BTreeMap<usize, f64> {
    let mut main: BTreeMap<usize, &Edge> = BTreeMap::new();
    story.stemma.edges.iter().for_each(|edge| _ = main.entry(edge.child).or_insert(edge));
    let of = |edge: &Edge| 1.0 - (edge.cut.unwrap_or(1.0) + edge.paste.unwrap_or(1.0)) / 2.0;
    let sum = |&d: &usize| {
        let mut at = main.get(&d).copied();
        let mut sum = 0.0;
        for _ in 0..story.documents.len() {
            let Some(edge) = at else { break };
            sum += of(edge);
            at = if let NodeId::Document(parent) = edge.parent { main.get(&parent).copied() } else { None };
        }
        (d, sum)
    };
    story.documents.iter().map(sum).collect()
}

/// The name of an edge's place among the evidence of a page.
#[must_use]
pub fn edge_anchor(prefix: &str, story: &Story, edge: &Edge) -> String {
    let mut siblings = story.stemma.edges.iter().filter(|e| e.child == edge.child);
    let position = siblings.position(|e| std::ptr::eq(e, edge)).unwrap_or(0);
    format!("{prefix}-to-{}-{position}", siglum(story, edge.child))
}

/// Moves nodes to the right until each stands right of all its parents; gives up on cycles, which no stemma has.
fn deepen(story: &Story, places: &mut [Place], at: &BTreeMap<NodeId, usize>) {
    for _ in 0..=story.documents.len() {
        let mut moved = false;
        for (parent, child) in steps(story) {
            let (Some(&parent), Some(&child)) = (at.get(&parent), at.get(&child)) else {
                continue;
            };
            if places[child].layer <= places[parent].layer {
                places[child].layer = places[parent].layer + 1;
                moved = true;
            }
        }
        if !moved {
            return;
        }
    }
}

/// Gives layers their distance: room for labels only where edges bear one. Layers in which nothing stands are left out.
fn spread(story: &Story, places: &mut [Place], at: &BTreeMap<NodeId, usize>) {
    let edges = story.stemma.edges.iter().filter(|e| e.kind != EdgeKind::Unknown);
    let labelled: BTreeSet<usize> =
        edges.filter_map(|e| at.get(&NodeId::Document(e.child))).map(|&child| places[child].layer).collect();
    let layers: BTreeSet<usize> = places.iter().map(|p| p.layer).collect();
    let mut xs = BTreeMap::new();
    let mut x = MARGIN;
    for (n, &layer) in layers.iter().enumerate() {
        if n > 0 {
            x += BOX.0 + if labelled.contains(&layer) { GAP } else { NARROW };
        }
        xs.insert(layer, x);
    }
    for place in places {
        place.x = xs[&place.layer];
    }
}

/// An edge: a bend, then a straight piece at the child's height with the label over it and the shares under it.
fn draw_edge(drawn: &Drawn<'_, '_>, edge: &Edge, layout: &Layout, out: &mut String) {
    let (story, say) = (drawn.story, |words| drawn.tongue.say(words));
    let (Some(parent), Some(child)) = (layout.of(edge.parent), layout.of(NodeId::Document(edge.child))) else {
        return;
    };
    let siblings: Vec<&Edge> = story.stemma.edges.iter().filter(|e| e.child == edge.child).collect();
    let position = siblings.iter().position(|e| std::ptr::eq(*e, edge)).unwrap_or(0) as f64;
    let shift = (position - (siblings.len() - 1) as f64 / 2.0) * MEET.min(layout.tall / siblings.len() as f64);
    let (x1, y1) = (parent.x + BOX.0, parent.y);
    let (x2, y2) = (child.x, child.y + shift);
    let straight = (x2 - (GAP - BEND)).max(x1 + BEND.min(x2 - x1));
    let bend = (x1 + straight) / 2.0;
    let class = class(edge.kind);
    let dashed = if is_unsure(edge) && edge.kind != EdgeKind::Unknown { " unsure" } else { "" };
    // The label leads to what shows the edge, where that stands on the page.
    out.push_str(&format!(
        "<path class=\"{class}{dashed}\" d=\"M{x1:.1} {y1:.1}C{bend:.1} {y1:.1} {bend:.1} {y2:.1} {straight:.1} {y2:.1}H{x2:.1}\"/>"
    ));
    let (x, above, below) = (straight + 4.0, y2 - 6.0, y2 + 14.0);
    if edge.kind == EdgeKind::Unknown {
        out.push('\n');
        return;
    }
    let aside = match edge.paste.filter(|_| siblings.len() > 1) {
        _ if is_unsure(edge) => format!(", {} {}", percent(edge.confidence), say("sure")),
        Some(paste) => format!(", {} {}", say("paste"), percent(paste)),
        None => String::new(),
    };
    let shares = match (edge.cut, edge.paste) {
        (Some(cut), Some(paste)) => format!("{} {} {} {}", say("cut"), percent(cut), say("paste"), percent(paste)),
        (_, Some(paste)) => format!("{} {}", say("paste"), percent(paste)),
        (Some(cut), _) => format!("{} {}", say("cut"), percent(cut)),
        _ => String::new(),
    };
    out.push_str(&format!(
        "<a href=\"{}\"><text class=\"label {class}\" x=\"{x:.1}\" y=\"{above:.1}\">{}{aside}</text></a>",
        edge_anchor(drawn.evidence, story, edge),
        say(edge.kind.as_str())
    ));
    if siblings.len() == 1 && !shares.is_empty() && layout.tall >= BOX.1 {
        out.push_str(&format!("<text class=\"sub\" x=\"{x:.1}\" y=\"{below:.1}\">{shares}</text>"));
    }
    out.push('\n');
}

/// The bend from a held document to a lost text that was taken from it.
fn draw_to_lost(parent: NodeId, lost: NodeId, layout: &Layout, out: &mut String) {
    if let (Some(parent), Some(lost)) = (layout.of(parent), layout.of(lost)) {
        let (x1, y1, x2, y2) = (parent.x + BOX.0, parent.y, lost.x, lost.y);
        let bend = (x1 + x2) / 2.0;
        let class = class(EdgeKind::Unknown);
        out.push_str(&format!(
            "<path class=\"{class}\" d=\"M{x1:.1} {y1:.1}C{bend:.1} {y1:.1} {bend:.1} {y2:.1} {x2:.1} {y2:.1}\"/>\n"
        ));
    }
}

fn draw_node(drawn: &Drawn<'_, '_>, place: &Place, layout: &Layout, out: &mut String) {
    let Drawn { trace, story, names, tongue, .. } = drawn;
    let (x, y, flat) = (place.x, place.y, layout.tall < BOX.1);
    let (top, text) = (y - layout.tall / 2.0, x + 26.0);
    let frame = format!(
        "<rect x=\"{x:.1}\" y=\"{top:.1}\" width=\"{}\" height=\"{}\" rx=\"8\"/><circle cx=\"{:.1}\" cy=\"{y:.1}\" r=\"5\"/>",
        BOX.0,
        layout.tall,
        x + 14.0
    );
    let lines = |first: String, second: &str| {
        let alone = flat || second.is_empty();
        let (a, b) = (if alone { y + 4.5 } else { y - 2.0 }, y + 14.0);
        let below = format!("<text class=\"sub\" x=\"{text:.1}\" y=\"{b:.1}\">{second}</text>");
        format!("<text x=\"{text:.1}\" y=\"{a:.1}\">{first}</text>{}", if alone { "" } else { &below })
    };
    match place.node {
        NodeId::Lost(n) => {
            let label = escape(&cut_text(&tongue.lost(trace, story, n), 30));
            out.push_str(&format!("<g class=\"lost\">{frame}{}</g>\n", lines(label, tongue.say("not in hand"))));
        }
        NodeId::Document(d) => {
            let letter = siglum(story, d);
            let document = &trace.documents[d].document;
            let alike = layout.folded.get(&d).map(|n| format!("+{n} {}", tongue.say("alike")));
            let shown = if alike.is_some() && flat { 14 } else { 24 };
            let name = escape(&cut_middle(names.document(d), shown));
            let parts = [
                alike.clone(),
                document.outlet.clone(),
                words::language(trace, d),
                document.published.as_ref().map(|p| tongue.day(&p.at)),
            ];
            let sub = escape(&cut_text(&parts.into_iter().flatten().collect::<Vec<_>>().join(" · "), 30));
            let title = escape(document.title.as_deref().unwrap_or(&document.id));
            let more = alike.filter(|_| flat).map(|a| format!(" {}", escape(&a))).unwrap_or_default();
            let first = format!("<tspan class=\"sig\">{letter}</tspan> {name}{more}");
            out.push_str(&format!(
                "<a href=\"{}\"><g class=\"held\"><title>{title}</title>{frame}{}</g></a>\n",
                (drawn.href)(&letter),
                lines(first, &sub)
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
        let trace = Trace { documents: vec![vorlage_model::Traced::default(); 5], ..Trace::default() };
        for by in By::ALL {
            let drawn = Drawn {
                trace: &trace,
                story: &story,
                names: &Names::of(&trace),
                tongue: Tongue::English,
                by,
                evidence: "#s0",
                href: &|letter| letter.to_owned(),
            };
            let places = layout(&drawn).places;
            let layer = |d| places.iter().find(|p| p.node == NodeId::Document(d)).map(|p| p.layer);
            assert_eq!([0, 1, 2, 3, 4].map(layer), [Some(0), Some(1), Some(1), Some(2), Some(3)]);
            for (n, a) in places.iter().enumerate() {
                assert!(
                    places[n + 1..].iter().all(|b| a.layer != b.layer || (a.row - b.row).abs() >= 1.0),
                    "{places:?}"
                );
            }
        }
    }
}
