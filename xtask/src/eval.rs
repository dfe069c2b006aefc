//! `cargo xtask eval`: accuracy over the labelled data, one table, one dated CSV.

use crate::{cargo, must, reliability, root};
use anyhow::Context;
use serde_json::Value;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A scored set: its name in the table, the scorer's task, and the data below `shared/`.
struct Set {
    name: &'static str,
    task: &'static str,
    data: &'static str,
}

const fn set(name: &'static str, task: &'static str, data: &'static str) -> Set {
    Set { name, task, data }
}

/// Every set that this build can be scored on.
const SETS: &[Set] = &[
    set("seeds", "seeds", "gold/seeds.json"),
    set("lineage/telephone", "lineage", "data/lineage/telephone.jsonl.gz"),
    set("lineage/llm_rewrites", "lineage", "data/lineage/llm_rewrites.jsonl.gz"),
    set("lineage/wiki_revisions", "lineage", "data/lineage/wiki_revisions.jsonl.gz"),
    set("lineage/llm_pairs", COPIES, "data/lineage/llm_pairs.jsonl.gz"),
    set("translation/wmt21_de", "lineage", "data/translation/wmt21_de.jsonl.gz"),
    set("translation/ntrex", "lineage", "data/translation/ntrex.jsonl.gz"),
    set("wire/fang_covid_de", "wire", "data/wire/fang_covid_de.jsonl.gz"),
    set("story/ecbplus", "story", "data/story/ecbplus.jsonl.gz"),
    set("story/semeval22_pairs", "pairs", "data/story/semeval22_pairs.jsonl.gz"),
    set("quotes/polnear_en", "quotes", "data/quotes/polnear_en.jsonl.gz"),
    set("quotes/wikinews_de", "quotes", "data/quotes/wikinews_de.jsonl.gz"),
    set("figures/newsquant_en", "figures", "data/figures/newsquant_en.jsonl.gz"),
    set("html/aeb", "extract", "data/html/aeb.jsonl.gz"),
    set("html/fundus", "extract", "data/html/fundus.jsonl.gz"),
    set("html/traf", "extract", "data/html/traf.jsonl.gz"),
    set("html/daniel", "extract", "data/html/daniel.jsonl.gz"),
    set("html/htmldate", "extract", "data/html/htmldate.jsonl.gz"),
    set("html/annotations", OWN, "data/html"),
];

/// The task of the pages annotated by hand, which this repository scores itself.
const OWN: &str = "annotations";

/// The task of pairs of a text and its copy, which this repository scores itself.
const COPIES: &str = "copies";

/// Scores the sets whose names contain one of `wanted` (all where none is given).
pub fn run(wanted: &[String]) -> anyhow::Result<()> {
    let shared = root().join("../shared");
    if !shared.join("eval/score.py").exists() {
        println!("eval: skipped, the labelled data is not beside the project");
        return Ok(());
    }
    must(&mut cargo(&[
        "build", "--package", "vorlage-cli", "--bins", "--example", "trace_with", "--example", "copied",
    ]))?;
    let model = model()?;
    let mut csv = String::from("set,figure,value\n");
    let mut kept = reliability::Kept::default();
    for set in SETS.iter().filter(|s| wanted.is_empty() || wanted.iter().any(|w| s.name.contains(w.as_str()))) {
        println!("{}", set.name);
        for pass in passes(set, model.as_deref()) {
            let prefix = pass.prefix;
            let folder = root().join("target/eval").join(format!("{prefix}{}", set.name));
            let answer = score(&shared, set, &pass, &folder)?;
            for (figure, value) in figures(&answer) {
                println!("  {prefix}{figure:<44} {value}");
                writeln!(csv, "{},{prefix}{figure},{value}", set.name)?;
            }
            if set.task == "lineage" {
                kept.add(prefix, set.name, &shared.join(set.data), &folder.join("lineage.json"), answer);
            }
        }
    }
    csv.push_str(&kept.tables()?);
    kept.beside();
    if wanted.is_empty() || wanted.iter().any(|w| TRANSLATIONS.contains(w.as_str())) {
        csv.push_str(&translations(&shared, model.as_deref())?);
    }
    keep(&csv)
}

/// The tasks whose answers rest on the sentence model, where it is.
const BY_MODEL: &[&str] = &["seeds", "lineage", COPIES, "story", "pairs", "wire"];

/// One way to score a set.
struct Pass<'m> {
    /// Stands before its figures.
    prefix: &'static str,
    /// The sentence model, or `none`.
    model: &'m str,
    /// Weights that are used in place of the committed ones.
    weights: Option<PathBuf>,
}

