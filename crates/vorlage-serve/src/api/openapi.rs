//! The API as a machine reads it: OpenAPI 3.1, written here and held against the routes by tests.

use crate::answer::Answer;
use serde_json::{Map, Value, json};
use vorlage_export::Format;
use vorlage_model::EdgeKind;

pub(super) async fn document() -> Answer {
    Answer::json(&openapi())
}

fn openapi() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Vorlage", "version": env!("CARGO_PKG_VERSION"), "license": {"name": env!("CARGO_PKG_LICENSE")},
            "description": "Stories, their family trees of copies, independent origins and ledgers of a store. Reading is open; writing needs a token with the scope named. Spans are Unicode code points.",
        },
        "servers": [{"url": "/api/v1"}],
        "security": [],
        "paths": paths(),
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "made by `vorlage token add`"}},
            "schemas": schemas(),
            "responses": {"Problem": {
                "description": "What is wrong, in words (RFC 9457).",
                "content": {"application/problem+json": {"schema": of("Problem")}},
            }},
        },
    })
}

fn paths() -> Value {
    json!({
        "/openapi.json": {"get": reads("openApi", "This document", &[], object(&[]))},
        "/counts": {"get": reads("counts", "How much the store holds", &[], of("Counts"))},
        "/stories": {"get": reads("stories", "Stories of the current run", &[
            query("text", "words that one of its documents holds, all of them", string()),
            query("from", "stories that reach this day or a later one", day()),
            query("to", "stories that begin on this day or an earlier one", day()),
            query("min_documents", "at least so many documents", count()),
            query("min_origins", "at least so many independent origins", count()),
            query("lang", "with a document in this language, by its code, as en or pt-BR", json!({"type": "string", "pattern": "^([A-Za-z]{2,3}([-_].*)?)?$"})),
            query("agency", "with an origin of this agency, by its id", string()),
            query("order", "which come first", json!({"type": "string", "enum": ["time", "size", "origins"], "default": "time"})),
            query("offset", "so many are left out before the first", count()),
            query("limit", "at most so many, 500 at the most", count()),
        ], of("Stories"))},
        "/stories/{id}": {"get": exports("story", "One story with its stemma, origins and ledger", "story")},
        "/documents/{id}": {"get": with_id(reads("document", "A document and what was found in it", &[], object(&["id", "text"])), "document")},
        "/search": {"get": reads("search", "Documents that hold words", &[
            required(query("q", "the words; `harb*` means words that begin so, words in quotation marks stand in a row", json!({"type": "string", "minLength": 1}))),
            query("limit", "at most so many", count()),
        ], of("Hits"))},
        "/outlets": {"get": reads("outlets", "What outlets publish, by the agencies that their documents come from", &[query("limit", "at most so many", count())], object(&["outlets"]))},
        "/compare": {"get": with_none(reads("compare", "Two documents side by side", &[
            required(query("a", "id of a document", json!({"type": "string", "minLength": 1}))),
            required(query("b", "id of the other", json!({"type": "string", "minLength": 1}))),
            query("format", "how to write it", json!({"type": "string", "enum": ["json", "html"], "default": "json"})),
        ], object(&[])))},
        "/review": {"get": reads("review", "Uncertain edges, the most valuable first", &[query("limit", "at most so many", count())], of("Review"))},
        "/decisions": {
            "get": reads("decisions", "What people decided", &[], object(&["decisions"])),
            "post": writes("decide", "Take a decision; it binds the next run", "decide", json!({
                "required": true, "content": {"application/json": {"schema": of("Ruling")}},
            }), "201", "The decision", of("Decision")),
        },
        "/decisions/{id}": {"delete": with_id(gone("undo", "Take a decision back", "decide"), "decision")},
        "/submissions": {
            "get": reads("submissions", "What was handed in", &[], object(&["submissions"])),
            "post": writes("submit", "Hand in texts, addresses or files; they are traced beside the stories of the store that they may belong to", "submit", json!({
                "required": true,
                "content": {
                    "application/json": {"schema": of("Given")},
                    "multipart/form-data": {"schema": {
                        "type": "object", "additionalProperties": false,
                        "properties": {
                            "text": string(), "url": string(), "keep": {"type": "string", "enum": ["true", "false"]},
                            "file": {"type": "array", "items": {"type": "string", "format": "binary"}},
                        },
                    }},
                },
            }), "202", "The job", of("Accepted")),
        },
        "/submissions/{id}": {"get": exports("submission", "What came of a submission", "submission")},
        "/runs": {
            "get": reads("runs", "Runs over the store, the latest first", &[], object(&["runs"])),
            "post": writes("run", "Trace the whole store anew", "submit", Value::Null, "202", "The job", of("Accepted")),
        },
        "/jobs/{id}": {"get": with_id(reads("job", "How far a job is", &[], of("Job")), "job")},
        "/jobs/{id}/events": {"get": with_id(answers("events", "The same as it goes, as server-sent events", &[], "text/event-stream", string()), "job")},
    })
}

