//! The contract's JSON: the printed answers that other programs read.

use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::{Value, json};
use vorlage_model::{
    Agency, Cell, Credit, Declared, Document, Edge, Evidence, Figure, LedgerRow, LostNode, NodeId, Origin, Published,
    Quote, Reading, Residue, ResidueKind, Row, Span, Story, Strip, Trace, Traced,
};
use vorlage_text::CodePoints;

/// The answer of `vorlage trace --format json`; it is made document by document while it is written, so that a large answer never
/// stands in memory. `models` and `settings` are what it rests on beside the documents.
#[must_use]
pub fn trace<'a>(trace: &'a Trace, bodies: bool, models: &Value, settings: &Value) -> impl Serialize + 'a {
    let vorlage = json!({
        "version": env!("CARGO_PKG_VERSION"), "models": models, "settings": settings, "not_measured": trace.not_measured,
    });
    Answer { vorlage, trace, bodies, points: points(trace) }
}

/// An answer that is made while it is written.
struct Answer<'a> {
    vorlage: Value,
    trace: &'a Trace,
    bodies: bool,
    points: Vec<CodePoints<'a>>,
}

impl Serialize for Answer<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (trace, points) = (self.trace, &self.points);
        let mut answer = serializer.serialize_map(Some(4))?;
        answer.serialize_entry("vorlage", &self.vorlage)?;
        let documents = || trace.documents.iter().zip(points).map(|(t, p)| traced(trace, t, p, self.bodies));
        answer.serialize_entry("documents", &Lazy(documents))?;
        answer.serialize_entry("stories", &Lazy(|| trace.stories.iter().map(|s| story(trace, s, points))))?;
        answer.serialize_entry("notes", &notes(&trace.notes))?;
        answer.end()
    }
}

/// A sequence whose members are made one after the other.
struct Lazy<F>(F);

impl<I: Iterator<Item = Value>, F: Fn() -> I> Serialize for Lazy<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// Where the code points of each document lie.
fn points(trace: &Trace) -> Vec<CodePoints<'_>> {
    trace.documents.iter().map(|t| CodePoints::new(&t.document.text)).collect()
}

/// The lines of `vorlage trace --format jsonl`: one story a line, with its documents inside it.
pub fn story_lines(trace: &Trace, bodies: bool) -> impl Iterator<Item = Value> {
    let points = points(trace);
    trace.stories.iter().map(move |s| {
        let mut value = story(trace, s, &points);
        let members = s.documents.iter().map(|&d| traced(trace, &trace.documents[d], &points[d], bodies));
        value["documents"] = members.collect();
        value
    })
}

/// One line of `vorlage read --format jsonl`.
#[must_use]
pub fn read_line(document: &Document, analysis: &vorlage_model::Analysis) -> Value {
    let points = CodePoints::new(&document.text);
    json!({
        "id": document.id,
        "path": document.path,
        "url": document.url,
        "canonical": document.canonical,
        "amp": document.amp,
        "lang": analysis.lang.or(document.lang).map(|l| l.to_string()),
        "title": document.title.as_deref().or(analysis.title.map(|t| t.of(&document.text))),
        "authors": authors(document, &analysis.authors),
        "people": people(document, analysis),
        "section": document.section,
        "dateline": analysis.dateline.map(|s| s.of(&document.text)),
        "published": published(document.published.as_ref()),
        "modified": published(document.modified.as_ref()),
        "crawled": published(document.crawled.as_ref()),
        "outlet": document.outlet,
        "declared": declared(&document.declared),
        "archived": document.archived.map(|a| json!({"offset": a.offset, "length": a.length, "unpacked": a.unpacked})),
        "text": document.text,
        "body": body(&document.text, &analysis.residue),
        "residue": residue(&analysis.residue, &points),
        "credits": analysis.credits.iter().map(|c| credit(c, &points)).collect::<Vec<_>>(),
        "notes": notes(&document.notes),
    })
}

/// The lines of `vorlage claims --format jsonl` for one document.
#[must_use]
pub fn claim_lines(document: &Document, analysis: &vorlage_model::Analysis) -> Vec<Value> {
    let points = CodePoints::new(&document.text);
    let quotes = analysis.quotes.iter().map(|q| (q.span, quote(document, q, &points)));
    let figures = analysis.figures.iter().map(|f| (f.span, figure(document, f, &points)));
    let mut lines: Vec<(Span, Value)> = quotes.chain(figures).collect();
    lines.sort_by_key(|(span, _)| *span);
    lines.into_iter().map(|(_, line)| line).collect()
}

