//! Clusters of reused passages as passim writes them: JSON Lines, one passage a line, its cluster and the cluster's size beside it.
//!
//! **Source:** D. A. Smith, passim (its output's field names). A cluster is one segment of a family's aligned text.

use crate::contract::rounded;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use vorlage_model::{Cell, DocumentIndex, Origin, Story, Trace};
use vorlage_text::CodePoints;

/// The passages of all segments that two or more documents hold. `begin` and `end` are code points of the document's text.
#[must_use]
pub fn lines(trace: &Trace) -> Vec<Value> {
    let points: Vec<CodePoints<'_>> = trace.documents.iter().map(|t| CodePoints::new(&t.document.text)).collect();
    let mut out = Vec::new();
    let mut cluster = 0;
    for story in &trace.stories {
        for origin in &story.stemma.origins {
            for passages in segments(origin).values().filter(|p| p.len() > 1) {
                let one = |&(d, cell): &(DocumentIndex, &Cell)| {
                    let mut line = passage(trace, story, origin, d, cell);
                    let [begin, end] = points[d].span(cell.span);
                    line["cluster"] = json!(cluster);
                    line["size"] = json!(passages.len());
                    (line["begin"], line["end"]) = (json!(begin), json!(end));
                    line
                };
                out.extend(passages.iter().map(one));
                cluster += 1;
            }
        }
    }
    out
}

/// The cells of each segment, ascending by document; a cell of several segments stands in each.
fn segments(origin: &Origin) -> BTreeMap<usize, Vec<(DocumentIndex, &Cell)>> {
    let mut all: BTreeMap<usize, Vec<_>> = BTreeMap::new();
    for row in &origin.strip.rows {
        for cell in &row.cells {
            cell.segments.iter().for_each(|&s| all.entry(s).or_default().push((row.document, cell)));
        }
    }
    all
}

fn passage(trace: &Trace, story: &Story, origin: &Origin, d: DocumentIndex, cell: &Cell) -> Value {
    let document = &trace.documents[d].document;
    json!({
        "cluster": null, "size": null, "series": document.outlet.as_deref().unwrap_or(&document.id), "id": document.id,
        "begin": null, "end": null, "date": document.published.as_ref().map(|p| &p.at), "title": document.title,
        "url": document.url, "story": story.id, "origin": origin.id, "kept": rounded(cell.kept),
        "text": cell.span.of(&document.text),
    })
}
