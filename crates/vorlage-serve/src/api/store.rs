//! What the store holds.

use super::{Pairs, bad, limit, none, number, value};
use crate::Desk;
use crate::answer::Answer;
use crate::problem::Problem;
use axum::extract::{Path, Query, State};
use serde_json::{Value, json};
use std::sync::Arc;
use vorlage_export::tables::{self, Table};
use vorlage_export::{Format, comparison, contract, desk as desk_json, html};
use vorlage_model::{Document, Lang, Order, StoryFilter, Trace};

/// Outlets that are listed where nobody says how many.
pub(crate) const OUTLETS: usize = 40;
/// Documents that a search gives where nobody says how many.
const HITS: usize = 20;

pub(super) async fn counts(State(desk): State<Arc<Desk>>) -> Result<Answer, Problem> {
    let counts = desk.ask(|desk| desk.store.counts().map_err(|e| desk.failed(&e))).await?;
    Ok(Answer::json(&desk_json::counts(&counts)))
}

pub(super) async fn stories(State(desk): State<Arc<Desk>>, Query(pairs): Query<Pairs>) -> Result<Answer, Problem> {
    let filter = filter_of(&pairs)?;
    let offset = filter.offset;
    let list = desk.ask(move |desk| desk.store.stories(&filter).map_err(|e| desk.failed(&e))).await?;
    Ok(Answer::json(&desk_json::stories(&list, offset)))
}

/// The stories that an address asks for.
pub(crate) fn filter_of(pairs: &Pairs) -> Result<StoryFilter, Problem> {
    let day = |name| match value(pairs, name) {
        Some(day) if !is_day(day) => Err(bad(format!("`{name}` is no day as 2026-03-02: {day:?}"))),
        day => Ok(day.map(str::to_owned)),
    };
    let order = match value(pairs, "order") {
        None => Order::default(),
        Some(word) => {
            let found = Order::ALL.into_iter().find(|order| order.as_str() == word);
            found.ok_or_else(|| bad(format!("`order` is none: {word:?}; there are time, size, origins")))?
        }
    };
    let lang = match value(pairs, "lang") {
        None => None,
        Some(code) => Some(Lang::parse(code).ok_or_else(|| bad(format!("`lang` is no code of a language: {code:?}")))?),
    };
    Ok(StoryFilter {
        text: value(pairs, "text").map(str::to_owned),
        from: day("from")?,
        to: day("to")?,
        min_documents: number(pairs, "min_documents")?.unwrap_or(0),
        min_origins: number(pairs, "min_origins")?.unwrap_or(0),
        lang,
        agency: value(pairs, "agency").map(str::to_owned),
        order,
        offset: number(pairs, "offset")?.unwrap_or(0),
        limit: limit(pairs, StoryFilter::PAGE)?,
    })
}

/// `2026`, `2026-03` or `2026-03-02`.
fn is_day(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    text.bytes().all(|b| b.is_ascii_digit() || b == b'-') && [4, 2, 2].starts_with(&lengths)
}

pub(super) async fn story(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    Query(pairs): Query<Pairs>,
) -> Result<Answer, Problem> {
    desk.ask(move |desk| {
        let trace = desk.store.story(&id).map_err(|e| desk.failed(&e))?.ok_or_else(|| none("story", &id))?;
        let run =
            desk.store.runs().map_err(|e| desk.failed(&e))?.into_iter().find(|run| run.current).unwrap_or_default();
        exported(&trace, &pairs, "story", (&run.about.models, &run.about.settings))
    })
    .await
}

