//! What every command needs: settings, environment, word counts, documents.

use crate::args::Common;
use crate::hint::hinted;
use crate::settings::{self, Environment, Settings};
use anyhow::Context as _;
use serde_json::{Value, json};
use std::io::IsTerminal;
use std::path::Path;
use vorlage_core::Background;
use vorlage_export::terminal::View;
use vorlage_read::Batch;

/// What holds in this run.
pub struct Context {
    /// The settings.
    pub settings: Settings,
    environment: Environment,
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
        Ok(Self { settings, environment })
    }

    /// Reads the inputs; what could not be read is told on standard error.
    pub fn read(&self, inputs: &[String]) -> Batch {
        let columns = self.settings.columns().iter().map(|(field, column)| (field.clone(), column.clone())).collect();
        let batch = vorlage_read::read(inputs, &vorlage_read::Options { columns, ..Default::default() });
        for note in &batch.notes {
            eprintln!(
                "vorlage: {}",
                vorlage_export::styled::clean(&format!("{}: {}", note.place, note.text))
            );
        }
        if batch.documents.is_empty() {
            eprintln!(
                "hint: an input is a file, a folder, a glob, or - for standard input; vorlage help trace shows examples"
            );
        }
        batch
    }

    /// The word counts: the user's own, or those that come with the program.
    pub fn background(&self) -> anyhow::Result<Background> {
        let Some(path) = self.settings.background() else {
            return Ok(Background::shipped());
        };
        let bytes =
            std::fs::read(path).with_context(|| format!("cannot read the word counts in {}", path.display()))?;
        Background::from_bytes(&bytes).map_err(|error| {
            hinted(
                format!("{}: {error}", path.display()),
                "vorlage background build makes a counts file from your own texts",
            )
        })
    }

    /// The settings that decide an answer, for the answer itself; what changes nothing is left out.
    #[must_use]
    pub fn deciding(&self, background: &Background) -> Value {
        json!({"background": background.id(), "columns": self.settings.columns()})
    }

    /// How views are laid out.
    #[must_use]
    pub fn view(&self, explain: bool) -> View {
        View {
            width: self.settings.width(&self.environment),
            stories: self.settings.limit(),
            explain,
        }
    }

    /// Whether to colour what goes to `output`.
    #[must_use]
    pub fn color(&self, output: Option<&Path>) -> bool {
        self.settings
            .color(output.is_none() && std::io::stdout().is_terminal(), &self.environment)
    }
}
