//! The trees as graphs: DOT for Graphviz, GraphML for Gephi, igraph and networkx.

use crate::contract::{lost_origin, node_id, rounded, taken_by_lost};
use crate::words::{self, Names, is_unsure, percent};
use crate::xml::{text as escape, visible};
use vorlage_model::{Edge, EdgeKind, Story, Trace};

/// Writes all stories as one directed DOT graph, a cluster each; lost nodes are hollow, uncertain edges dashed.
#[must_use]
pub fn dot(trace: &Trace) -> String {
    let names = Names::of(trace);
    let mut out = String::from(
        "digraph vorlage {\n  rankdir=LR;\n  node [shape=box, style=\"rounded,filled\", fillcolor=\"#eef2f6\", fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\", fontsize=10];\n",
    );
    for (n, story) in trace.stories.iter().enumerate() {
        out.push_str(&format!("  subgraph cluster_{n} {{\n    label={};\n", quoted(&words::heading(trace, story))));
        for (l, lost) in story.stemma.lost.iter().enumerate() {
            let label = quoted(&words::lost(trace, story, l));
            out.push_str(&format!("    {} [label={label}, style=\"rounded,dashed\"];\n", name(&lost.id)));
        }
        for (parent, lost) in taken_by_lost(trace, story) {
            out.push_str(&format!(
                "    {} -> {} [color=\"{}\"];\n",
                name(parent),
                name(lost),
                color(EdgeKind::Unknown)
            ));
        }
        for &d in &story.documents {
            let document = &trace.documents[d].document;
            let outlet = document.outlet.as_deref().map(|o| format!("\n{o}")).unwrap_or_default();
            let label = quoted(&format!("{} {}{outlet}", words::siglum(story, d), names.document(d)));
            out.push_str(&format!("    {} [label={label}];\n", name(&document.id)));
        }
        for edge in &story.stemma.edges {
            dot_edge(trace, story, edge, &mut out);
        }
        out.push_str("  }\n");
    }
    out.push_str("}\n");
    out
}

fn dot_edge(trace: &Trace, story: &Story, edge: &Edge, out: &mut String) {
    let (parent, child) = (node_id(trace, story, edge.parent), &trace.documents[edge.child].document.id);
    let mut label = edge.kind.as_str().to_owned();
    if let (Some(cut), Some(paste)) = (edge.cut, edge.paste) {
        label.push_str(&format!("\ncut {} paste {}", percent(cut), percent(paste)));
    }
    let style = if is_unsure(edge) { ", style=dashed" } else { "" };
    out.push_str(&format!(
        "    {} -> {} [label={}, color=\"{}\", weight={}{style}];\n",
        name(parent),
        name(child),
        quoted(&label),
        color(edge.kind),
        (edge.confidence * 10.0).round().max(1.0),
    ));
}

/// The colour of an edge kind on white; each has a contrast of 4.5 or more.
fn color(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::Verbatim | EdgeKind::Abridged | EdgeKind::Edited | EdgeKind::Revised | EdgeKind::Excerpt => "#1d5fa8",
        EdgeKind::Spun | EdgeKind::Rewritten => "#8a2d9c",
        EdgeKind::Translated | EdgeKind::RoundTrip => "#00706a",
        EdgeKind::Unknown => "#5c6670",
    }
}

/// The name of a node: two ids stay two, whatever they hold.
fn name(id: &str) -> String {
    quoted(&visible(id))
}

/// A DOT string.
fn quoted(text: &str) -> String {
    let text = text.split('\n').map(crate::styled::clean).collect::<Vec<_>>().join("\n");
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}

/// Attributes of nodes and edges: key, of what, type.
const KEYS: [(&str, &str, &str); 15] = [
    ("label", "node", "string"),
    ("held", "node", "boolean"),
    ("story", "node", "string"),
    ("origin", "node", "string"),
    ("agency", "node", "string"),
    ("outlet", "node", "string"),
    ("lang", "node", "string"),
    ("published", "node", "string"),
    ("url", "node", "string"),
    ("kind", "edge", "string"),
    ("cut", "edge", "double"),
    ("paste", "edge", "double"),
    ("weight", "edge", "double"),
    ("direction_confidence", "edge", "double"),
    ("evidence", "edge", "string"),
];

