//! `cargo xtask train`: the weights of lineage and of articles, made again from the labelled data beside the project.

use crate::{must, root};
use std::path::Path;
use std::process::Command;

/// Weights that never saw a set, for `cargo xtask eval`: one file for each set.
const LEFT_OUT: &str = "eval/left_out";

/// Runs the training scripts, which write the weights of `derive` and of reading with a report at the top; skips with a word where
/// the data is not there. `meaning` and `certainty` need the sentence model (`vorlage model get`). The same data and the same numpy give the same files.
pub fn run() -> anyhow::Result<()> {
    let data = root().join("../shared/data");
    if !data.join("lineage").exists() {
        println!("train: skipped, the labelled data is not beside the project");
        return Ok(());
    }
    let left_out = ["--left-out", LEFT_OUT];
    script("lineage", &data, "crates/vorlage-core/src/derive/weights.rs", &left_out)?;
    must(Command::new("cargo").args(["build", "-p", "vorlage-cli"]))?;
    script("meaning", &data, "crates/vorlage-core/src/derive/weights_of_meaning.rs", &left_out)?;
    calibrate()?;
    must(Command::new("cargo").args(["build", "-p", "vorlage-read", "--example", "measures"]))?;
    script("article", &data.join("html"), "crates/vorlage-read/src/html/weights.rs", &[])
}

/// Calibrates the certainty of edges to the weights as they are, and to those that never saw a set.
pub fn calibrate() -> anyhow::Result<()> {
    let data = root().join("../shared/data");
    must(Command::new("cargo").args(["build", "-p", "vorlage-cli", "--bin", "vorlage", "--example", "trace_with"]))?;
    script("certainty", &data, "crates/vorlage-core/src/derive/weights_of_certainty.rs", &["--left-out", LEFT_OUT])
}

/// Runs one script, in one thread: sums in one order.
fn script(name: &str, data: &Path, weights: &str, more: &[&str]) -> anyhow::Result<()> {
    must(
        Command::new("python3")
            .env("OPENBLAS_NUM_THREADS", "1")
            .env("OMP_NUM_THREADS", "1")
            .env("PYTHONHASHSEED", "0")
            .arg(format!("xtask/train/{name}.py"))
            .arg(data)
            .args(["--write", weights])
            .args(more),
    )
}
