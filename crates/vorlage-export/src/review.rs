//! The review queue: edges that a person is asked about, as text and as JSON.

use crate::contract::rounded;
use crate::styled::clean;
use serde_json::{Value, json};
use vorlage_model::ReviewItem;

/// `{"items": [...]}`, in the order given; each with `story`, `parent`, `child`, `kind`, `confidence`, `worth` and `words`.
#[must_use]
pub fn value(items: &[ReviewItem]) -> Value {
    json!({"items": items.iter().map(item).collect::<Vec<_>>()})
}

fn item(item: &ReviewItem) -> Value {
    json!({
        "story": item.story, "parent": item.parent, "child": item.child, "kind": item.kind.as_str(),
        "confidence": rounded(item.confidence), "worth": rounded(item.worth), "words": item.words,
    })
}

/// The queue to read: two lines an edge.
#[must_use]
pub fn text(items: &[ReviewItem]) -> String {
    if items.is_empty() {
        return "No edge is uncertain enough to be asked about.\n".to_owned();
    }
    let mut out = String::new();
    for item in items {
        let (child, parent) = (clean(&item.child), clean(&item.parent));
        out.push_str(&format!("{child} <- {parent}  {}, {:.2}\n", item.kind.as_str(), item.confidence));
        out.push_str(&format!("    worth {:.1}: {}\n", item.worth, item.words));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use vorlage_model::EdgeKind;

    #[test]
    fn the_queue_is_told_and_written() {
        let edge = ReviewItem {
            story: "story:a".to_owned(),
            parent: "a".to_owned(),
            child: "b\u{202e}".to_owned(),
            kind: EdgeKind::Edited,
            confidence: 0.61234,
            worth: 2.5,
            words: "no origin hangs on it".to_owned(),
        };
        let told = text(std::slice::from_ref(&edge));
        assert!(
            !told.contains('\u{202e}') && told.ends_with(" <- a  edited, 0.61\n    worth 2.5: no origin hangs on it\n")
        );
        assert_eq!(value(&[edge])["items"][0]["confidence"], 0.612);
        assert_eq!(text(&[]), "No edge is uncertain enough to be asked about.\n");
    }
}