fn notes(notes: &[vorlage_model::Note]) -> Vec<Value> {
    notes.iter().map(|n| json!({"place": n.place, "text": n.text})).collect()
}

/// Authors as declared, then those of bylines in the text that are not among them.
#[must_use]
pub fn authors(document: &Document, from_text: &[String]) -> Vec<String> {
    let mut all = document.authors.clone();
    all.extend(from_text.iter().filter(|a| !document.authors.contains(a)).cloned());
    all
}

/// Authors without agencies and the outlet itself.
fn people(document: &Document, analysis: &vorlage_model::Analysis) -> Vec<String> {
    let agency = |name: &String| analysis.credits.iter().any(|c| c.span.is_none() && c.text == *name);
    let all = authors(document, &analysis.authors);
    all.into_iter().filter(|name| !agency(name) && document.outlet.as_ref() != Some(name)).collect()
}

/// What a document declares of its own making: the fields that say something; `null` where none does.
fn declared(declared: &Declared) -> Value {
    if *declared == Declared::default() {
        return Value::Null;
    }
    let sources = declared.sources.iter().map(|s| json!({"name": s.name, "uri": s.uri, "role": s.role}));
    let other_ids = declared.other_ids.iter().map(|(kind, id)| json!({"kind": kind, "id": id}));
    let all = json!({
        "credit": declared.credit,
        "sources": sources.collect::<Vec<_>>(),
        "based_on": declared.based_on,
        "item": declared.item,
        "other_ids": other_ids.collect::<Vec<_>>(),
        "version": declared.version,
        "editors_notes": declared.editors_notes,
        "urgency": declared.urgency,
        "embargo": declared.embargo,
        "copyright": declared.copyright,
        "usage": declared.usage,
    });
    let filled = |value: &Value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty());
    all.as_object()
        .map_or(Value::Null, |all| all.iter().filter(|(_, v)| filled(v)).map(|(k, v)| (k.clone(), v.clone())).collect())
}

fn published(published: Option<&Published>) -> Value {
    published.map_or(Value::Null, |p| json!({"at": p.at, "precision": p.precision.as_str(), "from": p.from}))
}

/// The article alone: what is left of the text without residue, empty lines dropped.
///
/// Crossheads, the dateline and padding stay: they are set apart for comparing texts, but a page prints them as its article.
#[must_use]
pub fn body(text: &str, residue: &[Residue]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    let of_article =
        |r: &&Residue| matches!(r.kind, ResidueKind::Crosshead | ResidueKind::Dateline | ResidueKind::Padding);
    for r in residue.iter().filter(|r| !of_article(r)) {
        kept.push_str(text.get(at..r.span.begin as usize).unwrap_or(""));
        at = at.max(r.span.end as usize);
    }
    kept.push_str(text.get(at..).unwrap_or(""));
    let lines: Vec<&str> = kept.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    lines.join("\n")
}

fn residue(residue: &[Residue], points: &CodePoints<'_>) -> Vec<Value> {
    residue.iter().map(|r| json!({"span": points.span(r.span), "kind": r.kind.as_str()})).collect()
}

fn credit(credit: &Credit, points: &CodePoints<'_>) -> Value {
    json!({"agency": credit.agency, "kind": credit.kind.as_str(), "span": credit.span.map(|s| points.span(s)), "text": credit.text})
}

fn agency(agency: &Agency, points: &CodePoints<'_>) -> Value {
    let evidence: Vec<Value> = agency
        .evidence
        .iter()
        .map(|c| json!({"kind": c.kind.as_str(), "span": c.span.map(|s| points.span(s)), "text": c.text}))
        .collect();
    json!({"id": agency.id, "name": agency.name, "confidence": rounded(agency.confidence), "evidence": evidence})
}

fn spanned(text: &str, span: Span, points: &CodePoints<'_>) -> Value {
    json!({"span": points.span(span), "text": span.of(text)})
}

fn quote(document: &Document, quote: &Quote, points: &CodePoints<'_>) -> Value {
    let speaker = quote.speaker.as_ref().map(|s| {
        let mut value = spanned(&document.text, s.span, points);
        value["name"] = json!(s.name);
        value
    });
    json!({
        "document": document.id, "kind": "quote", "span": points.span(quote.span), "text": quote.span.of(&document.text),
        "direct": quote.direct, "speaker": speaker, "cue": quote.cue.map(|c| spanned(&document.text, c.span, points)),
    })
}

