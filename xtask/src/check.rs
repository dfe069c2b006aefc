//! `cargo xtask check`: everything that must pass before a change lands.

use crate::{cargo, must, root};
use std::process::Command;

/// Formats, lints, tests (the tidy test among them), in that order; stops at the first failure.
pub fn run() -> anyhow::Result<()> {
    must(&mut cargo(&["fmt", "--all", "--check"]))?;
    must(&mut cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]))?;
    get_readers();
    must(&mut cargo(&["test", "--workspace", "--quiet"]))
}

/// Programs that read what is exported; the tests say what they could not try without them.
const READERS: [&str; 7] = ["networkx", "jsonschema", "prov", "pydot", "PyLD", "lxml", "pyarrow"];

/// Lets pip fetch the readers into `target/readers`, once.
fn get_readers() {
    let folder = root().join("target/readers");
    if folder.join("pyarrow").is_dir() && folder.join("networkx").is_dir() {
        return;
    }
    let got = Command::new("python3")
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target"])
        .arg(&folder)
        .args(READERS)
        .status();
    if !got.is_ok_and(|status| status.success()) {
        eprintln!("Exports are not read by all other programs: pip could not fetch {}.", READERS.join(", "));
    }
}
