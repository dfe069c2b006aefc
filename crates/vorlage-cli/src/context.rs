//! What every command needs: settings, environment, word counts, documents.

use crate::args::Common;
use crate::hint::hinted;
use crate::settings::{self, Environment, Settings};
use crate::store;
use anyhow::Context as _;
use serde_json::{Value, json};
use std::cell::OnceCell;
use std::collections::HashSet;
use std::io::IsTerminal;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use vorlage_core::Background;
use vorlage_core::background::Thesaurus;
use vorlage_embed::{Cache, CachedModel, Model, write_anew};
use vorlage_export::terminal::View;
use vorlage_model::{Document, Lang, Note};
use vorlage_read::{Batch, Repeated};
use vorlage_text::hash64;

/// In place of a file: work without a sentence model.
const NO_MODEL: &str = "none";

/// Documents of a store that are handed over at a time.
const STORE_BATCH: usize = 256;

const NOTHING_READ: &str =
    "hint: an input is a file, a folder, a glob, or - for standard input; vorlage help trace shows examples";

/// What holds in this run.
pub struct Context {
    /// The settings.
    pub settings: Settings,
    environment: Environment,
    /// The hash of the file of hosts as it was before this run.
    hosts: OnceCell<u64>,
}

impl Context {
    /// Resolves the settings and takes the threads.
    pub fn new(flags: &Common, limit: Option<usize>) -> anyhow::Result<Self> {
        let environment = Environment::of_process();
        let settings = settings::resolve(flags, limit, &environment)?;
        rayon::ThreadPoolBuilder::new()
            .num_threads(settings.threads())
            .build_global()
            .context("cannot start the threads")?;
        Ok(Self { settings, environment, hosts: OnceCell::new() })
    }

    /// Reads the inputs; what could not be read is told on standard error.
    pub fn read(&self, inputs: &[String]) -> anyhow::Result<Batch> {
        let mut hosts = self.known_hosts()?;
        let (stores, others) = store::apart(inputs);
        let mut batch = Batch::default();
        if !others.is_empty() {
            batch = vorlage_read::read_knowing(&mut hosts, &others, &self.reading());
        }
        for path in &stores {
            let unread = store::each_document(path, |document| {
                batch.documents.push(document);
                ControlFlow::Continue(())
            });
            batch.skipped |= unread.is_some();
            batch.notes.extend(unread);
        }
        keep_first(&mut batch);
        tell(&batch.notes);
        if batch.documents.is_empty() {
            eprintln!("{NOTHING_READ}");
        }
        self.keep_hosts(&hosts)?;
        Ok(batch)
    }

