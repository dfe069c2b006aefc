//! TEI P5: the family of each origin as a text with a critical apparatus by parallel segmentation.
//!
//! A segment of the aligned text is an `app`, what a document has there a `rdg` of that witness. `n` of a reading is its place in the
//! witness: readings put in that order are the witness's whole text, character by character, for a reading begins where the one before it
//! ends; what is not of the aligned article stands in `seg` of type `outside`. A sentence that answers several segments stands at the
//! first of them. **Source:** TEI P5 Guidelines, chapter 13 (Critical Apparatus).

use crate::contract::rounded;
use crate::words::{self, is_unsure};
use crate::xml::text;
use std::collections::BTreeMap;
use vorlage_model::{Cell, DocumentIndex, Edge, EdgeKind, NodeId, Origin, Span, Story, Trace};

/// Writes all origins, a `TEI` each in one `teiCorpus`.
#[must_use]
pub fn write(trace: &Trace) -> String {
    let mut out =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<teiCorpus xmlns=\"http://www.tei-c.org/ns/1.0\">\n");
    header("Families of copies, as Vorlage traced them", "", &mut out);
    for (s, story) in trace.stories.iter().enumerate() {
        for n in 0..story.stemma.origins.len() {
            family(trace, s, n, &mut out);
        }
    }
    out.push_str("</teiCorpus>\n");
    out
}

fn header(title: &str, source: &str, out: &mut String) {
    let source = if source.is_empty() { "<p>Texts as they were read.</p>" } else { source };
    out.push_str(&format!(
        "<teiHeader><fileDesc><titleStmt><title>{}</title></titleStmt><publicationStmt><p>Made by Vorlage; not published.</p></publicationStmt><sourceDesc>{source}</sourceDesc></fileDesc><encodingDesc><variantEncoding method=\"parallel-segmentation\" location=\"internal\"/></encodingDesc></teiHeader>\n",
        text(title)
    ));
}

/// The name of a witness in the file.
fn witness(s: usize, node: NodeId) -> String {
    match node {
        NodeId::Document(d) => format!("d{d}"),
        NodeId::Lost(n) => format!("s{s}lost{n}"),
    }
}

fn family(trace: &Trace, s: usize, n: usize, out: &mut String) {
    let story = &trace.stories[s];
    let origin = &story.stemma.origins[n];
    out.push_str("<TEI>\n");
    let mut source = witnesses(trace, s, origin);
    let within: Vec<&Edge> = story.stemma.edges.iter().filter(|e| origin.documents.contains(&e.child)).collect();
    let known = |e: &&&Edge| match e.parent {
        NodeId::Document(d) => origin.documents.contains(&d),
        NodeId::Lost(l) => lost_of(story, origin).contains(&l),
    };
    let mut relations: String = within.iter().filter(known).map(|e| relation(s, e)).collect();
    for l in lost_of(story, origin) {
        if let Some(d) = story.stemma.lost[l].parent.filter(|d| origin.documents.contains(d)) {
            let (copy, of) = (witness(s, NodeId::Lost(l)), witness(s, NodeId::Document(d)));
            let unknown = EdgeKind::Unknown.as_str();
            relations.push_str(&format!(
                "<relation name=\"{unknown}\" type=\"copy\" active=\"#{copy}\" passive=\"#{of}\"/>"
            ));
        }
    }
    if !relations.is_empty() {
        source.push_str(&format!("<listRelation type=\"copies\">{relations}</listRelation>"));
    }
    header(&words::origin(trace, story, n), &source, out);
    out.push_str("<text xml:space=\"preserve\"><body><ab>");
    for (segment, readings) in apparatus(trace, origin) {
        out.push_str(&format!("<app n=\"{segment}\">"));
        for (d, place, outside, span) in readings {
            let whole = &trace.documents[d].document.text;
            out.push_str(&format!("<rdg wit=\"#d{d}\" n=\"{place}\">"));
            if !outside.is_empty() {
                out.push_str(&format!("<seg type=\"outside\">{}</seg>", text(outside.of(whole))));
            }
            out.push_str(&format!("{}</rdg>", text(span.of(whole))));
        }
        out.push_str("</app>");
    }
    out.push_str("</ab></body></text>\n</TEI>\n");
}

/// Lost texts that documents of an origin descend from.
fn lost_of(story: &Story, origin: &Origin) -> Vec<usize> {
    let of = |e: &&Edge| origin.documents.contains(&e.child);
    let parents = story.stemma.edges.iter().filter(of).map(|e| e.parent).chain([origin.root]);
    let mut all: Vec<usize> = parents.filter_map(|p| if let NodeId::Lost(n) = p { Some(n) } else { None }).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn witnesses(trace: &Trace, s: usize, origin: &Origin) -> String {
    let story = &trace.stories[s];
    let mut out = String::from("<listWit>");
    for n in lost_of(story, origin) {
        let (id, label) = (text(&story.stemma.lost[n].id), text(&words::lost(trace, story, n)));
        let name = witness(s, NodeId::Lost(n));
        out.push_str(&format!(
            "<witness xml:id=\"{name}\"><idno>{id}</idno> <note type=\"lost\">{label}</note></witness>"
        ));
    }
    for &d in &origin.documents {
        let document = &trace.documents[d].document;
        let field = |name: &str, value: Option<&str>| {
            value.map(|v| format!(" <{name}>{}</{name}>", text(v))).unwrap_or_default()
        };
        out.push_str(&format!(
            "<witness xml:id=\"d{d}\"><idno>{}</idno>{}{}{}</witness>",
            text(&document.id),
            field("title", document.title.as_deref()),
            field("publisher", document.outlet.as_deref()),
            field("date", document.published.as_ref().map(|p| p.at.as_str()))
        ));
    }
    out.push_str("</listWit>");
    out
}

fn relation(s: usize, edge: &Edge) -> String {
    let uncertain = if is_unsure(edge) { " subtype=\"uncertain\"" } else { "" };
    format!(
        "<relation name=\"{}\" type=\"copy\"{uncertain} active=\"#d{}\" passive=\"#{}\" cert=\"{}\"/>",
        edge.kind.as_str(),
        edge.child,
        witness(s, edge.parent),
        rounded(edge.confidence)
    )
}

/// A reading: document, place in it, what stands before it outside of the article, its words.
type Reading = (DocumentIndex, usize, Span, Span);

/// The readings of each segment in its order; a family of one has one segment.
fn apparatus(trace: &Trace, origin: &Origin) -> BTreeMap<usize, Vec<Reading>> {
    let mut all: BTreeMap<usize, Vec<Reading>> = BTreeMap::new();
    let rest = origin.strip.segments;
    for &d in &origin.documents {
        let row = origin.strip.rows.iter().find(|row| row.document == d);
        let cells: &[Cell] = row.map_or(&[], |row| &row.cells);
        let mut at = 0;
        for (place, cell) in cells.iter().enumerate() {
            let outside = Span { begin: at, end: cell.span.begin.max(at) };
            let segment = cell.segments.iter().min().copied().unwrap_or(rest);
            at = at.max(cell.span.end);
            all.entry(segment).or_default().push((d, place, outside, Span { begin: outside.end, end: at }));
        }
        let end = trace.documents[d].document.text.len() as u32;
        if at < end || cells.is_empty() {
            let tail = Span { begin: at, end };
            let none = Span { begin: end, end };
            let (outside, words) = if cells.is_empty() { (Span::default(), tail) } else { (tail, none) };
            all.entry(rest).or_default().push((d, cells.len(), outside, words));
        }
    }
    all
}
