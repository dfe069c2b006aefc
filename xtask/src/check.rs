//! `cargo xtask check`: everything that must pass before a change lands.

use crate::{cargo, must, root, web};
use std::process::Command;

/// Formats, lints, tests (the tidy test among them), in that order; stops at the first failure.
pub fn run() -> anyhow::Result<()> {
    must(&mut cargo(&["fmt", "--all", "--check"]))?;
    web::build();
    must(&mut cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]))?;
    get_readers();
    must(&mut cargo(&["test", "--workspace", "--quiet"]))
}

/// Programs that read what is exported and ask what is served; the tests say what they could not try without them.
const READERS: [&str; 9] =
    ["networkx", "jsonschema", "prov", "pydot", "PyLD", "lxml", "pyarrow", "schemathesis", "openapi-spec-validator"];

/// Lets pip fetch the readers into `target/readers`, once.
fn get_readers() {
    let folder = root().join("target/readers");
    if ["pyarrow", "networkx", "schemathesis"].iter().all(|name| folder.join(name).is_dir()) {
        return;
    }
    let got = Command::new("python3")
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target"])
        .arg(&folder)
        .args(READERS)
        .status();
    if !got.is_ok_and(|status| status.success()) {
        eprintln!("Exports and API are not tried by all other programs: pip could not fetch {}.", READERS.join(", "));
    }
}
