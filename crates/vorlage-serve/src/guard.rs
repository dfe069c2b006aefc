//! The door: every request passes here before any route sees it, and every answer on its way out.

use crate::answer::unless_held;
use crate::desk::Desk;
use crate::limit::{Limiter, Rate};
use crate::problem::{Problem, told};
use crate::token::{self, Kept, Scopes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// The cookie that carries a token.
const COOKIE: &str = "vorlage";
/// Requests of one address: a page with its assets at once, then as fast as a person clicks.
const STRANGERS: Rate = Rate { burst: 100.0, per_second: 20.0 };
/// Those of one that shows a known token: a program at work.
const KNOWN: Rate = Rate { burst: 1000.0, per_second: 200.0 };
/// What every answer says to browsers.
const HEADERS: [(&str, &str); 6] = [
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    // Not `no-referrer`: browsers would then send the forms of our own pages with `Origin: null`.
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// Who is asking; routes find it among the request's extensions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asker {
    /// What the token allows; none without a token.
    pub scopes: Scopes,
}

/// Whom the door lets in.
pub struct Door {
    hosts: Vec<String>,
    tokens: Box<dyn Fn() -> Vec<Kept> + Send + Sync>,
    strangers: Mutex<Limiter>,
    known: Mutex<Limiter>,
    opened: Instant,
}

impl std::fmt::Debug for Door {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Door").field("hosts", &self.hosts).finish_non_exhaustive()
    }
}

impl Door {
    /// A door that answers to these values of `Host` (name and port), and asks for the tokens whenever one is shown, so that one that
    /// was taken away opens nothing any more.
    #[must_use]
    pub fn new(hosts: Vec<String>, tokens: impl Fn() -> Vec<Kept> + Send + Sync + 'static) -> Self {
        Self {
            hosts,
            tokens: Box::new(tokens),
            strangers: Mutex::new(Limiter::new(STRANGERS)),
            known: Mutex::new(Limiter::new(KNOWN)),
            opened: Instant::now(),
        }
    }

    fn admit(&self, from: SocketAddr, method: &Method, headers: &HeaderMap) -> Result<Asker, Problem> {
        self.named(headers)?;
        // Who guesses tokens is paced as a stranger, too.
        let asker = self.asker(headers);
        self.pace(from, if matches!(asker, Ok(Some(_))) { &self.known } else { &self.strangers })?;
        let asker = asker?;
        if !method.is_safe() {
            self.own_page(headers)?;
            asker.ok_or_else(|| Problem::new(StatusCode::UNAUTHORIZED, "writing needs a token"))?;
        }
        Ok(asker.unwrap_or(Asker { scopes: Scopes::default() }))
    }

    fn pace(&self, from: SocketAddr, limiter: &Mutex<Limiter>) -> Result<(), Problem> {
        let mut limiter = limiter.lock().unwrap_or_else(PoisonError::into_inner);
        limiter.take(from.ip(), self.opened.elapsed()).map_err(|wait| {
            Problem::new(
                StatusCode::TOO_MANY_REQUESTS,
                format!("too many requests; the next in {} s", wait.as_secs() + 1),
            )
        })
    }

    /// A foreign name that leads to this machine is another site's (DNS rebinding).
    fn named(&self, headers: &HeaderMap) -> Result<(), Problem> {
        match text(headers, &header::HOST) {
            Some(host) if self.is_ours(host) => Ok(()),
            _ => Err(Problem::new(StatusCode::MISDIRECTED_REQUEST, "this server does not answer to that Host")),
        }
    }

    fn is_ours(&self, host: &str) -> bool {
        self.hosts.iter().any(|ours| ours.eq_ignore_ascii_case(host))
    }

    /// A page of another site must not write with the cookie of a visitor. Clients that are no browsers send neither header.
    fn own_page(&self, headers: &HeaderMap) -> Result<(), Problem> {
        let site = headers.get("sec-fetch-site").is_none_or(|site| site == "same-origin" || site == "none");
        let origin = headers.get(header::ORIGIN).is_none_or(|origin| {
            let host = origin.to_str().ok().and_then(|origin| origin.split_once("://")).map(|(_, host)| host);
            host.is_some_and(|host| self.is_ours(host))
        });
        if site && origin {
            Ok(())
        } else {
            Err(Problem::new(StatusCode::FORBIDDEN, "pages of other sites may not write"))
        }
    }

    /// A cookie that is not known any more is one that an earlier server gave, and like none; a token shown by name must be known.
    fn asker(&self, headers: &HeaderMap) -> Result<Option<Asker>, Problem> {
        let Some(token) = bearer(headers) else {
            return Ok(cookie(headers).and_then(|token| self.holder(token)));
        };
        let unknown = || Problem::new(StatusCode::UNAUTHORIZED, "that token is not known");
        self.holder(token).map(Some).ok_or_else(unknown)
    }

    fn holder(&self, token: &str) -> Option<Asker> {
        token::scopes(&(self.tokens)(), token).map(|scopes| Asker { scopes })
    }

    /// The answer to a request for `/` with a token in its address: the same address without it, and the token as a cookie that only
    /// this server's own pages send.
    fn welcome(&self, request: &Request) -> Option<Response> {
        let token = request.uri().query()?.split('&').find_map(|pair| pair.strip_prefix("token="))?;
        (request.uri().path() == "/" && self.holder(token).is_some()).then(|| {
            let cookie = format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000");
            let headers = [(header::LOCATION, "/".to_owned()), (header::SET_COOKIE, cookie)];
            (StatusCode::SEE_OTHER, headers).into_response()
        })
    }
}

/// The middleware: refuses, or tells the routes who asks; and says to browsers what they may do with the answer.
pub(crate) async fn pass(
    State((door, desk)): State<(Arc<Door>, Arc<Desk>)>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    mut request: Request,
    next: Next,
) -> Response {
    let (begun, asked) = (Instant::now(), request.headers().clone());
    let mut answer = match door.admit(from, request.method(), &asked) {
        Ok(asker) => match door.welcome(&request) {
            Some(welcome) => welcome,
            None => {
                request.extensions_mut().insert(asker);
                told(unless_held(&asked, next.run(request).await)).await
            }
        },
        Err(problem) => problem.into_response(),
    };
    desk.metrics.answered(answer.status().as_u16(), begun.elapsed());
    for (name, value) in HEADERS {
        answer.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if answer.status() == StatusCode::UNAUTHORIZED {
        answer.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    answer
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = text(headers, &header::AUTHORIZATION)?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    let pairs = text(headers, &header::COOKIE)?.split(';');
    pairs.filter_map(|pair| pair.trim().split_once('=')).find(|(name, _)| *name == COOKIE).map(|(_, value)| value)
}
