//! The server over real connections: what it answers, what it refuses, and how it ends.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const HERE: &str = env!("CARGO_MANIFEST_DIR");

/// A text, and a copy that was cut.
const FERRY: &str = "The car ferry Almina ran aground near Port Sela on Monday, harbour master Jonas Weil said. \
    None of the 212 passengers was hurt. \"The fog came within minutes,\" Weil told reporters. Divers will inspect the hull.";
const CUT: &str = "The car ferry Almina ran aground near Port Sela on Monday, harbour master Jonas Weil said. \
    None of the 212 passengers was hurt.";

fn vorlage(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vorlage"));
    command.args(["--model", "none"]).args(arguments).env_clear().env("HOME", "/nonexistent").stdin(Stdio::null());
    command
}

fn done(arguments: &[&str]) -> String {
    let output = vorlage(arguments).output().expect("the program runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("answers are UTF-8")
}

/// A folder of one test, gone with it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("vorlage-serve-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("the folder for temporary files is writable");
        Self(path)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }

    /// A store of the example stories, traced.
    fn examples(&self) -> String {
        let store = self.path("desk.vorlage");
        let stories = Path::new(HERE).join("../../examples/stories").display().to_string();
        done(&["add", &store, &stories]);
        done(&["trace", &store]);
        store
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A server that runs.
struct Server {
    child: Child,
    at: SocketAddr,
    token: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer: status, head, body.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }

    fn has(&self, header: &str) -> bool {
        self.head.to_ascii_lowercase().contains(header)
    }
}

impl Server {
    fn start(store: &str, more: &[&str]) -> Self {
        let arguments: Vec<&str> = ["serve", store, "--listen", "127.0.0.1:0"].iter().chain(more).copied().collect();
        let mut child =
            vorlage(&arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program runs");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("it is piped")).read_line(&mut line).expect("it says where it is");
        let rest = line.trim().strip_prefix("http://").expect("an address");
        let (at, token) = rest.split_once('/').expect("a path");
        let token = token.strip_prefix("?token=").unwrap_or_default().to_owned();
        Self { child, at: at.parse().expect("an address"), token }
    }

    fn ask_as(&self, host: &str, line: &str, headers: &str, body: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.at).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
        let head = format!(
            "{line} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n",
            body.len()
        );
        let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
        let body = if head.to_ascii_lowercase().contains("transfer-encoding: chunked") {
            joined(body)
        } else {
            body.to_owned()
        };
        Answer { status, head: head.to_owned(), body }
    }

    fn ask(&self, line: &str, headers: &str, body: &[u8]) -> Answer {
        self.ask_as(&self.at.to_string(), line, headers, body)
    }

    fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path}"), "", b"")
    }

    fn bearer(&self) -> String {
        format!("Authorization: Bearer {}\r\n", self.token)
    }

    fn post(&self, path: &str, value: &Value) -> Answer {
        let headers = format!("{}Content-Type: application/json\r\n", self.bearer());
        self.ask(&format!("POST {path}"), &headers, value.to_string().as_bytes())
    }

    /// Waits for a job that was taken on; its last state.
    fn ended(&self, accepted: &Answer) -> Value {
        assert_eq!(accepted.status, 202, "{}", accepted.body);
        let at = accepted.json()["status"].as_str().expect("an address").to_owned();
        let begun = Instant::now();
        loop {
            let state = self.get(&at).json();
            if state["state"] == "done" || state["state"] == "failed" {
                return state;
            }
            assert!(begun.elapsed() < Duration::from_secs(60), "{state}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

/// Chunks as one text.
fn joined(body: &str) -> String {
    let (mut out, mut rest) = (String::new(), body);
    while let Some((size, after)) = rest.split_once("\r\n") {
        let size = usize::from_str_radix(size.trim(), 16).unwrap_or(0);
        let Some(chunk) = after.get(..size).filter(|_| size > 0) else { break };
        out.push_str(chunk);
        rest = after[size..].trim_start_matches("\r\n");
    }
    out
}

fn encoded(id: &str) -> String {
    id.bytes().map(|b| if b.is_ascii_alphanumeric() { (b as char).to_string() } else { format!("%{b:02X}") }).collect()
}

#[test]
fn a_store_is_read_without_a_token() {
    let folder = Folder::new("read");
    let server = Server::start(&folder.examples(), &[]);
    let health = server.get("/healthz");
    assert!(health.status == 200 && health.body == "ok\n" && health.has("content-security-policy: default-src 'none'"));
    assert!(server.get("/metrics").body.contains("vorlage_stories "));
    let stories = server.get("/api/v1/stories?order=size&limit=1").json();
    let id = stories["stories"][0]["id"].as_str().expect("a story").to_owned();
    let story = server.get(&format!("/api/v1/stories/{}", encoded(&id))).json();
    assert_eq!(story["stories"][0]["id"], *id);
    let member = story["stories"][0]["documents"][0].as_str().expect("a document").to_owned();
    let other = story["stories"][0]["documents"][1].as_str().expect("a document").to_owned();
    assert_eq!(server.get(&format!("/api/v1/documents/{}", encoded(&member))).json()["id"], *member);
    let compared = server.get(&format!("/api/v1/compare?a={}&b={}", encoded(&member), encoded(&other)));
    assert!(compared.status == 200 && compared.json().is_object());
    assert!(!server.get("/api/v1/search?q=ferry").json()["hits"].as_array().expect("hits").is_empty());
    for format in [
        "jsonl", "csv", "svg", "graphml", "gexf", "dot", "prov", "ninjs", "tei", "claimreview", "passim", "html",
        "parquet",
    ] {
        let answer = server.get(&format!("/api/v1/stories/{}?format={format}", encoded(&id)));
        assert!(answer.status == 200 && answer.has("attachment") && !answer.body.is_empty(), "{format}");
    }
    for wrong in [
        "/api/v1/stories?limit=x", "/api/v1/stories?order=x", "/api/v1/stories?from=x", "/api/v1/search",
        "/api/v1/stories/a?format=x%0d%0a",
    ] {
        let answer = server.get(wrong);
        assert!(
            (400..500).contains(&answer.status) && answer.has("application/problem+json"),
            "{wrong}: {}",
            answer.head
        );
    }
    assert_eq!(server.ask("PUT /api/v1/counts", &server.bearer(), b"").json()["status"], 405);
}

#[test]
fn what_is_held_already_is_not_sent_again() {
    let folder = Folder::new("held");
    let server = Server::start(&folder.examples(), &[]);
    let first = server.get("/api/v1/stories");
    let tag = first.head.lines().find_map(|l| l.strip_prefix("etag: ")).expect("a tag").to_owned();
    let again = server.ask("GET /api/v1/stories", &format!("If-None-Match: {tag}\r\n"), b"");
    assert!(again.status == 304 && again.body.is_empty());
    let packed = server.ask("GET /api/v1/stories", "Accept-Encoding: gzip\r\n", b"");
    assert!(packed.has("content-encoding: gzip"));
}

#[test]
fn what_is_handed_in_becomes_a_story() {
    let folder = Folder::new("submit");
    let server = Server::start(&folder.path("desk.vorlage"), &[]);
    let state = server.ended(&server.post("/api/v1/submissions", &json!({"texts": [FERRY, CUT]})));
    let at = state["result"].as_str().expect("an address");
    let found = server.get(&format!("/api/v1/submissions/{}", at.trim_start_matches("/submission/"))).json();
    assert_eq!(found["stories"][0]["counts"]["documents"], 2);
    assert_eq!(found["stories"][0]["counts"]["origins"], 1);
    let events = server.get("/api/v1/jobs/1/events");
    assert!(events.has("text/event-stream") && events.body.contains("event: done"), "{}", events.body);
    // Kept documents are found by what comes later.
    let kept = server.ended(&server.post("/api/v1/submissions", &json!({"texts": [FERRY], "keep": true})));
    assert_eq!(kept["state"], "done");
    assert_eq!(server.ended(&server.post("/api/v1/runs", &json!({})))["state"], "done");
    let beside = server.ended(&server.post("/api/v1/submissions", &json!({"texts": [CUT]})));
    let id = beside["result"].as_str().expect("an address").trim_start_matches("/submission/").to_owned();
    assert_eq!(server.get(&format!("/api/v1/submissions/{id}")).json()["stories"][0]["counts"]["documents"], 2);
}

#[test]
fn files_are_handed_in_whatever_they_are_called() {
    let folder = Folder::new("files");
    let server = Server::start(&folder.path("desk.vorlage"), &[]);
    let part = |name: &str, text: &str| {
        format!("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{text}\r\n")
    };
    let body = format!(
        "{}{}{}--b--\r\n",
        part("../../etc/<script>\u{202e}.txt", FERRY),
        part("empty.txt", ""),
        part("x.pdf", "%PDF-1.7 broken")
    );
    let headers = format!("{}Content-Type: multipart/form-data; boundary=b\r\n", server.bearer());
    let state = server.ended(&server.ask("POST /api/v1/submissions", &headers, body.as_bytes()));
    assert_eq!(state["state"], "done", "{state}");
    assert!(state["notes"].to_string().contains("x.pdf"), "one bad file is a note: {state}");
    let at = state["result"].as_str().expect("an address").replace("/submission/", "/api/v1/submissions/");
    let id = server.get(&at).json()["stories"][0]["documents"][0].as_str().expect("an id").to_owned();
    assert!(id.starts_with("file-") && !id.contains("..") && !id.contains('\u{202e}'), "{id}");
    let nothing = server.ended(&server.post("/api/v1/submissions", &json!({"urls": ["http://127.0.0.1:9/x"]})));
    assert!(nothing["state"] == "failed" && nothing["detail"].to_string().contains("127.0.0.1"), "{nothing}");
    assert_eq!(server.post("/api/v1/submissions", &json!({})).status, 422);
    assert_eq!(
        server
            .ask(
                "POST /api/v1/submissions",
                &format!("{}Content-Type: application/json\r\n", server.bearer()),
                b"\xff{"
            )
            .status,
        400
    );
    assert_eq!(server.ask("POST /api/v1/submissions", &server.bearer(), b"x").status, 415);
}

#[test]
fn people_decide_and_take_back() {
    let folder = Folder::new("decide");
    let server = Server::start(&folder.examples(), &[]);
    let asked = server.get("/api/v1/review").json();
    let first = asked["items"][0].clone();
    let ruling = json!({"ruling": "reject", "parent": first["parent"], "child": first["child"], "who": "Ada", "why": "two desks"});
    let taken = server.post("/api/v1/decisions", &ruling);
    assert_eq!(taken.status, 201, "{}", taken.body);
    let left = server.get("/api/v1/review").json();
    assert!(!left["items"].as_array().expect("items").contains(&first));
    let id = taken.json()["id"].as_str().expect("an id").to_owned();
    assert_eq!(server.get("/api/v1/decisions").json()["decisions"][0]["who"], "Ada");
    let undo = format!("DELETE /api/v1/decisions/{id}");
    assert_eq!(server.ask(&undo, &server.bearer(), b"").status, 204);
    assert_eq!(server.ask(&undo, &server.bearer(), b"").status, 404);
    assert_eq!(server.post("/api/v1/decisions", &json!({"ruling": "reject"})).status, 422);
}

#[test]
fn writing_needs_a_token_with_the_scope() {
    let folder = Folder::new("tokens");
    let store = folder.path("desk.vorlage");
    let weak = done(&["token", "add", &store, "crawler", "--scopes", "submit"]).trim().to_owned();
    assert!(done(&["token", "list", &store]).starts_with("crawler  submit  "));
    let server = Server::start(&store, &[]);
    let ruling = json!({"ruling": "reject", "parent": "a", "child": "b", "who": "Ada"}).to_string();
    let as_ = |headers: &str| server.ask("POST /api/v1/decisions", headers, ruling.as_bytes()).status;
    assert_eq!(as_(""), 401);
    assert_eq!(as_("Authorization: Bearer vorlage_00\r\n"), 401);
    assert_eq!(as_("Cookie: vorlage=vorlage_00\r\n"), 401);
    assert_eq!(as_(&format!("Authorization: Bearer {weak}\r\n")), 403);
    assert_eq!(as_(&server.bearer()), 201);
    assert_eq!(as_(&format!("Cookie: a=b; vorlage={}\r\n", server.token)), 201);
    for foreign in ["Origin: http://other.example\r\n", "Origin: null\r\n", "Sec-Fetch-Site: cross-site\r\n"] {
        assert_eq!(as_(&format!("{foreign}{}", server.bearer())), 403, "{foreign}");
    }
    let own = format!("Origin: http://{}\r\nSec-Fetch-Site: same-origin\r\n", server.at);
    assert_eq!(as_(&format!("{own}{}", server.bearer())), 201);
    let welcome = server.get(&format!("/?token={}", server.token));
    assert!(welcome.status == 303 && welcome.has("httponly; samesite=strict") && welcome.has("location: /\r\n"));
    assert_eq!(server.ask_as("rebound.example", "GET /healthz", "", b"").status, 421);
}

#[test]
fn one_server_writes_and_others_read() {
    let folder = Folder::new("two");
    let store = folder.examples();
    let server = Server::start(&store, &[]);
    let second = vorlage(&["serve", &store, "--listen", "127.0.0.1:0"]).output().expect("the program runs");
    assert_eq!(second.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&second.stderr).contains("is being written to by"));
    let reader = Server::start(&store, &["--read-only"]);
    assert!(reader.token.is_empty());
    assert_eq!(reader.get("/api/v1/counts").status, 200);
    assert_eq!(server.get("/api/v1/counts").body, reader.get("/api/v1/counts").body);
    assert_eq!(reader.post("/api/v1/runs", &json!({})).status, 401);
}

#[test]
fn bodies_and_paces_have_limits() {
    let folder = Folder::new("limits");
    let server = Server::start(&folder.path("desk.vorlage"), &[]);
    let body = format!("{{\"texts\": [\"{}\"]}}", "x ".repeat(5 << 20));
    let headers = format!("{}Content-Type: application/json\r\n", server.bearer());
    assert_eq!(server.ask("POST /api/v1/submissions", &headers, body.as_bytes()).status, 413);
    let form = format!("{}Content-Type: multipart/form-data; boundary=b\r\n", server.bearer());
    let body =
        format!("--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n{}\r\n--b--\r\n", "x ".repeat(5 << 20));
    assert_eq!(server.ask("POST /api/v1/submissions", &form, body.as_bytes()).status, 413);
    assert!((0..300).any(|_| server.get("/healthz").status == 429));
}

#[test]
fn a_killed_server_loses_nothing_that_was_confirmed() {
    let folder = Folder::new("killed");
    let store = folder.path("desk.vorlage");
    let mut confirmed = 0;
    for round in 0..3 {
        let mut server = Server::start(&store, &[]);
        for n in 0..10 {
            let ruling = json!({"ruling": "reject", "parent": format!("{round}-{n}"), "child": "b", "who": "Ada"});
            confirmed += usize::from(server.post("/api/v1/decisions", &ruling).status == 201);
        }
        let _ = server.post("/api/v1/submissions", &json!({"texts": [FERRY], "keep": true}));
        server.child.kill().expect("it runs");
        server.child.wait().expect("it ended");
    }
    let server = Server::start(&store, &[]);
    assert_eq!(server.get("/api/v1/decisions").json()["decisions"].as_array().expect("decisions").len(), confirmed);
    drop(server);
    assert_eq!(vorlage(&["check", &store]).output().expect("the program runs").status.code(), Some(0));
}

/// Fails where what a browser takes for markup came from a text, or a page carries a script or style of its own.
fn harmless(page: &str, path: &str) {
    let lower = page.to_ascii_lowercase();
    for bad in
        ["<script>", "<script src", "<style", " style=", " onload", " onerror", "javascript:", "<img", "\u{202e}"]
    {
        assert!(!lower.contains(bad), "{path} holds {bad}");
    }
    for part in ["<main id=\"main\">", "<h1>", "lang=\"", "class=\"skip\"", "</html>"] {
        assert!(page.contains(part), "{path} lacks {part}");
    }
}

#[test]
fn every_page_is_there_in_both_languages() {
    let folder = Folder::new("pages");
    let server = Server::start(&folder.examples(), &[]);
    let stories = server.get("/api/v1/stories?order=size&limit=1").json();
    let story = format!("/story/{}", encoded(stories["stories"][0]["id"].as_str().expect("a story")));
    let below = [
        "",
        "?by=time",
        "?by=change",
        "/ledger",
        "/evidence",
        "/document/B",
        "/compare?base=A&with=B&with=C&show=differences",
    ];
    let mut paths: Vec<String> = [
        "/", "/stories", "/stories?min_documents=99", "/search?q=ferry", "/search?q=", "/review", "/about", "/outlets",
    ]
    .map(str::to_owned)
    .to_vec();
    paths.extend(below.map(|path| format!("{story}{path}")));
    for path in &paths {
        let english = server.ask(&format!("GET {path}"), "Accept-Language: en-GB, de;q=0.5\r\n", b"");
        assert_eq!(english.status, 200, "{path}: {}", english.body);
        harmless(&english.body, path);
        let german = server.ask(&format!("GET {path}"), "Accept-Language: de-AT\r\n", b"");
        assert!(german.body.contains("<html lang=\"de\">") && german.body.contains("Geschichten"), "{path}");
        assert_ne!(english.body.len(), german.body.len(), "{path}");
    }
    for wrong in [
        "/story/none",
        &format!("{story}/document/ZZZ"),
        &format!("{story}/compare?base=9"),
        "/submission/none",
        "/job/x",
        "/stories?from=x",
    ] {
        let answer = server.get(wrong);
        assert!((400..500).contains(&answer.status) && answer.has("text/html"), "{wrong}");
        harmless(&answer.body, wrong);
    }
    let chosen = server.get("/about?tongue=de");
    assert!(chosen.has("set-cookie: tongue=de") && chosen.body.contains("Fehlerraten"));
    assert!(server.ask("GET /about", "Cookie: tongue=de\r\n", b"").body.contains("Fehlerraten"));
    for format in ["json", "svg", "csv", "html", "tei"] {
        assert_eq!(server.get(&format!("{story}/export/{format}")).status, 200, "{format}");
    }
    assert!(server.get("/static/style.css").has("content-type: text/css"));
}

#[test]
fn people_hand_in_and_decide_without_a_script() {
    let folder = Folder::new("forms");
    let server = Server::start(&folder.examples(), &[]);
    let cookie = format!("Cookie: vorlage={}\r\nOrigin: http://{}\r\n", server.token, server.at);
    assert!(server.ask("GET /", &cookie, b"").body.contains("<textarea"));
    assert!(!server.get("/").body.contains("<textarea"), "who may not hand in is not asked to");
    let hostile = format!("<script>alert(1)</script>\u{202e} {FERRY}");
    let body = format!(
        "--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n{hostile}\r\n--b\r\nContent-Disposition: form-data; name=\"url\"\r\n\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--b--\r\n"
    );
    let headers = format!("{cookie}Content-Type: multipart/form-data; boundary=b\r\n");
    let sent = server.ask("POST /submit", &headers, body.as_bytes());
    assert_eq!(sent.status, 303, "{}", sent.body);
    let place =
        |answer: &Answer| answer.head.lines().find_map(|l| l.strip_prefix("location: ")).unwrap_or_default().to_owned();
    let (mut at, begun) = (place(&sent), Instant::now());
    let story = loop {
        let answer = server.get(&at);
        match answer.status {
            303 => at = place(&answer),
            200 if at.starts_with("/submission/") => break answer,
            200 => harmless(&answer.body, &at),
            other => panic!("{at}: {other}: {}", answer.body),
        }
        assert!(begun.elapsed() < Duration::from_secs(60));
        std::thread::sleep(Duration::from_millis(50));
    };
    harmless(&story.body, &at);
    harmless(&server.get(&format!("{at}/document/A")).body, &at);
    let item = server.get("/api/v1/review").json()["items"][0].clone();
    let id = |name: &str| encoded(item[name].as_str().expect("an id"));
    let form = format!("{cookie}Content-Type: application/x-www-form-urlencoded\r\n");
    let decided = format!("parent={}&child={}&who=Ada&why=seen&ruling=confirm", id("parent"), id("child"));
    let answer = server.ask("POST /review", &form, decided.as_bytes());
    assert!(answer.status == 303 && answer.has("set-cookie: who=ada"), "{}", answer.body);
    let page = server.ask("GET /review", &cookie, b"").body;
    assert!(page.contains("Ada") && page.contains("action=\"/review/undo\""));
    let decision = server.get("/api/v1/decisions").json()["decisions"][0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(server.ask("POST /review/undo", &form, format!("id={decision}").as_bytes()).status, 303);
    assert_eq!(server.get("/api/v1/decisions").json()["decisions"], json!([]));
    assert_eq!(
        server.ask("POST /review", "Content-Type: application/x-www-form-urlencoded\r\n", decided.as_bytes()).status,
        401
    );
}

/// Every page in a real browser, where node, what npm fetched for `cargo xtask check`, and chromium are there.
#[test]
fn pages_hold_in_a_browser() {
    let web = Path::new(HERE).join("../../web");
    let there = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].into_iter().find(|path| Path::new(path).exists());
    let (Some(chromium), true) = (there, web.join("node_modules/playwright-core").is_dir()) else {
        return eprintln!("Pages are not looked at in a browser: chromium or web/node_modules is not there.");
    };
    let folder = Folder::new("browser");
    let server = Server::start(&folder.examples(), &[]);
    let pictures = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
    let tried = Command::new("node")
        .args(["test/pages.mjs", &format!("http://{}", server.at), &server.token])
        .arg(&pictures)
        .env("CHROMIUM", chromium)
        .current_dir(&web)
        .output();
    let Ok(tried) = tried else { return eprintln!("Pages are not looked at in a browser: there is no node.") };
    assert!(tried.status.success(), "{}", String::from_utf8_lossy(&tried.stderr));
}

/// Other people's programs hold the API against its description; what pip fetched for `cargo xtask check` is in `target/readers`.
#[test]
fn the_api_is_as_it_is_described() {
    let folder = Folder::new("described");
    let server = Server::start(&folder.examples(), &[]);
    let readers = Path::new(HERE).join("../../target/readers");
    let tried = Command::new("python3")
        .arg(Path::new(HERE).join("tests/api.py"))
        .args([format!("http://{}", server.at), server.token.clone()])
        .env("PYTHONPATH", readers)
        .current_dir(&folder.0)
        .output();
    let Ok(tried) = tried else {
        return eprintln!("The API is not held against its description: there is no python3.");
    };
    let said = String::from_utf8_lossy(&tried.stdout);
    assert!(tried.status.success(), "{said}{}", String::from_utf8_lossy(&tried.stderr));
    said.lines().filter(|line| line.starts_with("not tried")).for_each(|line| eprintln!("{line}"));
    assert!(server.get("/healthz").status == 200);
}

#[cfg(unix)]
#[test]
fn it_ends_in_order_when_told_to() {
    let folder = Folder::new("ends");
    let mut server = Server::start(&folder.path("desk.vorlage"), &[]);
    assert_eq!(server.get("/healthz").status, 200);
    let ended = Command::new("kill").args(["-TERM", &server.child.id().to_string()]).status().expect("kill is there");
    assert!(ended.success());
    assert_eq!(server.child.wait().expect("it ended").code(), Some(0));
    assert!(TcpStream::connect(server.at).is_err());
}
