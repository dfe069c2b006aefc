//! ninjs 3.1, IPTC's news in JSON: one item a line, each copy associated with what it was taken from.
//!
//! The standard has no property for a derivation: it is an association whose `rel` says `derivedFrom`. What an association has no room
//! for (kind, shares, confidences, evidence) stands as JSON in one of its `descriptions`. **Source:** IPTC, ninjs 3.1.

use crate::contract::{authors, body, edge_value, node_id, rounded};
use crate::prov::{known, local};
use crate::words;
use serde_json::{Value, json};
use vorlage_model::{DocumentIndex, Edge, NodeId, Precision, Published, Story, Trace};

/// The item of each document, in the order of the documents.
pub fn items(trace: &Trace) -> impl Iterator<Item = Value> {
    (0..trace.documents.len()).map(|d| item(trace, d))
}

/// A name that is a URI whatever the id is.
fn uri(id: &str) -> String {
    format!("urn:vorlage:document:{}", local(id))
}

fn item(trace: &Trace, d: DocumentIndex) -> Value {
    let traced = &trace.documents[d];
    let (document, story) = (&traced.document, &trace.stories[traced.story]);
    let by = authors(document, &traced.analysis.authors).join(", ");
    let text = body(&document.text, &traced.analysis.residue);
    let agencies = traced.agencies.iter().map(|a| json!({"name": a.name, "role": "agency", "literal": a.id}));
    let outlet = document.outlet.iter().map(|o| json!({"name": o, "role": "outlet"}));
    let subjects = traced.agencies.iter().map(|a| {
        let confidence = (a.confidence.clamp(0.0, 1.0) * 100.0).round() as u8;
        json!({"name": a.name, "rel": "agency", "literal": a.id, "creator": "Vorlage", "confidence": confidence})
    });
    let copied = story.stemma.edges.iter().filter(|e| e.child == d).map(|e| parent(trace, story, e));
    known(json!({
        "uri": uri(&document.id),
        "type": "text",
        "representationType": "full",
        "standard": {"name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"},
        "contentCreated": time(document.published.as_ref()),
        "language": words::language(trace, d),
        "title": document.title,
        "headlines": document.title.iter().map(|t| json!({"role": "main", "value": t})).collect::<Vec<_>>(),
        "by": Some(by).filter(|by| !by.is_empty()),
        "bodies": [{"role": "main", "contentType": "text/plain", "charCount": text.chars().count(), "value": text}],
        "infoSources": outlet.chain(agencies).collect::<Vec<_>>(),
        "subjects": subjects.collect::<Vec<_>>(),
        "altIds": ids(trace, d),
        "associations": copied.collect::<Vec<_>>(),
        "descriptions": [{"role": "vorlage:counts", "contentType": "application/json", "value": counts(story).to_string()}],
    }))
}

/// A time of publication that is one, with its offset from UTC; a day is no time.
fn time(published: Option<&Published>) -> Option<&str> {
    let at = published.filter(|p| p.precision == Precision::Time)?.at.as_str();
    let offset = at.ends_with('Z') || at.get(at.len().saturating_sub(6)..).is_some_and(|o| o.starts_with(['+', '-']));
    let shape = at.is_ascii() && at.len() >= 20 && at.as_bytes().get(10) == Some(&b'T') && at.as_bytes()[16] == b':';
    (offset && shape).then_some(at)
}

fn ids(trace: &Trace, d: DocumentIndex) -> Vec<Value> {
    let traced = &trace.documents[d];
    let document = &traced.document;
    let story = &trace.stories[traced.story];
    let all = [
        ("id", Some(document.id.as_str())),
        ("url", document.url.as_deref()),
        ("story", Some(story.id.as_str())),
        ("origin", story.stemma.origins.get(traced.origin).map(|o| o.id.as_str())),
        ("published", document.published.as_ref().map(|p| p.at.as_str())),
    ];
    all.iter().filter_map(|(role, value)| Some(json!({"role": role, "value": (*value)?}))).collect()
}

fn counts(story: &Story) -> Value {
    let c = story.counts;
    json!({"documents": c.documents, "publishers": c.publishers, "origins": c.origins,
           "origins_at_least": c.origins_at_least, "origins_at_most": c.origins_at_most})
}

fn parent(trace: &Trace, story: &Story, edge: &Edge) -> Value {
    let id = node_id(trace, story, edge.parent);
    let held = matches!(edge.parent, NodeId::Document(_));
    let value = edge_value(trace, story, edge).to_string();
    json!({
        "uri": uri(id), "name": words::node(trace, story, edge.parent), "rel": "derivedFrom", "type": "text",
        "representationType": "partial",
        "altIds": [{"role": if held { "id" } else { "lost" }, "value": id}],
        "title": format!("{} (confidence {})", edge.kind.as_str(), rounded(edge.confidence)),
        "descriptions": [{"role": "vorlage:edge", "contentType": "application/json", "value": value}],
    })
}
