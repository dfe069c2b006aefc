//! ninjs 1.x to 3.x: a news item as a JSON object.
//!
//! The versions spell the same things differently (`versioncreated`, `versionCreated`; `body_xhtml`, `bodies`): names are compared
//! without case and underscores, and a list stands for each of its members.

use super::{plain_blocks, source, urgency};
use crate::record::{self, Record};
use serde_json::{Map, Value};
use vorlage_model::{Declared, Source};

/// Names of which a JSON object that is a ninjs item has some, beside `uri`.
const MARKS: [&str; 12] = [
    "versioncreated", "bodyxhtml", "bodyhtml", "bodytext", "bodies", "headlines", "pubstatus", "representationtype",
    "firstcreated", "contentcreated", "infosource", "infosources",
];

/// Whether an object with these fields is an item.
pub(crate) fn is_item<'a>(names: impl Iterator<Item = &'a str> + Clone) -> bool {
    let has = |wanted: &dyn Fn(&str) -> bool| names.clone().any(|name| wanted(&folded(name)));
    has(&|name| name == "uri") && has(&|name| MARKS.contains(&name))
}

fn folded(name: &str) -> String {
    name.chars().filter(|c| *c != '_').flat_map(char::to_lowercase).collect()
}

/// The record of an item; `None` where it is no object.
pub(crate) fn read(item: &Value) -> Option<Record> {
    let item = Item(item.as_object()?);
    let mut record = Record {
        title: item.text(&["headline"]).or_else(|| item.valued("headlines", "main")).or_else(|| item.text(&["title"])),
        lang: item.text(&["language"]),
        authors: item
            .text(&["by", "byline"])
            .map(|by| record::people(by.trim_start_matches("By ")))
            .unwrap_or_default(),
        modified: item.text(&["versioncreated"]),
        declared: declared(&item),
        ..Record::default()
    };
    let dates = ["firstcreated", "contentcreated", "versioncreated"];
    let dated = dates.into_iter().find_map(|name| Some((item.text(&[name])?, name.to_owned())));
    (record.published, record.published_from) = dated.unzip();
    record.url = item.text(&["uri"]).filter(|uri| uri.starts_with("http://") || uri.starts_with("https://"));
    if let Some(page) = item.body("html") {
        record.html = Some(format!("<html><body><article>{page}</article></body></html>"));
    } else if let Some(text) = item.body("text") {
        record.blocks = plain_blocks(&text);
    }
    Some(record)
}

struct Item<'a>(&'a Map<String, Value>);

impl<'a> Item<'a> {
    fn get(&self, name: &str) -> Option<&'a Value> {
        self.0.iter().find(|(n, _)| folded(n) == name).map(|(_, value)| value)
    }

    /// The first of these fields that holds a string or a number.
    fn text(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.get(name).and_then(plain))
    }

    fn list(&self, names: &[&str]) -> Vec<&'a Value> {
        let members = |value: &'a Value| match value {
            Value::Array(list) => list.iter().collect(),
            Value::Null => Vec::new(),
            one => vec![one],
        };
        names.iter().filter_map(|name| self.get(name)).flat_map(members).collect()
    }

    /// The value of a list's member with this role, or of its first member.
    fn valued(&self, name: &str, role: &str) -> Option<String> {
        let list = self.list(&[name]);
        let main = list.iter().find(|v| v.get("role").and_then(Value::as_str) == Some(role)).or(list.first())?;
        main.get("value").and_then(plain)
    }

    /// The body in HTML or in plain text.
    fn body(&self, kind: &str) -> Option<String> {
        let spelled: &[&str] =
            if kind == "html" { &["bodyxhtml", "bodyhtml", "bodyhtml5"] } else { &["bodytext", "body"] };
        let typed = |value: &&Value| {
            let content_type = ["contenttype", "contentType"].iter().find_map(|n| value.get(n)).and_then(Value::as_str);
            content_type.unwrap_or("text/plain").contains("html") == (kind == "html")
        };
        let of_list = || self.list(&["bodies"]).into_iter().find(typed).and_then(|v| plain(v.get("value")?));
        self.text(spelled).or_else(of_list)
    }
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn declared(item: &Item<'_>) -> Declared {
    Declared {
        credit: item.text(&["creditline", "credit"]),
        sources: item.list(&["provider", "infosource", "infosources"]).into_iter().filter_map(party).collect(),
        based_on: based_on(item),
        item: item.text(&["uri"]),
        other_ids: other_ids(item),
        version: item.text(&["version"]),
        editors_notes: item
            .list(&["ednote", "ednotes"])
            .into_iter()
            .filter_map(|v| plain(v.get("value").unwrap_or(v)))
            .collect(),
        urgency: item.text(&["urgency"]).and_then(|text| urgency(&text)),
        embargo: item.text(&["embargoed", "embargoeduntil"]),
        copyright: item.text(&["copyrightnotice", "copyrightholder"]),
        usage: item.text(&["usageterms"]),
    }
}

