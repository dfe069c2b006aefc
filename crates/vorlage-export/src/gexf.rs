//! GEXF 1.3, which Gephi reads with its time line: documents and lost texts with when they were published, copies with all their numbers.

use crate::contract::{lost_origin, node_id, rounded, taken_by_lost};
use crate::words::{self, is_unsure};
use crate::xml::text;
use vorlage_model::{Alteration, DocumentIndex, Edge, EdgeKind, Precision, Published, Story, Trace};

/// Attributes of nodes: title and type.
const OF_NODES: [(&str, &str); 15] = [
    ("held", "boolean"),
    ("story", "string"),
    ("origin", "string"),
    ("agency", "string"),
    ("agency_confidence", "double"),
    ("outlet", "string"),
    ("lang", "string"),
    ("published", "string"),
    ("url", "string"),
    ("title", "string"),
    ("story_documents", "integer"),
    ("story_publishers", "integer"),
    ("story_origins", "integer"),
    ("story_origins_at_least", "integer"),
    ("story_origins_at_most", "integer"),
];

/// Attributes of edges: title and type.
const OF_EDGES: [(&str, &str); 8] = [
    ("kind", "string"),
    ("cut", "double"),
    ("paste", "double"),
    ("confidence", "double"),
    ("direction_confidence", "double"),
    ("uncertain", "boolean"),
    ("alterations", "string"),
    ("evidence", "string"),
];

/// Writes all stories as one directed graph; `weight` is the edge's confidence.
#[must_use]
pub fn write(trace: &Trace) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n  <graph mode=\"dynamic\" defaultedgetype=\"directed\" timeformat=\"date\">\n",
    );
    declare("node", &OF_NODES, &mut out);
    declare("edge", &OF_EDGES, &mut out);
    out.push_str("    <nodes>\n");
    for story in &trace.stories {
        (0..story.stemma.lost.len()).for_each(|n| lost(trace, story, n, &mut out));
        story.documents.iter().for_each(|&d| held(trace, story, d, &mut out));
    }
    out.push_str("    </nodes>\n    <edges>\n");
    let edges = trace.stories.iter().flat_map(|story| story.stemma.edges.iter().map(move |edge| (story, edge)));
    edges.enumerate().for_each(|(n, (story, copied))| edge(trace, story, copied, n, &mut out));
    let lost = trace.stories.iter().flat_map(|story| taken_by_lost(trace, story));
    lost.enumerate().for_each(|(n, (parent, lost))| edge_to_lost(parent, lost, n, &mut out));
    out.push_str("    </edges>\n  </graph>\n</gexf>\n");
    out
}

fn declare(class: &str, attributes: &[(&str, &str)], out: &mut String) {
    out.push_str(&format!("    <attributes class=\"{class}\" mode=\"static\">\n"));
    for (n, (title, sort)) in attributes.iter().enumerate() {
        out.push_str(&format!("      <attribute id=\"{n}\" title=\"{title}\" type=\"{sort}\"/>\n"));
    }
    out.push_str("    </attributes>\n");
}

/// The day of a publication, where it is known to the day; nothing is made up for a month or a year.
fn day(published: Option<&Published>) -> Option<&str> {
    let at = published.filter(|p| matches!(p.precision, Precision::Day | Precision::Time))?.at.get(..10)?;
    let shape = at.bytes().enumerate().all(|(n, b)| if matches!(n, 4 | 7) { b == b'-' } else { b.is_ascii_digit() });
    shape.then_some(at)
}

fn values(values: &[String], out: &mut String) {
    out.push_str("<attvalues>");
    for (n, value) in values.iter().enumerate().filter(|(_, v)| !v.is_empty()) {
        out.push_str(&format!("<attvalue for=\"{n}\" value=\"{}\"/>", text(value)));
    }
    out.push_str("</attvalues>");
}

fn counts(story: &Story) -> [String; 5] {
    let c = story.counts;
    [c.documents, c.publishers, c.origins, c.origins_at_least, c.origins_at_most].map(|n| n.to_string())
}

fn lost(trace: &Trace, story: &Story, n: usize, out: &mut String) {
    let lost = &story.stemma.lost[n];
    let agency = lost.agency.as_deref().unwrap_or_default().to_owned();
    out.push_str(&format!("      <node id=\"{}\" label=\"{}\">", text(&lost.id), text(&words::lost(trace, story, n))));
    let mut all = vec!["false".to_owned(), story.id.clone(), lost_origin(story, n).to_owned(), agency];
    all.resize(10, String::new());
    all.extend(counts(story));
    values(&all, out);
    out.push_str("</node>\n");
}

fn held(trace: &Trace, story: &Story, d: DocumentIndex, out: &mut String) {
    let traced = &trace.documents[d];
    let document = &traced.document;
    let agency = traced.agencies.first();
    let label = document.title.as_deref().unwrap_or(&document.id);
    let start = day(document.published.as_ref()).map(|day| format!(" start=\"{day}\"")).unwrap_or_default();
    out.push_str(&format!("      <node id=\"{}\" label=\"{}\"{start}>", text(&document.id), text(label)));
    let mut all = vec![
        "true".to_owned(),
        story.id.clone(),
        story.stemma.origins.get(traced.origin).map(|o| o.id.clone()).unwrap_or_default(),
        agency.map(|a| a.id.to_string()).unwrap_or_default(),
        share(agency.map(|a| a.confidence)),
        document.outlet.clone().unwrap_or_default(),
        words::language(trace, d).unwrap_or_default(),
        document.published.as_ref().map(|p| p.at.clone()).unwrap_or_default(),
        document.url.clone().unwrap_or_default(),
        document.title.clone().unwrap_or_default(),
    ];
    all.extend(counts(story));
    values(&all, out);
    out.push_str("</node>\n");
}

fn share(value: Option<f64>) -> String {
    value.map(|v| rounded(v).to_string()).unwrap_or_default()
}

/// Alterations in one cell: `abridged 0.97, edited 0.03`.
#[must_use]
pub fn alterations(all: &[Alteration]) -> String {
    let one = |a: &Alteration| format!("{} {}", a.kind.as_str(), rounded(a.share));
    all.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn edge(trace: &Trace, story: &Story, edge: &Edge, n: usize, out: &mut String) {
    let evidence: Vec<&str> = edge.evidence.iter().map(|e| e.words.as_str()).collect();
    out.push_str(&format!(
        "      <edge id=\"{n}\" source=\"{}\" target=\"{}\" weight=\"{}\">",
        text(node_id(trace, story, edge.parent)),
        text(&trace.documents[edge.child].document.id),
        rounded(edge.confidence)
    ));
    let all = [
        edge.kind.as_str().to_owned(),
        share(edge.cut),
        share(edge.paste),
        share(Some(edge.confidence)),
        share(Some(edge.direction.confidence)),
        is_unsure(edge).to_string(),
        alterations(&edge.alterations),
        evidence.join("\n"),
    ];
    values(&all, out);
    out.push_str("</edge>\n");
}

/// The edge from a held document to a lost text that was taken from it: how much of it the copy kept is not known.
fn edge_to_lost(parent: &str, lost: &str, n: usize, out: &mut String) {
    out.push_str(&format!("      <edge id=\"lost{n}\" source=\"{}\" target=\"{}\">", text(parent), text(lost)));
    values(&[EdgeKind::Unknown.as_str().to_owned()], out);
    out.push_str("</edge>\n");
}
