//! The desk over HTTP: a store's stories to see, documents to hand in, decisions to take.
//!
//! One entry: [`serve`]. It takes a [`Desk`] (a store and the [`Engine`] that reads and traces), the [`Door`] that every request
//! passes, and what ends it. `/api/v1` answers in the words of the contract, `/` in pages; `/healthz` and `/metrics` are for whoever
//! runs it.
//!
//! `guard` is the door (names of the host, tokens, pages of other sites, pace, what browsers are told), `token` what it knows people
//! by, `limit` how often an address may ask, `problem` the form of errors; `listen` holds the connections; `jobs` is work that takes
//! longer than a request. Nothing here reads, traces or compares: that is the engine's.

mod answer;
mod api;
mod desk;
mod engine;
mod guard;
mod jobs;
mod limit;
mod listen;
mod metrics;
mod pages;
mod problem;
mod site;
mod submit;
pub mod token;

pub use desk::Desk;
pub use engine::{Engine, Given, Progress, Taken};
pub use guard::{Asker, Door};
pub use problem::Problem;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{StatusCode, Uri, header};
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::routing::get;
use std::future::Future;
use std::sync::Arc;
use tokio::net::TcpListener;
use tower_http::compression::CompressionLayer;

/// Bytes that a request may carry.
pub const MOST_BODY: usize = 10 << 20;

/// Answers until `stop` is done; running requests are then ended first.
pub async fn serve(listener: TcpListener, door: Door, desk: Arc<Desk>, stop: impl Future<Output = ()> + Send) {
    // The queue of a large store takes seconds to make, once a run: it is made before anybody asks for it.
    let early = Arc::clone(&desk);
    tokio::spawn(async move { early.ask(|desk| desk.review().map(drop)).await });
    listen::listen(listener, routes(door, desk), stop).await;
}

fn routes(door: Door, desk: Arc<Desk>) -> Router {
    Router::new()
        .route("/healthz", get(async || "ok\n"))
        .route("/metrics", get(measured))
        .nest("/api/v1", api::routes())
        .merge(site::routes())
        .fallback(nobody)
        .layer(from_fn_with_state(Arc::clone(&desk), site::for_people))
        .layer(DefaultBodyLimit::max(MOST_BODY))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state((Arc::new(door), Arc::clone(&desk)), guard::pass))
        .with_state(desk)
}

async fn nobody(path: Uri) -> Problem {
    Problem::new(StatusCode::NOT_FOUND, format!("there is nothing at {}", path.path()))
}

/// Figures about the server and its store.
async fn measured(State(desk): State<Arc<Desk>>) -> Result<impl IntoResponse, Problem> {
    let counts = desk.ask(|desk| desk.store.counts().map_err(|e| desk.failed(&e))).await?;
    let number = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let mut gauges = vec![
        ("vorlage_documents", String::new(), "Documents of the store.", number(counts.documents)),
        ("vorlage_stories", String::new(), "Stories of its current run.", number(counts.stories)),
        ("vorlage_store_bytes", String::new(), "Bytes of its file.", counts.file_bytes),
    ];
    let by_state = desk.jobs.counts().into_iter();
    gauges.extend(
        by_state.map(|(state, n)| ("vorlage_jobs", format!("{{state=\"{state}\"}}"), "Jobs by state.", number(n))),
    );
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], desk.metrics.text(&gauges)))
}
