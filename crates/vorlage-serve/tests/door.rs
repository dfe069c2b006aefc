//! The door over real connections: what it refuses, what it lets in, and how it closes.

use axum::Router;
use axum::extract::Extension;
use axum::http::StatusCode;
use axum::routing::post;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use vorlage_serve::token::{self, Kept, Scope, Scopes};
use vorlage_serve::{Asker, Door, MOST_BODY, Problem};

struct Server {
    at: SocketAddr,
    token: String,
    stop: Option<oneshot::Sender<()>>,
    ended: Option<tokio::task::JoinHandle<std::io::Result<()>>>,
    runtime: Runtime,
}

async fn decide(Extension(asker): Extension<Asker>, body: String) -> Result<String, Problem> {
    let allowed = asker.scopes.allow(Scope::Decide);
    if allowed {
        Ok(body.len().to_string())
    } else {
        Err(Problem::new(StatusCode::FORBIDDEN, "needs the scope decide"))
    }
}

fn start(scopes: &str) -> Server {
    let runtime = Runtime::new().unwrap();
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
    let at = listener.local_addr().unwrap();
    let token = token::written(&[9; token::SECRET_BYTES]);
    let kept = Kept { hash: token::hash(&token), scopes: Scopes::parse(scopes).unwrap() };
    let (stop, stopped) = oneshot::channel::<()>();
    let routes = Router::new().route("/decide", post(decide));
    let serving = vorlage_serve::serve(listener, Door::new(vec![at.to_string()], vec![kept]), routes, async {
        let _ = stopped.await;
    });
    let ended = Some(runtime.spawn(serving));
    Server { at, token, stop: Some(stop), ended, runtime }
}

impl Server {
    fn ask(&self, line: &str, headers: &str, body: &str) -> String {
        self.ask_as(&self.at.to_string(), line, headers, body)
    }

    fn ask_as(&self, host: &str, line: &str, headers: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(self.at).unwrap();
        let head = format!(
            "{line} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        let _ = stream.write_all(body.as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn bearer(&self) -> String {
        format!("Authorization: Bearer {}\r\n", self.token)
    }
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or(answer)
}

#[test]
fn health_and_nothing_else_without_routes() {
    let server = start("read");
    let health = server.ask("GET /healthz", "", "");
    assert!(health.starts_with("HTTP/1.1 200") && health.ends_with("ok\n"));
    assert!(health.contains("content-security-policy: default-src 'none'") && health.contains("nosniff"));
    let nobody = server.ask("GET /nowhere", "", "");
    assert_eq!(status(&nobody), "404");
    assert!(nobody.contains("application/problem+json") && nobody.contains("there is nothing at /nowhere"));
}

#[test]
fn a_foreign_name_is_refused() {
    let server = start("read");
    assert_eq!(status(&server.ask_as("rebound.example", "GET /healthz", "", "")), "421");
}

#[test]
fn writing_needs_a_known_token_with_the_scope() {
    let server = start("decide");
    assert_eq!(status(&server.ask("POST /decide", "", "x")), "401");
    assert_eq!(status(&server.ask("POST /decide", "Authorization: Bearer vorlage_00\r\n", "x")), "401");
    assert_eq!(status(&server.ask("POST /decide", &server.bearer(), "x")), "200");
    assert_eq!(status(&server.ask("POST /decide", &format!("Cookie: a=b; vorlage={}\r\n", server.token), "x")), "200");
    let reader = start("read");
    assert_eq!(status(&reader.ask("POST /decide", &reader.bearer(), "x")), "403");
}

#[test]
fn pages_of_other_sites_may_not_write() {
    let server = start("decide");
    for foreign in ["Origin: http://other.example\r\n", "Origin: null\r\n", "Sec-Fetch-Site: cross-site\r\n"] {
        assert_eq!(
            status(&server.ask("POST /decide", &format!("{foreign}{}", server.bearer()), "x")),
            "403",
            "{foreign}"
        );
    }
    let own = format!("Origin: http://{}\r\nSec-Fetch-Site: same-origin\r\n{}", server.at, server.bearer());
    assert_eq!(status(&server.ask("POST /decide", &own, "x")), "200");
}

#[test]
fn a_body_over_the_limit_is_refused() {
    let server = start("decide");
    let whole = server.ask("POST /decide", &server.bearer(), &"x".repeat(MOST_BODY));
    assert_eq!(status(&whole), "200");
    let head = format!("Expect: 100-continue\r\n{}", server.bearer());
    let mut stream = TcpStream::connect(server.at).unwrap();
    write!(
        stream,
        "POST /decide HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {}\r\n{head}\r\n",
        server.at,
        MOST_BODY + 1
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert_eq!(status(&answer), "413");
}

#[test]
fn too_many_requests_are_told_to_wait() {
    let server = start("read");
    let answers: Vec<String> = (0..300).map(|_| server.ask("GET /healthz", "", "")).collect();
    assert!(answers.iter().any(|answer| status(answer) == "429"));
}

#[test]
fn stopping_ends_the_server_without_error() {
    let mut server = start("read");
    server.ask("GET /healthz", "", "");
    server.stop.take().unwrap().send(()).unwrap();
    let ended = server.ended.take().unwrap();
    server.runtime.block_on(ended).unwrap().unwrap();
    assert!(TcpStream::connect(server.at).is_err());
}