fn figure(document: &Document, figure: &Figure, points: &CodePoints<'_>) -> Value {
    json!({
        "document": document.id, "kind": "figure", "span": points.span(figure.span), "text": figure.span.of(&document.text),
        "value": number(figure.value), "low": figure.low.map(number), "high": figure.high.map(number),
        "hedge": figure.hedge.map(|h| h.as_str()), "unit": figure.unit, "of": figure.of.map(|s| s.of(&document.text)),
        "attributed_to": figure.attributed_to.map(|a| spanned(&document.text, a.span, points)),
    })
}

/// A whole number prints as one.
fn number(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 9e15 { json!(value as i64) } else { json!(value) }
}

/// Confidences and shares print with three decimals, so that no last bit of a float reaches an answer.
#[must_use]
pub fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

fn traced(trace: &Trace, traced: &Traced, points: &CodePoints<'_>, bodies: bool) -> Value {
    let (document, analysis) = (&traced.document, &traced.analysis);
    let story = &trace.stories[traced.story];
    let mut value = json!({
        "id": document.id,
        "path": document.path,
        "url": document.url,
        "outlet": document.outlet,
        "lang": analysis.lang.or(document.lang).map(|l| l.to_string()),
        "title": document.title,
        "authors": authors(document, &analysis.authors),
        "published": published(document.published.as_ref()),
        "story": story.id,
        "origin": story.stemma.origins[traced.origin].id,
        "agencies": traced.agencies.iter().map(|a| agency(a, points)).collect::<Vec<_>>(),
        "residue": residue(&analysis.residue, points),
        "shows": {
            "findings": analysis.shows.findings.iter().map(|f| json!({
                "kind": f.kind.as_str(), "span": points.span(f.span), "text": f.span.of(&document.text), "expected": f.expected,
            })).collect::<Vec<_>>(),
        },
        "notes": notes(&document.notes),
        "extra": document.extra.iter().map(|(k, v)| (k.clone(), serde_json::from_str(v).unwrap_or(Value::Null))).collect::<serde_json::Map<_, _>>(),
    });
    if bodies {
        value["body"] = json!(body(&document.text, &analysis.residue));
    }
    value
}

/// The id of the origin that a lost text is of, empty where none is known.
#[must_use]
pub fn lost_origin(story: &Story, n: usize) -> &str {
    let lost = &story.stemma.lost[n];
    let of = |o: &&Origin| o.root == NodeId::Lost(n) || lost.parent.is_some_and(|d| o.documents.contains(&d));
    story.stemma.origins.iter().find(of).map_or("", |o| &o.id)
}

/// Held texts from which lost ones were taken: id of the parent, id of the lost text.
pub fn taken_by_lost<'a>(trace: &'a Trace, story: &'a Story) -> impl Iterator<Item = (&'a str, &'a str)> {
    let parent = |d: usize| trace.documents[d].document.id.as_str();
    story.stemma.lost.iter().filter_map(move |lost| Some((parent(lost.parent?), lost.id.as_str())))
}

/// The printed id of a node.
#[must_use]
pub fn node_id<'a>(trace: &'a Trace, story: &'a Story, node: NodeId) -> &'a str {
    match node {
        NodeId::Document(d) => &trace.documents[d].document.id,
        NodeId::Lost(n) => &story.stemma.lost[n].id,
    }
}

