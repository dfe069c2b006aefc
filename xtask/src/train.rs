//! `cargo xtask train`: the weights of lineage, made again from the labelled data beside the project.

use crate::{must, root};
use std::process::Command;

/// Runs the training script, which writes `derive/weights.rs` with its report at the top; skips with a word where the data is
/// not there. The same data and the same numpy give the same file.
pub fn run() -> anyhow::Result<()> {
    let data = root().join("../shared/data");
    if !data.join("lineage").exists() {
        println!("train: skipped, the labelled data is not beside the project");
        return Ok(());
    }
    let weights = "crates/vorlage-core/src/derive/weights.rs";
    // One thread: sums in one order.
    must(
        Command::new("python3")
            .env("OPENBLAS_NUM_THREADS", "1")
            .env("OMP_NUM_THREADS", "1")
            .env("PYTHONHASHSEED", "0")
            .arg("xtask/train/lineage.py")
            .arg(data)
            .args(["--write", weights]),
    )
}
