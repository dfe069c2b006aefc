//! One request after another: the wishes of hosts, redirects, limits.
//!
//! Redirects are followed here and not by the HTTP library, so that each hop is checked as an address of its own (scheme, net, wishes of
//! its host) and each answer is kept.

use crate::address::Guard;
use crate::error::FetchError;
use crate::robots::{self, Rules};
use crate::{Exchange, Known, Options, lock};
use std::collections::BTreeMap;
use std::error::Error;
use std::io::Read;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant, SystemTime};
use ureq::Agent;
use ureq::config::Config;
use ureq::http::Response;
use ureq::unversioned::transport::DefaultConnector;
use url::Url;

/// Redirects that are followed for one address; browsers stop at twenty, robots at five (RFC 9309) to ten.
const MOST_REDIRECTS: usize = 10;
/// Bytes of the headers of one answer.
const MOST_HEADER_BYTES: usize = 64 * 1024;
/// The name that `robots.txt` may call us by.
const ROBOT: &str = "vorlage";

/// What is known of a host.
#[derive(Debug, Default)]
struct Host {
    /// Its wishes, or why they cannot be had.
    rules: OnceLock<Result<Rules, String>>,
    /// When it may be asked next.
    next: Mutex<Option<Instant>>,
}

/// Asks hosts, each at its pace.
pub(crate) struct Client<'a> {
    agent: Agent,
    options: &'a Options,
    known: &'a Known,
    hosts: Mutex<BTreeMap<String, Arc<Host>>>,
}

impl<'a> Client<'a> {
    pub(crate) fn new(options: &'a Options, known: &'a Known) -> Self {
        let config = Config::builder()
            .max_redirects(0)
            .http_status_as_error(false)
            .proxy(None)
            .max_response_header_size(MOST_HEADER_BYTES)
            .timeout_global(Some(options.timeout))
            .user_agent(options.user_agent.as_str())
            .accept_encoding("gzip")
            .build();
        let agent = Agent::with_parts(config, DefaultConnector::default(), Guard::new(options.allow_local));
        Self { agent, options, known, hosts: Mutex::default() }
    }

    /// Fetches an address with what it redirects to: all answers, in order, the last one being the page or why there is none.
    pub(crate) fn fetch(&self, start: &Url) -> (Vec<Exchange>, Result<(), FetchError>) {
        let mut exchanges: Vec<Exchange> = Vec::new();
        let mut url = start.clone();
        for _ in 0..=MOST_REDIRECTS {
            if exchanges.iter().any(|e| e.url == url.as_str()) {
                return (exchanges, Err(redirect(start, "in a circle".to_owned())));
            }
            let exchange = match self.allowed(&url).and_then(|()| self.get(&url, self.options.max_bytes, self.known)) {
                Ok(exchange) => exchange,
                Err(error) => return (exchanges, Err(error)),
            };
            let target = match next(start, &url, &exchange) {
                Ok(target) => target,
                Err(error) => return (exchanges, Err(error)),
            };
            exchanges.push(exchange);
            match target {
                None => return (exchanges, Ok(())),
                Some(target) => url = target,
            }
        }
        (exchanges, Err(redirect(start, format!("more than {MOST_REDIRECTS} times"))))
    }

    /// Waits for the host's turn; an error where it does not want the request.
    fn allowed(&self, url: &Url) -> Result<(), FetchError> {
        let host = self.host(url);
        let rules = host.rules.get_or_init(|| self.rules(url)).as_ref();
        let rules = rules.map_err(|reason| FetchError::NoRobots { url: url.to_string(), reason: reason.clone() })?;
        if !rules.allow(&url[url::Position::BeforePath..url::Position::AfterQuery]) {
            return Err(FetchError::Robots { url: url.to_string() });
        }
        host.wait(rules.pause.unwrap_or_default().max(self.options.pause));
        Ok(())
    }

    fn host(&self, url: &Url) -> Arc<Host> {
        let mut hosts = lock(&self.hosts);
        Arc::clone(hosts.entry(url.origin().ascii_serialization()).or_default())
    }

    /// Reads `robots.txt`: none there allows everything, an error of the host nothing (RFC 9309, 2.3.1). A host that may not be
    /// asked at all has no wishes: the request for the page itself says why it is refused. Never asked for conditionally, as the
    /// answer is read here and now.
    fn rules(&self, url: &Url) -> Result<Rules, String> {
        let mut url = url.join("/robots.txt").map_err(|e| e.to_string())?;
        for _ in 0..=MOST_REDIRECTS {
            let exchange = match self.get(&url, robots::MOST_BYTES, &Known::default()) {
                Ok(exchange) => exchange,
                Err(FetchError::Status { status: 400..=499, .. } | FetchError::Refused { .. }) => {
                    return Ok(Rules::default());
                }
                Err(error) => return Err(error.source().map_or_else(|| error.to_string(), ToString::to_string)),
            };
            let Some(target) = next(&url, &url, &exchange).map_err(|e| e.to_string())? else {
                let text = exchange.unpacked(robots::MOST_BYTES);
                return Ok(Rules::of(ROBOT, &String::from_utf8_lossy(&text)));
            };
            url = target;
        }
        Err(format!("it redirects more than {MOST_REDIRECTS} times"))
    }

    /// One request, conditional where the version is known.
    fn get(&self, url: &Url, limit: usize, known: &Known) -> Result<Exchange, FetchError> {
        let network = |source| failed(url, source);
        let at = SystemTime::now();
        let mut request = self.agent.get(url.as_str());
        for (name, value) in known.conditions(url.as_str()) {
            request = request.header(name, value);
        }
        let response = request.call().map_err(network)?;
        let status = response.status().as_u16();
        let headers = headers(&response);
        if status >= 400 {
            return Err(FetchError::Status { url: url.to_string(), status });
        }
        let mut body = Vec::new();
        let mut reader = response.into_body().into_reader().take(limit as u64 + 1);
        reader.read_to_end(&mut body).map_err(|e| network(ureq::Error::from(e)))?;
        if body.len() > limit {
            return Err(FetchError::TooLarge { url: url.to_string(), limit });
        }
        Ok(Exchange { url: url.to_string(), at, status, headers, body })
    }
}

impl Host {
    /// Waits until the host may be asked, and keeps the others of this host waiting for a pause from then.
    fn wait(&self, pause: Duration) {
        let mut next = lock(&self.next);
        if let Some(at) = *next {
            std::thread::sleep(at.saturating_duration_since(Instant::now()));
        }
        *next = Instant::now().checked_add(pause);
    }
}

/// Where an answer sends us, if it does.
fn next(start: &Url, url: &Url, exchange: &Exchange) -> Result<Option<Url>, FetchError> {
    if !matches!(exchange.status, 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let target = exchange.header("location").unwrap_or_default();
    let mut next = url.join(target).map_err(|_| redirect(start, format!("to {target:?}")))?;
    next.set_fragment(None);
    crate::fetchable(&next).then_some(Some(next)).ok_or_else(|| redirect(start, format!("to {target:?}")))
}

fn redirect(url: &Url, how: String) -> FetchError {
    FetchError::Redirect { url: url.to_string(), how }
}

fn failed(url: &Url, source: ureq::Error) -> FetchError {
    match source {
        ureq::Error::Other(reason) if reason.is::<crate::address::Refused>() => {
            FetchError::Refused { url: url.to_string(), reason: reason.to_string() }
        }
        source => FetchError::Network { url: url.to_string(), source: Box::new(source) },
    }
}

fn headers<T>(response: &Response<T>) -> Vec<(String, String)> {
    let pairs = response.headers().iter();
    pairs.map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())).collect()
}
