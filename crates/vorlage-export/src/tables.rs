//! Tidy tables as CSV (RFC 4180): edges, documents, origins, ledger readings. One row a thing, ids of the user, no colours.

use crate::contract::{node_id, rounded, taken_by_lost};
use crate::{gexf, readings, words};
use std::borrow::Cow;
use vorlage_model::{EdgeKind, Story, Trace};
use vorlage_text::CodePoints;

/// Which table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// Parent -> child with kind, shares, confidence; `Source`, `Target`, `Weight`, `Type` first, as Gephi reads them.
    Edges,
    /// One row a document, with its story and origin.
    Documents,
    /// One row an origin.
    Origins,
    /// One row a reading of a claim.
    Ledger,
}

/// Writes a table of all stories with a header row.
#[must_use]
pub fn csv(trace: &Trace, table: Table) -> String {
    let (names, rows) = rows(trace, table);
    let mut out = String::new();
    row(&mut out, &names);
    for cells in rows {
        row(&mut out, &cells.iter().map(String::as_str).collect::<Vec<_>>());
    }
    out
}

/// A table: the names of its columns, and its rows.
pub(crate) type Rows = (Vec<&'static str>, Vec<Vec<String>>);

/// The rows of a table of all stories.
pub(crate) fn rows(trace: &Trace, table: Table) -> Rows {
    match table {
        Table::Edges => edges(trace),
        Table::Documents => documents(trace),
        Table::Origins => origins(trace),
        Table::Ledger => ledger(trace),
    }
}

/// A field that no spreadsheet takes for a formula: what is no number and begins with `=`, `+`, `-`, `@`, a tab, a carriage return or an
/// apostrophe gets an apostrophe before it. Whoever takes one leading apostrophe away has the field as it was.
fn guarded(field: &str) -> Cow<'_, str> {
    let risky = field.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']) && field.parse::<f64>().is_err();
    if risky { Cow::Owned(format!("'{field}")) } else { Cow::Borrowed(field) }
}

/// Adds a row; fields with commas, quotation marks or line breaks are quoted.
pub fn row(out: &mut String, fields: &[&str]) {
    for (n, field) in fields.iter().enumerate() {
        if n > 0 {
            out.push(',');
        }
        let field = guarded(field);
        if field.contains([',', '"', '\n', '\r']) || *field != *field.trim() {
            out.push_str(&format!("\"{}\"", field.replace('"', "\"\"")));
        } else {
            out.push_str(&field);
        }
    }
    out.push_str("\r\n");
}

fn number(value: Option<f64>) -> String {
    value.map(|v| rounded(v).to_string()).unwrap_or_default()
}

fn edges(trace: &Trace) -> Rows {
    let mut out = Vec::new();
    let names = vec![
        "Source", "Target", "Weight", "Type", "story", "kind", "cut", "paste", "confidence", "direction_confidence",
        "main", "evidence", "uncertain", "alterations",
    ];
    for story in &trace.stories {
        let mut before = None;
        for edge in &story.stemma.edges {
            let child = trace.documents[edge.child].document.id.as_str();
            let main = if before == Some(edge.child) { "false" } else { "true" };
            before = Some(edge.child);
            let confidence = number(Some(edge.confidence));
            let first = edge.evidence.first().map_or("", |e| e.words.as_str());
            let (cut, paste) = (number(edge.cut), number(edge.paste));
            let direction = number(Some(edge.direction.confidence));
            let parent = node_id(trace, story, edge.parent);
            let kind = edge.kind.as_str();
            let uncertain = if words::is_unsure(edge) { "true" } else { "false" };
            let fields = [
                parent,
                child,
                &confidence,
                "Directed",
                &story.id,
                kind,
                &cut,
                &paste,
                &confidence,
                &direction,
                main,
                first,
                uncertain,
                &gexf::alterations(&edge.alterations),
            ];
            out.push(fields.map(str::to_owned).to_vec());
        }
        for (parent, lost) in taken_by_lost(trace, story) {
            let kind = EdgeKind::Unknown.as_str();
            let fields = [parent, lost, "", "Directed", &story.id, kind, "", "", "", "", "true", "", "", ""];
            out.push(fields.map(str::to_owned).to_vec());
        }
    }
    (names, out)
}

