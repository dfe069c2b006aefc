//! JSON: one object a line, arrays of objects, objects one after the other. Each becomes a document or a note, in their order.

use crate::Options;
use crate::charset;
use crate::error::ReadError;
use crate::gathered::{Emit, Gathered, Place, read_ahead};
use crate::pieces::{Batch, Cut, Piece, Pieces, Values};
use crate::record::{self, Record};
use crate::wire::ninjs;
use rayon::prelude::*;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;
use std::io::Read;
use std::ops::ControlFlow;
use vorlage_model::Document;

/// Reads one object a line; blank lines are passed over.
pub(crate) fn read_lines(
    stream: Box<dyn Read + Send>,
    place: &Place,
    options: &Options,
    emit: &mut Emit<'_>,
) -> ControlFlow<()> {
    read(Pieces::new(stream, Cut::Lines, options.max_document), place, options, emit)
}

/// Reads the elements of an array, or objects one after the other.
pub(crate) fn read_values(
    stream: Box<dyn Read + Send>,
    place: &Place,
    options: &Options,
    emit: &mut Emit<'_>,
) -> ControlFlow<()> {
    read(Pieces::new(stream, Cut::Values(Values::default()), options.max_document), place, options, emit)
}

fn read(mut pieces: Pieces, place: &Place, options: &Options, emit: &mut Emit<'_>) -> ControlFlow<()> {
    let next = || Some(pieces.next_batch()).filter(|batch| !batch.pieces.is_empty());
    let read = |batch: Batch| {
        let mut gathered = Gathered::default();
        for (place, document) in documents(&batch, place, options) {
            if let Some(document) = document {
                gathered.take(place, document);
            }
        }
        gathered
    };
    read_ahead(next, read, emit)
}

fn documents(batch: &Batch, whole: &Place, options: &Options) -> Vec<(Place, Option<Result<Document, ReadError>>)> {
    let read = batch.pieces.par_iter().map(|piece| {
        let place = whole.element(piece.number);
        let document = document(&batch.bytes, piece, &place, options);
        (place, document)
    });
    read.collect()
}

fn document(bytes: &[u8], piece: &Piece, place: &Place, options: &Options) -> Option<Result<Document, ReadError>> {
    if piece.length > options.max_document as u64 {
        return Some(Err(ReadError::TooLong {
            place: place.name(),
            length: piece.length,
            limit: options.max_document,
        }));
    }
    let bytes = bytes[piece.range.clone()].trim_ascii();
    if bytes.is_empty() {
        return None;
    }
    Some(match std::str::from_utf8(bytes) {
        Ok(json) => from_json(json, place, options, Vec::new()),
        Err(_) => {
            let decoded = charset::decode(bytes.to_vec(), None);
            from_json(&decoded.text, place, options, decoded.notes)
        }
    })
}

/// The document of a JSON object; `notes` say what was odd before.
pub(crate) fn from_json(
    json: &str,
    place: &Place,
    options: &Options,
    mut notes: Vec<String>,
) -> Result<Document, ReadError> {
    let repaired;
    let fields = match serde_json::from_str::<Fields<'_>>(json) {
        Ok(fields) => fields,
        Err(error) => {
            if let Some(what) = other_than_object(json) {
                return Err(ReadError::NotAnObject { place: place.name(), what });
            }
            repaired = with_controls_escaped(json);
            let repaired = repaired.as_deref().and_then(|r| serde_json::from_str::<Fields<'_>>(r).ok());
            notes.push("control characters in its JSON stand as they are".to_owned());
            repaired.ok_or(ReadError::Json { place: place.name(), source: error })?
        }
    };
    if ninjs::is_item(fields.0.iter().map(|(name, _)| name.as_str())) {
        let item = serde_json::from_str(json).ok().as_ref().and_then(ninjs::read);
        if let Some(record) = item.filter(|record| record.html.is_some() || !record.blocks.is_empty()) {
            return Record { notes, ..record }.document(place, String::new);
        }
    }
    let mut record = Record { notes, ..Record::default() };
    let mut names = Vec::new();
    for (name, value) in &fields.0 {
        names.push(name.as_str());
        let field = options.field_of(name, |other| fields.0.iter().any(|(n, _)| n == other));
        take(&mut record, field, name, value.get(), place)?;
    }
    record.document(place, || record::shortened(&names.join(", ")))
}

