//! Fetching: pages, feeds and sitemaps of the web become exchanges that an archive keeps.
//!
//! One entry: [`fetch`]. A page is fetched by itself; a feed or sitemap with the pages it names. Nothing here reads an article: what
//! was fetched is written down, and read like any other archive, as often as one likes.
//!
//! Every host is asked one thing at a time, at its pace, and only what its `robots.txt` allows; hosts are asked beside one another. An
//! answer has limits of bytes and time, redirects of number. Addresses of the own net are not asked, whatever name leads there.
//! What was fetched before is asked for conditionally ([`Known`]).
//!
//! `address` tells public addresses, `robots` reads the wishes of hosts, `client` asks, `links` reads feeds and sitemaps, `archive`
//! keeps.

mod address;
mod archive;
mod client;
mod error;
mod links;
mod robots;

pub use archive::{Archive, packed};
pub use error::FetchError;
pub use links::links;
pub use robots::Rules;

use client::Client;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};
use url::Url;

/// How deep feeds and sitemaps may name one another: an index of sitemaps, a sitemap, its pages, and one to spare.
const MOST_ROUNDS: usize = 4;
/// Bytes that a packed feed or sitemap may unpack to: the sitemap protocol's own limit.
const MOST_UNPACKED: usize = 50 << 20;

/// How to fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Most addresses that are asked for, those that feeds and sitemaps name included.
    pub most_pages: usize,
    /// Bytes that one answer may have.
    pub max_bytes: usize,
    /// Time that one answer may take.
    pub timeout: Duration,
    /// Pause between two requests to one host, where the host asks for no longer one.
    pub pause: Duration,
    /// Hosts that are asked beside one another.
    pub hosts_at_once: usize,
    /// Whether addresses of the own net may be asked.
    pub allow_local: bool,
    /// How requests name us.
    pub user_agent: String,
}

impl Default for Options {
    /// 16 MiB are ten times the largest news page measured; a second between requests is what hosts commonly ask of robots.
    fn default() -> Self {
        Self {
            most_pages: 1000,
            max_bytes: 16 << 20,
            timeout: Duration::from_secs(60),
            pause: Duration::from_secs(1),
            hosts_at_once: 8,
            allow_local: false,
            user_agent: concat!("vorlage/", env!("CARGO_PKG_VERSION")).to_owned(),
        }
    }
}

/// One request and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// What was asked for.
    pub url: String,
    /// When.
    pub at: SystemTime,
    /// The HTTP status.
    pub status: u16,
    /// Names, lower case, and values of the headers, in their order.
    pub headers: Vec<(String, String)>,
    /// The body as it came; chunks are joined, `content-encoding` is not undone.
    pub body: Vec<u8>,
}

impl Exchange {
    /// The first value of a header (its name in lower case).
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The body without gzip, where it came with it; at most `limit` bytes.
    fn unpacked(&self, limit: usize) -> Cow<'_, [u8]> {
        if !self.body.starts_with(&[0x1f, 0x8b]) {
            return Cow::Borrowed(&self.body);
        }
        let mut out = Vec::new();
        // What breaks off gives what came before.
        let _ = flate2::read::MultiGzDecoder::new(&*self.body).take(limit as u64).read_to_end(&mut out);
        Cow::Owned(out)
    }
}

/// What tells a host which version of a page is held already.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Known {
    by_url: BTreeMap<String, [Option<String>; 2]>,
}

impl Known {
    /// Remembers the version of a page: its `ETag` and `Last-Modified`.
    pub fn insert(&mut self, url: &str, etag: Option<String>, last_modified: Option<String>) {
        if etag.is_some() || last_modified.is_some() {
            self.by_url.insert(url.to_owned(), [etag, last_modified]);
        }
    }

