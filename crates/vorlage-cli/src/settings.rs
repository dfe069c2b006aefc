//! Settings: built-in `default.toml` < user < project < `VORLAGE_...` < flags, resolved once, each with where it comes from.

use crate::args::{Common, When};
use crate::hint::hinted;
use anyhow::Context;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

/// What is built in.
const BUILT_IN: &str = include_str!("default.toml");

/// One layer: what a file, the environment or the flags say; absent where they say nothing.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Layer {
    color: Option<Color>,
    threads: Option<usize>,
    width: Option<usize>,
    limit: Option<usize>,
    background: Option<String>,
    thesaurus: Option<String>,
    model: Option<String>,
    hosts: Option<String>,
    columns: Option<BTreeMap<String, String>>,
}

/// When to colour, as files spell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Color {
    Auto,
    Always,
    Never,
}

impl Color {
    fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        }
    }
}

/// Where a setting comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// `default.toml`.
    BuiltIn,
    /// A settings file.
    File(PathBuf),
    /// A variable of the environment.
    Variable(String),
    /// A flag.
    Flag(String),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BuiltIn => f.write_str("built in"),
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Variable(name) => f.write_str(name),
            Self::Flag(name) => write!(f, "--{name}"),
        }
    }
}

/// A value with its source.
#[derive(Debug, Clone)]
struct From<T> {
    value: T,
    source: Source,
}

/// What holds in this run.
#[derive(Debug, Clone)]
pub struct Settings {
    color: From<Color>,
    threads: From<usize>,
    width: From<usize>,
    limit: From<usize>,
    background: From<String>,
    thesaurus: From<String>,
    model: From<String>,
    hosts: From<String>,
    columns: From<BTreeMap<String, String>>,
}

/// What the environment says, read once.
#[derive(Debug, Default)]
pub struct Environment {
    /// Variables by name.
    pub variables: BTreeMap<String, String>,
}

impl Environment {
    /// The process's own.
    #[must_use]
    pub fn of_process() -> Self {
        let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        };
        Self { variables: std::env::vars_os().filter_map(text).collect() }
    }

    /// A variable that is set and not empty.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str).filter(|v| !v.is_empty())
    }

    /// The user's settings file.
    fn user_file(&self) -> Option<PathBuf> {
        Some(self.folder("XDG_CONFIG_HOME", ".config")?.join("config.toml"))
    }

    /// Where the user's data lie that are kept.
    fn data_folder(&self) -> Option<PathBuf> {
        self.folder("XDG_DATA_HOME", ".local/share")
    }

    /// Where data lie that can be made anew.
    #[must_use]
    pub fn cache_folder(&self) -> Option<PathBuf> {
        self.folder("XDG_CACHE_HOME", ".cache")
    }

    /// This program's folder below the one a variable names, else below one of the user's home.
    fn folder(&self, variable: &str, below_home: &str) -> Option<PathBuf> {
        let named = self.get(variable).map(PathBuf::from);
        Some(named.or_else(|| Some(Path::new(self.get("HOME")?).join(below_home)))?.join("vorlage"))
    }
}

/// Resolves all layers.
pub fn resolve(flags: &Common, limit: Option<usize>, environment: &Environment) -> anyhow::Result<Settings> {
    let mut settings = built_in()?;
    for path in environment.user_file().into_iter().chain([PathBuf::from("vorlage.toml")]) {
        if let Some(layer) = file(&path)? {
            settings.overlay(layer, |_| Source::File(path.clone()));
        }
    }
    settings.overlay(variables(environment)?, |key| Source::Variable(format!("VORLAGE_{}", key.to_uppercase())));
    settings.overlay(typed(flags, limit)?, |key| Source::Flag(key.to_owned()));
    Ok(settings)
}

fn built_in() -> anyhow::Result<Settings> {
    let layer: Layer = toml::from_str(BUILT_IN).context("the built-in settings")?;
    let missing = || anyhow::anyhow!("the built-in settings lack one");
    fn from<T>(value: T) -> From<T> {
        From { value, source: Source::BuiltIn }
    }
    Ok(Settings {
        color: from(layer.color.ok_or_else(missing)?),
        threads: from(layer.threads.ok_or_else(missing)?),
        width: from(layer.width.ok_or_else(missing)?),
        limit: from(layer.limit.ok_or_else(missing)?),
        background: from(layer.background.ok_or_else(missing)?),
        thesaurus: from(layer.thesaurus.ok_or_else(missing)?),
        model: from(layer.model.ok_or_else(missing)?),
        hosts: from(layer.hosts.ok_or_else(missing)?),
        columns: from(layer.columns.ok_or_else(missing)?),
    })
}