/// An answer of JSON.
fn reads(id: &str, summary: &str, parameters: &[Value], schema: Value) -> Value {
    answers(id, summary, parameters, "application/json", schema)
}

fn answers(id: &str, summary: &str, parameters: &[Value], sort: &str, schema: Value) -> Value {
    json!({
        "operationId": id, "summary": summary, "parameters": parameters,
        "responses": {"200": {"description": summary, "content": {sort: {"schema": schema}}}, "default": problem()},
    })
}

/// A story in every format of the registry.
fn exports(id: &str, summary: &str, what: &str) -> Value {
    let names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
    let mut content = Map::new();
    for format in Format::ALL {
        let sort = format.content_type().split(';').next().unwrap_or_default();
        let schema = if *format == Format::Json { of("Trace") } else { json!({}) };
        content.entry(sort).or_insert_with(|| json!({"schema": schema}));
    }
    let parameters = [
        query("format", "how to write it", json!({"type": "string", "enum": names, "default": "json"})),
        query(
            "table",
            "which table of csv and parquet",
            json!({"type": "string", "enum": ["edges", "documents", "origins", "ledger"], "default": "edges"}),
        ),
        query(
            "bodies",
            "with the texts (json)",
            json!({"type": "string", "enum": ["true", "false"], "default": "false"}),
        ),
    ];
    let mut out = with_id(reads(id, summary, &parameters, Value::Null), what);
    out["responses"]["200"]["content"] = Value::Object(content);
    out
}

/// Something that is written, with a token.
fn writes(id: &str, summary: &str, scope: &str, body: Value, status: &str, what: &str, schema: Value) -> Value {
    let mut out = json!({
        "operationId": id, "summary": summary, "description": format!("Needs a token with the scope {scope}."),
        "security": [{"token": []}],
        "responses": {status: {"description": what, "content": {"application/json": {"schema": schema}}}, "default": problem()},
    });
    if !body.is_null() {
        out["requestBody"] = body;
    }
    out
}

fn gone(id: &str, summary: &str, scope: &str) -> Value {
    json!({
        "operationId": id, "summary": summary, "description": format!("Needs a token with the scope {scope}."),
        "security": [{"token": []}], "parameters": [],
        "responses": {"204": {"description": "Done"}, "default": problem()},
    })
}

/// The same with the id in its path.
fn with_id(mut operation: Value, what: &str) -> Value {
    let id = json!({
        "name": "id", "in": "path", "required": true, "description": format!("id of the {what}, percent-encoded"),
        "schema": {"type": "string", "minLength": 1},
    });
    if let Some(parameters) = operation["parameters"].as_array_mut() {
        parameters.insert(0, id);
    }
    with_none(operation)
}

/// The same where what is asked for may not be there.
fn with_none(mut operation: Value) -> Value {
    operation["responses"]["404"] = problem();
    operation
}

fn problem() -> Value {
    json!({"$ref": "#/components/responses/Problem"})
}

fn query(name: &str, description: &str, schema: Value) -> Value {
    json!({"name": name, "in": "query", "required": false, "description": description, "schema": schema})
}

fn required(mut parameter: Value) -> Value {
    parameter["required"] = json!(true);
    parameter
}

fn of(schema: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{schema}")})
}

/// An object with at least these members.
fn object(members: &[&str]) -> Value {
    json!({"type": "object", "required": members})
}

fn string() -> Value {
    json!({"type": "string"})
}

fn maybe() -> Value {
    json!({"type": ["string", "null"]})
}

fn count() -> Value {
    json!({"type": "integer", "minimum": 0, "maximum": super::MOST_NUMBER})
}

