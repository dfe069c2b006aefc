//! The family trees of a story: held documents ●, lost originals ○, one row per node with how much was taken at its end.

use super::{Page, set_in};
use crate::styled::{Ink, Line, cut_middle};
use crate::words::{self, is_unsure, percent, siglum};
use vorlage_model::{Edge, EdgeKind, Evidence, EvidenceKind, NodeId, Story};

/// Columns of the table at the end of the rows: kind, cut, paste, sure.
pub(super) const COLUMNS: usize = 10 + 7 + 7 + 6;

/// A branch is drawn no further to the right than this part of the page.
const DEEPEST: usize = 3;

/// The look of an edge kind.
pub(super) fn ink(kind: EdgeKind) -> Ink {
    match kind {
        EdgeKind::Verbatim | EdgeKind::Abridged | EdgeKind::Edited | EdgeKind::Revised | EdgeKind::Excerpt => Ink::Kept,
        EdgeKind::Spun | EdgeKind::Rewritten => Ink::Reworded,
        EdgeKind::Translated | EdgeKind::RoundTrip => Ink::Translated,
        EdgeKind::Unknown => Ink::Faint,
    }
}

/// Draws the trees of a story.
pub(super) fn draw(page: &mut Page<'_>, story: &Story) {
    let forest = Forest::of(story);
    page.table = table_column(page, story);
    if story.stemma.edges.iter().any(|e| e.cut.is_some()) {
        let mut head = Line::new();
        head.pad(page.table);
        head.push(Ink::Faint, &columns("how", "cut", "paste", "sure"));
        page.push(head);
    }
    let mut seen = Vec::new();
    for (n, origin) in story.stemma.origins.iter().enumerate() {
        let margin = if story.stemma.origins.len() > 9 { 3 } else { 2 };
        let number = Line::of(Ink::Faint, &format!("{:>w$} ", n + 1, w = margin - 1));
        if let Some(edge) = forest.lone(origin.root) {
            seen.push(edge.child);
            lone(page, story, &forest, edge, (number, margin));
            branches(page, story, &forest, NodeId::Document(edge.child), &" ".repeat(margin + 2), &mut seen);
            continue;
        }
        root(page, story, origin.root, number);
        branches(page, story, &forest, origin.root, &" ".repeat(margin), &mut seen);
    }
    legend(page, story);
}

/// Where the table at the end of the rows begins: right of the longest name, but not further right than there is room.
fn table_column(page: &Page<'_>, story: &Story) -> usize {
    let most = page.width - COLUMNS;
    let wide = |&d: &usize| document(page, story, NodeId::Document(d), most).width();
    let longest = story.documents.iter().map(wide).max().unwrap_or(0);
    (longest + 14).clamp(most.min(46), most)
}

/// Children of each node over main edges, and the other parents of each document.
struct Forest<'s> {
    main: Vec<&'s Edge>,
    other: Vec<&'s Edge>,
}

impl<'s> Forest<'s> {
    fn of(story: &'s Story) -> Self {
        let mut forest = Self { main: Vec::new(), other: Vec::new() };
        for edge in &story.stemma.edges {
            let known = forest.main.iter().any(|e| e.child == edge.child);
            let list = if known { &mut forest.other } else { &mut forest.main };
            list.push(edge);
        }
        forest
    }

    /// The edge from a lost node to its only child.
    fn lone(&self, node: NodeId) -> Option<&'s Edge> {
        let mut below = self.main.iter().filter(|e| e.parent == node);
        let first = below.next().filter(|_| matches!(node, NodeId::Lost(_)))?;
        below.next().is_none().then_some(first)
    }

    /// Tells whether anything hangs from a document.
    fn has_children(&self, story: &Story, document: usize) -> bool {
        let node = NodeId::Document(document);
        self.main.iter().any(|e| e.parent == node) || story.stemma.lost_below(node).next().is_some()
    }
}

/// A lost text with one copy takes one row.
fn lone(page: &mut Page<'_>, story: &Story, forest: &Forest<'_>, edge: &Edge, (number, margin): (Line, usize)) {
    let unknown = edge.kind == EdgeKind::Unknown;
    let dash = if is_unsure(edge) && !unknown { '╌' } else { '─' };
    let line = number.with(Ink::Plain, "○").with(Ink::Faint, &dash.to_string()).with(Ink::Plain, "● ");
    row(page, story, edge, line, !unknown);
    let bar = format!("{}{}", " ".repeat(margin + 2), if forest.has_children(story, edge.child) { "│ " } else { "  " });
    attribution(page, edge.child, &bar);
    under(page, story, forest, edge, &bar);
}

