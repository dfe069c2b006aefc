//! The API, version 1: what the store holds and what may be done with it, as JSON in the words of the contract.
//!
//! `openapi` describes every route; a test holds the two together.

mod openapi;
mod people;
mod store;
mod work;

pub(crate) use people::decision_of;
pub(crate) use store::{OUTLETS, exported, filter_of};
pub(crate) use work::given_of;

use crate::Desk;
use crate::problem::Problem;
use axum::Router;
use axum::http::StatusCode;
use axum::routing::{delete, get};
use std::sync::Arc;

/// What stands behind the `?` of an address, in order.
pub(crate) type Pairs = Vec<(String, String)>;

/// Largest whole number: what every reader of JSON holds exactly.
const MOST_NUMBER: u64 = (1 << 53) - 1;

/// Most things that one answer lists.
const MOST_LISTED: usize = 500;

/// The routes below `/api/v1`.
pub(crate) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/openapi.json", get(openapi::document))
        .route("/counts", get(store::counts))
        .route("/stories", get(store::stories))
        .route("/stories/{id}", get(store::story))
        .route("/documents/{id}", get(store::document))
        .route("/outlets", get(store::outlets))
        .route("/search", get(store::search))
        .route("/compare", get(store::compare))
        .route("/review", get(people::review))
        .route("/decisions", get(people::decisions).post(people::decide))
        .route("/decisions/{id}", delete(people::undo))
        .route("/submissions", get(work::submissions).post(work::submit))
        .route("/submissions/{id}", get(work::submission))
        .route("/runs", get(work::runs).post(work::run))
        .route("/jobs/{id}", get(work::job))
        .route("/jobs/{id}/events", get(work::events))
}

/// The last value of a name; an empty one is none, as forms send it.
pub(crate) fn value<'p>(pairs: &'p Pairs, name: &str) -> Option<&'p str> {
    pairs.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
}

/// The value of a name that must be a whole number.
pub(crate) fn number(pairs: &Pairs, name: &str) -> Result<Option<usize>, Problem> {
    let mut given = pairs.iter().filter(|(key, value)| key == name && !value.is_empty());
    let Some((_, text)) = given.next() else { return Ok(None) };
    if given.next().is_some() {
        return Err(bad(format!("`{name}` is given more than once")));
    }
    let parsed = text.parse::<u64>().ok().filter(|n| *n <= MOST_NUMBER).and_then(|n| usize::try_from(n).ok());
    parsed.map(Some).ok_or_else(|| bad(format!("`{name}` is no whole number up to {MOST_NUMBER}: {text:?}")))
}

/// How many things an answer lists: `limit` where it is given and no more than a bound.
fn limit(pairs: &Pairs, usual: usize) -> Result<usize, Problem> {
    Ok(number(pairs, "limit")?.unwrap_or(usual).min(MOST_LISTED))
}

/// A request that cannot be understood.
pub(crate) fn bad(words: impl Into<String>) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, words)
}

/// Something that is not there.
pub(crate) fn none(what: &str, id: &str) -> Problem {
    Problem::new(StatusCode::NOT_FOUND, format!("there is no {what} {id:?}"))
}
