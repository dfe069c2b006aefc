//! What a store is asked for, as JSON: cards of stories, documents that hold words, counts.

use serde_json::{Value, json};
use vorlage_model::{Counts, Hit, OutletShare, StoreCounts, StoryCard, StoryList};

/// A page of a list of stories; `offset` are left out before it.
#[must_use]
pub fn stories(list: &StoryList, offset: usize) -> Value {
    json!({"total": list.total, "offset": offset, "stories": list.cards.iter().map(card).collect::<Vec<_>>()})
}

fn card(card: &StoryCard) -> Value {
    json!({
        "id": card.id, "label": card.label, "from": card.from, "to": card.to, "counts": counts_of(card.counts),
        "languages": card.languages, "agencies": card.agencies,
    })
}

/// How many of what a story holds.
pub(crate) fn counts_of(c: Counts) -> Value {
    json!({
        "documents": c.documents, "publishers": c.publishers, "origins": c.origins,
        "origins_at_least": c.origins_at_least, "origins_at_most": c.origins_at_most,
    })
}

/// Documents that hold words, the best first.
#[must_use]
pub fn hits(hits: &[Hit]) -> Value {
    json!({"hits": hits.iter().map(hit).collect::<Vec<_>>()})
}

fn hit(hit: &Hit) -> Value {
    let parts = hit.snippet.iter().map(|(words, matched)| json!({"text": words, "match": matched}));
    json!({
        "id": hit.id, "title": hit.title, "outlet": hit.outlet, "published": hit.published,
        "lang": hit.lang.map(|lang| lang.to_string()), "story": hit.story, "snippet": parts.collect::<Vec<_>>(),
    })
}

/// What outlets publish, by agency.
#[must_use]
pub fn outlets(outlets: &[OutletShare]) -> Value {
    let agency = |(id, documents): &(String, usize)| json!({"id": id, "documents": documents});
    let one = |o: &OutletShare| {
        let agencies: Vec<Value> = o.agencies.iter().map(agency).collect();
        json!({"outlet": o.outlet, "documents": o.documents, "agencies": agencies})
    };
    json!({"outlets": outlets.iter().map(one).collect::<Vec<_>>()})
}

/// How much a store holds.
#[must_use]
pub fn counts(counts: &StoreCounts) -> Value {
    json!({
        "documents": counts.documents, "publishers": counts.publishers, "stories": counts.stories, "origins": counts.origins,
        "decisions": counts.decisions, "submissions": counts.submissions, "text_bytes": counts.text_bytes,
        "file_bytes": counts.file_bytes,
    })
}
