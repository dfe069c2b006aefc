//! `vorlage serve`: what the server has done for it.

use crate::args::Serve as Command;
use crate::context::Context;
use crate::hint::hinted;
use crate::store::{open, told};
use crate::{compare, decide, out, token};
use anyhow::Context as _;
use std::collections::BTreeMap;
use vorlage_core::{Background, Knowledge, Thresholds, Watch, Weights};
use vorlage_embed::CachedModel;
use vorlage_export::comparison::{Comparison, Differ};
use vorlage_export::styled::clean;
use vorlage_model::{Analysis, Decision, Document, Lang, Note, ReviewItem, Trace};
use vorlage_read::Batch;
use vorlage_serve::token::{Kept, Scopes};
use vorlage_serve::{Desk, Door, Engine, Given, Progress, Taken};
use vorlage_store::{Access, RunAbout, Store};
use vorlage_text::hash64;

/// Words of a document that are looked for in the store.
const TELLING: usize = 9;
/// Fewest letters of such a word.
const TELLING_LETTERS: usize = 5;
/// Bytes of one fetched page, and seconds that it may take: whoever waits in a browser waits no longer.
#[cfg(feature = "fetch")]
const FETCHED: (usize, u64) = (10 << 20, 20);

/// Serves a store until it is told to stop.
pub fn run(command: &Command, context: &Context) -> anyhow::Result<u8> {
    let access = if command.read_only { Access::Read } else { Access::Write };
    let store = open(&command.store, access)?;
    let program = Program::new(context)?;
    let runtime = tokio::runtime::Runtime::new().context("cannot start the server")?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(command.listen).await;
        let hint = "another port may be free: --listen 127.0.0.1:0 takes any";
        let listener = listener.map_err(|e| hinted(format!("cannot listen at {}: {e}", command.listen), hint))?;
        let at = listener.local_addr().context("cannot listen")?;
        let own = (at.ip().is_loopback() && !command.read_only).then(token::secret).transpose()?;
        out::text(None, &format!("{}\n", address(at, own.as_deref())))?;
        let tokens = Tokens { store: Store::open(&command.store, Access::Read).map_err(told)?, own };
        let door = Door::new(hosts(at, &command.host), move || tokens.all());
        vorlage_serve::serve(listener, door, Desk::new(store, Box::new(program), command.read_only), stopped()).await;
        Ok(0)
    })
}

fn address(at: std::net::SocketAddr, own: Option<&str>) -> String {
    match own {
        Some(token) => format!("http://{at}/?token={token}"),
        None => format!("http://{at}/"),
    }
}

/// What a client may call this server.
fn hosts(at: std::net::SocketAddr, names: &[String]) -> Vec<String> {
    let local = format!("localhost:{}", at.port());
    let named = names.iter().flat_map(|name| [name.clone(), format!("{name}:{}", at.port())]);
    [at.to_string(), local].into_iter().chain(named).collect()
}

/// Done when the process is asked to end.
async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    if let Ok(mut ended) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = interrupted => {}
            _ = ended.recv() => {}
        }
        return;
    }
    // Without an interrupt to wait for, only the end of the process ends it.
    if interrupted.await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// The tokens of a store, and that of this session.
struct Tokens {
    store: Store,
    own: Option<String>,
}

impl Tokens {
    fn all(&self) -> Vec<Kept> {
        let kept = self
            .store
            .tokens()
            .unwrap_or_default()
            .into_iter()
            .filter_map(|row| Some(Kept { hash: row.hash, scopes: Scopes::parse(&row.scopes).ok()? }));
        let scopes = Scopes::parse("submit,decide").unwrap_or_default();
        let own = self.own.as_deref().map(|own| Kept { hash: vorlage_serve::token::hash(own), scopes });
        kept.chain(own).collect()
    }
}

/// The program as the desk's engine.
struct Program {
    background: Background,
    model: Option<CachedModel>,
    about: RunAbout,
}

impl Program {
    fn new(context: &Context) -> anyhow::Result<Self> {
        let background = context.background()?;
        let model = context.cached_model()?;
        let about = RunAbout {
            at: None,
            by: None,
            program: concat!("vorlage ", env!("CARGO_PKG_VERSION")).to_owned(),
            models: Context::models(model.as_ref()).to_string(),
            settings: context.deciding(&background)?.to_string(),
        };
        Ok(Self { background, model, about })
    }

    /// How rare a word is: the rarer, the less; unknown words come before all others.
    fn frequency(&self, lang: Option<Lang>, hash: u64) -> u32 {
        lang.map_or(0, |lang| self.background.document_frequency_of_hash(lang, hash))
    }
}

/// A watch that tells the desk.
struct Told<'a>(Progress<'a>);

impl Watch for Told<'_> {
    fn step(&self, stage: &'static str, done: usize, of: usize) {
        (self.0)(stage, done, of);
    }
}

