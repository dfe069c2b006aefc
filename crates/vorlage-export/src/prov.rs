//! W3C PROV-JSON: documents and lost originals are entities, copies are derivations, agencies are agents, the run is the activity.
//!
//! **Source:** W3C, "The PROV-JSON Serialization" (member submission, 2013). No time is given where none was read.

use crate::contract::{node_id, rounded, taken_by_lost};
use crate::gexf::alterations;
use crate::words::{self, is_unsure};
use serde_json::{Map, Value, json};
use vorlage_model::{Edge, Story, Trace, Traced};

/// The activity that made the answer.
const RUN: &str = "vorlage:run";

/// Writes an answer as one PROV document. A time of publication stands beside its entity as `vorlage:published`, in the precision read;
/// `prov:time` is nowhere, for when a copy was made is not known.
#[must_use]
pub fn write(trace: &Trace) -> Value {
    let (mut entities, mut agents) = (Map::new(), Map::new());
    let (mut derived, mut attributed, mut used) = (Map::new(), Map::new(), Map::new());
    for traced in &trace.documents {
        let id = entity(&traced.document.id);
        entities.insert(id.clone(), held(trace, traced));
        used.insert(format!("_:used{}", used.len()), json!({"prov:activity": RUN, "prov:entity": id}));
        for agency in &traced.agencies {
            let agent = agent(&agency.id);
            agents.insert(agent.clone(), agency_of(&agency.name));
            let of = json!({"prov:entity": id, "prov:agent": agent, "vorlage:confidence": rounded(agency.confidence)});
            attributed.insert(format!("_:attributed{}", attributed.len()), of);
        }
    }
    for story in &trace.stories {
        entities.insert(format!("story:{}", local(&story.id)), counted(story));
        for (n, lost) in story.stemma.lost.iter().enumerate() {
            let id = entity(&lost.id);
            let label = words::lost(trace, story, n);
            let what =
                json!({"prov:label": label, "vorlage:id": lost.id, "vorlage:held": false, "vorlage:story": story.id});
            entities.insert(id.clone(), what);
            if let Some(name) = lost.agency.as_deref() {
                agents.entry(agent(name)).or_insert_with(|| agency_of(&words::agency_name(trace, name)));
                let of = json!({"prov:entity": id, "prov:agent": agent(name)});
                attributed.insert(format!("_:attributed{}", attributed.len()), of);
            }
        }
        for edge in &story.stemma.edges {
            derived.insert(format!("_:derived{}", derived.len()), derivation(trace, story, edge));
        }
        for (parent, lost) in taken_by_lost(trace, story) {
            let of = json!({"prov:generatedEntity": entity(lost), "prov:usedEntity": entity(parent)});
            derived.insert(format!("_:derived{}", derived.len()), of);
        }
    }
    agents.insert("vorlage:vorlage".to_owned(), json!({"prov:type": "prov:SoftwareAgent", "prov:label": "Vorlage"}));
    let made = trace.stories.iter().enumerate().map(|(n, story)| {
        let id = format!("story:{}", local(&story.id));
        (format!("_:made{n}"), json!({"prov:entity": id, "prov:activity": RUN}))
    });
    json!({
        "prefix": {"vorlage": "urn:vorlage:", "doc": "urn:vorlage:document:", "story": "urn:vorlage:story:", "agency": "urn:vorlage:agency:"},
        "entity": entities,
        "activity": {RUN: {"prov:label": "Vorlage traced the documents", "vorlage:version": env!("CARGO_PKG_VERSION")}},
        "agent": agents,
        "wasDerivedFrom": derived,
        "wasAttributedTo": attributed,
        "used": used,
        "wasGeneratedBy": made.collect::<Map<_, _>>(),
        "wasAssociatedWith": {"_:associated0": {"prov:activity": RUN, "prov:agent": "vorlage:vorlage"}},
    })
}

/// A text as the local part of a name: all but letters, digits and `-._` of ASCII as `%` and two hexadecimal digits a byte (RFC 3986).
#[must_use]
pub fn local(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_');
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

fn entity(id: &str) -> String {
    format!("doc:{}", local(id))
}

fn agent(id: &str) -> String {
    format!("agency:{}", local(id))
}

fn agency_of(name: &str) -> Value {
    json!({"prov:type": "prov:Organization", "prov:label": name})
}

fn held(trace: &Trace, traced: &Traced) -> Value {
    let document = &traced.document;
    let story = trace.stories.get(traced.story);
    let origin = story.and_then(|s| s.stemma.origins.get(traced.origin));
    let all = json!({
        "prov:label": document.title.as_deref().unwrap_or(&document.id), "vorlage:id": document.id, "vorlage:held": true,
        "vorlage:story": story.map(|s| &s.id), "vorlage:origin": origin.map(|o| &o.id), "vorlage:outlet": document.outlet,
        "vorlage:url": document.url, "vorlage:published": document.published.as_ref().map(|p| &p.at),
        "vorlage:precision": document.published.as_ref().map(|p| p.precision.as_str()),
    });
    known(all)
}

fn counted(story: &Story) -> Value {
    let c = story.counts;
    json!({
        "prov:label": story.label, "vorlage:id": story.id, "vorlage:documents": c.documents, "vorlage:publishers": c.publishers,
        "vorlage:origins": c.origins, "vorlage:origins_at_least": c.origins_at_least, "vorlage:origins_at_most": c.origins_at_most,
    })
}

fn derivation(trace: &Trace, story: &Story, edge: &Edge) -> Value {
    let evidence: Vec<&str> = edge.evidence.iter().map(|e| e.words.as_str()).collect();
    known(json!({
        "prov:generatedEntity": entity(&trace.documents[edge.child].document.id),
        "prov:usedEntity": entity(node_id(trace, story, edge.parent)),
        "vorlage:kind": edge.kind.as_str(), "vorlage:alterations": alterations(&edge.alterations),
        "vorlage:cut": edge.cut.map(rounded), "vorlage:paste": edge.paste.map(rounded),
        "vorlage:confidence": rounded(edge.confidence), "vorlage:direction_confidence": rounded(edge.direction.confidence),
        "vorlage:uncertain": is_unsure(edge), "vorlage:evidence": evidence,
    }))
}

/// The fields that say something.
pub(crate) fn known(value: Value) -> Value {
    let Value::Object(all) = value else { return value };
    let filled = |v: &Value| !v.is_null() && v.as_array().is_none_or(|list| !list.is_empty());
    Value::Object(all.into_iter().filter(|(_, v)| filled(v)).collect())
}