/// Puts a value where its field is kept.
fn take(record: &mut Record, field: Option<&str>, name: &str, raw: &str, place: &Place) -> Result<(), ReadError> {
    let field = field.unwrap_or_default();
    let kind = raw.as_bytes().first().copied().unwrap_or(b'n');
    if field == "authors" && kind != b'n' {
        return match authors(raw) {
            Some(authors) => {
                record.authors = authors;
                Ok(())
            }
            None => pass_through(record, name, raw, "neither names nor a list of them"),
        };
    }
    if field == "published" && kind == b'{' {
        let at =
            serde_json::from_str::<serde_json::Value>(raw).ok().and_then(|v| Some(v.get("at")?.as_str()?.to_owned()));
        record.published = at;
        return Ok(());
    }
    let Some(slot) = record.field(field) else {
        record.extra.insert(name.to_owned(), raw.to_owned());
        return Ok(());
    };
    match kind {
        b'n' => {}
        b'"' => {
            let (value, lone) = string(raw);
            *slot = Some(value).filter(|v| field == "text" || field == "html" || !v.trim().is_empty());
            if lone {
                record.notes.push(format!("field {field} holds lone surrogates, replaced by U+FFFD"));
            }
        }
        b'{' | b'[' if field == "text" || field == "html" || field == "id" => {
            let what = if kind == b'{' { "an object" } else { "an array" };
            return Err(ReadError::Field { place: place.name(), field: name.to_owned(), what });
        }
        b'{' | b'[' => return pass_through(record, name, raw, "no string"),
        _ if field == "text" || field == "html" => {
            let what = if matches!(kind, b't' | b'f') { "true or false" } else { "a number" };
            return Err(ReadError::Field { place: place.name(), field: name.to_owned(), what });
        }
        _ => *slot = Some(raw.to_owned()),
    }
    Ok(())
}

fn pass_through(record: &mut Record, name: &str, raw: &str, what: &str) -> Result<(), ReadError> {
    record.notes.push(format!("field {name} holds {what}: kept as it is"));
    record.extra.insert(name.to_owned(), raw.to_owned());
    Ok(())
}

/// A JSON string's value; halves of surrogate pairs, which no text can hold, are replaced, and it is said so.
fn string(raw: &str) -> (String, bool) {
    match serde_json::from_str(raw) {
        Ok(value) => (value, false),
        Err(_) => (serde_json::from_str(&with_whole_pairs(raw)).unwrap_or_default(), true),
    }
}

/// Names from a string, a list of strings, or a list of objects with a name.
fn authors(raw: &str) -> Option<Vec<String>> {
    let name = |v: &serde_json::Value| match v {
        serde_json::Value::String(name) => Some(name.trim().to_owned()),
        other => other.get("name").and_then(|n| n.as_str()).map(|n| n.trim().to_owned()),
    };
    let filled = |names: Vec<String>| names.into_iter().filter(|n| !n.is_empty()).collect();
    match serde_json::from_str(&with_whole_pairs(raw)).ok()? {
        serde_json::Value::String(names) => Some(record::people(&names)),
        serde_json::Value::Array(list) => list.iter().map(name).collect::<Option<Vec<_>>>().map(filled),
        object @ serde_json::Value::Object(_) => name(&object).map(|n| filled(vec![n])),
        _ => None,
    }
}

/// Writes U+FFFD for each escape of half a surrogate pair.
fn with_whole_pairs(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        out.push_str(before);
        let (kept, length) = match unit(escape) {
            Some(0xd800..=0xdbff) if matches!(escape.get(6..).and_then(unit), Some(0xdc00..=0xdfff)) => {
                (&escape[..12], 12)
            }
            Some(0xd800..=0xdfff) => ("\\ufffd", 6),
            Some(_) => (&escape[..6], 6),
            None => {
                let length = 1 + escape[1..].chars().next().map_or(0, char::len_utf8);
                (&escape[..length], length)
            }
        };
        out.push_str(kept);
        rest = &escape[length..];
    }
    out.push_str(rest);
    out
}

/// The UTF-16 unit that `\uXXXX` escapes.
fn unit(escape: &str) -> Option<u32> {
    let digits = escape.strip_prefix("\\u")?.get(..4)?;
    u32::from_str_radix(digits, 16).ok()
}

/// The JSON with raw control characters inside of strings escaped; `None` where there are none.
fn with_controls_escaped(json: &str) -> Option<String> {
    if !json.bytes().any(|b| b < 0x20) {
        return None;
    }
    let mut out = String::with_capacity(json.len() + 16);
    let (mut inside, mut escaped) = (false, false);
    for c in json.chars() {
        if inside && c < ' ' {
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
            escaped = false;
            continue;
        }
        inside ^= c == '"' && !escaped;
        escaped = inside && c == '\\' && !escaped;
        out.push(c);
    }
    Some(out)
}