/// The row of a root.
fn root(page: &mut Page<'_>, story: &Story, node: NodeId, number: Line) {
    match node {
        NodeId::Lost(n) => {
            let mut line = number.with(Ink::Plain, "○ ").with(Ink::Plain, &words::lost(page.trace, story, n));
            line = line.cut(page.width);
            page.push(line);
        }
        NodeId::Document(d) => {
            let line = number.with(Ink::Plain, "● ");
            let room = page.width - line.width();
            let named = document(page, story, node, room);
            page.push(joined(line, &named));
            let has_children =
                story.stemma.edges.iter().any(|e| e.parent == node) || story.stemma.lost_below(node).next().is_some();
            let margin = if story.stemma.origins.len() > 9 { 3 } else { 2 };
            attribution(page, d, &format!("{}{}", " ".repeat(margin), if has_children { "│ " } else { "  " }));
        }
    }
}

/// What says where a document comes from: the first mark of its agency.
fn attribution(page: &mut Page<'_>, document: usize, bar: &str) {
    let Some(agency) = page.trace.documents[document].agencies.first() else {
        return;
    };
    let Some(mark) = agency.evidence.first() else { return };
    let mut line = Line::of(Ink::Plain, &agency.name).with(Ink::Faint, &format!(", by its {}: ", mark.kind.as_str()));
    line.push(Ink::Faint, &quoted(&mark.text));
    hang(page, bar, &line, 2);
}

fn joined(mut line: Line, more: &Line) -> Line {
    line.append(more);
    line
}

/// Letter, name, outlet, language and day of a document, as much as there is room for.
fn document(page: &Page<'_>, story: &Story, node: NodeId, room: usize) -> Line {
    let NodeId::Document(d) = node else { return Line::new() };
    let traced = &page.trace.documents[d];
    let mut line = Line::of(Ink::Strong, &siglum(story, d)).with(Ink::Plain, " ");
    let name = cut_middle(page.names.document(d), room.saturating_sub(line.width()).min(48));
    line.push(Ink::Plain, &name);
    let language = if words::languages(page.trace, story).len() > 1 { words::language(page.trace, d) } else { None };
    let outlet = traced.document.outlet.clone().filter(|o| !name.contains(o.as_str()));
    let day = traced.document.published.as_ref().map(|p| words::day(&p.at));
    for part in [outlet, language, day].into_iter().flatten() {
        let part = crate::styled::clean(&format!(" · {part}"));
        if line.width() + unicode_width::UnicodeWidthStr::width(part.as_str()) <= room {
            line.push(Ink::Faint, &part);
        }
    }
    line
}

/// Draws everything below a node.
fn branches(
    page: &mut Page<'_>,
    story: &Story,
    forest: &Forest<'_>,
    node: NodeId,
    prefix: &str,
    seen: &mut Vec<usize>,
) {
    let below: Vec<&Edge> = forest.main.iter().copied().filter(|e| e.parent == node).collect();
    let lost: Vec<usize> = story.stemma.lost_below(node).collect();
    for (n, edge) in below.iter().enumerate() {
        if seen.contains(&edge.child) {
            continue;
        }
        seen.push(edge.child);
        let dash = if is_unsure(edge) { '╌' } else { '─' };
        let (corner, below_it) = corner(prefix, dash, n + 1 == below.len() && lost.is_empty());
        row(page, story, edge, corner.with(Ink::Plain, "● "), true);
        let here = NodeId::Document(edge.child);
        let bar = format!("{below_it}{}", if forest.has_children(story, edge.child) { "│ " } else { "  " });
        under(page, story, forest, edge, &bar);
        branches(page, story, forest, here, shallow(page, &below_it), seen);
    }
    for (n, &at) in lost.iter().enumerate() {
        let (corner, below_it) = corner(prefix, '─', n + 1 == lost.len());
        let line = corner.with(Ink::Plain, "○ ").with(Ink::Plain, &words::lost(page.trace, story, at));
        page.push(line.cut(page.width));
        branches(page, story, forest, NodeId::Lost(at), shallow(page, &below_it), seen);
    }
}

/// The way in to a row, and what stands below it.
fn corner(prefix: &str, dash: char, last: bool) -> (Line, String) {
    let (corner, below) = if last { ('└', "  ") } else { ('├', "│ ") };
    (Line::of(Ink::Faint, &format!("{prefix}{corner}{dash}")), format!("{prefix}{below}"))
}

/// A prefix, unless it is too long for the page.
fn shallow<'p>(page: &Page<'_>, prefix: &'p str) -> &'p str {
    if prefix.chars().count() > page.width / DEEPEST { "  … " } else { prefix }
}

/// The row of a copy after its `line` in; `certainty` adds how sure it is.
fn row(page: &mut Page<'_>, story: &Story, edge: &Edge, mut line: Line, certainty: bool) {
    let column = page.table;
    let room = column.saturating_sub(1 + line.width());
    line.append(&document(page, story, NodeId::Document(edge.child), room));
    line.pad(column);
    let (cut, paste) = (edge.cut, edge.paste);
    let share = |s: Option<f64>| s.map(percent).unwrap_or_default();
    let sure = if certainty && is_unsure(edge) { percent(edge.confidence) } else { String::new() };
    let text = columns(edge.kind.as_str(), &share(cut), &share(paste), &sure);
    line.push(ink(edge.kind), text.trim_end());
    page.push(line);
}