    /// The headers that ask for a page only where it has changed.
    fn conditions(&self, url: &str) -> impl Iterator<Item = (&'static str, &str)> {
        let values = self.by_url.get(url).map(|v| v.each_ref().map(Option::as_deref)).unwrap_or_default();
        ["if-none-match", "if-modified-since"].into_iter().zip(values).filter_map(|(name, value)| Some((name, value?)))
    }
}

/// What happens while fetching, as it happens.
#[derive(Debug)]
pub enum Step {
    /// An answer, to be kept: a page, a feed, a redirect, or 304 where the version held is the current one.
    Exchange(Exchange),
    /// An address that gave nothing.
    Failed(FetchError),
    /// Addresses that were named but not asked for, [`Options::most_pages`] being reached.
    Left(usize),
}

/// Fetches pages, feeds and sitemaps, and what feeds and sitemaps name; `each` sees every step, one at a time.
///
/// Steps come as hosts answer. An address is asked for once, however often it is named.
pub fn fetch(seeds: &[String], known: &Known, options: &Options, each: impl FnMut(Step) + Send) {
    let each = Mutex::new(each);
    let say = |step| lock(&each)(step);
    let mut round = Vec::new();
    for seed in seeds {
        match Url::parse(seed).ok().filter(fetchable) {
            Some(url) => round.push(url),
            None => say(Step::Failed(FetchError::Address { url: seed.clone() })),
        }
    }
    let client = Client::new(options, known);
    let mut seen = BTreeSet::new();
    let mut left = options.most_pages;
    for _ in 0..MOST_ROUNDS {
        let mut urls = fresh(round, &mut seen);
        if urls.len() > left {
            say(Step::Left(urls.len() - left));
            urls.truncate(left);
        }
        left -= urls.len();
        round = one_round(&client, &urls, options.hosts_at_once, &say);
    }
}

/// Takes a lock; what a thread left when it failed is whole at every step.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether an address is one that can be fetched.
fn fetchable(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.has_host() && url.as_str().len() <= 8192
}

/// The addresses not seen before, without fragments and passwords.
fn fresh(urls: Vec<Url>, seen: &mut BTreeSet<String>) -> Vec<Url> {
    let plain = |mut url: Url| {
        url.set_fragment(None);
        url.set_username("").and_then(|()| url.set_password(None)).ok()?;
        fetchable(&url).then_some(url)
    };
    urls.into_iter().filter_map(plain).filter(|url| seen.insert(url.to_string())).collect()
}

/// Fetches addresses, those of one host one after another; the addresses that the answers name, in the order of the askers.
fn one_round(client: &Client<'_>, urls: &[Url], at_once: usize, say: &(impl Fn(Step) + Sync)) -> Vec<Url> {
    let mut hosts: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, url) in urls.iter().enumerate() {
        hosts.entry(url.host_str().unwrap_or_default()).or_default().push(at);
    }
    let queues: Vec<Vec<usize>> = hosts.into_values().collect();
    let (turn, named) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    let work = || {
        while let Some(queue) = queues.get(turn.fetch_add(1, Ordering::Relaxed)) {
            for &at in queue {
                let links = one(client, &urls[at], say);
                lock(&named).insert(at, links);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..at_once.clamp(1, queues.len().max(1)) {
            scope.spawn(work);
        }
    });
    std::mem::take(&mut *lock(&named)).into_values().flatten().collect()
}

/// Fetches one address, and says which others its answer names.
fn one(client: &Client<'_>, url: &Url, say: &impl Fn(Step)) -> Vec<Url> {
    let (exchanges, result) = client.fetch(url);
    let links = exchanges.last().filter(|e| e.status == 200).map(|last| {
        let base = Url::parse(&last.url).unwrap_or_else(|_| url.clone());
        links::links(&base, &last.unpacked(MOST_UNPACKED))
    });
    exchanges.into_iter().for_each(|exchange| say(Step::Exchange(exchange)));
    if let Err(error) = result {
        say(Step::Failed(error));
    }
    links.unwrap_or_default()
}