fn documents(trace: &Trace) -> Rows {
    let mut out = Vec::new();
    let names = vec![
        "id", "story", "origin", "agency", "agency_confidence", "outlet", "lang", "published", "title", "url", "path",
        "parent", "kind",
    ];
    for (d, traced) in trace.documents.iter().enumerate() {
        let story = &trace.stories[traced.story];
        let document = &traced.document;
        let text = |o: &Option<String>| o.clone().unwrap_or_default();
        let agency = traced.agencies.first();
        let main = story.stemma.edges.iter().find(|e| e.child == d);
        let fields = [
            document.id.clone(),
            story.id.clone(),
            origin_id(story, traced.origin),
            agency.map(|a| a.id.to_string()).unwrap_or_default(),
            number(agency.map(|a| a.confidence)),
            text(&document.outlet),
            words::language(trace, d).unwrap_or_default(),
            document.published.as_ref().map(|p| p.at.clone()).unwrap_or_default(),
            text(&document.title),
            text(&document.url),
            text(&document.path),
            main.map(|e| node_id(trace, story, e.parent).to_owned()).unwrap_or_default(),
            main.map(|e| e.kind.as_str().to_owned()).unwrap_or_default(),
        ];
        out.push(fields.to_vec());
    }
    (names, out)
}

fn origin_id(story: &Story, n: usize) -> String {
    story.stemma.origins.get(n).map(|o| o.id.clone()).unwrap_or_default()
}

fn origins(trace: &Trace) -> Rows {
    let mut out = Vec::new();
    let names = vec!["id", "story", "root", "held", "agency", "documents", "members"];
    for story in &trace.stories {
        for origin in &story.stemma.origins {
            let members: Vec<&str> =
                origin.documents.iter().map(|&d| trace.documents[d].document.id.as_str()).collect();
            let held = matches!(origin.root, vorlage_model::NodeId::Document(_));
            let fields = [
                origin.id.clone(),
                story.id.clone(),
                node_id(trace, story, origin.root).to_owned(),
                held.to_string(),
                origin.agency.as_deref().unwrap_or_default().to_owned(),
                members.len().to_string(),
                members.join(" "),
            ];
            out.push(fields.to_vec());
        }
    }
    (names, out)
}

fn ledger(trace: &Trace) -> Rows {
    let mut out = Vec::new();
    let names = vec![
        "claim", "story", "kind", "label", "verdict", "document", "origin", "independent", "begin", "end", "text",
        "value", "low", "high", "hedge", "unit", "said_by", "direct",
    ];
    let points: Vec<CodePoints<'_>> = trace.documents.iter().map(|t| CodePoints::new(&t.document.text)).collect();
    for story in &trace.stories {
        for claim in &story.ledger {
            for r in &claim.readings {
                let [begin, end] = points[r.document].span(r.span);
                let plain = |v: Option<f64>| v.map(|v| v.to_string()).unwrap_or_default();
                let fields = [
                    claim.id.clone(),
                    story.id.clone(),
                    claim.kind.as_str().to_owned(),
                    claim.label.clone(),
                    claim.verdict.as_str().to_owned(),
                    trace.documents[r.document].document.id.clone(),
                    origin_id(story, r.origin),
                    r.independent.to_string(),
                    begin.to_string(),
                    end.to_string(),
                    readings::literal(trace, r).to_owned(),
                    plain(r.value),
                    plain(r.low),
                    plain(r.high),
                    r.hedge.map(|h| h.as_str().to_owned()).unwrap_or_default(),
                    r.unit.clone().unwrap_or_default(),
                    readings::said_by(trace, r).unwrap_or_default().to_owned(),
                    r.direct.map(|d| d.to_string()).unwrap_or_default(),
                ];
                out.push(fields.to_vec());
            }
        }
    }
    (names, out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_field_is_a_formula() {
        let guarded = ["=cmd()", "-1.5", "'quoted", "a=b", "@x", "-"].map(guarded);
        assert_eq!(guarded, ["'=cmd()", "-1.5", "''quoted", "a=b", "'@x", "'-"]);
    }

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        let mut out = String::new();
        row(&mut out, &["plain", "a,b", "say \"no\"", "two\nlines", " room "]);
        assert_eq!(out, "plain,\"a,b\",\"say \"\"no\"\"\",\"two\nlines\",\" room \"\r\n");
    }
}