    /// Reads the inputs batch by batch until `sink` wants no more; whether some input was skipped.
    pub fn read_each(&self, inputs: &[String], mut sink: impl FnMut(Vec<Document>) -> bool) -> anyhow::Result<bool> {
        let mut hosts = self.known_hosts()?;
        let (mut skipped, mut count) = (false, 0);
        let (stores, others) = store::apart(inputs);
        for path in &stores {
            let mut held = Vec::new();
            let unread = store::each_document(path, |document| {
                held.push(document);
                count += 1;
                if held.len() < STORE_BATCH || sink(std::mem::take(&mut held)) {
                    ControlFlow::Continue(())
                } else {
                    ControlFlow::Break(())
                }
            });
            tell(unread.as_slice());
            skipped |= unread.is_some();
            if !held.is_empty() && !sink(held) {
                return Ok(skipped);
            }
        }
        if others.is_empty() {
            return Ok(skipped);
        }
        vorlage_read::read_each(&mut hosts, &others, &self.reading(), &mut |batch| {
            tell(&batch.notes);
            skipped |= batch.skipped;
            count += batch.documents.len();
            if sink(batch.documents) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        if count == 0 {
            eprintln!("{NOTHING_READ}");
        }
        self.keep_hosts(&hosts)?;
        Ok(skipped)
    }

    /// What hosts repeat, as far as earlier runs have kept it.
    fn known_hosts(&self) -> anyhow::Result<Repeated> {
        let Some(path) = self.settings.hosts().filter(|path| path.exists()) else {
            return Ok(Repeated::default());
        };
        let known = std::fs::read(path).and_then(|bytes| {
            self.hosts.get_or_init(|| hash64(&bytes));
            Repeated::read_from(bytes.as_slice())
        });
        known.with_context(|| format!("{}: cannot be read as what hosts repeat", path.display()))
    }

    fn keep_hosts(&self, hosts: &Repeated) -> anyhow::Result<()> {
        let Some(path) = self.settings.hosts() else {
            return Ok(());
        };
        let mut bytes = Vec::new();
        let written = hosts.write_to(&mut bytes).and_then(|()| write_anew(path, &bytes));
        written.with_context(|| format!("{}: cannot keep what hosts repeat", path.display()))
    }

    fn reading(&self) -> vorlage_read::Options {
        let columns = self.settings.columns().iter().map(|(f, c)| (f.clone(), c.clone())).collect();
        vorlage_read::Options { columns, ..vorlage_read::Options::default() }
    }

    /// The word counts, the user's own or those that come with the program, with the user's thesauri.
    pub fn background(&self) -> anyhow::Result<Background> {
        let mut background = match self.settings.background() {
            None => Background::shipped(),
            Some(path) => own_counts(path)?,
        };
        for (lang, bytes) in self.thesauri()? {
            background = background.with_thesaurus(lang, Thesaurus::parse(&bytes));
        }
        Ok(background)
    }

    /// The bytes of the user's thesauri by language, sorted by language.
    fn thesauri(&self) -> anyhow::Result<Vec<(Lang, Vec<u8>)>> {
        let Some(path) = self.settings.thesaurus() else {
            return Ok(Vec::new());
        };
        let hint = "a thesaurus is a MyThes file named by its language, such as th_en_US_v2.dat, or a folder of them";
        let files =
            thesaurus_files(path).with_context(|| format!("cannot read the thesaurus in {}", path.display()))?;
        if files.is_empty() {
            return Err(hinted(format!("{}: holds no th_*.dat", path.display()), hint));
        }
        let mut out = Vec::new();
        for file in files {
            let lang = thesaurus_language(&file)
                .ok_or_else(|| hinted(format!("{}: its name tells no language", file.display()), hint))?;
            let bytes =
                std::fs::read(&file).with_context(|| format!("cannot read the thesaurus in {}", file.display()))?;
            out.push((lang, bytes));
        }
        out.sort();
        Ok(out)
    }

    /// Where the sentence model lies, or would.
    pub fn model_path(&self) -> anyhow::Result<PathBuf> {
        let hint = "say it with --model FILE or VORLAGE_MODEL";
        self.settings
            .model(&self.environment)
            .ok_or_else(|| hinted("there is no folder to keep the sentence model in", hint))
    }

    /// The sentence model, which must be there.
    pub fn model(&self) -> anyhow::Result<Model> {
        let path = self.model_path()?;
        if !path.exists() {
            return Err(hinted(
                format!("{}: there is no sentence model here", path.display()),
                "vorlage model get fetches one; --model FILE names another place",
            ));
        }
        Model::open(&path).map_err(|error| hinted(error.to_string(), "vorlage model get makes the file anew"))
    }

    /// The sentence model with its vectors of earlier runs; `None` where there is none, or none is wanted.
    pub fn cached_model(&self) -> anyhow::Result<Option<CachedModel>> {
        let path = self.settings.model(&self.environment).filter(|path| path != Path::new(NO_MODEL));
        if path.is_none_or(|path| !path.exists() && !self.settings.names_model()) {
            return Ok(None);
        }
        let model = self.model()?;
        let cache = self.vector_cache(&model);
        Ok(Some(CachedModel::new(model, cache)))
    }

    /// Keeps the vectors of a run for the next one; where that fails the answer is whole all the same.
    pub fn keep_vectors(model: Option<&CachedModel>) {
        if let Some(Err(error)) = model.map(CachedModel::save) {
            eprintln!("vorlage: vectors are not kept for the next run: {error}");
        }
    }

    /// Vectors of sentences seen before; `None` where there is no folder to keep them in.
    #[must_use]
    pub fn vector_cache(&self, model: &Model) -> Option<Cache> {
        Some(Cache::open(&self.environment.cache_folder()?.join("vectors.cache"), model))
    }

    /// The settings that decide an answer, for the answer itself; what changes nothing is left out. Files are named by content.
    pub fn deciding(&self, background: &Background) -> anyhow::Result<Value> {
        let named = |(lang, bytes): (Lang, Vec<u8>)| (lang.to_string(), json!(format!("{:016x}", hash64(&bytes))));
        let thesauri: serde_json::Map<String, Value> = self.thesauri()?.into_iter().map(named).collect();
        let hosts = self.hosts.get().map(|hash| format!("{hash:016x}"));
        Ok(
            json!({"background": background.id(), "thesaurus": thesauri, "columns": self.settings.columns(), "hosts": hosts}),
        )
    }

    /// The models that decide an answer, by content.
    #[must_use]
    pub fn models(model: Option<&CachedModel>) -> Value {
        let named = |model: &CachedModel| json!({"name": model.model().about().name, "identity": vorlage_embed::hex(&model.model().identity())});
        json!({"sentences": model.map(named)})
    }

    /// How views are laid out.
    #[must_use]
    pub fn view(&self, explain: bool) -> View {
        View { width: self.settings.width(&self.environment), stories: self.settings.limit(), explain }
    }

    /// Whether to colour what goes to `output`.
    #[must_use]
    pub fn color(&self, output: Option<&Path>) -> bool {
        self.settings.color(output.is_none() && std::io::stdout().is_terminal(), &self.environment)
    }
}

/// Of documents with one id in a store and elsewhere the first stays; says so.
fn keep_first(batch: &mut Batch) {
    let mut seen = HashSet::new();
    let mut twice = Vec::new();
    batch.documents.retain(|document| {
        let new = seen.insert(document.id.clone());
        if !new {
            twice.push(Note { place: document.id.clone(), text: "has the id of another document; skipped".to_owned() });
        }
        new
    });
    batch.skipped |= !twice.is_empty();
    batch.notes.extend(twice);
}

/// Says on standard error what the user should know.
pub fn tell(notes: &[Note]) {
    for note in notes {
        eprintln!("vorlage: {}", vorlage_export::styled::clean(&format!("{}: {}", note.place, note.text)));
    }
}

fn own_counts(path: &Path) -> anyhow::Result<Background> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read the word counts in {}", path.display()))?;
    let hint = "vorlage background build makes a counts file from your own texts";
    Background::from_bytes(&bytes).map_err(|error| hinted(format!("{}: {error}", path.display()), hint))
}

/// A thesaurus, or those of a folder, sorted by name.
fn thesaurus_files(path: &Path) -> std::io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path)? {
        let file = entry?.path();
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with("th_") && name.ends_with(".dat") {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}

/// `th_de_DE_v2.dat` is of German.
fn thesaurus_language(file: &Path) -> Option<Lang> {
    let name = file.file_stem()?.to_str()?;
    Lang::parse(name.strip_prefix("th_").unwrap_or(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thesaurus_is_named_by_its_language() {
        let language = |name: &str| thesaurus_language(Path::new(name)).map(|l| l.to_string());
        assert_eq!(language("/usr/share/mythes/th_de_DE_v2.dat").as_deref(), Some("de"));
        assert_eq!(language("th_en_US_v2.dat").as_deref(), Some("en"));
        assert_eq!(language("thesaurus.dat"), None);
    }
}
