//! Ids: unique within a run.

use crate::error::ReadError;
use crate::gathered::{Gathered, Place};
use std::collections::{HashMap, HashSet};
use xxhash_rust::xxh3::xxh3_128;

/// Keeps one document of each id and notes the others, naming both places.
///
/// The one that keeps its id is the first by path and line, not by the order in which the inputs were named, so that the same
/// documents give the same answer however they are named.
pub(crate) fn keep_unique(gathered: &mut Gathered) {
    let mut owners: HashMap<String, Place> = HashMap::with_capacity(gathered.documents.len());
    for (place, document) in &gathered.documents {
        match owners.get_mut(&document.id) {
            Some(owner) if place < owner => *owner = place.clone(),
            Some(_) => {}
            None => drop(owners.insert(document.id.clone(), place.clone())),
        }
    }
    if owners.len() == gathered.documents.len() {
        return;
    }
    let mut kept = Vec::with_capacity(owners.len());
    for (place, document) in std::mem::take(&mut gathered.documents) {
        match owners.get(&document.id) {
            Some(owner) if *owner != place => {
                gathered.fail(&ReadError::DuplicateId { place: place.name(), id: document.id, first: owner.name() })
            }
            _ => kept.push((place, document)),
        }
    }
    gathered.documents = kept;
}

/// The ids of earlier batches, each as a hash, so that a long run holds little of them.
#[derive(Default)]
pub(crate) struct Seen(HashSet<u128>);

impl Seen {
    /// Keeps one document of each id in this batch, and none whose id an earlier batch had.
    pub(crate) fn keep_new(&mut self, gathered: &mut Gathered) {
        keep_unique(gathered);
        for (place, document) in std::mem::take(&mut gathered.documents) {
            if self.0.insert(xxh3_128(document.id.as_bytes())) {
                gathered.documents.push((place, document));
            } else {
                let first = "an earlier document".to_owned();
                gathered.fail(&ReadError::DuplicateId { place: place.name(), id: document.id, first });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vorlage_model::Document;

    fn check(order: [(&str, u64); 3]) {
        let mut gathered = Gathered::default();
        for (path, number) in order {
            let document = Document { id: "x".into(), text: format!("{path}{number}"), ..Document::default() };
            gathered.documents.push((Place::part(path, number), document));
        }
        keep_unique(&mut gathered);
        assert_eq!(gathered.documents.len(), 1);
        assert_eq!(gathered.documents[0].1.text, "a2");
        assert!(gathered.skipped);
        let mut places: Vec<_> = gathered.notes.iter().map(|n| n.place.as_str()).collect();
        places.sort_unstable();
        assert_eq!(places, ["a#10", "b#1"]);
        assert!(gathered.notes.iter().all(|n| n.text == "id x is taken by a#2; skipped"));
    }

    #[test]
    fn the_first_by_place_keeps_the_id_whatever_the_order() {
        check([("a", 2), ("a", 10), ("b", 1)]);
        check([("b", 1), ("a", 10), ("a", 2)]);
    }
}