/// Writes all stories as one directed GraphML graph; `weight` is the edge's confidence.
#[must_use]
pub fn graphml(trace: &Trace) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n",
    );
    for (key, of, sort) in KEYS {
        out.push_str(&format!("  <key id=\"{key}\" for=\"{of}\" attr.name=\"{key}\" attr.type=\"{sort}\"/>\n"));
    }
    out.push_str("  <graph id=\"vorlage\" edgedefault=\"directed\">\n");
    for story in &trace.stories {
        graphml_nodes(trace, story, &mut out);
        for (n, edge) in story.stemma.edges.iter().enumerate() {
            graphml_edge(trace, story, edge, n, &mut out);
        }
        for (parent, lost) in taken_by_lost(trace, story) {
            graphml_to_lost(parent, lost, &mut out);
        }
    }
    out.push_str("  </graph>\n</graphml>\n");
    out
}

fn data(key: &str, value: &str, out: &mut String) {
    if !value.is_empty() {
        out.push_str(&format!("<data key=\"{key}\">{}</data>", escape(value)));
    }
}

fn graphml_nodes(trace: &Trace, story: &Story, out: &mut String) {
    for (n, lost) in story.stemma.lost.iter().enumerate() {
        out.push_str(&format!("    <node id=\"{}\">", escape(&lost.id)));
        data("label", &words::lost(trace, story, n), out);
        data("held", "false", out);
        data("story", &story.id, out);
        data("origin", lost_origin(story, n), out);
        data("agency", lost.agency.as_deref().unwrap_or(""), out);
        out.push_str("</node>\n");
    }
    for &d in &story.documents {
        let traced = &trace.documents[d];
        let document = &traced.document;
        out.push_str(&format!("    <node id=\"{}\">", escape(&document.id)));
        data("label", document.title.as_deref().unwrap_or(&document.id), out);
        data("held", "true", out);
        data("story", &story.id, out);
        data("origin", story.stemma.origins.get(traced.origin).map_or("", |o| &o.id), out);
        data("agency", traced.agencies.first().map_or("", |a| &a.id), out);
        data("outlet", document.outlet.as_deref().unwrap_or(""), out);
        data("lang", &words::language(trace, d).unwrap_or_default(), out);
        data("published", document.published.as_ref().map_or("", |p| &p.at), out);
        data("url", document.url.as_deref().unwrap_or(""), out);
        out.push_str("</node>\n");
    }
}

fn graphml_edge(trace: &Trace, story: &Story, edge: &Edge, n: usize, out: &mut String) {
    let (parent, child) = (node_id(trace, story, edge.parent), &trace.documents[edge.child].document.id);
    out.push_str(&format!(
        "    <edge id=\"{}#{n}\" source=\"{}\" target=\"{}\">",
        escape(&story.id),
        escape(parent),
        escape(child)
    ));
    let share = |s: Option<f64>| s.map(|s| rounded(s).to_string()).unwrap_or_default();
    data("kind", edge.kind.as_str(), out);
    data("cut", &share(edge.cut), out);
    data("paste", &share(edge.paste), out);
    data("weight", &share(Some(edge.confidence)), out);
    data("direction_confidence", &share(Some(edge.direction.confidence)), out);
    data("evidence", edge.evidence.first().map_or("", |e| e.words.as_str()), out);
    out.push_str("</edge>\n");
}

/// The edge from a held document to a lost text that was taken from it.
fn graphml_to_lost(parent: &str, lost: &str, out: &mut String) {
    let (source, target) = (escape(parent), escape(lost));
    out.push_str(&format!("    <edge id=\"{target}#\" source=\"{source}\" target=\"{target}\">"));
    data("kind", EdgeKind::Unknown.as_str(), out);
    out.push_str("</edge>\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dot_strings_cannot_be_left() {
        assert_eq!(quoted("a\"]; evil -> b [\\"), "\"a\\\"]; evil -> b [\\\\\"");
    }
}
