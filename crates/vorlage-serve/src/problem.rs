//! What went wrong, in the form of RFC 9457.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// One answer that is an error: its status and what is wrong, in words for whom asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The status.
    pub status: StatusCode,
    /// What is wrong with this request.
    pub detail: String,
}

impl Problem {
    /// A problem.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into() }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let title = self.status.canonical_reason().unwrap_or("Error");
        let body =
            json!({"type": "about:blank", "title": title, "status": self.status.as_u16(), "detail": self.detail});
        let kind = HeaderValue::from_static("application/problem+json");
        (self.status, [(header::CONTENT_TYPE, kind)], body.to_string()).into_response()
    }
}

/// Bytes of words that an error of the frame below holds.
const MOST_WORDS: usize = 4 << 10;

/// Errors of the frame below, which are bare words, as problems.
pub(crate) async fn told(answer: Response) -> Response {
    let bare = match answer.headers().get(header::CONTENT_TYPE) {
        None => true,
        Some(sort) => sort.as_bytes().starts_with(b"text/plain"),
    };
    let status = answer.status();
    if !bare || !(status.is_client_error() || status.is_server_error()) {
        return answer;
    }
    let (parts, body) = answer.into_parts();
    let words = axum::body::to_bytes(body, MOST_WORDS).await.unwrap_or_default();
    let words = String::from_utf8_lossy(&words);
    let words = if words.is_empty() { status.canonical_reason().unwrap_or("Error") } else { &words };
    let mut told = Problem::new(status, words).into_response();
    told.headers_mut().extend(
        parts
            .headers
            .into_iter()
            .filter_map(|(name, value)| name.filter(|name| name == header::ALLOW).map(|name| (name, value))),
    );
    told
}