fn party(value: &Value) -> Option<Source> {
    let field = |name: &str| value.get(name).and_then(Value::as_str);
    let role = ["role", "rel"]
        .into_iter()
        .find_map(field)
        .map_or_else(|| "infosource".to_owned(), |role| format!("infosource {role}"));
    source(field("name").or(value.as_str()).map(str::to_owned), field("uri"), &role)
}

/// Items among the associations that are said to be the origin of this one.
fn based_on(item: &Item<'_>) -> Vec<String> {
    let origin = |name: &str| {
        matches!(
            folded(name).as_str(),
            "derivedfrom" | "isderivedfrom" | "basedon" | "source" | "original" | "translatedfrom"
        )
    };
    let uri = |value: &Value| value.get("uri").and_then(plain);
    match item.get("associations") {
        Some(Value::Object(named)) => {
            named.iter().filter(|(name, _)| origin(name)).filter_map(|(_, v)| uri(v)).collect()
        }
        Some(Value::Array(list)) => {
            let named = |v: &&Value| ["rel", "name", "role"].iter().filter_map(|f| v.get(f)?.as_str()).any(origin);
            list.iter().filter(named).filter_map(uri).collect()
        }
        _ => Vec::new(),
    }
}

fn other_ids(item: &Item<'_>) -> Vec<(String, String)> {
    let mut ids: Vec<(String, String)> = match item.get("altids") {
        Some(Value::Object(named)) => named.iter().filter_map(|(name, id)| Some((name.clone(), plain(id)?))).collect(),
        Some(Value::Array(list)) => {
            let role = |v: &Value| v.get("role").and_then(plain).unwrap_or_else(|| "altid".to_owned());
            list.iter().filter_map(|v| Some((role(v), plain(v.get("value")?)?))).collect()
        }
        _ => Vec::new(),
    };
    ids.extend(item.text(&["slugline"]).map(|slug| ("slugline".to_owned(), slug)));
    ids
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gathered::Place;
    use vorlage_model::Document;

    fn document(json: &str) -> Document {
        let value: Value = serde_json::from_str(json).unwrap();
        assert!(is_item(value.as_object().unwrap().keys().map(String::as_str)));
        read(&value).unwrap().document(&Place::whole("a.json"), String::new).unwrap()
    }

    fn check(document: &Document) {
        assert_eq!(document.text, "The last ferry sails on Friday.\n\nA bridge was refused.");
        assert_eq!(document.title.as_deref(), Some("Ferry line closes"));
        assert_eq!(document.authors, ["Ann Lee"]);
        assert_eq!(document.modified.as_ref().unwrap().at, "2024-11-13T10:02:00Z");
        let declared = &document.declared;
        assert_eq!((declared.version.as_deref(), declared.urgency), (Some("2"), Some(3)));
        assert_eq!(declared.sources[0].name, "Harbour Authority");
        assert_eq!(declared.other_ids[0], ("wire".to_owned(), "X17".to_owned()));
        assert_eq!(declared.based_on, ["urn:x:9"]);
        assert_eq!(declared.editors_notes, ["Adds quote"]);
        assert_eq!(declared.usage.as_deref(), Some("Not for archives"));
    }

    #[test]
    fn the_first_version_is_read() {
        check(&document(
            r#"{"uri": "https://wire.example/17", "version": "2", "versioncreated": "2024-11-13T10:02:00Z", "byline": "By Ann Lee",
            "headline": "Ferry line closes", "urgency": 3, "ednote": "Adds quote", "usageterms": "Not for archives",
            "infosource": [{"name": "Harbour Authority"}], "altids": {"wire": "X17"}, "associations": {"derivedFrom": {"uri": "urn:x:9"}},
            "body_text": "The last ferry sails on Friday.\n\nA bridge was refused."}"#,
        ));
    }

    #[test]
    fn the_third_version_is_read() {
        check(&document(
            r#"{"uri": "urn:x:17", "version": 2, "versionCreated": "2024-11-13T10:02:00Z", "by": "Ann Lee", "urgency": 3,
            "headlines": [{"role": "short", "value": "Ferry"}, {"role": "main", "value": "Ferry line closes"}], "edNote": "Adds quote",
            "usageTerms": "Not for archives", "infoSources": [{"name": "Harbour Authority", "uri": "urn:h"}],
            "altIds": [{"role": "wire", "value": "X17"}], "associations": [{"name": "derivedFrom", "uri": "urn:x:9"}],
            "bodies": [{"contentType": "text/html", "value": "<p>The last ferry sails on Friday.</p><p>A bridge was refused.</p>"}]}"#,
        ));
    }

    #[test]
    fn another_object_is_no_item() {
        assert!(!is_item(["uri", "text"].into_iter()));
        assert!(!is_item(["headline", "bodies"].into_iter()));
    }
}