/// A settings file, where there is one.
fn file(path: &Path) -> anyhow::Result<Option<Layer>> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("cannot read the settings in {}", path.display())),
    };
    let layer = toml::from_str(&text).map_err(|error| {
        let place = error.span().map_or(1, |s| text[..s.start.min(text.len())].matches('\n').count() + 1);
        let reason = error.message().lines().next().unwrap_or_default();
        hinted(
            format!("{}, line {place}: {reason}", path.display()),
            "vorlage config prints all settings with their names",
        )
    })?;
    Ok(Some(layer))
}

/// What the `VORLAGE_...` variables say.
fn variables(environment: &Environment) -> anyhow::Result<Layer> {
    let mut layer = Layer::default();
    for (name, value) in &environment.variables {
        let Some(key) = name.strip_prefix("VORLAGE_") else {
            continue;
        };
        let wrong = |wanted: &str| {
            hinted(format!("{name}: expected {wanted}, not {value:?}"), "vorlage config shows the settings")
        };
        let number = || value.trim().parse::<usize>().map_err(|_| wrong("a number"));
        match key {
            "COLOR" => layer.color = Some(color(value).ok_or_else(|| wrong("auto, always or never"))?),
            "THREADS" => layer.threads = Some(number()?),
            "WIDTH" => layer.width = Some(number()?),
            "LIMIT" => layer.limit = Some(number()?),
            "BACKGROUND" => layer.background = Some(value.clone()),
            "THESAURUS" => layer.thesaurus = Some(value.clone()),
            "MODEL" => layer.model = Some(value.clone()),
            "HOSTS" => layer.hosts = Some(value.clone()),
            "COLUMNS" => layer.columns = Some(columns(value)?),
            _ => {
                return Err(hinted(
                    format!("{name}: no such setting"),
                    "vorlage config prints all settings with their names",
                ));
            }
        }
    }
    Ok(layer)
}

fn color(text: &str) -> Option<Color> {
    [Color::Auto, Color::Always, Color::Never].into_iter().find(|c| c.as_str() == text)
}

/// `text=content,outlet=site`.
fn columns(text: &str) -> anyhow::Result<BTreeMap<String, String>> {
    let pairs = text.split(',').map(str::trim).filter(|p| !p.is_empty());
    let pair = |pair: &str| match pair.split_once('=').map(|(f, c)| (f.trim(), c.trim())) {
        Some((field, column)) if !field.is_empty() && !column.is_empty() => Ok((field.to_owned(), column.to_owned())),
        _ => Err(hinted(format!("{pair:?} is no FIELD=COLUMN"), "for example --columns text=content,outlet=site")),
    };
    pairs.map(pair).collect()
}

/// What the flags say.
fn typed(flags: &Common, limit: Option<usize>) -> anyhow::Result<Layer> {
    let path = |p: &Option<PathBuf>| p.as_ref().map(|p| p.to_string_lossy().into_owned());
    Ok(Layer {
        color: flags.color.map(|when| match when {
            When::Auto => Color::Auto,
            When::Always => Color::Always,
            When::Never => Color::Never,
        }),
        threads: flags.threads,
        width: flags.width,
        limit,
        background: path(&flags.background),
        thesaurus: path(&flags.thesaurus),
        model: path(&flags.model),
        hosts: path(&flags.hosts),
        columns: flags.columns.as_deref().map(columns).transpose()?,
    })
}

impl Settings {
    /// Puts a layer over what holds.
    fn overlay(&mut self, layer: Layer, source: impl Fn(&str) -> Source) {
        fn over<T>(slot: &mut From<T>, value: Option<T>, source: impl FnOnce() -> Source) {
            if let Some(value) = value {
                *slot = From { value, source: source() };
            }
        }
        over(&mut self.color, layer.color, || source("color"));
        over(&mut self.threads, layer.threads, || source("threads"));
        over(&mut self.width, layer.width, || source("width"));
        over(&mut self.limit, layer.limit, || source("limit"));
        over(&mut self.background, layer.background, || source("background"));
        over(&mut self.thesaurus, layer.thesaurus, || source("thesaurus"));
        over(&mut self.model, layer.model, || source("model"));
        over(&mut self.hosts, layer.hosts, || source("hosts"));
        over(&mut self.columns, layer.columns, || source("columns"));
    }

    /// Threads to work with; 0: as many as there are cores.
    #[must_use]
    pub fn threads(&self) -> usize {
        self.threads.value
    }

    /// Most stories shown in full.
    #[must_use]
    pub fn limit(&self) -> usize {
        self.limit.value
    }

    /// The user's own word counts.
    #[must_use]
    pub fn background(&self) -> Option<&Path> {
        Some(self.background.value.as_str()).filter(|p| !p.is_empty()).map(Path::new)
    }

    /// The user's thesaurus.
    #[must_use]
    pub fn thesaurus(&self) -> Option<&Path> {
        Some(self.thesaurus.value.as_str()).filter(|p| !p.is_empty()).map(Path::new)
    }

    /// Whether the user named a file of the sentence model, which must be there then.
    #[must_use]
    pub fn names_model(&self) -> bool {
        !self.model.value.is_empty()
    }