/// Words that are not blanks alone.
fn filled() -> Value {
    json!({"type": "string", "pattern": "\\S"})
}

fn share() -> Value {
    json!({"type": "number", "minimum": 0, "maximum": 1})
}

fn day() -> Value {
    json!({"type": "string", "pattern": "^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$"})
}

fn list(items: Value) -> Value {
    json!({"type": "array", "items": items})
}

/// An object with these members, all of them there.
fn whole(members: &[(&str, Value)]) -> Value {
    let properties: Map<String, Value> =
        members.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    let names: Vec<&str> = members.iter().map(|(name, _)| *name).collect();
    json!({"type": "object", "properties": properties, "required": names})
}

fn schemas() -> Value {
    let story_counts =
        whole(&["documents", "publishers", "origins", "origins_at_least", "origins_at_most"].map(|n| (n, count())));
    let span = json!({"type": "array", "items": count(), "minItems": 2, "maxItems": 2});
    let claim = whole(&[("document", filled()), ("span", span)]);
    let edge = [("parent", filled()), ("child", filled())];
    let kinds: Vec<&str> = EdgeKind::ALL.into_iter().map(EdgeKind::as_str).collect();
    let ruling = |name: &str, members: &[(&str, Value)]| {
        let said = [("who", filled()), ("ruling", json!({"const": name}))];
        let mut schema = whole(&[&said, members].concat());
        schema["properties"]["why"] = string();
        schema
    };
    let kind = [&edge[..], &[("kind", json!({"type": "string", "enum": kinds}))]].concat();
    let lost = json!({"anyOf": [filled(), {"type": "null"}]});
    json!({
        "Problem": whole(&[("type", string()), ("title", string()), ("status", count()), ("detail", string())]),
        "Counts": whole(&["documents", "publishers", "stories", "origins", "decisions", "submissions", "text_bytes", "file_bytes"].map(|n| (n, count()))),
        "StoryCard": whole(&[
            ("id", string()), ("label", string()), ("from", maybe()), ("to", maybe()), ("counts", story_counts),
            ("languages", list(string())), ("agencies", list(string())),
        ]),
        "Stories": whole(&[("total", count()), ("offset", count()), ("stories", list(of("StoryCard")))]),
        "Hits": whole(&[("hits", list(whole(&[
            ("id", string()), ("title", maybe()), ("outlet", maybe()), ("published", maybe()), ("lang", maybe()), ("story", maybe()),
            ("snippet", list(whole(&[("text", string()), ("match", json!({"type": "boolean"}))]))),
        ])))]),
        "Trace": object(&["stories", "notes"]),
        "Review": whole(&[("items", list(whole(&[
            ("story", string()), ("parent", string()), ("child", string()), ("kind", string()), ("confidence", share()),
            ("worth", json!({"type": "number"})), ("words", string()),
        ])))]),
        "Ruling": {
            "description": "What is decided; docs/decisions-of-people.md tells what each does. A parent of null is a lost one. A span's end lies behind its beginning.",
            "oneOf": [
                ruling("confirm", &edge), ruling("reject", &edge), ruling("parent", &[("child", filled()), ("parent", lost)]),
                ruling("kind", &kind), ruling("same-claim", &[("one", claim.clone()), ("other", claim)]),
                ruling("different-stories", &[("one", filled()), ("other", filled())]),
            ],
        },
        "Decision": object(&["id", "at", "who", "why", "ruling"]),
        "Given": {
            "type": "object",
            "properties": {"texts": list(string()), "urls": list(string()), "keep": {"type": "boolean", "description": "add them to the store, too"}},
        },
        "Accepted": whole(&[("job", count()), ("status", string()), ("events", string())]),
        "Job": {
            "type": "object", "required": ["job", "state"],
            "properties": {
                "job": count(), "state": {"type": "string", "enum": ["waiting", "working", "done", "failed"]},
                "stage": string(), "done": count(), "of": count(), "result": {"type": "string", "description": "address of what came of it"},
                "notes": list(string()), "status": count(), "detail": string(),
            },
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_leads_somewhere() {
        let document = openapi();
        let text = document.to_string();
        for reference in text.split("\"$ref\":\"#").skip(1) {
            let pointer = reference.split('"').next().unwrap_or_default();
            assert!(document.pointer(pointer).is_some(), "{pointer}");
        }
    }
}
