//! A web server for tests, on loopback.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// Answers by path; everything else is 404. Every request is kept, with its headers. A connection takes one request, and every answer
/// says so: a client that held it open would meet a closed one.
pub struct Server {
    /// `http://127.0.0.1:PORT`
    pub base: String,
    /// The requests, each a line `GET /path` followed by its headers.
    pub requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Starts; `answers` maps a path to the bytes that are sent back, `BASE` in them standing for the server's own address.
    pub fn start(answers: &[(&str, &str)]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        let base = format!("http://{}", listener.local_addr().expect("it is bound"));
        let answers: BTreeMap<String, String> =
            answers.iter().map(|(path, answer)| ((*path).to_owned(), answer.replace("BASE", &base))).collect();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&requests);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answers, kept) = (answers.clone(), Arc::clone(&kept));
                std::thread::spawn(move || answer(stream, &answers, &kept));
            }
        });
        Self { base, requests }
    }

    /// The paths asked for, in order.
    pub fn paths(&self) -> Vec<String> {
        let requests = self.requests.lock().expect("no thread panics");
        requests.iter().map(|r| r.split_whitespace().nth(1).unwrap_or_default().to_owned()).collect()
    }
}

fn answer(stream: TcpStream, answers: &BTreeMap<String, String>, kept: &Mutex<Vec<String>>) {
    let mut out = stream.try_clone().expect("a socket can be shared");
    let mut lines = BufReader::new(stream).lines();
    let request: Vec<String> = lines.by_ref().map_while(Result::ok).take_while(|l| !l.is_empty()).collect();
    let path = request.first().and_then(|l| l.split_whitespace().nth(1)).unwrap_or_default().to_owned();
    let request = request.join("\n");
    let held = request.lines().any(|l| l.to_lowercase().starts_with("if-none-match: \"v1\""));
    kept.lock().expect("no thread panics").push(request);
    let answer = match answers.get(&path) {
        Some(_) if held => "HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\nConnection: close\r\n\r\n".to_owned(),
        Some(answer) => answer.clone(),
        None => "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_owned(),
    };
    let _ = out.write_all(answer.as_bytes());
}

/// A page or feed as it is sent.
pub fn ok(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: \"v1\"\r\nConnection: close\r\n\r\n{body}")
}

/// A redirect.
pub fn to(target: &str) -> String {
    format!("HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
}