    /// The file of the sentence model: as set, else `model.vorlage` in the user's folder of data; `None` where there is no such folder.
    #[must_use]
    pub fn model(&self, environment: &Environment) -> Option<PathBuf> {
        let set = Some(self.model.value.as_str()).filter(|p| !p.is_empty()).map(PathBuf::from);
        set.or_else(|| Some(environment.data_folder()?.join("model.vorlage")))
    }

    /// Where what hosts repeat is kept between runs.
    #[must_use]
    pub fn hosts(&self) -> Option<&Path> {
        Some(self.hosts.value.as_str()).filter(|p| !p.is_empty()).map(Path::new)
    }

    /// Names of the user's columns by field.
    #[must_use]
    pub fn columns(&self) -> &BTreeMap<String, String> {
        &self.columns.value
    }

    /// Whether to colour what goes to standard output (`terminal`: it is a terminal).
    #[must_use]
    pub fn color(&self, terminal: bool, environment: &Environment) -> bool {
        match self.color.value {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && environment.get("NO_COLOR").is_none() && environment.get("TERM") != Some("dumb"),
        }
    }

    /// Columns to lay views out for: as set, else `COLUMNS`, else those of the terminal, else 80.
    #[must_use]
    pub fn width(&self, environment: &Environment) -> usize {
        let set = Some(self.width.value).filter(|&w| w > 0);
        let variable = || environment.get("COLUMNS")?.parse().ok().filter(|&w| w > 0);
        let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        set.or_else(variable).or_else(terminal).unwrap_or(80)
    }

    /// All settings as TOML, each with where it comes from in a comment.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let text = |t: &str| toml::Value::from(t).to_string();
        let columns: Vec<String> =
            self.columns.value.iter().map(|(field, column)| format!("{} = {}", text(field), text(column))).collect();
        let columns = if columns.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", columns.join(", ")) };
        let rows = [
            ("color", text(self.color.value.as_str()), &self.color.source),
            ("threads", self.threads.value.to_string(), &self.threads.source),
            ("width", self.width.value.to_string(), &self.width.source),
            ("limit", self.limit.value.to_string(), &self.limit.source),
            ("background", text(&self.background.value), &self.background.source),
            ("thesaurus", text(&self.thesaurus.value), &self.thesaurus.source),
            ("model", text(&self.model.value), &self.model.source),
            ("hosts", text(&self.hosts.value), &self.hosts.source),
            ("columns", columns, &self.columns.source),
        ];
        rows.iter().map(|(key, value, source)| format!("{:<28} # {source}\n", format!("{key} = {value}"))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    fn resolved(variables: &[(&str, &str)], flags: &[&str]) -> anyhow::Result<Settings> {
        let args = crate::args::Args::parse_from(["vorlage"].iter().chain(flags).chain(&["config"]));
        let variables = variables.iter().map(|&(n, v)| (n.to_owned(), v.to_owned())).collect();
        resolve(&args.common, None, &Environment { variables })
    }

    #[test]
    fn flags_stand_over_variables_and_say_so() {
        let settings = resolved(&[("VORLAGE_THREADS", "3"), ("VORLAGE_LIMIT", "5")], &["--threads", "1"]).unwrap();
        assert_eq!((settings.threads(), settings.limit()), (1, 5));
        let toml = settings.to_toml();
        assert!(toml.contains("threads = 1                  # --threads\n"), "{toml}");
        assert!(toml.contains("limit = 5                    # VORLAGE_LIMIT\n"), "{toml}");
        assert!(toml.contains("# built in\n"), "{toml}");
    }

    #[test]
    fn what_is_printed_can_be_read_again() {
        let settings = resolved(&[], &["--columns", "text=content,outlet=my site"]).unwrap();
        let layer: Layer = toml::from_str(&settings.to_toml()).unwrap();
        assert_eq!(layer.columns.unwrap()["outlet"], "my site");
    }

    #[test]
    fn unknown_and_wrong_settings_are_named() {
        let error = |v: &[(&str, &str)]| resolved(v, &[]).unwrap_err().to_string();
        assert_eq!(error(&[("VORLAGE_COLOUR", "x")]), "VORLAGE_COLOUR: no such setting");
        assert_eq!(error(&[("VORLAGE_THREADS", "many")]), "VORLAGE_THREADS: expected a number, not \"many\"");
        assert!(resolved(&[], &["--columns", "text"]).is_err());
    }

    #[test]
    fn no_color_counts_unless_colour_is_asked_for() {
        let environment = Environment { variables: [("NO_COLOR".to_owned(), "1".to_owned())].into() };
        assert!(!resolved(&[], &[]).unwrap().color(true, &environment));
        assert!(resolved(&[], &["--color", "always"]).unwrap().color(false, &environment));
        assert!(resolved(&[], &[]).unwrap().color(true, &Environment::default()));
        assert!(!resolved(&[], &[]).unwrap().color(false, &Environment::default()));
    }
}
