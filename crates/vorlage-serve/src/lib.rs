//! Serving: routes are put behind one door, answered over HTTP/1, and ended in order.
//!
//! One entry: [`serve`]. It takes the routes, the [`Door`] that every request passes, and what ends it. `/healthz` is always there;
//! a path that nobody has is a [`Problem`] like every other error.
//!
//! `guard` is the door (names of the host, tokens, pages of other sites, pace, what browsers are told), `token` what it knows people
//! by, `limit` how often an address may ask, `problem` the form of errors.

mod guard;
mod limit;
mod problem;
pub mod token;

pub use guard::{Asker, Door};
pub use problem::Problem;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{StatusCode, Uri};
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;

/// Bytes that a request may carry.
pub const MOST_BODY: usize = 10 << 20;

/// Answers with `routes` until `stop` is done; running requests are then ended first. The error is the listener's.
pub async fn serve(
    listener: TcpListener,
    door: Door,
    routes: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let app = behind(Arc::new(door), routes).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, app).with_graceful_shutdown(stop).await
}

fn behind(door: Arc<Door>, routes: Router) -> Router {
    let routes = routes.route("/healthz", get(async || "ok\n")).fallback(nobody);
    routes.layer(DefaultBodyLimit::max(MOST_BODY)).layer(from_fn_with_state(door, guard::pass))
}

async fn nobody(path: Uri) -> Problem {
    Problem::new(StatusCode::NOT_FOUND, format!("there is nothing at {}", path.path()))
}