/// An answer in the format that is asked for, as a file where it is none that is shown. `models` and `settings` are JSON.
pub(crate) fn exported(
    trace: &Trace,
    pairs: &Pairs,
    name: &str,
    (models, settings): (&str, &str),
) -> Result<Answer, Problem> {
    let json_of = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_else(|_| json!({}));
    let bodies = value(pairs, "bodies").is_some_and(|word| word == "true");
    let word = value(pairs, "format").unwrap_or("json");
    let format = Format::of(word).ok_or_else(|| {
        let all: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
        bad(format!("`format` is none: {word:?}; there are {}", all.join(", ")))
    })?;
    let table = match value(pairs, "table") {
        None | Some("edges") => Table::Edges,
        Some("documents") => Table::Documents,
        Some("origins") => Table::Origins,
        Some("ledger") => Table::Ledger,
        Some(other) => {
            return Err(bad(format!("`table` is none: {other:?}; there are edges, documents, origins, ledger")));
        }
    };
    let bytes = match format {
        Format::Json => {
            let answer = contract::trace(trace, bodies, &json_of(models), &json_of(settings));
            serde_json::to_vec(&answer).map_err(|e| bad(e.to_string()))?
        }
        Format::Csv => tables::csv(trace, table).into_bytes(),
        Format::Parquet => vorlage_export::parquet::write(trace, table).map_err(|e| bad(e.to_string()))?,
        other => other.write(trace),
    };
    let answer = Answer::new(format.content_type(), bytes);
    Ok(match format {
        Format::Json => answer,
        _ => answer.file(&format!("{name}.{}", format.extension())),
    })
}

pub(super) async fn document(State(desk): State<Arc<Desk>>, Path(id): Path<String>) -> Result<Answer, Problem> {
    desk.ask(move |desk| {
        let document = held(desk, &id)?;
        let analysis = desk.engine.analyse(&document);
        Ok(Answer::json(&contract::read_line(&document, &analysis)))
    })
    .await
}

fn held(desk: &Desk, id: &str) -> Result<Document, Problem> {
    desk.store.document(id).map_err(|e| desk.failed(&e))?.ok_or_else(|| none("document", id))
}

pub(super) async fn search(State(desk): State<Arc<Desk>>, Query(pairs): Query<Pairs>) -> Result<Answer, Problem> {
    let query = value(&pairs, "q").ok_or_else(|| bad("`q` is missing: the words to look for"))?.to_owned();
    let limit = limit(&pairs, HITS)?;
    let hits = desk.ask(move |desk| desk.store.search(&query, limit).map_err(|e| desk.failed(&e))).await?;
    Ok(Answer::json(&desk_json::hits(&hits)))
}

pub(super) async fn outlets(State(desk): State<Arc<Desk>>, Query(pairs): Query<Pairs>) -> Result<Answer, Problem> {
    let limit = limit(&pairs, OUTLETS)?;
    let found = desk.ask(move |desk| desk.store.outlets(limit).map_err(|e| desk.failed(&e))).await?;
    Ok(Answer::json(&desk_json::outlets(&found)))
}

pub(super) async fn compare(State(desk): State<Arc<Desk>>, Query(pairs): Query<Pairs>) -> Result<Answer, Problem> {
    let id = |name| {
        value(&pairs, name).map(str::to_owned).ok_or_else(|| bad(format!("`{name}` is missing: the id of a document")))
    };
    let (a, b) = (id("a")?, id("b")?);
    desk.ask(move |desk| {
        let (a, b) = (held(desk, &a)?, held(desk, &b)?);
        compared(desk, [&a, &b], value(&pairs, "format"))
    })
    .await
}

/// Two documents side by side, as JSON or as a page of one file.
pub(crate) fn compared(desk: &Desk, documents: [&Document; 2], format: Option<&str>) -> Result<Answer, Problem> {
    let about = desk.engine.about();
    let json_of = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_else(|_| json!({}));
    let mut answer = Err(bad(format!("`format` is none: {:?}; there are json, html", format.unwrap_or_default())));
    desk.engine.compare(documents, &mut |found| match format {
        None | Some("json") => {
            answer = Ok(Answer::json(&comparison::json(found, &json_of(&about.models), &json_of(&about.settings))));
        }
        Some("html") => {
            answer = Ok(Answer::new(Format::Html.content_type(), html::compare(found)).file("compare.html"))
        }
        Some(_) => {}
    });
    answer
}
