//! The ledger as schema.org JSON-LD: each row a `Claim` with where it appears, and a `ClaimReview` of how independent its sources are.
//!
//! A review here carries no `reviewRating`: Vorlage measures whether reports are independent, not whether they are true, and a rating
//! would be read as a finding of truth. Its aspect is named, its verdict is words, and the counts are `Observation`s.

use crate::prov::{known, local};
use crate::{readings, words};
use serde_json::{Value, json};
use vorlage_model::{DocumentIndex, Edge, LedgerRow, NodeId, Reading, Story, Trace};
use vorlage_text::CodePoints;

/// Writes an answer as one graph; its context is inside, so that nothing is fetched to read it.
#[must_use]
pub fn write(trace: &Trace) -> Value {
    let points: Vec<CodePoints<'_>> = trace.documents.iter().map(|t| CodePoints::new(&t.document.text)).collect();
    let mut graph: Vec<Value> = (0..trace.documents.len()).map(|d| article(trace, d)).collect();
    for story in &trace.stories {
        graph.extend(observations(story));
        for row in &story.ledger {
            graph.push(claim(trace, story, row, &points));
            graph.push(review(story, row));
        }
    }
    json!({"@context": {"@vocab": "https://schema.org/"}, "@graph": graph})
}

fn document_uri(id: &str) -> String {
    format!("urn:vorlage:document:{}", local(id))
}

fn claim_uri(story: &Story, row: &LedgerRow) -> String {
    format!("urn:vorlage:claim:{}:{}", local(&story.id), local(&row.id))
}

fn article(trace: &Trace, d: DocumentIndex) -> Value {
    let traced = &trace.documents[d];
    let document = &traced.document;
    let story = &trace.stories[traced.story];
    let parent = |e: &Edge| {
        let id = match e.parent {
            NodeId::Document(p) => &trace.documents[p].document.id,
            NodeId::Lost(n) => &story.stemma.lost[n].id,
        };
        json!({"@id": document_uri(id)})
    };
    let parents: Vec<Value> = story.stemma.edges.iter().filter(|e| e.child == d).map(parent).collect();
    known(json!({
        "@id": document_uri(&document.id), "@type": "NewsArticle", "identifier": document.id, "headline": document.title,
        "url": document.url, "inLanguage": words::language(trace, d),
        "datePublished": document.published.as_ref().map(|p| &p.at),
        "publisher": document.outlet.as_ref().map(|o| json!({"@type": "Organization", "name": o})),
        "isBasedOn": parents,
    }))
}

fn observations(story: &Story) -> impl Iterator<Item = Value> {
    let c = story.counts;
    let about = format!("urn:vorlage:story:{}", local(&story.id));
    let all = [
        ("documents", c.documents, None),
        ("publishers", c.publishers, None),
        ("independent origins", c.origins, Some([c.origins_at_least, c.origins_at_most])),
    ];
    all.into_iter().map(move |(name, n, range)| {
        let value = match range {
            Some([low, high]) => json!({"@type": "QuantitativeValue", "value": n, "minValue": low, "maxValue": high}),
            None => json!(n),
        };
        json!({"@type": "Observation", "observationAbout": {"@id": about}, "measuredProperty": name, "value": value})
    })
}

fn claim(trace: &Trace, story: &Story, row: &LedgerRow, points: &[CodePoints<'_>]) -> Value {
    let appearance = |r: &Reading| {
        let document = &trace.documents[r.document].document;
        let [begin, end] = points[r.document].span(r.span);
        known(json!({
            "@type": "Quotation", "text": readings::literal(trace, r), "spokenByCharacter": readings::said_by(trace, r),
            "isPartOf": {"@id": document_uri(&document.id)}, "identifier": format!("{}#char={begin},{end}", document.id),
            "creditText": if r.independent { "independent" } else { "copied" },
        }))
    };
    // The earliest is only told where every reading says when, and a day is compared with days alone.
    let day = |r: &Reading| trace.documents[r.document].document.published.as_ref().and_then(|p| p.at.get(..10));
    let days: Option<Vec<&str>> = row.readings.iter().map(day).collect();
    let first = days.and_then(|days| {
        let least = days.iter().min()?;
        let mut at = days.iter().enumerate().filter(|(_, d)| *d == least).map(|(n, _)| n);
        at.next().filter(|_| at.next().is_none())
    });
    known(json!({
        "@id": claim_uri(story, row), "@type": "Claim", "identifier": row.id, "name": row.label,
        "appearance": row.readings.iter().map(appearance).collect::<Vec<_>>(),
        "firstAppearance": first.map(|n| appearance(&row.readings[n])),
    }))
}

fn review(story: &Story, row: &LedgerRow) -> Value {
    let independent = row.readings.iter().filter(|r| r.independent).count();
    json!({
        "@type": "ClaimReview", "itemReviewed": {"@id": claim_uri(story, row)}, "claimReviewed": row.label,
        "reviewAspect": "independence of the sources", "author": {"@type": "SoftwareApplication", "name": "Vorlage"},
        "name": row.verdict.as_str(),
        "reviewBody": format!("{}: {}; {} of {} readings are independent. Whether the claim is true was not examined.",
            row.verdict.as_str(), words::verdict_meaning(row.verdict), independent, row.readings.len()),
    })
}