impl Engine for Program {
    fn read(&self, given: Vec<Given>) -> Taken {
        let mut taken = Taken::default();
        for one in given {
            let batch = read(one);
            taken.notes.extend(batch.notes);
            for document in batch.documents {
                if taken.documents.iter().all(|held| held.id != document.id) {
                    taken.documents.push(document);
                }
            }
        }
        taken
    }

    fn telling_words(&self, document: &Document) -> Vec<String> {
        let mut found: BTreeMap<String, (usize, u64)> = BTreeMap::new();
        for word in vorlage_text::words(&document.text) {
            let folded = vorlage_text::fold(word.span.of(&document.text));
            if folded.chars().count() >= TELLING_LETTERS && folded.chars().all(char::is_alphabetic) {
                found.entry(folded).or_insert((0, word.hash)).0 += 1;
            }
        }
        let lang = vorlage_text::detect(&document.text).or(document.lang);
        // A word that stands once may be a slip of this copy; what is told twice is what it is about.
        let order = |(word, (times, hash)): (String, (usize, u64))| (times < 2, self.frequency(lang, hash), word);
        let mut order: Vec<(bool, u32, String)> = found.into_iter().map(order).collect();
        order.sort();
        order.into_iter().take(TELLING).map(|(_, _, word)| word).collect()
    }

    fn trace(&self, documents: Vec<Document>, decisions: &[Decision], progress: Progress<'_>) -> Trace {
        let (background, model) = (&self.background, self.model.as_ref());
        let knowledge = Knowledge { background, model, weights: &Weights::COMMITTED, decisions };
        let trace = vorlage_core::trace(documents, knowledge, &Told(progress));
        Context::keep_vectors(self.model.as_ref());
        trace
    }

    fn analyse(&self, document: &Document) -> Analysis {
        vorlage_core::analyse(document, &self.background)
    }

    fn compare(&self, documents: [&Document; 2], with: &mut dyn FnMut(&Comparison<'_>)) {
        compare::between(documents, &self.background, self.model.as_ref(), with);
    }

    fn words(&self) -> Option<Differ> {
        Some(compare::differ)
    }

    fn review(&self, trace: &Trace) -> Vec<ReviewItem> {
        vorlage_core::review(trace, &Thresholds::default())
    }

    fn about(&self) -> RunAbout {
        RunAbout { at: Some(decide::now()), ..self.about.clone() }
    }

    fn tell(&self, words: &str) {
        eprintln!("vorlage: {}", clean(words));
    }
}

/// Reads one thing that was handed in. Its id tells what it holds, so that the same is the same again.
fn read(given: Given) -> Batch {
    let options = vorlage_read::Options::default();
    match given {
        Given::Text(text) => {
            let name = format!("pasted-{:012x}.txt", hash64(text.as_bytes()) >> 16);
            vorlage_read::read_bytes(&name, text.into_bytes(), &options)
        }
        Given::File { name, bytes } => {
            let name = name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
            let name = format!("file-{:012x}/{}", hash64(&bytes) >> 16, clean(&name));
            vorlage_read::read_bytes(&name, bytes, &options)
        }
        Given::Url(url) => fetched(&url, &options),
    }
}

#[cfg(feature = "fetch")]
fn fetched(url: &str, reading: &vorlage_read::Options) -> Batch {
    let (max_bytes, seconds) = FETCHED;
    let timeout = std::time::Duration::from_secs(seconds);
    let options = vorlage_fetch::Options {
        most_pages: 1,
        max_bytes,
        timeout,
        hosts_at_once: 1,
        ..vorlage_fetch::Options::default()
    };
    let (mut answers, mut notes) = (Vec::new(), Vec::new());
    vorlage_fetch::fetch(&[url.to_owned()], &vorlage_fetch::Known::default(), &options, |step| match step {
        vorlage_fetch::Step::Exchange(exchange) => answers.push(exchange),
        vorlage_fetch::Step::Failed(error) => {
            notes.push(Note { place: url.to_owned(), text: format!("{:#}", anyhow::Error::new(error)) });
        }
        vorlage_fetch::Step::Left(_) => {}
    });
    let mut batch = match vorlage_fetch::packed(&answers) {
        Ok(archive) => vorlage_read::read_bytes(url, archive, reading),
        Err(error) => {
            notes.push(Note { place: url.to_owned(), text: error.to_string() });
            Batch::default()
        }
    };
    batch.notes.splice(0..0, notes);
    batch
}

#[cfg(not(feature = "fetch"))]
fn fetched(url: &str, _reading: &vorlage_read::Options) -> Batch {
    let text = "this vorlage was built without fetching".to_owned();
    Batch { notes: vec![Note { place: url.to_owned(), text }], ..Batch::default() }
}
