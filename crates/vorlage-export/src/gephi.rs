//! The two tables that Gephi's import takes: nodes, lost texts among them, and edges.

use crate::contract::{lost_origin, rounded};
use crate::tables::{self, Table, row};
use crate::words;
use vorlage_model::Trace;

/// Documents and lost texts, `Id` and `Label` first.
#[must_use]
pub fn nodes(trace: &Trace) -> String {
    let mut out = String::new();
    row(
        &mut out,
        &[
            "Id", "Label", "held", "story", "origin", "agency", "agency_confidence", "outlet", "lang", "published",
            "url",
        ],
    );
    for story in &trace.stories {
        for (n, lost) in story.stemma.lost.iter().enumerate() {
            let origin = lost_origin(story, n);
            let agency = lost.agency.as_deref().unwrap_or_default();
            let label = words::lost(trace, story, n);
            row(&mut out, &[&lost.id, &label, "false", &story.id, origin, agency, "", "", "", "", ""]);
        }
        for &d in &story.documents {
            let traced = &trace.documents[d];
            let document = &traced.document;
            let agency = traced.agencies.first();
            let fields = [
                document.id.as_str(),
                document.title.as_deref().unwrap_or(&document.id),
                "true",
                &story.id,
                story.stemma.origins.get(traced.origin).map_or("", |o| &o.id),
                agency.map_or("", |a| &a.id),
                &agency.map(|a| rounded(a.confidence).to_string()).unwrap_or_default(),
                document.outlet.as_deref().unwrap_or_default(),
                &words::language(trace, d).unwrap_or_default(),
                document.published.as_ref().map_or("", |p| &p.at),
                document.url.as_deref().unwrap_or_default(),
            ];
            row(&mut out, &fields);
        }
    }
    out
}

/// Copies, `Source` and `Target` first.
#[must_use]
pub fn edges(trace: &Trace) -> String {
    tables::csv(trace, Table::Edges)
}
