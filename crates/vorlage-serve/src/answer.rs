//! Answers that are bytes of a kind, with a tag by which a browser asks whether they have changed.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

/// An answer that is there.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    status: StatusCode,
    sort: &'static str,
    bytes: Vec<u8>,
    headers: Vec<(HeaderName, String)>,
}

impl Answer {
    pub(crate) fn new(sort: &'static str, bytes: impl Into<Vec<u8>>) -> Self {
        Self { status: StatusCode::OK, sort, bytes: bytes.into(), headers: Vec::new() }
    }

    /// One JSON value.
    pub(crate) fn json(value: &Value) -> Self {
        Self::new("application/json", value.to_string())
    }

    pub(crate) fn status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    pub(crate) fn with(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Offered as a file of this name; signs that mean something in a header are left out of it.
    pub(crate) fn file(self, name: &str) -> Self {
        let plain: String =
            name.chars().map(|c| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '-' }).collect();
        self.with(header::CONTENT_DISPOSITION, format!("attachment; filename=\"{plain}\""))
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let tag = format!("\"{:016x}\"", vorlage_text::hash64(&self.bytes));
        let mut answer = (self.status, self.bytes).into_response();
        let mut set = |name: HeaderName, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                answer.headers_mut().append(name, value);
            }
        };
        self.headers.iter().for_each(|(name, value)| set(name.clone(), value));
        if self.status == StatusCode::OK {
            set(header::ETAG, &tag);
            set(header::CACHE_CONTROL, "no-cache");
        }
        answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(self.sort));
        answer
    }
}

/// The same without its body, where the asker holds it already.
pub(crate) fn unless_held(asked: &HeaderMap, answer: Response) -> Response {
    let held = match (asked.get(header::IF_NONE_MATCH), answer.headers().get(header::ETAG)) {
        (Some(held), Some(tag)) => held.to_str().is_ok_and(|held| {
            held.split(',').any(|one| one.trim().trim_start_matches("W/").as_bytes() == tag.as_bytes())
        }),
        _ => false,
    };
    if !held {
        return answer;
    }
    let (mut parts, _) = answer.into_parts();
    parts.status = StatusCode::NOT_MODIFIED;
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, axum::body::Body::empty())
}