fn story(trace: &Trace, story: &Story, points: &[CodePoints<'_>]) -> Value {
    let ids =
        |documents: &[usize]| documents.iter().map(|&d| trace.documents[d].document.id.as_str()).collect::<Vec<_>>();
    let origins: Vec<Value> = story
        .stemma
        .origins
        .iter()
        .map(|o| json!({"id": o.id, "root": node_id(trace, story, o.root), "agency": o.agency, "documents": ids(&o.documents),
                        "strip": strip(trace, &o.strip, points)}))
        .collect();
    let mut value = json!({
        "id": story.id, "label": story.label, "from": story.from, "to": story.to, "documents": ids(&story.documents),
        "counts": crate::desk::counts_of(story.counts),
        "origins": origins,
        "lost": story.stemma.lost.iter().map(|l| lost(trace, l)).collect::<Vec<_>>(),
        "edges": story.stemma.edges.iter().map(|e| edge(trace, story, e, points)).collect::<Vec<_>>(),
        "doubts": story.stemma.doubts.iter().map(|d| json!({"documents": ids(&[d.one, d.other]), "confidence": rounded(d.copied)})).collect::<Vec<_>>(),
        "ledger": story.ledger.iter().map(|r| row(trace, story, r, points)).collect::<Vec<_>>(),
    });
    add_decided(&mut value, &story.decided);
    value
}

/// Adds what people decided, where they did.
fn add_decided(value: &mut Value, decided: &[String]) {
    if !decided.is_empty() {
        value["decided"] = json!(decided);
    }
}

/// A row a document, a cell a sentence or several: segments, span, what is kept; `null` for a family of one.
fn strip(trace: &Trace, strip: &Strip, points: &[CodePoints<'_>]) -> Value {
    if strip.rows.is_empty() {
        return Value::Null;
    }
    let cell =
        |d: usize, c: &Cell| json!({"segments": c.segments, "span": points[d].span(c.span), "kept": rounded(c.kept)});
    let row = |r: &Row| {
        let cells: Vec<Value> = r.cells.iter().map(|c| cell(r.document, c)).collect();
        json!({"document": trace.documents[r.document].document.id, "cells": cells})
    };
    json!({"segments": strip.segments, "rows": strip.rows.iter().map(row).collect::<Vec<_>>()})
}

fn lost(trace: &Trace, lost: &LostNode) -> Value {
    json!({"id": lost.id, "agency": lost.agency, "parent": lost.parent.map(|d| &trace.documents[d].document.id)})
}

fn edge(trace: &Trace, story: &Story, edge: &Edge, points: &[CodePoints<'_>]) -> Value {
    let parent_points = match edge.parent {
        NodeId::Document(d) => Some(&points[d]),
        NodeId::Lost(_) => None,
    };
    edge_between(trace, story, edge, parent_points, &points[edge.child])
}

/// An edge alone, as it stands in an answer.
pub(crate) fn edge_value(trace: &Trace, story: &Story, edge: &Edge) -> Value {
    let points = |d: usize| CodePoints::new(&trace.documents[d].document.text);
    let parent = match edge.parent {
        NodeId::Document(d) => Some(points(d)),
        NodeId::Lost(_) => None,
    };
    edge_between(trace, story, edge, parent.as_ref(), &points(edge.child))
}

fn edge_between(
    trace: &Trace,
    story: &Story,
    edge: &Edge,
    parent: Option<&CodePoints<'_>>,
    child: &CodePoints<'_>,
) -> Value {
    let list = |all: &[Evidence]| all.iter().map(|e| evidence(e, parent, child)).collect::<Vec<_>>();
    json!({
        "parent": node_id(trace, story, edge.parent), "child": trace.documents[edge.child].document.id, "kind": edge.kind.as_str(),
        "alterations": edge.alterations.iter().map(|a| json!({"kind": a.kind.as_str(), "share": rounded(a.share)})).collect::<Vec<_>>(),
        "cut": edge.cut.map(rounded), "paste": edge.paste.map(rounded), "confidence": rounded(edge.confidence),
        "direction": {"confidence": rounded(edge.direction.confidence), "evidence": list(&edge.direction.evidence)},
        "evidence": list(&edge.evidence),
    })
}

pub(crate) fn evidence(evidence: &Evidence, parent: Option<&CodePoints<'_>>, child: &CodePoints<'_>) -> Value {
    json!({
        "kind": evidence.kind.as_str(),
        "parent_span": evidence.parent_span.and_then(|s| Some(parent?.span(s))),
        "child_span": evidence.child_span.map(|s| child.span(s)),
        "similarity": evidence.similarity.map(rounded),
        "words": evidence.words,
    })
}

fn row(trace: &Trace, story: &Story, row: &LedgerRow, points: &[CodePoints<'_>]) -> Value {
    let mut value = json!({
        "id": row.id, "kind": row.kind.as_str(), "label": row.label, "verdict": row.verdict.as_str(),
        "readings": row.readings.iter().map(|r| reading(trace, story, r, points)).collect::<Vec<_>>(),
    });
    add_decided(&mut value, &row.decided);
    value
}

fn reading(trace: &Trace, story: &Story, reading: &Reading, points: &[CodePoints<'_>]) -> Value {
    let document = &trace.documents[reading.document].document;
    let points = &points[reading.document];
    json!({
        "document": document.id, "origin": story.stemma.origins[reading.origin].id,
        "span": points.span(reading.span), "text": reading.span.of(&document.text),
        "value": reading.value.map(number), "low": reading.low.map(number), "high": reading.high.map(number),
        "hedge": reading.hedge.map(|h| h.as_str()), "unit": reading.unit, "speaker": reading.speaker, "direct": reading.direct,
        "attributed_to": reading.attributed_to.map(|s| s.of(&document.text)), "independent": reading.independent,
    })
}