/// The table at the end of a row.
fn columns(kind: &str, cut: &str, paste: &str, sure: &str) -> String {
    format!("{kind:<10}{cut:>7}{paste:>7}{sure:>6}")
}

/// What stands under a copy's row: the strongest evidence, and its other parents.
fn under(page: &mut Page<'_>, story: &Story, forest: &Forest<'_>, edge: &Edge, bar: &str) {
    // A lost parent's credit has been told as the document's own already.
    let told = |e: &&Evidence| e.kind != EvidenceKind::Credit || matches!(edge.parent, NodeId::Document(_));
    if let Some(best) = edge.evidence.iter().find(told) {
        let line = evidence(page, best, edge);
        hang(page, bar, &line, 2);
    }
    for other in forest.other.iter().filter(|e| e.child == edge.child) {
        let shares =
            [other.cut.map(|s| format!("cut {}", percent(s))), other.paste.map(|s| format!("paste {}", percent(s)))];
        let sure = is_unsure(other).then(|| format!("{} sure", percent(other.confidence)));
        let mut line =
            Line::of(Ink::Plain, "+ also from ").with(Ink::Strong, &words::node(page.trace, story, other.parent));
        line.push(Ink::Plain, ": ");
        line.push(ink(other.kind), other.kind.as_str());
        for part in shares.into_iter().flatten().chain(sure) {
            line.push(Ink::Faint, &format!(" · {part}"));
        }
        hang(page, bar, &line, 2);
        if let Some(best) = other.evidence.first() {
            let line = evidence(page, best, other);
            hang(page, &format!("{bar}  "), &line, 2);
        }
    }
}

/// An observation in words with the words it points at.
pub(super) fn evidence(page: &Page<'_>, evidence: &Evidence, edge: &Edge) -> Line {
    let mut line = Line::of(Ink::Faint, &evidence.words);
    let child = evidence.child_span.map(|s| s.of(&page.trace.documents[edge.child].document.text));
    let parent = match edge.parent {
        NodeId::Document(d) => evidence.parent_span.map(|s| s.of(&page.trace.documents[d].document.text)),
        NodeId::Lost(_) => None,
    };
    let Some(words) = child.or(parent).map(str::trim).filter(|w| !w.is_empty()) else {
        return line;
    };
    let told = [evidence.words.contains(words), evidence.words.contains(['“', '"', '„', '«'])];
    if !told.contains(&true) {
        line.push(Ink::Faint, ": ");
        line.push(Ink::Faint, &quoted(words));
    }
    line
}

/// Words between quotation marks, unless they bring their own.
pub(super) fn quoted(words: &str) -> String {
    let words = words.trim();
    if words.starts_with(['“', '"', '„', '«']) { words.to_owned() } else { format!("“{words}”") }
}

/// Adds a line beside the bars of the tree, wrapped, at most `most` rows unless everything is asked for.
fn hang(page: &mut Page<'_>, bar: &str, line: &Line, most: usize) {
    let room = page.width.saturating_sub(bar.chars().count()).max(20);
    let rows = if page.view.explain { line.wrap(room) } else { at_most(line, room, most) };
    for row in rows {
        page.push(joined(Line::of(Ink::Faint, bar), &row));
    }
}

/// The first rows of a wrapped line, with an ellipsis where rows are missing.
pub(super) fn at_most(line: &Line, room: usize, most: usize) -> Vec<Line> {
    let mut rows = line.wrap(room);
    if rows.len() > most {
        let (ink, next) = rows[most].pieces.first().map_or((Ink::Plain, ""), |p| (p.ink, p.text.as_str()));
        let rest = Line::of(ink, &format!(" {next} …"));
        let last = joined(rows[most - 1].clone(), &rest).cut(room);
        rows.truncate(most);
        rows[most - 1] = last;
    }
    rows
}

/// What the signs of the tree mean, one faint line.
fn legend(page: &mut Page<'_>, story: &Story) {
    let mut parts = Vec::new();
    if !story.stemma.lost.is_empty() {
        parts.push("○ not in hand");
    }
    if story.stemma.edges.iter().any(|e| is_unsure(e) && e.kind != EdgeKind::Unknown) {
        parts.push("╌ not certain");
    }
    if story.stemma.edges.iter().any(|e| e.cut.is_some()) {
        parts.push("cut: how much of the parent was taken");
        parts.push("paste: how much of the copy is from it");
    }
    if !parts.is_empty() {
        page.blank();
        let line = Line::of(Ink::Faint, &parts.join(" · "));
        for row in line.wrap(page.width - 2) {
            page.push(set_in(2, &row));
        }
    }
}