/// How often a set is scored: without a model, and beside it with one; by the committed weights, and beside them by weights that
/// never saw the set, where `cargo xtask train` has made such.
fn passes<'m>(set: &Set, model: Option<&'m str>) -> Vec<Pass<'m>> {
    let stem = set.name.rsplit('/').next().unwrap_or(set.name);
    let left_out = Some(root().join("eval/left_out").join(format!("{stem}.json"))).filter(|path| path.exists());
    let mut out = Vec::new();
    for (prefixes, model) in [(["", "left_out."], Some("none")), (["model.", "model.left_out."], model)] {
        let Some(model) = model.filter(|m| *m == "none" || BY_MODEL.contains(&set.task)) else { continue };
        out.push(Pass { prefix: prefixes[0], model, weights: None });
        out.extend(left_out.clone().map(|path| Pass { prefix: prefixes[1], model, weights: Some(path) }));
    }
    out
}

/// Where the sentence model lies; `None` where there is none.
fn model() -> anyhow::Result<Option<String>> {
    let status = Command::new(root().join("target/debug/vorlage")).args(["model", "status", "--json"]).output()?;
    let status: Value = serde_json::from_slice(&status.stdout).unwrap_or_default();
    Ok(status["path"].as_str().filter(|_| !status["model"].is_null()).map(str::to_owned))
}

/// Sentence-aligned documents in 15 languages.
const TRANSLATIONS: &str = "translation/ntrex";

/// What the sentence model finds among translations, as lines of the CSV; nothing where there is no model.
fn translations(shared: &Path, model: Option<&str>) -> anyhow::Result<String> {
    let Some(model) = model else {
        println!("{TRANSLATIONS}: skipped, there is no sentence model; vorlage model get fetches it");
        return Ok(String::new());
    };
    let set = shared.join(format!("data/{TRANSLATIONS}.jsonl.gz"));
    let mut command = cargo(&["run", "--quiet", "--package", "vorlage-embed", "--example", "retrieval", "--", model]);
    let done = command.arg(set).current_dir(root()).output()?;
    anyhow::ensure!(done.status.success(), "{TRANSLATIONS}: {}", String::from_utf8_lossy(&done.stderr));
    println!("{TRANSLATIONS}");
    let mut csv = String::new();
    for (figure, value) in String::from_utf8(done.stdout)?.lines().filter_map(|line| line.split_once(' ')) {
        println!("  {figure:<44} {value}");
        writeln!(csv, "{TRANSLATIONS},{figure},{value}")?;
    }
    Ok(csv)
}

/// Runs the scorer on one set; keeps the answer in a folder where the scorer can.
fn score(shared: &Path, set: &Set, pass: &Pass<'_>, folder: &Path) -> anyhow::Result<Value> {
    let mut scorer = Command::new("python3");
    match set.task {
        OWN => scorer.arg(root().join("eval/annotations/score.py")),
        COPIES => scorer.arg(root().join("eval/copies.py")),
        task => scorer.arg(shared.join("eval/score.py")).arg(task).arg("--keep").arg(folder),
    };
    let program = match &pass.weights {
        None if set.task == COPIES => "target/debug/examples/copied",
        None => "target/debug/vorlage",
        Some(path) => {
            scorer.env("VORLAGE_WEIGHTS", path).env("VORLAGE_VECTORS", root().join("target/eval/vectors.cache"));
            "target/debug/examples/trace_with"
        }
    };
    let done = scorer
        .arg("--bin")
        .arg(root().join(program))
        .arg("--data")
        .arg(shared.join(set.data))
        .env("VORLAGE_MODEL", pass.model)
        .output()
        .context("python3 is needed to score")?;
    anyhow::ensure!(done.status.success(), "{}: {}", set.name, String::from_utf8_lossy(&done.stderr));
    let text = String::from_utf8(done.stdout)?;
    serde_json::from_str(text.lines().last().unwrap_or_default()).with_context(|| set.name.to_owned())
}

/// Numbers and lists of an answer by dotted name; times are left out, they are no accuracy.
fn figures(answer: &Value) -> Vec<(String, String)> {
    let mut out = Vec::new();
    flatten("", answer, &mut out);
    out.retain(|(name, _)| name != "task" && !name.contains("second"));
    out
}

fn flatten(prefix: &str, value: &Value, out: &mut Vec<(String, String)>) {
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                let dotted = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
                flatten(&dotted, inner, out);
            }
        }
        Value::Array(items) => {
            let items: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            out.push((prefix.to_owned(), items.join("; ").replace(',', " ")));
        }
        Value::String(text) => out.push((prefix.to_owned(), text.clone())),
        other => out.push((prefix.to_owned(), other.to_string())),
    }
}

/// Writes the run's CSV under today's date and the commit it measured.
fn keep(csv: &str) -> anyhow::Result<()> {
    let said = |program: &str, arguments: &[&str]| -> anyhow::Result<String> {
        let out = Command::new(program).args(arguments).current_dir(root()).output()?;
        Ok(String::from_utf8(out.stdout)?.trim().to_owned())
    };
    let name = format!("{}-{}.csv", said("date", &["+%F"])?, said("git", &["rev-parse", "--short", "HEAD"])?);
    let path = root().join("eval/runs").join(name);
    std::fs::create_dir_all(path.parent().expect("the path has a folder"))?;
    std::fs::write(&path, csv)?;
    println!("kept in {}", path.display());
    Ok(())
}