/// What valid JSON is, if it is no object.
fn other_than_object(json: &str) -> Option<&'static str> {
    serde_json::from_str::<IgnoredAny>(json).ok()?;
    match json.as_bytes().first()? {
        b'[' => Some("an array"),
        b'"' => Some("a string"),
        b't' | b'f' => Some("true or false"),
        b'n' => Some("null"),
        b'{' => None,
        _ => Some("a number"),
    }
}

/// The fields of an object in their order and original spelling.
struct Fields<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FieldsVisitor)
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields = Vec::new();
        while let Some(entry) = map.next_entry::<String, &RawValue>()? {
            fields.push(entry);
        }
        Ok(Fields(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_one(json: &str) -> Result<Document, ReadError> {
        let options = Options { columns: vec![("text".into(), "content".into())], ..Options::default() };
        from_json(json, &Place::part("a.jsonl", 3), &options, Vec::new())
    }

    fn check_fails(json: &str, expected: &str) {
        assert_eq!(read_one(json).unwrap_err().to_string(), expected);
    }

    #[test]
    fn fields_go_where_they_belong_and_others_keep_their_spelling() {
        let json = r#"{"id": 7, "content": "A text.", "url": "https://www.example.com/x", "lang": "de-AT", "series": "s",
            "authors": ["A B", {"name": "C D"}], "published": "2024-11-13", "n": 1.50, "deep": {"b": [1, 2e3]}}"#;
        let document = read_one(json).unwrap();
        assert_eq!((document.id.as_str(), document.text.as_str()), ("7", "A text."));
        assert_eq!(document.outlet.as_deref(), Some("example.com"));
        assert_eq!(document.lang.map(|l| l.to_string()).as_deref(), Some("de"));
        assert_eq!(document.authors, ["A B", "C D"]);
        assert_eq!(document.published.unwrap().at, "2024-11-13");
        assert_eq!(document.extra["n"], "1.50");
        assert_eq!(document.extra["deep"], r#"{"b": [1, 2e3]}"#);
        assert!(document.notes.is_empty());
    }

    #[test]
    fn what_is_no_document_says_why() {
        check_fails("[1]", "a.jsonl#3: is an array, not a JSON object");
        check_fails("12", "a.jsonl#3: is a number, not a JSON object");
        check_fails(r#"{"title": "x"}"#, "a.jsonl#3: has neither text nor html (it has title)");
        check_fails(r#"{"content": 5}"#, "a.jsonl#3: field content is a number, not a string");
        check_fails(r#"{"content": " "}"#, "a.jsonl#3: is empty");
        check_fails(r#"{"content": "x""#, "a.jsonl#3: is no JSON");
    }

    #[test]
    fn lone_surrogates_are_replaced_and_pairs_are_not() {
        let document = read_one(r#"{"text": "a \ud83d\ude00 \ud800 \\ud800 \udc00\n", "x": "\ud800"}"#).unwrap();
        assert_eq!(document.text, "a \u{1f600} \u{fffd} \\ud800 \u{fffd}\n");
        assert_eq!(document.notes[0].text, "field text holds lone surrogates, replaced by U+FFFD");
        assert_eq!(document.extra["x"], r#""\ud800""#);
    }

    #[test]
    fn raw_control_characters_in_strings_are_read() {
        let document = read_one("{\"text\": \"a\tb\\\" c\"}").unwrap();
        assert_eq!(document.text, "a\tb\" c");
        assert_eq!(document.notes.len(), 1);
    }

    #[test]
    fn depth_is_no_danger() {
        let deep = format!(r#"{{"text": "a", "x": {}{}}}"#, "[".repeat(200_000), "]".repeat(200_000));
        assert_eq!(read_one(&deep).unwrap().extra["x"].len(), 400_000);
        check_fails(
            &format!(r#"{{"text": {}{}}}"#, "[".repeat(200_000), "]".repeat(200_000)),
            "a.jsonl#3: field text is an array, not a string",
        );
    }

    #[test]
    fn an_odd_field_is_kept_aside_with_a_note() {
        let document =
            read_one(r#"{"text": "a", "published": "soon", "lang": "?", "title": {"de": "x"}, "authors": 5}"#).unwrap();
        assert_eq!(document.notes.len(), 4);
        assert_eq!(document.extra["published"], r#""soon""#);
        assert_eq!(document.extra["title"], r#"{"de": "x"}"#);
        assert!(document.published.is_none() && document.title.is_none());
    }
}
